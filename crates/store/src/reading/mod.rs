//! What pages read: one record whole, links by record, loads, search. Rows of unsealed loads are never
//! seen, and every statement is bounded.

mod loads;
mod record;
mod search;

pub use loads::{Load, Quarantine, ReconciliationLine};
pub use record::{Change, VersionMark, Whole};
pub use search::{Found, Matched};

use crate::Store;
use crate::binds;
use crate::book::StoredRow;
use crate::fault::Fault;

impl Store {
    /// Entries of the ledger before a number, the newest first.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn entries_before(&self, before: i64, n_most: i64) -> Result<Vec<StoredRow>, Fault> {
        let mut tx = self.read().await?;
        let rows = tx
            .rows(
                "SELECT seq, at, actor, kind, version, subject, body, prev, hash
                 FROM ledger WHERE seq < $1 ORDER BY seq DESC LIMIT $2",
                binds![before, n_most],
            )
            .await?;
        rows.iter().map(StoredRow::of).collect()
    }

    /// Rulings on links: incident, crime, verdict, when, by whom.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn link_rulings(&self) -> Result<Vec<LinkRuled>, Fault> {
        let mut tx = self.read().await?;
        let rows = tx
            .rows("SELECT incident_ref, crime_ref, verdict, at, actor, seq FROM link_decision", Vec::new())
            .await?;
        rows.iter()
            .map(|row| {
                Ok(LinkRuled {
                    incident: row.text(0)?,
                    crime: row.text(1)?,
                    verdict: row.text(2)?,
                    at: row.int(3)?,
                    actor: row.text(4)?,
                    seq: row.int(5)?,
                })
            })
            .collect()
    }
}

/// A ruling on a link, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRuled {
    /// The incident's key.
    pub incident: String,
    /// The crime's key.
    pub crime: String,
    /// The ruling's word.
    pub verdict: String,
    /// When.
    pub at: i64,
    /// By whom.
    pub actor: String,
    /// The entry of the ledger.
    pub seq: i64,
}
