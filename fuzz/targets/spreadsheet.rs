//! What the child does with a spreadsheet.
#![no_main]

#[path = "../../crates/exchange/tests/it/promises.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::hold("spreadsheet", bytes));
