//! `onrecord migrate`: a database is made, or brought to this release.

use std::io::Write;

use store::{Opening, migrate};

use crate::cli::Migrate;
use crate::progress::Progress;
use crate::{Outcome, Stopped};

/// Migrates, and on PostgreSQL grants the application what it needs and no more.
///
/// # Errors
/// A sentence where it cannot run; the database then stands at the last migration that was finished.
pub fn run(options: &Migrate, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let progress = Progress::begin();
    progress.say("migrating");
    let number = super::with_store(&options.place, Opening::Migrating, async |store| {
        if let Some(role) = &options.grant_to {
            store.grant_to(role).await?;
        }
        migrate::number(&store).await
    })?;
    drop(progress);
    writeln!(out, "The database is at migration {number}, this release's.")?;
    if let Some(role) = &options.grant_to {
        writeln!(out, "Role {role} may insert and read; it may not change or delete what was written.")?;
    }
    Ok(Outcome::Done)
}
