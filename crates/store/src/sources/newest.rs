//! The newest sealed version of every record of a table, in the order they were laid in.

use ledger::Value;

use super::{Observation, PAGE};
use crate::binds;
use crate::fault::Fault;
use crate::sql::Tx;

/// A record's newest version with what was not erased of its personal parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its load.
    pub load: i64,
    /// Its place in the load.
    pub position: i64,
    /// The source.
    pub source: String,
    /// Its reference.
    pub reference: String,
    /// What else it is about.
    pub related: String,
    /// Which version.
    pub version: i64,
    /// Where it stands.
    pub status: String,
    /// What is not personal.
    pub body: Value,
    /// What is.
    pub personal: Vec<Value>,
}

impl Record {
    /// Source and reference in one: unique in its table.
    pub fn key(&self) -> String {
        format!("{}/{}", self.source, self.reference)
    }
}

/// A page of records after a place, and the last place of it; an empty page ends the table.
///
/// # Errors
/// What the engine says; a body that cannot be read.
pub async fn newest(tx: &mut Tx, table: &str, after: (i64, i64)) -> Result<Vec<Record>, Fault> {
    let rows = tx
        .rows(
            "SELECT o.load, o.position, o.source, o.record_table, o.reference, o.related, o.version, o.at, o.status,
                 o.body, o.commitments
             FROM observation o JOIN sealed s ON s.load = o.load
             WHERE o.record_table = $1 AND (o.load, o.position) > ($2, $3)
                 AND NOT EXISTS (
                     SELECT 1 FROM observation n JOIN sealed t ON t.load = n.load
                     WHERE n.record_table = o.record_table AND n.reference = o.reference
                         AND n.source = o.source AND n.related = o.related AND n.version > o.version)
             ORDER BY o.load, o.position LIMIT $4",
            binds![table, after.0, after.1, PAGE],
        )
        .await?;
    let rows = rows.iter().map(Observation::of).collect::<Result<Vec<_>, _>>()?;
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Ok(Vec::new()) };
    let (from, to) = ((first.load, first.position), (last.load, last.position));
    let mut records = rows.iter().map(record).collect::<Result<Vec<_>, _>>()?;
    personal(tx, from, to, &mut records).await?;
    Ok(records)
}

fn record(row: &Observation) -> Result<Record, Fault> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(Record {
        load: row.load,
        position: row.position,
        source: text(&row.source),
        reference: text(&row.reference),
        related: text(&row.related),
        version: row.version,
        status: text(&row.status),
        body: value(&row.body, row.load, row.position)?,
        personal: Vec::new(),
    })
}

fn value(bytes: &[u8], load: i64, position: i64) -> Result<Value, Fault> {
    Value::from_bytes(bytes)
        .map_err(|fault| Fault::Damaged(format!("Row {position} of load {load} cannot be read ({fault}).")))
}

async fn personal(
    tx: &mut Tx,
    from: (i64, i64),
    to: (i64, i64),
    records: &mut [Record],
) -> Result<(), Fault> {
    let rows = tx
        .rows(
            "SELECT load, position, body FROM personal
             WHERE (load, position) >= ($1, $2) AND (load, position) <= ($3, $4)
             ORDER BY load, position, part",
            binds![from.0, from.1, to.0, to.1],
        )
        .await?;
    let mut records = records.iter_mut().peekable();
    for row in rows {
        let place = (row.int(0)?, row.int(1)?);
        while records.next_if(|record| (record.load, record.position) < place).is_some() {}
        let Some(record) = records.peek_mut() else { break };
        if (record.load, record.position) == place {
            record.personal.push(value(&row.raw(2)?, place.0, place.1)?);
        }
    }
    Ok(())
}

/// Every newest record of a table.
///
/// # Errors
/// As [`newest`].
pub async fn all_newest(tx: &mut Tx, table: &str) -> Result<Vec<Record>, Fault> {
    let mut all = Vec::new();
    let mut after = (0, 0);
    loop {
        let page = newest(tx, table, after).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = (last.load, last.position);
        all.extend(page);
    }
}
