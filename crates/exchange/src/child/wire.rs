//! What goes over the pipe from the child: a tag, then texts with their lengths.

use std::io::{self, Read, Write};

use crate::child::Sink;
use crate::limits::{COLUMNS, LINE_BYTES};
use crate::records::Layout;

const HEADER: u8 = b'H';
const ROW: u8 = b'R';
const BROKEN: u8 = b'B';
const TOLD: u8 = b'F';
const END: u8 = b'E';

/// Most bytes of one text: a row's fields fit in one line.
const TEXT_BYTES: usize = LINE_BYTES;
/// Sheets named beside the one that is read.
const OTHERS: usize = 1_000;

/// Writes messages.
pub(super) struct Writer<W>(W);

/// A message.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Message {
    Header(Vec<String>, Layout),
    /// The fields are in the reader's buffer.
    Row(u64),
    Broken {
        line: u64,
        value: String,
        reason: String,
    },
    Told(String),
    End,
}

impl<W: Write> Writer<W> {
    pub(super) const fn new(inner: W) -> Self {
        Self(inner)
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.0.write_all(&(text.len() as u32).to_le_bytes())?;
        self.0.write_all(text.as_bytes())
    }

    fn texts(&mut self, texts: &[String]) -> io::Result<()> {
        self.0.write_all(&(texts.len() as u32).to_le_bytes())?;
        texts.iter().try_for_each(|text| self.text(text))
    }

    pub(super) fn told(&mut self, what: &str) -> io::Result<()> {
        self.0.write_all(&[TOLD])?;
        self.text(what)?;
        self.0.flush()
    }

    pub(super) fn end(&mut self) -> io::Result<()> {
        self.0.write_all(&[END])?;
        self.0.flush()
    }
}

impl<W: Write> Sink for Writer<W> {
    fn header(&mut self, header: &[String], layout: &Layout) -> io::Result<()> {
        self.0.write_all(&[HEADER])?;
        self.texts(header)?;
        match layout {
            Layout::Sheet { name, others } => {
                self.text(name)?;
                self.texts(others.get(..OTHERS).unwrap_or(others))
            }
            _ => {
                self.text("")?;
                self.texts(&[])
            }
        }
    }

    fn row(&mut self, line: u64, fields: &[String]) -> io::Result<()> {
        self.0.write_all(&[ROW])?;
        self.0.write_all(&line.to_le_bytes())?;
        self.texts(fields)
    }

    fn broken(&mut self, line: u64, value: &str, reason: &str) -> io::Result<()> {
        self.0.write_all(&[BROKEN])?;
        self.0.write_all(&line.to_le_bytes())?;
        self.text(value)?;
        self.text(reason)
    }
}

/// Reads messages, trusting no length.
pub(super) struct Reader<R> {
    inner: R,
    pub(super) fields: Vec<String>,
    pub(super) n_bytes: u64,
}

impl<R: Read> Reader<R> {
    pub(super) const fn new(inner: R) -> Self {
        Self { inner, fields: Vec::new(), n_bytes: 0 }
    }

    /// The next message; an error where the pipe ends or what comes makes no sense.
    pub(super) fn next(&mut self, is_sheet: bool) -> io::Result<Message> {
        let [tag] = self.array()?;
        Ok(match tag {
            HEADER => {
                let header = self.texts(COLUMNS)?;
                let (name, others) = (self.text()?, self.texts(OTHERS)?);
                Message::Header(
                    header,
                    if is_sheet { Layout::Sheet { name, others } } else { Layout::Parquet },
                )
            }
            ROW => {
                let line = u64::from_le_bytes(self.array()?);
                self.row()?;
                Message::Row(line)
            }
            BROKEN => {
                let line = u64::from_le_bytes(self.array()?);
                Message::Broken { line, value: self.text()?, reason: self.text()? }
            }
            TOLD => Message::Told(self.text()?),
            END => Message::End,
            _ => return Err(senseless()),
        })
    }

    fn array<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut array = [0; N];
        self.inner.read_exact(&mut array)?;
        self.n_bytes += N as u64;
        Ok(array)
    }

    fn length(&mut self, most: usize) -> io::Result<usize> {
        let n = u32::from_le_bytes(self.array()?) as usize;
        if n > most { Err(senseless()) } else { Ok(n) }
    }

    fn text_into(&mut self, text: &mut String) -> io::Result<()> {
        let n = self.length(TEXT_BYTES)?;
        let mut bytes = std::mem::take(text).into_bytes();
        bytes.resize(n, 0);
        self.inner.read_exact(&mut bytes)?;
        self.n_bytes += n as u64;
        *text = String::from_utf8(bytes).map_err(|_| senseless())?;
        Ok(())
    }

    fn text(&mut self) -> io::Result<String> {
        let mut text = String::new();
        self.text_into(&mut text)?;
        Ok(text)
    }

    fn texts(&mut self, most: usize) -> io::Result<Vec<String>> {
        (0..self.length(most)?).map(|_| self.text()).collect()
    }

    fn row(&mut self) -> io::Result<()> {
        let n = self.length(COLUMNS)?;
        let mut fields = std::mem::take(&mut self.fields);
        fields.resize_with(n, String::new);
        fields.iter_mut().try_for_each(|field| self.text_into(field))?;
        self.fields = fields;
        Ok(())
    }
}

fn senseless() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a message that makes no sense")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_as_they_went_and_a_broken_pipe_is_told() {
        let mut sent = Vec::new();
        let mut writer = Writer::new(&mut sent);
        let header = vec!["a".to_owned(), String::new()];
        let layout = Layout::Sheet { name: "Logs".into(), others: vec!["Notes".into()] };
        writer.header(&header, &layout).unwrap();
        writer.row(2, &["x".into(), "é\n,\"".into()]).unwrap();
        writer.broken(3, "v", "why").unwrap();
        writer.end().unwrap();
        let mut reader = Reader::new(sent.as_slice());
        assert_eq!(reader.next(true).unwrap(), Message::Header(header, layout));
        assert_eq!(reader.next(true).unwrap(), Message::Row(2));
        assert_eq!(reader.fields, ["x", "é\n,\""]);
        assert_eq!(
            reader.next(true).unwrap(),
            Message::Broken { line: 3, value: "v".into(), reason: "why".into() }
        );
        assert_eq!(reader.next(true).unwrap(), Message::End);
        assert!(reader.next(true).is_err());
        for cut in 0..sent.len() {
            let mut reader = Reader::new(&sent[..cut]);
            while reader.next(true).is_ok() {}
        }
        assert!(
            Reader::new([ROW, 1, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255].as_slice()).next(true).is_err()
        );
    }
}
