//! Whether and when: the tests in the order of the flowchart. What stops at one of them becomes a
//! crime-related incident, a reported incident, an incident, or nothing.

use alloc::vec::Vec;

use super::count::Item;
use super::principal::is_rape;
use crate::case::{Case, LeftOut, Other, Said};
use crate::decision::Verdict;
use crate::edition::id;
use crate::facts::report::AuthorityDecision;
use crate::facts::{Account, Injury, Reporter, Shows, Source, When, Work};
use crate::gaps::{Gap, Want};
use crate::rules;

/// What a test says: go on, or stop here.
pub type Test = Result<(), Other>;

/// The items that are recorded as crimes; the others are noted.
pub fn recorded<'f>(case: &Case<'f>, items: Vec<Item<'f>>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    let mut kept = Vec::new();
    for item in items {
        match tests(case, &item, said) {
            Ok(()) => {
                not_liable(case, &item, said);
                kept.push(item);
            }
            Err(other) => {
                said.because(id::A_06);
                said.because(other.rule);
                said.left_out.push(LeftOut {
                    tag: None,
                    class: Some(item.class),
                    code: item.code,
                    count: item.count,
                    why: other.stopped_at.into(),
                    rule: other.rule,
                });
                said.others.push(other);
            }
        }
    }
    kept
}

/// That the doer is a child under ten, or lacks capacity, keeps nothing from being recorded.
fn not_liable(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) {
    let lacks = |id: &&str| case.person(id).is_some_and(|person| person.lacks_capacity == Some(true));
    if item.by.iter().any(|id| case.under(id, 10) == Some(true) || lacks(id)) {
        said.because(id::A_14);
    }
}

fn tests(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) -> Test {
    police_conduct(case, item, said)?;
    made_out(case, item, said)?;
    contrary(case, item, said)?;
    other_body(case, item, said)?;
    rules::location::whether(case, item, said)?;
    rules::schools::whether(case, item, said)?;
    if item.state || item.victims.is_empty() {
        return disorder_over(case, item, said);
    }
    if is_rape(item.class) && case.facts.report.by == Some(Reporter::ReferralCentre) {
        said.asks(case, 0, id::N_05, &[Want::CentrePasses]);
    }
    if is_rape(item.class) {
        rules::rape_reports::elsewhere(case, item, said)?;
        if let Some(answer) = rules::rape_reports::whether(case) {
            said.because(id::N_05);
            return answer;
        }
    }
    counter_allegation(case, item, said)?;
    fit(case, item, said)?;
    rules::sexual::willing(case, item, said)?;
    confirmed(case, item, said)?;
    other_force(case, item)
}

/// A crime alleged against police on duty waits for the appropriate authority; no clock runs.
fn police_conduct(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) -> Test {
    for person in item.by.iter().filter_map(|id| case.person(id)) {
        if matches!(person.work, Some(Work::PoliceOfficer | Work::PoliceStaff)) {
            said.asks_person(case, &person.id, id::A_21, &[Want::OnDuty]);
        }
        if person.on_duty == Some(true) {
            said.asks_person(case, &person.id, id::A_21, &[Want::Work]);
        }
    }
    let on_duty = item.by.iter().filter_map(|id| case.person(id)).any(|person| {
        matches!(person.work, Some(Work::PoliceOfficer | Work::PoliceStaff)) && person.on_duty == Some(true)
    });
    if !on_duty {
        return Ok(());
    }
    said.no_clock = true;
    said.because(id::A_21);
    said.asks(case, 0, id::A_21, &[Want::AuthorityDecision]);
    match case.facts.report.authority_decision {
        Some(
            AuthorityDecision::SeeksProsecutorsAdvice
            | AuthorityDecision::ChargeOrDisposal
            | AuthorityDecision::MisconductCaseToAnswer,
        ) => Ok(()),
        _ => Err(Other::new(Verdict::None, "the appropriate authority has not yet decided", id::A_21)),
    }
}

/// An offence against the state needs its points to prove; where it turns on knowledge, that too.
fn made_out(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) -> Test {
    if item.state {
        said.asks(case, item.act, id::A_05, &[Want::MadeOut]);
        if turns_on_knowledge(item.class) {
            said.asks(case, item.act, id::A_05, &[Want::Knew]);
        }
    }
    let act = case.act(item.act);
    let missing = act.made_out == Some(false) || act.knew == Some(false);
    if missing && item.state {
        return Err(Other::new(Verdict::None, "the points to prove are not made out", id::A_05));
    }
    Ok(())
}

/// Possession and handling: an offence only of those who know what they have.
fn turns_on_knowledge(class: &str) -> bool {
    matches!(
        class,
        "92A" | "92C" | "92D" | "92E" | "10A" | "10B" | "10C" | "10D" | "33A" | "38" | "54" | "61A" | "86"
    )
}

/// Credible evidence to the contrary, factual and immediately available.
fn contrary(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) -> Test {
    let nothing_held = case.facts.prior.is_empty();
    let (mut against, mut set_aside) = (false, false);
    for evidence in &case.facts.evidence {
        let at_once = match evidence.when {
            Some(when) => when == When::AtOnce,
            None => nothing_held,
        };
        let factual = evidence.can_be_checked != Some(false)
            && !matches!(evidence.source, Some(Source::Opinion | Source::Suspect));
        let concerns = evidence.about.as_deref().is_none_or(|about| item.victims.contains(&about));
        let speaks = matches!(evidence.shows, Some(Shows::NothingHappened | Shows::NoMutilation));
        against |= at_once && concerns && speaks && factual;
        set_aside |= at_once && concerns && speaks && !factual;
    }
    if set_aside && !against {
        said.because(id::A_04);
    }
    if !against {
        return Ok(());
    }
    if is_rape(item.class) {
        return Err(Other::n_code("N100/02", "credible evidence to the contrary", id::N_01));
    }
    Err(Other::new(Verdict::Incident, "credible evidence to the contrary", id::A_02))
}

/// Another body leads: it records, unless it is the victim or reports for one (CRR 17).
fn other_body(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) -> Test {
    let report = &case.facts.report;
    let Some(body) = report.led_by_other_body.as_deref() else { return Ok(()) };
    said.because(id::A_23);
    let victim = item.victims.contains(&body) || report.person.as_deref() == Some(body);
    if victim || report.by == Some(Reporter::OtherAuthority) {
        return Ok(());
    }
    let stop = "another body leads the investigation and records it";
    Err(Other::new(Verdict::CrimeRelatedIncident, stop, id::A_23))
}

/// Disorder already over when police come, nobody who was a target, nothing in support: an incident.
fn disorder_over(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) -> Test {
    let report = &case.facts.report;
    let disorder = matches!(item.class, "9A" | "9B" | "62A")
        || item.code == Some("066/91")
        || item.code == Some("066/01");
    if disorder && item.victims.is_empty() && report.by.is_some_and(|by| by != Reporter::Police) {
        said.asks(case, 0, id::A_15, &[Want::StillGoingOn, Want::SupportFound]);
    }
    let over = report.still_going_on_when_police_came == Some(false) && report.support_found != Some(true);
    if disorder && over && item.victims.is_empty() {
        return Err(Other::new(
            Verdict::Incident,
            "no continuing disorder, no victim, nothing in support",
            id::A_15,
        ));
    }
    Ok(())
}

/// What a suspect alleges back is recorded only if itself probable: some support.
fn counter_allegation(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) -> Test {
    let act = case.act(item.act);
    let by_suspect = case.facts.report.by == Some(Reporter::Suspect);
    let alleged_back = act.counter_allegation_supported.is_some() || by_suspect;
    if !alleged_back {
        return Ok(());
    }
    said.because(id::A_12);
    said.asks(case, item.act, id::A_12, &[Want::CounterSupported]);
    let injured = act
        .injury
        .is_some_and(|injury| !matches!(injury, Injury::NoInjury | Injury::MomentaryPain | Injury::Shock));
    let seen = case.facts.evidence.iter().any(|e| {
        e.shows == Some(Shows::SupportsTheReport)
            && !matches!(e.source, Some(Source::Suspect | Source::Opinion))
    });
    match act.counter_allegation_supported {
        Some(true) => Ok(()),
        Some(false) => Err(Other::new(Verdict::Incident, "a counter-allegation without support", id::A_12)),
        None if injured || seen => Ok(()),
        None => Err(Other::new(Verdict::Incident, "a counter-allegation without support", id::A_12)),
    }
}

/// A reporter unfit to give an account: an incident until fit, unless something else makes it probable.
fn fit(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) -> Test {
    let report = &case.facts.report;
    let cannot_say =
        item.victims.iter().filter_map(|id| case.person(id)).any(|p| p.account == Some(Account::CannotSay));
    let confirms =
        item.victims.iter().filter_map(|id| case.person(id)).any(|p| p.account == Some(Account::Confirms));
    if !confirms && !supported(case, item) && !acts_for_victim(case) {
        said.asks(case, 0, id::A_13, &[Want::ReporterUnfit]);
    }
    let unfit = report.reporter_unfit == Some(true)
        || (cannot_say && matches!(report.by, None | Some(Reporter::Victim)));
    if unfit && !confirms && !supported(case, item) && !acts_for_victim(case) {
        for victim in &item.victims {
            said.missing(Gap { what: Want::VictimAccount, at: case.place_of(victim), rule: id::A_13 });
        }
        let stop = "the reporter is unfit and nothing supports the report yet";
        if is_rape(item.class) {
            return Err(Other::n_code("N100/01", stop, id::N_01));
        }
        return Err(Other::new(Verdict::Incident, stop, id::A_13));
    }
    Ok(())
}

fn supported(case: &Case<'_>, item: &Item<'_>) -> bool {
    let visible = case.act(item.act).injury.is_some_and(|injury| {
        !matches!(injury, Injury::NoInjury | Injury::MomentaryPain | Injury::Shock | Injury::LastingPain)
    });
    let report = &case.facts.report;
    let shown = case
        .facts
        .evidence
        .iter()
        .any(|e| matches!(e.shows, Some(Shows::SupportsTheReport | Shows::CrimeHappened)));
    report.necessary_without_victim == Some(true)
        || report.support_found == Some(true)
        || shown
        || (visible && report.support_found.is_none())
}

/// A professional or a parent or carer, of whose standing and truth there is no doubt.
pub fn acts_for_victim(case: &Case<'_>) -> bool {
    let report = &case.facts.report;
    let role = matches!(
        report.by,
        Some(
            Reporter::Professional
                | Reporter::ParentOrCarer
                | Reporter::AgencyPanel
                | Reporter::CompetentAuthority
                | Reporter::OtherAuthority
                | Reporter::School
                | Reporter::NationalFraudBureau
        )
    );
    role && report.reporter_doubted != Some(true) && report.truth_doubted != Some(true)
}

/// Whether the victim, or somebody acting for the victim, confirms; or it is right to record without.
fn confirmed(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) -> Test {
    let report = &case.facts.report;
    if acts_for_victim(case) {
        said.because(id::A_09);
        match report.by {
            Some(Reporter::AgencyPanel) => said.because(id::A_17),
            Some(Reporter::OtherAuthority) => said.because(id::A_23),
            _ => {}
        }
        return Ok(());
    }
    let mut known: Vec<Account> = Vec::new();
    for victim in &item.victims {
        match case.person(victim).and_then(|person| person.account) {
            Some(account) if account != Account::NotYetAsked => known.push(account),
            _ => said.missing(Gap { what: Want::VictimAccount, at: case.place_of(victim), rule: id::A_07 }),
        }
    }
    if known.contains(&Account::Confirms) {
        said.because(id::A_03);
        unwilling(case, item, said);
        return Ok(());
    }
    let refuses = [Account::WillNotConfirm, Account::SaysItDidNotHappen, Account::CannotBeTraced];
    let unconfirmed = known.iter().any(|account| refuses.contains(account)) || needs_the_victim(report.by);
    if !unconfirmed {
        said.because(id::A_03);
        return Ok(());
    }
    match report.necessary_without_victim {
        Some(true) => {
            said.because(id::A_08);
            return Ok(());
        }
        Some(false) => {}
        None => said.missing(Gap { what: Want::Necessary, at: 0, rule: id::A_08 }),
    }
    not_confirmed(case, &known, said);
    let stop =
        "the victim does not confirm or cannot be traced, and recording is neither appropriate nor necessary";
    if is_rape(item.class) {
        return Err(Other::n_code("N100/01", stop, id::N_01));
    }
    said.must(
        "Keep the reason why it is not recorded; tell the person who reported; they may challenge it",
        id::A_24,
    );
    Err(Other::new(Verdict::CrimeRelatedIncident, stop, id::A_16))
}

/// A victim who confirms and wants no action is a victim all the same.
fn unwilling(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) {
    if item.victims.iter().filter_map(|id| case.person(id)).any(|p| p.supports_action == Some(false)) {
        said.because(id::A_07);
        said.because(id::D_03);
    }
}

/// Why nobody's word stands for the victim's.
fn not_confirmed(case: &Case<'_>, known: &[Account], said: &mut Said<'_>) {
    if known.contains(&Account::CannotBeTraced) {
        said.because(id::A_07);
        said.because(id::T_07);
    }
    match case.facts.report.by {
        Some(Reporter::OtherPerson | Reporter::Anonymous) => said.because(id::A_10),
        Some(Reporter::Camera) => said.because(id::A_11),
        _ => {}
    }
}

/// Whether what this reporter says needs the victim's word before it is a crime.
fn needs_the_victim(by: Option<Reporter>) -> bool {
    matches!(
        by,
        Some(
            Reporter::OtherPerson
                | Reporter::Camera
                | Reporter::Anonymous
                | Reporter::School
                | Reporter::Professional
                | Reporter::ParentOrCarer
                | Reporter::AgencyPanel
        )
    )
}

/// Another force deals with it and records it.
fn other_force(case: &Case<'_>, item: &Item<'_>) -> Test {
    if case.facts.report.recorded_by_other_force.is_none() {
        return Ok(());
    }
    let stop = "another force is recording it";
    if is_rape(item.class) {
        return Err(Other::n_code("N100/03", stop, id::N_01));
    }
    Err(Other::new(Verdict::CrimeRelatedIncident, stop, id::A_16))
}
