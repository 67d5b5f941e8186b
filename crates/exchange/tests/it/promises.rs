//! What each reader promises of any bytes at all: it ends, without a panic, in rows, broken rows or a
//! sentence. Held by the fuzz targets and by the replay of their corpora.

use std::cell::Cell;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook, take_hook};
use std::sync::Once;

use exchange::child::{Asked, Sink, parquet, sheet};
use exchange::draft;
use exchange::records::{Dialect, Layout, Rows, Step, TextFormat};
use oversight::publication::{self, Block, Evidence};

/// Holds what the child sends to its promises.
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

/// Reads bytes as `target` does.
pub fn hold(target: &str, bytes: &[u8]) {
    match target {
        "csv" => text(bytes, TextFormat::Delimited),
        "log" => text(bytes, TextFormat::Log),
        "mapping" => drop(exchange::Mapping::parse("fuzz", &String::from_utf8_lossy(bytes))),
        "parquet" => in_the_child(|| {
            drop(parquet::read(bytes::Bytes::copy_from_slice(bytes), &mut Counting::default()));
        }),
        "spreadsheet" => in_the_child(|| {
            drop(sheet::read(Cursor::new(bytes), &Asked::default(), &mut Counting::default()));
        }),
        "draft" => {
            for name in ["draft.txt", "draft.md", "draft.html", "draft.docx", "draft.odt"] {
                if let Ok(draft) = draft::of_bytes(name, bytes) {
                    let lines = |block: &Block| {
                        block.lines.iter().all(|(at, line)| *at <= block.text.len() && *line > 0)
                    };
                    assert!(draft.blocks.iter().all(lines), "{name}: {draft:?}");
                    let checked = publication::check(&draft, &Evidence::default());
                    assert!(checked.numbers.iter().all(|found| found.line > 0), "{name}: {checked:?}");
                }
            }
        }
        other => panic!("no reader {other}"),
    }
}

/// Crates of others that are known to panic on damaged files: why these formats are read in a child process,
/// whose end the parent tells as a damaged file.
const OTHERS: [&str; 4] = ["/arrow-", "/parquet-", "/calamine-", "/zip-"];

thread_local! {
    static ENDED_BY_OTHERS: Cell<bool> = const { Cell::new(false) };
}

/// Reads as the child process does: a panic in a crate of [`OTHERS`] is an end; one of ours is a fault.
fn in_the_child(read: impl FnOnce()) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            let of_others =
                panic.location().is_some_and(|at| OTHERS.iter().any(|name| at.file().contains(name)));
            ENDED_BY_OTHERS.set(of_others);
            if !of_others {
                before(panic);
            }
        }));
    });
    if let Err(panic) = catch_unwind(AssertUnwindSafe(read))
        && !ENDED_BY_OTHERS.get()
    {
        resume_unwind(panic);
    }
}

/// No row has another number of cells than the header.
fn text(bytes: &[u8], format: TextFormat) {
    let copy = bytes.to_vec();
    let mut again = || Ok(Box::new(Cursor::new(copy.clone())) as Box<dyn std::io::Read>);
    let dialect = Dialect { format: Some(format), ..Dialect::default() };
    let Ok(mut rows) = Rows::of_text("fuzz", Box::new(Cursor::new(bytes.to_vec())), &mut again, &dialect)
    else {
        return;
    };
    let n_columns = rows.header.len();
    while let Ok(step) = rows.next() {
        match step {
            Step::End => break,
            Step::Broken { line, reason, .. } => assert!(line > 0 && !reason.is_empty()),
            Step::Row { line } => assert!(line > 0 && rows.content().count() == n_columns),
        }
    }
}
