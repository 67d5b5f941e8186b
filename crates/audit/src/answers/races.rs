//! The races behind an estimate: one over the union, or one for each stratum, with whatever is asked of
//! each incident.

use alloc::vec::Vec;

use super::{ALPHA, Answer, Estimate, Subject};
use crate::certificate::Line;
use crate::draw::FrameLine;
use crate::estimate::{
    FEW_INCIDENTS_WITH_A_MISS, Found, RaceDraw, RaceStratum, Rate, SMALL_EFFECTIVE_SIZE, rate,
};
use crate::list::{Entry, Part};
use crate::review::{Listed, Reviewed, State};

/// The line of a frame as the mathematics takes it.
pub(super) fn line(line: &FrameLine) -> Line {
    Line { recorded: line.recorded as f64, cap: line.cap as f64, size: line.size as f64 }
}

/// Crimes recorded under what is asked for, by place in the frame; and what was found of one incident.
pub(super) struct Asked<'f> {
    /// Incidents asked about, by place in the frame. The race of a part of the frame that was known
    /// beforehand is the race restricted to it.
    pub keep: &'f dyn Fn(usize) -> bool,
    pub recorded: &'f dyn Fn(usize) -> f64,
    pub found: &'f dyn Fn(&Entry, &Listed, &Reviewed) -> Found,
}

impl Subject<'_> {
    /// One race for the union, or one for each stratum.
    pub(super) fn races(&self, asked: &Asked<'_>) -> Vec<RaceStratum> {
        if !self.protocol.sample.is_stratified() {
            return alloc::vec![self.race(None, asked)];
        }
        self.protocol.sample.by_stratum.keys().map(|stratum| self.race(Some(stratum), asked)).collect()
    }

    fn race(&self, stratum: Option<&str>, asked: &Asked<'_>) -> RaceStratum {
        let is_of = |line: &FrameLine| stratum.is_none_or(|stratum| line.stratum == stratum);
        let lines = self.frame.iter().enumerate().filter(|(at, one)| is_of(one) && (asked.keep)(*at));
        let of_group = lines.map(|(at, one)| (line(one), (asked.recorded)(at)));
        RaceStratum::group(of_group, self.race_draws(stratum, asked))
    }

    fn race_draws(&self, stratum: Option<&str>, asked: &Asked<'_>) -> Vec<RaceDraw> {
        let drawn = self.estimated().filter(|(entry, ..)| match (&entry.part, stratum) {
            (Part::Union, None) => true,
            (Part::Stratum(name), Some(stratum)) => name == stratum,
            _ => false,
        });
        drawn
            .filter(|(entry, ..)| (asked.keep)(entry.line))
            .filter_map(|(entry, one, reviewed)| {
                let found = match reviewed.state {
                    State::Adjudicated => Some((asked.found)(entry, one, reviewed)),
                    State::Unreviewable => None,
                    // Never of the planned number: an estimate waits for all of them.
                    State::Pending(_) | State::NotMarked => return None,
                };
                let line = line(self.frame.get(entry.line)?);
                Some(RaceDraw { line, recorded_in_group: (asked.recorded)(entry.line), found })
            })
            .collect()
    }

    /// A share: crimes with a property of crimes that could have it, both counted in the sample.
    pub(super) fn ratio(
        &self,
        n_of: &'static str,
        count: &dyn Fn(&Entry, &Reviewed) -> (f64, f64),
    ) -> Answer {
        let found = |entry: &Entry, _: &Listed, reviewed: &Reviewed| {
            let (with, of) = count(entry, reviewed);
            Found { missed: of - with, wrong: 0.0, moved_in: with, in_group: of > 0.0 }
        };
        let counts = self.estimated().filter(|(.., reviewed)| reviewed.state == State::Adjudicated);
        let (k, n) = counts.fold((0.0, 0.0), |sum, (entry, _, reviewed)| {
            let (with, of) = count(entry, reviewed);
            (sum.0 + with, sum.1 + of)
        });
        if n < 1.0 {
            return Err("not in these marks: stage 2 does not say.".into());
        }
        let races = self.races(&Asked { keep: &|_| true, recorded: &|_| 0.0, found: &found });
        let rate = rate(&races, ALPHA).map_err(|fault| alloc::format!("{fault}"))?;
        let mut estimate = published(&rate, n as u64, n_of);
        estimate.notes.clear();
        match rate.korn_graubard {
            Some(kg) => {
                estimate.ends = Some((kg.interval.low, kg.interval.high));
                estimate.method = alloc::format!("ratio of race totals (Des Raj), {}", kg.interval.method);
                if rate.n_with_a_miss < FEW_INCIDENTS_WITH_A_MISS || kg.n_effective < SMALL_EFFECTIVE_SIZE {
                    estimate.notes.push(
                        "low reliability: fewer than ten incidents without it, or an effective size below 30"
                            .into(),
                    );
                }
            }
            // All or none of them: the count alone can be given, with the exact interval of a count.
            None => {
                let exact = crate::interval::clopper_pearson(k as u64, n as u64, ALPHA);
                estimate.value = k / n;
                estimate.ends = exact.map(|interval| (interval.low, interval.high));
                estimate.method = "count in the sample, Clopper-Pearson 95%".into();
            }
        }
        estimate.k = Some(k as u64);
        Ok(estimate)
    }
}

/// The published form of a rate.
pub(super) fn published(rate: &Rate, n: u64, n_of: &'static str) -> Estimate {
    let mut notes = Vec::new();
    if !rate.doubts.is_empty() {
        let doubts: Vec<&str> = rate.doubts.iter().map(|doubt| doubt.sentence()).collect();
        notes.push(alloc::format!("low reliability: {}", doubts.join("; ")));
    }
    if let Some((worst, best)) = rate.if_unreviewable {
        notes.push(alloc::format!(
            "{} incidents could not be reviewed: between {:.1}% and {:.1}% were they the worst or the best",
            rate.n_unreviewable,
            worst * 100.0,
            best * 100.0
        ));
    }
    // A census has no interval: it is counted.
    let ends = rate.published.filter(|interval| interval.low < interval.high);
    Estimate {
        value: rate.accuracy,
        ends: ends.map(|interval| (interval.low, interval.high)),
        method: ends.map_or_else(
            || "complete count".into(),
            |interval| alloc::format!("race totals (Des Raj), {}", interval.method),
        ),
        k: None,
        n,
        n_of,
        notes,
    }
}
