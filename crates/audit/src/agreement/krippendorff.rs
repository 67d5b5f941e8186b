//! Krippendorff's alpha, missing marks allowed (Krippendorff 2011), with Gwet's closed-form interval for
//! nominal categories (Gwet 2014).

use alloc::vec;
use alloc::vec::Vec;

use super::{Coefficient, Ratings, Undefined};
use crate::beta::student_quantile;

/// What a difference between two categories means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Level<'a> {
    /// The same or not: codes.
    Nominal,
    /// Order only: severity.
    Ordinal,
    /// The square of the difference of these values, one for each category.
    Interval(&'a [f64]),
}

/// `alpha` of the interval, or `None` for none; levels other than nominal have none.
///
/// # Errors
/// [`Undefined`] where no unit was marked twice, or all marks are the same.
pub fn krippendorff(
    ratings: &Ratings,
    level: Level<'_>,
    alpha: Option<f64>,
) -> Result<Coefficient, Undefined> {
    let counts: Vec<Vec<f64>> =
        ratings.counts().into_iter().filter(|row| row.iter().sum::<f64>() >= 2.0).collect();
    if counts.is_empty() {
        return Err(Undefined::NoPairs);
    }
    let q = ratings.n_categories;
    let coincidences = coincidences(&counts, q);
    let margins: Vec<f64> = coincidences.iter().map(|row| row.iter().sum()).collect();
    let n: f64 = margins.iter().sum();
    let get = |values: &[f64], k: usize| values.get(k).copied().unwrap_or(0.0);
    let (mut observed, mut expected) = (0.0, 0.0);
    for j in 0..q {
        for k in 0..q {
            let d = difference(level, &margins, j, k);
            observed += coincidences.get(j).map_or(0.0, |row| get(row, k)) * d;
            expected += get(&margins, j) * get(&margins, k) * d;
        }
    }
    if expected <= 0.0 {
        return Err(Undefined::NoVariation);
    }
    let value = 1.0 - (n - 1.0) * observed / expected;
    let chance = Chance::of(&counts, q);
    let se = alpha.filter(|_| level == Level::Nominal).and_then(|_| chance.standard_error(&counts));
    let ends = se.zip(alpha).map(|(se, alpha)| {
        let half = student_quantile(1.0 - alpha / 2.0, counts.len() as f64 - 1.0) * se;
        (value - half, (value + half).min(1.0))
    });
    let n_pairable = counts.len() as u64;
    Ok(Coefficient { value, n_pairable, observed: chance.observed(), by_chance: chance.pe, se, ends })
}

/// o_jk: pairs of unlike marks within a unit, over its marks less one.
fn coincidences(counts: &[Vec<f64>], q: usize) -> Vec<Vec<f64>> {
    let mut sums = vec![vec![0.0; q]; q];
    for row in counts {
        let pairs = row.iter().sum::<f64>() - 1.0;
        for (j, (sums, at_j)) in sums.iter_mut().zip(row).enumerate() {
            for (k, (sum, at_k)) in sums.iter_mut().zip(row).enumerate() {
                *sum += at_j * (if j == k { at_k - 1.0 } else { *at_k }) / pairs;
            }
        }
    }
    sums
}

fn difference(level: Level<'_>, margins: &[f64], j: usize, k: usize) -> f64 {
    if j == k {
        return 0.0;
    }
    let get = |values: &[f64], k: usize| values.get(k).copied().unwrap_or(0.0);
    let distance = match level {
        Level::Nominal => 1.0,
        Level::Interval(values) => get(values, j) - get(values, k),
        Level::Ordinal => {
            let between: f64 = margins.iter().take(j.max(k) + 1).skip(j.min(k)).sum();
            between - 0.5 * (get(margins, j) + get(margins, k))
        }
    };
    distance * distance
}

/// What the closed-form interval rests on.
struct Chance {
    mean_marks: f64,
    small_sample: f64,
    pa0: f64,
    pe: f64,
    shares: Vec<f64>,
}

impl Chance {
    fn of(counts: &[Vec<f64>], q: usize) -> Self {
        let marks: f64 = counts.iter().flatten().sum();
        let n = counts.len() as f64;
        let mean_marks = marks / n;
        let share = |k: usize| counts.iter().filter_map(|row| row.get(k)).sum::<f64>() / (n * mean_marks);
        let shares: Vec<f64> = (0..q).map(share).collect();
        let pa0 = counts.iter().map(|row| agreed(row, mean_marks)).sum::<f64>() / n;
        let pe = shares.iter().map(|share| share * share).sum();
        Self { mean_marks, small_sample: 1.0 / marks, pa0, pe, shares }
    }

    fn observed(&self) -> f64 {
        (1.0 - self.small_sample) * self.pa0 + self.small_sample
    }

    fn standard_error(&self, counts: &[Vec<f64>]) -> Option<f64> {
        let Self { mean_marks, pe, .. } = *self;
        let n = counts.len() as f64;
        if n < 2.0 || 1.0 - pe <= 1e-12 {
            return None;
        }
        // The interval's own coefficient leaves out the small-sample term.
        let centre = (self.pa0 - pe) / (1.0 - pe);
        let u = |row: &Vec<f64>| {
            let h = (row.iter().sum::<f64>() - mean_marks) / mean_marks;
            let e: f64 = row.iter().zip(&self.shares).map(|(k, share)| k * share / mean_marks).sum();
            (agreed(row, mean_marks) - self.observed() * h - pe) / (1.0 - pe)
                - 2.0 * (1.0 - centre) * (e - pe * h - pe) / (1.0 - pe)
        };
        let square: f64 = counts.iter().map(u).map(|u| (u - centre) * (u - centre)).sum();
        Some(libm::sqrt(square / (n * (n - 1.0))))
    }
}

fn agreed(row: &[f64], mean_marks: f64) -> f64 {
    let marks: f64 = row.iter().sum();
    row.iter().map(|k| k * (k - 1.0)).sum::<f64>() / (mean_marks * (marks - 1.0))
}
