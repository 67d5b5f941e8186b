//! Periods of a force with no rows at all. Whether a file was not given or is empty cannot be told from
//! the rows, so nothing is expected and no alarm raised; but it is said.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::vec::Vec;

use terms::extract::{CountRow, Text};
use terms::time::{Month, Period};

/// A stretch of periods in which a force has no rows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Absent {
    /// The force.
    pub force: Text,
    /// First period without rows.
    pub from: Period,
    /// Last period without rows.
    pub to: Period,
    /// What is said of it.
    pub sentence: Text,
}

/// Stretches without rows: between a force's own first and last period, and beyond them where at
/// least half of the forces (two or more) have rows. Sorted by force and time.
pub fn absent(counts: &[CountRow]) -> Vec<Absent> {
    let mut families: BTreeMap<(i32, bool), BTreeMap<Text, BTreeSet<Period>>> = BTreeMap::new();
    for row in counts {
        let family = families.entry((row.period.n_months, row.period.financial)).or_default();
        family.entry(row.force.clone()).or_default().insert(row.period);
    }
    let mut all: Vec<Absent> = families.values().flat_map(of_family).collect();
    all.sort();
    all
}

fn of_family(forces: &BTreeMap<Text, BTreeSet<Period>>) -> Vec<Absent> {
    let mut n_with: BTreeMap<Period, usize> = BTreeMap::new();
    forces.values().flatten().for_each(|period| *n_with.entry(*period).or_insert(0) += 1);
    let (n_forces, enough) = (forces.len(), forces.len().div_ceil(2));
    let common = n_with.into_iter().filter(|(_, n)| n_forces > 1 && *n >= enough).map(|(period, _)| period);
    let common: BTreeSet<Period> = common.collect();
    forces.iter().flat_map(|(force, has)| of_force(force, has, &common)).collect()
}

fn of_force(force: &Text, has: &BTreeSet<Period>, common: &BTreeSet<Period>) -> Vec<Absent> {
    let (Some(first), Some(last)) = (has.first(), has.last()) else { return Vec::new() };
    let step = first.n_months.max(1);
    let between = (first.start.0..last.start.0).step_by(step as usize);
    let between = between.map(|start| Period { start: Month(start), ..*first });
    let wanted: BTreeSet<Period> = between.chain(common.iter().copied()).collect();
    let mut stretches: Vec<(Period, Period)> = Vec::new();
    for period in wanted.into_iter().filter(|period| !has.contains(period)) {
        match stretches.last_mut().filter(|(_, to)| to.start.0 + step == period.start.0) {
            Some((_, to)) => *to = period,
            None => stretches.push((period, period)),
        }
    }
    stretches
        .into_iter()
        .map(|(from, to)| Absent { force: force.clone(), from, to, sentence: sentence(force, from, to) })
        .collect()
}

fn sentence(force: &str, from: Period, to: Period) -> Text {
    let when = if from == to { from.words() } else { format!("{} to {}", from.words(), to.words()) };
    format!("{force}, {when}: no rows at all in what was given, so nothing can be said of it; ask whether a file is missing.").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forces with the months they have, and the stretches expected.
    fn check(given: &[(&str, &[&str])], expect: &[(&str, &str, &str)]) {
        let row = |force: &str, period: &str| CountRow {
            force: force.into(),
            category: "Burglary".into(),
            period: Period::parse(period).unwrap(),
            count: 10,
        };
        let counts: Vec<CountRow> = given
            .iter()
            .flat_map(|(force, periods)| periods.iter().map(move |period| row(force, period)))
            .collect();
        let got = absent(&counts);
        let got: Vec<_> = got
            .iter()
            .map(|one| (one.force.as_ref(), format!("{}", one.from), format!("{}", one.to)))
            .collect();
        let expect: Vec<_> =
            expect.iter().map(|(force, from, to)| (*force, (*from).into(), (*to).into())).collect();
        assert_eq!(got, expect);
    }

    #[test]
    fn a_month_without_rows_is_told() {
        check(&[("A", &["2019-01", "2019-02", "2019-03"])], &[]);
        check(&[("A", &["2019-01", "2019-02", "2019-05"])], &[("A", "2019-03", "2019-04")]);
        check(&[("A", &["2017/18 Q1", "2017/18 Q4"])], &[("A", "2017/18 Q2", "2017/18 Q3")]);
    }

    #[test]
    fn a_last_month_that_half_of_the_forces_have_is_missed_by_the_others() {
        let two: &[&str] = &["2019-01", "2019-02"];
        check(&[("A", two), ("B", two), ("C", &["2019-01"])], &[("C", "2019-02", "2019-02")]);
        check(&[("A", two), ("B", &["2019-01"]), ("C", &["2019-01"])], &[]);
    }
}
