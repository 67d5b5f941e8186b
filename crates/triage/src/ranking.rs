//! The ranking: which crime-related incidents with no crime linked to look at first.

use terms::{IncidentRow, Text};

use crate::Lexicon;
use crate::facts::Facts;
use crate::reasons::{self, Candidate};

/// One reason to look at an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// In words of the lexicon and the house, never a person's.
    pub words: Text,
    /// What it adds; the points of a ranked incident are the sum of its reasons'.
    pub points: i32,
}

/// A crime-related incident with no crime linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Its index among the incidents given.
    pub incident: usize,
    /// 1 = look here first.
    pub rank: u32,
    /// The sum of the points of its reasons.
    pub points: i32,
    /// Why, heaviest first.
    pub reasons: Vec<Reason>,
}

/// From even odds on, an incident counts as linked and is left out.
const LINKED: f64 = 0.5;

/// Ranks the crime-related incidents that have no crime linked. `best_link` is per incident the
/// probability, 0 to 1, that it already has one; where it is shorter, or not a number, no link is
/// known. Duplicates are left out: the incident they repeat stands for them.
///
/// Equal points go by receipt, earliest first and unknown last, then by reference, so that the
/// order does not depend on the order of the rows.
pub fn rank(lexicon: &Lexicon, incidents: &[IncidentRow], best_link: &[f64]) -> Vec<Ranked> {
    let link_of = |index: usize| best_link.get(index).copied().filter(|link| !link.is_nan()).unwrap_or(0.0);
    let weigh = |(index, incident)| weigh(lexicon, index, incident, link_of(index));
    let mut ranked: Vec<Ranked> = incidents.iter().enumerate().filter_map(weigh).collect();
    ranked
        .sort_by(|a, b| b.points.cmp(&a.points).then_with(|| order(incidents, a).cmp(&order(incidents, b))));
    for (rank, ranked) in (1..).zip(&mut ranked) {
        ranked.rank = rank;
    }
    ranked
}

fn weigh(lexicon: &Lexicon, index: usize, incident: &IncidentRow, link: f64) -> Option<Ranked> {
    if incident.duplicate_of.is_some() || link >= LINKED {
        return None;
    }
    let facts = Facts::of(lexicon, incident);
    if !facts.is_crime_related() {
        return None;
    }
    let reasons = reasons::of(&Candidate { facts: &facts, incident, link });
    let points = reasons.iter().map(|reason| reason.points).sum();
    Some(Ranked { incident: index, rank: 0, points, reasons })
}

/// Receipt, then reference; the row's own place only between rows alike in both.
fn order<'i>(incidents: &'i [IncidentRow], ranked: &Ranked) -> impl Ord + use<'i> {
    let row = incidents.get(ranked.incident);
    let received = row.and_then(|row| row.received_at);
    let reference = row.and_then(|row| row.incident_ref.as_ref());
    (received.is_none(), received, reference.is_none(), reference, ranked.incident)
}
