//! Variances by leaving out or drawing again: for designs too tangled for a formula.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::design::{Design, DesignFault};
use super::ratio::weighted;
use crate::random::Stream;

/// A ratio with the standard error that resampling gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Resampled {
    /// Ratio of the full sample.
    pub ratio: f64,
    /// Ratio of each replicate.
    pub replicates: Vec<f64>,
    /// Standard error.
    pub se: f64,
}

/// Leaves out one cluster at a time, the rest of its stratum times n_h/(n_h - 1) (Rust & Rao 1996; R's
/// JKn). No finite population correction.
///
/// # Errors
/// A [`DesignFault`].
pub fn jackknife_ratio(design: &Design<'_>, y: &[f64], k: &[f64]) -> Result<Resampled, DesignFault> {
    let full = ratio_with(design, design.weight, y, k)?;
    let mut replicates = vec![];
    let mut shares = vec![];
    for (stratum, clusters) in named_groups(design) {
        let n = clusters.len() as f64;
        if clusters.len() < 2 {
            return Err(DesignFault::OneCluster(stratum));
        }
        for left_out in &clusters {
            let mut weight = design.weight.to_vec();
            scale(&mut weight, clusters.iter().flatten(), n / (n - 1.0));
            scale(&mut weight, left_out.iter(), 0.0);
            replicates.push(ratio_with(design, &weight, y, k)?);
            shares.push((n - 1.0) / n);
        }
    }
    let centre = crate::des_raj::mean(&replicates).unwrap_or(full);
    let variance: f64 =
        replicates.iter().zip(shares).map(|(r, share)| share * (r - centre) * (r - centre)).sum();
    Ok(Resampled { ratio: full, replicates, se: libm::sqrt(variance) })
}

/// Rescaled bootstrap from given draws (Rao & Wu 1988; Rao, Wu & Yue 1992): each replicate names n_h - 1
/// rows of each stratum; a row's weight becomes w n_h/(n_h - 1) times how often it was drawn. Centred at
/// the full-sample ratio, divided by the number of replicates, no finite population correction.
///
/// # Errors
/// A [`DesignFault`].
pub fn rao_wu(
    design: &Design<'_>,
    y: &[f64],
    k: &[f64],
    replicates: &[BTreeMap<String, Vec<usize>>],
) -> Result<Resampled, DesignFault> {
    let full = ratio_with(design, design.weight, y, k)?;
    let mut n_rows: BTreeMap<&str, f64> = BTreeMap::new();
    design.stratum.iter().for_each(|stratum| *n_rows.entry(stratum).or_default() += 1.0);
    if let Some((stratum, _)) = n_rows.iter().find(|(_, n)| **n < 2.0) {
        return Err(DesignFault::OneCluster((*stratum).into()));
    }
    let mut ratios = vec![];
    for replicate in replicates {
        let mut times = vec![0.0; design.weight.len()];
        for row in replicate.values().flatten() {
            *times.get_mut(*row).ok_or(DesignFault::Lengths)? += 1.0;
        }
        let weight: Vec<f64> = design
            .weight
            .iter()
            .zip(design.stratum)
            .zip(times)
            .map(|((weight, stratum), times)| {
                let n = n_rows.get(stratum).copied().unwrap_or(0.0);
                weight * n / (n - 1.0) * times
            })
            .collect();
        ratios.push(ratio_with(design, &weight, y, k)?);
    }
    let squares: f64 = ratios.iter().map(|r| (r - full) * (r - full)).sum();
    let se = libm::sqrt(squares / ratios.len() as f64);
    Ok(Resampled { ratio: full, replicates: ratios, se })
}

/// Draws for [`rao_wu`], seeded: n_h - 1 rows with replacement in each stratum.
pub fn rao_wu_draws(stratum: &[&str], n_replicates: usize, seed: u64) -> Vec<BTreeMap<String, Vec<usize>>> {
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    stratum.iter().enumerate().for_each(|(row, stratum)| rows.entry(stratum).or_default().push(row));
    let mut stream = Stream::new(seed);
    let mut one = || {
        let draw = |(stratum, rows): (&&str, &Vec<usize>)| {
            let drawn = (1..rows.len()).filter_map(|_| rows.get(stream.below(rows.len())).copied()).collect();
            (String::from(*stratum), drawn)
        };
        rows.iter().map(draw).collect()
    };
    (0..n_replicates).map(|_| one()).collect()
}

fn ratio_with(design: &Design<'_>, weight: &[f64], y: &[f64], k: &[f64]) -> Result<f64, DesignFault> {
    design.check(y.len())?;
    if k.len() != y.len() {
        return Err(DesignFault::Lengths);
    }
    match weighted(weight, k) {
        0.0 => Err(DesignFault::NothingOwed),
        owed => Ok(weighted(weight, y) / owed),
    }
}

fn scale<'a>(weight: &mut [f64], rows: impl Iterator<Item = &'a usize>, factor: f64) {
    for row in rows {
        if let Some(weight) = weight.get_mut(*row) {
            *weight *= factor;
        }
    }
}

fn named_groups(design: &Design<'_>) -> Vec<(String, Vec<Vec<usize>>)> {
    let name = |clusters: &Vec<Vec<usize>>| {
        let first = clusters.iter().flatten().next();
        first.and_then(|row| design.stratum.get(*row)).map_or_else(String::new, |name| String::from(*name))
    };
    design.groups().into_iter().map(|clusters| (name(&clusters), clusters)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resampled_errors_agree_with_the_formula_on_a_plain_sample() {
        let stratum = ["a"; 40];
        let y: Vec<f64> = (0..40).map(|row| f64::from(u8::from(row % 7 != 0))).collect();
        let design = Design { stratum: &stratum, cluster: None, weight: &[5.0; 40], population: None };
        let formula = super::super::ratio(&design, &y, &[1.0; 40], None, 0.05).unwrap();
        let jackknife = jackknife_ratio(&design, &y, &[1.0; 40]).unwrap();
        assert!((jackknife.se - formula.se).abs() < 1e-12, "equal for a mean");
        let draws = rao_wu_draws(&stratum, 4_000, 3);
        assert!(draws.iter().all(|draw| draw["a"].len() == 39));
        let bootstrap = rao_wu(&design, &y, &[1.0; 40], &draws).unwrap();
        assert!((bootstrap.se / formula.se - 1.0).abs() < 0.05, "{} {}", bootstrap.se, formula.se);
    }
}
