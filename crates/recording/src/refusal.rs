//! Refusals: the rules or the policy say no. Each says which, and is what the person reads.

use alloc::string::String;
use core::fmt;

/// Why a command is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The same files with the same mapping were loaded before.
    AlreadyLoaded {
        /// The load that has them.
        load: u64,
    },
    /// An incident is opened once.
    AlreadyOpened {
        /// Its reference.
        reference: String,
    },
    /// There is no incident to rule on.
    NotOpened,
    /// The ruling stands already.
    AlreadyRuled,
    /// The safeguarding answer stands already.
    AlreadyAnswered,
    /// The day on which safeguarding was given is none.
    NoDay,
    /// Whoever asks for an erasure does not approve it (separation of duty).
    ApprovedByWhoAsked,
    /// Nothing of what was named is held.
    NothingToErase,
    /// A name that has to stand in the ledger is empty, too long or holds control characters.
    NotPlain {
        /// What it was given for.
        what: &'static str,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyLoaded { load } => {
                write!(f, "these files were loaded before, as load {load}; nothing is changed (policy: an extract is laid over once)")
            }
            Self::AlreadyOpened { reference } => {
                write!(f, "this incident is open as {reference} (policy: a report is opened once)")
            }
            Self::NotOpened => f.write_str("this incident has not been opened; open it first (policy: a ruling is about an incident)"),
            Self::AlreadyRuled => f.write_str("this link has that ruling already (policy: a ruling changes something)"),
            Self::AlreadyAnswered => f.write_str("this answer stands already (policy: an answer changes something)"),
            Self::NoDay => f.write_str(
                "say on which day safeguarding was given, like 2026-03-01 (policy: what, when and by whom)",
            ),
            Self::ApprovedByWhoAsked => f.write_str(
                "who asks for an erasure cannot approve it; ask another person (policy: separation of duty)",
            ),
            Self::NothingToErase => f.write_str(
                "nothing of what was named is held; check the reference (policy: an erasure erases something)",
            ),
            Self::NotPlain { what } => write!(
                f,
                "{what} must be 1 to 200 bytes without control characters (policy: the ledger holds ids, not text)"
            ),
        }
    }
}
