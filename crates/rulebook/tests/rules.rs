//! Every rule has an example that upholds it and one that violates it: facts near by for which the rule
//! does not speak, or forbids, so that the answer is another one. They stand in `rules/*.json`; what is
//! expected was written from the text, not from an answer. A rule without them stands in `left.json` with
//! the reason.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;

use rulebook::edition::RULES;
use rulebook::{Edition, Facts, Settings, decide};
use serde_json::Value;

mod common;
mod matching;

fn answer(facts: &Value) -> Result<Value, String> {
    let facts: Facts = serde_json::from_value(facts.clone()).map_err(|e| format!("cannot be read: {e}"))?;
    let decision = decide(&facts, &Edition::newest(), &Settings::default())
        .map_err(|refusals| format!("refused: {}", refusals[0]))?;
    Ok(serde_json::to_value(decision).unwrap())
}

/// Differences by the matching rule of the worked examples, and by what that rule does not cover.
fn differences(expected: &Value, answer: &Value) -> Vec<String> {
    let mut found = matching::differences(expected, answer);
    if let Some(ask) = expected.get("ask_registrar")
        && answer["ask_registrar"] != *ask
    {
        found.push(format!("ask_registrar is {}", answer["ask_registrar"]));
    }
    if let Some(absent) = expected.get("no_qualifier")
        && answer["qualifiers"].as_array().unwrap().contains(absent)
    {
        found.push(format!("{absent} is set"));
    }
    let duty = |rule: &Value| answer["duties"].as_array().unwrap().iter().any(|duty| duty["rule"] == *rule);
    if let Some(wanted) = expected.get("duty")
        && !duty(wanted)
    {
        found.push(format!("there is no duty by {wanted}"));
    }
    if let Some(absent) = expected.get("no_duty")
        && duty(absent)
    {
        found.push(format!("there is a duty by {absent}"));
    }
    if expected["no_category"] == true && !answer["category"].is_null() {
        found.push(format!("the category is {}", answer["category"]));
    }
    found
}

fn cites(answer: &Value, rule: &str) -> bool {
    answer["reasons"].as_array().unwrap().iter().any(|reason| reason["rule"] == rule)
}

/// What is wrong with the pair of a rule; nothing where both do as the text says.
fn wrong(rule: &str, pair: &Value, examples: &BTreeMap<String, common::Example>) -> Result<(), String> {
    let (upholds, violates) = (&pair["upholds"], &pair["violates"]);
    let (facts, expected) = match upholds["example"].as_str() {
        Some(id) => {
            let example = examples.get(id).ok_or_else(|| format!("there is no example {id}"))?;
            (&example.facts, &example.expected)
        }
        None => (&upholds["facts"], &upholds["expected"]),
    };
    let upheld = answer(facts).map_err(|e| format!("upholds: {e}"))?;
    if let Some(difference) = differences(expected, &upheld).first() {
        return Err(format!("upholds: {difference}"));
    }
    if !cites(&upheld, rule) {
        return Err(format!("upholds: the answer does not rest on it, but on {}", rules(&upheld)));
    }
    let other = common::changed(facts, &violates["change"]);
    let expected = &violates["expected"];
    let violated = answer(&other).map_err(|e| format!("violates: {e}"))?;
    if let Some(difference) = differences(expected, &violated).first() {
        return Err(format!("violates: {difference}"));
    }
    if differences(expected, &upheld).is_empty() {
        return Err("what is expected where it is violated is also true where it is upheld".to_owned());
    }
    let cited = violates["still_cited"] == true;
    if cites(&violated, rule) != cited {
        return Err(format!("violates: the answer rests on {}", rules(&violated)));
    }
    Ok(())
}

fn rules(answer: &Value) -> String {
    let ids = answer["reasons"].as_array().unwrap().iter().filter_map(|reason| reason["rule"].as_str());
    ids.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_rule_has_an_upholding_and_a_violating_example() {
    let (pairs, examples, left) = (common::folder("rules"), common::examples(), common::left());
    let mut found = Vec::new();
    for rule in RULES {
        match (pairs.get(rule.id), left.get(rule.id)) {
            (Some(pair), None) => {
                if let Err(what) = wrong(rule.id, pair, &examples) {
                    found.push(format!("{}: {what}", rule.id));
                }
            }
            (None, Some(reason)) => {
                if reason.len() < 40 {
                    found.push(format!("{}: left without a reason", rule.id));
                }
            }
            (Some(_), Some(_)) => found.push(format!("{}: has examples and is left", rule.id)),
            (None, None) => found.push(format!("{}: has no examples, and is not left", rule.id)),
        }
    }
    let known = |id: &String| RULES.iter().any(|rule| rule.id == id);
    found.extend(pairs.keys().chain(left.keys()).filter(|id| !known(id)).map(|id| format!("{id}: no rule")));
    assert!(found.is_empty(), "{} wrong\n{}", found.len(), found.join("\n"));
}

/// A rule that is left is left for good reason: no answer rests on it.
#[test]
fn no_answer_rests_on_a_rule_that_is_left() {
    let left = common::left();
    for (id, facts) in common::facts_of_examples() {
        let decision = decide(&facts, &Edition::newest(), &Settings::default()).unwrap();
        for reason in &decision.reasons {
            assert!(
                !left.contains_key(reason.rule),
                "{id} rests on {}: take it out of left.json",
                reason.rule
            );
        }
    }
}

#[test]
fn changes_are_made_where_they_say() {
    let facts = serde_json::json!({"a": [{"b": 1}, {"b": 2}], "c": {"d": true}});
    let expected = serde_json::json!({"a": [{"b": 3}], "c": {}, "e": [{"f": "new"}]});
    // A new list is begun with its first entry.
    let begun = common::changed(&serde_json::json!({}), &serde_json::json!({"/e/0": {"f": "new"}}));
    assert_eq!(begun, serde_json::json!({"e": [{"f": "new"}]}));
    let changes = serde_json::json!({"/a/0": null, "/a/1/b": 3, "/c/d": null, "/e/0": {"f": "new"}});
    assert_eq!(common::changed(&facts, &changes), expected);
}
