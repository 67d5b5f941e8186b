//! How good a set of links is, against the truth.

/// Counts of pairs found and missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    /// Pairs found that are true.
    pub true_positives: u64,
    /// Pairs found that are not.
    pub false_positives: u64,
    /// True pairs not found.
    pub false_negatives: u64,
}

impl Quality {
    /// Share of the pairs found that are true; `None` where none was found.
    pub fn precision(&self) -> Option<f64> {
        share(self.true_positives, self.true_positives + self.false_positives)
    }

    /// Share of the true pairs that were found; `None` where there is none.
    pub fn recall(&self) -> Option<f64> {
        share(self.true_positives, self.true_positives + self.false_negatives)
    }

    /// Harmonic mean of precision and recall (van Rijsbergen 1979); `None` where both sets are empty.
    pub fn f1(&self) -> Option<f64> {
        let wrong = self.false_positives + self.false_negatives;
        share(2 * self.true_positives, 2 * self.true_positives + wrong)
    }
}

fn share(k: u64, n: u64) -> Option<f64> {
    (n > 0).then(|| k as f64 / n as f64)
}

/// Compares (incident, crime) pairs with the true ones. A pair given twice counts once.
pub fn compare(found: &[(usize, usize)], truth: &[(usize, usize)]) -> Quality {
    let (found, truth) = (distinct(found), distinct(truth));
    let true_positives = found.iter().filter(|pair| truth.binary_search(pair).is_ok()).count() as u64;
    Quality {
        true_positives,
        false_positives: found.len() as u64 - true_positives,
        false_negatives: truth.len() as u64 - true_positives,
    }
}

fn distinct(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut pairs = pairs.to_vec();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_counted_once_and_shares_of_nothing_are_none() {
        for (found, truth, counts, f1) in [
            (vec![], vec![], (0, 0, 0), None),
            (vec![(1, 1)], vec![], (0, 1, 0), Some(0.0)),
            (vec![], vec![(1, 1)], (0, 0, 1), Some(0.0)),
            (vec![(1, 1), (1, 1)], vec![(1, 1), (1, 1)], (1, 0, 0), Some(1.0)),
            (vec![(1, 1), (2, 1)], vec![(1, 1), (1, 2)], (1, 1, 1), Some(0.5)),
        ] {
            let quality = compare(&found, &truth);
            let expected =
                Quality { true_positives: counts.0, false_positives: counts.1, false_negatives: counts.2 };
            assert_eq!(quality, expected, "{found:?} {truth:?}");
            assert_eq!(quality.f1(), f1, "{found:?} {truth:?}");
        }
        assert_eq!(Quality::default().precision(), None);
        assert_eq!(Quality::default().recall(), None);
    }
}
