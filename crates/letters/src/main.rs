//! `onrecord-letters`: a pack's page in on standard input, its PDF out on standard output. `onrecord
//! pack` runs it where it stands beside it.

use std::io::{Read, Write};
use std::process::ExitCode;

const HELP: &str = "Makes a tagged PDF (PDF/UA-1) of a pack's page.\n\nUsage: onrecord-letters < board.html > board.pdf\n\n`onrecord pack` runs it by itself where it stands in the same folder as onrecord.";

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        None => {}
        Some("--version") => return said(&format!("onrecord-letters {}", env!("CARGO_PKG_VERSION"))),
        Some(_) => return said(HELP),
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(std::io::stderr(), "onrecord-letters: {why}");
            ExitCode::from(2)
        }
    }
}

fn said(words: &str) -> ExitCode {
    match writeln!(std::io::stdout(), "{words}") {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

fn run() -> Result<(), String> {
    let mut html = String::new();
    std::io::stdin()
        .take(letters::LONGEST_PAGE as u64 + 1)
        .read_to_string(&mut html)
        .map_err(|error| format!("the page cannot be read: {error}"))?;
    let pdf = letters::pdf(&html).map_err(|refused| refused.to_string())?;
    std::io::stdout().write_all(&pdf).map_err(|error| format!("the PDF cannot be written: {error}"))
}
