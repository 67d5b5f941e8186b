//! Which mapping reads a file: of those that fit its header, the one that uses most of it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::canonical;
use crate::fault::Fault;
use crate::file::SourceFile;
use crate::mapping::Mapping;
use crate::quarantine::cut;
use crate::records::{Dialect, Rows};
use crate::table::Table;

/// The mappings given and how each has fared.
pub(super) struct Fitting<'a> {
    given: &'a [Mapping],
    canonical: Mapping,
    fitted: Vec<bool>,
    /// Why a mapping did not fit the first file it was tried on.
    misfits: BTreeMap<usize, String>,
}

/// A file opened the way that fits it, with the mapping of each table.
pub(super) struct Fitted<'f> {
    pub(super) rows: Rows,
    pub(super) mappings: Vec<&'f Mapping>,
}

/// A fault, and how far from fitting the file was: the nearest is the one told.
type Refusal = (usize, Fault);
/// The mapping chosen for each table; `None` = canonical headers.
type Choices = Vec<Option<usize>>;

/// A file that a mapping's delimiter cannot open is told before one that nothing fits.
const NOT_OPENED: usize = 1_000_000;

impl<'a> Fitting<'a> {
    pub(super) fn new(given: &'a [Mapping]) -> Self {
        let fitted = vec![false; given.len()];
        Self { given, canonical: Mapping::canonical(), fitted, misfits: BTreeMap::new() }
    }

    /// Opens a file in each way a mapping states and then the usual way; the way that gives most
    /// tables a mapping of their own is taken, the first of equals.
    pub(super) fn fit(&mut self, file: &SourceFile, tables: &[Table]) -> Result<Fitted<'_>, Fault> {
        let n_mapped = |choices: &Choices| choices.iter().flatten().count();
        let mut best: Option<(Rows, Choices)> = None;
        let mut refusals = Vec::new();
        for dialect in self.dialects(tables) {
            match self.opened(file, tables, &dialect) {
                Ok(found) if best.as_ref().is_none_or(|best| n_mapped(&found.1) > n_mapped(&best.1)) => {
                    best = Some(found)
                }
                Ok(_) => {}
                Err(refusal) => refusals.push(refusal),
            }
        }
        match best {
            Some((rows, choices)) => self.taken(file, tables, rows, &choices),
            None => Err(nearest(refusals)
                .unwrap_or_else(|| Fault::not_a_table(&file.name, "it was given for no table."))),
        }
    }

    fn taken(
        &mut self,
        file: &SourceFile,
        tables: &[Table],
        rows: Rows,
        choices: &Choices,
    ) -> Result<Fitted<'_>, Fault> {
        for index in choices.iter().flatten() {
            if let Some(fitted) = self.fitted.get_mut(*index) {
                *fitted = true;
            }
        }
        let chosen = choices
            .iter()
            .map(|choice| choice.and_then(|index| self.given.get(index)).unwrap_or(&self.canonical));
        let mappings: Vec<&Mapping> = chosen.collect();
        for (mapping, table) in mappings.iter().zip(tables) {
            if let Some(name) = mapping.doubled_column(*table, &rows.header) {
                return Err(doubled(file, &name, &rows.header));
            }
        }
        Ok(Fitted { rows, mappings })
    }

    fn dialects(&self, tables: &[Table]) -> Vec<Dialect> {
        let wanted = self.given.iter().filter(|mapping| tables.iter().any(|table| mapping.feeds(*table)));
        let mut dialects: Vec<Dialect> = Vec::new();
        for dialect in wanted.map(|mapping| mapping.dialect.clone()).chain([Dialect::default()]) {
            if !dialects.contains(&dialect) {
                dialects.push(dialect);
            }
        }
        dialects
    }

    fn opened(
        &mut self,
        file: &SourceFile,
        tables: &[Table],
        dialect: &Dialect,
    ) -> Result<(Rows, Choices), Refusal> {
        let mut rows = match Rows::open(file, dialect) {
            Ok(rows) => rows,
            Err(fault) => {
                let stating = |mapping: &Mapping| {
                    mapping.dialect == *dialect && tables.iter().any(|table| mapping.feeds(*table))
                };
                for (index, _) in self.given.iter().enumerate().filter(|(_, mapping)| stating(mapping)) {
                    self.misfits.entry(index).or_insert_with(|| fault.to_string());
                }
                return Err((NOT_OPENED, fault));
            }
        };
        let mut choices = Choices::new();
        self.allow_unprinted(&mut rows, tables, dialect);
        for table in tables {
            choices.push(self.choice(file, *table, dialect, &rows.header)?);
        }
        Ok((rows, choices))
    }

    /// A log prints the keys it has something for, so a key that a mapping names and no record of this
    /// file has is an empty column, as long as the mapping's own key column is there.
    fn allow_unprinted(&self, rows: &mut Rows, tables: &[Table], dialect: &Dialect) {
        if !rows.has_optional_columns() {
            return;
        }
        let mut unprinted = Vec::new();
        for mapping in self.given.iter().filter(|mapping| mapping.dialect == *dialect) {
            for table in tables.iter().filter(|table| mapping.has_key_column(**table, &rows.header)) {
                unprinted.extend(mapping.missing_columns(*table, &rows.header));
            }
        }
        unprinted.sort();
        unprinted.dedup();
        rows.header.extend(unprinted);
    }

    /// The mapping of this dialect that fits and uses most columns; else the canonical headers.
    fn choice(
        &mut self,
        file: &SourceFile,
        table: Table,
        dialect: &Dialect,
        header: &[String],
    ) -> Result<Option<usize>, Refusal> {
        let mut fitting = Vec::new();
        let mut refusals = Vec::new();
        for (index, mapping) in self.given.iter().enumerate() {
            if !mapping.feeds(table) || mapping.dialect != *dialect {
                continue;
            }
            let missing = mapping.missing_columns(table, header);
            if missing.is_empty() {
                fitting.push((Reverse(mapping.n_columns(table)), index));
                continue;
            }
            let what = missing_columns(&file.name, table, &missing, header);
            self.misfits.entry(index).or_insert_with(|| what.clone());
            refusals.push((missing.len(), Fault::mapping(&mapping.name, what)));
        }
        if let Some((_, index)) = fitting.into_iter().min() {
            return Ok(Some(index));
        }
        if self.has_key(table, header) {
            return Ok(None);
        }
        refusals.push((usize::MAX, no_columns(&file.name, table, header)));
        Err(refusals
            .into_iter()
            .min_by_key(|(n, _)| *n)
            .unwrap_or_else(|| (usize::MAX, no_columns(&file.name, table, header))))
    }

    fn has_key(&self, table: Table, header: &[String]) -> bool {
        let plan = self.canonical.plan(table, header);
        plan.is_some_and(|plan| {
            plan.feeds.iter().any(|feed| canonical::key_columns(table).contains(&feed.column.name))
        })
    }

    /// A mapping that was given but fits no file is a mistake to be told.
    pub(super) fn every_mapping_fits(&self, given: &[Table]) -> Result<(), Fault> {
        for (index, mapping) in self.given.iter().enumerate() {
            if !given.iter().any(|table| mapping.feeds(*table)) {
                let what = "it feeds none of the tables given. Give its file under --incidents, --crimes, --people or --counts.";
                return Err(Fault::mapping(&mapping.name, what));
            }
            let fitted = self.fitted.get(index).copied().unwrap_or(false);
            if let Some(what) = self.misfits.get(&index).filter(|_| !fitted) {
                return Err(Fault::mapping(&mapping.name, what.clone()));
            }
        }
        Ok(())
    }
}

fn nearest(refusals: Vec<Refusal>) -> Option<Fault> {
    refusals.into_iter().min_by_key(|(n, _)| *n).map(|(_, fault)| fault)
}

fn no_columns(file: &str, table: Table, header: &[String]) -> Fault {
    let keys = canonical::key_columns(table).join(" or ");
    let n = header.len();
    let what = format!(
        "none of its {n} column{} (line 1) is {keys}, and no mapping given fits it, so it cannot be read as {}. Its columns: {}. Run `onrecord profile` on it to draft a mapping, then give that with --mapping.",
        if n == 1 { "" } else { "s" },
        table.name(),
        shown(header)
    );
    Fault::not_a_table(file, what)
}

fn missing_columns(file: &str, table: Table, missing: &[String], header: &[String]) -> String {
    format!(
        "[{}] names {} that {file} does not have: {}. The file's columns: {}. Correct the mapping or the file.",
        table.name(),
        if missing.len() == 1 { "a column" } else { "columns" },
        shown(missing),
        shown(header)
    )
}

fn doubled(file: &SourceFile, name: &str, header: &[String]) -> Fault {
    let same =
        header.iter().enumerate().filter(|(_, column)| column.trim().eq_ignore_ascii_case(name.trim()));
    let places: Vec<String> = same.map(|(at, _)| (at + 1).to_string()).collect();
    let what = format!(
        "its header (line 1) names \"{}\" more than once, as columns {}, so which is meant cannot be told. Rename all but one in the file.",
        cut(name),
        places.join(" and ")
    );
    Fault::not_a_table(&file.name, what)
}

fn shown(names: &[String]) -> String {
    let mut first: Vec<String> = names.iter().take(30).map(|name| cut(name)).collect();
    if names.len() > first.len() {
        first.push(format!("and {} more", names.len() - first.len()));
    }
    first.join(", ")
}
