//! Physical lines of bounded length, numbered and decoded.

use std::io::{self, Read};

use crate::limits::LINE_BYTES;
use crate::records::Encoding;

/// One physical line with its end, or the start of one that is too long.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: u64,
    pub(super) bytes: Vec<u8>,
    pub(super) fault: Option<LineFault>,
}

/// Why a line cannot be part of a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum LineFault {
    TooLong,
    Nul,
    NotUtf8,
}

impl LineFault {
    pub(super) fn reason(self) -> String {
        match self {
            Self::TooLong => format!(
                "this line is longer than {LINE_BYTES} bytes and was skipped; look for a missing line break at the source"
            ),
            Self::Nul => "this row holds a NUL byte; export it again as text".into(),
            Self::NotUtf8 => {
                "this row is not valid UTF-8, as the mapping says it is; correct `encoding` or the file"
                    .into()
            }
        }
    }
}

impl Line {
    pub(super) fn is_blank(&self) -> bool {
        self.bytes.iter().all(|byte| matches!(byte, b'\r' | b'\n'))
    }

    pub(super) fn shown(&self) -> String {
        crate::quarantine::cut(&String::from_utf8_lossy(self.bytes.get(..1_000).unwrap_or(&self.bytes)))
    }
}

/// Lines of a stream. A line ends with `\n`, `\r\n` or `\r`; it is numbered by `\n` alone, as editors
/// do, except in a file that has none (old Macintosh).
pub(super) struct Lines {
    reader: Box<dyn Read>,
    encoding: Encoding,
    chunk: Vec<u8>,
    start: usize,
    end: usize,
    /// Lines to be read again, the next one last.
    given_back: Vec<Line>,
    spare: Vec<u8>,
    failed: Option<io::Error>,
    number: u64,
    by_carriage_return: bool,
    pub(super) n_bytes: u64,
    pub(super) n_windows_1252: u64,
}

impl Lines {
    pub(super) fn new(reader: Box<dyn Read>, encoding: Encoding) -> Self {
        Self {
            reader,
            encoding,
            chunk: vec![0; 1 << 16],
            start: 0,
            end: 0,
            given_back: Vec::new(),
            spare: Vec::new(),
            failed: None,
            number: 1,
            by_carriage_return: false,
            n_bytes: 0,
            n_windows_1252: 0,
        }
    }

    /// Number of the line that would be read next from the stream.
    pub(super) const fn number(&self) -> u64 {
        self.number
    }

    /// The first lines that are not blank, without using any up.
    pub(super) fn look_ahead(&mut self, n: usize) -> Vec<Vec<u8>> {
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
        self.give_back(lines);
        copies
    }

    /// Steps over the next line that is not blank.
    pub(super) fn skip_one_with_text(&mut self) {
        while let Some(line) = self.given_back.pop() {
            if !line.is_blank() {
                break;
            }
        }
    }

    /// Takes lines back, to be read again in their order.
    pub(super) fn give_back(&mut self, lines: Vec<Line>) {
        self.given_back.extend(lines.into_iter().rev());
    }

    /// Takes a line that is done with, for the room it holds.
    pub(super) fn recycle(&mut self, line: Line) {
        self.spare = line.bytes;
    }

    /// The next line, `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Line>> {
        if let Some(line) = self.given_back.pop() {
            return Ok(Some(line));
        }
        let number = self.number;
        let mut bytes = std::mem::take(&mut self.spare);
        bytes.clear();
        let Some(is_whole) = self.read_line(&mut bytes)? else { return Ok(None) };
        if number == 1 && bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
            bytes.drain(..3);
        }
        if !matches!(bytes.last(), Some(b'\n' | b'\r')) {
            // A last line without its end is a whole row all the same.
            bytes.push(b'\n');
        }
        let line = Line { number, bytes, fault: (!is_whole).then_some(LineFault::TooLong) };
        Ok(Some(self.decoded(line)))
    }

    /// Reads up to the next line end; whether the line fitted, `None` where there is no more.
    fn read_line(&mut self, bytes: &mut Vec<u8>) -> io::Result<Option<bool>> {
        let mut n_bytes = 0;
        loop {
            if self.start == self.end && !self.fill()? {
                return Ok((n_bytes > 0).then_some(n_bytes <= LINE_BYTES));
            }
            let buffered = self.chunk.get(self.start..self.end).unwrap_or_default();
            let found = memchr::memchr2(b'\n', b'\r', buffered);
            let n = found.map_or(buffered.len(), |at| at + 1);
            let last = found.and_then(|at| buffered.get(at)).copied();
            let room = LINE_BYTES.saturating_sub(bytes.len()).min(n);
            bytes.extend_from_slice(buffered.get(..room).unwrap_or_default());
            n_bytes += n;
            self.start += n;
            if let Some(last) = last {
                let line_feed_follows = last == b'\r' && self.takes_line_feed();
                if line_feed_follows {
                    bytes.push(b'\n');
                }
                self.number += u64::from(last == b'\n' || line_feed_follows || self.by_carriage_return);
                return Ok(Some(n_bytes <= LINE_BYTES));
            }
        }
    }

    /// Steps over the second half of `\r\n`, which may stand in the next chunk.
    fn takes_line_feed(&mut self) -> bool {
        if self.start == self.end
            && let Err(error) = self.fill()
        {
            self.failed = Some(error);
        }
        let follows = self.start < self.end && self.chunk.get(self.start) == Some(&b'\n');
        self.start += usize::from(follows);
        follows
    }

    /// Fills the chunk as far as it goes. A failure after some bytes is told after them.
    fn fill(&mut self) -> io::Result<bool> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let is_first = self.n_bytes == 0;
        (self.start, self.end) = (0, 0);
        while let Some(room) = self.chunk.get_mut(self.end..).filter(|room| !room.is_empty()) {
            match self.reader.read(room) {
                Ok(0) => break,
                Ok(n) => self.end += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if self.end == 0 => return Err(error),
                Err(error) => {
                    self.failed = Some(error);
                    break;
                }
            }
        }
        self.n_bytes += self.end as u64;
        let filled = self.chunk.get(..self.end).unwrap_or_default();
        if is_first {
            self.by_carriage_return =
                memchr::memchr(b'\n', filled).is_none() && memchr::memchr(b'\r', filled).is_some();
        }
        Ok(self.end > 0)
    }

    fn decoded(&mut self, mut line: Line) -> Line {
        if line.fault.is_none() && memchr::memchr(0, &line.bytes).is_some() {
            line.fault = Some(LineFault::Nul);
        }
        let is_text = match self.encoding {
            Encoding::Windows1252 => line.bytes.is_ascii(),
            Encoding::Auto | Encoding::Utf8 => std::str::from_utf8(&line.bytes).is_ok(),
        };
        if is_text || line.fault.is_some() {
            return line;
        }
        if self.encoding == Encoding::Utf8 {
            line.fault = Some(LineFault::NotUtf8);
            return line;
        }
        self.n_windows_1252 += 1;
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&line.bytes);
        line.bytes = text.into_owned().into_bytes();
        line
    }
}
