//! Incidents (National Standard for Incident Recording): which category closes the log, how many there
//! are, which qualifiers are set, and what goes to another force.

use crate::case::{Case, Other, Said};
use crate::decision::Verdict;
use crate::edition::{RuleId, id};
use crate::facts::events::{AimedAt, EventKind};
use crate::facts::{Event, Hostility, Question};

/// What the happenings in the facts amount to.
pub fn read<'f>(case: &Case<'f>, said: &mut Said<'f>) {
    let events = &case.facts.events;
    for event in events {
        qualifiers(event, said);
        let (category, rule) = category(event);
        if event.other_agency_alone == Some(true) && case.facts.ask.question != Some(Question::Category) {
            let stop = "it is for another agency alone: pass on full details";
            said.others.push(Other::new(Verdict::None, stop, id::S_01));
            continue;
        }
        let mut other = Other::new(Verdict::Incident, "an incident, and no crime", rule);
        other.category = category;
        said.others.push(other);
        pass_on(case, event, said);
    }
    if !events.is_empty() {
        said.because(id::S_02);
        said.because(id::S_15);
        said.incident_count = Some(count(events));
    }
}

/// A series with the same people is one incident; what began again later is another; a duplicate is none.
fn count(events: &[Event]) -> u32 {
    let again = events.iter().filter(|event| event.began_again == Some(true)).count();
    let kinds: alloc::collections::BTreeSet<_> =
        events.iter().filter(|event| event.began_again != Some(true)).map(|event| event.kind).collect();
    u32::try_from(again.saturating_add(kinds.len())).unwrap_or(u32::MAX).max(1)
}

/// An incident in another force's area is taken and passed on, never turned away.
fn pass_on<'f>(case: &Case<'f>, event: &Event, said: &mut Said<'f>) {
    let asking = case.facts.ask.force.as_ref().or(case.facts.report.force.as_ref());
    let (Some(asking), Some(there)) = (asking, event.in_force.as_ref()) else { return };
    if asking != there && case.facts.ask.question != Some(Question::Category) && case.facts.acts.is_empty() {
        said.verdict = Some(Verdict::Transfer);
        said.stopped_at = Some("it happens in another force's area");
        let known = said.transfer_to.take();
        said.transfer_to = known.into_iter().chain([there.clone()]).min();
        said.because(id::S_04);
    }
}

fn qualifiers(event: &Event, said: &mut Said<'_>) {
    let flags = [
        (event.alcohol, "Alcohol"),
        (event.drugs, "Drugs"),
        (event.other_intoxicants, "Other intoxicants"),
        (event.mental_health, "Mental health"),
        (event.youths, "Youth related"),
        (event.domestic, "Domestic abuse"),
        (event.honest_mistake, "Call made with good intent"),
        (event.weapons, "Weapons"),
        (event.guns, "Firearms"),
        (event.vulnerable_adult, "Vulnerable adult"),
        (event.child_at_risk, "Vulnerable child"),
        (event.persistent_caller, "Persistent caller"),
        (event.cold_calling, "Cold calling"),
        (event.wildlife, "Wildlife"),
        (event.other_force_dealing, "Other force dealing"),
        (event.other_agency_alone, "Other agency dealing"),
        (event.assisting_other_agency, "Assistance to agency"),
    ];
    for (set, qualifier) in flags {
        if set == Some(true) {
            said.qualify(qualifier);
            said.because(id::S_14);
        }
    }
    if event.kind == Some(EventKind::DrugsFoundOrSmelt) {
        said.qualify("Drugs");
        said.because(id::S_14);
    }
    for hostility in &event.prejudice {
        said.qualify(match hostility {
            Hostility::Racial => "Prejudice: racial",
            Hostility::Religion => "Prejudice: religion or belief",
            Hostility::Disability => "Prejudice: disability",
            Hostility::SexualOrientation => "Prejudice: sexual orientation",
            Hostility::Transgender => "Prejudice: transgender",
        });
        said.because(id::S_05);
    }
}

/// The category that closes the log.
fn category(event: &Event) -> (Option<&'static str>, RuleId) {
    use EventKind as K;
    let Some(kind) = event.kind else { return (None, id::S_01) };
    match kind {
        K::RoadCollisionInjury => (Some("Transport: RTC - Death/Injury"), id::S_10),
        K::RoadCollisionDamage => (Some("Transport: RTC - Damage Only"), id::S_10),
        K::HighwayDisruption => (Some("Transport: Highway Disruption"), id::S_10),
        K::RoadOffence => (Some("Transport: Road Related Offence"), id::S_10),
        K::RailAirOrMarine => (Some("Transport: Rail/Air/Marine Incident"), id::S_10),
        K::Nuisance => (
            Some(match event.aimed_at {
                Some(AimedAt::Person) => "Anti-Social Behaviour: Personal",
                Some(AimedAt::Surroundings) => "Anti-Social Behaviour: Environmental",
                Some(AimedAt::Community) => "Anti-Social Behaviour: Nuisance",
                None => "Anti-Social Behaviour",
            }),
            id::S_11,
        ),
        K::EnvironmentalNuisance => (Some("Anti-Social Behaviour: Environmental"), id::S_11),
        _ => welfare(kind),
    }
}

fn welfare(kind: EventKind) -> (Option<&'static str>, RuleId) {
    use EventKind as K;
    let category = match kind {
        K::AbandonedCall => "Public Safety and Welfare: Abandoned Call to Emergency Services",
        K::AbsconderOrBail => {
            "Public Safety and Welfare: Absconder/AWOL/Wanted Persons/Police and Court Orders/Bail"
        }
        K::Alarm => "Public Safety and Welfare: Alarm",
        K::Animal => "Public Safety and Welfare: Animals/Wildlife",
        K::CivilDispute => "Public Safety and Welfare: Civil Disputes",
        K::ConcernForSafety => "Public Safety and Welfare: Concern for Safety",
        K::DomesticQuarrel => "Public Safety and Welfare: Domestic Incident",
        K::Firearms => "Public Safety and Welfare: Firearms",
        K::HoaxCall => "Public Safety and Welfare: Hoax Calls",
        K::Immigration => "Public Safety and Welfare: Immigration",
        K::IndustrialAccident => "Public Safety and Welfare: Industrial Incident/Accident",
        K::Licensing => "Public Safety and Welfare: Licensing",
        K::MissingPerson => "Public Safety and Welfare: Missing Person",
        K::NaturalDisaster => "Public Safety and Welfare: Natural Disaster",
        K::Protest => "Public Safety and Welfare: Protest/Demonstration",
        K::SuddenDeath => "Public Safety and Welfare: Sudden Death",
        K::Suspicious | K::Insecure => {
            "Public Safety and Welfare: Suspicious Circumstances/Insecure Premises or Vehicles"
        }
        K::SuspiciousPackage => "Public Safety and Welfare: Suspicious Package or Object",
        _ => return administration(kind),
    };
    (Some(category), id::S_12)
}

fn administration(kind: EventKind) -> (Option<&'static str>, RuleId) {
    use EventKind as K;
    let category = match kind {
        K::OpenedByMistake => "Administration: Cancel/Exit/Error",
        K::ComplaintAboutPolice => "Administration: Complaints Against Police",
        K::Enquiry => "Administration: Contact Record",
        K::DuplicateOfLog => "Administration: Duplicate",
        K::LostOrFoundProperty | K::MissingPersonFound => "Administration: Lost/Found Property/Person",
        K::MessageOrInformation => "Administration: Messages",
        K::PoliceTask => "Administration: Police Generated Resource Activity",
        K::PlannedEvent => "Administration: Pre-Planned Event",
        K::TestOrTraining => "Administration: Test/Training",
        _ => return (None, id::S_01),
    };
    (Some(category), id::S_13)
}
