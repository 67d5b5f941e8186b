//! `onrecord load`: the intake of `check`, into the database.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::PathBuf;

use exchange::file::SourceFile;
use exchange::intake::{self, Intake};
use exchange::records::{Dialect, Rows};
use exchange::{Fault, Mapping, Table, canonical};
use ledger::Hash;
use serde_json::json;
use sha2::{Digest, Sha256};
use store::load::{KnownFile, Loaded, Request};
use store::{Opening, Store};

use crate::cli::{Format, Load};
use crate::progress::Progress;
use crate::{Outcome, Stopped};

/// Loads, and says what became of every row.
///
/// # Errors
/// A sentence where it cannot run; nothing is then seen of it.
pub fn run(options: &Load, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let given = given(&options.files, &options.mapping)?;
    let request = request(options)?;
    let progress = Progress::begin();
    let done = super::with_store(&options.place, Opening::Migrating, async |store| {
        load(&store, &request, given, options, &progress).await
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

/// A file, its digest, and the tables it is for.
struct Given {
    path: PathBuf,
    digest: String,
    tables: Vec<Table>,
}

struct Done {
    /// Files and tables that were loaded before, and are left alone.
    n_known: usize,
    loaded: Option<Loaded>,
    n_without_reference: u64,
    /// The links that changed.
    linked: Option<Loaded>,
}

async fn load(
    store: &Store,
    request: &Request,
    given: Vec<Given>,
    options: &Load,
    progress: &Progress,
) -> Result<Done, store::Fault> {
    let [known, remapped] = store.known_files(&request.source, &request.mapping_digest).await?;
    let (files, n_known) = left(given, &known);
    if files.is_empty() {
        // Links may be missing still, where the load that laid these in was killed before them.
        let linked = relinked(store, request, options, progress).await?;
        return Ok(Done { n_known, loaded: None, n_without_reference: 0, linked });
    }
    let intake = Intake { files, mappings: options.mapping.clone() };
    let extract = intake::read(&intake, &mut |file, n_bytes| progress.reading(file, n_bytes))?;
    refuse_twice_without_reference(&extract, &remapped)?;
    let n_without_reference = extract.accounts.iter().map(|account| account.n_without_reference).sum();
    let n_all = store::load::n_records(&extract, request);
    let mut say = |n_done| progress.bar("laying records into the database", n_done, n_all);
    let loaded = store.load(request, &extract, &mut say).await?;
    let linked = relinked(store, request, options, progress).await?;
    Ok(Done { n_known, loaded: Some(loaded), n_without_reference, linked })
}

async fn relinked(
    store: &Store,
    request: &Request,
    options: &Load,
    progress: &Progress,
) -> Result<Option<Loaded>, store::Fault> {
    if options.no_links {
        return Ok(None);
    }
    progress.say("linking incidents to crimes");
    store.relink(&request.actor).await
}

/// The files with the tables they were not loaded for yet, and how many pairs were.
fn left(given: Vec<Given>, known: &HashSet<KnownFile>) -> (Vec<(Table, PathBuf)>, usize) {
    let mut files = Vec::new();
    let mut n_known = 0;
    for one in given {
        for table in one.tables {
            if known.contains(&(one.digest.clone(), table.name().to_owned())) {
                n_known += 1;
            } else {
                files.push((table, one.path.clone()));
            }
        }
    }
    (files, n_known)
}

/// A row without a reference cannot be known again, so under another mapping it would count twice.
fn refuse_twice_without_reference(
    extract: &exchange::Extract,
    remapped: &HashSet<KnownFile>,
) -> Result<(), store::Fault> {
    let twice = extract.accounts.iter().find(|account| {
        account.n_without_reference > 0
            && remapped.contains(&(account.digest.clone(), account.table.name().to_owned()))
    });
    let Some(account) = twice else { return Ok(()) };
    Err(store::Fault::Usage(format!(
        "{}: this file was loaded before with another mapping, and {} of its rows have no reference by which they \
         could be known again: they would count twice. Map a reference, or load it under another --source.",
        account.source, account.n_without_reference
    )))
}

fn request(options: &Load) -> Result<Request, Stopped> {
    let mut hasher = Sha256::new();
    let mut names = Vec::new();
    let mut systems = HashSet::new();
    for path in &options.mapping {
        let mapping = Mapping::read(path)?;
        let unreadable = |error| Fault::Unreadable { path: path.clone(), error };
        let bytes = std::fs::read(path).map_err(unreadable)?;
        hasher.update((bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
        names.push(mapping.name);
        systems.insert(mapping.system);
    }
    if systems.len() > 1 {
        return Err(Stopped::Usage(
            "the mappings are of different systems, whose references may be alike. Load each system with a --source of its own.".into(),
        ));
    }
    let mapping = if names.is_empty() { "canonical headers".into() } else { names.join(", ") };
    Ok(Request {
        actor: options.actor.clone(),
        source: options.source.clone(),
        mapping,
        mapping_digest: Hash(hasher.finalize().into()),
    })
}

/// Each file once, with the tables that its header feeds.
fn given(files: &[PathBuf], mappings: &[PathBuf]) -> Result<Vec<Given>, Stopped> {
    let mappings = mappings.iter().map(|path| Mapping::read(path)).collect::<Result<Vec<_>, _>>()?;
    let mut given: Vec<Given> = Vec::new();
    for path in files {
        let file = SourceFile::examine(path)?;
        if given.iter().any(|one| one.digest == file.digest) {
            continue;
        }
        let tables =
            if mappings.is_empty() { canonical_table(&file)? } else { mapped_tables(&file, &mappings)? };
        given.push(Given { path: path.clone(), digest: file.digest, tables });
    }
    Ok(given)
}

fn mapped_tables(file: &SourceFile, mappings: &[Mapping]) -> Result<Vec<Table>, Fault> {
    let mut tables = Vec::new();
    for mapping in mappings {
        let rows = Rows::open(file, &mapping.dialect)?;
        let fed = Table::ALL.into_iter().filter(|table| {
            mapping.feeds(*table) && mapping.missing_columns(*table, &rows.header).is_empty()
        });
        tables.extend(fed);
    }
    tables.sort_unstable();
    tables.dedup();
    if tables.is_empty() {
        // The intake's own words say which column of which mapping is not there.
        tables =
            Table::ALL.into_iter().filter(|table| mappings.iter().any(|one| one.feeds(*table))).collect();
    }
    Ok(tables)
}

/// Without a mapping: the table whose canonical columns the header has most of.
fn canonical_table(file: &SourceFile) -> Result<Vec<Table>, Fault> {
    let rows = Rows::open(file, &Dialect::default())?;
    let n_columns = |table: Table| {
        let named = canonical::columns(table)
            .iter()
            .filter(|column| rows.header.iter().any(|name| name == column.name));
        named.count()
    };
    let best = Table::ALL.into_iter().map(n_columns).max().unwrap_or(0);
    let tables: Vec<Table> = Table::ALL.into_iter().filter(|table| n_columns(*table) == best).collect();
    match tables.as_slice() {
        [_] if best > 0 => Ok(tables),
        _ => Err(Fault::not_a_table(
            &file.name,
            "its headers are not the canonical ones of one table. Give a --mapping; `onrecord profile` drafts one.",
        )),
    }
}

fn text(out: &mut dyn Write, options: &Load, done: &Done) -> io::Result<()> {
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

fn links(out: &mut dyn Write, done: &Done) -> io::Result<()> {
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

fn as_json(done: &Done) -> serde_json::Value {
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
