//! The answer: what must be recorded, with the rules it rests on. Its keys include those of the
//! worked examples, so that an answer can be compared with a printed one.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::edition::{RuleId, RuleStatus};

/// What the answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// One or more new crimes to record now.
    Crimes,
    /// A notifiable reported incident (N100, N300).
    NCode,
    /// A crime-related incident.
    CrimeRelatedIncident,
    /// An auditable incident and no crime.
    Incident,
    /// The same, asked for its category.
    IncidentCategory,
    /// Nothing to record as crime, N code or crime-related incident.
    None,
    /// Take the report and pass it on.
    Transfer,
    /// Whether the recorded crime may be cancelled: see `cancel`.
    Cancel,
    /// Which outcome a recorded crime may have: see `outcome`.
    Outcome,
    /// The recorded item becomes the crimes or N code given.
    Reclassify,
    /// It joins the record already held.
    AddToExisting,
    /// The text leaves it to the registrar.
    DependsOnRegistrar,
}

/// A crime to record. It cannot be made without a class, an edition and a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Crime {
    /// Class, as the offence list begins its category.
    pub class: &'static str,
    /// Home Office code, where it is settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
    /// Offence in the list's words.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub offence: &'static str,
    /// How many.
    pub count: u32,
    /// True for an attempt.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub attempt: bool,
    /// The force that records, where it is settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force: Option<String>,
    /// The victims whose crimes these are, by their ids; none for an offence without a victim.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub victims: Vec<String>,
    /// V or S: victim-based or state-based.
    pub basis: &'static str,
    /// Edition under which it is recorded.
    pub edition: &'static str,
    /// Rules that make it so; never empty.
    pub rules: Vec<&'static str>,
}

/// Something reported that is not recorded as a crime of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NotRecorded {
    /// Class it would have; none where it is no notifiable crime at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<&'static str>,
    /// Its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
    /// How many such.
    pub count: u32,
    /// Why it is not recorded for itself.
    pub why: Cow<'static, str>,
    /// The rule.
    pub rule: &'static str,
}

/// Whether a record may be cancelled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cancel {
    /// May it be cancelled now?
    pub allowed: bool,
    /// C1 to C5: the ground that holds, or when refused the one asked for.
    pub code: Option<&'static str>,
    /// Who may decide.
    pub by: &'static str,
}

/// What outcomes a recorded crime may have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OutcomeAnswer {
    /// Class of the record.
    pub class: Option<String>,
    /// How many such records; all of them where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// The outcome that applies, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<&'static str>,
    /// Outcomes that it may have.
    pub permitted: Vec<&'static str>,
    /// Outcomes that it may not have.
    pub refused: Vec<&'static str>,
}

/// What is recorded and reported of a fraud.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReportFraud {
    /// Whether the force records it on its own system.
    pub local_record: bool,
    /// `crime`, `information` or `none`: what goes to Report Fraud.
    pub national_report: &'static str,
}

/// A reason: a rule, in one plain sentence, with its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// Rule id.
    pub rule: &'static str,
    /// What it says.
    pub says: &'static str,
    /// Text and page.
    pub source: &'static str,
    /// Page.
    pub page: &'static str,
    /// How far it is verified.
    pub status: RuleStatus,
    /// What it did here, where there is more to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub here: Option<String>,
}

/// A duty that comes with the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Duty {
    /// What must be done, by when.
    pub what: Cow<'static, str>,
    /// The rule.
    pub rule: &'static str,
}

/// A fact that is missing and could change the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The field of the facts.
    pub field: String,
    /// The question to put, in plain words.
    pub question: String,
    /// The rule that needs it.
    pub rule: &'static str,
    /// How many different answers its values lead to.
    pub answers: usize,
}

/// The answer to one set of facts, under one edition.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Decision {
    /// Edition of the rules.
    pub edition: &'static str,
    /// The day whose rules were used.
    pub rules_of: String,
    /// What the answer is.
    pub result: Verdict,
    /// New crimes to record.
    pub crimes: Vec<Crime>,
    /// N code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_code: Option<&'static str>,
    /// How many such records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_count: Option<u32>,
    /// Answer to a question about cancelling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cancel: Option<Cancel>,
    /// Answers to a question about outcomes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outcome: Vec<OutcomeAnswer>,
    /// NSIR category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<&'static str>,
    /// NSIR qualifiers and crime flags.
    pub qualifiers: Vec<&'static str>,
    /// How many incident records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident_count: Option<u32>,
    /// Force to which the matter is passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_to: Option<String>,
    /// What is recorded and reported of a fraud.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report_fraud: Option<ReportFraud>,
    /// Hours from first receipt to the crime record; null: no clock runs.
    pub deadline_hours: Option<u32>,
    /// The test at which the decision stopped, in plain words.
    pub stopped_at: &'static str,
    /// What was reported and is not recorded for itself: part of a graver crime or of a record held, or
    /// stopped at a test.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_recorded: Vec<NotRecorded>,
    /// Duties that come with it.
    pub duties: Vec<Duty>,
    /// Facts that are missing.
    pub missing: Vec<Missing>,
    /// Of these, the field of the one question that would decide most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask_first: Option<String>,
    /// True where the registrar must be asked before this is relied on.
    pub ask_registrar: bool,
    /// Rules that could not be verified for the day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_verified_for_the_day: Vec<&'static str>,
    /// The rules it rests on.
    pub reasons: Vec<Reason>,
}

/// Why facts are refused: the field, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The field, as `people[1].age`.
    pub field: String,
    /// What is wrong, and what to do.
    pub reason: String,
}

impl core::fmt::Display for Refusal {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}: {}", self.field, self.reason)
    }
}

impl Reason {
    /// A reason from a rule id.
    pub fn of(rule: RuleId, here: Option<String>) -> Self {
        let r = rule.rule();
        Self { rule: r.id, says: r.says, source: r.source, page: r.page, status: r.status, here }
    }
}
