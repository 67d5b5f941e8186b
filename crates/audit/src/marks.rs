//! Marks as their files give them: two blind marks of what should be recorded (stage 1), the lock,
//! what was recorded (stage 2), rulings on disagreements, and logs that could not be reviewed.

use alloc::string::String;

/// What a line of a marks file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// What should be recorded, marked without sight of the record.
    One,
    /// Stage 1 is closed: nothing of it may be added after this time.
    Lock,
    /// What should be recorded, ruled on by the registrar where two marks disagree.
    Ruling,
    /// What was recorded.
    Two,
    /// The log could not be reviewed.
    Unreviewable,
}

impl Stage {
    /// All, by their word in a marks file.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::One, "1"),
        (Self::Lock, "lock"),
        (Self::Ruling, "ruling"),
        (Self::Two, "2"),
        (Self::Unreviewable, "unreviewable"),
    ];

    /// The stage of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| name.eq_ignore_ascii_case(word)).map(|(stage, _)| *stage)
    }

    /// Its word.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(stage, _)| *stage == self).map_or("", |(_, name)| name)
    }
}

/// What stage 2 found of one crime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnRecord {
    /// Owed and recorded.
    Yes,
    /// Owed and not recorded.
    No,
    /// Recorded and not owed.
    Wrongly,
}

/// One line of a marks file.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkLine {
    /// Which file, by its place among those given.
    pub file: usize,
    /// Line of it.
    pub line: u64,
    /// Incident reference; `all` on a lock line.
    pub id: String,
    /// Who marked.
    pub marker: String,
    /// What the line says.
    pub stage: Stage,
    /// When, seconds since 1970 UTC.
    pub at: i64,
    /// Place in the list, where the file carries it.
    pub order: Option<u64>,
    /// Which crime of the incident: 1, 2, ...; 0 = none is owed.
    pub crime: u64,
    /// Offence group of the crime, in lower case.
    pub class: String,
    /// Whether it is domestic abuse.
    pub domestic_abuse: Option<bool>,
    /// Stage 2 only.
    pub found: Found,
}

/// What stage 2 says of one crime; empty or `None` where the file does not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Whether it is on record.
    pub recorded: Option<OnRecord>,
    /// Under which reference.
    pub crime_ref: String,
    /// Offence group it was recorded under, in lower case.
    pub recorded_class: String,
    /// When it was first reported, by any channel; seconds since 1970 UTC.
    pub reported_at: Option<i64>,
    /// When it was recorded.
    pub recorded_at: Option<i64>,
    /// Whether the victim was told.
    pub victim_told: Option<bool>,
    /// Whether the victim was safeguarded.
    pub safeguarded: Option<bool>,
    /// Whether a cancellation was right; `None` where it was not cancelled.
    pub cancelled_correctly: Option<bool>,
    /// Why it was missed or wrong.
    pub root_cause: String,
    /// Kind of error: not recorded, wrongly N100, other class, wrongly cancelled.
    pub error: String,
}

/// Why a marks file is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkFault {
    /// Which file.
    pub file: usize,
    /// Which line.
    pub line: u64,
    /// What is wrong and what to do, as a sentence.
    pub why: String,
}

impl MarkLine {
    /// A refusal of this line.
    pub(crate) fn refuse(&self, why: String) -> MarkFault {
        MarkFault { file: self.file, line: self.line, why }
    }
}
