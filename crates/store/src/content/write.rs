//! From the rows of an extract.

use std::collections::BTreeMap;

use exchange::quarantine::Quarantined;
use ledger::Value;
use terms::{
    CountRow, CrimeRow, CrimeStatus, DecisionMethod, IncidentRow, Instant, PersonRole, PersonRow, Place,
    Point, Precision, Text,
};

use super::{Content, table, what};

/// The fields of a body; what is missing is left out.
#[derive(Default)]
struct Fields(BTreeMap<String, Value>);

impl Fields {
    fn text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.0.insert(name.into(), Value::Text(value.into()));
        }
    }

    fn list<'a>(&mut self, name: &str, values: impl Iterator<Item = &'a str>) {
        let values: Vec<Value> = values.map(|value| Value::Text(value.into())).collect();
        if !values.is_empty() {
            self.0.insert(name.into(), Value::List(values));
        }
    }

    /// Seconds since 1970 UTC, and how finely it was stated.
    fn instant(&mut self, name: &str, value: Option<Instant>) {
        if let Some(at) = value {
            let precision = Value::Text(precision(at.precision()).into());
            self.0.insert(name.into(), Value::List(vec![Value::Integer(at.seconds()), precision]));
        }
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}

/// The word for how finely an instant was stated.
pub(super) const fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Minute => "minute",
        Precision::ClockChange => "clock change",
        Precision::Day => "day",
        Precision::Month => "month",
    }
}

pub(super) const fn role(role: PersonRole) -> &'static str {
    match role {
        PersonRole::Victim => "victim",
        PersonRole::Suspect => "suspect",
        PersonRole::Witness => "witness",
        PersonRole::Caller => "caller",
        PersonRole::Professional => "professional",
    }
}

pub(super) const fn status(status: CrimeStatus) -> &'static str {
    match status {
        CrimeStatus::Recorded => "recorded",
        CrimeStatus::Cancelled => "cancelled",
        CrimeStatus::Transferred => "transferred",
    }
}

pub(super) const fn method(method: DecisionMethod) -> &'static str {
    match method {
        DecisionMethod::Person => "person",
        DecisionMethod::Robot => "robot",
    }
}

fn micros(at: Option<Instant>) -> Option<i64> {
    at.map(|at| at.seconds().saturating_mul(1_000_000))
}

/// A personal part; none where it would hold nothing.
fn part(what: &str, fill: impl FnOnce(&mut Fields)) -> Option<Value> {
    let mut fields = Fields::default();
    fill(&mut fields);
    if fields.0.is_empty() {
        return None;
    }
    fields.text("what", Some(what));
    Some(fields.done())
}

fn fill_place(fields: &mut Fields, place: &Place) {
    fields.text("place", place.place.as_deref());
    fields.text("postcode", place.postcode.as_deref());
    // Coordinates are decimal strings that read back to the same number.
    let point = match place.point {
        None => return,
        Some(Point::Grid { easting, northing }) => {
            ["grid".into(), format!("{easting}"), format!("{northing}")]
        }
        Some(Point::Geographic { latitude, longitude }) => {
            ["geographic".into(), format!("{latitude}"), format!("{longitude}")]
        }
    };
    fields.0.insert("point".into(), Value::List(point.into_iter().map(Value::Text).collect()));
}

/// An incident.
pub fn incident_content(row: &IncidentRow) -> Content {
    let mut fields = Fields::default();
    let texts: [(&str, &Option<Text>); 8] = [
        ("force", &row.force),
        ("channel", &row.channel),
        ("reporter_role", &row.reporter_role),
        ("opening_code", &row.opening_code),
        ("closing_code", &row.closing_code),
        ("decided_by_team", &row.decided_by_team),
        ("unit", &row.unit),
        ("risk", &row.risk),
    ];
    texts.into_iter().for_each(|(name, value)| fields.text(name, value.as_deref()));
    row.times().into_iter().for_each(|(name, at)| fields.instant(name, at));
    fields.list("qualifiers", row.qualifiers.iter().map(AsRef::as_ref));
    fields.list("crime_refs", row.crime_refs.iter().map(|reference| reference.as_str()));
    fields.text("duplicate_of", row.duplicate_of.as_ref().map(|reference| reference.as_str()));
    fields.text("decision_method", row.decision_method.map(method));
    fields.text("domestic_abuse", row.domestic_abuse.map(|yes| if yes { "yes" } else { "no" }));
    let parts = [
        part(what::NARRATIVE, |fields| fields.text("text", row.text.as_deref())),
        part(what::PLACE, |fields| fill_place(fields, &row.place)),
    ];
    Content {
        table: table::INCIDENTS,
        reference: row.incident_ref.as_ref().map_or_else(String::new, |reference| reference.as_str().into()),
        related: String::new(),
        at: micros(row.received_at),
        status: row.closing_code.as_deref().unwrap_or_default().to_owned(),
        body: fields.done(),
        personal: parts.into_iter().flatten().collect(),
    }
}

/// A recorded crime.
pub fn crime_content(row: &CrimeRow) -> Content {
    let mut fields = Fields::default();
    let texts: [(&str, &Option<Text>); 8] = [
        ("force", &row.force),
        ("offence_code", &row.offence_code),
        ("class", &row.class),
        ("cancel_code", &row.cancel_code),
        ("n_code", &row.n_code),
        ("team", &row.team),
        ("outcome", &row.outcome),
        ("referral_consent", &row.referral_consent),
    ];
    texts.into_iter().for_each(|(name, value)| fields.text(name, value.as_deref()));
    row.times().into_iter().for_each(|(name, at)| fields.instant(name, at));
    fields.list("flags", row.flags.iter().map(AsRef::as_ref));
    fields.list("incident_refs", row.incident_refs.iter().map(|reference| reference.as_str()));
    fields.text("decision_method", row.decision_method.map(method));
    fields.text("status", row.status.map(status));
    let parts = [
        part(what::REASON, |fields| fields.text("status_reason", row.status_reason.as_deref())),
        part(what::PLACE, |fields| fill_place(fields, &row.place)),
    ];
    Content {
        table: table::CRIMES,
        reference: row.crime_ref.as_ref().map_or_else(String::new, |reference| reference.as_str().into()),
        related: String::new(),
        at: micros(row.dated_at()),
        status: row.status.map_or("", status).to_owned(),
        body: fields.done(),
        personal: parts.into_iter().flatten().collect(),
    }
}

/// The people of one reference, in the order of the extract, which does not depend on that of its rows.
pub fn people_content(reference: &str, people: &[PersonRow]) -> Content {
    let roles = people.iter().map(|person| person.role.map_or("", role));
    let mut fields = Fields::default();
    fields.list("roles", roles);
    Content {
        table: table::PEOPLE,
        reference: reference.to_owned(),
        related: String::new(),
        at: None,
        status: String::new(),
        body: fields.done(),
        personal: people.iter().filter_map(person_part).collect(),
    }
}

fn person_part(row: &PersonRow) -> Option<Value> {
    part(what::PERSON, |fields| {
        fields.text("role", row.role.map(role));
        fields.text("person_id", row.person_id.as_deref());
        fields.text("surname", row.surname.as_deref());
        fields.text("forename", row.forename.as_deref());
        fields.instant("born", row.born);
        fields.text("phone", row.phone.as_deref());
        fill_place(fields, &row.place);
    })
}

/// The counts of one force, category and period: a table may state several under one name.
pub fn counts(rows: &[CountRow]) -> Option<Content> {
    let first = rows.first()?;
    let numbers = rows.iter().map(|row| Value::Integer(row.count)).collect();
    Some(Content {
        table: table::COUNTS,
        reference: format!("{}|{}|{}", first.force, first.category, first.period),
        related: String::new(),
        at: None,
        status: String::new(),
        body: Value::object([
            ("category", Value::Text(first.category.to_string())),
            ("counts", Value::List(numbers)),
            ("force", Value::Text(first.force.to_string())),
            ("period", Value::Text(first.period.to_string())),
        ]),
        personal: Vec::new(),
    })
}

/// A row set aside. Its value may hold anything, so it is a personal part.
pub fn quarantined(row: &Quarantined) -> Content {
    Content {
        table: table::QUARANTINE,
        reference: format!("{}:{}", row.source, row.line),
        related: row.column.clone(),
        at: None,
        status: String::new(),
        body: Value::object([
            ("column", Value::Text(row.column.clone())),
            ("line", Value::Integer(i64::try_from(row.line).unwrap_or(i64::MAX))),
            ("reason", Value::Text(row.reason.clone())),
            ("source", Value::Text(row.source.clone())),
        ]),
        personal: part(what::VALUE, |fields| {
            fields.text("value", Some(row.value.as_str()).filter(|value| !value.is_empty()));
        })
        .into_iter()
        .collect(),
    }
}
