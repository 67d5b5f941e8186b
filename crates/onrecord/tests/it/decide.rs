//! `onrecord decide` and `onrecord edition`, as somebody at a desk runs them.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::support::*;

/// Decides facts from standard input.
fn decide(facts: &str, more: &[&str]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["decide", "--facts", "-"])
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(facts.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn answer(facts: &Value, more: &[&str]) -> Value {
    let output = decide(&facts.to_string(), &[&["--format", "json"], more].concat());
    assert!(output.status.success(), "{}", err(&output));
    serde_json::from_str(&out(&output)).unwrap()
}

fn punch() -> Value {
    json!({"people": [{"id": "v", "account": "confirms"}], "acts": [{"kind": "hit", "to": ["v"], "injury": "bruise"}]})
}

#[test]
fn bad_facts_end_with_2_the_field_and_the_reason() {
    let both = r#"{"people": [{"id": "v"}], "acts": [{"kind": "hit", "by": ["v"], "to": ["v"]}]}"#;
    let table = [
        ("{\"prior\": [{\"class\": \"8Z\"}]}", "prior[0].class", "no class"),
        ("{\"class\": \"8N\"}", "class", "unknown field"),
        (
            "{\"people\": [{\"id\": \"v\", \"age\": 40, \"age_under\": 13}]}",
            "people[0].age_under",
            "age is 40",
        ),
        ("{\"ask\": {\"decided\": \"2002-03-31\"}}", "ask.decided", "1 April 2002"),
        (both, "acts[0].to", "both who did it and to whom it was done"),
        ("{\"acts\": [{\"kind\": \"hit\", \"to\": [\"nobody\"]}]}", "acts[0].to", "nobody in `people`"),
        ("{\"acts\": [{\"kind\": \"abh\"}]}", "abh", "unknown variant"),
        ("not facts", "-", "--schema"),
    ];
    for (facts, field, reason) in table {
        let output = decide(facts, &[]);
        let said = err(&output);
        assert_eq!(output.status.code(), Some(2), "{facts}: {said}");
        assert!(said.contains(field) && said.contains(reason), "{facts}: {said}");
        assert!(out(&output).is_empty() && !said.contains("panicked"), "{facts}: {said}");
    }
}

#[test]
fn an_edition_that_is_not_held_ends_with_2() {
    for (edition, reason) in
        [("2027", "there is 2026-04"), ("2002-03-31", "1 April 2002"), ("2026-02-30", "names no edition")]
    {
        let decided = decide(&punch().to_string(), &["--edition", edition]);
        let shown = onrecord(&["edition", "show", edition]);
        for output in [decided, shown] {
            let said = err(&output);
            assert_eq!(output.status.code(), Some(2), "{edition}: {said}");
            assert!(said.contains(reason), "{edition}: {said}");
        }
    }
}

#[test]
fn the_edition_asked_for_decides_and_an_earlier_day_says_what_it_could_not_verify() {
    let now = answer(&punch(), &["--edition", "2026-04"]);
    assert_eq!((&now["deadline_hours"], &now["ask_registrar"]), (&json!(24), &json!(false)));
    assert!(now.get("not_verified_for_the_day").is_none());
    for day in ["2002-04-01", "2010-06-01", "2015-03-31", "2018-05-01", "2023-04-30", "2026-03-31"] {
        let then = answer(&punch(), &["--edition", day]);
        assert_eq!(then["rules_of"], day);
        assert_eq!(then["ask_registrar"], true, "{day}");
        assert!(!then["not_verified_for_the_day"].as_array().unwrap().is_empty(), "{day}");
        assert_eq!(then["deadline_hours"], if day < "2015-04-01" { 72 } else { 24 }, "{day}");
    }
}

#[test]
fn the_text_says_what_is_recorded_what_is_not_what_is_missing_and_why() {
    let facts = json!({"people": [{"id": "v", "account": "confirms"}, {"id": "n"}], "acts": [
        {"kind": "hit", "by": ["n"], "to": ["v"]}, {"kind": "damaged", "by": ["n"], "to": ["v"]}]});
    let output = decide(&facts.to_string(), &["--explain"]);
    let text = out(&output);
    assert!(output.status.success(), "{}", err(&output));
    for words in [
        "1 x 105A",
        "Not recorded for itself: 1 x 58D",
        "ask this first",
        "acts[0].injury",
        "Rules (edition 2026-04)",
        "V-07",
    ] {
        assert!(text.contains(words), "\"{words}\" is not in: {text}");
    }
}

#[test]
fn editions_are_listed_shown_and_compared() {
    let list = out(&onrecord(&["edition", "list"]));
    assert!(list.contains("2026-04") && list.contains("2002-04-01"), "{list}");

    let shown = out(&onrecord(&["edition", "show"]));
    assert!(
        shown.lines().count() > 200 && shown.contains("A-09") && !shown.contains("not verified for this day")
    );
    assert!(!shown.lines().any(|line| line.starts_with("P-9S-OLD")), "a rule that has ended is shown");

    let then = out(&onrecord(&["edition", "show", "2014-06-01"]));
    assert!(then.lines().any(|line| line.starts_with("T-02")) && then.contains("not verified for this day"));
    assert!(!then.lines().any(|line| line.starts_with("T-01")), "the 24 hours began in April 2015");

    let difference = out(&onrecord(&["edition", "diff", "2014-06-01", "2026-04"]));
    assert!(difference.lines().any(|line| line.starts_with("- T-02")), "{difference}");
    assert!(difference.lines().any(|line| line.starts_with("+ T-01")), "{difference}");
    assert!(out(&onrecord(&["edition", "diff", "2026-04", "2026-04"])).is_empty());
}
