//! `onrecord rebuild`: the tables that pages read, recomputed from the ledger.

use std::io::{self, Write};
use std::sync::Arc;

use serde_json::json;
use store::Opening;
use store::rebuild::{Compared, Rebuilt};

use crate::cli::{Format, Rebuild};
use crate::progress::Progress;
use crate::{Outcome, Stopped};

const REPLAYING: &str = "replaying entries";

/// Rebuilds, or compares; a comparison that differs is exit 1.
///
/// # Errors
/// A sentence where it cannot run.
pub fn run(options: &Rebuild, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let progress = Arc::new(Progress::begin());
    let rebuilt = super::with_store(&options.place, Opening::Existing, async |store| {
        if options.check {
            store.rebuild_check(&mut super::walking(&store, &progress, REPLAYING).await?).await
        } else {
            // The writing goes on in a task of its own, so the bar goes with it.
            let (n_all, progress) = (store.extent().await?.n_entries, progress.clone());
            store.rebuild_telling(move |n| progress.bar(REPLAYING, n, n_all)).await
        }
    })?;
    drop(progress);
    match options.format {
        Format::Text => text(out, &rebuilt, options.check)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &as_json(&rebuilt)).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(if options.check && !rebuilt.is_equal() { Outcome::No } else { Outcome::Done })
}

fn text(out: &mut dyn Write, rebuilt: &Rebuilt, check: bool) -> io::Result<()> {
    let n_rows: u64 = rebuilt.tables.iter().map(|table| table.n_rows).sum();
    for table in rebuilt.tables.iter().filter(|table| !table.is_equal()) {
        writeln!(out, "{}", differs(table, check))?;
    }
    let verdict = match (rebuilt.is_equal(), check) {
        (true, _) => "Equal",
        (false, true) => "NOT EQUAL",
        (false, false) => "Put right",
    };
    writeln!(
        out,
        "{verdict}: {} entries replayed, {n_rows} rows in {} tables",
        rebuilt.n_entries,
        rebuilt.tables.len()
    )?;
    if check && !rebuilt.is_equal() {
        writeln!(
            out,
            "Run `onrecord verify` to see that the ledger holds, then `onrecord rebuild` to put the tables right."
        )?;
    }
    Ok(())
}

fn differs(table: &Compared, check: bool) -> String {
    let was = if check { "is" } else { "was" };
    format!(
        "{}: {} rows that the ledger gives {was} missing or other, {} rows {was} there that it does not give; first at {}",
        table.table,
        table.n_missing,
        table.n_strange,
        table.first.as_deref().unwrap_or("an unnamed row")
    )
}

fn as_json(rebuilt: &Rebuilt) -> serde_json::Value {
    let tables: Vec<_> = rebuilt
        .tables
        .iter()
        .map(|table| {
            json!({
                "table": table.table,
                "rows": table.n_rows,
                "missing": table.n_missing,
                "strange": table.n_strange,
                "first": table.first,
            })
        })
        .collect();
    json!({ "equal": rebuilt.is_equal(), "entries": rebuilt.n_entries, "tables": tables })
}
