//! Intake: every row received ends accepted, quarantined or a duplicate, and the three add up.

mod digest;
mod fit;
mod overlap;
mod part;
mod reader;
mod texts;

use std::collections::BTreeMap;
use std::path::PathBuf;

use terms::{CountRow, CrimeRow, IncidentRow, PersonRow, Zone};

use crate::fault::Fault;
use crate::file::{self, SourceFile};
use crate::group::Conflict;
use crate::mapping::Mapping;
use crate::quarantine::Quarantined;
use crate::table::Table;

/// Category, in the monthly counts of rows, of a crime row that has an N code: it is no recorded crime.
pub const UNDER_N_CODE: &str = "Reported incidents under an N code";

/// The force of rows that name none: an extract of one force's own systems.
pub const UNNAMED_FORCE: &str = "this extract";

/// What to take in.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// Files and the table each is given for; one file may stand under several.
    pub files: Vec<(Table, PathBuf)>,
    /// Mapping files.
    pub mappings: Vec<PathBuf>,
}

/// How many rows came and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows received.
    pub received: u64,
    /// Rows accepted.
    pub accepted: u64,
    /// Rows quarantined.
    pub quarantined: u64,
    /// Rows that are duplicates.
    pub duplicate: u64,
}

impl Tally {
    /// Whether every row is accounted for.
    pub const fn adds_up(&self) -> bool {
        self.received == self.accepted + self.quarantined + self.duplicate
    }

    /// Adds another tally.
    pub const fn add(&mut self, other: &Self) {
        self.received += other.received;
        self.accepted += other.accepted;
        self.quarantined += other.quarantined;
        self.duplicate += other.duplicate;
    }

    const fn count(&mut self, fate: part::Fate) {
        self.received += 1;
        match fate {
            part::Fate::Accepted => self.accepted += 1,
            part::Fate::Quarantined => self.quarantined += 1,
            part::Fate::Duplicate => self.duplicate += 1,
        }
    }
}

/// What one file gave one table.
#[derive(Clone, Debug)]
pub struct Account {
    /// The file's name in every output.
    pub source: String,
    /// SHA-256 of the file.
    pub digest: String,
    /// Which table.
    pub table: Table,
    /// The mapping that was used.
    pub mapping: String,
    /// Rows and what became of them.
    pub tally: Tally,
    /// Accepted rows without a reference: each is an event of its own.
    pub n_without_reference: u64,
    /// Of those, rows identical to an earlier one.
    pub n_identical_without_reference: u64,
    /// Accepted rows whose reference came before with other content (a row per person or offence).
    pub n_grouped: u64,
    /// Accepted counts whose force, category and period an earlier file of the same system has with
    /// other content: an edition that overlaps, or a part of the same figure.
    pub n_counted_in_another_file: u64,
    /// Wall-clock times inside a clock change.
    pub n_clock_change_times: u64,
    /// The same file again: all its rows are duplicates, also those that could not be read.
    pub same_file_again: bool,
    /// Columns the mapping does not use, with how many rows fill them.
    pub unused_columns: Vec<(String, u64)>,
}

/// What one file held before its rows went to tables.
#[derive(Clone, Debug)]
pub struct FileAccount {
    /// The file's name in every output.
    pub source: String,
    /// SHA-256 of the file.
    pub digest: String,
    /// Rows in the file.
    pub n_rows: u64,
    /// Rows that no row filter of any table given selects.
    pub n_set_aside: u64,
    /// Lines read as Windows-1252.
    pub n_windows_1252_lines: u64,
}

/// Key of a reconciliation line: source, channel, day (`2018-11-05`, `2018-11`, or empty).
pub type ReconciliationKey = (String, String, String);

/// Everything the files held.
#[derive(Clone, Debug)]
pub struct Extract {
    /// Incidents, one per record, in order of receipt and reference.
    pub incidents: Vec<IncidentRow>,
    /// Crimes, one per record, in order of recording and reference.
    pub crimes: Vec<CrimeRow>,
    /// People, in order of reference.
    pub people: Vec<PersonRow>,
    /// Times that differ between the rows of one record, of which the earliest was taken; in order of
    /// table, reference and column.
    pub conflicts: Vec<Conflict>,
    /// Counts as given, in order of force, category and period.
    pub counts: Vec<CountRow>,
    /// Counts of accepted incident and crime rows by force, category and month, for the completeness
    /// alarm where no counts were given; with the table each comes from. A crime row that has an N code
    /// is of category [`UNDER_N_CODE`].
    pub row_counts: Vec<(Table, CountRow)>,
    /// Per file and table.
    pub accounts: Vec<Account>,
    /// Per file.
    pub files: Vec<FileAccount>,
    /// Rows set aside for correction.
    pub quarantine: Vec<Quarantined>,
    /// Rows by source, channel and day.
    pub reconciliation: BTreeMap<ReconciliationKey, Tally>,
    /// Zone of the extract's calendar days.
    pub zone: Zone,
}

impl Extract {
    /// The tally of one table over all files.
    pub fn tally(&self, table: Table) -> Tally {
        let mut total = Tally::default();
        self.accounts.iter().filter(|account| account.table == table).for_each(|a| total.add(&a.tally));
        total
    }

    /// Whether a table was given at all.
    pub fn has(&self, table: Table) -> bool {
        self.accounts.iter().any(|account| account.table == table)
    }
}

/// Reads every file. `progress` is told the file and the bytes read so far.
///
/// # Errors
/// A sentence for anything that stops the whole: a file that cannot be read, a mapping that names a
/// missing column. Faults of single rows never stop it.
pub fn read(intake: &Intake, progress: &mut dyn FnMut(&str, u64)) -> Result<Extract, Fault> {
    let mappings = intake.mappings.iter().map(|path| Mapping::read(path)).collect::<Result<Vec<_>, _>>()?;
    let given = given_files(intake)?;
    let mut reader = reader::Reader::new(&mappings);
    for (file, tables) in &given {
        reader.file(file, tables, progress)?;
    }
    reader.finish()
}

/// The files, each once, with the tables it was given for, in order of their names: a row that two files
/// hold is a duplicate in the later one, whichever was given first.
fn given_files(intake: &Intake) -> Result<Vec<(SourceFile, Vec<Table>)>, Fault> {
    let mut files: Vec<SourceFile> = Vec::new();
    let mut tables: Vec<Vec<Table>> = Vec::new();
    for (table, path) in &intake.files {
        // The same path under another table is the same reading; under the same table it is the same
        // file again.
        let known = files
            .iter()
            .zip(&mut tables)
            .find(|(file, tables)| file.path == *path && !tables.contains(table));
        if let Some((_, tables)) = known {
            tables.push(*table);
            continue;
        }
        files.push(SourceFile::examine(path)?);
        tables.push(vec![*table]);
    }
    file::name_apart(&mut files);
    let mut given: Vec<_> = files.into_iter().zip(tables).collect();
    given.sort_by(|(a, _), (b, _)| (&a.name, &a.digest, &a.path).cmp(&(&b.name, &b.digest, &b.path)));
    Ok(given)
}
