//! Certificates: risk at the line, audits to a verdict, the interval that holds at every look.

use audit::certificate::{Draw, Rules, Verdict, Walk};
use rayon::prelude::*;

use super::report::{Section, share};
use super::world::{Audit, Caps, Design, Model, World, order};

/// No certificate is walked further.
pub const MOST_AUDITS: usize = 6_000;

/// How one run ended: verdict and audits spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    pub verdict: Verdict,
    pub n: usize,
}

pub fn walk(audit: &Audit, rules: &Rules, order: &[usize]) -> Ended {
    let Ok(mut walk) = Walk::new(rules, &audit.lines) else { return Ended { verdict: Verdict::Open, n: 0 } };
    for (at, line) in order.iter().enumerate() {
        let draw = Draw { line: *line, finding: audit.findings[*line] };
        let _ = walk.step(draw);
        let (verdict, _) = walk.verdict();
        if verdict != Verdict::Open {
            return Ended { verdict, n: at + 1 };
        }
    }
    Ended { verdict: Verdict::Open, n: order.len() }
}

pub fn runs(audit: &Audit, rules: &Rules, n_runs: usize, first: u64) -> Vec<Ended> {
    let race = audit.race();
    (0..n_runs as u64)
        .into_par_iter()
        .map(|run| walk(audit, rules, &order(&race, first + run, MOST_AUDITS)))
        .collect()
}

pub const fn is_certified(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Certified | Verdict::CertifiedOutright)
}

pub const fn is_refuted(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Refuted | Verdict::RefutedOutright)
}

/// Risk with a truth just below the line: certifying is wrong there.
pub fn risk(seed: u64, n_frame: usize, n_runs: usize) -> Section {
    let mut section = Section::new("Certificate: risk at A = A0 - 0.0005, alpha 5%, eps 0.7");
    let world = World::new(seed, n_frame, 0.9495);
    for (name, model, caps) in [
        ("friendly model (AUC 0.9)", Model::Auc(0.9), Caps::Right),
        ("useless model", Model::Useless, Caps::Right),
        ("adversarial model", Model::Adversarial, Caps::Right),
        ("no model, loose caps", Model::None, Caps::Loose),
    ] {
        let design = Design { model, caps, eps: 0.7, uniform: false, expected: 0.95 };
        let audit = Audit::new(&world, &design, seed);
        let all = runs(&audit, &Rules::new(0.95, 0.05), n_runs, 0);
        let wrong = all.iter().filter(|one| is_certified(one.verdict)).count();
        let bar = 0.05 + 3.0 * (0.05 * 0.95 / n_runs as f64).sqrt();
        section.held(
            format!("{name}, A = {:.3}%", 100.0 * audit.truth),
            format!("wrongly certified {}", share(wrong, n_runs)),
            "<= 5% + 3 standard errors",
            wrong as f64 / n_runs as f64 <= bar,
        );
    }
    section
}

/// Caps that do not hold: victims who stand on no list.
pub fn defective_caps(seed: u64, n_frame: usize, n_runs: usize) -> Section {
    let mut section = Section::new("Certificate: caps that do not hold (A = 94.95%, alpha 5%, eps 0.7)");
    let world = World::new(seed, n_frame, 0.9495);
    for share_unlisted in [0.05, 0.2, 0.5, 1.0] {
        let design = Design {
            model: Model::Auc(0.9),
            caps: Caps::Defective(share_unlisted),
            eps: 0.7,
            uniform: false,
            expected: 0.95,
        };
        let audit = Audit::new(&world, &design, seed);
        let all = runs(&audit, &Rules::new(0.95, 0.05), n_runs, 0);
        let count = |f: fn(Verdict) -> bool| all.iter().filter(|one| f(one.verdict)).count();
        let stopped: Vec<usize> =
            all.iter().filter(|one| one.verdict == Verdict::CapBroken).map(|one| one.n).collect();
        section.told(
            format!("{:.0}% of the incidents with a miss hold one unlisted", 100.0 * share_unlisted),
            format!(
                "wrongly certified {}; stopped by a broken cap {:.1}%, median draw {}; refuted {:.1}%",
                share(count(is_certified), n_runs),
                100.0 * stopped.len() as f64 / n_runs as f64,
                median(stopped).map_or("-".into(), |n| n.to_string()),
                100.0 * count(is_refuted) as f64 / n_runs as f64,
            ),
        );
    }
    section
}

/// Whether the anytime interval holds the truth at every look: neither test of the claims next to the truth
/// ever rejects. What would reject it is what would shut the interval past it.
pub fn anytime(seed: u64, n_frame: usize, n_runs: usize) -> Section {
    let mut section = Section::new("Always-valid interval: holds at every look up to 6,000 audits");
    for accuracy in [0.836, 0.966] {
        let world = World::new(seed, n_frame, accuracy);
        let design = Design {
            model: Model::Auc(0.9),
            caps: Caps::Right,
            eps: 0.7,
            uniform: false,
            expected: accuracy,
        };
        let audit = Audit::new(&world, &design, seed);
        let above = (audit.truth * 1_000.0).ceil() / 1_000.0;
        let below = (audit.truth * 1_000.0).floor() / 1_000.0;
        let race = audit.race();
        let holds = |run: u64| {
            let order = order(&race, 90_000_000 + run, MOST_AUDITS);
            let high = highest(&audit, &Rules::new(above, 0.025), &order).0;
            let low = highest(&audit, &Rules::new(below, 0.025), &order).1;
            high < 40.0_f64.ln() && low < 40.0_f64.ln()
        };
        let k = (0..n_runs as u64).into_par_iter().filter(|run| holds(*run)).count();
        let bar = 0.95 - 3.0 * (0.95 * 0.05 / n_runs as f64).sqrt();
        section.held(
            format!("A = {:.2}%, eps 0.7", 100.0 * audit.truth),
            format!("covers {}", share(k, n_runs)),
            ">= 95% within the runs' noise",
            k as f64 / n_runs as f64 >= bar,
        );
    }
    section
}

fn highest(audit: &Audit, rules: &Rules, order: &[usize]) -> (f64, f64) {
    let Ok(mut walk) = Walk::new(rules, &audit.lines) else { return (0.0, 0.0) };
    let (mut high, mut low) = (0.0_f64, 0.0_f64);
    for line in order {
        let draw = Draw { line: *line, finding: audit.findings[*line] };
        if let Ok(Some(step)) = walk.step(draw) {
            (high, low) = (high.max(step.log_certify), low.max(step.log_refute));
        }
        // An overspent budget shuts the interval too.
        if is_refuted(walk.verdict().0) {
            low = low.max(if walk.verdict().0 == Verdict::RefutedOutright { f64::INFINITY } else { low });
        }
    }
    (high, low)
}

pub fn median(mut values: Vec<usize>) -> Option<usize> {
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

/// Median and one run in ten of the audits to a verdict of this kind; runs that end otherwise count as
/// `MOST_AUDITS`.
pub fn audits_to(all: &[Ended], kind: fn(Verdict) -> bool) -> (usize, usize, usize) {
    let mut n: Vec<usize> =
        all.iter().map(|one| if kind(one.verdict) { one.n } else { MOST_AUDITS }).collect();
    n.sort_unstable();
    let at = |share: f64| n.get((share * n.len() as f64) as usize).copied().unwrap_or(MOST_AUDITS);
    (at(0.5), at(0.9), all.iter().filter(|one| kind(one.verdict)).count())
}
