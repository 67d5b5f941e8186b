//! Totals from the ordered draws of the race (methods, section 3.2; Des Raj 1956).
//!
//! For draw t with value x_t: `t_t = x_1 + .. + x_{t-1} + x_t S_t / s_t`, S_t the sum of the sizes not
//! yet drawn. Each t_t is an unbiased estimate of the total and the t_t are uncorrelated, so their mean
//! and the variance of that mean are exactly unbiased, whatever the sizes.

use alloc::vec::Vec;

/// A total estimated from ordered draws.
#[derive(Clone, Debug, PartialEq)]
pub struct DesRaj {
    /// One unbiased estimate of the total for each draw.
    pub t: Vec<f64>,
    /// Their mean; `None` without a draw.
    pub estimate: Option<f64>,
    /// Variance of that mean; `None` below two draws.
    pub variance: Option<f64>,
}

/// The total of `x` from draws in race order; `size` of each, `total_size` of all that could be drawn.
/// `x` and `size` pair up; what is longer is left out.
pub fn des_raj(x: &[f64], size: &[f64], total_size: f64) -> DesRaj {
    let (mut drawn, mut left) = (0.0, total_size);
    let mut t = Vec::with_capacity(x.len());
    for (x, size) in x.iter().zip(size) {
        t.push(drawn + x * left / size);
        drawn += x;
        left -= size;
    }
    let estimate = mean(&t);
    let variance = estimate.filter(|_| t.len() > 1).map(|centre| {
        let n = t.len() as f64;
        t.iter().map(|t| (t - centre) * (t - centre)).sum::<f64>() / (n * (n - 1.0))
    });
    DesRaj { t, estimate, variance }
}

/// What each draw adds to the mean of the t-values: `g_t = x_t (n - t + S_t / s_t)`, so that the mean of
/// g is the estimate. The estimate is linear in x, and this form lets a part of the draws stand for all
/// (two-phase, section 3.3), which the t-values, carrying the earlier draws, do not.
pub fn contributions(x: &[f64], size: &[f64], total_size: f64) -> Vec<f64> {
    let n = x.len().min(size.len());
    let mut left = total_size;
    x.iter()
        .zip(size)
        .enumerate()
        .map(|(t, (x, size))| {
            let weight = (n - 1 - t) as f64 + left / size;
            left -= size;
            x * weight
        })
        .collect()
}

pub(crate) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Sample variance, divisor n - 1; `None` below two values.
pub(crate) fn sample_variance(values: &[f64]) -> Option<f64> {
    let centre = mean(values).filter(|_| values.len() > 1)?;
    Some(values.iter().map(|v| (v - centre) * (v - centre)).sum::<f64>() / (values.len() as f64 - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference vector `des_raj_six_draws` and the pairs of `des_raj_enumeration`.
    #[test]
    fn totals_match_the_vectors() {
        let six = des_raj(&[1.0, 0.0], &[2.0, 3.0], 10.0);
        assert_eq!((six.estimate, six.variance), (Some(3.0), Some(4.0)));
        let none = des_raj(&[], &[], 10.0);
        assert_eq!((none.estimate, none.variance), (None, None));
        let one = des_raj(&[1.0], &[2.0], 10.0);
        assert_eq!((one.estimate, one.variance), (Some(5.0), None));
    }

    #[test]
    fn contributions_have_the_same_mean() {
        let (x, size) = ([0.0, 1.0, 0.0, 2.0, 1.0], [5.0, 3.0, 8.0, 2.0, 4.0]);
        let by_t = des_raj(&x, &size, 60.0).estimate.unwrap();
        let by_g = mean(&contributions(&x, &size, 60.0)).unwrap();
        assert!((by_t - by_g).abs() < 1e-12, "{by_t} {by_g}");
    }
}
