//! Opening a file: what kind it is, its digest, and a stream of its bytes unpacked.

mod stamp;
mod unpack;

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};

use crate::fault::Fault;
use crate::file::stamp::Stamp;
use crate::file::unpack::Guarded;
use crate::limits::ZSTD_WINDOW_LOG;

pub(crate) use unpack::{UnpackFault, fault_of};

/// A file to be read, known by its digest.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Where it is.
    pub path: PathBuf,
    /// The name it goes by in every output: its file name, or its path where two share one.
    pub name: String,
    /// SHA-256 of its bytes as they lie on disk, lower-case hexadecimal.
    pub digest: String,
    /// Its size on disk in bytes.
    pub n_bytes: u64,
    stamp: Stamp,
}

/// A file opened: what it holds decides who reads it.
pub enum Opened {
    /// Text, unpacked where it was packed.
    Text(Box<dyn Read>),
    /// A spreadsheet or Parquet file: read in a child process.
    Table(TableFile),
}

/// A kind of file that is read in a child process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFile {
    /// XLSX or ODS.
    Spreadsheet,
    /// Parquet.
    Parquet,
}

impl SourceFile {
    /// Opens the file once to take its digest.
    ///
    /// # Errors
    /// [`Fault::Unreadable`] where it cannot be read, [`Fault::NotATable`] where it is empty.
    pub fn examine(path: &Path) -> Result<Self, Fault> {
        let unreadable = |error| Fault::Unreadable { path: path.to_owned(), error };
        let name =
            path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into());
        let mut file = File::open(path).map_err(unreadable)?;
        // A file is read twice, once for its digest; a pipe gives its bytes only once.
        let kind = file.metadata().map_err(unreadable)?;
        let stamp = Stamp::of(&kind);
        if kind.is_dir() {
            return Err(Fault::not_a_table(name, "this is a folder, not a file. Name the files in it."));
        }
        if !kind.is_file() {
            return Err(Fault::not_a_table(
                name,
                "this is a pipe or a device, not a file. Save its text as a file and give that.",
            ));
        }
        let mut hasher = Sha256::new();
        let mut chunk = vec![0; 1 << 16];
        let mut n_bytes = 0;
        loop {
            let n = file.read(&mut chunk).map_err(unreadable)?;
            if n == 0 {
                break;
            }
            n_bytes += n as u64;
            hasher.update(chunk.get(..n).unwrap_or_default());
        }
        if n_bytes == 0 {
            return Err(Fault::not_a_table(name, "the file is empty (0 bytes). Ask for the extract again."));
        }
        let digest = hex(&hasher.finalize());
        let examined = Self { path: path.to_owned(), name, digest, n_bytes, stamp };
        examined.unchanged()?;
        Ok(examined)
    }

    /// Holds the file against what it was when its digest was taken: rows read from a file that was
    /// written meanwhile may be of two versions.
    ///
    /// # Errors
    /// [`Fault::NotATable`] where size, time of change or identity differ.
    pub fn unchanged(&self) -> Result<(), Fault> {
        let now = std::fs::metadata(&self.path).map(|metadata| Stamp::of(&metadata));
        if self.n_bytes == self.stamp.n_bytes() && now.is_ok_and(|now| now == self.stamp) {
            return Ok(());
        }
        let what = "it changed while it was read, so its rows may be of two versions; nothing of it was used. Copy it to where nothing writes to it, and give the copy.";
        Err(Fault::not_a_table(&self.name, what))
    }

    /// The file's bytes, unpacked where it is gzip or zstd, or the kind of table file it is.
    ///
    /// # Errors
    /// [`Fault::Unreadable`], or [`Fault::NotATable`] for a kind that is not read.
    pub fn open(&self) -> Result<Opened, Fault> {
        let unreadable = |error| Fault::Unreadable { path: self.path.clone(), error };
        let mut file = File::open(&self.path).map_err(unreadable)?;
        let mut head = [0; 8];
        let n = read_up_to(&mut file, &mut head).map_err(unreadable)?;
        file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        let head = head.get(..n).unwrap_or_default();
        if let Some(what) = refused_kind(head) {
            return Err(Fault::not_a_table(&self.name, what));
        }
        if let Some((_, kind)) = TABLE_FILES.iter().find(|(magic, _)| head.starts_with(magic)) {
            return Ok(Opened::Table(*kind));
        }
        text(head, BufReader::with_capacity(1 << 16, file)).map(Opened::Text).map_err(unreadable)
    }
}

const TABLE_FILES: &[(&[u8], TableFile)] =
    &[(b"PK\x03\x04", TableFile::Spreadsheet), (b"PAR1", TableFile::Parquet)];

/// Text of a file that begins with `head`, unpacked.
fn text(head: &[u8], file: BufReader<File>) -> io::Result<Box<dyn Read>> {
    if head.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(Guarded::new("gzip", file, |packed| {
            Ok(MultiGzDecoder::new(BufReader::with_capacity(1 << 16, packed)))
        })?));
    }
    if head.starts_with(b"\x28\xb5\x2f\xfd") {
        return Ok(Box::new(Guarded::new("zstd", file, |packed| {
            let mut decoder = zstd::stream::read::Decoder::new(packed)?;
            decoder.window_log_max(ZSTD_WINDOW_LOG)?;
            Ok(decoder)
        })?));
    }
    Ok(Box::new(file))
}

/// Why a file of this beginning is not read as text, `None` where it may be.
fn refused_kind(head: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (
            b"\xd0\xcf\x11\xe0",
            "this is an old Excel file (.xls) or one locked with a password. Save the sheet as .xlsx without a password, or as CSV (UTF-8), and give that.",
        ),
        (b"PK\x05\x06", "this is a zip file with nothing in it. Ask for the extract again."),
        (b"\xff\xfe", "this is UTF-16 text. Save it as CSV (UTF-8) and give that."),
        (b"\xfe\xff", "this is UTF-16 text. Save it as CSV (UTF-8) and give that."),
        (b"%PDF", "this is a PDF, not CSV. Ask for the extract as CSV."),
    ];
    KINDS.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, what)| *what)
}

fn read_up_to(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match reader.read(rest)? {
            0 => break,
            n => filled += n,
        }
    }
    Ok(filled)
}

/// SHA-256 of a file's bytes, lower-case hexadecimal.
///
/// # Errors
/// [`Fault::Unreadable`].
pub fn digest_of(path: &Path) -> Result<String, Fault> {
    let unreadable = |error| Fault::Unreadable { path: path.to_owned(), error };
    let mut file = std::fs::File::open(path).map_err(unreadable)?;
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0_u8; 1 << 16]);
    loop {
        let n = file.read(&mut buffer).map_err(unreadable)?;
        if n == 0 {
            return Ok(hex(&hasher.finalize()));
        }
        hasher.update(buffer.get(..n).unwrap_or_default());
    }
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Gives files that share a file name their whole path as name, so that no two are confused.
pub fn name_apart(files: &mut [SourceFile]) {
    let mut seen = std::collections::HashMap::new();
    for file in files.iter() {
        *seen.entry(file.name.clone()).or_insert(0) += 1;
    }
    for file in files.iter_mut().filter(|file| seen.get(&file.name).is_some_and(|n| *n > 1)) {
        file.name = file.path.display().to_string();
    }
}
