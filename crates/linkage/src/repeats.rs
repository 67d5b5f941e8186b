//! Which incidents repeat another, as their own references say.

use std::collections::HashMap;

use terms::{IncidentRef, IncidentRow};

/// Whether each incident truly repeats another: following `duplicate_of` ends at another incident given.
/// In a circle the first received does not, so incidents must stand in order of receipt.
pub fn repeats(incidents: &[IncidentRow]) -> Vec<bool> {
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
