//! What is known of records: the newest sealed version of each, with its personal rows.

use std::collections::HashMap;
use std::fmt::Write;

use sqlx::AssertSqlSafe;

use crate::fault::Fault;
use crate::sql::{Bind, Tx};

/// The newest sealed version of a record.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) version: i64,
    pub(crate) load: i64,
    pub(crate) position: i64,
    pub(crate) at: Option<i64>,
    pub(crate) status: String,
    pub(crate) body: String,
    /// Bodies of the personal rows that are still there, in order of part.
    pub(crate) personal: Vec<String>,
}

/// Records by reference and what else they are about.
pub(crate) type KnownRecords = HashMap<(String, String), Known>;

/// Looks up records of one source and table by their references.
pub(crate) async fn known(
    tx: &mut Tx,
    source: &str,
    table: &str,
    references: &[&str],
) -> Result<KnownRecords, Fault> {
    let mut found = KnownRecords::new();
    if references.is_empty() {
        return Ok(found);
    }
    let mut binds: Vec<Bind> = vec![table.into(), source.into()];
    binds.extend(references.iter().map(|reference| Bind::from(*reference)));
    let list = placeholders(3, references.len());
    let text = format!(
        "SELECT o.reference, o.related, o.version, o.load, o.position, o.at, o.status, o.body
         FROM observation o JOIN sealed s ON s.load = o.load
         WHERE o.record_table = $1 AND o.source = $2 AND o.reference IN ({list})"
    );
    for row in tx.rows(AssertSqlSafe(text), binds.clone()).await? {
        let known = Known {
            version: row.int(2)?,
            load: row.int(3)?,
            position: row.int(4)?,
            at: row.maybe_int(5)?,
            status: row.text(6)?,
            body: row.text(7)?,
            personal: Vec::new(),
        };
        let slot = found.entry((row.text(0)?, row.text(1)?));
        slot.and_modify(|newest| {
            if known.version > newest.version {
                *newest = known.clone();
            }
        })
        .or_insert(known);
    }
    if !found.is_empty() {
        personal(tx, &list, binds, &mut found).await?;
    }
    Ok(found)
}

async fn personal(tx: &mut Tx, list: &str, binds: Vec<Bind>, found: &mut KnownRecords) -> Result<(), Fault> {
    let text = format!(
        "SELECT o.reference, o.related, p.load, p.position, p.body
         FROM observation o JOIN personal p ON p.load = o.load AND p.position = o.position
         WHERE o.record_table = $1 AND o.source = $2 AND o.reference IN ({list})
         ORDER BY p.load, p.position, p.part"
    );
    for row in tx.rows(AssertSqlSafe(text), binds).await? {
        let (load, position) = (row.int(2)?, row.int(3)?);
        let newest = found.get_mut(&(row.text(0)?, row.text(1)?));
        if let Some(newest) = newest.filter(|newest| newest.load == load && newest.position == position) {
            newest.personal.push(row.text(4)?);
        }
    }
    Ok(())
}

/// `$3,$4,$5`
pub(crate) fn placeholders(first: usize, n: usize) -> String {
    let mut list = String::with_capacity(n * 5);
    for number in first..first + n {
        let comma = if number == first { "" } else { "," };
        // Writing to a String does not fail.
        let _ = write!(list, "{comma}${number}");
    }
    list
}
