//! Row by row: each goes to the tables whose filter selects it and meets one of three fates.

use std::collections::{BTreeMap, HashMap, HashSet};

use terms::{CountRow, CrimeRow, IncidentRow, PersonRow, Precision, Zone};

use crate::fault::Fault;
use crate::file::SourceFile;
use crate::group::{self, Row};
use crate::intake::digest::Digest;
use crate::intake::fit::{Fitted, Fitting};
use crate::intake::overlap::{Overlap, Seen};
use crate::intake::part::{Booked, Cells, Fate, Part, RowCounts};
use crate::intake::texts::Texts;
use crate::intake::{Account, Extract, FileAccount, ReconciliationKey, Tally, UNDER_N_CODE};
use crate::mapping::Mapping;
use crate::quarantine::{Quarantined, cut};
use crate::records::{Rows, Step};
use crate::table::Table;
use crate::values::{CountDraft, Fill, Halves, Value};

pub(super) struct Reader<'a> {
    fitting: Fitting<'a>,
    systems: HashMap<(Table, String), usize>,
    digests: HashSet<(Table, String)>,
    /// Digests of system and reference.
    references: HashSet<u128>,
    /// Digests of system, reference and the whole row.
    contents: HashSet<u128>,
    overlap: Overlap,
    texts: Texts,
    incidents: Vec<IncidentRow>,
    /// Number of the system of each incident.
    systems_of_incidents: Vec<u32>,
    crimes: Vec<CrimeRow>,
    /// Number of the system of each crime.
    systems_of_crimes: Vec<u32>,
    people: Vec<PersonRow>,
    counts: Vec<CountRow>,
    row_counts: RowCounts,
    accounts: Vec<Account>,
    files: Vec<FileAccount>,
    quarantine: Vec<Quarantined>,
    reconciliation: BTreeMap<ReconciliationKey, Tally>,
    zone: Option<Zone>,
}

/// A column, its value and what is wrong with it.
type Wrong = (String, String, String);

impl<'a> Reader<'a> {
    pub(super) fn new(mappings: &'a [Mapping]) -> Self {
        Self {
            fitting: Fitting::new(mappings),
            systems: HashMap::new(),
            digests: HashSet::new(),
            references: HashSet::new(),
            contents: HashSet::new(),
            overlap: Overlap::default(),
            texts: Texts::default(),
            incidents: Vec::new(),
            systems_of_incidents: Vec::new(),
            crimes: Vec::new(),
            systems_of_crimes: Vec::new(),
            people: Vec::new(),
            counts: Vec::new(),
            row_counts: RowCounts::new(),
            accounts: Vec::new(),
            files: Vec::new(),
            quarantine: Vec::new(),
            reconciliation: BTreeMap::new(),
            zone: None,
        }
    }

    pub(super) fn file(
        &mut self,
        file: &SourceFile,
        tables: &[Table],
        progress: &mut dyn FnMut(&str, u64),
    ) -> Result<(), Fault> {
        let Fitted { mut rows, mappings } = self.fitting.fit(file, tables)?;
        let bound = mappings.into_iter().zip(tables).filter_map(|(mapping, table)| {
            let plan = mapping.plan(*table, &rows.header)?;
            Some((
                mapping.system.clone(),
                Part::new(file, mapping, plan, rows.header.len(), tables.len() > 1),
            ))
        });
        let bound: Vec<_> = bound.collect();
        let mut parts: Vec<Part> =
            bound.into_iter().map(|(system, part)| self.placed(part, system)).collect();
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
                Step::Broken { line, value, reason } => self.broken(&mut parts, line, &value, &reason),
                Step::Row { line } => account.n_set_aside += u64::from(!self.row(&mut parts, &rows, line)),
            }
            account.n_rows += 1;
            if account.n_rows.is_multiple_of(4_096) {
                progress(&file.name, rows.n_bytes_read());
            }
        }
        if account.n_rows == 0 {
            let what = "it holds a header and no rows after line 1. Ask for the extract again, or leave the file out.";
            return Err(Fault::not_a_table(&file.name, what));
        }
        account.n_windows_1252_lines = rows.n_windows_1252();
        self.files.push(account);
        for part in parts {
            self.accounts.push(part.finish(&rows.header, &mut self.reconciliation, &mut self.row_counts));
        }
        Ok(())
    }

    /// Gives a part its system, and notes whether its table has had this file before.
    fn placed(&mut self, mut part: Part, system: String) -> Part {
        let table = part.account.table;
        if matches!(table, Table::Incidents | Table::Crimes) {
            self.zone.get_or_insert_with(|| part.plan.zone.clone());
        }
        let n_systems = self.systems.len();
        part.system = *self.systems.entry((table, system)).or_insert(n_systems);
        part.account.same_file_again = !self.digests.insert((table, part.account.digest.clone()));
        part
    }

    /// A row that cannot be split belongs to every table of the file: none of them has it.
    fn broken(&mut self, parts: &mut [Part], line: u64, value: &str, reason: &str) {
        for part in parts {
            let wrong = (String::new(), value.to_owned(), reason.to_owned());
            let fate = self.set_aside(part, line, wrong);
            part.book("", Booked::NOT_STATED, fate);
        }
    }

    /// Gives a row to each table whose filter selects it; false where none does.
    fn row(&mut self, parts: &mut [Part], rows: &Rows, line: u64) -> bool {
        let mut taken = false;
        for part in parts {
            if part.plan.selects(|position| rows.field(position)) {
                taken = true;
                part.note_unused(rows);
                self.row_for(part, rows, line);
            }
        }
        taken
    }

    fn row_for(&mut self, part: &mut Part, rows: &Rows, line: u64) {
        let (cells, wrong) = cells(part, rows, &mut self.texts);
        let when = part.when(&cells);
        let channel =
            cells.iter().find(|(column, _)| column.name == "channel").and_then(|(_, value)| match value {
                Value::Text(channel) => Some(channel.clone()),
                _ => None,
            });
        let fate = match wrong {
            Some(wrong) => self.set_aside(part, line, wrong),
            None if part.account.same_file_again || self.seen_before(part, rows, &cells) => Fate::Duplicate,
            None => self.accept(part, rows, line, cells),
        };
        part.book(channel.as_deref().unwrap_or_default(), when, fate);
    }

    /// Sets a row aside for correction; once is enough where the same file comes again.
    fn set_aside(&mut self, part: &Part, line: u64, (column, value, reason): Wrong) -> Fate {
        if part.account.same_file_again {
            return Fate::Duplicate;
        }
        self.quarantine.push(Quarantined { source: part.source.clone(), line, column, value, reason });
        Fate::Quarantined
    }

    fn accept(&mut self, part: &mut Part, rows: &Rows, line: u64, cells: Cells) -> Fate {
        let n_clock_changes = cells.iter().filter(|(_, value)| is_clock_change(value)).count() as u64;
        match part.account.table {
            Table::Incidents => {
                let row: IncidentRow = filled(cells);
                let category = row.closing_code.as_deref().or(row.opening_code.as_deref());
                part.count(row.force.as_deref(), category, row.received_at);
                self.incidents.push(row);
                self.systems_of_incidents.push(part.system as u32);
            }
            Table::Crimes => {
                let row: CrimeRow = filled(cells);
                part.count(row.force.as_deref(), counted_as(&row), row.recorded_at.or(row.reported_at));
                self.crimes.push(row);
                self.systems_of_crimes.push(part.system as u32);
            }
            Table::People => self.people.push(filled(cells)),
            Table::Counts => match filled::<CountDraft>(cells).finish(part.has_count) {
                Ok(row) if self.counted_before(part, rows, &row) => return Fate::Duplicate,
                Ok(row) => self.counts.push(row),
                Err((column, reason)) => {
                    return self.set_aside(part, line, (column.into(), String::new(), reason));
                }
            },
        }
        part.account.n_clock_change_times += n_clock_changes;
        Fate::Accepted
    }

    /// Whether the same system sent the same reference with the same content before. Rows without a
    /// reference are events of their own; identical ones are counted.
    fn seen_before(&mut self, part: &mut Part, rows: &Rows, cells: &Cells) -> bool {
        let Some(column) = part.reference_column() else { return false };
        let reference = text_of(cells, column).unwrap_or_default();
        let mut digest = Digest::of(part.system, reference);
        let record = digest.finish();
        rows.content().for_each(|field| digest.take(field));
        let same = !self.contents.insert(digest.finish());
        if reference.is_empty() {
            part.account.n_without_reference += 1;
            part.account.n_identical_without_reference += u64::from(same);
            return false;
        }
        // Several people of one record are no rows to be grouped.
        if part.account.table != Table::People {
            let known = !self.references.insert(record);
            part.account.n_grouped += u64::from(known && !same);
        }
        same
    }

    /// Whether an earlier file gave the same count. Rows that count one each are no such counts.
    fn counted_before(&mut self, part: &mut Part, rows: &Rows, row: &CountRow) -> bool {
        if !part.has_count {
            return false;
        }
        let mut digest = Digest::of(part.system, &row.force);
        digest.take(&row.category);
        digest.take(&row.period.to_string());
        let key = digest.finish();
        rows.content().for_each(|field| digest.take(field));
        let seen = self.overlap.take(self.files.len(), key, digest.finish());
        part.account.n_counted_in_another_file += u64::from(seen == Seen::OtherContent);
        seen == Seen::Again
    }

    /// Everything read, in an order that does not depend on that of files and rows.
    ///
    /// # Errors
    /// A mapping that fits none of the files given.
    pub(super) fn finish(mut self) -> Result<Extract, Fault> {
        let given: Vec<Table> = self.accounts.iter().map(|account| account.table).collect();
        self.fitting.every_mapping_fits(&given)?;
        // What only reading needs makes room for what grouping does.
        drop((self.references, self.contents, self.overlap, self.texts));
        self.people.sort_unstable_by(Row::order);
        self.counts.sort_unstable_by(Row::order);
        self.quarantine.sort();
        let row_counts = self.row_counts.into_iter().map(|((table, force, category, month), count)| {
            (table, CountRow { force, category, period: terms::Period::month(month), count })
        });
        let (incidents, mut conflicts) = group::by_reference(self.incidents, &self.systems_of_incidents);
        let (crimes, of_crimes) = group::by_reference(self.crimes, &self.systems_of_crimes);
        conflicts.extend(of_crimes);
        Ok(Extract {
            incidents,
            crimes,
            conflicts,
            people: self.people,
            counts: self.counts,
            row_counts: row_counts.collect(),
            accounts: self.accounts,
            files: self.files,
            quarantine: self.quarantine,
            reconciliation: self.reconciliation,
            zone: self.zone.unwrap_or_else(Zone::london),
        })
    }
}

/// The values of a row, and the first thing that is wrong with it. A constant alone makes no row.
fn cells(part: &Part, rows: &Rows, texts: &mut Texts) -> (Cells, Option<Wrong>) {
    let mut cells = Cells::with_capacity(part.plan.feeds.len());
    let mut wrong = None;
    let mut is_empty = true;
    for feed in &part.plan.feeds {
        let Some(text) = feed.text(|position| rows.field(position)) else { continue };
        is_empty &= feed.is_constant();
        match texts.read(feed.column.kind, &text, &feed.dates, &part.plan.zone) {
            Ok(value) => cells.push((feed.column, value)),
            Err(reason) => {
                wrong.get_or_insert_with(|| (feed.shown_as.clone(), cut(&text), reason));
            }
        }
    }
    if is_empty {
        let why = "this row is empty in every column that is used; correct it at the source or leave it out";
        wrong = Some((String::new(), String::new(), why.into()));
    }
    (cells, wrong)
}

/// What a crime row counts as by month: a report under an N code is no recorded crime.
fn counted_as(row: &CrimeRow) -> Option<&str> {
    let category = row.class.as_deref().or(row.offence_code.as_deref());
    row.n_code.as_ref().map_or(category, |_| Some(UNDER_N_CODE))
}

fn filled<T: Fill + Default>(cells: Cells) -> T {
    let mut row = T::default();
    let mut half = Halves::default();
    for (column, value) in cells {
        row.fill(column.name, value, &mut half);
    }
    row
}

fn text_of<'c>(cells: &'c Cells, name: &str) -> Option<&'c str> {
    cells.iter().find_map(|(column, value)| match value {
        Value::Text(text) if column.name == name => Some(text.as_ref()),
        _ => None,
    })
}

const fn is_clock_change(value: &Value) -> bool {
    matches!(value, Value::Instant(at) if matches!(at.precision(), Precision::ClockChange))
}
