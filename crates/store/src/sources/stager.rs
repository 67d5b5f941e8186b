//! Staging: contents become rows, a small batch at a time, under a load that nobody sees yet.

use std::collections::HashMap;
use std::time::Instant;

use ledger::{Frontier, Hash, Nonce, Value, commitment};
use recording::event::SealedTally;
use sqlx::AssertSqlSafe;

use super::lookup::placeholders;
use super::{Known, Observation, Suppressed, known, leaf};
use crate::Store;
use crate::binds;
use crate::content::{Content, table};
use crate::fault::Fault;
use crate::sql::{Bind, Tx};

/// Contents staged in one transaction: few enough that a decision waits some milliseconds at most.
pub(crate) const BATCH: usize = 250;
/// Rows in one statement.
const ROWS: usize = 50;

/// Whether contents are versions of records, or rows that come once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// A record known as it is is not staged again; one that changed gets its next version.
    Records,
    /// Every content is a row.
    Rows,
}

/// A load being staged.
pub(crate) struct Stager {
    store: Store,
    pub(crate) load: u64,
    source: String,
    suppressed: Suppressed,
    position: i64,
    /// Contents taken, staged or not.
    n_taken: u64,
    frontier: Frontier,
    pub(crate) tally: SealedTally,
    /// Versions staged by this load itself, for references that come twice in it.
    versions: HashMap<(&'static str, String, String), i64>,
}

struct Staged {
    row: Observation,
    parts: Vec<(Nonce, Value)>,
}

impl Stager {
    /// Begins a load under the next number.
    pub(crate) async fn begin(store: &Store, source: &str) -> Result<Self, Fault> {
        let (name, now) = (source.to_owned(), store.surroundings.now());
        let (load, suppressed) = store
            .stage(move |tx| {
                Box::pin(async move {
                    let row = tx.find("SELECT coalesce(max(load), 0) + 1 FROM sealed", Vec::new()).await?;
                    let load = row.map_or(Ok(1), |row| row.count(0))?;
                    tx.execute(
                        "INSERT INTO staging (load, source, started_at) VALUES ($1, $2, $3)",
                        binds![load, name.as_str(), now],
                    )
                    .await?;
                    Ok((load, Suppressed::of(tx, &name).await?))
                })
            })
            .await?;
        Ok(Self {
            store: store.clone(),
            load,
            source: source.to_owned(),
            suppressed,
            position: 0,
            n_taken: 0,
            frontier: Frontier::new(),
            tally: SealedTally::default(),
            versions: HashMap::new(),
        })
    }

    /// Rows staged so far.
    pub(crate) fn n_rows(&self) -> u64 {
        self.frontier.size()
    }

    /// The root over them.
    pub(crate) fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// Stages contents of one table. `progress` is told how many were taken, of all tables so far.
    pub(crate) async fn stage(
        &mut self,
        contents: impl Iterator<Item = Content>,
        mode: Mode,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<(), Fault> {
        let mut contents = contents.peekable();
        while contents.peek().is_some() {
            let batch: Vec<Content> = contents.by_ref().take(BATCH).collect();
            self.n_taken += batch.len() as u64;
            self.batch(batch, mode).await?;
            progress(self.n_taken);
        }
        Ok(())
    }

    async fn batch(&mut self, batch: Vec<Content>, mode: Mode) -> Result<(), Fault> {
        let known = self.known(&batch, mode).await?;
        let mut staged = Vec::with_capacity(batch.len());
        for content in batch {
            self.content(content, mode, &known, &mut staged)?;
        }
        if staged.is_empty() {
            return Ok(());
        }
        let begun = Instant::now();
        self.store.stage(move |tx| Box::pin(async move { insert(tx, staged).await })).await?;
        if matches!(self.store.engine, crate::engine::Engine::Sqlite { .. }) {
            // SQLite's writers poll for the lock; whoever waits in another process needs a gap to find.
            tokio::time::sleep(begun.elapsed().min(std::time::Duration::from_millis(10))).await;
        }
        Ok(())
    }

    async fn known(&self, batch: &[Content], mode: Mode) -> Result<super::lookup::KnownRecords, Fault> {
        let Some(first) = batch.first().filter(|_| mode == Mode::Records) else { return Ok(HashMap::new()) };
        let references: Vec<&str> =
            batch.iter().map(|content| content.reference.as_str()).filter(|r| !r.is_empty()).collect();
        let mut tx = self.store.read().await?;
        known(&mut tx, &self.source, first.table, &references).await
    }

    /// Decides what one content becomes.
    fn content(
        &mut self,
        mut content: Content,
        mode: Mode,
        known: &super::lookup::KnownRecords,
        staged: &mut Vec<Staged>,
    ) -> Result<(), Fault> {
        without_nul(&mut content.reference);
        without_nul(&mut content.related);
        without_nul(&mut content.status);
        if mode == Mode::Rows {
            return self.row(content, 1, staged);
        }
        self.tally.suppressed += self.suppressed.keep_out(&mut content);
        if content.reference.is_empty() {
            // Without a reference it is a record of its own, named after its place.
            content.reference = format!("~{}.{}", self.load, self.position + 1);
            self.tally.new += 1;
            return self.row(content, 1, staged);
        }
        let key = (content.table, content.reference.clone(), content.related.clone());
        let earlier = self.versions.get(&key).copied();
        let old = known.get(&(content.reference.clone(), content.related.clone()));
        match (earlier, old) {
            (None, None) => self.tally.new += 1,
            (None, Some(old)) if is_same(&content, old)? => {
                self.tally.unchanged += 1;
                return Ok(());
            }
            _ => self.tally.changed += 1,
        }
        let version = earlier.or(old.map(|old| old.version)).unwrap_or(0) + 1;
        if let (Some(old), true) = (old, content.table != table::LINKS) {
            for change in changes(&content, old)? {
                self.row(change, version, staged)?;
            }
        }
        self.versions.insert(key, version);
        self.row(content, version, staged)
    }

    fn row(&mut self, content: Content, version: i64, staged: &mut Vec<Staged>) -> Result<(), Fault> {
        self.position += 1;
        let mut parts = Vec::with_capacity(content.personal.len());
        let mut commitments = Vec::with_capacity(content.personal.len() * 32);
        for value in content.personal {
            let nonce = Nonce(self.store.surroundings.random()?);
            commitments.extend_from_slice(&commitment(&nonce, &value).0);
            parts.push((nonce, value));
        }
        let row = Observation {
            load: i64::try_from(self.load).unwrap_or(i64::MAX),
            position: self.position,
            source: self.source.clone().into_bytes(),
            record_table: content.table.as_bytes().to_vec(),
            reference: content.reference.into_bytes(),
            related: content.related.into_bytes(),
            version,
            at: content.at,
            status: content.status.into_bytes(),
            body: content.body.to_bytes(),
            commitments,
        };
        self.frontier.append(leaf(&row));
        staged.push(Staged { row, parts });
        Ok(())
    }
}

/// PostgreSQL takes no NUL in a text; a reference that holds one is damaged, and stays apart.
fn without_nul(text: &mut String) {
    if text.contains('\0') {
        *text = text.replace('\0', "\u{fffd}");
    }
}

fn canonical_text(value: &Value) -> Result<String, Fault> {
    String::from_utf8(value.to_bytes()).map_err(|_| Fault::Damaged("A body is not text.".into()))
}

fn is_same(content: &Content, old: &Known) -> Result<bool, Fault> {
    if canonical_text(&content.body)? != old.body
        || content.at != old.at
        || content.status != old.status
        || content.personal.len() != old.personal.len()
    {
        return Ok(false);
    }
    for (part, old) in content.personal.iter().zip(&old.personal) {
        if canonical_text(part)? != *old {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The columns in which a record changed: what was, and what is now. Of a personal part only that it
/// changed: both versions are kept, each in its own erasable row.
fn changes(content: &Content, old: &Known) -> Result<Vec<Content>, Fault> {
    let unreadable = |_| Fault::Damaged(format!("A row of {} cannot be read.", content.table));
    let was = Value::from_bytes(old.body.as_bytes()).map_err(unreadable)?;
    let mut list = Vec::new();
    let mut change = |column: &str, was: Option<&Value>, now: Option<&Value>| {
        let mut body =
            vec![("column", Value::Text(column.into())), ("table", Value::Text(content.table.into()))];
        body.extend(was.map(|was| ("was", was.clone())));
        body.extend(now.map(|now| ("now", now.clone())));
        list.push(Content {
            table: table::CHANGES,
            reference: content.reference.clone(),
            related: format!("{}.{column}", content.table),
            at: old.at.or(content.at),
            status: String::new(),
            body: Value::object(body),
            personal: Vec::new(),
        });
    };
    if let (Value::Object(before), Value::Object(after)) = (&was, &content.body) {
        let columns: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for column in columns.into_iter().filter(|column| before.get(*column) != after.get(*column)) {
            change(column, before.get(column), after.get(column));
        }
    }
    let new = content.personal.iter().map(canonical_text).collect::<Result<Vec<_>, _>>()?;
    for kind in kinds(new.iter().chain(&old.personal))? {
        let of = |texts: &[String]| -> Vec<String> {
            texts.iter().filter(|text| kind_of(text).as_deref() == Some(kind.as_str())).cloned().collect()
        };
        if of(&new) != of(&old.personal) {
            change(&kind, None, None);
        }
    }
    Ok(list)
}

fn kind_of(text: &str) -> Option<String> {
    let value = Value::from_bytes(text.as_bytes()).ok()?;
    value.find("what").and_then(Value::as_text).map(str::to_owned)
}

fn kinds<'t>(texts: impl Iterator<Item = &'t String>) -> Result<std::collections::BTreeSet<String>, Fault> {
    Ok(texts.filter_map(|text| kind_of(text)).collect())
}

async fn insert(tx: &mut Tx, staged: Vec<Staged>) -> Result<(), Fault> {
    let mut rows: Vec<Vec<Bind>> = Vec::with_capacity(staged.len());
    let mut parts: Vec<Vec<Bind>> = Vec::new();
    for one in staged {
        for (number, (nonce, value)) in (0i64..).zip(&one.parts) {
            let body = canonical_text(value)?;
            parts.push(binds![one.row.load, one.row.position, number, nonce.0.to_vec(), body]);
        }
        rows.push(row_binds(one.row)?);
    }
    let into = "observation (load, position, source, record_table, reference, related, version, at, status, body, commitments)";
    insert_all(tx, into, rows).await?;
    insert_all(tx, "personal (load, position, part, nonce, body)", parts).await
}

fn row_binds(row: Observation) -> Result<Vec<Bind>, Fault> {
    let text = |bytes| String::from_utf8(bytes).map_err(|_| Fault::Damaged("A row is not text.".into()));
    Ok(binds![
        row.load,
        row.position,
        text(row.source)?,
        text(row.record_table)?,
        text(row.reference)?,
        text(row.related)?,
        row.version,
        row.at,
        text(row.status)?,
        text(row.body)?,
        row.commitments,
    ])
}

/// Inserts many rows, several to a statement; the statements are of few lengths, so that each is
/// prepared once.
async fn insert_all(tx: &mut Tx, into: &str, rows: Vec<Vec<Bind>>) -> Result<(), Fault> {
    let mut rows = rows.into_iter();
    while rows.len() > 0 {
        let n = if rows.len() >= ROWS { ROWS } else { 1 };
        let taken: Vec<Vec<Bind>> = rows.by_ref().take(n).collect();
        let width = taken.first().map_or(0, Vec::len);
        let values: Vec<String> =
            (0..taken.len()).map(|at| format!("({})", placeholders(at * width + 1, width))).collect();
        let text = format!("INSERT INTO {into} VALUES {}", values.join(","));
        tx.execute(AssertSqlSafe(text), taken.into_iter().flatten().collect()).await?;
    }
    Ok(())
}
