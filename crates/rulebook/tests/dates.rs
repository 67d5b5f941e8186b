//! What is dated is dated: the same facts on different days.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use rulebook::{Decision, Edition, Facts, Settings, Verdict, decide};
use serde_json::{Value, json};

fn on(day: &str, facts: Value) -> Decision {
    let facts: Facts = serde_json::from_value(facts).unwrap();
    decide(&facts, &Edition::named(day).unwrap(), &Settings::default()).unwrap()
}

fn codes(decision: &Decision) -> Vec<(&str, Option<&str>)> {
    decision.crimes.iter().map(|crime| (crime.class, crime.code)).collect()
}

fn punch() -> Value {
    json!({"people": [{"id": "v", "account": "confirms"}], "acts": [{"kind": "hit", "to": ["v"], "injury": "bruise"}]})
}

#[test]
fn twenty_four_hours_since_april_2015_and_seventy_two_before() {
    assert_eq!(on("2026-04", punch()).deadline_hours, Some(24));
    assert_eq!(on("2015-04-01", punch()).deadline_hours, Some(24));
    assert_eq!(on("2015-03-31", punch()).deadline_hours, Some(72));
}

#[test]
fn modern_slavery_referrals_were_n200_from_2019_to_2025() {
    let referral = || {
        json!({"report": {"by": "competent_authority"}, "people": [{"id": "man"}],
               "acts": [{"kind": "exploited_in_slavery", "to": ["man"]}]})
    };
    assert_eq!(on("2024-06-01", referral()).n_code, Some("N200/01"));
    assert_eq!(codes(&on("2025-04-01", referral())), [("106", None)]);
    assert_eq!(codes(&on("2019-03-31", referral())), [("106", None)]);
}

#[test]
fn conduct_crimes_became_principal_in_may_2023() {
    let both = || {
        json!({"people": [{"id": "v", "account": "confirms"}, {"id": "n"}], "acts": [
            {"kind": "unwanted_conduct", "by": ["n"], "to": ["v"], "behaviours": ["abused"]},
            {"kind": "hit", "by": ["n"], "to": ["v"], "injury": "bruise"}]})
    };
    assert_eq!(codes(&on("2026-04", both())), [("8L", Some("195/94"))]);
    let before = on("2023-04-30", both());
    assert_eq!(codes(&before), [("8L", Some("195/94")), ("8N", Some("008/06"))]);
    assert!(before.ask_registrar && before.reasons.iter().any(|reason| reason.rule == "F-04"));
}

#[test]
fn reported_incidents_stand_only_in_their_years() {
    let rape = || {
        json!({"report": {"by": "other_person", "necessary_without_victim": false},
               "people": [{"id": "w", "sex": "female", "age": 20, "account": "will_not_confirm"}],
               "acts": [{"kind": "raped", "to": ["w"]}]})
    };
    assert_eq!(on("2026-04", rape()).n_code, Some("N100/01"));
    assert_eq!(on("2014-01-01", rape()).result, Verdict::CrimeRelatedIncident);
    let death = || json!({"people": [{"id": "m"}], "deaths": [{"person": "m", "cause": "not_known"}]});
    assert_eq!(on("2024-04-01", death()).n_code, Some("N300/01"));
    assert_eq!(on("2023-04-01", death()).result, Verdict::Incident);
}

#[test]
fn a_code_that_had_not_begun_is_not_given() {
    let message = || {
        json!({"people": [{"id": "v", "account": "confirms"}],
               "acts": [{"kind": "sent_message", "to": ["v"], "content": ["threat_of_death"]}]})
    };
    assert_eq!(codes(&on("2024-02-01", message())), [("8R", Some("005/28"))]);
    let before = on("2024-01-30", message());
    assert_eq!(codes(&before), [("8R", None)]);
    assert!(before.ask_registrar);
}

#[test]
fn an_earlier_day_says_what_it_could_not_verify_and_asks_the_registrar() {
    let then = on("2018-05-01", punch());
    assert!(then.ask_registrar && then.not_verified_for_the_day.contains(&"V-06"));
    let now = on("2026-05-01", punch());
    assert!(!now.ask_registrar && now.not_verified_for_the_day.is_empty());
}

#[test]
fn a_missed_crime_takes_the_rules_of_first_receipt_and_24_hours() {
    let missed = json!({"report": {"received": "2015-03-31T09:00:00+01:00"}, "ask": {"was_missed": true},
        "people": [{"id": "v", "account": "confirms"}], "acts": [{"kind": "hit", "to": ["v"], "injury": "bruise"}]});
    let decision = on("2026-04", missed);
    assert_eq!((decision.rules_of.as_str(), decision.deadline_hours), ("2015-04-01", Some(24)));
}

#[test]
fn bad_facts_are_refused_with_the_field() {
    let field = |facts: Value| {
        let facts: Facts = serde_json::from_value(facts).unwrap();
        decide(&facts, &Edition::newest(), &Settings::default()).expect_err("refused")[0].field.clone()
    };
    let table = [
        (json!({"people": [{"id": "v", "age": 40, "age_under": 13}]}), "people[0].age_under"),
        (json!({"people": [{"id": "v", "age": 10, "age_at_least": 18}]}), "people[0].age_at_least"),
        (json!({"people": [{"id": "v", "age_at_least": 18, "age_under": 16}]}), "people[0].age_under"),
        (json!({"people": [{"id": "v"}, {"id": "v"}]}), "people[1].id"),
        (json!({"people": [{"age": 3}]}), "people[0].id"),
        (json!({"acts": [{"kind": "hit", "to": ["v"]}]}), "acts[0].to"),
        (json!({"people": [{"id": "v"}], "acts": [{"kind": "hit", "to": ["v"], "by": ["v"]}]}), "acts[0].to"),
        (json!({"prior": [{"class": "8Z"}]}), "prior[0].class"),
        (json!({"ask": {"decided": "2001-05-01"}}), "ask.decided"),
        (json!({"ask": {"decided": "yesterday"}}), "ask.decided"),
        (json!({"report": {"received": "2026-02-30"}}), "report.received"),
        (json!({"people": [{"id": "v", "age": 131}]}), "people[0].age"),
    ];
    for (facts, expected) in table {
        assert_eq!(field(facts.clone()), expected, "{facts}");
    }
    assert!(Edition::named("2002-03-31").is_err() && Edition::named("2002-04-01").is_ok());
    assert!(Edition::named("2027").is_err());
}
