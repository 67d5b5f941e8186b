//! Weapons (CRR 94-95): had with one, or threatened with; not where used in another notifiable offence.

use crate::case::{Allegation, Case, Said, Standing, Unit};
use crate::edition::{RuleId, id};
use crate::facts::state::{State, Weapon};
use crate::facts::{Act, Kind, Means, Place, PlaceKind};
use crate::gaps::Want;

/// What an act amounts to here.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    if act.kind != Some(Kind::HadWeapon) {
        return;
    }
    let state = act.state.clone().unwrap_or_default();
    said.asks(case, place, id::P_10, &[Want::WeaponUsed]);
    let weapon = state.weapon.or_else(|| from_means(act)).unwrap_or(Weapon::Other);
    if state.weapon_used == Some(true) || (state.weapon_used.is_none() && used(case, place)) {
        let (class, ..) = class(weapon, &state, act.place.as_ref(), false);
        said.not_for_itself(class, id::P_10, "the weapon was used in another notifiable offence");
        return;
    }
    asks(case, place, weapon, said);
    let threatened = state.weapon_threatened == Some(true) && !act.to.is_empty();
    let (class, code, rule) = class(weapon, &state, act.place.as_ref(), threatened);
    let mut allegation = Allegation::against_state(case, place, class, code, rule);
    if threatened {
        allegation = Allegation::new(case, place, class, code, rule).counted(Unit::OffenderGroup);
        allegation.standing = Standing::Beside;
    }
    said.allegations.push(allegation);
}

/// What having a weapon turns on.
fn asks(case: &Case<'_>, place: usize, weapon: Weapon, said: &mut Said<'_>) {
    if from_means(case.act(place)).is_none() {
        said.asks(case, place, id::P_10, &[Want::Weapon]);
    }
    said.asks(case, place, id::P_10T, &[Want::WeaponThreatened, Want::PlaceKind]);
    if matches!(weapon, Weapon::Firearm | Weapon::ImitationFirearm) {
        said.asks(case, place, id::P_10, &[Want::WeaponWithIntent]);
    } else if case.act(place).place.as_ref().is_some_and(|place| place.kind.is_none()) {
        said.asks(case, place, id::P_10T, &[Want::PrivatePlace]);
    }
}

fn from_means(act: &Act) -> Option<Weapon> {
    act.means.iter().find_map(|means| match means {
        Means::KnifeOrSharp => Some(Weapon::KnifeOrBlade),
        Means::Firearm => Some(Weapon::Firearm),
        Means::ImitationFirearm => Some(Weapon::ImitationFirearm),
        Means::Corrosive => Some(Weapon::Corrosive),
        _ => None,
    })
}

/// Whether another act of the same people was done with a weapon.
fn used(case: &Case<'_>, place: usize) -> bool {
    let by = &case.act(place).by;
    case.facts.acts.iter().enumerate().any(|(other, act)| {
        let doers = act.by.iter().any(|doer| by.contains(doer));
        let armed = from_means(act).is_some() || matches!(act.kind, Some(Kind::StabbedOrCut | Kind::Shot));
        other != place && act.kind != Some(Kind::HadWeapon) && doers && armed
    })
}

fn class(
    weapon: Weapon,
    state: &State,
    place: Option<&Place>,
    threatened: bool,
) -> (&'static str, Option<&'static str>, RuleId) {
    let kind = place.and_then(|place| place.kind);
    let school = kind == Some(PlaceKind::School);
    let private = matches!(kind, Some(PlaceKind::Dwelling | PlaceKind::GardenOrDrive))
        || place.is_some_and(|p| p.public == Some(false));
    if kind == Some(PlaceKind::Prison) && !threatened {
        return ("69", Some("069/06"), id::P_69);
    }
    match (weapon, threatened) {
        (Weapon::Firearm, _) | (Weapon::ImitationFirearm, true)
            if state.weapon_with_intent == Some(true) || threatened =>
        {
            ("10A", None, id::P_10)
        }
        (Weapon::Firearm | Weapon::ImitationFirearm, _) => {
            let with_intent = state.weapon_with_intent == Some(true);
            (if with_intent { "10A" } else { "10B" }, None, id::P_10)
        }
        (Weapon::KnifeOrBlade, true) => (
            "10D",
            Some(if school {
                "008/62"
            } else if private {
                "008/76"
            } else {
                "008/64"
            }),
            id::P_10T,
        ),
        (Weapon::KnifeOrBlade, false) => ("10D", Some(if school { "008/27" } else { "008/26" }), id::P_10),
        (Weapon::Corrosive, false) => ("10C", Some("008/75"), id::P_10),
        (_, true) => (
            "10C",
            Some(if school {
                "008/63"
            } else if private {
                "008/76"
            } else {
                "008/61"
            }),
            id::P_10T,
        ),
        (Weapon::Other, false) => (
            "10C",
            Some(if school {
                "008/28"
            } else if private {
                "197/21"
            } else {
                "008/11"
            }),
            id::P_10,
        ),
    }
}
