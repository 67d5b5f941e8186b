//! `onrecord pack`: the publication check, the packs, the replay of figures.

mod check;
pub mod cli;
mod pdf;
mod print;
mod publish;
mod replay;

use std::io::Write;

use cli::Pack;

use crate::{Outcome, Stopped};

/// Runs what was asked of a pack.
///
/// # Errors
/// A sentence where it cannot run.
pub fn run(options: &Pack, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    if let Some(draft) = &options.check {
        return check::run(options, draft, out);
    }
    if let Some(figures) = &options.replay {
        return replay::run(figures, out);
    }
    publish::run(options, out)
}
