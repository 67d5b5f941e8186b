//! Files in a folder, taken in, and checked to add up.

use std::io::Write;
use std::path::PathBuf;

use exchange::Table;
use exchange::intake::{self, Intake};
use exchange::{Extract, Fault};

/// A folder of files to be taken in.
pub struct Folder {
    folder: tempfile::TempDir,
    intake: Intake,
}

impl Folder {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), intake: Intake::default() }
    }

    /// Writes a file without giving it.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn give(mut self, table: Table, path: PathBuf) -> Self {
        self.intake.files.push((table, path));
        self
    }

    pub fn file(self, table: Table, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.write(name, bytes);
        self.give(table, path)
    }

    pub fn incidents(self, bytes: impl AsRef<[u8]>) -> Self {
        self.file(Table::Incidents, "logs.csv", bytes)
    }

    pub fn mapping(mut self, name: &str, text: &str) -> Self {
        let path = self.write(name, text);
        self.intake.mappings.push(path);
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn try_read(&self) -> Result<Extract, Fault> {
        intake::read(&self.intake, &mut |_, _| {})
    }

    /// Takes the files in and checks that no row is unaccounted for.
    pub fn read(&self) -> Extract {
        let extract = self.try_read().unwrap();
        adds_up(&extract);
        extract
    }

    /// What a person is told when the files cannot be taken in.
    pub fn refused(&self) -> String {
        match self.try_read() {
            Ok(extract) => panic!("taken in: {:?}", extract.accounts),
            Err(fault) => told(&fault),
        }
    }
}

/// A fault as a person reads it; it must be a sentence.
pub fn told(fault: &Fault) -> String {
    let told = fault.to_string();
    assert!(told.ends_with('.') && told.len() > 40, "not a sentence with what to do: {told}");
    told
}

pub fn incidents(bytes: impl AsRef<[u8]>) -> Extract {
    Folder::new().incidents(bytes).read()
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// Received, accepted, quarantined, duplicate.
pub fn tally(extract: &Extract, table: Table) -> [u64; 4] {
    let tally = extract.tally(table);
    [tally.received, tally.accepted, tally.quarantined, tally.duplicate]
}

pub fn incident_refs(extract: &Extract) -> Vec<&str> {
    extract.incidents.iter().map(|row| row.incident_ref.as_ref().map_or("", |r| r.as_str())).collect()
}

/// Line, column, value and the beginning of the reason of each quarantined row.
pub fn quarantined(extract: &Extract) -> Vec<(u64, &str, &str, &str)> {
    let rows = extract.quarantine.iter();
    rows.map(|row| (row.line, row.column.as_str(), row.value.as_str(), row.reason.as_str())).collect()
}

/// Every row received is accepted, quarantined or a duplicate: by account, by reconciliation line and
/// in total; and every row of a file given for one table is received or set aside.
pub fn adds_up(extract: &Extract) {
    let total = |tallies: &mut dyn Iterator<Item = intake::Tally>| {
        tallies.fold(intake::Tally::default(), |mut total, tally| {
            assert!(tally.adds_up(), "{tally:?}");
            total.add(&tally);
            total
        })
    };
    let by_account = total(&mut extract.accounts.iter().map(|account| account.tally));
    let by_line = total(&mut extract.reconciliation.values().copied());
    assert_eq!(by_account, by_line, "accounts and reconciliation");
    assert_eq!(by_account.quarantined, extract.quarantine.len() as u64, "quarantine");
    for file in &extract.files {
        let of_file = extract.accounts.iter().filter(|account| account.source == file.source);
        let tables: Vec<Table> = of_file.clone().map(|account| account.table).collect();
        if tables.len() == 1 {
            let received: u64 = of_file.map(|account| account.tally.received).sum();
            assert_eq!(file.n_rows, received + file.n_set_aside, "{}", file.source);
        }
    }
    for row in &extract.quarantine {
        assert!(row.line > 0 && row.reason.len() > 20, "{row:?}");
    }
}
