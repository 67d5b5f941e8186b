//! One column: gathered while reading, judged at the end.

use std::collections::HashMap;
use std::sync::LazyLock;

use terms::Zone;

use crate::dates::{self, Pattern};
use crate::limits::{PROFILE_BYTES, PROFILE_DISTINCT};

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
    /// The commonest values of a code column; never of text.
    pub commonest: Vec<(String, u64)>,
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
        let kind = kind(&values, dates.is_some(), self.overflowed, n_rows - n_missing.min(n_rows));
        ColumnProfile {
            name: name.to_owned(),
            kind,
            n_missing,
            n_rows,
            n_kept: values.len(),
            n_distinct: (!self.overflowed).then_some(values.len()),
            markers,
            dates,
            shape: values.first().map_or_else(String::new, |(value, _)| shape(value)),
            commonest: if kind == Kind::Code { values.into_iter().take(6).collect() } else { Vec::new() },
        }
    }
}

fn kind(values: &[(String, u64)], is_date: bool, overflowed: bool, n_filled: u64) -> Kind {
    let all = |test: fn(&str) -> bool| values.iter().all(|(value, _)| test(value));
    match () {
        () if values.is_empty() => Kind::Empty,
        () if is_date => Kind::Date,
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

/// Share of the values that a reading must fit to be offered.
const FITS: f64 = 0.9;
/// Most distinct values tried against every pattern, taken evenly from all of them.
const TRIED: usize = 300;

fn read_dates(values: &[(String, u64)]) -> Option<DateReading> {
    let every = values.len().div_ceil(TRIED).max(1);
    let sample: Vec<&str> = values.iter().step_by(every).map(|(value, _)| value.as_str()).collect();
    let looks =
        sample.iter().filter(|v| v.len() >= 6 && v.bytes().filter(u8::is_ascii_digit).count() >= 4).count();
    if sample.is_empty() || looks * 10 < sample.len() * 9 {
        return None;
    }
    let all: Vec<&str> = values.iter().map(|(value, _)| value.as_str()).collect();
    let reading = |patterns: Vec<String>, n_read: usize, ambiguous: Option<String>| {
        let fits = n_read as f64 >= FITS * all.len() as f64;
        fits.then_some(DateReading { patterns, n_read, n_looked_at: all.len(), ambiguous })
    };
    let zone = Zone::london();
    if let Some(iso) = reading(Vec::new(), n_fitting(&[], &all, &zone), None) {
        return Some(iso);
    }
    let pattern = best_pattern(&sample, &zone)?;
    let n_read =
        |text: &str| Pattern::new("profile", text).map_or(0, |pattern| n_fitting(&[pattern], &all, &zone));
    let Some(other) = swapped(&pattern) else {
        return reading(vec![pattern.clone()], n_read(&pattern), None);
    };
    // Every value kept has a say in which comes first, the day or the month.
    match (n_read(&pattern), n_read(&other)) {
        (n, m) if n == m => reading(vec![pattern], n, Some(other)),
        (n, m) if n < m => reading(vec![other], m, None),
        (n, _) => reading(vec![pattern], n, None),
    }
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
static CANDIDATES: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
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
