//! The Home Office's own worked examples. Facts are written by hand from each scenario
//! (`facts/*.json`, one file for each section); what is expected is copied with its source
//! (`worked-examples.jsonl`). Further examples printed in the texts stand in `further/*.json`.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use rulebook::{Edition, Facts, Settings, decide};
use serde_json::Value;

mod common;
mod matching;

use common::{folder, worked};

fn check(id: &str, facts: &Value, expected: &Value, wrong: &mut Vec<String>) {
    let facts: Facts = match serde_json::from_value(facts.clone()) {
        Ok(facts) => facts,
        Err(error) => return wrong.push(format!("{id}: facts cannot be read: {error}")),
    };
    match decide(&facts, &Edition::newest(), &Settings::default()) {
        Err(refusals) => wrong.push(format!("{id}: refused: {}", refusals[0])),
        Ok(decision) => {
            for crime in &decision.crimes {
                let known = crime.code.is_none_or(|code| Edition::offence(crime.class, code).is_some());
                if !known || crime.rules.is_empty() {
                    wrong.push(format!(
                        "{id}: {} {:?} is not in the offence list, or rests on no rule",
                        crime.class, crime.code
                    ));
                }
            }
            let answer = serde_json::to_value(&decision).expect("an answer is JSON");
            wrong.extend(matching::differences(expected, &answer).into_iter().map(|d| format!("{id}: {d}")));
        }
    }
}

#[test]
fn worked_examples_are_decided_as_printed() {
    let expected = worked();
    let facts = folder("facts");
    let mut wrong = Vec::new();
    for (id, facts) in &facts {
        let example = expected.get(id).unwrap_or_else(|| panic!("{id} is no worked example"));
        check(id, facts, &example["expected"], &mut wrong);
    }
    println!("{} of {} worked examples have facts; {} differ", facts.len(), expected.len(), wrong.len());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn further_examples_are_decided_as_printed() {
    let mut wrong = Vec::new();
    for (id, example) in folder("further") {
        check(&id, &example["facts"], &example["expected"], &mut wrong);
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Facts written by people who had read `onrecord decide --schema` and the scenarios, nothing else.
#[test]
fn facts_of_strangers_are_decided_as_printed() {
    let expected = worked();
    let mut wrong = Vec::new();
    for (id, facts) in folder("strangers") {
        let example = expected.get(&id).unwrap_or_else(|| panic!("{id} is no worked example"));
        check(&id, &facts, &example["expected"], &mut wrong);
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
