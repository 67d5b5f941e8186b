//! Betting with a constant bet (Waudby-Smith & Ramdas 2024): the certificate's special case of equal
//! sizes, kept for comparison with its peers.

use alloc::vec::Vec;

/// p-values min(1, 1/T_j) of the null "mean at most `null_mean`", one for each draw:
/// T_j = product of 1 + bet (x_i - m_i); m_i is `null_mean` with replacement, and what the null leaves for
/// the rest of a `population` without. `None` where more is drawn than there is.
pub fn fixed_bet(x: &[f64], population: Option<u64>, null_mean: f64, bet: f64) -> Option<Vec<f64>> {
    let (mut wealth, mut drawn) = (1.0, 0.0);
    let mut history = Vec::with_capacity(x.len());
    for (j, x) in x.iter().enumerate() {
        let mean = match population {
            None => null_mean,
            Some(population) => {
                let left = population.checked_sub(j as u64).filter(|left| *left > 0)?;
                (population as f64 * null_mean - drawn) / left as f64
            }
        };
        wealth *= 1.0 + bet * (x - mean);
        drawn += x;
        history.push(if wealth > 0.0 { (1.0 / wealth).min(1.0) } else { 1.0 });
    }
    Some(history)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference vector `shangrla_betting_fixed_wr`, its first steps.
    #[test]
    fn histories_match_shangrla() {
        let history = fixed_bet(&[1.0, 1.0], None, 0.8, 0.6).unwrap();
        assert!((history[0] - 0.892_857_142_857_142_9).abs() < 1e-12);
        assert!((history[1] - 0.797_193_877_551_020_6).abs() < 1e-12);
        assert_eq!(fixed_bet(&[1.0, 1.0], Some(1), 0.5, 0.6), None);
    }
}
