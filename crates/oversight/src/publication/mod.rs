//! The publication check: finds every number of a draft, in figures or words, says what it is, and what
//! cannot stand. It reasons from the text itself, from figures and quotations that it is given, and
//! from shares of crime that are cited; it never guesses what a number should have been.

pub mod assertions;
pub mod bind;
pub mod calendar;
pub mod claim;
pub mod context;
pub mod draft;
pub mod group;
pub mod kind;
pub mod label;
pub mod lexicon;
pub mod named;
pub mod numerals;
pub mod passage;
pub mod rows;
pub mod rules;
pub mod scan;
pub mod shares;
pub mod stretch;
pub mod tokens;

use alloc::string::String;
use alloc::vec::Vec;

use terms::Day;

use crate::figure::{Decimal, Figure};
pub use assertions::Assertion;
pub use draft::{Block, BlockKind, Cell, Draft};
pub use label::{Found, Label, Remark, Rule, Severity};

/// What a draft may rest on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    /// Figures of figures.json.
    pub figures: &'a [Figure],
    /// Names of figures whose files changed since, with what changed.
    pub stale: &'a [(String, String)],
    /// Published figures of others, with their sources.
    pub quotations: &'a [Quotation],
    /// The day of the check; dates far after it are out of range. Absent: not looked at.
    pub today: Option<Day>,
}

impl Evidence<'_> {
    /// Whether there is nothing that a number could be bound to.
    pub const fn is_empty(&self) -> bool {
        self.figures.is_empty() && self.quotations.is_empty()
    }
}

/// A published figure of a force, with where it was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotation {
    /// Force, or England and Wales.
    pub force: String,
    /// Which inspection or source year.
    pub inspection: String,
    /// First and last day of the audit, where published.
    pub period: Option<(String, String)>,
    /// The measure in the source's words.
    pub measure: String,
    /// Rate, per cent.
    pub rate: Option<Decimal>,
    /// Half-width of the interval, points.
    pub plus_minus: Option<Decimal>,
    /// How many were audited.
    pub audited: Option<u64>,
    /// How many of these were recorded.
    pub recorded: Option<u64>,
    /// Estimated crimes not recorded a year.
    pub unrecorded: Option<u64>,
    /// Estimated additional crimes recorded.
    pub additional: Option<u64>,
    /// The judgment, in words.
    pub judgment: Option<String>,
    /// Where it was published.
    pub source: String,
    /// File and line of the quotation.
    pub place: String,
}

/// What the check says of a draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// Every number, in order, with its label.
    pub numbers: Vec<Found>,
    /// Claims in words, with what would show them.
    pub assertions: Vec<Assertion>,
}

impl Checked {
    /// Numbers with a finding of this severity.
    pub fn with(&self, severity: Severity) -> impl Iterator<Item = &Found> {
        self.numbers.iter().filter(move |found| found.severity() == Some(severity))
    }

    /// Whether any number is wrong.
    pub fn is_wrong(&self) -> bool {
        self.with(Severity::Wrong).next().is_some()
    }
}

/// Checks a draft.
pub fn check(draft: &Draft, evidence: &Evidence<'_>) -> Checked {
    let passages = passage::read(draft);
    let mut numbers = label::label(&passages, draft);
    let claims = claim::claims(&passages, &numbers);
    bind::bind(&mut numbers, &claims, &passages, evidence);
    for remark in rules::all(&passages, &numbers, &claims, evidence) {
        if let Some(found) = numbers.get_mut(remark.0) {
            found.remark(remark.1);
        }
    }
    bind::settle(&mut numbers, &claims, evidence);
    Checked { numbers, assertions: assertions::list(draft) }
}
