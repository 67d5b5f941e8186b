//! A test program that is also the program under test: started plainly it runs its checks, started by
//! one of them it plays the part it is told.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

const PART: &str = "ONRECORD_CRASH_PART";
const FOLDER: &str = "ONRECORD_CRASH_FOLDER";

/// A check and its name; it fails by a panic.
pub type Check = (&'static str, fn());

/// This program again, to play a part in a folder.
pub fn part(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("a test knows where it is"));
    command.env(PART, name).env(FOLDER, folder).env_remove("LD_PRELOAD");
    command
}

/// Plays the part this program was started for, or runs the checks whose names hold the words given on
/// the command line.
pub fn run(play: fn(&str, &Path) -> ExitCode, checks: &[Check]) -> ExitCode {
    if let (Ok(part), Some(folder)) = (std::env::var(PART), std::env::var_os(FOLDER)) {
        return play(&part, Path::new(&folder));
    }
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if std::env::args().any(|word| word == "--list") {
        checks.iter().for_each(|(name, _)| println!("{name}: test"));
        return ExitCode::SUCCESS;
    }
    let chosen = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word));
    let mut n_failed = 0;
    for (name, check) in checks.iter().filter(|(name, _)| chosen(name)) {
        let began = Instant::now();
        let passed = std::panic::catch_unwind(check).is_ok();
        println!(
            "test {name} ... {} ({:.1} s)",
            if passed { "ok" } else { "FAILED" },
            began.elapsed().as_secs_f64()
        );
        n_failed += usize::from(!passed);
    }
    println!("test result: {n_failed} failed");
    if n_failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
