//! The crash harness: a program is killed, its disk loses power, fails or fills, and what it had
//! acknowledged must still be there.
//!
//! A program under test is a child process that prints a line for each thing it acknowledges, in one
//! write. The shim (`shim/disk.c`, compiled here, preloaded there) writes down what reached the disk and
//! when, or fails the calls it is told to fail. Linux only; elsewhere the tests skip loudly.

pub mod disk;
pub mod fault;
pub mod kill;
pub mod power;
pub mod suite;
pub mod trace;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A number of rounds: `short` in `make test`, `long` in `make crash` (`ONRECORD_CRASH=long`).
pub fn rounds(short: usize, long: usize) -> usize {
    if is_long() { long } else { short }
}

/// Whether the long form was asked for.
pub fn is_long() -> bool {
    std::env::var_os("ONRECORD_CRASH").is_some_and(|value| value == "long")
}

/// The compiled shim, or `None` after a line that says what was skipped.
///
/// # Panics
/// Where it does not compile, or is not to be had and everything is required.
pub fn shim() -> Option<PathBuf> {
    static SHIM: OnceLock<Option<PathBuf>> = OnceLock::new();
    SHIM.get_or_init(compile).clone()
}

const SOURCE: &str = include_str!("../../shim/disk.c");

fn compile() -> Option<PathBuf> {
    if !cfg!(target_os = "linux") {
        super::skip("the crash harness preloads a library, which works on Linux");
        return None;
    }
    let beside = std::env::current_exe().expect("a test knows where it is");
    let folder = beside.parent().expect("a test lies in a folder");
    let number = SOURCE.bytes().fold(0u64, |sum, byte| sum.wrapping_mul(1_099_511_628_211) ^ u64::from(byte));
    let library = folder.join(format!("onrecord-disk-{number:016x}.so"));
    if library.exists() {
        return Some(library);
    }
    let aside = folder.join(format!("onrecord-disk-{number:016x}-{}", std::process::id()));
    let (source, built) = (aside.with_extension("c"), aside.with_extension("so"));
    std::fs::write(&source, SOURCE).expect("the shim's source can be written");
    let answer = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
        .args([&built, &source])
        .args(["-ldl", "-lpthread"])
        .output();
    let _ = std::fs::remove_file(&source);
    let Ok(answer) = answer else {
        super::skip("the crash harness needs a C compiler (cc); install build-essential");
        return None;
    };
    assert!(
        answer.status.success(),
        "the shim does not compile: {}",
        String::from_utf8_lossy(&answer.stderr)
    );
    std::fs::rename(&built, &library).expect("the shim can be moved in");
    Some(library)
}

/// What the shim is to do to a child.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    /// Where the trace goes.
    pub trace: Option<PathBuf>,
    /// Which write, truncation or sync fails, from 1.
    pub fail: Option<(u64, fault::Mode)>,
    /// How many bytes the files may grow by.
    pub room: Option<u64>,
}

/// Preloads the shim into a command that works in `folder`.
pub fn preload(command: &mut Command, shim: &Path, folder: &Path, disk: &Disk) {
    command.env("LD_PRELOAD", shim).env("ONRECORD_DISK_UNDER", folder);
    if let Some(trace) = &disk.trace {
        command.env("ONRECORD_DISK_TRACE", trace);
    }
    if let Some((call, mode)) = disk.fail {
        command.env("ONRECORD_DISK_FAIL", format!("{call} {}", mode.word()));
    }
    if let Some(room) = disk.room {
        command.env("ONRECORD_DISK_ROOM", room.to_string());
    }
}

/// Copies a folder of plain files.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("a folder can be read") {
        let path = entry.expect("an entry can be read").path();
        if path.is_file() {
            let name = path.file_name().expect("a file has a name");
            std::fs::copy(&path, to.join(name)).expect("a file can be copied");
        }
    }
}

/// A place for short-lived files whose syncs cost nothing, where there is one: what is tested here is
/// the order of calls, not the disk.
pub fn quick_folder() -> PathBuf {
    let memory = Path::new("/dev/shm");
    let usable = memory.is_dir() && tempdir_works(memory);
    if usable { memory.to_path_buf() } else { std::env::temp_dir() }
}

fn tempdir_works(folder: &Path) -> bool {
    let probe = folder.join(format!("onrecord-probe-{}", std::process::id()));
    let works = std::fs::create_dir(&probe).is_ok();
    let _ = std::fs::remove_dir(&probe);
    works
}

/// Numbers from a seed (splitmix64): the same rounds on every machine.
#[derive(Clone, Debug)]
pub struct Seeded(pub u64);

impl Seeded {
    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which is not nought.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.draw() % bound
    }

    /// True this many times in 100.
    pub fn percent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }
}
