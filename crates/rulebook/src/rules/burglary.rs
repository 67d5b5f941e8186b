//! Burglary (CRR 73-75): by the kind of premises, how they are lived in, how the way in was gained.

use alloc::vec::Vec;

use crate::case::{Allegation, Case, Said, Unit};
use crate::edition::{RuleId, id};
use crate::facts::property::{Building, Entry, Force, Habitation, WayIn};
use crate::facts::{Kind, PlaceKind};
use crate::gaps::Want;
use crate::pipeline::count::Item;
use crate::pipeline::principal;
use crate::rules::robbery;

/// What kind of burglary premises make it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Premises {
    Home,
    Unconnected,
    Business,
    OtherTheft,
}

/// What an act amounts to here.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    if act.kind != Some(Kind::EnteredBuilding) {
        return;
    }
    let entry = act.entry.clone().unwrap_or_default();
    asks(case, place, &entry, said);
    if forced_to_steal(&entry) {
        robbery::push(case, place, entry.did_not_get_in == Some(true) && entry.stole != Some(true), said);
        return;
    }
    if entry.way_in == Some(WayIn::DamageOnly) && entry.damage_likelier == Some(true) {
        super::damage::of_building(case, place, &entry, said);
        return;
    }
    if entry.building == Some(Building::ShopWhileOpen) && entry.staff_area != Some(true) {
        let rule = id::P_46;
        if !charged(case, place) {
            said.allegations.push(Allegation::new(case, place, "46", Some("046/00"), rule).also(id::B_11));
            return;
        }
    }
    let attempt = act.attempted_only == Some(true)
        || entry.did_not_get_in == Some(true)
        || (entry.way_in == Some(WayIn::DamageOnly) && entry.stole != Some(true));
    let premises = premises(&entry, act.place.as_ref().and_then(|p| p.kind));
    let (class, code, rule) = class(premises, &entry, attempt);
    let unit =
        if premises == Premises::Home && separate_lets(&entry) { Unit::Victim } else { Unit::Household };
    let mut allegation = Allegation::new(case, place, class, Some(code), rule).counted(unit);
    allegation.attempt = attempt;
    if premises != Premises::Home && premises != Premises::Unconnected {
        let unit = if allegation.victims.is_empty() { Unit::Fixed(1) } else { Unit::Victim };
        allegation = allegation.counted(unit);
    }
    if entry.habitation.is_some() {
        allegation = allegation.also(id::P_75);
    }
    said.allegations.push(allegation);
}

/// What an entry turns on.
fn asks(case: &Case<'_>, place: usize, entry: &Entry, said: &mut Said<'_>) {
    said.asks(case, place, id::P_75, &[Want::Building]);
    said.asks(case, place, id::P_28K, &[Want::WayIn]);
    said.asks(case, place, id::P_29B, &[Want::HadWeapon]);
    said.asks(case, place, id::P_28J, &[Want::DidNotGetIn]);
    if entry.did_not_get_in != Some(true) {
        said.asks(case, place, id::P_34, &[Want::ForceToSteal]);
    }
    match entry.building {
        Some(Building::HotelOrHoliday | Building::CaravanOrBoat) => {
            said.asks(case, place, id::P_75, &[Want::Habitation]);
        }
        Some(Building::ShopWhileOpen) => {
            said.asks(case, place, id::P_46T, &[Want::StaffArea, Want::ChargedWithBurglary]);
        }
        _ => {}
    }
    if entry.way_in == Some(WayIn::DamageOnly) {
        said.asks(case, place, id::P_28J, &[Want::DamageLikelier, Want::Stole]);
    }
}

fn charged(case: &Case<'_>, place: usize) -> bool {
    case.act(place).taking.as_ref().is_some_and(|taking| taking.charged_with_burglary == Some(true))
}

fn forced_to_steal(entry: &Entry) -> bool {
    matches!(entry.force_to_steal, Some(Force::OnPerson | Force::Threatened | Force::ToGetAway))
}

fn separate_lets(entry: &Entry) -> bool {
    entry.building == Some(Building::RoomInHostelOrShared)
}

/// The table of page 75, and the text of page 73.
fn premises(entry: &Entry, place: Option<PlaceKind>) -> Premises {
    let Some(building) = entry.building else {
        return match place {
            Some(PlaceKind::GardenOrDrive) => Premises::Unconnected,
            Some(PlaceKind::Dwelling) | None => Premises::Home,
            Some(PlaceKind::HospitalOrCareHome) => Premises::Home,
            Some(_) => Premises::Business,
        };
    };
    match (building, entry.habitation) {
        (Building::Home | Building::RoomInHostelOrShared, _) => Premises::Home,
        (Building::HotelOrHoliday, Some(Habitation::LivedIn)) => Premises::Home,
        (Building::CaravanOrBoat, Some(Habitation::LivedIn) | None) => Premises::Home,
        (Building::CaravanOrBoat, Some(Habitation::VacantHabitable | Habitation::VacantNotHabitable)) => {
            Premises::OtherTheft
        }
        (Building::CaravanOrBoat, Some(Habitation::ShortStay)) => Premises::Business,
        (Building::ShedOrGarage | Building::GarageBlockOrAllotment, _) => Premises::Unconnected,
        (
            Building::HotelOrHoliday
            | Building::BusinessOutbuilding
            | Building::ShopWhileOpen
            | Building::Business
            | Building::Community,
            _,
        ) => Premises::Business,
    }
}

fn class(premises: Premises, entry: &Entry, attempt: bool) -> (&'static str, &'static str, RuleId) {
    let trick = entry.way_in == Some(WayIn::Trick);
    let armed = entry.had_weapon == Some(true) && entry.did_not_get_in != Some(true);
    match (premises, armed, trick, attempt) {
        (Premises::Home, true, ..) => ("29B", "029/00", id::P_29B),
        (Premises::Unconnected, true, ..) => ("29C", "029/00", id::P_29B),
        (Premises::Business, true, ..) => ("31A", "031/00", id::P_29B),
        (Premises::Home, _, true, true) => ("28L", "028/03", id::P_28K),
        (Premises::Home, _, true, false) => ("28K", "028/03", id::P_28K),
        (Premises::Unconnected, _, true, true) => ("28P", "028/03", id::P_28K),
        (Premises::Unconnected, _, true, false) => ("28O", "028/03", id::P_28K),
        (Premises::Home, _, _, true) => ("28J", "028/03", id::P_28J),
        (Premises::Home, _, _, false) => ("28I", "028/03", id::P_28I),
        (Premises::Unconnected, _, _, true) => ("28N", "028/03", id::P_28J),
        (Premises::Unconnected, _, _, false) => ("28M", "028/03", id::P_28M),
        (Premises::Business, _, _, true) => ("30D", "030/02", id::P_28J),
        (Premises::Business, _, _, false) => ("30C", "030/02", id::P_30C),
        (Premises::OtherTheft, ..) => ("49", "049/10", id::P_75),
    }
}

/// What this room's crimes take in: the unconnected building and the business outbuilding of a home
/// burgled at the same time; thefts and damage of the same entry; lesser assaults of an aggravated one.
pub fn absorb<'f>(case: &Case<'f>, kept: Vec<Item<'f>>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    let taken = |item: &Item<'f>| {
        kept.iter().find(|by| by.act != item.act && takes_in(case, by, item)).map(|by| by.class)
    };
    let out: Vec<bool> = kept
        .iter()
        .map(|item| {
            let by = taken(item);
            if let Some(by) = by {
                said.because(id::F_09);
                said.because_here(id::F_01, alloc::format!("{} is part of the {}", item.class, by));
                said.leave_out(item, id::F_01, alloc::format!("part of the {by}"));
            }
            by.is_some()
        })
        .collect();
    kept.into_iter().zip(out).filter(|(_, out)| !out).map(|(item, _)| item).collect()
}

fn is_burglary(class: &str) -> bool {
    matches!(
        class,
        "28I" | "28J" | "28K" | "28L" | "28M" | "28N" | "28O" | "28P" | "29B" | "29C" | "30C" | "30D" | "31A"
    )
}

fn is_of_home(class: &str) -> bool {
    matches!(class, "28I" | "28J" | "28K" | "28L" | "29B")
}

fn takes_in(case: &Case<'_>, by: &Item<'_>, item: &Item<'_>) -> bool {
    if !is_burglary(by.class) {
        return false;
    }
    let owner = by.victims.iter().any(|v| item.victims.iter().any(|w| v == w || case.one_household(v, w)));
    let unknown = by.by.is_empty() || item.by.is_empty();
    let doers = unknown || by.by.iter().any(|o| item.by.contains(o));
    let outbuilding = case.act(item.act).entry.as_ref().is_some_and(|entry| {
        matches!(
            entry.building,
            Some(Building::ShedOrGarage | Building::BusinessOutbuilding | Building::GarageBlockOrAllotment)
        )
    });
    let same_time = same_time(case, by.act, item.act);
    if is_of_home(by.class) && is_burglary(item.class) && !is_of_home(item.class) {
        return owner && doers && outbuilding && same_time;
    }
    let within =
        matches!(item.class, "39" | "40" | "46" | "47" | "49" | "44" | "58A" | "58B" | "58D" | "33" | "126");
    let lesser = matches!(by.class, "29B" | "29C" | "31A")
        && matches!(item.class, "8N" | "105A")
        && principal::place(item.class, item.code) > principal::place("8N", Some("008/01"));
    (within || lesser)
        && doers
        && same_time
        && (owner || item.victims.is_empty() || by.victims.is_empty() || lesser)
}

/// Whether two acts are of one time, as far as told.
pub fn same_time(case: &Case<'_>, a: usize, b: usize) -> bool {
    match (&case.act(a).when, &case.act(b).when) {
        (Some(a), Some(b)) => a.get(..10) == b.get(..10),
        _ => true,
    }
}
