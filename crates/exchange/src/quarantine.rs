//! Rows that could not be taken in, each with where it stands and why.

use crate::limits::QUARANTINE_VALUE_CHARS;

/// One row set aside for a person to correct.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarantined {
    /// The file it came from.
    pub source: String,
    /// Line its row begins on, 1 = the header of an ordinary file.
    pub line: u64,
    /// The column, empty where the whole row is at fault.
    pub column: String,
    /// The value, cut to [`QUARANTINE_VALUE_CHARS`].
    pub value: String,
    /// What is wrong with it and what to do.
    pub reason: String,
}

/// A value cut for printing.
pub fn cut(value: &str) -> String {
    let mut shown: String = value.chars().filter(|c| !c.is_control()).take(QUARANTINE_VALUE_CHARS).collect();
    if value.chars().count() > QUARANTINE_VALUE_CHARS {
        shown.push('…');
    }
    shown
}
