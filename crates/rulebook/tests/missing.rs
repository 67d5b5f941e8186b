//! What is missing is asked for, what would decide most first; and what is not recorded for itself is said.
//! That every fact left out is asked for is tried in `left_out.rs`.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use rulebook::{Decision, Edition, Facts, Settings, decide, decide_without_questions};
use serde_json::{Value, json};

mod common;

fn answered(facts: &Facts) -> Option<Decision> {
    decide_without_questions(facts, &Edition::newest(), &Settings::default()).ok()
}

fn question_first(facts: Value) -> Option<String> {
    let facts: Facts = serde_json::from_value(facts).unwrap();
    decide(&facts, &Edition::newest(), &Settings::default()).unwrap().ask_first
}

#[test]
fn the_question_that_would_decide_most_is_asked_first() {
    let with = |act: Value| {
        let mut act = act;
        act["to"] = json!(["v"]);
        json!({"people": [{"id": "v", "account": "confirms", "work": "other"}], "acts": [act]})
    };
    let table = [
        (json!({"kind": "hit"}), Some("acts[0].injury")),
        (
            json!({"kind": "took", "taking": {"what": ["phone_or_laptop"], "force": "nothing"}, "resisted": false}),
            Some("acts[0].taking.from"),
        ),
        (
            json!({"kind": "entered_building", "entry": {"way_in": "forced", "stole": true, "did_not_get_in": false, "had_weapon": false, "force_to_steal": "nothing"}}),
            Some("acts[0].entry.building"),
        ),
        (
            json!({"kind": "damaged", "damage": {"cost_pounds": 100, "easily_put_right": false, "life_endangered": false}}),
            Some("acts[0].damage.what"),
        ),
        (json!({"kind": "had_drugs"}), Some("acts[0].state.drug")),
        (json!({"kind": "had_weapon", "state": {"weapon_used": false}}), Some("acts[0].state.weapon")),
        (json!({"kind": "broke_order"}), Some("acts[0].state.order")),
        (json!({"kind": "deceived"}), Some("acts[0].fraud.what")),
        // Everything that the class turns on is told: nothing is left that would decide.
        (json!({"kind": "set_fire", "damage": {"what": "vehicle", "life_endangered": false}}), None),
    ];
    for (act, first) in table {
        assert_eq!(question_first(with(act.clone())).as_deref(), first, "{act}");
    }
}

#[test]
fn a_missing_fact_has_a_question_a_rule_and_how_many_answers_it_leads_to() {
    let facts = json!({"people": [{"id": "v", "account": "confirms", "work": "other"}],
        "acts": [{"kind": "hit", "to": ["v"]}]});
    let facts: Facts = serde_json::from_value(facts).unwrap();
    let decision = decide(&facts, &Edition::newest(), &Settings::default()).unwrap();
    let injury = &decision.missing[0];
    assert_eq!((injury.field.as_str(), injury.rule, injury.answers), ("acts[0].injury", "B-04", 3));
    assert!(injury.question.starts_with("What injury was there"), "{}", injury.question);
    assert!(decision.missing.windows(2).all(|pair| pair[0].answers >= pair[1].answers));
}

/// Every question can be put, names its field, and every value it supposes is told by the facts it makes.
#[test]
fn what_is_supposed_of_a_missing_fact_is_then_known() {
    use rulebook::gaps::Want;
    let facts = json!({"people": [{"id": "v"}], "acts": [{}], "deaths": [{"person": "v"}],
        "evidence": [{}], "prior": [{}], "disposals": [{}]});
    let facts: Facts = serde_json::from_value(facts).unwrap();
    let mut fields = std::collections::BTreeSet::new();
    for want in Want::ALL {
        let mut n_values = 0;
        assert!(!want.is_known(&facts, 0), "{want:?}");
        want.suppose(&facts, 0, |supposed| {
            assert!(want.is_known(supposed, 0) && *supposed != facts, "{want:?}");
            n_values += 1;
        });
        assert!(n_values > 1, "{want:?} has nothing to choose between");
        assert!(want.question("v").ends_with('?') && !want.question("v").contains("{}"), "{want:?}");
        assert!(fields.insert(want.field(0)), "{} is wanted twice", want.field(0));
    }
}

#[test]
fn what_is_not_recorded_for_itself_is_said_with_its_rule() {
    let people = || json!([{"id": "v", "account": "confirms", "work": "other"}, {"id": "n"}]);
    let both = |one: Value, other: Value| {
        let mut acts = vec![one, other];
        for act in &mut acts {
            act["by"] = json!(["n"]);
            if act.get("to").is_none() {
                act["to"] = json!(["v"]);
            }
        }
        json!({"people": people(), "acts": acts})
    };
    let table = [
        (
            "E-01",
            "8N",
            both(json!({"kind": "hit", "injury": "bruise"}), json!({"kind": "hit", "injury": "swelling"})),
        ),
        ("F-01", "58D", both(json!({"kind": "hit", "injury": "bruise"}), json!({"kind": "damaged"}))),
        (
            "K-06",
            "8N",
            both(
                json!({"kind": "unwanted_conduct", "behaviours": ["abused"]}),
                json!({"kind": "hit", "injury": "bruise"}),
            ),
        ),
        (
            "F-05",
            "8L",
            both(
                json!({"kind": "unwanted_conduct", "behaviours": ["abused"]}),
                json!({"kind": "hit", "injury": "wound"}),
            ),
        ),
        (
            "P-34",
            "105A",
            both(
                json!({"kind": "took", "taking": {"force": "on_person"}}),
                json!({"kind": "hit", "to": [], "injury": "no_injury"}),
            ),
        ),
        (
            "P-10",
            "10D",
            both(
                json!({"kind": "stabbed_or_cut", "injury": "wound"}),
                json!({"kind": "had_weapon", "to": [], "state": {"weapon": "knife_or_blade"}}),
            ),
        ),
        (
            "P-33",
            "33",
            both(
                json!({"kind": "took", "taking": {"from": "shop"}}),
                json!({"kind": "went_equipped", "to": []}),
            ),
        ),
    ];
    for (rule, class, facts) in table {
        let facts: Facts = serde_json::from_value(facts).unwrap();
        let decision = answered(&facts).unwrap();
        let said: Vec<_> = decision.not_recorded.iter().map(|left| (left.rule, left.class)).collect();
        assert_eq!(said, [(rule, Some(class))], "{:?}", decision.crimes);
    }
}

#[test]
fn a_report_stopped_at_a_test_is_said_too() {
    let facts = json!({"report": {"by": "other_person", "necessary_without_victim": false},
        "people": [{"id": "v", "account": "will_not_confirm"}], "acts": [{"kind": "hit", "to": ["v"], "injury": "bruise"}]});
    let decision = answered(&serde_json::from_value(facts).unwrap()).unwrap();
    let left = &decision.not_recorded[0];
    assert_eq!((left.class, left.code, left.count, left.rule), (Some("8N"), Some("008/06"), 1, "A-16"));
}
