//! How many planted missed crimes a reader finds who works down the ranking of a synthetic force.
//!
//! An incident counts as linked where the truth links it to a recorded crime; an N100 record is no
//! crime. A missed further crime of a linked incident is therefore out of reach of this ranking,
//! and is counted apart.

use std::collections::BTreeMap;

use synth::force::{Cause, World};
use triage::{Lexicon, rank};

/// The measure of one world.
pub struct Measure {
    /// Incidents with no crime linked, duplicates known to the force apart: those that could be read.
    pub n_unlinked: usize,
    /// Those of them that the ranking holds.
    pub n_ranked: usize,
    /// Planted misses whose incident has another crime linked: not looked for here.
    pub n_linked_misses: usize,
    /// Per planted miss among the unlinked: its cause, and its rank where it is ranked.
    pub misses: Vec<(Cause, Option<usize>)>,
}

impl Measure {
    /// Ranks a world with its true links and finds the planted misses.
    pub fn of(world: &World) -> Self {
        let linked = linked(world);
        let best_link: Vec<f64> = linked.iter().map(|linked| f64::from(u8::from(*linked))).collect();
        let ranked = rank(Lexicon::current(), &world.incidents, &best_link);
        let ranks: BTreeMap<usize, usize> =
            ranked.iter().map(|ranked| (ranked.incident, ranked.rank as usize)).collect();
        let missed = world.truth.iter().enumerate().filter_map(|(at, truth)| Some((at, truth.missed?)));
        let (linked_misses, misses): (Vec<_>, Vec<_>) = missed.partition(|(at, _)| linked[*at]);
        let open = |(at, linked): &(usize, &bool)| !**linked && world.incidents[*at].duplicate_of.is_none();
        Self {
            n_unlinked: linked.iter().enumerate().filter(open).count(),
            n_ranked: ranked.len(),
            n_linked_misses: linked_misses.len(),
            misses: misses.into_iter().map(|(at, cause)| (cause, ranks.get(&at).copied())).collect(),
        }
    }

    /// How many of the misses stand in the first `share` of what could be read; with a cause, of
    /// that cause alone: found, of.
    pub fn found(&self, share: f64, cause: Option<Cause>) -> (usize, usize) {
        let last = (self.n_unlinked as f64 * share) as usize;
        let of_cause = |miss: &&(Cause, Option<usize>)| cause.is_none_or(|cause| miss.0 == cause);
        let misses = self.misses.iter().filter(of_cause);
        let found = misses.clone().filter(|(_, rank)| rank.is_some_and(|rank| rank <= last));
        (found.count(), misses.count())
    }
}

fn linked(world: &World) -> Vec<bool> {
    let crimes = world.crimes.iter().filter(|crime| crime.n_code.is_none());
    let crimes: BTreeMap<_, ()> = crimes.filter_map(|crime| Some((crime.crime_ref.as_ref()?, ()))).collect();
    let links = world.links.iter().filter(|(_, crime)| crimes.contains_key(crime));
    let incidents: BTreeMap<_, ()> = links.map(|(incident, _)| (incident, ())).collect();
    let is_linked = |row: &terms::IncidentRow| {
        row.incident_ref.as_ref().is_some_and(|reference| incidents.contains_key(reference))
    };
    world.incidents.iter().map(is_linked).collect()
}
