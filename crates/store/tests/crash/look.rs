//! Looking at what is left: opened afresh as the program would, is all that was acknowledged there, is
//! the ledger in order, do the tables equal their recomputation?

use std::collections::BTreeMap;
use std::path::Path;

use store::engine::Synchronous;
use store::{Fault, Opening, Store, Surroundings, Target};
use testkit::crash::power::Found;

use crate::writer::{open, remember, target};

/// A database ready to be written to, every file on the disk.
pub fn prepare(folder: &Path) {
    prepare_at(&Target::Folder(folder.to_path_buf()), folder);
}

/// The same, perhaps elsewhere: the parts played in the folder then work there.
pub fn prepare_at(target: &Target, folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    remember(target, folder);
    block_on(async {
        let store = Store::open(target, Opening::Migrating, Surroundings::of_the_machine()).await.unwrap();
        store.close().await;
    });
}

/// Runs to the end.
pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

/// What a fresh start finds.
pub struct Left {
    /// Entries of the ledger.
    pub n_entries: u64,
    /// Their hashes.
    hashes: BTreeMap<u64, String>,
    /// What is not in order.
    wrong: Vec<String>,
}

impl Left {
    /// Opens a folder as the program would, and closes it again.
    pub fn of(folder: &Path) -> Result<Self, Fault> {
        block_on(async {
            let store = open(&target(folder), Synchronous::Full).await?;
            let left = Self::of_store(&store).await;
            store.close().await;
            left
        })
    }

    /// Looks at an open database.
    pub async fn of_store(store: &Store) -> Result<Self, Fault> {
        let verified = store.verify(&mut |_| {}).await?;
        let mut wrong: Vec<String> = verified.bad.iter().map(|bad| bad.what.clone()).collect();
        let rebuilt = store.rebuild_check(&mut |_| {}).await?;
        let unequal = rebuilt.tables.iter().filter(|table| !table.is_equal());
        wrong.extend(unequal.map(|table| format!("{} is not what a rebuild makes: {table:?}", table.table)));
        let mut hashes = BTreeMap::new();
        let mut tx = store.read().await?;
        for row in tx.rows("SELECT seq, hash FROM ledger ORDER BY seq", Vec::new()).await? {
            let hash = ledger::Hash::from_slice(&row.raw(1)?).map(|hash| hash.to_hex());
            hashes.insert(row.count(0)?, hash.unwrap_or_default());
        }
        if tx.is_sqlite() {
            let row = tx.find("PRAGMA integrity_check", Vec::new()).await?.unwrap();
            let said = row.text(0)?;
            wrong.extend((said != "ok").then_some(said));
        }
        Ok(Self { n_entries: verified.n_entries, hashes, wrong })
    }

    /// Whether what was acknowledged is there, with the very hash that was said, and all is in order.
    pub fn found(&self, acknowledged: &[String]) -> Found {
        let here = |line: &&String| {
            let words: Vec<&str> = line.split(' ').collect();
            match words[..] {
                ["ack", seq, hash] => self.hashes.get(&seq.parse().unwrap()).is_some_and(|here| here == hash),
                ["load", _, seq] => self.hashes.contains_key(&seq.parse().unwrap()),
                _ => panic!("\"{line}\" is no acknowledgement"),
            }
        };
        let n_lost = acknowledged.iter().filter(|line| !here(line)).count();
        match (self.wrong.first(), n_lost) {
            (Some(wrong), _) => Found::Broken(wrong.clone()),
            (None, 0) => Found::Whole,
            (None, n) => Found::Lost(n as u64),
        }
    }
}

/// What is found in a folder after a power cut.
pub fn look(folder: &Path, acknowledged: &[String]) -> Found {
    match Left::of(folder) {
        Ok(left) => left.found(acknowledged),
        Err(fault) => Found::Broken(fault.to_string()),
    }
}
