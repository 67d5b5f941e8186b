//! Writes a small fictional database as SQL text, as a release at a migration leaves it. The tests open
//! every one that was kept:
//! `cargo run -p store --example golden -- sqlite 1 > crates/store/tests/golden/0001-sqlite.sql`,
//! and `postgres` likewise. Made once a migration and never changed after.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

#[allow(dead_code)]
#[path = "../tests/it/kit.rs"]
mod kit;

use exchange::Table;
use kit::{INCIDENTS, World, force, runtime};
use recording::Command;
use recording::event::{Ground, Verdict};
use store::erase::{Request, Whom};
use store::migrate;
use store::sql::{Row, Tx};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let engine = arguments.next().unwrap_or_default();
    let number = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(migrate::LATEST);
    let cluster = match engine.as_str() {
        "sqlite" => None,
        "postgres" => Some(testkit::postgres::cluster().expect("PostgreSQL is here")),
        _ => panic!("sqlite or postgres, and a migration's number"),
    };
    runtime().block_on(async {
        let world = World::new(cluster).await;
        history(&world).await;
        world.holds().await;
        let mut tx = world.store.read().await.unwrap();
        print!("{}", whole(&mut tx, number).await);
        drop(tx);
        world.store.close().await;
    });
}

/// One event of each kind: two loads, links, two incidents opened, a ruling, an erasure.
async fn history(world: &World) {
    world.load("storm", &force()).await.unwrap();
    world.store.relink("u1").await.unwrap().unwrap();
    for source_reference in ["B-1", "B-2"] {
        let source_reference = source_reference.to_owned();
        let open =
            Command::OpenFromExtract { source: "storm".into(), source_reference, load: 1, position: 1 };
        world.store.command("u2", open).await.unwrap();
    }
    let rule = Command::DecideLink {
        incident_ref: "storm/B-1".into(),
        crime_ref: "storm/C-1".into(),
        verdict: Verdict::Linked,
    };
    world.store.command("u3", rule).await.unwrap();
    let later = INCIDENTS.replace("No crime", "Crime recorded");
    world.load("storm", &[(Table::Incidents, &later)]).await.unwrap();
    let request = Request {
        request: "IG-1".into(),
        ground: Ground::RightToErasure,
        asked_by: "u4".into(),
        approved_by: "u5".into(),
        whom: Whom::PersonId { source: "storm".into(), person_id: "P3".into() },
    };
    world.store.erase(request).await.unwrap();
}

/// Tables and indexes, their rows, and the guards last: they would refuse the rows.
async fn whole(tx: &mut Tx, number: i64) -> String {
    let (mut tables, mut guards) = (String::new(), String::new());
    for (_, sqlite, postgres) in migrate::texts().filter(|(of, _, _)| *of <= number) {
        let text = without_comments(if tx.is_sqlite() { sqlite } else { postgres });
        let guards_begin = ["CREATE TRIGGER", "CREATE FUNCTION"].iter().filter_map(|words| text.find(words));
        let (before, after) = text.split_at(guards_begin.min().unwrap_or(text.len()));
        tables += before;
        guards += after;
    }
    tables += if tx.is_sqlite() { MIGRATIONS_OF_SQLITE } else { MIGRATIONS_OF_POSTGRESQL };
    let mut rows = String::new();
    for (table, columns) in tables_of(&tables) {
        rows += &rows_of(tx, &table, &columns, number).await;
    }
    format!("{tables}{rows}{guards}").trim_start().to_owned()
}

/// As sqlx makes it.
const MIGRATIONS_OF_SQLITE: &str = "CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);
";
const MIGRATIONS_OF_POSTGRESQL: &str = "CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMPTZ NOT NULL DEFAULT now(),
    success BOOLEAN NOT NULL,
    checksum BYTEA NOT NULL,
    execution_time BIGINT NOT NULL
);
";

fn without_comments(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with("--")).fold(String::new(), |all, line| all + line + "\n")
}

/// Tables with their columns and types.
fn tables_of(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut tables: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("CREATE TABLE ") {
            tables.push((name.trim_end_matches(" (").to_owned(), Vec::new()));
        } else if let Some(column) = line.strip_prefix("    ").filter(|rest| !rest.starts_with("PRIMARY KEY"))
        {
            let mut words = column.split_whitespace();
            let (Some(name), Some(kind)) = (words.next(), words.next()) else { continue };
            if let Some((_, columns)) = tables.last_mut() {
                columns.push((name.to_owned(), kind.trim_end_matches(',').to_owned()));
            }
        }
    }
    tables
}

async fn rows_of(tx: &mut Tx, table: &str, columns: &[(String, String)], number: i64) -> String {
    let own = table == "_sqlx_migrations";
    // When it was installed and how long that took is of no worth here.
    let kept =
        columns.iter().filter(|(name, _)| !own || (name != "installed_on" && name != "execution_time"));
    let kept: Vec<&(String, String)> = kept.collect();
    let names = kept.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    let only = if own { format!(" WHERE version <= {number}") } else { String::new() };
    let text = format!("SELECT {names} FROM {table}{only} ORDER BY {names}");
    let found = tx.rows(sqlx::AssertSqlSafe(text), Vec::new()).await.unwrap();
    let (also, value) = if own { (", execution_time", ", 0") } else { ("", "") };
    found.iter().fold(String::new(), |all, row| {
        let values: Vec<String> =
            kept.iter().enumerate().map(|(at, (_, kind))| literal(row, at, kind)).collect();
        all + &format!("INSERT INTO {table} ({names}{also}) VALUES\n  ({}{value});\n", values.join(", "))
    })
}

fn literal(row: &Row, at: usize, kind: &str) -> String {
    let hex = || row.bytes(at).unwrap().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    match kind {
        "BIGINT" => row.maybe_int(at).unwrap().map_or("NULL".into(), |number| number.to_string()),
        "TEXT" => format!("'{}'", row.text(at).unwrap().replace('\'', "''")),
        "BLOB" => format!("X'{}'", hex()),
        "BYTEA" => format!("'\\x{}'", hex()),
        "BOOLEAN" => "true".into(),
        other => panic!("{other}"),
    }
}
