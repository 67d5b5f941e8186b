//! `onrecord audit simulate`: the audit tried on a synthetic force whose truth is known, many times over.

mod certificates;
mod checks;
mod estimates;
mod headline;
mod marking;
mod report;
mod runs;
mod trial;
mod whole;
mod world;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Format;
use crate::progress::Progress;
use crate::{Outcome, Stopped};
pub use report::{Row, Section};

/// How much is tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Length {
    /// Seconds: that all of it still runs, with wide bars.
    #[default]
    Short,
    /// Minutes: the whole table with fewer runs.
    Medium,
    /// The table of the methods with its own number of runs.
    Full,
}

/// Options of `audit simulate`.
#[derive(Debug, Args)]
pub struct Simulate {
    /// How much to try
    #[arg(long, value_enum, default_value_t)]
    pub length: Length,
    /// Only parts whose name holds this: checks, commands, estimates, certificates, headline
    #[arg(long, value_name = "PART")]
    pub only: Option<String>,
    /// Seed of everything random
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub seed: u64,
    /// Incidents in the frame
    #[arg(long, value_name = "N")]
    pub incidents: Option<usize>,
    /// Write the report here too, as Markdown
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// How much each part tries.
#[derive(Clone, Copy, Debug)]
struct Runs {
    /// Incidents in the frame of the headline and of the blind model: the month of the methods.
    n_frame: usize,
    /// In the frames of coverage, risk and the always-valid interval, where nothing hangs on the month.
    n_small: usize,
    /// Truths whose coverage is tried.
    n_truths: usize,
    coverage: usize,
    estimates: usize,
    certificates: usize,
    /// Most audits of a certificate at its line.
    most: usize,
    anytime: usize,
    headline: usize,
    commands: u64,
    seeds: u64,
}

impl Runs {
    const fn of(length: Length) -> Self {
        match length {
            Length::Short => Self {
                n_frame: 1_200,
                n_small: 1_200,
                n_truths: 1,
                coverage: 40,
                estimates: 16,
                certificates: 40,
                most: 300,
                anytime: 20,
                headline: 6,
                commands: 1,
                seeds: 3_000,
            },
            Length::Medium => Self {
                n_frame: 25_500,
                n_small: 8_000,
                n_truths: 6,
                coverage: 1_000,
                estimates: 400,
                certificates: 2_000,
                most: 1_000,
                anytime: 400,
                headline: 200,
                commands: 5,
                seeds: 100_000,
            },
            Length::Full => Self {
                n_frame: 25_500,
                n_small: 8_000,
                n_truths: 6,
                coverage: 10_000,
                estimates: 1_000,
                certificates: 20_000,
                most: 1_000,
                anytime: 5_000,
                headline: 400,
                commands: 20,
                seeds: 100_000,
            },
        }
    }
}

/// # Errors
/// A report that cannot be written.
pub fn run(options: &Simulate, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let begun = std::time::Instant::now();
    let sections = sections(options)?;
    let seconds = begun.elapsed().as_secs();
    let heading = format!("Audit simulation, {:?}, seed {}", options.length, options.seed);
    match options.format {
        Format::Text => {
            writeln!(
                out,
                "{heading}. Synthetic force; no real force's data was seen.{}",
                report::plain(&sections)
            )?;
        }
        Format::Json => {
            let row = |row: &Row| serde_json::json!({"what": row.what, "measured": row.measured, "bar": row.bar, "met": row.met});
            let section = |section: &Section| serde_json::json!({"title": section.title, "rows": section.rows.iter().map(row).collect::<Vec<_>>()});
            let all = serde_json::json!({"heading": heading, "sections": sections.iter().map(section).collect::<Vec<_>>()});
            serde_json::to_writer_pretty(&mut *out, &all).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    if let Some(file) = &options.report {
        let text = report::markdown(&heading, seconds, &sections);
        std::fs::write(file, text)
            .map_err(|error| Stopped::Usage(format!("{}: cannot be written ({error}).", file.display())))?;
    }
    let is_met = sections.iter().flat_map(|section| &section.rows).all(|row| row.met != Some(false));
    Ok(if is_met { Outcome::Done } else { Outcome::No })
}

/// Every part asked for.
///
/// # Errors
/// A sentence where a file of the simulation cannot be written, or a command refuses it.
pub fn sections(options: &Simulate) -> Result<Vec<Section>, Stopped> {
    let runs = Runs::of(options.length);
    let seed = options.seed;
    let n_frame = options.incidents.unwrap_or(runs.n_frame);
    let n_small = options.incidents.map_or(runs.n_small, |n| n.min(runs.n_small));
    let most = runs.most.min(n_small);
    let asked = |part: &str| options.only.as_deref().is_none_or(|only| part.contains(only));
    let progress = Progress::begin();
    let mut sections = Vec::new();
    if asked("checks") {
        progress.say("draws and agreement");
        sections.push(checks::selection(runs.seeds));
        sections.push(checks::reordered(seed, n_frame.min(4_000), 20));
        sections.push(checks::agreement(runs.coverage as u64));
    }
    if asked("commands") {
        progress.say("the commands from file to file");
        sections.push(commands(seed, n_small, runs.commands)?);
    }
    if asked("headline") {
        progress.say("the headline: widths");
        sections.push(headline::widths(seed, n_frame, runs.headline)?);
        progress.say("the headline: verdicts");
        sections.push(headline::verdicts(seed, n_frame, runs.headline)?);
    }
    if asked("estimates") {
        progress.say("estimates: a blind model, markers who err");
        sections.push(estimates::blind(seed, n_frame, runs.estimates)?);
        sections.push(estimates::reviewers(seed, n_small, runs.estimates)?);
        progress.say("estimates: coverage");
        let truths = estimates::TRUTHS.iter().rev().take(runs.n_truths).copied().collect::<Vec<f64>>();
        sections.push(estimates::coverage(seed, n_small, runs.coverage, &truths)?);
    }
    if asked("certificates") {
        progress.say("certificates: caps that do not hold, every look");
        sections.push(certificates::defective_caps(seed, n_small, most, runs.estimates)?);
        sections.push(certificates::anytime(seed, n_small, most, runs.anytime)?);
        progress.say("certificates: risk");
        sections.push(certificates::risk(seed, n_small, most, runs.certificates)?);
    }
    Ok(sections)
}

fn commands(seed: u64, n_frame: usize, n_runs: u64) -> Result<Section, Stopped> {
    let world = world::World::new(seed, n_frame, 0.95);
    let design = world::Design {
        model: world::Model::Auc(0.9),
        caps: world::Caps::Right,
        eps: 0.7,
        uniform: false,
        expected: 0.95,
    };
    let errs = marking::Errs { overlooks: 0.05, invents: 0.005 };
    let n = 300.min(n_frame / 2);
    let plan = trial::Plan { markers: marking::Markers::Two(errs, 1.0), ..trial::Plan::estimate(n) };
    whole::commands(&trial::Trial::new(&world, &design, plan, seed)?, n_runs)
}
