//! Every answer is pinned: of all facts there are, and of their neighbours, each a single change away. An
//! answer that becomes another one is a line of `answers.txt` that becomes another line, to be read and
//! agreed to in the same commit; no change of the rulebook goes by unseen. Whether an answer is *right* is
//! for the tests that hold it against the text (`worked.rs`, `rules.rs`).
//!
//! `ONRECORD_ANSWERS=write cargo test -p rulebook --test answers` writes the file anew;
//! `ONRECORD_ANSWERS=<id>` prints every neighbour of one line with its whole answer, to be compared with
//! what another version prints.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

use std::fmt::Write;
use std::path::Path;

use rulebook::{Decision, Edition, Facts, Settings, decide, decide_without_questions};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

mod common;

/// Days on which something begins or ends, and days that are none.
const DAYS: [&str; 9] = [
    "2002-03-31",
    "2002-04-01",
    "2015-03-31",
    "2015-04-01",
    "2019-04-01",
    "2023-04-30",
    "2023-05-01",
    "2024-02-29",
    "2023-06-31",
];

/// Facts a single change away from these.
struct Neighbours<'s> {
    schema: &'s Value,
    facts: &'s Value,
    all: Vec<(String, Value)>,
}

impl<'s> Neighbours<'s> {
    fn of(facts: &'s Value, schema: &'s Value) -> Vec<(String, Value)> {
        let mut these = Self { schema, facts, all: Vec::new() };
        these.walk("", schema);
        these.all
    }

    fn with(&mut self, path: &str, other: &Value) {
        let change = if other.is_null() { format!("{path} left out") } else { format!("{path} = {other}") };
        self.all.push((change, common::changed(self.facts, &json!({ path: other }))));
    }

    /// What the schema says of what a field refers to.
    fn target(&self, definition: &'s Value) -> &'s Value {
        let name = definition["$ref"].as_str().and_then(|path| path.rsplit('/').next());
        name.map_or(definition, |name| &self.schema["$defs"][name])
    }

    fn walk(&mut self, path: &str, definition: &'s Value) {
        let definition = self.target(definition);
        let here = self.facts.pointer(path).expect("a place in the facts");
        match here {
            Value::Object(fields) => {
                for (name, field) in definition["properties"].as_object().into_iter().flatten() {
                    let inside = format!("{path}/{name}");
                    match fields.contains_key(name) {
                        true => {
                            self.with(&inside, &Value::Null);
                            self.walk(&inside, field);
                        }
                        false => self.absent(&inside, field),
                    }
                }
            }
            Value::Array(list) => {
                for at in 0..list.len() {
                    self.with(&format!("{path}/{at}"), &Value::Null);
                    self.walk(&format!("{path}/{at}"), &definition["items"]);
                }
                // The same once more: an act done twice, evidence found twice.
                if list.first().is_some_and(|one| one.get("id").is_none()) {
                    self.with(&format!("{path}/{}", list.len()), &list[0]);
                }
            }
            Value::Bool(is) => self.with(path, &(!is).into()),
            Value::Number(n) => {
                let n = n.as_i64().unwrap_or(0);
                for other in [n + 1, n - 1, n + 100, 0] {
                    self.with(path, &other.max(0).into());
                }
            }
            Value::String(word) => {
                for other in words(definition).iter().filter(|other| *other != word) {
                    self.with(path, &(*other).into());
                }
                if word.len() >= 10 && word.as_bytes()[4] == b'-' {
                    for day in DAYS {
                        self.with(path, &format!("{day}{}", &word[10..]).into());
                    }
                }
            }
            Value::Null => {}
        }
    }

    /// A field of which nothing is said: something is said of it.
    fn absent(&mut self, path: &str, definition: &'s Value) {
        let target = self.target(definition);
        match target["type"] == "boolean" {
            true => {
                self.with(path, &true.into());
                self.with(path, &false.into());
            }
            false => match words(target).first() {
                Some(word) => self.with(path, &(*word).into()),
                None => self.with(path, &definition["examples"][0]),
            },
        }
    }
}

/// The words of a list of words.
fn words(definition: &Value) -> Vec<&str> {
    definition["oneOf"].as_array().into_iter().flatten().filter_map(|word| word["const"].as_str()).collect()
}

/// Each setting in turn another one.
fn settings() -> Vec<(&'static str, Settings)> {
    let plain = Settings::default();
    vec![
        ("related_offence_bars_wider_list", Settings { related_offence_bars_wider_list: false, ..plain }),
        ("murder_alternate_by_registrar", Settings { murder_alternate_by_registrar: false, ..plain }),
        ("transfer_on_incident_number", Settings { transfer_on_incident_number: false, ..plain }),
        ("broker_staff_is_6b", Settings { broker_staff_is_6b: false, ..plain }),
        (
            "mailshot_taken_by_police_is_incident",
            Settings { mailshot_taken_by_police_is_incident: false, ..plain },
        ),
        ("low_value_pounds", Settings { low_value_pounds: 20, ..plain }),
        ("records_natural_deaths", Settings { records_natural_deaths: true, ..plain }),
    ]
}

fn read(facts: &Value) -> Result<Facts, Value> {
    serde_json::from_value(facts.clone()).map_err(|fault| json!({ "cannot be read": fault.to_string() }))
}

fn told(answer: Result<Decision, Vec<rulebook::Refusal>>) -> Value {
    match answer {
        Ok(decision) => serde_json::to_value(decision).unwrap(),
        Err(refusals) => json!({ "refused": refusals }),
    }
}

/// Every answer about facts: their own with questions, under each setting, and their neighbours'.
fn answers(facts: &Value, schema: &Value) -> Vec<(String, Value)> {
    let edition = Edition::newest();
    let own = |settings: &Settings| match read(facts) {
        Ok(facts) => told(decide(&facts, &edition, settings)),
        Err(fault) => fault,
    };
    let mut out = vec![("as it stands".to_owned(), own(&Settings::default()))];
    let plain = out[0].1.clone();
    // A setting that says nothing here is not written down.
    out.extend(
        settings()
            .into_iter()
            .map(|(name, setting)| (name.to_owned(), own(&setting)))
            .filter(|(_, answer)| *answer != plain),
    );
    for (change, other) in Neighbours::of(facts, schema) {
        let answer = match read(&other) {
            Ok(facts) => told(decide_without_questions(&facts, &edition, &Settings::default())),
            Err(_) => continue,
        };
        out.push((change, answer));
    }
    out
}

/// An answer in a line: what is recorded, and the rules.
fn in_short(answer: &Value) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut line = text(&answer["result"]);
    for crime in answer["crimes"].as_array().into_iter().flatten() {
        let code = crime["code"].as_str().map_or_else(String::new, |code| format!("/{code}"));
        let attempt = if crime["attempt"] == true { " attempted" } else { "" };
        write!(line, ", {} x {}{code}{attempt}", crime["count"], text(&crime["class"])).unwrap();
    }
    for key in ["n_code", "n_count", "category", "transfer_to", "deadline_hours", "ask_first"] {
        if !answer[key].is_null() {
            write!(line, ", {key} {}", text(&answer[key])).unwrap();
        }
    }
    if !answer["cancel"].is_null() {
        write!(
            line,
            ", {} {}",
            if answer["cancel"]["allowed"] == true { "allowed" } else { "refused" },
            text(&answer["cancel"]["code"])
        )
        .unwrap();
    }
    for outcome in answer["outcome"].as_array().into_iter().flatten() {
        write!(
            line,
            ", is {}, may {}, may not {}",
            text(&outcome["is"]),
            outcome["permitted"],
            outcome["refused"]
        )
        .unwrap();
    }
    let list = |key: &str, field: &str| {
        let all = answer[key].as_array().into_iter().flatten();
        all.map(|one| text(if field.is_empty() { one } else { &one[field] })).collect::<Vec<_>>().join(" ")
    };
    write!(
        line,
        "; {}; {} duties, {} facts missing; by {}",
        list("qualifiers", ""),
        answer["duties"].as_array().map_or(0, Vec::len),
        answer["missing"].as_array().map_or(0, Vec::len),
        list("reasons", "rule")
    )
    .unwrap();
    line
}

fn digest(answers: &[(String, Value)]) -> String {
    let mut hash = Sha256::new();
    for (change, answer) in answers {
        hash.update(change.as_bytes());
        hash.update([0]);
        hash.update(answer.to_string().as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(6).fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

#[test]
fn no_answer_changes_unseen() {
    let asked = std::env::var("ONRECORD_ANSWERS").unwrap_or_default();
    let all = common::all_values();
    let schema = rulebook::schema();
    // Half of them in a thread of its own.
    let ids: Vec<(&String, &Value)> = all.iter().collect();
    let line = |(id, facts): &(&String, &Value)| {
        let answers = answers(facts, &schema);
        if **id == asked {
            answers.iter().for_each(|(change, answer)| println!("{change}\n    {answer}"));
        }
        format!("{id}: {}; {} answers {}\n", in_short(&answers[0].1), answers.len(), digest(&answers))
    };
    let (first, second) = ids.split_at(ids.len() / 2);
    let now: String = std::thread::scope(|scope| {
        let second = scope.spawn(|| second.iter().map(line).collect::<String>());
        first.iter().map(line).collect::<String>() + &second.join().unwrap()
    });
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/answers.txt");
    if asked == "write" {
        std::fs::write(&file, &now).unwrap();
    }
    let then = std::fs::read_to_string(&file).expect("tests/answers.txt");
    let other: Vec<String> =
        now.lines().filter(|line| !then.lines().any(|old| old == *line)).map(str::to_owned).collect();
    let gone = then.lines().filter(|line| !now.lines().any(|new| new == *line)).count();
    assert!(
        other.is_empty() && gone == 0,
        "{} answers are not those of tests/answers.txt; the first is\n{}\n(see the head of this test)",
        other.len().max(gone),
        other.first().map_or("a line that is gone", String::as_str)
    );
}
