//! The schema is what strangers write facts from: nothing in it may be without a description, and no
//! field without an example that the program itself accepts.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use rulebook::Facts;
use serde_json::{Value, json};

fn groups(schema: &Value) -> Vec<(String, &Value)> {
    let mut groups = vec![("Facts".to_owned(), schema)];
    groups.extend(schema["$defs"].as_object().expect("$defs").iter().map(|(name, def)| (name.clone(), def)));
    groups
}

#[test]
fn every_field_has_a_description_and_an_example_and_every_word_a_description() {
    let schema = rulebook::schema();
    let mut bare = Vec::new();
    for (group, definition) in groups(&schema) {
        if definition["description"].as_str().is_none_or(str::is_empty) {
            bare.push(format!("{group} has no description"));
        }
        for (name, field) in definition["properties"].as_object().into_iter().flatten() {
            if field["description"].as_str().is_none_or(|text| text.len() < 8) {
                bare.push(format!("{group}.{name} has no description"));
            }
            if field["examples"].as_array().is_none_or(|list| list.is_empty() || list.contains(&Value::Null))
            {
                bare.push(format!("{group}.{name} has no example"));
            }
        }
        for word in definition["oneOf"].as_array().into_iter().flatten() {
            if word["description"].as_str().is_none_or(str::is_empty) {
                bare.push(format!("{group}: {} has no description", word["const"]));
            }
        }
        for word in definition["enum"].as_array().into_iter().flatten() {
            bare.push(format!("{group}: {word} has no description"));
        }
    }
    assert!(bare.is_empty(), "{}", bare.join("\n"));
}

/// Where each group stands in the facts.
fn within(group: &str, field: &str, example: &Value) -> Option<Value> {
    let mut object = json!({ field: example });
    let person = |object: &mut Value| {
        if object.get("id").is_none() {
            object["id"] = json!("somebody");
        }
    };
    Some(match group {
        "Facts" => object,
        "Report" => json!({ "report": object }),
        "Ask" => json!({ "ask": object }),
        "Person" => {
            person(&mut object);
            json!({ "people": [object] })
        }
        "Relation" => json!({ "relations": [object] }),
        "Act" => json!({ "acts": [object] }),
        "Death" => json!({ "deaths": [object] }),
        "Event" => json!({ "events": [object] }),
        "Evidence" => json!({ "evidence": [object] }),
        "Prior" => json!({ "prior": [object] }),
        "Disposal" => json!({ "disposals": [object] }),
        _ => return None,
    })
}

#[test]
fn every_example_is_read_by_the_program() {
    let schema = rulebook::schema();
    let mut refused = Vec::new();
    for (group, definition) in groups(&schema) {
        for (name, field) in definition["properties"].as_object().into_iter().flatten() {
            for example in field["examples"].as_array().into_iter().flatten() {
                let Some(facts) = within(&group, name, example) else { continue };
                if let Err(error) = serde_json::from_value::<Facts>(facts) {
                    refused.push(format!("{group}.{name}: {example}: {error}"));
                }
            }
        }
    }
    for (i, example) in schema["examples"].as_array().expect("whole examples").iter().enumerate() {
        if let Err(error) = serde_json::from_value::<Facts>(example.clone()) {
            refused.push(format!("whole example {i}: {error}"));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn an_unknown_field_or_word_is_refused() {
    let refused = |facts: Value| serde_json::from_value::<Facts>(facts).expect_err("refused").to_string();
    assert!(refused(json!({"class": "8N"})).contains("unknown field `class`"));
    assert!(refused(json!({"acts": [{"kind": "hit", "class": "8N"}]})).contains("unknown field `class`"));
    assert!(refused(json!({"acts": [{"kind": "abh"}]})).contains("unknown variant `abh`"));
}
