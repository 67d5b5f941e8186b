//! Same bytes: for any number of threads and any order of files and rows a check says the same.
//!
//! What is held. The same files, in any order and on any number of threads: every output, byte for byte.
//! The rows of a file in another order: every output too, once the digest of the file, which is another
//! file now, is put aside and each line number that is cited is led back to the row it cites. The same
//! rows dealt otherwise among files: every output that names no file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::*;

/// Outputs that say nothing of which file a row came from.
const OF_NO_FILE: [&str; 7] = [
    "links.csv",
    "late.csv",
    "unlinked-incidents.csv",
    "findings.csv",
    "completeness.csv",
    "sample.csv",
    "frame.csv",
];

/// A table's header and rows, with rows that repeat, that cannot be read, and that share a reference.
struct Table {
    flag: &'static str,
    header: String,
    rows: Vec<String>,
}

fn tables(folder: &Path) -> Vec<Table> {
    let made = folder.join("made");
    let synth = ["synth", "--incidents", "1200", "--seed", "3", "--out", made.to_str().unwrap()];
    assert!(onrecord(&synth).status.success());
    ["incidents", "crimes", "people"]
        .map(|name| {
            let text = std::fs::read_to_string(made.join(name).with_extension("csv")).unwrap();
            let mut lines = text.lines().map(str::to_owned);
            let header = lines.next().unwrap();
            let mut rows: Vec<String> = lines.collect();
            let again: Vec<String> = rows.iter().step_by(97).cloned().collect();
            let otherwise: Vec<String> = rows
                .iter()
                .step_by(23)
                .map(|row| row.replacen(":0", ":1", 1).replace("999", "101"))
                .collect();
            let unreadable: Vec<String> =
                rows.iter().step_by(61).map(|row| row.replace("T1", "X1")).collect();
            let broken = (0..5).map(|n| format!("broken {n},and short"));
            let flag = match name {
                "incidents" => "--incidents",
                "crimes" => "--crimes",
                _ => "--people",
            };
            rows.extend(again.into_iter().chain(otherwise).chain(unreadable).chain(broken));
            Table { flag, header, rows }
        })
        .into()
}

/// An order of `n` things by a seed (a small generator is enough: Numerical Recipes, chapter 7).
fn order(n: usize, seed: u64) -> Vec<usize> {
    let mut state = seed;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut order: Vec<usize> = (0..n).collect();
    (1..n).rev().for_each(|at| order.swap(at, next(at + 1)));
    order
}

/// Files of a table: what each holds, as positions among the table's rows.
type Dealt = Vec<Vec<usize>>;

fn in_three(n: usize) -> Dealt {
    let (a, b) = (n / 3, n / 2);
    vec![(0..a).collect(), (a..b).collect(), (b..n).collect()]
}

/// Writes the files and checks them; the arguments come in the order of `files`.
struct Run<'a> {
    tables: &'a [Table],
    dealt: Vec<Dealt>,
    threads: &'a str,
    reversed: bool,
}

impl Run<'_> {
    fn outputs(&self, folder: &Path) -> BTreeMap<String, String> {
        let mut arguments = vec!["check".to_owned(), "--as-at".into(), "2026-12-31".into()];
        for (table, dealt) in self.tables.iter().zip(&self.dealt) {
            arguments.push(table.flag.into());
            let mut paths: Vec<PathBuf> = Vec::new();
            for (number, positions) in dealt.iter().enumerate() {
                let path = folder.join(format!("{}-{number}.csv", &table.flag[2..]));
                let rows = positions.iter().map(|at| format!("{}\n", table.rows[*at]));
                std::fs::write(&path, format!("{}\n{}", table.header, rows.collect::<String>())).unwrap();
                paths.push(path);
            }
            if self.reversed {
                paths.reverse();
            }
            arguments.extend(paths.iter().map(|path| path.display().to_string()));
        }
        let out = folder.join("checked");
        arguments.extend(["--out".into(), out.display().to_string()]);
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        let output = command.args(&arguments).env("RAYON_NUM_THREADS", self.threads).output().unwrap();
        assert!(output.status.success(), "{}", err(&output));
        let files = std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path());
        let named = |path: PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
        files.map(|path| (named(path.clone()), std::fs::read_to_string(&path).unwrap())).collect()
    }

    /// Outputs with digests put aside and cited lines led back to the position of their row.
    fn outputs_by_row(&self, folder: &Path) -> BTreeMap<String, String> {
        let mut outputs = self.outputs(folder);
        let summary: serde_json::Value = serde_json::from_str(&outputs["summary.json"]).unwrap();
        let grouped: u64 = summary["tables"]
            .as_array()
            .unwrap()
            .iter()
            .map(|table| table["grouped"].as_u64().unwrap())
            .sum();
        assert!(grouped > 20, "only {grouped} rows share a reference");
        assert!(outputs["findings.csv"].contains("rows of one record give different times"));
        for file in summary["files"].as_array().unwrap() {
            let digest = file["sha256"].as_str().unwrap();
            outputs.values_mut().for_each(|text| *text = text.replace(digest, "(digest)"));
        }
        // The figures carry a digest of themselves, which rests on those of the files.
        let figures: serde_json::Value = serde_json::from_str(&outputs["figures.json"]).unwrap();
        let own = figures["digest"].as_str().unwrap().to_owned();
        outputs.values_mut().for_each(|text| *text = text.replace(&own, "(own digest)"));
        let mut rows: Vec<String> = csv(&folder.join("checked/quarantine.csv"))[1..]
            .iter()
            .map(|row| {
                let (name, number) = row[0].trim_end_matches(".csv").rsplit_once('-').unwrap();
                let table = self.tables.iter().position(|table| &table.flag[2..] == name).unwrap();
                let line: usize = row[1].parse().unwrap();
                let at = self.dealt[table][number.parse::<usize>().unwrap()][line - 2];
                format!("{} {at} {}", row[0], row[2..].join(","))
            })
            .collect();
        assert!(rows.len() > 20, "only {} rows are quarantined", rows.len());
        rows.sort();
        outputs.insert("quarantine.csv".into(), rows.join("\n"));
        // The report shows the first twenty of them by line.
        let report = outputs.get_mut("report.html").unwrap();
        let start = report.find("<span>Quarantined rows</span>").unwrap();
        let end = start + report[start..].find("</table>").unwrap();
        report.replace_range(start..end, "");
        outputs
    }
}

fn assert_same(what: &str, ours: &BTreeMap<String, String>, theirs: &BTreeMap<String, String>) {
    assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
    for (name, text) in ours {
        let at = text.bytes().zip(theirs[name].bytes()).take_while(|(a, b)| a == b).count();
        let near = |text: &str| text.chars().skip(at.saturating_sub(60)).take(120).collect::<String>();
        assert!(text == &theirs[name], "{what}: {name} at {at}: {} / {}", near(text), near(&theirs[name]));
    }
}

#[test]
fn threads_files_and_rows_in_any_order_give_the_same_bytes() {
    let root = tempfile::tempdir().unwrap();
    let tables = tables(root.path());
    let in_order = || tables.iter().map(|table| in_three(table.rows.len())).collect::<Vec<Dealt>>();
    let run = |dealt: Vec<Dealt>, threads, reversed| Run { tables: &tables, dealt, threads, reversed };
    let first = run(in_order(), "1", false).outputs(root.path());
    for (threads, reversed) in [("1", true), ("2", false), ("3", true), ("7", false)] {
        let again = run(in_order(), threads, reversed).outputs(root.path());
        assert_same(&format!("{threads} threads, reversed {reversed}"), &first, &again);
    }
    let by_row = run(in_order(), "1", false).outputs_by_row(root.path());
    for (seed, threads) in [(11, "1"), (12, "2"), (13, "5")] {
        let mut dealt = in_order();
        for file in dealt.iter_mut().flatten() {
            *file = order(file.len(), seed).into_iter().map(|at| file[at]).collect();
        }
        let mixed = run(dealt, threads, seed % 2 == 0).outputs_by_row(root.path());
        assert_same(&format!("rows mixed by {seed}"), &by_row, &mixed);
    }
    for seed in [21, 22] {
        let deal = |table: &Table| order(table.rows.len(), seed).chunks(700).map(<[usize]>::to_vec).collect();
        let mut dealt = run(tables.iter().map(deal).collect(), "2", false).outputs(root.path());
        dealt.retain(|name, _| OF_NO_FILE.contains(&name.as_str()));
        let mut ours = first.clone();
        ours.retain(|name, _| OF_NO_FILE.contains(&name.as_str()));
        assert_same(&format!("rows dealt by {seed}"), &ours, &dealt);
    }
}
