//! Intervals for one share (methods, stat-ops: `interval_wilson`, `interval_clopper_pearson`).

use terms::{Interval, Share};

use crate::beta::{inverse_beta, normal_quantile};

/// Below this n a share carries the exact interval, from it on the score interval (inspectorate
/// method, section 3: "Wilson or Clopper-Pearson below n=100").
const EXACT_BELOW_N: u64 = 100;

/// Wilson's score interval (Wilson 1927); `alpha` two-sided. `None` where n is 0 or count > n.
pub fn wilson(count: u64, n: u64, alpha: f64) -> Option<Interval> {
    if n == 0 || count > n {
        return None;
    }
    let z = normal_quantile(1.0 - alpha / 2.0);
    let (k, m) = (count as f64, n as f64);
    let p = k / m;
    let centre = (p + z * z / (2.0 * m)) / (1.0 + z * z / m);
    let half = z / (1.0 + z * z / m) * libm::sqrt(p * (1.0 - p) / m + z * z / (4.0 * m * m));
    let low = if count == 0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if count == n { 1.0 } else { (centre + half).min(1.0) };
    Some(Interval { low, high, method: "Wilson 95%" })
}

/// The exact binomial interval (Clopper & Pearson 1934); `alpha` two-sided.
pub fn clopper_pearson(count: u64, n: u64, alpha: f64) -> Option<Interval> {
    if n == 0 || count > n {
        return None;
    }
    let (k, rest) = (count as f64, (n - count) as f64);
    let low = if count == 0 { 0.0 } else { inverse_beta(k, rest + 1.0, alpha / 2.0) };
    let high = if count == n { 1.0 } else { inverse_beta(k + 1.0, rest, 1.0 - alpha / 2.0) };
    Some(Interval { low, high, method: "Clopper-Pearson 95%" })
}

/// A share with its 95% interval: exact below n = 100, Wilson from there. `None` where n is 0.
pub fn share(k: u64, n: u64) -> Option<Share> {
    let interval = if n < EXACT_BELOW_N { clopper_pearson(k, n, 0.05) } else { wilson(k, n, 0.05) };
    interval.map(|interval| Share { k, n, interval })
}

/// Ranks (1-based, of n sorted values) that bracket the q-quantile with 95% confidence: the ends of
/// the share's interval carried to the order statistics (Woodruff 1952). `None` where n is 0.
pub fn quantile_ranks(q: f64, n: u64) -> Option<(u64, u64)> {
    if n == 0 {
        return None;
    }
    let k = libm::round(q * n as f64) as u64;
    let ends = share(k.min(n), n)?.interval;
    let rank = |share: f64| (libm::ceil(share * n as f64) as u64).clamp(1, n);
    Some((rank(ends.low), rank(ends.high)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, want: f64) {
        assert!((got - want).abs() <= 1e-9 * want.abs().max(1.0), "{got} is not {want}");
    }

    /// Reference vectors: statsmodels 0.15.0 and R 4.2.2.
    #[test]
    fn wilson_matches_statsmodels() {
        for (count, n, low, high) in [
            (62, 63, 0.915_414_745_405_616, 0.997_192_505_786_130_7),
            (63, 63, 0.942_528_800_411_148_4, 1.0),
            (483, 500, 0.946_228_634_498_365_5, 0.978_665_480_191_467_8),
        ] {
            let got = wilson(count, n, 0.05).unwrap();
            close(got.low, low);
            close(got.high, high);
        }
    }

    #[test]
    fn clopper_pearson_matches_statsmodels_and_r() {
        for (count, n, alpha, low, high) in [
            (62, 63, 0.05, 0.914_704_290_700_737, 0.999_598_210_770_915_2),
            (0, 40, 0.05, 0.0, 0.088_097_302_878_802_4),
            (1_287, 1_539, 0.05, 0.816_807_203_576_251_8, 0.854_414_671_840_131_5),
            (5, 6, 0.05, 0.358_765_421_002_325_17, 0.995_789_255_485_510_6),
            (62, 63, 0.1, 0.926_901_382_739_528, 0.999_186_152_078_020_5),
            (1, 10, 0.05, 0.002_528_578_544_461_79, 0.445_016_117_028_195),
            (483, 500, 0.05, 0.946_119_649_263_923, 0.980_071_399_953_794),
        ] {
            let got = clopper_pearson(count, n, alpha).unwrap();
            close(got.low, low);
            close(got.high, high);
        }
    }

    #[test]
    fn nothing_is_said_of_nothing() {
        assert_eq!(share(0, 0), None);
        assert_eq!(wilson(2, 1, 0.05), None);
        assert_eq!(share(3, 5).unwrap().interval.method, "Clopper-Pearson 95%");
        assert_eq!(share(300, 500).unwrap().interval.method, "Wilson 95%");
    }

    #[test]
    fn quantile_ranks_bracket_the_quantile() {
        for (q, n) in [(0.5, 11), (0.9, 500), (0.5, 1), (0.9, 3)] {
            let (low, high) = quantile_ranks(q, n).unwrap();
            let rank = (q * n as f64).ceil() as u64;
            assert!(1 <= low && low <= rank && rank <= high && high <= n, "{q} of {n}: {low}..{high}");
        }
    }
}
