//! The candidates of the first audit sample: crime-related incidents, and those with a crime, that repeat
//! no other.

use std::collections::{BTreeMap, BTreeSet};

use audit::sample::{Candidate, Sample};
use linkage::Linked;
use terms::{CrimeRow, Family, IncidentRow};

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

/// Draws; `None` where there is nothing to draw from.
pub fn draw(from: &Frame, seed: &str) -> Option<Sample> {
    let mut recorded = recorded_crimes(from);
    let rows = from.incidents.iter().enumerate().filter(|(_, row)| row.duplicate_of.is_none());
    let candidates: Vec<Candidate> = rows
        .filter_map(|(at, row)| {
            let crimes = recorded.remove(&at).unwrap_or_default();
            let related = from.crime_related.get(at).copied().unwrap_or(false) || !crimes.is_empty();
            let stratum = from.families.get(at).copied().unwrap_or(Family::Unknown).name();
            let id = row.incident_ref.as_ref().map(|reference| reference.as_str());
            related.then_some(Candidate { id, stratum, crimes })
        })
        .collect();
    audit::sample::first_sample(&candidates, from.has_crimes, seed)
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
