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
        let engine = match target {
            Target::Folder(folder) => sqlite(folder, opening).await?,
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
/// secure_delete: what is erased is overwritten.
fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .pragma("secure_delete", "ON")
        .pragma("recursive_triggers", "ON")
        .pragma("cache_size", "-65536")
}

async fn sqlite(folder: &Path, opening: Opening) -> Result<Engine, Fault> {
    let file = folder.join(FILE);
    let unfit = |error| Fault::File { place: folder.display().to_string(), error };
    match opening {
        Opening::Migrating => std::fs::create_dir_all(folder).map_err(unfit)?,
        Opening::Existing if !file.is_file() => {
            return Err(Fault::NoDatabase { place: folder.display().to_string() });
        }
        Opening::Existing => {}
    }
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(BUSY)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options(&file).create_if_missing(opening == Opening::Migrating))
        .await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(N_READERS)
        .acquire_timeout(BUSY)
        .connect_lazy_with(options(&file).create_if_missing(false).pragma("temp_store", "FILE"));
    Ok(Engine::Sqlite { writer, readers, file })
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
