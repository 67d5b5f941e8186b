//! What the child does with a Parquet file.
#![no_main]

#[path = "../../crates/exchange/tests/it/promises.rs"]
mod promises;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| promises::hold("parquet", bytes));
