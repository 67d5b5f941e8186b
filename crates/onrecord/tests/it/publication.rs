//! `onrecord pack --check` as its users run it.

use serde_json::Value;

use crate::support::{err, fixture, onrecord, out};

fn labels(arguments: &[&str]) -> (i32, Vec<(u64, String, String)>, Value) {
    let mut all = vec!["pack", "--format", "json"];
    all.extend(arguments);
    let output = onrecord(&all);
    let told: Value = serde_json::from_str(&out(&output)).unwrap_or_else(|_| panic!("{}", err(&output)));
    let text = |number: &Value, field: &str| number[field].as_str().unwrap_or_default().to_owned();
    let numbers = told["numbers"].as_array().unwrap();
    let labels =
        numbers.iter().map(|n| (n["line"].as_u64().unwrap(), text(n, "text"), text(n, "label"))).collect();
    (output.status.code().unwrap(), labels, told)
}

/// Each number of the letter of 8 March 2019, published with two numbers that had lost their digits.
const LETTER: &[(u64, &str, &str)] = &[
    (1, "8 March 2019", "date"),
    (6, "section 55(5)", "statute"),
    (6, "Act 1996", "statute"),
    (6, "section 37", "statute"),
    (6, "Act 2017", "statute"),
    (8, "2017", "date"),
    (8, "96.6%", "quotation"),
    (14, "7%", "wrong"),
    (15, "1%", "wrong"),
    (16, "98.2%", "quotation"),
    (17, "62 of 63", "advice"),
    (21, "two", "count"),
    (21, "24 hours", "target"),
    (25, "2018/19", "period"),
    (25, "200", "count"),
    (25, "80", "count"),
    (25, "2019/20", "period"),
    (25, "180", "count"),
    (27, "three", "count"),
];

#[test]
fn each_number_of_the_letter_has_its_label() {
    let (Some(letter), Some(published)) =
        (testkit::shared("domain/pcc-letter-2019.txt"), testkit::shared("domain/published.csv"))
    else {
        return;
    };
    let (letter, published) = (letter.display().to_string(), published.display().to_string());
    // With the quotations, with them given as figures, and with nothing to compare with.
    for evidence in [&["--quotations", published.as_str()][..], &["--figures", published.as_str()], &[]] {
        let mut arguments = vec!["--check", letter.as_str()];
        arguments.extend(evidence);
        let (code, labels, told) = labels(&arguments);
        let want: Vec<(u64, String, String)> =
            LETTER.iter().map(|(line, text, label)| (*line, (*text).into(), (*label).into())).collect();
        assert_eq!((code, labels), (1, want), "{evidence:?}");
        let text = told.to_string();
        assert!(text.contains("91.5 to 99.7"), "the interval of 62 of 63 is printed");
        for guess in ["96.7%", "93.7%", "94.7%", "95.7%", "97.7%", "92.1% of domestic"] {
            assert!(!text.contains(guess), "never a guess at the lost digits: {guess}");
        }
    }
}

#[test]
fn sound_letters_raise_nothing_wrong() {
    for name in [
        "borsetshire-response.txt",
        "felpersham-statement.md",
        "loamshire-board.html",
        "felshire-reply.txt",
        "barchester-panel.md",
        "barchester-inspection.txt",
        "barchester-board-paper.md",
        "gwent-uchaf-page.html",
        "hinterland-release.txt",
        "hinterland-minutes.md",
    ] {
        let (code, _, told) = labels(&["--check", &fixture(&format!("letters/{name}"))]);
        assert_eq!((code, &told["wrong"]), (0, &Value::from(0)), "{name}: {told}");
    }
}

#[test]
fn a_draft_that_is_not_what_its_name_says_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, says) in [
        ("letter.docx", &b"Dear Minister, 96% were recorded."[..], "is no word processor's document"),
        ("letter.txt", b"PK\x03\x04rest", "is a packed file"),
        ("letter.txt", b"%PDF-1.7 ...", "is a PDF"),
        ("letter.txt", b"<!DOCTYPE html><p>96%</p>", "it is HTML"),
        ("letter.html", b"96.6 per cent", "holds no HTML"),
        ("letter.docx", b"PK\x03\x04 damaged", "damaged or no docx"),
        ("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word document"),
        ("letter.txt", b"", "is empty"),
        ("letter.txt", &[0; 400], "is no text"),
        ("letter.xyz", b"words", "which is no draft"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let output = onrecord(&["pack", "--check", path.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(err(&output).contains(says), "{name}: {}", err(&output));
    }
    let output = onrecord(&["pack", "--check", folder.path().join("none.txt").to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_draft_of_five_hundred_pages_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.txt");
    let page = "The force recorded 94.2% of reported crime (95% interval 92.6 to 95.8). Of 63 reports of rape, 62 \
                were recorded. The board met on 14 May 2026 and agreed three actions for 12 officers.\n\n";
    std::fs::write(&path, page.repeat(500 * 12)).unwrap();
    let begun = std::time::Instant::now();
    let output = onrecord(&["pack", "--check", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(begun.elapsed().as_secs() < 120, "took {:?}", begun.elapsed());
}

const RESPONSE: &str = r#"
force = "Borsetshire Police"
body = "Police and Crime Commissioner for Borsetshire"
report = "Crime data integrity re-inspection 2026"
published = 2026-09-08
criteria = "cdi-2017"
[[area_for_improvement]]
words = "Recording within 24 hours of receipt"
action = "Decision makers work until midnight."
done = true
evidence = ["figure:within_24_hours.overall"]
"#;

/// A check's figures and a folder of its own.
fn checked_figures() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["incidents.csv", "crimes.csv"] {
        std::fs::copy(fixture(name), folder.path().join(name)).unwrap();
    }
    let path = |name: &str| folder.path().join(name).display().to_string();
    let arguments = [
        "check",
        "--incidents",
        &path("incidents.csv"),
        "--crimes",
        &path("crimes.csv"),
        "--as-at",
        "2026-09-30",
        "--out",
        &path("checked"),
    ];
    let output = onrecord(&arguments);
    assert!(output.status.success(), "{}", err(&output));
    let figures = folder.path().join("checked/figures.json").display().to_string();
    (folder, figures)
}

#[test]
fn figures_are_replayed_and_a_changed_file_makes_them_stale() {
    let (folder, figures) = checked_figures();
    let output = onrecord(&["pack", "--replay", &figures]);
    assert_eq!(output.status.code(), Some(0), "{}{}", out(&output), err(&output));
    let crimes = folder.path().join("crimes.csv");
    let text = std::fs::read_to_string(&crimes).unwrap();
    let fewer: Vec<&str> = text.lines().take(text.lines().count() - 2).collect();
    std::fs::write(&crimes, fewer.join("\n") + "\n").unwrap();
    let output = onrecord(&["pack", "--replay", &figures]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("crimes.csv changed since"), "{}", out(&output));
    let typed = std::fs::read_to_string(&figures).unwrap().replacen("\"k\": ", "\"k\": 1", 1);
    std::fs::write(&figures, typed).unwrap();
    let output = onrecord(&["pack", "--replay", &figures]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("changed after it was written"), "{}", err(&output));
}

#[test]
fn packs_are_made_whole_with_digests_and_corrected_as_new_versions() {
    let (folder, figures) = checked_figures();
    let response = folder.path().join("response.toml");
    std::fs::write(&response, RESPONSE).unwrap();
    let to = folder.path().join("packs").display().to_string();
    let mut arguments =
        vec!["pack", "--board", "--body", "--body-public", "--audit", "--quality", "--public", "--section55"];
    arguments.extend([
        response.to_str().unwrap(),
        "--figures",
        &figures,
        "--out",
        &to,
        "--as-at",
        "2026-11-25",
    ]);
    let output = onrecord(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let page = |name: &str| std::fs::read_to_string(folder.path().join("packs").join(name)).unwrap();
    assert!(
        page("section55.html").contains("The deadline has passed"),
        "a deadline passed is said on the face"
    );
    assert!(page("board.html").contains("What is not measurable"));
    assert!(folder.path().join("packs/board.xlsx").is_file());
    let register: Value = serde_json::from_str(&page("pack.json")).unwrap();
    assert_eq!(register["version"], 1);
    // A pack's own output is a draft like any other.
    let board = folder.path().join("packs/board.html").display().to_string();
    let (code, _, told) = labels(&["--check", &board, "--figures", &figures]);
    assert_eq!(code, 0, "{told}");
    let again = onrecord(&["pack", "--board", "--figures", &figures, "--out", &to]);
    assert_eq!(again.status.code(), Some(2), "a published pack is not written over");
    let corrected = onrecord(&[
        "pack",
        "--board",
        "--figures",
        &figures,
        "--out",
        &to,
        "--correction",
        "A file was read twice",
    ]);
    assert_eq!(corrected.status.code(), Some(0), "{}", err(&corrected));
    assert!(page("board.html").contains("Version 2: A file was read twice"));
    let welsh = folder.path().join("cy").display().to_string();
    let output = onrecord(&["pack", "--public", "--figures", &figures, "--out", &welsh, "--language", "cy"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
}

#[test]
fn a_pack_that_cannot_be_made_is_not_half_published() {
    let (folder, figures) = checked_figures();
    let to = folder.path().join("packs").display().to_string();
    let own = folder.path().join("own");
    std::fs::create_dir(&own).unwrap();
    let endless = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
    for (template, says) in [
        ("\n\n{{ figure(\"recording_rate.martian\") }}", "line 3: no figure is named recording_rate.martian"),
        (endless, "The pack was not made"),
        ("{{ nowhere }}", "The pack was not made"),
    ] {
        std::fs::write(own.join("board.html"), template).unwrap();
        let output = onrecord(&[
            "pack",
            "--board",
            "--figures",
            &figures,
            "--templates",
            own.to_str().unwrap(),
            "--out",
            &to,
        ]);
        assert_eq!(output.status.code(), Some(2), "{}", out(&output));
        assert!(err(&output).contains(says), "{}", err(&output));
        assert!(!std::path::Path::new(&to).exists());
    }
    let response = folder.path().join("response.toml");
    for (from, with, says) in [
        ("evidence = [\"figure:within_24_hours.overall\"]", "", "marked done without evidence"),
        ("action = \"Decision makers work until midnight.\"", "", "has no answer"),
        ("within_24_hours.overall", "unknown.figure", "which no figures file holds"),
        ("cdi-2017", "cdi-1917", "is not known"),
    ] {
        std::fs::write(&response, RESPONSE.replace(from, with)).unwrap();
        let output = onrecord(&[
            "pack",
            "--section55",
            response.to_str().unwrap(),
            "--figures",
            &figures,
            "--out",
            &to,
        ]);
        assert_eq!(output.status.code(), Some(2), "{from}");
        assert!(err(&output).contains(says), "{}", err(&output));
    }
}
