//! The reader of delimited text.
#![no_main]

#[path = "../../crates/exchange/tests/it/promises.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::hold("csv", bytes));
