//! The workbook of a pack: every figure with what it rests on, and the files it was computed from.

use oversight::figure::{Answer, Figures};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::fault::Fault;

const COLUMNS: [&str; 14] = [
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
];

/// The bytes of the workbook. `sheets` are the figures of each file.
///
/// # Errors
/// [`Fault::Report`] where it cannot be made.
pub fn workbook(sheets: &[Figures], public: bool) -> Result<Vec<u8>, Fault> {
    made(sheets, public).map_err(|error| Fault::Report(error.to_string()))
}

fn made(all: &[Figures], public: bool) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new().set_bold();
    let sheet = book.add_worksheet().set_name("figures")?;
    for (at, name) in COLUMNS.iter().enumerate() {
        sheet.write_with_format(0, at as u16, *name, &head)?;
    }
    for (at, figure) in all.iter().flat_map(|figures| &figures.figures).enumerate() {
        figure_row(sheet, at as u32 + 1, figure, public)?;
    }
    let sheet = book.add_worksheet().set_name("evidence")?;
    for (at, name) in ["file", "sha256", "command"].iter().enumerate() {
        sheet.write_with_format(0, at as u16, *name, &head)?;
    }
    let mut row = 1;
    for figures in all {
        for file in &figures.recipe.files {
            sheet.write(row, 0, file.name.as_str())?;
            sheet.write(row, 1, file.sha256.as_str())?;
            sheet.write(row, 2, figures.recipe.arguments.join(" "))?;
            row += 1;
        }
    }
    book.save_to_buffer()
}

fn figure_row(
    sheet: &mut Worksheet,
    row: u32,
    figure: &oversight::figure::Figure,
    public: bool,
) -> Result<(), XlsxError> {
    sheet.write(row, 0, figure.name.as_str())?;
    sheet.write(row, 1, figure.measure.as_str())?;
    match &figure.answer {
        Answer::NotKnown(why) => {
            sheet.write(row, 2, why.as_str())?;
        }
        Answer::Known(value) if public && super::template::few(value) => {
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
    Ok(())
}
