//! Facts to be decided, from anyone.
#![no_main]

#[path = "../../crates/rulebook/tests/promises/mod.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::hold(bytes));
