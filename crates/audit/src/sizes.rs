//! Sizes of the race (methods, section 2 "Sizes"): a risk part that saves work, and a cap part that keeps
//! the estimate and the certificate sound when the risk is wrong.

use alloc::vec::Vec;

/// What the size of one incident rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// Crimes recorded for it.
    pub recorded: u64,
    /// Most crimes it could owe.
    pub cap: u64,
    /// Predicted chance that it holds a missed crime, 0..1, from a model frozen before the seed; `None`: no
    /// model, and every incident that can hide a crime is as likely as the next.
    pub risk: Option<f64>,
}

/// How sizes are set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SizeRule {
    /// Accuracy expected, from the last audit: weighs missed against wrongly recorded in the risk part.
    pub expected_accuracy: f64,
    /// Accuracy claimed (A0 of the certificate): weighs them in the cap part.
    pub claimed_accuracy: f64,
    /// E(U^2 | U > 0) of the last audit.
    pub mean_square_missed: f64,
    /// Prior rate of wrong recording, where anything is recorded.
    pub wrong_rate: f64,
    /// Share of the size that the caps alone set: 0.3 for an estimate, 0.7 for a certificate.
    pub cap_share: f64,
}

impl SizeRule {
    /// The rule of methods section 2 for an estimate: cap share 0.3.
    pub const ESTIMATE: Self = Self {
        expected_accuracy: 0.95,
        claimed_accuracy: 0.95,
        mean_square_missed: 1.5,
        wrong_rate: 0.01,
        cap_share: 0.3,
    };
    /// The same for a certificate: cap share 0.7.
    pub const CERTIFICATE: Self = Self { cap_share: 0.7, ..Self::ESTIMATE };
}

/// Whole-number sizes and the scale they were made with, which the plan prints.
#[derive(Clone, Debug, PartialEq)]
pub struct Sizes {
    /// One for each incident, at least 1.
    pub sizes: Vec<u64>,
    /// Whole number for a share of 1: incidents times 1,000.
    pub scale: u64,
}

/// Largest loss an incident can bring: max(A0 max(cap - R, 0) + (1 - A0) R, 1 - A0).
pub fn loss_cap(claimed: f64, recorded: f64, cap: f64) -> f64 {
    (claimed * (cap - recorded).max(0.0) + (1.0 - claimed) * recorded).max(1.0 - claimed)
}

/// s_i = (1 - share) risk_i / sum risk + share cap_i / sum cap, as whole numbers:
/// max(1, round-half-even(s_i N 1000)).
pub fn sizes(rows: &[Exposure], rule: &SizeRule) -> Sizes {
    let scale = rows.len() as u64 * 1_000;
    let flat = flat_risk(rows, rule);
    let risk: Vec<f64> = rows.iter().map(|row| risk_part(row, rule, flat)).collect();
    let caps: Vec<f64> =
        rows.iter().map(|row| loss_cap(rule.claimed_accuracy, row.recorded as f64, row.cap as f64)).collect();
    let share_of = |values: &[f64], value: f64| {
        let sum: f64 = values.iter().sum();
        // Nothing at risk anywhere: the caps alone decide.
        if sum > 0.0 { value / sum } else { 0.0 }
    };
    let (risk_sum_is_nought, eps) = (risk.iter().all(|r| *r <= 0.0), rule.cap_share.clamp(0.0, 1.0));
    let eps = if risk_sum_is_nought { 1.0 } else { eps };
    let (per_risk, per_cap) = (share_of(&risk, 1.0), share_of(&caps, 1.0));
    let size = |(risk, cap): (&f64, &f64)| {
        let share = (1.0 - eps) * risk * per_risk + eps * cap * per_cap;
        (libm::rint(share * scale as f64) as u64).max(1)
    };
    Sizes { sizes: risk.iter().zip(&caps).map(size).collect(), scale }
}

/// Without a model: the missed crimes that the expected accuracy implies, spread evenly over the
/// incidents that can hide one.
fn flat_risk(rows: &[Exposure], rule: &SizeRule) -> f64 {
    let recorded: f64 = rows.iter().map(|row| row.recorded as f64).sum();
    let n_can_hide = rows.iter().filter(|row| row.cap > row.recorded).count() as f64;
    let accuracy = rule.expected_accuracy.clamp(0.01, 1.0);
    let missed = recorded * (1.0 - accuracy) / accuracy;
    if n_can_hide > 0.0 { (missed / n_can_hide).clamp(0.001, 1.0) } else { 0.0 }
}

fn risk_part(row: &Exposure, rule: &SizeRule, flat: f64) -> f64 {
    let (a, m2) = (rule.expected_accuracy, rule.mean_square_missed);
    let risk = row.risk.filter(|risk| risk.is_finite()).map_or(flat, |risk| risk.clamp(0.0, 1.0));
    let missed = if row.cap > row.recorded { a * a * risk * m2 } else { 0.0 };
    let wrong = if row.recorded > 0 { (1.0 - a) * (1.0 - a) * rule.wrong_rate } else { 0.0 };
    libm::sqrt(missed + wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(recorded: u64, cap: u64, risk: Option<f64>) -> Exposure {
        Exposure { recorded, cap, risk }
    }

    #[test]
    fn sizes_add_up_to_the_scale_and_follow_risk_and_caps() {
        let rows = [row(0, 2, Some(0.2)), row(0, 2, Some(0.01)), row(1, 1, Some(0.9)), row(1, 3, Some(0.05))];
        let got = sizes(&rows, &SizeRule::ESTIMATE);
        assert_eq!(got.scale, 4_000);
        let sum: u64 = got.sizes.iter().sum();
        assert!(sum.abs_diff(4_000) <= 2, "{:?}", got.sizes);
        assert!(got.sizes[0] > got.sizes[1], "more risk, more weight");
        assert!(
            got.sizes[2] < got.sizes[1],
            "what can hide nothing is seldom drawn, whatever the model says"
        );
        assert!(got.sizes.iter().all(|size| *size >= 1));
    }

    #[test]
    fn without_a_model_the_caps_decide() {
        let rows = [row(0, 1, None), row(0, 1, None), row(1, 1, None)];
        let got = sizes(&rows, &SizeRule::ESTIMATE);
        assert_eq!(got.sizes[0], got.sizes[1]);
        let nothing_hides = sizes(&[row(0, 0, None), row(0, 0, None)], &SizeRule::ESTIMATE);
        assert_eq!(nothing_hides.sizes, [1_000, 1_000]);
        assert!(sizes(&[], &SizeRule::ESTIMATE).sizes.is_empty());
    }

    #[test]
    fn a_model_that_speaks_nonsense_costs_width_only() {
        for risk in [f64::NAN, f64::INFINITY, -3.0, 7.0] {
            let got = sizes(&[row(0, 2, Some(risk)), row(1, 1, Some(risk))], &SizeRule::ESTIMATE);
            assert!(got.sizes.iter().all(|size| *size >= 1), "{risk}: {:?}", got.sizes);
        }
    }
}
