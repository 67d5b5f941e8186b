//! Robbery (CRR 72): a taking with force or threat, whose property decides the class.

use alloc::vec::Vec;

use super::burglary::same_time;
use crate::case::{Allegation, Case, Said, Unit};
use crate::edition::{RuleId, id};
use crate::facts::property::{Force, Owner, TakenFrom, Taking, Thing};
use crate::facts::{Act, Intent, Kind, PlaceKind, Work};
use crate::gaps::Want;
use crate::pipeline::count::Item;

/// What an act amounts to here.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    if matches!(act.kind, Some(Kind::Took | Kind::TookVehicle)) && by_force(case, place) {
        push(case, place, act.attempted_only == Some(true), said);
    }
}

/// Whether a taking was by force or threat: said of it, or told as another act of the same doers.
pub fn by_force(case: &Case<'_>, place: usize) -> bool {
    let act = case.act(place);
    let force = act.taking.as_ref().and_then(|taking| taking.force);
    match force {
        Some(Force::OnPerson | Force::Threatened | Force::ToGetAway) => return true,
        Some(Force::OnThingOnly | Force::LaterNotPursued | Force::Nothing) => return false,
        None => {}
    }
    act.resisted == Some(true)
        || act.intent.contains(&Intent::FearOfImmediateViolence)
        || !act.means.is_empty() && act.means.iter().any(|m| weapon(*m))
        || told_apart(case, place)
}

fn weapon(means: crate::facts::Means) -> bool {
    use crate::facts::Means as M;
    matches!(means, M::KnifeOrSharp | M::Firearm | M::ImitationFirearm | M::BluntOrThrown | M::Corrosive)
}

/// A blow, push or threat by the same people at the same time, on an owner, keeper or guard.
fn told_apart(case: &Case<'_>, place: usize) -> bool {
    let act = case.act(place);
    case.facts.acts.iter().enumerate().any(|(other, blow)| {
        let violent = matches!(
            blow.kind,
            Some(
                Kind::Hit
                    | Kind::PushedOrGrabbed
                    | Kind::StabbedOrCut
                    | Kind::Shot
                    | Kind::ThreatenedToKill
                    | Kind::ThreatenedViolence
                    | Kind::ThrewObjectAt
                    | Kind::CorrosiveAttack
                    | Kind::StrangledOrSuffocated
            )
        );
        let doers = act.by.iter().any(|by| blow.by.contains(by)) || (act.by.is_empty() && blow.by.is_empty());
        let later =
            blow.place.is_some() && act.place.is_some() && blow.place != act.place && blow.when.is_some();
        other != place
            && violent
            && doers
            && same_time(case, place, other)
            && !later
            && blow.attempted_only != Some(true)
    })
}

/// Adds a robbery of the property in an act.
pub fn push<'f>(case: &Case<'f>, place: usize, attempt: bool, said: &mut Said<'f>) {
    let act = case.act(place);
    said.asks(case, place, id::P_34A, &[Want::TakenWhat, Want::Owner]);
    let business = business(case, act);
    let (class, rule): (_, RuleId) = if business { ("34A", id::P_34A) } else { ("34B", id::P_34B) };
    let mut allegation =
        Allegation::new(case, place, class, Some("034/01"), rule).also(id::P_34).also(id::B_07);
    allegation.attempt = attempt;
    if act.taking.as_ref().is_some_and(|taking| taking.owner.is_some() || !taking.what.is_empty()) {
        allegation = allegation.also(id::B_08);
    }
    if !business && allegation.victims.iter().any(|id| !case.is_body(id)) {
        // Personal property is counted for the people robbed; a shop told beside them lost less.
        allegation.victims.retain(|id| !case.is_body(id));
    }
    if business {
        let bodies: Vec<&str> = allegation.victims.iter().copied().filter(|id| case.is_body(id)).collect();
        let named = bodies.iter().map(|id| case.number(id)).fold(0, u32::saturating_add);
        allegation = allegation.counted(Unit::Fixed(named.max(1)));
    }
    said.allegations.push(allegation);
}

/// Whether what was robbed is a business's: as said, else by what it was and whose.
fn business(case: &Case<'_>, act: &Act) -> bool {
    let taking = act.taking.clone().unwrap_or_default();
    match taking.owner {
        Some(Owner::Business | Owner::BothMostlyBusiness) => return true,
        Some(Owner::Person | Owner::BothMostlyPersonal) => return false,
        None => {}
    }
    let goods = |thing: &Thing| matches!(thing, Thing::BusinessGoods);
    if taking.what.iter().any(goods) {
        return true;
    }
    let personal =
        |thing: &Thing| matches!(thing, Thing::PhoneOrLaptop | Thing::PersonalThing | Thing::PedalCycle);
    let people = act.to.iter().any(|id| !case.is_body(id));
    if people && taking.what.iter().any(personal) {
        return false;
    }
    let from_shop =
        matches!(taking.from, Some(TakenFrom::Shop | TakenFrom::TillOrStaffArea | TakenFrom::MachineOrMeter));
    let at_work = act.to.iter().filter_map(|id| case.person(id)).any(|p| p.work == Some(Work::ShopWorker));
    let at_shop = act.place.as_ref().is_some_and(|place| place.kind == Some(PlaceKind::Shop));
    act.to.iter().any(|id| case.is_body(id))
        || from_shop
        || (at_work && at_shop && taking.what.is_empty())
        || is_till(&taking)
}

fn is_till(taking: &Taking) -> bool {
    taking.from == Some(TakenFrom::TillOrStaffArea)
}

/// What a robbery takes in: assaults and threats just before or at the time, by the same people, short of
/// what is graver than robbery; the theft and the weapon that served it.
pub fn absorb<'f>(case: &Case<'f>, kept: Vec<Item<'f>>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    let robberies: Vec<(usize, Vec<&'f str>)> = kept
        .iter()
        .filter(|item| matches!(item.class, "34A" | "34B"))
        .map(|item| (item.act, item.by.clone()))
        .collect();
    if robberies.is_empty() {
        return kept;
    }
    let taken_in = |item: &Item<'f>| {
        let served = matches!(
            item.class,
            "5D" | "8N"
                | "105A"
                | "104"
                | "8S"
                | "8T"
                | "3B"
                | "46"
                | "39"
                | "49"
                | "40"
                | "10C"
                | "10D"
                | "9A"
                | "66"
        );
        served
            && robberies.iter().any(|(act, by)| {
                let doers = by.is_empty() || item.by.is_empty() || by.iter().any(|o| item.by.contains(o));
                *act != item.act && doers && same_time(case, *act, item.act) && !said_apart(case, item.act)
            })
    };
    let (inside, outside): (Vec<_>, Vec<_>) = kept.into_iter().partition(taken_in);
    for item in &inside {
        said.because(id::P_34);
        said.because(id::F_09);
        said.leave_out(item, id::P_34, "part of the robbery");
    }
    outside
}

/// Whether an act is said to have come later, when nobody was in pursuit.
fn said_apart(case: &Case<'_>, place: usize) -> bool {
    case.act(place).taking.as_ref().is_some_and(|taking| taking.force == Some(Force::LaterNotPursued))
}
