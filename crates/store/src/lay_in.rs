//! From files to a load: which are known already, the intake, the rows, the links. One function, called by
//! the command and by the pages.

use std::collections::HashSet;
use std::path::PathBuf;

use exchange::file::SourceFile;
use exchange::intake::{self, Intake};
use exchange::records::{Dialect, Rows};
use exchange::{Mapping, Table, canonical};
use ledger::Hash;

use crate::Store;
use crate::fault::Fault;
use crate::load::{KnownFile, Loaded, Request};

/// What is to be laid in.
#[derive(Clone, Debug)]
pub struct Extracts {
    /// Who loads, as an opaque id.
    pub actor: String,
    /// The source's name: same source and reference is the same record.
    pub source: String,
    /// Mapping files; none where the headers are the canonical ones.
    pub mappings: Vec<PathBuf>,
    /// The extracts.
    pub files: Vec<PathBuf>,
    /// Whether incidents are linked to crimes anew after it.
    pub link: bool,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaidIn {
    /// Files and tables that were loaded before, and are left alone.
    pub n_known: usize,
    /// The load; `None` where every file was known.
    pub loaded: Option<Loaded>,
    /// Rows without a reference: each is a record of its own.
    pub n_without_reference: u64,
    /// The links that changed.
    pub linked: Option<Loaded>,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'s> {
    /// Bytes read of a file.
    Reading(&'s str, u64),
    /// Records laid into the database, unseen yet, of how many.
    Staging(u64, u64),
    /// Incidents are linked to crimes.
    Linking,
}

/// Told how far it has come.
pub type Told<'t> = &'t mut (dyn FnMut(Step<'_>) + Send);

/// A file, its digest, and the tables it is for.
struct Given {
    path: PathBuf,
    digest: String,
    tables: Vec<Table>,
}

/// Extracts whose mappings and headers were looked at, ready to be laid in.
pub struct Prepared {
    request: Request,
    given: Vec<Given>,
    mappings: Vec<PathBuf>,
    link: bool,
}

impl Extracts {
    /// Reads mappings and headers, and takes each file's digest. Needs no database, so that what cannot be
    /// read makes none.
    ///
    /// # Errors
    /// A sentence where a mapping or a file cannot be read, or a file is of no table.
    pub fn prepare(&self) -> Result<Prepared, Fault> {
        let given = given(&self.files, &self.mappings)?;
        Ok(Prepared { request: request(self)?, given, mappings: self.mappings.clone(), link: self.link })
    }
}

impl Prepared {
    /// The files, each with a table it is for: what the intake takes.
    pub fn files(&self) -> Vec<(Table, PathBuf)> {
        let of = |one: &Given| one.tables.iter().map(|table| (*table, one.path.clone())).collect::<Vec<_>>();
        self.given.iter().flat_map(of).collect()
    }
}

impl Store {
    /// Lays extracts in: files that this source was loaded from before with this mapping are left alone.
    /// Inside a runtime of several threads: reading takes one for as long as it lasts.
    ///
    /// # Errors
    /// A sentence for anything that stops the whole; nothing is then seen of it.
    pub async fn lay_in(&self, prepared: Prepared, told: Told<'_>) -> Result<LaidIn, Fault> {
        let Prepared { request, given, mappings, link } = prepared;
        let [known, remapped] = self.known_files(&request.source, &request.mapping_digest).await?;
        let (files, n_known) = left(given, &known);
        if files.is_empty() {
            // Links may be missing still, where the load that laid these in was killed before them.
            let linked = self.linked_anew(&request.actor, link, told).await?;
            return Ok(LaidIn { n_known, loaded: None, n_without_reference: 0, linked });
        }
        let intake = Intake { files, mappings };
        let extract = tokio::task::block_in_place(|| {
            intake::read(&intake, &mut |file, n| told(Step::Reading(file, n)))
        })?;
        refuse_twice_without_reference(&extract, &remapped)?;
        let n_without_reference = extract.accounts.iter().map(|account| account.n_without_reference).sum();
        let n_all = crate::load::n_records(&extract, &request);
        let loaded = self.load(&request, &extract, &mut |n_done| told(Step::Staging(n_done, n_all))).await?;
        let linked = self.linked_anew(&request.actor, link, told).await?;
        Ok(LaidIn { n_known, loaded: Some(loaded), n_without_reference, linked })
    }

    async fn linked_anew(&self, actor: &str, link: bool, told: Told<'_>) -> Result<Option<Loaded>, Fault> {
        if !link {
            return Ok(None);
        }
        told(Step::Linking);
        self.relink(actor).await
    }
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
) -> Result<(), Fault> {
    let twice = extract.accounts.iter().find(|account| {
        account.n_without_reference > 0
            && remapped.contains(&(account.digest.clone(), account.table.name().to_owned()))
    });
    let Some(account) = twice else { return Ok(()) };
    Err(Fault::Usage(format!(
        "{}: this file was loaded before with another mapping, and {} of its rows have no reference by which they \
         could be known again: they would count twice. Map a reference, or load it under another --source.",
        account.source, account.n_without_reference
    )))
}

fn request(extracts: &Extracts) -> Result<Request, Fault> {
    let mut bytes_of_all = Vec::new();
    let mut names = Vec::new();
    let mut systems = HashSet::new();
    for path in &extracts.mappings {
        let mapping = Mapping::read(path)?;
        let unreadable = |error| exchange::Fault::Unreadable { path: path.clone(), error };
        let bytes = std::fs::read(path).map_err(unreadable)?;
        bytes_of_all.extend((bytes.len() as u64).to_be_bytes());
        bytes_of_all.extend(bytes);
        names.push(mapping.name);
        systems.insert(mapping.system);
    }
    if systems.len() > 1 {
        return Err(Fault::Usage(
            "the mappings are of different systems, whose references may be alike. Load each system with a --source of its own.".into(),
        ));
    }
    let mapping = if names.is_empty() { "canonical headers".into() } else { names.join(", ") };
    Ok(Request {
        actor: extracts.actor.clone(),
        source: extracts.source.clone(),
        mapping,
        mapping_digest: Hash::of(&bytes_of_all),
    })
}

/// Each file once, with the tables that its header feeds.
fn given(files: &[PathBuf], mappings: &[PathBuf]) -> Result<Vec<Given>, Fault> {
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

fn mapped_tables(file: &SourceFile, mappings: &[Mapping]) -> Result<Vec<Table>, exchange::Fault> {
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
fn canonical_table(file: &SourceFile) -> Result<Vec<Table>, exchange::Fault> {
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
        _ => Err(exchange::Fault::not_a_table(
            &file.name,
            "its headers are not the canonical ones of one table. Give a --mapping; `onrecord profile` drafts one.",
        )),
    }
}
