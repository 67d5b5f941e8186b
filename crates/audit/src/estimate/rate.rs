//! The recording rate with known counts: R is known for every incident, so only what was missed and what
//! is wrong is sampled (methods, section 3.2).

use alloc::vec::Vec;

use terms::Interval;

use super::exact::exact_interval;
use super::rare::{heaviest_miss, rare_interval};
use super::{FEW_INCIDENTS_WITH_A_MISS, Found, RaceDraw, RaceStratum, SMALL_EFFECTIVE_SIZE};
use crate::des_raj::{contributions, des_raj};
use crate::effective::{Estimated, KornGraubard, design_logit, korn_graubard};

/// Of the ordinary half-width: what one miss may weigh at most before the weights are in doubt.
const LARGEST_SHARE_OF_HALF_WIDTH: f64 = 0.5;

/// A total of crimes in the frame.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Total {
    /// The estimate.
    pub estimate: f64,
    /// Its variance.
    pub variance: f64,
}

/// Why the ordinary interval is not the one to publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The sample holds no miss and nothing wrong: its variance says nothing (methods 4.4).
    NoMissFound,
    /// Nothing of it was found on record: the same, from the other side.
    NothingRecorded,
    /// Fewer than ten incidents with a miss (methods 4.5).
    FewMisses,
    /// So few once each counts by its weight: one miss that the sizes thought unlikely can outweigh all
    /// others, and then neither the estimate nor its variance can be trusted to have seen what there is.
    FewByWeight,
    /// One miss where the sizes expect it least would move the rate by more than half of the ordinary
    /// half-width: the sample is too small to show that the model is not blind (docs/decisions/0007).
    LeansOnSizes,
    /// An effective size below 30 (methods 4.5).
    SmallEffectiveSize,
    /// An incident owed more than its cap: no exact bound either.
    CapBroken,
}

impl Doubt {
    /// The sentence printed.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NoMissFound => "no miss was found, so the spread of the sample says nothing",
            Self::NothingRecorded => {
                "none of it was found on record, so the spread of the sample says nothing"
            }
            Self::FewMisses => "fewer than ten incidents with a miss",
            Self::FewByWeight => "fewer than ten incidents with a miss, each counted by its weight",
            Self::LeansOnSizes => {
                "one miss where the sizes expect it least would move the rate by more than half of the ordinary half-width"
            }
            Self::SmallEffectiveSize => "an effective size below 30",
            Self::CapBroken => "an incident owed more than its cap, so there is no exact bound",
        }
    }
}

/// Why there is no estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EstimateFault {
    /// A stratum, from 1, with fewer than two reviewed draws that is not reviewed whole.
    TooFew(usize),
    /// Nothing is recorded or owed.
    NothingOwed,
}

impl core::fmt::Display for EstimateFault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::TooFew(stratum) => {
                write!(f, "not estimable: stratum {stratum} has fewer than two reviewed incidents")
            }
            Self::NothingOwed => f.write_str("not estimable: nothing is recorded and nothing was found owed"),
        }
    }
}

/// A recording rate: crimes correctly recorded of crimes that should have been.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate {
    /// A, 0..1.
    pub accuracy: f64,
    /// Its variance (linearised).
    pub variance: f64,
    /// Incidents reviewed.
    pub n: u64,
    /// Of them, those that hold anything of the group.
    pub n_in_group: u64,
    /// Incidents with a miss.
    pub n_with_a_miss: u64,
    /// Their number by weight, (sum w)^2 / sum w^2: as many as are found where all weigh alike.
    pub n_misses_by_weight: f64,
    /// Incidents with a crime wrongly counted here.
    pub n_with_a_wrong: u64,
    /// Draws that could not be reviewed: left out here, as if not in the frame.
    pub n_unreviewable: u64,
    /// Degrees of freedom.
    pub df: u64,
    /// Crimes recorded, known.
    pub recorded: f64,
    /// Crimes missed, U.
    pub missed: Total,
    /// Crimes wrongly counted, V; of a group also those that belong elsewhere.
    pub wrong: Total,
    /// Of a group: recorded elsewhere and belonging here.
    pub moved_in: Total,
    /// Crimes owed, K.
    pub owed: f64,
    /// Korn-Graubard at the effective size, not held to n; `None` where there is no spread.
    pub korn_graubard: Option<KornGraubard>,
    /// Logit t, beside it.
    pub logit: Option<Interval>,
    /// Exact at any sample size; worked out where there are too few misses for any other.
    pub exact: Option<Interval>,
    /// Of weighted rare events; worked out where misses are enough and their weights are in doubt.
    pub rare: Option<Interval>,
    /// Crimes by which one miss would raise the missed, where the sizes expect it least.
    pub heaviest_miss: f64,
    /// Why the ordinary interval is not published; empty: it is.
    pub doubts: Vec<Doubt>,
    /// The interval to print: Korn-Graubard; where the weights are in doubt that of rare events, where misses
    /// are too few the exact one. Never of no width
    /// unless every incident was reviewed.
    pub published: Option<Interval>,
    /// Rates were every unreviewable incident the worst and the best it could be.
    pub if_unreviewable: Option<(f64, f64)>,
}

/// Recorded crimes that should not have been, of all recorded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverRecording {
    /// V / R, 0..1.
    pub share: f64,
    /// Its standard error.
    pub se: f64,
    /// Korn-Graubard; `None` where none was found.
    pub interval: Option<Interval>,
    /// Incidents reviewed.
    pub n: u64,
}

impl Rate {
    /// Over-recording, always shown beside under-recording.
    pub fn over_recording(&self, alpha: f64) -> Option<OverRecording> {
        if self.recorded <= 0.0 {
            return None;
        }
        let share = (self.wrong.estimate / self.recorded).clamp(0.0, 1.0);
        let variance = self.wrong.variance / (self.recorded * self.recorded);
        let estimated = Estimated { share, variance, n: self.n, df: self.df };
        let interval = korn_graubard(estimated, alpha, false).map(|kg| kg.interval);
        Some(OverRecording { share, se: libm::sqrt(variance), interval, n: self.n })
    }
}

/// Sums over the strata: R known, the three totals, the variance of the residual at a rate.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    pub recorded: f64,
    pub missed: Total,
    pub wrong: Total,
    pub moved_in: Total,
}

impl Sums {
    /// A = Y / (Y + U), Y = R - V + moved in: ratio of totals.
    pub(super) fn accuracy(&self) -> Option<(f64, f64)> {
        let right = (self.recorded - self.wrong.estimate + self.moved_in.estimate).max(0.0);
        let owed = right + self.missed.estimate;
        (owed > 0.0).then(|| (right / owed, owed))
    }
}

/// The rate over one or several races, of the whole or of a group.
///
/// # Errors
/// An [`EstimateFault`].
pub fn rate(strata: &[RaceStratum], alpha: f64) -> Result<Rate, EstimateFault> {
    let reviewed: Vec<RaceStratum> = strata.iter().map(without_unreviewable).collect();
    let mut sums = Sums::default();
    let mut df = 0;
    for (number, stratum) in reviewed.iter().enumerate() {
        let is_whole = stratum.draws.len() as u64 == stratum.n_frame;
        if stratum.draws.len() < 2 && !is_whole {
            return Err(EstimateFault::TooFew(number + 1));
        }
        sums.recorded += stratum.recorded;
        add(&mut sums.missed, total(stratum, |found| found.missed));
        add(&mut sums.wrong, total(stratum, |found| found.wrong));
        add(&mut sums.moved_in, total(stratum, |found| found.moved_in));
        df += stratum.draws.len().saturating_sub(1) as u64;
    }
    let (accuracy, owed) = sums.accuracy().ok_or(EstimateFault::NothingOwed)?;
    let residual =
        |found: &Found| accuracy * found.missed + (1.0 - accuracy) * (found.wrong - found.moved_in);
    let variance =
        reviewed.iter().map(|stratum| total(stratum, residual).variance).sum::<f64>() / (owed * owed);
    let plain = Plain { sums, accuracy, owed, variance, df };
    Ok(finished(plain, &reviewed, strata, alpha))
}

/// What the point estimate and its variance are, before any interval.
pub(super) struct Plain {
    pub sums: Sums,
    pub accuracy: f64,
    pub owed: f64,
    pub variance: f64,
    pub df: u64,
}

pub(super) fn finished(plain: Plain, reviewed: &[RaceStratum], all: &[RaceStratum], alpha: f64) -> Rate {
    let Plain { sums, accuracy, owed, variance, df } = plain;
    let found = || reviewed.iter().flat_map(|stratum| &stratum.draws).filter_map(|draw| draw.found);
    let count = |f: fn(&Found) -> bool| found().filter(f).count() as u64;
    let n = found().count() as u64;
    let n_in_group = count(|found| found.in_group);
    let outside = df.min(n - n_in_group.min(n));
    let estimated = Estimated { share: accuracy, variance, n: n_in_group, df: df - outside };
    let n_all: usize = all.iter().map(|stratum| stratum.draws.len()).sum();
    let mut rate = Rate {
        accuracy,
        variance,
        n,
        n_in_group,
        n_with_a_miss: count(|found| found.missed > 0.0),
        n_misses_by_weight: misses_by_weight(reviewed),
        n_with_a_wrong: count(|found| found.wrong > 0.0),
        n_unreviewable: n_all as u64 - n,
        df,
        recorded: sums.recorded,
        missed: sums.missed,
        wrong: sums.wrong,
        moved_in: sums.moved_in,
        owed,
        korn_graubard: korn_graubard(estimated, alpha, false),
        logit: design_logit(estimated, alpha),
        exact: None,
        rare: None,
        heaviest_miss: heaviest_miss(reviewed),
        doubts: Vec::new(),
        published: None,
        if_unreviewable: None,
    };
    let is_census = reviewed.iter().all(|stratum| stratum.draws.len() as u64 == stratum.n_frame);
    if is_census && variance == 0.0 && rate.n_unreviewable == 0 {
        rate.published = Some(Interval { low: accuracy, high: accuracy, method: "every incident reviewed" });
        return rate;
    }
    rate.doubts = doubts(&rate);
    let are_enough = |doubt: &Doubt| matches!(doubt, Doubt::FewByWeight | Doubt::LeansOnSizes);
    if !rate.doubts.is_empty() {
        let rests_on_these = (total_missed(reviewed) - rate.missed.estimate).abs() <= 1e-6 * owed;
        match rate.doubts.iter().all(are_enough) && rests_on_these {
            true => rate.rare = Some(rare_interval(reviewed, accuracy, owed, alpha)),
            false => rate.exact = exact_interval(reviewed, accuracy, alpha),
        }
        if rate.rare.is_none() && rate.exact.is_none() {
            rate.doubts.push(Doubt::CapBroken);
        }
    }
    rate.published = rate.exact.or(rate.rare).or(rate.korn_graubard.map(|kg| kg.interval));
    rate.if_unreviewable = (rate.n_unreviewable > 0).then(|| unreviewable(all)).flatten();
    rate
}

/// Kish's effective number of the misses found, each weighing as it does in the Des Raj total.
fn misses_by_weight(strata: &[RaceStratum]) -> f64 {
    let weights = strata.iter().flat_map(|stratum| {
        let of = |value: fn(&RaceDraw) -> f64| stratum.draws.iter().map(value).collect::<Vec<f64>>();
        let missed = of(|draw| draw.found.map_or(0.0, |found| found.missed));
        let share = 1.0 / stratum.draws.len().max(1) as f64;
        let all = contributions(&missed, &of(|draw| draw.line.size), stratum.total_size);
        all.into_iter().map(move |weight| weight * share)
    });
    let (sum, squares) = weights.fold((0.0, 0.0), |(sum, squares), w| (sum + w, squares + w * w));
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

/// What the draws themselves say is missed: where single marks were corrected, not what is published.
fn total_missed(strata: &[RaceStratum]) -> f64 {
    strata.iter().map(|stratum| total(stratum, |found| found.missed).estimate).sum()
}

fn doubts(rate: &Rate) -> Vec<Doubt> {
    let leans = rate.korn_graubard.is_some_and(|kg| {
        let half = 0.5 * (kg.interval.high - kg.interval.low);
        rate.accuracy * rate.heaviest_miss / rate.owed > LARGEST_SHARE_OF_HALF_WIDTH * half
    });
    let (few, few_by_weight) = (
        rate.n_with_a_miss < FEW_INCIDENTS_WITH_A_MISS,
        rate.n_misses_by_weight < FEW_INCIDENTS_WITH_A_MISS as f64,
    );
    let small = rate.korn_graubard.is_none_or(|kg| kg.n_effective < SMALL_EFFECTIVE_SIZE);
    [
        (rate.variance <= 0.0 && rate.accuracy > 0.0, Doubt::NoMissFound),
        (rate.variance <= 0.0 && rate.accuracy <= 0.0, Doubt::NothingRecorded),
        (few, Doubt::FewMisses),
        (few_by_weight && !few, Doubt::FewByWeight),
        (leans, Doubt::LeansOnSizes),
        (small && rate.variance > 0.0, Doubt::SmallEffectiveSize),
    ]
    .into_iter()
    .filter_map(|(holds, doubt)| holds.then_some(doubt))
    .collect()
}

/// A race without what could not be reviewed: given that, the rest is a race over the rest.
fn without_unreviewable(stratum: &RaceStratum) -> RaceStratum {
    let mut rest = stratum.clone();
    for draw in stratum.draws.iter().filter(|draw| draw.found.is_none()) {
        rest.n_frame -= 1;
        rest.total_size -= draw.line.size;
        rest.recorded -= draw.recorded_in_group;
        rest.most_missed -= (draw.line.cap - draw.line.recorded).max(0.0);
        rest.most_moved_in -= draw.line.recorded - draw.recorded_in_group;
    }
    rest.draws.retain(|draw| draw.found.is_some());
    rest
}

/// Accuracy were each unreviewable incident the worst and the best it could be.
fn unreviewable(strata: &[RaceStratum]) -> Option<(f64, f64)> {
    let with = |worst: bool| {
        let mut sums = Sums::default();
        for stratum in strata {
            let mut stratum = stratum.clone();
            for draw in stratum.draws.iter_mut().filter(|draw| draw.found.is_none()) {
                let most = (draw.line.cap - draw.line.recorded).max(0.0);
                // Where nothing can be missed, the worst is that what is recorded is wrong.
                let wrong = if most > 0.0 { 0.0 } else { draw.recorded_in_group };
                let worst_found = Found { missed: most, wrong, moved_in: 0.0, in_group: true };
                draw.found = Some(if worst { worst_found } else { Found::default() });
            }
            sums.recorded += stratum.recorded;
            add(&mut sums.missed, total(&stratum, |found| found.missed));
            add(&mut sums.wrong, total(&stratum, |found| found.wrong));
            add(&mut sums.moved_in, total(&stratum, |found| found.moved_in));
        }
        sums.accuracy().map(|(accuracy, _)| accuracy)
    };
    with(true).zip(with(false))
}

pub(super) fn add(sum: &mut Total, more: Total) {
    sum.estimate += more.estimate;
    sum.variance += more.variance;
}

/// Des Raj, or the plain sum where every incident was reviewed.
pub(super) fn total(stratum: &RaceStratum, value: impl Fn(&Found) -> f64) -> Total {
    let x: Vec<f64> = stratum.draws.iter().filter_map(|draw| draw.found.as_ref().map(&value)).collect();
    if x.len() as u64 == stratum.n_frame {
        return Total { estimate: x.iter().sum(), variance: 0.0 };
    }
    let size: Vec<f64> =
        stratum.draws.iter().filter(|draw| draw.found.is_some()).map(|draw| draw.line.size).collect();
    let total = des_raj(&x, &size, stratum.total_size);
    Total { estimate: total.estimate.unwrap_or(0.0), variance: total.variance.unwrap_or(0.0) }
}

#[cfg(test)]
mod tests;
