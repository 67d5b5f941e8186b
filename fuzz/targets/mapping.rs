//! A mapping: any text is a mapping or a sentence.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Err(fault) = exchange::Mapping::parse("fuzz", text) {
        assert!(!fault.to_string().is_empty());
    }
});
