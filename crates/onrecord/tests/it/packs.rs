//! Packs as their readers get them: beside other forces, why recorded crime changed, public forms, PDF.

use std::io::Read;
use std::path::{Path, PathBuf};

use oversight::figure::{Answer, Decimal, Figure, Figures, Period, Range, Recipe, Unit, Value};

use crate::support::{err, onrecord_in, out};

const YEARS: [(&str, &str); 2] = [("2024-10-01", "2025-09-30"), ("2025-10-01", "2026-09-30")];
const WITH_DIRECT: &str = "reports to Borsetshire Police by control room and crimes recorded without an incident; the frame excludes nothing that is known";

/// A rate, its k and n where counted, and its interval where it has one.
type Rate<'a> = (&'a str, &'a str, Option<(u64, u64)>, Option<(&'a str, &'a str)>);

fn figure(&(name, value, counted, ends): &Rate<'_>, (from, to): (&str, &str)) -> Figure {
    let decimal = |text: &str| Decimal::parse(text).unwrap();
    Figure {
        name: name.into(),
        measure: format!("Measure {name}"),
        definition: "crimes correctly recorded over crimes that should have been recorded".into(),
        population: WITH_DIRECT.into(),
        period: Some(Period { from: from.into(), to: to.into() }),
        answer: Answer::Known(Value {
            value: decimal(value),
            unit: if name.starts_with("crimes.") { Unit::Crimes } else { Unit::PerCent },
            k: counted.map(|(k, _)| k),
            n: counted.map(|(_, n)| n),
            range: ends.map(|(low, high)| Range { low: decimal(low), high: decimal(high) }),
            method: "a method".into(),
        }),
        edition: Some("2026-04".into()),
        settings: vec![],
        under_defaults: None,
        files: vec![],
    }
}

/// A figures file as `check` or `audit estimate` writes it, with its digest.
fn write(folder: &Path, name: &str, period: (&str, &str), rates: &[Rate<'_>]) -> String {
    let figures = Figures {
        force: Some("Borsetshire Police".into()),
        program: "onrecord test".into(),
        as_at: Some(period.1.into()),
        recipe: Recipe { arguments: vec!["audit".into(), "estimate".into()], files: vec![] },
        figures: rates.iter().map(|rate| figure(rate, period)).collect(),
    };
    std::fs::write(folder.join(name), exchange::figures::text(&figures).unwrap()).unwrap();
    name.into()
}

const BEFORE: &[Rate<'_>] = &[
    ("recording_rate.overall", "83.6", Some((836, 1_000)), Some(("81.2", "85.8"))),
    ("crimes.recorded", "8360", None, None),
    ("crimes.back_record", "0", None, None),
    ("crimes.proactive", "10", None, None),
    ("crimes.with_code", "8360", None, None),
];
const NOW: &[Rate<'_>] = &[
    ("recording_rate.overall", "96.6", Some((1_159, 1_200)), Some(("95.4", "97.5"))),
    ("recording_rate.violence", "95.0", Some((380, 400)), Some(("92.4", "96.7"))),
    ("recording_rate.rape", "98.4", Some((62, 63)), Some(("91.5", "99.7"))),
    ("crimes.recorded", "9900", None, None),
    ("crimes.back_record", "150", None, None),
    ("crimes.proactive", "12", None, None),
    ("crimes.with_code", "9900", None, None),
    ("crimes.new_codes_2026-01-05", "40", None, None),
];
const PUBLISHED: &str = "\
force,inspection,audit_period,measure,rate_pct,ci_plus_minus_pct,audited_n,recorded_n,judgment,source_url
Loamshire,2018 inspection,2017-06-01/2017-11-30,overall,97.2,1.1,,,outstanding,https://loamshire.example/r
Felpersham,2018 inspection,2017-06-01/2017-11-30,overall,89.5,1.64,,,requires improvement,https://felpersham.example/r
Ambridge,2019 inspection,,overall,93,,,,good,https://ambridge.example/r
Ambridge,2014 inspection,2012-11-01/2013-10-31,overall (incident records),,,85,67,not graded,https://ambridge.example/o
Felpersham,2022 PEEL,,overall,92.4,3.0,,,adequate,https://felpersham.example/p
";

fn folder() -> (tempfile::TempDir, PathBuf) {
    let root = tempfile::tempdir().unwrap();
    let at = root.path().to_owned();
    write(&at, "before.json", YEARS[0], BEFORE);
    write(&at, "now.json", YEARS[1], NOW);
    std::fs::write(at.join("published.csv"), PUBLISHED).unwrap();
    (root, at)
}

fn pack(at: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = onrecord_in(at, &[&["pack", "--as-at", "2026-11-25", "--pdf", "no"], arguments].concat());
    (output.status.code(), out(&output), err(&output))
}

const GIVEN: [&str; 6] =
    ["--figures", "now.json", "--before", "before.json", "--quotations", "published.csv"];

#[test]
fn a_board_sees_why_recorded_crime_changed_and_its_force_beside_others() {
    let (_root, at) = folder();
    let (code, _, said) = pack(&at, &[&["--board", "--body-public", "--out", "packs"], &GIVEN[..]].concat());
    assert_eq!(code, Some(0), "{said}");
    let page = std::fs::read_to_string(at.join("packs/board.html")).unwrap();
    for words in [
        "Why recorded crime changed",
        "Difference: +1,540",
        "+150",
        // (0.966 / 0.836 - 1) x 8,350 / 2 + (1 - 0.836 / 0.966) x 9,738 / 2, and its ends.
        "Better recording</th><td>+1,304 (+1,",
        "0 to +40",
        "5 January 2026",
        "+7.1 percentage points (95% interval +5.1 to +9.0)",
        "cannot be told apart: -0.6 percentage points",
        "not comparable: no interval was published, nor counts to compute one from",
        "not comparable: drawn from incident records for a national figure",
        "+4.2 percentage points (95% interval +1.0 to +7.3)",
        "felpersham.example (published.csv, line 3)",
    ] {
        assert!(page.contains(words), "no \"{words}\" in the board's pack");
    }
    // A pack's own pages are drafts like any other: no number of theirs is wrong.
    for name in ["board.html", "body-public.html"] {
        let file = format!("packs/{name}");
        let (code, told, said) =
            pack(&at, &["--check", &file, "--figures", "now.json", "--quotations", "published.csv"]);
        assert_eq!(code, Some(0), "{name}: {said}{told}");
    }
    // Each plot stands before a table; forces by name within their programme, never by rate.
    assert_eq!(page.matches("<figure>").count(), 3);
    let programme = page.split("2016 to 2020: four grades</span>").nth(1).unwrap();
    let place = |force: &str| programme.find(&format!("{force}, 201")).unwrap();
    assert!(place("Ambridge") < place("Felpersham") && place("Felpersham") < place("Loamshire"));
    let sheets = workbook_part(&at.join("packs/board.xlsx"), "xl/workbook.xml");
    for sheet in ["figures", "evidence", "beside others", "why it changed"] {
        assert!(sheets.contains(&format!("name=\"{sheet}\"")), "{sheets}");
    }
    let public = std::fs::read_to_string(at.join("packs/body-public.html")).unwrap();
    assert!(public.contains("too few reports to publish"), "one report of rape was not recorded");
    assert!(
        !public.contains("62 of 63") && !public.contains("98.4"),
        "what is left out is nowhere on the page"
    );
    assert!(page.contains("98.4% (95% interval 91.5 to 99.7; 62 of 63)"), "the board sees it");
    let shared = workbook_part(&at.join("packs/body-public.xlsx"), "xl/sharedStrings.xml");
    assert!(shared.contains("too few reports to publish"), "nor in the public workbook");
}

fn workbook_part(path: &Path, part: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(part).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_pack_that_would_say_more_than_is_known_is_not_made() {
    let (_root, at) = folder();
    let ends = Some(("91.5", "99.7"));
    write(&at, "no-interval.json", YEARS[1], &[("recording_rate.rape", "98.4", Some((62, 63)), None)]);
    write(&at, "no-n.json", YEARS[1], &[("recording_rate.rape", "98.4", None, ends)]);
    write(&at, "other.json", YEARS[1], &[("recording_rate.rape", "97.0", Some((61, 63)), ends)]);
    write(&at, "half-year.json", ("2025-04-01", "2025-09-30"), BEFORE);
    std::fs::write(
        at.join("typed.json"),
        std::fs::read_to_string(at.join("now.json")).unwrap().replace("96.6", "98.6"),
    )
    .unwrap();
    std::fs::create_dir(at.join("own")).unwrap();
    std::fs::write(at.join("own/board.html"), "<p>fine</p>\n<p>{{ figure(\"recording_rate.rape\") }}</p>")
        .unwrap();
    for (arguments, says) in [
        (
            &["--figures", "no-interval.json"][..],
            "figure recording_rate.rape lacks its interval, and n is 63",
        ),
        (&["--figures", "no-interval.json", "--templates", "own"], "recording_rate.rape lacks its interval"),
        (&["--figures", "no-n.json"], "figure recording_rate.rape is a percentage without its n"),
        (
            &["--figures", "now.json", "other.json"],
            "two of the figures files hold recording_rate.rape, one with 98.4 and one with 97.0",
        ),
        (&["--figures", "typed.json"], "was changed after it was written"),
        (
            &["--figures", "now.json", "--before", "half-year.json"],
            "counts of unequal periods are not compared",
        ),
        (&["--figures", "before.json", "--before", "now.json"], "wrong order"),
        (&["--figures", "now.json", "--before", "no-n.json"], "the figures before hold no crimes.recorded"),
        (
            &["--figures", "before.json", "--templates", "own"],
            "template board.html: line 2: no figure is named recording_rate.rape",
        ),
    ] {
        let (code, _, said) = pack(&at, &[&["--board", "--out", "packs"], arguments].concat());
        assert_eq!(code, Some(2), "{arguments:?}: {said}");
        assert!(said.contains(says), "{arguments:?}: {said}");
        assert!(!at.join("packs").exists(), "{arguments:?}: nothing half published");
    }
}

#[test]
fn evidence_is_printed_as_its_figure_and_a_correction_says_what_changed() {
    let (_root, at) = folder();
    let response = r#"
force = "Borsetshire Police"
body = "Police and Crime Commissioner for Borsetshire"
report = "Crime data integrity re-inspection 2026"
published = 2026-09-08
chief_comments = "Accepted."
[[area_for_improvement]]
words = "Recording of violence"
action = "Decision makers work until midnight."
done = true
evidence = ["figure:recording_rate.violence"]
"#;
    std::fs::write(at.join("response.toml"), response).unwrap();
    let arguments = ["--section55", "response.toml", "--figures", "now.json", "--out", "packs"];
    let (code, said, wrong) = pack(&at, &arguments);
    assert_eq!(code, Some(0), "{wrong}");
    assert!(
        said.contains("on the face: The deadline has passed: the last day was 2 November 2026"),
        "{said}"
    );
    let page = |name: &str| std::fs::read_to_string(at.join("packs").join(name)).unwrap();
    assert!(
        page("section55.html")
            .contains("recording_rate.violence: 95.0% (95% interval 92.4 to 96.7; 380 of 400)")
    );
    let first: serde_json::Value = serde_json::from_str(&page("pack.json")).unwrap();
    let (code, ..) = pack(&at, &arguments);
    assert_eq!(code, Some(2), "not written over in silence");
    let again: serde_json::Value = serde_json::from_str(&page("pack.json")).unwrap();
    assert_eq!(first, again, "and what was published stays");
    let corrected = [&arguments[..], &["--correction", "The deadline is said on the face"]].concat();
    let (code, ..) = pack(&at, &corrected);
    assert_eq!(code, Some(0));
    assert!(page("section55.html").contains("Version 2: The deadline is said on the face"));
    let second: serde_json::Value = serde_json::from_str(&page("pack.json")).unwrap();
    assert_eq!(second["version"], 2);
    assert_ne!(second["files"], first["files"]);
}

#[test]
fn packs_come_as_pdf_where_the_other_program_is_and_it_is_said_where_it_is_not() {
    let (_root, at) = folder();
    let program = Path::new(env!("CARGO_BIN_EXE_onrecord"));
    let beside = program.with_file_name(format!("onrecord-letters{}", std::env::consts::EXE_SUFFIX));
    // A copy alone in its folder has no other program beside it.
    let alone = at.join("alone");
    std::fs::create_dir(&alone).unwrap();
    std::fs::copy(program, alone.join("onrecord")).unwrap();
    let run = |when: &str, to: &str| {
        let arguments = ["pack", "--board", "--figures", "now.json", "--pdf", when, "--out", to];
        std::process::Command::new(alone.join("onrecord")).args(arguments).current_dir(&at).output().unwrap()
    };
    let made = run("auto", "html");
    assert!(
        made.status.success() && out(&made).contains("no PDF: onrecord-letters does not stand beside"),
        "{}",
        err(&made)
    );
    let refused = run("yes", "none");
    assert_eq!(refused.status.code(), Some(2));
    assert!(!at.join("none").exists());
    if !beside.is_file() {
        testkit::skip("onrecord-letters was not built beside onrecord (cargo build --package letters)");
        return;
    }
    let arguments =
        [&["pack", "--board", "--body-public", "--pdf", "yes", "--out", "packs"], &GIVEN[..]].concat();
    let output = onrecord_in(&at, &arguments);
    assert!(output.status.success(), "{}", err(&output));
    let register = std::fs::read_to_string(at.join("packs/pack.json")).unwrap();
    for name in ["board.pdf", "body-public.pdf"] {
        let bytes = std::fs::read(at.join("packs").join(name)).unwrap();
        assert!(bytes.starts_with(b"%PDF-1.7") && bytes.len() > 10_000, "{name}");
        assert!(register.contains(name), "registered with its digest");
    }
}
