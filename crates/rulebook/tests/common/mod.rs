//! Facts made at random from the schema itself, so that whatever a caller may write is tried; and small
//! helpers that several tests share.

#![allow(dead_code)]

use std::collections::BTreeMap;
use std::path::Path;

use rulebook::Facts;
use serde_json::{Map, Value};

/// Every entry of the JSON tables in a folder beside the tests, by id.
pub fn folder(name: &str) -> BTreeMap<String, Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(path).expect("the folder is there") {
        let path = entry.expect("readable").path();
        let text = std::fs::read_to_string(&path).expect("readable");
        let table: BTreeMap<String, Value> =
            serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for (id, value) in table {
            assert!(all.insert(id.clone(), value).is_none(), "{id} stands twice");
        }
    }
    all
}

/// Ids of the worked examples with their line.
pub fn worked() -> BTreeMap<String, Value> {
    include_str!("../worked-examples.jsonl")
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a JSON object"))
        .map(|example| (example["id"].as_str().expect("id").to_owned(), example))
        .collect()
}

/// An example with what the text expects of it.
pub struct Example {
    /// The facts, as written.
    pub facts: Value,
    /// What the text expects.
    pub expected: Value,
}

/// The worked and the further examples, by id.
pub fn examples() -> BTreeMap<String, Example> {
    let worked = worked();
    let official = folder("facts").into_iter().map(|(id, facts)| {
        let expected = worked.get(&id).unwrap_or_else(|| panic!("{id} is no worked example"));
        (id, Example { facts, expected: expected["expected"].clone() })
    });
    let further = folder("further").into_iter().map(|(id, value)| {
        (id, Example { facts: value["facts"].clone(), expected: value["expected"].clone() })
    });
    official.chain(further).collect()
}

/// Facts of the worked and the further examples, by id.
pub fn facts_of_examples() -> BTreeMap<String, Facts> {
    examples().into_iter().map(|(id, example)| (id, serde_json::from_value(example.facts).unwrap())).collect()
}

/// Rules deliberately left without an example, each with the reason.
pub fn left() -> BTreeMap<String, String> {
    serde_json::from_str(include_str!("../left.json")).expect("a table")
}

/// Facts with changes: each names a place in the facts (a JSON pointer) and what stands there instead;
/// null takes it away.
pub fn changed(facts: &Value, changes: &Value) -> Value {
    let mut other = facts.clone();
    // Things taken from a list are taken last, so that the places before them keep their numbers.
    let (gone, set): (Vec<_>, Vec<_>) =
        changes.as_object().expect("changes").iter().partition(|(_, value)| value.is_null());
    for (path, value) in set.into_iter().chain(gone.into_iter().rev()) {
        let keys: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        put(&mut other, &keys, value);
    }
    other
}

fn put(at: &mut Value, keys: &[&str], value: &Value) {
    let (first, rest) = keys.split_first().expect("a path");
    if let Value::Array(list) = at {
        let place: usize = first.parse().expect("a place in a list");
        match (rest.is_empty(), value.is_null()) {
            (true, true) => drop(list.remove(place)),
            (true, false) if place == list.len() => list.push(value.clone()),
            (true, false) => list[place] = value.clone(),
            (false, _) => put(&mut list[place], rest, value),
        }
        return;
    }
    if at.is_null() {
        let list = first.parse::<usize>().is_ok();
        *at = if list { Value::Array(Vec::new()) } else { Value::Object(serde_json::Map::new()) };
        return put(at, keys, value);
    }
    let object = at.as_object_mut().expect("a group of fields");
    match (rest.is_empty(), value.is_null()) {
        (true, true) => drop(object.remove(*first)),
        (true, false) => drop(object.insert((*first).to_owned(), value.clone())),
        (false, _) => put(object.entry((*first).to_owned()).or_insert(Value::Null), rest, value),
    }
}

/// All facts there are: of the worked and the further examples, of strangers, and of the two examples of
/// each rule, by a name that says which.
pub fn all_facts() -> BTreeMap<String, Facts> {
    all_values().into_iter().map(|(id, facts)| (id, serde_json::from_value(facts).unwrap())).collect()
}

/// The same as they are written.
pub fn all_values() -> BTreeMap<String, Value> {
    let examples = examples();
    let mut all: BTreeMap<String, Value> = BTreeMap::new();
    for (rule, pair) in folder("rules") {
        let upholds = match pair["upholds"]["example"].as_str() {
            Some(id) => examples[id].facts.clone(),
            None => pair["upholds"]["facts"].clone(),
        };
        all.insert(format!("{rule} violated"), changed(&upholds, &pair["violates"]["change"]));
        all.insert(format!("{rule} upheld"), upholds);
    }
    all.extend(folder("strangers").into_iter().map(|(id, facts)| (format!("{id} by a stranger"), facts)));
    all.extend(examples.into_iter().map(|(id, example)| (id, example.facts)));
    all
}

/// A small seeded generator (xorshift): the same seed gives the same facts on every machine.
pub struct Random(u64);

impl Random {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % n.max(1)
    }

    /// Shuffles a list.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

const IDS: [&str; 4] = ["a", "b", "c", "d"];

/// Facts at random from the schema: four people, some acts, a field here and there.
pub fn facts(schema: &Value, seed: u64) -> Option<Facts> {
    let mut random = Random::new(seed);
    let mut facts = Map::new();
    let mut people = Vec::new();
    for id in IDS {
        let mut person = group(schema, "Person", 5, &mut random);
        person.remove("age_under");
        person.remove("age_at_least");
        person.insert("id".into(), id.into());
        if person.contains_key("age") {
            person.insert("age".into(), [0, 9, 12, 14, 15, 17, 18, 40, 70][random.below(9)].into());
        }
        person.remove("number");
        people.push(Value::Object(person));
    }
    facts.insert("people".into(), people.into());
    facts.insert("report".into(), group(schema, "Report", 8, &mut random).into());
    for (list, of, most, chance) in [
        ("acts", "Act", 4, 6),
        ("relations", "Relation", 3, 1),
        ("evidence", "Evidence", 2, 3),
        ("deaths", "Death", 1, 3),
        ("prior", "Prior", 1, 3),
    ] {
        let n = random.below(most + 1);
        let rows: Vec<Value> = (0..n).map(|_| group(schema, of, chance, &mut random).into()).collect();
        facts.insert(list.into(), rows.into());
    }
    for act in facts.get_mut("acts")?.as_array_mut()? {
        let split = random.below(4);
        let by: Vec<&str> = IDS[..split.min(2)].to_vec();
        let to: Vec<&str> = IDS[2..2 + random.below(3)].to_vec();
        act["by"] = by.into();
        act["to"] = to.into();
        if act.get("kind").is_none() {
            act["kind"] = word(&schema["$defs"]["Kind"], &mut random);
        }
    }
    for death in facts.get_mut("deaths")?.as_array_mut()? {
        death["person"] = IDS[random.below(4)].into();
    }
    for prior in facts.get_mut("prior")?.as_array_mut()? {
        prior["class_any_of"] = Vec::<&str>::new().into();
        prior["class"] = ["8Q", "8L", "8N", "19C", "N100", "106", "49A"][random.below(7)].into();
    }
    for relation in facts.get_mut("relations")?.as_array_mut()? {
        relation["of"] = IDS[random.below(2)].into();
        relation["to"] = IDS[2 + random.below(2)].into();
    }
    if random.below(6) == 0 {
        let question = ["cancel", "reclassify", "record"][random.below(3)];
        facts.insert("ask".into(), serde_json::json!({ "question": question }));
    }
    serde_json::from_value(Value::Object(facts)).ok()
}

/// One object of a group: each field with one chance in `chance`.
fn group(schema: &Value, name: &str, chance: usize, random: &mut Random) -> Map<String, Value> {
    let mut object = Map::new();
    for (field, definition) in schema["$defs"][name]["properties"].as_object().into_iter().flatten() {
        if random.below(chance) == 0 {
            object.insert(field.clone(), value(schema, field, definition, chance, random));
        }
    }
    object
}

fn value(schema: &Value, field: &str, definition: &Value, chance: usize, random: &mut Random) -> Value {
    if ["of", "to", "by", "person", "about", "person_shown"].contains(&field)
        && definition["type"] == "string"
    {
        return IDS[random.below(IDS.len())].into();
    }
    if let Some(name) = definition["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        let target = &schema["$defs"][name];
        if target["oneOf"].is_array() {
            return word(target, random);
        }
        return group(schema, name, chance.min(3), random).into();
    }
    match definition["type"].as_str() {
        Some("boolean") => (random.below(2) == 0).into(),
        Some("integer") => definition["examples"][0].clone(),
        Some("array") => {
            let items = &definition["items"];
            if items["type"] == "string" {
                return vec![IDS[random.below(IDS.len())]].into();
            }
            let one = value(schema, field, items, chance, random);
            vec![one].into()
        }
        _ => definition["examples"][0].clone(),
    }
}

fn word(definition: &Value, random: &mut Random) -> Value {
    let words = definition["oneOf"].as_array().map_or(&[][..], Vec::as_slice);
    words.get(random.below(words.len())).map_or(Value::Null, |word| word["const"].clone())
}
