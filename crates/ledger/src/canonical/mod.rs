//! Canonical bytes: the one and only way to write a value down. JSON with keys sorted by their UTF-8
//! bytes, no spaces, whole numbers and strings alone (a figure enters as a decimal string), and the
//! shortest escape for what must be escaped.
//!
//! As RFC 8785 writes them, but for two things: keys are sorted by code point rather than by UTF-16
//! unit, and what could be written in two ways (fractions, true, false, null) is not there.

mod decode;
mod encode;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

pub use decode::{NotCanonical, Why};

/// Most bytes of one value.
pub const MAX_BYTES: usize = 1 << 20;
/// Most lists and objects inside one another.
pub const MAX_DEPTH: usize = 32;

/// What can be written canonically.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A whole number.
    Integer(i64),
    /// A string.
    Text(String),
    /// A list, its order kept.
    List(Vec<Value>),
    /// Names and values; each name once.
    Object(BTreeMap<String, Value>),
}

impl Value {
    /// An object of these fields; of a name given twice the last value stands.
    pub fn object<K: Into<String>>(fields: impl IntoIterator<Item = (K, Value)>) -> Self {
        Self::Object(fields.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    /// The canonical bytes. They decode again as long as they keep to [`MAX_BYTES`] and [`MAX_DEPTH`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        encode::value(self, &mut bytes);
        bytes
    }

    /// Reads canonical bytes, and refuses every other way of writing the same value.
    ///
    /// # Errors
    /// [`NotCanonical`]: the first byte at fault, and why.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotCanonical> {
        decode::value(bytes)
    }

    /// The field of an object by its name.
    pub fn find(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(fields) => fields.get(name),
            _ => None,
        }
    }

    /// The string, where it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, where it is one.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The values of a list, where it is one.
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(values) => Some(values),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<Vec<Value>> for Value {
    fn from(values: Vec<Value>) -> Self {
        Self::List(values)
    }
}
