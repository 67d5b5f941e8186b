//! The field's words: crime groups, what is counted, what a rate is of, who judged.

/// A crime group or other population that a figure may speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// All reported crime.
    Overall,
    /// Violence against the person.
    Violence,
    /// Sexual offences, rape included.
    Sexual,
    /// Rape.
    Rape,
    /// Domestic abuse.
    DomesticAbuse,
    /// Robbery.
    Robbery,
    /// Burglary.
    Burglary,
    /// Theft.
    Theft,
    /// Stalking and harassment.
    Stalking,
    /// Public order.
    PublicOrder,
    /// Criminal damage and arson.
    Damage,
    /// Anti-social behaviour incidents.
    AntiSocial,
    /// Modern slavery.
    ModernSlavery,
    /// Reports of professionals, vulnerable people and safeguarding units.
    ThirdParty,
    /// Hate crime.
    Hate,
}

/// Phrases of each group, longer before shorter.
const GROUPS: &[(&str, Group)] = &[
    ("anti-social behaviour", Group::AntiSocial),
    ("antisocial behaviour", Group::AntiSocial),
    ("anti social behaviour", Group::AntiSocial),
    ("asb", Group::AntiSocial),
    ("domestic abuse", Group::DomesticAbuse),
    ("domestic violence", Group::DomesticAbuse),
    ("domestic-abuse", Group::DomesticAbuse),
    ("domestic crime", Group::DomesticAbuse),
    ("da crime", Group::DomesticAbuse),
    ("da incident", Group::DomesticAbuse),
    ("violence against the person", Group::Violence),
    ("violent", Group::Violence),
    ("violence", Group::Violence),
    ("trais", Group::Violence),
    ("rape", Group::Rape),
    ("rapes", Group::Rape),
    ("sexual", Group::Sexual),
    ("sex offence", Group::Sexual),
    ("sex offences", Group::Sexual),
    ("sex crime", Group::Sexual),
    ("sex crimes", Group::Sexual),
    ("robbery", Group::Robbery),
    ("robberies", Group::Robbery),
    ("burglary", Group::Burglary),
    ("burglaries", Group::Burglary),
    ("theft", Group::Theft),
    ("thefts", Group::Theft),
    ("stalking", Group::Stalking),
    ("harassment", Group::Stalking),
    ("public order", Group::PublicOrder),
    ("criminal damage", Group::Damage),
    ("arson", Group::Damage),
    ("modern slavery", Group::ModernSlavery),
    ("third party", Group::ThirdParty),
    ("third-party", Group::ThirdParty),
    ("vulnerable", Group::ThirdParty),
    ("multi-agency", Group::ThirdParty),
    ("hate crime", Group::Hate),
    ("hate crimes", Group::Hate),
];
const OVERALL: &[&str] = &[
    "overall",
    "all reported",
    "all crime",
    "all crimes",
    "reported crime",
    "reported crimes",
    "crimes reported",
    "crime reported",
    "of crime",
    "of crimes",
    "total crime",
    "recording accuracy",
    "crime recording",
    "crime-recording",
    "every crime",
];

impl Group {
    /// Its words in a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Overall => "all reported crime",
            Self::Violence => "violent crime",
            Self::Sexual => "sexual offences",
            Self::Rape => "rape",
            Self::DomesticAbuse => "domestic abuse",
            Self::Robbery => "robbery",
            Self::Burglary => "burglary",
            Self::Theft => "theft",
            Self::Stalking => "stalking and harassment",
            Self::PublicOrder => "public order offences",
            Self::Damage => "criminal damage and arson",
            Self::AntiSocial => "anti-social behaviour",
            Self::ModernSlavery => "modern slavery",
            Self::ThirdParty => "reports of professionals and vulnerable people",
            Self::Hate => "hate crime",
        }
    }

    /// The group that a phrase names first (`last` false) or last.
    pub fn named_in(text: &str, last: bool) -> Option<Self> {
        let hits = GROUPS.iter().filter_map(|(phrase, group)| {
            let at = if last { last_word(text, phrase) } else { first_word(text, phrase) };
            at.map(|at| (at, phrase.len(), *group))
        });
        // "domestic violence" is one group, not two: the longer phrase holds the shorter.
        let best = if last {
            hits.max_by_key(|(at, len, _)| (at + len, *len))
        } else {
            hits.min_by_key(|(at, len, _)| (*at, usize::MAX - len))
        };
        best.map(|(_, _, group)| group)
    }

    /// Whether a phrase speaks of all crime and of no part of it.
    pub fn is_overall(text: &str) -> bool {
        Self::named_in(text, false).is_none()
            && OVERALL.iter().any(|phrase| first_word(text, phrase).is_some())
    }

    /// The group of a name in figures.json or of a measure in words.
    pub fn of_measure(text: &str) -> Option<Self> {
        let spaced: alloc::string::String =
            text.chars().map(|c| if matches!(c, '_' | '.' | ',' | ':') { ' ' } else { c }).collect();
        let lower = spaced.to_lowercase();
        Self::named_in(&lower, false).or_else(|| first_word(&lower, "overall").map(|_| Self::Overall))
    }
}

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

fn last_word(text: &str, phrase: &str) -> Option<usize> {
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
