//! Accounts, sessions, restrictions, the access log and what pages read: one body, both engines.

use access::{Role, Status};
use store::access_log::{AccessLog, Operation, Reading, Wanted, account_subject};
use store::accounts::NewAccount;
use store::content::table;
use store::reading::Matched;
use store::sessions::Stage;
use store::{Fault, settings};

use crate::kit::{NOON, force, on_both};

fn new(name: &str) -> NewAccount {
    NewAccount {
        sign_in_name: name.into(),
        shown_name: format!("Holder of {name}"),
        role: Role::Registrar,
        unit: "North".into(),
        force: "Borsetshire Police".into(),
        status: Status::Invited,
        password: String::new(),
        made_by: "test".into(),
    }
}

#[test]
fn accounts_are_made_once_and_taken_up_once() {
    on_both(|world| async {
        let store = &world.store;
        assert!(!store.has_accounts().await.unwrap());
        let id = store.set_up(new(" Ash ")).await.unwrap();
        assert!(matches!(store.set_up(new("birch")).await, Err(Fault::Usage(_))));
        assert_eq!(store.setting(settings::FORCE).await.unwrap().as_deref(), Some("Borsetshire Police"));
        assert!(matches!(store.add_account(new("ASH")).await, Err(Fault::Usage(_))));
        assert!(matches!(store.add_account(new("  ")).await, Err(Fault::Usage(_))));
        let account = store.account_named("aSh").await.unwrap().unwrap();
        assert_eq!((account.id.as_str(), account.status), (id.as_str(), Status::Invited));
        store.invite(&id, [1; 32], NOON + 10).await.unwrap();
        store.invite(&id, [2; 32], NOON + 10).await.unwrap();
        assert!(store.invited([1; 32]).await.unwrap().is_none(), "the newest alone is good");
        assert_eq!(store.invited([2; 32]).await.unwrap().unwrap().id, id);
        assert!(store.take_up([2; 32], &id, "kept").await.unwrap());
        assert!(!store.take_up([2; 32], &id, "other").await.unwrap());
        let account = store.account(&id).await.unwrap().unwrap();
        assert_eq!((account.status, account.password.as_str()), (Status::Active, "kept"));
        store.set_second_factor(&id, vec![7; 20], 5, vec![[3; 32], [4; 32]]).await.unwrap();
        for (step, is_used) in [(5, false), (6, true), (6, false), (9, true), (7, false)] {
            assert_eq!(store.use_step(&id, step).await.unwrap(), is_used, "{step}");
        }
        assert!(store.use_recovery_code(&id, [3; 32]).await.unwrap());
        assert!(!store.use_recovery_code(&id, [3; 32]).await.unwrap());
        store.note_tries(&id, 6, Some(NOON + 60)).await.unwrap();
        let account = store.account(&id).await.unwrap().unwrap();
        assert_eq!((account.n_failed, account.locked_until), (6, NOON + 60));
        world
    });
}

#[test]
fn a_session_is_found_by_digest_and_ended_with_its_account() {
    on_both(|world| async {
        let store = &world.store;
        let id = store.add_account(new("ash")).await.unwrap();
        let other = store.add_account(new("birch")).await.unwrap();
        store.begin_session([1; 32], &id, Stage::Password).await.unwrap();
        store.begin_session([2; 32], &id, Stage::Full).await.unwrap();
        let (session, account) = store.session([2; 32]).await.unwrap().unwrap();
        assert_eq!(
            (session.stage, account.id.as_str(), session.times.made_at),
            (Stage::Full, id.as_str(), NOON)
        );
        assert!(store.session([9; 32]).await.unwrap().is_none());
        assert!(!store.end_session(vec![1; 32], &other, "test").await.unwrap(), "not of this account");
        assert!(store.end_session(vec![1; 32], &id, "test").await.unwrap());
        assert_eq!(store.sessions_of(&id).await.unwrap().len(), 1);
        store.change_account(&id, (Role::Officer, "South", Status::Suspended), "test").await.unwrap();
        let (session, account) = store.session([2; 32]).await.unwrap().unwrap();
        assert_eq!(session.times.ended_at, Some(NOON));
        assert_eq!(
            (account.role, account.unit.as_str(), account.status),
            (Role::Officer, "South", Status::Suspended)
        );
        store.forget_sessions(NOON + 1).await.unwrap();
        assert!(store.session([2; 32]).await.unwrap().is_none());
        world
    });
}

#[test]
fn a_restriction_closes_a_record_to_all_but_its_list() {
    on_both(|world| async {
        let store = &world.store;
        let place = || (table::INCIDENTS.to_owned(), "storm".to_owned(), "B-1".to_owned());
        store.restrict(place(), vec!["ash".into()], "test").await.unwrap();
        assert!(store.closed_to("ash").await.unwrap().is_empty());
        assert!(store.closed_to("birch").await.unwrap().contains(&place()));
        store.restrict(place(), vec!["birch".into()], "test").await.unwrap();
        let all = store.restrictions().await.unwrap();
        assert_eq!((all.len(), all[0].readers.clone()), (1, vec!["birch".to_owned()]));
        assert!(store.closed_to("ash").await.unwrap().contains(&place()));
        store.lift(place()).await.unwrap();
        assert!(store.closed_to("ash").await.unwrap().is_empty());
        world
    });
}

fn reading(actor: &str, subject: &str) -> Reading {
    Reading {
        actor: actor.into(),
        operation: Operation::Consulted,
        page: "/incidents",
        subject: subject.into(),
        n_people: 3,
    }
}

#[test]
fn the_access_log_is_a_chain_that_many_write_at_once() {
    on_both(|world| async {
        let log = AccessLog::begin(world.store.clone());
        let writers: Vec<_> = (0..20)
            .map(|n| {
                let log = log.clone();
                tokio::spawn(async move {
                    for _ in 0..5 {
                        log.log(vec![reading(&format!("u{n}"), "incidents/storm/B-1")]).await.unwrap();
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        log.log(vec![reading("u1", &account_subject("u2"))]).await.unwrap();
        let checked = world.store.verify_access_log().await.unwrap();
        assert_eq!((checked.n_entries, checked.first_bad), (101, None));
        let wanted = |actor: Option<&str>, not_of: &str| Wanted {
            actor: actor.map(Into::into),
            not_of: not_of.into(),
            n_most: 200,
            ..Wanted::default()
        };
        let n = async |wanted: Wanted| world.store.readings(&wanted).await.unwrap().len();
        assert_eq!(n(wanted(Some("u1"), "u9")).await, 6);
        assert_eq!(n(wanted(Some("u1"), "u1")).await, 0, "never about oneself");
        assert_eq!(n(wanted(None, "u2")).await, 95, "nor what was done to one's own account");
        world
    });
}

#[test]
fn a_changed_entry_of_the_access_log_is_named() {
    on_both(|world| async {
        let log = AccessLog::begin(world.store.clone());
        for n in 0..5 {
            log.log(vec![reading("u1", &format!("incidents/storm/B-{n}"))]).await.unwrap();
        }
        let refused = |sql: &'static str| {
            let store = world.store.clone();
            async move {
                store
                    .write(move |tx| Box::pin(async move { tx.execute(sql, Vec::new()).await }))
                    .await
                    .is_err()
            }
        };
        assert!(refused("UPDATE access_entry SET n_people = 0 WHERE seq = 3").await);
        assert!(refused("DELETE FROM access_entry").await);
        let is_postgres = world.cluster.is_some();
        let done = world.store.write(move |tx| {
            Box::pin(async move {
                let fence = if is_postgres {
                    "DROP TRIGGER access_entry_never ON access_entry"
                } else {
                    "DROP TRIGGER access_entry_no_update"
                };
                tx.execute(fence, Vec::new()).await?;
                tx.execute("UPDATE access_entry SET n_people = 0 WHERE seq = 3", Vec::new()).await
            })
        });
        done.await.unwrap();
        let checked = world.store.verify_access_log().await.unwrap();
        assert_eq!((checked.n_entries, checked.first_bad), (2, Some(3)));
        world
    });
}

#[test]
fn what_pages_read_is_the_same_on_both() {
    on_both(|world| async {
        world.load("storm", &force()).await.unwrap();
        let store = &world.store;
        let whole = store.whole(table::INCIDENTS, "storm", "B-1").await.unwrap().unwrap();
        assert_eq!((whole.newest.personal.len(), whole.people.unwrap().personal.len()), (2, 2));
        assert_eq!(whole.versions.len(), 1);
        assert!(store.whole(table::INCIDENTS, "niche", "B-1").await.unwrap().is_none());
        let found = |typed: &'static str| async move {
            let found = store.search(typed).await.unwrap();
            found
                .into_iter()
                .map(|one| (one.by == Matched::Reference, one.table, one.reference))
                .collect::<Vec<_>>()
        };
        let row = |by_reference: bool, table: &str, reference: &str| {
            (by_reference, table.to_owned(), reference.to_owned())
        };
        assert_eq!(found("b-1").await, [row(true, "incidents", "B-1")]);
        assert_eq!(found("dunnock").await, [row(false, "people", "B-2")]);
        assert_eq!(found("900222").await, [row(false, "people", "B-2")]);
        assert_eq!(found("surname").await, [], "a field's name is no value");
        assert_eq!(found("100%").await, []);
        assert_eq!(store.loads().await.unwrap().len(), 1);
        let lines = store.reconciliation(1).await.unwrap();
        assert_eq!(lines.iter().map(|line| line.counts[0]).sum::<i64>(), 9);
        assert_eq!(store.quarantined(1, 0, 10).await.unwrap(), []);
        assert_eq!(store.entries_before(i64::MAX, 10).await.unwrap().len(), 1);
        world
    });
}
