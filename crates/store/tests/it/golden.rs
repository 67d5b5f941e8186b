//! Databases that earlier releases left: each comes up in this one, and says what it said then.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use store::content::table;
use store::sources::all_newest;
use store::{Fault, Opening, Store, migrate};
use testkit::postgres::{self, Cluster};

use crate::commands::open;
use crate::kept::{self, Golden};
use crate::kit::{NOON, World, runtime, surroundings};

#[test]
fn an_earlier_releases_database_opens_migrates_verifies_and_rebuilds() {
    for golden in kept::ALL {
        runtime().block_on(comes_up(golden, None));
        if let Some(cluster) = postgres::cluster() {
            runtime().block_on(comes_up(golden, Some(cluster)));
        }
    }
}

async fn comes_up(golden: &Golden, cluster: Option<&'static Cluster>) {
    let folder = tempfile::tempdir().unwrap();
    let target = golden.put(&folder.path().join("data"), cluster).await;
    let clock = Arc::new(AtomicI64::new(NOON));
    if golden.number < migrate::LATEST {
        // Not by itself: an operator migrates, after a backup.
        let early = Store::open(&target, Opening::Existing, surroundings(&clock, 2)).await;
        let found = early.err().map(|fault| fault.to_string()).unwrap_or_default();
        assert!(found.contains(&format!("at migration {}, this release", golden.number)), "{found}");
    }

    let store = Store::open(&target, Opening::Migrating, surroundings(&clock, 3)).await.unwrap();
    let world = World { store, target, folder, clock, cluster };
    assert_eq!(migrate::number(&world.store).await.unwrap(), migrate::LATEST);
    world.holds().await;
    let verified = world.store.verify(&mut |_| {}).await.unwrap();
    assert_eq!((verified.n_entries, verified.root.to_hex().as_str()), (golden.n_entries, golden.root));
    assert_eq!((verified.n_erased, verified.n_personal > 5), (1, true));
    says_what_it_said(&world).await;

    // And goes on from there.
    let done = world.store.command("u9", open("B-3")).await.unwrap();
    assert_eq!(done.head.seq, golden.n_entries + 1);
    let refused = world.store.command("u9", open("B-1")).await;
    assert!(matches!(refused, Err(Fault::Refused(_))), "{refused:?}");
    assert!(world.store.rebuild().await.unwrap().is_equal());
    world.holds().await;
    world.store.close().await;
}

async fn says_what_it_said(world: &World) {
    let references = "SELECT reference || ' ' || source_reference FROM incident ORDER BY reference";
    assert_eq!(world.texts(references).await, ["ON/2026/000001 B-1", "ON/2026/000002 B-2"]);
    let links = "SELECT incident_ref || ' ' || crime_ref || ' ' || verdict FROM link_decision";
    assert_eq!(world.texts(links).await, ["storm/B-1 storm/C-1 linked"]);
    let loads =
        "SELECT kind || ' ' || source || ' ' || CAST(n_changed AS TEXT) FROM source_load ORDER BY load";
    assert_eq!(
        world.texts(loads).await,
        ["extract_loaded storm 0", "links_made linkage 0", "extract_loaded storm 1"]
    );
    let erasures = "SELECT ground || ' ' || asked_by || ' ' || approved_by FROM erasure";
    assert_eq!(world.texts(erasures).await, ["right-to-erasure u4 u5"]);
    let mut tx = world.store.read().await.unwrap();
    let incidents = all_newest(&mut tx, table::INCIDENTS).await.unwrap();
    let newest = incidents.iter().find(|one| one.reference == "B-2").unwrap();
    assert_eq!((newest.version, newest.status.as_str(), incidents.len()), (2, "Crime recorded", 3));
    drop(tx);
    let names = world.texts("SELECT body FROM personal").await.join("\n");
    assert!(names.contains("Osterleigh") && !names.contains("Dunnock"), "{names}");
}
