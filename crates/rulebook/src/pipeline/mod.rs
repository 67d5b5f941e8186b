//! The path from facts to an answer: classify each act, ask whether and when it is recorded, count,
//! let the lesser yield to the principal crime, place it, flag it, say what is missing.

pub mod answer;
pub mod count;
pub mod principal;
pub mod whether;

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::case::{Case, Said};
use crate::decision::{Decision, Missing, Refusal};
use crate::edition::{Day, Edition};
use crate::facts::{Act, Facts, Question};
use crate::gaps::Gap;
use crate::rules;
use crate::settings::Settings;
use crate::validate;

/// Decides one set of facts, and finds which missing fact would decide most.
///
/// # Errors
/// Every contradiction in the facts, with its field.
pub fn decide(facts: &Facts, edition: &Edition, settings: &Settings) -> Result<Decision, Vec<Refusal>> {
    let (mut decision, gaps) = decided(facts, edition, settings)?;
    ask(&mut decision, &gaps, facts, edition, settings);
    Ok(decision)
}

/// The same without trying what the missing facts could be: `missing` then says which they are, not how
/// much each would decide.
///
/// # Errors
/// Every contradiction in the facts, with its field.
pub fn decide_without_questions(
    facts: &Facts,
    edition: &Edition,
    settings: &Settings,
) -> Result<Decision, Vec<Refusal>> {
    decided(facts, edition, settings).map(|(decision, _)| decision)
}

fn decided(
    facts: &Facts,
    edition: &Edition,
    settings: &Settings,
) -> Result<(Decision, Vec<Gap>), Vec<Refusal>> {
    let refusals = validate::refusals(facts);
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let edition = edition_for(facts, edition)?;
    let unknown = Act::default();
    let case = Case { facts, edition: &edition, settings, unknown: &unknown };
    let mut said = Said::default();
    let question = facts.ask.question.unwrap_or(Question::Record);
    let decision = match question {
        Question::Cancel => {
            rules::cancellation::answer(&case, &mut said);
            answer::plain(&case, said)
        }
        Question::Outcome => {
            rules::outcomes::answer(&case, &mut said);
            answer::plain(&case, said)
        }
        Question::Record | Question::Reclassify | Question::Category | Question::Deadline => {
            record(&case, said, question)
        }
    };
    Ok(decision)
}

/// The edition of the day on which the decision is made; for a crime that was missed, of first receipt
/// plus 24 hours.
fn edition_for(facts: &Facts, edition: &Edition) -> Result<Edition, Vec<Refusal>> {
    let missed = facts.ask.was_missed == Some(true);
    let (field, day) = if missed {
        ("report.received", facts.report.received.as_deref().and_then(Day::read).map(Day::next))
    } else {
        ("ask.decided", facts.ask.decided.as_deref().and_then(Day::read))
    };
    match day {
        None => Ok(edition.clone()),
        Some(day) => {
            Edition::on(day).map_err(|reason| alloc::vec![Refusal { field: field.to_string(), reason }])
        }
    }
}

fn record<'f>(case: &Case<'f>, mut said: Said<'f>, question: Question) -> (Decision, Vec<Gap>) {
    rules::classify(case, &mut said);
    let items = count::items(case, &mut said);
    let kept = whether::recorded(case, items, &mut said);
    let mut kept = principal::kept(case, kept, &mut said);
    rules::deaths::homicides(case, &mut kept, &said);
    rules::after(case, &mut kept, &mut said);
    answer::record(case, kept, said, question)
}

/// Supposes the values of each missing fact in turn; the one that leads to most answers is asked first.
/// Values that contradict what is told are refused, and so are no answer.
fn ask(decision: &mut Decision, gaps: &[Gap], facts: &Facts, edition: &Edition, settings: &Settings) {
    for (gap, missing) in gaps.iter().zip(&mut decision.missing) {
        let mut answers: Vec<Decision> = Vec::new();
        gap.what.suppose(facts, gap.at, |supposed| {
            if let Ok((answer, _)) = decided(supposed, edition, settings)
                && !answers.iter().any(|known| answer::same(known, &answer))
            {
                answers.push(answer);
            }
        });
        missing.answers = answers.len();
    }
    decision.missing.sort_by_key(|missing| core::cmp::Reverse(missing.answers));
    let first = decision.missing.first().filter(|missing| missing.answers > 1);
    decision.ask_first = first.map(|missing: &Missing| missing.field.clone());
}
