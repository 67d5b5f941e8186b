//! Cohen's kappa for two fixed markers (Cohen 1960, 1968), with the delta-method standard error of
//! Fleiss, Cohen & Everitt (1969).

use alloc::vec;
use alloc::vec::Vec;

use super::{Ratings, Undefined};
use crate::beta::normal_quantile;

/// How far apart two categories are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weights {
    /// The same or not.
    Identity,
    /// Their distance in category order.
    Linear,
    /// Its square.
    Quadratic,
}

/// Cohen's kappa.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cohen {
    /// The coefficient.
    pub value: f64,
    /// Units that both marked.
    pub n: u64,
    /// Its variance; identity weights only.
    pub variance: Option<f64>,
    /// Its variance were there no agreement beyond chance; identity weights only.
    pub variance_under_chance: Option<f64>,
    /// Normal interval, not cut; identity weights only.
    pub ends: Option<(f64, f64)>,
}

/// Of the first two columns; units that either left unmarked are left out.
///
/// # Errors
/// [`Undefined`] where no unit has both, or all marks are the same.
pub fn cohen(ratings: &Ratings, weights: Weights, alpha: f64) -> Result<Cohen, Undefined> {
    let q = ratings.n_categories;
    let mut table = vec![vec![0.0; q]; q];
    let mut n = 0.0;
    for unit in &ratings.units {
        let mark = |column: usize| unit.get(column).copied().flatten();
        let place = mark(0).zip(mark(1)).and_then(|(a, b)| table.get_mut(a)?.get_mut(b));
        if let Some(place) = place {
            *place += 1.0;
            n += 1.0;
        }
    }
    if n == 0.0 {
        return Err(Undefined::NoPairs);
    }
    let table: Table = table.iter().map(|row| row.iter().map(|count| count / n).collect()).collect();
    let rows: Vec<f64> = table.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<f64> = (0..q).map(|k| table.iter().filter_map(|row| row.get(k)).sum()).collect();
    let apart = |j: usize, k: usize| {
        let distance = j.abs_diff(k) as f64;
        match weights {
            Weights::Identity => f64::from(u8::from(j != k)),
            Weights::Linear => distance,
            Weights::Quadratic => distance * distance,
        }
    };
    let observed = sum_over(q, |j, k| apart(j, k) * at(&table, j, k));
    let expected = sum_over(q, |j, k| apart(j, k) * share(&rows, j) * share(&columns, k));
    if expected <= 1e-12 {
        return Err(Undefined::NoVariation);
    }
    let value = 1.0 - observed / expected;
    let plain = Cohen { value, n: n as u64, variance: None, variance_under_chance: None, ends: None };
    if weights != Weights::Identity {
        return Ok(plain);
    }
    let pe = 1.0 - expected;
    let scale = n * (1.0 - pe) * (1.0 - pe);
    let a: f64 = (0..q)
        .map(|k| {
            let lever = 1.0 - (share(&rows, k) + share(&columns, k)) * (1.0 - value);
            at(&table, k, k) * lever * lever
        })
        .sum();
    let off = sum_over(q, |j, k| {
        let lever = share(&columns, j) + share(&rows, k);
        if j == k { 0.0 } else { at(&table, j, k) * lever * lever }
    });
    let b = (1.0 - value) * (1.0 - value) * off;
    let c = value - pe * (1.0 - value);
    let variance = (a + b - c * c) / scale;
    let cubes: f64 = rows.iter().zip(&columns).map(|(r, c)| r * c * (r + c)).sum();
    let under_chance = (pe + pe * pe - cubes) / scale;
    let half = normal_quantile(1.0 - alpha / 2.0) * libm::sqrt(variance.max(0.0));
    Ok(Cohen {
        variance: Some(variance),
        variance_under_chance: Some(under_chance),
        ends: Some((value - half, value + half)),
        ..plain
    })
}

type Table = Vec<Vec<f64>>;

fn at(table: &Table, j: usize, k: usize) -> f64 {
    table.get(j).and_then(|row| row.get(k)).copied().unwrap_or(0.0)
}

fn share(margin: &[f64], k: usize) -> f64 {
    margin.get(k).copied().unwrap_or(0.0)
}

fn sum_over(q: usize, f: impl Fn(usize, usize) -> f64) -> f64 {
    (0..q).flat_map(|j| (0..q).map(move |k| (j, k))).map(|(j, k)| f(j, k)).sum()
}
