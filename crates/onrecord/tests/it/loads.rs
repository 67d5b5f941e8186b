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
    assert_eq!((&verified["holds"], &verified["entries"]), (&true.into(), &2.into()));
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

#[test]
fn an_erasure_is_planned_approved_and_final() {
    let root = tempfile::tempdir().unwrap();
    let people = root.path().join("people.csv");
    std::fs::write(&people, "ref,role,person_id,surname,forename\nX-1,victim,P1,Quillfeather,Marrowby\n")
        .unwrap();
    let data = root.path().join("data");
    json(&load(&data, &[people.to_str().unwrap()]));
    let named = root.path().join("named.txt");
    std::fs::write(&named, "surname: Quillfeather\nforename: Marrowby\n").unwrap();
    let erase = |approved_by: &str, more: &[&str]| {
        let mut all = vec!["erase", "--data", data.to_str().unwrap(), "--person", named.to_str().unwrap()];
        all.extend([
            "--request",
            "IG-1",
            "--ground",
            "order",
            "--asked-by",
            "u1",
            "--approved-by",
            approved_by,
        ]);
        all.extend(more);
        onrecord(&all)
    };
    assert!(
        out(&erase("u2", &["--dry-run"]))
            .contains("Would be erased: 1 personal rows of 1 records (1 of people)")
    );
    let alone = erase("u1", &[]);
    assert_eq!(alone.status.code(), Some(2));
    assert!(err(&alone).contains("separation of duty"), "{}", err(&alone));
    let done = erase("u2", &[]);
    assert!(out(&done).contains("nothing of them is there"), "{}{}", out(&done), err(&done));
    for file in std::fs::read_dir(&data).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("Quillfeather"));
    }
    assert_eq!(json(&on(&["verify", "--format", "json"], &data))["erased_rows"], 1);
}

/// The program is killed while it loads, again and again; then it ends as if nothing had been.
#[test]
fn killed_while_loading_and_run_again() {
    let root = tempfile::tempdir().unwrap();
    let made = root.path().join("force");
    assert!(onrecord(&["synth", "--incidents", "1500", "--out", made.to_str().unwrap()]).status.success());
    let files =
        ["incidents.csv", "crimes.csv", "people.csv"].map(|name| made.join(name).display().to_string());
    let data = root.path().join("data").display().to_string();
    killed_and_run_again(["--data", &data], &files);
    if let Some(cluster) = testkit::postgres::cluster() {
        killed_and_run_again(["--database-url", &cluster.database()], &files);
    }
}

fn killed_and_run_again(place: [&str; 2], files: &[String; 3]) {
    let files = files.each_ref().map(String::as_str);
    for patience_ms in [30, 80, 130, 200, 300, 420] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args([&["load", "--source", "borsetshire", "--no-links"][..], &place, &files].concat())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(patience_ms));
        let _ = child.kill();
        child.wait().unwrap();
    }
    let run = |command: &[&str]| json(&onrecord(&[command, &["--format", "json"], &place].concat()));
    let load = [&["load", "--source", "borsetshire"][..], &files].concat();
    run(&load);
    let again = run(&load);
    assert_eq!((&again["loaded"], &again["links"]), (&serde_json::Value::Null, &serde_json::Value::Null));
    // One load and one set of links, however often it was begun.
    let verified = run(&["verify"]);
    assert_eq!((&verified["holds"], &verified["entries"]), (&true.into(), &2.into()));
    assert_eq!(run(&["rebuild", "--check"])["equal"], true);
}
