//! The workbook of a pack: every figure with what it rests on, and the files it was computed from.

use oversight::change::Change;
use oversight::comparison::{self, Row};
use oversight::figure::{Answer, Figure, Figures};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::sections::standing;
use super::template::{Context, together};
use super::words::{Catalogue, few, word};
use crate::fault::Fault;
use crate::report::words::cut;

/// Characters of a cell: a workbook holds 32,767.
const CELL_CHARS: usize = 32_000;

const COLUMNS: [&str; 16] = [
    "name",
    "measure",
    "value",
    "unit",
    "low",
    "high",
    "k",
    "n",
    "method",
    "from",
    "to",
    "edition",
    "definition",
    "population",
    "settings",
    "files",
];
const BESIDE: [&str; 15] = [
    "force",
    "inspection",
    "programme",
    "group",
    "from",
    "to",
    "rate",
    "low",
    "high",
    "interval",
    "audited",
    "judgment",
    "this force less that one",
    "source",
    "place",
];
const CHANGE: [&str; 9] =
    ["part", "crimes", "low", "high", "how", "before from", "before to", "after from", "after to"];

/// The bytes of a pack's workbook: its figures, the files they were computed from, and where the pack has
/// them the force beside others and why recorded crime changed.
///
/// # Errors
/// [`Fault::Report`] where it cannot be made.
pub fn workbook(pack: &Context<'_>) -> Result<Vec<u8>, Fault> {
    let words = pack.language.words()?;
    let figures = together(pack)?;
    made(pack, &figures, &words).map_err(|error| Fault::Report(error.to_string()))
}

fn made(pack: &Context<'_>, figures: &[&Figure], words: &Catalogue) -> Result<Vec<u8>, XlsxError> {
    let public = pack.kind.is_public();
    let mut book = Workbook::new();
    let sheet = headed(&mut book, "figures", &COLUMNS)?;
    for (at, figure) in figures.iter().enumerate() {
        figure_row(sheet, at as u32 + 1, figure, public)?;
    }
    evidence(headed(&mut book, "evidence", &["file", "sha256", "command"])?, pack.figures)?;
    let own: Vec<&Figure> =
        figures.iter().copied().filter(|figure| !(public && figure.known().is_some_and(few))).collect();
    let rows = comparison::rows(&own, pack.quotations);
    if !rows.is_empty() {
        beside(headed(&mut book, "beside others", &BESIDE)?, &rows, words)?;
    }
    if let Some(change) = pack.change.filter(|_| !public) {
        parts(headed(&mut book, "why it changed", &CHANGE)?, change, words)?;
    }
    book.save_to_buffer()
}

fn headed<'b>(book: &'b mut Workbook, name: &str, columns: &[&str]) -> Result<&'b mut Worksheet, XlsxError> {
    let head = Format::new().set_bold();
    let sheet = book.add_worksheet().set_name(name)?;
    for (at, name) in columns.iter().enumerate() {
        sheet.write_with_format(0, at as u16, *name, &head)?;
    }
    Ok(sheet)
}

fn evidence(sheet: &mut Worksheet, all: &[Figures]) -> Result<(), XlsxError> {
    let mut row = 1;
    for figures in all {
        for file in &figures.recipe.files {
            sheet.write(row, 0, file.name.as_str())?;
            sheet.write(row, 1, file.sha256.as_str())?;
            sheet.write(row, 2, cell_of(figures.recipe.arguments.join(" ")))?;
            row += 1;
        }
    }
    Ok(())
}

fn beside(sheet: &mut Worksheet, rows: &[Row], words: &Catalogue) -> Result<(), XlsxError> {
    for (at, row) in rows.iter().enumerate() {
        let line = at as u32 + 1;
        let (from, to) = row.period.clone().unwrap_or_default();
        let texts =
            [row.force.as_str(), &row.inspection, &word(words, row.programme.key()), row.group, &from, &to]
                .map(str::to_owned);
        for (column, text) in texts.iter().enumerate() {
            sheet.write(line, column as u16, text.as_str())?;
        }
        sheet.write(line, 6, row.rate.to_f64())?;
        if let Some(range) = row.range {
            sheet.write(line, 7, range.low.to_f64())?;
            sheet.write(line, 8, range.high.to_f64())?;
            sheet.write(
                line,
                9,
                if row.range_is_ours { "computed here from k of n" } else { "as published" },
            )?;
        }
        if let Some(n) = row.audited {
            sheet.write(line, 10, n as f64)?;
        }
        sheet.write(line, 11, row.judgment.as_deref().unwrap_or_default())?;
        sheet.write(line, 12, standing(&row.standing, words))?;
        sheet.write(line, 13, row.source.as_str())?;
        sheet.write(line, 14, row.place.as_str())?;
    }
    Ok(())
}

fn parts(sheet: &mut Worksheet, change: &Change, words: &Catalogue) -> Result<(), XlsxError> {
    for (at, part) in change.parts.iter().enumerate() {
        let line = at as u32 + 1;
        sheet.write(line, 0, word(words, part.cause.key()))?;
        if let Some(amount) = part.crimes {
            if let Some(point) = amount.point {
                sheet.write(line, 1, point.round())?;
            }
            sheet.write(line, 2, amount.low.round())?;
            sheet.write(line, 3, amount.high.round())?;
        }
        sheet.write(line, 4, word(words, part.how))?;
        let days = [&change.before.from, &change.before.to, &change.after.from, &change.after.to];
        for (column, day) in days.into_iter().enumerate() {
            sheet.write(line, column as u16 + 5, day.as_str())?;
        }
    }
    Ok(())
}

fn figure_row(sheet: &mut Worksheet, row: u32, figure: &Figure, public: bool) -> Result<(), XlsxError> {
    sheet.write(row, 0, figure.name.as_str())?;
    sheet.write(row, 1, figure.measure.as_str())?;
    match &figure.answer {
        Answer::NotKnown(why) => {
            sheet.write(row, 2, why.as_str())?;
        }
        Answer::Known(value) if public && few(value) => {
            sheet.write(row, 2, "too few reports to publish")?;
        }
        Answer::Known(value) => {
            sheet.write(row, 2, value.value.to_f64())?;
            sheet.write(row, 3, value.unit.word())?;
            if let Some(range) = value.range {
                sheet.write(row, 4, range.low.to_f64())?;
                sheet.write(row, 5, range.high.to_f64())?;
            }
            if let Some(k) = value.k {
                sheet.write(row, 6, k as f64)?;
            }
            if let Some(n) = value.n {
                sheet.write(row, 7, n as f64)?;
            }
            sheet.write(row, 8, value.method.as_str())?;
        }
    }
    if let Some(period) = &figure.period {
        sheet.write(row, 9, period.from.as_str())?;
        sheet.write(row, 10, period.to.as_str())?;
    }
    sheet.write(row, 11, figure.edition.as_deref().unwrap_or_default())?;
    sheet.write(row, 12, figure.definition.as_str())?;
    sheet.write(row, 13, figure.population.as_str())?;
    let settings: Vec<String> =
        figure.settings.iter().map(|one| format!("{}: {}", one.setting, one.value)).collect();
    sheet.write(row, 14, cell(settings))?;
    let files: Vec<String> =
        figure.files.iter().map(|file| format!("{} {}", file.name, file.sha256)).collect();
    sheet.write(row, 15, cell(files))?;
    Ok(())
}

/// Entries in one cell, each apart by a semicolon.
fn cell(entries: Vec<String>) -> String {
    cell_of(entries.join("; "))
}

/// A text cut to what a cell holds; the figures file holds all of it.
fn cell_of(text: String) -> String {
    cut(&text, CELL_CHARS)
}
