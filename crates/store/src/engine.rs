//! Opening a database on either engine, with the settings that keep what was acknowledged.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::Executor;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use crate::fault::Fault;
use crate::surroundings::Surroundings;
use crate::{Store, migrate};

/// The database's file in a data folder.
pub const FILE: &str = "onrecord.db";
/// How long a writer waits for another before it gives up.
const BUSY: Duration = Duration::from_secs(60);
/// Readers at once, per process.
const N_READERS: u32 = 4;

/// Where the database is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// SQLite, in a data folder.
    Folder(PathBuf),
    /// PostgreSQL.
    Url(String),
}

impl Target {
    /// How it is named to a person; never with a password.
    pub fn shown(&self) -> String {
        match self {
            Self::Folder(folder) => folder.display().to_string(),
            Self::Url(_) => "the PostgreSQL database".into(),
        }
    }
}

/// What opening may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Open what is there, at this release's migration.
    Existing,
    /// Make it, or bring it to this release's migration.
    Migrating,
}

/// How sure a commit on SQLite is before it is acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Synchronous {
    /// It is on the disk. What Onrecord runs with, always.
    Full,
    /// It is with the operating system, and lost when the power goes. For the crash tests alone, which
    /// must be seen to find the loss.
    Normal,
}

#[derive(Clone)]
pub(crate) enum Engine {
    Sqlite { writer: SqlitePool, readers: SqlitePool, file: PathBuf },
    Postgres { pool: PgPool },
}

impl Store {
    /// Opens a database.
    ///
    /// # Errors
    /// [`Fault::NoDatabase`], [`Fault::OtherRelease`], or what the engine says.
    pub async fn open(target: &Target, opening: Opening, surroundings: Surroundings) -> Result<Self, Fault> {
        Self::open_with(target, opening, surroundings, Synchronous::Full).await
    }

    /// As [`Self::open`], with another setting on SQLite than the one that keeps what was acknowledged.
    ///
    /// # Errors
    /// As [`Self::open`].
    #[doc(hidden)]
    pub async fn open_with(
        target: &Target,
        opening: Opening,
        surroundings: Surroundings,
        synchronous: Synchronous,
    ) -> Result<Self, Fault> {
        let engine = match target {
            Target::Folder(folder) => sqlite(folder, opening, synchronous).await?,
            Target::Url(url) => postgres(url).await?,
        };
        let schema = engine.schema().await?;
        let store = Self { engine, schema, surroundings: Arc::new(surroundings), target: target.clone() };
        match opening {
            Opening::Migrating => migrate::run(&store).await?,
            Opening::Existing => migrate::require(&store).await?,
        }
        Ok(store)
    }

    /// Closes every connection; on SQLite the last one folds the write-ahead log into the file.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { writer, readers, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Engine::Postgres { pool } => pool.close().await,
        }
    }
}

impl Engine {
    async fn schema(&self) -> Result<Arc<str>, Fault> {
        match self {
            Self::Sqlite { .. } => Ok("main".into()),
            Self::Postgres { pool } => {
                let schema: String =
                    sqlx::query_scalar("SELECT current_schema()::text").fetch_one(pool).await?;
                Ok(schema.into())
            }
        }
    }
}

/// The settings of every SQLite connection. FULL: a commit is on the disk before it is acknowledged.
/// secure_delete: what is erased is overwritten. wal_autocheckpoint: SQLite passes over what goes wrong
/// when it folds the log back by itself, so the gate does it.
fn options(file: &Path, synchronous: Synchronous) -> SqliteConnectOptions {
    let synchronous = match synchronous {
        Synchronous::Full => SqliteSynchronous::Full,
        Synchronous::Normal => SqliteSynchronous::Normal,
    };
    SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("secure_delete", "ON")
        .pragma("recursive_triggers", "ON")
        .pragma("cache_size", "-65536")
        .pragma("wal_autocheckpoint", "0")
}

/// A folder that is made is for its owner's eyes alone: on SQLite that is the only fence.
fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

async fn sqlite(folder: &Path, opening: Opening, synchronous: Synchronous) -> Result<Engine, Fault> {
    let file = folder.join(FILE);
    let unfit = |error| Fault::File { place: folder.display().to_string(), error };
    match opening {
        Opening::Migrating => private_folder(folder).map_err(unfit)?,
        Opening::Existing if !file.is_file() => {
            return Err(Fault::NoDatabase { place: folder.display().to_string() });
        }
        Opening::Existing => {}
    }
    let create = opening == Opening::Migrating;
    let options = options(&file, synchronous);
    match writer(options.clone().create_if_missing(create), folder).await {
        Ok(writer) => {
            let readers = SqlitePoolOptions::new()
                .max_connections(N_READERS)
                .acquire_timeout(BUSY)
                .connect_lazy_with(options.create_if_missing(false).pragma("temp_store", "FILE"));
            Ok(Engine::Sqlite { writer, readers, file })
        }
        Err(error) if is_no_room_for_index(&error) => {
            // On a disk that is full to the last byte reading must go on: the index of the log is then
            // kept in memory, which allows one connection alone.
            let only = writer(options.pragma("locking_mode", "EXCLUSIVE"), folder).await?;
            Ok(Engine::Sqlite { writer: only.clone(), readers: only, file })
        }
        Err(error) => Err(error.into()),
    }
}

async fn writer(options: SqliteConnectOptions, folder: &Path) -> Result<SqlitePool, sqlx::Error> {
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(BUSY)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options)
        .await?;
    // A read makes the write-ahead log. SQLite syncs the folder when it first writes to it, and passes
    // over a failure of that sync: the log could be gone after a power cut. (Not in the pool's hook for
    // new connections: the pool tries that again, and a failed sync is not tried again.)
    pool.execute("SELECT count(*) FROM sqlite_master").await?;
    std::fs::File::open(folder)?.sync_all()?;
    Ok(pool)
}

/// SQLITE_IOERR_SHMOPEN, _SHMSIZE and _SHMMAP: the shared index of the log could not be made.
fn is_no_room_for_index(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|said| said.code());
    matches!(code.as_deref(), Some("4618" | "4874" | "5386"))
}

async fn postgres(url: &str) -> Result<Engine, Fault> {
    let options: PgConnectOptions = url.parse().map_err(|error: sqlx::Error| {
        Fault::Usage(format!("--database-url: {error}. Write it like postgres://user@host/database."))
    })?;
    let pool = PgPoolOptions::new()
        .max_connections(N_READERS + 4)
        .acquire_timeout(BUSY)
        // A connection that comes back with a transaction open would carry it into the next request
        // (sqlx issue 4385). Writes cannot be cancelled, and this holds for everything else.
        .after_release(|connection, _| {
            Box::pin(async move {
                connection.execute("ROLLBACK").await?;
                Ok(true)
            })
        })
        .connect_with(options.application_name("onrecord"))
        .await?;
    Ok(Engine::Postgres { pool })
}
