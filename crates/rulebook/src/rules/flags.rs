//! Crime flags and the qualifiers of incidents.

use crate::case::{Case, Said};
use crate::edition::id;
use crate::facts::people::Faith;
use crate::facts::property::Thing;
use crate::facts::{Act, Hostility, Kind, Means, Tie, Via};
use crate::pipeline::count::Item;

/// Sets the flags that the facts call for.
pub fn set<'f>(case: &Case<'f>, kept: &[Item<'f>], said: &mut Said<'f>) {
    for act in &case.facts.acts {
        hate(act, said);
        domestic(case, act, said);
        if act.online == Some(true) || matches!(act.via, Some(Via::ElectronicMessage | Via::OnlinePost)) {
            flag(said, "Online crime", id::FL_03);
        }
        let drink = act
            .by
            .iter()
            .chain(&act.to)
            .filter_map(|id| case.person(id))
            .any(|p| p.affected_by_alcohol == Some(true));
        if act.alcohol == Some(true) || drink {
            flag(said, "Alcohol", id::FL_07);
        }
        let honour = matches!(act.kind, Some(Kind::ForcedMarriage | Kind::GenitalMutilation));
        if act.for_honour == Some(true) || honour {
            flag(said, "Honour-based abuse", id::FL_05);
        }
        if act.kind == Some(Kind::ForcedMarriage) {
            flag(said, "Domestic abuse", id::FL_05);
        }
        if act.kind == Some(Kind::Spiked) {
            flag(said, "Spiking", id::FL_06);
        }
        if act.kind == Some(Kind::CorrosiveAttack) || act.means.contains(&Means::Corrosive) {
            flag(said, "Corrosive", id::FL_08);
        }
    }
    metal(case, said);
    children(case, kept, said);
}

/// Exactly one of the two; infrastructure where both are said.
fn metal(case: &Case<'_>, said: &mut Said<'_>) {
    let taken = || {
        case.facts.acts.iter().flat_map(|act| {
            let entry = act.entry.iter().flat_map(|entry| entry.what.iter());
            act.taking.iter().flat_map(|taking| taking.what.iter()).chain(entry)
        })
    };
    if taken().any(|thing| *thing == Thing::InfrastructureMetal) {
        flag(said, "Metal theft (infrastructure)", id::FL_09);
    } else if taken().any(|thing| *thing == Thing::OtherMetal) {
        flag(said, "Metal theft (non-infrastructure)", id::FL_09);
    }
}

fn flag(said: &mut Said<'_>, flag: &'static str, rule: crate::edition::RuleId) {
    said.qualify(flag);
    said.because(rule);
}

fn hate(act: &Act, said: &mut Said<'_>) {
    for hostility in act.hostility_shown.iter().chain(&act.hostility_perceived) {
        let (crime, incident) = match hostility {
            Hostility::Racial => ("Hate: racial", "Prejudice: racial"),
            Hostility::Religion => ("Hate: religion or belief", "Prejudice: religion or belief"),
            Hostility::Disability => ("Hate: disability", "Prejudice: disability"),
            Hostility::SexualOrientation => ("Hate: sexual orientation", "Prejudice: sexual orientation"),
            Hostility::Transgender => ("Hate: transgender", "Prejudice: transgender"),
        };
        flag(said, crime, id::FL_01);
        flag(said, incident, id::FL_01);
        if *hostility == Hostility::Religion {
            said.qualify(match act.faith_targeted.unwrap_or(Faith::Unknown) {
                Faith::Christian => "Perceived religion: Christian",
                Faith::Buddhist => "Perceived religion: Buddhist",
                Faith::Hindu => "Perceived religion: Hindu",
                Faith::Jewish => "Perceived religion: Jewish",
                Faith::Muslim => "Perceived religion: Muslim",
                Faith::Sikh => "Perceived religion: Sikh",
                Faith::Other => "Perceived religion: Other",
                Faith::NoReligion => "Perceived religion: No religion",
                Faith::Unknown => "Perceived religion: Unknown",
            });
        }
    }
}

/// Whether two people are personally connected within the meaning of the Domestic Abuse Act 2021.
pub fn connected(case: &Case<'_>, a: &str, b: &str) -> bool {
    case.ties(a, b).any(|tie| {
        matches!(
            tie,
            Tie::Spouse
                | Tie::FormerSpouse
                | Tie::Partner
                | Tie::FormerPartner
                | Tie::ParentOfSameChild
                | Tie::Parent
                | Tie::Child
                | Tie::Sibling
                | Tie::OtherRelative
        )
    })
}

/// Both 16 or over and personally connected; behaviour that is a crime against the other is abusive.
fn domestic(case: &Case<'_>, act: &Act, said: &mut Said<'_>) {
    let pairs = act.by.iter().flat_map(|by| act.to.iter().map(move |to| (by, to)));
    for (by, to) in pairs {
        let adult = |id: &str| case.under(id, 16) != Some(true);
        if !connected(case, by, to) {
            continue;
        }
        if adult(by) && adult(to) {
            flag(said, "Domestic abuse", id::FL_02);
            said.because(id::DA_01);
            said.because(id::S_07);
        } else {
            said.because(id::DA_04);
        }
    }
}

fn children(case: &Case<'_>, kept: &[Item<'_>], said: &mut Said<'_>) {
    for item in kept {
        let act = case.act(item.act);
        let child = act.to.iter().any(|id| case.under(id, 18) == Some(true));
        let sexual = crate::rules::sexual::is_sexual(item.class) || item.class == "86";
        if !sexual || !(child || item.class == "86" || ["21", "22B", "71", "88A"].contains(&item.class)) {
            continue;
        }
        flag(said, "Child sexual abuse", id::FL_04);
        let exchange = act.sexual.as_ref().is_some_and(|sexual| sexual.for_exchange == Some(true));
        if exchange || item.class == "71" {
            flag(said, "Child sexual exploitation", id::FL_04);
        }
    }
}
