//! Estimates: coverage, bias, the width that so many audits buy.

use audit::estimate::{RaceDraw, Rate, TwoPhaseDraw, rate, two_phase};
use audit::random::Stream;
use rayon::prelude::*;
use terms::Family;

use super::report::{Section, share};
use super::world::{Audit, Caps, Design, Model, World, order};

/// Coverage bar of Korn-Graubard; below the floor it fails at once (methods, section 9).
const COVERAGE: f64 = 0.945;
const FLOOR: f64 = 0.94;
const TAIL: f64 = 0.035;
/// No estimate is planned on fewer, however narrow the width.
const FEWEST: usize = 100;

/// What one run says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    pub accuracy: f64,
    pub ordinary: (f64, f64),
    pub logit: (f64, f64),
    pub published: (f64, f64),
    pub is_doubtful: bool,
}

impl Run {
    fn of(rate: &Rate) -> Self {
        let ends = |interval: Option<terms::Interval>| interval.map_or((0.0, 1.0), |i| (i.low, i.high));
        Self {
            accuracy: rate.accuracy,
            ordinary: ends(rate.korn_graubard.map(|kg| kg.interval).or(rate.published)),
            logit: ends(rate.logit.or(rate.published)),
            published: ends(rate.published),
            is_doubtful: !rate.doubts.is_empty(),
        }
    }
}

pub fn runs(audit: &Audit, n: usize, n_runs: usize, first: u64) -> Vec<Run> {
    let race = audit.race();
    let one = |run: u64| {
        let stratum = audit.drawn(&order(&race, first + run, n));
        rate(&[stratum], 0.05).map(|rate| Run::of(&rate)).unwrap_or_default()
    };
    (0..n_runs as u64).into_par_iter().map(one).collect()
}

fn half(ends: (f64, f64)) -> f64 {
    0.5 * (ends.1 - ends.0)
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = values.fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
    sum / n
}

/// The smallest number of audits whose mean half-width is `width`, by the width itself: it goes about with
/// one over the root of n. `by` picks the interval.
pub fn n_for_width(audit: &Audit, width: f64, n_runs: usize, by: fn(&Run) -> (f64, f64)) -> usize {
    let mut n = 400.0_f64;
    for step in 0..7 {
        let size = (n as usize).clamp(20, audit.lines.len());
        let got = mean(runs(audit, size, n_runs, 1_000_000 * (step + 1)).iter().map(|run| half(by(run))));
        let next = n * (got / width) * (got / width);
        if (next / n - 1.0).abs() < 0.01 {
            return next.round() as usize;
        }
        n = next.clamp(20.0, audit.lines.len() as f64);
    }
    n.round() as usize
}

pub const LOGIT: fn(&Run) -> (f64, f64) = |run| run.logit;
pub const ORDINARY: fn(&Run) -> (f64, f64) = |run| run.ordinary;
pub const PUBLISHED: fn(&Run) -> (f64, f64) = |run| run.published;

/// Coverage at twelve truths and models, n planned for +/-2 points.
pub fn coverage(seed: u64, n_frame: usize, n_runs: usize) -> Section {
    let mut section =
        Section::new("Estimate: coverage of the 95% interval, planned width +/-2 points, eps 0.3");
    for accuracy in [0.80, 0.836, 0.90, 0.95, 0.966, 0.99] {
        let world = World::new(seed, n_frame, accuracy);
        for model in [Model::Auc(0.5), Model::Auc(0.9)] {
            let design = Design { model, caps: Caps::Right, eps: 0.3, uniform: false, expected: accuracy };
            let audit = Audit::new(&world, &design, seed);
            let n = n_for_width(&audit, 0.02, (n_runs / 20).clamp(50, 300), ORDINARY).max(FEWEST);
            let all = runs(&audit, n, n_runs, 0);
            let name = format!("A = {:.2}%, {model:?}, n = {n}", 100.0 * audit.truth);
            held_coverage(&mut section, &name, &audit, &all);
        }
    }
    section
}

fn held_coverage(section: &mut Section, name: &str, audit: &Audit, all: &[Run]) {
    let (n_runs, truth) = (all.len(), audit.truth);
    let count = |holds: &dyn Fn(&Run) -> bool| all.iter().filter(|run| holds(run)).count();
    let below = count(&|run| truth < run.ordinary.0);
    let above = count(&|run| truth > run.ordinary.1);
    let covered = n_runs - below - above;
    let published = count(&|run| run.published.0 <= truth && truth <= run.published.1);
    let logit = count(&|run| run.logit.0 <= truth && truth <= run.logit.1);
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
            "covers {}; half-width {:.2}; the exact interval in {:.1}% of runs",
            share(published, n_runs),
            width(PUBLISHED),
            percent(doubtful)
        ),
        ">= 94.5% within the runs' noise",
        published as f64 / n_runs as f64 >= at_least,
    );
    let told = format!(
        "covers {}; tails {:.2}% and {:.2}%; half-width {:.2}; logit covers {:.2}%",
        share(covered, n_runs),
        percent(above),
        percent(below),
        width(ORDINARY),
        percent(logit)
    );
    let what = format!("{name}: Korn-Graubard alone");
    // Where the mark fires in most runs Korn-Graubard is not what is published, and is only told.
    match 2 * doubtful > n_runs {
        true => section.told(what, told),
        false => section.held(
            what,
            told,
            ">= 94.5%, tails <= 3.5%, each within the runs' noise",
            is_met(covered, below.max(above)),
        ),
    }
    let bar = 0.1 + 3.0 / (n_runs as f64).sqrt();
    section.held(
        format!("{name}: bias"),
        format!("{bias:+.3} sd of {:.2} points", 100.0 * spread),
        "< 0.1 sd",
        bias.abs() < bar,
    );
}

/// The model has never seen one whole family.
pub fn blind(seed: u64, n_frame: usize, n_runs: usize) -> Section {
    let mut section = Section::new("Estimate: a model blind to one offence family");
    let world = World::new(seed, n_frame, 0.966);
    let missed = |family: Family| {
        let of = world.incidents.iter().filter(|one| one.family == family);
        of.map(super::world::Incident::missed).sum::<u64>()
    };
    let families = world.incidents.iter().map(|one| one.family);
    let Some(worst) = families.max_by_key(|family| missed(*family)) else { return section };
    let all_missed: u64 = world.incidents.iter().map(super::world::Incident::missed).sum();
    for eps in [0.3, 0.5, 0.7] {
        let design =
            Design { model: Model::BlindTo(worst), caps: Caps::Right, eps, uniform: false, expected: 0.966 };
        let audit = Audit::new(&world, &design, seed);
        for n in [200, 326, 399, 1_000] {
            let all = runs(&audit, n, n_runs, 0);
            let covered = |by: fn(&Run) -> (f64, f64)| {
                let holds = |run: &&Run| by(run).0 <= audit.truth && audit.truth <= by(run).1;
                all.iter().filter(holds).count()
            };
            let percent = |k: usize| 100.0 * k as f64 / n_runs as f64;
            let published = covered(PUBLISHED);
            let what = format!(
                "blind to {} ({} of {all_missed} misses), eps {eps}, n = {n}",
                worst.name(),
                missed(worst)
            );
            let measured = format!(
                "published {}; Korn-Graubard alone {:.2}%, half-width {:.2}; low-reliability mark in {:.1}% of runs",
                share(published, n_runs),
                percent(covered(ORDINARY)),
                100.0 * mean(all.iter().map(|run| half(run.ordinary))),
                percent(all.iter().filter(|run| run.is_doubtful).count())
            );
            // At 0.3 the bar of the methods is not met (docs/decisions): it is told, and held from 0.7.
            let noise = 3.0 * (0.93 * 0.07 / n_runs as f64).sqrt();
            match eps >= 0.7 {
                false => section.told(what, measured),
                true => {
                    section.held(what, measured, ">= 93%", published as f64 / n_runs as f64 >= 0.93 - noise)
                }
            }
        }
    }
    section
}

/// Markers who err, alone and corrected by rulings on a third.
pub fn reviewers(seed: u64, n_frame: usize, n_runs: usize) -> Section {
    let mut section =
        Section::new("Reviewer error: single marks find 85% of misses and call 0.5% of the rest missed");
    let world = World::new(seed, n_frame, 0.9);
    let design =
        Design { model: Model::Auc(0.9), caps: Caps::Right, eps: 0.3, uniform: false, expected: 0.9 };
    let audit = Audit::new(&world, &design, seed);
    let (n, race) = (900, audit.race());
    let one = |run: u64| {
        let order = order(&race, 50_000_000 + run, n);
        let stratum = audit.drawn(&order);
        let mut stream = Stream::new(run ^ 0x6d61_726b);
        let mut places: Vec<usize> = (0..n).collect();
        super::world::shuffle(&mut places, &mut stream);
        let mut is_ruled = vec![false; n];
        places.iter().take(n / 3).for_each(|at| is_ruled[*at] = true);
        let marks: Vec<(RaceDraw, TwoPhaseDraw)> = stratum
            .draws
            .iter()
            .zip(is_ruled)
            .map(|(draw, is_ruled)| {
                let truth = draw.found.unwrap_or_default();
                let hides = draw.line.cap > draw.line.recorded;
                let missed = match truth.missed > 0.0 {
                    true if stream.chance(0.85) => truth.missed,
                    false if hides && stream.chance(0.005) => 1.0,
                    _ => 0.0,
                };
                let single = audit::estimate::Found { missed, ..truth };
                (*draw, TwoPhaseDraw { single, ruled: is_ruled.then_some(truth) })
            })
            .collect();
        let single = audit::estimate::RaceStratum {
            draws: marks.iter().map(|(draw, mark)| RaceDraw { found: Some(mark.single), ..*draw }).collect(),
            ..stratum.clone()
        };
        let single = rate(&[single], 0.05).map(|rate| Run::of(&rate)).unwrap_or_default();
        let corrected = two_phase(&[(stratum, marks)], 0.05).map(|rate| Run::of(&rate)).unwrap_or_default();
        (single, corrected)
    };
    let both: Vec<(Run, Run)> = (0..n_runs as u64).into_par_iter().map(one).collect();
    let covered = |pick: fn(&(Run, Run)) -> &Run| {
        let holds = |run: &&(Run, Run)| {
            let ends = pick(run).ordinary;
            ends.0 <= audit.truth && audit.truth <= ends.1
        };
        both.iter().filter(holds).count()
    };
    let bias = |pick: fn(&(Run, Run)) -> &Run| {
        100.0 * (mean(both.iter().map(|run| pick(run).accuracy)) - audit.truth)
    };
    let width = |pick: fn(&(Run, Run)) -> &Run| 100.0 * mean(both.iter().map(|run| half(pick(run).ordinary)));
    let alone: fn(&(Run, Run)) -> &Run = |run| &run.0;
    let corrected: fn(&(Run, Run)) -> &Run = |run| &run.1;
    section.told(
        format!("one mark each, n = {n}, A = 90%"),
        format!(
            "covers {}, off by {:+.2} points, half-width {:.2}",
            share(covered(alone), n_runs),
            bias(alone),
            width(alone)
        ),
    );
    let k = covered(corrected);
    section.held(
        "corrected by rulings on a random third",
        format!(
            "covers {}, off by {:+.2} points, half-width {:.2}",
            share(k, n_runs),
            bias(corrected),
            width(corrected)
        ),
        ">= 93%",
        k as f64 / n_runs as f64 >= 0.93 - 3.0 * (0.93 * 0.07 / n_runs as f64).sqrt(),
    );
    section
}
