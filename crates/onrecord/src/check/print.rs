//! What a check prints: the few lines a person needs, or the summary for a program.

use std::io::{self, Write};
use std::path::Path;

use exchange::report::Summary;
use exchange::report::summary::{Answer, ShareFigure, TableEntry};
use exchange::report::words::{grouped, percent};

/// Prints for people.
///
/// # Errors
/// Whatever the writer says.
pub fn text(out: &mut dyn Write, summary: &Summary, folder: &Path) -> io::Result<()> {
    for total in &summary.received {
        writeln!(
            out,
            "{:<10} {} rows received = {} accepted + {} quarantined + {} duplicate; {} records",
            total.table,
            grouped(total.received as i64),
            grouped(total.accepted as i64),
            grouped(total.quarantined as i64),
            grouped(total.duplicate as i64),
            grouped(total.records as i64)
        )?;
    }
    let set_aside: u64 = summary.files.iter().map(|file| file.set_aside).sum();
    if set_aside > 0 {
        writeln!(
            out,
            "{} further rows are for tables that were not asked for (row filters of the mapping)",
            grouped(set_aside as i64)
        )?;
    }
    for (n, what) in row_notes(summary) {
        if n > 0 {
            writeln!(out, "{} {what}", grouped(n as i64))?;
        }
    }
    reconciliation(out, summary)?;
    completeness(out, summary)?;
    measures(out, summary)?;
    writeln!(out, "Report: {}", folder.join("report.html").display())
}

/// What a person must know of accepted rows, with how many.
fn row_notes(summary: &Summary) -> [(u64, &'static str); 5] {
    let sum = |part: fn(&TableEntry) -> u64| summary.tables.iter().map(part).sum();
    [
        (sum(|t| t.grouped), "accepted rows share a reference with another and are grouped into its record"),
        (sum(|t| t.without_reference), "accepted rows have no reference: each is an event of its own"),
        (
            sum(|t| t.identical_without_reference),
            "of those are identical to another, and separate events all the same",
        ),
        (
            sum(|t| t.clock_change_times),
            "rows hold a time inside a clock change: flagged in findings.csv, not guessed",
        ),
        (
            sum(|t| t.counted_in_another_file),
            "counts were given otherwise by an earlier file and are added to it: leave out the edition that does not hold",
        ),
    ]
}

fn reconciliation(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    let found = &summary.reconciliation;
    if found.missing_numbers > 0 {
        writeln!(out, "Number series: {} numbers are missing", grouped(found.missing_numbers as i64))?;
    }
    for quiet in &found.quiet_channels {
        writeln!(
            out,
            "Quiet: {} had {} rows from {} to {}, where {} were expected",
            quiet.channel, quiet.rows, quiet.from, quiet.to, quiet.expected
        )?;
    }
    for table in found.coverage.iter().filter(|table| table.stops_days_early > 0) {
        writeln!(
            out,
            "Stops early: {} end on {}, {} days before the rest",
            table.table, table.last_day, table.stops_days_early
        )?;
    }
    if found.undated > 0 {
        writeln!(out, "{} records have no date", grouped(found.undated as i64))?;
    }
    if found.dated_after_as_at > 0 {
        writeln!(
            out,
            "{} records are dated after the as-at day and left out of the measures",
            grouped(found.dated_after_as_at as i64)
        )?;
    }
    Ok(())
}

fn completeness(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    if let Some(found) = summary.completeness.known().filter(|found| !found.absent.is_empty()) {
        let n = found.absent.len();
        let first = found.absent.first().map_or("", |absent| absent.sentence.as_str());
        let stretches = if n == 1 { "stretch:" } else { "stretches, the first:" };
        writeln!(out, "No rows: {n} {stretches} {first}")?;
    }
    match &summary.completeness {
        Answer::NotInThisExtract { not_in_this_extract } => {
            writeln!(out, "Completeness: not in this extract. {not_in_this_extract}")
        }
        Answer::Known(found) if found.alarms.is_empty() => {
            writeln!(
                out,
                "Completeness: no alarm in {} that could be judged; {} more are too short to judge",
                grouped((found.assessed - found.too_short) as i64),
                grouped(found.too_short as i64)
            )
        }
        Answer::Known(found) => {
            for alarm in found.alarms.iter().take(10) {
                writeln!(out, "ALARM {}", alarm.sentence)?;
            }
            let more = found.alarms.len().saturating_sub(10);
            if more > 0 {
                writeln!(out, "      and {more} more in completeness.csv")?;
            }
            Ok(())
        }
    }
}

fn measures(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    if let Answer::Known(timeliness) = &summary.timeliness {
        share(out, "Recorded within 24 hours", &timeliness.within_24_hours)?;
    } else {
        why_not(out, "Recorded within 24 hours", summary.timeliness.why_not())?;
    }
    match &summary.links {
        Answer::Known(links) => {
            writeln!(
                out,
                "Links: {} by reference, {} probable, {} for review",
                grouped(links.by_reference as i64),
                grouped(links.probable as i64),
                grouped(links.for_review as i64)
            )?;
        }
        other => why_not(out, "Links", other.why_not())?,
    }
    match &summary.unlinked_incidents {
        Answer::Known(unlinked) => {
            writeln!(
                out,
                "Crime-related incidents with no crime linked: {}",
                worded(&unlinked.with_no_crime_linked)
            )?;
        }
        other => why_not(out, "Crime-related incidents with no crime linked", other.why_not())?,
    }
    match &summary.sample {
        Answer::Known(sample) => {
            let needed: Vec<String> = sample
                .needed
                .iter()
                .map(|one| format!("{} at an expected {}", grouped(one.incidents as i64), percent(one.rate)))
                .collect();
            writeln!(
                out,
                "Audit sample: of {} incidents, +/-2 points need {}",
                grouped(sample.frame as i64),
                needed.join(", ")
            )
        }
        other => why_not(out, "Audit sample", other.why_not()),
    }
}

fn share(out: &mut dyn Write, what: &str, answer: &Answer<ShareFigure>) -> io::Result<()> {
    match answer {
        Answer::Known(figure) => writeln!(out, "{what}: {}", worded(figure)),
        other => why_not(out, what, other.why_not()),
    }
}

fn worded(figure: &ShareFigure) -> String {
    format!(
        "{} ({} of {}; 95% interval {} to {}, {})",
        percent(figure.value),
        grouped(figure.k as i64),
        grouped(figure.n as i64),
        percent(figure.low),
        percent(figure.high),
        figure.method
    )
}

fn why_not(out: &mut dyn Write, what: &str, why: Option<&str>) -> io::Result<()> {
    writeln!(out, "{what}: not in this extract. {}", why.unwrap_or_default())
}

/// Prints for programs.
///
/// # Errors
/// Whatever the writer says.
pub fn json(out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, summary)?;
    writeln!(out)
}
