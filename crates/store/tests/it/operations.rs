//! A seeded list of operations against the real store and a fixed clock. Failures are listed first: a
//! lost entry, a gap in the references, a row seen before it is sealed, an erased name, a table that
//! differs from its rebuild, a chain that does not verify.

use std::sync::atomic::{AtomicU64, Ordering};

use exchange::Table;
use recording::Command;
use recording::event::{Ground, Verdict};
use store::erase::{Request, Whom};
use store::{Fault, Store};

use crate::commands::open;
use crate::kit::{World, on_both, request, splitmix};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Op {
    Load { seed: u64 },
    BreakOffLoad { seed: u64 },
    Relink,
    Open { number: u64 },
    Rule { number: u64, linked: bool },
    Erase { number: u64 },
    ClockBack,
    Reopen,
    Rebuild,
}

fn op(random: &AtomicU64) -> Op {
    let (kind, seed, number) = (splitmix(random) % 20, splitmix(random), splitmix(random) % 12);
    match kind {
        0..=4 => Op::Load { seed: seed % 40 },
        5 => Op::BreakOffLoad { seed },
        6 => Op::Relink,
        7..=11 => Op::Open { number },
        12..=14 => Op::Rule { number, linked: seed.is_multiple_of(2) },
        15..=16 => Op::Erase { number },
        17 => Op::ClockBack,
        18 => Op::Reopen,
        _ => Op::Rebuild,
    }
}

/// What must be true of the store, whatever was done.
#[derive(Default)]
struct Model {
    n_entries: u64,
    opened: Vec<u64>,
    rulings: std::collections::BTreeMap<u64, bool>,
    erased: Vec<u64>,
}

/// Some of twelve incidents, each with its person, as the seed has them.
fn extract(seed: u64) -> (String, String) {
    let random = AtomicU64::new(seed);
    let mut incidents = String::from("incident_ref,received_at,closing_code,text\n");
    let mut people = String::from("ref,role,person_id,surname,forename\n");
    for number in 0..12u64 {
        if splitmix(&random).is_multiple_of(2) {
            let code = splitmix(&random) % 3;
            incidents += &format!(
                "R-{number},2026-05-{:02}T10:00:00Z,Code {code},said to Plantname{number}x\n",
                number + 1
            );
            people += &format!("R-{number},victim,K{number},Plantname{number}x,Wren\n");
        }
    }
    incidents += "R-99,2026-05-28T10:00:00Z,Code 0,\n";
    people += "R-99,caller,K99,Stays,Robin\n";
    (incidents, people)
}

async fn apply(world: &mut World, model: &mut Model, op: Op) {
    match op {
        Op::Load { seed } => {
            let (incidents, people) = extract(seed);
            match world.load("storm", &[(Table::Incidents, &incidents), (Table::People, &people)]).await {
                Ok(loaded) => model.entry(loaded.seq),
                Err(Fault::Refused(recording::Refusal::AlreadyLoaded { .. })) => {}
                Err(fault) => panic!("{fault}"),
            }
        }
        Op::BreakOffLoad { seed } => break_off(world, seed).await,
        Op::Relink => {
            if let Some(loaded) = world.store.relink("u1").await.unwrap() {
                model.entry(loaded.seq);
            }
        }
        Op::Open { number } => {
            let done = world.store.command("u1", open(&format!("R-{number}"))).await;
            assert_eq!(done.is_ok(), !model.opened.contains(&number), "{done:?}");
            if let Ok(done) = done {
                model.entry(done.head.seq);
                model.opened.push(number);
            }
        }
        Op::Rule { number, linked } => {
            let verdict = if linked { Verdict::Linked } else { Verdict::NotLinked };
            let command =
                Command::DecideLink { incident_ref: format!("R-{number}"), crime_ref: "X".into(), verdict };
            let done = world.store.command("u2", command).await;
            assert_eq!(done.is_ok(), model.rulings.get(&number) != Some(&linked), "{done:?}");
            if let Ok(done) = done {
                model.entry(done.head.seq);
                model.rulings.insert(number, linked);
            }
        }
        Op::Erase { number } => erase(world, model, number).await,
        Op::ClockBack => {
            world.clock.fetch_sub(3_600_000_000, Ordering::Relaxed);
        }
        Op::Reopen => {
            let again: Store = world.another(model.n_entries + 1_000).await;
            world.store.close().await;
            world.store = again;
        }
        Op::Rebuild => assert!(world.store.rebuild().await.unwrap().is_equal()),
    }
}

async fn break_off(world: &World, seed: u64) {
    let (incidents, people) = extract(seed);
    let odd = format!("{incidents}B-{seed},2026-05-29T10:00:00Z,,never sealed\n");
    let read = world.extract(&[(Table::Incidents, &odd), (Table::People, &people)]);
    let store = world.store.clone();
    let broken = tokio::spawn(async move {
        store.load(&request("storm"), &read, &mut |n_rows| assert!(n_rows < 3, "broken off")).await
    });
    assert!(broken.await.is_err());
}

async fn erase(world: &World, model: &mut Model, number: u64) {
    let whom = Whom::PersonId { source: "storm".into(), person_id: format!("K{number}") };
    let request = Request {
        request: format!("E-{number}"),
        ground: Ground::RetentionReview,
        asked_by: "u3".into(),
        approved_by: "u4".into(),
        whom,
    };
    match world.store.erase(request).await {
        Ok(erased) => {
            model.entry(erased.seq);
            model.erased.push(number);
        }
        Err(Fault::Refused(recording::Refusal::NothingToErase)) => {}
        Err(fault) => panic!("{fault}"),
    }
}

impl Model {
    fn entry(&mut self, seq: u64) {
        self.n_entries += 1;
        assert_eq!(seq, self.n_entries, "an entry was lost or put in");
    }
}

async fn is_as(world: &World, model: &Model) {
    world.holds().await;
    assert_eq!(world.store.head().await.unwrap().seq, model.n_entries);
    let references = world.texts("SELECT reference FROM incident ORDER BY opened_seq").await;
    let wanted: Vec<String> = (1..=model.opened.len()).map(|number| format!("ON/2026/{number:06}")).collect();
    assert_eq!(references, wanted);
    let sealed =
        world.texts("SELECT p.body FROM personal p JOIN sealed s ON s.load = p.load").await.join("\n");
    for number in &model.erased {
        assert!(!sealed.contains(&format!("Plantname{number}x")), "person {number} is there after erasure");
    }
}

/// Each list that once failed is run before the random ones.
const PINNED: &[&[Op]] = &[
    // On PostgreSQL a statement prepared before the rebuild went on writing into the lasting table,
    // not into the temporary one that stood before it.
    &[
        Op::Load { seed: 1 },
        Op::Open { number: 0 },
        Op::Erase { number: 0 },
        Op::Erase { number: 1 },
        Op::Erase { number: 2 },
        Op::Erase { number: 3 },
        Op::Rebuild,
        Op::Open { number: 1 },
        Op::Rebuild,
    ],
];

fn run(ops: &[Op]) {
    on_both(|mut world| async {
        let mut model = Model::default();
        for op in ops {
            apply(&mut world, &mut model, *op).await;
        }
        is_as(&world, &model).await;
        world
    });
}

#[test]
fn whatever_is_done_in_whatever_order() {
    PINNED.iter().for_each(|ops| run(ops));
    let (seeds, length) = (testkit::crash::rounds(4, 100), testkit::crash::rounds(40, 500));
    for seed in 0..seeds as u64 {
        let random = AtomicU64::new(seed);
        let ops: Vec<Op> = (0..length).map(|_| op(&random)).collect();
        eprintln!("seed {seed}: {ops:?}");
        run(&ops);
    }
}
