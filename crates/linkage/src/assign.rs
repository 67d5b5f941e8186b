//! Each crime has one event behind it, or none in this extract: posterior over its candidates.
//!
//! For candidate i of crime c, among N incidents in the window, with evidence s_i = ln(m / u):
//! odds_i = (L / N) exp(s_i) / (1 - L + (L / N) sum over rival events of exp(s_j)),
//! L the share of crimes that have their incident here. ln of it is what the bars add up to.

use rayon::prelude::*;

use crate::Options;
use crate::block::{Blocks, Window};
use crate::compare::{Levels, levels};
use crate::events::Events;
use crate::facts::Facts;
use crate::weights::{Counts, Weights};

/// Crimes worked through together; fixed, so that sums do not depend on the number of threads.
const CHUNK: usize = 512;
/// Random pairs drawn to learn what agrees by chance; never more than there are pairs, or the few
/// true ones would pass for chance.
const MOST_RANDOM_PAIRS: u64 = 300_000;
/// Crimes that the expected share of linked crimes counts for, when it is learned.
const DEFAULT_CRIMES: f64 = 20.0;
/// Cross-referenced pairs from which on they are learned from.
const N_LABELS: usize = 200;
/// A pair of lower log-odds by the first weights is dropped: one in two thousand.
const LEAST_LOG_ODDS: f64 = -7.6;
/// The share of linked crimes is taken to lie this far from none and from all.
const LEAST_SHARE: f64 = 0.01;

/// An incident that a crime may have come from.
#[derive(Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) incident: u32,
    pub(crate) levels: Levels,
}

/// A crime without cross-reference and its candidates, in order of receipt.
pub(crate) struct Open {
    pub(crate) crime: u32,
    /// Incidents in its window, found or not.
    pub(crate) n_in_window: usize,
    pub(crate) candidates: Vec<Candidate>,
}

/// Everything needed to score the candidates of a crime.
#[derive(Clone, Copy)]
pub(crate) struct Scorer<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) events: &'a Events,
    pub(crate) weights: &'a Weights,
}

impl Scorer<'_> {
    /// ln odds of a crime having come from any one incident of its window, before looking.
    pub(crate) fn prior(&self, open: &Open) -> f64 {
        self.weights.linked - libm::log(open.n_in_window.max(1) as f64)
    }

    pub(crate) fn rarity(&self, candidate: &Candidate) -> f64 {
        let place = self.facts.incidents[candidate.incident as usize].common.place;
        let n_at_place = self.facts.n_at_place[place as usize];
        self.weights.rarity(&candidate.levels, n_at_place, self.facts.incidents.len())
    }

    fn evidence(&self, candidate: &Candidate) -> f64 {
        self.weights.evidence(&self.weights.fields(&candidate.levels), self.rarity(candidate))
    }

    /// The events among the candidates, each with its first incident, in order of it.
    pub(crate) fn scored(&self, open: &Open) -> Scored {
        let prior = self.prior(open);
        let scores: Vec<f64> =
            open.candidates.iter().map(|candidate| prior + self.evidence(candidate)).collect();
        let mut events: Vec<(u32, f64)> = open
            .candidates
            .iter()
            .zip(&scores)
            .map(|(it, &score)| (self.events.first(it.incident), score))
            .collect();
        // The best member of an event first: it speaks for the event.
        events.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        events.dedup_by_key(|event| event.0);
        Scored { scores, events }
    }
}

/// ln odds of candidates and of events against "no incident here", rivals left out.
pub(crate) struct Scored {
    pub(crate) scores: Vec<f64>,
    pub(crate) events: Vec<(u32, f64)>,
}

impl Scored {
    /// ln of one plus the odds of all events but `own`: what rivals take away.
    pub(crate) fn rivals(&self, own: u32) -> f64 {
        let odds = self.events.iter().filter(|(event, _)| *event != own).map(|&(_, score)| libm::exp(score));
        libm::log1p(odds.sum())
    }

    /// ln odds of an event against "no incident here".
    pub(crate) fn event(&self, first: u32) -> f64 {
        let found = self.events.binary_search_by_key(&first, |event| event.0);
        found.ok().and_then(|at| self.events.get(at)).map_or(f64::NEG_INFINITY, |event| event.1)
    }

    /// Whether an event is among the best and another is exactly as good.
    pub(crate) fn is_tied(&self, first: u32) -> bool {
        let (own, near) = (self.event(first), 1e-9);
        self.events.iter().any(|&(event, score)| event != first && (score - own).abs() < near)
    }

    /// About the probability of a candidate: exact but for rounding and calls about one event.
    pub(crate) fn rough_probability(&self, first: u32, all_odds: f64) -> f64 {
        libm::exp(self.event(first)) / (1.0 + all_odds)
    }

    pub(crate) fn all_odds(&self) -> f64 {
        self.events.iter().map(|&(_, score)| libm::exp(score)).sum()
    }
}

/// How much better a call must fit a crime than the other calls about its event to count as the
/// crime's own call, log-odds.
const OWN_CALL_MARGIN: f64 = 0.5;

/// Events, named by their first incident, whose calls each have a crime of their own: those are
/// calls that met by chance, since a duplicate call has no crime of its own. Sorted.
pub(crate) fn broken_events(scorer: &Scorer, open: &[Open]) -> Vec<u32> {
    let mut own: Vec<(u32, u32)> = open.par_iter().filter_map(|open| own_call(scorer, open)).collect();
    own.sort_unstable();
    own.dedup();
    let several = own.chunk_by(|a, b| a.0 == b.0).filter(|calls| calls.len() > 1);
    several.filter_map(|calls| calls.first().map(|call| call.0)).collect()
}

/// The best event of a crime and the call that speaks for it, where one call clearly does.
fn own_call(scorer: &Scorer, open: &Open) -> Option<(u32, u32)> {
    let scored = scorer.scored(open);
    let &(first, best) = scored.events.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let close = open.candidates.iter().zip(&scored.scores).filter(|&(candidate, &score)| {
        scorer.events.first(candidate.incident) == first && score > best - OWN_CALL_MARGIN
    });
    let mut calls = close.map(|(candidate, _)| candidate.incident);
    let call = calls.next().filter(|_| best > 0.0)?;
    calls.next().is_none().then_some((first, call))
}

/// The crimes at the positions given, with their candidates: those that the first weights do not
/// hold out of the question.
pub(crate) fn open_crimes(scorer: &Scorer, blocks: &Blocks, crimes: &[u32]) -> Vec<Open> {
    let of_chunk = |chunk: &[u32]| {
        let mut found = Vec::new();
        chunk.iter().map(|&crime| open_crime(scorer, blocks, crime, &mut found)).collect::<Vec<_>>()
    };
    crimes.par_chunks(CHUNK).flat_map_iter(of_chunk).collect()
}

fn open_crime(scorer: &Scorer, blocks: &Blocks, at: u32, found: &mut Vec<u32>) -> Open {
    let (facts, crime) = (scorer.facts, &scorer.facts.crimes[at as usize]);
    let window = blocks.window(crime);
    blocks.candidates(crime, &window, found);
    let candidate = |&incident: &u32| Candidate {
        incident,
        levels: levels(facts, &facts.incidents[incident as usize], crime),
    };
    let mut open = Open { crime: at, n_in_window: window.n(), candidates: Vec::new() };
    let least = LEAST_LOG_ODDS - scorer.prior(&open);
    let kept = found.iter().map(candidate).filter(|candidate| scorer.evidence(candidate) >= least);
    open.candidates = kept.collect();
    open.candidates.shrink_to_fit();
    open
}

/// What weights are learned from besides the links themselves.
pub(crate) struct Lessons {
    random: Counts,
    labels: Counts,
    n_in_window: f64,
    linked_share: f64,
}

impl Lessons {
    /// Random pairs, and the cross-referenced pairs (incident, crime) where there are enough.
    pub(crate) fn of(facts: &Facts, blocks: &Blocks, known: &[(u32, u32)], options: &Options) -> Self {
        let windows: Vec<Window> = facts.crimes.par_iter().map(|crime| blocks.window(crime)).collect();
        Self {
            random: random_pairs(facts, &windows, options.seed),
            labels: labelled(facts, blocks, known),
            n_in_window: mean_window(&windows),
            linked_share: options.linked_share.clamp(LEAST_SHARE, 1.0 - LEAST_SHARE),
        }
    }

    /// Weights before any link is known but the cross-referenced ones.
    pub(crate) fn first_weights(&self) -> Weights {
        Weights::of(&self.labels, &self.random, self.n_in_window, self.linked_share)
    }

    /// Weights learned from the links that the weights given expect.
    pub(crate) fn next_weights(&self, scorer: &Scorer, open: &[Open]) -> Weights {
        let (counts, n_linked) = expected(scorer, open);
        let n_crimes = open.len() as f64 + DEFAULT_CRIMES;
        let share = (n_linked + DEFAULT_CRIMES * self.linked_share) / n_crimes;
        let share = share.clamp(LEAST_SHARE, 1.0 - LEAST_SHARE);
        Weights::of(&counts.plus(&self.labels), &self.random, self.n_in_window, share)
    }
}

fn mean_window(windows: &[Window]) -> f64 {
    let n: usize = windows.iter().map(Window::n).sum();
    (n as f64 / windows.len().max(1) as f64).max(1.0)
}

fn labelled(facts: &Facts, blocks: &Blocks, known: &[(u32, u32)]) -> Counts {
    let mut counts = Counts::none();
    if known.len() < N_LABELS {
        return counts;
    }
    for &(incident, crime) in known {
        let crime = &facts.crimes[crime as usize];
        if blocks.window(crime).main.contains(&(incident as usize)) {
            counts.add(&levels(facts, &facts.incidents[incident as usize], crime), 1.0);
        }
    }
    counts
}

/// Levels of pairs that met by chance: any crime with any incident of its window.
fn random_pairs(facts: &Facts, windows: &[Window], seed: u64) -> Counts {
    if facts.crimes.is_empty() {
        return Counts::none();
    }
    let n_crimes = facts.crimes.len() as u64;
    let n_pairs: u64 = windows.iter().map(|window| window.main.len() as u64).sum();
    let n_draws = n_pairs.min(MOST_RANDOM_PAIRS);
    let draw = |number: u64| {
        let at = (mixed(seed, 2 * number) % n_crimes) as usize;
        let window = &windows[at].main;
        let step = mixed(seed, 2 * number + 1).checked_rem(window.len() as u64)? as usize;
        Some(levels(facts, &facts.incidents[window.start + step], &facts.crimes[at]))
    };
    let of_chunk = |chunk: u64| {
        let mut counts = Counts::none();
        let numbers = chunk * CHUNK as u64..((chunk + 1) * CHUNK as u64).min(n_draws);
        numbers.filter_map(draw).for_each(|levels| counts.add(&levels, 1.0));
        counts
    };
    let chunks: Vec<Counts> = (0..n_draws.div_ceil(CHUNK as u64)).into_par_iter().map(of_chunk).collect();
    chunks.iter().fold(Counts::none(), Counts::plus)
}

/// SplitMix64 (Steele, Lea and Flood 2014), as a function of seed and number.
fn mixed(seed: u64, number: u64) -> u64 {
    let mut z = seed.wrapping_add(number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Levels of the links that the weights expect, and how many crimes they expect to be linked.
fn expected(scorer: &Scorer, open: &[Open]) -> (Counts, f64) {
    let of_chunk = |chunk: &[Open]| {
        let (mut counts, mut n_linked) = (Counts::none(), 0.0);
        for open in chunk {
            n_linked += expected_of(scorer, open, &mut counts);
        }
        (counts, n_linked)
    };
    let chunks: Vec<(Counts, f64)> = open.par_chunks(CHUNK).map(of_chunk).collect();
    chunks.iter().fold((Counts::none(), 0.0), |(counts, n), (more, m)| (counts.plus(more), n + m))
}

/// Adds one crime's expected link; calls about one event share it by the best of them.
fn expected_of(scorer: &Scorer, open: &Open, counts: &mut Counts) -> f64 {
    let scored = scorer.scored(open);
    let all = scored.all_odds();
    let mut credited = Vec::with_capacity(scored.events.len());
    for (candidate, &score) in open.candidates.iter().zip(&scored.scores) {
        let first = scorer.events.first(candidate.incident);
        let speaks = score >= scored.event(first) && !credited.contains(&first);
        if speaks {
            credited.push(first);
            counts.add(&candidate.levels, libm::exp(score) / (1.0 + all));
        }
    }
    all / (1.0 + all)
}
