//! From bytes to rows: lines of bounded length, decoded, split by the CSV rules, and brought back
//! into step after a row that breaks them.
//!
//! csv-core does the splitting (RFC 4180 with the usual leniency). What is added here is what an
//! extract needs: the line number of every row, UTF-8 or Windows-1252 by line, and recovery: a quote
//! that never closes costs the row it stands in, not the rest of the file.

use std::collections::VecDeque;
use std::io::Read;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::fault::Fault;
use crate::file::SourceFile;
use crate::limits::{COLUMNS, LINE_BYTES, ROW_BYTES};

/// How a file's text is encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, and Windows-1252 for any line that is not valid UTF-8.
    #[default]
    Auto,
    /// UTF-8 only; any other line is quarantined.
    Utf8,
    /// Windows-1252 throughout.
    Windows1252,
}

/// How to split a file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dialect {
    /// Delimiter; `None` = found from the first lines.
    pub delimiter: Option<u8>,
    /// Encoding.
    pub encoding: Encoding,
}

/// One step of reading.
#[derive(Debug)]
pub enum Step {
    /// A row with as many fields as the header; they are in [`Rows::field`].
    Row {
        /// Line it begins on.
        line: u64,
    },
    /// A row that cannot be split into the header's columns.
    Broken {
        /// Line it begins on.
        line: u64,
        /// What stands there, cut.
        value: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The end of the file.
    End,
}

/// The rows of a file, one after another.
pub struct Rows {
    name: String,
    lines: Lines,
    splitter: Reader,
    /// The header, trimmed.
    pub header: Vec<String>,
    /// The delimiter in use.
    pub delimiter: u8,
    /// How many lines were read as Windows-1252 because they are not UTF-8.
    pub n_windows_1252: u64,
    encoding: Encoding,
    fields: Fields,
}

/// The fields of the current row.
#[derive(Default)]
struct Fields {
    text: Vec<u8>,
    ends: Vec<usize>,
    n: usize,
}

impl Fields {
    fn get(&self, index: usize) -> &str {
        if index >= self.n {
            return "";
        }
        let start = if index == 0 { 0 } else { self.ends.get(index - 1).copied().unwrap_or(0) };
        let end = self.ends.get(index).copied().unwrap_or(start);
        // Lines are decoded before they are split, and splitting happens at ASCII bytes only.
        self.text.get(start..end).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("").trim()
    }
}

enum Split {
    Whole { used: usize },
    QuoteOpen,
    TooWide,
}

impl Rows {
    /// Opens a file and reads its header.
    ///
    /// # Errors
    /// A sentence for a file that is empty, not text, has no rows of fields, or is too wide.
    pub fn open(file: &SourceFile, dialect: Dialect) -> Result<Self, Fault> {
        let mut lines = Lines::new(file.open()?);
        let ahead = lines.look_ahead(20);
        if ahead.iter().take(3).any(|line| line.contains(&0)) {
            let what = "it holds NUL bytes at its start, so it is not plain text. Export it again as CSV (UTF-8).";
            return Err(Fault::not_a_table(&file.name, what));
        }
        let delimiter = dialect.delimiter.unwrap_or_else(|| likely_delimiter(&ahead));
        let mut rows = Self {
            name: file.name.clone(),
            lines,
            splitter: splitter(delimiter),
            header: Vec::new(),
            delimiter,
            n_windows_1252: 0,
            encoding: dialect.encoding,
            fields: Fields::default(),
        };
        rows.read_header(dialect.delimiter.is_some().then(|| likely_delimiter(&ahead)))?;
        Ok(rows)
    }

    /// Field of the current row by column position, trimmed; empty past the end.
    pub fn field(&self, index: usize) -> &str {
        self.fields.get(index)
    }

    /// All bytes of the current row's fields, one separator between, for comparing content.
    pub fn content(&self) -> impl Iterator<Item = &str> {
        (0..self.fields.n).map(|index| self.fields.get(index))
    }

    /// Bytes read from the unpacked file so far.
    pub fn n_bytes_read(&self) -> u64 {
        self.lines.n_bytes
    }

    fn read_header(&mut self, stated_instead_of: Option<u8>) -> Result<(), Fault> {
        let step = self.step(None)?;
        let Step::Row { .. } = step else {
            let what = match step {
                Step::Broken { reason, .. } => format!("its first line cannot be read as a header: {reason}."),
                _ => "it holds no header line. Ask for the extract again, with column names.".into(),
            };
            return Err(Fault::not_a_table(&self.name, what));
        };
        self.header = (0..self.fields.n).map(|index| self.fields.get(index).to_owned()).collect();
        if self.header.len() > COLUMNS {
            return Err(too_wide(&self.name, self.header.len()));
        }
        let only = self.header.len() == 1;
        if let Some(likely) = stated_instead_of.filter(|likely| only && *likely != self.delimiter) {
            let what = format!(
                "its header is one single column when split by {}, but {} would split it. Correct `delimiter` in the mapping.",
                delimiter_name(self.delimiter),
                delimiter_name(likely)
            );
            return Err(Fault::not_a_table(&self.name, what));
        }
        Ok(())
    }

    /// Reads the next row.
    ///
    /// # Errors
    /// Where the file cannot be read on: a gzip cut short, a failing disk.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Result<Step, Fault> {
        self.step(Some(self.header.len()))
    }

    fn step(&mut self, n_expected: Option<usize>) -> Result<Step, Fault> {
        loop {
            let Some(line) = self.next_line()? else { return Ok(Step::End) };
            if line.is_blank() {
                continue;
            }
            if let Some(reason) = line.fault() {
                return Ok(Step::Broken { line: line.number, value: line.shown(), reason });
            }
            return self.row_from(line, n_expected);
        }
    }

    /// Splits the row that begins with this line, taking in further lines while a quote is open.
    fn row_from(&mut self, first: Line, n_expected: Option<usize>) -> Result<Step, Fault> {
        let number = first.number;
        let mut n_bytes = first.bytes.len();
        let mut taken = vec![first];
        let mut filled = (0, 0);
        self.splitter.reset();
        self.fields.n = 0;
        loop {
            let Some(current) = taken.pop() else { return Ok(Step::End) };
            let split = self.split(&current.bytes, &mut filled);
            if let Split::Whole { used } = split {
                self.keep_rest(&current, used);
            }
            taken.push(current);
            match split {
                Split::Whole { .. } => {
                    return Ok(match self.misfit(n_expected) {
                        None => Step::Row { line: number },
                        Some(why) => self.broken(taken, &why),
                    });
                }
                Split::TooWide if n_expected.is_none() => return Err(too_wide(&self.name, self.fields.n)),
                Split::TooWide => return Ok(self.broken(taken, "has far more fields than the header")),
                Split::QuoteOpen => {}
            }
            let next = self.next_line()?;
            let fits = |line: &Line| n_bytes + line.bytes.len() <= ROW_BYTES && line.fault().is_none();
            let goes_on = next.as_ref().is_some_and(fits);
            n_bytes += next.as_ref().map_or(0, |line| line.bytes.len());
            taken.extend(next);
            if !goes_on {
                return Ok(self.broken(taken, "opens a quote that never closes"));
            }
        }
    }

    /// Quarantines the first line of a row that does not fit and gives the others back, so that what
    /// was swallowed by a stray quote is read as the rows it is.
    fn broken(&mut self, taken: Vec<Line>, why: &str) -> Step {
        let mut taken = taken.into_iter();
        let Some(first) = taken.next() else { return Step::End };
        self.lines.give_back(taken);
        Step::Broken { line: first.number, value: first.shown(), reason: format!("this row {why}; correct it at the source") }
    }

    fn misfit(&self, n_expected: Option<usize>) -> Option<String> {
        let expected = n_expected?;
        (self.fields.n != expected).then(|| {
            format!("has {} field{} where the header has {expected}", self.fields.n, if self.fields.n == 1 { "" } else { "s" })
        })
    }

    fn keep_rest(&mut self, line: &Line, n_used: usize) {
        // A carriage return alone ends a row too (old Macintosh files).
        let rest = line.bytes.get(n_used..).unwrap_or_default();
        if rest.iter().any(|byte| !matches!(byte, b'\r' | b'\n')) {
            self.lines.give_back(std::iter::once(Line { number: line.number, bytes: rest.to_vec(), cut: false, undecodable: false }));
        }
    }

    /// Feeds one line to the splitter.
    fn split(&mut self, bytes: &[u8], filled: &mut (usize, usize)) -> Split {
        let mut input = bytes;
        let mut used = 0;
        loop {
            self.fields.text.resize(self.fields.text.len().max(filled.0 + input.len() + 64), 0);
            self.fields.ends.resize(self.fields.ends.len().max(filled.1 + 64), 0);
            let (result, n_in, n_out, n_ends) = self.splitter.read_record(
                input,
                self.fields.text.get_mut(filled.0..).unwrap_or_default(),
                self.fields.ends.get_mut(filled.1..).unwrap_or_default(),
            );
            used += n_in;
            filled.0 += n_out;
            filled.1 += n_ends;
            input = input.get(n_in..).unwrap_or_default();
            self.fields.n = filled.1;
            match result {
                ReadRecordResult::Record => return Split::Whole { used },
                ReadRecordResult::InputEmpty => return Split::QuoteOpen,
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {}
                ReadRecordResult::End => return Split::Whole { used },
            }
            if self.fields.n > COLUMNS * 16 {
                return Split::TooWide;
            }
        }
    }

    fn next_line(&mut self) -> Result<Option<Line>, Fault> {
        let at = self.lines.number + 1;
        let line = self.lines.next().map_err(|error| read_fault(&self.name, at, &error))?;
        Ok(line.map(|line| self.decode(line)))
    }

    fn decode(&mut self, mut line: Line) -> Line {
        if self.encoding != Encoding::Windows1252 && std::str::from_utf8(&line.bytes).is_ok() {
            return line;
        }
        if line.bytes.is_ascii() {
            return line;
        }
        if self.encoding == Encoding::Utf8 {
            line.undecodable = true;
            return line;
        }
        self.n_windows_1252 += 1;
        let (text, _, _) = encoding_rs::WINDOWS_1252.decode(&line.bytes);
        line.bytes = text.into_owned().into_bytes();
        line
    }
}

fn splitter(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}

fn too_wide(name: &str, n: usize) -> Fault {
    let what = format!(
        "its header has {n} columns; the most that is read is {COLUMNS}. This looks like a table laid on its side or a wrong delimiter."
    );
    Fault::not_a_table(name, what)
}

fn read_fault(name: &str, line: u64, error: &std::io::Error) -> Fault {
    let what = match error.kind() {
        std::io::ErrorKind::UnexpectedEof => format!(
            "the gzip file is cut short after about line {line}: the end is missing. Ask for the file again; nothing of it was used."
        ),
        std::io::ErrorKind::InvalidInput | std::io::ErrorKind::InvalidData => {
            format!("the gzip file is damaged at about line {line} ({error}). Ask for the file again; nothing of it was used.")
        }
        _ => format!("reading failed at about line {line} ({error}). Nothing of it was used."),
    };
    Fault::not_a_table(name, what)
}

/// A delimiter in words.
pub fn delimiter_name(delimiter: u8) -> String {
    match delimiter {
        b',' => "comma".into(),
        b';' => "semicolon".into(),
        b'\t' => "tab".into(),
        b'|' => "bar (|)".into(),
        other => format!("'{}'", char::from(other)),
    }
}

/// The delimiter that splits the first lines most evenly: of the usual ones, that with the most
/// fields in the header that most of the other lines agree with.
fn likely_delimiter(lines: &[Vec<u8>]) -> u8 {
    let score = |delimiter: u8| {
        let counts: Vec<usize> = lines.iter().map(|line| count_outside_quotes(line, delimiter)).collect();
        let header = counts.first().copied().unwrap_or(0);
        let agree = counts.iter().filter(|count| **count == header).count();
        (header > 0, agree * 2 > counts.len(), header)
    };
    [b',', b';', b'\t', b'|', b'^', b'~'].into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

fn count_outside_quotes(line: &[u8], delimiter: u8) -> usize {
    let mut quoted = false;
    line.iter()
        .filter(|byte| {
            quoted ^= **byte == b'"';
            !quoted && **byte == delimiter
        })
        .count()
}

/// One physical line with its end, or the start of one that is too long.
#[derive(Debug)]
struct Line {
    number: u64,
    bytes: Vec<u8>,
    cut: bool,
    undecodable: bool,
}

impl Line {
    fn is_blank(&self) -> bool {
        self.bytes.iter().all(|byte| matches!(byte, b'\r' | b'\n'))
    }

    fn fault(&self) -> Option<String> {
        if self.cut {
            return Some(format!("this line is longer than {LINE_BYTES} bytes; it was skipped"));
        }
        if self.bytes.contains(&0) {
            return Some("this row holds a NUL byte; export it again as text".into());
        }
        self.undecodable.then(|| "this row is not valid UTF-8, as the mapping says it is".into())
    }

    fn shown(&self) -> String {
        crate::quarantine::cut(&String::from_utf8_lossy(self.bytes.get(..1_000).unwrap_or(&self.bytes)))
    }
}

/// Physical lines of bounded length.
struct Lines {
    reader: Box<dyn Read>,
    chunk: Vec<u8>,
    start: usize,
    end: usize,
    given_back: VecDeque<Line>,
    failed: Option<std::io::Error>,
    number: u64,
    n_bytes: u64,
}

impl Lines {
    fn new(reader: Box<dyn Read>) -> Self {
        Self { reader, chunk: vec![0; 1 << 16], start: 0, end: 0, given_back: VecDeque::new(), failed: None, number: 0, n_bytes: 0 }
    }

    /// The first lines, without using them up.
    fn look_ahead(&mut self, n: usize) -> Vec<Vec<u8>> {
        let mut lines = Vec::new();
        while lines.len() < n {
            match self.next() {
                Ok(Some(line)) => lines.push(line),
                Ok(None) => break,
                // A file cut short is told when reading comes to that place.
                Err(error) => {
                    self.failed = Some(error);
                    break;
                }
            }
        }
        let copies = lines.iter().filter(|line| !line.is_blank()).map(|line| line.bytes.clone()).collect();
        self.give_back(lines.into_iter());
        copies
    }

    fn give_back(&mut self, lines: impl Iterator<Item = Line>) {
        let mut queue: VecDeque<Line> = lines.collect();
        queue.append(&mut self.given_back);
        self.given_back = queue;
    }

    fn next(&mut self) -> std::io::Result<Option<Line>> {
        if let Some(line) = self.given_back.pop_front() {
            return Ok(Some(line));
        }
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let mut bytes = Vec::new();
        let mut cut = false;
        let mut any = false;
        loop {
            if self.start == self.end && !self.fill()? {
                break;
            }
            any = true;
            let buffered = self.chunk.get(self.start..self.end).unwrap_or_default();
            let (n, ended) = match memchr::memchr(b'\n', buffered) {
                Some(position) => (position + 1, true),
                None => (buffered.len(), false),
            };
            cut |= bytes.len() + n > LINE_BYTES;
            let room = LINE_BYTES.saturating_sub(bytes.len()).min(n);
            bytes.extend_from_slice(buffered.get(..room).unwrap_or_default());
            self.start += n;
            if ended {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.number += 1;
        if self.number == 1 && bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
            bytes.drain(..3);
        }
        if bytes.last() != Some(&b'\n') {
            // A last line without its end is a whole row all the same.
            bytes.push(b'\n');
        }
        Ok(Some(Line { number: self.number, bytes, cut, undecodable: false }))
    }

    fn fill(&mut self) -> std::io::Result<bool> {
        self.start = 0;
        self.end = self.reader.read(&mut self.chunk)?;
        self.n_bytes += self.end as u64;
        Ok(self.end > 0)
    }
}
