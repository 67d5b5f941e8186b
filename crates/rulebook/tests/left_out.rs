//! Whatever single fact is left out of any facts there are: if the answer then is another, that fact is
//! among those asked for, or stands in `not-asked.json` with the reason. Nothing unknown is quietly read as
//! no.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};

use rulebook::{Decision, Edition, Facts, Settings, decide_without_questions};
use serde_json::{Value, json};

mod common;

fn answered(facts: &Facts) -> Option<Decision> {
    decide_without_questions(facts, &Edition::newest(), &Settings::default()).ok()
}

/// What is recorded.
fn recorded(decision: &Decision) -> Value {
    let crimes: Vec<Value> =
        decision.crimes.iter().map(|c| json!([c.class, c.code, c.count, c.attempt])).collect();
    json!([
        decision.result,
        crimes,
        decision.n_code,
        decision.n_count,
        decision.cancel,
        decision.outcome,
        decision.report_fraud,
        decision.transfer_to,
        decision.deadline_hours
    ])
}

/// Fields that are not asked for, each with the reason (`not-asked.json`): they say what the matter is, or
/// what is read while nothing is said of them.
fn not_asked() -> BTreeMap<String, String> {
    serde_json::from_str(include_str!("not-asked.json")).expect("a table")
}

/// Lists in which a field left out is a question; events tell no crime.
const LISTS: &[&str] = &["people", "acts", "deaths", "prior", "disposals", "evidence"];

type Fields = Vec<(String, Facts)>;

/// The facts with each field in turn left out, by the name under which it would be asked for.
fn each_left_out(facts: &Facts) -> Fields {
    let whole = serde_json::to_value(facts).unwrap();
    let mut out = Vec::new();
    for list in LISTS {
        for at in 0..whole[list].as_array().map_or(0, Vec::len) {
            leave_out(&whole, &format!("/{list}/{at}"), &format!("{list}[{at}]"), &mut out);
        }
    }
    for part in ["report", "ask"] {
        leave_out(&whole, &format!("/{part}"), part, &mut out);
    }
    out
}

fn leave_out(whole: &Value, pointer: &str, name: &str, out: &mut Fields) {
    let Some(Value::Object(fields)) = whole.pointer(pointer) else { return };
    for (field, value) in fields {
        let told = !value.is_null() && *value != json!([]) && *value != json!({});
        if !told {
            continue;
        }
        if value.is_object() {
            leave_out(whole, &format!("{pointer}/{field}"), &format!("{name}.{field}"), out);
            continue;
        }
        let mut less = whole.clone();
        less.pointer_mut(pointer).and_then(Value::as_object_mut).unwrap().remove(field);
        let asked = field.strip_suffix("_at_least").or(field.strip_suffix("_under")).unwrap_or(field);
        if let Ok(less) = serde_json::from_value(less) {
            out.push((format!("{name}.{asked}"), less));
        }
    }
}

#[test]
fn a_fact_left_out_is_asked_for_where_it_decides() {
    let not_asked = not_asked();
    let (mut silent, mut needed, mut n_deciding) = (Vec::new(), BTreeSet::new(), 0);
    for (id, facts) in common::all_facts() {
        let whole = answered(&facts).unwrap();
        for (field, less) in each_left_out(&facts) {
            let Some(answer) = answered(&less) else { continue };
            if recorded(&answer) == recorded(&whole) {
                continue;
            }
            n_deciding += 1;
            if answer.missing.iter().any(|missing| missing.field == field) {
                continue;
            }
            let place: String =
                field.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect();
            if !not_asked.contains_key(&place) {
                silent.push(format!(
                    "{id}: without {field}: {} became {}",
                    recorded(&whole),
                    recorded(&answer)
                ));
            }
            needed.insert(place);
        }
    }
    println!("{n_deciding} facts decide; {} of them are not asked for", silent.len());
    let idle: Vec<&String> = not_asked.keys().filter(|field| !needed.contains(*field)).collect();
    assert!(silent.is_empty(), "\n{}", silent.join("\n"));
    assert!(idle.is_empty(), "no longer needed in not-asked.json: {idle:?}");
    assert!(not_asked.values().all(|reason| reason.len() > 20), "each field has its reason");
}
