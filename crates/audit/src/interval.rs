//! Intervals for one share (methods, stat-ops: "Intervals for one proportion"). Ends are shares of one.

use terms::{Interval, Share};

use crate::beta::{binomial_density, inverse_beta, normal_quantile};

/// The method's name with its level, where the level is one of those that are used.
macro_rules! at_level {
    ($alpha:expr, $name:literal) => {
        match $alpha {
            0.05 => concat!($name, " 95%"),
            0.1 => concat!($name, " 90%"),
            0.01 => concat!($name, " 99%"),
            _ => $name,
        }
    };
}
pub(crate) use at_level;

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
    Some(Interval { low, high, method: at_level!(alpha, "Wilson") })
}

/// The exact binomial interval (Clopper & Pearson 1934); `alpha` two-sided.
pub fn clopper_pearson(count: u64, n: u64, alpha: f64) -> Option<Interval> {
    if n == 0 || count > n {
        return None;
    }
    let (k, rest) = (count as f64, (n - count) as f64);
    let low = if count == 0 { 0.0 } else { inverse_beta(k, rest + 1.0, alpha / 2.0) };
    let high = if count == n { 1.0 } else { inverse_beta(k + 1.0, rest, 1.0 - alpha / 2.0) };
    Some(Interval { low, high, method: at_level!(alpha, "Clopper-Pearson") })
}

/// Jeffreys' interval (Brown, Cai & DasGupta 2001); `alpha` two-sided, no override at 0 or n.
pub fn jeffreys(count: u64, n: u64, alpha: f64) -> Option<Interval> {
    if n == 0 || count > n {
        return None;
    }
    let (a, b) = (count as f64 + 0.5, (n - count) as f64 + 0.5);
    let (low, high) = (inverse_beta(a, b, alpha / 2.0), inverse_beta(a, b, 1.0 - alpha / 2.0));
    Some(Interval { low, high, method: at_level!(alpha, "Jeffreys") })
}

/// The plain normal interval, cut to shares: the inspectorate's own form, pooled over crimes
/// (inspectorate.md, section 3). Zero width at 0 and n, so never the only one printed.
pub fn normal(count: u64, n: u64, alpha: f64) -> Option<Interval> {
    if n == 0 || count > n {
        return None;
    }
    let p = count as f64 / n as f64;
    let half = normal_half_width(p, n as f64, alpha);
    let method = at_level!(alpha, "pooled normal (inspectorate's form)");
    Some(Interval { low: (p - half).max(0.0), high: (p + half).min(1.0), method })
}

/// z sqrt(p(1-p)/n): half-width of the pooled normal interval of share `p` of `n`.
pub fn normal_half_width(p: f64, n: f64, alpha: f64) -> f64 {
    normal_quantile(1.0 - alpha / 2.0) * libm::sqrt(p * (1.0 - p) / n)
}

/// Exact interval for the number of errors in a finite population of `population`, `errors` found
/// among `n` drawn without replacement (test inversion; Buonaccorsi 1987): both ends are counts.
pub fn hypergeometric(errors: u64, n: u64, population: u64, alpha: f64) -> Option<(u64, u64)> {
    if errors > n || n > population {
        return None;
    }
    let (first, last) = (errors, population - (n - errors));
    // P(X >= errors) rises with D, P(X <= errors) falls: each end by bisection.
    let at_least = |d: u64| errors == 0 || tail(errors, n.min(d), d, n, population) > alpha / 2.0;
    let at_most = |d: u64| tail(n.saturating_sub(population - d), errors, d, n, population) > alpha / 2.0;
    let low = first_where(first, last, at_least);
    let high = first_where(first, last + 1, |d| d > last || !at_most(d)).saturating_sub(1);
    Some((low, high.max(low)))
}

/// The exact finite-population interval as shares right: `right` of `n` drawn from `population`.
pub fn hypergeometric_share(right: u64, n: u64, population: u64, alpha: f64) -> Option<Interval> {
    let (low, high) = hypergeometric(n.checked_sub(right)?, n, population, alpha)?;
    let share = |errors: u64| 1.0 - errors as f64 / population as f64;
    let method = at_level!(alpha, "exact hypergeometric");
    (population > 0).then(|| Interval { low: share(high), high: share(low), method })
}

/// P(from <= X <= to), X hypergeometric: `d` errors in the population, `n` drawn.
fn tail(from: u64, to: u64, d: u64, n: u64, population: u64) -> f64 {
    (from..=to).map(|x| hypergeometric_density(x, d, n, population)).sum()
}

/// P(X = x) by three binomial densities (Loader 2000).
pub fn hypergeometric_density(x: u64, d: u64, n: u64, population: u64) -> f64 {
    if x > d || x > n || n - x > population - d {
        return 0.0;
    }
    if n == 0 || n == population {
        return 1.0;
    }
    let (p, q) = (n as f64 / population as f64, (population - n) as f64 / population as f64);
    let density = |x: u64, n: u64| binomial_density(x as f64, n as f64, p, q);
    density(x, d) * density(n - x, population - d) / density(n, population)
}

/// The first number of `low..=high` where `holds`, which once true stays true; `high` if none before.
fn first_where(mut low: u64, mut high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// Difference of two independent shares, k1/n1 - k2/n2 (Newcombe 1998, method 10).
pub fn newcombe_difference(first: (u64, u64), second: (u64, u64), alpha: f64) -> Option<Interval> {
    let (one, two) = (wilson(first.0, first.1, alpha)?, wilson(second.0, second.1, alpha)?);
    let share = |(count, n): (u64, u64)| count as f64 / n as f64;
    let (p1, p2) = (share(first), share(second));
    let root = |a: f64, b: f64| libm::sqrt(a * a + b * b);
    let low = p1 - p2 - root(p1 - one.low, two.high - p2);
    let high = p1 - p2 + root(one.high - p1, p2 - two.low);
    Some(Interval { low, high, method: at_level!(alpha, "Newcombe") })
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

    /// Reference vectors: statsmodels 0.15.0 and scipy 1.12.0.
    #[test]
    fn the_other_forms_match_their_peers() {
        let jeffreys = jeffreys(63, 63, 0.05).unwrap();
        close(jeffreys.low, 0.961_064_566_345_504_1);
        close(jeffreys.high, 0.999_992_236_698_564_2);
        let wald = normal(5, 6, 0.05).unwrap();
        close(wald.low, 0.535_134_309_380_473_9);
        close(wald.high, 1.0);
        let difference = newcombe_difference((45, 50), (70, 95), 0.1).unwrap();
        close(difference.low, 0.049_713_804_131_758_785);
        close(difference.high, 0.257_855_995_576_619_4);
        for (errors, n, population, ends) in
            [(0, 60, 500, (0, 28)), (1, 63, 420, (1, 33)), (63, 63, 400, (380, 400))]
        {
            assert_eq!(hypergeometric(errors, n, population, 0.05), Some(ends));
        }
        assert_eq!(hypergeometric(0, 0, 10, 0.05), Some((0, 10)), "nothing drawn says nothing");
        assert_eq!(hypergeometric(3, 10, 10, 0.05), Some((3, 3)), "a census says all");
        assert_eq!(hypergeometric(3, 2, 10, 0.05), None);
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
