//! A disk that fails: the nth call, once or from then on; or the program is killed in place of it.

use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use super::trace::{self, Call, Happened};
use super::{Disk, preload};

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// This call alone.
    Once,
    /// This call and every one after it.
    ForEver,
    /// It does not fail: the program is killed (SIGKILL) in its place.
    Kill,
}

impl Mode {
    /// The two that fail.
    pub const ALL: [Self; 2] = [Self::Once, Self::ForEver];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::ForEver => "ever",
            Self::Kill => "kill",
        }
    }
}

/// How a child ended on a bad disk.
pub struct Ended {
    /// Its exit.
    pub status: ExitStatus,
    /// The lines it said.
    pub acknowledged: Vec<String>,
    /// The lines it said after a call had been failed.
    pub after_failure: Vec<String>,
    /// The lines it said after a *sync* had been failed: there must be none, whatever came later.
    pub after_failed_sync: Vec<String>,
    /// Which calls were failed.
    pub failed: Vec<Call>,
    /// All that happened, in order.
    pub happened: Vec<Happened>,
    /// What it said on standard error.
    pub complaint: String,
}

impl std::fmt::Debug for Ended {
    /// Without the run itself, and of what it said the last lines alone.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let last = |lines: &[String]| (lines.len(), lines.last().cloned().unwrap_or_default());
        f.debug_struct("Ended")
            .field("status", &self.status)
            .field("failed", &self.failed.iter().take(3).collect::<Vec<_>>())
            .field("n_failed", &self.failed.len())
            .field("acknowledged", &last(&self.acknowledged))
            .field("after_failure", &last(&self.after_failure))
            .field("after_failed_sync", &last(&self.after_failed_sync))
            .field("complaint", &self.complaint)
            .finish_non_exhaustive()
    }
}

/// Runs a child in `folder` on a disk that fails as told; `trace` is a path outside the folder.
pub fn run(command: &mut Command, shim: &Path, folder: &Path, disk: &Disk) -> Ended {
    let trace = disk.trace.as_ref().expect("a run on a bad disk is traced");
    let _ = std::fs::remove_file(trace);
    preload(command, shim, folder, disk);
    let output = command.stdout(Stdio::piped()).stderr(Stdio::piped()).output().expect("the child starts");
    let happened = trace::read(trace);
    let since = |wanted: fn(&Happened) -> bool| {
        let place = happened.iter().position(wanted).unwrap_or(happened.len());
        trace::lines(&happened[place..])
    };
    Ended {
        status: output.status,
        acknowledged: trace::lines(&happened),
        after_failure: since(|one| matches!(one, Happened::Failed(..))),
        after_failed_sync: since(|one| matches!(one, Happened::Failed(_, Call::Sync))),
        failed: happened
            .iter()
            .filter_map(|one| match one {
                Happened::Failed(_, call) => Some(*call),
                _ => None,
            })
            .collect(),
        happened,
        complaint: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
