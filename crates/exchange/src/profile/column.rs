//! One column: gathered while reading, judged at the end.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::LazyLock;

use terms::{Precision, Zone};

use crate::dates::{self, Pattern};
use crate::limits::{PROFILE_BYTES, PROFILE_DISTINCT};
use crate::profile::times::{TimeReading, read_times};
use crate::values::yes_no;

/// Texts that commonly stand for nothing.
const MARKERS: &[&str] =
    &["N/A", "NA", "n/a", "NULL", "null", "None", "NONE", "-", "?", "UNK", "UNKNOWN", "nan", "NaN", "."];

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    Empty,
    /// Dates or times.
    Date,
    /// Times of day without a date.
    TimeOfDay,
    /// Yes or no.
    YesNo,
    /// Whole numbers.
    WholeNumber,
    /// Numbers.
    Number,
    /// A few values that recur.
    Code,
    /// Text.
    Text,
}

impl Kind {
    /// Its name on screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Date => "date",
            Self::TimeOfDay => "time of day",
            Self::YesNo => "yes/no",
            Self::WholeNumber => "whole number",
            Self::Number => "number",
            Self::Code => "code",
            Self::Text => "text",
        }
    }
}

/// How a column's dates are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateReading {
    /// Patterns that together read the values, most used first; empty = ISO 8601.
    pub patterns: Vec<String>,
    /// Of the distinct values looked at, how many are read.
    pub n_read: usize,
    /// Distinct values looked at.
    pub n_looked_at: usize,
    /// The other reading where every value reads both day first and month first.
    pub ambiguous: Option<String>,
    /// The pattern that reads a value as a day, where no value states a time of day.
    pub day: Option<String>,
}

/// What is known of a column.
#[derive(Clone, Debug)]
pub struct ColumnProfile {
    /// Its header.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Rows in which it is empty or holds a marker of nothing.
    pub n_missing: u64,
    /// Rows.
    pub n_rows: u64,
    /// Distinct values, `None` = more than `n_kept`.
    pub n_distinct: Option<usize>,
    /// Distinct values kept and looked at: at most [`PROFILE_DISTINCT`], fewer where they are long.
    pub n_kept: usize,
    /// Markers of nothing seen.
    pub markers: Vec<String>,
    /// Dates, where it holds them.
    pub dates: Option<DateReading>,
    /// Times of day, where it holds them.
    pub times: Option<TimeReading>,
    /// Whether every value is read as yes or no; 0 and 1 are, though they may be numbers.
    pub reads_as_yes_no: bool,
    /// The commonest values of a code column; never of text.
    pub commonest: Vec<(String, u64)>,
    /// Its values where they are few, commonest first; never of running text.
    pub values: Vec<String>,
    /// The commonest shape, digits as 9 and letters as A.
    pub shape: String,
}

pub(super) struct Gathered {
    n_empty: u64,
    values: HashMap<String, u64>,
    overflowed: bool,
    room_bytes: usize,
}

/// What keeping a value costs beside its text.
const VALUE_OVERHEAD_BYTES: usize = 64;

impl Gathered {
    /// One of so many columns, which share [`PROFILE_BYTES`].
    pub(super) fn of(n_columns: usize) -> Self {
        Self {
            n_empty: 0,
            values: HashMap::new(),
            overflowed: false,
            room_bytes: PROFILE_BYTES / n_columns.max(1),
        }
    }

    pub(super) fn take(&mut self, value: &str) {
        if value.is_empty() {
            self.n_empty += 1;
        } else if let Some(n) = self.values.get_mut(value) {
            *n += 1;
        } else {
            self.keep(value);
        }
    }

    fn keep(&mut self, value: &str) {
        let cost_bytes = value.len() + VALUE_OVERHEAD_BYTES;
        if self.values.len() < PROFILE_DISTINCT && cost_bytes <= self.room_bytes {
            self.room_bytes -= cost_bytes;
            self.values.insert(value.to_owned(), 1);
        } else {
            self.overflowed = true;
        }
    }

    pub(super) fn profile(self, name: &str, n_rows: u64) -> ColumnProfile {
        let (marked, mut values): (Vec<_>, Vec<_>) =
            self.values.into_iter().partition(|(value, _)| MARKERS.contains(&value.as_str()));
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let n_missing = self.n_empty + marked.iter().map(|(_, n)| n).sum::<u64>();
        let mut markers: Vec<String> = marked.into_iter().map(|(value, _)| value).collect();
        markers.sort();
        let dates = read_dates(&values);
        let times = if dates.is_none() { read_times(&values) } else { None };
        let clock = match (&dates, &times) {
            (Some(_), _) => Some(Kind::Date),
            (_, times) => times.as_ref().map(|_| Kind::TimeOfDay),
        };
        let kind = kind(&values, clock, self.overflowed, n_rows - n_missing.min(n_rows));
        ColumnProfile {
            name: name.to_owned(),
            kind,
            n_missing,
            n_rows,
            n_kept: values.len(),
            n_distinct: (!self.overflowed).then_some(values.len()),
            markers,
            dates,
            times,
            reads_as_yes_no: values.iter().all(|(value, _)| yes_no(value).is_some()),
            values: few(&values, self.overflowed),
            shape: values.first().map_or_else(String::new, |(value, _)| shape(value)),
            commonest: if kind == Kind::Code { values.into_iter().take(6).collect() } else { Vec::new() },
        }
    }
}

/// Most values, and longest, that are words of a list.
const FEW: usize = 40;
const WORD_CHARS: usize = 40;

fn few(values: &[(String, u64)], overflowed: bool) -> Vec<String> {
    let is_list = !overflowed
        && values.len() <= FEW
        && values.iter().all(|(value, _)| value.chars().count() <= WORD_CHARS);
    if is_list { values.iter().map(|(value, _)| value.clone()).collect() } else { Vec::new() }
}

fn kind(values: &[(String, u64)], clock: Option<Kind>, overflowed: bool, n_filled: u64) -> Kind {
    let all = |test: fn(&str) -> bool| values.iter().all(|(value, _)| test(value));
    if let Some(kind) = clock {
        return kind;
    }
    match () {
        () if values.is_empty() => Kind::Empty,
        () if all(|v| {
            matches!(v.to_ascii_lowercase().as_str(), "yes" | "no" | "y" | "n" | "true" | "false")
        }) =>
        {
            Kind::YesNo
        }
        () if all(|v| v.parse::<i64>().is_ok()) => Kind::WholeNumber,
        () if all(|v| v.parse::<f64>().is_ok_and(f64::is_finite)) => Kind::Number,
        () if !overflowed && values.len() <= 400 && (values.len() as u64) * 4 <= n_filled => Kind::Code,
        () => Kind::Text,
    }
}

fn shape(value: &str) -> String {
    let letter = |c: char| match c {
        c if c.is_ascii_digit() => '9',
        c if c.is_alphabetic() => 'A',
        c => c,
    };
    value.chars().take(24).map(letter).collect()
}

/// Ways dates are commonly written; day and month in both orders.
const DAYS: &[&str] = &[
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d.%m.%Y",
    "%m.%d.%Y",
    "%d.%m.%y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%d %B %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%Y/%m/%d",
    "%Y%m%d",
    "%b %Y",
    "%B %Y",
    "%m/%Y",
];
/// Where every time of day is midnight, the column holds days.
const TIMES: &[&str] = &[
    "",
    " 00:00",
    " 00:00:00",
    " 12:00:00 AM",
    " %H:%M",
    " %H:%M:%S",
    " %I:%M %p",
    " %I:%M:%S %p",
    "T%H:%M",
    "T%H:%M:%S",
    " %H%M",
    ", %H:%M",
];

/// Share of the values that a reading must fit to be offered: a few slips are told as rows to correct.
const FITS: f64 = 0.8;
/// Fewest rows that a reading with exceptions must fit.
const FEWEST: u64 = 3;
/// Times of day that say nothing, as an ISO column of days is often exported.
pub(super) const MIDNIGHTS: &[&str] =
    &["", " 00:00", " 00:00:00", " 00:00:00.000", "T00:00", "T00:00:00", "T00:00:00.000"];
/// Most distinct values tried against every pattern, taken evenly from all of them.
const TRIED: usize = 300;

/// Whether so many distinct values and rows, of all, are enough for the rest to be slips: one value
/// may stand in many rows, and one row be one of few values.
pub(super) fn is_enough(read: (usize, u64), all: (usize, u64)) -> bool {
    let share = |n: f64, all: f64| n >= FITS * all;
    let most = share(read.0 as f64, all.0 as f64) || share(read.1 as f64, all.1 as f64);
    read == all || (read.1 >= FEWEST && most)
}

fn read_dates(values: &[(String, u64)]) -> Option<DateReading> {
    let every = values.len().div_ceil(TRIED).max(1);
    let sample: Vec<&str> = values.iter().step_by(every).map(|(value, _)| value.as_str()).collect();
    let looks =
        sample.iter().filter(|v| v.len() >= 6 && v.bytes().filter(u8::is_ascii_digit).count() >= 4).count();
    if looks == 0 || looks * 2 < sample.len() {
        return None;
    }
    let zone = Zone::london();
    let all = (values.len(), values.iter().map(|(_, n)| n).sum());
    let iso = n_read(&[], values, &zone);
    if is_enough(iso, all) {
        let day = iso_day(values, &zone);
        return Some(DateReading {
            patterns: Vec::new(),
            n_read: iso.0,
            n_looked_at: all.0,
            ambiguous: None,
            day,
        });
    }
    let (pattern, read, ambiguous) = chosen(&best_pattern(&sample, &zone)?, values, &zone)?;
    let day = (pattern.precision() == Precision::Day).then(|| pattern.text().to_owned());
    let patterns = vec![pattern.text().to_owned()];
    is_enough(read, all).then_some(DateReading {
        patterns,
        n_read: read.0,
        n_looked_at: all.0,
        ambiguous,
        day,
    })
}

/// A pattern or the same with day and month exchanged, what it reads, and the other where it reads as
/// many: every value kept has a say in which comes first, the day or the month.
fn chosen(
    text: &str,
    values: &[(String, u64)],
    zone: &Zone,
) -> Option<(Pattern, (usize, u64), Option<String>)> {
    let tried = |text: &str| {
        let pattern = [Pattern::new("profile", text).ok()?];
        let read = n_read(&pattern, values, zone);
        pattern.into_iter().next().map(|pattern| (pattern, read))
    };
    let (pattern, read) = tried(text)?;
    let Some((other, other_read)) = swapped(text).and_then(|text| tried(&text)) else {
        return Some((pattern, read, None));
    };
    Some(match read.0.cmp(&other_read.0) {
        Ordering::Equal => (pattern, read, Some(other.text().to_owned())),
        Ordering::Less => (other, other_read, None),
        Ordering::Greater => (pattern, read, None),
    })
}

/// The pattern of an ISO column whose every time of day is midnight or none.
fn iso_day(values: &[(String, u64)], zone: &Zone) -> Option<String> {
    let mut read = values.iter().filter(|(value, _)| dates::read(value, &[], zone).is_ok());
    let after_day = |value: &str| value.get("2018-11-05".len()..).map(str::to_owned);
    let time = after_day(&read.next()?.0)?;
    let same = read.all(|(value, _)| after_day(value).as_ref() == Some(&time));
    (same && MIDNIGHTS.contains(&time.as_str())).then(|| format!("%Y-%m-%d{time}"))
}

/// Distinct values and rows that are read.
fn n_read(patterns: &[Pattern], values: &[(String, u64)], zone: &Zone) -> (usize, u64) {
    let read = values.iter().filter(|(value, _)| dates::read(value, patterns, zone).is_ok());
    read.fold((0, 0), |(n_distinct, n_rows), (_, n)| (n_distinct + 1, n_rows + n))
}

fn n_fitting(patterns: &[Pattern], values: &[&str], zone: &Zone) -> usize {
    values.iter().filter(|value| dates::read(value, patterns, zone).is_ok()).count()
}

/// The pattern that reads most of a sample, the first of equals. One that reads none of a few values
/// from all over it will not read nine in ten of the rest, and is not tried on them.
fn best_pattern(sample: &[&str], zone: &Zone) -> Option<String> {
    let few: Vec<&str> = sample.iter().step_by(sample.len().div_ceil(20).max(1)).copied().collect();
    let mut best: Option<(usize, &str)> = None;
    for pattern in CANDIDATES.iter().map(std::slice::from_ref) {
        if n_fitting(pattern, &few, zone) == 0 {
            continue;
        }
        let n = n_fitting(pattern, sample, zone);
        let text = pattern.first().map_or("", Pattern::text);
        // A run of eight digits is a number unless it reads as a date throughout.
        let bare_number = text == "%Y%m%d" && n < sample.len();
        if !bare_number && n > best.map_or(0, |(most, _)| most) {
            best = Some((n, text));
        }
    }
    best.map(|(_, text)| text.to_owned())
}

/// Every day beside every time, proved once.
pub(super) static CANDIDATES: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let texts = DAYS.iter().flat_map(|day| TIMES.iter().map(move |time| format!("{day}{time}")));
    texts.filter_map(|text| Pattern::new("profile", &text).ok()).collect()
});

/// The same pattern with day and month exchanged.
fn swapped(pattern: &str) -> Option<String> {
    if !(pattern.contains("%d") && pattern.contains("%m")) {
        return None;
    }
    Some(pattern.replace("%d", "\u{1}").replace("%m", "%d").replace('\u{1}', "%m"))
}
