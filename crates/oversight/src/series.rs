//! Gaps in number series: references that a gap-free series should hold and the extract does not.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Fewest references that make a series worth testing.
const FEWEST: usize = 20;
/// Below this share of the numbers present, the numbers are not one series (an extract of some
/// categories only, a random identifier) and nothing is said of gaps.
const LEAST_DENSITY: f64 = 0.5;
/// Most ranges of missing numbers listed for one series.
const MOST_RANGES: usize = 20;

/// One number series found in the references.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What stands before the number, such as `BOR-2026-`.
    pub prefix: String,
    /// What stands after it.
    pub suffix: String,
    /// Lowest number present.
    pub first: u64,
    /// Highest number present.
    pub last: u64,
    /// How many different numbers are present.
    pub n_present: u64,
    /// How many between the lowest and the highest are missing.
    pub n_missing: u64,
    /// The first ranges of missing numbers, both ends inclusive.
    pub missing: Vec<(u64, u64)>,
}

/// What a set of references says about its number series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeriesReport {
    /// Series found, in order of prefix.
    pub series: Vec<Series>,
    /// References in no series: no number, too few alike, or too thin to be gap-free.
    pub n_outside: u64,
}

impl SeriesReport {
    /// Missing numbers over all series.
    pub fn n_missing(&self) -> u64 {
        self.series.iter().map(|series| series.n_missing).sum()
    }
}

/// Most runs of digits in a reference that are tried as its serial number.
const RUNS_TRIED: usize = 4;

/// Splits references into prefix, number and suffix and looks for missing numbers in each series.
///
/// Which run of digits is the serial number follows from the references themselves: the one that puts
/// most of them into a gap-free series (`BOR-2026-000123`, but also `0123 of 05/11/2026`, which
/// begins anew every day). Where two do as well, the last.
pub fn examine<'a>(references: impl Iterator<Item = &'a str>) -> SeriesReport {
    let references: Vec<&str> = references.collect();
    let reports = (0..RUNS_TRIED).map(|from_last| by_run(&references, from_last));
    let in_series = |report: &SeriesReport| report.series.iter().map(|series| series.n_present).sum::<u64>();
    let best = reports.reduce(|best, next| if in_series(&next) > in_series(&best) { next } else { best });
    best.unwrap_or_default()
}

fn by_run(references: &[&str], from_last: usize) -> SeriesReport {
    let mut groups: Groups<'_> = BTreeMap::new();
    let mut report = SeriesReport::default();
    for reference in references {
        match number(reference, from_last) {
            Some((prefix, number, suffix, width)) => {
                groups.entry((prefix, suffix, width)).or_default().push(number);
            }
            None => report.n_outside += 1,
        }
    }
    for ((prefix, suffix, _), mut numbers) in join_unpadded(groups) {
        numbers.sort_unstable();
        numbers.dedup();
        match series(prefix, suffix, &numbers) {
            Some(found) => report.series.push(found),
            None => report.n_outside += numbers.len() as u64,
        }
    }
    report
}

/// A run of digits short enough to be a serial number: 0 = the last, 1 = the one before it, ...
fn number(reference: &str, from_last: usize) -> Option<(&str, u64, &str, usize)> {
    let mut end = reference.len();
    let mut start = end;
    for _ in 0..=from_last {
        let bytes = reference.as_bytes().get(..start)?;
        end = bytes.iter().rposition(u8::is_ascii_digit)? + 1;
        start = bytes.get(..end)?.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
    }
    let digits = reference.get(start..end)?;
    if digits.len() > 15 {
        return None;
    }
    Some((reference.get(..start)?, digits.parse().ok()?, reference.get(end..)?, digits.len()))
}

type Groups<'a> = BTreeMap<(&'a str, &'a str, usize), Vec<u64>>;

/// Numbers written without leading noughts grow in width; such groups are one series.
fn join_unpadded(groups: Groups<'_>) -> Groups<'_> {
    let mut joined: Groups<'_> = BTreeMap::new();
    for ((prefix, suffix, width), numbers) in groups {
        let padded = numbers.iter().any(|number| digits(*number) < width);
        let key = (prefix, suffix, if padded { width } else { 0 });
        joined.entry(key).or_default().extend(numbers);
    }
    // A padded group and its overflow past the padding belong together as well.
    let padded: Vec<_> = joined.keys().filter(|key| key.2 > 0).copied().collect();
    for key in padded {
        if let Some(more) = joined.remove(&(key.0, key.1, 0)) {
            joined.entry(key).or_default().extend(more);
        }
    }
    joined
}

fn digits(number: u64) -> usize {
    number.to_string().len()
}

fn series(prefix: &str, suffix: &str, numbers: &[u64]) -> Option<Series> {
    let (first, last) = (*numbers.first()?, *numbers.last()?);
    let n_present = numbers.len() as u64;
    let n_span = last - first + 1;
    if numbers.len() < FEWEST || (n_present as f64) < LEAST_DENSITY * n_span as f64 {
        return None;
    }
    let gaps = numbers.windows(2).filter_map(|pair| match pair {
        [before, after] if after - before > 1 => Some((before + 1, after - 1)),
        _ => None,
    });
    Some(Series {
        prefix: prefix.into(),
        suffix: suffix.into(),
        first,
        last,
        n_present,
        n_missing: n_span - n_present,
        missing: gaps.take(MOST_RANGES).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    /// Prefix, how many are missing, and the missing ranges.
    type Expected<'a> = (&'a str, u64, &'a [(u64, u64)]);

    fn check(references: &[String], expect: &[Expected]) {
        let report = examine(references.iter().map(String::as_str));
        let got: Vec<_> =
            report.series.iter().map(|s| (s.prefix.as_str(), s.n_missing, s.missing.as_slice())).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn missing_numbers_are_found() {
        let padded = |numbers: &[u64]| numbers.iter().map(|n| format!("BOR-2026-{n:06}")).collect::<Vec<_>>();
        let all: Vec<u64> = (1..=40).collect();
        check(&padded(&all), &[("BOR-2026-", 0, &[])]);
        let holes: Vec<u64> = (1..=40).filter(|n| ![7, 8, 30].contains(n)).collect();
        check(&padded(&holes), &[("BOR-2026-", 3, &[(7, 8), (30, 30)])]);
    }

    #[test]
    fn numbers_that_grow_in_width_are_one_series() {
        let references: Vec<_> = (1..=120).filter(|n| *n != 99).map(|n| format!("{n}/CAD")).collect();
        check(&references, &[("", 1, &[(99, 99)])]);
    }

    #[test]
    fn a_series_may_begin_anew_every_day_and_stand_first() {
        let day = |day: u32, numbers: core::ops::RangeInclusive<u32>| {
            numbers.map(move |n| format!("{n:04} of {day:02}/11/2026")).collect::<Vec<_>>()
        };
        let references = [day(5, 1..=30), day(6, 1..=12), day(6, 14..=40)].concat();
        check(&references, &[("", 0, &[]), ("", 1, &[(13, 13)])]);
    }

    #[test]
    fn what_is_not_a_series_is_not_judged() {
        check(&(1..=40).map(|n| format!("H{}", n * 7_919)).collect::<Vec<_>>(), &[]);
        check(&(1..=10).map(|n| format!("A{n}")).collect::<Vec<_>>(), &[]);
        check(&["no number".into()], &[]);
    }
}
