//! Which force records, and what is passed on (CRR 15-16; for frauds FRA 4-5).

use alloc::string::{String, ToString};

use crate::case::{Case, Other, Said};
use crate::decision::Verdict;
use crate::edition::id;
use crate::facts::fraud::{CallForService, FraudPlaces};
use crate::facts::places::{Country, Flight};
use crate::facts::{Act, Fraud, Kind, Place, PlaceKind, Reporter, Via};
use crate::gaps::Want;
use crate::pipeline::count::Item;
use crate::pipeline::whether::Test;

/// The force that polices the railways.
const RAILWAY_POLICE: &str = "British Transport Police";

/// Whether the place stops a record here.
///
/// # Errors
/// What is recorded instead of a crime.
pub fn whether(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) -> Test {
    let act = case.act(item.act);
    let Some(place) = act.place.as_ref() else { return Ok(()) };
    if place.flight == Some(Flight::InternationalArriving) {
        let stop = "on an international flight arriving in the United Kingdom";
        return Err(Other::new(Verdict::CrimeRelatedIncident, stop, id::G_06));
    }
    if place.flight == Some(Flight::WithinUnitedKingdom) && third_party_force(case, place) {
        pass_to(said, place.departed_from.clone());
        let stop = "on a flight within the United Kingdom: the force of departure records it";
        return Err(Other::new(Verdict::CrimeRelatedIncident, stop, id::G_06));
    }
    match place.country {
        Some(Country::Scotland | Country::NorthernIreland) => {
            said.asks(case, item.act, id::G_04, &[Want::PoliceThereDeclined]);
        }
        Some(Country::OutsideUnitedKingdom) if place.flight.is_none() => {
            said.asks(case, item.act, id::G_03, &[Want::ThisForceInvestigates]);
        }
        _ => {}
    }
    match place.country {
        Some(country @ (Country::Scotland | Country::NorthernIreland)) => other_nation(country, place, said),
        Some(Country::OutsideUnitedKingdom) if place.flight.is_none() => abroad(case, item, act, place, said),
        _ => Ok(()),
    }
}

/// A force that neither the flight left from nor the victim lives in, and that is told who it is.
fn third_party_force(case: &Case<'_>, place: &Place) -> bool {
    match (case.facts.ask.force.as_ref().or(case.facts.report.force.as_ref()), &place.departed_from) {
        (Some(asking), Some(departed)) => asking != departed,
        _ => false,
    }
}

/// Scotland and Northern Ireland: registered and referred; recorded here only if they decline.
fn other_nation(country: Country, place: &Place, said: &mut Said<'_>) -> Test {
    if place.police_there_declined == Some(true) {
        said.because(id::G_04);
        return Ok(());
    }
    let police =
        if country == Country::Scotland { "Police Scotland" } else { "Police Service of Northern Ireland" };
    pass_to(said, Some(String::from(police)));
    said.must(alloc::format!("Refer the details to {police}"), id::G_04);
    Err(Other::new(Verdict::CrimeRelatedIncident, "it happened in Scotland or Northern Ireland", id::G_04))
}

/// Outside the United Kingdom: recorded where the victim was here, where this force investigates, or where
/// a rule of the class reaches it; some offences of violence and sex by nationals go to the registrar.
fn abroad(case: &Case<'_>, item: &Item<'_>, act: &Act, place: &Place, said: &mut Said<'_>) -> Test {
    let own_rule =
        matches!(act.kind, Some(Kind::GenitalMutilation | Kind::ForcedMarriage | Kind::ExploitedInSlavery))
            || act.fraud.is_some();
    if own_rule {
        said.because(id::Z_04);
    }
    if own_rule || place.victim_was_in.is_some() || place.this_force_investigates == Some(true) {
        return Ok(());
    }
    said.because(id::G_03);
    let mut told = item.by.iter().filter_map(|id| case.person(id)?.nationality.as_deref()).peekable();
    // Of whom nothing is known, it is not known either that no national did it.
    let national = told.peek().is_none() || told.any(british);
    let (_, violent) = crate::pipeline::principal::sentence(item.class, item.code);
    if national && violent {
        said.ask_registrar = true;
        return Err(Other::new(
            Verdict::DependsOnRegistrar,
            "an offence abroad by a national or resident may be recorded here: ask the registrar",
            id::G_03,
        ));
    }
    Err(Other::new(
        Verdict::None,
        "it happened outside the United Kingdom and nothing ties it to this force",
        id::G_03,
    ))
}

/// Where several places would each pass it on, the first by name is given, whatever the order told.
fn pass_to(said: &mut Said<'_>, police: Option<String>) {
    let known = said.transfer_to.take();
    said.transfer_to = known.into_iter().chain(police).min();
}

fn british(nationality: &str) -> bool {
    let plain = nationality.to_lowercase().replace(['_', '-'], " ");
    ["united kingdom", "uk", "british", "england", "english", "wales", "welsh"].contains(&plain.as_str())
}

/// Gives each crime the force that records it.
pub fn place<'f>(case: &Case<'f>, kept: &mut [Item<'f>], said: &mut Said<'f>) {
    for item in kept {
        let act = case.act(item.act);
        let found =
            act.fraud.as_ref().and_then(|fraud| of_fraud(case, fraud)).or_else(|| of_act(case, item, act));
        if let Some((force, rule)) = found {
            said.because(rule);
            if act.fraud.is_some() && matches!(rule.rule().id, "R-18" | "R-19") {
                said.because(id::G_07);
            }
            item.force = Some(force);
        }
    }
}

type Found = Option<(String, crate::edition::RuleId)>;

fn of_act(case: &Case<'_>, item: &Item<'_>, act: &Act) -> Found {
    let place = act.place.as_ref();
    if let Some(force) = place.and_then(of_flight) {
        return Some((force, id::G_06));
    }
    if place.and_then(|place| place.kind) == Some(PlaceKind::Railway) {
        return Some((RAILWAY_POLICE.to_string(), id::G_06));
    }
    let home = |ids: &[&str]| ids.iter().find_map(|id| case.person(id)?.home_force.clone());
    let suspect_then = place.and_then(|place| place.suspect_was_in.clone());
    let victim_then = place.and_then(|place| place.victim_was_in.clone());
    let happened = place.and_then(|place| place.force.clone());
    if by_device(act) {
        let found = suspect_then
            .or_else(|| home(&item.by))
            .or_else(|| home(&item.victims))
            .or(victim_then)
            .or(happened);
        return found.map(|force| (force, id::G_02));
    }
    let found = suspect_then.or(happened).or(victim_then).or_else(|| home(&item.victims));
    found.map(|force| (force, id::G_01))
}

/// Whether it was done through a telephone or the internet.
fn by_device(act: &Act) -> bool {
    let online_place = act.place.as_ref().and_then(|place| place.kind) == Some(PlaceKind::Online);
    online_place
        || act.online == Some(true)
        || matches!(act.via, Some(Via::ElectronicMessage | Via::PhoneCall | Via::OnlinePost))
}

fn of_flight(place: &Place) -> Option<String> {
    match place.flight? {
        Flight::WithinUnitedKingdom | Flight::InternationalDeparting => place.departed_from.clone(),
        Flight::InTransitBritishAircraft => {
            place.last_left_uk_from.clone().or_else(|| place.departed_from.clone())
        }
        Flight::InternationalArriving | Flight::InTransitForeignAircraft => None,
    }
}

/// Frauds have a list of their own: by call for service, or in order for a case of the national bureau.
fn of_fraud(case: &Case<'_>, fraud: &Fraud) -> Found {
    let places = fraud.places.as_ref()?;
    if places.railway == Some(true) {
        return Some((RAILWAY_POLICE.to_string(), id::R_19));
    }
    let passed = fraud.call_for_service == Some(CallForService::PassedByNationalBureau)
        || case.facts.report.by == Some(Reporter::NationalFraudBureau);
    if passed {
        let found = places.suspect.clone().or_else(|| most_uses(places)).or_else(|| places.first_use.clone());
        return found.or_else(|| places.victim.clone()).map(|force| (force, id::R_19));
    }
    let at_the_act =
        matches!(fraud.call_for_service, Some(CallForService::Arrested | CallForService::HappeningNow));
    let found = if at_the_act { places.statement_made.clone() } else { None };
    let found = found
        .or_else(|| places.suspect.clone())
        .or_else(|| places.delivery.clone())
        .or_else(|| places.application_sent.clone())
        .or_else(|| places.statement_made.clone())
        .or_else(|| most_uses(places))
        .or_else(|| places.victim.clone());
    found.map(|force| (force, id::R_18))
}

/// The force with most uses; where two have equally many, none by this principle.
fn most_uses(places: &FraudPlaces) -> Option<String> {
    let count = |force: &String| places.uses.iter().filter(|other| *other == force).count();
    let most = places.uses.iter().map(count).max()?;
    let mut with_most = places.uses.iter().filter(|force| count(force) == most);
    let first = with_most.next()?;
    with_most.all(|other| other == first).then(|| first.clone())
}
