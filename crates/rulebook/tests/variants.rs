//! Seeded variants of every example: other names and order, another victim, and a fact left out, which
//! must then be asked for where it decides.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use rulebook::facts::Question;
use rulebook::{Decision, Edition, Facts, Settings, decide_without_questions};
use serde_json::{Value, json};

mod common;

fn answered(facts: &Facts) -> Option<Decision> {
    decide_without_questions(facts, &Edition::newest(), &Settings::default()).ok()
}

/// What is recorded.
fn recorded(decision: &Decision) -> Value {
    let crimes: Vec<Value> =
        decision.crimes.iter().map(|c| json!([c.class, c.code, c.count, c.attempt, c.force])).collect();
    json!([decision.result, crimes, decision.n_code, decision.n_count, decision.cancel, decision.category])
}

#[test]
fn other_names_and_another_order_give_the_same_answer() {
    for (id, facts) in common::facts_of_examples() {
        for seed in 1..=3 {
            let mut random = common::Random::new(seed);
            let mut other = facts.clone();
            random.shuffle(&mut other.people);
            random.shuffle(&mut other.acts);
            random.shuffle(&mut other.relations);
            random.shuffle(&mut other.evidence);
            let mut text = serde_json::to_string(&other).unwrap();
            for (i, person) in facts.people.iter().enumerate() {
                text = text.replace(&format!("\"{}\"", person.id), &format!("\"q{seed}{i}x\""));
            }
            // A word of the schema that happens to be somebody's id is put back by reading it again.
            let Ok(renamed) = serde_json::from_str::<Facts>(&text) else { continue };
            let (one, two) = (answered(&facts).unwrap(), answered(&renamed));
            if let Some(two) = two {
                assert_eq!(recorded(&one), recorded(&two), "{id}, seed {seed}");
            }
        }
    }
}

/// Where one person is the only victim of every act, a second one to whom the same is done doubles crimes
/// that are counted per victim, and never lessens what is recorded.
#[test]
fn another_victim_never_lessens_what_is_recorded() {
    for (id, facts) in common::facts_of_examples() {
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
        for act in &mut other.acts {
            if !act.to.is_empty() {
                act.to.push("a second one".into());
            }
        }
        let count = |decision: &Decision| decision.crimes.iter().map(|crime| crime.count).sum::<u32>();
        let (one, two) = (answered(&facts).unwrap(), answered(&other).unwrap());
        if !one.crimes.is_empty() {
            assert!(count(&two) >= count(&one), "{id}: {} crimes became {}", count(&one), count(&two));
        }
    }
}

type Leave = (&'static str, fn(&mut Facts, usize) -> bool);

const LEFT_OUT: &[Leave] = &[
    ("people[{}].account", |f, i| f.people.get_mut(i).is_some_and(|p| p.account.take().is_some())),
    ("people[{}].age", |f, i| {
        f.people.get_mut(i).is_some_and(|p| {
            let known = p.age.is_some() || p.age_under.is_some() || p.age_at_least.is_some();
            (p.age, p.age_under, p.age_at_least) = (None, None, None);
            known
        })
    }),
    ("people[{}].sex", |f, i| f.people.get_mut(i).is_some_and(|p| p.sex.take().is_some())),
    ("acts[{}].injury", |f, i| f.acts.get_mut(i).is_some_and(|a| a.injury.take().is_some())),
];

/// Sections whose questions are held to this; the list grows with the rooms.
fn held(id: &str) -> bool {
    ["A-", "SCH-", "V-further", "X-further", "N-0", "B-00", "B-03"].iter().any(|head| id.starts_with(head))
}

#[test]
fn a_fact_left_out_that_decides_is_asked_for() {
    let mut silent = Vec::new();
    for (id, facts) in common::facts_of_examples().into_iter().filter(|(id, _)| held(id)) {
        if facts.ask.question.is_some_and(|question| question != Question::Record) {
            continue;
        }
        let whole = answered(&facts).unwrap();
        for (field, leave) in LEFT_OUT {
            for i in 0..facts.people.len().max(facts.acts.len()) {
                let mut less = facts.clone();
                if !leave(&mut less, i) {
                    continue;
                }
                let answer = answered(&less).unwrap();
                let field = field.replace("{}", &i.to_string());
                let asked = answer.missing.iter().any(|missing| missing.field == field);
                if recorded(&answer) != recorded(&whole) && !asked {
                    silent.push(format!(
                        "{id}: without {field}: {} became {}",
                        recorded(&whole),
                        recorded(&answer)
                    ));
                }
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
