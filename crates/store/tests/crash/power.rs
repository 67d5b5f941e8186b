//! Power cuts, replayed from a recorded run.

use testkit::crash::trace::{self, Happened};
use testkit::crash::{Disk, copy_folder, power, preload, quick_folder, rounds, shim, suite};

use crate::look::{look, prepare};
use crate::writer::N_ENTRIES_OF_LONG_RUN;

/// 400 cuts (10,000 long): nothing acknowledged is lost, nothing is out of order.
pub fn full() {
    let Some(tally) = after("many", rounds(400, 10_000)) else { return };
    println!("synchronous=FULL: {tally}");
    assert_eq!((tally.n_with_losses, tally.n_broken), (0, 0), "{tally}");
}

/// The same with a weaker setting must be seen to lose: else the harness sees nothing.
pub fn normal() {
    let Some(tally) = after("many without full sync", rounds(100, 1_000)) else { return };
    println!("synchronous=NORMAL: {tally}");
    assert!(tally.n_with_losses * 2 > tally.n_cuts, "{tally}");
}

fn after(part: &str, n_cuts: usize) -> Option<power::Tally> {
    let shim = shim()?;
    let place = tempfile::tempdir_in(quick_folder()).unwrap();
    let (folder, base) = (place.path().join("data"), place.path().join("base"));
    prepare(&folder);
    copy_folder(&folder, &base);
    let trace = place.path().join("trace");
    let mut command = suite::part(part, &folder);
    preload(&mut command, &shim, &folder, &Disk { trace: Some(trace.clone()), ..Disk::default() });
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let run = trace::read(&trace);
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(trace::lines(&run).len() as u64, N_ENTRIES_OF_LONG_RUN);
    assert!(folds(&run) >= 3, "the run must fold its log back several times, to be cut there too");
    Some(power::cuts(&base, &run, n_cuts, 20_261_125, &place.path().join("left"), &mut look))
}

/// How often the database file itself was synced: once for each time the log is folded back into it.
fn folds(run: &[Happened]) -> usize {
    let database = run.iter().find_map(|one| match one {
        Happened::Named(number, name) if name == store::engine::FILE => Some(*number),
        _ => None,
    });
    run.iter().filter(|one| matches!(one, Happened::Synced(number) if Some(*number) == database)).count()
}
