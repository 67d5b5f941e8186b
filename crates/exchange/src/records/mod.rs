//! From a file to rows, whatever the file is: delimited text, the indented text log of a
//! command-and-control system, a spreadsheet or Parquet.
//!
//! csv-core does the splitting (RFC 4180 with the usual leniency). What is added there is what an
//! extract needs: the line number of every row, UTF-8 or Windows-1252 by line, and recovery: a quote
//! that never closes costs the row it stands in, not the rest of the file. Spreadsheets and Parquet
//! are read by a child process with limits ([`crate::child`]); its rows come back over a pipe.

mod delimited;
mod fields;
pub(crate) mod header;
mod lines;
mod log;
mod quoting;

use crate::child::ChildRows;
use crate::fault::Fault;
use crate::file::{Opened, SourceFile};
use crate::records::delimited::Delimited;
use crate::records::lines::Lines;
use crate::records::log::LogRows;

pub use delimited::delimiter_name;
pub(crate) use log::{is_of_people, log_column_is_of};

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

/// How a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// One row a record, fields between delimiters.
    Delimited,
    /// Indented `key = value` lines, as command-and-control systems print logs.
    Log,
}

/// How to split a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dialect {
    /// Layout of a text; `None` = found from the first lines.
    pub format: Option<TextFormat>,
    /// Delimiter; `None` = found from the first lines.
    pub delimiter: Option<u8>,
    /// Encoding.
    pub encoding: Encoding,
    /// Name or number (1 = the first) of the sheet of a spreadsheet; `None` = the first that is not
    /// hidden and holds rows.
    pub sheet: Option<String>,
    /// Line of a file or row of a sheet on which its header begins, 1 = the first; `None` = found.
    pub header_row: Option<u32>,
    /// How many rows the header takes; `None` = one, or two under merged cells of a sheet.
    pub header_rows: Option<u32>,
}

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Delimited text.
    Delimited(u8),
    /// Key and value lines.
    Log,
    /// One sheet of a spreadsheet.
    Sheet {
        /// Its name.
        name: String,
        /// Sheets that hold something and are not read.
        others: Vec<String>,
    },
    /// Parquet.
    Parquet,
}

/// One step of reading.
#[derive(Debug)]
pub enum Step {
    /// A row with as many fields as the header; they are in [`Rows::field`].
    Row {
        /// Line it begins on; in a sheet its row; in Parquet its number, the header counted as 1.
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
    file: Option<SourceFile>,
    /// The header, trimmed.
    pub header: Vec<String>,
    /// What the file is.
    pub layout: Layout,
    source: Source,
}

enum Source {
    Delimited(Box<Delimited>),
    Log(Box<LogRows>),
    Child(Box<ChildRows>),
}

impl Rows {
    /// Opens a file and reads its header.
    ///
    /// # Errors
    /// A sentence for a file that is empty, of no kind that is read, has no rows of fields, or is too
    /// wide.
    pub fn open(file: &SourceFile, dialect: &Dialect) -> Result<Self, Fault> {
        let text = match file.open()? {
            Opened::Table(kind) => {
                let rows = ChildRows::open(file, kind, dialect)?;
                let (header, layout) = (rows.header.clone(), rows.layout.clone());
                return Ok(Self {
                    file: Some(file.clone()),
                    header,
                    layout,
                    source: Source::Child(Box::new(rows)),
                });
            }
            Opened::Text(text) => text,
        };
        let mut again = || match file.open()? {
            Opened::Text(text) => Ok(text),
            Opened::Table(_) => {
                file.unchanged().map(|()| Box::new(std::io::empty()) as Box<dyn std::io::Read>)
            }
        };
        let rows = Self::of_text(&file.name, text, &mut again, dialect)?;
        Ok(Self { file: Some(file.clone()), ..rows })
    }

    /// Rows of a text that is no file; `again` gives the same text once more, from its beginning.
    ///
    /// # Errors
    /// As [`Rows::open`].
    pub fn of_text(
        name: &str,
        text: Box<dyn std::io::Read>,
        again: &mut dyn FnMut() -> Result<Box<dyn std::io::Read>, Fault>,
        dialect: &Dialect,
    ) -> Result<Self, Fault> {
        let mut lines = Lines::new(text, dialect.encoding);
        let is_log = match dialect.format {
            Some(format) => format == TextFormat::Log,
            None => {
                dialect.delimiter.is_none()
                    && dialect.header_row.is_none()
                    && log::looks_like(&lines.look_ahead(log::LOOK_AHEAD))
            }
        };
        if is_log {
            let mut rows = LogRows::open(name, lines, again, dialect.encoding)?;
            let header = std::mem::take(&mut rows.header);
            return Ok(Self { file: None, header, layout: Layout::Log, source: Source::Log(Box::new(rows)) });
        }
        let (rows, header) = Delimited::open(name, lines, dialect)?;
        let layout = Layout::Delimited(rows.delimiter);
        Ok(Self { file: None, header, layout, source: Source::Delimited(Box::new(rows)) })
    }

    /// Field of the current row by column position, trimmed; empty past the end.
    pub fn field(&self, index: usize) -> &str {
        match &self.source {
            Source::Delimited(rows) => rows.fields.get(index),
            Source::Log(rows) => rows.field(index),
            Source::Child(rows) => rows.field(index),
        }
    }

    /// All fields of the current row, for comparing content.
    pub fn content(&self) -> impl Iterator<Item = &str> {
        let n = match &self.source {
            Source::Delimited(rows) => rows.fields.n,
            Source::Log(_) | Source::Child(_) => self.header.len(),
        };
        (0..n).map(|index| self.field(index))
    }

    /// Bytes read from the unpacked file so far.
    pub fn n_bytes_read(&self) -> u64 {
        match &self.source {
            Source::Delimited(rows) => rows.lines.n_bytes,
            Source::Log(rows) => rows.n_bytes_read(),
            Source::Child(rows) => rows.n_bytes_read(),
        }
    }

    /// How many lines were read as Windows-1252 so far.
    pub fn n_windows_1252(&self) -> u64 {
        match &self.source {
            Source::Delimited(rows) => rows.lines.n_windows_1252,
            Source::Log(rows) => rows.n_windows_1252(),
            Source::Child(_) => 0,
        }
    }

    /// Whether a column that no row has may be named all the same: a log prints what it knows.
    pub(crate) const fn has_optional_columns(&self) -> bool {
        matches!(self.layout, Layout::Log)
    }

    /// Reads the next row.
    ///
    /// # Errors
    /// Where the file cannot be read on: a gzip cut short, a failing disk, a child stopped at a limit;
    /// or at the end, where the file changed meanwhile.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Result<Step, Fault> {
        let step = match &mut self.source {
            Source::Delimited(rows) => rows.step(Some(self.header.len())),
            Source::Log(rows) => rows.step(),
            Source::Child(rows) => rows.step(),
        };
        match (step, &self.file) {
            (Ok(Step::End), Some(file)) => file.unchanged().map(|()| Step::End),
            // What a half-written file makes of itself matters less than that it is being written.
            (Err(fault), Some(file)) => Err(file.unchanged().err().unwrap_or(fault)),
            (step, _) => step,
        }
    }
}
