//! Modern slavery and the exploitation of prostitution.

use crate::case::{Allegation, Case, Other, Said, Unit};
use crate::decision::Verdict;
use crate::edition::{Day, id};
use crate::facts::places::Country;
use crate::facts::{Kind, Reporter};
use crate::gaps::Want;

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

/// N200 stood from 2019 to 2025; that it began and ended with an April edition is our reading.
const N200_FROM: Day = Day { year: 2019, month: 4, day: 1 };
const N200_TO: Day = Day { year: 2025, month: 4, day: 1 };

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
    if case.facts.report.by == Some(Reporter::CompetentAuthority)
        && (N200_FROM..N200_TO).contains(&case.edition.day)
    {
        said.others.push(Other::n_code(
            "N200/01",
            "a referral of the National Referral Mechanism, 2019 to 2025",
            id::N_09,
        ));
        return;
    }
    said.asks(case, place, id::A_18, &[Want::MadeOut]);
    if act.made_out == Some(false) {
        said.others.push(Other::new(
            Verdict::None,
            "no crime in law is disclosed: an intelligence record",
            id::A_18,
        ));
        return;
    }
    said.allegations
        .push(Allegation::new(case, place, "106", None, id::V_13).beside().also(id::F_06).also(id::E_08));
}
