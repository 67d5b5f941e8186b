//! How well the markers agree, and how each does against the planted logs (methods, section 6).

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::small::k_of_n;
use super::{ALPHA, Answer, Subject};
use crate::agreement::{Level, Ratings, Undefined, Weights, cohen, fleiss, gwet_ac1, krippendorff};
use crate::review::{Review, StageOne};

/// A value and the ends of its interval.
pub type WithEnds = (f64, Option<(f64, f64)>);

/// One coefficient: its name, value and interval, or why it is undefined.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistic {
    /// Its name.
    pub name: &'static str,
    /// Value and ends.
    pub value: Result<WithEnds, &'static str>,
}

/// Agreement on incidents and on crimes.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Incidents marked twice.
    pub n_incidents: u64,
    /// Of them, those whose two marks say the same of every crime.
    pub same: Answer,
    /// Whether anything is owed: AC1 first.
    pub incidents: Vec<Statistic>,
    /// Crimes compared.
    pub n_crimes: u64,
    /// Which group each crime is of: AC1 first.
    pub crimes: Vec<Statistic>,
}

/// One marker against the planted logs.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkerSkill {
    /// Who.
    pub marker: String,
    /// Crimes found of those planted.
    pub sensitivity: Answer,
    /// Logs that owe nothing and were marked as owing.
    pub false_alarms: Answer,
}

/// Agreement over every incident of the list that was marked twice.
pub(super) fn agreement(review: &Review) -> Agreement {
    let twice: Vec<&[StageOne]> =
        review.incidents.iter().map(|one| one.marks.as_slice()).filter(|marks| marks.len() >= 2).collect();
    let names: BTreeSet<&str> =
        twice.iter().flat_map(|marks| marks.iter().map(|mark| mark.marker.as_str())).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let same = review.incidents.iter().filter(|one| one.agrees() == Some(true)).count() as u64;
    let owes = |mark: &StageOne| usize::from(!mark.owed.is_empty());
    let incidents =
        Ratings { n_categories: 2, units: twice.iter().map(|marks| by_name(&names, marks, &owes)).collect() };
    let crimes = crimes(&names, &twice);
    Agreement {
        n_incidents: twice.len() as u64,
        same: k_of_n(
            same,
            twice.len() as u64,
            "incidents marked twice",
            "not in these marks: no incident has two.",
        ),
        incidents: statistics(&incidents, names.len()),
        n_crimes: crimes.units.len() as u64,
        crimes: statistics(&crimes, names.len()),
    }
}

fn by_name(names: &[&str], marks: &[StageOne], category: &dyn Fn(&StageOne) -> usize) -> Vec<Option<usize>> {
    names.iter().map(|name| marks.iter().find(|mark| mark.marker == *name).map(category)).collect()
}

/// Crimes paired by group first and then in order; a crime that only one marker sees is "none" to the other.
fn crimes(names: &[&str], twice: &[&[StageOne]]) -> Ratings {
    let groups: BTreeSet<&str> = twice
        .iter()
        .flat_map(|marks| marks.iter().flat_map(|mark| mark.owed.iter().map(|o| o.class.as_str())))
        .collect();
    let place: BTreeMap<&str, usize> =
        groups.iter().enumerate().map(|(at, group)| (*group, at + 1)).collect();
    let mut units = Vec::new();
    for marks in twice {
        let [a, b, ..] = marks else { continue };
        for (first, second) in pairs(a, b) {
            let of = |group: Option<&str>| group.and_then(|group| place.get(group).copied()).unwrap_or(0);
            let mark = |name: &str| match (a.marker == name, b.marker == name) {
                (true, _) => Some(of(first)),
                (_, true) => Some(of(second)),
                _ => None,
            };
            units.push(names.iter().map(|name| mark(name)).collect());
        }
    }
    Ratings { n_categories: groups.len() + 1, units }
}

fn pairs<'a>(a: &'a StageOne, b: &'a StageOne) -> Vec<(Option<&'a str>, Option<&'a str>)> {
    let mut left: Vec<&str> = b.owed.iter().map(|owed| owed.class.as_str()).collect();
    let mut paired = Vec::new();
    let mut alone = Vec::new();
    for owed in &a.owed {
        match left.iter().position(|class| *class == owed.class) {
            Some(at) => paired.push((Some(owed.class.as_str()), Some(left.remove(at)))),
            None => alone.push(owed.class.as_str()),
        }
    }
    let n = alone.len().max(left.len());
    paired.extend((0..n).map(|at| (alone.get(at).copied(), left.get(at).copied())));
    paired
}

fn statistics(ratings: &Ratings, n_markers: usize) -> Vec<Statistic> {
    let of = |name, result: Result<crate::agreement::Coefficient, Undefined>| Statistic {
        name,
        value: result.map(|found| (found.value, found.ends)).map_err(worded),
    };
    let mut all = alloc::vec![of("Gwet AC1", gwet_ac1(ratings, ALPHA))];
    if n_markers == 2 {
        let kappa = cohen(ratings, Weights::Identity, ALPHA);
        all.push(Statistic {
            name: "Cohen kappa",
            value: kappa.map(|found| (found.value, found.ends)).map_err(worded),
        });
    }
    all.push(of("Fleiss kappa", fleiss(ratings, ALPHA)));
    all.push(of("Krippendorff alpha", krippendorff(ratings, Level::Nominal, Some(ALPHA))));
    all
}

fn worded(undefined: Undefined) -> &'static str {
    match undefined {
        Undefined::NoVariation => "undefined: every mark is the same",
        Undefined::NoPairs => "undefined: nothing was marked twice",
    }
}

/// Each marker against the planted logs, once the sealed file is opened.
pub(super) fn skill(subject: &Subject<'_>) -> Result<Vec<MarkerSkill>, String> {
    if subject.protocol.marking.planted.is_none() {
        return Err("the plan has no planted logs.".into());
    }
    let answers =
        subject.planted.ok_or("the sealed file is not opened yet: give it with --planted, at the end.")?;
    let mut counted: BTreeMap<&str, [u64; 4]> = BTreeMap::new();
    for (id, truth) in answers {
        let Some(reviewed) = subject.review.planted.get(id) else { continue };
        for mark in &reviewed.marks {
            let [found, owed, alarms, clean] = counted.entry(&mark.marker).or_default();
            *owed += truth.len() as u64;
            *found += (mark.owed.len() as u64).min(truth.len() as u64);
            if truth.is_empty() {
                *clean += 1;
                *alarms += u64::from(!mark.owed.is_empty());
            }
        }
    }
    if counted.is_empty() {
        return Err("no planted log is marked.".into());
    }
    let skill = |(marker, [found, owed, alarms, clean]): (&str, [u64; 4])| MarkerSkill {
        marker: marker.to_string(),
        sensitivity: k_of_n(
            found,
            owed,
            "planted crimes",
            "no planted log that this marker marked owes a crime.",
        ),
        false_alarms: k_of_n(
            alarms,
            clean,
            "planted logs that owe nothing",
            "every planted log that this marker marked owes a crime.",
        ),
    };
    Ok(counted.into_iter().map(skill).collect())
}
