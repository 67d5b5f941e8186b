//! The common interval of all coefficients: units drawn again with replacement, seeded (methods, section
//! 6: 2,000 times).

use alloc::vec::Vec;

use super::Ratings;
use crate::random::Stream;

/// Percentile ends of a coefficient over `n_resamples` resamples of the units. A resample in which the
/// coefficient is undefined is left out; `None` where over half are.
pub fn bootstrap(
    ratings: &Ratings,
    coefficient: impl Fn(&Ratings) -> Option<f64>,
    n_resamples: usize,
    seed: u64,
    alpha: f64,
) -> Option<(f64, f64)> {
    let mut stream = Stream::new(seed);
    let n = ratings.units.len();
    let mut values: Vec<f64> = (0..n_resamples)
        .filter_map(|_| {
            let units = (0..n).filter_map(|_| ratings.units.get(stream.below(n)).cloned()).collect();
            coefficient(&Ratings { n_categories: ratings.n_categories, units })
        })
        .collect();
    if values.is_empty() || values.len() * 2 < n_resamples {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let position = libm::round(share * (values.len() as f64 - 1.0)) as usize;
        values.get(position).copied()
    };
    at(alpha / 2.0).zip(at(1.0 - alpha / 2.0))
}

#[cfg(test)]
mod tests {
    use super::super::{gwet_ac1, tests::paradox};
    use super::*;

    #[test]
    fn a_seed_fixes_the_interval() {
        let ac1 = |ratings: &Ratings| gwet_ac1(ratings, 0.05).ok().map(|ac1| ac1.value);
        let ends = bootstrap(&paradox(), ac1, 500, 7, 0.05).unwrap();
        assert_eq!(Some(ends), bootstrap(&paradox(), ac1, 500, 7, 0.05));
        assert!(ends.0 < 0.957 && 0.957 < ends.1 && ends.0 > 0.85, "{ends:?}");
    }
}
