//! Running the binary and reading what it wrote.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub fn onrecord(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).args(arguments).output().unwrap()
}

/// Runs in a folder of its own.
pub fn onrecord_in(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).args(arguments).current_dir(folder).output().unwrap()
}

pub fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name).display().to_string()
}

pub fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A CSV as rows of cells by header; these outputs hold no line breaks inside cells.
pub fn csv(path: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(split).collect()
}

fn split(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    cells
}

/// Sum of a column of whole numbers.
pub fn sum(rows: &[Vec<String>], column: &str) -> u64 {
    let at = rows[0].iter().position(|name| name == column).unwrap();
    rows[1..].iter().map(|row| row[at].parse::<u64>().unwrap()).sum()
}

pub fn summary(folder: &Path) -> serde_json::Value {
    serde_json::from_str(&std::fs::read_to_string(folder.join("summary.json")).unwrap()).unwrap()
}

/// Checks files into a fresh folder, which must succeed.
pub fn checked(arguments: &[&str]) -> (tempfile::TempDir, PathBuf, Output) {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("checked");
    let mut all = vec!["check", "--out", folder.to_str().unwrap()];
    all.extend(arguments);
    let output = onrecord(&all);
    assert!(output.status.success(), "{}", err(&output));
    (root, folder, output)
}
