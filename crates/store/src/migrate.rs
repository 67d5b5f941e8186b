//! Migrations: numbered alike on both engines, each in one transaction with its own entry, so that a
//! process killed at any statement finds the database before or after it, never between.

use std::borrow::Cow;

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use crate::engine::Engine;
use crate::fault::Fault;
use crate::{Store, rebuild};

/// Number, name, SQLite's text, PostgreSQL's text.
const LADDER: &[(i64, &str, &str, &str)] = &[
    (
        1,
        "ledger and sources",
        include_str!("../migrations/sqlite/0001_ledger_and_sources.sql"),
        include_str!("../migrations/postgres/0001_ledger_and_sources.sql"),
    ),
    (
        2,
        "projections",
        include_str!("../migrations/sqlite/0002_projections.sql"),
        include_str!("../migrations/postgres/0002_projections.sql"),
    ),
    (
        3,
        "operations",
        include_str!("../migrations/sqlite/0003_operations.sql"),
        include_str!("../migrations/postgres/0003_operations.sql"),
    ),
    (
        4,
        "accounts and access log",
        include_str!("../migrations/sqlite/0004_accounts_and_access_log.sql"),
        include_str!("../migrations/postgres/0004_accounts_and_access_log.sql"),
    ),
    (
        5,
        "safeguarding",
        include_str!("../migrations/sqlite/0005_safeguarding.sql"),
        include_str!("../migrations/postgres/0005_safeguarding.sql"),
    ),
];

/// The number of this release.
pub const LATEST: i64 = 5;

/// Each migration's text for SQLite and for PostgreSQL, in order.
pub fn texts() -> impl Iterator<Item = (i64, &'static str, &'static str)> {
    LADDER.iter().map(|(number, _, sqlite, postgres)| (*number, *sqlite, *postgres))
}

/// Brings a database to this release, and fills projections that are new.
pub(crate) async fn run(store: &Store) -> Result<(), Fault> {
    to(store, LATEST).await?;
    rebuild::fill_where_behind(store).await
}

/// Brings a database up to a number and no further, as an earlier release would have.
///
/// # Errors
/// What the engine says; a database of a later release.
pub async fn to(store: &Store, number: i64) -> Result<(), Fault> {
    match &store.engine {
        Engine::Sqlite { writer, .. } => {
            migrator(|(_, _, sqlite, _)| sqlite).run_to(number, writer).await.map_err(fault)
        }
        Engine::Postgres { pool } => {
            migrator(|(_, _, _, postgres)| postgres).run_to(number, pool).await.map_err(fault)
        }
    }
}

fn migrator(text: impl Fn((i64, &'static str, &'static str, &'static str)) -> &'static str) -> Migrator {
    let migration = |rung: &(i64, &'static str, &'static str, &'static str)| {
        let name = Cow::Borrowed(rung.1);
        Migration::new(rung.0, name, MigrationType::Simple, text(*rung).into_sql_str(), false)
    };
    Migrator::with_migrations(LADDER.iter().map(migration).collect())
}

fn fault(error: sqlx::migrate::MigrateError) -> Fault {
    use sqlx::migrate::MigrateError;
    match error {
        MigrateError::VersionMissing(found) => Fault::OtherRelease {
            found,
            wanted: LATEST,
            what: "It was made by a later release: use that one. Nothing was changed.",
        },
        MigrateError::VersionMismatch(number) => Fault::Engine(format!(
            "migration {number} of this database is not the one of this release; it was changed by hand. Restore from a backup"
        )),
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        other => Fault::Engine(other.to_string()),
    }
}

/// Refuses a database of another release.
pub(crate) async fn require(store: &Store) -> Result<(), Fault> {
    let found = number(store).await?;
    if found == LATEST {
        return Ok(());
    }
    let what = if found < LATEST {
        "Back it up, then run `onrecord migrate`."
    } else {
        "It was made by a later release: use that one."
    };
    Err(Fault::OtherRelease { found, wanted: LATEST, what })
}

/// The number a database is at; nought for an empty one.
///
/// # Errors
/// What the engine says.
pub async fn number(store: &Store) -> Result<i64, Fault> {
    let mut tx = store.read().await?;
    let there = if tx.is_sqlite() {
        "SELECT count(*) FROM sqlite_master WHERE name = '_sqlx_migrations'"
    } else {
        "SELECT count(*) FROM pg_tables WHERE tablename = '_sqlx_migrations' AND schemaname = current_schema()"
    };
    if tx.find(there, Vec::new()).await?.map(|row| row.int(0)).transpose()? != Some(1) {
        return Ok(0);
    }
    let row =
        tx.find("SELECT coalesce(max(version), 0) FROM _sqlx_migrations WHERE success", Vec::new()).await?;
    row.map_or(Ok(0), |row| row.int(0))
}
