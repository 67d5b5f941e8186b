//! Reading canonical bytes, strictly: whatever [`super::encode`] would not have written is refused.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::encode::short_escape;
use super::{MAX_BYTES, MAX_DEPTH, Value};

/// Bytes that are not the canonical writing of any value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotCanonical {
    /// Where, in bytes from nought.
    pub at: usize,
    /// Why.
    pub why: Why,
}

/// What is wrong with the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// More than [`MAX_BYTES`].
    TooLong,
    /// More than [`MAX_DEPTH`] lists and objects inside one another.
    TooDeep,
    /// They end before the value does.
    Ends,
    /// Something after the value.
    Trailing,
    /// A byte that cannot stand here: a space, a word, a fraction.
    Unexpected,
    /// A whole number with a leading nought, as "-0", or outside 64 bits.
    Number,
    /// Not UTF-8.
    NotText,
    /// An escape that the canonical form does not use.
    Escape,
    /// A name that does not sort after the one before it, or repeats it.
    Order,
}

impl fmt::Display for NotCanonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.why {
            Why::TooLong => "the value is longer than 1 MiB",
            Why::TooDeep => "lists and objects stand more than 32 deep",
            Why::Ends => "the bytes end before the value does",
            Why::Trailing => "something follows the value",
            Why::Unexpected => "a byte stands where canonical JSON has none such",
            Why::Number => "the whole number is not written in its one canonical way, or is outside 64 bits",
            Why::NotText => "the text is not UTF-8",
            Why::Escape => "the escape is not the canonical one",
            Why::Order => "the name does not sort after the one before it",
        };
        write!(f, "byte {}: {why}", self.at)
    }
}

pub(super) fn value(bytes: &[u8]) -> Result<Value, NotCanonical> {
    if bytes.len() > MAX_BYTES {
        return Err(NotCanonical { at: MAX_BYTES, why: Why::TooLong });
    }
    let mut reader = Reader { bytes, at: 0 };
    let value = reader.value(0)?;
    if reader.at < bytes.len() { Err(reader.fault(Why::Trailing)) } else { Ok(value) }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn fault(&self, why: Why) -> NotCanonical {
        NotCanonical { at: self.at, why }
    }

    fn peek(&self) -> Result<u8, NotCanonical> {
        self.bytes.get(self.at).copied().ok_or_else(|| self.fault(Why::Ends))
    }

    fn advance(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn take(&mut self, expected: u8) -> Result<(), NotCanonical> {
        if self.peek()? != expected {
            return Err(self.fault(Why::Unexpected));
        }
        self.advance();
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<Value, NotCanonical> {
        match self.peek()? {
            b'"' => self.string().map(Value::Text),
            b'-' | b'0'..=b'9' => self.integer().map(Value::Integer),
            b'[' | b'{' if depth >= MAX_DEPTH => Err(self.fault(Why::TooDeep)),
            b'[' => self.list(depth.saturating_add(1)),
            b'{' => self.object(depth.saturating_add(1)),
            _ => Err(self.fault(Why::Unexpected)),
        }
    }

    /// After an entry: whether another follows.
    fn goes_on(&mut self, close: u8) -> Result<bool, NotCanonical> {
        if self.peek()? == close {
            self.advance();
            return Ok(false);
        }
        self.take(b',').map(|()| true)
    }

    fn list(&mut self, depth: usize) -> Result<Value, NotCanonical> {
        let mut values = Vec::new();
        self.take(b'[')?;
        if self.peek()? == b']' {
            self.advance();
            return Ok(Value::List(values));
        }
        loop {
            values.push(self.value(depth)?);
            if !self.goes_on(b']')? {
                return Ok(Value::List(values));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, NotCanonical> {
        let mut fields: BTreeMap<String, Value> = BTreeMap::new();
        self.take(b'{')?;
        if self.peek()? == b'}' {
            self.advance();
            return Ok(Value::Object(fields));
        }
        loop {
            let begins = self.at;
            let name = self.string()?;
            if fields.last_key_value().is_some_and(|(last, _)| *last >= name) {
                return Err(NotCanonical { at: begins, why: Why::Order });
            }
            self.take(b':')?;
            let value = self.value(depth)?;
            fields.insert(name, value);
            if !self.goes_on(b'}')? {
                return Ok(Value::Object(fields));
            }
        }
    }

    fn integer(&mut self) -> Result<i64, NotCanonical> {
        let begins = self.at;
        let rest = self.bytes.get(begins..).unwrap_or_default();
        let n_bytes = rest.iter().take_while(|byte| matches!(byte, b'-' | b'0'..=b'9')).count();
        let written = rest.get(..n_bytes).unwrap_or_default();
        let number = core::str::from_utf8(written).ok().and_then(|text| text.parse::<i64>().ok());
        match number {
            Some(number) if alloc::format!("{number}").as_bytes() == written => {
                self.at = begins.saturating_add(n_bytes);
                Ok(number)
            }
            _ => Err(self.fault(Why::Number)),
        }
    }

    fn string(&mut self) -> Result<String, NotCanonical> {
        self.take(b'"')?;
        let begins = self.at;
        let mut text = Vec::new();
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => text.push(self.escape()?),
                byte if byte < 0x20 => return Err(self.fault(Why::Unexpected)),
                byte => {
                    text.push(byte);
                    self.advance();
                }
            }
        }
        self.advance();
        String::from_utf8(text).map_err(|_| NotCanonical { at: begins, why: Why::NotText })
    }

    fn escape(&mut self) -> Result<u8, NotCanonical> {
        let begins = self.at;
        self.advance();
        let letter = self.peek()?;
        self.advance();
        let byte = if letter == b'u' { self.four_digits() } else { of_letter(letter) };
        byte.ok_or(NotCanonical { at: begins, why: Why::Escape })
    }

    /// Four hexadecimal digits of a control character that has no shorter escape, in lower case.
    fn four_digits(&mut self) -> Option<u8> {
        let ends = self.at.checked_add(4)?;
        let digits = self.bytes.get(self.at..ends)?;
        self.at = ends;
        let byte = (0..0x20u8).find(|byte| alloc::format!("{byte:04x}").as_bytes() == digits)?;
        short_escape(byte).is_none().then_some(byte)
    }
}

fn of_letter(letter: u8) -> Option<u8> {
    [b'"', b'\\', 0x08, 0x09, 0x0a, 0x0c, 0x0d].into_iter().find(|byte| short_escape(*byte) == Some(letter))
}
