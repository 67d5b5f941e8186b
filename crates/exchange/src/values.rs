//! One value of a row: from text to what its canonical column holds, and into the row.

use terms::{
    CountRow, CrimeRef, CrimeRow, CrimeStatus, DecisionMethod, IncidentRef, IncidentRow, Instant, Period,
    PersonRole, PersonRow, Place, Point, Text, Zone,
};

use crate::canonical::Kind;
use crate::dates::{self, Pattern};

/// A value as its column understands it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text, not empty.
    Text(Text),
    /// Texts, none empty.
    List(Vec<Text>),
    /// An instant.
    Instant(Instant),
    /// Yes or no.
    YesNo(bool),
    /// A coordinate.
    Coordinate(f64),
    /// Person or robot.
    Method(DecisionMethod),
    /// Where a crime stands.
    Status(CrimeStatus),
    /// What a person is.
    Role(PersonRole),
    /// A signed count.
    Count(i64),
    /// A counting period.
    Period(Period),
}

/// Reads a value.
///
/// # Errors
/// The reason, as quarantine.csv prints it.
pub fn read(kind: Kind, text: &str, patterns: &[Pattern], zone: &Zone) -> Result<Value, String> {
    match kind {
        Kind::Text => Ok(Value::Text(text.into())),
        Kind::List => Ok(Value::List(parts(text).map(Into::into).collect())),
        Kind::Instant => dates::read(text, patterns, zone).map(Value::Instant).map_err(dates::Why::reason),
        Kind::YesNo => yes_no(text).map(Value::YesNo).ok_or_else(|| choice("yes or no")),
        Kind::Coordinate => coordinate(text).map(Value::Coordinate),
        Kind::Method => method(text).map(Value::Method).ok_or_else(|| choice("person or robot")),
        Kind::Status => {
            status(text).map(Value::Status).ok_or_else(|| choice("recorded, cancelled or transferred"))
        }
        Kind::Role => role(text)
            .map(Value::Role)
            .ok_or_else(|| choice("victim, suspect, witness, caller or professional")),
        Kind::Count => count(text).map(Value::Count),
        Kind::Period => match Period::parse(text) {
            Some(period) => Ok(Value::Period(period)),
            None => period_of_date(text, patterns, zone).map(Value::Period),
        },
    }
}

fn choice(allowed: &str) -> String {
    format!("must be {allowed}; correct it, or translate it with `values` in the mapping")
}

/// The texts of a list, none empty.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty())
}

/// Yes or no as a mapping without `values` reads it.
pub(crate) fn yes_no(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "y" | "true" | "t" | "1" => Some(true),
        "no" | "n" | "false" | "f" | "0" => Some(false),
        _ => None,
    }
}

fn coordinate(text: &str) -> Result<f64, String> {
    let number: f64 =
        text.parse().map_err(|_| "not a number; correct the coordinate at the source".to_owned())?;
    if !number.is_finite() || number.abs() > 10_000_000.0 {
        return Err("not a possible coordinate; correct it at the source".into());
    }
    Ok(number)
}

fn method(text: &str) -> Option<DecisionMethod> {
    match text.to_ascii_lowercase().as_str() {
        "person" => Some(DecisionMethod::Person),
        "robot" => Some(DecisionMethod::Robot),
        _ => None,
    }
}

fn status(text: &str) -> Option<CrimeStatus> {
    match text.to_ascii_lowercase().as_str() {
        "recorded" => Some(CrimeStatus::Recorded),
        "cancelled" => Some(CrimeStatus::Cancelled),
        "transferred" => Some(CrimeStatus::Transferred),
        _ => None,
    }
}

fn role(text: &str) -> Option<PersonRole> {
    match text.to_ascii_lowercase().as_str() {
        "victim" => Some(PersonRole::Victim),
        "suspect" => Some(PersonRole::Suspect),
        "witness" => Some(PersonRole::Witness),
        "caller" => Some(PersonRole::Caller),
        "professional" => Some(PersonRole::Professional),
        _ => None,
    }
}

/// A whole number, signed; commas are allowed between thousands and nowhere else. `-00` is nought:
/// the Home Office tables print it for codes that take outcomes only.
fn count(text: &str) -> Result<i64, String> {
    let not_whole = || "not a whole number; correct it at the source".to_owned();
    let number: i64 = match text.contains(',') {
        false => text.parse().map_err(|_| not_whole())?,
        true if !has_thousands(text) => return Err(not_whole()),
        true => text.replace(',', "").parse().map_err(|_| not_whole())?,
    };
    if number.unsigned_abs() > 1_000_000_000_000 {
        return Err("too large for a count of records; correct it at the source".into());
    }
    Ok(number)
}

fn has_thousands(text: &str) -> bool {
    let mut groups = text.trim_start_matches(['-', '+']).split(',');
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    first && groups.all(|group| group.len() == 3)
}

fn period_of_date(text: &str, patterns: &[Pattern], zone: &Zone) -> Result<Period, String> {
    match dates::read(text, patterns, zone) {
        Ok(instant) => Ok(Period::month(zone.day_of(instant).month())),
        Err(dates::Why::Implausible) => Err(dates::Why::Implausible.reason()),
        Err(dates::Why::NotADate) => {
            Err("not a period such as 2018-11, 2018-Q4, 2017/18 Q1 or 2017/18; correct it or map it".into())
        }
    }
}

/// A row being filled: where each value goes.
pub trait Fill {
    /// Puts a value into the named canonical column. Coordinates come in pairs, so the first of a
    /// pair waits in `half` for the second.
    fn fill(&mut self, column: &'static str, value: Value, half: &mut Halves);
}

/// Coordinates seen so far in a row.
#[derive(Clone, Copy, Debug, Default)]
pub struct Halves {
    easting: Option<f64>,
    northing: Option<f64>,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

impl Halves {
    fn put(&mut self, column: &str, number: f64) {
        match column {
            "easting" => self.easting = Some(number),
            "northing" => self.northing = Some(number),
            "latitude" => self.latitude = Some(number),
            _ => self.longitude = Some(number),
        }
    }

    fn point(self) -> Option<Point> {
        match (self.easting, self.northing, self.latitude, self.longitude) {
            (Some(easting), Some(northing), _, _) => Some(Point::Grid { easting, northing }),
            (_, _, Some(latitude), Some(longitude)) => Some(Point::Geographic { latitude, longitude }),
            _ => None,
        }
    }
}

fn fill_place(place: &mut Place, column: &'static str, value: Value, half: &mut Halves) {
    match (column, value) {
        ("place", Value::Text(text)) => place.place = Some(text),
        ("postcode", Value::Text(text)) => place.postcode = Some(text),
        (_, Value::Coordinate(number)) => {
            half.put(column, number);
            place.point = half.point();
        }
        _ => {}
    }
}

impl Fill for IncidentRow {
    fn fill(&mut self, column: &'static str, value: Value, half: &mut Halves) {
        match (column, value) {
            ("incident_ref", Value::Text(text)) => self.incident_ref = Some(IncidentRef(text)),
            ("duplicate_of", Value::Text(text)) => self.duplicate_of = Some(IncidentRef(text)),
            ("force", Value::Text(text)) => self.force = Some(text),
            ("channel", Value::Text(text)) => self.channel = Some(text),
            ("reporter_role", Value::Text(text)) => self.reporter_role = Some(text),
            ("opening_code", Value::Text(text)) => self.opening_code = Some(text),
            ("closing_code", Value::Text(text)) => self.closing_code = Some(text),
            ("decided_by_team", Value::Text(text)) => self.decided_by_team = Some(text),
            ("text", Value::Text(text)) => self.text = Some(text),
            ("unit", Value::Text(text)) => self.unit = Some(text),
            ("risk", Value::Text(text)) => self.risk = Some(text),
            ("received_at", Value::Instant(at)) => self.received_at = Some(at),
            ("attended_at", Value::Instant(at)) => self.attended_at = Some(at),
            ("sent_for_decision_at", Value::Instant(at)) => self.sent_for_decision_at = Some(at),
            ("decided_at", Value::Instant(at)) => self.decided_at = Some(at),
            ("closed_at", Value::Instant(at)) => self.closed_at = Some(at),
            ("safeguarded_at", Value::Instant(at)) => self.safeguarded_at = Some(at),
            ("qualifiers", Value::List(list)) => self.qualifiers = list,
            ("crime_refs", Value::List(list)) => self.crime_refs = list.into_iter().map(CrimeRef).collect(),
            (_, Value::YesNo(yes)) => self.domestic_abuse = Some(yes),
            (_, Value::Method(method)) => self.decision_method = Some(method),
            (column, value) => fill_place(&mut self.place, column, value, half),
        }
    }
}

impl Fill for CrimeRow {
    fn fill(&mut self, column: &'static str, value: Value, half: &mut Halves) {
        match (column, value) {
            ("crime_ref", Value::Text(text)) => self.crime_ref = Some(CrimeRef(text)),
            ("force", Value::Text(text)) => self.force = Some(text),
            ("offence_code", Value::Text(text)) => self.offence_code = Some(text),
            ("class", Value::Text(text)) => self.class = Some(text),
            ("status_reason", Value::Text(text)) => self.status_reason = Some(text),
            ("cancel_code", Value::Text(text)) => self.cancel_code = Some(text),
            ("n_code", Value::Text(text)) => self.n_code = Some(text),
            ("team", Value::Text(text)) => self.team = Some(text),
            ("outcome", Value::Text(text)) => self.outcome = Some(text),
            ("referral_consent", Value::Text(text)) => self.referral_consent = Some(text),
            ("recorded_at", Value::Instant(at)) => self.recorded_at = Some(at),
            ("reported_at", Value::Instant(at)) => self.reported_at = Some(at),
            ("offence_from", Value::Instant(at)) => self.offence_from = Some(at),
            ("offence_to", Value::Instant(at)) => self.offence_to = Some(at),
            ("status_at", Value::Instant(at)) => self.status_at = Some(at),
            ("outcome_at", Value::Instant(at)) => self.outcome_at = Some(at),
            ("victim_told_at", Value::Instant(at)) => self.victim_told_at = Some(at),
            ("referred_at", Value::Instant(at)) => self.referred_at = Some(at),
            ("flags", Value::List(list)) => self.flags = list,
            ("incident_refs", Value::List(list)) => {
                self.incident_refs = list.into_iter().map(IncidentRef).collect();
            }
            (_, Value::Status(status)) => self.status = Some(status),
            (_, Value::Method(method)) => self.decision_method = Some(method),
            (column, value) => fill_place(&mut self.place, column, value, half),
        }
    }
}

impl Fill for PersonRow {
    fn fill(&mut self, column: &'static str, value: Value, half: &mut Halves) {
        match (column, value) {
            ("ref", Value::Text(text)) => self.reference = Some(text),
            ("person_id", Value::Text(text)) => self.person_id = Some(text),
            ("surname", Value::Text(text)) => self.surname = Some(text),
            ("forename", Value::Text(text)) => self.forename = Some(text),
            ("phone", Value::Text(text)) => self.phone = Some(text),
            (_, Value::Instant(at)) => self.born = Some(at),
            (_, Value::Role(role)) => self.role = Some(role),
            (column, value) => fill_place(&mut self.place, column, value, half),
        }
    }
}

/// A count being read: what it says so far.
#[derive(Clone, Debug, Default)]
pub struct CountDraft {
    force: Option<Text>,
    category: Option<Text>,
    period: Option<Period>,
    count: Option<i64>,
}

impl Fill for CountDraft {
    fn fill(&mut self, column: &'static str, value: Value, _: &mut Halves) {
        match (column, value) {
            ("force", Value::Text(text)) => self.force = Some(text),
            (_, Value::Text(text)) => self.category = Some(text),
            (_, Value::Period(period)) => self.period = Some(period),
            (_, Value::Count(count)) => self.count = Some(count),
            _ => {}
        }
    }
}

impl CountDraft {
    /// The finished row. Where the table has no count column each row counts one.
    ///
    /// # Errors
    /// The missing column and the reason.
    pub fn finish(self, has_count: bool) -> Result<CountRow, (&'static str, String)> {
        let missing = "is empty, so the row counts nothing; correct it at the source";
        let period = self.period.ok_or(("period", missing.to_owned()))?;
        let count = match (self.count, has_count) {
            (Some(count), _) => count,
            (None, false) => 1,
            (None, true) => return Err(("count", missing.to_owned())),
        };
        Ok(CountRow {
            force: self.force.unwrap_or_else(|| "all".into()),
            category: self.category.unwrap_or_else(|| "not stated".into()),
            period,
            count,
        })
    }
}
