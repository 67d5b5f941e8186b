//! Prediction-assisted mean (Angelopoulos, Duchi & Zrnic 2023): labelled rows and a **separate**
//! unlabelled set. A sample inside its own frame needs another factor and must not come here (methods,
//! section 3.2).

use terms::Interval;

use crate::beta::normal_quantile;
use crate::des_raj::mean;
use crate::interval::at_level;

/// How much the prediction is trusted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trust {
    /// This much.
    Fixed(f64),
    /// What makes the variance smallest, cut to 0..1.
    Best,
}

/// A mean with the trust that was used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assisted {
    /// The estimate.
    pub point: f64,
    /// Its normal interval.
    pub interval: Interval,
    /// Trust in the prediction.
    pub lam: f64,
}

/// The labelled rows: truth, prediction and, where they are not equal, weights.
#[derive(Clone, Copy, Debug)]
pub struct Labelled<'a> {
    /// Truth.
    pub y: &'a [f64],
    /// Prediction of the same rows.
    pub predicted: &'a [f64],
    /// Weights, scaled here to mean 1.
    pub weight: Option<&'a [f64]>,
}

/// `None` where a set is empty, lengths differ or weights sum to nought.
pub fn ppi_mean(labelled: Labelled<'_>, unlabelled: &[f64], trust: Trust, alpha: f64) -> Option<Assisted> {
    let Labelled { y, predicted, weight } = labelled;
    if y.len() != predicted.len() || weight.is_some_and(|w| w.len() != y.len()) {
        return None;
    }
    let n = y.len() as f64;
    let scale = match weight {
        Some(w) => n / Some(w.iter().sum::<f64>()).filter(|sum| *sum > 0.0)?,
        None => 1.0,
    };
    let weight_at = |i: usize| weight.and_then(|w| w.get(i)).map_or(1.0, |w| w * scale);
    let lam = match trust {
        Trust::Fixed(lam) => lam,
        Trust::Best => best_trust(y, predicted, unlabelled)?,
    };
    let rectified: alloc::vec::Vec<f64> =
        y.iter().zip(predicted).enumerate().map(|(i, (y, f))| weight_at(i) * (y - lam * f)).collect();
    let point = lam * mean(unlabelled)? + mean(&rectified)?;
    let spread = lam * lam * variance(unlabelled)? / unlabelled.len() as f64 + variance(&rectified)? / n;
    let half = normal_quantile(1.0 - alpha / 2.0) * libm::sqrt(spread);
    let interval = Interval {
        low: point - half,
        high: point + half,
        method: at_level!(alpha, "prediction-assisted normal"),
    };
    Some(Assisted { point, interval, lam })
}

/// cov(y, f) / ((1 + n/N) var of both sets pooled), cut to 0..1; 0 where predictions do not vary.
fn best_trust(y: &[f64], predicted: &[f64], unlabelled: &[f64]) -> Option<f64> {
    let (y_mean, f_mean) = (mean(y)?, mean(predicted)?);
    let n = y.len() as f64;
    let covariance = y.iter().zip(predicted).map(|(y, f)| (y - y_mean) * (f - f_mean)).sum::<f64>() / n;
    let both: alloc::vec::Vec<f64> = predicted.iter().chain(unlabelled).copied().collect();
    let pooled = crate::des_raj::sample_variance(&both)?;
    let trust = covariance / ((1.0 + n / unlabelled.len() as f64) * pooled);
    Some(if pooled > 0.0 { trust.clamp(0.0, 1.0) } else { 0.0 })
}

/// Variance with divisor n.
fn variance(values: &[f64]) -> Option<f64> {
    let centre = mean(values)?;
    mean(&values.iter().map(|v| (v - centre) * (v - centre)).collect::<alloc::vec::Vec<f64>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_trust_it_is_the_plain_mean() {
        let y = [0.0, 1.0, 1.0, 0.0];
        let labelled = Labelled { y: &y, predicted: &[0.1, 0.9, 0.8, 0.2], weight: None };
        let got = ppi_mean(labelled, &[0.5, 0.4], Trust::Fixed(0.0), 0.05).unwrap();
        assert!((got.point - 0.5).abs() < 1e-15);
        assert!((got.interval.high - 0.5 - 1.959_963_984_540_054 * 0.25).abs() < 1e-12);
        let best = ppi_mean(labelled, &[0.5, 0.4], Trust::Best, 0.05).unwrap();
        assert!((0.0..=1.0).contains(&best.lam) && best.lam > 0.0);
        assert_eq!(ppi_mean(labelled, &[], Trust::Best, 0.05), None);
    }
}
