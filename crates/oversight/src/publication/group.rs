//! Crime groups and other populations, by the words that name them.

use super::lexicon::{first_word, last_word};

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
    /// Part of a group, whose share of crime is not known: never compared with the group.
    Narrower,
}

/// Phrases of each group, longer before shorter.
const GROUPS: &[(&str, Group)] = &[
    ("violence with injury", Group::Narrower),
    ("violence without injury", Group::Narrower),
    ("violent offences with injury", Group::Narrower),
    ("violent offences without injury", Group::Narrower),
    ("violent crime with injury", Group::Narrower),
    ("violent crime without injury", Group::Narrower),
    ("other violence", Group::Narrower),
    ("other sexual offences", Group::Narrower),
    ("other theft", Group::Narrower),
    ("theft from the person", Group::Narrower),
    ("theft from person", Group::Narrower),
    ("theft from vehicle", Group::Narrower),
    ("theft from vehicles", Group::Narrower),
    ("theft from a vehicle", Group::Narrower),
    ("theft of vehicle", Group::Narrower),
    ("theft of vehicles", Group::Narrower),
    ("theft of a vehicle", Group::Narrower),
    ("vehicle theft", Group::Narrower),
    ("bicycle theft", Group::Narrower),
    ("residential burglary", Group::Narrower),
    ("domestic burglary", Group::Narrower),
    ("burglary dwelling", Group::Narrower),
    ("business burglary", Group::Narrower),
    ("non-domestic burglary", Group::Narrower),
    ("business robbery", Group::Narrower),
    ("personal robbery", Group::Narrower),
    ("robbery of business property", Group::Narrower),
    ("robbery of personal property", Group::Narrower),
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
            Self::Narrower => "part of a group",
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
