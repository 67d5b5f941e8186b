//! Extracts laid in: once, unseen until sealed, versions kept, changes listed.

use exchange::Table;
use recording::Refusal;
use store::content::{self, table};
use store::sources::{all_newest, newest};
use store::{Fault, binds};

use crate::kit::{CRIMES, INCIDENTS, PEOPLE, World, force, on_both, request};

#[test]
fn the_same_again_changes_nothing() {
    on_both(|world| async {
        let first = world.load("storm", &force()).await.unwrap();
        assert_eq!((first.tally.received, first.tally.accepted), (9, 9));
        // 3 incidents, 2 crimes, 3 references with people.
        assert_eq!((first.tally.new, first.tally.changed, first.tally.unchanged), (8, 0, 0));
        let n_rows = world.number("SELECT count(*) FROM observation").await;
        match world.load("storm", &force()).await {
            Err(Fault::Refused(Refusal::AlreadyLoaded { load: 1 })) => {}
            other => panic!("{other:?}"),
        }
        assert_eq!(world.number("SELECT count(*) FROM observation").await, n_rows);
        assert_eq!(world.number("SELECT count(*) FROM staging").await, 0);
        // Another file with the same rows: nothing is new but the file itself.
        let spaced = format!("{INCIDENTS}\n");
        let again = world.load("storm", &[(Table::Incidents, &spaced)]).await.unwrap();
        assert_eq!((again.tally.new, again.tally.changed, again.tally.unchanged), (0, 0, 3));
        // Another source's reference is another record.
        let other = world.load("niche", &[(Table::Incidents, INCIDENTS)]).await.unwrap();
        assert_eq!(other.tally.new, 3);
        world
    });
}

#[test]
fn a_later_extract_keeps_both_versions_and_lists_what_changed() {
    on_both(|world| async {
        world.load("storm", &force()).await.unwrap();
        let later = INCIDENTS
            .replace("2026-03-02T11:30:00Z,online", "2026-03-02T09:30:00Z,online")
            .replace("No crime", "Crime recorded")
            .replace("Bicycle gone from the green", "Bicycle gone and seen by a neighbour");
        let loaded = world.load("storm", &[(Table::Incidents, &later)]).await.unwrap();
        assert_eq!((loaded.tally.new, loaded.tally.changed, loaded.tally.unchanged), (0, 1, 2));
        let versions = world
            .texts(
                "SELECT CAST(version AS TEXT) || ' ' || status FROM observation
                 WHERE record_table = 'incidents' AND reference = 'B-2' ORDER BY version",
            )
            .await;
        assert_eq!(versions, ["1 No crime", "2 Crime recorded"]);
        let changes = world
            .texts("SELECT related || ' ' || body FROM observation WHERE record_table = 'changes' ORDER BY related")
            .await;
        assert_eq!(changes.len(), 3, "{changes:?}");
        let wanted = [
            "incidents.closing_code {\"column\":\"closing_code\",\"now\":\"Crime recorded\",\"table\":\"incidents\",\"was\":\"No crime\"}",
            "incidents.narrative {\"column\":\"narrative\",\"table\":\"incidents\"}",
            "incidents.received_at {\"column\":\"received_at\",\"now\":[1772443800,\"minute\"],\"table\":\"incidents\",\"was\":[1772451000,\"minute\"]}",
        ];
        assert_eq!(changes, wanted);
        let mut tx = world.store.read().await.unwrap();
        let records = all_newest(&mut tx, table::INCIDENTS).await.unwrap();
        let two = records.iter().find(|record| record.reference == "B-2").unwrap();
        assert_eq!((records.len(), two.version), (3, 2));
        drop(tx);
        world
    });
}

#[test]
fn what_was_laid_in_reads_back_as_the_extract_had_it() {
    on_both(|world| async {
        let extract = world.extract(&force());
        world.store.load(&request("storm"), &extract, &mut |_| {}).await.unwrap();
        let mut tx = world.store.read().await.unwrap();
        let incidents = newest(&mut tx, table::INCIDENTS, (0, 0)).await.unwrap();
        let back: Vec<_> =
            incidents.iter().map(|one| content::incident(&one.reference, &one.body, &one.personal)).collect();
        assert_eq!(back, extract.incidents);
        let crimes = newest(&mut tx, table::CRIMES, (0, 0)).await.unwrap();
        let back: Vec<_> =
            crimes.iter().map(|one| content::crime(&one.reference, &one.body, &one.personal)).collect();
        assert_eq!(back, extract.crimes);
        let people = newest(&mut tx, table::PEOPLE, (0, 0)).await.unwrap();
        let back: Vec<_> = people
            .iter()
            .flat_map(|one| one.personal.iter().map(|part| content::person(&one.reference, part)))
            .collect();
        assert_eq!(back, extract.people);
        drop(tx);
        world
    });
}

#[test]
fn observation_rows_and_ledger_hold_no_personal_data() {
    on_both(|world| async {
        let quarantined = "incident_ref,received_at\nB-9,Quillfeather called\n";
        let files = [force().to_vec(), vec![(Table::Incidents, quarantined)]].concat();
        world.load("storm", &files).await.unwrap();
        let kept = [
            world.texts("SELECT body FROM ledger").await,
            world.texts("SELECT body || reference || related || status FROM observation").await,
        ]
        .concat()
        .join("\n");
        for name in [
            "Quillfeather",
            "Marrowby",
            "Mangle",
            "BX1",
            "900111",
            "Osterleigh",
            "Bicycle",
            "withdrew",
            "P1\"",
        ] {
            assert!(!kept.contains(name), "{name} stands where it cannot be erased");
        }
        let personal = world.texts("SELECT body FROM personal").await.join("\n");
        for name in ["Quillfeather", "4 Mangle Row", "07700 900111", "Quillfeather called", "withdrew"] {
            assert!(personal.contains(name), "{name} is not kept");
        }
        world
    });
}

/// A program that dies at any batch: what it staged is unseen, and the next run ends the same.
#[test]
fn broken_off_anywhere_and_run_again_it_ends_the_same() {
    on_both(|world| async {
        let many: String =
            (0..1_200).fold(String::from("incident_ref,received_at,text\n"), |text, number| {
                text + &format!("M-{number},2026-04-01T08:{:02}:00Z,words {number}\n", number % 60)
            });
        let extract = world.extract(&[(Table::Incidents, &many), (Table::People, PEOPLE)]);
        for stop_after in [1, 251, 900] {
            let (store, extract) = (world.another(50 + stop_after).await, extract.clone());
            let broken = tokio::spawn(async move {
                let mut say = |n_rows: u64| assert!(n_rows < stop_after, "broken off");
                store.load(&request("storm"), &extract, &mut say).await
            });
            assert!(broken.await.unwrap_err().is_panic());
            assert!(world.number("SELECT count(*) FROM observation").await > 0, "nothing was staged");
            let mut tx = world.store.read().await.unwrap();
            assert_eq!(
                newest(&mut tx, table::INCIDENTS, (0, 0)).await.unwrap(),
                [],
                "seen before it is sealed"
            );
            drop(tx);
            world.holds().await;
        }
        let loaded = world.store.load(&request("storm"), &extract, &mut |_| {}).await.unwrap();
        assert_eq!((loaded.load, loaded.tally.new), (1, 1_203));
        let (n_rows, n_staging) = (
            world.number("SELECT count(*) FROM observation").await,
            world.number("SELECT count(*) FROM staging").await,
        );
        assert_eq!((u64::try_from(n_rows).unwrap(), n_staging), (loaded.n_rows, 0));
        world
    });
}

#[test]
fn one_load_at_a_time() {
    on_both(|world| async {
        let (other, extract) = (world.another(9).await, world.extract(&force()));
        let second = std::sync::Mutex::new(None);
        let mut tried = |_| {
            let (other, extract) = (other.clone(), extract.clone());
            let trial = std::thread::spawn(move || {
                crate::kit::runtime().block_on(other.load(&request("niche"), &extract, &mut |_| {}))
            });
            second.lock().unwrap().get_or_insert_with(|| trial.join().unwrap());
        };
        // The other program's connections belong to this runtime, which goes on meanwhile.
        world.store.load(&request("storm"), &world.extract(&force()), &mut tried).await.unwrap();
        let second = second.into_inner().unwrap().unwrap();
        assert!(matches!(second, Err(Fault::LoadRunning)), "{second:?}");
        world
    });
}

#[test]
fn links_are_laid_in_changed_and_withdrawn() {
    on_both(|world| async {
        world.load("storm", &force()).await.unwrap();
        let linked = world.store.relink("u1").await.unwrap().unwrap();
        assert!(linked.tally.new >= 1);
        let link = |world: World| async move {
            let mut tx = world.store.read().await.unwrap();
            let links = all_newest(&mut tx, table::LINKS).await.unwrap();
            drop(tx);
            let one = links.iter().find(|link| link.reference == "storm/B-1" && link.related == "storm/C-1");
            (world, one.map(|link| (link.status.clone(), link.version)))
        };
        let (world, found) = link(world).await;
        assert_eq!(found, Some(("made".into(), 1)));
        assert_eq!(world.store.relink("u1").await.unwrap(), None, "nothing changed");
        // The crime turns out to be of another incident.
        let later = CRIMES.replace(",B-1,", ",B-3,").replace("2026-03-01T15", "2026-03-03T15");
        world.load("storm", &[(Table::Crimes, &later)]).await.unwrap();
        world.store.relink("u1").await.unwrap().unwrap();
        let (world, found) = link(world).await;
        assert_eq!(found, Some(("withdrawn".into(), 2)));
        world
    });
}

#[test]
fn a_changed_row_is_named_by_verify() {
    on_both(|world| async {
        world.load("storm", &force()).await.unwrap();
        let folder = match world.cluster {
            None => world.folder.path().join("data"),
            Some(cluster) => {
                let store::Target::Url(url) = &world.target else { panic!("no address") };
                let database = testkit::postgres::database_of(url);
                cluster.psql(
                    database,
                    "ALTER TABLE personal DISABLE TRIGGER ALL;
                     UPDATE personal SET body = replace(body, 'Marrowby', 'Meadowby')",
                );
                let verified = world.store.verify(&mut |_| {}).await.unwrap();
                assert_eq!(verified.bad.first().map(|bad| bad.seq), Some(1), "{verified:?}");
                cluster.psql(database, "UPDATE personal SET body = replace(body, 'Meadowby', 'Marrowby')");
                return world;
            }
        };
        assert!(folder.exists());
        let edit = |from: &'static str, to: &'static str| {
            world.store.write(move |tx| {
                Box::pin(async move {
                    // As one who has the file can: the guard is taken down and put back.
                    let guard = tx
                        .find("SELECT sql FROM sqlite_master WHERE name = 'personal_no_update'", Vec::new())
                        .await?
                        .unwrap()
                        .text(0)?;
                    tx.execute("DROP TRIGGER personal_no_update", Vec::new()).await?;
                    tx.execute("UPDATE personal SET body = replace(body, $1, $2)", binds![from, to]).await?;
                    tx.execute(sqlx::AssertSqlSafe(guard), Vec::new()).await
                })
            })
        };
        edit("Marrowby", "Meadowby").await.unwrap();
        let verified = world.store.verify(&mut |_| {}).await.unwrap();
        assert_eq!(verified.bad.first().map(|bad| bad.seq), Some(1), "{verified:?}");
        assert!(verified.bad[0].what.contains("was changed"), "{verified:?}");
        edit("Meadowby", "Marrowby").await.unwrap();
        world
    });
}
