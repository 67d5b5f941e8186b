//! What the child does with a Parquet file.
#![no_main]

mod counting;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = exchange::child::parquet::read(
        bytes::Bytes::copy_from_slice(data),
        &mut counting::Counting::default(),
    );
});
