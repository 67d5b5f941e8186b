//! A checkpoint: whose ledger, how many entries, and their root, as the text of a signed note
//! (C2SP tlog-checkpoint). Small enough for an email or the last page of a board pack.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::hash::Hash;
use crate::note::{self, NoteFault, SignedNote, SigningKey, VerifyingKey};

/// How many entries a ledger had, and their root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which ledger: a name without spaces or `+`, such as `borsetshire.example/onrecord`.
    pub origin: String,
    /// How many entries.
    pub size: u64,
    /// Their RFC 6962 root.
    pub root: Hash,
}

/// Why a text is no checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckpointFault {
    /// It is no signed note, or nobody known signed it.
    Note(NoteFault),
    /// Its text is not origin, size and root, a line each.
    Text(&'static str),
}

impl fmt::Display for CheckpointFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Note(fault) => fault.fmt(f),
            Self::Text(why) => write!(f, "this is no checkpoint: {why}"),
        }
    }
}

impl From<NoteFault> for CheckpointFault {
    fn from(fault: NoteFault) -> Self {
        Self::Note(fault)
    }
}

impl Checkpoint {
    /// The three lines that are signed.
    pub fn text(&self) -> String {
        alloc::format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root.0))
    }

    /// The signed note, ready to be given away.
    pub fn sign(&self, key: &SigningKey) -> Result<String, NoteFault> {
        note::sign(&self.text(), &[key])
    }

    /// Reads a signed checkpoint and checks it against the keys that are trusted.
    ///
    /// # Errors
    /// [`CheckpointFault`]: no signed note, no signature of a trusted key, or not a checkpoint's text.
    pub fn open(note: &[u8], trusted: &[VerifyingKey]) -> Result<(Self, SignedNote), CheckpointFault> {
        let opened = SignedNote::open(note, trusted)?;
        Ok((Self::from_text(&opened.text)?, opened))
    }

    /// Reads the three lines. Extension lines after them are allowed and passed over, as the public form
    /// asks.
    ///
    /// # Errors
    /// [`CheckpointFault::Text`], saying which line is wrong.
    pub fn from_text(text: &str) -> Result<Self, CheckpointFault> {
        let fault = CheckpointFault::Text;
        let body = text.strip_suffix('\n').ok_or(fault("its last line does not end"))?;
        let mut lines = body.split('\n');
        let origin =
            lines.next().filter(|origin| !origin.is_empty()).ok_or(fault("line 1 names no ledger"))?;
        let size = lines.next().and_then(whole_number).ok_or(fault("line 2 is no number of entries"))?;
        let root = lines.next().and_then(root).ok_or(fault("line 3 is no root of 32 bytes in Base64"))?;
        if lines.any(str::is_empty) {
            return Err(fault("an extension line is empty"));
        }
        Ok(Self { origin: origin.into(), size, root })
    }
}

/// Decimal digits without a leading nought.
fn whole_number(line: &str) -> Option<u64> {
    let number: u64 = line.parse().ok()?;
    (alloc::format!("{number}") == line).then_some(number)
}

fn root(line: &str) -> Option<Hash> {
    let bytes: Vec<u8> = STANDARD.decode(line).ok()?;
    Hash::from_slice(&bytes)
}
