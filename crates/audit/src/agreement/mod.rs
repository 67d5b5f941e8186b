//! Agreement of markers (methods, section 6). Gwet's AC1 is the headline, since what is marked is so
//! uneven; the others stand beside it. Undefined is said, never 0 or 1.

mod bootstrap;
mod chance;
mod cohen;
mod krippendorff;

use alloc::vec;
use alloc::vec::Vec;

pub use bootstrap::bootstrap;
pub use chance::{fleiss, gwet_ac1};
pub use cohen::{Cohen, Weights, cohen};
pub use krippendorff::{Level, krippendorff};

/// Marks: one row for each unit, one column for each marker, the position of a category or not marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratings {
    /// How many categories are allowed, used or not.
    pub n_categories: usize,
    /// Units; a mark at or above `n_categories` counts as not marked.
    pub units: Vec<Vec<Option<usize>>>,
}

/// Why a coefficient has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undefined {
    /// Every mark is the same: chance alone would agree as often.
    NoVariation,
    /// No unit was marked twice.
    NoPairs,
}

impl Undefined {
    /// The word printed: `undefined_no_variation` or `undefined_no_pairs`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoVariation => "undefined_no_variation",
            Self::NoPairs => "undefined_no_pairs",
        }
    }
}

/// A coefficient with its closed-form interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficient {
    /// The coefficient.
    pub value: f64,
    /// Units marked at least twice.
    pub n_pairable: u64,
    /// Share of agreement observed.
    pub observed: f64,
    /// Share of agreement by chance.
    pub by_chance: f64,
    /// Standard error; `None` below two units.
    pub se: Option<f64>,
    /// Ends; the upper one is cut at 1.
    pub ends: Option<(f64, f64)>,
}

impl Ratings {
    /// How many marks each unit has in each category.
    pub(crate) fn counts(&self) -> Vec<Vec<f64>> {
        let count = |unit: &Vec<Option<usize>>| {
            let mut row = vec![0.0; self.n_categories];
            for category in unit.iter().flatten() {
                if let Some(place) = row.get_mut(*category) {
                    *place += 1.0;
                }
            }
            row
        };
        self.units.iter().map(count).collect()
    }

    /// Share of pairs of marks that agree, over units marked at least twice; `None` without one.
    pub fn raw_agreement(&self) -> Option<f64> {
        let shares: Vec<f64> = self.counts().iter().filter_map(|row| agreement_within(row)).collect();
        crate::des_raj::mean(&shares)
    }
}

/// Share of the pairs of one unit that agree; `None` below two marks.
pub(crate) fn agreement_within(row: &[f64]) -> Option<f64> {
    let n: f64 = row.iter().sum();
    (n >= 2.0).then(|| row.iter().map(|k| k * (k - 1.0)).sum::<f64>() / (n * (n - 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn paradox() -> Ratings {
        let pairs = [((0, 0), 95), ((0, 1), 2), ((1, 0), 2), ((1, 1), 1)];
        let units = pairs.into_iter().flat_map(|((a, b), n)| core::iter::repeat_n(vec![Some(a), Some(b)], n));
        Ratings { n_categories: 2, units: units.collect() }
    }

    /// The table [[95, 2], [2, 1]]: 96% agreement, kappa 0.31, AC1 0.96 (reference vectors
    /// `cohen_kappa_paradox`, `irrCAC_gwet_paradox`).
    #[test]
    fn the_paradox_of_uneven_marks() {
        let ratings = paradox();
        assert_eq!(ratings.raw_agreement(), Some(0.96));
        let kappa = cohen(&ratings, Weights::Identity, 0.05).unwrap();
        assert!((kappa.value - 0.312_714_776_632_302_1).abs() < 1e-12);
        assert!((kappa.variance.unwrap() - 0.064_078_345_745_778_54).abs() < 1e-12);
        let ac1 = gwet_ac1(&ratings, 0.05).unwrap();
        assert!((ac1.value - 0.957_528_137_609).abs() < 1e-9);
        assert!((ac1.se.unwrap() - 0.021_745_702_105).abs() < 1e-9);
    }

    #[test]
    fn no_variation_is_undefined_but_for_ac1() {
        let same = Ratings { n_categories: 2, units: vec![vec![Some(0), Some(0)]; 12] };
        assert_eq!(cohen(&same, Weights::Identity, 0.05), Err(Undefined::NoVariation));
        assert_eq!(cohen(&same, Weights::Linear, 0.05), Err(Undefined::NoVariation));
        assert_eq!(fleiss(&same, 0.05), Err(Undefined::NoVariation));
        assert_eq!(krippendorff(&same, Level::Nominal, Some(0.05)), Err(Undefined::NoVariation));
        assert_eq!(gwet_ac1(&same, 0.05).unwrap().value, 1.0);
        let single = Ratings { n_categories: 2, units: vec![vec![Some(0), None]; 12] };
        assert_eq!(gwet_ac1(&single, 0.05), Err(Undefined::NoPairs));
        assert_eq!(cohen(&single, Weights::Identity, 0.05), Err(Undefined::NoPairs));
        assert_eq!(krippendorff(&single, Level::Nominal, None), Err(Undefined::NoPairs));
    }
}
