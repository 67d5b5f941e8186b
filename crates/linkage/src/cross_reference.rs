//! What the two systems say of each other, and whether it can be so.

use terms::{CrimeRow, Family, IncidentRow, Instant};

use crate::compare::distance_metres;
use crate::facts::{Span, span_to_link_by};
use crate::kinds::{Kinship, kinship};
use crate::references::References;
use crate::text::{compact, postcode_areas};
use crate::{Check, Dangling, Holder, How, Link, Options, Records};

/// A call may repeat one that repeats another. No more steps than these are followed, so that an
/// extract which is one long chain does not give every call of it to every crime of it. Our choice.
const LONGEST_CHAIN: usize = 16;

/// The cross-references of an extract.
pub(crate) struct Recorded {
    /// One per pair, sorted by crime, then incident; a duplicate call shares the crimes of the calls it
    /// repeats, all the way up.
    pub(crate) links: Vec<Link>,
    /// References to records that are not here, sorted.
    pub(crate) dangling: Vec<Dangling>,
    /// (incident, the incident it repeats).
    pub(crate) duplicates: Vec<(u32, u32)>,
}

/// A pair that one side or both name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    crime: u32,
    incident: u32,
    by_crime: bool,
    by_incident: bool,
    is_unique: bool,
}

/// Follows every reference between incidents and crimes.
pub(crate) fn follow(records: &Records, references: &References, options: &Options) -> Recorded {
    let mut dangling = Vec::new();
    let mut named = named_by_incidents(records, references, &mut dangling);
    named.extend(named_by_crimes(records, references, &mut dangling));
    let named = merged(named);
    let duplicates = duplicates(records, references, &mut dangling);
    let mut links: Vec<Link> = named.iter().map(|named| link(records, named, options)).collect();
    links.extend(shared(records, &named, &duplicates, options));
    links.sort_by_key(|link| (link.crime, link.incident));
    hold_to_first_receipt(records, &mut links);
    dangling.sort();
    Recorded { links, dangling, duplicates }
}

fn named_by_incidents(
    records: &Records,
    references: &References,
    dangling: &mut Vec<Dangling>,
) -> Vec<Named> {
    let mut named = Vec::new();
    for (at, row) in records.incidents.iter().enumerate() {
        for reference in &row.crime_refs {
            let allowed = |crime: u32| same_force(row, &records.crimes[crime as usize]);
            let found = positions(references.crimes(reference.as_str()), allowed);
            let is_unique = found.len() == 1;
            named.extend(found.iter().map(|&crime| Named {
                crime,
                incident: at as u32,
                by_crime: false,
                by_incident: true,
                is_unique,
            }));
            if found.is_empty() {
                let holder = Holder::IncidentToCrime(at);
                dangling.push(Dangling { holder, reference: reference.0.clone() });
            }
        }
    }
    named
}

fn named_by_crimes(records: &Records, references: &References, dangling: &mut Vec<Dangling>) -> Vec<Named> {
    let mut named = Vec::new();
    for (at, row) in records.crimes.iter().enumerate() {
        for reference in &row.incident_refs {
            let allowed = |incident: u32| same_force(&records.incidents[incident as usize], row);
            let found = positions(references.incidents(reference.as_str()), allowed);
            let is_unique = found.len() == 1;
            named.extend(found.iter().map(|&incident| Named {
                crime: at as u32,
                incident,
                by_crime: true,
                by_incident: false,
                is_unique,
            }));
            if found.is_empty() {
                let holder = Holder::CrimeToIncident(at);
                dangling.push(Dangling { holder, reference: reference.0.clone() });
            }
        }
    }
    named
}

fn positions(found: &[(&str, u32)], allowed: impl Fn(u32) -> bool) -> Vec<u32> {
    found.iter().map(|&(_, at)| at).filter(|&at| allowed(at)).collect()
}

fn same_force(incident: &IncidentRow, crime: &CrimeRow) -> bool {
    match (&incident.force, &crime.force) {
        (Some(a), Some(b)) => compact(a) == compact(b),
        _ => true,
    }
}

/// One entry per pair, with who names whom.
fn merged(mut named: Vec<Named>) -> Vec<Named> {
    named.sort_unstable();
    named.dedup_by(|next, kept| {
        let same = (next.crime, next.incident) == (kept.crime, kept.incident);
        if same {
            kept.by_crime |= next.by_crime;
            kept.by_incident |= next.by_incident;
            kept.is_unique |= next.is_unique;
        }
        same
    });
    named
}

fn duplicates(records: &Records, references: &References, dangling: &mut Vec<Dangling>) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for (at, row) in records.incidents.iter().enumerate() {
        let Some(original) = &row.duplicate_of else { continue };
        let allowed = |other: u32| {
            let other_force = &records.incidents[other as usize].force;
            other as usize != at
                && (other_force == &row.force || other_force.is_none() || row.force.is_none())
        };
        let found = positions(references.incidents(original.as_str()), allowed);
        pairs.extend(found.iter().map(|&other| (at as u32, other)));
        if references.incidents(original.as_str()).is_empty() {
            let holder = Holder::IncidentToOriginal(at);
            dangling.push(Dangling { holder, reference: original.0.clone() });
        }
    }
    pairs
}

/// Links of a duplicate call to the crimes of the calls up its chain, where it does not name them
/// itself; and of those calls to crimes that only the duplicate names.
fn shared(records: &Records, named: &[Named], duplicates: &[(u32, u32)], options: &Options) -> Vec<Link> {
    let mut by_incident: Vec<(u32, u32)> = named.iter().map(|it| (it.incident, it.crime)).collect();
    by_incident.sort_unstable();
    let crimes_of = |incident: u32| {
        let first = by_incident.partition_point(|&(of, _)| of < incident);
        by_incident[first..].iter().take_while(move |&&(of, _)| of == incident).map(|&(_, crime)| crime)
    };
    let repeated = duplicates.iter().flat_map(|&(at, original)| chain(duplicates, at, original));
    let both_ways = repeated.flat_map(|(a, b)| [(a, b), (b, a)]);
    let mut pairs: Vec<(u32, u32)> =
        both_ways.flat_map(|(to, from)| crimes_of(from).map(move |crime| (to, crime))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.retain(|pair| by_incident.binary_search(pair).is_err());
    // Duplicates may lead over a call of no stated force to one of another force.
    let (incidents, crimes) = (records.incidents, records.crimes);
    pairs.retain(|&(to, crime)| same_force(&incidents[to as usize], &crimes[crime as usize]));
    let both =
        |(incident, crime)| Named { crime, incident, by_crime: true, by_incident: true, is_unique: true };
    pairs.into_iter().map(|pair| link(records, &both(pair), options)).collect()
}

/// A duplicate call with each call up its chain from one that it says it repeats. Beyond that first
/// step a reference that fits several is not followed, nor one that leads back into the chain.
fn chain(duplicates: &[(u32, u32)], duplicate: u32, original: u32) -> Vec<(u32, u32)> {
    let mut seen = vec![duplicate];
    let mut next = Some(original);
    while let Some(at) = next.filter(|at| seen.len() <= LONGEST_CHAIN && !seen.contains(at)) {
        seen.push(at);
        next = only_original(duplicates, at);
    }
    seen.into_iter().skip(1).map(|above| (duplicate, above)).collect()
}

fn only_original(duplicates: &[(u32, u32)], duplicate: u32) -> Option<u32> {
    let first = duplicates.partition_point(|&(of, _)| of < duplicate);
    let mut found = duplicates[first..].iter().take_while(|&&(of, _)| of == duplicate);
    match (found.next(), found.next()) {
        (Some(&(_, original)), None) => Some(original),
        _ => None,
    }
}

/// A crime is held to its first receipt alone, the earliest of its incidents or its own report: a
/// second report may well come after the record.
fn hold_to_first_receipt(records: &Records, links: &mut [Link]) {
    let received = |link: &Link| records.incidents[link.incident].received_at.map(Instant::seconds);
    for of_crime in links.chunk_by_mut(|a, b| a.crime == b.crime) {
        let first = of_crime.iter().filter_map(received).min();
        for link in of_crime {
            if received(link) != first || may_follow_report(&records.crimes[link.crime]) {
                link.checks_failed.retain(|&check| check != Check::RecordedBeforeReceived);
            }
        }
    }
}

/// Whether a crime says when it was reported, and may have been recorded after that.
fn may_follow_report(crime: &CrimeRow) -> bool {
    let times = crime.recorded_at.zip(crime.reported_at);
    times.is_some_and(|(recorded, reported)| !is_before(recorded, reported))
}

fn link(records: &Records, named: &Named, options: &Options) -> Link {
    let (incident, crime) = (named.incident as usize, named.crime as usize);
    let mut checks_failed = sanity(records, incident, crime, options);
    let silent = !named.by_incident && !records.incidents[incident].crime_refs.is_empty()
        || !named.by_crime && !records.crimes[crime].incident_refs.is_empty();
    checks_failed.extend(silent.then_some(Check::OnlyOneSideNames));
    checks_failed.extend((!named.is_unique).then_some(Check::ReferenceNotUnique));
    Link { incident, crime, probability: 1.0, how: How::CrossReference, checks_failed, bars: Vec::new() }
}

/// The checks of time, place and kind that a pair fails on its own. What a side does not say is not
/// held against it.
pub(crate) fn sanity(records: &Records, incident: usize, crime: usize, options: &Options) -> Vec<Check> {
    let (at_incident, at_crime) = (&records.incidents[incident], &records.crimes[crime]);
    let family = |families: &[Family], at: usize| families.get(at).copied().unwrap_or(Family::Unknown);
    let kinds = kinship(family(records.incident_families, incident), family(records.crime_families, crime));
    [
        (recorded_first(at_incident, at_crime), Check::RecordedBeforeReceived),
        (times_are_far(at_incident, at_crime, options.window_after_days), Check::TimesFarApart),
        (is_far(at_incident, at_crime, options.far_apart_metres), Check::PlacesFarApart),
        (kinds == Kinship::Disagree, Check::FamiliesDisagree),
    ]
    .into_iter()
    .filter_map(|(failed, check)| failed.then_some(check))
    .collect()
}

fn recorded_first(incident: &IncidentRow, crime: &CrimeRow) -> bool {
    let times = crime.recorded_at.zip(incident.received_at);
    times.is_some_and(|(recorded, received)| is_before(recorded, received))
}

/// Only where no reading of the two times allows the other order.
fn is_before(a: Instant, b: Instant) -> bool {
    Span::of(a).high < Span::of(b).low
}

/// Only where no reading of the two times brings them within the limit; a month is too coarse to say.
fn times_are_far(incident: &IncidentRow, crime: &CrimeRow, most_days: u32) -> bool {
    let times = span_to_link_by(incident.received_at).zip(span_to_link_by(crime.reported_at));
    times.is_some_and(|(received, reported)| {
        let least_before = reported.low.saturating_sub(received.high);
        let least_after = received.low.saturating_sub(reported.high);
        least_before.max(least_after) > i64::from(most_days) * 86_400
    })
}

/// By coordinates where both have them; else by postcode: another outward code.
fn is_far(incident: &IncidentRow, crime: &CrimeRow, far_metres: f64) -> bool {
    let (a, b) = (&incident.place, &crime.place);
    let metres = a.point.zip(b.point).and_then(|(a, b)| distance_metres(a, b));
    metres.map_or_else(|| is_other_district(a.postcode.as_deref(), b.postcode.as_deref()), |m| m > far_metres)
}

/// Whether two postcodes of the United Kingdom lie in different districts.
fn is_other_district(a: Option<&str>, b: Option<&str>) -> bool {
    let (a, b) = (compact(a.unwrap_or_default()), compact(b.unwrap_or_default()));
    let (district, other) = (postcode_areas(&a).1, postcode_areas(&b).1);
    !district.is_empty() && !other.is_empty() && district != other
}
