//! Erasure: with approval only, whole, and for good.

use exchange::Table;
use recording::Refusal;
use recording::event::Ground;
use store::Fault;
use store::content::table;
use store::erase::{Request, Scrubbed, Whom};
use store::sources::all_newest;

use crate::kit::{INCIDENTS, PEOPLE, World, force, on_both};

const NAMES: [&str; 6] = ["Quillfeather", "quillfeather", "Marrowby", "900111", "1984", "446860800"];

fn asked(whom: Whom) -> Request {
    Request {
        request: "IG-77".into(),
        ground: Ground::RightToErasure,
        asked_by: "u41".into(),
        approved_by: "u7".into(),
        whom,
    }
}

fn quillfeather() -> Whom {
    Whom::PersonId { source: "storm".into(), person_id: "P1".into() }
}

/// Every byte of the database, and a dump of it on PostgreSQL.
async fn everything(world: &World) -> String {
    let tables = ["ledger", "observation", "personal", "suppression", "erased_row", "erasure", "source_load"];
    let mut all = String::new();
    match world.cluster {
        Some(cluster) => {
            let store::Target::Url(url) = &world.target else { panic!("no address") };
            all.push_str(&cluster.dump(testkit::postgres::database_of(url)));
        }
        None => {
            for file in std::fs::read_dir(world.folder.path().join("data")).unwrap() {
                all.push_str(&String::from_utf8_lossy(&std::fs::read(file.unwrap().path()).unwrap()));
            }
        }
    }
    assert!(tables.iter().all(|table| all.contains(table)), "that is not the whole database");
    all
}

async fn people(world: &World) -> usize {
    let mut tx = world.store.read().await.unwrap();
    let people = all_newest(&mut tx, table::PEOPLE).await.unwrap();
    people.iter().map(|one| one.personal.len()).sum()
}

#[test]
fn an_erased_person_is_nowhere_and_does_not_come_back() {
    on_both(|world| async {
        world.load("storm", &force()).await.unwrap();
        let there = everything(&world).await;
        assert!(
            NAMES.iter().filter(|name| there.contains(**name)).count() >= 4,
            "the names were never there"
        );
        let erased = world.store.erase(asked(quillfeather())).await.unwrap();
        // Two rows of the person, the log's text of B-1, the typed reason of C-2 is of another record and
        // has the surname alone: it stays.
        assert_eq!((erased.plan.n_of("person"), erased.plan.n_of("narrative")), (2, 1));
        assert!(matches!(erased.scrubbed, Scrubbed::Absent | Scrubbed::WrittenAnew | Scrubbed::Vacuumed));
        world.holds().await;
        let reason = Whom::Reference { source: "storm".into(), reference: "C-2".into() };
        world.store.erase(asked(reason)).await.unwrap();
        let left = everything(&world).await;
        for name in NAMES {
            assert!(!left.contains(name), "{name} is still there");
        }
        assert!(left.contains("Osterleigh") && left.contains("Dunnock"), "others went too");
        assert_eq!(people(&world).await, 2);

        // A later extract has them all again, and one row more.
        let later = format!("{PEOPLE}B-3,caller,P1,Quillfeather,Marrowby,1984-02-29,07700 900111,,\n");
        let changed = INCIDENTS.replace("Crime recorded", "Crime recorded late");
        let loaded =
            world.load("storm", &[(Table::People, &later), (Table::Incidents, &changed)]).await.unwrap();
        assert_eq!(loaded.tally.suppressed, 4, "{loaded:?}");
        let left = everything(&world).await;
        for name in NAMES {
            assert!(!left.contains(name), "{name} came back");
        }
        world
    });
}

#[test]
fn everything_of_a_reference_goes_and_the_rest_stays() {
    on_both(|world| async {
        world.load("storm", &force()).await.unwrap();
        let whom = Whom::Reference { source: "storm".into(), reference: "B-1".into() };
        let plan = world.store.plan_erasure(&whom).await.unwrap();
        // Text, place, two people.
        assert_eq!((plan.rows.len(), plan.n_records()), (4, 1));
        assert_eq!(world.number("SELECT count(*) FROM erased_row").await, 0, "a plan changes nothing");
        let erased = world.store.erase(asked(whom)).await.unwrap();
        assert_eq!(erased.plan.rows, plan.rows);
        let mut tx = world.store.read().await.unwrap();
        let incidents = all_newest(&mut tx, table::INCIDENTS).await.unwrap();
        let one = incidents.iter().find(|incident| incident.reference == "B-1").unwrap();
        assert_eq!((one.personal.len(), one.status.as_str()), (0, "Crime recorded"));
        drop(tx);
        world
    });
}

#[test]
fn by_name_in_every_source() {
    on_both(|world| async {
        world.load("storm", &force()).await.unwrap();
        world.load("niche", &[(Table::People, PEOPLE)]).await.unwrap();
        let named = |born: Option<&str>| Whom::Named {
            surname: "quillfeather ".into(),
            forename: "MARROWBY".into(),
            born: born.map(Into::into),
        };
        let n = |whom| {
            let store = world.store.clone();
            async move { store.plan_erasure(&whom).await.unwrap().n_of("person") }
        };
        assert_eq!(n(named(Some("1984-03-01"))).await, 0, "another of the name");
        assert_eq!(n(named(Some("1984-02-29"))).await, 4);
        assert_eq!(n(named(None)).await, 4);
        world.store.erase(asked(named(Some("1984-02-29")))).await.unwrap();
        assert_eq!(n(named(None)).await, 0);
        world
    });
}

#[test]
fn nothing_goes_without_approval() {
    on_both(|world| async {
        world.load("storm", &force()).await.unwrap();
        let n_rows = world.number("SELECT count(*) FROM personal").await;
        let alone = Request { approved_by: " U41".into(), ..asked(quillfeather()) };
        let nobody = asked(Whom::PersonId { source: "storm".into(), person_id: "P99".into() });
        for (request, refusal) in [(alone, Refusal::ApprovedByWhoAsked), (nobody, Refusal::NothingToErase)] {
            match world.store.erase(request).await {
                Err(Fault::Refused(said)) => assert_eq!(said, refusal),
                other => panic!("{other:?}"),
            }
        }
        for sql in [
            "DELETE FROM personal WHERE load = 1",
            "DELETE FROM personal WHERE load = 1 AND position = 4 AND part = 0",
        ] {
            let done =
                world.store.write(move |tx| Box::pin(async move { tx.execute(sql, Vec::new()).await })).await;
            assert!(done.is_err(), "{sql}");
        }
        assert_eq!(world.number("SELECT count(*) FROM personal").await, n_rows);
        world
    });
}
