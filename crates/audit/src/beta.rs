//! The regularised incomplete beta function and its inverse, the normal and Student quantiles, the
//! binomial density, on `libm` alone.

/// ln n! - [(n + 1/2) ln n - n + ln sqrt(2 pi)]: what Stirling's formula leaves out, n > 0.
fn stirling_error(n: f64) -> f64 {
    const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_7;
    if n <= 15.0 {
        return libm::lgamma(n + 1.0) - (n + 0.5) * libm::log(n) + n - HALF_LN_TWO_PI;
    }
    let square = n * n;
    let tail = 1.0 / 1_260.0 - (1.0 / 1_680.0 - (1.0 / 1_188.0) / square) / square;
    (1.0 / 12.0 - (1.0 / 360.0 - tail / square) / square) / n
}

/// x ln(x / mean) - above, above = x - mean, without cancellation near x = mean.
fn deviance(x: f64, mean: f64, above: f64) -> f64 {
    if above.abs() >= 0.1 * (x + mean) {
        return x * libm::log(x / mean) - above;
    }
    let ratio = above / (x + mean);
    let mut sum = above * ratio;
    let mut term = 2.0 * x * ratio;
    for j in 1..1_000 {
        term *= ratio * ratio;
        let next = sum + term / (2.0 * f64::from(j) + 1.0);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

/// Gamma(n+1)/(Gamma(x+1) Gamma(n-x+1)) p^x q^(n-x) for real 0 <= x <= n, q = 1 - p given apart so
/// that neither loses digits (Loader 2000, saddle-point form: full precision for any n).
pub fn binomial_density(x: f64, n: f64, p: f64, q: f64) -> f64 {
    if x < 0.0 || x > n {
        return 0.0;
    }
    if p <= 0.0 {
        return if x == 0.0 { 1.0 } else { 0.0 };
    }
    if q <= 0.0 {
        return if x == n { 1.0 } else { 0.0 };
    }
    if x == 0.0 {
        return libm::exp(n * if p < 0.1 { libm::log1p(-p) } else { libm::log(q) });
    }
    if x == n {
        return libm::exp(n * if q < 0.1 { libm::log1p(-q) } else { libm::log(p) });
    }
    let rest = n - x;
    // x above its mean, from whichever share is small and so has kept its digits.
    let above = if p <= q { x - n * p } else { n * q - rest };
    let exponent = stirling_error(n)
        - stirling_error(x)
        - stirling_error(rest)
        - deviance(x, n * p, above)
        - deviance(rest, n * q, -above);
    libm::exp(exponent) * libm::sqrt(n / (2.0 * core::f64::consts::PI * x * rest))
}

/// Regularised incomplete beta I_x(a, b), a, b > 0, 0 <= x <= 1 (DLMF 8.17.22, continued fraction
/// evaluated by Lentz's method; at most 10,000 terms).
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    // The fraction converges fast only below the mean; use the symmetry above it.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta_below(b, a, 1.0 - x, x);
    }
    incomplete_beta_below(a, b, x, 1.0 - x)
}

/// `y` = 1 - x.
fn incomplete_beta_below(a: f64, b: f64, x: f64, y: f64) -> f64 {
    // x^a y^b / (a B(a, b)) = binomial density at a of a + b, times b / (a + b).
    let front = binomial_density(a, a + b, x, y) * b / (a + b);
    let guard = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for term in 1..=10_000 {
        let m = f64::from(term);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / guard(1.0 + even * d);
        c = guard(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / guard(1.0 + odd * d);
        c = guard(1.0 + odd / c);
        let step = d * c;
        fraction *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    front * fraction
}

/// The x with I_x(a, b) = p, by bisection to the last bit of f64 that matters (1e-16 wide). A beta
/// distribution with a = 0 stands on 0, one with b = 0 on 1.
pub fn inverse_beta(a: f64, b: f64, p: f64) -> f64 {
    if a <= 0.0 {
        return 0.0;
    }
    if b <= 0.0 {
        return 1.0;
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if incomplete_beta(a, b, middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// Quantile of the gamma distribution with this shape and scale 1, as the limit of `b` times a beta quantile with
/// second parameter `b`: at 1e8 the two agree to a part in a million up to shapes of a hundred.
pub fn inverse_gamma(shape: f64, p: f64) -> f64 {
    const LIMIT: f64 = 1e8;
    inverse_beta(shape, LIMIT, p) * LIMIT
}

/// Standard normal distribution function.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z / core::f64::consts::SQRT_2)
}

/// Standard normal quantile, 0 < p < 1, by bisection on [`normal_cdf`] within +/-40.
pub fn normal_quantile(p: f64) -> f64 {
    // Upper half by symmetry, where the tail keeps its digits.
    if p > 0.5 {
        return -normal_quantile(1.0 - p);
    }
    let (mut low, mut high) = (-40.0, 0.0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if normal_cdf(middle) < p {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// Student's t quantile, 0 < p < 1, `df` > 0 degrees of freedom (DLMF 8.17; Student 1908).
pub fn student_quantile(p: f64, df: f64) -> f64 {
    if p < 0.5 {
        return -student_quantile(1.0 - p, df);
    }
    // Far out the expansion in 1/df is exact to the last digits and the fraction slow
    // (Abramowitz & Stegun 26.7.5).
    if df > 100_000.0 {
        let z = normal_quantile(p);
        let square = z * z;
        let second = ((5.0 * square + 16.0) * square + 3.0) * z / 96.0;
        return z + ((square + 1.0) * z / 4.0 + second / df) / df;
    }
    let within = 2.0 * p - 1.0;
    // Of the two forms, the one whose small share keeps its digits.
    let y = inverse_beta(0.5, 0.5 * df, within);
    if y <= 0.5 {
        return libm::sqrt(df * y / (1.0 - y));
    }
    let x = inverse_beta(0.5 * df, 0.5, 2.0 * (1.0 - p));
    libm::sqrt(df * (1.0 - x) / x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_match_the_tables() {
        for (p, z) in [(0.975, 1.959_963_984_540_054), (0.5, 0.0), (0.05, -1.644_853_626_951_472_7)] {
            assert!((normal_quantile(p) - z).abs() < 1e-14, "{p}");
        }
    }

    #[test]
    fn incomplete_beta_matches_closed_forms() {
        // I_x(1, b) = 1 - (1-x)^b; I_x(a, 1) = x^a; symmetric at one half.
        for x in [0.01, 0.3, 0.77] {
            assert!((incomplete_beta(1.0, 7.0, x) - (1.0 - libm::pow(1.0 - x, 7.0))).abs() < 1e-14);
            assert!((incomplete_beta(5.0, 1.0, x) - libm::pow(x, 5.0)).abs() < 1e-14);
        }
        assert!((incomplete_beta(50.0, 50.0, 0.5) - 0.5).abs() < 1e-13);
    }

    /// Printed tables of Student's t; at one degree of freedom it is tan(pi (p - 1/2)).
    #[test]
    fn student_quantiles_match_the_tables() {
        for (p, df, t) in [
            (0.975, 1.0, 12.706_204_736_174_7),
            (0.975, 97.0, 1.984_723_185_927_88),
            (0.95, 13.0, 1.770_933_395_986_87),
            (0.975, 1e9, 1.959_963_986_912_314),
        ] {
            let got = student_quantile(p, df);
            assert!((got - t).abs() < 1e-9 * t, "{p} {df}: {got}");
            assert!((student_quantile(1.0 - p, df) + got).abs() < 1e-9 * t);
        }
    }

    #[test]
    fn binomial_densities_sum_to_one() {
        for (n, p) in [(7, 0.2), (40, 0.93), (3_000, 0.001)] {
            let sum: f64 = (0..=n).map(|x| binomial_density(f64::from(x), f64::from(n), p, 1.0 - p)).sum();
            assert!((sum - 1.0).abs() < 1e-13, "{n} {p}: {sum}");
        }
    }

    /// Half of a chi-square quantile on twice the degrees: tables, R's qchisq.
    #[test]
    fn gamma_quantiles_match_the_tables() {
        for (df, p, chi_square) in [
            (2.0, 0.95, 5.991_464_547),
            (20.0, 0.975, 34.169_606_9),
            (20.0, 0.025, 9.590_777_39),
            (1.0, 0.05, 0.003_932_14),
            (200.0, 0.975, 241.057_9),
        ] {
            let got = 2.0 * inverse_gamma(df / 2.0, p);
            assert!((got / chi_square - 1.0).abs() < 5e-6, "{df} {p}: {got}");
        }
    }
}
