//! What must be done besides recording.

use crate::case::{Case, Said};
use crate::decision::Verdict;
use crate::edition::{Matter, VICTIMS_CODE, id};
use crate::facts::{Act, Question, Reporter};
use crate::gaps::Want;
use crate::pipeline::count::Item;
use crate::pipeline::principal::{is_rape, place};
use crate::rules::{authority, finished_incident, sexual};

/// Duties that follow from what is recorded or not.
pub fn follow<'f>(case: &Case<'f>, kept: &[Item<'f>], said: &mut Said<'f>) {
    if kept.iter().any(|item| ["1", "2", "4/1", "4/10"].contains(&item.class)) {
        said.must(
            "Seek the on-call senior detective's or the registrar's advice before recording",
            id::AU_11,
        );
    }
    if kept.is_empty()
        && !case.facts.acts.is_empty()
        && case.facts.report.by.is_some_and(|by| by != Reporter::Police)
    {
        said.must("Tell the victim or the person who reported that no crime is recorded, and that they may challenge it", id::A_24);
    }
    oversight(said);
    victims_code(case, kept, said);
    safeguard(case, kept, said);
    if case.facts.ask.question == Some(Question::Reclassify) {
        reclassified(case, kept, said);
    }
}

fn oversight(said: &mut Said<'_>) {
    let reported = |said: &Said<'_>, head: &str| {
        said.others.iter().any(|other| other.n_code.is_some_and(|code| code.starts_with(head)))
    };
    if reported(said, "N100") {
        said.must("The registrar oversees every reported rape that does not become a crime", id::N_03);
        said.must("Put it on the crime system when the report is made", id::T_09);
    }
    if reported(said, "N100") || reported(said, "N300") {
        said.because(id::AU_12);
    }
    if reported(said, "N300") {
        said.must("The registrar oversees every reported death that does not become a crime", id::N_08);
    }
}

/// What the Victims' Code gives those to whom the recorded crimes were done.
fn victims_code(case: &Case<'_>, kept: &[Item<'_>], said: &mut Said<'_>) {
    let mut victims = kept.iter().flat_map(|item| item.victims.iter().map(move |victim| (item, *victim)));
    let Some(_) = victims.clone().next() else { return };
    let human = victims.clone().any(|(_, victim)| !case.is_body(victim));
    if !human {
        said.must("The Victims' Code applies where the business names somebody as its contact", id::VC_05);
        return;
    }
    let enhanced = victims.any(|(item, victim)| enhanced(case, item, victim));
    for due in VICTIMS_CODE.iter().filter(|due| case.edition.between(due.from, due.to)) {
        said.must(if enhanced { due.what_enhanced } else { due.what }, due.rule);
    }
}

/// Enhanced rights: the most serious crime, the persistently targeted, the vulnerable.
fn enhanced(case: &Case<'_>, item: &Item<'_>, victim: &str) -> bool {
    let person = case.person(victim);
    let vulnerable = person.is_some_and(|person| {
        person.vulnerable == Some(true)
            || person.lacks_capacity == Some(true)
            || person.age.is_some_and(|age| age < 18)
    });
    let serious = sexual::is_sexual(item.class)
        || matches!(item.class, "1" | "2" | "5D" | "106")
        || place(item.class, item.code) <= place("5D", None);
    vulnerable || serious || finished_incident::is_conduct(item.class) || domestic(case, case.act(item.act))
}

fn domestic(case: &Case<'_>, act: &Act) -> bool {
    act.by.iter().any(|by| act.to.iter().any(|to| super::flags::connected(case, by, to)))
}

/// Domestic abuse, children and the vulnerable: recording is one thing, keeping them safe another.
fn safeguard(case: &Case<'_>, kept: &[Item<'_>], said: &mut Said<'_>) {
    if said.qualifiers.contains(&"Domestic abuse") {
        said.must("Assess the risk and safeguard, whether or not a crime is recorded", id::DA_03);
    }
    let told = case.facts.acts.iter().flat_map(|act| act.to.iter());
    let at_risk = told.filter_map(|id| case.person(id)).any(|person| person.vulnerable == Some(true));
    if at_risk && kept.is_empty() {
        said.must(
            "Safeguard the person at risk: a referral is recorded even if another agency resolves it",
            id::A_17,
        );
    }
}

/// Who may reclassify; a rape becomes a reported incident only by an accredited registrar.
fn reclassified(case: &Case<'_>, kept: &[Item<'_>], said: &mut Said<'_>) {
    let held_as_rape = case.facts.prior.iter().any(|prior| prior.class.as_deref().is_some_and(is_rape));
    let matter =
        if held_as_rape && kept.is_empty() { Matter::RapeToReportedIncident } else { Matter::Reclassify };
    authority::because(matter, said);
    said.must(
        alloc::format!(
            "The reason is kept in the record; it is decided by the {}",
            authority::who(case, matter)
        ),
        id::B_02,
    );
    if matter == Matter::RapeToReportedIncident {
        said.asks(case, 0, id::AU_02, &[Want::BeforeInvestigation]);
    }
    let investigated = case.facts.prior.iter().any(|prior| prior.before_investigation == Some(false));
    if matter == Matter::RapeToReportedIncident && investigated {
        said.because(id::N_02);
        said.verdict = Some(Verdict::DependsOnRegistrar);
        said.stopped_at =
            Some("substantive investigation has begun: it is cancelled or stays, and does not become N100");
    }
    if !authority::may(case, matter) {
        said.ask_registrar = true;
        said.must("Whoever decides may not decide this", id::B_02);
    }
}
