//! Gwet's AC1 (Gwet 2008, 2014) and Fleiss' kappa (Fleiss 1971; Gwet 2014): they differ in what chance
//! would agree on, and share the rest.

use alloc::vec::Vec;

use super::{Coefficient, Ratings, Undefined, agreement_within};
use crate::beta::student_quantile;
use crate::des_raj::mean;

/// AC1: chance agreement is sum pi_k (1 - pi_k) / (q - 1), small where marks are uneven.
///
/// # Errors
/// [`Undefined::NoPairs`] where no unit was marked twice; [`Undefined::NoVariation`] where only one
/// category is allowed.
pub fn gwet_ac1(ratings: &Ratings, alpha: f64) -> Result<Coefficient, Undefined> {
    if ratings.n_categories < 2 {
        return Err(Undefined::NoVariation);
    }
    let others = ratings.n_categories as f64 - 1.0;
    coefficient(ratings, alpha, |share| (1.0 - share) / others)
}

/// Fleiss' kappa: chance agreement is sum pi_k^2.
///
/// # Errors
/// [`Undefined`] where no unit was marked twice, or all marks are the same.
pub fn fleiss(ratings: &Ratings, alpha: f64) -> Result<Coefficient, Undefined> {
    coefficient(ratings, alpha, |share| share)
}

/// `by_chance(pi_k)` times pi_k, summed over categories, is the chance agreement.
fn coefficient(
    ratings: &Ratings,
    alpha: f64,
    by_chance: impl Fn(f64) -> f64,
) -> Result<Coefficient, Undefined> {
    // A unit with no mark at all says nothing, and has no shares.
    let counts: Vec<Vec<f64>> =
        ratings.counts().into_iter().filter(|row| row.iter().any(|count| *count > 0.0)).collect();
    let (n, within): (f64, Vec<Option<f64>>) =
        (counts.len() as f64, counts.iter().map(|row| agreement_within(row)).collect());
    let pairable: Vec<f64> = within.iter().copied().flatten().collect();
    let observed = mean(&pairable).ok_or(Undefined::NoPairs)?;
    let shares = mean_shares(&counts, ratings.n_categories);
    let pe: f64 = shares.iter().map(|share| share * by_chance(*share)).sum();
    if 1.0 - pe <= 1e-12 {
        return Err(Undefined::NoVariation);
    }
    let value = (observed - pe) / (1.0 - pe);
    let u = |(row, within): (&Vec<f64>, &Option<f64>)| {
        let marks: f64 = row.iter().sum();
        let e: f64 = row.iter().zip(&shares).map(|(k, share)| k / marks * by_chance(*share)).sum();
        let excess = within.map_or(0.0, |a| n / pairable.len() as f64 * (a - pe));
        excess / (1.0 - pe) - 2.0 * (1.0 - value) * (e - pe) / (1.0 - pe)
    };
    let square: f64 = counts.iter().zip(&within).map(u).map(|u| (u - value) * (u - value)).sum();
    let se = (n > 1.0).then(|| libm::sqrt(square / (n * (n - 1.0))));
    let ends = se.map(|se| {
        let half = student_quantile(1.0 - alpha / 2.0, n - 1.0) * se;
        (value - half, (value + half).min(1.0))
    });
    Ok(Coefficient { value, n_pairable: pairable.len() as u64, observed, by_chance: pe, se, ends })
}

/// pi_k: mean over units of the share of their marks in each category.
fn mean_shares(counts: &[Vec<f64>], n_categories: usize) -> Vec<f64> {
    let share = |k: usize| {
        let of = |row: &Vec<f64>| row.get(k).copied().unwrap_or(0.0) / row.iter().sum::<f64>();
        counts.iter().map(of).sum::<f64>() / counts.len() as f64
    };
    (0..n_categories).map(share).collect()
}
