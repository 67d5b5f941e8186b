//! Delimited text: lines split by the CSV rules, and brought back into step after a row that breaks
//! them.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::fault::Fault;
use crate::file::{UnpackFault, fault_of};
use crate::limits::{COLUMNS, ROW_BYTES};
use crate::records::fields::Fields;
use crate::records::header;
use crate::records::lines::{Line, Lines};
use crate::records::quoting::{Quoting, n_fields};
use crate::records::{Dialect, Step};

/// Rows of delimited text.
pub(super) struct Delimited {
    name: String,
    pub(super) lines: Lines,
    splitter: Reader,
    pub(super) delimiter: u8,
    pub(super) fields: Fields,
}

enum Split {
    Whole,
    QuoteOpen,
    TooWide,
}

/// A quote that runs on past the end of its row.
const NEVER_CLOSES: &str = "opens a quote that never closes";

impl Delimited {
    /// Reads the header; the rows follow.
    pub(super) fn open(
        name: &str,
        mut lines: Lines,
        dialect: &Dialect,
    ) -> Result<(Self, Vec<String>), Fault> {
        skip_to_header(name, &mut lines, dialect.header_row)?;
        let mut ahead = lines.look_ahead(20);
        let hint = ahead.first().and_then(|line| excel_hint(line));
        if hint.is_some() {
            ahead.remove(0);
            lines.skip_one_with_text();
        }
        let n_nul = ahead.iter().filter(|line| line.contains(&0)).count();
        if ahead.first().is_some_and(|header| header.contains(&0)) || n_nul * 2 > ahead.len() {
            let what = "it holds NUL bytes from its start (line 1), so it is not plain text. Export it again as CSV (UTF-8).";
            return Err(Fault::not_a_table(name, what));
        }
        let delimiter = dialect.delimiter.or(hint).unwrap_or_else(|| likely_delimiter(&ahead));
        let mut rows = Self {
            name: name.to_owned(),
            lines,
            splitter: splitter(delimiter),
            delimiter,
            fields: Fields::default(),
        };
        let likely = likely_delimiter(&ahead);
        let splits = ahead.first().is_some_and(|header| count_outside_quotes(header, likely) > 0);
        let header = rows.read_header(
            dialect.delimiter.filter(|_| splits).map(|_| likely),
            dialect.header_rows.unwrap_or(1),
        )?;
        Ok((rows, header))
    }

    fn read_header(&mut self, stated_instead_of: Option<u8>, n_rows: u32) -> Result<Vec<String>, Fault> {
        let step = self.step(None)?;
        let Step::Row { .. } = step else {
            let what = match step {
                Step::Broken { reason, .. } => format!("its first line cannot be read as a header: {reason}."),
                _ => "it holds only blank lines, so no header (line 1). Ask for the extract again, with column names.".into(),
            };
            return Err(Fault::not_a_table(&self.name, what));
        };
        let mut header = self.fields.all();
        for _ in 1..n_rows {
            if let Step::Row { .. } = self.step(None)? {
                header = header::joined(&header, &self.fields.all());
            }
        }
        if header.len() > COLUMNS {
            return Err(too_wide(&self.name, header.len()));
        }
        if header.iter().all(String::is_empty) {
            let what =
                "its header (line 1) holds no column names. Ask for the extract again, with column names.";
            return Err(Fault::not_a_table(&self.name, what));
        }
        let only = header.len() == 1;
        if let Some(likely) = stated_instead_of.filter(|likely| only && *likely != self.delimiter) {
            let what = format!(
                "its header (line 1) is one single column when split by {}, but {} would split it. Correct `delimiter` in the mapping.",
                delimiter_name(self.delimiter),
                delimiter_name(likely)
            );
            return Err(Fault::not_a_table(&self.name, what));
        }
        Ok(header)
    }

    /// The next row, of as many fields as expected.
    pub(super) fn step(&mut self, n_expected: Option<usize>) -> Result<Step, Fault> {
        loop {
            let Some(line) = self.next_line()? else { return Ok(Step::End) };
            if line.is_blank() {
                self.lines.recycle(line);
                continue;
            }
            if let Some(fault) = line.fault {
                return Ok(Step::Broken { line: line.number, value: line.shown(), reason: fault.reason() });
            }
            return self.row_from(line, n_expected);
        }
    }

    /// Splits the row that begins with this line.
    fn row_from(&mut self, first: Line, n_expected: Option<usize>) -> Result<Step, Fault> {
        let mut filled = (0, 0);
        self.splitter.reset();
        self.fields.n = 0;
        let number = first.number;
        match self.split(&first.bytes, &mut filled) {
            Split::QuoteOpen => return self.row_of_lines(first, n_expected, filled),
            Split::TooWide if n_expected.is_none() => return Err(too_wide(&self.name, self.fields.n)),
            Split::TooWide => return Ok(broken(&first, "has far more fields than the header")),
            Split::Whole => {}
        }
        if let Some(why) = self.misfit(n_expected) {
            return Ok(broken(&first, &why));
        }
        self.lines.recycle(first);
        Ok(Step::Row { line: number })
    }

    /// Goes on with a row that leaves a quote open at the end of its first line. Where the quote
    /// turns out to be a stray one, only the first line is at fault: the others are given back and
    /// read as the rows they are.
    fn row_of_lines(
        &mut self,
        first: Line,
        n_expected: Option<usize>,
        mut filled: (usize, usize),
    ) -> Result<Step, Fault> {
        let number = first.number;
        let mut n_bytes = first.bytes.len();
        let mut quoting = Quoting::new(self.delimiter);
        quoting.walk(&first.bytes);
        let mut others: Vec<Line> = Vec::new();
        loop {
            let goes_on = quoting.is_strict() && n_expected.is_none_or(|n| self.fields.n < n);
            let next = if goes_on { self.next_line()? } else { None };
            let Some(next) = next else {
                self.lines.give_back(others);
                return Ok(broken(&first, NEVER_CLOSES));
            };
            n_bytes += next.bytes.len();
            let fits = n_bytes <= ROW_BYTES && next.fault.is_none();
            quoting.walk(&next.bytes);
            let split = if fits && quoting.is_strict() {
                self.split(&next.bytes, &mut filled)
            } else {
                Split::TooWide
            };
            others.push(next);
            match split {
                Split::QuoteOpen => {}
                Split::TooWide => {
                    self.lines.give_back(others);
                    return Ok(broken(&first, NEVER_CLOSES));
                }
                Split::Whole => {
                    let Some(why) = self.misfit(n_expected) else { return Ok(Step::Row { line: number }) };
                    if self.hides_rows(&others, n_expected) {
                        self.lines.give_back(others);
                    }
                    return Ok(broken(&first, &why));
                }
            }
        }
    }

    /// Whether whole rows stand between the first line of a quoted text and its last: then the quotes
    /// at both ends are strays.
    fn hides_rows(&self, others: &[Line], n_expected: Option<usize>) -> bool {
        let within = others.split_last().map_or(others, |(_, within)| within);
        within.iter().any(|line| Some(n_fields(&line.bytes, self.delimiter)) == n_expected)
    }

    fn misfit(&self, n_expected: Option<usize>) -> Option<String> {
        let expected = n_expected?;
        (self.fields.n != expected).then(|| {
            format!(
                "has {} field{} where the header has {expected}",
                self.fields.n,
                if self.fields.n == 1 { "" } else { "s" }
            )
        })
    }

    /// Feeds one line to the splitter.
    fn split(&mut self, bytes: &[u8], filled: &mut (usize, usize)) -> Split {
        let mut input = bytes;
        loop {
            self.fields.text.resize(self.fields.text.len().max(filled.0 + input.len() + 64), 0);
            self.fields.ends.resize(self.fields.ends.len().max(filled.1 + 64), 0);
            let (result, n_in, n_out, n_ends) = self.splitter.read_record(
                input,
                self.fields.text.get_mut(filled.0..).unwrap_or_default(),
                self.fields.ends.get_mut(filled.1..).unwrap_or_default(),
            );
            filled.0 += n_out;
            filled.1 += n_ends;
            input = input.get(n_in..).unwrap_or_default();
            self.fields.n = filled.1;
            match result {
                ReadRecordResult::Record | ReadRecordResult::End => return Split::Whole,
                ReadRecordResult::InputEmpty => return Split::QuoteOpen,
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {}
            }
            if self.fields.n > COLUMNS * 16 {
                return Split::TooWide;
            }
        }
    }

    fn next_line(&mut self) -> Result<Option<Line>, Fault> {
        let at = self.lines.number();
        self.lines.next().map_err(|error| read_fault(&self.name, at, &error))
    }
}

fn broken(line: &Line, why: &str) -> Step {
    Step::Broken {
        line: line.number,
        value: line.shown(),
        reason: format!("this row {why}; correct it at the source"),
    }
}

fn splitter(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}

pub(super) fn too_wide(name: &str, n: usize) -> Fault {
    let what = format!(
        "its header (line 1) has {n} columns; the most that is read is {COLUMNS}. This looks like a table laid on its side or a wrong delimiter: export one row a record."
    );
    Fault::not_a_table(name, what)
}

/// Steps over what stands above a header whose line is stated.
fn skip_to_header(name: &str, lines: &mut Lines, header_row: Option<u32>) -> Result<(), Fault> {
    let Some(header_row) = header_row.map(u64::from) else { return Ok(()) };
    while lines.number() < header_row {
        let at = lines.number();
        match lines.next().map_err(|error| read_fault(name, at, &error))? {
            Some(line) => lines.recycle(line),
            None => {
                let what = format!(
                    "the mapping says that its header begins on line {header_row}, but it has {at} line{}. Correct `header_row`.",
                    if at == 1 { "" } else { "s" }
                );
                return Err(Fault::not_a_table(name, what));
            }
        }
    }
    Ok(())
}

/// Why reading stopped, as a person is told.
pub(super) fn read_fault(name: &str, line: u64, error: &std::io::Error) -> Fault {
    let what = match fault_of(error) {
        Some(UnpackFault::CutShort { packing }) => format!(
            "the {packing} file is cut short after about line {line}: the end is missing. Ask for the file again; nothing of it was used."
        ),
        Some(UnpackFault::Damaged { packing, why }) => format!(
            "the {packing} file is damaged at about line {line} ({why}). Ask for the file again; nothing of it was used."
        ),
        Some(UnpackFault::TooMuch { packing, n_in, n_out }) => format!(
            "the {packing} file has no end that could be reached: its first {n_in} bytes unpack to {n_out}, more than an extract would (about line {line}). Nothing of it was used. If it is an extract, unpack it and give it as CSV."
        ),
        None => format!("reading failed at about line {line} ({error}). Nothing of it was used."),
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

/// The delimiter that Excel is told by a first line such as `sep=;`.
fn excel_hint(line: &[u8]) -> Option<u8> {
    let text = line.trim_ascii();
    let text = text.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\"")).unwrap_or(text);
    match text {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some(*delimiter),
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'='] => Some(b'\t'),
        _ => None,
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
    [b',', b';', b'\t', b'|', b'^', b'~']
        .into_iter()
        .rev()
        .max_by_key(|delimiter| score(*delimiter))
        .unwrap_or(b',')
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
