//! The label of each number, and what is found against it.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::draft::Draft;
use super::lexicon;
use super::passage::Passage;

/// A number of the draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Line of the draft.
    pub line: u32,
    /// As it is written, with its unit.
    pub text: String,
    /// The sentence around it.
    pub sentence: String,
    /// What it is, findings apart.
    pub label: Label,
    /// The figure or the source that it is bound to.
    pub source: Option<String>,
    /// What is found against it.
    pub remarks: Vec<Remark>,
    /// Which passage.
    pub passage: usize,
    /// Which number of the passage.
    pub number: usize,
    /// Whom the words around it name as the source.
    pub around: Option<&'static str>,
}

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Bound to a figure.
    Bound,
    /// A quotation with its source.
    Quotation,
    /// A section, part or year of an Act.
    Statute,
    /// A date, a time or a year.
    Date,
    /// A stretch of time.
    Period,
    /// A standard to be met.
    Target,
    /// A count of things that are no measures, and money.
    Count,
    /// A page, a code, a telephone number, a level of confidence, an item's own number.
    Reference,
    /// A measure that nothing is bound to, yet.
    Measure,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something to add.
    Advice,
    /// Nothing shows it.
    Unbound,
    /// It cannot stand.
    Wrong,
}

/// The rule behind a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// More than the whole, less than nothing, or far outside what was ever published.
    OutOfRange,
    /// A part at odds with its whole.
    PartAndWhole,
    /// A percentage that is not its own fraction.
    OwnFraction,
    /// A rate at odds with the judgment claimed.
    Judgment,
    /// A total that does not add up.
    Total,
    /// Two numbers that say different things of the same.
    Contradiction,
    /// A rise or a fall that is not the difference.
    Difference,
    /// An interval that is none, or is not that of its number.
    Interval,
    /// A date or period that cannot be.
    Calendar,
    /// A section or an Act that is not the one.
    Statute,
    /// A standing limit given wrong.
    StandingLimit,
    /// A percentage where a count should stand, or a rate without its unit.
    Unit,
    /// Digits that no number has.
    Digits,
    /// Differs from the figure or the source.
    Differs,
    /// Another period than the figure's.
    WrongPeriod,
    /// Rounded to what the figure does not round to.
    WrongRounding,
    /// The figure's files changed.
    Stale,
    /// No figure and no source.
    Unbound,
    /// A small sample without its interval.
    SmallSample,
    /// After the day by which it is due.
    Late,
}

impl Rule {
    /// All rules, in order of print.
    pub const ALL: [Self; 20] = [
        Self::OutOfRange,
        Self::PartAndWhole,
        Self::OwnFraction,
        Self::Judgment,
        Self::Total,
        Self::Contradiction,
        Self::Difference,
        Self::Interval,
        Self::Calendar,
        Self::Statute,
        Self::StandingLimit,
        Self::Unit,
        Self::Digits,
        Self::Differs,
        Self::WrongPeriod,
        Self::WrongRounding,
        Self::Stale,
        Self::Unbound,
        Self::SmallSample,
        Self::Late,
    ];

    /// Its name in print.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OutOfRange => "out of range",
            Self::PartAndWhole => "part and whole",
            Self::OwnFraction => "not its own fraction",
            Self::Judgment => "at odds with the judgment",
            Self::Total => "does not add up",
            Self::Contradiction => "contradicts another number",
            Self::Difference => "not the difference",
            Self::Interval => "not its interval",
            Self::Calendar => "no such date",
            Self::Statute => "not that statute",
            Self::StandingLimit => "not the standing limit",
            Self::Unit => "wrong unit",
            Self::Digits => "broken digits",
            Self::Differs => "differs from its source",
            Self::WrongPeriod => "wrong period",
            Self::WrongRounding => "wrong rounding",
            Self::Stale => "stale",
            Self::Unbound => "unbound",
            Self::SmallSample => "small sample",
            Self::Late => "late",
        }
    }
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// How grave.
    pub severity: Severity,
    /// By which rule.
    pub rule: Rule,
    /// Why, in a sentence.
    pub reason: String,
    /// What to do.
    pub advice: String,
}

impl Remark {
    /// Something that cannot stand.
    pub fn wrong(rule: Rule, reason: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { severity: Severity::Wrong, rule, reason: reason.into(), advice: advice.into() }
    }

    /// Something to add.
    pub fn advice(rule: Rule, reason: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { severity: Severity::Advice, rule, reason: reason.into(), advice: advice.into() }
    }
}

impl Found {
    /// The gravest finding.
    pub fn severity(&self) -> Option<Severity> {
        self.remarks.iter().map(|remark| remark.severity).max()
    }

    /// The word printed for it: a finding where there is one, else its label.
    pub fn word(&self) -> &'static str {
        match self.severity() {
            Some(Severity::Wrong) => "wrong",
            Some(Severity::Unbound) => "unbound",
            Some(Severity::Advice) => "advice",
            None => self.label.word(),
        }
    }

    /// Whom the paragraph, or the words that lead into the list, name as the source.
    pub const fn lead_source(&self) -> Option<&'static str> {
        self.around
    }

    /// Adds a finding, once by rule.
    pub fn remark(&mut self, remark: Remark) {
        if !self.remarks.iter().any(|other| other.rule == remark.rule) {
            self.remarks.push(remark);
        }
    }
}

impl Label {
    /// Its word in print.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bound => "bound",
            Self::Quotation => "quotation",
            Self::Statute => "statute",
            Self::Date => "date",
            Self::Period => "period",
            Self::Target => "target",
            Self::Count => "count",
            Self::Reference => "reference",
            Self::Measure => "unbound",
        }
    }
}

/// Longest sentence printed around a number, in characters.
const SENTENCE_CHARS: usize = 240;

/// The places of a passage's numbers: numbers stand in the order of passages.
pub fn of_passage(numbers: &[Found], passage: usize) -> core::ops::Range<usize> {
    numbers.partition_point(|found| found.passage < passage)
        ..numbers.partition_point(|found| found.passage <= passage)
}

/// Labels every number of the passages.
pub fn label(passages: &[Passage], draft: &Draft) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        let Some(block) = draft.blocks.get(passage.block) else { continue };
        for (n, number) in passage.numbers.iter().enumerate() {
            let byte = |token: usize, end: bool| {
                passage.tokens.get(token).map_or(0, |token| if end { token.end } else { token.start })
            };
            let (start, end) = (byte(number.from, false), byte(number.to.saturating_sub(1), true));
            let (from, to) = passage.sentence_of(number.from);
            let sentence =
                block.text.get(byte(from, false)..byte(to.saturating_sub(1), true)).unwrap_or_default();
            found.push(Found {
                line: block.line_at(start),
                text: block.text.get(start..end).unwrap_or_default().to_string(),
                sentence: shortened(sentence),
                label: super::kind::of(passage, number, block),
                source: None,
                remarks: Vec::new(),
                passage: at,
                number: n,
                around: around(passage),
            });
        }
    }
    found
}

fn around(passage: &Passage) -> Option<&'static str> {
    let text = alloc::format!("{} {}", passage.lead_in, passage.words(0, passage.tokens.len()));
    let sources = [
        ("hmicfrs", "HMICFRS"),
        ("hmic", "HMIC"),
        ("inspectorate", "the inspectorate"),
        ("inspectors", "the inspectors"),
        ("inspection", "the inspection"),
    ];
    const REPORT: &[&str] = &[
        "this report",
        "above report",
        "the report found",
        "report found",
        "report into",
        "the report shows",
        "report says",
        "in the report",
    ];
    if lexicon::any(&text, REPORT) {
        return Some("the report");
    }
    sources.iter().find(|(word, _)| lexicon::first_word(&text, word).is_some()).map(|(_, name)| *name)
}

fn shortened(sentence: &str) -> String {
    let mut text: String = sentence.chars().take(SENTENCE_CHARS).collect();
    if text.len() < sentence.len() {
        text.push('…');
    }
    text
}
