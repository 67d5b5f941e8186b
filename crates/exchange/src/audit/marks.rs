//! Marks files: one line a crime and mark. Several files may be given, one a marker; their lines are
//! told apart by file and line.

use std::path::{Path, PathBuf};

use audit::marks::{Found, MarkLine, OnRecord, Stage};

use super::sheet::{Row, Sheet, Why};
use crate::fault::Fault;

/// Columns a marks file must have.
pub const NEEDED: [&str; 5] = ["incident_ref", "marker", "stage", "marked_at", "crime"];
/// Columns it may have.
pub const OTHER: [&str; 15] = [
    "order",
    "class",
    "domestic_abuse",
    "recorded",
    "crime_ref",
    "recorded_class",
    "reported_at",
    "recorded_at",
    "victim_told",
    "safeguarded",
    "cancelled",
    "error",
    "root_cause",
    "rule",
    "note",
];

/// A marks file that was read.
#[derive(Clone, Debug)]
pub struct MarksFile {
    /// Name of the file.
    pub name: String,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// Columns that were not used.
    pub unused: Vec<String>,
}

/// Reads marks files, in the order given.
///
/// # Errors
/// [`Fault`] with every line that cannot be read.
pub fn read(paths: &[PathBuf]) -> Result<(Vec<MarksFile>, Vec<MarkLine>), Fault> {
    let (mut files, mut lines) = (Vec::new(), Vec::new());
    for (at, path) in paths.iter().enumerate() {
        files.push(read_one(at, path, &mut lines)?);
    }
    Ok((files, lines))
}

fn read_one(at: usize, path: &Path, lines: &mut Vec<MarkLine>) -> Result<MarksFile, Fault> {
    let sheet = Sheet::read(path, &NEEDED, &OTHER)?;
    let mut wrong = Vec::new();
    for row in sheet.rows().filter(|row| !is_blank(row)) {
        match line(at, &row) {
            Ok(line) => lines.push(line),
            Err(why) => wrong.push((row.line, why)),
        }
    }
    if !wrong.is_empty() {
        return Err(Fault::not_a_table(sheet.name, super::reasons(&wrong)));
    }
    Ok(MarksFile { name: sheet.name.clone(), digest: sheet.digest.clone(), unused: sheet.unused })
}

/// A row of the form that nobody has filled in yet.
fn is_blank(row: &Row<'_>) -> bool {
    ["marker", "marked_at", "crime", "class"].iter().all(|column| row.text(column).is_empty())
}

fn line(file: usize, row: &Row<'_>) -> Result<MarkLine, Why> {
    let word = row.text("stage");
    let stage = Stage::of(word)
        .ok_or_else(|| format!("stage \"{word}\" is none of: 1, lock, ruling, 2, unreviewable."))?;
    let id = row.text("incident_ref").to_owned();
    if id.is_empty() {
        return Err("incident_ref is empty.".into());
    }
    let marker = row.text("marker").to_owned();
    if marker.is_empty() {
        return Err(format!("{id} is marked by nobody: marker is empty."));
    }
    let needs_crime = matches!(stage, Stage::One | Stage::Ruling | Stage::Two);
    let crime = match row.whole("crime")? {
        Some(crime) => crime,
        None if needs_crime => {
            return Err(format!("{id}: crime is empty; write 1, 2, 3, or 0 where none is owed."));
        }
        None => 0,
    };
    Ok(MarkLine {
        file,
        line: row.line,
        at: row.time("marked_at")?.ok_or_else(|| format!("{id}: marked_at is empty."))?,
        order: row.whole("order")?,
        class: row.text("class").to_lowercase(),
        domestic_abuse: row.yes_no("domestic_abuse")?,
        found: found(row)?,
        id,
        marker,
        stage,
        crime,
    })
}

fn found(row: &Row<'_>) -> Result<Found, Why> {
    let recorded = match row.text("recorded").to_lowercase().as_str() {
        "" => None,
        "yes" | "y" => Some(OnRecord::Yes),
        "no" | "n" => Some(OnRecord::No),
        "wrongly" => Some(OnRecord::Wrongly),
        other => return Err(format!("recorded \"{other}\" is none of: yes, no, wrongly.")),
    };
    let cancelled_correctly = match row.text("cancelled").to_lowercase().as_str() {
        "" | "no" => None,
        "correctly" => Some(true),
        "wrongly" => Some(false),
        other => return Err(format!("cancelled \"{other}\" is none of: correctly, wrongly, no.")),
    };
    Ok(Found {
        recorded,
        crime_ref: row.text("crime_ref").to_owned(),
        recorded_class: row.text("recorded_class").to_lowercase(),
        reported_at: row.time("reported_at")?,
        recorded_at: row.time("recorded_at")?,
        victim_told: row.yes_no("victim_told")?,
        safeguarded: row.yes_no("safeguarded")?,
        cancelled_correctly,
        root_cause: row.text("root_cause").to_owned(),
        error: row.text("error").to_owned(),
    })
}
