//! Drafts in: text, Markdown, HTML (a pack's own too), DOCX and ODT, read into blocks that know their
//! lines. A draft that is not what its name says is refused.

mod html;
mod markdown;
mod office;
mod text;

use std::path::Path;

use oversight::publication::{Block, BlockKind, Draft};

use crate::fault::Fault;
use crate::limits::DRAFT_BYTES;

/// Reads a draft by its name's ending and its content.
///
/// # Errors
/// [`Fault::Unreadable`]; [`Fault::Publication`] where it is no draft that can be read, or another kind
/// than its name says.
pub fn read(path: &Path) -> Result<Draft, Fault> {
    let unreadable = |error| Fault::Unreadable { path: path.to_owned(), error };
    let file = path.display().to_string();
    let n_bytes = std::fs::metadata(path).map_err(unreadable)?.len();
    if n_bytes > DRAFT_BYTES {
        let what = format!("is larger than {} MB. Check it in parts.", DRAFT_BYTES >> 20);
        return Err(Fault::publication(file, what));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    of_bytes(&file, &bytes)
}

/// Reads a draft called `file` from its bytes.
///
/// # Errors
/// As [`read`].
pub fn of_bytes(file: &str, bytes: &[u8]) -> Result<Draft, Fault> {
    let ending = Path::new(file).extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let is_zip = bytes.starts_with(b"PK");
    let refuse = |what: &str| Err(Fault::publication(file, what));
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return refuse("is empty. Give the draft itself.");
    }
    if bytes.starts_with(b"%PDF") {
        return refuse(
            "is a PDF, in which words no longer stand in order. Give the document it was made from (DOCX, ODT, HTML or text).",
        );
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return refuse("is an old Word document (.doc). Save it as .docx and check that.");
    }
    match (ending.as_str(), is_zip) {
        ("docx" | "odt", false) => refuse(
            "is not what its name says: it is no word processor's document. Save it again from the word processor.",
        ),
        ("docx" | "odt", true) => office::read(file, bytes, &ending),
        (_, true) => refuse(
            "is not what its name says: it is a packed file. If it is a document, name it .docx or .odt.",
        ),
        ("html" | "htm" | "xhtml", false) => decoded(file, bytes).and_then(|text| html_draft(file, &text)),
        ("md" | "markdown", false) => decoded(file, bytes).map(|text| markdown::read(&text)),
        ("txt" | "text" | "", false) => decoded(file, bytes).and_then(|text| plain(file, &text)),
        (other, false) => refuse(&format!(
            "ends in .{other}, which is no draft. Drafts are .txt, .md, .html, .docx or .odt."
        )),
    }
}

fn html_draft(file: &str, text: &str) -> Result<Draft, Fault> {
    if !text.contains('<') {
        return Err(Fault::publication(
            file,
            "is not what its name says: it holds no HTML. Name it .txt if it is plain text.",
        ));
    }
    Ok(html::read(text))
}

fn plain(file: &str, text: &str) -> Result<Draft, Fault> {
    let start = text.trim_start().to_lowercase();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return Err(Fault::publication(file, "is not what its name says: it is HTML. Name it .html."));
    }
    if start.starts_with("{\\rtf") {
        return Err(Fault::publication(
            file,
            "is not what its name says: it is RTF. Save it as .docx, .odt or plain text.",
        ));
    }
    Ok(text::read(text))
}

/// UTF-8, UTF-16 by its mark, else Windows-1252; bytes that no text holds are refused.
fn decoded(file: &str, bytes: &[u8]) -> Result<String, Fault> {
    let (text, _, _) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes),
        None if std::str::from_utf8(bytes).is_ok() => encoding_rs::UTF_8.decode(bytes),
        None => encoding_rs::WINDOWS_1252.decode(bytes),
    };
    let odd = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    if odd > 8 && odd * 200 > text.chars().count() {
        return Err(Fault::publication(
            file,
            "is not what its name says: it is no text. Give the draft as .txt, .md, .html, .docx or .odt.",
        ));
    }
    Ok(text.into_owned())
}

/// Gathers blocks as a reader meets them.
#[derive(Default)]
struct Gather {
    blocks: Vec<Block>,
    text: String,
    lines: Vec<(usize, u32)>,
    kind: Option<BlockKind>,
    row: Option<Vec<String>>,
    headers: Vec<String>,
    header_row: bool,
    line: u32,
    depth: u32,
}

impl Gather {
    /// Ends what was gathered and begins a block of a kind.
    fn begin(&mut self, kind: BlockKind, line: u32) {
        if self.row.is_none() {
            self.end();
            self.kind = Some(kind);
        } else {
            self.push(" ", line);
        }
        self.line = line;
    }

    /// Adds text, with white space run together.
    fn push(&mut self, text: &str, line: u32) {
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            if !word.is_empty() {
                if self.lines.last().is_none_or(|(_, last)| *last != line) {
                    self.lines.push((self.text.len(), line));
                }
                self.text.push_str(word);
            }
            let spaced = piece.len() > word.len();
            if spaced && !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
    }

    /// Ends the block.
    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        let lines = std::mem::take(&mut self.lines);
        let trimmed = text.trim_end();
        if !trimmed.is_empty() {
            let kind = self.kind.unwrap_or(BlockKind::Paragraph);
            self.blocks.push(Block { kind, text: trimmed.to_owned(), lines, cells: Vec::new() });
        }
        self.kind = None;
    }

    fn begin_table(&mut self) {
        self.end();
        self.depth += 1;
        self.headers.clear();
        self.header_row = true;
    }

    fn end_table(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.headers.clear();
    }

    fn begin_row(&mut self, line: u32) {
        self.end();
        self.row = Some(Vec::new());
        self.line = line;
    }

    fn end_cell(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.lines.clear();
        if let Some(row) = &mut self.row {
            row.push(text.trim().to_owned());
        }
    }

    /// Ends a row: the first of a table without a figure in it, or one marked so, is its header.
    fn end_row(&mut self, is_header: bool) {
        let Some(cells) = self.row.take() else { return };
        let first = self.header_row;
        self.header_row = false;
        let measures = |cell: &String| cell.chars().next().is_some_and(|c| c.is_ascii_digit());
        if is_header || (first && !cells.iter().skip(1).any(measures)) {
            self.headers = cells;
            return;
        }
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.blocks.push(Block::row(&cells, &self.headers, self.line));
        }
    }

    fn finish(mut self) -> Draft {
        self.end();
        Draft { blocks: self.blocks }
    }
}

#[cfg(test)]
mod tests;
