//! Public order (CRR 86-89): disorder by how many acted together; words and behaviour by what was meant,
//! felt and shown.

use alloc::vec::Vec;

use super::burglary::same_time;
use crate::case::{Allegation, Case, Other, Said, Standing, Unit};
use crate::edition::{Day, RuleId, id};
use crate::facts::{Act, Content, Effect, Hostility, Intent, Kind, Work};
use crate::gaps::Want;
use crate::pipeline::count::Item;
use crate::pipeline::principal;

/// Last day on which section 5 public order was notifiable.
const SECTION_5_ENDED: Day = Day { year: 2023, month: 5, day: 1 };

/// What an act amounts to here.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    match case.act(place).kind {
        Some(Kind::FoughtInPublic) => disorder(case, place, said),
        Some(Kind::AbusiveInPublic) => words(case, place, said),
        _ => {}
    }
}

fn disorder<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    let state = act.state.clone().unwrap_or_default();
    let named = act.by.iter().map(|id| case.number(id)).fold(0, u32::saturating_add);
    let together = state.how_many_together.unwrap_or(named);
    said.asks(case, place, id::P_62A, &[Want::HowManyTogether]);
    if together < 3 {
        said.asks(case, place, id::P_66A, &[Want::BystandersFeared]);
    }
    if together >= 12 {
        said.asks(case, place, id::P_62A, &[Want::CommonPurpose]);
    }
    if state.bystanders_feared == Some(false) && together < 3 {
        let stop = "nobody was or would have been in fear: no affray";
        said.others.push(Other::incident("Anti-Social Behaviour: Nuisance", stop, id::P_66A));
        return;
    }
    let (class, code, rule) = match together {
        12.. if state.common_purpose == Some(true) => ("62A", "064/01", id::P_62A),
        3.. => ("62A", "065/00", id::P_62A),
        _ => ("66", "066/01", id::P_66A),
    };
    let mut allegation = Allegation::against_state(case, place, class, Some(code), rule);
    allegation.unit = Unit::Fixed(1);
    said.allegations.push(allegation);
}

/// Section 4, 4A, 4B or, aggravated alone, 5.
fn words<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    let aggravated = act.hostility_shown.iter().any(|h| matches!(h, Hostility::Racial | Hostility::Religion))
        || act.content.contains(&Content::RacialOrReligious);
    said.asks(case, place, id::P_9A, &[Want::Intent, Want::Effect, Want::Content]);
    let Some((class, code, rule)) = class(case, act, aggravated) else {
        said.because(id::P_9S);
        let category = if act.to.is_empty() {
            "Anti-Social Behaviour: Nuisance"
        } else {
            "Anti-Social Behaviour: Personal"
        };
        let stop = "no fear of violence and no intent to cause distress: section 5 alone is not notifiable";
        said.others.push(Other::incident(category, stop, id::B_18));
        return;
    };
    let unit = if act.to.is_empty() { Unit::Fixed(1) } else { Unit::Victim };
    said.allegations.push(Allegation::new(case, place, class, Some(code), rule).counted(unit));
}

fn class(case: &Case<'_>, act: &Act, aggravated: bool) -> Option<(&'static str, &'static str, RuleId)> {
    let violence = act.intent.contains(&Intent::FearOfImmediateViolence)
        || act.effect.contains(&Effect::FearOfViolence)
        || act.content.iter().any(|c| {
            matches!(c, Content::ThreatOfViolence | Content::ThreatOfSeriousHarm | Content::ThreatOfDeath)
        });
    let meant = act.intent.contains(&Intent::ToCauseDistress);
    let felt = act
        .effect
        .iter()
        .any(|e| matches!(e, Effect::AlarmOrDistress | Effect::SeriousAlarmChangedDailyLife));
    let for_sex = act.content.contains(&Content::BecauseOfSex);
    match (violence, meant && (felt || !act.to.is_empty()), aggravated) {
        (true, _, true) => Some(("9B", "066/91", id::P_9B)),
        (true, _, false) => Some(("9A", "125/11", id::P_9A)),
        (false, true, true) => Some(("9B", "008/55", id::P_9B)),
        (false, true, false) if for_sex => Some(("9A", "068/25", id::P_9A)),
        (false, true, false) => Some(("9A", "125/09", id::P_9A)),
        (false, false, true) => Some(("9B", "125/82", id::P_9B)),
        (false, false, false) if section_5(case, act) => Some(("9A", "125/12", id::P_9S_OLD)),
        (false, false, false) => None,
    }
}

/// Until 30 April 2023: an identified victim other than police was alarmed or distressed.
fn section_5(case: &Case<'_>, act: &Act) -> bool {
    let felt = act
        .effect
        .iter()
        .any(|e| matches!(e, Effect::AlarmOrDistress | Effect::SeriousAlarmChangedDailyLife));
    let other_than_police = act
        .to
        .iter()
        .filter_map(|id| case.person(id))
        .any(|p| !matches!(p.work, Some(Work::PoliceOfficer | Work::PoliceStaff)));
    case.edition.day < SECTION_5_ENDED && felt && other_than_police
}

/// An affray gives way to violence against the person that goes with it; a violent disorder stands beside.
pub fn absorb<'f>(case: &Case<'f>, kept: Vec<Item<'f>>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    let violence = |affray: &Item<'f>| {
        kept.iter().any(|item| {
            let (_, violent) = principal::sentence(item.class, item.code);
            let doers =
                affray.by.is_empty() || item.by.is_empty() || affray.by.iter().any(|o| item.by.contains(o));
            violent && !item.victims.is_empty() && doers && same_time(case, affray.act, item.act)
        })
    };
    let out: Vec<bool> = kept.iter().map(|item| item.code == Some("066/01") && violence(item)).collect();
    for (affray, _) in kept.iter().zip(&out).filter(|(_, out)| **out) {
        said.because(id::P_66A);
        said.because(id::F_09);
        said.leave_out(affray, id::P_66A, "the violence that goes with it is recorded alone");
    }
    let rest = kept.into_iter().zip(out).filter(|(_, out)| !out).map(|(item, _)| item);
    rest.map(|mut item| {
        if item.class == "62A" {
            item.standing = Standing::Beside;
        }
        item
    })
    .collect()
}
