//! The chain: each entry's hash covers all its fields and the hash before it, so that no entry can be
//! changed, taken out, put in or moved without every later hash changing too.

use core::fmt;

use crate::canonical::{NotCanonical, Value, Why};
use crate::hash::Hash;
use crate::merkle::{Frontier, leaf};

/// The first field of every hash: which kind of hash this is, and in which edition of the format.
const DOMAIN: &[u8] = b"onrecord/ledger/1";

/// What is said in one entry, before it is chained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its place, from 1, without a gap. This orders the ledger; time never does.
    pub seq: u64,
    /// When, by the clock of the machine: microseconds since 1970 UTC.
    pub at: i64,
    /// Who, as an opaque id: never a name.
    pub actor: &'a str,
    /// What happened, a past-tense phrase: `extract_loaded`.
    pub kind: &'a str,
    /// Which edition of that kind's body.
    pub version: u32,
    /// What it happened to: an id or reference.
    pub subject: &'a str,
    /// The exact canonical bytes of an object ([`Value::to_bytes`]).
    pub body: &'a [u8],
}

impl Entry<'_> {
    /// The hash of this entry after `prev`, the hash of the entry before it ([`Hash::ZERO`] before the
    /// first).
    pub fn hash(&self, prev: &Hash) -> Hash {
        Hash::of_fields(&[
            DOMAIN,
            &self.seq.to_be_bytes(),
            &self.at.to_be_bytes(),
            self.actor.as_bytes(),
            self.kind.as_bytes(),
            &self.version.to_be_bytes(),
            self.subject.as_bytes(),
            self.body,
            &prev.0,
        ])
    }
}

/// One row of the table as it was found, trusted in nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredEntry<'a> {
    /// As stored.
    pub seq: i64,
    /// As stored.
    pub at: i64,
    /// As stored; should be UTF-8.
    pub actor: &'a [u8],
    /// As stored; should be UTF-8.
    pub kind: &'a [u8],
    /// As stored.
    pub version: i64,
    /// As stored; should be UTF-8.
    pub subject: &'a [u8],
    /// As stored; should be canonical.
    pub body: &'a [u8],
    /// As stored; should be the 32 bytes of the entry before.
    pub prev: &'a [u8],
    /// As stored; should be the 32 bytes of this entry's hash.
    pub hash: &'a [u8],
}

/// The first thing wrong with a ledger, naming the sequence number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Entries are not there.
    Missing {
        /// First that is not there.
        from: u64,
        /// Last that is not there.
        to: u64,
    },
    /// An entry whose number is not above the one before it, or not above nought.
    OutOfOrder {
        /// As stored.
        seq: i64,
        /// Which number should have come.
        expected: u64,
    },
    /// What the entry says is not what its hash was made from.
    Changed {
        /// Which entry.
        seq: u64,
    },
    /// The entry does not carry the hash of the one before it: it, or the one before, was put in later.
    DoesNotFollow {
        /// Which entry.
        seq: u64,
    },
    /// A column that cannot hold what it holds.
    Unreadable {
        /// Which entry.
        seq: u64,
        /// Which column.
        column: &'static str,
    },
    /// The hash is right, the body is not canonical: written by something else than Onrecord.
    NotCanonical {
        /// Which entry.
        seq: u64,
        /// Where in the body.
        fault: NotCanonical,
    },
}

impl Broken {
    /// The first bad sequence number.
    pub fn seq(&self) -> u64 {
        match self {
            Self::Missing { from, .. } => *from,
            Self::OutOfOrder { expected, .. } => *expected,
            Self::Changed { seq }
            | Self::DoesNotFollow { seq }
            | Self::Unreadable { seq, .. }
            | Self::NotCanonical { seq, .. } => *seq,
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { from, to } if from == to => write!(f, "entry {from} is missing"),
            Self::Missing { from, to } => write!(f, "entries {from} to {to} are missing"),
            Self::OutOfOrder { seq, expected } => {
                write!(f, "where entry {expected} should stand, one numbered {seq} stands")
            }
            Self::Changed { seq } => write!(f, "entry {seq} was changed after it was written"),
            Self::DoesNotFollow { seq } => write!(
                f,
                "entry {seq} does not follow the entry before it: one of the two was put there later"
            ),
            Self::Unreadable { seq, column } => {
                write!(f, "entry {seq} holds nothing readable in \"{column}\"")
            }
            Self::NotCanonical { seq, fault } => {
                write!(
                    f,
                    "the body of entry {seq} is not in canonical form ({fault}): Onrecord did not write it"
                )
            }
        }
    }
}

/// What was learnt from an entry that is in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Its hash.
    pub hash: Hash,
    /// Its body.
    pub body: Value,
    /// By how many microseconds its time lies before the latest one so far: the clock was set back.
    pub stepped_back_by: Option<u64>,
}

/// A ledger checked from its first entry on, one entry at a time, in memory that does not grow with it.
#[derive(Clone, Debug)]
pub struct Chain {
    head: Hash,
    latest: Option<i64>,
    frontier: Frontier,
}

impl Default for Chain {
    fn default() -> Self {
        Self::new()
    }
}

impl Chain {
    /// Before the first entry.
    pub fn new() -> Self {
        Self { head: Hash::ZERO, latest: None, frontier: Frontier::new() }
    }

    /// How many entries were found in order.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The hash of the last of them.
    pub fn head(&self) -> Hash {
        self.head
    }

    /// The RFC 6962 root over all of them.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// Checks the next row in order of `seq`. On an error nothing is taken in.
    ///
    /// # Errors
    /// [`Broken`], naming the first bad sequence number.
    pub fn check(&mut self, row: &StoredEntry<'_>) -> Result<Checked, Broken> {
        let seq = self.next_seq(row.seq)?;
        let hash = self.linked(row, seq)?;
        let body = object(row.body).map_err(|fault| Broken::NotCanonical { seq, fault })?;
        let latest = self.latest.unwrap_or(row.at);
        self.head = hash;
        self.latest = Some(latest.max(row.at));
        self.frontier.append(leaf(&hash));
        let stepped_back_by = (row.at < latest).then(|| latest.abs_diff(row.at));
        Ok(Checked { hash, body, stepped_back_by })
    }

    fn next_seq(&self, stored: i64) -> Result<u64, Broken> {
        let expected = self.size().saturating_add(1);
        match u64::try_from(stored) {
            Ok(seq) if seq == expected => Ok(seq),
            Ok(seq) if seq > expected => Err(Broken::Missing { from: expected, to: seq.saturating_sub(1) }),
            _ => Err(Broken::OutOfOrder { seq: stored, expected }),
        }
    }

    /// The hash of a row that hashes to what it says and says what came before.
    fn linked(&self, row: &StoredEntry<'_>, seq: u64) -> Result<Hash, Broken> {
        let unreadable = |column| Broken::Unreadable { seq, column };
        let text = |bytes, column| core::str::from_utf8(bytes).map_err(|_| unreadable(column));
        let entry = Entry {
            seq,
            at: row.at,
            actor: text(row.actor, "actor")?,
            kind: text(row.kind, "kind")?,
            version: u32::try_from(row.version).map_err(|_| unreadable("version"))?,
            subject: text(row.subject, "subject")?,
            body: row.body,
        };
        let prev = Hash::from_slice(row.prev).ok_or_else(|| unreadable("prev"))?;
        let hash = Hash::from_slice(row.hash).ok_or_else(|| unreadable("hash"))?;
        if entry.hash(&prev) != hash {
            return Err(Broken::Changed { seq });
        }
        if prev != self.head { Err(Broken::DoesNotFollow { seq }) } else { Ok(hash) }
    }
}

fn object(bytes: &[u8]) -> Result<Value, NotCanonical> {
    match Value::from_bytes(bytes)? {
        object @ Value::Object(_) => Ok(object),
        _ => Err(NotCanonical { at: 0, why: Why::Unexpected }),
    }
}

/// Whether a text can stand as `actor`, `kind` or `subject`: not empty, at most 200 bytes, no control
/// characters.
pub fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.len() <= 200 && !text.chars().any(char::is_control)
}
