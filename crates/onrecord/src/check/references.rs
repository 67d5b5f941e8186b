//! References that rank and frame must not trip over, settled once the links are made.

use std::collections::{HashMap, HashSet};

use exchange::Extract;
use linkage::Linked;
use terms::{CrimeRow, IncidentRef, IncidentRow};

/// A reference to a record that is in the extract, only after the as-at day, is not dangling.
pub fn keep_truly_dangling(linked: &mut Linked, extract: &Extract) {
    let incidents = extract.incidents.iter().filter_map(|row| row.incident_ref.as_ref()).map(|r| r.as_str());
    let crimes = extract.crimes.iter().filter_map(|row| row.crime_ref.as_ref()).map(|r| r.as_str());
    let known: HashSet<&str> = incidents.chain(crimes).collect();
    linked.dangling.retain(|one| !known.contains(one.reference.as_ref()));
}

/// After linking: an incident repeats another only where following `duplicate_of` ends at another
/// incident of the extract, so that none is hidden behind a record that is not there or behind a
/// circle; and a crime reference that was found is not one that was not.
pub fn settle(incidents: &mut [IncidentRow], crimes: &[CrimeRow]) {
    let known: HashSet<&str> =
        crimes.iter().filter_map(|row| row.crime_ref.as_ref()).map(|r| r.as_str()).collect();
    let repeats = repeats(incidents);
    for (row, repeats) in incidents.iter_mut().zip(repeats) {
        row.crime_refs.retain(|reference| !known.contains(reference.as_str()));
        if !repeats {
            row.duplicate_of = None;
        }
    }
}

/// Whether each incident truly repeats another. In a circle the first received of it does not.
fn repeats(incidents: &[IncidentRow]) -> Vec<bool> {
    let reference = |row: &IncidentRow| row.incident_ref.clone();
    let by_reference: HashMap<IncidentRef, usize> =
        incidents.iter().enumerate().filter_map(|(at, row)| Some((reference(row)?, at))).collect();
    let next = |at: usize| {
        let original = incidents.get(at)?.duplicate_of.as_ref()?;
        by_reference.get(original).copied().filter(|original| *original != at)
    };
    (0..incidents.len())
        .map(|start| {
            let mut seen = vec![start];
            let mut at = start;
            while let Some(original) = next(at) {
                if let Some(begin) = seen.iter().position(|passed| *passed == original) {
                    // Incidents stand in order of receipt, so the least position was received first.
                    let circle = seen.get(begin..).unwrap_or_default();
                    return circle.iter().min() != Some(&start);
                }
                seen.push(original);
                at = original;
            }
            seen.len() > 1
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Incidents as (reference, duplicate of), and which of them repeat another.
    fn check(rows: &[(&str, &str)], expect: &[bool]) {
        let row = |(reference, original): &(&str, &str)| IncidentRow {
            incident_ref: Some((*reference).into()),
            duplicate_of: Some(*original).filter(|original| !original.is_empty()).map(Into::into),
            ..IncidentRow::default()
        };
        let rows: Vec<IncidentRow> = rows.iter().map(row).collect();
        assert_eq!(repeats(&rows), expect);
    }

    #[test]
    fn an_incident_repeats_only_one_that_is_there() {
        check(&[("A", ""), ("B", "A"), ("C", "B")], &[false, true, true]);
        check(&[("A", "gone"), ("B", "A")], &[false, true]);
        check(&[("A", "A")], &[false]);
        check(&[("A", "B"), ("B", "A")], &[false, true]);
        check(&[("A", "B"), ("B", "C"), ("C", "B")], &[true, false, true]);
    }
}
