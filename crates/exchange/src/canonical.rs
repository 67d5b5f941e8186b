//! The canonical columns (design, section 6), what kind of value each holds, and writing rows back
//! out under these headers.

use std::io::Write;

use terms::{
    CountRow, CrimeRow, CrimeStatus, DecisionMethod, IncidentRow, Instant, PersonRole, PersonRow, Place,
    Point, Text,
};

use crate::output::CsvWriter;
use crate::table::Table;

/// What kind of value a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Several texts separated by `;`.
    List,
    /// A date or time.
    Instant,
    /// Yes or no.
    YesNo,
    /// A coordinate.
    Coordinate,
    /// person or robot.
    Method,
    /// recorded, cancelled or transferred.
    Status,
    /// victim, suspect, witness, caller or professional.
    Role,
    /// A whole number, signed.
    Count,
    /// A month, quarter or year.
    Period,
}

/// One canonical column.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// Its header.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

macro_rules! columns {
    ($($name:ident: $kind:ident),* $(,)?) => {
        &[$(Column { name: stringify!($name), kind: Kind::$kind }),*]
    };
}

const INCIDENTS: &[Column] = columns![
    incident_ref: Text, received_at: Instant, channel: Text, reporter_role: Text, opening_code: Text,
    closing_code: Text, qualifiers: List, attended_at: Instant, sent_for_decision_at: Instant,
    decided_at: Instant, decided_by_team: Text, decision_method: Method, closed_at: Instant, text: Text,
    place: Text, postcode: Text, easting: Coordinate, northing: Coordinate, latitude: Coordinate,
    longitude: Coordinate, unit: Text, domestic_abuse: YesNo, risk: Text, safeguarded_at: Instant,
    duplicate_of: Text, crime_refs: List, force: Text,
];

const CRIMES: &[Column] = columns![
    crime_ref: Text, recorded_at: Instant, reported_at: Instant, incident_refs: List, offence_code: Text,
    class: Text, offence_from: Instant, offence_to: Instant, status: Status, status_at: Instant,
    status_reason: Text, cancel_code: Text, n_code: Text, team: Text, decision_method: Method, flags: List,
    outcome: Text, outcome_at: Instant, victim_told_at: Instant, referral_consent: Text, referred_at: Instant,
    place: Text, postcode: Text, easting: Coordinate, northing: Coordinate, latitude: Coordinate,
    longitude: Coordinate, force: Text,
];

// design.md names the first column `ref`; that is also its name here.
const PEOPLE: &[Column] = &[
    Column { name: "ref", kind: Kind::Text },
    Column { name: "role", kind: Kind::Role },
    Column { name: "person_id", kind: Kind::Text },
    Column { name: "surname", kind: Kind::Text },
    Column { name: "forename", kind: Kind::Text },
    Column { name: "born", kind: Kind::Instant },
    Column { name: "phone", kind: Kind::Text },
    Column { name: "place", kind: Kind::Text },
    Column { name: "postcode", kind: Kind::Text },
];

const COUNTS: &[Column] = columns![force: Text, category: Text, period: Period, count: Count];

/// The canonical columns of a table.
pub const fn columns(table: Table) -> &'static [Column] {
    match table {
        Table::Incidents => INCIDENTS,
        Table::Crimes => CRIMES,
        Table::People => PEOPLE,
        Table::Counts => COUNTS,
    }
}

/// Columns of which a file must feed at least one for its rows to mean anything as this table.
pub const fn key_columns(table: Table) -> &'static [&'static str] {
    match table {
        Table::Incidents => &["incident_ref", "received_at"],
        Table::Crimes => &["crime_ref", "recorded_at", "reported_at"],
        Table::People => &["ref"],
        Table::Counts => &["period"],
    }
}

/// A canonical column by name.
pub fn find(table: Table, name: &str) -> Option<&'static Column> {
    columns(table).iter().find(|column| column.name == name)
}

/// The canonical column nearest in spelling.
pub fn nearest(table: Table, name: &str) -> &'static str {
    let score = |column: &&Column| edits(column.name, &name.to_ascii_lowercase());
    columns(table).iter().min_by_key(score).map_or("", |column| column.name)
}

/// A line of a mapping, as an example.
pub const fn example(table: Table) -> &'static str {
    match table {
        Table::Incidents => "incident_ref = \"LogNumber\"",
        Table::Crimes => "crime_ref = \"CrimeNumber\"",
        Table::People => "ref = \"LogNumber\"",
        Table::Counts => "period = \"Month\"",
    }
}

/// Levenshtein distance, for "did you mean".
fn edits(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut diagonal = i;
        let mut before = i + 1;
        for (cell, b) in row.iter_mut().skip(1).zip(&right) {
            let above = *cell;
            *cell = (diagonal + usize::from(a != *b)).min(above + 1).min(before + 1);
            diagonal = above;
            before = *cell;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Writes incidents under the canonical headers.
///
/// # Errors
/// Whatever the writer says.
pub fn write_incidents(out: impl Write, rows: &[IncidentRow]) -> std::io::Result<()> {
    let mut csv = CsvWriter::new(out, &names(Table::Incidents))?;
    for row in rows {
        let [place, postcode, easting, northing, latitude, longitude] = place_cells(&row.place);
        csv.row(&[
            reference(row.incident_ref.as_ref().map(|r| &r.0)),
            instant(row.received_at),
            text(&row.channel),
            text(&row.reporter_role),
            text(&row.opening_code),
            text(&row.closing_code),
            row.qualifiers.join(";"),
            instant(row.attended_at),
            instant(row.sent_for_decision_at),
            instant(row.decided_at),
            text(&row.decided_by_team),
            row.decision_method.map_or("", method).into(),
            instant(row.closed_at),
            text(&row.text),
            place,
            postcode,
            easting,
            northing,
            latitude,
            longitude,
            text(&row.unit),
            row.domestic_abuse.map_or("", yes_no).into(),
            text(&row.risk),
            instant(row.safeguarded_at),
            reference(row.duplicate_of.as_ref().map(|r| &r.0)),
            list(row.crime_refs.iter().map(|r| r.as_str())),
            text(&row.force),
        ])?;
    }
    csv.finish()
}

/// Writes crimes under the canonical headers.
///
/// # Errors
/// Whatever the writer says.
pub fn write_crimes(out: impl Write, rows: &[CrimeRow]) -> std::io::Result<()> {
    let mut csv = CsvWriter::new(out, &names(Table::Crimes))?;
    for row in rows {
        let [place, postcode, easting, northing, latitude, longitude] = place_cells(&row.place);
        csv.row(&[
            reference(row.crime_ref.as_ref().map(|r| &r.0)),
            instant(row.recorded_at),
            instant(row.reported_at),
            list(row.incident_refs.iter().map(|r| r.as_str())),
            text(&row.offence_code),
            text(&row.class),
            instant(row.offence_from),
            instant(row.offence_to),
            row.status.map_or("", status).into(),
            instant(row.status_at),
            text(&row.status_reason),
            text(&row.cancel_code),
            text(&row.n_code),
            text(&row.team),
            row.decision_method.map_or("", method).into(),
            row.flags.join(";"),
            text(&row.outcome),
            instant(row.outcome_at),
            instant(row.victim_told_at),
            text(&row.referral_consent),
            instant(row.referred_at),
            place,
            postcode,
            easting,
            northing,
            latitude,
            longitude,
            text(&row.force),
        ])?;
    }
    csv.finish()
}

/// Writes people under the canonical headers. Personal data: only ever the force's own files.
///
/// # Errors
/// Whatever the writer says.
pub fn write_people(out: impl Write, rows: &[PersonRow]) -> std::io::Result<()> {
    let mut csv = CsvWriter::new(out, &names(Table::People))?;
    for row in rows {
        let [place, postcode, ..] = place_cells(&row.place);
        csv.row(&[
            text(&row.reference),
            row.role.map_or("", role).into(),
            text(&row.person_id),
            text(&row.surname),
            text(&row.forename),
            instant(row.born),
            text(&row.phone),
            place,
            postcode,
        ])?;
    }
    csv.finish()
}

/// Writes counts under the canonical headers.
///
/// # Errors
/// Whatever the writer says.
pub fn write_counts(out: impl Write, rows: &[CountRow]) -> std::io::Result<()> {
    let mut csv = CsvWriter::new(out, &names(Table::Counts))?;
    for row in rows {
        csv.row(&[
            row.force.to_string(),
            row.category.to_string(),
            row.period.to_string(),
            row.count.to_string(),
        ])?;
    }
    csv.finish()
}

fn names(table: Table) -> Vec<&'static str> {
    columns(table).iter().map(|column| column.name).collect()
}

fn text(value: &Option<Text>) -> String {
    value.as_deref().unwrap_or_default().to_owned()
}

fn reference(value: Option<&Text>) -> String {
    value.map_or_else(String::new, |text| text.to_string())
}

fn instant(value: Option<Instant>) -> String {
    value.map_or_else(String::new, |instant| instant.to_string())
}

fn list<'a>(values: impl Iterator<Item = &'a str>) -> String {
    values.collect::<Vec<_>>().join(";")
}

fn place_cells(place: &Place) -> [String; 6] {
    let (grid, geographic) = match place.point {
        Some(Point::Grid { easting, northing }) => {
            ([easting.to_string(), northing.to_string()], Default::default())
        }
        Some(Point::Geographic { latitude, longitude }) => {
            (Default::default(), [latitude.to_string(), longitude.to_string()])
        }
        None => Default::default(),
    };
    let ([easting, northing], [latitude, longitude]) = (grid, geographic);
    [text(&place.place), text(&place.postcode), easting, northing, latitude, longitude]
}

const fn method(method: DecisionMethod) -> &'static str {
    match method {
        DecisionMethod::Person => "person",
        DecisionMethod::Robot => "robot",
    }
}

const fn status(status: CrimeStatus) -> &'static str {
    match status {
        CrimeStatus::Recorded => "recorded",
        CrimeStatus::Cancelled => "cancelled",
        CrimeStatus::Transferred => "transferred",
    }
}

const fn role(role: PersonRole) -> &'static str {
    match role {
        PersonRole::Victim => "victim",
        PersonRole::Suspect => "suspect",
        PersonRole::Witness => "witness",
        PersonRole::Caller => "caller",
        PersonRole::Professional => "professional",
    }
}

const fn yes_no(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_column_finds_its_neighbour() {
        assert_eq!(nearest(Table::Incidents, "recieved_at"), "received_at");
        assert_eq!(nearest(Table::Crimes, "Crime_Ref"), "crime_ref");
        assert_eq!(edits("kitten", "sitting"), 3);
    }
}
