//! Bits turned over at random in the database file: every one in a row of the ledger is seen.

use std::ops::Range;
use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Row};
use store::{Fault, Opening, Target};
use testkit::crash::Seeded;

use crate::force::{Force, block_on, opened};

/// Bits anywhere in the file, and as many again inside rows of the ledger.
const N_FLIPS: u64 = 500;

/// Which look saw a flipped bit.
#[derive(Default, Debug)]
struct Seen {
    verify: bool,
    names_entry: Option<store::verify::Bad>,
    rebuild: bool,
    integrity_check: bool,
}

impl Seen {
    fn anyhow(&self) -> bool {
        self.verify || self.rebuild || self.integrity_check
    }
}

#[test]
fn every_flipped_bit_in_a_row_of_the_ledger_is_seen() {
    let force = Force::new();
    let whole = std::fs::read(force.file()).unwrap();
    let rows = ledger_rows(&force, &whole);
    let (mut random, place) = (Seeded(500), tempfile::tempdir().unwrap());
    let (mut n_in_rows, mut n_seen, mut n_integrity) = (0, 0, 0);
    for _ in 0..N_FLIPS {
        let at = random.below(whole.len() as u64) as usize;
        let in_row = rows.iter().find(|(_, range)| range.contains(&at));
        let seen = flipped(place.path(), &whole, at, random.below(8));
        n_in_rows += usize::from(in_row.is_some());
        n_seen += usize::from(seen.anyhow());
        n_integrity += usize::from(seen.integrity_check);
        assert!(in_row.is_none() || seen.verify, "byte {at}, in a row of the ledger: {seen:?}");
    }
    println!(
        "{N_FLIPS} bits flipped anywhere in {} bytes: {n_in_rows} in rows of the ledger, all of them seen by verify; {n_seen} seen by verify, rebuild --check or integrity_check ({n_integrity} by the last)",
        whole.len()
    );
    let mut n_named = 0;
    for _ in 0..N_FLIPS {
        let (seq, range) = &rows[random.below(rows.len() as u64) as usize];
        let at = range.start + random.below(range.len() as u64) as usize;
        let seen = flipped(place.path(), &whole, at, random.below(8));
        assert!(seen.verify, "byte {at}, in entry {seq}: {seen:?}");
        assert!(
            seen.names_entry.as_ref().is_none_or(|bad| bad.seq == *seq),
            "byte {at}, in entry {seq}: {seen:?}"
        );
        n_named += u64::from(seen.names_entry.is_some());
    }
    println!("{N_FLIPS} bits flipped in rows of the ledger: {N_FLIPS} seen, {n_named} with the entry named");
    assert_eq!(n_named, N_FLIPS);
}

/// Where in the file the columns from actor to hash of each entry lie, one after the other.
fn ledger_rows(force: &Force, whole: &[u8]) -> Vec<(u64, Range<usize>)> {
    let rows = block_on(async {
        let mut file = SqliteConnectOptions::new().filename(force.file()).connect().await.unwrap();
        let all =
            "SELECT seq, CAST(actor || kind || subject || body AS BLOB), prev, hash FROM ledger ORDER BY seq";
        let rows = sqlx::query(all).fetch_all(&mut file).await.unwrap();
        file.close().await.unwrap();
        rows
    });
    let find = |bytes: &[u8]| {
        (0..=whole.len() - bytes.len()).filter(|at| whole[*at..].starts_with(bytes)).collect::<Vec<_>>()
    };
    let range = |row: &sqlx::sqlite::SqliteRow| {
        let columns: [Vec<u8>; 3] = [row.get(1), row.get(2), row.get(3)];
        let bytes = columns.concat();
        // What is longer than a quarter of a page goes on in a page of its own, in two pieces.
        let pieces = (0..=bytes.len()).rev().find_map(|cut| {
            let (head, tail) = bytes.split_at(cut);
            let places = (find(head), if tail.is_empty() { vec![0] } else { find(tail) });
            (places.0.len() == 1 && places.1.len() == 1)
                .then(|| [places.0[0]..places.0[0] + head.len(), places.1[0]..places.1[0] + tail.len()])
        });
        (row.get::<i64, _>(0).unsigned_abs(), pieces.expect("an entry lies once in the file"))
    };
    rows.iter()
        .map(range)
        .flat_map(|(seq, pieces)| pieces.map(|piece| (seq, piece)))
        .filter(|(_, piece)| !piece.is_empty())
        .collect()
}

fn flipped(place: &Path, whole: &[u8], at: usize, bit: u64) -> Seen {
    let mut bytes = whole.to_vec();
    bytes[at] ^= 1 << bit;
    let _ = std::fs::remove_file(place.join("onrecord.db-wal"));
    let _ = std::fs::remove_file(place.join("onrecord.db-shm"));
    std::fs::write(place.join("onrecord.db"), bytes).unwrap();
    let target = Target::Folder(place.to_path_buf());
    let seen = block_on(opened(&target, Opening::Existing, async |store| Ok::<_, Fault>(look(store).await)));
    // A file that does not even open is seen to be damaged.
    seen.unwrap_or(Seen { verify: true, ..Seen::default() })
}

async fn look(store: &store::Store) -> Seen {
    let mut seen = Seen::default();
    match store.verify(&mut |_| {}).await {
        Ok(verified) => {
            seen.verify = !verified.holds();
            seen.names_entry = verified.bad.first().cloned();
        }
        Err(_) => seen.verify = true,
    }
    seen.rebuild = !store.rebuild_check(&mut |_| {}).await.is_ok_and(|rebuilt| rebuilt.is_equal());
    if let Ok(mut tx) = store.read().await {
        let rows = tx.rows("PRAGMA integrity_check", Vec::new()).await;
        let said = rows.ok().and_then(|rows| rows.first().and_then(|row| row.text(0).ok()));
        seen.integrity_check = said.as_deref() != Some("ok");
    }
    seen
}
