//! Deaths that came to notice: homicide at once, otherwise a reported incident of death, or nothing.

use alloc::vec::Vec;

use crate::case::{Case, Other, Said, Standing};
use crate::decision::Verdict;
use crate::edition::id;
use crate::facts::death::{Cause, Death, Sureness};
use crate::facts::{Kind, Question};
use crate::gaps::Want;
use crate::pipeline::count::Item;

/// What each death amounts to.
pub fn read<'f>(case: &Case<'f>, said: &mut Said<'f>) {
    let killed = case.facts.acts.iter().any(|act| act.kind == Some(Kind::Killed));
    for (place, death) in case.facts.deaths.iter().enumerate() {
        if !killed {
            asks(case, place, death, said);
            one(case, death, said);
        }
    }
}

/// What a death turns on.
fn asks(case: &Case<'_>, place: usize, death: &Death, said: &mut Said<'_>) {
    said.asks(case, place, id::N_11, &[Want::Cause]);
    match death.cause {
        Some(Cause::Natural) => {
            said.asks(case, place, id::N_10, &[Want::Suspicious]);
            if !case.settings.records_natural_deaths {
                said.asks(case, 0, id::N_10, &[Want::RecordsNaturalDeaths]);
            }
        }
        Some(Cause::UnlawfulViolence) => said.asks(case, place, id::V_01, &[Want::Sure]),
        Some(Cause::Suicide | Cause::Drugs | Cause::Accident) => {
            said.asks(case, place, id::N_12, &[Want::Sure]);
        }
        _ => {}
    }
}

fn one(case: &Case<'_>, death: &Death, said: &mut Said<'_>) {
    let number = case.number(&death.person);
    said.because(id::N_07);
    let mut other = match code(case, death) {
        Code::Reported(code, rule) => {
            Other::n_code(code, "a death that is not believed to be homicide or natural", rule)
        }
        Code::Murder => return murder(case, death, said),
        Code::Driving => {
            said.because(id::A_22);
            said.deaths.push((case.place_of(&death.person), ("4/4", "004/04")));
            return;
        }
        Code::Nothing => {
            said.others.push(Other::new(Verdict::None, "natural causes, believed from the outset", id::N_10));
            return;
        }
    };
    other.n_count = number;
    said.others.push(other);
}

enum Code {
    Reported(&'static str, crate::edition::RuleId),
    Murder,
    Driving,
    Nothing,
}

/// The code of a death: a cause gives its own code once it is confirmed; until then 01.
fn code(case: &Case<'_>, death: &Death) -> Code {
    let confirmed = death.sure == Some(Sureness::Confirmed)
        || (death.sure.is_none() && case.facts.ask.question == Some(Question::Reclassify));
    let child = case.under(&death.person, 18) == Some(true);
    let cause = death.cause.unwrap_or(Cause::NotKnown);
    let natural_recorded =
        case.settings.records_natural_deaths || case.facts.ask.force_records_natural_deaths == Some(true);
    match cause {
        Cause::UnlawfulViolence if death.sure != Some(Sureness::Suspected) => Code::Murder,
        Cause::Natural if case.facts.ask.question == Some(Question::Reclassify) => {
            Code::Reported("N300/07", id::N_12)
        }
        Cause::Natural if death.suspicious != Some(true) && natural_recorded => {
            Code::Reported("N300/07", id::N_10)
        }
        Cause::Natural if death.suspicious != Some(true) => Code::Nothing,
        Cause::Road if death.driving_still_being_investigated == Some(false) => Code::Driving,
        Cause::Road | Cause::Rail => Code::Reported("N300/04", id::N_12),
        Cause::OpenVerdict => Code::Reported("N300/08", id::N_12),
        Cause::UnexplainedChildDeath => Code::Reported("N300/05", id::N_12),
        Cause::Suicide if confirmed => Code::Reported("N300/02", id::N_12),
        Cause::Drugs if confirmed => Code::Reported("N300/03", id::N_12),
        Cause::Accident if confirmed && child => Code::Reported("N300/06", id::N_12),
        Cause::Accident if confirmed => Code::Reported("N300/06", id::N_12),
        _ => Code::Reported("N300/01", id::N_11),
    }
}

/// Homicide believed: murder, with no delay.
fn murder(case: &Case<'_>, death: &Death, said: &mut Said<'_>) {
    said.because(id::V_01);
    let under_1 = case.under(&death.person, 1) == Some(true);
    said.deaths.push((case.place_of(&death.person), ("1", if under_1 { "001/02" } else { "001/01" })));
}

/// Adds a crime for each death believed to be homicide, or found to be by dangerous driving.
pub fn homicides<'f>(case: &Case<'f>, kept: &mut Vec<Item<'f>>, said: &Said<'f>) {
    for &(place, (class, code)) in &said.deaths {
        let Some(person) = case.facts.people.get(place) else { continue };
        kept.push(Item {
            class,
            code: Some(code),
            attempt: false,
            act: usize::MAX,
            victims: alloc::vec![person.id.as_str()],
            by: Vec::new(),
            count: person.number.unwrap_or(1),
            standing: Standing::Ordinary,
            state: false,
            rules: alloc::vec![if class == "1" { id::V_01 } else { id::A_22 }],
            force: None,
            tag: 0,
        });
    }
}
