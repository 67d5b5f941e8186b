//! Many groups and teams beside one line (methods, section 7): Holm where a report claims something of a group,
//! Benjamini and Hochberg where teams are screened for a closer look. Intervals stay unadjusted.

use super::{ALPHA, Answer, Group};
use crate::beta::incomplete_beta;
use crate::comparisons::{benjamini_hochberg, holm};

/// What may be said of one among many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Below the line.
    Below,
    /// Above it.
    Above,
    /// Neither is shown.
    NotShown,
}

impl Says {
    /// Its words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::Above => "above",
            Self::NotShown => "not shown",
        }
    }
}

/// One rate beside the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// The line, 0 to 1.
    pub line: f64,
    /// Two-sided p of a rate at the line, before adjustment; 1 where the rate is marked low reliability.
    pub p: f64,
    /// The same, adjusted for all that are compared.
    pub adjusted: f64,
    /// What may be said.
    pub says: Says,
}

/// Two-sided p of a rate of `line`, at the effective size of Korn and Graubard: twice the smaller tail, the one
/// whose exact binomial interval would just shut the line out.
pub fn p_at(line: f64, value: f64, n_effective: f64) -> f64 {
    let right = n_effective * value;
    let wrong = n_effective - right;
    let below = 1.0 - incomplete_beta(right + 1.0, wrong.max(1e-9), line);
    let above = incomplete_beta(right.max(1e-9), wrong + 1.0, line);
    (2.0 * below.min(above)).clamp(0.0, 1.0)
}

/// Groups beside the level of the plan, for claims: Holm.
pub(super) fn claims(groups: &mut [Group], level: f64) {
    compare(groups, level, holm);
}

/// Teams beside the force's own rate, for a list of whom to ask: Benjamini-Hochberg.
pub(super) fn screen(teams: &mut [Group], whole: &Answer) {
    if let Ok(whole) = whole {
        compare(teams, whole.value, benjamini_hochberg);
    }
}

fn compare(groups: &mut [Group], line: f64, adjust: fn(&[f64]) -> alloc::vec::Vec<f64>) {
    let p: alloc::vec::Vec<f64> =
        groups.iter().filter(|group| group.rate.is_ok()).map(|group| p_of(group, line)).collect();
    let mut adjusted = p.iter().copied().zip(adjust(&p));
    for group in groups {
        let Ok(rate) = &group.rate else { continue };
        let Some((p, adjusted)) = adjusted.next() else { break };
        let says = match (adjusted <= ALPHA, rate.value < line) {
            (false, _) => Says::NotShown,
            (true, true) => Says::Below,
            (true, false) => Says::Above,
        };
        group.compared = Some(Compared { line, p, adjusted, says });
    }
}

fn p_of(group: &Group, line: f64) -> f64 {
    let is_weak = |rate: &super::Estimate| rate.notes.iter().any(|note| note.starts_with("low reliability"));
    match (&group.rate, group.n_effective) {
        (Ok(rate), Some(n_effective)) if !is_weak(rate) => p_at(line, rate.value, n_effective),
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Estimate, GroupKind};
    use crate::interval::clopper_pearson;
    use alloc::string::ToString;
    use alloc::vec::Vec;

    /// p is at most 5% exactly where Clopper and Pearson's 95% interval shuts the line out.
    #[test]
    fn p_and_the_exact_interval_say_the_same() {
        for (count, n) in [(45, 50), (50, 50), (190, 200), (8, 17), (180, 200), (199, 200)] {
            let ends = clopper_pearson(count, n, 0.05).unwrap();
            for line in [0.80, 0.90, 0.95, 0.97, 0.98, 0.99] {
                let p = p_at(line, count as f64 / n as f64, n as f64);
                let is_out = line < ends.low || line > ends.high;
                assert_eq!(p < 0.05, is_out, "{count} of {n} at {line}: {p} {ends:?}");
            }
        }
    }

    fn group(name: &str, value: f64, n_effective: f64, note: Option<&str>) -> Group {
        let rate = Estimate {
            value,
            ends: None,
            method: "made up".into(),
            k: None,
            n: 100,
            n_of: "incidents",
            notes: note.map(ToString::to_string).into_iter().collect(),
        };
        let (kind, name) = (GroupKind::Offence, name.to_string());
        let n_effective = Some(n_effective);
        Group { kind, name, rate: Ok(rate), n_effective, compared: None, owed: 0, missed: 0, incidents: 0 }
    }

    /// Alone each would be below the line; among six Holm lets only the plainest stand, a weak one never.
    #[test]
    fn claims_among_many_are_adjusted() {
        let made = |value| group("one", value, 400.0, None);
        let mut groups: Vec<Group> = [0.86, 0.924, 0.95, 0.95, 0.999].map(made).into();
        groups.push(group("weak", 0.5, 400.0, Some("low reliability: few")));
        claims(&mut groups, 0.95);
        let says: Vec<Says> = groups.iter().map(|group| group.compared.unwrap().says).collect();
        assert_eq!(
            says,
            [Says::Below, Says::NotShown, Says::NotShown, Says::NotShown, Says::Above, Says::NotShown]
        );
        let second = groups[1].compared.unwrap();
        assert!(second.p < 0.05 && second.adjusted > 0.05, "{second:?}");
        let mut teams: Vec<Group> = [0.86, 0.924, 0.93, 0.95].map(made).into();
        screen(&mut teams, &groups[2].rate.clone());
        assert_eq!(teams[0].compared.unwrap().says, Says::Below);
        assert!(teams[1].compared.unwrap().adjusted <= holm(&[teams[1].compared.unwrap().p; 4])[0]);
    }
}
