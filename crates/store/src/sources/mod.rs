//! Rows of extracts: observation rows, unseen until their load is sealed and never changed after, and
//! the personal rows beside them, which alone can be erased.

mod clear;
mod lock;
mod lookup;
mod newest;
mod row;
mod stager;
mod suppressed;

pub(crate) use clear::clear_unsealed;
pub(crate) use lock::LoadLock;
pub(crate) use lookup::{Known, known};
pub use newest::{Record, all_newest, newest};
pub use row::{Observation, PersonalRow, leaf, personal_place_leaf};
pub(crate) use stager::{Mode, Stager};
pub(crate) use suppressed::{ALL, Suppressed, person_digests, suppression_leaf, suppression_salt};

use crate::binds;
use crate::fault::Fault;
use crate::sql::Tx;

/// Rows read at a time.
pub(crate) const PAGE: i64 = 2_000;

/// A sealed load's rows after a position, in order, at most a page of them.
///
/// # Errors
/// What the engine says.
pub async fn observations(tx: &mut Tx, load: u64, after: i64) -> Result<Vec<Observation>, Fault> {
    let rows = tx
        .rows(
            "SELECT load, position, source, record_table, reference, related, version, at, status, body, commitments
             FROM observation WHERE load = $1 AND position > $2 ORDER BY position LIMIT $3",
            binds![load, after, PAGE],
        )
        .await?;
    rows.iter().map(Observation::of).collect()
}

/// The personal rows of a load between two positions, both included, in order.
///
/// # Errors
/// What the engine says.
pub async fn personal_rows(tx: &mut Tx, load: u64, from: i64, to: i64) -> Result<Vec<PersonalRow>, Fault> {
    let rows = tx
        .rows(
            "SELECT load, position, part, nonce, body
             FROM personal WHERE load = $1 AND position >= $2 AND position <= $3 ORDER BY position, part",
            binds![load, from, to],
        )
        .await?;
    rows.iter().map(PersonalRow::of).collect()
}
