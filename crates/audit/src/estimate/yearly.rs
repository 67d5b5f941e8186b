//! Crimes that go unrecorded in a year, in both forms (methods, section 1; inspectorate.md, section 4).

use terms::Interval;

use super::rate::Total;
use crate::beta::normal_quantile;
use crate::interval::at_level;

/// Crimes a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Yearly {
    /// The estimate.
    pub crimes: f64,
    /// Its standard error.
    pub se: f64,
    /// Its interval.
    pub interval: Interval,
}

/// Frame form: what was missed in the frame, times 365 over its days. Normal interval, not below nought.
pub fn frame_form(missed: Total, n_days: f64, alpha: f64) -> Option<Yearly> {
    if n_days <= 0.0 {
        return None;
    }
    let scale = 365.0 / n_days;
    let (crimes, se) = (missed.estimate * scale, libm::sqrt(missed.variance) * scale);
    let half = normal_quantile(1.0 - alpha / 2.0) * se;
    let method = at_level!(alpha, "frame form, normal");
    Some(Yearly {
        crimes,
        se,
        interval: Interval { low: (crimes - half).max(0.0), high: crimes + half, method },
    })
}

/// Inspectorate form: U = R (1 - A) / A, R the recorded crime of 12 months without fraud; se = R se(A) / A^2;
/// the interval from the ends of A's. `None` where A or its lower end is nought.
pub fn inspectorate_form(
    recorded: f64,
    accuracy: f64,
    se: f64,
    of_accuracy: Interval,
    alpha: f64,
) -> Option<Yearly> {
    let unrecorded = |a: f64| recorded * (1.0 - a) / a;
    if accuracy <= 0.0 || of_accuracy.low <= 0.0 {
        return None;
    }
    let method = at_level!(alpha, "inspectorate form, from the ends of the rate");
    Some(Yearly {
        crimes: unrecorded(accuracy),
        se: recorded * se / (accuracy * accuracy),
        interval: Interval { low: unrecorded(of_accuracy.high), high: unrecorded(of_accuracy.low), method },
    })
}

/// The inspectorate's "additional crimes" at a re-inspection: R (1 - old / new). Its form is not settled by
/// what was published (inspectorate.md, section 4); printed with that said.
pub fn additional_form(recorded: f64, old: f64, new: f64) -> Option<f64> {
    (new > 0.0).then(|| recorded * (1.0 - old / new))
}
