//! `load`: what the intake read, laid into the database. Staged in small batches that nobody sees, then
//! sealed by one event; killed anywhere and run again it ends the same.

use std::collections::HashSet;

use exchange::{Extract, Table};
use ledger::{Hash, Value};
use recording::event::{Sealed, SealedTally};
use recording::{Refusal, decide_sealing};
use terms::PersonRow;

use crate::Store;
use crate::binds;
use crate::book;
use crate::content::{self, Content, table};
use crate::fault::Fault;
use crate::sources::{LoadLock, Mode, Stager, clear_unsealed};

/// What is to be loaded.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who loads it, as an opaque id.
    pub actor: String,
    /// The source's name: same source and reference is the same record.
    pub source: String,
    /// The mapping's name.
    pub mapping: String,
    /// SHA-256 of the mapping.
    pub mapping_digest: Hash,
}

/// What became of a load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Its number.
    pub load: u64,
    /// The entry that sealed it.
    pub seq: u64,
    /// Rows sealed.
    pub n_rows: u64,
    /// What became of the rows received.
    pub tally: SealedTally,
}

/// A file that was loaded before, by digest and table.
pub type KnownFile = (String, String);

impl Store {
    /// The files of a source that were loaded with this mapping, and those loaded with another.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn known_files(&self, source: &str, mapping: &Hash) -> Result<[HashSet<KnownFile>; 2], Fault> {
        let mut tx = self.read().await?;
        let rows = tx
            .rows(
                "SELECT o.reference, o.related, o.status
                 FROM observation o JOIN sealed s ON s.load = o.load
                 WHERE o.record_table = $1 AND o.source = $2",
                binds![table::FILES, source],
            )
            .await?;
        let mut known = [HashSet::new(), HashSet::new()];
        for row in rows {
            let other = usize::from(row.text(2)? != mapping.to_hex());
            if let Some(set) = known.get_mut(other) {
                set.insert((row.text(0)?, row.text(1)?));
            }
        }
        Ok(known)
    }

    /// Loads what the intake read. `progress` is told how many of its [`n_records`] are done.
    ///
    /// # Errors
    /// [`Fault::LoadRunning`]; a refusal where the same was loaded before; what the engine says.
    pub async fn load(
        &self,
        request: &Request,
        extract: &Extract,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<Loaded, Fault> {
        if !ledger::chain::is_plain(&request.source) {
            return Err(Refusal::NotPlain { what: "the source's name" }.into());
        }
        if request.source.contains('/') || request.source == crate::links::SOURCE {
            return Err(Fault::Usage(format!(
                "--source {}: a source's name holds no \"/\", and \"{}\" is Onrecord's own. Choose another.",
                request.source,
                crate::links::SOURCE
            )));
        }
        let lock = LoadLock::take(self).await?;
        let loaded = self.load_locked(request, extract, progress).await;
        lock.release().await;
        loaded
    }

    async fn load_locked(
        &self,
        request: &Request,
        extract: &Extract,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<Loaded, Fault> {
        clear_unsealed(self).await?;
        let digest = digest(request, extract);
        if let Some(load) = same(&mut self.read().await?, &digest).await? {
            return Err(Refusal::AlreadyLoaded { load }.into());
        }
        let mut stager = Stager::begin(self, &request.source).await?;
        let progress = &mut *progress;
        stager.stage(files(extract, request), Mode::Rows, progress).await?;
        stager
            .stage(extract.incidents.iter().map(content::incident_content), Mode::Records, progress)
            .await?;
        stager.stage(extract.crimes.iter().map(content::crime_content), Mode::Records, progress).await?;
        stager.stage(people(&extract.people), Mode::Records, progress).await?;
        stager.stage(counts(extract), Mode::Records, progress).await?;
        stager.stage(extract.quarantine.iter().map(content::quarantined), Mode::Rows, progress).await?;
        stager.stage(reconciliation(extract), Mode::Rows, progress).await?;
        let sealed = Sealed {
            load: stager.load,
            source: request.source.clone(),
            mapping: request.mapping.clone(),
            digest,
            rows_root: stager.root(),
            n_rows: stager.n_rows(),
            tally: tally(extract, stager.tally),
        };
        self.seal(sealed, &request.actor, false).await
    }

    /// One short transaction: the event, the seal, the projection.
    pub(crate) async fn seal(&self, sealed: Sealed, actor: &str, links: bool) -> Result<Loaded, Fault> {
        let (actor, now) = (actor.to_owned(), self.surroundings.now());
        self.write(move |tx| {
            Box::pin(async move {
                let same = same(tx, &sealed.digest).await?;
                let (load, n_rows, tally) = (sealed.load, sealed.n_rows, sealed.tally);
                let event = decide_sealing(sealed, same.filter(|_| !links), links)?;
                let head = book::append(tx, now, &actor, &event).await?;
                tx.execute("INSERT INTO sealed (load, seq) VALUES ($1, $2)", binds![load, head.seq]).await?;
                tx.execute("DELETE FROM staging WHERE load = $1", binds![load]).await?;
                Ok(Loaded { load, seq: head.seq, n_rows, tally })
            })
        })
        .await
    }
}

/// The load that has the same digest.
async fn same(tx: &mut crate::sql::Tx, digest: &Hash) -> Result<Option<u64>, Fault> {
    let row = tx
        .find(
            "SELECT load FROM source_load WHERE digest = $1 AND kind = 'extract_loaded' ORDER BY load LIMIT 1",
            binds![digest.to_hex()],
        )
        .await?;
    row.map(|row| row.count(0)).transpose()
}

/// How many records a load goes through, each staged, known already, or a row that comes once.
pub fn n_records(extract: &Extract, request: &Request) -> u64 {
    let n = files(extract, request).count()
        + extract.incidents.len()
        + extract.crimes.len()
        + people(&extract.people).count()
        + counts(extract).count()
        + extract.quarantine.len()
        + extract.reconciliation.len();
    n as u64
}

/// Over source, mapping, and each file with its table, in an order of their own.
fn digest(request: &Request, extract: &Extract) -> Hash {
    let mut files: Vec<(&str, &str)> =
        extract.accounts.iter().map(|account| (account.digest.as_str(), account.table.name())).collect();
    files.sort_unstable();
    files.dedup();
    let mut fields: Vec<&[u8]> =
        vec![b"onrecord/load/1", request.source.as_bytes(), &request.mapping_digest.0];
    for (file, table) in &files {
        fields.extend([file.as_bytes(), table.as_bytes()]);
    }
    Hash::of_fields(&fields)
}

fn tally(extract: &Extract, staged: SealedTally) -> SealedTally {
    let mut tally = staged;
    for account in &extract.accounts {
        tally.received += account.tally.received;
        tally.accepted += account.tally.accepted;
        tally.quarantined += account.tally.quarantined;
        tally.duplicate += account.tally.duplicate;
    }
    tally
}

fn number(n: u64) -> Value {
    Value::Integer(i64::try_from(n).unwrap_or(i64::MAX))
}

/// One row a file and table: its digest, its name, its rows and what became of them.
fn files<'e>(extract: &'e Extract, request: &'e Request) -> impl Iterator<Item = Content> + 'e {
    extract.accounts.iter().filter(|account| !account.same_file_again).map(|account| Content {
        table: table::FILES,
        reference: account.digest.clone(),
        related: account.table.name().to_owned(),
        at: None,
        status: request.mapping_digest.to_hex(),
        body: Value::object([
            ("accepted", number(account.tally.accepted)),
            ("clock_change_times", number(account.n_clock_change_times)),
            ("duplicate", number(account.tally.duplicate)),
            ("grouped", number(account.n_grouped)),
            ("identical_without_reference", number(account.n_identical_without_reference)),
            ("mapping", Value::Text(account.mapping.clone())),
            ("name", Value::Text(account.source.clone())),
            ("quarantined", number(account.tally.quarantined)),
            ("received", number(account.tally.received)),
            ("table", Value::Text(account.table.name().into())),
            ("unused_columns", unused(&account.unused_columns)),
            ("without_reference", number(account.n_without_reference)),
        ]),
        personal: Vec::new(),
    })
}

fn unused(columns: &[(String, u64)]) -> Value {
    let column = |(name, n): &(String, u64)| {
        Value::object([("filled", number(*n)), ("name", Value::Text(name.clone()))])
    };
    Value::List(columns.iter().map(column).collect())
}

/// The counts of one force, category and period in one.
fn counts(extract: &Extract) -> impl Iterator<Item = Content> + '_ {
    let alike = extract
        .counts
        .chunk_by(|a, b| (&a.force, &a.category, a.period) == (&b.force, &b.category, b.period));
    alike.filter_map(content::counts)
}

/// People by reference; each without one is a record of its own.
fn people(people: &[PersonRow]) -> impl Iterator<Item = Content> + '_ {
    let alike = people.chunk_by(|a, b| a.reference.is_some() && a.reference == b.reference);
    alike.map(|group| {
        let reference = group.first().and_then(|person| person.reference.as_deref()).unwrap_or_default();
        content::people_content(reference, group)
    })
}

fn reconciliation(extract: &Extract) -> impl Iterator<Item = Content> + '_ {
    extract.reconciliation.iter().map(|((source, channel, day), tally)| Content {
        table: table::RECONCILIATION,
        reference: source.clone(),
        related: format!("{channel}|{day}"),
        at: None,
        status: String::new(),
        body: Value::object([
            ("accepted", number(tally.accepted)),
            ("channel", Value::Text(channel.clone())),
            ("day", Value::Text(day.clone())),
            ("duplicate", number(tally.duplicate)),
            ("quarantined", number(tally.quarantined)),
            ("received", number(tally.received)),
            ("source", Value::Text(source.clone())),
        ]),
        personal: Vec::new(),
    })
}

/// The tables a file can feed, by name.
pub fn table_of(name: &str) -> Option<Table> {
    Table::ALL.into_iter().find(|table| table.name() == name)
}
