//! The field's words: what is counted, what a rate is of, who judged.

pub use super::group::Group;

/// Where a phrase first stands as whole words.
pub fn first_word(text: &str, phrase: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(phrase)).map(|at| at + from) {
        if is_whole(text, at, phrase.len()) {
            return Some(at);
        }
        from = at + phrase.len();
    }
    None
}

/// Where it last stands so.
pub fn last_word(text: &str, phrase: &str) -> Option<usize> {
    let mut to = text.len();
    while let Some(at) = text.get(..to).and_then(|rest| rest.rfind(phrase)) {
        if is_whole(text, at, phrase.len()) {
            return Some(at);
        }
        to = at;
    }
    None
}

fn is_whole(text: &str, at: usize, len: usize) -> bool {
    let before = text.get(..at).and_then(|rest| rest.chars().next_back());
    let after = text.get(at + len..).and_then(|rest| rest.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// Whether any of the phrases stands in the text as whole words.
pub fn any(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| first_word(text, phrase).is_some())
}

/// Things that a recording measure counts.
const REPORTS: &[&str] = &[
    "crime",
    "crimes",
    "offence",
    "offences",
    "incident",
    "incidents",
    "report",
    "reports",
    "victim",
    "victims",
    "record",
    "records",
    "rape",
    "rapes",
    "referral",
    "referrals",
    "cancellation",
    "cancellations",
    "log",
    "logs",
    "burglaries",
    "robberies",
    "assaults",
    "thefts",
    "allegations",
    "cases",
];
/// Other things that letters count.
const OTHERS: &[&str] = &[
    "officer",
    "officers",
    "staff",
    "people",
    "posts",
    "force",
    "forces",
    "area",
    "areas",
    "recommendation",
    "recommendations",
    "cause",
    "causes",
    "constables",
    "pcsos",
    "pcso",
    "employees",
    "detectives",
    "auditors",
    "auditor",
    "months",
    "month",
    "years",
    "year",
    "weeks",
    "days",
    "hours",
    "teams",
    "questions",
    "members",
    "residents",
    "sessions",
    "courses",
    "meetings",
    "calls",
    "complaints",
    "investigators",
    "volunteers",
    "sergeants",
    "inspections",
    "criteria",
    "elements",
    "reasons",
    "respondents",
    "households",
    "vehicles",
    "stations",
    "audits",
    "categories",
];

/// Whether a noun is counted in crimes, incidents, reports, victims or records.
pub fn is_report(word: &str) -> bool {
    REPORTS.contains(&word)
}

/// Whether a noun is something that is counted at all.
pub fn is_counted(word: &str) -> bool {
    is_report(word) || OTHERS.contains(&word)
}

/// Whether a noun counts people, posts or other discrete things that are no measures.
pub fn is_other_counted(word: &str) -> bool {
    OTHERS.contains(&word)
}

/// Words that make a year the name of a report: "the 2017 inspection".
pub fn names_a_report(word: &str) -> bool {
    matches!(
        word,
        "inspection"
            | "re"
            | "reinspection"
            | "report"
            | "audit"
            | "review"
            | "peel"
            | "programme"
            | "assessment"
            | "findings"
            | "rate"
            | "figure"
            | "level"
            | "act"
            | "census"
            | "plan"
            | "strategy"
            | "order"
    )
}

/// Words that may stand between `62` and `of 63`.
pub fn may_stand_in_share(word: &str) -> bool {
    is_report(word)
        || matches!(
            word,
            "audited"
                | "reported"
                | "recorded"
                | "were"
                | "sampled"
                | "rape"
                | "violent"
                | "sexual"
                | "domestic"
                | "abuse"
                | "cancelled"
        )
}

/// Words whose figure is a label and no amount: "page 4", "Table 2".
pub fn introduces_reference(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "page",
        "pages",
        "pp",
        "table",
        "tables",
        "figure",
        "fig",
        "annex",
        "appendix",
        "version",
        "no",
        "number",
        "ref",
        "reference",
        "item",
        "note",
        "footnote",
        "paragraph",
        "paragraphs",
        "para",
        "paras",
        "box",
        "question",
        "criterion",
        "element",
        "recommendation",
        "action",
        "tel",
        "telephone",
        "phone",
        "fax",
        "ext",
        "level",
        "tier",
        "grade",
        "option",
        "phase",
        "stage",
        "step",
        "unit",
        "issue",
        "volume",
        "operation",
        "room",
        "floor",
        "cause",
        "objective",
        "priority",
        "outcome",
        "class",
        "code",
        "line",
        "principle",
        "right",
        "theme",
        "afi",
        "slide",
        "exhibit",
        "module",
        "band",
    ];
    WORDS.contains(&word)
}

/// What a percentage or a share says of its population.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Correctly recorded, of what should have been.
    Recorded,
    /// Not recorded: the other part of the same.
    Unrecorded,
    /// Recorded within 24 hours.
    InTime,
    /// Cancelled correctly.
    Cancelled,
    /// Told of it.
    Told,
    /// Safeguarded.
    Safeguarded,
    /// A rise, a fall or a difference.
    Change,
    /// A part that a group makes up.
    Composition,
    /// Something that is no measure of recording: precept, turnout, workforce.
    Elsewhere,
    /// Not seen.
    Unknown,
}

impl Measure {
    /// The measure of a name in figures.json or of a header.
    pub fn of_name(text: &str) -> Self {
        let spaced: alloc::string::String =
            text.chars().map(|c| if matches!(c, '_' | '.') { ' ' } else { c }).collect();
        let lower = spaced.to_lowercase();
        if any(&lower, &["within 24 hours", "timeliness within 24h", "timeliness", "within 24h", "in time"]) {
            Self::InTime
        } else if lower.contains("cancel") || lower.contains("no-crimes correct") {
            Self::Cancelled
        } else if any(&lower, &["victims told", "told"]) {
            Self::Told
        } else if lower.contains("safeguarded") {
            Self::Safeguarded
        } else if any(&lower, &["unrecorded", "not recorded", "missed"]) {
            Self::Unrecorded
        } else if any(
            &lower,
            &[
                "recording rate",
                "recording accuracy",
                "accuracy",
                "accurate",
                "rape accurate",
                "recorded",
                "recorded %",
            ],
        ) {
            Self::Recorded
        } else {
            Self::Unknown
        }
    }
}

/// Words of budgets, people and polls: a percentage beside them is no measure of recording.
pub const ELSEWHERE: &[&str] = &[
    "precept",
    "council tax",
    "budget",
    "funding",
    "grant",
    "inflation",
    "pay",
    "salary",
    "salaries",
    "turnout",
    "households",
    "residents",
    "respondents",
    "survey",
    "satisfied",
    "satisfaction",
    "confidence in",
    "workforce",
    "population",
    "female",
    "women",
    "ethnic",
    "vacancies",
    "vacancy",
    "savings",
    "trained",
    "training",
    "completed the",
    "of officers",
    "of staff",
    "officer numbers",
    "charge rate",
    "charged",
    "attendance",
    "abandoned",
    "answered",
    "999",
    "101",
    "emergency calls",
    "sickness",
    "overtime",
    "cost",
    "costs",
    "fuel",
    "estate",
];

/// A judgment in words, in the two schemes.
pub const JUDGMENTS: &[&str] =
    &["outstanding", "good", "adequate", "requires improvement", "requiring improvement", "inadequate"];
