//! Writing a value down.

use alloc::vec::Vec;

use super::Value;

pub(super) fn value(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Integer(number) => out.extend_from_slice(alloc::format!("{number}").as_bytes()),
        Value::Text(text) => string(text, out),
        Value::List(values) => {
            out.push(b'[');
            for (place, entry) in values.iter().enumerate() {
                separate(place, out);
                self::value(entry, out);
            }
            out.push(b']');
        }
        Value::Object(fields) => {
            out.push(b'{');
            for (place, (name, entry)) in fields.iter().enumerate() {
                separate(place, out);
                string(name, out);
                out.push(b':');
                self::value(entry, out);
            }
            out.push(b'}');
        }
    }
}

fn separate(place: usize, out: &mut Vec<u8>) {
    if place > 0 {
        out.push(b',');
    }
}

fn string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text.bytes() {
        match short_escape(byte) {
            Some(letter) => out.extend_from_slice(&[b'\\', letter]),
            None if byte < 0x20 => out.extend_from_slice(alloc::format!("\\u{byte:04x}").as_bytes()),
            None => out.push(byte),
        }
    }
    out.push(b'"');
}

/// The letter after the backslash of what has an escape of two characters.
pub(super) fn short_escape(byte: u8) -> Option<u8> {
    Some(match byte {
        b'"' => b'"',
        b'\\' => b'\\',
        0x08 => b'b',
        0x09 => b't',
        0x0a => b'n',
        0x0c => b'f',
        0x0d => b'r',
        _ => return None,
    })
}
