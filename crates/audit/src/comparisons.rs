//! Many comparisons at once (methods, section 7): Holm for claims in a report, Benjamini-Hochberg for
//! internal screening lists. Both return adjusted p-values in input order; a claim holds where its
//! adjusted p-value is at most alpha.

use alloc::vec;
use alloc::vec::Vec;

/// Step-down (Holm 1979): p_(i) (m - i + 1), running maximum, cut at 1.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut highest = 0.0_f64;
    let m = p.len();
    adjusted(p, rising(p).into_iter().enumerate().map(|(rank, at)| (rank, at, (m - rank) as f64)), |value| {
        highest = highest.max(value);
        highest
    })
}

/// False discovery rate (Benjamini & Hochberg 1995): m p_(i) / i, running minimum from the largest
/// down, cut at 1.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut lowest = 1.0_f64;
    let m = p.len() as f64;
    let falling = rising(p).into_iter().enumerate().rev();
    adjusted(p, falling.map(|(rank, at)| (rank, at, m / (rank as f64 + 1.0))), |value| {
        lowest = lowest.min(value);
        lowest
    })
}

/// Positions by rising value, ties in input order.
fn rising(p: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p.get(*a).partial_cmp(&p.get(*b)).unwrap_or(core::cmp::Ordering::Equal));
    order
}

fn adjusted(
    p: &[f64],
    steps: impl Iterator<Item = (usize, usize, f64)>,
    mut running: impl FnMut(f64) -> f64,
) -> Vec<f64> {
    let mut result = vec![1.0; p.len()];
    for (_, at, factor) in steps {
        let value = running(p.get(at).copied().unwrap_or(1.0) * factor).min(1.0);
        if let Some(place) = result.get_mut(at) {
            *place = value;
        }
    }
    result
}

/// The e-p-value of a certificate, min(1, 1 / max wealth), ready for [`holm`] (section 7).
pub fn e_p_value(log_of_highest_wealth: f64) -> f64 {
    libm::exp(-log_of_highest_wealth).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Benjamini & Hochberg 1995, the fifteen p-values of their table 1; R's p.adjust.
    #[test]
    fn adjusted_values_match_r() {
        let p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201];
        let close = |got: Vec<f64>, want: [f64; 5]| {
            for (got, want) in got.iter().zip(want) {
                assert!((got - want).abs() < 1e-12, "{got} {want}");
            }
        };
        close(holm(&p), [0.0005, 0.0016, 0.0057, 0.019, 0.0201]);
        close(benjamini_hochberg(&p), [0.0005, 0.001, 0.0019 * 5.0 / 3.0, 0.0095 * 5.0 / 4.0, 0.0201]);
        let mixed = [0.04, 0.01, 0.03];
        assert_eq!(holm(&mixed), [0.06, 0.03, 0.06]);
        assert_eq!(benjamini_hochberg(&mixed), [0.04, 0.03, 0.04]);
        assert_eq!(holm(&[]), [0.0; 0]);
    }
}
