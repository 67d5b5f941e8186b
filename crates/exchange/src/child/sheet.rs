//! Spreadsheets: XLSX and ODS, one sheet as rows.

use std::io::{Read, Seek, SeekFrom};

use calamine::{Ods, OdsError, Reader as _, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;

use crate::child::sheet_cells::{OdsRows, SheetRow, XlsxRows};
use crate::child::sheet_header::{Header, Spans};
use crate::child::{Asked, Sink, Stop};
use crate::limits::{LINE_BYTES, SHEET_PARTS, SHEET_UNPACKED_BYTES};
use crate::quarantine::cut;
use crate::records::Layout;

/// Rows looked at for the header and the width of a sheet.
const LOOK_AHEAD: usize = 100;

/// Reads one sheet of a workbook.
///
/// # Errors
/// [`Stop::Told`] for what is no spreadsheet, is too large unpacked, or holds no rows.
pub fn read<F: Read + Seek>(mut file: F, asked: &Asked, sink: &mut dyn Sink) -> Result<(), Stop> {
    let found = examine(&mut file)?;
    file.seek(SeekFrom::Start(0))?;
    match found.kind {
        Kind::Xlsx => xlsx(file, asked, found.has_formulae, sink),
        Kind::Ods => ods(file, asked, sink),
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Xlsx,
    Ods,
}

struct Found {
    kind: Kind,
    has_formulae: bool,
}

/// Looks at the parts of the zip file: what it is, and how large it would be unpacked.
fn examine<F: Read + Seek>(file: &mut F) -> Result<Found, Stop> {
    let damaged = |error: zip::result::ZipError| {
        Stop::told(format!(
            "it begins as a spreadsheet or zip file and is damaged or cut short ({error}). Ask for the file again, or for CSV (UTF-8)."
        ))
    };
    let mut archive = ZipArchive::new(file).map_err(damaged)?;
    if archive.len() > SHEET_PARTS {
        return Err(Stop::told(format!(
            "it holds {} parts; a spreadsheet of up to {SHEET_PARTS} is read. Save the sheet as CSV (UTF-8) and give that.",
            archive.len()
        )));
    }
    let names: Vec<String> =
        archive.file_names().filter_map(|name| name.ok().map(|name| name.into_owned())).collect();
    let mut n_bytes = 0_u64;
    for at in 0..archive.len() {
        n_bytes = n_bytes.saturating_add(archive.by_index_raw(at).map_err(damaged)?.size());
    }
    if n_bytes > SHEET_UNPACKED_BYTES {
        return Err(Stop::told(format!(
            "it is {n_bytes} bytes unpacked; a spreadsheet of up to {SHEET_UNPACKED_BYTES} is read. Save the sheet as CSV (UTF-8) and give that."
        )));
    }
    let has = |wanted: &str| names.iter().any(|name| name.replace('\\', "/").eq_ignore_ascii_case(wanted));
    let kind = match () {
        () if has("xl/workbook.xml") => Kind::Xlsx,
        () if has("content.xml") && has("mimetype") => Kind::Ods,
        () if has("xl/workbook.bin") => {
            return Err(Stop::told(
                "this is a binary Excel file (.xlsb). Save it as .xlsx or CSV (UTF-8) and give that.",
            ));
        }
        () if names.iter().any(|name| name.starts_with("word/")) => {
            return Err(Stop::told("this is a Word document, not a table. Ask for the extract as CSV."));
        }
        () => {
            return Err(Stop::told(
                "this is a zip file that is no spreadsheet. Unpack it and give the files in it.",
            ));
        }
    };
    let sheets = names
        .iter()
        .filter(|name| name.to_ascii_lowercase().contains("worksheets/") && name.ends_with(".xml"));
    let has_formulae = sheets.clone().any(|name| archive.by_name(name).is_ok_and(holds_formula));
    Ok(Found { kind, has_formulae })
}

/// Whether a part of a workbook holds the tag of a formula; a faulty part is told when it is read.
fn holds_formula(part: impl Read) -> bool {
    let mut part = part.take(SHEET_UNPACKED_BYTES);
    let mut chunk = vec![0; 1 << 16];
    let mut kept = 0;
    loop {
        let Some(room) = chunk.get_mut(kept..) else { return false };
        let Ok(n) = part.read(room) else { return false };
        if n == 0 {
            return false;
        }
        let filled = chunk.get(..kept + n).unwrap_or_default();
        let found = memchr::memmem::find(filled, b"<f>").is_some()
            || memchr::memmem::find(filled, b"<f ").is_some()
            || memchr::memmem::find(filled, b":f>").is_some()
            || memchr::memmem::find(filled, b":f ").is_some();
        if found {
            return true;
        }
        // A tag may stand across two chunks.
        let tail = filled.len().min(3);
        let from = filled.len() - tail;
        chunk.copy_within(from..from + tail, 0);
        kept = tail;
    }
}

fn told_xlsx(error: XlsxError) -> Stop {
    match error {
        XlsxError::Password => Stop::told(LOCKED),
        error => Stop::told(format!(
            "the workbook is damaged or not as Excel writes it ({error}). Open it, save it again as .xlsx or CSV (UTF-8), and give that."
        )),
    }
}

fn told_ods(error: OdsError) -> Stop {
    match error {
        OdsError::Password => Stop::told(LOCKED),
        error => Stop::told(format!(
            "the spreadsheet is damaged or not as its program writes it ({error}). Open it, save it again as .ods or CSV (UTF-8), and give that."
        )),
    }
}

const LOCKED: &str = "it is locked with a password. Save it without one and give that.";

fn xlsx<F: Read + Seek>(file: F, asked: &Asked, has_formulae: bool, sink: &mut dyn Sink) -> Result<(), Stop> {
    let mut workbook: Xlsx<F> = Xlsx::new(file).map_err(told_xlsx)?;
    let sheets = workbook.sheets_metadata().to_vec();
    for name in candidates(&sheets, asked)? {
        let unsaved = if has_formulae {
            XlsxRows::formulae_without_value(&mut workbook, &name).map_err(told_xlsx)?
        } else {
            Default::default()
        };
        let ahead = {
            let mut rows = XlsxRows::open(&mut workbook, &name, &unsaved).map_err(told_xlsx)?;
            look_ahead(&mut || rows.next().map_err(told_xlsx))?
        };
        if ahead.is_empty() {
            continue;
        }
        let spans = if crate::child::sheet_header::may_be_merged(&ahead) {
            let merged = workbook.merge_cells_by_sheet_name(&name).map_err(told_xlsx)?;
            Spans::of(merged.iter().map(|d| (d.start, d.end)))
        } else {
            Spans::default()
        };
        let header = Header::find(&ahead, &spans, asked)?;
        sink.header(&header.names, &layout(&sheets, &name))?;
        let mut rows = XlsxRows::open(&mut workbook, &name, &unsaved).map_err(told_xlsx)?;
        return send(&mut || rows.next().map_err(told_xlsx), &header, sink);
    }
    Err(nothing())
}

fn ods<F: Read + Seek>(file: F, asked: &Asked, sink: &mut dyn Sink) -> Result<(), Stop> {
    let mut workbook: Ods<F> = Ods::new(file).map_err(told_ods)?;
    let sheets = workbook.sheets_metadata().to_vec();
    for name in candidates(&sheets, asked)? {
        let range = workbook.worksheet_range(&name).map_err(told_ods)?;
        let formulae = workbook.worksheet_formula(&name).map_err(told_ods)?;
        let mut rows = OdsRows::new(&range, &formulae);
        let ahead = look_ahead(&mut || Ok(rows.next()))?;
        if ahead.is_empty() {
            continue;
        }
        let header = Header::find(&ahead, &Spans::default(), asked)?;
        sink.header(&header.names, &layout(&sheets, &name))?;
        let mut rows = OdsRows::new(&range, &formulae);
        return send(&mut || Ok(rows.next()), &header, sink);
    }
    Err(nothing())
}

fn nothing() -> Stop {
    Stop::told("none of its sheets holds rows. Ask for the extract again.")
}

/// The sheets to try in turn: the one asked for, or all that a person would see.
fn candidates(sheets: &[Sheet], asked: &Asked) -> Result<Vec<String>, Stop> {
    let tables: Vec<&Sheet> = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect();
    let Some(wanted) = &asked.sheet else {
        let visible = tables.iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
        return Ok(visible.map(|sheet| sheet.name.clone()).collect());
    };
    let named = tables.iter().find(|sheet| sheet.name == *wanted);
    let named =
        named.or_else(|| tables.iter().find(|sheet| sheet.name.trim().eq_ignore_ascii_case(wanted.trim())));
    let numbered = || wanted.parse::<usize>().ok().and_then(|n| tables.get(n.checked_sub(1)?));
    match named.or_else(numbered) {
        Some(sheet) => Ok(vec![sheet.name.clone()]),
        None => {
            let names: Vec<String> =
                tables.iter().take(30).map(|sheet| format!("\"{}\"", cut(&sheet.name))).collect();
            Err(Stop::told(format!(
                "it has no sheet \"{}\". Its sheets: {}. Correct `sheet` in the mapping.",
                cut(wanted),
                names.join(", ")
            )))
        }
    }
}

fn layout(sheets: &[Sheet], name: &str) -> Layout {
    let others = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.name != name);
    Layout::Sheet { name: name.to_owned(), others: others.map(|sheet| sheet.name.clone()).collect() }
}

/// Gives the next row that holds something.
type NextRow<'a> = &'a mut dyn FnMut() -> Result<Option<SheetRow>, Stop>;

fn look_ahead(next: NextRow<'_>) -> Result<Vec<SheetRow>, Stop> {
    let mut ahead = Vec::new();
    while ahead.len() < LOOK_AHEAD {
        match next()? {
            Some(row) => ahead.push(row),
            None => break,
        }
    }
    Ok(ahead)
}

/// Sends the rows below the header.
fn send(next: NextRow<'_>, header: &Header, sink: &mut dyn Sink) -> Result<(), Stop> {
    let mut fields: Vec<String> = vec![String::new(); header.names.len()];
    while let Some(row) = next()? {
        if row.index < header.n_rows_above {
            continue;
        }
        let line = u64::from(row.index) + 1;
        fields.iter_mut().for_each(String::clear);
        match placed(row, &mut fields) {
            Ok(()) => sink.row(line, &fields)?,
            Err((value, reason)) => sink.broken(line, &cut(&value), &reason)?,
        }
    }
    Ok(())
}

/// Puts cells where they belong; the value and the reason where one cannot be.
fn placed(row: SheetRow, fields: &mut [String]) -> Result<(), (String, String)> {
    let n_columns = fields.len();
    let mut n_bytes = 0;
    for cell in row.cells {
        n_bytes += cell.text.len();
        let place = || format!("{}{}", column_letters(cell.column), u64::from(row.index) + 1);
        if cell.is_unsaved_formula {
            return Err((
                String::new(),
                format!(
                    "cell {} holds a formula whose result is not in the file; open it in the spreadsheet program, save it, and give that",
                    place()
                ),
            ));
        }
        if cell.text.contains('\0') {
            return Err((cell.text, "this row holds a NUL byte; export it again as text".into()));
        }
        if n_bytes > LINE_BYTES {
            return Err((
                cell.text,
                format!("this row holds more than {LINE_BYTES} bytes of text; correct it at the source"),
            ));
        }
        match fields.get_mut(cell.column as usize) {
            Some(field) => *field = cell.text,
            None if cell.text.is_empty() => {}
            None => {
                let reason = format!(
                    "this row has a value in cell {} where the header has {n_columns} columns; correct it at the source",
                    place()
                );
                return Err((cell.text, reason));
            }
        }
    }
    Ok(())
}

/// A column as spreadsheets name it: A, B, ... Z, AA.
fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_do() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
        {
            assert_eq!(column_letters(column), letters);
        }
    }
}
