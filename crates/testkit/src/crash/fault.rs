//! A disk that fails: the nth call, once or from then on.

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
}

impl Mode {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Once, Self::ForEver];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Once => "once",
            Self::ForEver => "ever",
        }
    }
}

/// How a child ended on a bad disk.
#[derive(Debug)]
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
    /// What it said on standard error.
    pub complaint: String,
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
        after_failure: since(|one| matches!(one, Happened::Failed(_))),
        after_failed_sync: since(|one| matches!(one, Happened::Failed(Call::Sync))),
        failed: happened
            .iter()
            .filter_map(|one| match one {
                Happened::Failed(call) => Some(*call),
                _ => None,
            })
            .collect(),
        complaint: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
