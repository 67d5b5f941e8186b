//! PostgreSQL: the owner migrates, the application inserts and selects.

use store::{Opening, Store, Target};

use crate::commands::open;
use crate::kit::{World, force, request, runtime, surroundings};

#[test]
fn the_application_cannot_change_or_take_down_the_fence() {
    let Some(cluster) = testkit::postgres::cluster() else { return };
    runtime().block_on(async {
        let world = World::new(Some(cluster)).await;
        let Target::Url(url) = &world.target else { panic!("no address") };
        let database = testkit::postgres::database_of(url).to_owned();
        cluster.psql(&database, "CREATE ROLE app_of_test LOGIN");
        world.store.grant_to("app_of_test").await.unwrap();
        let target = Target::Url(cluster.url("app_of_test", &database));
        let application =
            Store::open(&target, Opening::Existing, surroundings(&world.clock, 5)).await.unwrap();
        // It can do its work.
        let extract = world.extract(&force());
        application.load(&request("storm"), &extract, &mut |_| {}).await.unwrap();
        application.command("u1", open("B-1")).await.unwrap();
        assert!(application.verify(&mut |_| {}).await.unwrap().holds());
        assert!(application.rebuild_check(&mut |_| {}).await.unwrap().is_equal());
        application.rebuild().await.unwrap();
        // And no more.
        for sql in [
            "UPDATE ledger SET actor = 'x'",
            "DELETE FROM ledger",
            "TRUNCATE ledger",
            "ALTER TABLE ledger DISABLE TRIGGER ALL",
            "DROP TRIGGER ledger_next ON ledger",
            "DROP TABLE ledger",
            "UPDATE observation SET body = '{}'",
            "UPDATE personal SET body = '{}'",
            "DELETE FROM sealed",
            "UPDATE secret SET value = ''",
            "UPDATE access_entry SET actor = 'x'",
            "DELETE FROM access_entry",
            "CREATE OR REPLACE FUNCTION onrecord_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
        ] {
            let done = application.write(move |tx| Box::pin(async move { tx.execute(sql, Vec::new()).await })).await;
            let said = done.map_or_else(|fault| fault.to_string(), |n| format!("{n} rows"));
            assert!(
                ["permission denied", "must be owner"].iter().any(|words| said.contains(words)),
                "{sql}: {said}"
            );
        }
        application.close().await;
        world.holds().await;
        world.store.close().await;
    });
}

#[test]
fn a_role_is_a_name() {
    let Some(cluster) = testkit::postgres::cluster() else { return };
    runtime().block_on(async {
        let world = World::new(Some(cluster)).await;
        for role in ["", "a; DROP TABLE ledger", "\"x\"", "Ä"] {
            assert!(world.store.grant_to(role).await.is_err(), "{role}");
        }
        world.store.close().await;
    });
}
