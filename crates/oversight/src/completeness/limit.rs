//! From a forecast to counts: what is expected and between which limits.

use super::model::Forecast;
use super::quantile::t_upper;

/// Expected count and prediction limits of one cell, in rows of the period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Limits {
    pub expected: f64,
    pub low: f64,
    pub high: f64,
}

/// What the period itself adds to the forecast.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    /// Days in the period.
    pub days: f64,
    /// Noise variance of the period beyond counting, squared logarithms.
    pub noise: f64,
    /// Variance of a count over its mean.
    pub dispersion: f64,
    /// Variance of the other forces' median movement, squared logarithms.
    pub median_variance: f64,
    /// Probability of a count below the lower limit.
    pub tail: f64,
}

/// Half a row is added before taking logarithms, and taken off again.
pub(super) const HALF: f64 = 0.5;

/// The lower limit is the lower of two: the log-Student limit with all variation, which governs
/// large counts, and the 2/3-power limit for counting noise (Farrington et al. 1996), which
/// governs small ones, where a logarithm is too bold.
pub(super) fn limits(forecast: &Forecast, target: &Target) -> Limits {
    let mean = libm::exp(forecast.mean) * target.days;
    let counting = target.dispersion / mean;
    let own = forecast.scale * (forecast.variance + target.noise + counting);
    let reach = t_upper(target.tail, forecast.df) * libm::sqrt(own + target.median_variance);
    let root = 1.0 - 2.0 / 3.0 * t_upper(target.tail, forecast.df) * libm::sqrt(forecast.scale * counting);
    let small = mean * libm::pow(root.max(0.0), 1.5);
    let low = (mean * libm::exp(-reach)).min(small);
    let count = |value: f64| (value - HALF).max(0.0);
    Limits { expected: count(mean), low: count(low), high: count(mean * libm::exp(reach)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn low_of(mean: f64, tail: f64) -> f64 {
        let forecast = Forecast { mean: libm::log(mean), variance: 0.0, scale: 1.0, df: 1e6 };
        let target = Target { days: 1.0, noise: 0.0, dispersion: 1.0, median_variance: 0.0, tail };
        limits(&forecast, &target).low
    }

    /// With no variation but counting, the largest count below the limit has a Poisson tail near
    /// the one asked for.
    #[test]
    fn small_counts_keep_the_poisson_tail() {
        for mean in [3.0, 5.0, 7.0, 10.0, 20.0, 50.0] {
            let limit = low_of(mean, 0.001);
            let (mut term, mut tail, mut k) = (libm::exp(-mean), 0.0, 0.0);
            while k < limit {
                tail += term;
                k += 1.0;
                term *= mean / k;
            }
            assert!(tail < 0.0015, "mean {mean}: limit {limit}, tail {tail}");
        }
    }

    #[test]
    fn more_variation_lowers_the_limit() {
        let at = |variance| {
            let forecast = Forecast { mean: 7.0, variance, scale: 1.0, df: 12.0 };
            let target =
                Target { days: 30.0, noise: 0.001, dispersion: 1.5, median_variance: 0.0, tail: 0.001 };
            limits(&forecast, &target)
        };
        assert!(at(0.01).low < at(0.001).low);
        assert!(at(0.01).high > at(0.001).high);
    }
}
