//! A disk that fails a call, and a disk that fills.

use std::path::Path;
use std::process::Command;

use testkit::crash::fault::{self, Ended, Mode};
use testkit::crash::power::{self, Found};
use testkit::crash::trace::{Call, Happened};
use testkit::crash::{Disk, copy_folder, quick_folder, shim, suite};

use crate::look::{Left, look, prepare};
use crate::writer::{FULL, N_ENTRIES};

/// The first so many writes, truncations and syncs are failed, one in each run.
const N_CALLS: u64 = 200;

/// In each of those runs the power goes as well, at so many moments.
const N_CUTS: usize = 4;

/// Each of the first 200 calls fails, once and for ever.
pub fn sweep() {
    let Some(shim) = shim() else { return };
    let place = tempfile::tempdir_in(quick_folder()).unwrap();
    let base = place.path().join("base");
    prepare(&base);
    let after_cut = place.path().join("after the cut");
    let mut n_syncs = 0;
    for call in 1..=N_CALLS {
        for mode in Mode::ALL {
            let (ended, left) = run_on(place.path(), &shim, Some((call, mode)), None);
            let told = format!("call {call} failing {mode:?}: {ended:?}");
            assert!(!ended.failed.is_empty(), "the run has too few calls: {told}");
            assert_eq!(left.found(&ended.acknowledged), Found::Whole, "{told}");
            stops(&ended, mode, &told);
            assert!(
                left.n_entries <= ended.acknowledged.len() as u64 + 1,
                "{} entries; {told}",
                left.n_entries
            );
            let tally = power::cuts(&base, &ended.happened, N_CUTS, call, &after_cut, &mut look);
            assert_eq!((tally.n_with_losses, tally.n_broken), (0, 0), "then the power went: {tally}; {told}");
            n_syncs += usize::from(ended.failed.contains(&Call::Sync));
        }
    }
    println!("{} runs with a failing call, {n_syncs} of them a sync: acknowledged = present", 2 * N_CALLS);
    assert!(n_syncs > 10);
}

/// The syncs of the database file itself, when the log is folded back into it: each of the first failed
/// once. (SQLite by itself passes over these.)
pub fn folding() {
    let Some(shim) = shim() else { return };
    let place = tempfile::tempdir_in(quick_folder()).unwrap();
    let (base, folder) = (place.path().join("base"), place.path().join("data"));
    prepare(&base);
    copy_folder(&base, &folder);
    let disk = Disk { trace: Some(place.path().join("trace")), ..Disk::default() };
    let whole = fault::run(&mut suite::part("many", &folder), &shim, &folder, &disk);
    assert!(whole.status.success(), "{whole:?}");
    for call in calls_that_sync_the_database(&whole.happened).into_iter().take(4) {
        std::fs::remove_dir_all(&folder).unwrap();
        copy_folder(&base, &folder);
        let disk = Disk { fail: Some((call, Mode::Once)), ..disk.clone() };
        let ended = fault::run(&mut suite::part("many", &folder), &shim, &folder, &disk);
        assert_eq!(ended.failed, [Call::Sync], "{ended:?}");
        assert!(ended.after_failed_sync.is_empty() && !ended.status.success(), "{ended:?}");
        let after_cut = place.path().join("after the cut");
        let tally = power::cuts(&base, &ended.happened, 2 * N_CUTS, call, &after_cut, &mut look);
        assert_eq!((tally.n_with_losses, tally.n_broken), (0, 0), "then the power went: {tally}");
        assert_eq!(look(&folder, &ended.acknowledged), Found::Whole, "{ended:?}");
    }
}

/// By the shim's own count of calls, from 1; of those only that something was acknowledged after. (A fold
/// when the connections close, which comes or not as they happen to close, is none of these.)
fn calls_that_sync_the_database(run: &[Happened]) -> Vec<u64> {
    let mut database = None;
    let mut calls = Vec::new();
    let (mut n_calls, mut n_followed) = (0, 0);
    for one in run {
        match one {
            Happened::Named(number, name) if name == store::engine::FILE => database = Some(*number),
            Happened::Written { .. } | Happened::Truncated(..) | Happened::FolderSynced => n_calls += 1,
            Happened::Synced(number) => {
                n_calls += 1;
                calls.extend((Some(*number) == database).then_some(n_calls));
            }
            Happened::Said(_) => n_followed = calls.len(),
            _ => {}
        }
    }
    calls.truncate(n_followed);
    assert!(calls.len() >= 3, "the run folds its log back too seldom: {calls:?} of {n_calls}");
    calls
}

/// A failed sync is never followed by an acknowledgement, and a failure that matters ends the process.
fn stops(ended: &Ended, mode: Mode, told: &str) {
    assert!(ended.after_failed_sync.is_empty(), "acknowledged after a failed sync: {told}");
    let finished = ended.acknowledged.len() as u64 == N_ENTRIES;
    let forgivable = mode == Mode::Once && finished && !ended.failed.contains(&Call::Sync);
    assert!(!ended.status.success() || forgivable, "{told}");
}

/// Runs a few appends on a bad disk, from the same beginning each time, then looks on a good one.
fn run_on(place: &Path, shim: &Path, fail: Option<(u64, Mode)>, room: Option<u64>) -> (Ended, Left) {
    let folder = place.join("data");
    let _ = std::fs::remove_dir_all(&folder);
    copy_folder(&place.join("base"), &folder);
    let disk = Disk { trace: Some(place.join("trace")), fail, room };
    let ended = fault::run(&mut suite::part("few", &folder), shim, &folder, &disk);
    if room.is_some() && !ended.status.success() {
        reads_on(place, shim, &folder, &ended);
    }
    let left = Left::of(&folder).unwrap_or_else(|fault| panic!("{fault} after {fail:?} {room:?}: {ended:?}"));
    (ended, left)
}

/// On the disk that is still full, another process reads all that was acknowledged.
fn reads_on(place: &Path, shim: &Path, folder: &Path, ended: &Ended) {
    let disk = Disk { trace: Some(place.join("trace")), fail: None, room: Some(0) };
    let read = fault::run(&mut suite::part("read", folder), shim, folder, &disk);
    let n = read.acknowledged.first().and_then(|line| line.strip_prefix("read ")?.parse::<usize>().ok());
    assert!(read.status.success() && n >= Some(ended.acknowledged.len()), "{read:?} after {ended:?}");
}

/// The disk fills after every so many bytes.
pub fn full() {
    let Some(shim) = shim() else { return };
    let place = tempfile::tempdir_in(quick_folder()).unwrap();
    prepare(&place.path().join("base"));
    let mut n_refused = 0;
    for room in (0..1_500_000).step_by(37_777) {
        let (ended, left) = run_on(place.path(), &shim, None, Some(room));
        let told = format!("room for {room} bytes: {ended:?}");
        assert_eq!(left.found(&ended.acknowledged), Found::Whole, "{told}");
        assert!(left.n_entries <= ended.acknowledged.len() as u64 + 1, "{told}");
        assert_eq!(ended.status.success(), ended.acknowledged.len() as u64 == N_ENTRIES, "{told}");
        n_refused += usize::from(ended.status.code() == Some(i32::from(FULL)));
    }
    println!("the disk filled in {n_refused} runs: acknowledged = present, reading went on");
    assert!(n_refused > 10);
}

/// No file may grow past a size (RLIMIT_FSIZE): the kernel's own refusal, not the shim's.
pub fn limit() {
    let place = tempfile::tempdir_in(quick_folder()).unwrap();
    let folder = place.path().join("data");
    prepare(&folder);
    let part = suite::part("few", &folder);
    let script = "trap '' XFSZ; ulimit -f 400; exec \"$0\"";
    let mut command = Command::new("bash");
    command.args(["-c", script]).arg(part.get_program());
    command.envs(part.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = command.output().unwrap();
    let said: Vec<String> = String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
    let told =
        format!("{:?}: {} lines; {}", output.status, said.len(), String::from_utf8_lossy(&output.stderr));
    assert!(!output.status.success() && (said.len() as u64) < N_ENTRIES, "{told}");
    let left = Left::of(&folder).unwrap();
    assert_eq!(left.found(&said), Found::Whole, "{told}");
}
