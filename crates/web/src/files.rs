//! Lists as files: CSV with cells that a spreadsheet would run made harmless, and XLSX with every cell as
//! text, which no spreadsheet runs.

use exchange::output::CsvWriter;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::answer::{Answer, Failure};

/// A list to be given out.
pub(crate) struct List {
    /// The file's name without its ending.
    pub name: String,
    /// Names of the columns.
    pub header: Vec<&'static str>,
    /// Their values.
    pub rows: Vec<Vec<String>>,
}

/// As CSV.
pub(crate) fn csv(list: &List) -> Result<Answer, Failure> {
    let write = |bytes: &mut Vec<u8>| -> std::io::Result<()> {
        let mut csv = CsvWriter::new(bytes, &list.header)?;
        for row in &list.rows {
            csv.row(row)?;
        }
        csv.finish()
    };
    let (mut bytes, name) = (Vec::new(), format!("{}.csv", list.name));
    write(&mut bytes).map_err(|error| unwritten(&name, error))?;
    Ok(Answer::File { name, mime: "text/csv; charset=utf-8", bytes })
}

/// As XLSX: one sheet, its header in bold and in view when the list is scrolled.
pub(crate) fn xlsx(list: &List) -> Result<Answer, Failure> {
    let write = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let bold = Format::new().set_bold();
        for (column, name) in (0..).zip(&list.header) {
            sheet.write_string_with_format(0, column, *name, &bold)?;
        }
        for (line, row) in (1..).zip(&list.rows) {
            for (column, value) in (0..).zip(row) {
                sheet.write_string(line, column, value)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofit();
        book.save_to_buffer()
    };
    let name = format!("{}.xlsx", list.name);
    let bytes = write().map_err(|error| unwritten(&name, std::io::Error::other(error)))?;
    let mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(Answer::File { name, mime, bytes })
}

fn unwritten(name: &str, error: std::io::Error) -> Failure {
    Failure::Fault(store::Fault::File { place: name.to_owned(), error })
}
