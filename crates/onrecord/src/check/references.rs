//! References that rank and frame must not trip over, settled once the links are made.

use std::collections::HashSet;

use exchange::Extract;
use linkage::Linked;
use terms::{CrimeRow, IncidentRow};

/// A reference to a record that is in the extract, only after the as-at day, is not dangling. The
/// extract holds those by now.
pub fn keep_truly_dangling(linked: &mut Linked, extract: &Extract) {
    let incidents = extract.incidents.iter().filter_map(|row| row.incident_ref.as_ref()).map(|r| r.as_str());
    let crimes = extract.crimes.iter().filter_map(|row| row.crime_ref.as_ref()).map(|r| r.as_str());
    let known: HashSet<&str> = incidents.chain(crimes).collect();
    linked.dangling.retain(|one| !known.contains(one.reference.as_ref()));
}

/// After linking: an incident repeats another only where following `duplicate_of` ends at another
/// incident of the extract, so that none is hidden behind a record that is not there or behind a
/// circle; and a crime reference that was found is not one that was not.
pub fn settle<'a>(incidents: &mut [IncidentRow], crimes: impl Iterator<Item = &'a CrimeRow>) {
    let known: HashSet<&str> = crimes.filter_map(|row| row.crime_ref.as_ref()).map(|r| r.as_str()).collect();
    let repeats = linkage::repeats(incidents);
    for (row, repeats) in incidents.iter_mut().zip(repeats) {
        row.crime_refs.retain(|reference| !known.contains(reference.as_str()));
        if !repeats {
            row.duplicate_of = None;
        }
    }
}
