//! What each record is broadly about, by the current lexicon, and links made with that.

use linkage::{Linked, Records};
use rayon::prelude::*;
use terms::{CrimeRow, Family, IncidentRow, PersonRow};
use triage::Lexicon;

/// Families of the rows they were read from, in their order.
pub struct Families {
    /// Of incidents.
    pub incidents: Vec<Family>,
    /// Whether each incident is crime-related.
    pub crime_related: Vec<bool>,
    /// Of crimes.
    pub crimes: Vec<Family>,
}

impl Families {
    /// Reads codes and words.
    pub fn of(incidents: &[IncidentRow], crimes: &[CrimeRow]) -> Self {
        let lexicon = Lexicon::current();
        let readings: Vec<triage::Reading> =
            incidents.par_iter().map(|row| triage::read(lexicon, row)).collect();
        Self {
            incidents: readings.iter().map(|reading| reading.family).collect(),
            crime_related: readings.iter().map(|reading| reading.crime_related).collect(),
            crimes: crimes.par_iter().map(|row| triage::family_of_crime(lexicon, row)).collect(),
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

/// As [`link`], with people who are given up to it: a force-year has more of them than of incidents.
pub fn link_with(records: &Records, people: Vec<PersonRow>) -> Linked {
    linkage::link_with(records, people, &linkage::Options::default())
}

/// Links with the shipped settings.
pub fn link(records: &Records) -> Linked {
    linkage::link(records, &linkage::Options::default())
}
