//! Violence against the person: homicide, the assault ladder, threats, spiking, liberty, children.

use crate::case::{Allegation, Case, Said, Unit};
use crate::edition::{RuleId, id};
use crate::facts::{Act, Effect, Hostility, Injury, Intent, Kind, Means, PlaceKind, Via, Work};
use crate::gaps::{Gap, Want};
use crate::pipeline::whether::acts_for_victim;

/// What an act of violence amounts to.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    let Some(kind) = act.kind else { return };
    match kind {
        Kind::Hit
        | Kind::PushedOrGrabbed
        | Kind::SpatAt
        | Kind::ThrewObjectAt
        | Kind::StabbedOrCut
        | Kind::Shot
        | Kind::RanDownOnPurpose
        | Kind::CorrosiveAttack
        | Kind::StrangledOrSuffocated => assault(case, place, kind, said),
        Kind::ThreatenedToKill => threat_to_kill(case, place, said),
        Kind::ThreatenedViolence => threat_of_violence(case, place, said),
        Kind::Spiked => spiked(case, place, said),
        _ if act.to.is_empty() => by_kind(case, place, kind, None, said),
        _ => act.to.iter().for_each(|victim| by_kind(case, place, kind, Some(victim), said)),
    }
}

fn by_kind<'f>(case: &Case<'f>, place: usize, kind: Kind, victim: Option<&'f str>, said: &mut Said<'f>) {
    let Some((class, code, rule)) = named(case, case.act(place), kind, victim) else { return };
    if kind == Kind::ForcedMarriage
        && let Some(victim) = victim.filter(|victim| case.under(victim, 18).is_none())
    {
        said.missing(Gap { what: Want::Age, at: case.place_of(victim), rule: id::V_14 });
    }
    let mut allegation = Allegation::new(case, place, class, code, rule);
    allegation.victims = victim.into_iter().collect();
    allegation.attempt |= kind == Kind::TriedToKill;
    if kind == Kind::GenitalMutilation && acts_for_victim(case) {
        allegation = allegation.also(id::A_19);
    }
    if kind == Kind::EndangeredRoadUsers && victim.is_none() {
        allegation = allegation.counted(Unit::OffenderGroup);
    }
    said.allegations.push(allegation);
}

/// Kinds whose class is plain from the kind and the age of the victim.
fn named(
    case: &Case<'_>,
    act: &Act,
    kind: Kind,
    victim: Option<&str>,
) -> Option<(&'static str, Option<&'static str>, RuleId)> {
    let under = |years| victim.and_then(|id| case.under(id, years)) == Some(true);
    Some(match kind {
        Kind::Killed if under(1) => ("1", Some("001/02"), id::V_01),
        Kind::Killed => ("1", Some("001/01"), id::V_01),
        Kind::TriedToKill => ("2", Some("002/00"), id::V_01),
        Kind::PlottedToKill => ("3A", Some("003/02"), id::V_01),
        Kind::Kidnapped => ("36", Some("036/01"), id::V_14),
        Kind::HeldAgainstWill => ("36", Some("036/03"), id::V_14),
        Kind::ForcedMarriage => ("36", Some(if under(18) { "036/15" } else { "036/05" }), id::V_14),
        Kind::AbductedChild => ("13", Some(abduction(case, act)), id::V_14),
        Kind::GenitalMutilation => ("8N", None, id::V_12),
        Kind::NeglectedOrIllTreatedChild => ("11A", Some("011/03"), id::V_15),
        Kind::EncouragedSelfHarm => ("5E", Some("005/30"), id::V_17),
        Kind::SentFlashingImages => ("5E", Some("005/29"), id::V_17),
        Kind::EndangeredRoadUsers => ("5E", Some("005/11"), id::V_17),
        Kind::DogInjured => ("8N", Some("008/21"), id::V_17),
        _ => return None,
    })
}

fn abduction(case: &Case<'_>, act: &Act) -> &'static str {
    let by_parent =
        act.by.iter().any(|by| act.to.iter().any(|to| case.is_to(by, to, crate::facts::Tie::Parent)));
    if by_parent { "013/01" } else { "013/02" }
}

/// How bad an injury is, on the assault ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Harm {
    /// None that lasts.
    Nothing,
    /// Actual bodily harm.
    Actual,
    /// A wound or grievous bodily harm.
    Grievous,
}

/// Where an injury stands on the ladder; `None` where none is told.
pub fn harm(injury: Option<Injury>) -> Option<Harm> {
    Some(match injury? {
        Injury::NoInjury | Injury::MomentaryPain | Injury::Shock => Harm::Nothing,
        Injury::Wound | Injury::BrokenBone | Injury::ReallySerious => Harm::Grievous,
        _ => Harm::Actual,
    })
}

/// Whether intent to do really serious harm is shown: said, or plain from a stabbing, a shooting, a car
/// driven at somebody, or acid.
fn means_grievous(act: &Act, kind: Kind) -> Option<bool> {
    let grave = [Intent::ToKill, Intent::ReallySeriousHarm, Intent::ToEndangerLife];
    if act.intent.iter().any(|intent| grave.contains(intent)) {
        return Some(true);
    }
    let lesser = [Intent::SomeHarm, Intent::ToAnnoy, Intent::ByAccident, Intent::ToCauseDistress];
    if act.intent.iter().any(|intent| lesser.contains(intent)) {
        return Some(false);
    }
    let plain =
        matches!(kind, Kind::StabbedOrCut | Kind::Shot | Kind::RanDownOnPurpose | Kind::CorrosiveAttack);
    if plain { Some(true) } else { None }
}

fn assault<'f>(case: &Case<'f>, place: usize, kind: Kind, said: &mut Said<'f>) {
    let act = case.act(place);
    if act.intent.contains(&Intent::ByAccident) {
        return;
    }
    let harm_told = harm(act.injury);
    let grave = means_grievous(act, kind);
    if act.intent.contains(&Intent::ToKill) && harm_told.is_some() {
        let mut allegation = Allegation::new(case, place, "2", Some("002/00"), id::V_01);
        allegation.attempt = true;
        said.allegations.push(allegation);
        return;
    }
    if harm_told.is_none() && grave != Some(true) && kind != Kind::StrangledOrSuffocated {
        said.missing(Gap { what: Want::Injury, at: place, rule: id::B_04 });
    }
    if grave.is_none() && harm_told == Some(Harm::Grievous) {
        said.missing(Gap { what: Want::Intent, at: place, rule: id::B_04 });
    }
    let aggravated = act.hostility_shown.iter().any(|h| matches!(h, Hostility::Racial | Hostility::Religion));
    for victim in &act.to {
        asks_worker(case, victim, act, said);
        let worker = protected(case, victim, act);
        let (class, code, rule) =
            rung(kind, harm_told.unwrap_or(Harm::Nothing), grave == Some(true), worker, aggravated);
        let mut allegation = Allegation::new(case, place, class, Some(code), rule).also(id::B_04);
        if worker.is_some() {
            allegation = allegation.also(id::B_06);
        }
        if harm_told == Some(Harm::Actual) {
            allegation = allegation.also(id::B_05);
        }
        allegation.victims = alloc::vec![victim.as_str()];
        allegation.attempt |= class == "5D" && harm_told == Some(Harm::Nothing);
        said.allegations.push(allegation);
    }
    if act.to.is_empty() {
        let (class, code, rule) =
            rung(kind, harm_told.unwrap_or(Harm::Nothing), grave == Some(true), None, aggravated);
        said.allegations.push(Allegation::new(case, place, class, Some(code), rule).also(id::B_04));
    }
}

/// Whether the victim is an emergency worker at work: not asked of people who know each other.
fn asks_worker(case: &Case<'_>, victim: &str, act: &Act, said: &mut Said<'_>) {
    let work = case.person(victim).and_then(|person| person.work);
    if matches!(work, Some(Work::PoliceOfficer | Work::EmergencyWorker)) {
        said.asks_person(case, victim, id::V_09, &[Want::OnDuty]);
    }
    if !act.by.iter().any(|by| case.ties(by, victim).next().is_some()) {
        said.asks_person(case, victim, id::V_09, &[Want::Work]);
    }
}

/// A constable or other emergency worker, assaulted on duty by somebody else.
fn protected(case: &Case<'_>, victim: &str, _act: &Act) -> Option<Work> {
    let person = case.person(victim)?;
    let work = person.work?;
    let counts = matches!(work, Work::PoliceOfficer | Work::EmergencyWorker);
    (counts && person.on_duty != Some(false)).then_some(work)
}

fn rung(
    kind: Kind,
    harm: Harm,
    grave: bool,
    worker: Option<Work>,
    aggravated: bool,
) -> (&'static str, &'static str, RuleId) {
    let constable = worker == Some(Work::PoliceOfficer);
    if grave {
        return match worker {
            Some(_) if constable => ("8S", "005/01", id::V_09),
            Some(_) => ("8T", "005/01", id::V_09),
            None => ("5D", "005/01", id::V_03),
        };
    }
    if kind == Kind::StrangledOrSuffocated && harm < Harm::Grievous {
        return ("8N", "008/77", id::V_05);
    }
    match (harm, worker) {
        (Harm::Grievous, Some(_)) if constable => ("8S", "008/01", id::V_09),
        (Harm::Grievous, Some(_)) => ("8T", "008/01", id::V_09),
        (Harm::Grievous, None) if aggravated => ("8P", "008/59", id::V_10),
        (Harm::Grievous, None) => ("8N", "008/01", id::V_04),
        (Harm::Actual, Some(_)) if constable => ("8S", "008/06", id::V_09),
        (Harm::Actual, Some(_)) => ("8T", "008/06", id::V_09),
        (Harm::Actual, None) if aggravated => ("8P", "008/60", id::V_10),
        (Harm::Actual, None) => ("8N", "008/06", id::V_06),
        (Harm::Nothing, Some(_)) if constable => ("104", "008/73", id::V_09),
        (Harm::Nothing, Some(_)) => ("105A", "008/73", id::V_09),
        (Harm::Nothing, None) if aggravated => ("105B", "008/57", id::V_10),
        (Harm::Nothing, None) => ("105A", "105/01", id::V_07),
    }
}

fn by_message(act: &Act) -> bool {
    act.via.is_some_and(Via::is_message)
}

/// A threat to kill needs the intent that it be believed; by message it is more likely a threatening
/// communication.
fn threat_to_kill<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    let armed = act.means.iter().any(|means| *means != Means::HandsOrFeet);
    let meant = if act.intent.contains(&Intent::ThreatNotMeant) {
        Some(false)
    } else if act.intent.contains(&Intent::ThreatToBeBelieved)
        || act.effect.contains(&Effect::FearOfViolence)
        || armed
    {
        Some(true)
    } else {
        None
    };
    if meant.is_none() {
        said.asks(case, place, id::V_02, &[Want::Intent, Want::Effect]);
    }
    said.asks(case, place, id::K_07, &[Want::Via]);
    match (meant, by_message(act)) {
        (Some(true), true) => {
            said.allegations.push(Allegation::new(case, place, "8R", Some("005/28"), id::K_07));
        }
        (Some(true), false) => {
            said.allegations
                .push(Allegation::new(case, place, "3B", Some("003/01"), id::V_02).also(id::B_16));
        }
        (None, true) => said.allegations.push(Allegation::new(case, place, "8R", Some("005/28"), id::K_07)),
        (Some(false), true) => {}
        (_, false) => threat_of_violence(case, place, said),
    }
}

/// Threats short of a threat to kill: in a dwelling assault without injury, elsewhere public order.
fn threat_of_violence<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    said.asks(case, place, id::V_08, &[Want::Via]);
    if by_message(act) {
        return;
    }
    said.asks(case, place, id::V_08, &[Want::PlaceKind]);
    let home = act.place.as_ref().is_some_and(|place| place.kind == Some(PlaceKind::Dwelling));
    let aggravated = act.hostility_shown.iter().any(|h| matches!(h, Hostility::Racial | Hostility::Religion));
    let allegation = match (home, aggravated) {
        (true, true) => Allegation::new(case, place, "105B", Some("008/57"), id::V_08),
        (true, false) => Allegation::new(case, place, "105A", Some("105/01"), id::V_08),
        (false, true) => Allegation::new(case, place, "9B", Some("008/55"), id::V_08),
        (false, false) => Allegation::new(case, place, "9A", Some("125/11"), id::V_08),
    };
    said.allegations.push(allegation);
}

fn spiked<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    let intent = |wanted: &[Intent]| act.intent.iter().any(|intent| wanted.contains(intent));
    let (class, code) = if intent(&[Intent::Sexual]) {
        ("88C", "088/05")
    } else if intent(&[Intent::ToEndangerLife, Intent::ToKill, Intent::ReallySeriousHarm]) {
        ("5E", "005/10")
    } else {
        ("8N", "008/02")
    };
    if act.intent.is_empty() {
        said.missing(Gap { what: Want::Intent, at: place, rule: id::V_11 });
    }
    said.allegations.push(Allegation::new(case, place, class, Some(code), id::V_11).also(id::B_14));
}
