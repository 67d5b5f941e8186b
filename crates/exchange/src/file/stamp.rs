//! Whether a file is still the one whose digest was taken.

use std::fs::Metadata;
use std::time::SystemTime;

/// What tells two states of a file apart without reading it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    n_bytes: u64,
    modified: Option<SystemTime>,
    /// Inode and time of change on systems that have them: neither can be set back.
    identity: (u64, i64, i64),
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self { n_bytes: metadata.len(), modified: metadata.modified().ok(), identity: identity(metadata) }
    }

    pub(super) const fn n_bytes(&self) -> u64 {
        self.n_bytes
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
const fn identity(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}
