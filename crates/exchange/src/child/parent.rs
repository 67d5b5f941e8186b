//! The parent's end of the pipe.

use std::io::BufReader;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

use crate::child::wire::{Message, Reader};
use crate::child::{Asked, program};
use crate::fault::Fault;
use crate::file::{SourceFile, TableFile};
use crate::limits::{CHILD_CPU_SECONDS, CHILD_MEMORY_BYTES};
use crate::records::{Dialect, Layout, Step};

/// Rows that a child reads.
pub(crate) struct ChildRows {
    name: String,
    kind: TableFile,
    child: Child,
    reader: Reader<BufReader<ChildStdout>>,
    pub(crate) header: Vec<String>,
    pub(crate) layout: Layout,
    ended: bool,
}

impl ChildRows {
    /// Starts the child and waits for the header.
    pub(crate) fn open(file: &SourceFile, kind: TableFile, dialect: &Dialect) -> Result<Self, Fault> {
        let asked = Asked {
            sheet: dialect.sheet.clone(),
            header_row: dialect.header_row,
            header_rows: dialect.header_rows,
        };
        let started = program().and_then(|program| {
            let mut command = Command::new(program);
            command.args(asked.arguments(kind)).arg(std::path::absolute(&file.path)?).env_clear();
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()
        });
        let cannot = |why: String| {
            Fault::not_a_table(
                &file.name,
                format!(
                    "the process that reads such files could not be started ({why}). Save it as CSV (UTF-8) and give that."
                ),
            )
        };
        let mut child = started.map_err(|error| cannot(error.to_string()))?;
        let Some(pipe) = child.stdout.take() else { return Err(cannot("no pipe".into())) };
        let mut rows = Self {
            name: file.name.clone(),
            kind,
            child,
            reader: Reader::new(BufReader::with_capacity(1 << 16, pipe)),
            header: Vec::new(),
            layout: Layout::Parquet,
            ended: false,
        };
        match rows.message()? {
            Message::Header(header, layout) => (rows.header, rows.layout) = (header, layout),
            _ => return Err(rows.died()),
        }
        Ok(rows)
    }

    pub(crate) fn field(&self, index: usize) -> &str {
        self.reader.fields.get(index).map_or("", |text| text.trim())
    }

    pub(crate) const fn n_bytes_read(&self) -> u64 {
        self.reader.n_bytes
    }

    pub(crate) fn step(&mut self) -> Result<Step, Fault> {
        if self.ended {
            return Ok(Step::End);
        }
        match self.message()? {
            Message::Row(line) if self.reader.fields.len() == self.header.len() => Ok(Step::Row { line }),
            Message::Broken { line, value, reason } => Ok(Step::Broken { line, value, reason }),
            Message::End => {
                self.ended = true;
                Ok(Step::End)
            }
            _ => Err(self.died()),
        }
    }

    fn message(&mut self) -> Result<Message, Fault> {
        match self.reader.next(self.kind == TableFile::Spreadsheet) {
            Ok(Message::Told(what)) => Err(Fault::not_a_table(&self.name, what)),
            Ok(message) => Ok(message),
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                let status = self.child.wait().ok();
                Err(self.stopped(status.map_or_else(damaged, why)))
            }
            Err(_) => Err(self.died()),
        }
    }

    /// What a person is told when the child says what it cannot mean.
    fn died(&mut self) -> Fault {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.stopped(damaged())
    }

    fn stopped(&self, why: String) -> Fault {
        Fault::not_a_table(
            &self.name,
            format!("{why} Nothing of it was used. Save it as CSV (UTF-8) and give that."),
        )
    }
}

impl Drop for ChildRows {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn damaged() -> String {
    "it is damaged, or not what its kind of file should be: reading it stopped.".into()
}

#[cfg(unix)]
fn why(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    /// Signals by number: abort after an allocation that was refused, memory, time.
    const ABORTED: [i32; 3] = [6, 7, 11];
    const OUT_OF_TIME: [i32; 1] = [24];
    const KILLED: i32 = 9;
    match status.signal() {
        Some(signal) if ABORTED.contains(&signal) => {
            format!("reading it takes more memory than {} MB.", CHILD_MEMORY_BYTES >> 20)
        }
        Some(signal) if OUT_OF_TIME.contains(&signal) => {
            format!("reading it takes more than {CHILD_CPU_SECONDS} seconds of processor time.")
        }
        Some(KILLED) => format!(
            "reading it was stopped: it takes more than {CHILD_CPU_SECONDS} seconds of processor time, or this machine has too little memory left."
        ),
        _ => damaged(),
    }
}

#[cfg(not(unix))]
fn why(_: ExitStatus) -> String {
    damaged()
}
