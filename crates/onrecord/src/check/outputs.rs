//! The files of a check, with the columns of the contract (design, section 6).

use std::fs::File;
use std::io;

use exchange::output::{CsvWriter, OutputFolder};
use exchange::report::{self, Summary};
use exchange::{Extract, Fault};
use linkage::Link;
use oversight::completeness::{ALL_CRIME, Absent, Alarm, Assessment};
use oversight::timeliness::Late;
use terms::Text;

use super::findings::Findings;

/// Writes every file of the check into the folder.
///
/// # Errors
/// [`Fault::Unwritable`] naming the file.
pub fn write(
    folder: &mut OutputFolder,
    extract: &Extract,
    findings: &Findings,
    summary: &Summary,
) -> Result<(), Fault> {
    folder.file("links.csv", |file| links(file, findings))?;
    folder.file("unlinked-incidents.csv", |file| unlinked(file, findings))?;
    folder.file("late.csv", |file| late(file, findings))?;
    folder.file("reconciliation.csv", |file| reconciliation(file, extract))?;
    folder.file("completeness.csv", |file| completeness(file, findings))?;
    folder.file("quarantine.csv", |file| quarantine(file, extract))?;
    folder.file("sample.csv", |file| sample(file, findings))?;
    folder.file("frame.csv", |file| frame(file, findings))?;
    folder.file("findings.csv", |file| super::noted::write(file, extract, findings))?;
    let mut json = serde_json::to_string_pretty(summary).map_err(|error| Fault::Report(error.to_string()))?;
    json.push('\n');
    folder.file("summary.json", |mut file| io::Write::write_all(&mut file, json.as_bytes()))?;
    let page = report::page(
        summary,
        &report::html::Evidence {
            late: top_late(findings),
            unlinked: top_unlinked(findings),
            quarantine: extract.quarantine.iter().take(exchange::limits::REPORT_ROWS).cloned().collect(),
        },
    )?;
    folder.file("report.html", |mut file| io::Write::write_all(&mut file, page.as_bytes()))
}

fn links(file: File, findings: &Findings) -> io::Result<()> {
    let mut csv =
        CsvWriter::new(file, &["incident_ref", "crime_ref", "probability", "how", "checks_failed"])?;
    for link in &findings.linked.links {
        csv.row(&link_row(findings, link))?;
    }
    csv.finish()
}

fn link_row(findings: &Findings, link: &Link) -> Vec<String> {
    let failed: Vec<&str> = link.checks_failed.iter().map(|check| check.name()).collect();
    vec![
        findings.incident_ref(link.incident),
        findings.crime_ref(link.crime),
        format!("{:.4}", link.probability),
        link.how.name().into(),
        failed.join("; "),
    ]
}

fn unlinked(file: File, findings: &Findings) -> io::Result<()> {
    let header = ["incident_ref", "received_at", "opening_code", "closing_code", "rank", "reasons"];
    let mut csv = CsvWriter::new(file, &header)?;
    for ranked in &findings.ranked {
        csv.row(&unlinked_row(findings, ranked))?;
    }
    csv.finish()
}

fn unlinked_row(findings: &Findings, ranked: &triage::Ranked) -> Vec<String> {
    let row = findings.incidents.get(ranked.incident);
    let text = |value: Option<&Option<Text>>| value.and_then(|v| v.as_deref()).unwrap_or_default().to_owned();
    let reasons: Vec<&str> = ranked.reasons.iter().map(|reason| reason.words.as_ref()).collect();
    vec![
        findings.incident_ref(ranked.incident),
        row.and_then(|row| row.received_at).map_or_else(String::new, |at| at.to_string()),
        text(row.map(|row| &row.opening_code)),
        text(row.map(|row| &row.closing_code)),
        ranked.rank.to_string(),
        reasons.join("; "),
    ]
}

fn top_unlinked(findings: &Findings) -> Vec<Vec<String>> {
    findings
        .ranked
        .iter()
        .take(exchange::limits::REPORT_ROWS)
        .map(|ranked| unlinked_row(findings, ranked))
        .collect()
}

fn late(file: File, findings: &Findings) -> io::Result<()> {
    let header = ["crime_ref", "incident_ref", "first_receipt", "recorded_at", "elapsed_hours", "stage"];
    let mut csv = CsvWriter::new(file, &header)?;
    for late in &findings.timeliness.late {
        csv.row(&late_row(findings, late))?;
    }
    csv.finish()
}

fn late_row(findings: &Findings, late: &Late) -> Vec<String> {
    let instant = |at: Option<terms::Instant>| at.map_or_else(String::new, |at| at.to_string());
    vec![
        findings.crime_ref(late.clock.crime),
        late.clock.incident.map_or_else(String::new, |at| findings.incident_ref(at)),
        instant(late.clock.first_receipt),
        instant(late.clock.recorded_at),
        format!("{:.2}", late.elapsed_seconds as f64 / 3_600.0),
        late.stage.map_or("not in this extract", |stage| stage.name()).into(),
    ]
}

fn top_late(findings: &Findings) -> Vec<Vec<String>> {
    let late = &findings.timeliness.late;
    late.iter().take(exchange::limits::REPORT_ROWS).map(|late| late_row(findings, late)).collect()
}

fn reconciliation(file: File, extract: &Extract) -> io::Result<()> {
    let header = ["source", "channel", "day", "received", "accepted", "quarantined", "duplicate"];
    let mut csv = CsvWriter::new(file, &header)?;
    for ((source, channel, day), tally) in &extract.reconciliation {
        let numbers = [tally.received, tally.accepted, tally.quarantined, tally.duplicate];
        let mut cells = vec![source.clone(), channel.clone(), day.clone()];
        cells.extend(numbers.iter().map(u64::to_string));
        csv.row(&cells)?;
    }
    csv.finish()
}

fn completeness(file: File, findings: &Findings) -> io::Result<()> {
    let header =
        ["force", "category", "period", "observed", "expected", "low", "high", "alarm", "method", "sentence"];
    let mut csv = CsvWriter::new(file, &header)?;
    for assessment in &findings.completeness {
        csv.row(&completeness_row(assessment))?;
    }
    for absent in &findings.absent {
        let (force, period) = (absent.force.to_string(), span(absent));
        let [category, alarm, method] = [ALL_CRIME, "no rows", "none"].map(str::to_owned);
        let nothing = String::new;
        let sentence = absent.sentence.to_string();
        csv.row(&[
            force,
            category,
            period,
            nothing(),
            nothing(),
            nothing(),
            nothing(),
            alarm,
            method,
            sentence,
        ])?;
    }
    csv.finish()
}

/// `2018-12`, or `2018-11 to 2019-01`.
pub fn span(absent: &Absent) -> String {
    if absent.from == absent.to {
        absent.from.to_string()
    } else {
        format!("{} to {}", absent.from, absent.to)
    }
}

fn completeness_row(assessment: &Assessment) -> Vec<String> {
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.1}"));
    vec![
        assessment.force.to_string(),
        assessment.category.to_string(),
        assessment.period.to_string(),
        assessment.observed.to_string(),
        number(assessment.expected),
        number(assessment.low),
        number(assessment.high),
        alarm(assessment.alarm).into(),
        assessment.method.to_string(),
        assessment.sentence.to_string(),
    ]
}

/// The word of an alarm in files.
pub const fn alarm(alarm: Alarm) -> &'static str {
    match alarm {
        Alarm::Yes => "yes",
        Alarm::No => "no",
        Alarm::TooShort => "too short",
    }
}

fn quarantine(file: File, extract: &Extract) -> io::Result<()> {
    let mut csv = CsvWriter::new(file, &["source", "line", "column", "value", "reason"])?;
    for row in &extract.quarantine {
        let cells = [
            row.source.clone(),
            row.line.to_string(),
            row.column.clone(),
            row.value.clone(),
            row.reason.clone(),
        ];
        csv.row(&cells)?;
    }
    csv.finish()
}

/// The whole frame, so that its root and the order of audit can be re-derived by anyone.
fn frame(file: File, findings: &Findings) -> io::Result<()> {
    let mut csv = CsvWriter::new(file, &["incident_ref", "stratum", "size", "cap", "recorded"])?;
    let mut lines: Vec<_> =
        findings.sample.iter().flat_map(|sample| &sample.order).map(|(line, _)| line).collect();
    lines.sort_by(|a, b| a.id.cmp(&b.id));
    for line in lines {
        let numbers = [line.size, line.cap, line.recorded].map(|n| n.to_string());
        csv.row(&[&[line.id.clone(), line.stratum.clone()][..], &numbers[..]].concat())?;
    }
    csv.finish()
}

fn sample(file: File, findings: &Findings) -> io::Result<()> {
    let mut csv = CsvWriter::new(file, &["order", "incident_ref", "stratum", "size", "key"])?;
    if let Some(sample) = &findings.sample {
        for (at, (line, key)) in sample.order.iter().take(sample.n_listed).enumerate() {
            let cells = [
                (at + 1).to_string(),
                line.id.clone(),
                line.stratum.clone(),
                line.size.to_string(),
                format!("{key:.17e}"),
            ];
            csv.row(&cells)?;
        }
    }
    csv.finish()
}
