//! For development only: where shared data lies, skips that are loud, and the workspace's own files
//! for the checks that run as tests.
#![forbid(unsafe_code)]
#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used)]

pub mod corpus;
pub mod crash;
pub mod postgres;

use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace root is there")
}

/// Whether a skip is a failure: `REQUIRE_ALL=1`, as in CI.
pub fn require_all() -> bool {
    std::env::var_os("REQUIRE_ALL").is_some_and(|value| value == "1")
}

/// A path in the shared data, which lies beside a developer's clone (`../shared`, or where
/// `ONRECORD_SHARED` says) and not on a user's machine. `None` after a line that says what was
/// skipped.
///
/// # Panics
/// Where it is absent and everything is required.
pub fn shared(path: &str) -> Option<PathBuf> {
    let base = std::env::var_os("ONRECORD_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let found = base.join(path);
    if found.exists() {
        return Some(found);
    }
    skip(&format!("shared data {path} is not here; set ONRECORD_SHARED to its folder to run this"));
    None
}

/// Says what is skipped and how to get it.
///
/// # Panics
/// Where everything is required.
pub fn skip(what: &str) {
    assert!(!require_all(), "REQUIRE_ALL: {what}");
    eprintln!("SKIPPED: {what}");
}

/// The files of a folder of shared data with an ending, sorted.
pub fn files_in(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a folder entry can be read").path())
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    files
}

/// The text of a file of the workspace.
pub fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file that git tracks or would (not ignored), relative to the root; none after a line where this
/// is no git checkout.
///
/// # Panics
/// Outside a checkout where everything is required.
pub fn tracked_files() -> Vec<String> {
    let output = std::process::Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output();
    let Some(output) = output.ok().filter(|output| output.status.success()) else {
        skip("the house rules read the files that git knows; this is no git checkout");
        return Vec::new();
    };
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    names.lines().filter(|name| root().join(name).is_file()).map(str::to_owned).collect()
}
