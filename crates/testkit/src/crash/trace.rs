//! What the shim wrote down.

use std::path::Path;

/// One thing that happened, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// A file (by number) has this name, below the watched folder.
    Named(u16, String),
    /// Bytes were written.
    Written {
        /// To which file.
        file: u16,
        /// From which byte on.
        at: u64,
        /// What.
        bytes: Vec<u8>,
    },
    /// A file was cut, or lengthened, to a size.
    Truncated(u16, u64),
    /// A file's sync came back good.
    Synced(u16),
    /// A file's name was taken away.
    Unlinked(u16),
    /// A file was made.
    Created(u16),
    /// The sync of the folder came back good: names made and taken away are on the disk.
    FolderSynced,
    /// The program said this on standard output.
    Said(String),
    /// The shim failed a call on a file.
    Failed(u16, Call),
}

/// A kind of call that was failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// A write.
    Write,
    /// A truncation.
    Truncate,
    /// A sync of a file.
    Sync,
    /// A sync of the folder.
    FolderSync,
}

/// The number of the folder itself.
const FOLDER: u16 = u16::MAX;

/// Reads a trace; a record cut short by a kill ends it.
///
/// # Panics
/// On a file that is no trace.
pub fn read(path: &Path) -> Vec<Happened> {
    let bytes = std::fs::read(path).expect("the trace can be read");
    let mut rest = bytes.as_slice();
    let mut all = Vec::new();
    while let Some((happened, after)) = one(rest) {
        all.push(happened);
        rest = after;
    }
    all
}

fn one(bytes: &[u8]) -> Option<(Happened, &[u8])> {
    let (head, rest) = bytes.split_first_chunk::<15>()?;
    let file = u16::from_le_bytes(head[1..3].try_into().ok()?);
    let at = u64::from_le_bytes(head[3..11].try_into().ok()?);
    let n_bytes = u32::from_le_bytes(head[11..15].try_into().ok()?) as usize;
    let (payload, rest) = rest.split_at_checked(n_bytes)?;
    let text = || String::from_utf8_lossy(payload).into_owned();
    let happened = match head[0] {
        1 => Happened::Named(file, text()),
        2 => Happened::Written { file, at, bytes: payload.to_vec() },
        3 => Happened::Truncated(file, at),
        4 => Happened::Synced(file),
        5 => Happened::Unlinked(file),
        6 => Happened::Created(file),
        7 => Happened::FolderSynced,
        8 => Happened::Said(text()),
        9 => Happened::Failed(file, call(file, payload)),
        other => panic!("the trace holds a record of kind {other}"),
    };
    Some((happened, rest))
}

fn call(file: u16, payload: &[u8]) -> Call {
    match payload {
        [4] if file == FOLDER => Call::FolderSync,
        [2] => Call::Write,
        [3] => Call::Truncate,
        [4] => Call::Sync,
        other => panic!("the trace holds a failure of {other:?}"),
    }
}

/// The whole lines that were said, in order.
pub fn lines(happened: &[Happened]) -> Vec<String> {
    let said: String = happened
        .iter()
        .filter_map(|one| match one {
            Happened::Said(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    said.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).map(str::to_owned).collect()
}
