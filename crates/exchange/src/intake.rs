//! Intake: every row received ends accepted, quarantined or a duplicate, and the three add up.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

use terms::{CountRow, CrimeRow, Day, IncidentRow, Instant, PersonRow, Precision, Text, Zone};

use crate::canonical::{self, Kind};
use crate::fault::Fault;
use crate::file::{self, SourceFile};
use crate::group;
use crate::mapping::{Mapping, Plan};
use crate::quarantine::{Quarantined, cut};
use crate::records::{Dialect, Rows, Step};
use crate::values::{self, CountDraft, Fill, Halves, Value};

/// The tables an extract can feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Incidents (logs).
    Incidents,
    /// Recorded crimes.
    Crimes,
    /// People named in either.
    People,
    /// Published or counted figures.
    Counts,
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 4] = [Self::Incidents, Self::Crimes, Self::People, Self::Counts];

    /// Its name, as in a mapping and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::Crimes => "crimes",
            Self::People => "people",
            Self::Counts => "counts",
        }
    }
}

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

    const fn count(&mut self, fate: Fate) {
        self.received += 1;
        match fate {
            Fate::Accepted => self.accepted += 1,
            Fate::Quarantined => self.quarantined += 1,
            Fate::Duplicate => self.duplicate += 1,
        }
    }
}

#[derive(Clone, Copy)]
enum Fate {
    Accepted,
    Quarantined,
    Duplicate,
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
    /// Wall-clock times inside a clock change.
    pub n_clock_change_times: u64,
    /// The same file again: all its rows are duplicates.
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
    /// People.
    pub people: Vec<PersonRow>,
    /// Counts, as given.
    pub counts: Vec<CountRow>,
    /// Counts of accepted incident and crime rows by force, category and month, for the completeness
    /// alarm where no counts were given; with the table each comes from.
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
    let mut reader = Reader::new(&mappings);
    for (file, tables) in &given {
        reader.file(file, tables, progress)?;
    }
    reader.every_mapping_fits()?;
    Ok(reader.finish())
}

/// The files, each once, with the tables it was given for, in the order given.
fn given_files(intake: &Intake) -> Result<Vec<(SourceFile, Vec<Table>)>, Fault> {
    let mut files: Vec<SourceFile> = Vec::new();
    let mut tables: Vec<Vec<Table>> = Vec::new();
    for (table, path) in &intake.files {
        // The same path under another table is the same reading; under the same table it is the same
        // file again.
        let known = files.iter().zip(&mut tables).find(|(file, tables)| file.path == *path && !tables.contains(table));
        if let Some((_, tables)) = known {
            tables.push(*table);
            continue;
        }
        files.push(SourceFile::examine(path)?);
        tables.push(vec![*table]);
    }
    file::name_apart(&mut files);
    Ok(files.into_iter().zip(tables).collect())
}

struct Reader<'a> {
    mappings: &'a [Mapping],
    canonical: Mapping,
    fitted: Vec<(usize, Table)>,
    misfits: Vec<Fault>,
    systems: HashMap<(Table, String), usize>,
    digests: HashSet<(Table, String)>,
    references: HashSet<(usize, u64)>,
    contents: HashSet<(usize, u64, u128)>,
    incidents: Vec<(usize, IncidentRow)>,
    crimes: Vec<(usize, CrimeRow)>,
    people: Vec<PersonRow>,
    counts: Vec<CountRow>,
    row_counts: BTreeMap<(Table, Text, Text, terms::Month), i64>,
    accounts: Vec<Account>,
    files: Vec<FileAccount>,
    quarantine: Vec<Quarantined>,
    reconciliation: BTreeMap<ReconciliationKey, Tally>,
    zone: Option<Zone>,
}

/// One table's part in reading one file.
struct Part {
    plan: Plan,
    system: usize,
    account: Account,
    filled: Vec<u64>,
    reconciles_as: String,
}

impl<'a> Reader<'a> {
    fn new(mappings: &'a [Mapping]) -> Self {
        Self {
            mappings,
            canonical: Mapping::canonical(),
            fitted: Vec::new(),
            misfits: Vec::new(),
            systems: HashMap::new(),
            digests: HashSet::new(),
            references: HashSet::new(),
            contents: HashSet::new(),
            incidents: Vec::new(),
            crimes: Vec::new(),
            people: Vec::new(),
            counts: Vec::new(),
            row_counts: BTreeMap::new(),
            accounts: Vec::new(),
            files: Vec::new(),
            quarantine: Vec::new(),
            reconciliation: BTreeMap::new(),
            zone: None,
        }
    }

    fn file(
        &mut self,
        file: &SourceFile,
        tables: &[Table],
        progress: &mut dyn FnMut(&str, u64),
    ) -> Result<(), Fault> {
        let mut rows = self.open(file, tables)?;
        let mut parts = Vec::new();
        for table in tables {
            parts.push(self.part(file, *table, &rows.header, tables.len() > 1)?);
        }
        let mut account = FileAccount {
            source: file.name.clone(),
            digest: file.digest.clone(),
            n_rows: 0,
            n_set_aside: 0,
            n_windows_1252_lines: 0,
        };
        loop {
            match rows.next()? {
                Step::End => break,
                Step::Broken { line, value, reason } => {
                    account.n_rows += 1;
                    self.broken(&mut parts, line, value, &reason);
                }
                Step::Row { line } => {
                    account.n_rows += 1;
                    account.n_set_aside += u64::from(!self.row(&mut parts, &rows, line));
                }
            }
            if account.n_rows.is_multiple_of(4_096) {
                progress(&file.name, rows.n_bytes_read());
            }
        }
        if account.n_rows == 0 {
            let what = "it holds a header and no rows. Ask for the extract again, or leave the file out.";
            return Err(Fault::not_a_table(&file.name, what));
        }
        account.n_windows_1252_lines = rows.n_windows_1252;
        self.files.push(account);
        let header = rows.header;
        self.accounts.extend(parts.into_iter().map(|part| part.finish(&header)));
        Ok(())
    }

    /// Opens a file the way the first mapping that fits it says; else the usual way.
    fn open(&self, file: &SourceFile, tables: &[Table]) -> Result<Rows, Fault> {
        let mut first_fault = None;
        for mapping in self.mappings.iter().filter(|mapping| tables.iter().any(|table| mapping.feeds(*table))) {
            match Rows::open(file, mapping.dialect) {
                Ok(rows) => {
                    let fits = |table: &Table| mapping.feeds(*table) && mapping.missing_columns(*table, &rows.header).is_empty();
                    if tables.iter().any(fits) {
                        return Ok(rows);
                    }
                }
                Err(fault) => {
                    first_fault.get_or_insert(fault);
                }
            }
        }
        first_fault.map_or_else(|| Rows::open(file, Dialect::default()), Err)
    }

    fn part(&mut self, file: &SourceFile, table: Table, header: &[String], several: bool) -> Result<Part, Fault> {
        let mapping = self.mapping_for(file, table, header)?;
        let (name, system_name) = (mapping.name.clone(), mapping.system.clone());
        let plan = mapping.plan(table, header).ok_or_else(|| no_columns(&file.name, table, header))?;
        if table != Table::People && table != Table::Counts {
            self.zone.get_or_insert_with(|| plan.zone.clone());
        }
        let n_systems = self.systems.len();
        let system = *self.systems.entry((table, system_name)).or_insert(n_systems);
        let same_file_again = !self.digests.insert((table, file.digest.clone()));
        let reconciles_as = if several { format!("{} ({})", file.name, table.name()) } else { file.name.clone() };
        let account = Account {
            source: file.name.clone(),
            digest: file.digest.clone(),
            table,
            mapping: name,
            tally: Tally::default(),
            n_without_reference: 0,
            n_identical_without_reference: 0,
            n_grouped: 0,
            n_clock_change_times: 0,
            same_file_again,
            unused_columns: Vec::new(),
        };
        Ok(Part { filled: vec![0; header.len()], plan, system, account, reconciles_as })
    }

    /// The first mapping whose section for the table fits the header; else the canonical headers.
    fn mapping_for(&mut self, file: &SourceFile, table: Table, header: &[String]) -> Result<&Mapping, Fault> {
        let candidates = self.mappings.iter().enumerate().filter(|(_, mapping)| mapping.feeds(table));
        let mut nearest: Option<(&Mapping, Vec<String>)> = None;
        for (index, mapping) in candidates {
            let missing = mapping.missing_columns(table, header);
            if missing.is_empty() {
                self.fitted.push((index, table));
                return Ok(mapping);
            }
            if nearest.as_ref().is_none_or(|(_, fewest)| missing.len() < fewest.len()) {
                nearest = Some((mapping, missing));
            }
        }
        let misfit = nearest.map(|(mapping, missing)| missing_columns(mapping, &file.name, table, &missing, header));
        let plan = self.canonical.plan(table, header);
        let has_key = plan.is_some_and(|plan| {
            plan.feeds.iter().any(|feed| canonical::key_columns(table).contains(&feed.column.name))
        });
        match (has_key, misfit) {
            (true, None) => Ok(&self.canonical),
            (true, Some(misfit)) => {
                self.misfits.push(misfit);
                Ok(&self.canonical)
            }
            (false, Some(misfit)) => Err(misfit),
            (false, None) => Err(no_columns(&file.name, table, header)),
        }
    }

    /// A mapping that was given for a table but fits none of its files is a mistake to be told.
    fn every_mapping_fits(&mut self) -> Result<(), Fault> {
        let given = |table: Table| self.accounts.iter().any(|account| account.table == table);
        for (index, mapping) in self.mappings.iter().enumerate() {
            let tables = Table::ALL.into_iter().filter(|table| mapping.feeds(*table) && given(*table));
            let mut wanted = tables.peekable();
            if wanted.peek().is_none() {
                let what = "it feeds none of the tables given. Give its file under --incidents, --crimes, --people or --counts.";
                return Err(Fault::mapping(&mapping.name, what));
            }
            let fits = wanted.any(|table| self.fitted.contains(&(index, table)));
            if !fits && let Some(misfit) = self.misfits.pop() {
                return Err(misfit);
            }
        }
        Ok(())
    }

    /// A row that cannot be split belongs to every table of the file: none of them has it.
    fn broken(&mut self, parts: &mut [Part], line: u64, value: String, reason: &str) {
        for part in parts {
            part.account.tally.count(Fate::Quarantined);
            self.reconcile(part, "", String::new(), Fate::Quarantined);
            self.quarantine.push(Quarantined {
                source: part.reconciles_as.clone(),
                line,
                column: String::new(),
                value: value.clone(),
                reason: reason.to_owned(),
            });
        }
    }

    /// Gives a row to each table whose filter selects it; false where none does.
    fn row(&mut self, parts: &mut [Part], rows: &Rows, line: u64) -> bool {
        let mut taken = false;
        for part in parts {
            if !part.plan.selects(|position| rows.field(position)) {
                continue;
            }
            taken = true;
            part.note_unused(rows);
            self.row_for(part, rows, line);
        }
        taken
    }

    fn row_for(&mut self, part: &mut Part, rows: &Rows, line: u64) {
        let mut quarantined = None;
        let mut cells = Vec::with_capacity(part.plan.feeds.len());
        for feed in &part.plan.feeds {
            let Some(text) = feed.text(|position| rows.field(position)) else { continue };
            match values::read(feed.column.kind, &text, &feed.dates, &part.plan.zone) {
                Ok(value) => cells.push((feed.column, value)),
                Err(reason) => {
                    quarantined.get_or_insert_with(|| (feed.shown_as.clone(), cut(&text), reason));
                }
            }
        }
        if cells.is_empty() && quarantined.is_none() {
            quarantined = Some((String::new(), String::new(), "this row is empty in every column that is used".into()));
        }
        let channel = text_of(&cells, "channel").unwrap_or_default().to_owned();
        let day = part.day(&cells);
        let fate = match quarantined {
            Some(why) => {
                self.set_aside(part, line, why);
                Fate::Quarantined
            }
            None => self.take(part, rows, line, cells),
        };
        part.account.tally.count(fate);
        self.reconcile(part, &channel, day, fate);
    }

    fn set_aside(&mut self, part: &Part, line: u64, (column, value, reason): (String, String, String)) {
        self.quarantine.push(Quarantined { source: part.reconciles_as.clone(), line, column, value, reason });
    }

    /// Takes a readable row: accepted, or a duplicate.
    fn take(&mut self, part: &mut Part, rows: &Rows, line: u64, cells: Cells) -> Fate {
        if part.account.same_file_again {
            return Fate::Duplicate;
        }
        let n_clock_change = cells.iter().filter(|(_, value)| is_clock_change(value)).count() as u64;
        if part.is_events() {
            let reference = text_of(&cells, part.reference_column()).unwrap_or_default();
            if self.seen_before(part, rows, reference) {
                return Fate::Duplicate;
            }
        }
        part.account.n_clock_change_times += n_clock_change;
        match part.account.table {
            Table::Incidents => {
                let row: IncidentRow = filled(cells);
                self.count_row(&row.force, row.closing_code.as_ref().or(row.opening_code.as_ref()), row.received_at, part);
                self.incidents.push((part.system, row));
            }
            Table::Crimes => {
                let row: CrimeRow = filled(cells);
                self.count_row(&row.force, row.class.as_ref().or(row.offence_code.as_ref()), row.recorded_at.or(row.reported_at), part);
                self.crimes.push((part.system, row));
            }
            Table::People => self.people.push(filled(cells)),
            Table::Counts => {
                let has_count = part.plan.feeds.iter().any(|feed| feed.column.kind == Kind::Count);
                match filled::<CountDraft>(cells).finish(has_count) {
                    Ok(row) => self.counts.push(row),
                    Err((column, reason)) => {
                        self.set_aside(part, line, (column.into(), String::new(), reason));
                        return Fate::Quarantined;
                    }
                }
            }
        }
        Fate::Accepted
    }

    /// Whether the same system sent the same reference with the same content before. Rows without a
    /// reference are events of their own; identical ones are counted.
    fn seen_before(&mut self, part: &mut Part, rows: &Rows, reference: &str) -> bool {
        let key = (part.system, short_digest(reference));
        let same = !self.contents.insert((key.0, key.1, content_digest(rows)));
        let known = !self.references.insert(key);
        if reference.is_empty() {
            part.account.n_without_reference += 1;
            part.account.n_identical_without_reference += u64::from(same);
            return false;
        }
        part.account.n_grouped += u64::from(known && !same);
        same
    }

    fn count_row(&mut self, force: &Option<Text>, category: Option<&Text>, at: Option<Instant>, part: &Part) {
        let Some(at) = at else { return };
        let force = force.clone().unwrap_or_else(|| "this extract".into());
        let category = category.cloned().unwrap_or_else(|| part.account.table.name().into());
        let month = part.plan.zone.day_of(at).month();
        *self.row_counts.entry((part.account.table, force, category, month)).or_insert(0) += 1;
    }

    fn reconcile(&mut self, part: &Part, channel: &str, day: String, fate: Fate) {
        let key = (part.reconciles_as.clone(), channel.to_owned(), day);
        self.reconciliation.entry(key).or_default().count(fate);
    }

    fn finish(self) -> Extract {
        let zone = self.zone.unwrap_or_else(Zone::london);
        let (mut incidents, _) = group::by_reference(self.incidents);
        let (mut crimes, _) = group::by_reference(self.crimes);
        incidents.sort_by(|a, b| incident_order(a).cmp(&incident_order(b)));
        crimes.sort_by(|a, b| crime_order(a).cmp(&crime_order(b)));
        let row_counts = self.row_counts.into_iter().map(|((table, force, category, month), count)| {
            (table, CountRow { force, category, period: terms::Period::month(month), count })
        });
        Extract {
            incidents,
            crimes,
            people: self.people,
            counts: self.counts,
            row_counts: row_counts.collect(),
            accounts: self.accounts,
            files: self.files,
            quarantine: self.quarantine,
            reconciliation: self.reconciliation,
            zone,
        }
    }
}

type Cells = Vec<(&'static canonical::Column, Value)>;

impl Part {
    const fn is_events(&self) -> bool {
        matches!(self.account.table, Table::Incidents | Table::Crimes)
    }

    const fn reference_column(&self) -> &'static str {
        match self.account.table {
            Table::Incidents => "incident_ref",
            _ => "crime_ref",
        }
    }

    /// The day (or month) a row is reconciled under, empty where it holds none.
    fn day(&self, cells: &Cells) -> String {
        let wanted: &[&str] = match self.account.table {
            Table::Incidents => &["received_at"],
            Table::Crimes => &["recorded_at", "reported_at"],
            Table::People => &[],
            Table::Counts => &["period"],
        };
        let found = wanted.iter().find_map(|name| cells.iter().find(|(column, _)| column.name == *name));
        match found.map(|(_, value)| value) {
            Some(Value::Instant(at)) if at.precision() == Precision::Month => self.local_day(*at).month().to_string(),
            Some(Value::Instant(at)) => self.local_day(*at).to_string(),
            Some(Value::Period(period)) => period.to_string(),
            _ => String::new(),
        }
    }

    fn local_day(&self, at: Instant) -> Day {
        self.plan.zone.day_of(at)
    }

    fn note_unused(&mut self, rows: &Rows) {
        for position in &self.plan.unused {
            if let Some(n) = self.filled.get_mut(*position).filter(|_| !rows.field(*position).is_empty()) {
                *n += 1;
            }
        }
    }

    fn finish(mut self, header: &[String]) -> Account {
        let named = |position: &usize| {
            let name = header.get(*position).filter(|name| !name.is_empty());
            let name = name.cloned().unwrap_or_else(|| format!("column {} (no name)", position + 1));
            (name, self.filled.get(*position).copied().unwrap_or(0))
        };
        self.account.unused_columns = self.plan.unused.iter().map(named).collect();
        self.account
    }
}

fn filled<T: Fill + Default>(cells: Cells) -> T {
    let mut row = T::default();
    let mut half = Halves::default();
    for (column, value) in cells {
        row.fill(column.name, value, &mut half);
    }
    row
}

fn text_of<'a>(cells: &'a Cells, name: &str) -> Option<&'a str> {
    cells.iter().find_map(|(column, value)| match value {
        Value::Text(text) if column.name == name => Some(text.as_ref()),
        _ => None,
    })
}

const fn is_clock_change(value: &Value) -> bool {
    matches!(value, Value::Instant(at) if matches!(at.precision(), Precision::ClockChange))
}

fn short_digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// 128 bits over the whole row: two SipHashes with different beginnings.
fn content_digest(rows: &Rows) -> u128 {
    let (mut left, mut right) = (DefaultHasher::new(), DefaultHasher::new());
    right.write_u8(1);
    for field in rows.content() {
        field.hash(&mut left);
        field.hash(&mut right);
    }
    (u128::from(left.finish()) << 64) | u128::from(right.finish())
}

fn incident_order(row: &IncidentRow) -> (Option<Instant>, Option<&str>, Option<&str>, Option<&str>) {
    let reference = row.incident_ref.as_ref().map(|r| r.as_str());
    (row.received_at, reference, row.place.place.as_deref(), row.text.as_deref())
}

fn crime_order(row: &CrimeRow) -> (Option<Instant>, Option<&str>, Option<&str>, Option<&str>) {
    let reference = row.crime_ref.as_ref().map(|r| r.as_str());
    (row.recorded_at.or(row.reported_at), reference, row.class.as_deref(), row.place.place.as_deref())
}

fn no_columns(file: &str, table: Table, header: &[String]) -> Fault {
    let keys = canonical::key_columns(table).join(" or ");
    let what = format!(
        "none of its {} columns is {keys}, and no mapping given fits it, so it cannot be read as {}. Its columns: {}. Run `onrecord profile` on it to draft a mapping, then give that with --mapping.",
        header.len(),
        table.name(),
        shown(header)
    );
    Fault::not_a_table(file, what)
}

fn missing_columns(mapping: &Mapping, file: &str, table: Table, missing: &[String], header: &[String]) -> Fault {
    let what = format!(
        "[{}] names {} that {file} does not have: {}. The file's columns: {}. Correct the mapping or the file.",
        table.name(),
        if missing.len() == 1 { "a column" } else { "columns" },
        shown(missing),
        shown(header)
    );
    Fault::mapping(&mapping.name, what)
}

fn shown(names: &[String]) -> String {
    let mut first: Vec<String> = names.iter().take(30).map(|name| cut(name)).collect();
    if names.len() > first.len() {
        first.push(format!("and {} more", names.len() - first.len()));
    }
    first.join(", ")
}
