//! A first audit sample: every report that may hold a crime, drawn in equal sizes (methods,
//! audit-statistics section 2), with how many are needed for +/-2 points.

use alloc::borrow::ToOwned;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use crate::draw::{self, FrameLine};
use crate::plan;

/// Crimes per crime-related incident where the extract cannot say (methods, audit-statistics 10).
const USUAL_CRIMES_PER_INCIDENT: f64 = 0.64;
/// A stated conservative maximum: no extract lists alleged victims independently of the recording, so
/// each incident may owe up to this many crimes more than it holds.
pub const CAP_ABOVE_RECORDED: u64 = 4;

/// Rates to plan for: the national one, and the worst well-documented fall.
pub const PLANNED_RATES: [(f64, &str); 2] = [
    (0.948, "forces of England and Wales, year to March 2025 (inspectorate)"),
    (0.836, "Kent, 2017 inspection"),
];

/// A frame in order of audit.
pub struct Sample {
    /// SHA-256 of the frame.
    pub root: String,
    /// Frame lines in order of audit, with their keys: the first `n_listed` are the sample.
    pub order: Vec<(FrameLine, f64)>,
    /// How many are listed.
    pub n_listed: usize,
    /// Crimes per incident used in planning.
    pub crimes_per_incident: f64,
    /// Incidents needed at each of [`PLANNED_RATES`].
    pub needed: Vec<u64>,
    /// Frame and listed by stratum.
    pub strata: Vec<(String, u64, u64)>,
    /// Crime-related incidents that cannot be drawn: no reference, or one that cannot stand in a frame.
    pub n_left_out: u64,
}

/// A report that belongs in the frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// Its reference.
    pub id: Option<&'a str>,
    /// Its stratum.
    pub stratum: &'a str,
    /// The recorded crimes it led to, each by a number of its own.
    pub crimes: BTreeSet<usize>,
}

/// Draws from the candidates; `None` where none can be drawn. `has_crimes` = crimes were looked for at
/// all, so that their number says how many a report holds.
pub fn first_sample(candidates: &[Candidate<'_>], has_crimes: bool, seed: &str) -> Option<Sample> {
    let mut frame: BTreeMap<&str, (FrameLine, &BTreeSet<usize>)> = BTreeMap::new();
    let mut n_left_out = 0;
    for candidate in candidates {
        match candidate.line().filter(|(id, _)| !frame.contains_key(id)) {
            Some((id, line)) => {
                frame.insert(id, (line, &candidate.crimes));
            }
            None => n_left_out += 1,
        }
    }
    let crimes: BTreeSet<usize> = frame.values().flat_map(|(_, crimes)| crimes.iter().copied()).collect();
    let frame: Vec<FrameLine> = frame.into_values().map(|(line, _)| line).collect();
    let drawn = draw::draw(&frame, seed).ok().filter(|drawn| !drawn.is_empty())?;
    let crimes_per_incident = match has_crimes && !crimes.is_empty() {
        true => crimes.len() as f64 / frame.len() as f64,
        false => USUAL_CRIMES_PER_INCIDENT,
    };
    let n_frame = frame.len() as u64;
    let incidents = |rate: f64| plan::incidents_for_two_points(rate, crimes_per_incident, n_frame);
    let needed: Vec<u64> = PLANNED_RATES.iter().map(|(rate, _)| incidents(*rate)).collect();
    let n_listed = needed.iter().copied().max().unwrap_or(0) as usize;
    let order: Vec<(FrameLine, f64)> =
        drawn.iter().filter_map(|one| Some((frame.get(one.line)?.clone(), one.key))).collect();
    let (root, strata) = (draw::frame_root(&frame), strata(&order, n_listed));
    Some(Sample { root, strata, order, n_listed, crimes_per_incident, needed, n_left_out })
}

impl<'a> Candidate<'a> {
    fn line(&self) -> Option<(&'a str, FrameLine)> {
        let id =
            self.id.filter(|id| !id.is_empty() && !id.contains('|') && !id.chars().any(char::is_control))?;
        let recorded = self.crimes.len() as u64;
        let (stratum, cap) = (self.stratum.to_owned(), recorded + CAP_ABOVE_RECORDED);
        Some((id, FrameLine { id: id.to_owned(), stratum, size: 1, cap, recorded }))
    }
}

fn strata(order: &[(FrameLine, f64)], n_listed: usize) -> Vec<(String, u64, u64)> {
    let mut strata: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for (at, (line, _)) in order.iter().enumerate() {
        let counted = strata.entry(&line.stratum).or_default();
        counted.0 += 1;
        counted.1 += u64::from(at < n_listed);
    }
    strata.into_iter().map(|(name, (frame, listed))| (name.to_owned(), frame, listed)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    const SEED: &str = "20190308123456789012";

    #[test]
    fn a_crime_of_two_reports_counts_once_and_what_cannot_stand_in_a_frame_is_counted() {
        let ids: Vec<String> = (0..40).map(|n| format!("L{n:02}")).collect();
        let mut candidates: Vec<Candidate> = ids
            .iter()
            .enumerate()
            .map(|(n, id)| Candidate { id: Some(id), stratum: "violence", crimes: [n / 2].into() })
            .collect();
        candidates.extend([
            Candidate { id: None, stratum: "violence", ..Candidate::default() },
            Candidate { id: Some("a|b"), stratum: "violence", ..Candidate::default() },
            Candidate { id: Some("L00"), stratum: "violence", ..Candidate::default() },
        ]);
        let sample = first_sample(&candidates, true, SEED).unwrap();
        assert_eq!((sample.order.len(), sample.n_left_out), (40, 3));
        assert!((sample.crimes_per_incident - 0.5).abs() < 1e-12, "20 crimes over 40 reports");
        assert_eq!(sample.strata, [("violence".to_owned(), 40, sample.n_listed as u64)]);
        assert_eq!(
            sample.order.first().map(|(line, _)| (line.recorded, line.cap)),
            Some((1, 1 + CAP_ABOVE_RECORDED))
        );
        let without = first_sample(&candidates, false, SEED).unwrap();
        assert!((without.crimes_per_incident - USUAL_CRIMES_PER_INCIDENT).abs() < 1e-12);
        assert!(first_sample(&[], true, SEED).is_none());
    }
}
