//! The reader of text logs: any bytes end, and no row is longer than its header.
#![no_main]

use std::io::Cursor;

use exchange::records::{Dialect, Rows, Step, TextFormat};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let bytes = bytes.to_vec();
    let text = bytes.clone();
    let mut again = move || Ok(Box::new(Cursor::new(text.clone())) as Box<dyn std::io::Read>);
    let dialect = Dialect { format: Some(TextFormat::Log), ..Dialect::default() };
    let Ok(mut rows) = Rows::of_text("fuzz", Box::new(Cursor::new(bytes)), &mut again, &dialect) else {
        return;
    };
    let n_columns = rows.header.len();
    while let Ok(step) = rows.next() {
        match step {
            Step::End => break,
            Step::Broken { line, reason, .. } => assert!(line > 0 && !reason.is_empty()),
            Step::Row { line } => {
                assert!(line > 0);
                assert_eq!(rows.content().count(), n_columns);
            }
        }
    }
});
