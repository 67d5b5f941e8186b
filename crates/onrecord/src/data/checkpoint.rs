//! `onrecord checkpoint`: what a witness outside keeps, and what the ledger is held to.

use std::io::Write;

use ledger::{Checkpoint, Value};
use serde_json::json;
use store::checkpoint::Compared;
use store::operations::Kind;
use store::{Opening, Store};

use super::keys;
use crate::cli::{CheckpointCommand, CheckpointCompare, CheckpointExport, Format};
use crate::progress::Progress;
use crate::{Outcome, Stopped};

/// Exports or compares.
///
/// # Errors
/// A sentence where it cannot run.
pub fn run(command: &CheckpointCommand, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    match command {
        CheckpointCommand::Export(options) => export(options, out),
        CheckpointCommand::Compare(options) => compare(options, out),
    }
}

/// Signs the ledger as it stands; never one that does not extend what was signed before.
fn export(options: &CheckpointExport, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let key = keys::secret(&options.key, options.new_key.as_deref(), options.place.data.as_deref())?;
    let progress = Progress::begin();
    let (compared, note) = super::with_store(&options.place, Opening::Existing, async |store| {
        let before: Vec<Checkpoint> = last_exported(&store).await?.into_iter().collect();
        let compared =
            store.compare(&before, &mut super::walking(&store, &progress, "checking entries").await?).await?;
        if compared.wrong().is_some() {
            return Ok((compared, String::new()));
        }
        let checkpoint =
            Checkpoint { origin: key.name().to_owned(), size: compared.n_entries, root: compared.root };
        let note = checkpoint
            .sign(&key)
            .map_err(|fault| store::Fault::Usage(format!("{}: {fault}.", key.name())))?;
        store.note(Kind::CheckpointExported, detail(&checkpoint, Some(&note))).await?;
        Ok((compared, note))
    })?;
    drop(progress);
    if let Some(wrong) = compared.wrong() {
        writeln!(out, "NO: {wrong}. Nothing was signed.")?;
        return Ok(Outcome::No);
    }
    match &options.out {
        None => out.write_all(note.as_bytes())?,
        Some(file) => {
            std::fs::write(file, &note)
                .map_err(|error| Stopped::Usage(format!("{}: {error}.", file.display())))?;
            writeln!(out, "Checkpoint over {} entries: {}.", compared.n_entries, file.display())?;
            writeln!(
                out,
                "It is unwitnessed until somebody else keeps it: send it to another body, or print it. {} is for everyone.",
                keys::public_beside(&options.key).display()
            )?;
        }
    }
    Ok(Outcome::Done)
}

/// What is noted of a checkpoint; a backup takes the note along.
fn detail(checkpoint: &Checkpoint, note: Option<&str>) -> Value {
    let mut fields = vec![
        ("origin", Value::from(checkpoint.origin.as_str())),
        ("root", Value::from(checkpoint.root.to_hex())),
        ("size", Value::Integer(i64::try_from(checkpoint.size).unwrap_or(i64::MAX))),
    ];
    fields.extend(note.map(|note| ("note", Value::from(note))));
    Value::object(fields)
}

/// The checkpoint that was given out last.
pub(crate) async fn last_exported(store: &Store) -> Result<Option<Checkpoint>, store::Fault> {
    let Some(last) = store.last_noted(Kind::CheckpointExported).await? else { return Ok(None) };
    let text = |name| last.detail.find(name).and_then(Value::as_text);
    let size = last.detail.find("size").and_then(Value::as_integer).and_then(|size| u64::try_from(size).ok());
    Ok(text("origin")
        .zip(size)
        .zip(text("root").and_then(ledger::Hash::from_hex))
        .map(|((origin, size), root)| Checkpoint { origin: origin.to_owned(), size, root }))
}

/// Holds the ledger to checkpoints that were kept elsewhere.
fn compare(options: &CheckpointCompare, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let read = |file: &std::path::PathBuf| keys::checkpoint(file, options.public_key.as_deref());
    let checkpoints: Vec<Checkpoint> = options.files.iter().map(read).collect::<Result<_, _>>()?;
    let progress = Progress::begin();
    let compared = super::with_store(&options.place, Opening::Existing, async |store| {
        let compared = store
            .compare(&checkpoints, &mut super::walking(&store, &progress, "checking entries").await?)
            .await?;
        if let (None, Some(longest)) =
            (compared.wrong(), checkpoints.iter().max_by_key(|checkpoint| checkpoint.size))
        {
            store.note(Kind::CheckpointCompared, detail(longest, None)).await?;
        }
        Ok(compared)
    })?;
    drop(progress);
    let signed = options.public_key.is_some();
    match options.format {
        Format::Text => text(out, &compared, &checkpoints, signed)?,
        Format::Json => super::print_json(out, &as_json(&compared, &checkpoints, signed))?,
    }
    Ok(if compared.wrong().is_none() { Outcome::Done } else { Outcome::No })
}

fn text(
    out: &mut dyn Write,
    compared: &Compared,
    checkpoints: &[Checkpoint],
    signed: bool,
) -> Result<(), Stopped> {
    match compared.wrong() {
        None => {
            writeln!(out, "The ledger extends {}.", shown(checkpoints))?;
            writeln!(
                out,
                "Nothing up to there was changed since the checkpoint left this machine, as far as whoever kept it is independent of it."
            )?;
        }
        Some(wrong) => writeln!(out, "NO: {wrong}.")?,
    }
    if !signed {
        writeln!(
            out,
            "The signature was not checked (no --public-key): it stands and falls with who kept the file."
        )?;
    }
    writeln!(out, "Ledger: {} entries, root {}", compared.n_entries, compared.root)?;
    Ok(())
}

fn shown(checkpoints: &[Checkpoint]) -> String {
    let one = |checkpoint: &Checkpoint| format!("the checkpoint over {} entries", checkpoint.size);
    checkpoints.iter().map(one).collect::<Vec<_>>().join(" and ")
}

fn as_json(compared: &Compared, checkpoints: &[Checkpoint], signed: bool) -> serde_json::Value {
    let of = |checkpoint: &Checkpoint| json!({ "origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root.to_hex() });
    json!({
        "extends": compared.wrong().is_none(),
        "wrong": compared.wrong(),
        "checkpoints": checkpoints.iter().map(of).collect::<Vec<_>>(),
        "signature_checked": signed,
        "entries": compared.n_entries,
        "root": compared.root.to_hex(),
    })
}
