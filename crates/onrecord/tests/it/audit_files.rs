//! An audit from plain files: the whole way on a practice set, and everything that is refused.

use std::path::{Path, PathBuf};

use crate::support::*;

pub const SEED: &str = "31415926535897932384";
pub const DRAW: [&str; 8] =
    ["audit", "draw", "--audit", "audit", "--seed-at", "2026-10-06T11:00", "--seed-source", "dice"];

/// The practice audit of a small force, planned and drawn, with its marks.
pub fn practice() -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let at = root.path().to_owned();
    let force = ["--incidents", "14000", "--seed", "11"];
    ok(&at, &[&["synth", "--audit", "--out", "practice"], &force[..]].concat());
    ok(
        &at,
        &[
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
        ],
    );
    ok(&at, &[&DRAW[..], &["--seed", SEED, "--planted", "practice/sealed.csv"]].concat());
    ok(&at, &[&["synth", "--marks", "audit", "--out", "marks"], &force[..]].concat());
    (root, at)
}

pub fn ok(folder: &Path, arguments: &[&str]) -> String {
    let output = onrecord_in(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", err(&output));
    out(&output)
}

#[track_caller]
pub fn no(folder: &Path, arguments: &[&str], words: &[&str]) {
    let output = onrecord_in(folder, arguments);
    let said = err(&output);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}{}", out(&output));
    for word in words {
        assert!(said.contains(word), "\"{word}\" is not in: {said}");
    }
    assert!(!said.contains("panicked"), "{said}");
}

pub const MARKS: [&str; 4] = ["marks/ash.csv", "marks/birch.csv", "marks/rulings.csv", "marks/stage-2.csv"];

pub fn with_marks<'a>(command: &'a str, marks: &[&'a str], to: &'a str) -> Vec<&'a str> {
    let begin =
        ["audit", command, "--audit", "audit", "--planted", "practice/sealed.csv", "--out", to, "--marks"];
    [&begin[..], marks].concat()
}

#[test]
fn a_practice_audit_goes_the_whole_way_and_replays() {
    let (_root, at) = practice();
    let said = ok(&at, &with_marks("estimate", &MARKS, "result"));
    for words in [
        "Recording rate, all crime",
        "pooled normal (inspectorate's form)",
        "Unrecorded crimes a year, inspectorate's form",
        "Gwet AC1",
        "Planted crimes found by Ash",
        "a census: all",
        "A grade is not computed",
    ] {
        assert!(said.contains(words), "{words} is not in {said}");
    }
    let face = ok(&at, &with_marks("certify", &MARKS, "certificate"));
    assert!(face.contains(
        "Internal audit by Force crime and incident registrar, Borsetshire Police; frame excludes"
    ));
    assert!(face.contains("95% is the body's own test level; not an inspectorate judgment"), "{face}");
    for result in ["result", "certificate"] {
        let begin = [
            "audit",
            "replay",
            "--audit",
            "audit",
            "--population",
            "practice/population.csv",
            "--protocol",
            "practice/audit.toml",
            "--planted",
            "practice/sealed.csv",
            "--result",
            result,
            "--marks",
        ];
        let said = ok(&at, &[&begin[..], &MARKS].concat());
        assert!(said.contains("Yes: everything checked"), "{said}");
    }
    // The figures of both are computed again from the files they name, and are the same.
    for result in ["result/figures.json", "certificate/figures.json"] {
        let said = ok(&at, &["pack", "--replay", result]);
        assert!(said.contains("figures are as they were") && !said.contains("differs"), "{said}");
    }
    the_truth_lies_inside(&at);
}

/// The planted truth of the frame against the interval that is published.
pub fn the_truth_lies_inside(at: &Path) {
    let truth = csv(&at.join("practice/truth.csv"));
    let frame: Vec<String> =
        csv(&at.join("practice/population.csv"))[1..].iter().map(|row| row[0].clone()).collect();
    let column = |name: &str| truth[0].iter().position(|header| header == name).unwrap();
    let of = |name: &str| -> u64 {
        let rows = truth[1..].iter().filter(|row| frame.contains(&row[0]));
        rows.map(|row| row[column(name)].parse::<u64>().unwrap()).sum()
    };
    assert!(frame.len() > 400, "a sample, not a census");
    let rate = 1.0 - of("crimes_missed") as f64 / of("crimes_owed") as f64;
    let result: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(at.join("result/estimate.json")).unwrap()).unwrap();
    let first = &result["measures"][0];
    let (low, high) = (first["low"].as_f64().unwrap(), first["high"].as_f64().unwrap());
    assert!(low <= rate && rate <= high, "{rate} is not within {low} to {high}");
}

#[test]
fn a_file_changed_after_the_plan_is_seen() {
    let (_root, at) = practice();
    let edit = |file: &str, from: &str, to: &str| {
        let text = std::fs::read_to_string(at.join(file)).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        std::fs::write(at.join(file), text.replacen(from, to, 1)).unwrap();
        text
    };
    let replay = ["audit", "replay", "--audit", "audit", "--population", "practice/population.csv"];
    for (file, from, to, words) in [
        ("audit/frame.txt", "|1\n", "|2\n", "frame.txt"),
        ("audit/details.csv", ",1,", ",2,", "details.csv"),
        ("audit/worklist.csv", "\n1,", "\n01,", "worklist.csv"),
        ("practice/population.csv", ",1,", ",2,", "not the population that the plan was made from"),
        ("audit/sample.csv", "\n1,", "\n01,", "sample.csv"),
        ("audit/plan.json", "Borsetshire", "Barsetshire", "published"),
    ] {
        let before = edit(file, from, to);
        let output = onrecord_in(&at, &replay);
        assert_eq!(output.status.code(), Some(1), "{file}: {}{}", out(&output), err(&output));
        assert!(out(&output).contains(words), "{file}: {}", out(&output));
        if !file.starts_with("practice") && file != "audit/sample.csv" {
            let output = onrecord_in(&at, &with_marks("estimate", &MARKS, "result"));
            assert_eq!(output.status.code(), Some(2), "{file}");
        }
        std::fs::write(at.join(file), before).unwrap();
    }
    edit("practice/population.csv", ",1,", ",2,");
    let draw = [
        &DRAW[..],
        &["--seed", SEED, "--planted", "practice/sealed.csv", "--population", "practice/population.csv"],
    ];
    no(&at, &draw.concat(), &["not the population that the plan was made from"]);
}

#[test]
fn a_plan_has_one_seed_thrown_after_it() {
    let (_root, at) = practice();
    let again = |seed: &'static str, more: &[&'static str]| [&DRAW[..], &["--seed", seed], more].concat();
    let sealed = ["--planted", "practice/sealed.csv"];
    no(&at, &again("27182818284590452353", &sealed), &["another seed"]);
    no(&at, &again(SEED, &[]), &["planted logs", "--planted"]);
    no(&at, &again("123", &sealed), &["20 decimal digits"]);
    no(&at, &again("11111111111111111111", &sealed), &["one digit over and over"]);
    let early = [
        "audit",
        "draw",
        "--audit",
        "audit",
        "--seed",
        SEED,
        "--seed-at",
        "2026-10-01T09:00",
        "--seed-source",
        "dice",
    ];
    no(&at, &early, &["a seed before the plan"]);
    let no_plan = [
        "audit",
        "draw",
        "--audit",
        "elsewhere",
        "--seed",
        SEED,
        "--seed-at",
        "2026-10-06T09:00",
        "--seed-source",
        "dice",
    ];
    no(&at, &no_plan, &["a seed before the plan", "plan.json"]);
    let plan = [
        "audit",
        "plan",
        "--population",
        "practice/population.csv",
        "--protocol",
        "practice/audit.toml",
        "--out",
        "audit",
    ];
    no(&at, &plan, &["drawn already"]);
    // A longer list begins with the shorter.
    let before = std::fs::read_to_string(at.join("audit/sample.csv")).unwrap();
    let union = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.contains(",sample,")).map(str::to_owned).collect()
    };
    let n = union(&before).len() + 10;
    let n_text: &'static str = Box::leak(n.to_string().into_boxed_str());
    ok(&at, &again(SEED, &["--planted", "practice/sealed.csv", "--n", n_text]));
    let after = std::fs::read_to_string(at.join("audit/sample.csv")).unwrap();
    assert_eq!(union(&before)[..], union(&after)[..n - 10]);
    no(&at, &again(SEED, &["--planted", "practice/sealed.csv", "--n", "5"]), &["never shrinks"]);
}

#[test]
fn a_seed_made_together_must_fit_its_commitments() {
    let (_root, at) = practice();
    std::fs::remove_file(at.join("audit/draw.json")).unwrap();
    let plan = std::fs::read_to_string(at.join("audit/plan.sha256")).unwrap();
    let plan = plan.split(' ').next().unwrap();
    let line = |party: &str, secret: &str, said: &str| {
        format!("{party},{},{said}\n", audit::list::commitment(plan, party, secret))
    };
    let write = |rows: &str| {
        std::fs::write(at.join("parties.csv"), format!("party,commitment,secret\n{rows}")).unwrap()
    };
    let draw = [&DRAW[..], &["--parties", "parties.csv", "--planted", "practice/sealed.csv"]].concat();
    let (one, two) = ("a secret of the force 1", "a secret of the body 22");
    write(&line("Borsetshire Police", one, two));
    no(&at, &draw, &["parties.csv", "line 2", "not the one it committed to"]);
    write(&line("Borsetshire Police", one, one));
    no(&at, &draw, &["at least two bodies"]);
    write(&line("Borsetshire Police", "short", "short"));
    no(&at, &draw, &["shorter than 16"]);
    write(&(line("Borsetshire Police", one, one) + &line("Police and crime commissioner", two, two)));
    ok(&at, &draw);
    ok(&at, &["audit", "replay", "--audit", "audit", "--planted", "practice/sealed.csv"]);
}

/// Marks with one more line, or with lines changed, are refused at that line and nothing is written.
#[test]
fn marks_that_break_the_protocol_are_refused() {
    let (_root, at) = practice();
    let list = csv(&at.join("audit/worklist.csv"));
    let (first, second) = (list[1][1].as_str(), list[2][1].as_str());
    let header = "incident_ref,marker,stage,marked_at,crime,class,recorded,order\n";
    let late = "2026-12-01T09:00";
    for (line, words) in [
        (format!("BOR-1999-000001,Ash,1,{late},1,theft,,"), "was not drawn"),
        (format!("{first},Ash,1,2026-10-12T09:00,1,theft,,"), "already"),
        (format!("{first},Cedar,1,2026-10-12T09:00,9,theft,,"), "not one of the markers"),
        (format!("{first},Ash,1,{late},9,theft,,"), "after the lock"),
        (format!("{first},Ash,1,2026-10-12T09:00,9,theft,,7"), "is number 1 of the list"),
        (format!("{second},Ash,2,2026-10-12T09:00,1,theft,yes,"), "before its lock"),
        (format!("{second},Ash,ruling,{late},0,,,"), "only Rowan rules"),
        (format!("{first},Ash,1,yesterday,1,theft,,"), "not a time"),
        (format!("{first},Ash,3,{late},1,theft,,"), "none of: 1, lock, ruling, 2, unreviewable"),
        (format!("{first},,1,{late},1,theft,,"), "marked by nobody"),
        (format!("{first},Ash,1,{late},one,theft,,"), "not a whole number"),
        (format!("{first},Ash,1,{late}"), "fields where the header has"),
    ] {
        std::fs::write(at.join("more.csv"), format!("{header}{line}\n")).unwrap();
        for command in ["estimate", "certify"] {
            let marks = [&MARKS[..], &["more.csv"]].concat();
            no(&at, &with_marks(command, &marks, "result"), &["more.csv", "line 2", words]);
            assert!(!at.join("result").exists(), "{line}");
        }
    }
    no(&at, &with_marks("estimate", &["marks/ash.csv", "marks/ash.csv"], "result"), &["given twice"]);
    std::fs::copy(at.join("marks/ash.csv"), at.join("bare.csv")).unwrap();
    let text = std::fs::read_to_string(at.join("bare.csv")).unwrap().replacen("marked_at", "when", 1);
    std::fs::write(at.join("bare.csv"), text).unwrap();
    no(&at, &with_marks("estimate", &["bare.csv"], "result"), &["bare.csv", "lacks marked_at"]);
}

/// A gap is refused by the estimate and blocks the path of the certificate, which keeps what lies beyond.
#[test]
fn a_gap_is_refused_by_the_estimate_and_blocks_the_path() {
    let (_root, at) = practice();
    let list = csv(&at.join("audit/worklist.csv"));
    let gone = &csv(&at.join("audit/sample.csv"))[5][1];
    for file in MARKS {
        let text = std::fs::read_to_string(at.join(file)).unwrap();
        let kept: Vec<&str> = text.lines().filter(|line| !line.contains(gone.as_str())).collect();
        std::fs::write(at.join(file), kept.join("\n") + "\n").unwrap();
    }
    let place = list.iter().position(|row| row[1] == *gone).unwrap().to_string();
    no(&at, &with_marks("estimate", &MARKS, "result"), &["out of order", gone, &format!("number {place}")]);
    let face = ok(&at, &with_marks("certify", &MARKS, "certificate"));
    assert!(face.contains(&format!("blocked at number {place} of the list, {gone}")), "{face}");
    assert_eq!(csv(&at.join("certificate/path.csv")).len(), 1 + 4);

    // Said to be unreviewable, it is a loss to whichever side is shown, with best and worst in the rate.
    let line =
        format!("incident_ref,marker,stage,marked_at,crime\n{gone},Ash,unreviewable,2026-10-12T09:00,\n");
    std::fs::write(at.join("more.csv"), line).unwrap();
    let marks = [&MARKS[..], &["more.csv"]].concat();
    let said = ok(&at, &with_marks("estimate", &marks, "result"));
    assert!(said.contains("1 incidents could not be reviewed: between"), "{said}");
}

/// What spreadsheets do to a file changes nothing: byte order mark, CRLF, quotes, semicolons, dates with
/// the day first, emptied rows.
#[test]
fn marks_saved_by_a_spreadsheet_say_the_same() {
    let (_root, at) = practice();
    let plain = ok(&at, &with_marks("estimate", &MARKS, "result"));
    for file in MARKS {
        let text = std::fs::read_to_string(at.join(file)).unwrap();
        let mut saved = String::from("\u{feff}");
        for (row, line) in text.lines().enumerate() {
            let cells: Vec<String> = line.split(',').map(|cell| day_first(cell, row > 0)).collect();
            saved.push_str(&(cells.join(";") + "\r\n"));
        }
        let empty = ";".repeat(text.lines().next().unwrap().matches(',').count());
        std::fs::write(at.join(file), saved + &empty + "\r\n").unwrap();
    }
    assert_eq!(ok(&at, &with_marks("estimate", &MARKS, "result")), plain);
}

/// `2026-10-12T09:06:00Z` as `"12/10/2026 10:06:00"` (summer time until 25 October 2026).
fn day_first(cell: &str, quoted: bool) -> String {
    let parts: Vec<&str> = cell.trim_end_matches('Z').split(['-', 'T', ':']).collect();
    match parts.as_slice() {
        [year, month @ "10", day, hour, minute, second] if cell.ends_with('Z') && *day < "25" => {
            let hour: u8 = hour.parse().unwrap();
            if hour == 23 {
                return cell.to_owned();
            }
            format!("\"{day}/{month}/{year} {:02}:{minute}:{second}\"", hour + 1)
        }
        _ if quoted && !cell.is_empty() => format!("\"{cell}\""),
        _ => cell.to_owned(),
    }
}

#[test]
fn a_population_that_cannot_stand_is_refused_with_its_lines() {
    let root = tempfile::tempdir().unwrap();
    let at = root.path();
    ok(at, &["audit", "plan", "--draft", "audit.toml"]);
    no(at, &["audit", "plan", "--draft", "audit.toml"], &["there already"]);
    let plan = ["audit", "plan", "--population", "p.csv", "--protocol", "audit.toml", "--out", "audit"];
    let good: String = (0..400).map(|n| format!("BOR-{n},violence,{},2\n", n % 2)).collect();
    let header = "incident_ref,stratum,recorded,cap\n";
    for (rows, words) in [
        ("BOR-1,violence,1,2\n".to_owned(), ["line 402", "twice"]),
        ("X,violence,3,2\n".to_owned(), ["line 402", "above the cap"]),
        ("X,violence,,2\n".to_owned(), ["line 402", "recorded is empty"]),
        ("X|Y,violence,1,2\n".to_owned(), ["line 402", "|"]),
        ("X,violence,1\n".to_owned(), ["line 402", "3 fields"]),
        ("X,violence,many,2\n".to_owned(), ["line 402", "not a whole number"]),
    ] {
        std::fs::write(at.join("p.csv"), format!("{header}{good}{rows}")).unwrap();
        no(at, &plan, &[&["p.csv"][..], &words].concat());
        assert!(!at.join("audit").exists());
    }
    std::fs::write(at.join("p.csv"), format!("{header}{good}")).unwrap();
    for (from, to, words) in [
        ("n = 300", "n = 3000", "the population holds 400"),
        ("eps = 0.7", "eps = 7", "between 0.05 and 1"),
        ("use = \"computed\"", "use = \"clever\"", "none of: computed, equal, as given"),
        ("# violence = 150", "theft = 50", "theft"),
        ("complete = true", "complete = false", "why_incomplete"),
        ("question", "qestion", "line 5"),
    ] {
        let text = exchange::audit::protocol::DRAFT.replacen(from, to, 1);
        let text = if to == "theft = 50" {
            text.replace("[sample.by_stratum]", "[sample.by_stratum]\ntheft = 50")
        } else {
            text
        };
        std::fs::write(at.join("audit.toml"), text).unwrap();
        no(at, &plan, &["audit.toml", words]);
    }
    std::fs::write(at.join("audit.toml"), exchange::audit::protocol::DRAFT).unwrap();
    ok(at, &plan);
    // Canonical lines, and the frame that `check` writes, are populations too.
    std::fs::copy(at.join("audit/frame.txt"), at.join("p.csv")).unwrap();
    ok(at, &plan);
}

#[test]
fn an_incomplete_frame_is_an_answer() {
    let (_root, at) = practice();
    let text = std::fs::read_to_string(at.join("practice/audit.toml")).unwrap();
    let text = text.replace(
        "complete = true",
        "complete = false\nwhy_incomplete = \"Opening codes do not tell crime from other calls.\"",
    );
    std::fs::write(at.join("practice/audit.toml"), text).unwrap();
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
    let said = ok(&at, &plan);
    assert!(said.contains("Not estimable for all reports: frame incomplete. Opening codes"), "{said}");
    ok(&at, &[&DRAW[..], &["--seed", SEED, "--planted", "practice/sealed.csv"]].concat());
    ok(&at, &["synth", "--marks", "audit", "--out", "marks", "--incidents", "14000", "--seed", "11"]);
    let said = ok(&at, &with_marks("estimate", &MARKS, "result"));
    assert!(
        said.contains("Recording rate, all crime: not estimable: frame incomplete. Opening codes"),
        "{said}"
    );
    no(&at, &with_marks("certify", &MARKS, "certificate"), &["not certifiable: frame incomplete"]);
}
