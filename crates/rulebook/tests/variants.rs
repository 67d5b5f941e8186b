//! Seeded variants of all facts there are: other names and another order change nothing, and another victim
//! never lessens what is recorded. A fact left out is tried in `missing.rs`.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;

use rulebook::{Decision, Edition, Facts, Settings, decide_without_questions};
use serde_json::Value;

mod common;

const SEEDS: std::ops::RangeInclusive<u64> = 1..=3;

fn answered(facts: &Facts) -> Decision {
    decide_without_questions(facts, &Edition::newest(), &Settings::default()).unwrap_or_else(|refusals| {
        panic!("{} refused: {}", serde_json::to_string(facts).unwrap(), refusals[0])
    })
}

/// Fields of the facts that hold somebody's id, or a list of ids.
const IDS: &[&str] =
    &["id", "by", "to", "of", "person", "about", "suspect", "person_shown", "losses_refused_by_bank"];

/// Gives everybody another name, in every field that holds an id and in no other.
fn renamed(value: &mut Value, names: &BTreeMap<String, String>, holds_id: bool) {
    match value {
        Value::String(text) if holds_id => {
            if let Some(name) = names.get(text) {
                *text = name.clone();
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|one| renamed(one, names, holds_id)),
        Value::Object(fields) => {
            for (key, one) in fields {
                // `report.by` is a word; `by` of an act is a list of ids.
                let word = key == "by" && one.is_string();
                renamed(one, names, IDS.contains(&key.as_str()) && !word);
            }
        }
        _ => {}
    }
}

/// The answer without what only says where in the facts something stands; names put back.
fn bare(decision: &Decision, names: &BTreeMap<String, String>) -> Value {
    let mut value = serde_json::to_value(decision).unwrap();
    let object = value.as_object_mut().unwrap();
    object.remove("ask_first");
    let n_missing = object.remove("missing").and_then(|list| list.as_array().map(Vec::len));
    object.insert("n_missing".to_owned(), n_missing.into());
    for reason in object["reasons"].as_array_mut().unwrap() {
        reason.as_object_mut().unwrap().remove("here");
    }
    for crime in object["crimes"].as_array_mut().unwrap() {
        let victims = crime["victims"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let mut old: Vec<&str> =
            victims.map(|victim| names.get(victim).map_or(victim, String::as_str)).collect();
        old.sort_unstable();
        let old: Value = old.into();
        crime["victims"] = old;
    }
    value
}

/// The same matter, told by somebody else: other names, everything in another order.
fn told_otherwise(facts: &Facts, seed: u64) -> (Facts, BTreeMap<String, String>) {
    let mut random = common::Random::new(seed);
    let mut other = facts.clone();
    random.shuffle(&mut other.people);
    random.shuffle(&mut other.acts);
    random.shuffle(&mut other.relations);
    random.shuffle(&mut other.evidence);
    random.shuffle(&mut other.deaths);
    random.shuffle(&mut other.events);
    for act in &mut other.acts {
        random.shuffle(&mut act.by);
        random.shuffle(&mut act.to);
    }
    let name = |at: usize| format!("person {}", (at + 7 * usize::try_from(seed).unwrap()) % 97);
    let new: BTreeMap<String, String> =
        facts.people.iter().enumerate().map(|(at, person)| (person.id.clone(), name(at))).collect();
    let back = new.iter().map(|(old, new)| (new.clone(), old.clone())).collect();
    let mut value = serde_json::to_value(other).unwrap();
    renamed(&mut value, &new, false);
    (serde_json::from_value(value).unwrap(), back)
}

#[test]
fn other_names_and_another_order_give_the_same_answer() {
    let (mut different, mut n_tried) = (Vec::new(), 0);
    for (id, facts) in common::all_facts() {
        let one = bare(&answered(&facts), &BTreeMap::new());
        for seed in SEEDS {
            let (other, back) = told_otherwise(&facts, seed);
            let two = bare(&answered(&other), &back);
            n_tried += 1;
            if one != two {
                different.push(format!("{id}, seed {seed}:\n  {one}\n  {two}"));
            }
        }
    }
    println!("{n_tried} variants");
    assert!(n_tried > 3000 && different.is_empty(), "{} differ\n{}", different.len(), different.join("\n"));
}

/// Where one person is the only victim of every act, a second one to whom the same is done doubles crimes
/// that are counted per victim, and never lessens what is recorded.
#[test]
fn another_victim_never_lessens_what_is_recorded() {
    let (mut more, mut fewer) = (0, Vec::new());
    for (id, facts) in common::all_facts() {
        let to: Vec<&String> = facts.acts.iter().flat_map(|act| &act.to).collect();
        let Some(victim) = to.first().filter(|first| to.iter().all(|other| other == *first)) else {
            continue;
        };
        if facts.ask.question.is_some() || !facts.prior.is_empty() {
            continue;
        }
        let mut other = facts.clone();
        let mut second = other.people.iter().find(|p| p.id == **victim).unwrap().clone();
        second.id = "a second one".into();
        other.people.push(second);
        other
            .acts
            .iter_mut()
            .filter(|act| !act.to.is_empty())
            .for_each(|act| act.to.push("a second one".into()));
        let count = |decision: &Decision| decision.crimes.iter().map(|crime| crime.count).sum::<u32>();
        let (one, two) = (answered(&facts), answered(&other));
        if count(&two) < count(&one) {
            fewer.push(format!("{id}: {} crimes became {}", count(&one), count(&two)));
        }
        more += u32::from(count(&two) > count(&one));
    }
    println!("a second victim adds crimes in {more} of them");
    assert!(more > 200 && fewer.is_empty(), "{more}\n{}", fewer.join("\n"));
}
