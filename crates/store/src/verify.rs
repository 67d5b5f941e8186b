//! `verify`: everything re-derived from the rows themselves. Names the first bad sequence number and
//! what is wrong with it.

use std::collections::BTreeMap;

use ledger::{Chain, Frontier, Hash, Nonce, Value, commitment};
use recording::Event;
use recording::event::{Erasure, Sealed};

use crate::Store;
use crate::binds;
use crate::book;
use crate::fault::Fault;
use crate::sources::{self, Observation, PersonalRow, leaf, personal_place_leaf};
use crate::sql::Tx;

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bad {
    /// The entry of the ledger that no longer holds, or whose rows no longer do.
    pub seq: u64,
    /// What is wrong, as a sentence.
    pub what: String,
}

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Entries in order from the first.
    pub n_entries: u64,
    /// The hash of the last of them.
    pub head: Hash,
    /// The RFC 6962 root over them.
    pub root: Hash,
    /// Observation rows checked.
    pub n_rows: u64,
    /// Personal rows checked.
    pub n_personal: u64,
    /// Personal rows that were erased with their event.
    pub n_erased: u64,
    /// Entries whose time lies before that of an earlier one: the clock was set back.
    pub n_stepped_back: u64,
    /// Bad entries, the first first; at most [`MOST_BAD`].
    pub bad: Vec<Bad>,
}

/// Bad entries are listed up to this many.
pub const MOST_BAD: usize = 20;

impl Verified {
    /// Whether everything holds.
    pub fn holds(&self) -> bool {
        self.bad.is_empty()
    }
}

/// What the chain's entries say of the sources.
#[derive(Default)]
struct Promised {
    sealed: BTreeMap<u64, Sealed>,
    erased: BTreeMap<u64, Erasure>,
}

impl Store {
    /// Re-derives the chain, the Merkle root, every sealed load and every commitment, in one snapshot.
    /// `progress` is told how many entries and rows were checked.
    ///
    /// # Errors
    /// What the engine says. What does not hold is no error: it stands in [`Verified::bad`].
    pub async fn verify(&self, progress: &mut (dyn FnMut(u64) + Send)) -> Result<Verified, Fault> {
        let mut tx = self.read().await?;
        let (mut verified, promised) = chain(&mut tx, progress).await?;
        let erased = erased_rows(&mut tx, &promised, &mut verified).await?;
        seals(&mut tx, &promised, &mut verified).await?;
        for (seq, sealed) in &promised.sealed {
            load(&mut tx, *seq, sealed, &erased, &mut verified, progress).await?;
        }
        tx.roll_back().await?;
        verified.bad.sort_by_key(|bad| bad.seq);
        verified.bad.truncate(MOST_BAD);
        Ok(verified)
    }
}

/// A page of entries, or why it cannot be read.
type Page = Result<Vec<book::StoredRow>, String>;

/// Pages waiting to be checked.
const N_WAITING: usize = 4;

/// Reads on one thread and checks on another.
async fn chain(tx: &mut Tx, progress: &mut (dyn FnMut(u64) + Send)) -> Result<(Verified, Promised), Fault> {
    let (pages, waiting) = tokio::sync::mpsc::channel(N_WAITING);
    let checker = tokio::task::spawn_blocking(move || checked(waiting));
    let (mut seq, mut n_read) = (i64::MIN, 0);
    loop {
        let page = match book::after(tx, seq).await {
            Ok(page) => page,
            Err(Fault::Damaged(what)) => {
                let _ = pages.send(Err(what)).await;
                break;
            }
            Err(fault) => return Err(fault),
        };
        let Some(last) = page.last() else { break };
        seq = last.seq;
        n_read += page.len() as u64;
        progress(n_read);
        // The checker stops listening at the first bad entry.
        if pages.send(Ok(page)).await.is_err() {
            break;
        }
    }
    drop(pages);
    checker.await.map_err(|stopped| Fault::Engine(format!("checking was broken off ({stopped})")))
}

fn checked(mut pages: tokio::sync::mpsc::Receiver<Page>) -> (Verified, Promised) {
    let mut chain = Chain::new();
    let mut promised = Promised::default();
    let (mut bad, mut n_stepped_back) = (Vec::new(), 0);
    'pages: while let Some(page) = pages.blocking_recv() {
        let page = match page {
            Ok(page) => page,
            Err(what) => {
                bad.push(Bad { seq: chain.size() + 1, what });
                break;
            }
        };
        for row in &page {
            match chain.check(&row.entry()) {
                Ok(checked) => {
                    n_stepped_back += u64::from(checked.stepped_back_by.is_some());
                    promise(row, &checked.body, &mut promised, &mut bad);
                }
                Err(broken) => {
                    bad.push(Bad { seq: broken.seq(), what: broken.to_string() });
                    break 'pages;
                }
            }
        }
    }
    let verified = Verified {
        n_entries: chain.size(),
        head: chain.head(),
        root: chain.root(),
        n_rows: 0,
        n_personal: 0,
        n_erased: 0,
        n_stepped_back,
        bad,
    };
    (verified, promised)
}

fn promise(row: &book::StoredRow, body: &Value, promised: &mut Promised, bad: &mut Vec<Bad>) {
    let (seq, version) =
        (u64::try_from(row.seq).unwrap_or(0), u32::try_from(row.version).unwrap_or(u32::MAX));
    match Event::read(&String::from_utf8_lossy(&row.kind), version, body) {
        Ok(Event::ExtractLoaded(sealed) | Event::LinksMade(sealed)) => {
            promised.sealed.insert(seq, sealed);
        }
        Ok(Event::Erased(erasure)) => {
            promised.erased.insert(seq, erasure);
        }
        Ok(_) => {}
        Err(unreadable) => bad.push(Bad { seq, what: format!("entry {seq}: {unreadable}") }),
    }
}

/// A personal row's place: load, position, part.
type Place = (i64, i64, i64);

/// The list of erased rows, checked against the erasures' roots.
async fn erased_rows(
    tx: &mut Tx,
    promised: &Promised,
    verified: &mut Verified,
) -> Result<BTreeMap<Place, u64>, Fault> {
    let mut places = BTreeMap::new();
    let mut roots: BTreeMap<u64, Frontier> = BTreeMap::new();
    let rows = tx
        .rows(
            "SELECT seq, load, position, part FROM erased_row ORDER BY seq, load, position, part",
            Vec::new(),
        )
        .await?;
    for row in rows {
        let (seq, place) = (row.count(0)?, (row.int(1)?, row.int(2)?, row.int(3)?));
        roots.entry(seq).or_default().append(personal_place_leaf(place.0, place.1, place.2));
        places.insert(place, seq);
    }
    let mut suppressed: BTreeMap<u64, Frontier> = BTreeMap::new();
    let rows = tx
        .rows(
            "SELECT seq, source, reference, what, digest FROM suppression ORDER BY seq, position",
            Vec::new(),
        )
        .await?;
    for row in rows {
        let leaf = crate::sources::suppression_leaf(&row.raw(1)?, &row.raw(2)?, &row.raw(3)?, &row.raw(4)?);
        suppressed.entry(row.count(0)?).or_default().append(leaf);
    }
    let seqs: std::collections::BTreeSet<u64> =
        roots.keys().chain(suppressed.keys()).chain(promised.erased.keys()).copied().collect();
    for seq in seqs {
        let listed = roots.get(&seq).map_or_else(|| Frontier::new().root(), Frontier::root);
        let kept_out = suppressed.get(&seq).map_or_else(|| Frontier::new().root(), Frontier::root);
        let what = match promised.erased.get(&seq) {
            None => format!("entry {seq} approves no erasure, yet rows are listed as erased by it"),
            Some(erasure) if erasure.rows_root != listed => {
                format!("the list of rows erased by entry {seq} is not the one it approved")
            }
            Some(erasure) if erasure.suppressed_root != kept_out => {
                format!("the suppression list of entry {seq} is not the one it approved")
            }
            Some(_) => continue,
        };
        verified.bad.push(Bad { seq, what });
    }
    Ok(places)
}

/// Seals and their events name each other.
async fn seals(tx: &mut Tx, promised: &Promised, verified: &mut Verified) -> Result<(), Fault> {
    let rows = tx.rows("SELECT load, seq FROM sealed ORDER BY load", Vec::new()).await?;
    let mut seals = BTreeMap::new();
    for row in rows {
        seals.insert(row.count(1)?, row.count(0)?);
    }
    for (seq, load) in &seals {
        if promised.sealed.get(seq).is_none_or(|sealed| sealed.load != *load) && *seq <= verified.n_entries {
            let what = format!("load {load} is sealed under entry {seq}, which does not seal it");
            verified.bad.push(Bad { seq: *seq, what });
        }
    }
    for (seq, sealed) in promised.sealed.iter().filter(|(seq, _)| !seals.contains_key(seq)) {
        let what = format!("entry {seq} seals load {}, whose seal is missing", sealed.load);
        verified.bad.push(Bad { seq: *seq, what });
    }
    Ok(())
}

/// Every row of a sealed load, its root, and every personal row against its commitment.
async fn load(
    tx: &mut Tx,
    seq: u64,
    sealed: &Sealed,
    erased: &BTreeMap<Place, u64>,
    verified: &mut Verified,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<(), Fault> {
    let mut frontier = Frontier::new();
    let mut position = 0;
    loop {
        let page = sources::observations(tx, sealed.load, position).await?;
        let Some(last) = page.last() else { break };
        let personal = sources::personal_rows(tx, sealed.load, position + 1, last.position).await?;
        position = last.position;
        page.iter().for_each(|row| frontier.append(leaf(row)));
        for what in committed(&page, &personal, erased, verified) {
            verified.bad.push(Bad { seq, what: format!("of entry {seq}, {what}") });
        }
        verified.n_rows += page.len() as u64;
        progress(verified.n_entries + verified.n_rows);
    }
    if frontier.size() != sealed.n_rows {
        let what = format!(
            "entry {seq} sealed {} rows as load {}; {} are there",
            sealed.n_rows,
            sealed.load,
            frontier.size()
        );
        verified.bad.push(Bad { seq, what });
    } else if frontier.root() != sealed.rows_root {
        let what = format!("a row of load {}, sealed by entry {seq}, was changed", sealed.load);
        verified.bad.push(Bad { seq, what });
    }
    Ok(())
}

/// What is wrong with the personal rows of a page.
fn committed(
    page: &[Observation],
    personal: &[PersonalRow],
    erased: &BTreeMap<Place, u64>,
    verified: &mut Verified,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut there = personal.iter().peekable();
    for row in page {
        for (part, promised) in (0i64..).zip(row.commitments.chunks(32)) {
            let place = (row.load, row.position, part);
            let found = there.next_if(|one| (one.load, one.position, one.part) == place);
            match (found, erased.contains_key(&place)) {
                (Some(one), false) if holds(one, promised) => verified.n_personal += 1,
                (Some(_), false) => wrong.push(format!("personal row {} was changed", shown(place))),
                (Some(_), true) => {
                    wrong.push(format!("personal row {} was erased and is there", shown(place)))
                }
                (None, true) => verified.n_erased += 1,
                (None, false) => {
                    wrong.push(format!(
                        "personal row {} is missing without an approved erasure",
                        shown(place)
                    ));
                }
            }
        }
        while let Some(stray) = there.next_if(|one| one.position <= row.position) {
            let place = (stray.load, stray.position, stray.part);
            wrong.push(format!("personal row {} was put there later", shown(place)));
        }
    }
    wrong.extend(there.map(|stray| {
        format!("personal row {} was put there later", shown((stray.load, stray.position, stray.part)))
    }));
    wrong
}

fn shown((load, position, part): Place) -> String {
    format!("{load}.{position}.{part} (load.position.part)")
}

fn holds(row: &PersonalRow, promised: &[u8]) -> bool {
    let Ok(nonce) = <[u8; 32]>::try_from(row.nonce.as_slice()) else { return false };
    let Ok(value) = Value::from_bytes(&row.body) else { return false };
    commitment(&Nonce(nonce), &value).0 == promised
}

/// Whether a load is sealed.
///
/// # Errors
/// What the engine says.
pub async fn is_sealed(tx: &mut Tx, load: u64) -> Result<bool, Fault> {
    Ok(tx.find("SELECT seq FROM sealed WHERE load = $1", binds![load]).await?.is_some())
}
