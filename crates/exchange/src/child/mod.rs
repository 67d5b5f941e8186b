//! Spreadsheets and Parquet, read in a child process.
//!
//! Their readers unpack and allocate what the file tells them to, and a damaged or hostile file can
//! tell them anything. So the program starts itself again with [`SUBCOMMAND`]; the child sets limits on
//! its own memory, processor time and files, reads, and sends rows back over a pipe. If it is stopped,
//! this process says so in a sentence and goes on.

mod parent;
pub mod parquet;
mod parquet_text;
pub mod sheet;
mod sheet_cells;
mod sheet_header;
mod sheet_text;
mod wire;

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::file::TableFile;
use crate::limits::{CHILD_CPU_SECONDS, CHILD_MEMORY_BYTES};
use crate::records::Layout;

pub(crate) use parent::ChildRows;

/// The hidden subcommand by which the program reads a table file for itself.
pub const SUBCOMMAND: &str = "read-table";

/// What the child is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Name or number of the sheet.
    pub sheet: Option<String>,
    /// Row on which the header begins, 1 = the first.
    pub header_row: Option<u32>,
    /// Rows of the header.
    pub header_rows: Option<u32>,
}

/// Where the child's rows go. An error means that nobody listens any more.
pub trait Sink {
    /// The header and what the file is; comes first, once.
    ///
    /// # Errors
    /// Where nobody listens.
    fn header(&mut self, header: &[String], layout: &Layout) -> io::Result<()>;
    /// A row of as many fields as the header.
    ///
    /// # Errors
    /// Where nobody listens.
    fn row(&mut self, line: u64, fields: &[String]) -> io::Result<()>;
    /// A row that does not fit the header.
    ///
    /// # Errors
    /// Where nobody listens.
    fn broken(&mut self, line: u64, value: &str, reason: &str) -> io::Result<()>;
}

/// Why a table file is not read on.
#[derive(Debug)]
pub enum Stop {
    /// A sentence: what is wrong and what to do.
    Told(String),
    /// Nobody listens.
    Unheard(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Unheard(error)
    }
}

impl Stop {
    fn told(what: impl Into<String>) -> Self {
        Self::Told(what.into())
    }
}

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// States which program answers to [`SUBCOMMAND`]; without it, the one that is running. The first
/// statement holds.
pub fn use_program(path: impl Into<PathBuf>) {
    let _ = PROGRAM.set(path.into());
}

fn program() -> io::Result<PathBuf> {
    PROGRAM.get().cloned().map_or_else(std::env::current_exe, Ok)
}

impl Asked {
    fn arguments(&self, kind: TableFile) -> Vec<OsString> {
        let number = |n: Option<u32>| n.map_or_else(|| "-".into(), |n| n.to_string());
        let kind = match kind {
            TableFile::Spreadsheet => "spreadsheet",
            TableFile::Parquet => "parquet",
        };
        let sheet = self.sheet.as_ref().map_or_else(|| "-".into(), |sheet| format!("={sheet}"));
        [SUBCOMMAND, kind, &number(self.header_row), &number(self.header_rows), &sheet]
            .map(OsString::from)
            .to_vec()
    }

    fn parse(arguments: &[OsString]) -> Option<(TableFile, Self, PathBuf)> {
        let [kind, header_row, header_rows, sheet, path] = arguments else { return None };
        let kind = match kind.to_str()? {
            "spreadsheet" => TableFile::Spreadsheet,
            "parquet" => TableFile::Parquet,
            _ => return None,
        };
        let number = |text: &OsStr| text.to_str().and_then(|text| text.parse().ok());
        let sheet = sheet.to_str()?.strip_prefix('=').map(str::to_owned);
        Some((
            kind,
            Self { sheet, header_row: number(header_row), header_rows: number(header_rows) },
            path.into(),
        ))
    }
}

/// Answers as the child where the arguments ask for it; `None` = they ask for something else. The
/// answer is the exit code.
pub fn answer(arguments: impl Iterator<Item = OsString>, out: &mut dyn Write) -> Option<u8> {
    let arguments: Vec<OsString> = arguments.skip(1).collect();
    let (subcommand, rest) = arguments.split_first()?;
    if subcommand != SUBCOMMAND {
        return None;
    }
    let Some((kind, asked, path)) = Asked::parse(rest) else { return Some(2) };
    let mut wire = wire::Writer::new(io::BufWriter::with_capacity(1 << 16, out));
    let end = limit().and_then(|()| read(kind, &asked, &path, &mut wire));
    Some(match end {
        Ok(()) => u8::from(wire.end().is_err()),
        Err(Stop::Told(what)) => u8::from(wire.told(&what).is_err()),
        Err(Stop::Unheard(_)) => 1,
    })
}

fn read(kind: TableFile, asked: &Asked, path: &PathBuf, sink: &mut dyn Sink) -> Result<(), Stop> {
    let unreadable =
        |error: io::Error| Stop::told(format!("it cannot be read ({error}). Check that you may read it."));
    let file = File::open(path).map_err(unreadable)?;
    match kind {
        TableFile::Spreadsheet => sheet::read(BufReader::with_capacity(1 << 16, file), asked, sink),
        TableFile::Parquet => parquet::read(file, sink),
    }
}

/// Limits this process, which reads one file and ends.
#[cfg(unix)]
fn limit() -> Result<(), Stop> {
    use rlimit::Resource;
    let limits = [
        (Resource::AS, CHILD_MEMORY_BYTES, CHILD_MEMORY_BYTES),
        // The signal for time is one of its own only where the hard limit is later.
        (Resource::CPU, CHILD_CPU_SECONDS, CHILD_CPU_SECONDS + 5),
        // It writes nothing but the pipe, leaves no core and needs few files.
        (Resource::FSIZE, 0, 0),
        (Resource::CORE, 0, 0),
        (Resource::NOFILE, 32, 32),
    ];
    for (resource, soft, hard) in limits {
        resource.set(soft, hard).map_err(|error| {
            Stop::told(format!("its reader could not be limited ({error}), so it is not read. Save it as CSV (UTF-8) and give that."))
        })?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn limit() -> Result<(), Stop> {
    let _ = (CHILD_CPU_SECONDS, CHILD_MEMORY_BYTES);
    Err(Stop::told(
        "spreadsheets and Parquet are read on Linux and macOS only. Save it as CSV (UTF-8) and give that.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_survives_the_command_line() {
        for (kind, asked) in [
            (TableFile::Spreadsheet, Asked::default()),
            (TableFile::Parquet, Asked::default()),
            (
                TableFile::Spreadsheet,
                Asked { sheet: Some("- Logs = 2".into()), header_row: Some(3), header_rows: Some(2) },
            ),
        ] {
            let mut arguments = asked.arguments(kind);
            arguments.push("a b.xlsx".into());
            assert_eq!(Asked::parse(&arguments[1..]), Some((kind, asked, "a b.xlsx".into())));
        }
    }

    #[test]
    fn other_commands_are_left_alone() {
        let answered = |arguments: &[&str]| answer(arguments.iter().map(OsString::from), &mut io::sink());
        assert_eq!(answered(&["onrecord", "check"]), None);
        assert_eq!(answered(&["onrecord"]), None);
        assert_eq!(answered(&["onrecord", SUBCOMMAND, "rubbish"]), Some(2));
    }
}
