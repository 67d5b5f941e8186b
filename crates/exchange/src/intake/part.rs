//! One table's part in reading one file: its plan, its account, and its rows by channel and day.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use terms::{Day, Instant, Month, Period, Precision, Text};

use crate::canonical::{Column, Kind};
use crate::file::SourceFile;
use crate::intake::{Account, ReconciliationKey, Tally, UNNAMED_FORCE};
use crate::mapping::{Mapping, Plan};
use crate::records::Rows;
use crate::table::Table;
use crate::values::Value;

/// The values of one row beside their columns.
pub(super) type Cells = Vec<(&'static Column, Value)>;
/// Counts of accepted rows by table, force, category and month.
pub(super) type RowCounts = BTreeMap<(Table, Text, Text, Month), i64>;

/// What becomes of a row.
#[derive(Clone, Copy)]
pub(super) enum Fate {
    Accepted,
    Quarantined,
    Duplicate,
}

/// When a row is reconciled under.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum When {
    NotStated,
    Day(Day),
    Month(Month),
    Period(Period),
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStated => Ok(()),
            Self::Day(day) => day.fmt(f),
            Self::Month(month) => month.fmt(f),
            Self::Period(period) => period.fmt(f),
        }
    }
}

/// Names that recur from row to row, each kept once and known by its number.
#[derive(Default)]
struct Names {
    numbers: HashMap<Text, u32>,
    names: Vec<Text>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.numbers.insert(name.into(), number);
        self.names.push(name.into());
        number
    }

    fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", AsRef::as_ref)
    }
}

pub(super) struct Part {
    pub(super) plan: Plan,
    /// Number of the system the file comes from.
    pub(super) system: usize,
    pub(super) account: Account,
    /// The file's name, with the table where the file feeds several.
    pub(super) source: String,
    /// Whether the table has a column of counts.
    pub(super) has_count: bool,
    filled: Vec<u64>,
    names: Names,
    lines: HashMap<(u32, When), Tally>,
    counts: HashMap<(u32, u32, Month), i64>,
}

impl Part {
    pub(super) fn new(
        file: &SourceFile,
        mapping: &Mapping,
        plan: Plan,
        n_columns: usize,
        several: bool,
    ) -> Self {
        let table = plan.table;
        let account = Account {
            source: file.name.clone(),
            digest: file.digest.clone(),
            table,
            mapping: mapping.name.clone(),
            tally: Tally::default(),
            n_without_reference: 0,
            n_identical_without_reference: 0,
            n_grouped: 0,
            n_counted_in_another_file: 0,
            n_clock_change_times: 0,
            same_file_again: false,
            unused_columns: Vec::new(),
        };
        Self {
            system: 0,
            source: if several { format!("{} ({})", file.name, table.name()) } else { file.name.clone() },
            has_count: plan.feeds.iter().any(|feed| feed.column.kind == Kind::Count),
            filled: vec![0; n_columns],
            names: Names::default(),
            lines: HashMap::new(),
            counts: HashMap::new(),
            plan,
            account,
        }
    }

    /// The column that says which record a row belongs to; counts have none.
    pub(super) const fn reference_column(&self) -> Option<&'static str> {
        match self.account.table {
            Table::Incidents => Some("incident_ref"),
            Table::Crimes => Some("crime_ref"),
            Table::People => Some("ref"),
            Table::Counts => None,
        }
    }

    /// Books a row under its channel and day.
    pub(super) fn book(&mut self, channel: &str, when: Booked, fate: Fate) {
        self.account.tally.count(fate);
        let channel = self.names.number(channel);
        self.lines.entry((channel, when.0)).or_default().count(fate);
    }

    /// Counts an accepted row under its force, category and month.
    pub(super) fn count(&mut self, force: Option<&str>, category: Option<&str>, at: Option<Instant>) {
        let Some(at) = at else { return };
        let force = self.names.number(force.unwrap_or(UNNAMED_FORCE));
        let category = self.names.number(category.unwrap_or(self.account.table.name()));
        let month = self.plan.zone.day_of(at).month();
        *self.counts.entry((force, category, month)).or_insert(0) += 1;
    }

    /// When a row is booked: its day, or its month where no more is known.
    pub(super) fn when(&self, cells: &Cells) -> Booked {
        let wanted: &[&str] = match self.account.table {
            Table::Incidents => &["received_at"],
            Table::Crimes => &["recorded_at", "reported_at"],
            Table::People => &[],
            Table::Counts => &["period"],
        };
        let found = wanted.iter().find_map(|name| cells.iter().find(|(column, _)| column.name == *name));
        Booked(match found.map(|(_, value)| value) {
            Some(Value::Instant(at)) if at.precision() == Precision::Month => {
                When::Month(self.plan.zone.day_of(*at).month())
            }
            Some(Value::Instant(at)) => When::Day(self.plan.zone.day_of(*at)),
            Some(Value::Period(period)) => When::Period(*period),
            _ => When::NotStated,
        })
    }

    /// Notes which columns that are not used hold something.
    pub(super) fn note_unused(&mut self, rows: &Rows) {
        for position in &self.plan.unused {
            if let Some(n) = self.filled.get_mut(*position).filter(|_| !rows.field(*position).is_empty()) {
                *n += 1;
            }
        }
    }

    /// Closes the account and hands over what was booked and counted.
    pub(super) fn finish(
        mut self,
        header: &[String],
        reconciliation: &mut BTreeMap<ReconciliationKey, Tally>,
        row_counts: &mut RowCounts,
    ) -> Account {
        for ((channel, when), tally) in &self.lines {
            let key = (self.source.clone(), self.names.name(*channel).to_owned(), when.to_string());
            reconciliation.entry(key).or_default().add(tally);
        }
        for ((force, category, month), n) in &self.counts {
            let (force, category) = (self.names.name(*force).into(), self.names.name(*category).into());
            *row_counts.entry((self.account.table, force, category, *month)).or_insert(0) += n;
        }
        let named = |position: &usize| {
            let name = header.get(*position).filter(|name| !name.is_empty());
            let name = name.cloned().unwrap_or_else(|| format!("column {} (no name)", position + 1));
            (name, self.filled.get(*position).copied().unwrap_or(0))
        };
        self.account.unused_columns = self.plan.unused.iter().map(named).collect();
        self.account
    }
}

/// When a row is booked, opaque outside this file.
#[derive(Clone, Copy)]
pub(super) struct Booked(When);

impl Booked {
    /// A row that says no day.
    pub(super) const NOT_STATED: Self = Self(When::NotStated);
}
