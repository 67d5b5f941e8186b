//! Every bad input that the audit was built to refuse, each with where it stands and why; nothing is written.

use std::path::Path;

use crate::audit_files::{DRAW, MARKS, SEED, no, practice, with_marks};
use crate::support::*;

const LATE: &str = "2026-12-01T09:00";

/// A file of marks beside the good ones, its lines, and what is said of it.
fn bad_marks(at: &Path) -> Vec<(&'static str, Vec<String>, [String; 2])> {
    let list = csv(&at.join("audit/worklist.csv"));
    let sample = csv(&at.join("audit/sample.csv"));
    let frame = csv(&at.join("audit/details.csv"));
    let first = &list[1][1];
    let drawn = &sample[1][1];
    let cap: usize = frame.iter().find(|row| row[0] == *drawn).unwrap()[3].parse().unwrap();
    let wrongly: Vec<String> = (0..=cap).map(|_| format!("{drawn},Ash,2,{LATE},0,,wrongly,")).collect();
    let line = |n: usize| format!("line {n}");
    vec![
        (
            "a mark for an incident not drawn",
            vec![format!("BOR-1999-000001,Ash,1,{LATE},1,theft,,")],
            [line(2), "was not drawn".into()],
        ),
        (
            "out of order in the list",
            vec![format!("{first},Ash,1,2026-10-12T09:00,9,theft,,9")],
            [line(2), "is number 1 of the list, not 9".into()],
        ),
        (
            "out of order in its stages",
            vec![format!("{first},Ash,2,2026-10-12T09:00,1,theft,yes,")],
            [line(2), "dated before its lock".into()],
        ),
        (
            "after the lock",
            vec![format!("{first},Ash,1,{LATE},9,theft,,")],
            [line(2), "stage 1 takes no mark after the lock".into()],
        ),
        ("recorded counts above the cap", wrongly, [line(cap + 2), format!("above its cap of {cap}")]),
        (
            "the same marker twice",
            vec![format!("{first},Ash,1,2026-10-12T09:00,1,theft,,")],
            [line(2), "a marker marks once".into()],
        ),
        (
            "a crime of one incident twice",
            vec![
                format!("{first},Birch,ruling,{LATE},1,theft,,"),
                format!("{first},Birch,ruling,{LATE},1,theft,,"),
            ],
            [line(2), "only Rowan rules".into()],
        ),
    ]
}

#[test]
fn bad_marks_are_refused_with_line_and_reason() {
    let (_root, at) = practice();
    // Stage 2 of the first incident is taken out, so that its lines can be written anew.
    let drawn = csv(&at.join("audit/sample.csv"))[1][1].clone();
    let text = std::fs::read_to_string(at.join("marks/stage-2.csv")).unwrap();
    let kept: Vec<&str> = text.lines().filter(|line| !line.contains(&drawn)).collect();
    std::fs::write(at.join("marks/stage-2.csv"), kept.join("\n") + "\n").unwrap();
    for (name, lines, [line, words]) in bad_marks(&at) {
        let header = "incident_ref,marker,stage,marked_at,crime,class,recorded,order";
        std::fs::write(at.join("more.csv"), format!("{header}\n{}\n", lines.join("\n"))).unwrap();
        for command in ["estimate", "certify"] {
            let marks = [&MARKS[..], &["more.csv"]].concat();
            println!("{name}");
            no(&at, &with_marks(command, &marks, "result"), &["more.csv", &line, &words]);
            assert!(!at.join("result").exists(), "{name}");
        }
    }
}

#[test]
fn bad_populations_plans_and_seeds_are_refused_with_line_and_reason() {
    let (_root, at) = practice();
    let good = std::fs::read_to_string(at.join("practice/population.csv")).unwrap();
    let lines: Vec<&str> = good.lines().collect();
    let (last, id) = (lines.len(), lines[1].split(',').next().unwrap());
    let plan =
        ["audit", "plan", "--population", "p.csv", "--protocol", "practice/audit.toml", "--out", "other"];
    let above: Vec<String> = lines[1].split(',').map(str::to_owned).collect();
    let above = [&above[..2], &["3".into(), "2".into()], &above[4..]].concat().join(",");
    for (name, text, words) in [
        (
            "duplicate ids",
            format!("{good}{}\n", lines[1]),
            [format!("line {}", last + 1), format!("{id} stands twice (first on line 2)")],
        ),
        (
            "recorded counts above the cap",
            good.replacen(lines[1], &above, 1),
            ["line 2".into(), "above the cap of 2".into()],
        ),
    ] {
        println!("{name}");
        std::fs::write(at.join("p.csv"), text).unwrap();
        no(&at, &plan, &["p.csv", &words[0], &words[1]]);
        assert!(!at.join("other").exists());
    }
    // A population changed after the plan: its first line that differs.
    let mut cells: Vec<String> = lines[3].split(',').map(str::to_owned).collect();
    cells[3] = (cells[3].parse::<u64>().unwrap() + 7).to_string();
    let changed = good.replacen(lines[3], &cells.join(","), 1);
    std::fs::write(at.join("practice/population.csv"), changed).unwrap();
    let draw = [
        &DRAW[..],
        &["--seed", SEED, "--planted", "practice/sealed.csv", "--population", "practice/population.csv"],
    ];
    let cap = format!("cap {}", cells[3]);
    no(&at, &draw.concat(), &["practice/population.csv", "Line 4", &cells[0], &cap, "its digest differs"]);
    std::fs::write(at.join("practice/population.csv"), good.trim_end().to_owned() + "\r\n").unwrap();
    no(&at, &draw.concat(), &["the same: it was saved anew or reordered"]);
    // A seed before the plan: no plan at all, and one thrown earlier.
    let begin = ["audit", "draw", "--seed", SEED, "--seed-source", "dice"];
    for (folder, when) in [("nowhere", "2026-10-06T11:00"), ("audit", "2026-10-01T09:00")] {
        let draw = [&begin[..], &["--audit", folder, "--seed-at", when]].concat();
        no(&at, &draw, &["a seed before the plan"]);
    }
}
