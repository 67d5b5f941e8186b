//! The interval of a rate that rests on few or uneven misses: the misses as a weighted sum of rare events, with one
//! unseen event of the largest weight there could be at the upper end (Fay & Feuer 1997, Statistics in Medicine 16,
//! 791-801). Korn and Graubard's interval knows only the weights it has seen.

use alloc::vec::Vec;

use terms::Interval;

use super::{Found, RaceStratum};
use crate::beta::inverse_gamma;
use crate::des_raj::contributions;
use crate::interval::at_level;

/// A weighted sum of rare events.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WeightedEvents {
    /// Sum of the weights of the events seen.
    pub sum: f64,
    /// Sum of their squares.
    pub squares: f64,
    /// The largest weight that an event could have.
    pub heaviest: f64,
}

impl WeightedEvents {
    /// Ends for the expected sum, each erring with chance `alpha` / 2.
    pub fn ends(&self, alpha: f64) -> (f64, f64) {
        let quantile = |sum: f64, squares: f64, p: f64| match sum > 0.0 && squares > 0.0 {
            true => inverse_gamma(sum * sum / squares, p) * squares / sum,
            false => 0.0,
        };
        let (more, squares) = (self.sum + self.heaviest, self.squares + self.heaviest * self.heaviest);
        (quantile(self.sum, self.squares, alpha / 2.0), quantile(more, squares, 1.0 - alpha / 2.0))
    }

    fn add(&mut self, stratum: &RaceStratum, value: impl Fn(&Found) -> f64, heaviest: f64) {
        let n = stratum.draws.len().max(1) as f64;
        let of = |draw: &super::RaceDraw| draw.found.as_ref().map_or(0.0, &value);
        let values: Vec<f64> = stratum.draws.iter().map(of).collect();
        let sizes: Vec<f64> = stratum.draws.iter().map(|draw| draw.line.size).collect();
        for weight in contributions(&values, &sizes, stratum.total_size) {
            self.sum += weight / n;
            self.squares += (weight / n) * (weight / n);
        }
        self.heaviest = self.heaviest.max(heaviest * stratum.total_size / n);
    }
}

/// Crimes by which one miss would raise the total of missed, where the sizes expect it least.
pub(super) fn heaviest_miss(strata: &[RaceStratum]) -> f64 {
    let one = |stratum: &RaceStratum| {
        stratum.total_size / (stratum.lightest_hiding * stratum.draws.len().max(1) as f64)
    };
    strata.iter().map(one).fold(0.0, f64::max)
}

/// The interval of a rate `accuracy` with `owed` crimes owed; every stratum reviewed. Linear in the totals, as its
/// variance is: A - A0 = -(E - E0) / K with E = A U + (1 - A) (V - moved in).
pub(super) fn rare_interval(strata: &[RaceStratum], accuracy: f64, owed: f64, alpha: f64) -> Interval {
    let (mut wrong_side, mut right_side) = (WeightedEvents::default(), WeightedEvents::default());
    for stratum in strata {
        let heaviest = (accuracy / stratum.lightest_hiding).max((1.0 - accuracy) / stratum.lightest_recorded);
        wrong_side.add(stratum, |found| accuracy * found.missed + (1.0 - accuracy) * found.wrong, heaviest);
        let moved = (1.0 - accuracy) * stratum.largest_moved_in;
        right_side.add(stratum, |found| (1.0 - accuracy) * found.moved_in, moved);
    }
    let ((wrong_low, wrong_high), (right_low, right_high)) = (wrong_side.ends(alpha), right_side.ends(alpha));
    let down = (wrong_high - wrong_side.sum) + (right_side.sum - right_low);
    let up = (wrong_side.sum - wrong_low) + (right_high - right_side.sum);
    Interval {
        low: (accuracy - down / owed).clamp(0.0, 1.0),
        high: (accuracy + up / owed).clamp(0.0, 1.0),
        method: at_level!(alpha, "weighted rare events (Fay-Feuer)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::clopper_pearson;

    /// With all weights alike it is the exact Poisson interval (Garwood 1936): 10 events, 4.795 to 18.390.
    #[test]
    fn equal_weights_give_the_exact_poisson_interval() {
        let ends = WeightedEvents { sum: 10.0, squares: 10.0, heaviest: 1.0 }.ends(0.05);
        assert!((ends.0 - 4.795_389).abs() < 1e-4 && (ends.1 - 18.390_356).abs() < 1e-4, "{ends:?}");
        let none = WeightedEvents { sum: 0.0, squares: 0.0, heaviest: 1.0 }.ends(0.05);
        assert!(none.0 == 0.0 && (none.1 - 3.688_879).abs() < 1e-5, "{none:?}");
        assert_eq!(WeightedEvents::default().ends(0.05), (0.0, 0.0));
    }

    /// Rare events of one weight are a binomial count, nearly.
    #[test]
    fn it_is_near_the_exact_binomial_interval_and_widens_with_what_could_be_unseen() {
        let n = 2_000.0;
        let of = |heaviest| WeightedEvents { sum: 20.0 / n, squares: 20.0 / (n * n), heaviest }.ends(0.05);
        let (low, high) = of(1.0 / n);
        let exact = clopper_pearson(20, 2_000, 0.05).unwrap();
        assert!((low - exact.low).abs() < 1e-4 && (high - exact.high).abs() < 1e-4, "{low} {high}");
        assert!(of(10.0 / n).1 > 1.2 * high);
        assert!((of(10.0 / n).0 - low).abs() < 1e-15, "what is unseen can only add");
    }
}
