//! Restricted records: open only to a named list.

use std::collections::BTreeSet;

use crate::Store;
use crate::binds;
use crate::fault::Fault;

/// A record's place: its table, its source, its reference there.
pub type Place = (String, String, String);

/// A restriction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// Which record.
    pub place: Place,
    /// Since when.
    pub at: i64,
    /// Who restricted it.
    pub actor: String,
    /// Accounts that it is open to.
    pub readers: Vec<String>,
}

impl Store {
    /// The records that are closed to an account.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn closed_to(&self, account_id: &str) -> Result<BTreeSet<Place>, Fault> {
        let mut tx = self.read().await?;
        let rows = tx
            .rows(
                "SELECT r.record_table, r.source, r.reference FROM restricted_record r
                 WHERE NOT EXISTS (
                     SELECT 1 FROM restricted_reader n
                     WHERE n.record_table = r.record_table AND n.source = r.source
                         AND n.reference = r.reference AND n.account_id = $1)",
                binds![account_id],
            )
            .await?;
        rows.iter().map(|row| Ok((row.text(0)?, row.text(1)?, row.text(2)?))).collect()
    }

    /// Every restriction with its list.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn restrictions(&self) -> Result<Vec<Restriction>, Fault> {
        let mut tx = self.read().await?;
        let rows = tx
            .rows(
                "SELECT r.record_table, r.source, r.reference, r.at, r.actor, n.account_id
                 FROM restricted_record r LEFT JOIN restricted_reader n
                     ON n.record_table = r.record_table AND n.source = r.source AND n.reference = r.reference
                 ORDER BY r.at, r.record_table, r.source, r.reference, n.account_id",
                Vec::new(),
            )
            .await?;
        let mut all: Vec<Restriction> = Vec::new();
        for row in rows {
            let place = (row.text(0)?, row.text(1)?, row.text(2)?);
            if all.last().is_none_or(|last| last.place != place) {
                all.push(Restriction { place, at: row.int(3)?, actor: row.text(4)?, readers: Vec::new() });
            }
            if let (Some(last), Some(reader)) = (all.last_mut(), row.maybe_text(5)?) {
                last.readers.push(reader);
            }
        }
        Ok(all)
    }

    /// Restricts a record to accounts, in place of an earlier list.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn restrict(&self, place: Place, readers: Vec<String>, by: &str) -> Result<(), Fault> {
        let (by, now) = (by.to_owned(), self.now());
        self.changed(move |tx| {
            Box::pin(async move {
                let (table, source, reference) = place;
                let key = || binds![table.as_str(), source.as_str(), reference.as_str()];
                let mut restriction = key();
                restriction.extend(binds![now, by.as_str()]);
                tx.execute(
                    "INSERT INTO restricted_record (record_table, source, reference, at, actor)
                     VALUES ($1, $2, $3, $4, $5)
                     ON CONFLICT (record_table, source, reference) DO UPDATE
                     SET at = excluded.at, actor = excluded.actor",
                    restriction,
                )
                .await?;
                tx.execute(
                    "DELETE FROM restricted_reader WHERE record_table = $1 AND source = $2 AND reference = $3",
                    key(),
                )
                .await?;
                for reader in &readers {
                    let mut row = key();
                    row.extend(binds![reader.as_str(), now, by.as_str()]);
                    tx.execute(
                        "INSERT INTO restricted_reader (record_table, source, reference, account_id, at, actor)
                         VALUES ($1, $2, $3, $4, $5, $6)",
                        row,
                    )
                    .await?;
                }
                Ok(1)
            })
        })
        .await
    }

    /// Opens a restricted record again.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn lift(&self, place: Place) -> Result<(), Fault> {
        self.changed(move |tx| {
            Box::pin(async move {
                let (table, source, reference) = place;
                let key = || binds![table.as_str(), source.as_str(), reference.as_str()];
                tx.execute(
                    "DELETE FROM restricted_reader WHERE record_table = $1 AND source = $2 AND reference = $3",
                    key(),
                )
                .await?;
                tx.execute(
                    "DELETE FROM restricted_record WHERE record_table = $1 AND source = $2 AND reference = $3",
                    key(),
                )
                .await
            })
        })
        .await
    }
}
