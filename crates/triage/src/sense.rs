//! What a phrase of the lexicon can mean.

use terms::Family;

use crate::scope::ScopeWord;

/// The meaning of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// It speaks of a family.
    Family(Family),
    /// It says something about the log.
    Marker(Marker),
    /// It turns the phrases around it.
    Scope(ScopeWord),
}

/// What a phrase can say about a log, besides what the log is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Marker {
    /// Closed as no crime.
    NoCrime,
    /// Closed with advice, a referral, for information.
    Advice,
    /// Closed with nothing more done.
    NoAction,
    /// Closed as, or with, a crime.
    ClosedAsCrime,
    /// N100, N200 or N300.
    ReportedIncident,
    /// The victim does not want it taken further.
    VictimsWish,
    /// Set aside on the responder's opinion.
    SetAside,
    /// Checked and found not so.
    Mistaken,
    /// Dealt with by appointment.
    Appointment,
    /// Prejudice qualifier.
    Hate,
    /// Vulnerability qualifier.
    Vulnerable,
    /// Weapons or firearms qualifier.
    Armed,
    /// Reported by a professional.
    Professional,
    /// Reported by another third party.
    ThirdParty,
    /// Came by mailbox, form or referral.
    Mailbox,
}

impl Sense {
    /// The meaning a file's "means" names.
    pub fn from_name(name: &str) -> Option<Self> {
        let other = || SENSES.iter().find(|(known, _)| *known == name).map(|(_, sense)| *sense);
        Family::from_name(name).map(Self::Family).or_else(other)
    }
}

const SENSES: [(&str, Sense); 23] = [
    ("closed: no crime", Sense::Marker(Marker::NoCrime)),
    ("closed: advice", Sense::Marker(Marker::Advice)),
    ("closed: no action", Sense::Marker(Marker::NoAction)),
    ("closed: crime", Sense::Marker(Marker::ClosedAsCrime)),
    ("reported incident", Sense::Marker(Marker::ReportedIncident)),
    ("victim's wish", Sense::Marker(Marker::VictimsWish)),
    ("set aside", Sense::Marker(Marker::SetAside)),
    ("mistaken", Sense::Marker(Marker::Mistaken)),
    ("appointment", Sense::Marker(Marker::Appointment)),
    ("hate", Sense::Marker(Marker::Hate)),
    ("vulnerable", Sense::Marker(Marker::Vulnerable)),
    ("armed", Sense::Marker(Marker::Armed)),
    ("professional", Sense::Marker(Marker::Professional)),
    ("third party", Sense::Marker(Marker::ThirdParty)),
    ("mailbox", Sense::Marker(Marker::Mailbox)),
    ("scope: negates", Sense::Scope(ScopeWord::Negates)),
    ("scope: denies", Sense::Scope(ScopeWord::Denies)),
    ("scope: negates before", Sense::Scope(ScopeWord::NegatesBefore)),
    ("scope: denies before", Sense::Scope(ScopeWord::DeniesBefore)),
    ("scope: ends negation", Sense::Scope(ScopeWord::EndsNegation)),
    ("scope: ends all", Sense::Scope(ScopeWord::EndsAll)),
    ("scope: street", Sense::Scope(ScopeWord::Street)),
    ("scope: nothing", Sense::Scope(ScopeWord::Nothing)),
];

/// A set of markers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Markers(u16);

impl Markers {
    /// With one more.
    pub const fn with(self, marker: Marker) -> Self {
        Self(self.0 | 1 << marker as u8)
    }

    /// Those of both.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it holds one.
    pub const fn has(self, marker: Marker) -> bool {
        self.0 & (1 << marker as u8) != 0
    }
}
