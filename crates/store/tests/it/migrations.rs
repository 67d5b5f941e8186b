//! Migrations: numbered alike, one schema, and an earlier release's database comes up whatever kills it.

use std::collections::BTreeMap;

use store::{Fault, Opening, Store, Target, migrate};

use crate::commands::open;
use crate::kit::{World, force, on_both, request, runtime, surroundings};

#[test]
fn both_engines_have_the_same_numbers_and_bigint_alone() {
    let numbers: Vec<i64> = migrate::texts().map(|(number, _, _)| number).collect();
    assert_eq!(numbers, (1..=migrate::LATEST).collect::<Vec<_>>());
    for (number, sqlite, postgres) in migrate::texts() {
        for text in [sqlite, postgres] {
            let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            assert_eq!(
                words.filter(|word| *word == "INTEGER" || *word == "INT").count(),
                0,
                "migration {number}"
            );
        }
    }
}

/// Table and column to type and whether it may be missing.
type Schema = BTreeMap<(String, String), (String, bool)>;

#[test]
fn both_engines_have_the_same_schema() {
    let Some(cluster) = testkit::postgres::cluster() else { return };
    runtime().block_on(async {
        let (sqlite, postgres) = (World::new(None).await, World::new(Some(cluster)).await);
        let (one, other) = (schema_of_sqlite(&sqlite).await, schema_of_postgres(&postgres).await);
        assert!(one.len() > 60, "{}", one.len());
        assert_eq!(one, other);
        let indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND name NOT LIKE 'sqlite_%' ORDER BY name";
        let others = "SELECT indexname::text FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%_pkey' ORDER BY indexname";
        assert_eq!(sqlite.texts(indexes).await, postgres.texts(others).await);
        sqlite.store.close().await;
        postgres.store.close().await;
    });
}

async fn schema_of_sqlite(world: &World) -> Schema {
    let mut tx = world.store.read().await.unwrap();
    let rows = tx
        .rows(
            "SELECT m.name, c.name, c.type, c.\"notnull\" FROM sqlite_master m, pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> '_sqlx_migrations'",
            Vec::new(),
        )
        .await
        .unwrap();
    let column = |row: &store::sql::Row| {
        let kind = if row.text(2).unwrap() == "BLOB" { "BYTEA".into() } else { row.text(2).unwrap() };
        ((row.text(0).unwrap(), row.text(1).unwrap()), (kind, row.int(3).unwrap() == 0))
    };
    rows.iter().map(column).collect()
}

async fn schema_of_postgres(world: &World) -> Schema {
    let mut tx = world.store.read().await.unwrap();
    let rows = tx
        .rows(
            "SELECT table_name::text, column_name::text, upper(data_type::text), CAST(is_nullable AS TEXT)
             FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations'",
            Vec::new(),
        )
        .await
        .unwrap();
    let column = |row: &store::sql::Row| {
        ((row.text(0).unwrap(), row.text(1).unwrap()), (row.text(2).unwrap(), row.text(3).unwrap() == "YES"))
    };
    rows.iter().map(column).collect()
}

/// The statements of a migration, as a program killed after each would have sent them.
fn statements(text: &str) -> Vec<String> {
    let mut statements = vec![String::new()];
    let mut depth = 0;
    let mut in_body = false;
    for line in text.lines().filter(|line| !line.starts_with("--")) {
        let last = statements.last_mut().unwrap();
        last.push_str(line);
        last.push('\n');
        in_body ^= line.matches("$$").count() % 2 == 1;
        depth += i32::from(line.starts_with("BEGIN SELECT"));
        if line.contains("END;") && depth > 0 && !in_body {
            depth = 0;
        }
        if line.trim_end().ends_with(';') && depth == 0 && !in_body {
            statements.push(String::new());
        }
    }
    statements.retain(|statement| !statement.trim().is_empty());
    statements
}

/// An earlier release's database, with a load in it: at migration 1, without projections and what came later.
#[test]
fn an_earlier_release_comes_up_killed_at_any_statement() {
    on_both(|world| async {
        world.load("storm", &force()).await.unwrap();
        world.store.command("u1", open("B-1")).await.unwrap();
        // Back to what a release of migration 1 left.
        let later = [
            "projected",
            "operation",
            "setting",
            "account",
            "invitation",
            "recovery_code",
            "session",
            "restricted_record",
            "restricted_reader",
            "access_entry",
        ];
        let tables: Vec<&str> = store::project::TABLES.iter().map(|table| table.0).chain(later).collect();
        for table in tables {
            let sql = format!("DROP TABLE {table}");
            world
                .store
                .write(move |tx| {
                    Box::pin(async move { tx.execute(sqlx::AssertSqlSafe(sql), Vec::new()).await })
                })
                .await
                .unwrap();
        }
        world
            .store
            .write(|tx| {
                Box::pin(async move {
                    if !tx.is_sqlite() {
                        tx.execute("DROP FUNCTION onrecord_access_next", Vec::new()).await?;
                    }
                    tx.execute("DELETE FROM _sqlx_migrations WHERE version > 1", Vec::new()).await
                })
            })
            .await
            .unwrap();
        assert_eq!(migrate::number(&world.store).await.unwrap(), 1);
        let early = Store::open(&world.target, Opening::Existing, surroundings(&world.clock, 3)).await;
        assert!(matches!(early, Err(Fault::OtherRelease { found: 1, .. })));

        let (_, sqlite, postgres) = migrate::texts().find(|(number, _, _)| *number == 2).unwrap();
        let statements = statements(if world.cluster.is_some() { postgres } else { sqlite });
        assert!(statements.len() > 6);
        for killed_after in 1..=statements.len() {
            // The migration's own transaction, which the kill never lets commit.
            let sent = statements[..killed_after].to_vec();
            let broken: Result<(), Fault> = world
                .store
                .write(move |tx| {
                    Box::pin(async move {
                        for statement in sent {
                            tx.execute(sqlx::AssertSqlSafe(statement), Vec::new()).await?;
                        }
                        Err(Fault::Usage("killed".into()))
                    })
                })
                .await;
            assert!(matches!(broken, Err(Fault::Usage(_))), "{broken:?}");
            assert_eq!(migrate::number(&world.store).await.unwrap(), 1, "after statement {killed_after}");
        }
        let migrated =
            Store::open(&world.target, Opening::Migrating, surroundings(&world.clock, 4)).await.unwrap();
        assert_eq!(migrate::number(&migrated).await.unwrap(), migrate::LATEST);
        migrated.close().await;
        assert_eq!(world.texts("SELECT reference FROM incident").await, ["ON/2026/000001"]);
        world
    });
}

#[test]
fn a_later_release_is_refused_and_left_alone() {
    on_both(|world| async {
        world
            .store
            .write(|tx| {
                Box::pin(async move {
                    tx.execute(
                        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                         SELECT 999, 'of the future', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1",
                        Vec::new(),
                    )
                    .await
                })
            })
            .await
            .unwrap();
        for opening in [Opening::Existing, Opening::Migrating] {
            let opened = Store::open(&world.target, opening, surroundings(&world.clock, 3)).await;
            assert!(matches!(opened, Err(Fault::OtherRelease { found: 999, .. })), "{opening:?}");
        }
        world
    });
}

#[test]
fn looking_for_a_database_makes_none() {
    runtime().block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let clock = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(0));
        let target = Target::Folder(folder.path().join("nothing"));
        let opened = Store::open(&target, Opening::Existing, surroundings(&clock, 1)).await;
        assert!(matches!(opened, Err(Fault::NoDatabase { .. })));
        assert!(!folder.path().join("nothing").exists());
        let _ = request("x");
    });
}
