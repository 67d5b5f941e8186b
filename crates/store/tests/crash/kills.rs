//! Kill -9 under load.

use std::time::Duration;

use testkit::crash::power::Found;
use testkit::crash::{Seeded, kill, quick_folder, rounds, suite};

use crate::look::{Left, prepare};

/// Rounds before a fresh database: each looks at all that the earlier ones left.
const ROUNDS_PER_DATABASE: usize = 25;

/// 100 kills (1,000 long) of a process that appends and loads at once.
pub fn sqlite() {
    let (mut random, n_kills) = (Seeded(2026), rounds(100, 1_000));
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
