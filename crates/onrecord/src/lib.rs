//! The commands behind the binary. Thin: files in, pure rooms asked, files out.
#![forbid(unsafe_code)]

pub mod audit;
pub mod check;
pub mod cli;
pub mod data;
pub mod decide;
pub mod demo;
pub mod families;
pub mod link;
pub mod pack;
pub mod pages;
pub mod practice;
pub mod profile;
pub mod progress;
pub mod simulate;
pub mod timings;
pub mod vectors;

use std::io::Write;

use cli::Command;

/// How a command that could run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// The answer is "no".
    No,
}

/// Why a command could not run.
#[derive(Debug)]
pub enum Stopped {
    /// Something outside is at fault.
    Fault(exchange::Fault),
    /// The database could not do it.
    Store(store::Fault),
    /// The command was asked for something it cannot do.
    Usage(String),
    /// The result could not be printed.
    Output(std::io::Error),
}

impl std::fmt::Display for Stopped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Fault(fault) => fault.fmt(f),
            Self::Store(fault) => fault.fmt(f),
            Self::Usage(what) => f.write_str(what),
            Self::Output(error) => write!(f, "the result could not be printed ({error})."),
        }
    }
}

impl From<exchange::Fault> for Stopped {
    fn from(fault: exchange::Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<store::Fault> for Stopped {
    fn from(fault: store::Fault) -> Self {
        Self::Store(fault)
    }
}

impl From<std::io::Error> for Stopped {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

/// Runs a command, printing its result to `out`.
///
/// # Errors
/// [`Stopped`] with a sentence: what is wrong, where, what to do.
pub fn run(command: Command, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    match command {
        Command::Profile(options) => profile::run(&options, out),
        Command::Check(options) => check::run(&options, out),
        Command::Link(options) => link::run(&options, out),
        Command::Pack(options) => pack::run(&options, out),
        Command::Audit(command) => audit::run(&command, out),
        Command::Demo(options) => demo::run_demo(&options, out),
        Command::Serve(options) => pages::run(&options, out),
        Command::Synth(options) => demo::run_synth(&options, out),
        Command::Decide(options) => decide::run(&options, out),
        Command::Edition { command } => decide::edition(&command, out),
        Command::Load(options) => data::load::run(&options, out),
        Command::Verify(options) => data::verify::run(&options, out),
        Command::Rebuild(options) => data::rebuild::run(&options, out),
        Command::Migrate(options) => data::migrate::run(&options, out),
        Command::Erase(options) => data::erase::run(&options, out),
        Command::Checkpoint { command } => data::checkpoint::run(&command, out),
        Command::Backup(options) => data::backup::run(&options, out),
        Command::Restore(options) => data::restore::run(&options, out),
        Command::Doctor(options) => data::doctor::run(&options, out),
    }
}
