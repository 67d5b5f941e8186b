//! What the ledger's readers promise of any bytes at all: no panic, and one way to write each value. Held by
//! the fuzz targets and by the replay of their corpora.

use ledger::{Checkpoint, SignedNote, Value, VerifyingKey};

/// Reads bytes as `target` does.
pub fn hold(target: &str, bytes: &[u8]) {
    match target {
        "event" => {
            if let Ok(value) = Value::from_bytes(bytes) {
                assert_eq!(value.to_bytes(), bytes, "what is read is written again to the same bytes");
            }
        }
        "checkpoint" => {
            let _ = Checkpoint::open(bytes, &[]);
            let _ = SignedNote::parts(bytes);
            if let Ok(text) = std::str::from_utf8(bytes) {
                if let Ok(read) = Checkpoint::from_text(text) {
                    assert!(text.starts_with(&read.text()), "a checkpoint has one form: {text:?}");
                }
                let _ = VerifyingKey::from_text(text);
            }
        }
        other => unreachable!("no reader {other}"),
    }
}
