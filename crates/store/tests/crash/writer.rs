//! The program under test: appends through the store's write gate and says each entry that was
//! acknowledged, one line in one write.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use exchange::intake::{self, Intake};
use exchange::{Extract, Table};
use ledger::Hash;
use recording::Event;
use recording::event::{LinkRuling, Verdict};
use store::engine::Synchronous;
use store::load::Request;
use store::{Fault, Opening, Store, Surroundings, Target, book};

/// Entries of a run that ends by itself.
pub const N_ENTRIES: u64 = 40;
/// Entries of a run that power is cut from: enough for several folds of the write-ahead log.
pub const N_ENTRIES_OF_LONG_RUN: u64 = 1_000;
/// Exit of a run that was refused by a full disk and could still read.
pub const FULL: u8 = 28;

/// Plays a part in a folder.
pub fn play(part: &str, folder: &Path) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    match runtime.block_on(act(part, folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Fault::DiskFull) => ExitCode::from(FULL),
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::from(3)
        }
    }
}

/// Where a folder names a PostgreSQL database, for a part that is played there.
const ADDRESS: &str = "address";

/// Has the parts that are played in a folder work on a database elsewhere.
pub fn remember(target: &Target, folder: &Path) {
    if let Target::Url(url) = target {
        std::fs::write(folder.join(ADDRESS), url).unwrap();
    }
}

/// The database that a part in a folder works on.
pub fn target(folder: &Path) -> Target {
    std::fs::read_to_string(folder.join(ADDRESS))
        .map_or_else(|_| Target::Folder(folder.to_path_buf()), Target::Url)
}

async fn act(part: &str, folder: &Path) -> Result<(), Fault> {
    let target = target(folder);
    match part {
        "few" => few(&target, N_ENTRIES).await,
        "many" => {
            let store = open(&target, Synchronous::Full).await?;
            append_and_say(&store, N_ENTRIES_OF_LONG_RUN).await
        }
        "many without full sync" => {
            let store = open(&target, Synchronous::Normal).await?;
            append_and_say(&store, N_ENTRIES_OF_LONG_RUN).await
        }
        "busy" => busy(&target, folder).await,
        "read" => read(&target).await,
        "migrate" => crate::migrating::play(&target).await,
        "open" => crate::several::play(&target).await,
        other => panic!("no part {other}"),
    }
}

/// Opens as the program does.
pub async fn open(target: &Target, synchronous: Synchronous) -> Result<Store, Fault> {
    Store::open_with(target, Opening::Existing, Surroundings::of_the_machine(), synchronous).await
}

async fn few(target: &Target, n: u64) -> Result<(), Fault> {
    let store = open(target, Synchronous::Full).await?;
    if let Err(fault) = append_and_say(&store, n).await {
        // Reading goes on in the program that could not write.
        assert!(!matches!(fault, Fault::DiskFull) || store.verify(&mut |_| {}).await?.holds());
        return Err(fault);
    }
    store.close().await;
    Ok(())
}

async fn append_and_say(store: &Store, n: u64) -> Result<(), Fault> {
    let head = store.head().await?.seq;
    for number in head + 1..=head + n {
        append(store, number).await?;
    }
    Ok(())
}

async fn append(store: &Store, number: u64) -> Result<(), Fault> {
    let event = Event::LinkDecided(LinkRuling {
        incident_ref: format!("BO-{number:06}"),
        crime_ref: format!("42C/{number:06}/26"),
        verdict: if number.is_multiple_of(3) { Verdict::NotLinked } else { Verdict::Linked },
    });
    let head = store
        .write(move |tx| Box::pin(async move { book::append(tx, clock(), "registrar-1", &event).await }))
        .await?;
    say(head.seq, &head.hash);
    Ok(())
}

fn clock() -> i64 {
    (Surroundings::of_the_machine().clock)()
}

fn say(seq: u64, hash: &Hash) {
    std::io::stdout().write_all(format!("ack {seq} {hash}\n").as_bytes()).expect("the line can be said");
}

/// Appends without end beside loads without end, each of other content.
async fn busy(target: &Target, folder: &Path) -> Result<(), Fault> {
    let store = open(target, Synchronous::Full).await?;
    let (loader, folder) = (store.clone(), folder.to_path_buf());
    tokio::spawn(async move {
        for round in 0u64.. {
            if let Err(fault) = load(&loader, &folder, round).await {
                eprintln!("{fault}");
                std::process::exit(3);
            }
        }
    });
    loop {
        let number = store.head().await?.seq + 1;
        append(&store, number).await?;
    }
}

async fn load(store: &Store, folder: &Path, round: u64) -> Result<(), Fault> {
    let moment = clock();
    let mapping_digest = Hash::of(&moment.to_be_bytes());
    let source = format!("storm-{}", round % 3);
    let request = Request { actor: "system-1".into(), source, mapping: "storm".into(), mapping_digest };
    let loaded = store.load(&request, &extract(folder, moment), &mut |_| {}).await?;
    std::io::stdout().write_all(format!("load {} {}\n", loaded.load, loaded.seq).as_bytes()).unwrap();
    Ok(())
}

/// Sixty incidents, some as another extract had them and some not.
fn extract(folder: &Path, moment: i64) -> Extract {
    let mut text = String::from("incident_ref,received_at,closing_code,text\n");
    for number in 0..60 {
        let (reference, code) = (moment % 7 * 40 + number, moment % 5);
        text += &format!("BO-{reference},2026-11-05T10:15:00Z,C{code},Caller of Ambridge {moment}\n");
    }
    let file = folder.join("extract.csv");
    std::fs::write(&file, text).expect("the extract can be written");
    let intake = Intake { files: vec![(Table::Incidents, file)], ..Intake::default() };
    intake::read(&intake, &mut |_, _| {}).unwrap()
}

async fn read(target: &Target) -> Result<(), Fault> {
    let store = open(target, Synchronous::Full).await?;
    let verified = store.verify(&mut |_| {}).await?;
    assert!(verified.holds(), "{:?}", verified.bad);
    std::io::stdout().write_all(format!("read {}\n", verified.n_entries).as_bytes()).unwrap();
    Ok(())
}
