//! A canonical event: what is read is written again to the same bytes.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(value) = ledger::Value::from_bytes(data) {
        assert_eq!(value.to_bytes(), data);
    }
});
