//! Loads: what came, what became of it, by channel and day, and what was set aside.

use ledger::Value;

use super::record::value;
use crate::Store;
use crate::binds;
use crate::content::table;
use crate::fault::Fault;
use crate::sql::Row;

/// Rows of one load's list read at most.
const MOST: i64 = 20_000;

/// One load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// Its number.
    pub load: i64,
    /// The entry that sealed it.
    pub seq: i64,
    /// When it was sealed.
    pub at: i64,
    /// Who loaded it.
    pub actor: String,
    /// `extract_loaded` or `links_made`.
    pub kind: String,
    /// The source.
    pub source: String,
    /// The mapping's name.
    pub mapping: String,
    /// Rows received.
    pub n_received: i64,
    /// Accepted.
    pub n_accepted: i64,
    /// Quarantined.
    pub n_quarantined: i64,
    /// Duplicate.
    pub n_duplicate: i64,
    /// Records that were not known.
    pub n_new: i64,
    /// Records known with other content.
    pub n_changed: i64,
    /// Records known as they are.
    pub n_unchanged: i64,
}

/// Rows of one file, channel and day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReconciliationLine {
    /// The file.
    pub file: String,
    /// The channel; empty where the row has none.
    pub channel: String,
    /// The day, `2026-03-01`; empty where the row has none.
    pub day: String,
    /// Received, accepted, quarantined, duplicate.
    pub counts: [i64; 4],
}

/// A row set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantine {
    /// The file.
    pub file: String,
    /// The line.
    pub line: i64,
    /// The column.
    pub column: String,
    /// Why.
    pub reason: String,
    /// The value that could not be read: personal, and gone where it was erased.
    pub value: Option<String>,
}

impl Store {
    /// Every load, the newest first.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn loads(&self) -> Result<Vec<Load>, Fault> {
        let mut tx = self.read().await?;
        let rows = tx
            .rows(
                "SELECT load, seq, at, actor, kind, source, mapping, n_received, n_accepted, n_quarantined,
                     n_duplicate, n_new, n_changed, n_unchanged
                 FROM source_load ORDER BY load DESC LIMIT $1",
                binds![MOST],
            )
            .await?;
        rows.iter().map(load).collect()
    }

    /// The reconciliation of a load, in order of file, channel and day.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn reconciliation(&self, load: i64) -> Result<Vec<ReconciliationLine>, Fault> {
        let mut tx = self.read().await?;
        let rows = tx
            .rows(
                "SELECT o.body FROM observation o JOIN sealed s ON s.load = o.load
                 WHERE o.load = $1 AND o.record_table = $2 ORDER BY o.position LIMIT $3",
                binds![load, table::RECONCILIATION, MOST],
            )
            .await?;
        rows.iter().map(|row| Ok(line(&value(&row.text(0)?)?))).collect()
    }

    /// The rows of a load that were set aside, with their values, after a place; at most `n_most`.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn quarantined(&self, load: i64, skip: i64, n_most: i64) -> Result<Vec<Quarantine>, Fault> {
        let mut tx = self.read().await?;
        let rows = tx
            .rows(
                "SELECT o.body, p.body FROM observation o JOIN sealed s ON s.load = o.load
                     LEFT JOIN personal p ON p.load = o.load AND p.position = o.position
                 WHERE o.load = $1 AND o.record_table = $2 ORDER BY o.position LIMIT $3 OFFSET $4",
                binds![load, table::QUARANTINE, n_most, skip],
            )
            .await?;
        rows.iter().map(set_aside).collect()
    }
}

fn load(row: &Row) -> Result<Load, Fault> {
    Ok(Load {
        load: row.int(0)?,
        seq: row.int(1)?,
        at: row.int(2)?,
        actor: row.text(3)?,
        kind: row.text(4)?,
        source: row.text(5)?,
        mapping: row.text(6)?,
        n_received: row.int(7)?,
        n_accepted: row.int(8)?,
        n_quarantined: row.int(9)?,
        n_duplicate: row.int(10)?,
        n_new: row.int(11)?,
        n_changed: row.int(12)?,
        n_unchanged: row.int(13)?,
    })
}

fn text(body: &Value, name: &str) -> String {
    body.find(name).and_then(Value::as_text).unwrap_or_default().to_owned()
}

fn number(body: &Value, name: &str) -> i64 {
    body.find(name).and_then(Value::as_integer).unwrap_or(0)
}

fn line(body: &Value) -> ReconciliationLine {
    ReconciliationLine {
        file: text(body, "source"),
        channel: text(body, "channel"),
        day: text(body, "day"),
        counts: ["received", "accepted", "quarantined", "duplicate"].map(|name| number(body, name)),
    }
}

fn set_aside(row: &Row) -> Result<Quarantine, Fault> {
    let body = value(&row.text(0)?)?;
    let personal = row.maybe_text(1)?.map(|part| value(&part)).transpose()?;
    Ok(Quarantine {
        file: text(&body, "source"),
        line: number(&body, "line"),
        column: text(&body, "column"),
        reason: text(&body, "reason"),
        value: personal.map(|part| text(&part, "value")),
    })
}
