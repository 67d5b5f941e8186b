//! A canonical event.
#![no_main]

#[path = "../../crates/ledger/tests/it/promises.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::hold("event", bytes));
