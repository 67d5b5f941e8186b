//! Certificates: risk at the line, caps that do not hold, the interval that holds at every look.

use audit::answers::Certificate;
use audit::certificate::{Draw, Finding, Line, Rules, Verdict, path};

use super::marking::{Errs, Markers};
use super::report::{Section, share};
use super::runs::{Ended, certificates, paths};
use super::trial::{Plan, Trial};
use super::world::{Caps, Design, Model, World};
use crate::Stopped;

pub const fn is_certified(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Certified | Verdict::CertifiedOutright)
}

pub const fn is_refuted(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Refuted | Verdict::RefutedOutright)
}

const fn design(model: Model, caps: Caps) -> Design {
    Design { model, caps, eps: 0.7, uniform: false, expected: 0.95 }
}

/// Risk with a truth just below the line: certifying is wrong there.
pub fn risk(seed: u64, n_frame: usize, most: usize, n_runs: usize) -> Result<Section, Stopped> {
    let mut section = Section::new(&format!(
        "Certificate: risk at A = A0 - 0.0005, alpha 5%, eps 0.7, frame of {n_frame}, at most {most} audits"
    ));
    let world = World::new(seed, n_frame, 0.9495);
    // Two marks each take twice the time, and are tried on fewer.
    let erring = Markers::Two(Errs { overlooks: 0.02, invents: 0.002 }, 1.0);
    for (name, model, caps, markers, n_runs) in [
        ("friendly model (AUC 0.9)", Model::Auc(0.9), Caps::Right, Markers::Sure, n_runs),
        ("useless model", Model::Useless, Caps::Right, Markers::Sure, n_runs),
        ("adversarial model", Model::Adversarial, Caps::Right, Markers::Sure, n_runs),
        ("no model, loose caps", Model::None, Caps::Loose, Markers::Sure, n_runs / 10),
        ("no list, class maximum of 5", Model::None, Caps::ClassMaximum, Markers::Sure, n_runs / 10),
        ("two markers who err in 2%, and a ruling", Model::Auc(0.9), Caps::Right, erring, n_runs / 10),
    ] {
        let plan = Plan { markers, ..Plan::certificate(most) };
        let trial = Trial::new(&world, &design(model, caps), plan, seed)?;
        let all = certificates(&trial, &[most], n_runs, 0)?;
        let wrong = all.iter().filter(|one| is_certified(one.verdict)).count();
        let bar = 0.05 + 3.0 * (0.05 * 0.95 / n_runs as f64).sqrt();
        section.held(
            format!("{name}, A = {:.3}%", 100.0 * trial.truth),
            format!("wrongly certified {}", share(wrong, n_runs)),
            "<= 5% + 3 standard errors",
            wrong as f64 / n_runs as f64 <= bar,
        );
    }
    Ok(section)
}

/// Caps that do not hold: victims who stand on no list; and a cap of what is recorded.
pub fn defective_caps(seed: u64, n_frame: usize, most: usize, n_runs: usize) -> Result<Section, Stopped> {
    let mut section =
        Section::new("Certificate: caps that do not hold (A = 94.95%, alpha 5%, eps 0.7, model of AUC 0.9)");
    let world = World::new(seed, n_frame, 0.9495);
    let shares = [0.05, 0.2, 0.5, 1.0].map(Caps::Defective);
    for caps in shares.into_iter().chain([Caps::Broken]) {
        let trial = Trial::new(&world, &design(Model::Auc(0.9), caps), Plan::certificate(most), seed)?;
        let all = certificates(&trial, &rounds(most), n_runs, 0)?;
        let count = |f: fn(Verdict) -> bool| all.iter().filter(|one| f(one.verdict)).count();
        let stopped: Vec<usize> =
            all.iter().filter(|one| one.verdict == Verdict::CapBroken).map(|one| one.n).collect();
        let what = match caps {
            Caps::Defective(share) => {
                format!("{:.0}% of the incidents with a miss hold one unlisted", 100.0 * share)
            }
            _ => "every cap is what is recorded".into(),
        };
        section.told(
            what,
            format!(
                "wrongly certified {}; stopped by a broken cap {}, median draw {}; refuted {:.1}%",
                share(count(is_certified), n_runs),
                share(stopped.len(), n_runs),
                median(stopped).map_or("-".into(), |n| n.to_string()),
                100.0 * count(is_refuted) as f64 / n_runs as f64,
            ),
        );
    }
    Ok(section)
}

/// Whether the anytime interval holds the truth at every look: neither test of the claims next to the truth
/// ever rejects. What would reject it is what would shut the interval past it.
pub fn anytime(seed: u64, n_frame: usize, most: usize, n_runs: usize) -> Result<Section, Stopped> {
    let mut section =
        Section::new(&format!("Always-valid interval: holds at every look up to {most} audits"));
    for accuracy in [0.836, 0.966] {
        let world = World::new(seed, n_frame, accuracy);
        let of = Design { expected: accuracy, ..design(Model::Auc(0.9), Caps::Right) };
        let trial = Trial::new(&world, &of, Plan::certificate(most), seed)?;
        let tenth = |up: f64| (trial.truth * 1_000.0 + up).floor() / 1_000.0;
        let (below, above) = (tenth(0.0), tenth(1.0));
        let frame: Vec<Line> = trial.audit.frame.iter().map(line).collect();
        let holds = |found: &Certificate| {
            let high =
                highest(&trial, &frame, found, above).is_some_and(|(certify, _)| certify < 40.0_f64.ln());
            high && highest(&trial, &frame, found, below).is_some_and(|(_, refute)| refute < 40.0_f64.ln())
        };
        let k = paths(&trial, most, n_runs, holds)?.into_iter().filter(|holds| *holds).count();
        let bar = 0.95 - 3.0 * (0.95 * 0.05 / n_runs as f64).sqrt();
        section.held(
            format!("A = {:.2}%, eps 0.7", 100.0 * trial.truth),
            format!("covers {}", share(k, n_runs)),
            ">= 95% within the runs' noise",
            k as f64 / n_runs as f64 >= bar,
        );
    }
    Ok(section)
}

fn line(line: &audit::draw::FrameLine) -> Line {
    Line { recorded: line.recorded as f64, cap: line.cap as f64, size: line.size as f64 }
}

/// The highest wealth of both sides against a claim, over the incidents of a path; refuting without end where
/// the budget is overspent.
fn highest(trial: &Trial<'_>, frame: &[Line], found: &Certificate, claim: f64) -> Option<(f64, f64)> {
    let recorded = |at: usize| trial.audit.frame.get(at).map_or(0, |line| line.recorded);
    let draws: Vec<Draw> = found
        .steps
        .iter()
        .filter_map(|step| {
            Some(Draw { line: step.line, finding: Finding::of(step.owed?, recorded(step.line)) })
        })
        .collect();
    let walked = path(&Rules::new(claim, 0.025), frame, &draws).ok()?;
    let (certify, refute) = walked.highest();
    let is_overspent = walked.verdict == Verdict::RefutedOutright;
    Some((certify, if is_overspent { f64::INFINITY } else { refute }))
}

/// After how many audits a certificate is looked at: four times as many each time.
pub fn rounds(most: usize) -> Vec<usize> {
    let mut rounds: Vec<usize> = [100, 400, 1_600].into_iter().filter(|n| *n < most).collect();
    rounds.push(most);
    rounds
}

pub fn median(mut values: Vec<usize>) -> Option<usize> {
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

/// Median and one run in ten of the audits to a verdict of this kind, and in how many it was reached; runs that
/// end otherwise count as `most`.
pub fn audits_to(all: &[Ended], kind: fn(Verdict) -> bool, most: usize) -> (usize, usize, usize) {
    let mut n: Vec<usize> = all.iter().map(|one| if kind(one.verdict) { one.n } else { most }).collect();
    n.sort_unstable();
    let at = |share: f64| n.get((share * n.len() as f64) as usize).copied().unwrap_or(most);
    (at(0.5), at(0.9), all.iter().filter(|one| kind(one.verdict)).count())
}
