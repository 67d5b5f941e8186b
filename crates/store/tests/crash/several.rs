//! Several programs at once, each a process of its own, two of them killed: the human references have no
//! gap and none is given twice.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use recording::{Command, Event};
use store::engine::Synchronous;
use store::{Fault, Target};
use testkit::crash::power::Found;
use testkit::crash::{kill, quick_folder, rounds, suite};
use testkit::postgres::cluster;

use crate::look::{Left, block_on, prepare_at};
use crate::writer::{open, target};

/// Programs that open incidents to their end.
const N_PROGRAMS: usize = 4;
/// Incidents that each opens.
const HOW_MANY: &str = "ONRECORD_CRASH_INCIDENTS";

/// Opens incidents and says each with the reference it was given.
pub async fn play(target: &Target) -> Result<(), Fault> {
    let store = open(target, Synchronous::Full).await?;
    let n: u64 = std::env::var(HOW_MANY).unwrap().parse().unwrap();
    for number in 0..n {
        let source_reference = format!("P{}-{number}", std::process::id());
        let command = Command::OpenFromExtract {
            source: "storm".into(),
            source_reference: source_reference.clone(),
            load: 1,
            position: 1,
        };
        let done = store.command("registrar-1", command).await?;
        let Some(Event::IncidentOpenedFromExtract(opened)) = done.events.first() else {
            panic!("{:?}", done.events)
        };
        let line = format!("{source_reference} {}\n", opened.reference);
        std::io::stdout().write_all(line.as_bytes()).unwrap();
    }
    store.close().await;
    Ok(())
}

/// In one data folder.
pub fn sqlite() {
    let place = tempfile::tempdir_in(quick_folder()).unwrap();
    together(place.path(), &Target::Folder(place.path().to_path_buf()));
}

/// On one PostgreSQL database.
pub fn postgres() {
    let Some(cluster) = cluster() else { return };
    let place = tempfile::tempdir_in(quick_folder()).unwrap();
    together(place.path(), &Target::Url(cluster.database()));
}

fn together(folder: &Path, at: &Target) {
    prepare_at(at, folder);
    let n_each = rounds(40, 400);
    let mut said: Vec<String> = std::thread::scope(|scope| {
        let whole = (0..N_PROGRAMS).map(|_| scope.spawn(|| to_the_end(folder, n_each)));
        let killed = [60, 150].map(|millis| {
            scope.spawn(move || {
                let mut command = suite::part("open", folder);
                kill::after(command.env(HOW_MANY, u64::MAX.to_string()), Duration::from_millis(millis))
            })
        });
        // One that loads and appends beside them all, and is killed as well.
        let loads = scope.spawn(|| kill::after(&mut suite::part("busy", folder), Duration::from_millis(400)));
        let whole: Vec<_> = whole.collect();
        assert!(!loads.join().unwrap().is_empty());
        whole.into_iter().chain(killed).flat_map(|program| program.join().unwrap()).collect()
    });
    assert!(said.len() > N_PROGRAMS * n_each, "the programs that were killed opened nothing");
    said.sort_unstable();
    assert_eq!(Left::of(folder).unwrap().found(&[]), Found::Whole);
    let there = block_on(opened(folder));
    no_gaps(&there);
    let missing: Vec<_> = said.iter().filter(|line| there.binary_search(line).is_err()).collect();
    assert!(missing.is_empty(), "acknowledged and not there, or there as another: {missing:?}");
    // Of each program that was killed one more may be there, which it had no time to say.
    assert!(there.len() <= said.len() + 2, "{} there, {} said", there.len(), said.len());
    println!(
        "{} incidents from {} programs at once, 3 killed: no gap, none twice",
        there.len(),
        N_PROGRAMS + 3
    );
}

fn to_the_end(folder: &Path, n: usize) -> Vec<String> {
    let output = suite::part("open", folder).env(HOW_MANY, n.to_string()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

/// Each incident as its program said it, sorted.
async fn opened(folder: &Path) -> Vec<String> {
    let store = open(&target(folder), Synchronous::Full).await.unwrap();
    let mut tx = store.read().await.unwrap();
    let all = "SELECT source_reference || ' ' || reference FROM incident";
    let rows = tx.rows(all, Vec::new()).await.unwrap();
    let mut there: Vec<String> = rows.iter().map(|row| row.text(0).unwrap()).collect();
    drop(tx);
    store.close().await;
    there.sort_unstable();
    there
}

/// Each year's series counts from 1 to its end.
fn no_gaps(there: &[String]) {
    let mut series: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for line in there {
        let reference = line.split_once(' ').unwrap().1;
        let (year, number) = reference.rsplit_once('/').unwrap();
        series.entry(year).or_default().push(number.parse().unwrap());
    }
    for (year, mut numbers) in series {
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>(), "{year}");
    }
}
