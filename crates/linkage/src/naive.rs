//! The rule anyone would write first, kept as the measure to beat.

use std::collections::HashMap;

use terms::Text;

use crate::Records;

/// For each crime, among the incidents with the same place text (case and spaces apart), the one
/// received nearest in absolute time to recording: pairs (incident, crime), in order of the crimes.
/// A tie goes to the earlier receipt. Crimes and incidents without a place or a time get none.
pub fn same_place_nearest_time(records: &Records) -> Vec<(usize, usize)> {
    let by_place = incidents_by_place(records);
    let nearest = |(index, crime): (usize, &terms::CrimeRow)| {
        let recorded = crime.recorded_at?.seconds();
        let here = by_place.get(&normal(crime.place.place.as_ref())?)?;
        let best = here.iter().min_by_key(|&&(at, _)| (at.abs_diff(recorded), at))?;
        Some((best.1, index))
    };
    records.crimes.iter().enumerate().filter_map(nearest).collect()
}

fn incidents_by_place(records: &Records) -> HashMap<String, Vec<(i64, usize)>> {
    let mut by_place: HashMap<String, Vec<(i64, usize)>> = HashMap::new();
    for (index, incident) in records.incidents.iter().enumerate() {
        if let (Some(place), Some(at)) = (normal(incident.place.place.as_ref()), incident.received_at) {
            by_place.entry(place).or_default().push((at.seconds(), index));
        }
    }
    by_place
}

fn normal(place: Option<&Text>) -> Option<String> {
    let words: Vec<String> = place?.split_whitespace().map(str::to_lowercase).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use terms::{CrimeRow, IncidentRow, Instant, Place};

    fn place(text: &str) -> Place {
        Place { place: (!text.is_empty()).then(|| text.into()), ..Place::default() }
    }

    #[test]
    fn nearest_in_time_at_the_same_place() {
        let incident = |text, at| IncidentRow {
            place: place(text),
            received_at: Some(Instant::exact(at)),
            ..IncidentRow::default()
        };
        let incidents = [incident("1 High Street", 0), incident("1  HIGH street", 900), incident("", 500)];
        for (text, at, expected) in [
            ("1 high street", 400, vec![(0, 0)]),
            ("1 high street", 800, vec![(1, 0)]),
            ("2 high street", 800, vec![]),
            ("", 500, vec![]),
        ] {
            let crimes = [CrimeRow {
                place: place(text),
                recorded_at: Some(Instant::exact(at)),
                ..CrimeRow::default()
            }];
            let records = Records {
                incidents: &incidents,
                crimes: &crimes,
                people: &[],
                incident_families: &[],
                crime_families: &[],
            };
            assert_eq!(same_place_nearest_time(&records), expected, "{text} {at}");
        }
    }
}
