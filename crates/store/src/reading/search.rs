//! Search: by reference, or by anything in a personal row (name, place, telephone, the log's words).

use std::collections::BTreeSet;

use ledger::Value;

use super::record::value;
use crate::Store;
use crate::binds;
use crate::content::table;
use crate::fault::Fault;
use crate::sql::Tx;

/// Records found at most; the page says so when there may be more.
pub const MOST_FOUND: usize = 50;
/// Candidates looked at in one search.
const MOST_LOOKED_AT: i64 = 5_000;

/// By what a record was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matched {
    /// Its reference.
    Reference,
    /// Something personal: a name, a place, a telephone number, the log.
    Personal,
}

/// A record that was found: an incident or a crime, or people under either's reference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// By what.
    pub by: Matched,
    /// `incidents`, `crimes`, or `people` for either.
    pub table: String,
    /// The source.
    pub source: String,
    /// The reference.
    pub reference: String,
}

impl Store {
    /// Records that hold what was typed, at most 50 and one more, which says that there
    /// are more.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn search(&self, typed: &str) -> Result<Vec<Found>, Fault> {
        let wanted = typed.trim().to_lowercase();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let mut tx = self.read().await?;
        let mut found = by_reference(&mut tx, typed.trim()).await?;
        by_personal(&mut tx, &wanted, &mut found).await?;
        Ok(found.into_iter().take(MOST_FOUND + 1).collect())
    }
}

/// What LIKE takes as itself.
fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|c| (['%', '_', '\\'].contains(&c)).then_some('\\').into_iter().chain([c]))
        .collect()
}

async fn by_reference(tx: &mut Tx, typed: &str) -> Result<BTreeSet<Found>, Fault> {
    let mut found = BTreeSet::new();
    for of in [table::INCIDENTS, table::CRIMES] {
        let rows = tx
            .rows(
                "SELECT DISTINCT o.source, o.reference FROM observation o JOIN sealed s ON s.load = o.load
                 WHERE o.record_table = $1 AND (o.reference = $2 OR lower(o.reference) LIKE $3 ESCAPE '\\')
                 ORDER BY o.reference LIMIT $4",
                binds![of, typed, format!("%{}", escaped(&typed.to_lowercase())), MOST_FOUND as i64 + 1],
            )
            .await?;
        for row in rows {
            let (source, reference) = (row.text(0)?, row.text(1)?);
            found.insert(Found { by: Matched::Reference, table: of.to_owned(), source, reference });
        }
    }
    Ok(found)
}

async fn by_personal(tx: &mut Tx, wanted: &str, found: &mut BTreeSet<Found>) -> Result<(), Fault> {
    let rows = tx
        .rows(
            "SELECT o.record_table, o.source, o.reference, p.body
             FROM personal p JOIN observation o ON o.load = p.load AND o.position = p.position
                 JOIN sealed s ON s.load = o.load
             WHERE lower(p.body) LIKE $1 ESCAPE '\\' AND o.record_table IN ('incidents', 'crimes', 'people')
                 AND NOT EXISTS (
                     SELECT 1 FROM observation n JOIN sealed t ON t.load = n.load
                     WHERE n.record_table = o.record_table AND n.reference = o.reference
                         AND n.source = o.source AND n.related = o.related AND n.version > o.version)
             ORDER BY p.load DESC, p.position DESC LIMIT $2",
            binds![format!("%{}%", escaped(&in_json(wanted))), MOST_LOOKED_AT],
        )
        .await?;
    for row in rows {
        if found.len() > MOST_FOUND {
            break;
        }
        if holds(&value(&row.text(3)?)?, wanted) {
            let (table, source, reference) = (row.text(0)?, row.text(1)?, row.text(2)?);
            let by_reference = Found { by: Matched::Reference, table, source, reference };
            if !found.contains(&by_reference) {
                found.insert(Found { by: Matched::Personal, ..by_reference });
            }
        }
    }
    Ok(())
}

/// As a text stands in a body: quotes and backslashes escaped.
fn in_json(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Whether a value, and not a field's name, holds what is wanted.
fn holds(value: &Value, wanted: &str) -> bool {
    match value {
        Value::Text(text) => text.to_lowercase().contains(wanted),
        Value::List(list) => list.iter().any(|one| holds(one, wanted)),
        Value::Object(fields) => fields.iter().any(|(name, one)| name != "what" && holds(one, wanted)),
        _ => false,
    }
}
