//! An event kind or table that docs/store.md does not hold fails here.

use crate::kit::{World, runtime};

#[test]
fn every_event_kind_is_documented() {
    let page = testkit::text("docs/store.md");
    for kind in recording::event::KINDS {
        assert!(page.contains(&format!("| `{kind}` |")), "docs/store.md lacks the event {kind}");
    }
}

#[test]
fn every_table_is_documented() {
    let page = testkit::text("docs/store.md");
    runtime().block_on(async {
        let world = World::new(None).await;
        let tables = world
            .texts("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_sqlx%' ESCAPE '\\'")
            .await;
        assert!(tables.len() > 10, "{tables:?}");
        for table in tables {
            assert!(page.contains(&format!("`{table}`")), "docs/store.md lacks the table {table}");
        }
        world.store.close().await;
    });
}
