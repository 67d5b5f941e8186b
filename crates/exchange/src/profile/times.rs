//! Times of day that stand in a column of their own, and the dates they belong to.

use std::collections::HashMap;

use terms::Zone;

use crate::dates::{self, Pattern};
use crate::profile::column::{ColumnProfile, is_enough};
use crate::profile::meaning::words;

/// How a column's times of day are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeReading {
    /// Patterns that together read the values.
    pub patterns: Vec<String>,
    /// Of the distinct values looked at, how many are read.
    pub n_read: usize,
    /// Distinct values looked at.
    pub n_looked_at: usize,
}

/// Ways times are commonly written. Without a colon, 1405 may as well be a number.
const TIMES_OF_DAY: &[&str] = &["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p"];
/// Length of the longest of them.
const LONGEST: usize = "12:00:00 PM".len();

/// Reads a column as times of day; values stand beside how many rows hold them.
pub(super) fn read_times(values: &[(String, u64)]) -> Option<TimeReading> {
    let looks = |value: &str| value.len() <= LONGEST && value.contains(':');
    let likely: Vec<&(String, u64)> = values.iter().filter(|(value, _)| looks(value)).collect();
    let (mut patterns, mut read) = (Vec::new(), (0, 0));
    for time in TIMES_OF_DAY {
        let (n_distinct, n_rows) = n_fitting(time, &likely);
        if n_distinct > 0 {
            patterns.push((*time).to_owned());
        }
        read = (read.0 + n_distinct, read.1 + n_rows);
    }
    let n_rows = values.iter().map(|(_, n)| n).sum();
    let enough = read.0 > 0 && is_enough(read, (values.len(), n_rows));
    enough.then_some(TimeReading { patterns, n_read: read.0, n_looked_at: values.len() })
}

/// Distinct values and rows that a time pattern reads beside a date.
fn n_fitting(time: &str, values: &[&(String, u64)]) -> (usize, u64) {
    let Ok(pattern) = Pattern::new("profile", &format!("%d/%m/%Y {time}")) else { return (0, 0) };
    let (patterns, zone) = ([pattern], Zone::london());
    let reads = |value: &str| dates::read(&format!("25/06/2018 {value}"), &patterns, &zone).is_ok();
    let read = values.iter().filter(|(value, _)| reads(value));
    read.fold((0, 0), |(n_distinct, n_rows), (_, n)| (n_distinct + 1, n_rows + n))
}

/// A column by position and what its header is about.
type Subject = (usize, Vec<String>);

/// The time-of-day column that belongs to each column of days that means something: the one named
/// alike, or the one beside it whose name says no other thing.
pub(super) fn beside(columns: &[ColumnProfile], meanings: &[Option<&'static str>]) -> Vec<Option<usize>> {
    let holds_days = |column: &ColumnProfile| column.dates.as_ref().is_some_and(|dates| dates.day.is_some());
    let is_known = |at: usize| meanings.get(at).copied().flatten().is_some();
    let dates = subjects(columns, |at, column| is_known(at) && holds_days(column));
    let mut open = subjects(columns, |at, column| !is_known(at) && column.times.is_some());
    let mut times = vec![None; columns.len()];
    for fits in [named_alike, stands_beside] {
        for date in &dates {
            let Some(slot) = times.get_mut(date.0).filter(|slot| slot.is_none()) else { continue };
            let found = open.iter().position(|time| fits(date, time));
            *slot = found.map(|at| open.remove(at).0);
        }
    }
    times
}

/// Columns of one sort, without those that a mapping cannot name apart.
fn subjects(columns: &[ColumnProfile], wanted: impl Fn(usize, &ColumnProfile) -> bool) -> Vec<Subject> {
    let mut n_named: HashMap<String, usize> = HashMap::new();
    for column in columns {
        *n_named.entry(column.name.to_ascii_lowercase()).or_insert(0) += 1;
    }
    let is_only = |name: &str| !name.is_empty() && n_named.get(&name.to_ascii_lowercase()) == Some(&1);
    let sort = columns.iter().enumerate().filter(|(at, column)| wanted(*at, column) && is_only(&column.name));
    sort.map(|(at, column)| (at, subject(&column.name))).collect()
}

fn named_alike(date: &Subject, time: &Subject) -> bool {
    date.1 == time.1
}

fn stands_beside(date: &Subject, time: &Subject) -> bool {
    let within = |few: &[String], many: &[String]| few.iter().all(|word| many.contains(word));
    date.0.abs_diff(time.0) == 1 && (within(&time.1, &date.1) || within(&date.1, &time.1))
}

/// What a header is about, in order of text: its words without those that only say date or time.
fn subject(header: &str) -> Vec<String> {
    let says_kind =
        |word: &String| matches!(word.as_str(), "date" | "time" | "day" | "dt" | "tm" | "of" | "at");
    let mut words: Vec<String> = words(header).into_iter().filter(|word| !says_kind(word)).collect();
    words.sort();
    words
}

#[cfg(test)]
mod tests {
    use terms::Precision;

    use super::*;
    use crate::profile::column::{CANDIDATES, MIDNIGHTS};

    #[test]
    fn every_way_of_writing_a_day_takes_a_time_beside_it() {
        let days = CANDIDATES.iter().filter(|day| day.precision() == Precision::Day);
        let iso = MIDNIGHTS.iter().map(|midnight| format!("%Y-%m-%d{midnight}"));
        for day in days.map(|day| day.text().to_owned()).chain(iso) {
            for time in TIMES_OF_DAY {
                assert!(Pattern::new("profile", &format!("{day} {time}")).is_ok(), "{day} {time}");
            }
        }
    }
}
