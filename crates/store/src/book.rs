//! The ledger's table: appending an event, reading entries.

use ledger::chain::Entry;
use ledger::{Hash, Value};
use recording::Event;

use crate::Store;
use crate::binds;
use crate::fault::Fault;
use crate::project;
use crate::sql::{Row, Tx};

/// Entries read at a time.
const PAGE: i64 = 4_096;

/// The last entry of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its number; nought before the first.
    pub seq: u64,
    /// Its hash; zero before the first.
    pub hash: Hash,
}

/// An entry as stored, its bytes trusted in nothing.
pub struct StoredRow {
    /// As stored.
    pub seq: i64,
    /// As stored.
    pub at: i64,
    /// As stored.
    pub actor: Vec<u8>,
    /// As stored.
    pub kind: Vec<u8>,
    /// As stored.
    pub version: i64,
    /// As stored.
    pub subject: Vec<u8>,
    /// As stored.
    pub body: Vec<u8>,
    /// As stored.
    pub prev: Vec<u8>,
    /// As stored.
    pub hash: Vec<u8>,
}

impl StoredRow {
    /// As the chain checks it.
    pub fn entry(&self) -> ledger::StoredEntry<'_> {
        ledger::StoredEntry {
            seq: self.seq,
            at: self.at,
            actor: &self.actor,
            kind: &self.kind,
            version: self.version,
            subject: &self.subject,
            body: &self.body,
            prev: &self.prev,
            hash: &self.hash,
        }
    }

    /// The event it holds.
    ///
    /// # Errors
    /// [`Fault::Damaged`] where it holds none that this release knows.
    pub fn event(&self) -> Result<Event, Fault> {
        let unreadable =
            |why: String| Fault::Damaged(format!("Entry {} of the ledger cannot be read: {why}.", self.seq));
        let body = Value::from_bytes(&self.body).map_err(|fault| unreadable(fault.to_string()))?;
        let version = u32::try_from(self.version).unwrap_or(u32::MAX);
        Event::read(&String::from_utf8_lossy(&self.kind), version, &body)
            .map_err(|fault| unreadable(fault.to_string()))
    }

    pub(crate) fn of(row: &Row) -> Result<Self, Fault> {
        Ok(Self {
            seq: row.raw_int(0)?,
            at: row.raw_int(1)?,
            actor: row.raw(2)?,
            kind: row.raw(3)?,
            version: row.raw_int(4)?,
            subject: row.raw(5)?,
            body: row.raw(6)?,
            prev: row.raw(7)?,
            hash: row.raw(8)?,
        })
    }
}

/// The last entry, read inside the transaction: it is never kept from before.
///
/// # Errors
/// What the engine says.
pub async fn head(tx: &mut Tx) -> Result<Head, Fault> {
    let row = tx.find("SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1", Vec::new()).await?;
    let Some(row) = row else { return Ok(Head { seq: 0, hash: Hash::ZERO }) };
    let hash = Hash::from_slice(&row.raw(1)?)
        .ok_or_else(|| Fault::Damaged("The last entry of the ledger has no hash.".into()))?;
    Ok(Head { seq: row.count(0)?, hash })
}

/// Appends an event and brings the projections up to date with it. Inside [`Store::write`] only: the
/// guard of the table refuses anything but the next entry.
///
/// # Errors
/// What the engine says.
pub async fn append(tx: &mut Tx, at: i64, actor: &str, event: &Event) -> Result<Head, Fault> {
    if !ledger::chain::is_plain(actor) {
        return Err(recording::Refusal::NotPlain { what: "who does this" }.into());
    }
    let last = head(tx).await?;
    let (subject, body) = (event.subject(), event.body().to_bytes());
    let seq = last.seq + 1;
    let entry = Entry {
        seq,
        at,
        actor,
        kind: event.kind(),
        version: event.version(),
        subject: &subject,
        body: &body,
    };
    let hash = entry.hash(&last.hash);
    let body = String::from_utf8(body).map_err(|_| Fault::Damaged("A body is not text.".into()))?;
    tx.execute(
        "INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        binds![
            seq,
            at,
            actor,
            event.kind(),
            i64::from(event.version()),
            subject,
            body,
            last.hash.0.to_vec(),
            hash.0.to_vec()
        ],
    )
    .await?;
    project::project(tx, seq, at, actor, event).await?;
    project::stand_at(tx, seq).await?;
    Ok(Head { seq, hash })
}

/// Entries after a number, in order, at most a page of them.
///
/// # Errors
/// What the engine says.
pub async fn after(tx: &mut Tx, seq: i64) -> Result<Vec<StoredRow>, Fault> {
    let rows = tx
        .rows(
            "SELECT seq, at, actor, kind, version, subject, body, prev, hash
             FROM ledger WHERE seq > $1 ORDER BY seq LIMIT $2",
            binds![seq, PAGE],
        )
        .await?;
    rows.iter().map(StoredRow::of).collect()
}

impl Store {
    /// The last entry.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn head(&self) -> Result<Head, Fault> {
        head(&mut self.read().await?).await
    }
}
