//! Append-only is held by the tables themselves against every statement that could change them.

use recording::event::Ground;
use store::erase::{Request, Whom};

use crate::commands::open;
use crate::kit::{World, force, on_both};

/// Refused on both engines.
const REFUSED: &[&str] = &[
    "UPDATE ledger SET actor = 'x' WHERE seq = 1",
    "DELETE FROM ledger WHERE seq = 2",
    "DELETE FROM ledger",
    "INSERT INTO ledger SELECT seq + 1, at, actor, kind, version, subject, body, prev, hash FROM ledger WHERE seq = 2",
    "INSERT INTO ledger SELECT seq + 2, at, actor, kind, version, subject, body, prev, hash FROM ledger WHERE seq = 1",
    "INSERT INTO ledger (seq, at, actor, kind, version, subject, body, prev, hash)
     SELECT seq, at, 'x', kind, version, subject, body, prev, hash FROM ledger WHERE seq = 1
     ON CONFLICT (seq) DO UPDATE SET actor = excluded.actor",
    "UPDATE observation SET body = '{}'",
    "DELETE FROM observation WHERE position = 1",
    "INSERT INTO observation SELECT load, position + 1000, source, record_table, reference, related, version, at,
         status, body, commitments FROM observation WHERE position = 1",
    "INSERT INTO observation SELECT load, position, source, record_table, reference, related, version, at,
         'x', body, commitments FROM observation WHERE position = 1
     ON CONFLICT (load, position) DO UPDATE SET status = excluded.status",
    "UPDATE personal SET body = '{}'",
    "DELETE FROM personal",
    "INSERT INTO personal SELECT load, position, part + 9, nonce, body FROM personal",
    "UPDATE sealed SET seq = 9",
    "DELETE FROM sealed",
    "INSERT INTO sealed (load, seq) VALUES (77, 1)",
    "INSERT INTO sealed (load, seq) VALUES (77, 3)",
    "INSERT INTO erased_row (seq, load, position, part) VALUES (1, 1, 4, 0)",
    "INSERT INTO erased_row (seq, load, position, part) VALUES (3, 1, 4, 0)",
    "INSERT INTO suppression (seq, position, source, reference, what, digest) VALUES (3, 1, 'storm', 'B-1', 'all', '')",
];
const REFUSED_BY_SQLITE: &[&str] = &[
    "INSERT OR REPLACE INTO ledger SELECT seq, at, 'x', kind, version, subject, body, prev, hash FROM ledger WHERE seq = 1",
    "REPLACE INTO ledger SELECT seq, at, 'x', kind, version, subject, body, prev, hash FROM ledger WHERE seq = 3",
    "UPDATE OR REPLACE ledger SET seq = 1 WHERE seq = 2",
    "INSERT OR REPLACE INTO observation SELECT load, position, source, record_table, reference, related, version, at,
         'x', body, commitments FROM observation WHERE position = 1",
    "INSERT OR REPLACE INTO personal SELECT load, position, part, nonce, '{}' FROM personal",
    "INSERT OR REPLACE INTO sealed (load, seq) VALUES (1, 3)",
];
const REFUSED_BY_POSTGRESQL: &[&str] = &[
    "TRUNCATE ledger",
    "TRUNCATE observation CASCADE",
    "TRUNCATE personal",
    "TRUNCATE sealed",
    "TRUNCATE erased_row",
    "TRUNCATE suppression",
];

/// What an erasure left, which nobody may take back or add to.
const REFUSED_AFTER_AN_ERASURE: &[&str] = &[
    "UPDATE erased_row SET part = 9",
    "DELETE FROM erased_row",
    "INSERT INTO erased_row SELECT seq, load, position, part + 9 FROM erased_row",
    "INSERT INTO erased_row SELECT seq, load, position, part FROM erased_row WHERE true
     ON CONFLICT (load, position, part) DO UPDATE SET seq = 1",
    "UPDATE suppression SET source = 'x'",
    "DELETE FROM suppression",
    "INSERT INTO suppression SELECT seq, position + 99, source, reference, what, digest FROM suppression",
    "INSERT INTO suppression SELECT seq, position, source, reference, what, digest FROM suppression WHERE true
     ON CONFLICT (seq, position) DO UPDATE SET source = 'x'",
    "DELETE FROM personal",
];
const REFUSED_BY_SQLITE_AFTER_AN_ERASURE: &[&str] = &[
    "INSERT OR REPLACE INTO erased_row SELECT 1, load, position, part FROM erased_row",
    "INSERT OR REPLACE INTO suppression SELECT seq, position, 'x', reference, what, digest FROM suppression",
];

#[test]
fn no_statement_changes_what_was_written() {
    on_both(|world| async {
        world.load("storm", &force()).await.unwrap();
        for reference in ["B-1", "B-2"] {
            world.store.command("u1", open(reference)).await.unwrap();
        }
        let own = if world.cluster.is_some() { REFUSED_BY_POSTGRESQL } else { REFUSED_BY_SQLITE };
        refuses(&world, REFUSED.iter().chain(own)).await;
        assert_eq!(world.store.head().await.unwrap().seq, 3);
        world
    });
}

#[test]
fn no_statement_changes_what_an_erasure_left() {
    on_both(|world| async {
        world.load("storm", &force()).await.unwrap();
        let request = Request {
            request: "IG-2".into(),
            ground: Ground::Order,
            asked_by: "u4".into(),
            approved_by: "u5".into(),
            whom: Whom::PersonId { source: "storm".into(), person_id: "P1".into() },
        };
        world.store.erase(request).await.unwrap();
        // As long as the erased event is the last, its own lists could be added to but for verify; one
        // entry later nothing can.
        world.store.command("u1", open("B-1")).await.unwrap();
        let own: &[&str] = if world.cluster.is_some() { &[] } else { REFUSED_BY_SQLITE_AFTER_AN_ERASURE };
        refuses(&world, REFUSED_AFTER_AN_ERASURE.iter().chain(own)).await;
        world
    });
}

async fn refuses(world: &World, statements: impl Iterator<Item = &&'static str>) {
    for sql in statements.copied() {
        let done =
            world.store.write(move |tx| Box::pin(async move { tx.execute(sql, Vec::new()).await })).await;
        let said = done.map_or_else(|fault| fault.to_string(), |n| format!("{n} rows"));
        assert!(said.contains("onrecord: "), "{sql}: {said}");
    }
}
