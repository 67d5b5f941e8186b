//! `onrecord audit`: an audit from plain files, without a database.

pub(crate) mod certify;
pub mod cli;
pub(crate) mod draw;
pub(crate) mod estimate;
mod figures;
pub(crate) mod folder;
pub(crate) mod marked;
pub(crate) mod plan;
mod planning;
pub(crate) mod replay;
mod rulings;

use std::io::Write;

use cli::AuditCommand;

use crate::{Outcome, Stopped};

/// Runs one command of the audit.
///
/// # Errors
/// A sentence where it cannot run; nothing is then written.
pub fn run(command: &AuditCommand, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    match command {
        AuditCommand::Plan(options) => plan::run(options, out),
        AuditCommand::Draw(options) => draw::run(options, out),
        AuditCommand::Replay(options) => replay::run(options, out),
        AuditCommand::Estimate(options) => estimate::run(options, out),
        AuditCommand::Certify(options) => certify::run(options, out),
        AuditCommand::Vectors(options) => crate::vectors::run(options, out),
        AuditCommand::Simulate(options) => crate::simulate::run(options, out),
    }
}

/// A sentence about one file, as what stops a command.
fn refuse(file: impl Into<String>, what: impl Into<String>) -> Stopped {
    Stopped::Fault(exchange::Fault::not_a_table(file, what))
}
