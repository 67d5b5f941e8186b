//! The reference vectors, run as `onrecord audit vectors` runs them.

use onrecord::Outcome;
use onrecord::cli::Format;
use onrecord::vectors::{Tried, Vectors, try_one};
use serde_json::{Value, json};
use testkit::shared;

/// All of the shared file, each at its own tolerance.
#[test]
fn every_shared_vector_passes() {
    let Some(path) = shared("methods/stat-vectors.json") else { return };
    let root: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let tried: Vec<Tried> = root["vectors"]
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
        .map(|(at, vector)| try_one(at, vector))
        .collect();
    let failed: Vec<&Tried> = tried.iter().filter(|one| !one.passed).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(tried.len() >= 85, "only {} vectors", tried.len());
}

fn vector(op: &str, params: Value, inputs: Value, expected: Value) -> Value {
    json!({"id": "v", "op": op, "params": params, "inputs": inputs, "expected": expected, "tol": 1e-9})
}

/// What is run follows from op, params and inputs; an id says nothing.
#[test]
fn edges_of_the_operations_pass_and_wrong_figures_do_not() {
    let pairs = |a: u64, n: usize| vec![json!([a, a]); n];
    for (op, params, inputs, expected) in [
        (
            "interval_wilson",
            json!({"alpha": 0.05}),
            json!({"count": 0, "n": 0}),
            json!({"lower": null, "upper": null}),
        ),
        (
            "interval_jeffreys",
            json!({"alpha": 0.05}),
            json!({"count": 0, "n": 40}),
            json!({"lower": 1.2199306575186339e-05}),
        ),
        (
            "interval_normal",
            json!({"alpha": 0.05}),
            json!({"count": 0, "n": 9}),
            json!({"lower": 0, "upper": 0}),
        ),
        (
            "interval_hypergeometric",
            json!({"alpha": 0.05}),
            json!({"errors": 4, "n": 9, "N": 9}),
            json!({"D_lower": 4, "D_upper": 4}),
        ),
        (
            "kappa_cohen",
            json!({"categories": ["a"], "weights": "identity", "alpha": 0.05}),
            json!({"ratings": [["a", "a"]]}),
            json!({"coef": null, "status": "undefined_no_variation"}),
        ),
        (
            "kappa_fleiss",
            json!({"categories": [0, 1], "alpha": 0.05}),
            json!({"ratings": pairs(1, 5)}),
            json!({"coef": null, "status": "undefined_no_variation"}),
        ),
        (
            "ac1_gwet",
            json!({"categories": [0, 1], "alpha": 0.05}),
            json!({"ratings": pairs(1, 5)}),
            json!({"coef": 1.0, "se": 0.0, "upper": 1.0}),
        ),
        (
            "des_raj_total",
            json!({}),
            json!({"x": [2.0], "size": [2.0], "total_size": 10.0}),
            json!({"estimate": 10.0, "var_estimate": null}),
        ),
        (
            "betting_martingale_fixed",
            json!({"null_mean": 0.5, "lam": 0.5}),
            json!({"x": [], "N": null}),
            json!({"p": 1.0, "p_history": []}),
        ),
        (
            "sampler_rivest",
            json!({"take": 3, "with_replacement": true, "digits": 9}),
            json!({"ids": ["A#2", "B#7", "C#1", "D#4"], "seed": "314159"}),
            json!({"tickets": [{"id": "D#4", "generation": 1}, {"id": "C#1", "generation": 1}, {"id": "C#1", "generation": 2}]}),
        ),
        (
            "korn_graubard",
            json!({"alpha": 0.05, "cap_effective_n": true}),
            json!({"estimate": 0.5, "variance": 1e-6, "n": 100, "df": 99}),
            json!({"n_effective": 100.0}),
        ),
    ] {
        let tried = try_one(0, &vector(op, params, inputs, expected));
        assert!(tried.passed, "{tried:#?}");
    }
    for (op, params, inputs, expected) in [
        ("interval_wilson", json!({"alpha": 0.05}), json!({"count": 62, "n": 63}), json!({"lower": 0.915_4})),
        ("interval_wilson", json!({}), json!({"count": 62, "n": 63}), json!({"lower": 0.9})),
        ("interval_wilson", json!({"alpha": 0.05}), json!({"count": 64, "n": 63}), json!({"lower": 0.9})),
        (
            "interval_of_tomorrow",
            json!({"alpha": 0.05}),
            json!({"count": 62, "n": 63}),
            json!({"lower": 0.9}),
        ),
        (
            "stratified_mean",
            json!({}),
            json!({"stratum": ["a"], "cluster": null, "weight": [1.0], "N_stratum": null, "y": [1.0]}),
            json!({"mean": 1.0}),
        ),
    ] {
        let tried = try_one(0, &vector(op, params, inputs, expected));
        assert!(!tried.passed && !tried.problems.is_empty(), "{tried:#?}");
    }
    assert!(!try_one(3, &json!({"op": "holm"})).passed);
}

#[test]
fn the_command_says_no_when_one_fails_and_cannot_run_without_vectors() {
    let folder = tempfile::tempdir().unwrap();
    let good =
        vector("interval_normal", json!({"alpha": 0.05}), json!({"count": 0, "n": 9}), json!({"lower": 0}));
    let bad = vector("nothing", json!({}), json!({}), json!({"lower": 0}));
    let run = |name: &str, content: &str, format: Format| {
        let file = folder.path().join(name);
        std::fs::write(&file, content).unwrap();
        let mut printed = Vec::new();
        let outcome = onrecord::vectors::run(&Vectors { files: vec![file], format }, &mut printed);
        (outcome, String::from_utf8(printed).unwrap())
    };
    let (outcome, text) = run("good.json", &json!({"vectors": [good]}).to_string(), Format::Text);
    assert_eq!(outcome.unwrap(), Outcome::Done);
    assert!(text.contains("pass  v  (interval_normal)") && text.contains("1 of 1 vectors passed."), "{text}");
    let (outcome, text) = run("both.json", &json!({"vectors": [good, bad]}).to_string(), Format::Json);
    assert_eq!(outcome.unwrap(), Outcome::No);
    let printed: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&printed["n"], &printed["failed"]), (&json!(2), &json!(1)));
    for content in ["", "{}", "{\"vectors\": []}", "[1"] {
        assert!(run("none.json", content, Format::Text).0.is_err(), "{content}");
    }
}
