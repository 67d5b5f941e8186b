//! Other designs of an audit through files: a share marked twice, strata drawn apart; timeliness, rulings beside
//! the rulebook, what is said of many groups, the planner.

use std::path::Path;

use crate::audit_files::{DRAW, MARKS, SEED, no, ok, practice, the_truth_lies_inside, with_marks};
use crate::support::*;

const FORCE: [&str; 4] = ["--incidents", "14000", "--seed", "11"];

/// Plans the practice audit anew with a changed protocol, draws it and has it marked.
fn again(at: &Path, edit: impl Fn(&str) -> String) -> String {
    let protocol = std::fs::read_to_string(at.join("practice/audit.toml")).unwrap();
    std::fs::write(at.join("practice/audit.toml"), edit(&protocol)).unwrap();
    std::fs::remove_dir_all(at.join("audit")).unwrap();
    let plan = [
        "audit",
        "plan",
        "--population",
        "practice/population.csv",
        "--protocol",
        "practice/audit.toml",
        "--planted",
        "practice/sealed.csv",
        "--out",
        "audit",
    ];
    let said = ok(at, &plan);
    ok(at, &[&DRAW[..], &["--seed", SEED, "--planted", "practice/sealed.csv"]].concat());
    ok(at, &[&["synth", "--marks", "audit", "--out", "marks"], &FORCE[..]].concat());
    said
}

fn json(path: &Path) -> serde_json::Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn measure<'a>(result: &'a serde_json::Value, name: &str) -> &'a serde_json::Value {
    result["measures"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap()
}

fn replays(at: &Path) {
    let begin = ["audit", "replay", "--audit", "audit", "--planted", "practice/sealed.csv"];
    let said = ok(at, &[&begin[..], &["--result", "result", "--marks"], &MARKS].concat());
    assert!(said.contains("Yes: everything checked"), "{said}");
}

#[test]
fn a_share_marked_twice_corrects_the_rest() {
    let (_root, at) = practice();
    again(&at, |text| text.replace("double_marked = 1.0", "double_marked = 0.4"));
    ok(&at, &with_marks("estimate", &MARKS, "result"));
    let result = json(&at.join("result/estimate.json"));
    let (all, single) = (&result["adjudicated"], &result["on_a_single_mark"]);
    let share = single.as_f64().unwrap() / all.as_f64().unwrap();
    assert!((0.5..0.7).contains(&share), "{single} of {all}");
    the_truth_lies_inside(&at);
    replays(&at);
    let face = ok(&at, &with_marks("certify", &MARKS, "certificate"));
    assert!(face.contains("rest on a single mark, by the plan"), "{face}");
}

#[test]
fn strata_drawn_apart_are_estimated_and_not_certified() {
    let (_root, at) = practice();
    let population = csv(&at.join("practice/population.csv"));
    let mut held = std::collections::BTreeMap::new();
    population[1..].iter().for_each(|row| *held.entry(row[1].clone()).or_insert(0_usize) += 1);
    let strata: String =
        held.iter().map(|(name, n)| format!("\"{name}\" = {}\n", (n / 2).clamp(2, 60).min(*n))).collect();
    again(&at, |text| {
        text.replace("[sample.top_ups]", &format!("[sample.by_stratum]\n{strata}[sample.top_ups]"))
    });
    let parts: std::collections::BTreeSet<String> =
        csv(&at.join("audit/sample.csv"))[1..].iter().map(|row| row[5].clone()).collect();
    assert!(held.keys().all(|name| parts.contains(&format!("sample of {name}"))), "{parts:?}");
    let said = ok(&at, &with_marks("estimate", &MARKS, "result"));
    assert!(said.contains("Hours from report to record, median: "), "{said}");
    the_truth_lies_inside(&at);
    replays(&at);
    no(&at, &with_marks("certify", &MARKS, "certificate"), &["no certificate of separate draws"]);
    // The numbers of one stratum cannot be left out.
    let first = held.keys().next().unwrap();
    let protocol = std::fs::read_to_string(at.join("practice/audit.toml")).unwrap();
    let lacking: Vec<&str> =
        protocol.lines().filter(|line| !line.starts_with(&format!("\"{first}\" ="))).collect();
    std::fs::write(at.join("lacking.toml"), lacking.join("\n")).unwrap();
    let plan = ["audit", "plan", "--population", "practice/population.csv", "--protocol", "lacking.toml"];
    no(&at, &[&plan[..], &["--out", "other"]].concat(), &["lacking.toml", first, "needs its number"]);
}

/// The system's share within 24 hours, counted from the extract, less what the audit moved.
#[test]
fn timeliness_is_the_systems_census_corrected_by_the_audit() {
    let (_root, at) = practice();
    ok(&at, &with_marks("estimate", &MARKS, "result"));
    let result = json(&at.join("result/estimate.json"));
    let within = measure(&result, "within_24_hours.audited");
    let (mut n, mut k) = (0_u64, 0_u64);
    for row in &csv(&at.join("practice/population.csv"))[1..] {
        let received: jiff_seconds::Seconds = row[9].as_str().into();
        for recorded in row[10].split(';').filter(|text| !text.is_empty()) {
            let recorded: jiff_seconds::Seconds = recorded.into();
            n += 1;
            k += u64::from(recorded.0 - received.0 <= 24 * 3_600);
        }
    }
    assert_eq!(within["n"], n);
    let (value, system) = (within["value"].as_f64().unwrap(), k as f64 / n as f64);
    let (low, high) = (within["low"].as_f64().unwrap(), within["high"].as_f64().unwrap());
    assert!(value < system, "reports made earlier than the log says: {value} {system}");
    assert!(low < value && value < high && high - low < 0.2, "{within}");
    let method = within["method"].as_str().unwrap();
    assert!(method.starts_with("census of the system's times, difference estimator"), "{method}");
    let note = within["notes"][0].as_str().unwrap();
    assert!(note.contains("otherwise than the system says") && !note.contains(", 0 of"), "{note}");
    let hours = |name: &str| measure(&result, name)["value"].as_f64().unwrap();
    let (median, ninetieth) =
        (hours("hours_to_record_median.audited"), hours("hours_to_record_ninetieth.audited"));
    assert!(0.0 < median && median < ninetieth, "{median} {ninetieth}");
    let median = measure(&result, "hours_to_record_median.audited");
    let ends = (median["low"].as_f64().unwrap(), median["high"].as_f64().unwrap());
    assert!(ends.0 <= median["value"].as_f64().unwrap() && median["value"].as_f64().unwrap() <= ends.1);
    assert!(median["method"].as_str().unwrap().contains("Woodruff"), "{median}");

    // Without times in the population, those of stage 2 alone are used.
    let text = std::fs::read_to_string(at.join("practice/population.csv")).unwrap();
    std::fs::write(at.join("practice/population.csv"), text.replacen("received_at", "was_received", 1))
        .unwrap();
    let said = again(&at, str::to_owned);
    assert!(said.contains("not used: was_received"), "{said}");
    let said = ok(&at, &with_marks("estimate", &MARKS, "result"));
    assert!(said.contains("weighted quantile of the sample, Woodruff"), "{said}");
}

/// Seconds of an instant as the practice set writes it.
mod jiff_seconds {
    pub struct Seconds(pub i64);

    impl From<&str> for Seconds {
        fn from(text: &str) -> Self {
            Self(exchange::audit::sheet::time(text).unwrap())
        }
    }
}

/// Facts that the rulebook decides like the ruling, otherwise, with a gap, and that contradict each other.
#[test]
fn rulings_that_the_rulebook_does_not_give_are_listed() {
    let (_root, at) = practice();
    let facts = at.join("facts");
    std::fs::create_dir(&facts).unwrap();
    ok(&at, &with_marks("estimate", &MARKS, "result"));
    let owed: Vec<(String, u64)> = csv(&at.join("result/incidents.csv"))[1..]
        .iter()
        .filter_map(|row| Some((row[1].clone(), row[8].parse().ok()?)))
        .collect();
    let (one, none) =
        (owed.iter().find(|one| one.1 == 1).unwrap(), owed.iter().find(|one| one.1 == 0).unwrap());
    let taken =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/facts.json"));
    let taken = taken.unwrap();
    let write = |id: &str, text: &str| {
        let name: String =
            id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
        std::fs::write(facts.join(name + ".json"), text).unwrap();
    };
    write(&one.0, &taken);
    write(&none.0, &taken);
    write("BOR-1999-000001", &taken);
    let with_facts = [&with_marks("estimate", &MARKS, "result")[..], &["--facts", "facts"]].concat();
    let said = ok(&at, &with_facts);
    assert!(said.contains("Rulings beside the rulebook: 1 of 2 say the same"), "{said}");
    let rows = csv(&at.join("result/rulebook-faults.csv"));
    let stands = |id: &str| rows.iter().find(|row| row[1] == id).unwrap()[2].clone();
    assert_eq!((rows.len(), stands(&one.0)), (3, "same".into()), "{rows:?}");
    assert_eq!(stands(&none.0), "rulebook fault or wrong ruling", "{rows:?}");
    let page = std::fs::read_to_string(at.join("result/report.html")).unwrap();
    assert!(page.contains("Rulings that the rulebook does not give") && page.contains(&none.0));
    // Facts that are none stop the estimate, and a certificate takes none.
    write(&one.0, "{\"when\": 7}");
    no(&at, &with_facts, &["facts/", "decide --schema"]);
    no(&at, &[&with_marks("certify", &MARKS, "c")[..], &["--facts", "facts"]].concat(), &["--facts belongs"]);
    no(&at, &[&with_marks("estimate", &MARKS, "r")[..], &["--facts", "nowhere"]].concat(), &["is no folder"]);
}

#[test]
fn groups_and_teams_are_compared_with_all_the_others_in_mind() {
    let (_root, at) = practice();
    let said = ok(&at, &with_marks("estimate", &MARKS, "result"));
    assert!(said.contains("Groups beside 95.0%, ") && said.contains("compared (Holm): "), "{said}");
    assert!(said.contains("(Benjamini-Hochberg, a list of whom to ask): "), "{said}");
    let result = json(&at.join("result/estimate.json"));
    let groups = result["groups"].as_array().unwrap();
    let compared: Vec<&serde_json::Value> =
        groups.iter().map(|group| &group["beside_the_level"]).filter(|one| one.is_object()).collect();
    assert!(compared.len() > 3, "{groups:?}");
    for one in &compared {
        let (p, adjusted) = (one["p"].as_f64().unwrap(), one["p_adjusted"].as_f64().unwrap());
        assert!(p <= adjusted && adjusted <= 1.0, "{one}");
        assert_eq!(one["says"] == "not shown", adjusted > 0.05, "{one}");
    }
    let page = std::fs::read_to_string(at.join("result/report.html")).unwrap();
    assert!(
        page.contains("Beside the level (Holm)") && page.contains("Beside the force (Benjamini-Hochberg)")
    );
}

#[test]
fn the_planner_speaks_of_width_power_and_groups_with_the_model_and_without() {
    let (_root, at) = practice();
    let rows = csv(&at.join("audit/planner.csv"));
    let of = |model: &str, rate: &str, goal: &str| -> Vec<&Vec<String>> {
        rows.iter().filter(|row| row[0] == model && row[1] == rate && row[3] == goal).collect()
    };
    let (with, without) = ("with the risk of the population", "without a model");
    let median = |model: &str, rate: &str, goal: &str| -> u64 {
        let found = of(model, rate, goal);
        let row = found.iter().find(|row| row[2].is_empty()).unwrap();
        let (median, tenth) = (row[4].clone(), row[6].clone());
        assert!(tenth.is_empty() || median.parse::<u64>().unwrap() <= tenth.parse().unwrap(), "{row:?}");
        median.parse().unwrap_or(u64::MAX)
    };
    let two = "half-width 2 points";
    assert!(median(with, "0.966", two) <= median(without, "0.966", two), "a model saves work");
    assert!(median(with, "0.966", two) < median(with, "0.836", two), "a poorer force needs more");
    assert!(median(with, "0.966", two) < median(with, "0.966", "half-width 1 points"));
    assert!(median(with, "0.836", "certificate") < 300, "a poor force is soon refuted");
    assert!(of(with, "0.95", "half-width 5 points").len() > 5, "each stratum");
    let said = again(&at, str::to_owned);
    assert!(said.contains("power 80% by") && said.contains("without a model"), "{said}");
}
