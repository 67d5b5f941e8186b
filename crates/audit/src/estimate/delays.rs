//! Timeliness: when a crime was recorded is known for all; when it was truly reported only for what was
//! audited (methods, section 1 "Timeliness").

use alloc::vec::Vec;

use terms::Interval;

use crate::des_raj::{contributions, des_raj};
use crate::effective::{Estimated, korn_graubard};
use crate::interval::at_level;

/// What the audit changed about one drawn incident, in race order: how many more (or fewer) of its recorded
/// crimes have the property than the system says, and its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correction {
    /// Audited less system.
    pub change: f64,
    /// Size in the race.
    pub size: f64,
}

/// A share of recorded crimes known from the system, corrected by the audit (difference estimator):
/// `k` of `n` in the system. Returns the share, its variance and its Korn-Graubard interval; the variance is
/// 0 and the interval `None` where the audit changed nothing.
pub fn corrected_share(
    k: f64,
    n: f64,
    corrections: &[Correction],
    total_size: f64,
    alpha: f64,
) -> Option<(f64, f64, Option<Interval>)> {
    if n <= 0.0 {
        return None;
    }
    let change: Vec<f64> = corrections.iter().map(|one| one.change).collect();
    let size: Vec<f64> = corrections.iter().map(|one| one.size).collect();
    let total = des_raj(&change, &size, total_size);
    let share = ((k + total.estimate.unwrap_or(0.0)) / n).clamp(0.0, 1.0);
    let variance = total.variance.unwrap_or(0.0) / (n * n);
    let n_audited = corrections.len() as u64;
    let estimated = Estimated { share, variance, n: n_audited, df: n_audited.saturating_sub(1) };
    Some((share, variance, korn_graubard(estimated, alpha, false).map(|kg| kg.interval)))
}

/// The audited delays of one drawn incident beside those of the system, in race order.
#[derive(Clone, Debug, PartialEq)]
pub struct DelayDraw {
    /// Size in the race.
    pub size: f64,
    /// Delay of each recorded crime by the system and by the audit, in the unit of the system's list.
    pub system_and_audited: Vec<(f64, f64)>,
}

/// Delays of all recorded crimes by the system, and what the audit says of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Delays<'a> {
    /// By the system, of every recorded crime.
    pub system: &'a [f64],
    /// Of the drawn incidents, in race order.
    pub audited: &'a [DelayDraw],
    /// Sum of all sizes.
    pub total_size: f64,
}

/// The q-quantile of the true delays with its Woodruff (1952) interval: the interval of the distribution
/// function at the quantile, taken back through it. `None` without a delay; the interval is `None` where the
/// audit changed nothing at the quantile, which then is exact for the system's own times.
pub fn quantile(from: &Delays<'_>, q: f64, alpha: f64) -> Option<(f64, Option<(f64, f64)>)> {
    let curve = curve(from);
    // Corrections may make the curve dip; its first crossing is taken.
    let first_at = |level: f64| {
        let crossing = curve.iter().find(|(_, share)| *share >= level - 1e-12);
        crossing.or(curve.last()).map(|(x, _)| *x)
    };
    let value = first_at(q)?;
    let within = |delay: f64| f64::from(u8::from(delay <= value));
    let corrections: Vec<Correction> = from
        .audited
        .iter()
        .map(|draw| {
            let changes = draw.system_and_audited.iter();
            let change = changes.map(|(system, audited)| within(*audited) - within(*system)).sum();
            Correction { change, size: draw.size }
        })
        .collect();
    let k: f64 = from.system.iter().map(|delay| within(*delay)).sum();
    let (share, _, interval) =
        corrected_share(k, from.system.len() as f64, &corrections, from.total_size, alpha)?;
    let ends = interval.and_then(|interval| {
        let shift = share - q;
        Some((first_at(interval.low - shift)?, first_at((interval.high - shift).min(1.0))?))
    });
    Some((value, ends))
}

/// The corrected distribution function at every delay it steps at. A Des Raj total is linear in what it adds
/// up, so each audited delay adds its draw's weight where it is and takes it away where the system has it.
fn curve(from: &Delays<'_>) -> Vec<(f64, f64)> {
    let n = from.system.len() as f64;
    let ones: Vec<f64> = from.audited.iter().map(|_| 1.0).collect();
    let sizes: Vec<f64> = from.audited.iter().map(|draw| draw.size).collect();
    let weights = contributions(&ones, &sizes, from.total_size);
    let n_draws = weights.len().max(1) as f64;
    let mut steps: Vec<(f64, f64)> = from.system.iter().map(|delay| (*delay, 1.0)).collect();
    for (draw, weight) in from.audited.iter().zip(weights) {
        for (system, audited) in draw.system_and_audited.iter().filter(|pair| pair.0 != pair.1) {
            steps.push((*audited, weight / n_draws));
            steps.push((*system, -weight / n_draws));
        }
    }
    steps.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut curve: Vec<(f64, f64)> = Vec::new();
    let mut sum = 0.0;
    for (x, step) in steps {
        sum += step;
        let share = (sum / n).clamp(0.0, 1.0);
        match curve.last_mut().filter(|last| last.0 == x) {
            Some(last) => last.1 = share,
            None => curve.push((x, share)),
        }
    }
    curve
}

/// Weighted quantile of a sample with the Woodruff (1952) interval that an interval of the distribution
/// function at it gives. `values` with their weights, in any order.
pub fn woodruff(values: &[(f64, f64)], q: f64, ends_of_share: (f64, f64)) -> Option<(f64, f64, f64)> {
    let mut sorted: Vec<(f64, f64)> = values.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: f64 = sorted.iter().map(|value| value.1).sum();
    let at = |level: f64| {
        let mut sum = 0.0;
        let reached = sorted.iter().find(|value| {
            sum += value.1;
            sum >= level * all
        });
        reached.or(sorted.last()).map(|value| value.0)
    };
    Some((at(q)?, at(ends_of_share.0)?, at(ends_of_share.1)?))
}

/// The name of the interval of [`quantile`].
pub fn quantile_method(alpha: f64) -> &'static str {
    at_level!(alpha, "Woodruff")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_alone_gives_its_own_share_and_the_audit_moves_it() {
        let same = [Correction { change: 0.0, size: 1.0 }; 20];
        let (share, variance, interval) = corrected_share(90.0, 100.0, &same, 100.0, 0.05).unwrap();
        assert_eq!((share, variance, interval), (0.9, 0.0, None));
        let mut some = same;
        some[3].change = -1.0;
        let (share, _, interval) = corrected_share(90.0, 100.0, &some, 100.0, 0.05).unwrap();
        let interval = interval.unwrap();
        assert!((share - 0.9 + 0.05 * 97.0 / 100.0).abs() < 0.01, "{share}");
        assert!(interval.low < share && share < interval.high);
        assert_eq!(corrected_share(0.0, 0.0, &[], 1.0, 0.05), None);
    }

    #[test]
    fn quantiles_move_with_the_audit() {
        let system: Vec<f64> = (1..=100).map(f64::from).collect();
        let plain = Delays { system: &system, audited: &[], total_size: 100.0 };
        assert_eq!(quantile(&plain, 0.5, 0.05), Some((50.0, None)));
        // Every third audited report was truly made 40 hours earlier.
        let audited: Vec<DelayDraw> = (0..60)
            .map(|n| {
                let delay = f64::from(n) + 20.0;
                let earlier = if n % 3 == 0 { 40.0 } else { 0.0 };
                DelayDraw { size: 1.0, system_and_audited: Vec::from([(delay, delay + earlier)]) }
            })
            .collect();
        let moved = Delays { system: &system, audited: &audited, total_size: 100.0 };
        let (median, ends) = quantile(&moved, 0.5, 0.05).unwrap();
        let (low, high) = ends.unwrap();
        assert!(median > 50.0 && low <= median && median <= high, "{low} {median} {high}");
    }

    #[test]
    fn weights_count() {
        let values = [(1.0, 1.0), (2.0, 1.0), (9.0, 8.0)];
        assert_eq!(woodruff(&values, 0.5, (0.1, 0.9)), Some((9.0, 1.0, 9.0)));
        assert_eq!(woodruff(&[], 0.5, (0.1, 0.9)), None);
    }
}
