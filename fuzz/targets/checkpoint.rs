//! A checkpoint and its keys, from anyone.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = ledger::Checkpoint::open(data, &[]);
    let _ = ledger::SignedNote::parts(data);
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = ledger::Checkpoint::from_text(text);
        let _ = ledger::VerifyingKey::from_text(text);
    }
});
