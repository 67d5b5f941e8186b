//! `onrecord pack`: the publication check, the packs, the replay of figures.

mod check;
mod print;

use std::io::Write;

use crate::cli::Pack;
use crate::{Outcome, Stopped};

/// Runs what was asked of a pack.
///
/// # Errors
/// A sentence where it cannot run.
pub fn run(options: &Pack, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    if let Some(draft) = &options.check {
        return check::run(options, draft, out);
    }
    Err(Stopped::Usage("say what to do: --check FILE.".into()))
}
