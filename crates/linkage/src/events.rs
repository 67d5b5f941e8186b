//! Calls about the same event: those recorded as duplicates, and those plainly so.

use crate::compare::{Field, levels_of_people};
use crate::facts::Facts;
use crate::kinds::{Kinship, kinship};

/// Share of incidents that repeat another call, our default; published sets have about 6%.
const DUPLICATE_SHARE: f64 = 0.05;
/// Two calls are taken for one event from these odds on.
const CLEAR_ODDS: f64 = 4.0;
/// Calls further apart than this are never taken for one event, seconds.
const LONGEST_GAP_SECONDS: i64 = 3 * 3_600;
/// Time in which the chance of a second call falls to 1/e, seconds.
const FADING_SECONDS: f64 = 3_600.0;
/// How many following calls at the same place each call is held against.
const N_FOLLOWING: usize = 4;

/// Which incidents are calls about one event.
pub(crate) struct Events {
    /// For each incident, the first incident of its event.
    first: Vec<u32>,
    /// (first, member) of events with several members, sorted.
    members: Vec<(u32, u32)>,
    /// For each incident, whether its event has other members.
    is_several: Vec<bool>,
    /// Pairs that the extract itself says are one event.
    recorded: Vec<(u32, u32)>,
}

impl Events {
    /// `recorded` holds pairs of incidents that the extract says are calls about one event.
    pub(crate) fn of(facts: &Facts, recorded: Vec<(u32, u32)>) -> Self {
        let mut first: Vec<u32> = (0..facts.incidents.len() as u32).collect();
        join_plain(facts, &mut first);
        Self::joined(first, recorded)
    }

    /// The same events, but for those named by their first incident: of these, only what the extract
    /// itself says is kept.
    pub(crate) fn without(self, broken: &[u32]) -> Self {
        let alone = |(at, &first): (usize, &u32)| {
            if broken.binary_search(&first).is_ok() { at as u32 } else { first }
        };
        Self::joined(self.first.iter().enumerate().map(alone).collect(), self.recorded)
    }

    fn joined(mut first: Vec<u32>, recorded: Vec<(u32, u32)>) -> Self {
        for &(a, b) in &recorded {
            join(&mut first, a, b);
        }
        for at in 0..first.len() as u32 {
            first[at as usize] = find(&first, at);
        }
        let members = members(&first);
        let mut is_several = vec![false; first.len()];
        members.iter().for_each(|&(_, member)| is_several[member as usize] = true);
        Self { members, is_several, first, recorded }
    }

    /// The first incident of the event an incident belongs to.
    pub(crate) fn first(&self, incident: u32) -> u32 {
        self.first[incident as usize]
    }

    /// All members of the event of an incident, if it has several.
    pub(crate) fn members(&self, incident: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.first(incident);
        let start = self.members.partition_point(|&(of, _)| of < first);
        self.members[start..].iter().take_while(move |&&(of, _)| of == first).map(|&(_, member)| member)
    }

    /// Adds the other calls about the events found.
    pub(crate) fn add_members(&self, found: &mut Vec<u32>) {
        for at in 0..found.len() {
            if self.is_several[found[at] as usize] {
                found.extend(self.members(found[at]));
            }
        }
    }
}

fn members(first: &[u32]) -> Vec<(u32, u32)> {
    let mut n = vec![0_u32; first.len()];
    first.iter().for_each(|&at| n[at as usize] += 1);
    let mut members: Vec<(u32, u32)> = (0..first.len() as u32)
        .map(|at| (first[at as usize], at))
        .filter(|&(of, _)| n[of as usize] > 1)
        .collect();
    members.sort_unstable();
    members
}

fn find(first: &[u32], mut at: u32) -> u32 {
    while first[at as usize] != at {
        at = first[at as usize];
    }
    at
}

/// The lower position leads, which is the earlier receipt.
fn join(first: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(first, a), find(first, b));
    first[a.max(b) as usize] = a.min(b);
}

fn join_plain(facts: &Facts, first: &mut [u32]) {
    let by_place = facts.incidents.iter().map(|it| it.common.place).enumerate();
    join_runs(facts, first, by_place.filter(|&(_, key)| key != 0).collect());
    let phones = facts.incidents.iter().enumerate().flat_map(|(at, incident)| {
        facts.people[incident.common.people()].iter().map(move |person| (at, person.phone))
    });
    join_runs(facts, first, phones.filter(|&(_, key)| key != 0).collect());
}

/// Joins calls that share a key and follow each other closely.
fn join_runs(facts: &Facts, first: &mut [u32], mut keyed: Vec<(usize, u32)>) {
    keyed.sort_unstable_by_key(|&(at, key)| (key, at));
    keyed.dedup();
    for run in keyed.chunk_by(|a, b| a.1 == b.1) {
        for (here, &(at, _)) in run.iter().enumerate() {
            for &(next, _) in run[here + 1..].iter().take(N_FOLLOWING) {
                if odds_of_one_event(facts, at, next, run.len()) >= CLEAR_ODDS {
                    join(first, at as u32, next as u32);
                }
            }
        }
    }
}

/// Odds that two calls with a key in common are about one event, against two events that met by
/// chance: of the other calls received as near in time, as many have that key as do of all others.
fn odds_of_one_event(facts: &Facts, a: usize, b: usize, n_with_key: usize) -> f64 {
    let (one, other) = (&facts.incidents[a], &facts.incidents[b]);
    let (Some(from), Some(to)) = (one.received, other.received) else { return 0.0 };
    let gap = to.low - from.low;
    if gap > LONGEST_GAP_SECONDS || from.high - from.low > LONGEST_GAP_SECONDS {
        return 0.0;
    }
    let near = received_within(facts, from.low - gap.max(600), from.low + gap.max(600));
    let others = |n: usize| n.saturating_sub(2) as f64 + 0.5;
    let by_chance = others(near) * others(n_with_key) / facts.incidents.len() as f64;
    let fading = libm::exp(-(gap as f64) / FADING_SECONDS);
    let alike = likeness_of_kind(facts, a, b) * likeness_of_people(facts, a, b);
    DUPLICATE_SHARE * fading * alike / by_chance
}

/// How many incidents were received between two seconds.
fn received_within(facts: &Facts, low: i64, high: i64) -> usize {
    let position =
        |bound: i64| facts.incidents.partition_point(|it| it.received.is_some_and(|span| span.low < bound));
    position(high + 1) - position(low)
}

fn likeness_of_kind(facts: &Facts, a: usize, b: usize) -> f64 {
    match kinship(facts.incidents[a].common.family, facts.incidents[b].common.family) {
        Kinship::Same => 3.0,
        Kinship::Close => 1.5,
        Kinship::NotKnown => 1.0,
        Kinship::Loose => 0.5,
        Kinship::Disagree => 0.2,
    }
}

/// A name or telephone in common speaks for one event; other names are mostly other callers.
fn likeness_of_people(facts: &Facts, a: usize, b: usize) -> f64 {
    let levels = levels_of_people(facts, &facts.incidents[a].common, &facts.incidents[b].common);
    let level = |field: Field| levels[field as usize - Field::PersonKey as usize];
    let any_same = [Field::PersonKey, Field::Surname, Field::Phone].iter().any(|&field| level(field) == 1);
    match (any_same, level(Field::Surname)) {
        (true, _) => 10.0,
        (false, 3) => 0.5,
        (false, _) => 1.0,
    }
}
