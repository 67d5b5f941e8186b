//! The headline: how many incidents to audit, against fixed quotas and proportional strata in the same run.

use std::collections::BTreeMap;

use audit::certificate::{Rules, Verdict};
use audit::effective::{Estimated, design_logit};
use audit::random::Stream;
use audit::survey::{Design as Survey, ratio};
use rayon::prelude::*;
use terms::Family;

use super::certificates::{Ended, MOST_AUDITS, audits_to, is_certified, is_refuted, runs};
use super::estimates::{LOGIT, ORDINARY, PUBLISHED, n_for_width, runs as estimates};
use super::report::{Section, share};
use super::world::{Audit, Caps, Design, Model, World, shuffle};

/// Goals of design.md section 9, by truth: incidents for +/-2 points.
const GOALS: [(f64, usize); 2] = [(0.966, 300), (0.836, 950)];

/// Incidents for +/-2 points.
pub fn widths(seed: u64, n_frame: usize, n_runs: usize) -> Section {
    let mut section = Section::new("Incidents audited for a mean half-width of 2 points");
    for (accuracy, goal) in GOALS {
        let world = World::new(seed, n_frame, accuracy);
        let name = format!("A = {:.2}%", 100.0 * world.accuracy());
        section.told(
            format!("{name}: frame"),
            format!("{} incidents, {} crimes recorded", world.incidents.len(), world.recorded()),
        );
        for (kind, strata) in
            [("fixed quotas 40/20/40", Strata::Quotas), ("proportional strata", Strata::Proportional)]
        {
            let n = n_classic(&world, strata, 0.02, n_runs.min(300), seed);
            section.told(format!("{name}: {kind}, classic ratio"), format!("{n}"));
        }
        for (label, model, caps, eps, is_goal) in [
            ("known counts and caps, no model", Model::None, Caps::Right, 0.3, false),
            ("with the model (AUC 0.9)", Model::Auc(0.9), Caps::Right, 0.3, true),
            ("with the model (AUC 0.9)", Model::Auc(0.9), Caps::Right, 0.7, true),
            ("useless model", Model::Useless, Caps::Right, 0.3, false),
            ("adversarial model", Model::Adversarial, Caps::Right, 0.3, false),
            ("model, caps loose by one", Model::Auc(0.9), Caps::Loose, 0.3, false),
            ("model, class maximum 5", Model::Auc(0.9), Caps::ClassMaximum, 0.3, false),
            ("model, caps defective in 20%", Model::Auc(0.9), Caps::Defective(0.2), 0.3, false),
        ] {
            let design = Design { model, caps, eps, uniform: false, expected: accuracy };
            let audit = Audit::new(&world, &design, seed);
            let by_logit = n_for_width(&audit, 0.02, n_runs, LOGIT);
            let by_kg = n_for_width(&audit, 0.02, n_runs, ORDINARY);
            let at = estimates(&audit, by_kg, n_runs, 70_000_000);
            let covered = |by: fn(&super::estimates::Run) -> (f64, f64)| {
                at.iter().filter(|run| by(run).0 <= audit.truth && audit.truth <= by(run).1).count()
            };
            let doubtful = at.iter().filter(|run| run.is_doubtful).count();
            let measured = format!(
                "{by_logit} by logit width, {by_kg} by Korn-Graubard width (covers {}; marked low reliability {:.1}%, published interval covers {:.2}%)",
                share(covered(ORDINARY), at.len()),
                100.0 * doubtful as f64 / at.len() as f64,
                100.0 * covered(PUBLISHED) as f64 / at.len() as f64,
            );
            let what = format!("{name}: {label}, eps {eps}");
            match is_goal {
                true => section.held(what, measured, &format!("<= {goal}"), by_kg <= goal),
                false => section.told(what, measured),
            }
        }
    }
    section
}

/// Audits to a verdict on "at least 95%".
pub fn verdicts(seed: u64, n_frame: usize, n_runs: usize) -> Section {
    let mut section = Section::new(
        "Audits to certify or refute \"at least 95%\" at risk 5%: median, one run in ten needs more than",
    );
    for (accuracy, goal, kind) in
        [(0.98, 400, "certify"), (0.966, 1_100, "certify"), (0.935, 0, "refute"), (0.836, 50, "refute")]
    {
        let world = World::new(seed, n_frame, accuracy);
        let name = format!("{kind}, A = {:.2}%", 100.0 * world.accuracy());
        for (label, model, caps, eps, uniform) in [
            ("uniform", Model::None, Caps::Right, 0.7, true),
            ("caps, no model", Model::None, Caps::Right, 0.7, false),
            ("caps and model (AUC 0.9)", Model::Auc(0.9), Caps::Right, 0.7, false),
            ("caps and model (AUC 0.9)", Model::Auc(0.9), Caps::Right, 0.3, false),
            ("useless model", Model::Useless, Caps::Right, 0.7, false),
            ("adversarial model", Model::Adversarial, Caps::Right, 0.7, false),
            ("caps loose by one, model", Model::Auc(0.9), Caps::Loose, 0.7, false),
            ("class maximum 5, model", Model::Auc(0.9), Caps::ClassMaximum, 0.7, false),
            ("caps defective in 20%, model", Model::Auc(0.9), Caps::Defective(0.2), 0.7, false),
        ] {
            let design = Design { model, caps, eps, uniform, expected: 0.95 };
            let audit = Audit::new(&world, &design, seed);
            let mut all = runs(&audit, &Rules::new(0.95, 0.05), n_runs, 0);
            let n_broken = all.iter().filter(|one| one.verdict == Verdict::CapBroken).count();
            if let Caps::Defective(share) = caps {
                restart(&world, Design { caps: Caps::DefectiveRaised(share), ..design }, seed, &mut all);
            }
            let side = if kind == "certify" { is_certified } else { is_refuted };
            let (median, tenth, k) = audits_to(&all, side);
            let limit =
                |n: usize| if n >= MOST_AUDITS { format!("over {MOST_AUDITS}") } else { n.to_string() };
            let mut measured = format!(
                "median {}, 1 in 10 over {}; reached in {}",
                limit(median),
                limit(tenth),
                share(k, all.len())
            );
            if n_broken > 0 {
                measured += &format!(
                    "; a cap broke in {:.1}%, and a new draw with raised caps began: its audits are added",
                    100.0 * n_broken as f64 / all.len() as f64
                );
            }
            let what =
                format!("{name}: {label}{}", if uniform { String::new() } else { format!(", eps {eps}") });
            let is_goal = goal > 0 && label == "caps and model (AUC 0.9)" && !uniform;
            match is_goal {
                true => section.held(what, measured, &format!("median <= {goal}"), median <= goal),
                false => section.told(what, measured),
            }
        }
    }
    section
}

/// A broken cap voids the run; with caps raised a new draw begins, and the audits of both count.
fn restart(world: &World, raised: Design, seed: u64, all: &mut [Ended]) {
    let audit = Audit::new(world, &raised, seed);
    let again = runs(&audit, &Rules::new(0.95, 0.05), all.len(), 30_000_000);
    for (one, again) in all.iter_mut().zip(again).filter(|(one, _)| one.verdict == Verdict::CapBroken) {
        *one = Ended { verdict: again.verdict, n: one.n + again.n };
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Strata {
    Quotas,
    Proportional,
}

/// Audits of a classic stratified sample with a mean logit-t half-width.
fn n_classic(world: &World, strata: Strata, width: f64, n_runs: usize, seed: u64) -> usize {
    let mut members: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, one) in world.incidents.iter().enumerate() {
        members.entry(stratum(strata, one.family)).or_default().push(at);
    }
    let n_frame = world.incidents.len();
    let mut n = 1_500.0_f64;
    for _ in 0..7 {
        let shares: Vec<(usize, &String, &Vec<usize>)> = members
            .iter()
            .map(|(name, of)| {
                let share = match (strata, name.as_str()) {
                    (Strata::Proportional, _) => of.len() as f64 / n_frame as f64,
                    (Strata::Quotas, "sexual") => 0.2,
                    (Strata::Quotas, _) => 0.4,
                };
                (((share * n).round() as usize).clamp(2, of.len()), name, of)
            })
            .collect();
        let one = |run: u64| {
            half_width(world, &shares, &mut Stream::new(seed ^ (run + 1).wrapping_mul(0x9e37_79b9)))
        };
        let got = (0..n_runs as u64).into_par_iter().map(one).sum::<f64>() / n_runs as f64;
        let next = n * (got / width) * (got / width);
        let is_near = (next / n - 1.0).abs() < 0.01;
        n = next.clamp(20.0, n_frame as f64);
        if is_near {
            break;
        }
    }
    n.round() as usize
}

fn stratum(strata: Strata, family: Family) -> String {
    let name = family.name().to_lowercase();
    match strata {
        Strata::Proportional => name,
        Strata::Quotas if name.contains("sexual") || name.contains("rape") => "sexual".into(),
        Strata::Quotas
            if ["violence", "domestic", "assault", "stalking", "harassment", "homicide"]
                .iter()
                .any(|word| name.contains(word)) =>
        {
            "violence".into()
        }
        Strata::Quotas => "other".into(),
    }
}

fn half_width(world: &World, shares: &[(usize, &String, &Vec<usize>)], stream: &mut Stream) -> f64 {
    let (mut names, mut weight, mut y, mut k) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut population = BTreeMap::new();
    for (n, name, members) in shares {
        population.insert((*name).clone(), members.len() as u64);
        let mut order: Vec<usize> = (*members).clone();
        shuffle(&mut order, stream);
        for at in order.into_iter().take(*n) {
            let Some(one) = world.incidents.get(at) else { continue };
            names.push(name.as_str());
            weight.push(members.len() as f64 / *n as f64);
            y.push(one.owed.min(one.recorded) as f64);
            k.push(one.owed as f64);
        }
    }
    let design = Survey { stratum: &names, cluster: None, weight: &weight, population: Some(&population) };
    let Ok(got) = ratio(&design, &y, &k, None, 0.05) else { return 1.0 };
    let estimated = Estimated { share: got.ratio, variance: got.se * got.se, n: got.n, df: got.df };
    design_logit(estimated, 0.05).map_or(1.0, |ends| 0.5 * (ends.high - ends.low))
}
