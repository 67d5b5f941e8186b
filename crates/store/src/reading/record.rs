//! One record with its versions, what changed, and its people.

use ledger::Value;

use crate::Store;
use crate::binds;
use crate::content::table;
use crate::fault::Fault;
use crate::sources::Record;
use crate::sql::{Row, Tx};

/// Versions, and changes, shown of one record at most.
const MOST: i64 = 200;

/// When a version came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionMark {
    /// Which, from 1.
    pub version: i64,
    /// The load that brought it.
    pub load: i64,
    /// When that load was sealed.
    pub at: i64,
    /// The entry of the ledger that sealed it.
    pub seq: i64,
}

/// A column that a later extract changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The version it came with.
    pub version: i64,
    /// The column.
    pub column: String,
    /// What was; `None` for nothing, or for what is personal.
    pub was: Option<Value>,
    /// What is.
    pub now: Option<Value>,
}

/// A record whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Its newest version.
    pub newest: Record,
    /// When each version came, the first first.
    pub versions: Vec<VersionMark>,
    /// What changed between them.
    pub changes: Vec<Change>,
    /// Its people, where the extract named any.
    pub people: Option<Record>,
}

impl Store {
    /// A record of a table (`incidents` or `crimes`) by source and reference.
    ///
    /// # Errors
    /// What the engine says; a body that cannot be read.
    pub async fn whole(&self, of: &str, source: &str, reference: &str) -> Result<Option<Whole>, Fault> {
        let mut tx = self.read().await?;
        let Some(newest) = newest_of(&mut tx, of, source, reference).await? else { return Ok(None) };
        let rows = tx
            .rows(
                "SELECT o.version, o.load, l.at, l.seq
                 FROM observation o JOIN sealed s ON s.load = o.load JOIN ledger l ON l.seq = s.seq
                 WHERE o.record_table = $1 AND o.reference = $2 AND o.source = $3 AND o.related = ''
                 ORDER BY o.version LIMIT $4",
                binds![of, reference, source, MOST],
            )
            .await?;
        let mark = |row: &Row| {
            Ok(VersionMark { version: row.int(0)?, load: row.int(1)?, at: row.int(2)?, seq: row.int(3)? })
        };
        let versions = rows.iter().map(mark).collect::<Result<Vec<_>, Fault>>()?;
        let changes = changes(&mut tx, of, source, reference).await?;
        let people = newest_of(&mut tx, table::PEOPLE, source, reference).await?;
        Ok(Some(Whole { newest, versions, changes, people }))
    }
}

async fn newest_of(tx: &mut Tx, of: &str, source: &str, reference: &str) -> Result<Option<Record>, Fault> {
    let row = tx
        .find(
            "SELECT o.load, o.position, o.related, o.version, o.status, o.body
             FROM observation o JOIN sealed s ON s.load = o.load
             WHERE o.record_table = $1 AND o.reference = $2 AND o.source = $3 AND o.related = ''
             ORDER BY o.version DESC LIMIT 1",
            binds![of, reference, source],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    let (load, position) = (row.int(0)?, row.int(1)?);
    let parts = tx
        .rows(
            "SELECT body FROM personal WHERE load = $1 AND position = $2 ORDER BY part",
            binds![load, position],
        )
        .await?;
    let personal = parts.iter().map(|part| value(&part.text(0)?)).collect::<Result<Vec<_>, Fault>>()?;
    Ok(Some(Record {
        load,
        position,
        source: source.to_owned(),
        reference: reference.to_owned(),
        related: row.text(2)?,
        version: row.int(3)?,
        status: row.text(4)?,
        body: value(&row.text(5)?)?,
        personal,
    }))
}

async fn changes(tx: &mut Tx, of: &str, source: &str, reference: &str) -> Result<Vec<Change>, Fault> {
    let rows = tx
        .rows(
            "SELECT o.version, o.body FROM observation o JOIN sealed s ON s.load = o.load
             WHERE o.record_table = $1 AND o.reference = $2 AND o.source = $3
             ORDER BY o.version, o.related LIMIT $4",
            binds![table::CHANGES, reference, source, MOST],
        )
        .await?;
    let mut changes = Vec::new();
    for row in rows {
        let body = value(&row.text(1)?)?;
        let text = |name: &str| body.find(name).and_then(Value::as_text).unwrap_or_default();
        if text("table") == of {
            changes.push(Change {
                version: row.int(0)?,
                column: text("column").to_owned(),
                was: body.find("was").cloned(),
                now: body.find("now").cloned(),
            });
        }
    }
    Ok(changes)
}

pub(super) fn value(text: &str) -> Result<Value, Fault> {
    Value::from_bytes(text.as_bytes())
        .map_err(|fault| Fault::Damaged(format!("A row of an extract cannot be read ({fault}).")))
}
