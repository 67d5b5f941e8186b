//! The corpora of the fuzz targets again, and small damage to each of them: no reader panics, and each
//! ends in rows, quarantined rows or a sentence.

use std::io::Cursor;
use std::path::PathBuf;

use exchange::child::{Asked, Sink, sheet};
use exchange::records::{Dialect, Layout, Rows, Step, TextFormat};
use proptest::prelude::*;

#[derive(Default)]
struct Counting {
    n_columns: usize,
}

impl Sink for Counting {
    fn header(&mut self, header: &[String], _: &Layout) -> std::io::Result<()> {
        self.n_columns = header.len();
        Ok(())
    }

    fn row(&mut self, line: u64, fields: &[String]) -> std::io::Result<()> {
        assert!(line > 0 && fields.len() == self.n_columns);
        Ok(())
    }

    fn broken(&mut self, line: u64, _: &str, reason: &str) -> std::io::Result<()> {
        assert!(line > 0 && !reason.is_empty());
        Ok(())
    }
}

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "../../fuzz/corpus", target].iter().collect();
    let files = std::fs::read_dir(folder).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
    let files: Vec<_> = files.collect();
    assert!(!files.is_empty(), "{target} has no corpus");
    files
}

fn text(bytes: &[u8], format: TextFormat) {
    let copy = bytes.to_vec();
    let mut again = || Ok(Box::new(Cursor::new(copy.clone())) as Box<dyn std::io::Read>);
    let dialect = Dialect { format: Some(format), ..Dialect::default() };
    let Ok(mut rows) = Rows::of_text("corpus", Box::new(Cursor::new(bytes.to_vec())), &mut again, &dialect)
    else {
        return;
    };
    let n_columns = rows.header.len();
    loop {
        match rows.next().unwrap() {
            Step::End => break,
            Step::Broken { line, reason, .. } => assert!(line > 0 && !reason.is_empty()),
            Step::Row { line } => assert!(line > 0 && rows.content().count() == n_columns),
        }
    }
}

fn read(target: &str, bytes: &[u8]) {
    match target {
        "csv" => text(bytes, TextFormat::Delimited),
        "log" => text(bytes, TextFormat::Log),
        "mapping" => drop(exchange::Mapping::parse("corpus", &String::from_utf8_lossy(bytes))),
        _ => drop(sheet::read(Cursor::new(bytes), &Asked::default(), &mut Counting::default())),
    }
}

const TARGETS: [&str; 4] = ["csv", "log", "mapping", "spreadsheet"];

#[test]
fn every_corpus_replays() {
    for target in TARGETS {
        corpus(target).iter().for_each(|bytes| read(target, bytes));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_seeds_end_too(seed in any::<prop::sample::Index>(), cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_usize..4), 1..12)) {
        for target in TARGETS {
            let seeds = corpus(target);
            let mut bytes = seed.get(&seeds).clone();
            for (at, byte, how) in &cuts {
                if bytes.is_empty() {
                    break;
                }
                let at = at.index(bytes.len());
                match how {
                    0 => bytes[at] = *byte,
                    1 => bytes.truncate(at),
                    2 => bytes.insert(at, *byte),
                    _ => {
                        let piece = bytes[at..bytes.len().min(at + 40)].to_vec();
                        bytes.splice(at..at, piece);
                    }
                }
            }
            read(target, &bytes);
        }
    }
}
