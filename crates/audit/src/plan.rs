//! How many to audit (methods, stat-ops: `sample_size_proportion`).

use crate::beta::normal_quantile;

/// Audits needed for a half-width (Cochran 1977, 4.1-4.2), not rounded: without and with the finite
/// population correction.
///
/// `p` share expected, `half_width` a share (0.02 = 2 points), `population` `None` = unlimited.
pub fn sample_size(p: f64, half_width: f64, alpha: f64, population: Option<u64>) -> (f64, f64) {
    let z = normal_quantile(1.0 - alpha / 2.0);
    let n0 = z * z * p * (1.0 - p) / (half_width * half_width);
    let n = population.map_or(n0, |size| n0 / (1.0 + (n0 - 1.0) / size as f64));
    (n0, n)
}

/// Draws without replacement from `population` so that at least one of `n_errors` is among them but for a
/// chance of `risk`: the smallest n with C(N-D, n)/C(N, n) <= risk. `None` where no n does.
pub fn discovery_sample_size(population: u64, n_errors: u64, risk: f64) -> Option<u64> {
    let clean = population.checked_sub(n_errors)?;
    let mut missed_all = 1.0;
    for n in 0..=population {
        if missed_all <= risk {
            return Some(n);
        }
        missed_all *= clean.saturating_sub(n) as f64 / (population - n).max(1) as f64;
    }
    None
}

/// Incidents to audit so that the recording rate comes within +/-2 points at 95%.
///
/// The rate counts crimes, incidents are what is drawn: n crimes at the expected rate, times the
/// design effect of several crimes to an incident (1.25: methods, section 8), over the crimes
/// expected per incident.
pub fn incidents_for_two_points(rate: f64, crimes_per_incident: f64, n_frame: u64) -> u64 {
    const DESIGN_EFFECT: f64 = 1.25;
    let per_incident = crimes_per_incident.max(0.05);
    let (n_crimes, _) = sample_size(rate, 0.02, 0.05, None);
    let n0 = n_crimes * DESIGN_EFFECT / per_incident;
    let corrected = n0 / (1.0 + (n0 - 1.0) / n_frame.max(1) as f64);
    (libm::ceil(corrected) as u64).min(n_frame)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reference vectors: statsmodels 0.15.0 and the closed form.
    #[test]
    fn sample_sizes_match_the_vectors() {
        let (n0, _) = sample_size(0.836, 0.0185, 0.05, None);
        assert!((n0 - 1_538.873_250_993_273_6).abs() < 1e-6);
        let (n0, n) = sample_size(0.966, 0.02, 0.05, Some(2_500));
        assert!((n0 - 315.422_183_767_194_6).abs() < 1e-6);
        assert!((n - 280.183_784_780_462_36).abs() < 1e-6);
    }

    /// Reference vector `discovery_sample_size_90_2pct`.
    #[test]
    fn a_discovery_sample_sees_one_of_them() {
        assert_eq!(discovery_sample_size(400, 8, 0.1), Some(100));
        assert_eq!(discovery_sample_size(400, 0, 0.1), None, "what is not there is never seen");
        assert_eq!(discovery_sample_size(400, 400, 0.1), Some(1));
        assert_eq!(discovery_sample_size(5, 1, 0.0), Some(5));
        assert_eq!(discovery_sample_size(5, 1, 1.0), Some(0));
        assert_eq!(discovery_sample_size(5, 6, 0.1), None);
    }

    #[test]
    fn incidents_needed_grow_as_the_rate_falls_and_never_pass_the_frame() {
        let good = incidents_for_two_points(0.966, 0.64, 25_500);
        let poor = incidents_for_two_points(0.836, 0.64, 25_500);
        assert!(good < poor && poor < 3_000, "{good} {poor}");
        assert_eq!(incidents_for_two_points(0.836, 0.64, 40), 40);
    }
}
