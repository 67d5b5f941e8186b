//! The protocol of an audit: what is settled, written and digested before a seed is accepted (methods,
//! audit-statistics section 2.1).

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::population::Caps;

/// Everything that is settled before the seed.
#[derive(Clone, Debug, PartialEq)]
pub struct Protocol {
    /// What the audit asks, whom of, and over which days.
    pub asked: Asked,
    /// What the frame holds and what it leaves out.
    pub frame: FrameStatement,
    /// Caps and their source.
    pub caps: Caps,
    /// How sizes are made.
    pub sizes: Sizes,
    /// How many, and how they are drawn.
    pub sample: SampleRule,
    /// The certificate's line, risk and stopping rule.
    pub certificate: CertificateRule,
    /// Who marks and who rules.
    pub marking: Marking,
}

/// The question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// The question, as a sentence.
    pub question: String,
    /// The force.
    pub body: String,
    /// Who carries the audit out.
    pub by: String,
    /// When the plan was written, ISO 8601.
    pub written_at: String,
    /// First day of the reports, ISO.
    pub first_day: String,
    /// Last day of the reports, ISO.
    pub last_day: String,
    /// Days from first to last, both counted.
    pub n_days: u32,
    /// Edition of the recording rules marked under.
    pub edition: String,
    /// Crimes recorded in 12 months, fraud excluded.
    pub recorded_in_12_months: Option<u64>,
    /// Where that count comes from.
    pub recorded_source: String,
}

/// What the frame holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrameStatement {
    /// Whether every report that came by the routes stated stands in the frame.
    pub complete: bool,
    /// Why not, where it does not.
    pub why_incomplete: String,
    /// Routes in the frame.
    pub routes_in: Vec<String>,
    /// Routes outside it, as sentences.
    pub routes_out: Vec<String>,
}

/// How sizes are made.
#[derive(Clone, Debug, PartialEq)]
pub struct Sizes {
    /// Which sizes.
    pub rule: SizeRule,
    /// Weight of the cap part, 0 to 1.
    pub eps: f64,
    /// Recording rate planned for.
    pub planned_rate: f64,
    /// Mean square of the crimes missed where any is missed.
    pub mean_square_missed: f64,
    /// Share of incidents with a crime recorded that hold one too many.
    pub wrongly_recorded: f64,
    /// The model that gave the risk, or "none".
    pub model: String,
}

/// Which sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SizeRule {
    /// From risk and caps.
    Computed,
    /// All equal: simple random sampling.
    Equal,
    /// As the population file states them.
    AsGiven,
}

impl SizeRule {
    /// All, by their word in the protocol.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Computed, "computed"), (Self::Equal, "equal"), (Self::AsGiven, "as given")];

    /// Its word.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(rule, _)| *rule == self).map_or("", |(_, name)| name)
    }
}

/// How many are drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct SampleRule {
    /// Incidents of the estimate, settled beforehand.
    pub n: u64,
    /// Separate races by stratum, with the number of each; empty = one race over the union.
    pub by_stratum: BTreeMap<String, u64>,
    /// Labelled top-ups: that many of a stratum in all, for its own estimates only.
    pub top_ups: BTreeMap<String, u64>,
    /// Share of the drawn that two markers mark.
    pub double_marked: f64,
}

impl SampleRule {
    /// Whether each stratum has a race of its own.
    pub fn is_stratified(&self) -> bool {
        !self.by_stratum.is_empty()
    }
}

/// The certificate.
#[derive(Clone, Debug, PartialEq)]
pub struct CertificateRule {
    /// Accuracy to be certified or refuted.
    pub at_least: f64,
    /// Risk of each side.
    pub risk: f64,
    /// Most incidents before the audit stops undecided.
    pub most: u64,
}

/// Who marks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marking {
    /// Markers, by the names they sign marks with.
    pub markers: Vec<String>,
    /// Who rules on disagreements.
    pub registrar: String,
    /// How they mark, as sentences.
    pub rules: String,
    /// SHA-256 of the sealed file of planted logs.
    pub planted: Option<String>,
}
