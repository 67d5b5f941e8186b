//! Where quotes stand in a row of several lines, by the letter of RFC 4180: the check that a quoted
//! text over several lines is one, and not rows swallowed by a stray quote.

/// Walks a row byte by byte.
pub(super) struct Quoting {
    delimiter: u8,
    at: At,
    is_strict: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    FieldStart,
    Plain,
    Quoted,
    /// After a quote inside a quoted field: its end, or the first half of a doubled quote.
    Quote,
}

impl Quoting {
    pub(super) const fn new(delimiter: u8) -> Self {
        Self { delimiter, at: At::FieldStart, is_strict: true }
    }

    /// Whether every quoted field so far ended before a delimiter or a line end.
    pub(super) const fn is_strict(&self) -> bool {
        self.is_strict
    }

    pub(super) fn walk(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.step(*byte);
        }
    }

    const fn step(&mut self, byte: u8) {
        let ends = byte == self.delimiter || matches!(byte, b'\r' | b'\n');
        self.at = match (self.at, byte) {
            (At::FieldStart | At::Quote, b'"') => At::Quoted,
            (At::Quoted, b'"') => At::Quote,
            (At::Quoted, _) => At::Quoted,
            _ if ends => At::FieldStart,
            (At::Quote, _) => {
                self.is_strict = false;
                At::Plain
            }
            _ => At::Plain,
        };
    }
}

/// How many fields a line has when it is read by itself.
pub(super) fn n_fields(line: &[u8], delimiter: u8) -> usize {
    let mut quoting = Quoting::new(delimiter);
    let mut n = 1;
    for byte in line {
        n += usize::from(*byte == delimiter && quoting.at != At::Quoted);
        quoting.step(*byte);
    }
    n
}
