//! Several rows of one record: a row per person, property or offence becomes one incident or crime.
//!
//! Merging takes the earliest instant, the first text in text order and the union of lists, so that
//! the result does not depend on the order of the rows.

use std::collections::HashMap;

use terms::{CrimeRow, IncidentRow, Place};

/// Merges another row of the same record into this one.
pub trait Merge: Sized {
    /// The reference that says which record a row belongs to; `None` = a record of its own.
    fn key(&self) -> Option<&str>;
    /// Takes in another row of the same record.
    fn merge(&mut self, other: Self);
}

/// Groups rows by system and reference. Returns the records and how many rows were merged into
/// another. `rows` holds the system's number beside each row.
pub fn by_reference<T: Merge>(rows: Vec<(usize, T)>) -> (Vec<T>, u64) {
    let mut first: HashMap<(usize, Box<str>), usize> = HashMap::new();
    let mut records: Vec<T> = Vec::with_capacity(rows.len());
    let mut n_merged = 0;
    for (system, row) in rows {
        let Some(key) = row.key() else {
            records.push(row);
            continue;
        };
        match first.get(&(system, Box::from(key))).and_then(|at| records.get_mut(*at)) {
            Some(record) => {
                record.merge(row);
                n_merged += 1;
            }
            None => {
                first.insert((system, key.into()), records.len());
                records.push(row);
            }
        }
    }
    (records, n_merged)
}

/// The smaller of two present values, or the one that is there.
fn least<T: PartialOrd>(mine: &mut Option<T>, other: Option<T>) {
    let smaller = match (&*mine, &other) {
        (Some(a), Some(b)) => b < a,
        (None, Some(_)) => true,
        _ => false,
    };
    if smaller {
        *mine = other;
    }
}

/// The larger of two present values, or the one that is there.
fn greatest<T: PartialOrd>(mine: &mut Option<T>, other: Option<T>) {
    let larger = match (&*mine, &other) {
        (Some(a), Some(b)) => b > a,
        (None, Some(_)) => true,
        _ => false,
    };
    if larger {
        *mine = other;
    }
}

fn union<T: Ord>(mine: &mut Vec<T>, other: Vec<T>) {
    mine.extend(other);
    mine.sort();
    mine.dedup();
}

fn place(mine: &mut Place, other: Place) {
    least(&mut mine.place, other.place);
    least(&mut mine.postcode, other.postcode);
    let coordinates = |place: &Place| place.point.map(|point| format!("{point:?}"));
    if mine.point.is_none() || (other.point.is_some() && format!("{:?}", other.point) < coordinates(mine).unwrap_or_default()) {
        mine.point = other.point.or(mine.point);
    }
}

impl Merge for IncidentRow {
    fn key(&self) -> Option<&str> {
        self.incident_ref.as_ref().map(|reference| reference.as_str())
    }

    fn merge(&mut self, other: Self) {
        least(&mut self.force, other.force);
        least(&mut self.received_at, other.received_at);
        least(&mut self.channel, other.channel);
        least(&mut self.reporter_role, other.reporter_role);
        least(&mut self.opening_code, other.opening_code);
        least(&mut self.closing_code, other.closing_code);
        union(&mut self.qualifiers, other.qualifiers);
        least(&mut self.attended_at, other.attended_at);
        least(&mut self.sent_for_decision_at, other.sent_for_decision_at);
        least(&mut self.decided_at, other.decided_at);
        least(&mut self.decided_by_team, other.decided_by_team);
        least(&mut self.decision_method, other.decision_method);
        greatest(&mut self.closed_at, other.closed_at);
        greatest(&mut self.text, other.text);
        place(&mut self.place, other.place);
        least(&mut self.unit, other.unit);
        // A marker of domestic abuse on any row is a marker on the record.
        greatest(&mut self.domestic_abuse, other.domestic_abuse);
        least(&mut self.risk, other.risk);
        least(&mut self.safeguarded_at, other.safeguarded_at);
        least(&mut self.duplicate_of, other.duplicate_of);
        union(&mut self.crime_refs, other.crime_refs);
    }
}

impl Merge for CrimeRow {
    fn key(&self) -> Option<&str> {
        self.crime_ref.as_ref().map(|reference| reference.as_str())
    }

    fn merge(&mut self, other: Self) {
        least(&mut self.force, other.force);
        least(&mut self.recorded_at, other.recorded_at);
        least(&mut self.reported_at, other.reported_at);
        union(&mut self.incident_refs, other.incident_refs);
        least(&mut self.offence_code, other.offence_code);
        least(&mut self.class, other.class);
        least(&mut self.offence_from, other.offence_from);
        greatest(&mut self.offence_to, other.offence_to);
        greatest(&mut self.status, other.status);
        greatest(&mut self.status_at, other.status_at);
        least(&mut self.status_reason, other.status_reason);
        least(&mut self.cancel_code, other.cancel_code);
        least(&mut self.n_code, other.n_code);
        least(&mut self.team, other.team);
        least(&mut self.decision_method, other.decision_method);
        union(&mut self.flags, other.flags);
        least(&mut self.outcome, other.outcome);
        least(&mut self.outcome_at, other.outcome_at);
        least(&mut self.victim_told_at, other.victim_told_at);
        least(&mut self.referral_consent, other.referral_consent);
        least(&mut self.referred_at, other.referred_at);
        place(&mut self.place, other.place);
    }
}
