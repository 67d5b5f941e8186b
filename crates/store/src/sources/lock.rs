//! One load at a time. The lock goes with the process, however it ends.

use std::fs::{File, TryLockError};
use std::time::Duration;

use sqlx::Connection;

use crate::Store;
use crate::engine::Engine;
use crate::fault::Fault;

/// PostgreSQL's advisory lock of loads: "on-loads" in ASCII.
const LOAD_LOCK: i64 = 0x6f6e_2d6c_6f61_6473;
/// The server takes a moment to notice that a program which held the lock has died.
const N_TRIES: u32 = 20;
const BETWEEN_TRIES: Duration = Duration::from_millis(100);

/// Held while a load runs.
pub(crate) enum LoadLock {
    File { _file: File },
    Session(Box<sqlx::PgConnection>),
}

impl LoadLock {
    /// Takes the lock, or says that another load runs.
    pub(crate) async fn take(store: &Store) -> Result<Self, Fault> {
        match &store.engine {
            Engine::Sqlite { file, .. } => {
                let path = file.with_file_name("load.lock");
                let unfit = |error| Fault::File { place: path.display().to_string(), error };
                let held = File::options().create(true).append(true).open(&path).map_err(unfit)?;
                match held.try_lock() {
                    Ok(()) => Ok(Self::File { _file: held }),
                    Err(TryLockError::WouldBlock) => Err(Fault::LoadRunning),
                    Err(TryLockError::Error(error)) => Err(unfit(error)),
                }
            }
            Engine::Postgres { pool } => {
                let mut session = pool.acquire().await?.detach();
                for _ in 0..N_TRIES {
                    let taken: bool = sqlx::query_scalar("SELECT pg_try_advisory_lock($1)")
                        .bind(LOAD_LOCK)
                        .fetch_one(&mut session)
                        .await?;
                    if taken {
                        return Ok(Self::Session(Box::new(session)));
                    }
                    tokio::time::sleep(BETWEEN_TRIES).await;
                }
                Err(Fault::LoadRunning)
            }
        }
    }

    /// Gives it back.
    pub(crate) async fn release(self) {
        if let Self::Session(session) = self {
            // The lock ends with the session either way.
            let _ = session.close().await;
        }
    }
}
