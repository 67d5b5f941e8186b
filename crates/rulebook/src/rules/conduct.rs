//! Conduct crimes: stalking, harassment, controlling or coercive behaviour; and their ladder.

use alloc::format;
use alloc::vec::Vec;

use crate::case::{Allegation, Case, Other, Said, Standing};
use crate::edition::{Day, id};
use crate::facts::conduct::Behaviour as B;
use crate::facts::{Act, Effect, Hostility, Kind, Tie};
use crate::gaps::Want;
use crate::pipeline::count::Item;
use crate::pipeline::principal::{self, place};
use crate::rules::flags::connected;

/// What conduct over time amounts to.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    match act.kind {
        Some(Kind::ControlledOrCoerced) => each(act, |victim| controlled(case, place, victim, said)),
        Some(Kind::UnwantedConduct) if controlling(act) => {
            each(act, |victim| controlled(case, place, victim, said));
        }
        Some(Kind::UnwantedConduct) => each(act, |victim| unwanted(case, place, victim, said)),
        _ => {}
    }
}

fn each<'f>(act: &'f Act, mut read: impl FnMut(Option<&'f str>)) {
    if act.to.is_empty() {
        read(None);
    }
    act.to.iter().for_each(|victim| read(Some(victim)));
}

/// Nothing but ways of controlling somebody's daily life.
fn controlling(act: &Act) -> bool {
    let ways =
        [B::ControlledMoney, B::Isolated, B::ControlledMovement, B::ControlledPhone, B::DictatedDailyLife];
    !act.behaviours.is_empty()
        && act.behaviours.iter().any(|b| ways.contains(b))
        && act.behaviours.iter().all(|b| {
            ways.contains(b)
                || matches!(b, B::Humiliated | B::RepeatedViolence | B::Abused | B::CheckedAccounts)
        })
}

fn conduct<'f>(
    case: &Case<'f>,
    place: usize,
    victim: Option<&'f str>,
    class: &'static str,
    code: &'static str,
) -> Allegation<'f> {
    let mut allegation = Allegation::new(case, place, class, Some(code), id::K_03);
    allegation.victims = victim.into_iter().collect();
    allegation.standing = Standing::Conduct;
    allegation
}

fn controlled<'f>(case: &Case<'f>, place: usize, victim: Option<&'f str>, said: &mut Said<'f>) {
    let act = case.act(place);
    let coercive = conduct(case, place, victim, "8U", "008/67").also(id::K_04);
    let Some(to) = victim.filter(|_| !act.by.is_empty()) else {
        return said.allegations.push(coercive);
    };
    let child = case.under(to, 16) == Some(true) && act.by.iter().any(|by| case.under(by, 16) != Some(true));
    if child {
        let mut cruelty = Allegation::new(case, place, "11A", Some("011/03"), id::K_04);
        cruelty.victims = alloc::vec![to];
        return said.allegations.push(cruelty);
    }
    let tied = act.by.iter().any(|by| case.ties(by, to).next().is_some());
    if tied && !act.by.iter().any(|by| connected(case, by, to)) {
        return unwanted(case, place, victim, said);
    }
    said.allegations.push(coercive);
}

/// Former partners, both 16 or over as far as is known.
fn former_partners(case: &Case<'_>, act: &Act, to: &str) -> bool {
    act.by.iter().any(|by| {
        let former = case.ties(by, to).any(|tie| matches!(tie, Tie::FormerSpouse | Tie::FormerPartner));
        former && case.under(by, 16) != Some(true) && case.under(to, 16) != Some(true)
    })
}

fn stalking(case: &Case<'_>, place: usize, victim: Option<&str>, said: &mut Said<'_>) -> bool {
    let act = case.act(place);
    if victim.is_some_and(|to| former_partners(case, act, to)) {
        said.because(id::K_01);
        said.because(id::B_15);
        if case.facts.report.registrar_ruled_harassment_only.is_some() {
            said.because(id::AU_04);
        }
        said.asks(case, 0, id::K_01, &[Want::RegistrarRuled]);
        return case.facts.report.registrar_ruled_harassment_only != Some(true);
    }
    said.because(id::K_02);
    said.asks(case, place, id::K_02, &[Want::Fixated, Want::Behaviours]);
    let ways = [B::Followed, B::Watched, B::Tracked, B::CheckedAccounts, B::UsedIdentity];
    let like_stalking = act.behaviours.iter().any(|b| ways.contains(b));
    act.fixated.unwrap_or(like_stalking)
}

fn unwanted<'f>(case: &Case<'f>, place: usize, victim: Option<&'f str>, said: &mut Said<'f>) {
    let act = case.act(place);
    said.asks(case, place, id::K_03, &[Want::Effect]);
    let only = |effect: Effect| !act.effect.is_empty() && act.effect.iter().all(|e| *e == effect);
    if only(Effect::NuisanceOnly) || only(Effect::Nothing) {
        let stop = "a nuisance only: neither alarm nor distress";
        said.others.push(Other::incident("Anti-Social Behaviour: Nuisance", stop, id::K_08));
        return;
    }
    let fear = act.effect.contains(&Effect::FearOfViolence);
    let alarm = act.effect.contains(&Effect::SeriousAlarmChangedDailyLife);
    let stalked = stalking(case, place, victim, said);
    let aggravated = act.hostility_shown.iter().any(|h| matches!(h, Hostility::Racial | Hostility::Religion));
    let (class, code) = match (aggravated, stalked, fear, alarm) {
        (true, _, true, _) => ("8M", "008/58"),
        (true, _, false, _) => ("8M", "008/56"),
        (false, true, true, _) => ("8Q", "008/65"),
        (false, true, false, true) => ("8Q", "008/66"),
        (false, true, false, false) => ("8Q", "195/12"),
        (false, false, true, _) => ("8L", "008/30"),
        (false, false, false, _) => ("8L", "195/94"),
    };
    let course = conduct(case, place, victim, class, code);
    said.allegations.push(if aggravated { course.also(id::K_10) } else { course });
}

/// Since when a conduct crime is principal over others; before, it was recorded beside the gravest.
const PRINCIPAL_SINCE: Day = Day { year: 2023, month: 5, day: 1 };

/// The rung of a conduct crime: 1 the highest.
pub fn rung(class: &str, code: Option<&str>) -> u8 {
    match (class, code) {
        ("8M", Some("008/58")) => 1,
        ("8Q", Some("008/65" | "008/66")) | ("8L", Some("008/30")) => 2,
        ("8U", _) => 3,
        ("8M", _) => 4,
        _ => 5,
    }
}

/// Among items of the same people, at least one a conduct crime: the highest conduct crime, and whether
/// it is principal over the others.
pub fn ladder<'f>(case: &Case<'f>, items: Vec<Item<'f>>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    let (mut conducts, others): (Vec<_>, Vec<_>) =
        items.into_iter().partition(|item| item.standing == Standing::Conduct);
    principal::sort(case, &mut conducts);
    conducts.sort_by_key(|item| rung(item.class, item.code));
    let first = conducts.remove(0);
    for conduct in &conducts {
        said.because(id::K_05);
        said.leave_out(conduct, id::K_05, format!("part of the {}, the highest conduct crime", first.class));
    }
    if case.edition.day < PRINCIPAL_SINCE && !others.is_empty() {
        said.because(id::F_04);
        let mut others = others;
        principal::sort(case, &mut others);
        let mut beside = principal::top(others, said);
        beside.push(first);
        return beside;
    }
    let (under, mut over): (Vec<_>, Vec<_>) = others.into_iter().partition(|item| yields_to(item, &first));
    for item in &under {
        said.because(if item.class == "8R" { id::K_09 } else { id::F_03 });
        said.because_here(id::K_06, format!("{} is documented within the {}", item.class, first.class));
        said.leave_out(item, id::K_06, format!("documented within the {}", first.class));
    }
    if over.is_empty() {
        return alloc::vec![first];
    }
    said.because_here(
        id::F_05,
        format!("the {} is documented, and the referral to the prosecutor names it", first.class),
    );
    // The list of this rung and the look-up table both leave it open: the registrar decides.
    if over.iter().any(|item| !principal::printed(item.class, item.code)) {
        said.because(id::F_10);
        said.because(id::AU_09);
        said.ask_registrar = true;
    }
    principal::sort(case, &mut over);
    let grave = over[0].class;
    said.leave_out(&first, id::F_05, format!("documented; the {grave} is principal over it"));
    principal::top(over, said)
}

/// Whether another offence yields to a conduct crime of this rung.
fn yields_to(item: &Item<'_>, conduct: &Item<'_>) -> bool {
    let (months, _) = principal::sentence(item.class, item.code);
    let sexual = crate::rules::sexual::is_sexual(item.class);
    let injury = matches!(item.class, "8N" | "8P" | "8S" | "8T");
    match rung(conduct.class, conduct.code) {
        1 if sexual => months < 168,
        2 | 3 if sexual => months <= 120,
        1..=3 => injury || place(item.class, item.code) > place(conduct.class, conduct.code),
        4 => (injury && item.code != Some("008/01")) || months < 60,
        _ => {
            let group = crate::edition::OFFENCES
                .iter()
                .find(|row| row.class == item.class)
                .map_or("", |row| row.group);
            let endangers = item.code == Some("057/00") || item.class == "56A";
            let listed = matches!(group, "Theft" | "Vehicle offences" | "Public order offences")
                || (group == "Arson and criminal damage" && !endangers)
                || item.class == "59"
                || matches!(item.class, "105A" | "105B" | "104");
            let assault = injury && !matches!(item.code, Some("008/01" | "008/77"));
            let message = item.class == "8R" && item.code != Some("005/28");
            listed || assault || message
        }
    }
}
