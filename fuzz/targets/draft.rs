//! A draft that is to be checked before it is published.
#![no_main]

#[path = "../../crates/exchange/tests/it/promises.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::hold("draft", bytes));
