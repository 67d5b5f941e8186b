//! `onrecord verify`: everything re-derived; the first bad entry and what is wrong with it.

use std::io::{self, Write};

use ledger::Value;
use serde_json::json;
use store::Opening;
use store::access_log::Checked;
use store::operations::Kind;
use store::verify::Verified;

use crate::cli::{Format, Verify};
use crate::progress::Progress;
use crate::{Outcome, Stopped};

/// Verifies; exit 1 where anything does not hold.
///
/// # Errors
/// A sentence where it cannot run.
pub fn run(options: &Verify, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let progress = Progress::begin();
    let (verified, log, noted) = super::with_store(&options.place, Opening::Existing, async |store| {
        let verified = store.verify(&mut super::checking(&store, &progress).await?).await?;
        let log = store.verify_access_log().await?;
        let detail = Value::object([
            ("entries", Value::Integer(i64::try_from(verified.n_entries).unwrap_or(i64::MAX))),
            ("holds", Value::from(if verified.holds() && log.first_bad.is_none() { "yes" } else { "no" })),
        ]);
        // On a full disk verifying goes on, and only the note of it is missing.
        let noted = store.note(Kind::Verified, detail).await;
        Ok((verified, log, noted))
    })?;
    drop(progress);
    match options.format {
        Format::Text => text(out, &verified, &log)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &as_json(&verified, &log)).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    if let Err(fault) = noted {
        eprintln!("onrecord: that this was verified could not be noted for `onrecord doctor`: {fault}");
    }
    Ok(if verified.holds() && log.first_bad.is_none() { Outcome::Done } else { Outcome::No })
}

fn text(out: &mut dyn Write, verified: &Verified, log: &Checked) -> io::Result<()> {
    match (verified.bad.first(), log.first_bad) {
        (None, None) => writeln!(out, "Everything holds.")?,
        (None, Some(entry)) => writeln!(
            out,
            "NO: entry {entry} of the access log is not as it was written, or the one before it is missing."
        )?,
        (Some(first), _) => writeln!(out, "NO: {} (first bad entry: {}).", first.what, first.seq)?,
    }
    for bad in verified.bad.iter().skip(1) {
        writeln!(out, "    also: {} (entry {}).", bad.what, bad.seq)?;
    }
    writeln!(
        out,
        "Checked: {} entries of the ledger, {} rows of extracts, {} personal rows; {} personal rows erased with approval",
        verified.n_entries, verified.n_rows, verified.n_personal, verified.n_erased
    )?;
    writeln!(out, "The access log holds together over {} entries", log.n_entries)?;
    if verified.n_stepped_back > 0 {
        writeln!(
            out,
            "{} entries carry a time before that of an earlier one: the clock was set back. Order is by number.",
            verified.n_stepped_back
        )?;
    }
    writeln!(out, "Root: {} over {} entries", verified.root, verified.n_entries)?;
    writeln!(
        out,
        "This says that the ledger holds together, not that it is the one others have seen: compare a witnessed checkpoint."
    )
}

fn as_json(verified: &Verified, log: &Checked) -> serde_json::Value {
    let bad: Vec<_> = verified.bad.iter().map(|bad| json!({ "entry": bad.seq, "what": bad.what })).collect();
    json!({
        "holds": verified.holds() && log.first_bad.is_none(),
        "access_entries": log.n_entries,
        "first_bad_access_entry": log.first_bad,
        "first_bad_entry": verified.bad.first().map(|bad| bad.seq),
        "bad": bad,
        "entries": verified.n_entries,
        "rows": verified.n_rows,
        "personal_rows": verified.n_personal,
        "erased_rows": verified.n_erased,
        "stepped_back": verified.n_stepped_back,
        "head": verified.head.to_hex(),
        "root": verified.root.to_hex(),
    })
}
