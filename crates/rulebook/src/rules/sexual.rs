//! Sexual offences: the class turns on what was done, on consent, sex and age.

use alloc::vec::Vec;

use crate::case::{Allegation, Case, Other, Said, Unit};
use crate::decision::Verdict;
use crate::edition::id;
use crate::facts::people::Sex;
use crate::facts::sexual::{Consent, PenetrationBy, Purpose, Sexual};
use crate::facts::{Kind, Reporter};
use crate::gaps::{Gap, Want};
use crate::pipeline::count::Item;
use crate::pipeline::whether::Test;

/// Sex and age of a person, as far as the classes need them. What is not told is asked for; an adult is
/// supposed until then.
#[derive(Clone, Copy)]
struct Whom {
    male: bool,
    under_13: bool,
    under_16: bool,
}

fn whom(case: &Case<'_>, victim: &str, said: &mut Said<'_>) -> Whom {
    let at = case.place_of(victim);
    let sex = case.person(victim).and_then(|person| person.sex);
    if sex.is_none() {
        said.missing(Gap { what: Want::Sex, at, rule: id::X_01 });
    }
    let under_13 = case.under(victim, 13);
    let under_16 = if under_13 == Some(true) { under_13 } else { case.under(victim, 16) };
    if under_16.is_none() || (under_13.is_none() && under_16 == Some(true)) {
        said.missing(Gap { what: Want::Age, at, rule: id::X_01 });
    }
    Whom { male: sex == Some(Sex::Male), under_13: under_13 == Some(true), under_16: under_16 == Some(true) }
}

/// Whether a class is a sexual offence.
pub fn is_sexual(class: &str) -> bool {
    matches!(
        class,
        "17A"
            | "17B"
            | "19C"
            | "19D"
            | "19E"
            | "19F"
            | "19G"
            | "19H"
            | "19J"
            | "19K"
            | "20A"
            | "20B"
            | "21"
            | "22A"
            | "22B"
            | "23"
            | "70"
            | "71"
            | "73"
            | "88A"
            | "88C"
            | "88D"
            | "88E"
    )
}

/// What a sexual act amounts to.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    let Some(kind) = act.kind else { return };
    let none = Sexual::default();
    let sexual = act.sexual.as_ref().unwrap_or(&none);
    match kind {
        Kind::Raped | Kind::TriedToRape => each(case, place, said, |case, victim, said| {
            penetrated(case, place, victim, kind == Kind::TriedToRape, said)
        }),
        Kind::PenetratedOtherwise => {
            each(case, place, said, |case, victim, said| otherwise(case, place, victim, true, said))
        }
        Kind::SexualTouching => {
            each(case, place, said, |case, victim, said| otherwise(case, place, victim, false, said))
        }
        Kind::SexualActivity => {
            each(case, place, said, |case, victim, said| activity(case, place, victim, said))
        }
        Kind::CausedOrIncitedSexualActivity => {
            each(case, place, said, |case, victim, said| incited(case, place, victim, said))
        }
        Kind::SexualMessagesToChild | Kind::MetChildAfterGrooming => {
            each(case, place, said, |case, victim, _| {
                let male = case.person(victim).and_then(|person| person.sex) == Some(Sex::Male);
                let code =
                    (kind == Kind::MetChildAfterGrooming).then_some(if male { "088/02" } else { "088/01" });
                Some(Allegation::new(case, place, "88A", code, id::X_06))
            });
        }
        Kind::ExploitedChildSexually => {
            said.allegations.push(Allegation::new(case, place, "71", None, id::FL_04))
        }
        Kind::SexWithRelative => said.allegations.push(Allegation::new(case, place, "23", None, id::X_03)),
        Kind::ExposedGenitals => exposed(case, place, false, said),
        Kind::LewdActInPublic => exposed(case, place, true, said),
        Kind::Voyeurism => offender(case, place, "088/10", said),
        Kind::Upskirting => offender(case, place, "088/12", said),
        Kind::RecordedBreastfeeding => offender(case, place, "088/13", said),
        Kind::SharedIntimateImage => {
            said.asks(case, place, id::X_09, &[Want::Purpose]);
            let to_harm = matches!(
                sexual.purpose,
                Some(Purpose::AlarmDistressOrHumiliate | Purpose::SexualGratification)
            );
            let code = if to_harm { "088/15" } else { "175/08" };
            picture(case, place, "88C", code, said);
        }
        Kind::ThreatenedToShareIntimateImage => picture(case, place, "88C", "088/15", said),
        Kind::CreatedIntimateImage => picture(case, place, "88C", "175/09", said),
        Kind::RequestedIntimateImage => picture(case, place, "88C", "175/10", said),
        Kind::SentGenitalImage => genital_image(case, place, sexual, said),
        Kind::IndecentImageOfChild => indecent_image(case, place, sexual, said),
        _ => {}
    }
}

fn each<'f>(
    case: &Case<'f>,
    place: usize,
    said: &mut Said<'f>,
    read: impl Fn(&Case<'f>, &'f str, &mut Said<'f>) -> Option<Allegation<'f>>,
) {
    for victim in &case.act(place).to {
        if let Some(mut allegation) = read(case, victim, said) {
            allegation.victims = alloc::vec![victim.as_str()];
            said.allegations.push(allegation);
        }
    }
}

fn consent(case: &Case<'_>, place: usize) -> Option<Consent> {
    case.act(place).sexual.as_ref().and_then(|sexual| sexual.consent)
}

/// Rape by sex and age; a willing child of 13 to 15 makes it sexual activity with a child.
fn penetrated<'f>(
    case: &Case<'f>,
    place: usize,
    victim: &'f str,
    attempt: bool,
    said: &mut Said<'f>,
) -> Option<Allegation<'f>> {
    let whom = whom(case, victim, said);
    let willing = consent(case, place) == Some(Consent::Willing);
    // "Raped" says that there was no consent; only of a child of 13 to 15 the question stays.
    if whom.under_16 && !whom.under_13 {
        said.asks(case, place, id::X_10, &[Want::Consent]);
    }
    for offender in act_by(case, place).filter(|person| person.number.is_some_and(|number| number > 1)) {
        said.asks_person(case, &offender.id, id::X_02, &[Want::CanBeToldApart]);
    }
    if willing && !whom.under_13 {
        return whom.under_16.then(|| with_child(case, place, whom, true, said));
    }
    said.because(id::X_10);
    let (class, code, tried) = match (whom.male, whom.under_13, whom.under_16) {
        (false, true, _) => ("19E", "019/16", "019/18"),
        (false, false, true) => ("19D", "019/07", "019/11"),
        (false, false, false) => ("19C", "019/08", "019/12"),
        (true, true, _) => ("19H", "019/17", "019/19"),
        (true, false, true) => ("19G", "019/09", "019/13"),
        (true, false, false) => ("19F", "019/10", "019/14"),
    };
    let act = case.act(place);
    let undefined =
        act.by.iter().filter_map(|id| case.person(id)).any(|p| p.can_be_told_apart == Some(false));
    let class = match (undefined, whom.male) {
        (true, false) => "19J",
        (true, true) => "19K",
        (false, _) => class,
    };
    let attempt = attempt || act.attempted_only == Some(true);
    let mut allegation =
        Allegation::new(case, place, class, Some(if attempt { tried } else { code }), id::X_01);
    allegation.attempt = attempt;
    let unit = if undefined { Unit::Fixed(1) } else { Unit::VictimAndOffender };
    Some(if undefined {
        allegation.counted(unit).also(id::X_02).also(id::N_06)
    } else {
        allegation.counted(unit)
    })
}

fn act_by<'f>(case: &Case<'f>, place: usize) -> impl Iterator<Item = &'f crate::facts::Person> {
    case.act(place).by.iter().filter_map(|id| case.person(id))
}

/// Assault by penetration, or sexual assault.
fn otherwise<'f>(
    case: &Case<'f>,
    place: usize,
    victim: &'f str,
    penetration: bool,
    said: &mut Said<'f>,
) -> Option<Allegation<'f>> {
    let whom = whom(case, victim, said);
    said.asks(case, place, id::X_10, &[Want::Consent]);
    if consent(case, place) == Some(Consent::Willing) && !whom.under_13 {
        return whom.under_16.then(|| with_child(case, place, whom, penetration, said));
    }
    let (class, code) = match (whom.male, whom.under_13, penetration) {
        (false, false, true) => ("20A", "020/03"),
        (false, true, true) => ("20B", "020/04"),
        (false, false, false) => ("20A", "020/05"),
        (false, true, false) => ("20B", "020/06"),
        (true, false, true) => ("17A", "017/13"),
        (true, true, true) => ("17B", "017/14"),
        (true, false, false) => ("17A", "017/15"),
        (true, true, false) => ("17B", "017/16"),
    };
    Some(Allegation::new(case, place, class, Some(code), id::X_03))
}

/// Sexual activity with no more said: by consent and age.
fn activity<'f>(
    case: &Case<'f>,
    place: usize,
    victim: &'f str,
    said: &mut Said<'f>,
) -> Option<Allegation<'f>> {
    let none = Sexual::default();
    let sexual = case.act(place).sexual.as_ref().unwrap_or(&none);
    let by_penis = sexual.penetration_by == Some(PenetrationBy::Penis);
    let penetration = sexual.with_penetration == Some(true) || sexual.penetration_by.is_some();
    let unwilling = !matches!(sexual.consent, Some(Consent::Willing) | None);
    said.asks(case, place, id::X_10, &[Want::Consent]);
    said.asks(case, place, id::X_03, &[Want::PenetrationBy, Want::WithPenetration]);
    let whom = whom(case, victim, said);
    if by_penis && (unwilling || whom.under_13) {
        return penetrated(case, place, victim, false, said);
    }
    if unwilling {
        return otherwise(case, place, victim, penetration, said);
    }
    if whom.under_13 {
        let young = offender_under_18(case, place, said);
        let code = young.then_some(match (penetration, whom.male) {
            (true, false) => "021/12",
            (true, true) => "021/13",
            (false, false) => "021/22",
            (false, true) => "021/23",
        });
        return match code {
            Some(code) => Some(Allegation::new(case, place, "21", Some(code), id::X_03)),
            None => otherwise(case, place, victim, penetration, said),
        };
    }
    if whom.under_16 {
        return Some(with_child(case, place, whom, penetration, said));
    }
    None
}

fn offender_under_18(case: &Case<'_>, place: usize, said: &mut Said<'_>) -> bool {
    let by = &case.act(place).by;
    for offender in by.iter().filter(|by| case.under(by, 18).is_none()) {
        said.missing(Gap { what: Want::Age, at: case.place_of(offender), rule: id::X_04 });
    }
    !by.is_empty() && by.iter().all(|by| case.under(by, 18) == Some(true))
}

fn with_child<'f>(
    case: &Case<'f>,
    place: usize,
    whom: Whom,
    penetration: bool,
    said: &mut Said<'f>,
) -> Allegation<'f> {
    let young = offender_under_18(case, place, said);
    let code = match (penetration, whom.male, young) {
        (true, false, false) => "022/06",
        (true, true, false) => "022/07",
        (true, false, true) => "022/12",
        (true, true, true) => "022/13",
        (false, false, false) => "022/18",
        (false, true, false) => "022/19",
        (false, false, true) => "022/22",
        (false, true, true) => "022/23",
    };
    Allegation::new(case, place, "22B", Some(code), id::X_03)
}

/// Causing or inciting: a child under 13, a child under 16, or anybody who does not consent.
fn incited<'f>(
    case: &Case<'f>,
    place: usize,
    victim: &'f str,
    said: &mut Said<'f>,
) -> Option<Allegation<'f>> {
    let whom = whom(case, victim, said);
    let none = Sexual::default();
    let sexual = case.act(place).sexual.as_ref().unwrap_or(&none);
    let penetration = sexual.with_penetration == Some(true) || sexual.penetration_by.is_some();
    let known = sexual.with_penetration.is_some() || sexual.penetration_by.is_some();
    let young = offender_under_18(case, place, said);
    said.asks(case, place, id::X_03, &[Want::PenetrationBy, Want::WithPenetration]);
    if !whom.under_16 {
        said.asks(case, place, id::X_10, &[Want::Consent]);
    }
    if whom.under_13 {
        let code = match (young, penetration, whom.male) {
            (true, true, false) => "021/14",
            (true, _, true) if penetration || !known => "021/15",
            (true, false, false) => "021/24",
            (true, _, true) => "021/25",
            (false, true, false) => "021/02",
            (false, false, false) => "021/03",
            (false, true, true) => "021/04",
            (false, false, true) => "021/05",
        };
        return Some(Allegation::new(case, place, "21", Some(code), id::X_04).also(id::B_19));
    }
    if whom.under_16 {
        let code = match (young, penetration, whom.male) {
            (false, true, false) => "022/08",
            (false, true, true) => "022/09",
            (true, true, false) => "022/14",
            (true, true, true) => "022/15",
            (false, false, false) => "022/20",
            (false, false, true) => "022/21",
            (true, false, false) => "022/24",
            (true, false, true) => "022/25",
        };
        return Some(Allegation::new(case, place, "22B", Some(code), id::X_03));
    }
    if sexual.consent == Some(Consent::Willing) {
        return None;
    }
    let code = match (penetration, whom.male) {
        (true, false) => "022/02",
        (true, true) => "022/03",
        (false, false) => "022/04",
        (false, true) => "022/05",
    };
    Some(Allegation::new(case, place, "22A", Some(code), id::X_03))
}

/// Exposure; in a public place with two or more who could see a lewd act, outraging public decency.
fn exposed<'f>(case: &Case<'f>, place: usize, lewd: bool, said: &mut Said<'f>) {
    let act = case.act(place);
    if lewd {
        said.asks(case, place, id::X_08, &[Want::PeopleWhoCouldSee]);
    }
    let told = act.sexual.as_ref().and_then(|sexual| sexual.people_who_could_see);
    let aimed_at: u32 = act.to.iter().map(|id| case.number(id)).fold(0, u32::saturating_add);
    let several = told.map_or(aimed_at != 1 || act.to.is_empty(), |n| n >= 2);
    if lewd && several {
        let outrage = Allegation::new(case, place, "66", Some("066/21"), id::X_08).counted(Unit::Fixed(1));
        said.allegations.push(outrage);
    } else {
        offender(case, place, "088/09", said);
    }
}

fn offender<'f>(case: &Case<'f>, place: usize, code: &'static str, said: &mut Said<'f>) {
    said.allegations
        .push(Allegation::new(case, place, "88E", Some(code), id::X_08).counted(Unit::OffenderGroup));
}

fn picture<'f>(case: &Case<'f>, place: usize, class: &'static str, code: &'static str, said: &mut Said<'f>) {
    let mut allegation = Allegation::new(case, place, class, Some(code), id::X_09);
    let shown = case.act(place).sexual.as_ref().and_then(|sexual| sexual.person_shown.as_deref());
    if let Some(shown) = shown.filter(|shown| case.person(shown).is_some()) {
        allegation.victims = alloc::vec![shown];
    }
    said.allegations.push(allegation);
}

/// Genitals sent to alarm or for pleasure; a child's without either is an indecent image.
fn genital_image<'f>(case: &Case<'f>, place: usize, sexual: &Sexual, said: &mut Said<'f>) {
    said.asks(case, place, id::X_09, &[Want::Purpose, Want::AgeShown]);
    let of_child = sexual.age_of_person_shown.is_some_and(|age| age < 18);
    let harmless = sexual.purpose == Some(Purpose::NoneOfThese);
    if of_child && (harmless || sexual.purpose.is_none()) {
        return indecent_image(case, place, sexual, said);
    }
    if harmless {
        said.allegations.push(Allegation::new(case, place, "8R", Some("008/72"), id::K_07));
    } else {
        said.allegations.push(Allegation::new(case, place, "88E", Some("088/14"), id::X_09));
    }
}

fn indecent_image<'f>(case: &Case<'f>, place: usize, sexual: &Sexual, said: &mut Said<'f>) {
    let by_child = case.act(place).by.iter().any(|id| case.under(id, 18) != Some(false));
    if by_child {
        said.asks(case, place, id::X_07, &[Want::ChildWasForced]);
    }
    if by_child && sexual.child_was_forced == Some(true) {
        said.others.push(Other::new(Verdict::None, "the child was forced: no crime by the child", id::X_07));
        return;
    }
    said.allegations.push(Allegation::against_state(case, place, "86", Some("086/02"), id::X_07));
}

/// Willing participants of 13 to 15: only certain reporters make it a record.
///
/// # Errors
/// A crime-related incident where nobody entitled reports it.
pub fn willing(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) -> Test {
    let act = case.act(item.act);
    let none = Sexual::default();
    let sexual = act.sexual.as_ref().unwrap_or(&none);
    if item.class != "22B" || sexual.consent != Some(Consent::Willing) {
        return Ok(());
    }
    let report = &case.facts.report;
    let one_of_pair = report.person.as_ref().is_some_and(|id| act.by.contains(id) || act.to.contains(id));
    let entitled =
        matches!(report.by, Some(Reporter::Victim | Reporter::ParentOrCarer | Reporter::AgencyPanel));
    let penetration = sexual.with_penetration == Some(true)
        || sexual.penetration_by.is_some()
        || act.kind == Some(Kind::Raped);
    let third_party_made_out = penetration && report.by.is_some() && act.made_out == Some(true);
    said.because(id::X_05);
    said.because(id::A_20);
    if penetration {
        said.asks(case, item.act, id::X_05, &[Want::MadeOut]);
    }
    if report.by.is_none() {
        said.missing(Gap { what: Want::Reporter, at: 0, rule: id::X_05 });
    }
    if one_of_pair || entitled || third_party_made_out || report.by.is_none() {
        return Ok(());
    }
    let stop = "willing participants of 13 to 15, and nobody entitled reports it";
    Err(Other::new(Verdict::CrimeRelatedIncident, stop, id::X_05))
}

/// Grooming yields to the substantive sexual offence against the same child.
pub fn absorb<'f>(_case: &Case<'f>, kept: Vec<Item<'f>>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    let substantive: Vec<&str> = kept
        .iter()
        .filter(|item| is_sexual(item.class) && item.class != "88A")
        .flat_map(|item| item.victims.iter().copied())
        .collect();
    let (out, kept): (Vec<_>, Vec<_>) = kept.into_iter().partition(|item| {
        item.class == "88A" && item.victims.iter().any(|victim| substantive.contains(victim))
    });
    for grooming in &out {
        said.because(id::X_06);
        said.leave_out(grooming, id::X_06, "grooming yields to the sexual offence against the same child");
    }
    kept
}
