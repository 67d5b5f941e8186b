//! The headline: how many incidents to audit, against fixed quotas and proportional strata in the same run.

use std::collections::BTreeMap;

use audit::certificate::Verdict;
use audit::effective::{Estimated, design_logit};
use audit::random::Stream;
use audit::survey::{Design as Survey, ratio};
use rayon::prelude::*;
use terms::Family;

use super::certificates::{audits_to, is_certified, is_refuted, rounds};
use super::report::{Section, share};
use super::runs::{
    Ended, LOGIT, ORDINARY, PUBLISHED, certificates, covered, estimates, half, mean, n_for_width,
};
use super::trial::{Plan, Trial};
use super::world::{Caps, Design, Model, World, shuffle};
use crate::Stopped;

/// No certificate is walked further.
const MOST_AUDITS: usize = 6_000;
/// Goals of design.md section 9, by truth: incidents for +/-2 points.
const GOALS: [(f64, usize); 2] = [(0.966, 300), (0.836, 950)];

/// Incidents for +/-2 points.
pub fn widths(seed: u64, n_frame: usize, n_runs: usize) -> Result<Section, Stopped> {
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
            section.told(format!("{name}: {kind}, classic ratio"), format!("{n} by logit width"));
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
            let (n, trial) = n_for_width(&world, &design, (0.02, 20), n_runs.min(100), seed, ORDINARY)?;
            let at = estimates(&trial, n_runs, 70_000_000)?;
            let percent = |k: usize| 100.0 * k as f64 / at.len() as f64;
            let doubtful = at.iter().filter(|run| run.is_doubtful).count();
            // The width goes with one over the root of n.
            let logit = mean(at.iter().map(|run| half(LOGIT(run))));
            let by_logit = (n as f64 * (logit / 0.02) * (logit / 0.02)).round();
            let measured = format!(
                "{n} by Korn-Graubard width, {by_logit} by logit width; covers {}; marked low reliability {:.1}%, and then the published interval is wider: mean half-width {:.2}, covers {:.2}%",
                share(covered(&at, trial.truth, ORDINARY), at.len()),
                percent(doubtful),
                100.0 * mean(at.iter().map(|run| half(PUBLISHED(run)))),
                percent(covered(&at, trial.truth, PUBLISHED)),
            );
            let what = format!("{name}: {label}, eps {eps}");
            match is_goal {
                true => {
                    section.held(what, measured, &format!("<= {goal}"), n <= goal);
                    at_goal(&mut section, &world, &design, (&name, goal), (n_runs, seed))?;
                }
                false => section.told(what, measured),
            }
        }
    }
    Ok(section)
}

/// What is published where as many are audited as the goal allows, the runs in doubt among them.
fn at_goal(
    section: &mut Section,
    world: &World,
    design: &Design,
    (name, goal): (&str, usize),
    (n_runs, seed): (usize, u64),
) -> Result<(), Stopped> {
    let n = goal.min(world.incidents.len());
    let trial = Trial::new(world, design, Plan::estimate(n), seed)?;
    let all = estimates(&trial, n_runs, 80_000_000)?;
    let mut widths: Vec<f64> = all.iter().map(|run| 100.0 * half(PUBLISHED(run))).collect();
    widths.sort_by(f64::total_cmp);
    let at = |share: f64| widths.get((share * widths.len() as f64) as usize).copied().unwrap_or(0.0);
    let doubtful = all.iter().filter(|run| run.is_doubtful).count();
    section.told(
        format!("{name}: published on {n}, eps {}", design.eps),
        format!(
            "half-width median {:.2}, one run in ten over {:.2}; covers {}; marked low reliability {}",
            at(0.5),
            at(0.9),
            share(covered(&all, trial.truth, PUBLISHED), all.len()),
            share(doubtful, all.len()),
        ),
    );
    Ok(())
}

/// Truth, goal of the median (0 = none), and which verdict is right.
const VERDICTS: [(f64, usize, &str); 4] =
    [(0.98, 400, "certify"), (0.966, 1_100, "certify"), (0.935, 0, "refute"), (0.836, 50, "refute")];

/// Designs of a certificate: name, model, caps, eps, uniform.
const DESIGNS: [(&str, Model, Caps, f64, bool); 10] = [
    ("uniform", Model::None, Caps::Right, 0.7, true),
    ("caps, no model", Model::None, Caps::Right, 0.7, false),
    (GOAL_DESIGN, Model::Auc(0.9), Caps::Right, 0.7, false),
    (GOAL_DESIGN, Model::Auc(0.9), Caps::Right, 0.3, false),
    ("useless model", Model::Useless, Caps::Right, 0.7, false),
    ("adversarial model", Model::Adversarial, Caps::Right, 0.7, false),
    ("caps loose by one, model", Model::Auc(0.9), Caps::Loose, 0.7, false),
    ("class maximum 5, model", Model::Auc(0.9), Caps::ClassMaximum, 0.7, false),
    ("caps defective in 5%, model", Model::Auc(0.9), Caps::Defective(0.05), 0.7, false),
    ("caps defective in 20%, model", Model::Auc(0.9), Caps::Defective(0.2), 0.7, false),
];
const GOAL_DESIGN: &str = "caps and model (AUC 0.9)";

/// Audits to a verdict on "at least 95%".
pub fn verdicts(seed: u64, n_frame: usize, n_runs: usize) -> Result<Section, Stopped> {
    let mut section = Section::new(
        "Audits to certify or refute \"at least 95%\" at risk 5%: median, one run in ten needs more than",
    );
    let most = MOST_AUDITS.min(n_frame);
    for (accuracy, goal, kind) in VERDICTS {
        let world = World::new(seed, n_frame, accuracy);
        let name = format!("{kind}, A = {:.2}%", 100.0 * world.accuracy());
        for (label, model, caps, eps, uniform) in DESIGNS {
            let design = Design { model, caps, eps, uniform, expected: 0.95 };
            let is_main = label == GOAL_DESIGN;
            let n_runs = if is_main { n_runs } else { n_runs.div_ceil(4) };
            let (all, n_broken) = ended(&world, &design, most, n_runs, seed)?;
            let side = if kind == "certify" { is_certified } else { is_refuted };
            let (median, tenth, k) = audits_to(&all, side, most);
            let limit = |n: usize| if n >= most { format!("over {most}") } else { n.to_string() };
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
            match goal > 0 && is_main {
                true => section.held(what, measured, &format!("median <= {goal}"), median <= goal),
                false => section.told(what, measured),
            }
        }
    }
    Ok(section)
}

/// How every run ended. A broken cap voids a run; with caps raised a new draw begins, and the audits of both
/// count.
fn ended(
    world: &World,
    design: &Design,
    most: usize,
    n_runs: usize,
    seed: u64,
) -> Result<(Vec<Ended>, usize), Stopped> {
    let rounds = rounds(most);
    let trial = Trial::new(world, design, Plan::certificate(most), seed)?;
    let mut all = certificates(&trial, &rounds, n_runs, 0)?;
    let broken = |one: &&mut Ended| one.verdict == Verdict::CapBroken;
    let n_broken = all.iter_mut().filter(broken).count();
    if let (Caps::Defective(share), true) = (design.caps, n_broken > 0) {
        let raised = Design { caps: Caps::DefectiveRaised(share), ..*design };
        let trial = Trial::new(world, &raised, Plan::certificate(most), seed)?;
        let again = certificates(&trial, &rounds, n_broken, 30_000_000)?;
        for (one, again) in all.iter_mut().filter(broken).zip(again) {
            *one = Ended { verdict: again.verdict, n: one.n + again.n };
        }
    }
    Ok((all, n_broken))
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
                (((share * n).round() as usize).max(2).min(of.len()), name, of)
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
