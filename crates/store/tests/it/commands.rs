//! Decide, append, project: one transaction.

use recording::event::Verdict;
use recording::{Command, Event, Refusal};
use store::{Fault, binds, book};

use crate::kit::{World, on_both};

pub fn open(reference: &str) -> Command {
    Command::OpenFromExtract {
        source: "storm".into(),
        source_reference: reference.into(),
        load: 1,
        position: 1,
    }
}

fn rule(verdict: Verdict) -> Command {
    Command::DecideLink { incident_ref: "storm/B-1".into(), crime_ref: "niche/C-1".into(), verdict }
}

async fn reference(world: &World, source_reference: &str) -> String {
    let done = world.store.command("u1", open(source_reference)).await.unwrap();
    match &done.events[..] {
        [Event::IncidentOpenedFromExtract(opened)] => opened.reference.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn human_references_have_no_gaps_and_begin_anew_each_london_year() {
    on_both(|world| async {
        assert_eq!(reference(&world, "B-1").await, "ON/2026/000001");
        assert_eq!(reference(&world, "B-2").await, "ON/2026/000002");
        // Appended, then thought better of: entry and number are given back.
        let failed: Result<(), Fault> = world
            .store
            .write(|tx| {
                Box::pin(async move {
                    let event = Event::LinkDecided(recording::event::LinkRuling {
                        incident_ref: "a".into(),
                        crime_ref: "b".into(),
                        verdict: Verdict::Linked,
                    });
                    book::append(tx, 1, "u1", &event).await?;
                    Err(Fault::Usage("no".into()))
                })
            })
            .await;
        assert!(matches!(failed, Err(Fault::Usage(_))));
        assert_eq!(reference(&world, "B-3").await, "ON/2026/000003");
        assert_eq!(world.store.head().await.unwrap().seq, 3);
        // 31 December 2026, 23:59:59 and 1 January 2027, 00:00:00, in London.
        world.clock.store(1_798_761_599_000_000, std::sync::atomic::Ordering::Relaxed);
        assert_eq!(reference(&world, "B-4").await, "ON/2026/000004");
        world.clock.store(1_798_761_600_000_000, std::sync::atomic::Ordering::Relaxed);
        assert_eq!(reference(&world, "B-5").await, "ON/2027/000001");
        world
    });
}

#[test]
fn a_refusal_changes_nothing() {
    on_both(|world| async {
        world.store.command("u1", open("B-1")).await.unwrap();
        world.store.command("u1", rule(Verdict::Linked)).await.unwrap();
        let cases = [
            (open("B-1"), Refusal::AlreadyOpened { reference: "ON/2026/000001".into() }),
            (rule(Verdict::Linked), Refusal::AlreadyRuled),
            (open("B\n9"), Refusal::NotPlain { what: "the reference" }),
        ];
        for (command, refusal) in cases {
            match world.store.command("u1", command).await {
                Err(Fault::Refused(said)) => assert_eq!(said, refusal),
                other => panic!("{other:?}"),
            }
        }
        let nobody = world.store.command("", open("B-7")).await;
        assert!(matches!(nobody, Err(Fault::Refused(Refusal::NotPlain { .. }))), "{nobody:?}");
        assert_eq!(world.store.head().await.unwrap().seq, 2);
        // The other ruling is a new decision, and both stand in the ledger.
        world.store.command("u2", rule(Verdict::NotLinked)).await.unwrap();
        assert_eq!(world.texts("SELECT verdict FROM link_decision").await, ["not linked"]);
        world
    });
}

#[test]
fn an_edited_projection_is_named_and_put_right() {
    on_both(|world| async {
        for reference in ["B-1", "B-2"] {
            world.store.command("u1", open(reference)).await.unwrap();
        }
        world
            .store
            .write(|tx| {
                Box::pin(async move {
                    tx.execute("UPDATE incident SET source = $1 WHERE source_reference = 'B-2'", binds!["x"])
                        .await?;
                    tx.execute("DELETE FROM incident WHERE source_reference = 'B-1'", Vec::new()).await
                })
            })
            .await
            .unwrap();
        let check = world.store.rebuild_check(&mut |_| {}).await.unwrap();
        let incident = check.tables.iter().find(|table| table.table == "incident").unwrap();
        assert_eq!((incident.n_missing, incident.n_strange), (2, 1));
        assert!(incident.first.is_some());
        assert!(!world.store.rebuild().await.unwrap().is_equal());
        world
    });
}

#[test]
fn the_clock_set_back_is_told_and_order_stays() {
    on_both(|world| async {
        for (reference, at) in [("B-1", 2_000_000), ("B-2", 1_000_000), ("B-3", 3_000_000)] {
            world.clock.store(at, std::sync::atomic::Ordering::Relaxed);
            world.store.command("u1", open(reference)).await.unwrap();
        }
        let verified = world.store.verify(&mut |_| {}).await.unwrap();
        assert_eq!((verified.n_entries, verified.n_stepped_back), (3, 1));
        let condition = world.store.condition().await.unwrap();
        assert_eq!((condition.n_stepped_back, condition.latest_at), (1, Some(3_000_000)));
        world
    });
}
