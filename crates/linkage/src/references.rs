//! Finding records by their reference.

use crate::Records;

/// References of incidents and crimes, sorted, with the position of the row that bears each.
pub(crate) struct References<'a> {
    incidents: Vec<(&'a str, u32)>,
    crimes: Vec<(&'a str, u32)>,
}

impl<'a> References<'a> {
    pub(crate) fn of(records: &Records<'a>) -> Self {
        let incidents = records.incidents.iter().map(|row| row.incident_ref.as_ref().map(|r| r.as_str()));
        let crimes = records.crimes.iter().map(|row| row.crime_ref.as_ref().map(|r| r.as_str()));
        Self { incidents: sorted(incidents), crimes: sorted(crimes) }
    }

    /// The incidents that bear a reference.
    pub(crate) fn incidents(&self, reference: &str) -> &[(&'a str, u32)] {
        run(&self.incidents, reference)
    }

    /// The crimes that bear a reference.
    pub(crate) fn crimes(&self, reference: &str) -> &[(&'a str, u32)] {
        run(&self.crimes, reference)
    }
}

fn sorted<'a>(references: impl Iterator<Item = Option<&'a str>>) -> Vec<(&'a str, u32)> {
    let mut sorted: Vec<(&str, u32)> =
        references.enumerate().filter_map(|(at, text)| text.map(|text| (text, at as u32))).collect();
    sorted.sort_unstable();
    sorted
}

fn run<'a, 'b>(sorted: &'b [(&'a str, u32)], reference: &str) -> &'b [(&'a str, u32)] {
    let first = sorted.partition_point(|(text, _)| *text < reference);
    let n = sorted[first..].iter().take_while(|(text, _)| *text == reference).count();
    &sorted[first..first + n]
}
