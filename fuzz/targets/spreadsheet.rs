//! What the child does with a spreadsheet.
#![no_main]

mod counting;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let asked = exchange::child::Asked::default();
    let _ =
        exchange::child::sheet::read(std::io::Cursor::new(data), &asked, &mut counting::Counting::default());
});
