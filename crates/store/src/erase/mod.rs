//! Erasure: personal rows go, with an approved `erased` event in the same transaction, and nothing of
//! them stays in the database's files. The commitments stay; without the nonce they tell nothing.

mod find;
mod scrub;

use ledger::{Frontier, Hash};
use recording::decide_erasure;
use recording::event::{Erasure, Ground};

pub use find::Whom;
pub use scrub::Scrubbed;

use crate::Store;
use crate::binds;
use crate::book;
use crate::fault::Fault;
use crate::sources::{LoadLock, clear_unsealed, personal_place_leaf, suppression_leaf};
use crate::sql::Tx;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Request {
    /// The request's number, as the force files it.
    pub request: String,
    /// On what ground.
    pub ground: Ground,
    /// Who asked, as an opaque id.
    pub asked_by: String,
    /// Who approved: another person.
    pub approved_by: String,
    /// Whose data.
    pub whom: Whom,
}

/// A personal row that is to go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doomed {
    /// Load, position, part.
    pub place: (i64, i64, i64),
    /// The record's table.
    pub table: String,
    /// The record's source.
    pub source: String,
    /// The record's reference.
    pub reference: String,
    /// Which kind of part.
    pub what: String,
    /// What it is looked for by in the files afterwards.
    pub(crate) nonce: Vec<u8>,
    pub(crate) body: Vec<u8>,
}

/// An entry of the suppression list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suppression {
    /// The source.
    pub source: String,
    /// The reference; empty for any of the source.
    pub reference: String,
    /// `all`, or the kind of part.
    pub what: String,
    /// Digest of the person; empty for other parts.
    pub digest: Vec<u8>,
}

/// What would be erased.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Rows that go, in order.
    pub rows: Vec<Doomed>,
    /// What is kept out from then on, in order.
    pub suppressions: Vec<Suppression>,
}

impl Plan {
    /// How many rows of a kind.
    pub fn n_of(&self, what: &str) -> usize {
        self.rows.iter().filter(|row| row.what == what).count()
    }

    /// Of how many records.
    pub fn n_records(&self) -> usize {
        let records = self.rows.iter().map(|row| (&row.source, &row.reference));
        records.collect::<std::collections::BTreeSet<_>>().len()
    }
}

/// What was erased.
#[derive(Clone, Debug)]
pub struct Erased {
    /// The entry that approves it.
    pub seq: u64,
    /// What went.
    pub plan: Plan,
    /// How the files were cleaned.
    pub scrubbed: Scrubbed,
}

impl Store {
    /// What an erasure would take; changes nothing.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn plan_erasure(&self, whom: &Whom) -> Result<Plan, Fault> {
        find::plan(&mut self.read().await?, whom, None).await
    }

    /// Erases, and cleans the files. Loads wait: a load that began before would bring rows back.
    ///
    /// # Errors
    /// [`Fault::Refused`] where one person asks and approves, or nothing is there; [`Fault::LoadRunning`].
    pub async fn erase(&self, request: Request) -> Result<Erased, Fault> {
        let lock = LoadLock::take(self).await?;
        let erased = self.erase_locked(request).await;
        lock.release().await;
        erased
    }

    async fn erase_locked(&self, request: Request) -> Result<Erased, Fault> {
        clear_unsealed(self).await?;
        // Personal rows come with loads alone, and none runs: what is found now is what is there.
        let fresh: [u8; 32] = self.surroundings.random()?;
        let plan = find::plan(&mut self.read().await?, &request.whom, Some(fresh.to_vec())).await?;
        let (now, doomed) = (self.surroundings.now(), plan.clone());
        let seq = self
            .write(move |tx| Box::pin(async move { take(tx, now, request, doomed, fresh.to_vec()).await }))
            .await?;
        let scrubbed = scrub::scrub(self, &plan).await?;
        Ok(Erased { seq, plan, scrubbed })
    }
}

fn root(leaves: impl Iterator<Item = Hash>) -> Hash {
    let mut frontier = Frontier::new();
    leaves.for_each(|leaf| frontier.append(leaf));
    frontier.root()
}

async fn take(tx: &mut Tx, now: i64, request: Request, plan: Plan, salt: Vec<u8>) -> Result<u64, Fault> {
    let actor = request.approved_by.clone();
    let event = decide_erasure(Erasure {
        request: request.request,
        asked_by: request.asked_by,
        approved_by: request.approved_by,
        ground: request.ground,
        n_rows: plan.rows.len() as u64,
        rows_root: root(plan.rows.iter().map(|row| {
            let (load, position, part) = row.place;
            personal_place_leaf(load, position, part)
        })),
        n_suppressed: plan.suppressions.len() as u64,
        suppressed_root: root(plan.suppressions.iter().map(|one| {
            suppression_leaf(
                one.source.as_bytes(),
                one.reference.as_bytes(),
                one.what.as_bytes(),
                &one.digest,
            )
        })),
    })?;
    let head = book::append(tx, now, &actor, &event).await?;
    tx.execute(
        "INSERT INTO secret (name, value) VALUES ('suppression', $1) ON CONFLICT (name) DO NOTHING",
        binds![salt],
    )
    .await?;
    for (position, one) in (1i64..).zip(plan.suppressions) {
        tx.execute(
            "INSERT INTO suppression (seq, position, source, reference, what, digest)
             VALUES ($1, $2, $3, $4, $5, $6)",
            binds![head.seq, position, one.source, one.reference, one.what, one.digest],
        )
        .await?;
    }
    for row in &plan.rows {
        let (load, position, part) = row.place;
        tx.execute(
            "INSERT INTO erased_row (seq, load, position, part) VALUES ($1, $2, $3, $4)",
            binds![head.seq, load, position, part],
        )
        .await?;
        let n = tx
            .execute(
                "DELETE FROM personal WHERE load = $1 AND position = $2 AND part = $3",
                binds![load, position, part],
            )
            .await?;
        if n != 1 {
            return Err(Fault::Damaged(format!(
                "A personal row was gone before it was erased ({load}.{position}.{part})."
            )));
        }
    }
    Ok(head.seq)
}
