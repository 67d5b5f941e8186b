//! The exact law of the race on small populations, by listing every ordered sample: what simulations
//! and the unbiasedness of Des Raj totals are checked against.

use alloc::vec;
use alloc::vec::Vec;

use crate::des_raj::des_raj;

/// More ordered samples than this are not listed.
pub const MAX_SEQUENCES: usize = 1_000_000;

/// One ordered sample and its probability: s_i/S * s_j/(S - s_i) * ...
#[derive(Clone, Debug, PartialEq)]
pub struct Sequence {
    /// Positions in the population, in order drawn.
    pub order: Vec<usize>,
    /// Its probability.
    pub probability: f64,
}

/// Every ordered sample of `n` in the order of positions; `None` above [`MAX_SEQUENCES`], or where n is
/// above the population.
pub fn sequences(size: &[f64], n: usize) -> Option<Vec<Sequence>> {
    let count = (0..n).try_fold(1_usize, |count, drawn| count.checked_mul(size.len().checked_sub(drawn)?))?;
    if n > size.len() || count > MAX_SEQUENCES {
        return None;
    }
    let mut all = vec![Sequence { order: Vec::new(), probability: 1.0 }];
    for _ in 0..n {
        all = all.iter().flat_map(|sequence| longer_by_one(sequence, size)).collect();
    }
    Some(all)
}

fn longer_by_one(sequence: &Sequence, size: &[f64]) -> Vec<Sequence> {
    let is_left = |i: &usize| !sequence.order.contains(i);
    let total: f64 = (0..size.len()).filter(is_left).filter_map(|i| size.get(i)).sum();
    let with = |i: usize| {
        let mut order = sequence.order.clone();
        order.push(i);
        let probability = sequence.probability * size.get(i).copied().unwrap_or(0.0) / total;
        Sequence { order, probability }
    };
    (0..size.len()).filter(is_left).map(with).collect()
}

/// Probability of each position to be in a sample of these sequences.
pub fn inclusion(sequences: &[Sequence], n_population: usize) -> Vec<f64> {
    let holding = |i: usize| sequences.iter().filter(move |sequence| sequence.order.contains(&i));
    (0..n_population).map(|i| holding(i).map(|sequence| sequence.probability).sum()).collect()
}

/// A sample, its estimate and the estimated variance (`None` for one draw).
pub type Estimated = (Sequence, f64, Option<f64>);

/// A Des Raj total over every ordered sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// Each sample.
    pub samples: Vec<Estimated>,
    /// Expectation of the estimate.
    pub expectation: f64,
    /// The total itself.
    pub true_total: f64,
    /// Variance of the estimate about the total.
    pub true_variance: f64,
    /// Expectation of the estimated variance.
    pub expected_variance: Option<f64>,
}

/// Lists every ordered sample of `n`; `None` as [`sequences`], or where n is 0.
pub fn des_raj_enumeration(y: &[f64], size: &[f64], n: usize) -> Option<Enumeration> {
    let total_size: f64 = size.iter().sum();
    let true_total: f64 = y.iter().sum();
    let pick = |values: &[f64], order: &[usize]| -> Vec<f64> {
        order.iter().filter_map(|&i| values.get(i).copied()).collect()
    };
    let mut samples = Vec::new();
    for sequence in sequences(size, n)? {
        let total = des_raj(&pick(y, &sequence.order), &pick(size, &sequence.order), total_size);
        samples.push((sequence, total.estimate?, total.variance));
    }
    let expect = |f: &dyn Fn(&Estimated) -> f64| -> f64 {
        samples.iter().map(|sample| sample.0.probability * f(sample)).sum()
    };
    let expectation = expect(&|sample| sample.1);
    let true_variance = expect(&|sample| (sample.1 - true_total) * (sample.1 - true_total));
    let expected_variance = (n > 1).then(|| expect(&|sample| sample.2.unwrap_or(0.0)));
    Some(Enumeration { samples, expectation, true_total, true_variance, expected_variance })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn des_raj_totals_are_exactly_unbiased() {
        for (y, size, n) in [
            (&[0.0, 1.0, 0.0, 2.0][..], &[1.0, 2.0, 3.0, 4.0][..], 2),
            (&[3.0, 0.0, 1.0, 1.0, 2.0], &[1.0, 7.0, 2.0, 2.0, 30.0], 3),
            (&[1.0, 1.0, 4.0], &[1.0, 1.0, 1.0], 3),
        ] {
            let all = des_raj_enumeration(y, size, n).unwrap();
            assert!((all.expectation - all.true_total).abs() < 1e-12);
            assert!((all.expected_variance.unwrap() - all.true_variance).abs() < 1e-11);
            let probability: f64 = all.samples.iter().map(|sample| sample.0.probability).sum();
            assert!((probability - 1.0).abs() < 1e-12);
        }
        assert_eq!(sequences(&[1.0; 40], 12), None, "too many to list");
        assert_eq!(sequences(&[1.0; 3], 4), None);
    }
}
