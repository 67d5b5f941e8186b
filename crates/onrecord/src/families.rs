//! What each record is broadly about, by the current lexicon, and links made with that.

use linkage::{Linked, Records};
use terms::{CrimeRow, Family, IncidentRow, PersonRow};
use triage::Lexicon;

/// Families of the rows they were read from, in their order.
pub struct Families {
    /// Of incidents.
    pub incidents: Vec<Family>,
    /// Of crimes.
    pub crimes: Vec<Family>,
}

impl Families {
    /// Reads codes and words.
    pub fn of(incidents: &[IncidentRow], crimes: &[CrimeRow]) -> Self {
        let lexicon = Lexicon::current();
        Self {
            incidents: incidents.iter().map(|row| triage::family_of_incident(lexicon, row)).collect(),
            crimes: crimes.iter().map(|row| triage::family_of_crime(lexicon, row)).collect(),
        }
    }

    /// The records for linking; the rows must be those the families were read from.
    pub fn records<'a>(
        &'a self,
        incidents: &'a [IncidentRow],
        crimes: &'a [CrimeRow],
        people: &'a [PersonRow],
    ) -> Records<'a> {
        Records {
            incidents,
            crimes,
            people,
            incident_families: &self.incidents,
            crime_families: &self.crimes,
        }
    }
}

/// Links with the shipped settings.
pub fn link(records: &Records) -> Linked {
    linkage::link(records, &linkage::Options::default())
}
