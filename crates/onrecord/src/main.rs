//! The program: reads the command line, runs the command, says what happened. Exit 0 done, 1 the
//! answer is "no", 2 cannot run.
#![forbid(unsafe_code)]

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use onrecord::cli::Cli;

fn main() -> ExitCode {
    // The program reads spreadsheets and Parquet in a process of its own: see exchange::child.
    if let Some(code) = exchange::child::answer(std::env::args_os(), &mut std::io::stdout().lock()) {
        return ExitCode::from(code);
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    match onrecord::run(cli.command, &mut std::io::stdout()) {
        Ok(onrecord::Outcome::Done) => ExitCode::SUCCESS,
        Ok(onrecord::Outcome::No) => ExitCode::from(1),
        Err(fault) => {
            let _ = writeln!(std::io::stderr(), "onrecord: {fault}");
            ExitCode::from(2)
        }
    }
}
