//! Theft and its kin (CRR 76-84): by what was taken, where it was, and who took it.

use alloc::vec::Vec;

use super::robbery::by_force;
use crate::case::{Allegation, Case, Other, Said, Unit};
use crate::decision::Verdict;
use crate::edition::{RuleId, id};
use crate::facts::places::Country;
use crate::facts::property::{TakenFrom, Taking, Thing};
use crate::facts::{Act, Intent, Kind, PlaceKind, Tie};
use crate::gaps::Want;

/// A class with its code, what is counted, and its rule.
type Found = (&'static str, Option<&'static str>, Unit, RuleId);

/// What an act amounts to here.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    match act.kind {
        Some(Kind::Took) if !by_force(case, place) => took(case, place, said),
        Some(Kind::MadeOffWithoutPaying) => {
            push(case, place, ("49A", Some("053/25"), Unit::OffenderGroup, id::P_49A), said)
        }
        Some(Kind::UsedElectricity) => {
            let unit = if act.to.is_empty() { Unit::OffenderGroup } else { Unit::Victim };
            push(case, place, ("43", Some("043/00"), unit, id::P_43), said);
        }
        Some(Kind::DemandedWithThreats) if sexual_favours(act) => {
            said.ask_registrar = true;
            let stop =
                "a demand for sexual favours is no blackmail but an attempt at a sexual offence: say which";
            said.others.push(Other::new(Verdict::DependsOnRegistrar, stop, id::P_35));
        }
        Some(Kind::DemandedWithThreats) => {
            push(case, place, ("35", Some("035/00"), Unit::Victim, id::P_35), said)
        }
        Some(Kind::HandledStolenGoods) => state(case, place, "54", None, id::P_54, said),
        Some(Kind::HadCriminalProceeds) => state(case, place, "38", None, id::P_38, said),
        Some(Kind::WentEquipped) if served(case, place) => {
            said.because(id::F_09);
            said.not_for_itself("33", id::P_33, "it served the burglary or theft that is recorded");
        }
        Some(Kind::WentEquipped) => state(case, place, "33", Some("033/00"), id::P_33, said),
        _ => {}
    }
}

fn sexual_favours(act: &Act) -> bool {
    act.intent.contains(&Intent::Sexual) && !act.intent.contains(&Intent::ToStealOrGain)
}

fn push<'f>(case: &Case<'f>, place: usize, found: Found, said: &mut Said<'f>) {
    let (class, code, unit, rule) = found;
    let mut allegation = Allegation::new(case, place, class, code, rule).counted(unit);
    if class == "39" {
        allegation = allegation.also(id::B_07);
    }
    let in_shop = |act: &Act| act.taking.as_ref().is_some_and(|t| t.banned_from_shop == Some(true));
    if class == "30C" || (class == "46" && in_shop(case.act(place))) {
        allegation = allegation.also(id::B_11);
    }
    said.allegations.push(allegation);
}

fn state<'f>(
    case: &Case<'f>,
    place: usize,
    class: &'static str,
    code: Option<&'static str>,
    rule: RuleId,
    said: &mut Said<'f>,
) {
    said.allegations.push(Allegation::against_state(case, place, class, code, rule));
}

/// Going equipped is not recorded beside the burglary or theft that it served.
fn served(case: &Case<'_>, place: usize) -> bool {
    let by = &case.act(place).by;
    case.facts.acts.iter().any(|act| {
        matches!(act.kind, Some(Kind::Took | Kind::EnteredBuilding | Kind::TookVehicle))
            && (by.is_empty() || act.by.is_empty() || by.iter().any(|doer| act.by.contains(doer)))
    })
}

fn took<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    let taking = act.taking.clone().unwrap_or_default();
    asks(case, place, &taking, said);
    let machine = taking.from == Some(TakenFrom::MachineOrMeter);
    if machine && taking.owner_deals_alone == Some(true) {
        let stop = "the owner of the machine deals with it alone";
        said.others.push(Other::new(Verdict::None, stop, id::P_47));
        return;
    }
    let pet = taking.what.iter().any(|thing| matches!(thing, Thing::Dog | Thing::Cat));
    if pet && taking.animal_lived_with_both == Some(true) {
        let stop = "the animal had lived in one household with both";
        said.others.push(Other::new(Verdict::None, stop, id::P_49P));
        return;
    }
    let found = class(case, act, &taking);
    push(case, place, found, said);
}

/// What a taking without force turns on.
fn asks(case: &Case<'_>, place: usize, taking: &Taking, said: &mut Said<'_>) {
    said.asks(case, place, id::P_49, &[Want::TakenFrom, Want::TakenWhat]);
    said.asks(case, place, id::P_34, &[Want::Force]);
    if matches!(taking.from, Some(TakenFrom::Person) | None) {
        said.asks(case, place, id::P_39, &[Want::Resisted]);
    }
    if taking.from == Some(TakenFrom::MachineOrMeter) {
        said.asks(case, place, id::P_47, &[Want::OwnerDealsAlone]);
    }
    if taking.what.iter().any(|thing| matches!(thing, Thing::Dog | Thing::Cat)) {
        said.asks(case, place, id::P_49P, &[Want::AnimalLivedWithBoth, Want::Country]);
    }
    if taking.what.iter().any(|thing| matches!(thing, Thing::MotorVehicle | Thing::PowerfulElectricBike)) {
        super::vehicle::asks(case, place, said);
    }
    if taking.from == Some(TakenFrom::Shop) && case.act(place).to.len() > 1 {
        said.asks(case, place, id::P_46, &[Want::InsideOneStore]);
    }
}

fn class(case: &Case<'_>, act: &Act, taking: &Taking) -> Found {
    let has = |wanted: Thing| taking.what.contains(&wanted);
    if let Some(found) = super::vehicle::stolen(act, taking) {
        return found;
    }
    if by_employee(case, act) {
        return ("41", Some("041/00"), Unit::OffenderGroup, id::P_41);
    }
    if has(Thing::MailOrParcel) || taking.from == Some(TakenFrom::InDelivery) {
        return ("42", Some("042/00"), Unit::Fixed(1), id::P_42);
    }
    if has(Thing::Dog) || has(Thing::Cat) {
        return pet(act, has(Thing::Cat) && !has(Thing::Dog));
    }
    if has(Thing::PedalCycle) {
        return ("44", None, Unit::Household, id::P_44);
    }
    by_where(case, act, taking)
}

fn by_where(case: &Case<'_>, act: &Act, taking: &Taking) -> Found {
    let from = taking.from.or_else(|| assumed(act));
    let other = ("49", other_code(taking), Unit::Victim, id::P_49);
    match from {
        Some(TakenFrom::Person) => ("39", Some("039/00"), Unit::Victim, id::P_39),
        Some(TakenFrom::MachineOrMeter) => ("47", Some("047/00"), Unit::Victim, id::P_47),
        Some(TakenFrom::Vehicle | TakenFrom::PublicTransportClosedPart) => {
            ("45", Some("045/10"), Unit::Household, id::P_45)
        }
        // A trespasser in an open shop who is already charged with burglary.
        Some(TakenFrom::Shop) if taking.charged_with_burglary == Some(true) => {
            ("30C", Some("030/02"), Unit::Fixed(1), id::P_46)
        }
        Some(TakenFrom::Shop) => ("46", Some("046/00"), shops(case, act, taking), id::P_46),
        Some(TakenFrom::TillOrStaffArea) => ("30C", Some("030/02"), Unit::Fixed(1), id::P_46T),
        Some(TakenFrom::HomeAsGuest) => ("40", Some("040/00"), Unit::Household, id::P_40),
        _ if taking.what.contains(&Thing::VehiclePart) => ("45", Some("045/10"), Unit::Household, id::P_45),
        _ => other,
    }
}

/// Where it was, from the kind of place, when the taking does not say.
fn assumed(act: &Act) -> Option<TakenFrom> {
    match act.place.as_ref()?.kind? {
        PlaceKind::Shop => Some(TakenFrom::Shop),
        PlaceKind::Dwelling => Some(TakenFrom::HomeAsGuest),
        _ => None,
    }
}

/// Counters, departments and franchises inside a store are one shop.
fn shops(case: &Case<'_>, act: &Act, taking: &Taking) -> Unit {
    if taking.inside_one_store == Some(true) || act.to.is_empty() {
        return Unit::Fixed(1);
    }
    let bodies =
        act.to.iter().filter(|id| case.is_body(id)).map(|id| case.number(id)).fold(0, u32::saturating_add);
    Unit::Fixed(bodies.max(1))
}

fn by_employee(case: &Case<'_>, act: &Act) -> bool {
    act.by.iter().any(|by| {
        act.to.iter().any(|to| case.is_to(by, to, Tie::Employee) || case.is_to(to, by, Tie::Employer))
    })
}

fn pet(act: &Act, _cat: bool) -> Found {
    let wales = act.place.as_ref().is_some_and(|place| place.country == Some(Country::Wales));
    let code = if wales { "049/10" } else { "049/03" };
    ("49", Some(code), Unit::Household, id::P_49P)
}

fn other_code(taking: &Taking) -> Option<&'static str> {
    let things: &Vec<Thing> = &taking.what;
    if things.contains(&Thing::OtherConveyance) { None } else { Some("049/10") }
}
