//! A migration that is killed (SIGKILL) anywhere, and started again: it ends as if it had not been.
//!
//! On SQLite the child is killed in place of each call that reaches the disk; between two of them nothing
//! that a statement did is outside its memory. On PostgreSQL each statement that makes or drops something
//! is held up on the server, and the child is killed while it waits; the server then runs to the end of
//! what it was sent, and finds nobody to commit it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use sqlx::{Connection, PgConnection};
use store::{Fault, Opening, Store, Surroundings, Target, migrate};
use testkit::crash::fault::{self, Mode};
use testkit::crash::power::Found;
use testkit::crash::{Disk, copy_folder, power, quick_folder, shim, suite};
use testkit::postgres::{Cluster, cluster};

use crate::kept::{self, Golden, shape};
use crate::look::{Left, block_on};
use crate::writer::remember;

/// No migration here has so many calls or statements.
const MOST: u64 = 2_000;
/// Power cuts of the whole migration.
const N_CUTS: usize = 100;

/// Brings a database to this release, as `onrecord migrate` does.
pub async fn play(target: &Target) -> Result<(), Fault> {
    let store = Store::open(target, Opening::Migrating, Surroundings::of_the_machine()).await?;
    store.close().await;
    Ok(())
}

/// What is there when a database stands, unbroken, at each number.
type Unbroken = BTreeMap<i64, Vec<String>>;

async fn unbroken(golden: &Golden, cluster: Option<&Cluster>) -> Unbroken {
    let mut shapes = BTreeMap::new();
    for number in golden.number..=migrate::LATEST {
        let place = tempfile::tempdir().unwrap();
        shapes.insert(number, golden.shape_at(number, place.path(), cluster).await);
    }
    shapes
}

/// After a kill: whole migrations and no part of one. After a new start: this release, with all it held.
async fn ends_the_same(golden: &Golden, target: &Target, unbroken: &Unbroken, told: &str) -> i64 {
    let number = match Store::open(target, Opening::Existing, Surroundings::of_the_machine()).await {
        Ok(store) => {
            store.close().await;
            migrate::LATEST
        }
        Err(Fault::OtherRelease { found, .. }) => found,
        Err(fault) => panic!("{told}: {fault}"),
    };
    assert_eq!(Some(&shape(target).await), unbroken.get(&number), "{told}: not whole at {number}");
    let store = Store::open(target, Opening::Migrating, Surroundings::of_the_machine()).await.unwrap();
    assert_eq!(migrate::number(&store).await.unwrap(), migrate::LATEST, "{told}");
    let left = Left::of_store(&store).await.unwrap();
    assert_eq!((left.n_entries, left.found(&[])), (golden.n_entries, Found::Whole), "{told}");
    store.close().await;
    assert_eq!(Some(&shape(target).await), unbroken.get(&migrate::LATEST), "{told}");
    number
}

/// Killed at each call that reaches the disk; and cut from power at many moments.
pub fn sqlite() {
    let Some(shim) = shim() else { return };
    for golden in kept::earlier() {
        let place = tempfile::tempdir_in(quick_folder()).unwrap();
        let (base, folder) = (place.path().join("base"), place.path().join("data"));
        block_on(golden.put(&base, None));
        let unbroken = block_on(unbroken(golden, None));
        let mut stood_at = BTreeMap::new();
        for call in 1.. {
            assert!(call < MOST, "the migration never ends");
            let _ = std::fs::remove_dir_all(&folder);
            copy_folder(&base, &folder);
            let trace = Some(place.path().join("trace"));
            let disk = Disk { trace, fail: Some((call, Mode::Kill)), room: None };
            let ended = fault::run(&mut suite::part("migrate", &folder), &shim, &folder, &disk);
            let told = format!("killed at call {call}: {ended:?}");
            assert_eq!(ended.status.success(), ended.failed.is_empty(), "{told}");
            let target = Target::Folder(folder.clone());
            let number = block_on(ends_the_same(golden, &target, &unbroken, &told));
            if ended.status.success() {
                cut(golden, &base, &ended, &unbroken, &place.path().join("after the cut"));
                break;
            }
            *stood_at.entry(number).or_insert(0) += 1;
        }
        println!(
            "from migration {}: killed while it stood at {stood_at:?} (migration: times)",
            golden.number
        );
        reached_each(&stood_at, &unbroken);
    }
}

/// Each migration was killed at least once; after the last there is not always something left to do.
fn reached_each(stood_at: &BTreeMap<i64, u32>, unbroken: &Unbroken) {
    let missed =
        unbroken.keys().filter(|number| **number < migrate::LATEST && !stood_at.contains_key(number));
    assert_eq!(missed.count(), 0, "the kills do not reach every migration: {stood_at:?}");
}

fn cut(golden: &Golden, base: &Path, ended: &fault::Ended, unbroken: &Unbroken, left: &Path) {
    let mut look = |folder: &Path, _: &[String]| {
        let target = Target::Folder(folder.to_path_buf());
        block_on(ends_the_same(golden, &target, unbroken, "after a power cut"));
        Found::Whole
    };
    let tally = power::cuts(base, &ended.happened, N_CUTS, 16, left, &mut look);
    println!("migrating: {tally}");
}

/// Killed at each statement.
pub fn postgres() {
    let Some(cluster) = cluster() else { return };
    for golden in kept::earlier() {
        let unbroken = block_on(unbroken(golden, Some(cluster)));
        let mut stood_at = BTreeMap::new();
        for statement in 1.. {
            assert!(statement < MOST, "the migration never ends");
            let place = tempfile::tempdir().unwrap();
            let target = block_on(golden.put(place.path(), Some(cluster)));
            let was_killed = block_on(killed_at(&target, place.path(), statement));
            let told = format!("killed at statement {statement}");
            let number = block_on(ends_the_same(golden, &target, &unbroken, &told));
            if !was_killed {
                break;
            }
            *stood_at.entry(number).or_insert(0) += 1;
        }
        println!(
            "from migration {}: killed while it stood at {stood_at:?} (migration: times)",
            golden.number
        );
        reached_each(&stood_at, &unbroken);
    }
}

/// The lock that a held-up statement waits for.
const HOLD: i64 = 4_711;

/// Counts what is made and dropped, also by what is then rolled back, and holds up the nth.
fn hold_up(statement: u64) -> String {
    format!(
        "CREATE SCHEMA aside;
         CREATE SEQUENCE aside.n;
         CREATE FUNCTION aside.hold_up() RETURNS event_trigger LANGUAGE plpgsql AS $$
         BEGIN
             IF nextval('aside.n') = {statement} THEN PERFORM pg_advisory_lock({HOLD}); END IF;
         END $$;
         CREATE EVENT TRIGGER hold_up ON ddl_command_end EXECUTE FUNCTION aside.hold_up();
         SELECT pg_advisory_lock({HOLD});"
    )
}

const LET_GO: &str = "DROP EVENT TRIGGER hold_up; DROP SCHEMA aside CASCADE;";

/// Whether the child waited at the statement and was killed there; else it ran to its end.
async fn killed_at(target: &Target, place: &Path, statement: u64) -> bool {
    let Target::Url(url) = target else { panic!("no address") };
    let mut session = PgConnection::connect(url).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(hold_up(statement))).execute(&mut session).await.unwrap();
    remember(target, place);
    let mut child = suite::part("migrate", place).stderr(Stdio::piped()).spawn().unwrap();
    let waits = waits_or_ends(&mut session, &mut child).await;
    if waits {
        child.kill().unwrap();
    }
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.success(), !waits, "{}", String::from_utf8_lossy(&ended.stderr));
    sqlx::raw_sql("SELECT pg_advisory_unlock_all()").execute(&mut session).await.unwrap();
    while count(&mut session, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        .await
        > 1
    {
        std::thread::sleep(Duration::from_millis(5));
    }
    sqlx::raw_sql(LET_GO).execute(&mut session).await.unwrap();
    session.close().await.unwrap();
    waits
}

async fn waits_or_ends(session: &mut PgConnection, child: &mut Child) -> bool {
    let held = "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                WHERE d.datname = current_database() AND locktype = 'advisory' AND objid = 4711 AND NOT granted";
    loop {
        if count(session, held).await > 0 {
            return true;
        }
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

async fn count(session: &mut PgConnection, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(session).await.unwrap()
}
