//! Benchmarks of the store, each beside the disk's own sync in the same run. `bench/ledger.sh` runs them.
//!
//! `ledger_bench appends N` durable appends on both engines; `ledger_bench load N` a load of N rows while
//! one appender works, on both; `ledger_bench replay N` verify and rebuild of N entries, on PostgreSQL of a
//! tenth as many. What takes long is told beside a yardstick of the same run, as this machine's pace varies.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use exchange::Extract;
use recording::Event;
use recording::event::{LinkRuling, Opened, Verdict};
use store::load::Request;
use store::{Opening, Store, Surroundings, Target, book};
use terms::{IncidentRef, IncidentRow, Zone};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let what = arguments.next().unwrap_or_default();
    let n: u64 = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(1_000);
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        match what.as_str() {
            "appends" => appends(folder.path(), n).await,
            "load" => load(folder.path(), n).await,
            "replay" => replay(folder.path(), n).await,
            _ => panic!("appends, load or replay"),
        }
    });
}

async fn open(target: &Target, opening: Opening) -> Store {
    Store::open(target, opening, Surroundings::of_the_machine()).await.unwrap()
}

fn ruling(number: u64) -> Event {
    let text = |name: &str| format!("{name}/{:06}", number % 50_000);
    Event::LinkDecided(LinkRuling {
        incident_ref: text("storm"),
        crime_ref: text("niche"),
        verdict: if number.is_multiple_of(2) { Verdict::Linked } else { Verdict::NotLinked },
    })
}

async fn append(store: &Store, number: u64) {
    let now = store.now();
    store
        .write(move |tx| Box::pin(async move { book::append(tx, now, "bench", &ruling(number)).await }))
        .await
        .unwrap();
}

/// Prints how long each took; gives the median in milliseconds.
fn told(name: &str, mut times: Vec<Duration>) -> f64 {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    let total: f64 = times.iter().map(Duration::as_secs_f64).sum();
    println!(
        "{name:<44} n {:>6}  {:>8.0}/s  p50 {:>7.2} ms  p95 {:>7.2} ms  p99 {:>7.2} ms  max {:>7.1} ms",
        times.len(),
        times.len() as f64 / total,
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0)
    );
    at(0.5)
}

/// What the disk itself takes for a page and a sync: its median in milliseconds.
fn floor(folder: &Path, n: u64) -> f64 {
    let mut file = std::fs::File::create(folder.join("floor")).unwrap();
    let times = (0..n).map(|_| {
        let begun = Instant::now();
        file.write_all(&[7; 4_096]).unwrap();
        file.sync_data().unwrap();
        begun.elapsed()
    });
    told("the disk's own: write 4 KiB and sync", times.collect())
}

async fn appends(folder: &Path, n: u64) {
    let own = floor(folder, n);
    let store = open(&Target::Folder(folder.join("data")), Opening::Migrating).await;
    let p50 = told("SQLite: durable appends, one at a time", timed(&store, n).await);
    println!("{:<44} {:.1} times the disk's own sync (p50)", "", p50 / own);
    store.close().await;
    let Some(cluster) = testkit::postgres::Cluster::start(true) else { return };
    let target = Target::Url(cluster.database());
    let store = open(&target, Opening::Migrating).await;
    let p50 = told("PostgreSQL: durable appends, one at a time", timed(&store, n).await);
    println!("{:<44} {:.1} times the disk's own sync (p50)", "", p50 / own);
    let begun = Instant::now();
    let mut programs = Vec::new();
    for _ in 0..4 {
        let store = open(&target, Opening::Existing).await;
        programs.push(tokio::spawn(async move {
            let times = timed(&store, n / 4).await;
            store.close().await;
            times
        }));
    }
    let mut times = Vec::new();
    for program in programs {
        times.extend(program.await.unwrap());
    }
    let rate = times.len() as f64 / begun.elapsed().as_secs_f64();
    told("PostgreSQL: the same from four programs", times);
    println!("{:<44} {rate:>17.0}/s together", "");
    store.close().await;
    floor(folder, n);
}

async fn timed(store: &Store, n: u64) -> Vec<Duration> {
    let mut times = Vec::new();
    for number in 0..n {
        let begun = Instant::now();
        append(store, number).await;
        times.push(begun.elapsed());
    }
    times
}

fn extract(n: u64) -> Extract {
    let row = |number: u64| IncidentRow {
        incident_ref: Some(IncidentRef(format!("BP-{number:08}").into())),
        received_at: Some(terms::Instant::exact(1_700_000_000 + number as i64 * 30)),
        channel: Some("telephone".into()),
        opening_code: Some("Violence".into()),
        closing_code: Some("Crime recorded".into()),
        text: Some(format!("Caller {number} says a neighbour pushed them at the gate and shouted.").into()),
        ..IncidentRow::default()
    };
    Extract {
        incidents: (0..n).map(row).collect(),
        crimes: Vec::new(),
        people: Vec::new(),
        conflicts: Vec::new(),
        counts: Vec::new(),
        row_counts: Vec::new(),
        accounts: Vec::new(),
        files: Vec::new(),
        quarantine: Vec::new(),
        reconciliation: std::collections::BTreeMap::new(),
        zone: Zone::london(),
    }
}

async fn load(folder: &Path, n: u64) {
    println!("SQLite");
    load_into(folder, &Target::Folder(folder.join("data")), n).await;
    let Some(cluster) = testkit::postgres::Cluster::start(true) else { return };
    println!("PostgreSQL");
    load_into(folder, &Target::Url(cluster.database()), n).await;
}

/// The appender has connections of its own, as another program would.
async fn load_into(folder: &Path, target: &Target, n: u64) {
    floor(folder, 300);
    let store = open(target, Opening::Migrating).await;
    let appender = open(target, Opening::Existing).await;
    told("appends alone", timed(&appender, 300).await);
    let extract = extract(n);
    let done = Arc::new(AtomicBool::new(false));
    let working = {
        let done = done.clone();
        tokio::spawn(async move {
            let mut times = Vec::new();
            while !done.load(Ordering::Relaxed) {
                let begun = Instant::now();
                append(&appender, times.len() as u64).await;
                times.push(begun.elapsed());
                // A decision now and then, not a second load.
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            appender.close().await;
            times
        })
    };
    let request = Request {
        actor: "bench".into(),
        source: "storm".into(),
        mapping: "canonical headers".into(),
        mapping_digest: ledger::Hash::of(b"bench"),
    };
    let begun = Instant::now();
    let loaded = store.load(&request, &extract, &mut |_| {}).await.unwrap();
    let took = begun.elapsed().as_secs_f64();
    done.store(true, Ordering::Relaxed);
    told("appends while a load runs (goal: p95 < 50 ms)", working.await.unwrap());
    println!("load: {} rows in {took:.1} s, {:.0} rows/s", loaded.n_rows, loaded.n_rows as f64 / took);
    drop(extract);
    let begun = Instant::now();
    let verified = store.verify(&mut |_| {}).await.unwrap();
    assert!(verified.holds());
    println!(
        "verify: {} rows and as many personal rows in {:.1} s",
        verified.n_rows,
        begun.elapsed().as_secs_f64()
    );
    store.close().await;
}

async fn replay(folder: &Path, n: u64) {
    println!("SQLite");
    replay_on(&Target::Folder(folder.join("data")), n).await;
    let size = std::fs::metadata(folder.join("data").join(store::engine::FILE)).unwrap().len();
    println!("database file: {:.0} MB", size as f64 / 1e6);
    let Some(cluster) = testkit::postgres::Cluster::start(true) else { return };
    println!("PostgreSQL, a tenth as many");
    replay_on(&Target::Url(cluster.database()), n / 10).await;
}

async fn replay_on(target: &Target, n: u64) {
    let store = open(target, Opening::Migrating).await;
    let begun = Instant::now();
    let mut number = 0;
    while number < n {
        let (from, to, now) = (number, n.min(number + 2_000), store.now());
        store
            .write(move |tx| {
                Box::pin(async move {
                    for number in from..to {
                        // Half rulings, half incidents, as tables of both kinds grow.
                        let event = if number.is_multiple_of(2) { opened(number) } else { ruling(number) };
                        book::append(tx, now, "bench", &event).await?;
                    }
                    Ok(())
                })
            })
            .await
            .unwrap();
        number = to;
    }
    println!("{n} entries appended in bulk in {:.1} s", begun.elapsed().as_secs_f64());
    let (read, n_bytes) = read_alone(&store).await;
    let hashed = hash_alone(n_bytes);
    let begun = Instant::now();
    let verified = store.verify(&mut |_| {}).await.unwrap();
    assert!(verified.holds() && verified.n_entries == n);
    let took = begun.elapsed().as_secs_f64();
    println!(
        "verify: {n} entries, {:.0} MB of fields, in {took:.2} s (goal for 1,000,000: < 5 s)",
        n_bytes as f64 / 1e6
    );
    println!(
        "        {:.1} times reading the rows ({read:.2} s), {:.1} times one SHA-256 of the same bytes ({hashed:.2} s)",
        took / read,
        took / hashed
    );
    let begun = Instant::now();
    assert!(store.rebuild_check(&mut |_| {}).await.unwrap().is_equal());
    println!("rebuild --check: {n} entries in {:.1} s", begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    store.rebuild().await.unwrap();
    println!("rebuild: {n} entries in {:.1} s", begun.elapsed().as_secs_f64());
    store.close().await;
}

/// A yardstick: the ledger's rows read and dropped. Seconds, and bytes of their fields.
async fn read_alone(store: &Store) -> (f64, u64) {
    let begun = Instant::now();
    let mut tx = store.read().await.unwrap();
    let (mut seq, mut n_bytes) = (0, 0);
    loop {
        let page = book::after(&mut tx, seq).await.unwrap();
        let Some(last) = page.last() else { break };
        seq = last.seq;
        for row in &page {
            let texts = [&row.actor, &row.kind, &row.subject, &row.body, &row.prev, &row.hash];
            n_bytes += texts.iter().map(|text| text.len() as u64).sum::<u64>() + 24;
        }
    }
    (begun.elapsed().as_secs_f64(), n_bytes)
}

/// A yardstick: SHA-256 over so many bytes, in one go.
fn hash_alone(n_bytes: u64) -> f64 {
    let bytes = vec![7; n_bytes as usize];
    let begun = Instant::now();
    assert_ne!(ledger::Hash::of(&bytes), ledger::Hash::ZERO);
    begun.elapsed().as_secs_f64()
}

fn opened(number: u64) -> Event {
    Event::IncidentOpenedFromExtract(Opened {
        incident_id: format!("018f0000-0000-7000-8000-{number:012}"),
        reference: format!("ON/2026/{:06}", number / 2 + 1),
        source: "storm".into(),
        source_reference: format!("BP-{number:08}"),
        load: 1,
        position: number + 1,
    })
}
