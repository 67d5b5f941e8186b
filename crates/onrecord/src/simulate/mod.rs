//! `onrecord audit simulate`: the audit tried on a synthetic force whose truth is known, many times over.

mod certificates;
mod checks;
mod estimates;
mod headline;
mod report;
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
    /// Only parts whose name holds this: estimates, certificates, headline, checks
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

/// Runs of each part.
#[derive(Clone, Copy, Debug)]
struct Runs {
    n_frame: usize,
    estimates: usize,
    certificates: usize,
    anytime: usize,
    headline: usize,
    seeds: u64,
}

impl Runs {
    const fn of(length: Length) -> Self {
        match length {
            Length::Short => Self {
                n_frame: 4_000,
                estimates: 60,
                certificates: 60,
                anytime: 20,
                headline: 30,
                seeds: 3_000,
            },
            Length::Medium => Self {
                n_frame: 25_500,
                estimates: 1_000,
                certificates: 1_000,
                anytime: 300,
                headline: 400,
                seeds: 100_000,
            },
            Length::Full => Self {
                n_frame: 25_500,
                estimates: 10_000,
                certificates: 20_000,
                anytime: 5_000,
                headline: 1_000,
                seeds: 100_000,
            },
        }
    }
}

/// # Errors
/// A report that cannot be written.
pub fn run(options: &Simulate, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let sections = sections(options);
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
        let text = report::markdown(&heading, &sections);
        std::fs::write(file, text)
            .map_err(|error| Stopped::Usage(format!("{}: cannot be written ({error}).", file.display())))?;
    }
    let is_met = sections.iter().flat_map(|section| &section.rows).all(|row| row.met != Some(false));
    Ok(if is_met { Outcome::Done } else { Outcome::No })
}

/// Every part asked for.
pub fn sections(options: &Simulate) -> Vec<Section> {
    let runs = Runs::of(options.length);
    let (seed, n_frame) = (options.seed, options.incidents.unwrap_or(runs.n_frame));
    let asked = |part: &str| options.only.as_deref().is_none_or(|only| part.contains(only));
    let progress = Progress::begin();
    let mut sections = Vec::new();
    if asked("checks") {
        progress.say("draws and agreement");
        sections.push(checks::selection(runs.seeds));
        let world = world::World::new(seed, n_frame.min(4_000), 0.95);
        let design = world::Design {
            model: world::Model::None,
            caps: world::Caps::Right,
            eps: 0.3,
            uniform: false,
            expected: 0.95,
        };
        let audit = world::Audit::new(&world, &design, seed);
        sections.push(checks::reordered(&audit.frame, 20));
        sections.push(checks::agreement(runs.estimates as u64));
    }
    if asked("estimates") {
        progress.say("estimates");
        sections.push(estimates::coverage(seed, n_frame, runs.estimates));
        sections.push(estimates::blind(seed, n_frame, runs.estimates.min(2_000)));
        sections.push(estimates::reviewers(seed, n_frame, runs.estimates.min(2_000)));
    }
    if asked("certificates") {
        progress.say("certificates");
        sections.push(certificates::risk(seed, n_frame, runs.certificates));
        sections.push(certificates::defective_caps(seed, n_frame, runs.certificates.min(2_000)));
        sections.push(certificates::anytime(seed, n_frame, runs.anytime));
    }
    if asked("headline") {
        progress.say("the headline");
        sections.push(headline::widths(seed, n_frame, runs.headline));
        sections.push(headline::verdicts(seed, n_frame, runs.headline));
    }
    sections
}
