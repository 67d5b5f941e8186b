//! Files that go out: CSV that a spreadsheet cannot be tricked by, and a folder that is written whole
//! or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::fault::Fault;

/// Writes CSV (RFC 4180, LF), neutralising cells that a spreadsheet would run as a formula.
pub struct CsvWriter<W: Write> {
    out: io::BufWriter<W>,
    n_columns: usize,
}

impl<W: Write> CsvWriter<W> {
    /// A writer that has written its header.
    ///
    /// # Errors
    /// Whatever the destination says.
    pub fn new(out: W, header: &[&str]) -> io::Result<Self> {
        let mut writer = Self { out: io::BufWriter::new(out), n_columns: header.len() };
        let cells: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
        writer.row(&cells)?;
        Ok(writer)
    }

    /// Writes one row, padded or cut to the header's width.
    ///
    /// # Errors
    /// Whatever the destination says.
    pub fn row(&mut self, cells: &[String]) -> io::Result<()> {
        for column in 0..self.n_columns {
            if column > 0 {
                self.out.write_all(b",")?;
            }
            self.cell(cells.get(column).map_or("", String::as_str))?;
        }
        self.out.write_all(b"\n")
    }

    fn cell(&mut self, text: &str) -> io::Result<()> {
        let guard = if is_formula(text) { "'" } else { "" };
        if !text.contains(['"', ',', '\n', '\r']) {
            return write!(self.out, "{guard}{text}");
        }
        write!(self.out, "\"{guard}{}\"", text.replace('"', "\"\""))
    }

    /// Flushes what is left.
    ///
    /// # Errors
    /// Whatever the destination says.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether a spreadsheet would take a cell for a formula (OWASP, "CSV injection"): it begins with
/// `= + - @`, a tab or a carriage return, and is not a plain number.
pub fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// A folder of outputs. Files are written beside it under a temporary name and moved in together when
/// all are done; dropped before that, it leaves nothing.
pub struct OutputFolder {
    target: PathBuf,
    staging: PathBuf,
    names: Vec<String>,
    done: bool,
}

impl OutputFolder {
    /// Prepares to write into `target`, which need not exist.
    ///
    /// # Errors
    /// [`Fault::Unwritable`] where it is a file or the folder above cannot be written.
    pub fn prepare(target: &Path) -> Result<Self, Fault> {
        let unwritable = |error| Fault::Unwritable { path: target.to_owned(), error };
        if target.exists() && !target.is_dir() {
            return Err(unwritable(io::Error::new(
                io::ErrorKind::AlreadyExists,
                "it is a file, not a folder",
            )));
        }
        let name =
            target.file_name().map_or_else(|| "out".into(), |name| name.to_string_lossy().into_owned());
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        fs::create_dir_all(&parent).map_err(unwritable)?;
        let staging = parent.join(format!(".{name}.part-{}", std::process::id()));
        let _ = fs::remove_dir_all(&staging);
        fs::create_dir(&staging).map_err(unwritable)?;
        Ok(Self { target: target.to_owned(), staging, names: Vec::new(), done: false })
    }

    /// Writes one file through a closure.
    ///
    /// # Errors
    /// [`Fault::Unwritable`] naming the file.
    pub fn file(&mut self, name: &str, write: impl FnOnce(fs::File) -> io::Result<()>) -> Result<(), Fault> {
        let path = self.staging.join(name);
        let written = fs::File::create(&path).and_then(write);
        written.map_err(|error| Fault::Unwritable { path: self.target.join(name), error })?;
        self.names.push(name.to_owned());
        Ok(())
    }

    /// Moves all files into place.
    ///
    /// # Errors
    /// [`Fault::Unwritable`] naming the file.
    pub fn publish(mut self) -> Result<(), Fault> {
        let unwritable = |path: &Path| {
            let path = path.to_owned();
            move |error| Fault::Unwritable { path, error }
        };
        if !self.target.exists() {
            fs::rename(&self.staging, &self.target).map_err(unwritable(&self.target))?;
            self.done = true;
            return Ok(());
        }
        for name in &self.names {
            let to = self.target.join(name);
            fs::rename(self.staging.join(name), &to).map_err(unwritable(&to))?;
        }
        Ok(())
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        if !self.done {
            let _ = fs::remove_dir_all(&self.staging);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulae_are_neutralised_and_numbers_are_not() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+44 1632 960001", "'+44 1632 960001"),
            ("-2+3", "'-2+3"),
            ("-45", "-45"),
            ("-0.5", "-0.5"),
            ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
            ("a,b", "\"a,b\""),
            ("plain", "plain"),
        ] {
            let mut out = Vec::new();
            let mut csv = CsvWriter::new(&mut out, &["h"]).unwrap();
            csv.row(&[cell.into()]).unwrap();
            csv.finish().unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), format!("h\n{written}\n"));
        }
    }

    #[test]
    fn a_folder_is_written_whole_or_not_at_all() {
        let root = tempfile::tempdir().unwrap();
        let target = root.path().join("out");
        let mut folder = OutputFolder::prepare(&target).unwrap();
        folder.file("a.csv", |mut file| file.write_all(b"a")).unwrap();
        drop(folder);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0, "nothing is left behind");

        for round in ["first", "again"] {
            let mut folder = OutputFolder::prepare(&target).unwrap();
            folder.file("a.csv", |mut file| file.write_all(round.as_bytes())).unwrap();
            folder.publish().unwrap();
            assert_eq!(fs::read_to_string(target.join("a.csv")).unwrap(), round);
            assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
        }
    }
}
