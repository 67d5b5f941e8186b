//! What is missing is asked for: whatever single fact of an example is left out, if the answer then is
//! another, that fact is among those asked for. Nothing unknown is quietly read as no.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

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

/// Fields that say what the matter is, whom it is about or how much of it there is: without them it is
/// another matter, and not the same one with a question open.
const IDENTITY: &[&str] = &[
    "id",
    "kind",
    "of",
    "to",
    "by",
    "is",
    "person",
    "about",
    "number",
    "occasions",
    "when",
    "question",
    "class",
    "class_any_of",
    "code",
    "count",
    "record",
    "for_acts",
    "shows",
    "suspect",
    "person_shown",
    "household",
    "force",
    "home_force",
    "losses_refused_by_bank",
    "cancel_for",
    "places",
    "flight",
    "departed_from",
    "last_left_uk_from",
    "suspect_was_in",
    "victim_was_in",
    "in_force",
    "nationality",
    "recorded_by_other_force",
    "party",
    "means",
    "hostility_shown",
    "hostility_perceived",
    "country",
    "already_recorded",
    "attempted_only",
    "decided",
    "received",
];

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
        if !told || IDENTITY.contains(&field.as_str()) {
            continue;
        }
        if value.is_object() {
            leave_out(whole, &format!("{pointer}/{field}"), &format!("{name}.{field}"), out);
            continue;
        }
        let mut less = whole.clone();
        less.pointer_mut(pointer).and_then(Value::as_object_mut).unwrap().remove(field);
        let asked = field.strip_suffix("_at_least").or(field.strip_suffix("_under")).unwrap_or(field);
        out.push((format!("{name}.{asked}"), serde_json::from_value(less).unwrap()));
    }
}

#[test]
fn a_fact_left_out_of_an_example_is_asked_for_where_it_decides() {
    let (mut silent, mut n_deciding) = (Vec::new(), 0);
    for (id, facts) in common::facts_of_examples() {
        let whole = answered(&facts).unwrap();
        for (field, less) in each_left_out(&facts) {
            let Some(answer) = answered(&less) else { continue };
            if recorded(&answer) == recorded(&whole) {
                continue;
            }
            n_deciding += 1;
            if !answer.missing.iter().any(|missing| missing.field == field) {
                silent.push(format!(
                    "{id}: without {field}: {} became {}",
                    recorded(&whole),
                    recorded(&answer)
                ));
            }
        }
    }
    println!("{n_deciding} facts decide; {} of them are not asked for", silent.len());
    assert!(silent.is_empty(), "\n{}", silent.join("\n"));
}
