//! The JSON Schema of the facts, generated from the types.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::facts::Facts;

/// The JSON Schema (2020-12) of [`Facts`]: a description and an example for every field, a description
/// for every word that may be chosen.
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<Facts>().to_value();
    plain(&mut schema);
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".into(), "Facts for onrecord decide".into());
        root.insert("examples".into(), EXAMPLES.iter().map(|text| crate::facts::json(text)).collect());
    }
    schema
}

/// Whole matters, as somebody would write them down.
const EXAMPLES: &[&str] = &[
    r#"{"report": {"by": "victim", "person": "woman"},
        "people": [{"id": "woman", "sex": "female", "age": 30, "account": "confirms"}, {"id": "ex", "sex": "male", "age": 33}],
        "relations": [{"of": "ex", "to": "woman", "is": "former_partner"}],
        "acts": [{"kind": "hit", "by": ["ex"], "to": ["woman"], "injury": "bruise", "place": {"kind": "dwelling"}},
                 {"kind": "unwanted_conduct", "by": ["ex"], "to": ["woman"], "occasions": 5,
                  "behaviours": ["turned_up", "unwanted_gifts"], "effect": ["alarm_or_distress"]}]}"#,
    r#"{"report": {"by": "other_person", "enquiries_made": true, "necessary_without_victim": false},
        "people": [{"id": "man", "sex": "male"}, {"id": "woman", "sex": "female", "account": "will_not_confirm"}],
        "acts": [{"kind": "raped", "by": ["man"], "to": ["woman"], "place": {"kind": "public_place"}}]}"#,
    r#"{"people": [{"id": "man", "sex": "male", "age": 56}],
        "deaths": [{"person": "man", "cause": "not_known", "unexpected": true}]}"#,
    r#"{"prior": [{"class": "8N", "code": "008/06", "status": "open"}],
        "evidence": [{"source": "camera_footage", "shows": "self_defence", "when": "after_recording", "can_be_checked": true}],
        "ask": {"question": "cancel", "victim_told": true}}"#,
];

/// Takes out what says nothing to a reader: defaults, which are "not known" everywhere, and the word
/// null, which means the same as leaving a field out.
fn plain(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(plain),
        Value::Object(map) => {
            map.remove("default");
            map.remove("format");
            if let Some(Value::Array(types)) = map.get_mut("type") {
                types.retain(|kind| kind != "null");
                if let [one] = types.as_slice() {
                    let one = one.clone();
                    map.insert("type".into(), one);
                }
            }
            if let Some(Value::Array(any)) = map.get("anyOf")
                && let [first, null] = any.as_slice()
                && null["type"] == "null"
                && let Value::Object(first) = first.clone()
            {
                map.remove("anyOf");
                map.extend(first);
            }
            map.values_mut().for_each(plain);
        }
        _ => {}
    }
}
