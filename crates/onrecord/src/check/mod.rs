//! `onrecord check`: extracts in, a check out.

mod answers;
mod counted;
mod coverage;
mod figures;
mod findings;
mod noted;
mod outputs;
mod print;
mod recorded;
mod references;
mod sample;

use std::io::Write;
use std::path::PathBuf;

use exchange::Table;
use exchange::intake::{self, Intake};
use exchange::output::OutputFolder;
use terms::{Day, Zone};

use crate::cli::{Check, FailOn, Format};
use crate::progress::Progress;
use crate::timings::Timings;
use crate::{Outcome, Stopped};

pub use findings::{Findings, find};
pub use outputs::write;

/// The built-in seed: good for a first look, not for an audit, since anyone knows it.
pub const BUILT_IN_SEED: &str = "00000000000000000000";

/// What a check is asked, apart from its files.
#[derive(Clone, Debug)]
pub struct Question {
    /// Measure as at the end of this day.
    pub as_at: Day,
    /// Whether that day was stated, and not only taken from the calendar.
    pub as_at_stated: bool,
    /// Seed of the audit sample.
    pub seed: String,
}

/// Runs a check and writes its folder.
///
/// # Errors
/// A sentence where it cannot run; nothing is then written.
pub fn run(options: &Check, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let question = question(options)?;
    let files = [
        (Table::Incidents, &options.incidents),
        (Table::Crimes, &options.crimes),
        (Table::People, &options.people),
        (Table::Counts, &options.counts),
    ];
    let files: Vec<(Table, PathBuf)> = files
        .into_iter()
        .flat_map(|(table, paths)| paths.iter().map(move |path| (table, path.clone())))
        .collect();
    if files.is_empty() {
        let what =
            "no files were given. Name at least one after --incidents, --crimes, --people or --counts.";
        return Err(Stopped::Usage(what.into()));
    }
    let mut folder = OutputFolder::prepare(&options.out)?;
    let progress = Progress::begin();
    let intake = Intake { files, mappings: options.mapping.clone() };
    let mut timings = Timings::begin(options.timings);
    timings.stage("reading");
    let mut extract = intake::read(&intake, &mut |file, n_bytes| progress.reading(file, n_bytes))?;
    let findings = find(&mut extract, &question, &mut |stage| {
        progress.say(stage);
        timings.stage(stage);
    });
    progress.say("writing the report");
    timings.stage("writing the report");
    let summary = answers::summary(&extract, &findings, &question);
    write(&mut folder, &extract, &findings, &summary)?;
    let recorded = recorded::counts(&findings.crimes, &extract.zone);
    let figures = figures::figures(options, &summary, recorded, figures::sources(options)?);
    let text = exchange::figures::text(&figures)?;
    folder.file(exchange::figures::FILE_NAME, |mut file| file.write_all(text.as_bytes()))?;
    folder.publish()?;
    drop(progress);
    timings.finish(&mut std::io::stderr(), summary.received.iter().map(|total| total.received).sum())?;
    match options.format {
        Format::Text => print::text(out, &summary, &options.out)?,
        Format::Json => print::json(out, &summary)?,
    }
    Ok(if fails(&options.fail_on, &summary) { Outcome::No } else { Outcome::Done })
}

fn question(options: &Check) -> Result<Question, Stopped> {
    let as_at = match &options.as_at {
        Some(text) => parse_day(text).ok_or_else(|| {
            Stopped::Usage(format!("--as-at \"{text}\" is not a date. Write it like 2026-09-30."))
        })?,
        None => today(),
    };
    let seed = options.sample_seed.clone().unwrap_or_else(|| BUILT_IN_SEED.into());
    if seed.len() < 20 || !seed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Stopped::Usage(format!("--sample-seed: {}", audit::draw::FrameFault::BadSeed)));
    }
    Ok(Question { as_at, as_at_stated: options.as_at.is_some(), seed })
}

/// Reads `2026-09-30`.
pub fn parse_day(text: &str) -> Option<Day> {
    let date: jiff::civil::Date = text.parse().ok()?;
    Day::from_date(date.year(), date.month(), date.day())
}

/// Today in Europe/London: the one place where a check reads the clock.
pub fn today() -> Day {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = now.map_or(0, |elapsed| elapsed.as_secs() as i64);
    Zone::london().day_of(terms::Instant::exact(seconds))
}

fn fails(fail_on: &[FailOn], summary: &exchange::report::Summary) -> bool {
    fail_on.iter().any(|what| match what {
        FailOn::Alarm => {
            summary.completeness.known().is_some_and(|completeness| !completeness.alarms.is_empty())
        }
        FailOn::Quarantine => summary.received.iter().any(|total| total.quarantined > 0),
    })
}
