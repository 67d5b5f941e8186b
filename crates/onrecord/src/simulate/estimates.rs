//! Estimates: coverage, bias, a blind model, markers who err.

use terms::Family;

use super::marking::{Errs, Markers};
use super::report::{Section, share};
use super::runs::{LOGIT, ORDINARY, PUBLISHED, Run, covered, estimates, half, mean, n_for_width};
use super::trial::{Plan, Trial};
use super::world::{Caps, Design, Incident, Model, World};
use crate::Stopped;

/// Coverage bar of Korn-Graubard; below the floor it fails at once (methods, section 9).
const COVERAGE: f64 = 0.945;
const FLOOR: f64 = 0.94;
const TAIL: f64 = 0.035;
/// No estimate is planned on fewer, however narrow the width.
const FEWEST: usize = 100;
/// The truths of methods section 9.
pub const TRUTHS: [f64; 6] = [0.80, 0.836, 0.90, 0.95, 0.966, 0.99];

/// Coverage at these truths, by a useless model, a good one, and a good one with the cap share of a certificate,
/// n planned for +/-2 points.
pub fn coverage(seed: u64, n_frame: usize, n_runs: usize, truths: &[f64]) -> Result<Section, Stopped> {
    let mut section = Section::new(&format!(
        "Estimate: coverage of the 95% interval, planned width +/-2 points, frame of {n_frame}"
    ));
    for accuracy in truths {
        let world = World::new(seed, n_frame, *accuracy);
        for (model, eps) in [(Model::Auc(0.5), 0.3), (Model::Auc(0.9), 0.3), (Model::Auc(0.9), 0.7)] {
            let design = Design { model, caps: Caps::Right, eps, uniform: false, expected: *accuracy };
            let n_tries = (n_runs / 40).clamp(20, 100);
            let (n, trial) = n_for_width(&world, &design, (0.02, FEWEST), n_tries, seed, ORDINARY)?;
            let all = estimates(&trial, n_runs, 0)?;
            let name = format!("A = {:.2}%, {model:?}, eps {eps}, n = {n}", 100.0 * trial.truth);
            held_coverage(&mut section, &name, trial.truth, &all);
        }
    }
    Ok(section)
}

fn held_coverage(section: &mut Section, name: &str, truth: f64, all: &[Run]) {
    let n_runs = all.len();
    let count = |holds: &dyn Fn(&Run) -> bool| all.iter().filter(|run| holds(run)).count();
    let below = count(&|run| truth < run.ordinary.0);
    let above = count(&|run| truth > run.ordinary.1);
    let (by_kg, published) = (n_runs - below - above, covered(all, truth, PUBLISHED));
    let doubtful = count(&|run| run.is_doubtful);
    let centre = mean(all.iter().map(|run| run.accuracy));
    let spread = mean(all.iter().map(|run| (run.accuracy - centre).powi(2))).sqrt();
    let bias = (centre - truth) / spread;
    // Allow for the noise of the runs themselves: three standard errors below the bar, never the floor.
    let noise = 3.0 * (COVERAGE * (1.0 - COVERAGE) / n_runs as f64).sqrt();
    let at_least = (COVERAGE - noise).max(if n_runs >= 5_000 { FLOOR } else { 0.0 });
    let tail = TAIL + 3.0 * (TAIL * (1.0 - TAIL) / n_runs as f64).sqrt();
    let is_met = |covered: usize, worst: usize| {
        covered as f64 / n_runs as f64 >= at_least && worst as f64 / n_runs as f64 <= tail
    };
    let percent = |k: usize| 100.0 * k as f64 / n_runs as f64;
    let width = |by: fn(&Run) -> (f64, f64)| 100.0 * mean(all.iter().map(|run| half(by(run))));
    section.held(
        format!("{name}: published interval"),
        format!(
            "covers {}; half-width {:.2}; marked low reliability in {:.1}% of runs, with the interval that goes with the mark",
            share(published, n_runs),
            width(PUBLISHED),
            percent(doubtful)
        ),
        ">= 94.5% within the runs' noise",
        published as f64 / n_runs as f64 >= at_least,
    );
    let told = format!(
        "covers {}; tails {:.2}% and {:.2}%; half-width {:.2}; logit covers {:.2}%",
        share(by_kg, n_runs),
        percent(above),
        percent(below),
        width(ORDINARY),
        percent(covered(all, truth, LOGIT))
    );
    let what = format!("{name}: Korn-Graubard alone");
    // Where the mark fires in most runs Korn-Graubard is not what is published, and is only told.
    match 2 * doubtful > n_runs {
        true => section.told(what, told),
        false => section.held(
            what,
            told,
            ">= 94.5%, tails <= 3.5%, each within the runs' noise",
            is_met(by_kg, below.max(above)),
        ),
    }
    let bar = 0.1 + 3.0 / (n_runs as f64).sqrt();
    section.held(
        format!("{name}: bias"),
        format!("{bias:+.3} sd of {:.2} points", 100.0 * spread),
        "< 0.1 sd within the runs' noise",
        bias.abs() < bar,
    );
}

/// The model has never seen one whole family.
pub fn blind(seed: u64, n_frame: usize, n_runs: usize) -> Result<Section, Stopped> {
    let mut section = Section::new("Estimate: a model blind to one offence family");
    let world = World::new(seed, n_frame, 0.966);
    let missed = |family: Family| {
        let of = world.incidents.iter().filter(|one| one.family == family);
        of.map(Incident::missed).sum::<u64>()
    };
    let families = world.incidents.iter().map(|one| one.family);
    let Some(worst) = families.max_by_key(|family| missed(*family)) else { return Ok(section) };
    let all_missed: u64 = world.incidents.iter().map(Incident::missed).sum();
    for eps in [0.3, 0.5, 0.7] {
        for n in [200, 326, 399, 1_000] {
            let design = Design {
                model: Model::BlindTo(worst),
                caps: Caps::Right,
                eps,
                uniform: false,
                expected: 0.966,
            };
            let n = n.min(world.incidents.len() / 2);
            let trial = Trial::new(&world, &design, Plan::estimate(n), seed)?;
            let all = estimates(&trial, n_runs, 0)?;
            let percent = |k: usize| 100.0 * k as f64 / n_runs as f64;
            let published = covered(&all, trial.truth, PUBLISHED);
            let what = format!(
                "blind to {} ({} of {all_missed} misses), eps {eps}, n = {n}",
                worst.name(),
                missed(worst)
            );
            let measured = format!(
                "published {}, half-width {:.2}; Korn-Graubard alone {:.2}%, half-width {:.2}; low-reliability mark in {:.1}% of runs",
                share(published, n_runs),
                100.0 * mean(all.iter().map(|run| half(run.published))),
                percent(covered(&all, trial.truth, ORDINARY)),
                100.0 * mean(all.iter().map(|run| half(run.ordinary))),
                percent(all.iter().filter(|run| run.is_doubtful).count())
            );
            // Where the mark does not fire in every run below 400, eps 0.3 is told and 0.7 is held.
            let noise = 3.0 * (0.93 * 0.07 / n_runs as f64).sqrt();
            match eps >= 0.7 {
                false => section.told(what, measured),
                true => {
                    section.held(what, measured, ">= 93%", published as f64 / n_runs as f64 >= 0.93 - noise)
                }
            }
        }
    }
    Ok(section)
}

/// Markers who err: one alone, two on a third of the list with the rest corrected by it, two on all.
pub fn reviewers(seed: u64, n_frame: usize, n_runs: usize) -> Result<Section, Stopped> {
    let mut section = Section::new(
        "Reviewer error: each marker overlooks what is missed in 15% of the incidents that miss something, and sees a miss in 0.5% of the others",
    );
    let world = World::new(seed, n_frame, 0.9);
    let design =
        Design { model: Model::Auc(0.9), caps: Caps::Right, eps: 0.3, uniform: false, expected: 0.9 };
    let errs = Errs { overlooks: 0.15, invents: 0.005 };
    let n = 900.min(n_frame / 2);
    // What two overlook alike nobody rules on: so much of the missed is lost to both.
    let both = errs.overlooks * errs.overlooks;
    for (name, markers, is_held) in [
        ("one mark each", Markers::One(errs), false),
        (
            "two marks and a ruling on a random third, the rest corrected by it",
            Markers::Two(errs, 1.0 / 3.0),
            true,
        ),
        ("two marks on all, the registrar ruling where they differ", Markers::Two(errs, 1.0), true),
    ] {
        let trial = Trial::new(&world, &design, Plan { markers, ..Plan::estimate(n) }, seed)?;
        let all = estimates(&trial, n_runs, 50_000_000)?;
        let k = covered(&all, trial.truth, PUBLISHED);
        let centre = mean(all.iter().map(|run| run.accuracy));
        let spread = mean(all.iter().map(|run| (run.accuracy - centre).powi(2))).sqrt();
        let left = (1.0 - trial.truth) * (1.0 - both);
        let expected = trial.truth / (trial.truth + left) - trial.truth;
        let off = centre - trial.truth;
        let measured = format!(
            "covers {}, off by {:+.2} points (what both overlook explains {:+.2}), half-width {:.2}",
            share(k, n_runs),
            100.0 * off,
            100.0 * expected,
            100.0 * mean(all.iter().map(|run| half(run.published)))
        );
        let what = format!("{name}, n = {n}, A = {:.2}%", 100.0 * trial.truth);
        let bar = (0.1 + 3.0 / (n_runs as f64).sqrt()) * spread;
        match is_held {
            false => section.told(what, measured),
            true => section.held(
                what,
                measured,
                "off by < 0.1 sd beyond what both overlook, within the runs' noise",
                (off - expected).abs() < bar,
            ),
        }
    }
    Ok(section)
}
