//! The schools protocol.

use crate::case::{Case, Other, Said};
use crate::decision::Verdict;
use crate::edition::{Edition, id};
use crate::facts::{PlaceKind, Reporter};
use crate::gaps::Want;
use crate::pipeline::count::Item;
use crate::pipeline::whether::Test;

/// Classes on the serious list of the protocol; indictable-only offences and sexual assaults stand
/// beside them.
const SERIOUS: &[&str] = &[
    "5D", "10B", "10C", "10D", "11A", "13", "23", "36", "70", "71", "86", "88A", "92A", "92D", "92E", "106",
    "17A", "17B", "20A", "20B",
];

/// An incident at school in school hours is a crime-related incident, unless serious or asked for.
pub fn whether(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) -> Test {
    let Some(place) = case.act(item.act).place.as_ref() else { return Ok(()) };
    let on_a_trip = place.kind == Some(PlaceKind::SchoolTripOrTransport);
    if on_a_trip || (place.kind == Some(PlaceKind::School) && place.school_hours == Some(false)) {
        said.because(id::A_31);
        return Ok(());
    }
    if place.kind != Some(PlaceKind::School) {
        return Ok(());
    }
    said.asks(case, item.act, id::A_30, &[Want::SchoolHours]);
    if serious(item) {
        said.because(id::A_32);
        said.because(id::A_32B);
        return Ok(());
    }
    said.asks(case, 0, id::A_30, &[Want::CrimeRecordAskedFor]);
    let report = &case.facts.report;
    let for_the_child = matches!(report.by, Some(Reporter::ParentOrCarer | Reporter::Representative));
    let asked = report.crime_record_asked_for == Some(true)
        || (for_the_child && report.crime_record_asked_for != Some(false));
    if asked {
        said.because(id::A_30);
        return Ok(());
    }
    let stop = "at school in school hours, not serious, and nobody asks for a crime record";
    Err(Other::new(Verdict::CrimeRelatedIncident, stop, id::A_30))
}

fn serious(item: &Item<'_>) -> bool {
    let indictable_only = match item.code {
        Some(code) => Edition::offence(item.class, code).is_some_and(|row| row.mode == "I"),
        None => false,
    };
    SERIOUS.contains(&item.class) || indictable_only || crate::pipeline::principal::is_rape(item.class)
}
