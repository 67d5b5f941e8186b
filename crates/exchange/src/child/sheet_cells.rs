//! Cells of a sheet, row by row, as the text that CSV would have had.

use std::collections::HashSet;
use std::io::{Read, Seek};

use calamine::{Cell, Data, DataRef, Range, Xlsx, XlsxCellReader, XlsxError};

use crate::child::sheet_text::{Format, date_and_time, iso_date, iso_duration, number};

/// A cell that holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetCell {
    pub(super) column: u32,
    pub(super) text: String,
    /// Whether it was typed as text, and not a number, a date or a result.
    pub(super) is_text: bool,
    pub(super) is_unsaved_formula: bool,
}

/// A row that holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetRow {
    /// 0 = the first.
    pub(super) index: u32,
    pub(super) cells: Vec<SheetCell>,
}

/// Cells by row and column.
pub(super) type Places = HashSet<(u32, u32)>;

/// Most cells with a formula and no result that are kept apart; beyond, the file has no results at all.
const UNSAVED: usize = 1 << 18;

/// Rows of an XLSX sheet, streamed.
pub(super) struct XlsxRows<'w, F: Read + Seek> {
    cells: XlsxCellReader<'w, F>,
    formats: Vec<Format>,
    unsaved: &'w Places,
    waiting: Option<(u32, SheetCell)>,
    /// Its reader may not be asked again after the last cell.
    ended: bool,
}

impl<'w, F: Read + Seek> XlsxRows<'w, F> {
    pub(super) fn open(
        workbook: &'w mut Xlsx<F>,
        sheet: &str,
        unsaved: &'w Places,
    ) -> Result<Self, XlsxError> {
        let cells = workbook.worksheet_cells_reader(sheet)?;
        let format = |style: &calamine::Style| {
            style.number_format.as_ref().map_or(Format::General, |format| Format::of(&format.format_code))
        };
        let formats = cells.styles().iter().map(format).collect();
        Ok(Self { cells, formats, unsaved, waiting: None, ended: false })
    }

    /// Cells that hold a formula and no result: written by a program that does not reckon.
    pub(super) fn formulae_without_value(workbook: &mut Xlsx<F>, sheet: &str) -> Result<Places, XlsxError> {
        let mut places = Places::new();
        let mut cells = workbook.worksheet_cells_reader(sheet)?;
        while let Some(cell) = cells.next_cell_with_formula_metadata()? {
            if cell.formula.is_some() && cell.value == DataRef::Empty && places.len() < UNSAVED {
                places.insert(cell.pos);
            }
        }
        Ok(places)
    }

    pub(super) fn next(&mut self) -> Result<Option<SheetRow>, XlsxError> {
        let mut row: Option<SheetRow> =
            self.waiting.take().map(|(index, cell)| SheetRow { index, cells: vec![cell] });
        while !self.ended {
            let Some((cell, style)) = self.cells.next_cell_with_style_id()? else {
                self.ended = true;
                break;
            };
            let Some((index, cell)) = self.read(&cell, style) else { continue };
            match &mut row {
                Some(row) if row.index == index => row.cells.push(cell),
                Some(_) => {
                    self.waiting = Some((index, cell));
                    return Ok(row);
                }
                None => row = Some(SheetRow { index, cells: vec![cell] }),
            }
        }
        Ok(row)
    }

    fn read(&self, cell: &Cell<DataRef<'_>>, style: usize) -> Option<(u32, SheetCell)> {
        let (index, column) = cell.get_position();
        let value = cell.get_value();
        let is_unsaved_formula = *value == DataRef::Empty && self.unsaved.contains(&(index, column));
        let format = self.formats.get(style).copied().unwrap_or(Format::General);
        let text = match value {
            DataRef::Int(n) => number(*n as f64, format),
            DataRef::Float(n) => number(*n, format),
            DataRef::String(text) => text.clone(),
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
            DataRef::DateTime(at) => {
                // The serial number counts from 1900 or 1904; which is the workbook's.
                date_and_time(at.as_f64(), format, is_1904(at), at.is_duration())
            }
            DataRef::DateTimeIso(text) => text.clone(),
            DataRef::DurationIso(text) => iso_duration(text).unwrap_or_else(|| text.clone()),
            DataRef::Error(error) => error.to_string(),
            DataRef::Empty => String::new(),
        };
        let is_text = matches!(value, DataRef::String(_) | DataRef::SharedString(_));
        let holds = is_unsaved_formula || !text.trim().is_empty();
        holds.then_some((index, SheetCell { column, text, is_text, is_unsaved_formula }))
    }
}

/// Whether a date counts from 1904, which its reader keeps to itself: then it reads as the same number
/// counted from 1904 does.
fn is_1904(at: &calamine::ExcelDateTime) -> bool {
    let like = calamine::ExcelDateTime::new(at.as_f64(), calamine::ExcelDateTimeType::DateTime, true);
    like.to_ymd_hms_milli() == at.to_ymd_hms_milli()
}

/// Rows of an ODS sheet, which its reader holds whole.
pub(super) struct OdsRows<'r> {
    range: &'r Range<Data>,
    formulae: &'r Range<String>,
    /// Columns whose dates mostly carry a time: midnight is a time in them.
    timed: Vec<bool>,
    next: usize,
}

impl<'r> OdsRows<'r> {
    pub(super) fn new(range: &'r Range<Data>, formulae: &'r Range<String>) -> Self {
        let mut n_dates = vec![(0_usize, 0_usize); range.width()];
        for row in range.rows() {
            for (cell, (n, n_timed)) in row.iter().zip(&mut n_dates) {
                if let Data::DateTimeIso(text) = cell {
                    *n += 1;
                    *n_timed += usize::from(text.contains('T'));
                }
            }
        }
        let timed = n_dates.into_iter().map(|(n, n_timed)| n_timed > 0 && n_timed * 2 >= n).collect();
        Self { range, formulae, timed, next: 0 }
    }

    pub(super) fn next(&mut self) -> Option<SheetRow> {
        let (first_row, first_column) = self.range.start()?;
        loop {
            if self.next >= self.range.height() {
                return None;
            }
            let index = first_row.saturating_add(self.next as u32);
            let cells = (0..self.range.width()).filter_map(|at| {
                let cell = self.range.get((self.next, at))?;
                self.read(cell, at, (index, first_column.saturating_add(at as u32)))
            });
            let cells: Vec<SheetCell> = cells.collect();
            self.next += 1;
            if !cells.is_empty() {
                return Some(SheetRow { index, cells });
            }
        }
    }

    fn read(&self, cell: &Data, at: usize, place: (u32, u32)) -> Option<SheetCell> {
        let text = match cell {
            Data::Int(n) => number(*n as f64, Format::General),
            Data::Float(n) => number(*n, Format::General),
            Data::String(text) => text.clone(),
            Data::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
            Data::DateTime(at) => date_and_time(at.as_f64(), Format::General, false, at.is_duration()),
            Data::DateTimeIso(text) => iso_date(text, self.timed.get(at).copied().unwrap_or(false)),
            Data::DurationIso(text) => iso_duration(text).unwrap_or_else(|| text.clone()),
            Data::Error(error) => error.to_string(),
            Data::Empty => String::new(),
        };
        let has_formula = || self.formulae.get_value(place).is_some_and(|formula| !formula.is_empty());
        let is_unsaved_formula = *cell == Data::Empty && has_formula();
        let holds = is_unsaved_formula || !text.trim().is_empty();
        holds.then_some(SheetCell {
            column: place.1,
            is_text: matches!(cell, Data::String(_)),
            text,
            is_unsaved_formula,
        })
    }
}
