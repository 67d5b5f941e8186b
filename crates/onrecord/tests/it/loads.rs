//! An extract is loaded, verified and rebuilt by the binary.

use std::path::Path;
use std::process::Output;

use crate::support::{err, fixture, onrecord, out};

fn load(folder: &Path, files: &[&str]) -> Output {
    let mut all =
        vec!["load", "--data", folder.to_str().unwrap(), "--source", "borsetshire", "--format", "json"];
    all.extend(files);
    onrecord(&all)
}

fn on(command: &[&str], folder: &Path) -> Output {
    let mut all = command.to_vec();
    all.extend(["--data", folder.to_str().unwrap()]);
    onrecord(&all)
}

fn json(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{}", err(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn an_extract_is_loaded_once_and_everything_holds() {
    let root = tempfile::tempdir().unwrap();
    let (incidents, crimes) = (fixture("incidents.csv"), fixture("crimes.csv"));
    let first = json(&load(root.path(), &[&incidents, &crimes]));
    let loaded = &first["loaded"];
    let n = |name: &str| loaded[name].as_u64().unwrap();
    assert_eq!(n("received"), n("accepted") + n("quarantined") + n("duplicate"));
    assert!(n("new") > 0 && n("changed") == 0 && n("unchanged") == 0, "{loaded}");

    let again = json(&load(root.path(), &[&crimes, &incidents]));
    assert_eq!((&again["loaded"], &again["files_known"]), (&serde_json::Value::Null, &2.into()));

    let verified = json(&on(&["verify", "--format", "json"], root.path()));
    assert_eq!((&verified["holds"], &verified["entries"]), (&true.into(), &1.into()));
    let rebuilt = json(&on(&["rebuild", "--check", "--format", "json"], root.path()));
    assert_eq!(rebuilt["equal"], true);
}

#[test]
fn a_folder_without_a_database_is_told() {
    let root = tempfile::tempdir().unwrap();
    for command in [&["verify"][..], &["rebuild", "--check"]] {
        let output = on(command, root.path());
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains("there is no Onrecord database here"), "{}", err(&output));
    }
    assert_eq!(std::fs::read_dir(root.path()).unwrap().count(), 0, "looking makes nothing");
}

#[test]
fn a_file_of_no_known_headers_is_told_what_to_do() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("odd.csv");
    std::fs::write(&file, "colour,size\nred,4\n").unwrap();
    let output = load(root.path(), &[file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("Give a --mapping"), "{}", err(&output));
    assert_eq!(out(&output), "");
}
