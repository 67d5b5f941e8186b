//! Reading the fields of an event's body.

use alloc::string::String;

use ledger::Value;

use crate::event::Unreadable;

/// A text field.
pub(crate) fn text(body: &Value, name: &'static str) -> Result<String, Unreadable> {
    let found = body.find(name).and_then(Value::as_text);
    found.map(Into::into).ok_or(Unreadable::Field(name))
}

/// A whole number that is not negative.
pub(crate) fn count(body: &Value, name: &'static str) -> Result<u64, Unreadable> {
    let found = body.find(name).and_then(Value::as_integer);
    found.and_then(|number| u64::try_from(number).ok()).ok_or(Unreadable::Field(name))
}

/// A digest as hexadecimal digits.
pub(crate) fn digest(body: &Value, name: &'static str) -> Result<ledger::Hash, Unreadable> {
    let found = body.find(name).and_then(Value::as_text);
    found.and_then(ledger::Hash::from_hex).ok_or(Unreadable::Field(name))
}

/// A count as it is written; counts of rows never reach the end of the range.
pub(crate) fn number(count: u64) -> Value {
    Value::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}
