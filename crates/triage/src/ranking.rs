//! The ranking: which incidents with no crime linked to look at first.

use terms::{CrimeRow, Family, IncidentRow, Text};

use crate::Lexicon;

/// One reason to look at an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// In words of the lexicon and the codes, never a person's.
    pub words: Text,
    /// What it adds; the points of a ranked incident are the sum of its reasons'.
    pub points: i32,
}

/// A crime-related incident with no crime linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Its index among the incidents given.
    pub incident: usize,
    /// 1 = look here first.
    pub rank: u32,
    /// The sum of the points of its reasons.
    pub points: i32,
    /// Why, heaviest first.
    pub reasons: Vec<Reason>,
}

/// The family of an incident by closing and opening code, qualifiers, and, where they say nothing,
/// the cues of its text.
pub fn family_of_incident(_lexicon: &Lexicon, _incident: &IncidentRow) -> Family {
    Family::Unknown
}

/// The family of a recorded crime by its class, its offence code, its flags.
pub fn family_of_crime(_lexicon: &Lexicon, _crime: &CrimeRow) -> Family {
    Family::Unknown
}

/// Whether codes, qualifiers, the domestic abuse marker or asserted cues speak of a notifiable
/// crime.
pub fn is_crime_related(_lexicon: &Lexicon, _incident: &IncidentRow) -> bool {
    false
}

/// Ranks the crime-related incidents that have no crime linked; `best_link` is per incident the
/// probability, 0 to 1, that it already has one.
pub fn rank(_lexicon: &Lexicon, _incidents: &[IncidentRow], _best_link: &[f64]) -> Vec<Ranked> {
    Vec::new()
}
