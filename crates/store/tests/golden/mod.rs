//! Databases that earlier releases left, kept as text (`examples/golden.rs` wrote them): each release to
//! come must open them.

#![allow(dead_code)] // each test program uses a part of it

use std::path::Path;

use sqlx::{Connection, PgConnection, SqliteConnection};
use store::{Target, engine, migrate};
use testkit::postgres::Cluster;

/// A database of an earlier release.
pub struct Golden {
    /// The migration it is at.
    pub number: i64,
    /// Entries of its ledger.
    pub n_entries: u64,
    /// Their root, as that release computed it.
    pub root: &'static str,
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

/// All that were kept.
pub const ALL: &[Golden] = &[
    Golden {
        number: 1,
        n_entries: 7,
        root: "01cca760105b935a6aa80af6188ac93db1b30237fdacd3bda381e4756a511cf0",
        sqlite: include_str!("0001-sqlite.sql"),
        postgres: include_str!("0001-postgres.sql"),
    },
    Golden {
        number: 3,
        n_entries: 7,
        root: "01cca760105b935a6aa80af6188ac93db1b30237fdacd3bda381e4756a511cf0",
        sqlite: include_str!("0003-sqlite.sql"),
        postgres: include_str!("0003-postgres.sql"),
    },
];

/// Those that this release brings further.
pub fn earlier() -> impl Iterator<Item = &'static Golden> {
    ALL.iter().filter(|golden| golden.number < migrate::LATEST)
}

impl Golden {
    /// Put where a program would find it: in a folder, or in a new database of a cluster.
    pub async fn put(&self, folder: &Path, cluster: Option<&Cluster>) -> Target {
        match cluster {
            None => {
                std::fs::create_dir_all(folder).unwrap();
                let target = Target::Folder(folder.to_path_buf());
                run(&target, self.sqlite).await;
                target
            }
            Some(cluster) => {
                let target = Target::Url(cluster.database());
                run(&target, self.postgres).await;
                target
            }
        }
    }

    /// What is in a database of this release that was brought, unbroken, up to a number.
    pub async fn shape_at(&self, number: i64, folder: &Path, cluster: Option<&Cluster>) -> Vec<String> {
        let target = self.put(folder, cluster).await;
        for (of, sqlite, postgres) in migrate::texts() {
            if self.number < of && of <= number {
                run(&target, if cluster.is_some() { postgres } else { sqlite }).await;
            }
        }
        shape(&target).await
    }
}

/// Runs statements as whoever owns the database can.
pub async fn run(target: &Target, text: &'static str) {
    match target {
        Target::Folder(folder) => {
            let mut file = sqlite(folder).await;
            sqlx::raw_sql(text).execute(&mut file).await.unwrap();
            file.close().await.unwrap();
        }
        Target::Url(url) => {
            let mut session = PgConnection::connect(url).await.unwrap();
            sqlx::raw_sql(text).execute(&mut session).await.unwrap();
            session.close().await.unwrap();
        }
    }
}

async fn sqlite(folder: &Path) -> SqliteConnection {
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join(engine::FILE)).create_if_missing(true);
    SqliteConnection::connect_with(&options).await.unwrap()
}

/// Every table with its columns, every index, guard and function, in order.
pub async fn shape(target: &Target) -> Vec<String> {
    match target {
        Target::Folder(folder) => {
            let mut file = sqlite(folder).await;
            let all = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master
                       WHERE name NOT LIKE '%_sqlx_migrations%' ORDER BY 1";
            let shape = sqlx::query_scalar(all).fetch_all(&mut file).await.unwrap();
            file.close().await.unwrap();
            shape
        }
        Target::Url(url) => {
            let mut session = PgConnection::connect(url).await.unwrap();
            let shape = sqlx::query_scalar(SHAPE_OF_POSTGRESQL).fetch_all(&mut session).await.unwrap();
            session.close().await.unwrap();
            shape
        }
    }
}

const SHAPE_OF_POSTGRESQL: &str = "
    SELECT concat_ws(' ', 'column', table_name, column_name, data_type, is_nullable) AS one
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'guard ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'function ' || pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
    ORDER BY one";
