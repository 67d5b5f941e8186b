//! Cancelling a record: C1 to C5, who decides, and what cannot be cancelled.

use crate::case::{Case, Said};
use crate::decision::{Cancel, Verdict};
use crate::edition::{Matter, id};
use crate::facts::ask::{CancelFor, Received};
use crate::facts::{Evidence, Prior, Shows, Source, When};
use crate::gaps::Want;
use crate::rules::{self, authority};

/// The record that the question is about.
struct Record<'f> {
    class: &'f str,
    code: &'f str,
}

impl Record<'_> {
    fn rape_or_homicide(&self) -> bool {
        crate::pipeline::principal::is_rape(self.class)
            || self.class == "19"
            || matches!(self.class, "1" | "4/1" | "4/2" | "4/10")
    }
}

/// Whether the record may be cancelled.
pub fn answer<'f>(case: &Case<'f>, said: &mut Said<'f>) {
    said.verdict = Some(Verdict::Cancel);
    said.no_clock = true;
    let prior = case.facts.prior.first();
    let class = |prior: &'f Prior| prior.class.as_deref().or(prior.class_any_of.first().map(|c| c.as_str()));
    let record = Record {
        class: prior.and_then(class).unwrap_or_default(),
        code: prior.and_then(|prior| prior.code.as_deref()).unwrap_or_default(),
    };
    let cancel = decide(case, &record, said);
    notice(case, &cancel, said);
    said.cancel = Some(cancel);
    rules::classify(case, said);
    // What the record itself is about may be told again as an act: it is no new crime.
    let rape = record.rape_or_homicide() || record.class == "N100";
    said.allegations.retain(|allegation| {
        allegation.class != record.class && !(rape && crate::pipeline::principal::is_rape(allegation.class))
    });
}

fn refused(code: Option<&'static str>, by: &'static str) -> Cancel {
    Cancel { allowed: false, code, by }
}

fn allowed(code: &'static str, by: &'static str) -> Cancel {
    Cancel { allowed: true, code: Some(code), by }
}

/// Ground asked for, as C1 to C5.
fn asked(case: &Case<'_>) -> Option<&'static str> {
    Some(match case.facts.ask.cancel_for? {
        CancelFor::Transfer => "C1",
        CancelFor::NoCrime => "C2",
        CancelFor::Duplicate => "C3",
        CancelFor::Error => "C4",
        CancelFor::SelfDefence => "C5",
    })
}

const BY: &str = "FCR or DDM";

fn decide(case: &Case<'_>, record: &Record<'_>, said: &mut Said<'_>) -> Cancel {
    let shows = |wanted: Shows| case.facts.evidence.iter().find(|e| e.shows == Some(wanted));
    if record.class == "N100" {
        return reported_rape(case, said);
    }
    if shows(Shows::OtherForceArea).is_some() || case.facts.ask.cancel_for == Some(CancelFor::Transfer) {
        return transfer(case, said);
    }
    if shows(Shows::AlreadyRecorded).is_some() {
        said.because(id::C3);
        return allowed("C3", BY);
    }
    if let Some(evidence) = shows(Shows::RecordedByMistake) {
        said.because(id::C4);
        if evidence.can_be_checked == Some(false) {
            return refused(Some("C4"), BY);
        }
        return allowed("C4", BY);
    }
    if let Some(evidence) = shows(Shows::SelfDefence) {
        return self_defence(case, record, evidence, said);
    }
    no_crime(case, record, said)
}

/// A reported rape is cancelled only for a genuine error of the person who took it.
fn reported_rape(case: &Case<'_>, said: &mut Said<'_>) -> Cancel {
    said.because(id::N_03);
    said.n_code = case.facts.prior.first().and_then(|prior| prior.code.as_deref()).and_then(n_code);
    let error = case.facts.evidence.iter().any(|e| e.shows == Some(Shows::RecordedByMistake));
    if error {
        said.n_code = None;
        return allowed("C4", BY);
    }
    refused(asked(case), BY)
}

fn n_code(code: &str) -> Option<&'static str> {
    crate::edition::N_CODES.iter().find(|row| row.code == code).map(|row| row.code)
}

/// Only after the receiving force has given its number and the victim has it.
fn transfer(case: &Case<'_>, said: &mut Said<'_>) -> Cancel {
    said.because(id::C1);
    said.asks(case, 0, id::C1, &[Want::ReceivedNumber, Want::VictimTold]);
    let number = match case.facts.ask.receiving_force_gave {
        Some(Received::CrimeNumber) => true,
        Some(Received::CrimeRelatedIncidentNumber) => case.settings.transfer_on_incident_number,
        Some(Received::Nothing) | None => false,
    };
    if number && case.facts.ask.victim_told == Some(true) {
        return allowed("C1", BY);
    }
    refused(Some("C1"), BY)
}

/// Only assaults of s47, on constables or without injury.
fn self_defence(case: &Case<'_>, record: &Record<'_>, evidence: &Evidence, said: &mut Said<'_>) -> Cancel {
    said.because(id::C5);
    said.asks(case, 0, id::C_04, &[Want::VictimTold]);
    asks(case, id::C5, &[Want::EvidenceSource, Want::CanBeChecked], said);
    let s47 = record.class == "8N" && matches!(record.code, "008/06" | "");
    let listed = s47 || matches!(record.class, "104" | "105A");
    let only_said = matches!(evidence.source, Some(Source::Suspect | Source::Opinion));
    let told = case.facts.ask.victim_told != Some(false);
    if listed && !only_said && evidence.can_be_checked != Some(false) && told {
        return allowed("C5", BY);
    }
    refused(Some("C5"), BY)
}

/// Whether a piece is additional, verifiable information that no crime took place.
fn avi(evidence: &Evidence, record: &Record<'_>) -> bool {
    let shows = match evidence.shows {
        Some(Shows::NothingHappened | Shows::ChildWasForced) => true,
        Some(Shows::NoConclusiveGrounds) => record.class == "106",
        Some(Shows::NoMutilation) => true,
        Some(Shows::PaidBeforePoliceContact) => record.class == "49A",
        _ => false,
    };
    let additional = evidence.when != Some(When::KnownWhenRecorded);
    let verifiable = evidence.can_be_checked != Some(false) && evidence.source != Some(Source::Opinion);
    let free = evidence.under_pressure != Some(true);
    shows && additional && verifiable && free
}

/// What every piece of information turns on.
fn asks(case: &Case<'_>, rule: crate::edition::RuleId, wants: &[Want], said: &mut Said<'_>) {
    (0..case.facts.evidence.len()).for_each(|place| said.asks(case, place, rule, wants));
}

fn no_crime(case: &Case<'_>, record: &Record<'_>, said: &mut Said<'_>) -> Cancel {
    said.because(id::C_01);
    special(case, record, said);
    said.asks(case, 0, id::C_04, &[Want::VictimTold]);
    asks(case, id::C2, &[Want::EvidenceWhen, Want::CanBeChecked, Want::UnderPressure], said);
    if case.facts.evidence.iter().any(|e| e.under_pressure == Some(true)) {
        said.because(id::C_05);
    }
    let found = case.facts.evidence.iter().any(|evidence| avi(evidence, record));
    let against = case.facts.evidence.iter().any(|e| {
        e.under_pressure == Some(true)
            || matches!(e.shows, Some(Shows::SupportsTheReport | Shows::CrimeHappened))
    });
    let fgm = case.facts.evidence.iter().any(|e| e.shows == Some(Shows::NoMutilation));
    let matter = if record.rape_or_homicide() {
        said.because(id::C_03);
        Matter::CancelRapeOrHomicide
    } else if fgm {
        said.because(id::A_19);
        Matter::CancelMutilation
    } else {
        Matter::Cancel
    };
    authority::because(matter, said);
    let by = authority::who(case, matter);
    if found && !against {
        said.because(id::C2);
        said.asks(case, 0, id::C_02, &[Want::Decider]);
        let decides = authority::may(case, matter);
        if decides && case.facts.ask.victim_told != Some(false) {
            return allowed("C2", by);
        }
        said.because(id::C_02);
        return refused(Some("C2"), by);
    }
    refused(ground_of_refusal(case, record), by)
}

/// Rules of a class about what may be such information.
fn special(case: &Case<'_>, record: &Record<'_>, said: &mut Said<'_>) {
    let any = |wanted: [Shows; 2]| {
        case.facts.evidence.iter().any(|e| e.shows.is_some_and(|shows| wanted.contains(&shows)))
    };
    if record.class == "106" && any([Shows::NoReasonableGrounds, Shows::NoConclusiveGrounds]) {
        said.because(id::C_06);
    }
    if record.class == "49A" && any([Shows::PaidBeforePoliceContact, Shows::PaidAfterPoliceContact]) {
        said.because(id::C_07);
    }
}

/// When refused: the ground asked for, or the one that the argument put would need.
fn ground_of_refusal(case: &Case<'_>, record: &Record<'_>) -> Option<&'static str> {
    if let Some(code) = asked(case) {
        return Some(code);
    }
    let argued = case.facts.evidence.iter().any(|e| {
        matches!(
            e.shows,
            Some(
                Shows::NothingHappened
                    | Shows::VictimTakesItBack
                    | Shows::NoReasonableGrounds
                    | Shows::NoConclusiveGrounds
                    | Shows::NoMutilation
                    | Shows::ChildWasForced
            )
        )
    });
    (argued || record.class == "106").then_some("C2")
}

/// Before a transfer, C2 or C5 the victim is told, with an auditable notice.
fn notice(case: &Case<'_>, cancel: &Cancel, said: &mut Said<'_>) {
    let before = matches!(cancel.code, Some("C1" | "C2" | "C5"));
    if before && case.facts.ask.victim_told != Some(true) {
        said.must("Tell the victim before the record is removed, and keep the notice", id::C_04);
    }
    if cancel.code == Some("C2") {
        said.must("Keep when, where, how the information was found and what it changes", id::C2);
    }
}
