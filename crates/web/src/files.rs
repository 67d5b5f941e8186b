//! CSV files, with cells that a spreadsheet would run made harmless.

use exchange::output::CsvWriter;

use crate::answer::{Answer, Failure};

/// A CSV file of rows under a header.
pub(crate) fn csv(
    name: &str,
    header: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<Answer, Failure> {
    let mut bytes = Vec::new();
    let write = |bytes: &mut Vec<u8>| -> std::io::Result<()> {
        let mut csv = CsvWriter::new(bytes, header)?;
        for row in rows {
            csv.row(&row)?;
        }
        csv.finish()
    };
    write(&mut bytes)
        .map_err(|error| Failure::Fault(store::Fault::File { place: name.to_owned(), error }))?;
    Ok(Answer::File { name: name.to_owned(), mime: "text/csv; charset=utf-8", bytes })
}
