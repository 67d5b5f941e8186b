//! Quotations: published figures of others, from a CSV with their provenance. Columns: force,
//! inspection, measure, and of audit_period, rate_pct, ci_plus_minus_pct, audited_n, recorded_n,
//! estimated_unrecorded_per_year, estimated_additional_recorded, judgment, note, source_url those that
//! the file has.

use std::path::Path;

use csv_core::{ReadRecordResult, Reader};
use oversight::figure::Decimal;
use oversight::publication::Quotation;

use crate::fault::Fault;

/// Reads a quotations file.
///
/// # Errors
/// [`Fault::Unreadable`]; [`Fault::Publication`] naming the line and column.
pub fn read(path: &Path) -> Result<Vec<Quotation>, Fault> {
    let bytes = std::fs::read(path).map_err(|error| Fault::Unreadable { path: path.to_owned(), error })?;
    parse(&path.display().to_string(), &bytes)
}

/// Reads quotations from the bytes of a file called `file`.
///
/// # Errors
/// As [`read`].
pub fn parse(file: &str, bytes: &[u8]) -> Result<Vec<Quotation>, Fault> {
    let mut rows = rows(bytes);
    if rows.is_empty() {
        return Err(Fault::publication(
            file,
            "is empty. A quotations file begins with a header: force,inspection,measure,rate_pct,...",
        ));
    }
    let (_, header) = rows.remove(0);
    let names: Vec<String> =
        header.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_lowercase()).collect();
    for needed in ["force", "inspection", "measure"] {
        if !names.iter().any(|name| name == needed) {
            let what = format!(
                "is no quotations file: it has no column {needed}. Its header must name force, inspection and measure."
            );
            return Err(Fault::publication(file, what));
        }
    }
    let name = Path::new(file)
        .file_name()
        .map_or_else(|| file.to_owned(), |name| name.to_string_lossy().into_owned());
    rows.iter()
        .map(|(line, row)| Row { file, name: &name, names: &names, row, line: *line }.quotation())
        .collect()
}

struct Row<'a> {
    file: &'a str,
    name: &'a str,
    names: &'a [String],
    row: &'a [String],
    line: u64,
}

impl Row<'_> {
    fn cell(&self, name: &str) -> &str {
        let at = self.names.iter().position(|known| known == name);
        at.and_then(|at| self.row.get(at)).map_or("", |cell| cell.trim())
    }

    fn quotation(&self) -> Result<Quotation, Fault> {
        let period = self.cell("audit_period");
        let text = |name| Some(self.cell(name).to_owned()).filter(|cell| !cell.is_empty());
        Ok(Quotation {
            force: self.cell("force").to_owned(),
            inspection: self.cell("inspection").to_owned(),
            period: period.split_once('/').map(|(from, to)| (from.to_owned(), to.to_owned())),
            measure: self.cell("measure").to_owned(),
            rate: self.decimal("rate_pct")?,
            plus_minus: self.decimal("ci_plus_minus_pct")?,
            audited: self.count("audited_n")?,
            recorded: self.count("recorded_n")?,
            unrecorded: self.count("estimated_unrecorded_per_year")?,
            additional: self.count("estimated_additional_recorded")?,
            judgment: text("judgment"),
            source: text("source_url").or_else(|| text("source")).unwrap_or_default(),
            place: format!("{}, line {}", self.name, self.line),
        })
    }

    fn decimal(&self, name: &str) -> Result<Option<Decimal>, Fault> {
        let cell = self.cell(name);
        if cell.is_empty() {
            return Ok(None);
        }
        Decimal::parse(cell).map(Some).ok_or_else(|| self.wrong(name, cell))
    }

    fn count(&self, name: &str) -> Result<Option<u64>, Fault> {
        let cell = self.cell(name);
        if cell.is_empty() {
            return Ok(None);
        }
        cell.parse().map(Some).map_err(|_| self.wrong(name, cell))
    }

    fn wrong(&self, name: &str, cell: &str) -> Fault {
        Fault::publication(
            self.file,
            format!(
                "line {}, column {name}: \"{cell}\" is no number. Write digits, with at most one point.",
                self.line
            ),
        )
    }
}

/// Rows with the line each begins on.
fn rows(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
    let (mut reader, mut rest) = (Reader::new(), bytes);
    let (mut found, mut line) = (Vec::new(), 1);
    let (mut output, mut ends) = (vec![0_u8; bytes.len().max(1) + 1], vec![0_usize; 256]);
    loop {
        let (mut n_out, mut n_ends, begins) = (0, 0, line);
        let done = loop {
            let (result, read, wrote, ended) = reader.read_record(
                rest,
                output.get_mut(n_out..).unwrap_or_default(),
                ends.get_mut(n_ends..).unwrap_or_default(),
            );
            rest = rest.get(read..).unwrap_or_default();
            n_out += wrote;
            n_ends += ended;
            match result {
                ReadRecordResult::Record => break false,
                ReadRecordResult::End => break true,
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => output.resize(output.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => ends.resize(ends.len() * 2, 0),
            }
        };
        line = reader.line();
        if n_ends > 0 {
            let mut start = 0;
            let cells = ends.get(..n_ends).unwrap_or_default().iter().map(|end| {
                let cell = output.get(start..*end).unwrap_or_default();
                start = *end;
                String::from_utf8_lossy(cell).into_owned()
            });
            found.push((begins, cells.collect()));
        }
        if done {
            return found;
        }
    }
}
