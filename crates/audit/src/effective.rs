//! Intervals from an estimate and its variance (methods, section 4.1): Korn-Graubard, which is
//! published, and the logit form beside it.

use terms::Interval;

use crate::beta::{inverse_beta, student_quantile};
use crate::interval::at_level;

/// A share estimated by a design.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimated {
    /// The share.
    pub share: f64,
    /// Its variance.
    pub variance: f64,
    /// Rows it rests on.
    pub n: u64,
    /// Degrees of freedom: clusters minus strata.
    pub df: u64,
}

/// Korn & Graubard's interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KornGraubard {
    /// The size a simple random sample would need for this variance.
    pub n_effective: f64,
    /// The interval.
    pub interval: Interval,
}

/// Korn & Graubard (1998): exact binomial ends at the effective size
/// n_e = p(1-p)/variance (t_{n-1}/t_df)^2. `cap_effective_n` holds it to n: right for uniform draws, wrong for
/// the race, whose effective size is honestly larger than n. `None` where the variance is nought or a
/// degree of freedom is missing: a share with no spread has no such interval.
pub fn korn_graubard(from: Estimated, alpha: f64, cap_effective_n: bool) -> Option<KornGraubard> {
    let Estimated { share, variance, n, df } = from;
    if variance <= 0.0 || n < 2 || df == 0 || !(0.0..=1.0).contains(&share) {
        return None;
    }
    let t = |df: u64| student_quantile(1.0 - alpha / 2.0, df as f64);
    let ratio = t(n - 1) / t(df);
    let uncapped = share * (1.0 - share) / variance * ratio * ratio;
    let n_effective = if cap_effective_n { uncapped.min(n as f64) } else { uncapped };
    let right = n_effective * share;
    let wrong = n_effective - right;
    let interval = Interval {
        low: inverse_beta(right, wrong + 1.0, alpha / 2.0),
        high: inverse_beta(right + 1.0, wrong, 1.0 - alpha / 2.0),
        method: at_level!(alpha, "Korn-Graubard"),
    };
    Some(KornGraubard { n_effective, interval })
}

/// logit p +/- t_df se/(p(1-p)), taken back (Korn & Graubard 1999). `None` at 0 and 1.
pub fn design_logit(from: Estimated, alpha: f64) -> Option<Interval> {
    let Estimated { share, variance, df, .. } = from;
    if share <= 0.0 || share >= 1.0 || df == 0 || variance < 0.0 {
        return None;
    }
    let centre = libm::log(share / (1.0 - share));
    let half =
        student_quantile(1.0 - alpha / 2.0, df as f64) * libm::sqrt(variance) / (share * (1.0 - share));
    let back = |logit: f64| 1.0 / (1.0 + libm::exp(-logit));
    Some(Interval {
        low: back(centre - half),
        high: back(centre + half),
        method: at_level!(alpha, "logit t"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference vectors: R survey 4.1-1 (`svyciprop` beta and xlogit), and the race's own.
    #[test]
    fn intervals_match_r_survey() {
        let strat =
            Estimated { share: 0.944_606_267_577_34, variance: 0.000_600_272_526_961_133_9, n: 100, df: 97 };
        let close = |got: f64, want: f64| assert!((got - want).abs() < 1e-9, "{got} {want}");
        let beta = korn_graubard(strat, 0.05, false).unwrap();
        close(beta.interval.low, 0.873_789_048_373_007);
        close(beta.interval.high, 0.982_235_218_796_702);
        let logit = design_logit(strat, 0.05).unwrap();
        close(logit.low, 0.870_680_298_455_903);
        close(logit.high, 0.977_370_606_739_305);
        let race = Estimated { share: 0.95, variance: 0.0001, n: 300, df: 297 };
        close(korn_graubard(race, 0.05, false).unwrap().n_effective / 474.974_002_427_219_26, 1.0);
        close(korn_graubard(race, 0.05, true).unwrap().n_effective, 300.0);
    }

    #[test]
    fn no_spread_gives_no_interval() {
        let certain = Estimated { share: 1.0, variance: 0.0, n: 300, df: 297 };
        assert_eq!(korn_graubard(certain, 0.05, false), None);
        assert_eq!(design_logit(certain, 0.05), None);
    }
}
