//! Kill -9 under load.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use store::Target;
use testkit::crash::power::Found;
use testkit::crash::{Seeded, kill, quick_folder, rounds, suite};
use testkit::postgres::{Cluster, cluster};

use crate::look::{Left, prepare, prepare_at};

/// Rounds before a fresh database: each looks at all that the earlier ones left.
const ROUNDS_PER_DATABASE: usize = 25;

/// 100 kills (1,000 long) of a process that appends and loads at once.
pub fn sqlite() {
    killed_again_and_again(rounds(100, 1_000), prepare);
}

/// The same, 50 (500 long), of a program whose database is on a server.
pub fn postgres() {
    let Some(cluster) = cluster() else { return };
    killed_again_and_again(rounds(50, 500), |folder| prepare_at(&Target::Url(cluster.database()), folder));
}

fn killed_again_and_again(n_kills: usize, prepare: impl Fn(&Path)) {
    let mut random = Seeded(2026);
    let (mut n_said, mut place) = (0, None);
    for round in 0..n_kills {
        if round % ROUNDS_PER_DATABASE == 0 {
            let fresh = tempfile::tempdir_in(quick_folder()).unwrap();
            prepare(fresh.path());
            place = Some(fresh);
        }
        let folder = place.as_ref().unwrap().path();
        let after = Duration::from_micros(random.below(120_000));
        let said = kill::after(&mut suite::part("busy", folder), after);
        n_said += said.len();
        let found = Left::of(folder).unwrap_or_else(|fault| panic!("kill {round}: {fault}")).found(&said);
        assert_eq!(found, Found::Whole, "kill {round}, {after:?} after the first acknowledgement");
    }
    println!("{n_kills} kills: {n_said} acknowledged, 0 lost, tables equal to a rebuild each time");
    assert!(n_said > n_kills, "too little was acknowledged to show anything: {n_said}");
}

/// The server itself is killed, 3 times (30 long), while a program appends and loads, and started
/// again. It syncs, as a real one does; but here the power stays on.
pub fn server() {
    let Some(cluster) = Cluster::start(true) else { return };
    let place = tempfile::tempdir_in(quick_folder()).unwrap();
    prepare_at(&Target::Url(cluster.database()), place.path());
    let (mut random, n_kills, mut n_said) = (Seeded(15), rounds(3, 30), 0);
    for round in 0..n_kills {
        let mut part = suite::part("busy", place.path());
        let mut child = part.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(150 + random.below(300)));
        cluster.kill();
        // The program may say one thing more only if the server had said it first.
        std::thread::sleep(Duration::from_millis(20));
        child.kill().unwrap();
        let ended = child.wait_with_output().unwrap();
        cluster.start_again();
        let text = String::from_utf8_lossy(&ended.stdout).into_owned();
        let said: Vec<String> = text.lines().map(str::to_owned).collect();
        n_said += said.len();
        let found =
            Left::of(place.path()).unwrap_or_else(|fault| panic!("kill {round}: {fault}")).found(&said);
        assert_eq!(found, Found::Whole, "kill {round}: {}", String::from_utf8_lossy(&ended.stderr));
    }
    println!("{n_kills} kills of the server: {n_said} acknowledged, 0 lost");
    assert!(n_said > n_kills, "too little was acknowledged to show anything: {n_said}");
}
