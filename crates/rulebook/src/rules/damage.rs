//! Arson and criminal damage (CRR 84-86).

use crate::case::{Allegation, Case, Other, Said, Unit};
use crate::decision::Verdict;
use crate::edition::{RuleId, id};
use crate::facts::property::{Building, Damage, Damageable, Entry};
use crate::facts::{Act, Hostility, Kind, PlaceKind};
use crate::gaps::Want;

/// What an act amounts to here.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    let damage = act.damage.clone().unwrap_or_default();
    match act.kind {
        Some(Kind::Damaged) => damaged(case, place, &damage, said),
        Some(Kind::SetFire) => fire(case, place, &damage, said),
        Some(Kind::ThreatenedDamage) => threatened(case, place, &damage, said),
        Some(Kind::HadThingToDamage) => {
            said.allegations.push(Allegation::against_state(case, place, "59", Some("059/13"), id::P_59));
        }
        _ => {}
    }
}

fn damaged<'f>(case: &Case<'f>, place: usize, damage: &Damage, said: &mut Said<'f>) {
    let act = case.act(place);
    said.asks(case, place, id::B_12, &[Want::EasilyPutRight]);
    asks_owner(case, place, id::B_12, said);
    said.asks(case, place, id::P_58D, &[Want::DamagedWhat, Want::CostPounds, Want::LifeEndangered]);
    if damage.easily_put_right == Some(true) {
        let stop = "it comes off at no cost and with little effort";
        said.others.push(Other::incident("Anti-Social Behaviour: Environmental", stop, id::B_12));
        return;
    }
    if damage.doers_own == Some(true) && damage.life_endangered != Some(true) {
        let stop = "the thing belongs to the doer alone";
        said.others.push(Other::new(Verdict::Incident, stop, id::B_12));
        return;
    }
    let (class, rule) = class(act, damage);
    let code = code(class, damage);
    said.allegations.push(Allegation::new(case, place, class, code, rule).counted(Unit::Household));
}

/// Whose it is: plain where somebody else is named to whom it was done and who lives apart.
fn asks_owner(case: &Case<'_>, place: usize, rule: RuleId, said: &mut Said<'_>) {
    let act = case.act(place);
    let tied = act.by.iter().any(|by| act.to.iter().any(|to| case.ties(by, to).next().is_some()));
    if act.to.is_empty() || tied {
        said.asks(case, place, rule, &[Want::DoersOwn]);
    }
}

/// Damage to the way into a building that is likelier damage than a try to get in.
pub fn of_building<'f>(case: &Case<'f>, place: usize, entry: &Entry, said: &mut Said<'f>) {
    let business = matches!(
        entry.building,
        Some(
            Building::Business
                | Building::Community
                | Building::ShopWhileOpen
                | Building::BusinessOutbuilding
        )
    );
    let (class, rule) = if business { ("58B", id::P_58B) } else { ("58A", id::P_58A) };
    said.allegations
        .push(Allegation::new(case, place, class, None, rule).also(id::P_28J).counted(Unit::Household));
}

fn class(act: &Act, damage: &Damage) -> (&'static str, RuleId) {
    let hate = act.hostility_shown.iter().any(|h| matches!(h, Hostility::Racial | Hostility::Religion));
    if hate && damage.life_endangered != Some(true) {
        return ("58J", id::P_58J);
    }
    match damage.what.or_else(|| assumed(act)) {
        Some(Damageable::Home) => ("58A", id::P_58A),
        Some(Damageable::BusinessOrCommunityBuilding) => ("58B", id::P_58B),
        Some(Damageable::Vehicle) => ("58C", id::P_58C),
        Some(Damageable::Other) | None => ("58D", id::P_58D),
    }
}

fn assumed(act: &Act) -> Option<Damageable> {
    if act.vehicle.is_some() {
        return Some(Damageable::Vehicle);
    }
    match act.place.as_ref()?.kind? {
        PlaceKind::Dwelling => Some(Damageable::Home),
        _ => None,
    }
}

/// By danger to life, then by cost; unsettled where no cost is known.
fn code(class: &str, damage: &Damage) -> Option<&'static str> {
    if class == "58J" {
        return Some("058/04");
    }
    if damage.life_endangered == Some(true) {
        return Some("057/00");
    }
    damage.cost_pounds.map(|pounds| if pounds > 5000 { "058/00" } else { "149/00" })
}

fn fire<'f>(case: &Case<'f>, place: usize, damage: &Damage, said: &mut Said<'f>) {
    said.asks(case, place, id::P_56, &[Want::LifeEndangered]);
    let (class, code) =
        if damage.life_endangered == Some(true) { ("56A", "056/01") } else { ("56B", "056/02") };
    said.allegations.push(Allegation::new(case, place, class, Some(code), id::P_56).counted(Unit::Household));
}

fn threatened<'f>(case: &Case<'f>, place: usize, damage: &Damage, said: &mut Said<'f>) {
    said.asks(case, place, id::P_59, &[Want::DoersOwn]);
    if damage.doers_own == Some(true) {
        said.asks(case, place, id::P_59, &[Want::EndangersOthers]);
    }
    let own = damage.doers_own == Some(true) && damage.own_thing_endangers_others != Some(true);
    if own {
        let stop = "a threat to one's own property that endangers nobody";
        said.others.push(Other::new(Verdict::Incident, stop, id::P_59));
        return;
    }
    let unit = if case.act(place).to.is_empty() { Unit::OffenderGroup } else { Unit::Victim };
    said.allegations.push(Allegation::new(case, place, "59", Some("059/11"), id::P_59).counted(unit));
}
