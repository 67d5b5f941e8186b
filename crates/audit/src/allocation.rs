//! How a sample is shared out over strata (methods, section 2 "Allocation").

use alloc::vec;
use alloc::vec::Vec;

/// Neyman's allocation, not rounded, no floor and no cap: n N_h S_h / sum N_h S_h (Cochran 1977, 5.26).
/// `None` where no stratum has spread.
pub fn neyman(n: f64, strata: &[(u64, f64)]) -> Option<Vec<f64>> {
    let sum: f64 = strata.iter().map(|(size, sd)| *size as f64 * sd).sum();
    (sum > 0.0).then(|| strata.iter().map(|(size, sd)| n * *size as f64 * sd / sum).collect())
}

/// Whole numbers that give the smallest variance (Wright 2012): every stratum starts at
/// min(floor, N_h), then one unit at a time goes to the largest N_h S_h / sqrt(a(a+1)), a = units held,
/// among strata not yet taken whole; ties to the first. `None` where the floors alone come to more
/// than n.
pub fn wright(n: u64, floor: u64, strata: &[(u64, f64)]) -> Option<Vec<u64>> {
    let mut held: Vec<u64> = strata.iter().map(|(size, _)| floor.min(*size)).collect();
    let mut left = n.checked_sub(held.iter().sum())?;
    while left > 0 {
        let Some(best) = next_unit(&held, strata) else { break };
        if let Some(held) = held.get_mut(best) {
            *held += 1;
        }
        left -= 1;
    }
    Some(held)
}

fn next_unit(held: &[u64], strata: &[(u64, f64)]) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (h, (held, (size, sd))) in
        held.iter().zip(strata).enumerate().filter(|(_, (held, (size, _)))| *held < size)
    {
        let spread = *size as f64 * sd;
        // No unit yet and no spread: nothing to gain, not 0/0.
        let priority =
            if spread > 0.0 { spread / libm::sqrt(*held as f64 * (*held as f64 + 1.0)) } else { 0.0 };
        if best.is_none_or(|(_, most)| priority > most) {
            best = Some((h, priority));
        }
    }
    best.map(|(h, _)| h)
}

/// Variance of the stratified mean: sum (N_h/N)^2 S_h^2 (1/n_h - 1/N_h).
pub fn variance_of_mean(n_h: &[u64], strata: &[(u64, f64)]) -> f64 {
    let all: f64 = strata.iter().map(|(size, _)| *size as f64).sum();
    let one = |(n, (size, sd)): (&u64, &(u64, f64))| {
        let size = *size as f64;
        if *sd == 0.0 || size == 0.0 {
            return 0.0;
        }
        (size / all) * (size / all) * sd * sd * (1.0 / *n as f64 - 1.0 / size)
    };
    n_h.iter().zip(strata).map(one).sum()
}

/// Strata boundaries on a binned score (Dalenius & Hodges 1959).
#[derive(Clone, Debug, PartialEq)]
pub struct Boundaries {
    /// Cumulated square roots of the frequencies, by bin.
    pub cum_sqrt: Vec<f64>,
    /// Where the cuts would fall ideally: the last of those times k / strata.
    pub targets: Vec<f64>,
    /// Upper edge of the bin nearest to each target; ties to the lower bin.
    pub boundaries: Vec<f64>,
}

/// `edges` has one more than `frequency`. `None` where it has not, or there is no bin or stratum.
pub fn dalenius_hodges(edges: &[f64], frequency: &[u64], strata: usize) -> Option<Boundaries> {
    if edges.len() != frequency.len() + 1 || frequency.is_empty() || strata == 0 {
        return None;
    }
    let mut sum = 0.0;
    let mut cum_sqrt = vec![];
    for count in frequency {
        sum += libm::sqrt(*count as f64);
        cum_sqrt.push(sum);
    }
    let targets: Vec<f64> = (1..strata).map(|k| sum * k as f64 / strata as f64).collect();
    let nearest = |target: &f64| {
        let gap = |value: &f64| (value - target).abs();
        let mut best = 0;
        for (bin, value) in cum_sqrt.iter().enumerate() {
            if cum_sqrt.get(best).is_some_and(|held| gap(value) < gap(held)) {
                best = bin;
            }
        }
        edges.get(best + 1).copied()
    };
    let boundaries = targets.iter().filter_map(nearest).collect();
    Some(Boundaries { cum_sqrt, targets, boundaries })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference vectors `neyman_real`, `neyman_integer_bruteforce`, `neyman_integer_four`.
    #[test]
    fn allocations_match_the_vectors() {
        let strata = [(4_200, 0.31), (180, 0.21), (6_100, 0.17)];
        let real = neyman(400.0, &strata).unwrap();
        assert!((real[1] - 6.361_494_446_314_371).abs() < 1e-9);
        assert_eq!(wright(60, 2, &strata), Some(vec![32, 2, 26]));
        assert!((variance_of_mean(&[32, 2, 26], &strata) - 0.000_860_071_921_379_200_8).abs() < 1e-12);
        let four = [(30, 0.5), (30, 0.21), (30, 0.13), (30, 0.05)];
        assert_eq!(wright(25, 2, &four), Some(vec![13, 6, 4, 2]));
    }

    #[test]
    fn strata_are_taken_whole_and_floors_hold() {
        assert_eq!(wright(10, 2, &[(3, 9.0), (40, 0.1)]), Some(vec![3, 7]));
        assert_eq!(wright(100, 2, &[(3, 9.0), (4, 0.1)]), Some(vec![3, 4]), "no more than there are");
        assert_eq!(wright(3, 2, &[(5, 1.0), (5, 1.0)]), None);
        assert_eq!(wright(4, 0, &[(5, 0.0), (5, 1.0)]), Some(vec![0, 4]));
        assert_eq!(neyman(10.0, &[(5, 0.0)]), None);
    }

    #[test]
    fn boundaries_match_the_vector() {
        let edges: Vec<f64> = (0..=4).map(|edge| f64::from(edge) / 10.0).collect();
        let cuts = dalenius_hodges(&edges, &[400, 225, 144, 100], 3).unwrap();
        assert_eq!(cuts.cum_sqrt, [20.0, 35.0, 47.0, 57.0]);
        assert_eq!(cuts.boundaries, [0.1, 0.2], "targets 19 and 38");
    }
}
