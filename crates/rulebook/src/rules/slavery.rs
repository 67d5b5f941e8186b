//! Modern slavery and the exploitation of prostitution.

use crate::case::{Allegation, Case, Other, Said, Unit};
use crate::decision::Verdict;
use crate::edition::id;
use crate::facts::Kind;
use crate::facts::places::Country;

/// What exploitation amounts to.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    match act.kind {
        Some(Kind::ExploitedInSlavery) => slavery(case, place, said),
        Some(Kind::CausedOrControlledProstitution) => {
            said.allegations.push(Allegation::new(case, place, "24", None, id::V_16));
        }
        Some(Kind::KeptBrothel) => {
            let brothel = Allegation::against_state(case, place, "24", Some("024/19"), id::V_16);
            said.allegations.push(brothel);
        }
        Some(Kind::SoughtToBuySex) => {
            let sought = Allegation::against_state(case, place, "27", None, id::V_16).counted(Unit::Offender);
            said.allegations.push(sought);
        }
        _ => {}
    }
}

fn slavery<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    let abroad = act.place.as_ref().is_some_and(|p| p.country == Some(Country::OutsideUnitedKingdom));
    if abroad {
        said.others.push(Other::new(
            Verdict::None,
            "all of it happened outside the United Kingdom",
            id::A_18,
        ));
        return;
    }
    if act.made_out == Some(false) {
        said.others.push(Other::new(
            Verdict::None,
            "no crime in law is disclosed: an intelligence record",
            id::A_18,
        ));
        return;
    }
    said.allegations.push(Allegation::new(case, place, "106", None, id::V_13).beside().also(id::F_06));
}
