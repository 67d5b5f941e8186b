//! The access log: who read what (Data Protection Act 2018 s.62), in a chain of its own. It is written
//! before the page is sent; one commit serves all who wait at that moment.

use ledger::Hash;
use tokio::sync::{mpsc, oneshot};

use crate::Store;
use crate::binds;
use crate::fault::Fault;
use crate::sql::{Row, Tx};

/// The first field of an entry's hash.
const DOMAIN: &[u8] = b"onrecord/access/1";
/// PostgreSQL's advisory lock under which the access log grows: "onaccess" in ASCII.
const LOCK: i64 = 0x6f6e_6163_6365_7373;
/// Requests that one commit serves at most.
const AT_ONCE: usize = 64;
/// Entries read at a time.
const PAGE: i64 = 4_096;

/// What was done with personal data, in the words of the Act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Shown on a page.
    Consulted,
    /// Given out in a file.
    Disclosed,
    /// Changed: an account, a restriction, a ruling.
    Altered,
}

impl Operation {
    /// The word in the log.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Consulted => "consulted",
            Self::Disclosed => "disclosed",
            Self::Altered => "altered",
        }
    }
}

/// Something to be logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Who, as an opaque id.
    pub actor: String,
    /// What was done.
    pub operation: Operation,
    /// On which page, as the table of routes names it.
    pub page: &'static str,
    /// Of which record or account.
    pub subject: String,
    /// Personal rows shown.
    pub n_people: u64,
}

/// An entry as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: i64,
    /// Who.
    pub actor: String,
    /// What was done.
    pub operation: String,
    /// On which page.
    pub page: String,
    /// Of what.
    pub subject: String,
    /// Personal rows shown.
    pub n_people: i64,
    prev: Vec<u8>,
    hash: Vec<u8>,
}

impl Logged {
    fn of(row: &Row) -> Result<Self, Fault> {
        Ok(Self {
            seq: row.int(0)?,
            at: row.int(1)?,
            actor: row.text(2)?,
            operation: row.text(3)?,
            page: row.text(4)?,
            subject: row.text(5)?,
            n_people: row.int(6)?,
            prev: row.bytes(7)?,
            hash: row.bytes(8)?,
        })
    }

    fn derived(&self, prev: &Hash) -> Hash {
        Hash::of_fields(&[
            DOMAIN,
            &self.seq.to_be_bytes(),
            &self.at.to_be_bytes(),
            self.actor.as_bytes(),
            self.operation.as_bytes(),
            self.page.as_bytes(),
            self.subject.as_bytes(),
            &self.n_people.to_be_bytes(),
            &prev.0,
        ])
    }
}

struct Waiting {
    readings: Vec<Reading>,
    done: oneshot::Sender<Result<(), Fault>>,
}

/// The writer. Cheap to clone; clones share one queue.
#[derive(Clone)]
pub struct AccessLog {
    queue: mpsc::Sender<Waiting>,
}

impl AccessLog {
    /// Begins to write; it ends with its last clone. Inside a tokio runtime.
    pub fn begin(store: Store) -> Self {
        let (queue, waiting) = mpsc::channel(AT_ONCE * 4);
        tokio::spawn(serve(store, waiting));
        Self { queue }
    }

    /// Logs what is about to be shown. When it returns, it is on the disk.
    ///
    /// # Errors
    /// What the engine says; then nothing must be shown.
    pub async fn log(&self, readings: Vec<Reading>) -> Result<(), Fault> {
        let gone = || Fault::Engine("the access log's writer has stopped".into());
        let (done, answer) = oneshot::channel();
        self.queue.send(Waiting { readings, done }).await.map_err(|_| gone())?;
        answer.await.unwrap_or_else(|_| Err(gone()))
    }
}

async fn serve(store: Store, mut waiting: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::with_capacity(AT_ONCE);
    while waiting.recv_many(&mut batch, AT_ONCE).await > 0 {
        let readings: Vec<Reading> = batch.iter().flat_map(|one| one.readings.clone()).collect();
        let written = store.append_readings(readings).await;
        for one in batch.drain(..) {
            let told = match &written {
                Ok(()) => Ok(()),
                Err(Fault::DiskFull) => Err(Fault::DiskFull),
                Err(fault) => Err(Fault::Engine(fault.to_string())),
            };
            // Whoever waited may have hung up; what was logged stays logged.
            let _ = one.done.send(told);
        }
    }
}

/// Which entries are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of this person alone.
    pub actor: Option<String>,
    /// About this record or account alone.
    pub subject: Option<String>,
    /// Never of this person: who reads the log does not read about themselves.
    pub not_of: String,
    /// Before this entry; `None` for the newest.
    pub before: Option<i64>,
    /// How many at most.
    pub n_most: i64,
}

/// What a look through the chain found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Entries that hold, from the first.
    pub n_entries: u64,
    /// The first that does not.
    pub first_bad: Option<i64>,
}

impl Store {
    pub(crate) async fn append_readings(&self, readings: Vec<Reading>) -> Result<(), Fault> {
        let now = self.now();
        self.stage(move |tx| Box::pin(async move { append(tx, now, readings).await })).await
    }

    /// Entries that are wanted, the newest first.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn readings(&self, wanted: &Wanted) -> Result<Vec<Logged>, Fault> {
        let mut tx = self.read().await?;
        let rows = tx
            .rows(
                "SELECT seq, at, actor, operation, page, subject, n_people, prev, hash FROM access_entry
                 WHERE actor <> $1 AND subject <> $2 AND seq < $3 AND ($4 = '' OR actor = $4)
                     AND ($5 = '' OR subject = $5)
                 ORDER BY seq DESC LIMIT $6",
                binds![
                    wanted.not_of.as_str(),
                    account_subject(&wanted.not_of),
                    wanted.before.unwrap_or(i64::MAX),
                    wanted.actor.clone().unwrap_or_default(),
                    wanted.subject.clone().unwrap_or_default(),
                    wanted.n_most,
                ],
            )
            .await?;
        rows.iter().map(Logged::of).collect()
    }

    /// Re-derives the access log's chain.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn verify_access_log(&self) -> Result<Checked, Fault> {
        let mut tx = self.read().await?;
        let (mut prev, mut seq) = (Hash::ZERO, 0);
        loop {
            let rows = tx
                .rows(
                    "SELECT seq, at, actor, operation, page, subject, n_people, prev, hash FROM access_entry
                     WHERE seq > $1 ORDER BY seq LIMIT $2",
                    binds![seq, PAGE],
                )
                .await?;
            if rows.is_empty() {
                return Ok(Checked { n_entries: u64::try_from(seq).unwrap_or(0), first_bad: None });
            }
            for row in &rows {
                let entry = Logged::of(row)?;
                let derived = entry.derived(&prev);
                if entry.seq != seq + 1 || entry.prev != prev.0 || entry.hash != derived.0 {
                    let n_entries = u64::try_from(seq).unwrap_or(0);
                    return Ok(Checked { n_entries, first_bad: Some(entry.seq) });
                }
                (prev, seq) = (derived, entry.seq);
            }
        }
    }
}

/// How an account is named as the subject of an entry.
pub fn account_subject(account_id: &str) -> String {
    format!("account/{account_id}")
}

async fn append(tx: &mut Tx, at: i64, readings: Vec<Reading>) -> Result<(), Fault> {
    if !tx.is_sqlite() {
        tx.execute("SELECT pg_advisory_xact_lock($1)", binds![LOCK]).await?;
    }
    let last = tx.find("SELECT seq, hash FROM access_entry ORDER BY seq DESC LIMIT 1", Vec::new()).await?;
    let (mut seq, mut prev) = match last {
        None => (0, Hash::ZERO),
        Some(row) => {
            let hash = Hash::from_slice(&row.bytes(1)?)
                .ok_or_else(|| Fault::Damaged("The last entry of the access log has no hash.".into()))?;
            (row.int(0)?, hash)
        }
    };
    for reading in readings {
        seq += 1;
        let mut entry = Logged {
            seq,
            at,
            actor: reading.actor,
            operation: reading.operation.word().into(),
            page: reading.page.into(),
            subject: reading.subject,
            n_people: i64::try_from(reading.n_people).unwrap_or(i64::MAX),
            prev: prev.0.to_vec(),
            hash: Vec::new(),
        };
        prev = entry.derived(&prev);
        entry.hash = prev.0.to_vec();
        tx.execute(
            "INSERT INTO access_entry (seq, at, actor, operation, page, subject, n_people, prev, hash)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            binds![
                entry.seq,
                entry.at,
                entry.actor,
                entry.operation,
                entry.page,
                entry.subject,
                entry.n_people,
                entry.prev,
                entry.hash,
            ],
        )
        .await?;
    }
    Ok(())
}
