//! The crash harness, tried on writers whose faults are known: it must find what is wrong with them, and
//! nothing wrong with the one that is right.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use testkit::crash::fault::Mode;
use testkit::crash::power::Found;
use testkit::crash::trace::{self, Call};
use testkit::crash::{Disk, Seeded, fault, kill, power, preload, quick_folder, shim, suite};

/// Two sectors and a bit, so that a record can be torn.
const RECORD_BYTES: usize = 1200;
const N_RECORDS: u8 = 40;

fn main() -> ExitCode {
    suite::run(
        play,
        &[
            ("a_writer_that_syncs_first_loses_nothing_to_power_cuts", honest_power),
            ("a_writer_that_acknowledges_first_is_found_out", hasty_power),
            ("a_writer_that_does_not_sync_the_folder_is_found_out", nameless_power),
            ("a_kill_takes_nothing_that_was_acknowledged", honest_kill),
            ("each_failed_call_is_told_from_the_next", failing),
            ("a_full_disk_takes_what_fits", full),
        ],
    )
}

/// Appends records to a new file and says each one's number; how carefully, the part says.
fn play(part: &str, folder: &Path) -> ExitCode {
    match append(part, folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(74)
        }
    }
}

fn append(part: &str, folder: &Path) -> std::io::Result<()> {
    let mut file = OpenOptions::new().create_new(true).append(true).open(folder.join("records"))?;
    if part != "nameless" {
        File::open(folder)?.sync_all()?;
    }
    for number in 1..=if part == "endless" { 250 } else { N_RECORDS } {
        file.write_all(&[number; RECORD_BYTES])?;
        if part != "hasty" {
            file.sync_data()?;
        }
        std::io::stdout().write_all(format!("ack {number}\n").as_bytes())?;
    }
    if part == "endless" {
        std::thread::sleep(Duration::from_secs(60));
    }
    Ok(())
}

fn look(folder: &Path, acknowledged: &[String]) -> Found {
    let bytes = std::fs::read(folder.join("records")).unwrap_or_default();
    let whole = |number: usize| {
        let record = bytes.get((number - 1) * RECORD_BYTES..number * RECORD_BYTES);
        record.is_some_and(|record| record.iter().all(|byte| usize::from(*byte) == number))
    };
    match (1..=acknowledged.len()).filter(|number| !whole(*number)).count() {
        0 => Found::Whole,
        n => Found::Lost(n as u64),
    }
}

fn after_power_cuts(part: &str) -> Option<power::Tally> {
    let shim = shim()?;
    let place = tempfile::tempdir_in(quick_folder()).unwrap();
    let (folder, base) = (place.path().join("data"), place.path().join("base"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::create_dir_all(&base).unwrap();
    let trace = place.path().join("trace");
    let mut command = suite::part(part, &folder);
    preload(&mut command, &shim, &folder, &Disk { trace: Some(trace.clone()), ..Disk::default() });
    assert!(command.output().unwrap().status.success());
    let run = trace::read(&trace);
    assert_eq!(trace::lines(&run).len(), usize::from(N_RECORDS));
    Some(power::cuts(&base, &run, 300, 11, &place.path().join("left"), &mut look))
}

fn honest_power() {
    let Some(tally) = after_power_cuts("honest") else { return };
    assert_eq!((tally.n_cuts, tally.n_with_losses, tally.n_broken), (300, 0, 0), "{tally}");
}

fn hasty_power() {
    let Some(tally) = after_power_cuts("hasty") else { return };
    assert!(tally.n_with_losses > 150 && tally.first.is_some(), "{tally}");
}

fn nameless_power() {
    let Some(tally) = after_power_cuts("nameless") else { return };
    assert!(tally.n_with_losses > 50, "{tally}");
}

fn honest_kill() {
    let mut random = Seeded(5);
    for _ in 0..5 {
        let place = tempfile::tempdir_in(quick_folder()).unwrap();
        let mut command = suite::part("endless", place.path());
        let said = kill::after(&mut command, Duration::from_micros(random.below(3_000)));
        assert_eq!(look(place.path(), &said), Found::Whole);
    }
}

fn failing() {
    let Some(shim) = shim() else { return };
    // Call 1 is the sync of the folder; then a write and a sync for each record.
    let cases = [
        (1, Mode::Once, Call::FolderSync, 0),
        (2, Mode::Once, Call::Write, 0),
        (3, Mode::ForEver, Call::Sync, 0),
        (20, Mode::ForEver, Call::Write, 9),
        (21, Mode::Once, Call::Sync, 9),
    ];
    for (at, mode, call, n_acknowledged) in cases {
        let place = tempfile::tempdir_in(quick_folder()).unwrap();
        let folder = place.path().join("data");
        std::fs::create_dir(&folder).unwrap();
        let trace = Some(place.path().join("trace"));
        let disk = Disk { trace, fail: Some((at, mode)), room: None };
        let ended = fault::run(&mut suite::part("honest", &folder), &shim, &folder, &disk);
        assert_eq!(ended.status.code(), Some(74), "{ended:?}");
        assert_eq!(ended.failed, [call], "{ended:?}");
        assert_eq!(ended.acknowledged.len(), n_acknowledged, "{ended:?}");
        assert!(ended.after_failure.is_empty() && ended.complaint.contains("os error 5"), "{ended:?}");
    }
}

fn full() {
    let Some(shim) = shim() else { return };
    let place = tempfile::tempdir_in(quick_folder()).unwrap();
    let folder = place.path().join("data");
    std::fs::create_dir(&folder).unwrap();
    let trace = Some(place.path().join("trace"));
    let disk = Disk { trace, fail: None, room: Some(3 * RECORD_BYTES as u64 + 100) };
    let ended = fault::run(&mut suite::part("honest", &folder), &shim, &folder, &disk);
    assert_eq!((ended.status.code(), ended.acknowledged.len()), (Some(74), 3), "{ended:?}");
    assert!(ended.complaint.contains("os error 28"), "{ended:?}");
    assert_eq!(std::fs::metadata(folder.join("records")).unwrap().len(), 3 * RECORD_BYTES as u64 + 100);
}
