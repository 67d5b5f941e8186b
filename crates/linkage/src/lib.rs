//! Which incident led to which recorded crimes, and the explanation of each link.
//!
//! Two layers (Fellegi and Sunter 1969, "A Theory for Record Linkage", JASA 64:1183-1210, for the
//! second): what the two systems say of each other comes first and is checked, never dropped; then
//! crimes that name no incident get a probable one, found inside a time window and explained by
//! bars that add up to the log-odds of the probability shown.
//!
//! Pure: no input or output, no clock, no ambient randomness. The output is the same for any
//! number of threads, and for any order of the rows given.
#![forbid(unsafe_code)]

pub mod naive;
pub mod quality;

mod assign;
mod block;
mod compare;
mod cross_reference;
mod events;
mod explain;
mod facts;
mod kinds;
mod references;
mod repeats;
mod text;
mod weights;

use rayon::prelude::*;
use terms::{CrimeRow, Family, IncidentRow, PersonRow, Text};

pub use repeats::repeats;

use assign::{Lessons, Scorer};
use block::Blocks;
use cross_reference::Recorded;
use events::Events;
use facts::Facts;
use references::References;

/// What is to be linked. The two family slices run alongside their rows; a row beyond the end of
/// its slice counts as [`Family::Unknown`].
#[derive(Clone, Copy, Debug)]
pub struct Records<'a> {
    /// Incidents.
    pub incidents: &'a [IncidentRow],
    /// Recorded crimes.
    pub crimes: &'a [CrimeRow],
    /// People, each tied to an incident or a crime by its reference.
    pub people: &'a [PersonRow],
    /// What each incident was broadly about.
    pub incident_families: &'a [Family],
    /// What each crime is broadly about.
    pub crime_families: &'a [Family],
}

/// How links are found and accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// How long before first receipt a crime may have been recorded, hours.
    pub window_before_hours: u32,
    /// How long after first receipt a crime may have been recorded, days; and how far apart, before a
    /// check fails, a crime's own time of report and the receipt of its incident may be.
    pub window_after_days: u32,
    /// A probable link is accepted from this probability on.
    pub accept_probability: f64,
    /// A pair below acceptance is put to review from this probability on.
    pub review_probability: f64,
    /// Share of crimes expected to have their incident in the extract, before learning.
    pub linked_share: f64,
    /// Two places are far apart from this distance on, metres.
    pub far_apart_metres: f64,
    /// Seed of the random pairs from which chance agreement is estimated.
    pub seed: u64,
    /// How many times the weights are re-estimated from the links they give.
    pub n_learning_rounds: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            window_before_hours: 24,
            window_after_days: 28,
            accept_probability: 0.5,
            review_probability: 0.1,
            linked_share: 0.9,
            far_apart_metres: 2_000.0,
            seed: 1,
            n_learning_rounds: 3,
        }
    }
}

/// One part of the explanation of a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What was compared.
    pub name: &'static str,
    /// What it adds, in natural log-odds.
    pub weight: f64,
    /// The incident's side of it, where one value stands for it.
    pub incident_value: Option<Text>,
    /// The crime's side of it.
    pub crime_value: Option<Text>,
}

/// How a link was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// One record names the other.
    CrossReference,
    /// The two records agree.
    Probable,
}

impl How {
    /// The word printed in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CrossReference => "cross-reference",
            Self::Probable => "probable",
        }
    }
}

/// A sanity check that a link can fail; the link stays and the failure is a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// The crime was recorded before the incident was received. A cross-reference fails it only where
    /// the incident is the crime's first receipt, and the crime was not itself reported before.
    RecordedBeforeReceived,
    /// The incident was received longer before or after the crime was reported, by the crime's own
    /// word, than [`Options::window_after_days`]: very likely another incident.
    TimesFarApart,
    /// Both places are known and they are far apart.
    PlacesFarApart,
    /// An incident of this kind does not lead to such a crime.
    FamiliesDisagree,
    /// One side names the other, which names other records but not this one.
    OnlyOneSideNames,
    /// The reference fits several records.
    ReferenceNotUnique,
    /// Another incident fits the crime exactly as well.
    Tied,
}

impl Check {
    /// All checks, in order.
    pub const ALL: [Self; 7] = [
        Self::RecordedBeforeReceived,
        Self::TimesFarApart,
        Self::PlacesFarApart,
        Self::FamiliesDisagree,
        Self::OnlyOneSideNames,
        Self::ReferenceNotUnique,
        Self::Tied,
    ];

    /// The words printed in reports and files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RecordedBeforeReceived => "recorded before received",
            Self::TimesFarApart => "received and reported far apart",
            Self::PlacesFarApart => "places far apart",
            Self::FamiliesDisagree => "kinds disagree",
            Self::OnlyOneSideNames => "only one side names the other",
            Self::ReferenceNotUnique => "reference fits several records",
            Self::Tied => "another incident fits as well",
        }
    }
}

/// An incident and a crime it led to, or may have.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Position in [`Records::incidents`].
    pub incident: usize,
    /// Position in [`Records::crimes`].
    pub crime: usize,
    /// Probability that the incident led to the crime; 1 for a cross-reference.
    pub probability: f64,
    /// How it was found.
    pub how: How,
    /// The checks it failed, in order.
    pub checks_failed: Vec<Check>,
    /// Why: weights that sum to the log-odds of `probability`. Empty for a cross-reference.
    pub bars: Vec<Bar>,
}

/// The record that holds a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// Position in [`Records::incidents`]; the reference is to a crime.
    IncidentToCrime(usize),
    /// Position in [`Records::incidents`]; the reference is to the incident it repeats.
    IncidentToOriginal(usize),
    /// Position in [`Records::crimes`]; the reference is to an incident.
    CrimeToIncident(usize),
}

/// A reference that names a record which is not in the extract.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dangling {
    /// Where it stands.
    pub holder: Holder,
    /// What it says.
    pub reference: Text,
}

/// What [`link`] found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linked {
    /// Accepted links, sorted by crime, then incident.
    pub links: Vec<Link>,
    /// Pairs worth a look, in the same order: below acceptance, or tied.
    pub review: Vec<Link>,
    /// References to records that are not in the extract, sorted.
    pub dangling: Vec<Dangling>,
    /// For each incident, the best probability that it led to a crime of this extract.
    pub best_mass: Vec<f64>,
}

/// Links incidents to crimes: recorded cross-references first, then probable links.
pub fn link(records: &Records, options: &Options) -> Linked {
    let references = References::of(records);
    let facts = Facts::of(records, &references);
    linked(records, &references, &facts, options)
}

/// As [`link`], with people who are given up: their rows are let go once they are read, which leaves
/// their room to the comparing. `records.people` is not looked at.
pub fn link_with(records: &Records, people: Vec<PersonRow>, options: &Options) -> Linked {
    let references = References::of(records);
    let facts = Facts::of(&Records { people: &people, ..*records }, &references);
    drop(people);
    linked(records, &references, &facts, options)
}

fn linked(records: &Records, references: &References, facts: &Facts, options: &Options) -> Linked {
    let recorded = cross_reference::follow(records, references, options);
    let [mut links, mut review] = probable(records, facts, &recorded, options);
    links.extend(recorded.links);
    links.sort_by_key(|link| (link.crime, link.incident));
    review.sort_by_key(|link| (link.crime, link.incident));
    let best_mass = best_mass(records.incidents.len(), &links, &review);
    Linked { links, review, dangling: recorded.dangling, best_mass }
}

/// Probable links of the crimes that have no cross-reference: those accepted, and those to review.
fn probable(records: &Records, facts: &Facts, recorded: &Recorded, options: &Options) -> [Vec<Link>; 2] {
    let places = Positions::of(facts);
    let duplicates: Vec<(u32, u32)> =
        recorded.duplicates.iter().map(|&(a, b)| (places.incident(a), places.incident(b))).collect();
    let known: Vec<(u32, u32)> = recorded
        .links
        .iter()
        .map(|link| (places.incident(link.incident as u32), places.crime(link.crime as u32)))
        .collect();
    let events = Events::of(facts, duplicates);
    let blocks = Blocks::of(facts, &events, options);
    let lessons = Lessons::of(facts, &blocks, &known, options);
    let mut weights = lessons.first_weights();
    let scorer = Scorer { facts, events: &events, weights: &weights };
    let open = assign::open_crimes(&scorer, &blocks, &unreferenced(facts, &known));
    for _ in 0..options.n_learning_rounds {
        weights = lessons.next_weights(&Scorer { facts, events: &events, weights: &weights }, &open);
    }
    let broken = assign::broken_events(&Scorer { facts, events: &events, weights: &weights }, &open);
    let events = events.without(&broken);
    let scorer = Scorer { facts, events: &events, weights: &weights };
    let of_each: Vec<[Vec<Link>; 2]> =
        open.par_iter().map(|open| explain::links_of(&scorer, records, open, options)).collect();
    let mut both = [Vec::new(), Vec::new()];
    for [accepted, review] in of_each {
        both[0].extend(accepted);
        both[1].extend(review);
    }
    both
}

fn unreferenced(facts: &Facts, known: &[(u32, u32)]) -> Vec<u32> {
    let mut is_known = vec![false; facts.crimes.len()];
    known.iter().for_each(|&(_, crime)| is_known[crime as usize] = true);
    (0..facts.crimes.len() as u32).filter(|&crime| !is_known[crime as usize]).collect()
}

fn best_mass(n_incidents: usize, links: &[Link], review: &[Link]) -> Vec<f64> {
    let mut best = vec![0.0; n_incidents];
    for link in links.iter().chain(review) {
        best[link.incident] = link.probability.max(best[link.incident]);
    }
    best
}

/// From a row's position to its position among the facts.
struct Positions {
    incidents: Vec<u32>,
    crimes: Vec<u32>,
}

impl Positions {
    fn of(facts: &Facts) -> Self {
        Self {
            incidents: turned(facts.incidents.iter().map(|it| it.common.original)),
            crimes: turned(facts.crimes.iter().map(|it| it.common.original)),
        }
    }

    fn incident(&self, row: u32) -> u32 {
        self.incidents[row as usize]
    }

    fn crime(&self, row: u32) -> u32 {
        self.crimes[row as usize]
    }
}

fn turned(originals: impl ExactSizeIterator<Item = u32>) -> Vec<u32> {
    let mut positions = vec![0; originals.len()];
    originals.enumerate().for_each(|(position, row)| positions[row as usize] = position as u32);
    positions
}
