//! Times of day that stand in a column of their own, and the dates they belong to.

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

/// The time-of-day column that belongs to each column of dates without times: the one named alike,
/// or the one beside it whose name says no other thing.
pub(super) fn beside(columns: &[ColumnProfile]) -> Vec<Option<usize>> {
    let mut times: Vec<Option<usize>> = vec![None; columns.len()];
    for fits in [named_alike, stands_beside] {
        for at in 0..columns.len() {
            let open = |time: &usize| !times.contains(&Some(*time));
            let found = (0..columns.len()).filter(open).find(|time| fits(columns, at, *time));
            if let Some(slot) = times.get_mut(at).filter(|slot| slot.is_none()) {
                *slot = found;
            }
        }
    }
    times
}

fn named_alike(columns: &[ColumnProfile], date: usize, time: usize) -> bool {
    is_pair(columns, date, time, |date, time| date == time)
}

fn stands_beside(columns: &[ColumnProfile], date: usize, time: usize) -> bool {
    let within = |few: &[String], many: &[String]| few.iter().all(|word| many.contains(word));
    date.abs_diff(time) == 1
        && is_pair(columns, date, time, |date, time| within(time, date) || within(date, time))
}

/// Whether one column holds days and the other times, under names that a mapping can tell apart.
fn is_pair(
    columns: &[ColumnProfile],
    date: usize,
    time: usize,
    agree: impl Fn(&[String], &[String]) -> bool,
) -> bool {
    let (Some(date), Some(time)) = (columns.get(date), columns.get(time)) else { return false };
    let days = date.dates.as_ref().is_some_and(|reading| reading.day.is_some());
    days && time.times.is_some()
        && is_only(columns, &date.name)
        && is_only(columns, &time.name)
        && agree(&subject(&date.name), &subject(&time.name))
}

fn is_only(columns: &[ColumnProfile], name: &str) -> bool {
    let same = columns.iter().filter(|column| column.name.trim().eq_ignore_ascii_case(name.trim()));
    !name.is_empty() && same.count() == 1
}

/// What a header is about, in order of text: its words without those that only say date or time.
fn subject(header: &str) -> Vec<String> {
    let says_kind =
        |word: &String| matches!(word.as_str(), "date" | "time" | "day" | "dt" | "tm" | "of" | "at");
    let mut words: Vec<String> = words(header).into_iter().filter(|word| !says_kind(word)).collect();
    words.sort();
    words
}
