//! `onrecord load`: the intake of `check`, into the database.

use std::io::{self, Write};

use serde_json::json;
use store::Opening;
use store::lay_in::{Extracts, LaidIn, Step};

use crate::cli::{Format, Load};
use crate::progress::Progress;
use crate::{Outcome, Stopped};

/// Loads, and says what became of every row.
///
/// # Errors
/// A sentence where it cannot run; nothing is then seen of it.
pub fn run(options: &Load, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let extracts = Extracts {
        actor: options.actor.clone(),
        source: options.source.clone(),
        mappings: options.mapping.clone(),
        files: options.files.clone(),
        link: !options.no_links,
    };
    let prepared = extracts.prepare()?;
    let progress = Progress::begin();
    let mut told = |step: Step<'_>| match step {
        Step::Reading(file, n_bytes) => progress.reading(file, n_bytes),
        Step::Staging(n_done, n_all) => progress.bar("laying records into the database", n_done, n_all),
        Step::Linking => progress.say("linking incidents to crimes"),
    };
    let done = super::with_store(&options.place, Opening::Migrating, async |store| {
        store.lay_in(prepared, &mut told).await
    })?;
    drop(progress);
    match options.format {
        Format::Text => text(out, options, &done)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &as_json(&done)).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(Outcome::Done)
}

fn text(out: &mut dyn Write, options: &Load, done: &LaidIn) -> io::Result<()> {
    if done.n_known > 0 {
        writeln!(out, "{}: loaded before with this mapping, left alone", files(done.n_known))?;
    }
    let Some(loaded) = &done.loaded else {
        return match &done.linked {
            None => writeln!(out, "Nothing is changed."),
            Some(_) => links(out, done),
        };
    };
    let tally = &loaded.tally;
    writeln!(
        out,
        "Load {} from {}: {} rows received = {} accepted + {} quarantined + {} duplicate",
        loaded.load, options.source, tally.received, tally.accepted, tally.quarantined, tally.duplicate
    )?;
    writeln!(
        out,
        "Records: {} new, {} changed (both versions kept, the changes listed), {} as they were",
        tally.new, tally.changed, tally.unchanged
    )?;
    if tally.suppressed > 0 {
        writeln!(out, "{} personal rows were erased before and are kept out", tally.suppressed)?;
    }
    if done.n_without_reference > 0 {
        writeln!(
            out,
            "{} rows have no reference: each is a record of its own, and a later extract that has them again would \
             count them again",
            done.n_without_reference
        )?;
    }
    writeln!(out, "Sealed by entry {} of the ledger", loaded.seq)?;
    links(out, done)
}

fn links(out: &mut dyn Write, done: &LaidIn) -> io::Result<()> {
    let Some(linked) = &done.linked else { return Ok(()) };
    let tally = &linked.tally;
    writeln!(
        out,
        "Links between incidents and crimes: {} new, {} changed or withdrawn, {} as they were; sealed by entry {}",
        tally.new, tally.changed, tally.unchanged, linked.seq
    )
}

fn files(n: usize) -> String {
    if n == 1 { "1 file".into() } else { format!("{n} files") }
}

fn as_json(done: &LaidIn) -> serde_json::Value {
    let loaded = done.loaded.as_ref().map(|loaded| {
        let tally = &loaded.tally;
        json!({
            "load": loaded.load,
            "entry": loaded.seq,
            "rows_sealed": loaded.n_rows,
            "received": tally.received,
            "accepted": tally.accepted,
            "quarantined": tally.quarantined,
            "duplicate": tally.duplicate,
            "new": tally.new,
            "changed": tally.changed,
            "unchanged": tally.unchanged,
            "suppressed": tally.suppressed,
        })
    });
    let links = done.linked.as_ref().map(|linked| {
        json!({
            "entry": linked.seq,
            "new": linked.tally.new,
            "changed": linked.tally.changed,
            "unchanged": linked.tally.unchanged,
        })
    });
    json!({
        "files_known": done.n_known,
        "without_reference": done.n_without_reference,
        "loaded": loaded,
        "links": links,
    })
}
