//! Where the header of a sheet stands, and the names it gives.

use crate::child::sheet_cells::SheetRow;
use crate::child::{Asked, Stop};
use crate::limits::{COLUMNS, HEADER_ROWS};
use crate::records::header;

/// Rows among which the header is looked for.
const WITHIN: usize = 20;

/// The header of a sheet.
pub(super) struct Header {
    pub(super) names: Vec<String>,
    /// Rows of the sheet down to the end of the header: what follows are rows.
    pub(super) n_rows_above: u32,
}

/// Merged cells: first and last row and column of each.
#[derive(Default)]
pub(super) struct Spans(Vec<((u32, u32), (u32, u32))>);

/// Merged cells looked at: those of a header are few.
const SPANS: usize = 100_000;

impl Spans {
    pub(super) fn of(spans: impl Iterator<Item = ((u32, u32), (u32, u32))>) -> Self {
        // Columns are cut so that a span to the edge of the sheet costs no more than the header.
        let across = |(start, end): ((u32, u32), (u32, u32))| (start, (end.0, end.1.min(COLUMNS as u32)));
        Self(spans.take(SPANS).map(across).collect())
    }

    /// The last column that a cell is merged over.
    fn last_column(&self, row: u32, column: u32) -> u32 {
        let span = self.0.iter().find(|(start, _)| *start == (row, column));
        span.map_or(column, |(_, end)| end.1.max(column))
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether the first rows have gaps that merged cells would leave.
pub(super) fn may_be_merged(ahead: &[SheetRow]) -> bool {
    let n_filled = |row: &SheetRow| row.cells.len();
    let first = ahead.get(..WITHIN.min(ahead.len())).unwrap_or_default();
    let widest = first.iter().map(n_filled).max().unwrap_or(0);
    first.iter().take(HEADER_ROWS as usize + 5).any(|row| n_filled(row) < widest)
}

impl Header {
    /// Finds the header among the first rows: the one stated, or the first that names more than half
    /// as many columns as the widest row. A title over all columns is no header.
    pub(super) fn find(ahead: &[SheetRow], spans: &Spans, asked: &Asked) -> Result<Self, Stop> {
        let width =
            ahead.iter().flat_map(|row| &row.cells).map(|cell| cell.column as usize + 1).max().unwrap_or(0);
        if width > COLUMNS {
            return Err(Stop::told(format!(
                "its rows reach column {width}; the most that is read is {COLUMNS}. This looks like a table laid on its side: put one record on each row."
            )));
        }
        let at = match asked.header_row {
            Some(row) => stated(ahead, row)?,
            None => found(ahead, spans),
        };
        let n_rows =
            asked.header_rows.unwrap_or_else(|| if has_second_row(ahead, at, spans) { 2 } else { 1 });
        let rows: Vec<&SheetRow> =
            ahead.iter().skip(at).take(n_rows.clamp(1, HEADER_ROWS) as usize).collect();
        let mut names = rows.first().map_or_else(Vec::new, |row| names(row, width, spans));
        for below in rows.iter().skip(1) {
            let below = self::names(below, width, spans);
            names = if spans.is_empty() {
                header::joined(&names, &below)
            } else {
                header::stacked(&names, &below)
            };
        }
        if names.iter().all(String::is_empty) {
            return Err(Stop::told(
                "its header holds no column names. Ask for the extract again, with column names.",
            ));
        }
        let last = rows.last().map_or(0, |row| row.index);
        Ok(Self { names, n_rows_above: last.saturating_add(1) })
    }
}

fn stated(ahead: &[SheetRow], row: u32) -> Result<usize, Stop> {
    ahead.iter().position(|ahead| ahead.index.saturating_add(1) == row).ok_or_else(|| {
        let first: Vec<String> = ahead.iter().take(5).map(|row| (u64::from(row.index) + 1).to_string()).collect();
        Stop::told(format!(
            "the mapping says that its header begins on row {row}, which is empty or further down than a header is looked for. Its first rows that hold something: {}. Correct `header_row`.",
            first.join(", ")
        ))
    })
}

/// Columns that a row has a word for, merged ones counted whole.
fn n_named(row: &SheetRow, spans: &Spans) -> usize {
    let columns =
        row.cells.iter().map(|cell| (spans.last_column(row.index, cell.column) - cell.column) as usize + 1);
    columns.sum()
}

fn found(ahead: &[SheetRow], spans: &Spans) -> usize {
    let first = ahead.get(..WITHIN.min(ahead.len())).unwrap_or_default();
    let widest = first.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let is_header = |row: &SheetRow| {
        let is_title = row.cells.len() == 1 && widest > 1;
        !is_title && n_named(row, spans) * 2 > widest
    };
    first.iter().position(is_header).unwrap_or(0)
}

/// Whether the row below names columns that the header row has one merged cell for.
fn has_second_row(ahead: &[SheetRow], at: usize, spans: &Spans) -> bool {
    let (Some(row), Some(below)) = (ahead.get(at), ahead.get(at + 1)) else { return false };
    let is_next = below.index == row.index.saturating_add(1);
    let all_text = below.cells.iter().all(|cell| cell.is_text);
    let names_parts = row.cells.iter().any(|cell| {
        let last = spans.last_column(row.index, cell.column);
        let n = below.cells.iter().filter(|part| (cell.column..=last).contains(&part.column)).count();
        last > cell.column && n >= 2
    });
    is_next && all_text && names_parts
}

fn names(row: &SheetRow, width: usize, spans: &Spans) -> Vec<String> {
    let mut names = vec![String::new(); width];
    for cell in &row.cells {
        let text = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
        for column in cell.column..=spans.last_column(row.index, cell.column) {
            if let Some(name) = names.get_mut(column as usize) {
                name.clone_from(&text);
            }
        }
    }
    names
}
