//! The synthetic force as a world of rows with its truth.

use alloc::vec::Vec;

use terms::{CrimeRef, CrimeRow, IncidentRef, IncidentRow, PersonRow};

pub use crate::options::{CauseShare, Course, Difficulty, Missing, Options, Rates};
pub use crate::truth::{Cause, Truth};

/// A synthetic force: what its systems hold, and what really happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    /// Incidents, by time received.
    pub incidents: Vec<IncidentRow>,
    /// Crimes and N100 records, by time recorded.
    pub crimes: Vec<CrimeRow>,
    /// The persons named in both.
    pub people: Vec<PersonRow>,
    /// The truth of each incident, in the order of `incidents`.
    pub truth: Vec<Truth>,
    /// Every true pair. A second call about an event links to its crimes too; the primary incident
    /// is the one whose truth has no `duplicate_of`.
    pub links: Vec<(IncidentRef, CrimeRef)>,
}

/// Makes the world of these options; the same options give the same world.
pub fn force(_options: &Options) -> World {
    World::default()
}
