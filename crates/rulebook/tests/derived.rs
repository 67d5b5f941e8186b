//! What is derived from plain facts or from the tables of the edition: low value and slight force, who may
//! decide, what the Victims' Code gives, settings.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use rulebook::{Decision, Edition, Facts, Settings, Verdict, decide};
use serde_json::{Value, json};

fn decided(facts: Value, day: &str, settings: &Settings) -> Decision {
    let facts: Facts = serde_json::from_value(facts).unwrap();
    decide(&facts, &Edition::named(day).unwrap(), settings).unwrap()
}

fn now(facts: Value) -> Decision {
    decided(facts, "2026-04", &Settings::default())
}

/// The outcome of a shop robbery of which the theft alone is charged.
fn robbery_outcome(acts: Value) -> Option<&'static str> {
    let facts = json!({"ask": {"question": "outcome"}, "prior": [{"class": "34A"}], "acts": acts,
        "disposals": [{"kind": "charged", "stands": "same_facts", "charge": "theft", "prolific": false}]});
    now(facts).outcome[0].is
}

#[test]
fn low_value_and_slight_force_are_read_from_pounds_and_acts() {
    let took = |pounds: u32| json!({"kind": "took", "taking": {"value_pounds": pounds, "from": "shop"}});
    let push = json!({"kind": "pushed_or_grabbed", "injury": "no_injury"});
    assert_eq!(robbery_outcome(json!([took(20), push])), Some("1A"));
    assert_ne!(robbery_outcome(json!([took(5000), push])), Some("1A"));
    assert_ne!(robbery_outcome(json!([took(150), took(150), push])), Some("1A"));
    assert_ne!(
        robbery_outcome(json!([took(20), {"kind": "pushed_or_grabbed", "injury": "bruise"}])),
        Some("1A")
    );
    assert_ne!(robbery_outcome(json!([took(20), {"kind": "hit"}])), Some("1A"));
    assert_ne!(
        robbery_outcome(
            json!([took(20), push, {"kind": "threatened_violence", "means": ["knife_or_sharp"]}])
        ),
        Some("1A")
    );
}

#[test]
fn who_may_decide_follows_the_table() {
    let cancel = |class: &str, decider: &str, on_register: bool| {
        let facts = json!({"prior": [{"class": class}],
            "evidence": [{"source": "camera_footage", "shows": "nothing_happened", "when": "after_recording", "can_be_checked": true}],
            "ask": {"question": "cancel", "decider": decider, "force_has_registrar_on_register": on_register, "victim_told": true}});
        let decision = now(facts);
        let rules: Vec<_> = decision.reasons.iter().map(|reason| reason.rule).collect();
        assert!(rules.contains(&if class == "19C" { "AU-01" } else { "AU-07" }), "{rules:?}");
        decision.cancel.unwrap().allowed
    };
    let table = [
        ("19C", "registrar_on_register", true, true),
        ("19C", "registrar", true, false),
        ("19C", "designated_decision_maker", true, false),
        ("19C", "chief_officer", true, false),
        ("19C", "chief_officer", false, true),
        ("8N", "registrar", true, true),
        ("8N", "designated_decision_maker", true, true),
        ("8N", "chief_officer", true, false),
        ("8N", "independent_officer", true, false),
        ("8N", "investigating_officer", true, false),
    ];
    for (class, decider, on_register, allowed) in table {
        assert_eq!(cancel(class, decider, on_register), allowed, "{class}, {decider}, {on_register}");
    }
}

fn duties(decision: &Decision) -> Vec<(&str, &str)> {
    decision.duties.iter().map(|duty| (duty.rule, duty.what.as_ref())).collect()
}

#[test]
fn the_victims_code_gives_periods_by_day_and_by_victim() {
    let punch = |person: Value| json!({"people": [person], "acts": [{"kind": "hit", "to": ["v"], "injury": "bruise"}]});
    let told = |decision: &Decision, words: &str| {
        duties(decision).iter().any(|(rule, what)| *rule == "VC-04" && what.contains(words))
    };
    let adult = now(punch(json!({"id": "v", "age": 30, "account": "confirms"})));
    assert!(told(&adult, "5 working days"), "{:?}", duties(&adult));
    let child = now(punch(json!({"id": "v", "age": 12, "account": "confirms"})));
    assert!(told(&child, "1 working day"), "{:?}", duties(&child));
    let before = decided(punch(json!({"id": "v", "age": 30})), "2015-09-30", &Settings::default());
    assert!(!duties(&before).iter().any(|(rule, _)| rule.starts_with("VC-")));
    let shop = now(
        json!({"people": [{"id": "v", "party": "business"}], "acts": [{"kind": "took", "to": ["v"], "taking": {"from": "shop"}}]}),
    );
    assert_eq!(
        duties(&shop)
            .iter()
            .map(|(rule, _)| *rule)
            .filter(|rule| rule.starts_with("VC-"))
            .collect::<Vec<_>>(),
        ["VC-05"]
    );
}

#[test]
fn the_settings_for_brokers_staff_is_read() {
    let facts = || {
        json!({"people": [{"id": "customers", "number": 12, "account": "confirms"}, {"id": "clerk"}, {"id": "broker", "party": "business"}],
        "relations": [{"of": "clerk", "to": "broker", "is": "employee"}],
        "acts": [{"kind": "deceived", "by": ["clerk"], "to": ["customers"], "fraud": {"what": "insurance_broker", "response": ["paid"]}}]})
    };
    let class = |settings: &Settings| decided(facts(), "2026-04", settings).crimes[0].class;
    assert_eq!(class(&Settings::default()), "NFIB6B");
    assert_eq!(class(&Settings { broker_staff_is_6b: false, ..Settings::default() }), "NFIB6A");
}

#[test]
fn what_strangers_could_not_say_can_be_said() {
    let late = now(json!({"ask": {"question": "deadline"}, "people": [{"id": "v", "account": "confirms"}],
        "acts": [{"kind": "hit", "to": ["v"], "injury": "bruise"}]}));
    assert_eq!((late.result, late.deadline_hours), (Verdict::Crimes, Some(24)));
    let month = json!({"prior": [{"class": "8L", "recorded": "2025-06"}], "ask": {"question": "cancel"}});
    assert_eq!(now(month).result, Verdict::Cancel);
    let message = now(json!({"people": [{"id": "v", "account": "confirms"}],
        "acts": [{"kind": "threatened_to_kill", "to": ["v"], "via": "message_not_said_how", "intent": ["threat_to_be_believed"]}]}));
    assert_eq!((message.crimes[0].class, message.crimes[0].code), ("8R", Some("005/28")));
}
