//! A rate at odds with the judgment that the text claims. A judgment is never computed from a rate (the
//! published bands overlap); but a rate far outside all that were so judged does not go with the word.

use alloc::format;
use alloc::vec::Vec;

use super::super::claim::{Amount, Claim, Subject};
use super::super::label::{Remark, Rule};
use super::super::lexicon::{self, Group, JUDGMENTS};
use super::super::shares::{JUDGED, JUDGMENT_SLACK_POINTS};
use super::{Read, Remarked, shown};

/// Words that make "good" a judgment.
const JUDGING: &[&str] = &[
    "rated",
    "graded",
    "judged",
    "grade",
    "grading",
    "rating",
    "judgment",
    "judgement",
    "assessed as",
    "assessed",
    "classed as",
    "found to be",
];

/// Compares overall rates with judgments.
pub fn look(read: &Read<'_>, found: &mut Vec<Remarked>) {
    let everywhere = judgments_of_draft(read);
    for claim in read
        .claims
        .iter()
        .filter(|claim| claim.group == Some(Group::Overall) && claim.subject == Subject::Force)
    {
        let is_rate = matches!(claim.amount, Amount::Rate(_) | Amount::Rough(_));
        let Some(rate) = claim.recorded_rate().filter(|_| is_rate) else { continue };
        let Some(judgment) = judgment_of(read, claim, &everywhere) else { continue };
        found.extend(at_odds(claim, rate, judgment));
    }
}

fn at_odds(claim: &Claim, rate: f64, judgment: &'static str) -> Option<Remarked> {
    let (_, low, high) = JUDGED.iter().find(|(word, _, _)| *word == judgment)?;
    let slack = JUDGMENT_SLACK_POINTS + claim.slack();
    if rate >= low - slack && rate <= high + slack {
        return None;
    }
    let (side, end) = if rate < *low { ("lowest", low) } else { ("highest", high) };
    let reason = format!(
        "does not go with the judgment \"{judgment}\": the {side} overall rate of a force so judged and published is {}%",
        shown(*end)
    );
    Some((
        claim.found,
        Remark::wrong(Rule::Judgment, reason, "Look the rate and the judgment up in the inspection report."),
    ))
}

/// The judgment in the claim's own sentence, where there is one; else, for a rate of the present, the
/// only judgment of the whole draft.
fn judgment_of(read: &Read<'_>, claim: &Claim, everywhere: &[&'static str]) -> Option<&'static str> {
    let (passage, number) = read.number(claim.found)?;
    let (from, to) = passage.sentence_of(number.from);
    let sentence = passage.words(from, to);
    let here = named(&sentence);
    match here[..] {
        [(_, one)] => {
            let rates = read
                .claims
                .iter()
                .filter(|other| {
                    other.found.abs_diff(claim.found) < 64
                        && other.group == Some(Group::Overall)
                        && read.sentence(other.found) == read.sentence(claim.found)
                })
                .count();
            (rates == 1).then_some(one)
        }
        // The rate is at `before.len()` in the sentence; each judgment goes with the rate nearest it.
        [_, _, ..] => nearest(read, claim, &here, passage.words(from, number.from).len()),
        [] if claim.when.is_empty() => match everywhere {
            [one] => Some(one),
            _ => None,
        },
        [] => None,
    }
}

fn nearest(
    read: &Read<'_>,
    claim: &Claim,
    here: &[(usize, &'static str)],
    at: usize,
) -> Option<&'static str> {
    let rates = read
        .claims
        .iter()
        .filter(|other| {
            other.group == Some(Group::Overall) && read.sentence(other.found) == read.sentence(claim.found)
        })
        .count();
    if rates != here.len() {
        return None;
    }
    here.iter().min_by_key(|(place, _)| place.abs_diff(at)).map(|(_, word)| *word)
}

/// Judgments named in a sentence that judges, in order.
fn named(sentence: &str) -> Vec<(usize, &'static str)> {
    let judges = lexicon::any(sentence, JUDGING);
    let mut hits: Vec<(usize, &'static str)> = Vec::new();
    for word in JUDGMENTS {
        let quoted = ["'", "\"", "\u{201c}"]
            .iter()
            .any(|q| sentence.contains(&format!("{q}{word}")) || sentence.contains(&format!("{q} {word}")));
        if !judges && !quoted {
            continue;
        }
        let mut from = 0;
        while let Some(at) = sentence.get(from..).and_then(|rest| lexicon::first_word(rest, word)) {
            let known = if *word == "requiring improvement" { "requires improvement" } else { word };
            hits.push((from + at, known));
            from += at + word.len();
        }
    }
    hits.sort_unstable();
    hits
}

fn judgments_of_draft(read: &Read<'_>) -> Vec<&'static str> {
    let mut words: Vec<&'static str> = Vec::new();
    for passage in read.passages {
        for (from, to) in &passage.sentences {
            for (_, word) in named(&passage.words(*from, *to)) {
                if !words.contains(&word) {
                    words.push(word);
                }
            }
        }
    }
    words
}
