//! Outcomes 1 to 24: which one a recorded crime may have (outcomes framework, April 2026; CRR 18-24).

mod alternate;
mod asks;
mod guard;

use alloc::string::String;
use alloc::vec::Vec;

use crate::case::{Allegation, Case, Said};
use crate::decision::{OutcomeAnswer, Verdict};
use crate::edition::{Day, Edition, id};
use crate::facts::disposal::{Charge, Disposal, DisposalKind, Stands};
use crate::facts::{Kind, Prior};
use crate::gaps::Want;
use crate::rules;

/// What is found for one record: the outcome that applies and those that it may not have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The outcome that applies.
    pub is: Option<&'static str>,
    /// Outcomes barred, whatever else is known.
    pub refused: Vec<&'static str>,
}

impl Found {
    /// An outcome that applies.
    pub fn is(outcome: &'static str) -> Self {
        Self { is: Some(outcome), refused: Vec::new() }
    }

    /// None that applies yet, and those that do not.
    pub fn not(outcomes: &[&'static str]) -> Self {
        Self { is: None, refused: outcomes.to_vec() }
    }

    /// The same, with more barred.
    #[must_use]
    pub fn and_not(mut self, outcomes: &[&'static str]) -> Self {
        for outcome in outcomes {
            if !self.refused.contains(outcome) && self.is != Some(outcome) {
                self.refused.push(outcome);
            }
        }
        self
    }
}

/// The record asked about.
pub struct Record<'f> {
    /// Class, or the first it may have.
    pub class: &'f str,
    /// Code, where known.
    pub code: Option<&'f str>,
}

impl Record<'_> {
    /// Whether it is rape (or attempted rape).
    pub fn rape(&self) -> bool {
        crate::pipeline::principal::is_rape(self.class) || self.class == "19"
    }

    /// Whether it is murder.
    pub fn murder(&self) -> bool {
        self.class == "1"
    }

    /// Whether every offence of its class (or its code) can be tried only on indictment.
    pub fn indictable_only(&self) -> bool {
        self.every_row(|mode| mode == "I")
    }

    /// Whether every offence of its class (or its code) is summary only.
    pub fn summary_only(&self) -> bool {
        self.every_row(|mode| mode == "S")
    }

    fn every_row(&self, holds: impl Fn(&str) -> bool) -> bool {
        if let Some(row) = self.code.and_then(|code| Edition::offence(self.class, code)) {
            return holds(row.mode);
        }
        let mut rows =
            crate::edition::OFFENCES.iter().filter(|row| row.class == self.class && row.current).peekable();
        rows.peek().is_some() && rows.all(|row| holds(row.mode))
    }
}

/// Which outcome the records asked about may have.
pub fn answer<'f>(case: &Case<'f>, said: &mut Said<'f>) {
    said.verdict = Some(Verdict::Outcome);
    said.no_clock = true;
    for prior in &case.facts.prior {
        let record = record(prior);
        let disposal = disposal_of(case, prior);
        if let Some(disposal) = disposal {
            asks::asks(case, &record, disposal, said);
        }
        let found = match disposal {
            Some(disposal) => dealt_with(case, &record, disposal, said),
            None => Found::not(&["1", "1A", "2", "2A", "3", "3A", "4", "6", "7", "8"]),
        };
        let found = of_the_day(case, found, said);
        let whole = disposal.is_some_and(|d| d.specimen_for_whole_case == Some(true));
        let alone = disposal.is_some_and(|d| d.specimen_for_whole_case == Some(false));
        if whole || alone || disposal.is_none() {
            said.because(id::R_20);
        }
        said.outcome.push(OutcomeAnswer {
            class: class_of(prior),
            count: prior.count.filter(|_| disposal.is_some() && !alone).or(Some(1)),
            permitted: found.is.into_iter().collect(),
            is: found.is,
            refused: found.refused,
        });
    }
    said.because(id::H_01);
    said.must(
        "Tell the victim before the outcome is applied, and the suspect where one is held responsible",
        id::H_01,
    );
    related_crimes(case, said);
}

/// Since when an outcome can be given (H-05): the framework began in April 2013, 21 came in January 2016
/// and 22 in April 2019.
fn begins(outcome: &str) -> Day {
    let day = |year, month| Day { year, month, day: 1 };
    match outcome {
        "21" => day(2016, 1),
        "22" => day(2019, 4),
        _ => day(2013, 4),
    }
}

/// An outcome that was not yet to be had on the day is refused, and the registrar asked.
fn of_the_day(case: &Case<'_>, found: Found, said: &mut Said<'_>) -> Found {
    let Some(outcome) = found.is.filter(|outcome| case.edition.day < begins(outcome)) else { return found };
    said.because(id::H_05);
    said.ask_registrar = true;
    Found { is: None, ..found }.and_not(&[outcome])
}

fn record(prior: &Prior) -> Record<'_> {
    let class = prior.class.as_deref().or(prior.class_any_of.first().map(String::as_str)).unwrap_or_default();
    Record { class, code: prior.code.as_deref() }
}

fn class_of(prior: &Prior) -> Option<String> {
    prior.class.clone().or_else(|| prior.class_any_of.first().cloned())
}

/// The disposal that names the record; one that names none is for the only record there is, or for all.
fn disposal_of<'f>(case: &Case<'f>, prior: &Prior) -> Option<&'f Disposal> {
    let named = case.facts.disposals.iter().find(|d| d.record.is_some() && d.record == class_of(prior));
    named.or_else(|| case.facts.disposals.iter().find(|d| d.record.is_none()))
}

fn dealt_with<'f>(case: &Case<'f>, record: &Record<'f>, disposal: &Disposal, said: &mut Said<'f>) -> Found {
    let formal = matches!(disposal.kind, Some(DisposalKind::Charged | DisposalKind::Cautioned));
    match disposal.stands {
        Some(Stands::RelatedAct | Stands::SameFacts) if formal && is_related(case, disposal) => {
            said.because(id::H_02);
            related_only(case, record, disposal, said)
        }
        Some(Stands::SameFacts) if formal => alternate::found(case, record, disposal, said),
        _ => guard::found(case, record, disposal, said),
    }
}

/// A charge for something beside the recorded crime; also an assault told as part of a robbery, which is
/// never the alternative to it (RET 2: the theft must be charged).
fn is_related(case: &Case<'_>, disposal: &Disposal) -> bool {
    let robbery =
        || case.facts.prior.iter().any(|prior| matches!(prior.class.as_deref(), Some("34A" | "34B")));
    match disposal.stands {
        Some(Stands::RelatedAct) => true,
        Some(Stands::SameFacts) => disposal.charge == Some(Charge::Assault) && robbery(),
        Some(Stands::RecordedCrime) | None => false,
    }
}

/// Only a related crime can be charged: the principal crime gets what its own evidence and victim allow.
fn related_only<'f>(case: &Case<'f>, record: &Record<'f>, disposal: &Disposal, said: &mut Said<'f>) -> Found {
    let barred: &[&'static str] = if case.settings.related_offence_bars_wider_list {
        &["1", "1A", "2", "2A", "3", "3A", "4", "6"]
    } else {
        &["1", "1A", "2", "2A", "4"]
    };
    let rest =
        Disposal { kind: Some(DisposalKind::NoFurtherAction), suspect_known: Some(true), ..disposal.clone() };
    guard::found(case, record, &rest, said).and_not(barred)
}

/// Acts charged beside the record are recorded additionally, each with the outcome it was given.
fn related_crimes<'f>(case: &Case<'f>, said: &mut Said<'f>) {
    let related: Vec<&Disposal> = case.facts.disposals.iter().filter(|d| is_related(case, d)).collect();
    (0..case.facts.acts.len()).for_each(|act| said.asks(case, act, id::H_02, &[Want::ActKind]));
    let mut all = Said::default();
    rules::classify(case, &mut all);
    let held = |class: &str| case.facts.prior.iter().any(|prior| class_of(prior).as_deref() == Some(class));
    for disposal in related {
        let outcome = match disposal.kind {
            Some(DisposalKind::Charged) => Some("1"),
            Some(DisposalKind::Cautioned) => Some(guard::caution(case, disposal)),
            _ => None,
        };
        for allegation in charged(case, &all.allegations, disposal) {
            if held(allegation.class) || case.act(allegation.act).already_recorded == Some(true) {
                continue;
            }
            said.outcome.push(OutcomeAnswer {
                class: Some(String::from(allegation.class)),
                count: Some(1),
                is: outcome,
                permitted: outcome.into_iter().collect(),
                refused: Vec::new(),
            });
            said.allegations.push(allegation);
        }
    }
}

fn charged<'f>(case: &Case<'f>, all: &[Allegation<'f>], disposal: &Disposal) -> Vec<Allegation<'f>> {
    let wanted = |kind: Option<Kind>| kind.is_some_and(|kind| disposal.for_acts.contains(&kind));
    all.iter()
        .filter(|allegation| disposal.for_acts.is_empty() || wanted(case.act(allegation.act).kind))
        .cloned()
        .collect()
}
