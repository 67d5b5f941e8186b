//! The write gate: the only way to a transaction that writes.
//!
//! Every write runs in a task of its own, so that a request which is dropped half-way cannot leave a
//! transaction open on a connection that another request then gets (sqlx issue 4385). A write that was
//! begun ends, committed or rolled back, whoever is still waiting for it.

use std::future::Future;
use std::pin::Pin;

use crate::Store;
use crate::engine::Engine;
use crate::fault::Fault;
use crate::sql::{Inner, Tx};

/// Work inside a transaction.
pub type Work<'t, T> = Pin<Box<dyn Future<Output = Result<T, Fault>> + Send + 't>>;

/// PostgreSQL's advisory lock under which the ledger grows: "onrecord" in ASCII.
const LEDGER_LOCK: i64 = 0x6f6e_7265_636f_7264;

/// Pages of the write-ahead log that may wait to be folded back: 4 MB, as SQLite has it by itself.
const FOLD_AT_PAGES: i64 = 1_000;

/// What a transaction writes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// An entry of the ledger, under the one lock that orders it.
    Entry,
    /// Rows that nobody sees yet.
    Staging,
}

impl Store {
    /// Decides, appends and projects in one transaction, one writer at a time. What it returns was
    /// committed, and is on the disk.
    ///
    /// # Errors
    /// What `work` says, after a rollback; or what the engine says of the commit. A disk that fails
    /// under a write ends the process.
    pub async fn write<T, W>(&self, work: W) -> Result<T, Fault>
    where
        T: Send + 'static,
        W: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T> + Send + 'static,
    {
        self.spawned(Kind::Entry, work).await
    }

    /// Inserts rows that nobody sees yet; on PostgreSQL it does not wait for the ledger's lock.
    pub(crate) async fn stage<T, W>(&self, work: W) -> Result<T, Fault>
    where
        T: Send + 'static,
        W: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T> + Send + 'static,
    {
        self.spawned(Kind::Staging, work).await
    }

    /// A snapshot to read from. It sees no unsealed row only as far as the statements ask for sealed
    /// ones; nothing written in it lasts.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn read(&self) -> Result<Tx, Fault> {
        let inner = match &self.engine {
            Engine::Sqlite { readers, .. } => Inner::Sqlite(readers.begin().await?),
            Engine::Postgres { pool } => {
                Inner::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ").await?)
            }
        };
        Ok(Tx { inner, schema: self.schema.clone(), unprepared: false })
    }

    async fn spawned<T, W>(&self, kind: Kind, work: W) -> Result<T, Fault>
    where
        T: Send + 'static,
        W: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T> + Send + 'static,
    {
        let store = self.clone();
        let task = tokio::spawn(async move { store.transaction(kind, work).await });
        task.await.unwrap_or_else(|stopped| {
            Err(Fault::Engine(format!("a write was broken off and rolled back ({stopped})")))
        })
    }

    async fn transaction<T, W>(&self, kind: Kind, work: W) -> Result<T, Fault>
    where
        W: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T> + Send,
    {
        let mut tx = self.begin(kind).await.map_err(end_on_disk_fault)?;
        match work(&mut tx).await {
            Ok(done) => {
                tx.commit().await.map_err(commit_fault).map_err(end_on_disk_fault)?;
                self.fold_log().await.map_err(end_on_disk_fault)?;
                Ok(done)
            }
            Err(fault) => {
                // The first fault is the one to tell; a connection that cannot roll back is closed.
                let _ = tx.roll_back().await;
                Err(end_on_disk_fault(fault))
            }
        }
    }

    /// Folds SQLite's write-ahead log back into the file when enough of it waits. What was committed is
    /// on the disk already; but a disk that fails here must not be written to again.
    async fn fold_log(&self) -> Result<(), Fault> {
        let Engine::Sqlite { writer, .. } = &self.engine else { return Ok(()) };
        let waits: (i64, i64, i64) = sqlx::query_as("PRAGMA wal_checkpoint(NOOP)").fetch_one(writer).await?;
        if waits.1.saturating_sub(waits.2) >= FOLD_AT_PAGES {
            match sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(writer).await.map_err(Fault::from) {
                // A full disk stops the folding, and readers may hold it up: the log waits, and is whole.
                Ok(_) | Err(Fault::DiskFull | Fault::Busy(_)) => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(())
    }

    async fn begin(&self, kind: Kind) -> Result<Tx, Fault> {
        let inner = match &self.engine {
            Engine::Sqlite { writer, .. } => Inner::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Engine::Postgres { pool } => Inner::Postgres(pool.begin().await?),
        };
        let mut tx = Tx { inner, schema: self.schema.clone(), unprepared: false };
        if kind == Kind::Entry && !tx.is_sqlite() {
            // Before anything is read: under READ COMMITTED what follows then sees the true head.
            tx.execute("SELECT pg_advisory_xact_lock($1)", crate::binds![LEDGER_LOCK]).await?;
        }
        Ok(tx)
    }
}

fn commit_fault(error: sqlx::Error) -> Fault {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed => {
            Fault::Unknown(error.to_string())
        }
        error => error.into(),
    }
}

/// After a failed write or sync the kernel may have dropped the pages and may report success next
/// time, so there is no next time in this process.
fn end_on_disk_fault(fault: Fault) -> Fault {
    if let Fault::Disk(_) = fault {
        eprintln!("onrecord: {fault}");
        std::process::exit(2);
    }
    fault
}
