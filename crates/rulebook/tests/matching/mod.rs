//! The matching rule of the worked examples: whether an answer is the printed one.

use serde_json::Value;

/// Every way in which an answer differs from what is expected; none where it passes.
pub fn differences(expected: &Value, answer: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let direct = result(expected, answer, &mut found);
    let no_crimes = answer["crimes"].as_array().is_none_or(Vec::is_empty);
    if direct || !no_crimes {
        crimes(expected, answer, &mut found);
    }
    plain(expected, answer, &mut found);
    outcomes(expected, answer, &mut found);
    found
}

fn folded(result: &str) -> &str {
    if result == "incident_category" { "incident" } else { result }
}

/// True where the result is the expected one itself.
fn result(expected: &Value, answer: &Value, found: &mut Vec<String>) -> bool {
    let got = folded(answer["result"].as_str().unwrap_or_default());
    let want = folded(expected["result"].as_str().unwrap_or_default());
    let also = expected["also_accept"].as_array().cloned().unwrap_or_default();
    let also = also.iter().filter_map(Value::as_str).map(folded).any(|other| other == got);
    if got != want && !also {
        found.push(format!("result is {got}, not {want}"));
    }
    got == want
}

type Line = (Option<String>, Vec<String>, Vec<String>, Option<bool>, Option<String>, u64);

fn line(crime: &Value) -> Line {
    let text = |key: &str| crime[key].as_str().map(str::to_owned);
    let list = |key: &str| -> Vec<String> {
        crime[key].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let codes = text("code").map_or_else(|| list("code_any_of"), |code| vec![code]);
    (
        text("class"),
        list("class_any_of"),
        codes,
        crime["attempt"].as_bool(),
        text("force"),
        crime["count"].as_u64().unwrap_or(1),
    )
}

fn fits(want: &Line, got: &Line) -> bool {
    let class = match (&want.0, want.1.is_empty()) {
        (Some(class), _) => got.0.as_ref() == Some(class),
        (None, false) => got.0.as_ref().is_some_and(|class| want.1.contains(class)),
        (None, true) => true,
    };
    let code = want.2.is_empty() || got.2.iter().any(|code| want.2.contains(code));
    let attempt = want.3.is_none_or(|attempt| got.3.unwrap_or(false) == attempt);
    let force = want.4.is_none() || want.4 == got.4;
    class && code && attempt && force
}

/// Whether lines can be shared out among the expected ones with nothing left over. Small lists: tried in
/// every way.
fn crimes(expected: &Value, answer: &Value, found: &mut Vec<String>) {
    let want: Vec<Line> = expected["crimes"].as_array().into_iter().flatten().map(line).collect();
    let got: Vec<Line> = answer["crimes"].as_array().into_iter().flatten().map(line).collect();
    let mut room: Vec<u64> = want.iter().map(|line| line.5).collect();
    if !share(&want, &mut room, &got) {
        found.push(format!("crimes are {}, not {}", answer["crimes"], expected["crimes"]));
    }
}

fn share(want: &[Line], room: &mut [u64], got: &[Line]) -> bool {
    let Some((first, rest)) = got.split_first() else { return room.iter().all(|left| *left == 0) };
    for place in 0..want.len() {
        if room[place] >= first.5 && fits(&want[place], first) {
            room[place] -= first.5;
            if share(want, room, rest) {
                return true;
            }
            room[place] += first.5;
        }
    }
    false
}

fn plain(expected: &Value, answer: &Value, found: &mut Vec<String>) {
    let prefix = |key: &str, found: &mut Vec<String>| {
        if let Some(want) = expected[key].as_str()
            && !answer[key].as_str().unwrap_or_default().starts_with(want)
        {
            found.push(format!("{key} is {}, not {want}", answer[key]));
        }
    };
    prefix("n_code", found);
    prefix("category", found);
    let n = |value: &Value| value["n_count"].as_u64().unwrap_or(1);
    if expected.get("n_code").is_some() && n(expected) != n(answer) {
        found.push(format!("n_count is {}, not {}", n(answer), n(expected)));
    }
    for key in ["incident_count", "transfer_to", "report_fraud", "deadline_hours"] {
        if let Some(want) = expected.get(key)
            && answer.get(key) != Some(want)
        {
            found.push(format!("{key} is {}, not {want}", answer[key]));
        }
    }
    for want in expected["qualifiers"].as_array().into_iter().flatten() {
        if !answer["qualifiers"].as_array().is_some_and(|set| set.contains(want)) {
            found.push(format!("qualifier {want} is not set"));
        }
    }
    if let Some(want) = expected.get("cancel") {
        for key in ["allowed", "code"] {
            if answer["cancel"][key] != want[key] {
                found.push(format!("cancel.{key} is {}, not {}", answer["cancel"][key], want[key]));
            }
        }
        if let Some(by) = want["by"].as_str()
            && !answer["cancel"]["by"].as_str().is_some_and(|got| by.contains(got))
        {
            found.push(format!("cancel.by is {}, not {by}", answer["cancel"]["by"]));
        }
    }
}

fn outcomes(expected: &Value, answer: &Value, found: &mut Vec<String>) {
    for want in expected["outcome"].as_array().into_iter().flatten() {
        let held =
            answer["outcome"].as_array().into_iter().flatten().any(|got| outcome_fits(expected, want, got));
        if !held {
            found.push(format!("outcome {want} is not among {}", answer["outcome"]));
        }
    }
}

fn outcome_fits(expected: &Value, want: &Value, got: &Value) -> bool {
    let listed = |key: &str, value: &Value| got[key].as_array().is_some_and(|list| list.contains(value));
    let class = match want["class"].as_str() {
        Some(class) => got["class"].as_str() == Some(class),
        None => {
            let open = expected["crimes"]
                .as_array()
                .into_iter()
                .flatten()
                .flat_map(|c| c["class_any_of"].as_array().cloned().unwrap_or_default());
            let open: Vec<Value> = open.collect();
            open.is_empty() || open.contains(&got["class"])
        }
    };
    let is = want.get("is").is_none_or(|is| got["is"] == *is || listed("permitted", is));
    let not = want["not"]
        .as_array()
        .into_iter()
        .flatten()
        .all(|not| got["is"] != *not && !listed("permitted", not));
    let count =
        want.get("count").is_none_or(|count| got.get("count").is_none_or(|g| g == count || g.is_null()));
    class && is && not && count
}
