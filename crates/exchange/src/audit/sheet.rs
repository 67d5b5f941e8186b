//! A table kept by hand, as a spreadsheet saves it: CSV of any usual delimiter, with or without a byte
//! order mark, CRLF and quotes. Unlike an extract it is refused whole where a row is broken.

use std::path::Path;
use std::sync::LazyLock;

use terms::Zone;

use crate::dates::Pattern;
use crate::fault::Fault;
use crate::file::SourceFile;
use crate::records::{Dialect, Rows, Step};

/// A table read whole.
pub struct Sheet {
    /// Name of the file.
    pub name: String,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// Columns of the file that are not known here.
    pub unused: Vec<String>,
    columns: Vec<&'static str>,
    places: Vec<Option<usize>>,
    rows: Vec<(u64, Vec<String>)>,
}

/// One row of it.
pub struct Row<'a> {
    /// Line it begins on.
    pub line: u64,
    sheet: &'a Sheet,
    cells: &'a [String],
}

impl Sheet {
    /// Reads a file whose header holds every column of `needed` and may hold those of `other`, in
    /// whatever order and case.
    ///
    /// # Errors
    /// [`Fault`] for a file that is no table, a missing or doubled column, and every broken row.
    pub fn read(path: &Path, needed: &[&'static str], other: &[&'static str]) -> Result<Self, Fault> {
        let file = SourceFile::examine(path)?;
        let mut rows = Rows::open(&file, &Dialect::default())?;
        let header: Vec<String> = rows.header.iter().map(|name| plain(name)).collect();
        let columns: Vec<&'static str> = needed.iter().chain(other).copied().collect();
        if let Some(twice) = columns.iter().find(|name| header.iter().filter(|h| h == *name).count() > 1) {
            return Err(Fault::not_a_table(
                &file.name,
                format!("column {twice} stands twice in the header (line 1)."),
            ));
        }
        let lacking: Vec<&str> =
            needed.iter().copied().filter(|name| !header.iter().any(|h| h == name)).collect();
        if !lacking.is_empty() {
            let what = format!(
                "its header (line 1) lacks {}; it has {}. docs/audit.md lists the columns.",
                lacking.join(", "),
                header.join(", ")
            );
            return Err(Fault::not_a_table(&file.name, what));
        }
        let places = columns.iter().map(|name| header.iter().position(|h| h == name)).collect();
        let unused = header
            .iter()
            .filter(|name| !columns.contains(&name.as_str()) && !name.is_empty())
            .cloned()
            .collect();
        let rows = all_rows(&mut rows, header.len(), &file.name)?;
        Ok(Self { name: file.name, digest: file.digest, unused, columns, places, rows })
    }

    /// Its rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { line: *line, sheet: self, cells })
    }

    /// Whether the file has this column.
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().zip(&self.places).any(|(name, place)| *name == column && place.is_some())
    }
}

/// A header as it is compared: lower case, spaces as underscores.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

fn all_rows(rows: &mut Rows, n_columns: usize, name: &str) -> Result<Vec<(u64, Vec<String>)>, Fault> {
    let (mut read, mut broken) = (Vec::new(), Vec::new());
    loop {
        match rows.next()? {
            Step::Row { line } => {
                let cells: Vec<String> = (0..n_columns).map(|at| rows.field(at).to_owned()).collect();
                // A spreadsheet saves rows that were emptied as bare delimiters.
                if cells.iter().any(|cell| !cell.is_empty()) {
                    read.push((line, cells));
                }
            }
            Step::Broken { line, reason, .. } => broken.push((line, format!("{reason}."))),
            Step::End => break,
        }
    }
    if broken.is_empty() { Ok(read) } else { Err(Fault::not_a_table(name, super::reasons(&broken))) }
}

/// What is wrong with one cell.
pub type Why = String;

impl Row<'_> {
    /// A cell, trimmed; empty where the file has no such column. The apostrophe that keeps a spreadsheet
    /// from running a cell is taken off.
    pub fn text(&self, column: &str) -> &str {
        let place = self.sheet.columns.iter().position(|name| *name == column);
        let place = place.and_then(|at| self.sheet.places.get(at).copied().flatten());
        let cell = place.and_then(|at| self.cells.get(at)).map_or("", String::as_str);
        match cell.strip_prefix('\'') {
            Some(rest) if crate::output::is_formula(rest) => rest,
            _ => cell,
        }
    }

    /// A whole number, `None` where the cell is empty.
    ///
    /// # Errors
    /// A sentence.
    pub fn whole(&self, column: &str) -> Result<Option<u64>, Why> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        let number = text.strip_suffix(".0").unwrap_or(text).parse();
        number.map(Some).map_err(|_| format!("{column} \"{text}\" is not a whole number."))
    }

    /// A number.
    ///
    /// # Errors
    /// A sentence.
    pub fn number(&self, column: &str) -> Result<Option<f64>, Why> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        number.map(Some).ok_or_else(|| format!("{column} \"{text}\" is not a number."))
    }

    /// Yes or no.
    ///
    /// # Errors
    /// A sentence.
    pub fn yes_no(&self, column: &str) -> Result<Option<bool>, Why> {
        let text = self.text(column);
        match text.to_lowercase().as_str() {
            "" => Ok(None),
            "yes" | "y" | "true" => Ok(Some(true)),
            "no" | "n" | "false" => Ok(Some(false)),
            _ => Err(format!("{column} \"{text}\" is neither yes nor no.")),
        }
    }

    /// A time, as seconds since 1970 UTC: ISO 8601, or day/month/year hours:minutes as a spreadsheet of
    /// this country saves it, Europe/London.
    ///
    /// # Errors
    /// A sentence.
    pub fn time(&self, column: &str) -> Result<Option<i64>, Why> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        time(text).map(Some).ok_or_else(|| {
            format!("{column} \"{text}\" is not a time. Write it like 2026-10-12T14:05 or 12/10/2026 14:05.")
        })
    }

    /// Times between semicolons.
    ///
    /// # Errors
    /// A sentence naming the one that is none.
    pub fn times(&self, column: &str) -> Result<Vec<i64>, Why> {
        let parts = self.text(column).split(';').map(str::trim).filter(|part| !part.is_empty());
        let read = |part: &str| {
            time(part)
                .ok_or_else(|| format!("{column} \"{part}\" is not a time. Write it like 2026-10-12T14:05."))
        };
        parts.map(read).collect()
    }

    /// Parts of a cell between semicolons.
    pub fn list(&self, column: &str) -> Vec<String> {
        self.text(column)
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::to_lowercase)
            .collect()
    }
}

/// A time of day on a day, as seconds since 1970 UTC.
pub fn time(text: &str) -> Option<i64> {
    static READING: LazyLock<(Zone, Vec<Pattern>)> = LazyLock::new(|| {
        let day_first = ["%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M"];
        let patterns = day_first.iter().filter_map(|pattern| Pattern::new("marks", pattern).ok()).collect();
        (Zone::london(), patterns)
    });
    let (zone, patterns) = &*READING;
    let read = crate::dates::read(text, patterns, zone).ok()?;
    read.has_time_of_day().then_some(read.seconds())
}
