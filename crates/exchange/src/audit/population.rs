//! The population file: one line an incident, as a spreadsheet saves it or as canonical frame lines.

use std::path::Path;

use audit::population::{Report, faults};

use super::sheet::{Row, Sheet, Why};
use crate::fault::Fault;
use crate::file::SourceFile;

/// Columns a population must have.
pub const NEEDED: [&str; 3] = ["incident_ref", "stratum", "recorded"];
/// Columns it may have.
pub const OTHER: [&str; 9] =
    ["cap", "cap_source", "risk", "size", "route", "team", "recorded_groups", "received_at", "recorded_at"];

/// A population with what is known of its file.
pub struct Population {
    /// Name of the file.
    pub name: String,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// Columns that were not used.
    pub unused: Vec<String>,
    /// The reports.
    pub reports: Vec<Report>,
}

/// Reads a population.
///
/// # Errors
/// [`Fault`] with every line that cannot stand and its reason.
pub fn read(path: &Path) -> Result<Population, Fault> {
    if let Some(reports) = canonical(path)? {
        let file = SourceFile::examine(path)?;
        return checked(
            Population { name: file.name, digest: file.digest, unused: Vec::new(), reports },
            Vec::new(),
        );
    }
    let sheet = Sheet::read(path, &NEEDED, &OTHER)?;
    let mut wrong = Vec::new();
    let mut reports = Vec::new();
    for row in sheet.rows() {
        match report(&row) {
            Ok(report) => reports.push(report),
            Err(why) => wrong.push((row.line, why)),
        }
    }
    let (name, digest, unused) = (sheet.name.clone(), sheet.digest.clone(), sheet.unused.clone());
    checked(Population { name, digest, unused, reports }, wrong)
}

fn checked(population: Population, mut wrong: Vec<(u64, Why)>) -> Result<Population, Fault> {
    wrong.extend(faults(&population.reports).into_iter().map(|fault| (fault.line, fault.why)));
    wrong.sort_by_key(|(line, _)| *line);
    if !wrong.is_empty() {
        return Err(Fault::not_a_table(population.name, super::reasons(&wrong)));
    }
    if population.reports.is_empty() {
        return Err(Fault::not_a_table(population.name, "it holds no incident; there is nothing to audit."));
    }
    Ok(population)
}

fn report(row: &Row<'_>) -> Result<Report, Why> {
    let recorded = row.whole("recorded")?.ok_or(
        "recorded is empty: the number of crimes recorded must be known for every incident, 0 where none is.",
    )?;
    Ok(Report {
        file_line: row.line,
        id: row.text("incident_ref").to_owned(),
        stratum: row.text("stratum").to_lowercase(),
        recorded,
        cap: row.whole("cap")?,
        cap_source: row.text("cap_source").to_owned(),
        risk: row.number("risk")?,
        size: row.whole("size")?,
        route: row.text("route").to_owned(),
        team: row.text("team").to_owned(),
        recorded_groups: row.list("recorded_groups"),
        received_at: row.time("received_at")?,
        recorded_at: row.times("recorded_at")?,
    })
}

/// The reports of a file of canonical lines, `None` where its first line is none.
fn canonical(path: &Path) -> Result<Option<Vec<Report>>, Fault> {
    let unreadable = |error| Fault::Unreadable { path: path.to_owned(), error };
    let bytes = std::fs::read(path).map_err(unreadable)?;
    let Ok(text) = std::str::from_utf8(&bytes) else { return Ok(None) };
    let text = text.trim_start_matches('\u{feff}');
    if text.lines().next().and_then(|line| frame_line(1, line).ok()).is_none() {
        return Ok(None);
    }
    let (mut reports, mut wrong) = (Vec::new(), Vec::new());
    for (line, row) in (1..).zip(text.lines()) {
        match frame_line(line, row) {
            Ok(report) => reports.push(report),
            Err(why) => wrong.push((line, why)),
        }
    }
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
    if wrong.is_empty() { Ok(Some(reports)) } else { Err(Fault::not_a_table(name, super::reasons(&wrong))) }
}

/// One canonical line, `incident_id|stratum|size|cap|recorded`.
fn frame_line(line: u64, row: &str) -> Result<Report, Why> {
    let cells: Vec<&str> = row.split('|').map(str::trim).collect();
    let [id, stratum, size, cap, recorded] = cells.as_slice() else {
        return Err(format!("{} fields parted by |, where a frame line has 5.", cells.len()));
    };
    let whole = |name: &str, text: &str| {
        text.parse::<u64>().map_err(|_| format!("{name} \"{text}\" is not a whole number."))
    };
    Ok(Report {
        file_line: line,
        id: (*id).to_owned(),
        stratum: (*stratum).to_owned(),
        recorded: whole("recorded", recorded)?,
        cap: Some(whole("cap", cap)?),
        size: Some(whole("size", size)?),
        ..Report::default()
    })
}

/// The frame as published: canonical lines, sorted bytewise.
pub fn frame_text(frame: &[audit::draw::FrameLine]) -> String {
    let mut lines: Vec<String> = frame
        .iter()
        .map(|line| format!("{}|{}|{}|{}|{}\n", line.id, line.stratum, line.size, line.cap, line.recorded))
        .collect();
    lines.sort_unstable();
    lines.concat()
}
