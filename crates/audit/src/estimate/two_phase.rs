//! Where only a share of the incidents is marked twice (methods, section 3.3): the single marks of all n,
//! corrected by what the rulings on a random m of them changed.

use alloc::vec::Vec;

use super::rate::{EstimateFault, Plain, Rate, Sums, Total, add, finished};
use super::{Found, RaceDraw, RaceStratum};
use crate::des_raj::{contributions, des_raj, mean, sample_variance};

/// One draw: the first mark, and the ruling where it was marked twice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoPhaseDraw {
    /// What the first marker found.
    pub single: Found,
    /// What was ruled; `None`: not in the second phase.
    pub ruled: Option<Found>,
}

/// Mean of n single values corrected by m pairs (ruled, single), with its variance
/// s_y^2/n + s_d^2 (1/m - 1/n), both from the pairs. `None` below two pairs.
pub fn two_phase_mean(single: &[f64], pairs: &[(f64, f64)]) -> Option<(f64, f64)> {
    let (n, m) = (single.len() as f64, pairs.len() as f64);
    let ruled: Vec<f64> = pairs.iter().map(|pair| pair.0).collect();
    let change: Vec<f64> = pairs.iter().map(|pair| pair.0 - pair.1).collect();
    let value = mean(single)? + mean(&change)?;
    Some((value, sample_variance(&ruled)? / n + sample_variance(&change)? * (1.0 / m - 1.0 / n)))
}

/// The rate over one or several races, each with its draws in race order beside it. `m` of each race must
/// be a random part of its draws. With every draw ruled it is [`super::rate`] of the rulings. The draws of
/// the strata themselves are not read.
///
/// # Errors
/// An [`EstimateFault`]; too few also where fewer than two draws of a stratum are ruled.
pub fn two_phase(
    strata: &[(RaceStratum, Vec<(RaceDraw, TwoPhaseDraw)>)],
    alpha: f64,
) -> Result<Rate, EstimateFault> {
    let mut sums = Sums::default();
    let mut df = 0;
    for (number, (stratum, draws)) in strata.iter().enumerate() {
        let n_ruled = draws.iter().filter(|draw| draw.1.ruled.is_some()).count();
        if n_ruled < 2 {
            return Err(EstimateFault::TooFew(number + 1));
        }
        sums.recorded += stratum.recorded;
        add(&mut sums.missed, corrected(stratum, draws, |found| found.missed));
        add(&mut sums.wrong, corrected(stratum, draws, |found| found.wrong));
        add(&mut sums.moved_in, corrected(stratum, draws, |found| found.moved_in));
        df += n_ruled as u64 - 1;
    }
    sums.missed.estimate = sums.missed.estimate.max(0.0);
    let (accuracy, owed) = sums.accuracy().ok_or(EstimateFault::NothingOwed)?;
    let residual =
        |found: &Found| accuracy * found.missed + (1.0 - accuracy) * (found.wrong - found.moved_in);
    let variance: f64 =
        strata.iter().map(|(stratum, draws)| corrected(stratum, draws, residual).variance).sum();
    let plain = Plain { sums, accuracy, owed, variance: variance / (owed * owed), df };
    // Counts of incidents, and exact bounds where there is a doubt, rest on the rulings alone.
    let ruled: Vec<RaceStratum> = strata.iter().map(|(stratum, draws)| ruled_only(stratum, draws)).collect();
    Ok(finished(plain, &ruled, &ruled, alpha))
}

fn ruled_only(stratum: &RaceStratum, draws: &[(RaceDraw, TwoPhaseDraw)]) -> RaceStratum {
    let ruled = draws
        .iter()
        .filter(|(_, marks)| marks.ruled.is_some())
        .map(|(draw, marks)| RaceDraw { found: marks.ruled, ..*draw })
        .collect();
    RaceStratum { draws: ruled, ..stratum.clone() }
}

fn corrected(
    stratum: &RaceStratum,
    draws: &[(RaceDraw, TwoPhaseDraw)],
    value: impl Fn(&Found) -> f64,
) -> Total {
    let size: Vec<f64> = draws.iter().map(|(draw, _)| draw.line.size).collect();
    let single: Vec<f64> = draws.iter().map(|(_, marks)| value(&marks.single)).collect();
    let best: Vec<f64> =
        draws.iter().map(|(_, marks)| value(marks.ruled.as_ref().unwrap_or(&marks.single))).collect();
    let change: Vec<f64> = best.iter().zip(&single).map(|(best, single)| best - single).collect();
    let is_ruled = |at: &usize| draws.get(*at).is_some_and(|(_, marks)| marks.ruled.is_some());
    let of_ruled = |values: &[f64]| -> Vec<f64> {
        (0..draws.len()).filter(is_ruled).filter_map(|at| values.get(at).copied()).collect()
    };
    let n = draws.len() as f64;
    // The Des Raj total is linear in x, so the change of the ruled part, blown up by n/m, corrects it.
    let changes = of_ruled(&contributions(&change, &size, stratum.total_size));
    let m = changes.len() as f64;
    let base = des_raj(&single, &size, stratum.total_size).estimate.unwrap_or(0.0);
    let t_of_best = of_ruled(&des_raj(&best, &size, stratum.total_size).t);
    let spread = |values: &[f64]| sample_variance(values).unwrap_or(0.0);
    Total {
        estimate: base + mean(&changes).unwrap_or(0.0),
        variance: spread(&t_of_best) / n + spread(&changes) * (1.0 / m - 1.0 / n),
    }
}
