//! Dropped requests, and several programs at once.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use crate::commands::open;
use crate::kit::{on_both, splitmix};

/// sqlx issue 4385: a future dropped inside `begin` could leave a transaction open on a connection of
/// the pool. Here each is dropped at another moment, and every write that began ends.
#[test]
fn dropped_requests_break_nothing() {
    on_both(|world| async {
        let random = AtomicU64::new(7);
        for number in 0..150u64 {
            let command = world.store.command("u1", open(&format!("D-{number}")));
            let patience = Duration::from_micros(splitmix(&random) % 1_500);
            let _ = tokio::time::timeout(patience, command).await;
        }
        // After this one, whatever was begun has ended: one writer at a time.
        world.store.command("u1", open("last")).await.unwrap();
        let n = world.number("SELECT count(*) FROM incident").await;
        assert_eq!(i64::try_from(world.store.head().await.unwrap().seq).unwrap(), n);
        assert!(n > 1, "none got through");
        let references = world.texts("SELECT reference FROM incident ORDER BY reference").await;
        assert_eq!(references.last().unwrap(), &format!("ON/2026/{n:06}"));
        if let Some(cluster) = world.cluster {
            let store::Target::Url(url) = &world.target else { panic!("no address") };
            let left = cluster.psql(
                testkit::postgres::database_of(url),
                "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in%' AND datname = current_database()",
            );
            assert_eq!(left, "0", "a transaction was left open");
        }
        world
    });
}

#[test]
fn several_programs_at_once_leave_no_gap() {
    on_both(|world| async {
        let mut programs = Vec::new();
        for program in 0..4u64 {
            let store = world.another(100 + program).await;
            programs.push(tokio::spawn(async move {
                for number in 0..25 {
                    store.command("u1", open(&format!("P{program}-{number}"))).await.unwrap();
                }
                store.close().await;
            }));
        }
        for program in programs {
            program.await.unwrap();
        }
        let references = world.texts("SELECT reference FROM incident ORDER BY opened_seq").await;
        let wanted: Vec<String> = (1..=100).map(|number| format!("ON/2026/{number:06}")).collect();
        assert_eq!(references, wanted);
        world
    });
}
