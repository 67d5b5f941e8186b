//! The first audit sample: the frame of crime-related incidents, drawn in equal sizes.

use std::collections::{BTreeMap, BTreeSet};

use audit::draw::{self, FrameLine};
use audit::plan;
use linkage::Linked;
use terms::{CrimeRow, Family, IncidentRow};

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

/// What a frame is made from, in order of the incidents.
pub struct Frame<'a> {
    /// The incidents.
    pub incidents: &'a [IncidentRow],
    /// Whether each is crime-related.
    pub crime_related: &'a [bool],
    /// Family of each: its stratum.
    pub families: &'a [Family],
    /// Links to crimes.
    pub linked: &'a Linked,
    /// The crimes.
    pub crimes: &'a [CrimeRow],
    /// Whether an extract of crimes was given.
    pub has_crimes: bool,
}

/// Draws from the crime-related incidents that repeat no other; `None` where there are none.
pub fn draw(from: &Frame, seed: &str) -> Option<Sample> {
    let recorded = recorded_crimes(from);
    let mut frame = BTreeMap::new();
    let mut n_left_out = 0;
    for (at, row) in from.incidents.iter().enumerate() {
        let related = from.crime_related.get(at).copied().unwrap_or(false) || recorded.contains_key(&at);
        if !related || row.duplicate_of.is_some() {
            continue;
        }
        let family = from.families.get(at).copied().unwrap_or(Family::Unknown);
        let n_recorded = recorded.get(&at).map_or(0, |crimes| crimes.len() as u64);
        let line = frame_line(row, family, n_recorded).filter(|line| !frame.contains_key(&line.id));
        match line {
            Some(line) => {
                frame.insert(line.id.clone(), (at, line));
            }
            None => n_left_out += 1,
        }
    }
    let crimes: BTreeSet<usize> =
        frame.values().flat_map(|(at, _)| recorded.get(at).into_iter().flatten().copied()).collect();
    let frame: Vec<FrameLine> = frame.into_values().map(|(_, line)| line).collect();
    let drawn = draw::draw(&frame, seed).ok().filter(|drawn| !drawn.is_empty())?;
    let crimes_per_incident = match from.has_crimes && !crimes.is_empty() {
        true => crimes.len() as f64 / frame.len() as f64,
        false => USUAL_CRIMES_PER_INCIDENT,
    };
    let n_frame = frame.len() as u64;
    let needed: Vec<u64> = PLANNED_RATES
        .iter()
        .map(|(rate, _)| plan::incidents_for_two_points(*rate, crimes_per_incident, n_frame))
        .collect();
    let n_listed = needed.iter().copied().max().unwrap_or(0) as usize;
    let order: Vec<(FrameLine, f64)> =
        drawn.iter().filter_map(|one| Some((frame.get(one.line)?.clone(), one.key))).collect();
    Some(Sample {
        root: draw::frame_root(&frame),
        strata: strata(&order, n_listed),
        order,
        n_listed,
        crimes_per_incident,
        needed,
        n_left_out,
    })
}

/// Recorded crimes of each incident; a record under an N code is none.
fn recorded_crimes(from: &Frame) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut recorded: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for link in &from.linked.links {
        if from.crimes.get(link.crime).is_some_and(|crime| crime.n_code.is_none()) {
            recorded.entry(link.incident).or_default().insert(link.crime);
        }
    }
    recorded
}

fn frame_line(row: &IncidentRow, family: Family, recorded: u64) -> Option<FrameLine> {
    let id = row.incident_ref.as_ref()?.as_str();
    if id.contains('|') || id.chars().any(char::is_control) {
        return None;
    }
    let stratum = family.name().to_owned();
    Some(FrameLine { id: id.to_owned(), stratum, size: 1, cap: recorded + CAP_ABOVE_RECORDED, recorded })
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
