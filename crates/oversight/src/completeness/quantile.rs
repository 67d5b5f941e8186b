//! The upper quantile of Student's t.

use core::f64::consts::FRAC_PI_2;

use audit::beta::normal_quantile;

/// The value that Student's t with `df` degrees of freedom exceeds with probability `tail`.
///
/// Hill (1970), Algorithm 396, Communications of the ACM 13, 619-620; to about six figures for
/// `df` of 3 and more.
pub(super) fn t_upper(tail: f64, df: f64) -> f64 {
    let two_sided = 2.0 * tail;
    let a = 1.0 / (df - 0.5);
    let b = 48.0 / (a * a);
    let c = ((20_700.0 * a / b - 98.0) * a - 16.0) * a + 96.36;
    let d = ((94.5 / (b + c) - 3.0) / b + 1.0) * libm::sqrt(a * FRAC_PI_2) * df;
    let y = libm::pow(d * two_sided, 2.0 / df);
    let square = if y > 0.05 + a { middle(tail, df, (a, b, c, d)) } else { far(y, df, d) };
    libm::sqrt(df * square)
}

/// Expansion about the normal, for probabilities that are not small for their `df`.
fn middle(tail: f64, df: f64, (a, b, c, d): (f64, f64, f64, f64)) -> f64 {
    // Hill's x is the lower, negative, quantile.
    let x = normal_quantile(tail);
    let y = x * x;
    let c = if df < 5.0 { c + 0.3 * (df - 4.5) * (x + 0.6) } else { c };
    let c = (((0.05 * d * x - 5.0) * x - 7.0) * x - 2.0) * x + b + c;
    let y = (((((0.4 * y + 6.3) * y + 36.0) * y + 94.5) / c - y - 3.0) / b + 1.0) * x;
    libm::expm1(a * y * y)
}

/// Expansion for the far tail.
fn far(y: f64, df: f64, d: f64) -> f64 {
    let inner = ((df + 6.0) / (df * y) - 0.089 * d - 0.822) * (df + 2.0) * 3.0;
    ((1.0 / inner + 0.5 / (df + 4.0)) * y - 1.0) * (df + 1.0) / (df + 2.0) + 1.0 / y
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fisher & Yates, Statistical Tables, table III, and R 4 `qt` for the far tail.
    #[test]
    fn t_quantiles_are_the_tabled_ones() {
        for (tail, df, want) in [
            (0.025, 5.0, 2.571),
            (0.025, 30.0, 2.042),
            (0.001, 8.0, 4.501),
            (0.001, 12.0, 3.930),
            (0.000_5, 12.0, 4.318),
            (0.000_5, 40.0, 3.551),
            (0.000_5, 10.0, 4.587),
        ] {
            let got = t_upper(tail, df);
            assert!((got - want).abs() < 6e-4, "{tail} {df}: {got}");
        }
    }
}
