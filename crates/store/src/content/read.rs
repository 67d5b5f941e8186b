//! Back to the rows of an extract.

use ledger::Value;
use terms::{
    CountRow, CrimeRef, CrimeRow, CrimeStatus, DecisionMethod, IncidentRef, IncidentRow, Instant, Period,
    PersonRole, PersonRow, Place, Point, Precision, Text,
};

use super::{what, write};

fn text(body: &Value, name: &str) -> Option<Text> {
    body.find(name).and_then(Value::as_text).map(Into::into)
}

fn texts<T>(body: &Value, name: &str, make: impl Fn(&str) -> T) -> Vec<T> {
    let list = body.find(name).and_then(Value::as_list).unwrap_or_default();
    list.iter().filter_map(Value::as_text).map(make).collect()
}

fn instant(body: &Value, name: &str) -> Option<Instant> {
    let [seconds, stated] = body.find(name)?.as_list()? else { return None };
    let all = [Precision::Minute, Precision::ClockChange, Precision::Day, Precision::Month];
    let stated = stated.as_text()?;
    let precision = all.into_iter().find(|precision| write::precision(*precision) == stated)?;
    Some(Instant::new(seconds.as_integer()?, precision))
}

fn method(body: &Value) -> Option<DecisionMethod> {
    let word = body.find("decision_method")?.as_text()?;
    [DecisionMethod::Person, DecisionMethod::Robot].into_iter().find(|one| write::method(*one) == word)
}

/// The personal part of a kind, where it was not erased.
fn part<'p>(personal: &'p [Value], kind: &str) -> Option<&'p Value> {
    personal.iter().find(|part| part.find("what").and_then(Value::as_text) == Some(kind))
}

fn place(part: Option<&Value>) -> Place {
    let Some(part) = part else { return Place::default() };
    let point = match part.find("point").and_then(Value::as_list) {
        Some([kind, one, other]) => point(kind, one, other),
        _ => None,
    };
    Place { place: text(part, "place"), postcode: text(part, "postcode"), point }
}

fn point(kind: &Value, one: &Value, other: &Value) -> Option<Point> {
    let (one, other): (f64, f64) = (one.as_text()?.parse().ok()?, other.as_text()?.parse().ok()?);
    match kind.as_text()? {
        "grid" => Some(Point::Grid { easting: one, northing: other }),
        _ => Some(Point::Geographic { latitude: one, longitude: other }),
    }
}

/// An incident; what was erased is missing.
pub fn incident(reference: &str, body: &Value, personal: &[Value]) -> IncidentRow {
    IncidentRow {
        incident_ref: (!reference.is_empty()).then(|| IncidentRef(reference.into())),
        force: text(body, "force"),
        received_at: instant(body, "received_at"),
        channel: text(body, "channel"),
        reporter_role: text(body, "reporter_role"),
        opening_code: text(body, "opening_code"),
        closing_code: text(body, "closing_code"),
        qualifiers: texts(body, "qualifiers", |one| one.into()),
        attended_at: instant(body, "attended_at"),
        sent_for_decision_at: instant(body, "sent_for_decision_at"),
        decided_at: instant(body, "decided_at"),
        decided_by_team: text(body, "decided_by_team"),
        decision_method: method(body),
        closed_at: instant(body, "closed_at"),
        text: part(personal, what::NARRATIVE).and_then(|part| text(part, "text")),
        place: place(part(personal, what::PLACE)),
        unit: text(body, "unit"),
        domestic_abuse: body.find("domestic_abuse").and_then(Value::as_text).map(|word| word == "yes"),
        risk: text(body, "risk"),
        safeguarded_at: instant(body, "safeguarded_at"),
        duplicate_of: text(body, "duplicate_of").map(IncidentRef),
        crime_refs: texts(body, "crime_refs", |one| CrimeRef(one.into())),
    }
}

/// A recorded crime; what was erased is missing.
pub fn crime(reference: &str, body: &Value, personal: &[Value]) -> CrimeRow {
    let standing = [CrimeStatus::Recorded, CrimeStatus::Cancelled, CrimeStatus::Transferred];
    let word = body.find("status").and_then(Value::as_text);
    CrimeRow {
        crime_ref: (!reference.is_empty()).then(|| CrimeRef(reference.into())),
        force: text(body, "force"),
        recorded_at: instant(body, "recorded_at"),
        reported_at: instant(body, "reported_at"),
        incident_refs: texts(body, "incident_refs", |one| IncidentRef(one.into())),
        offence_code: text(body, "offence_code"),
        class: text(body, "class"),
        offence_from: instant(body, "offence_from"),
        offence_to: instant(body, "offence_to"),
        status: standing.into_iter().find(|one| Some(write::status(*one)) == word),
        status_at: instant(body, "status_at"),
        status_reason: part(personal, what::REASON).and_then(|part| text(part, "status_reason")),
        cancel_code: text(body, "cancel_code"),
        n_code: text(body, "n_code"),
        team: text(body, "team"),
        decision_method: method(body),
        flags: texts(body, "flags", |one| one.into()),
        outcome: text(body, "outcome"),
        outcome_at: instant(body, "outcome_at"),
        victim_told_at: instant(body, "victim_told_at"),
        referral_consent: text(body, "referral_consent"),
        referred_at: instant(body, "referred_at"),
        place: place(part(personal, what::PLACE)),
    }
}

/// A person, from the personal part.
pub fn person(reference: &str, part: &Value) -> PersonRow {
    let roles = [
        PersonRole::Victim,
        PersonRole::Suspect,
        PersonRole::Witness,
        PersonRole::Caller,
        PersonRole::Professional,
    ];
    let word = part.find("role").and_then(Value::as_text);
    PersonRow {
        reference: (!reference.is_empty()).then(|| reference.into()),
        role: roles.into_iter().find(|one| Some(write::role(*one)) == word),
        person_id: text(part, "person_id"),
        surname: text(part, "surname"),
        forename: text(part, "forename"),
        born: instant(part, "born"),
        phone: text(part, "phone"),
        place: place(Some(part)),
    }
}

/// The counts of one force, category and period.
pub fn count_rows(body: &Value) -> Vec<CountRow> {
    let (Some(force), Some(category)) = (text(body, "force"), text(body, "category")) else {
        return Vec::new();
    };
    let Some(period) = text(body, "period").and_then(|period| Period::parse(&period)) else {
        return Vec::new();
    };
    let numbers = body.find("counts").and_then(Value::as_list).unwrap_or_default();
    let row = |count| CountRow { force: force.clone(), category: category.clone(), period, count };
    numbers.iter().filter_map(Value::as_integer).map(row).collect()
}
