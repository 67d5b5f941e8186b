//! Bad input: a sentence that says what is wrong, where and what to do; exit 2; nothing written.

use std::io::Write;
use std::path::Path;

use crate::support::*;

/// Checks one file as incidents; exit 2 with every one of these words, and no output folder.
fn refused(name: &str, bytes: &[u8], words: &[&str]) {
    refused_with(name, bytes, &[], words);
}

fn refused_with(name: &str, bytes: &[u8], more: &[&str], words: &[&str]) {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join(name), bytes).unwrap();
    let base = ["check", "--incidents", name, "--out", "checked"];
    let output = onrecord_in(root.path(), &[&base, more].concat());
    let said = err(&output);
    assert_eq!(output.status.code(), Some(2), "{name}: {said}");
    for word in words.iter().chain(&[name]) {
        assert!(said.contains(word), "{name}: \"{word}\" is not in: {said}");
    }
    assert!(!said.contains("panicked"), "{said}");
    assert_only(root.path(), name);
}

fn assert_only(folder: &Path, name: &str) {
    let left: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|file| file != name && !file.ends_with(".toml"))
        .collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}

const HEADER: &str = "incident_ref,received_at,channel\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn files_that_are_no_table_are_refused_with_a_sentence() {
    refused("empty.csv", b"", &["empty", "again"]);
    refused("header.csv", HEADER.as_bytes(), &["a header", "no rows"]);
    refused("nul.csv", b"a\0b\0c\0\n\0\0\n", &["NUL"]);
    refused("sheet.csv", b"PK\x03\x04rest", &["spreadsheet", "damaged or cut short"]);
    refused("wide.csv", ("c,".repeat(9_999) + "c\n1\n").as_bytes(), &["10000 columns", "2000"]);
    refused("other.csv", b"alpha,beta\n1,2\n", &["incident_ref or received_at", "alpha, beta", "profile"]);
}

#[test]
fn a_gzip_cut_short_is_refused_whole() {
    let rows: String =
        (0..5_000).map(|n| format!("BOR-{n},2026-03-{:02}T10:00,telephone\n", n % 28 + 1)).collect();
    let whole = gzip((HEADER.to_owned() + &rows).as_bytes());
    for share in [3, 5, 9] {
        refused("cut.csv.gz", &whole[..whole.len() * share / 10], &["cut short", "again"]);
    }
}

#[test]
fn a_wrong_delimiter_is_named() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(
        root.path().join("m.toml"),
        "delimiter = \";\"\n[incidents]\nincident_ref = \"incident_ref\"\n",
    )
    .unwrap();
    std::fs::write(root.path().join("i.csv"), HEADER.to_owned() + "A,2026-01-01,x\n").unwrap();
    let output = onrecord_in(
        root.path(),
        &["check", "--incidents", "i.csv", "--mapping", "m.toml", "--out", "checked"],
    );
    assert_eq!(output.status.code(), Some(2));
    let said = err(&output);
    assert!(said.contains("semicolon") && said.contains("comma") && said.contains("delimiter"), "{said}");
}

#[test]
fn a_mapping_that_names_a_missing_column_is_refused() {
    for (mapping, words) in [
        (
            "[incidents]\nincident_ref = \"LogNo\"\n",
            ["LogNo", "does not have", "incident_ref, received_at, channel"].as_slice(),
        ),
        ("[incidents]\nrecieved_at = \"received_at\"\n", &["recieved_at", "Did you mean `received_at`"]),
        ("[crimes]\ncrime_ref = \"x\"\n", &["feeds none of the tables given"]),
        (
            "zone = \"Mars/Olympus\"\n[incidents]\nincident_ref = \"incident_ref\"\n",
            &["Mars/Olympus", "Europe/London"],
        ),
        ("[incidents\n", &["not valid"]),
        ("name = \"x\"\n", &["no [incidents], [crimes], [people] or [counts]"]),
    ] {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("m.toml"), mapping).unwrap();
        std::fs::write(root.path().join("i.csv"), HEADER.to_owned() + "A,2026-01-01,x\n").unwrap();
        let output = onrecord_in(
            root.path(),
            &["check", "--incidents", "i.csv", "--mapping", "m.toml", "--out", "checked"],
        );
        let said = err(&output);
        assert_eq!(output.status.code(), Some(2), "{mapping}: {said}");
        for word in words {
            assert!(said.contains(word), "{mapping}: \"{word}\" is not in {said}");
        }
        assert_only(root.path(), "i.csv");
    }
}

#[test]
fn bad_rows_are_quarantined_and_good_ones_kept() {
    let long = "x".repeat(3_000_000);
    for (what, row, reason) in [
        ("an unclosed quote", "\"BOR-2,2026-03-02T10:00,telephone".to_owned(), "quote that never closes"),
        ("a NUL byte", "BOR-2,2026-03-02T10:00,tele\0phone".to_owned(), "NUL"),
        ("a very long line", format!("BOR-2,2026-03-02T10:00,{long}"), "longer than"),
        ("a date in 1026", "BOR-2,1026-03-02T10:00,telephone".to_owned(), "outside 1900 to 2100"),
        ("a date in 2206", "BOR-2,2206-03-02T10:00,telephone".to_owned(), "outside 1900 to 2100"),
        ("too few fields", "BOR-2,2026-03-02T10:00".to_owned(), "2 fields where the header has 3"),
        ("no date at all", "BOR-2,yesterday,telephone".to_owned(), "not a date"),
    ] {
        let root = tempfile::tempdir().unwrap();
        let text = format!(
            "{HEADER}BOR-1,2026-03-01T10:00,telephone\n{row}\nBOR-3,2026-03-03T10:00,online\nBOR-4,2026-03-03T10:00,online\n"
        );
        std::fs::write(root.path().join("i.csv"), text).unwrap();
        let output = onrecord_in(root.path(), &["check", "--incidents", "i.csv", "--out", "checked"]);
        assert!(output.status.success(), "{what}: {}", err(&output));
        let said = out(&output);
        assert!(
            said.contains("4 rows received = 3 accepted + 1 quarantined + 0 duplicate"),
            "{what}: {said}"
        );
        let quarantine = csv(&root.path().join("checked/quarantine.csv"));
        assert_eq!(quarantine[1][..2], ["i.csv", "3"], "{what}");
        assert!(quarantine[1][4].contains(reason), "{what}: {:?}", quarantine[1]);
    }
}

#[test]
fn formulae_are_neutralised_in_what_goes_out() {
    let root = tempfile::tempdir().unwrap();
    let text = format!(
        "{HEADER}=cmd|' /C calc'!A0,2026-03-01T10:00,@SUM(1)\nBOR-2,2026-03-02,=1+1\n+BOR-3,nonsense,-x\n"
    );
    std::fs::write(root.path().join("i.csv"), text).unwrap();
    let output = onrecord_in(root.path(), &["check", "--incidents", "i.csv", "--out", "checked"]);
    assert!(output.status.success(), "{}", err(&output));
    for entry in std::fs::read_dir(root.path().join("checked")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            for cell in csv(&path).into_iter().flatten() {
                let formula = cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err();
                assert!(!formula, "{}: {cell}", path.display());
            }
        }
    }
}

#[test]
fn what_is_asked_wrongly_is_answered_plainly() {
    for (arguments, words) in [
        (["check", "--out", "checked"].as_slice(), ["--incidents"].as_slice()),
        (&["check", "--incidents", "no-such.csv", "--out", "checked"], &["no-such.csv", "cannot be read"]),
        (&["check", "--incidents", ".", "--out", "checked"], &["this is a folder"]),
        (
            &["check", "--incidents", "i.csv", "--as-at", "31/3/2026", "--out", "checked"],
            &["--as-at", "2026-09-30"],
        ),
        (
            &["check", "--incidents", "i.csv", "--sample-seed", "7", "--out", "checked"],
            &["20 decimal digits"],
        ),
        (&["check", "--incidents", "i.csv", "--out", "i.csv"], &["i.csv", "cannot be written"]),
        (&["chekc"], &["check"]),
    ] {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("i.csv"), HEADER.to_owned() + "A,2026-01-01,x\n").unwrap();
        let output = onrecord_in(root.path(), arguments);
        let said = err(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        for word in words {
            assert!(said.contains(word), "{arguments:?}: \"{word}\" is not in {said}");
        }
        assert_only(root.path(), "i.csv");
    }
}
