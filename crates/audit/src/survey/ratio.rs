//! Combined ratio, weighted mean and totals (Cochran 1977, chapters 5 and 6; Sarndal et al. 1992).

use alloc::vec::Vec;

use super::design::{Design, DesignFault};
use crate::beta::{normal_quantile, student_quantile};

/// A ratio of totals: y correct of k owed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// sum wy / sum wk.
    pub ratio: f64,
    /// Its standard error.
    pub se: f64,
    /// Clusters minus strata.
    pub df: u64,
    /// Rows.
    pub n: u64,
    /// Ends by Student's t; `None` without a degree of freedom.
    pub t_ends: Option<(f64, f64)>,
    /// Ends by the normal.
    pub z_ends: (f64, f64),
    /// Variance over that of a simple random sample of as many rows; `None` where that is nought.
    pub deff: Option<f64>,
}

/// `domain`: rows inside it; the others stay as noughts, so that the variance is right for a group whose
/// size was not fixed.
///
/// # Errors
/// A [`DesignFault`].
pub fn ratio(
    design: &Design<'_>,
    y: &[f64],
    k: &[f64],
    domain: Option<&[bool]>,
    alpha: f64,
) -> Result<Ratio, DesignFault> {
    design.check(y.len())?;
    if k.len() != y.len() || domain.is_some_and(|inside| inside.len() != y.len()) {
        return Err(DesignFault::Lengths);
    }
    let inside = |row: usize| domain.is_none_or(|inside| inside.get(row).copied().unwrap_or(false));
    let cut = |values: &[f64]| -> Vec<f64> {
        values.iter().enumerate().map(|(row, value)| if inside(row) { *value } else { 0.0 }).collect()
    };
    let (y, k) = (cut(y), cut(k));
    let owed = weighted(design.weight, &k);
    if owed == 0.0 {
        return Err(DesignFault::NothingOwed);
    }
    let ratio = weighted(design.weight, &y) / owed;
    let residual: Vec<f64> = y.iter().zip(&k).map(|(y, k)| (y - ratio * k) / owed).collect();
    let spread = design.spread(&with_weights(design.weight, &residual))?;
    let se = libm::sqrt(spread.first);
    let ends = |quantile: f64| (ratio - quantile * se, ratio + quantile * se);
    Ok(Ratio {
        ratio,
        se,
        df: spread.df,
        n: y.len() as u64,
        t_ends: (spread.df > 0).then(|| ends(student_quantile(1.0 - alpha / 2.0, spread.df as f64))),
        z_ends: ends(normal_quantile(1.0 - alpha / 2.0)),
        deff: design_effect(spread.first, design.weight, &residual, true),
    })
}

/// A weighted mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// sum wy / sum w.
    pub mean: f64,
    /// Its standard error.
    pub se: f64,
    /// Clusters minus strata.
    pub df: u64,
    /// Design effect against drawing without replacement.
    pub deff: Option<f64>,
    /// Design effect against drawing with replacement.
    pub deff_with_replacement: Option<f64>,
}

/// # Errors
/// A [`DesignFault`].
pub fn mean(design: &Design<'_>, y: &[f64]) -> Result<Mean, DesignFault> {
    design.check(y.len())?;
    let all: f64 = design.weight.iter().sum();
    if all == 0.0 {
        return Err(DesignFault::NothingOwed);
    }
    let mean = weighted(design.weight, y) / all;
    let residual: Vec<f64> = y.iter().map(|y| (y - mean) / all).collect();
    let spread = design.spread(&with_weights(design.weight, &residual))?;
    Ok(Mean {
        mean,
        se: libm::sqrt(spread.first),
        df: spread.df,
        deff: design_effect(spread.first, design.weight, &residual, true),
        deff_with_replacement: design_effect(spread.first, design.weight, &residual, false),
    })
}

/// Two totals with their covariance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Totals {
    /// sum wy, sum wk.
    pub totals: (f64, f64),
    /// Their variances.
    pub variances: (f64, f64),
    /// Their covariance.
    pub covariance: f64,
}

/// # Errors
/// A [`DesignFault`].
pub fn totals(design: &Design<'_>, y: &[f64], k: &[f64]) -> Result<Totals, DesignFault> {
    design.check(y.len())?;
    if k.len() != y.len() {
        return Err(DesignFault::Lengths);
    }
    let values: Vec<(f64, f64)> =
        y.iter().zip(k).zip(design.weight).map(|((y, k), w)| (w * y, w * k)).collect();
    let spread = design.spread(&values)?;
    Ok(Totals {
        totals: (weighted(design.weight, y), weighted(design.weight, k)),
        variances: (spread.first, spread.second),
        covariance: spread.both,
    })
}

pub(super) fn weighted(weight: &[f64], values: &[f64]) -> f64 {
    weight.iter().zip(values).map(|(w, v)| w * v).sum()
}

fn with_weights(weight: &[f64], values: &[f64]) -> Vec<(f64, f64)> {
    weight.iter().zip(values).map(|(w, v)| (w * v, 0.0)).collect()
}

/// V / V_srs: s2 = (n/(n-1)) sum w (u - mean)^2 / Nw, V_srs = (1 - n/Nw) Nw^2 s2 / n.
fn design_effect(variance: f64, weight: &[f64], residual: &[f64], without_replacement: bool) -> Option<f64> {
    let (n, all) = (residual.len() as f64, weight.iter().sum::<f64>());
    let centre = weighted(weight, residual) / all;
    let squares: f64 = weight.iter().zip(residual).map(|(w, u)| w * (u - centre) * (u - centre)).sum();
    let s2 = n / (n - 1.0) * squares / all;
    let left = if without_replacement { 1.0 - n / all } else { 1.0 };
    let simple = left * all * all * s2 / n;
    (simple > 0.0).then(|| variance / simple)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeMap;
    use alloc::string::ToString;

    /// Two strata of three and two, by hand.
    #[test]
    fn a_ratio_by_hand() {
        let population: BTreeMap<_, _> = [("a".to_string(), 30), ("b".to_string(), 10)].into();
        let design = Design {
            stratum: &["a", "a", "a", "b", "b"],
            cluster: None,
            weight: &[10.0, 10.0, 10.0, 5.0, 5.0],
            population: Some(&population),
        };
        let (y, k) = ([1.0, 0.0, 2.0, 1.0, 1.0], [1.0, 1.0, 2.0, 1.0, 1.0]);
        let got = ratio(&design, &y, &k, None, 0.05).unwrap();
        assert!((got.ratio - 0.8).abs() < 1e-15);
        assert_eq!((got.df, got.n), (3, 5));
        // e of stratum a: 10/50 (1 - .8), 10/50 (0 - .8), 10/50 (2 - 1.6) = .04, -.16, .08; of b: .02, .02.
        let centre = -0.04 / 3.0;
        let squares = [0.04_f64, -0.16, 0.08].map(|e| (e - centre).powi(2));
        let by_hand: f64 = 0.9 * 1.5 * squares.iter().sum::<f64>();
        assert!((got.se * got.se - by_hand).abs() < 1e-15, "{} {by_hand}", got.se * got.se);
    }

    #[test]
    fn designs_that_give_no_estimate_are_refused() {
        let design = Design { stratum: &["a", "a", "b"], cluster: None, weight: &[1.0; 3], population: None };
        let one = [1.0, 1.0, 1.0];
        assert_eq!(ratio(&design, &one, &one, None, 0.05), Err(DesignFault::OneCluster("b".into())));
        let two = Design { stratum: &["a", "a", "a"], ..design };
        assert_eq!(ratio(&two, &one, &[0.0; 3], None, 0.05), Err(DesignFault::NothingOwed));
        assert_eq!(ratio(&two, &one[..2], &one, None, 0.05), Err(DesignFault::Lengths));
        let unknown = BTreeMap::new();
        let unknown = Design { population: Some(&unknown), ..two };
        assert_eq!(mean(&unknown, &one), Err(DesignFault::NoPopulation("a".into())));
    }
}
