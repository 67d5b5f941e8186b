//! The commands from beginning to end on the simulation's own files, compared with what the runs read.

use std::fs;
use std::path::Path;

use super::marking::mark;
use super::report::Section;
use super::trial::{SEED_AT, SEED_SOURCE, Trial};
use super::world::seed_of;
use crate::audit::cli::{Draw, Estimate, Replay};
use crate::cli::Format;
use crate::{Outcome, Stopped, audit};

/// Draws, marks, estimates, certifies and replays `n_runs` times, each through its command.
///
/// # Errors
/// A sentence where a command is refused, which would be a defect.
pub fn commands(trial: &Trial<'_>, n_runs: u64) -> Result<Section, Stopped> {
    let mut section = Section::new("The commands from file to file, against the runs of this report");
    let (mut n_same, mut n_replayed) = (0, 0);
    for run in 0..n_runs {
        let (is_same, is_replayed) = one(trial, run)?;
        n_same += u64::from(is_same);
        n_replayed += u64::from(is_replayed);
    }
    section.held(
        "draw, marks, estimate, certify: the figures and the verdict that the runs read",
        format!("{n_same} of {n_runs} the same"),
        "all",
        n_same == n_runs,
    );
    section.held(
        "replay of estimate and certificate from the published files",
        format!("{n_replayed} of {n_runs} say yes"),
        "all",
        n_replayed == n_runs,
    );
    Ok(section)
}

fn one(trial: &Trial<'_>, run: u64) -> Result<(bool, bool), Stopped> {
    let at = trial.folder().join(format!("whole-{run}"));
    let audit = at.join("audit");
    copy(&trial.folder().join("audit"), &audit)?;
    let draw = Draw {
        audit: audit.clone(),
        seed: Some(seed_of(run)),
        seed_at: SEED_AT.into(),
        seed_source: SEED_SOURCE.into(),
        parties: None,
        n: None,
        population: Some(trial.folder().join("population.csv")),
        planted: None,
        format: Format::Json,
    };
    let mut out = std::io::sink();
    audit::draw::run(&draw, &mut out)?;
    let marks = mark(trial, &audit, run)?;
    let asked = |to: &str| Estimate {
        audit: audit.clone(),
        marks: marks.clone(),
        planted: None,
        out: at.join(to),
        format: Format::Json,
        ..Estimate::default()
    };
    audit::estimate::run(&asked("result"), &mut out)?;
    audit::certify::run(&asked("certificate"), &mut out)?;
    let mut is_replayed = true;
    for result in ["result", "certificate"] {
        let replay = Replay {
            audit: audit.clone(),
            population: Some(trial.folder().join("population.csv")),
            protocol: Some(trial.folder().join("audit.toml")),
            planted: None,
            marks: marks.clone(),
            result: Some(at.join(result)),
            format: Format::Json,
        };
        is_replayed &= audit::replay::run(&replay, &mut out)? == Outcome::Done;
    }
    let is_same = same_estimate(trial, run, &at)? && same_certificate(trial, run, &at)?;
    fs::remove_dir_all(&at)?;
    Ok((is_same, is_replayed))
}

fn copy(from: &Path, to: &Path) -> Result<(), Stopped> {
    fs::create_dir_all(to)?;
    for name in ["plan.json", "plan.sha256", "frame.txt", "details.csv"] {
        fs::copy(from.join(name), to.join(name))?;
    }
    Ok(())
}

fn json(path: &Path) -> Result<serde_json::Value, Stopped> {
    serde_json::from_slice(&fs::read(path)?).map_err(|error| Stopped::Output(error.into()))
}

/// To the six places that the file prints.
fn same_estimate(trial: &Trial<'_>, run: u64, at: &Path) -> Result<bool, Stopped> {
    let printed = json(&at.join("result/estimate.json"))?;
    let first = &printed["measures"][0];
    let race = trial.audit.race()?;
    let Ok(read) = trial.answers(&race, run)?.whole.rate else { return Ok(false) };
    let (low, high) = read.ends.unwrap_or((read.value, read.value));
    let near = |name: &str, value: f64| {
        first[name].as_f64().is_some_and(|printed| (printed - value).abs() <= 0.51e-6)
    };
    Ok(near("value", read.value) && near("low", low) && near("high", high))
}

fn same_certificate(trial: &Trial<'_>, run: u64, at: &Path) -> Result<bool, Stopped> {
    let printed = json(&at.join("certificate/certificate.json"))?;
    let race = trial.audit.race()?;
    let read = trial.certificate(&race, run, trial.plan.n)?;
    Ok(printed["verdict"] == read.verdict.name() && printed["at_draw"].as_u64() == read.at_draw)
}
