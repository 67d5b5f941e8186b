//! Many runs of one trial, over all threads, in order of run.

use audit::answers::{Answers, Certificate};
use audit::certificate::Verdict;
use rayon::prelude::*;

use super::trial::{Plan, Trial};
use super::world::{Design, World};
use crate::Stopped;

/// Whatever a run says, or the sentence that stopped it.
fn all<T: Send>(
    n_runs: usize,
    first: u64,
    one: impl Fn(u64) -> Result<T, Stopped> + Sync,
) -> Result<Vec<T>, Stopped> {
    let told = |run| one(run).map_err(|stopped| stopped.to_string());
    let runs: Result<Vec<T>, String> =
        (0..n_runs as u64).into_par_iter().map(|run| told(first + run)).collect();
    runs.map_err(Stopped::Usage)
}

/// What one estimate says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Run {
    pub accuracy: f64,
    pub ordinary: (f64, f64),
    pub logit: (f64, f64),
    pub published: (f64, f64),
    pub is_doubtful: bool,
}

impl Run {
    fn of(answers: &Answers) -> Self {
        let whole = &answers.whole;
        let Ok(rate) = &whole.rate else { return Self { published: (0.0, 1.0), ..Self::default() } };
        let published = rate.ends.unwrap_or((rate.value, rate.value));
        Self {
            accuracy: rate.value,
            ordinary: whole.korn_graubard.unwrap_or(published),
            logit: whole.logit.unwrap_or(published),
            published,
            is_doubtful: rate.notes.iter().any(|note| note.starts_with("low reliability")),
        }
    }
}

/// Estimates with the seeds of so many runs.
pub fn estimates(trial: &Trial<'_>, n_runs: usize, first: u64) -> Result<Vec<Run>, Stopped> {
    let race = trial.audit.race()?;
    all(n_runs, first, |run| Ok(Run::of(&trial.answers(&race, run)?)))
}

/// How one certificate ended: verdict and audits spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    pub verdict: Verdict,
    pub n: usize,
}

/// Certificates, read after each number of `rounds`, which grow, until one is decided.
pub fn certificates(
    trial: &Trial<'_>,
    rounds: &[usize],
    n_runs: usize,
    first: u64,
) -> Result<Vec<Ended>, Stopped> {
    let race = trial.audit.race()?;
    all(n_runs, first, |run| {
        let mut ended = Ended { verdict: Verdict::Open, n: 0 };
        for n in rounds {
            let found = trial.certificate(&race, run, *n)?;
            ended = Ended { verdict: found.verdict, n: found.at_draw.unwrap_or(*n as u64) as usize };
            if ended.verdict != Verdict::Open {
                break;
            }
        }
        Ok(ended)
    })
}

/// What `read` makes of each certificate of `n` incidents.
pub fn paths<T: Send>(
    trial: &Trial<'_>,
    n: usize,
    n_runs: usize,
    read: impl Fn(&Certificate) -> T + Sync,
) -> Result<Vec<T>, Stopped> {
    let race = trial.audit.race()?;
    all(n_runs, 90_000_000, |run| Ok(read(&trial.certificate(&race, run, n)?)))
}

pub fn half(ends: (f64, f64)) -> f64 {
    0.5 * (ends.1 - ends.0)
}

pub fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = values.fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
    sum / n
}

/// Runs in which an interval holds the truth.
pub fn covered(runs: &[Run], truth: f64, by: fn(&Run) -> (f64, f64)) -> usize {
    runs.iter().filter(|run| by(run).0 <= truth && truth <= by(run).1).count()
}

pub const LOGIT: fn(&Run) -> (f64, f64) = |run| run.logit;
pub const ORDINARY: fn(&Run) -> (f64, f64) = |run| run.ordinary;
pub const PUBLISHED: fn(&Run) -> (f64, f64) = |run| run.published;

/// The number of audits whose mean half-width is `width`, by the width itself, which goes about with one over
/// the root of n; and the trial planned on it. Begins at what the planner says. `by` picks the interval.
pub fn n_for_width<'w>(
    world: &'w World,
    design: &Design,
    (width, fewest): (f64, usize),
    n_runs: usize,
    seed: u64,
    by: fn(&Run) -> (f64, f64),
) -> Result<(usize, Trial<'w>), Stopped> {
    let most = world.incidents.len();
    let mut trial = Trial::new(world, design, Plan::estimate(fewest.max(100).min(most)), seed)?;
    let mut n = trial.planned(width).unwrap_or(400).clamp(fewest.min(most), most);
    for step in 1..=4 {
        trial = Trial::new(world, design, Plan::estimate(n), seed)?;
        let got = mean(estimates(&trial, n_runs, 1_000_000 * step)?.iter().map(|run| half(by(run))));
        let next = (n as f64 * (got / width) * (got / width)).round() as usize;
        let next = next.clamp(fewest.min(most), most);
        let is_near = next.abs_diff(n) * 100 <= n;
        n = next;
        if is_near {
            break;
        }
    }
    if n != trial.plan.n {
        trial = Trial::new(world, design, Plan::estimate(n), seed)?;
    }
    Ok((n, trial))
}
