//! Several rows of one record: a row per person, property or offence becomes one incident or crime.
//!
//! Merging takes the earliest instant, the first text in text order and the union of lists, so that
//! the result does not depend on the order of the rows.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

use terms::{CountRow, CrimeRow, IncidentRow, Instant, PersonRow, Place, Point};

use crate::table::Table;

/// A row that has an order among its like, whatever file it came from. Rows that are equal in it are
/// equal in everything.
pub trait Row {
    /// The order.
    fn order(&self, other: &Self) -> Ordering;
}

/// A time that differs between the rows of one record. Merging takes the earliest, which may be the
/// one that suits the force: that is told rather than passed over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// The record's table.
    pub table: Table,
    /// The record's reference.
    pub reference: String,
    /// The canonical column.
    pub column: &'static str,
}

/// A time by which a record is measured, and its canonical column.
pub type Stated = (&'static str, Option<Instant>);

/// Merges another row of the same record into this one.
pub trait Merge: Row + Default {
    /// The table its rows are of.
    const TABLE: Table;
    /// The reference that says which record a row belongs to; `None` = a record of its own.
    fn key(&self) -> Option<&str>;
    /// The times that all rows of one record should agree on.
    fn agreed_times(&self) -> impl Iterator<Item = Stated>;
    /// Takes in another row of the same record.
    fn merge(&mut self, other: Self);
}

/// Groups rows by system and reference, in order, and tells where the rows of a record conflict.
/// `systems` holds the system's number of each row. Rows are merged where they lie: a force-year fits
/// into memory once, and not twice.
pub fn by_reference<T: Merge>(mut rows: Vec<T>, systems: &[u32]) -> (Vec<T>, Vec<Conflict>) {
    let begun_by = first_of_each(&rows, systems);
    let mut conflicts = BTreeSet::new();
    let mut is_merged = Vec::with_capacity(rows.len());
    for (at, first) in begun_by.into_iter().enumerate() {
        is_merged.push(first as usize != at);
        let (before, from_here) = rows.split_at_mut(at);
        if let (Some(record), Some(row)) = (before.get_mut(first as usize), from_here.first_mut()) {
            let row = std::mem::take(row);
            conflicts.extend(differing(record, &row));
            record.merge(row);
        }
    }
    let mut merged = is_merged.into_iter();
    rows.retain(|_| merged.next() != Some(true));
    // Rows that are equal in order are equal in everything, so that no order among equals is lost.
    rows.sort_unstable_by(Row::order);
    (rows, conflicts.into_iter().collect())
}

/// For each row the position of the row that began its record: its own, where none came before.
fn first_of_each<T: Merge>(rows: &[T], systems: &[u32]) -> Vec<u32> {
    let mut known: HashMap<(u32, &str), u32> = HashMap::with_capacity(rows.len());
    let numbered = rows.iter().zip(systems).enumerate();
    let first = numbered.map(|(at, (row, system))| {
        let own = at as u32;
        row.key().map_or(own, |key| *known.entry((*system, key)).or_insert(own))
    });
    first.collect()
}

/// Where a row differs from the rows merged so far. They agreed among themselves or were told before,
/// so comparing with their earliest finds the first row that differs, in any order.
fn differing<T: Merge>(record: &T, row: &T) -> Vec<Conflict> {
    let reference = record.key().unwrap_or_default();
    let pairs = record.agreed_times().zip(row.agreed_times());
    pairs
        .filter(|((_, mine), (_, other))| mine.is_some() && other.is_some() && mine != other)
        .map(|((column, _), _)| Conflict { table: T::TABLE, reference: reference.to_owned(), column })
        .collect()
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
    let earlier = match (mine.point, other.point) {
        (Some(a), Some(b)) => order_of_points(b, a).is_lt(),
        (mine, _) => mine.is_none(),
    };
    if earlier {
        mine.point = other.point;
    }
}

fn order_of_points(a: Point, b: Point) -> Ordering {
    let numbers = |point| match point {
        Point::Grid { easting, northing } => (0, easting, northing),
        Point::Geographic { latitude, longitude } => (1, latitude, longitude),
    };
    let (a, b): ((u8, f64, f64), (u8, f64, f64)) = (numbers(a), numbers(b));
    a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2))
}

fn order_of_places(a: &Place, b: &Place) -> Ordering {
    let points = match (a.point, b.point) {
        (Some(a), Some(b)) => order_of_points(a, b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    };
    (&a.place, &a.postcode).cmp(&(&b.place, &b.postcode)).then(points)
}

/// Compares by the named fields, one after another.
macro_rules! by_fields {
    ($a:expr, $b:expr; $($field:ident),* $(,)?) => {
        Ordering::Equal$(.then_with(|| $a.$field.cmp(&$b.$field)))*
    };
}

impl Row for IncidentRow {
    fn order(&self, other: &Self) -> Ordering {
        by_fields!(self, other; received_at, incident_ref)
            .then_with(|| order_of_places(&self.place, &other.place))
            .then_with(|| {
                by_fields!(self, other; text, force, channel, reporter_role, opening_code, closing_code, qualifiers,
                    attended_at, sent_for_decision_at, decided_at, decided_by_team, decision_method, closed_at, unit,
                    domestic_abuse, risk, safeguarded_at, duplicate_of, crime_refs)
            })
    }
}

impl Row for CrimeRow {
    fn order(&self, other: &Self) -> Ordering {
        let at = |row: &Self| row.recorded_at.or(row.reported_at);
        at(self)
            .cmp(&at(other))
            .then_with(|| by_fields!(self, other; crime_ref, class))
            .then_with(|| order_of_places(&self.place, &other.place))
            .then_with(|| {
                by_fields!(self, other; force, recorded_at, reported_at, incident_refs, offence_code, offence_from,
                    offence_to, status, status_at, status_reason, cancel_code, n_code, team, decision_method, flags,
                    outcome, outcome_at, victim_told_at, referral_consent, referred_at)
            })
    }
}

impl Row for PersonRow {
    fn order(&self, other: &Self) -> Ordering {
        by_fields!(self, other; reference, role, person_id, surname, forename, born, phone)
            .then_with(|| order_of_places(&self.place, &other.place))
    }
}

impl Row for CountRow {
    fn order(&self, other: &Self) -> Ordering {
        by_fields!(self, other; force, category, period, count)
    }
}

impl Merge for IncidentRow {
    const TABLE: Table = Table::Incidents;

    fn key(&self) -> Option<&str> {
        self.incident_ref.as_ref().map(|reference| reference.as_str())
    }

    fn agreed_times(&self) -> impl Iterator<Item = Stated> {
        [("received_at", self.received_at)].into_iter()
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
    const TABLE: Table = Table::Crimes;

    fn key(&self) -> Option<&str> {
        self.crime_ref.as_ref().map(|reference| reference.as_str())
    }

    fn agreed_times(&self) -> impl Iterator<Item = Stated> {
        [("recorded_at", self.recorded_at), ("reported_at", self.reported_at)].into_iter()
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
