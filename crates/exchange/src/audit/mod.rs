//! The files of an audit: population, protocol, plan, draw, marks and planted logs. Each is read whole
//! or refused with its lines and reasons; nothing of a refused file is used.

pub mod marks;
pub mod plan;
pub mod planted;
pub mod population;
pub mod protocol;
pub mod sheet;

use sha2::{Digest, Sha256};

/// Most reasons printed for one file; the rest is counted.
const REASONS_SHOWN: usize = 20;

/// SHA-256 of bytes, lower-case hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    crate::file::hex(&Sha256::digest(bytes))
}

/// Lines with their reasons as one sentence for a person.
pub fn reasons(faults: &[(u64, String)]) -> String {
    let shown: Vec<String> =
        faults.iter().take(REASONS_SHOWN).map(|(line, why)| format!("line {line}: {why}")).collect();
    let more = match faults.len().saturating_sub(REASONS_SHOWN) {
        0 => String::new(),
        n => format!("\n  and {n} more."),
    };
    match shown.as_slice() {
        [one] => format!("{one} Nothing was written."),
        many => format!(
            "{} lines cannot stand. Nothing was written.\n  {}{more}",
            faults.len(),
            many.join("\n  ")
        ),
    }
}
