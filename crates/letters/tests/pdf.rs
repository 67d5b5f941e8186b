//! The PDF of a pack's page: tagged, in its language, its words to be read, the same every time.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::io::Write;
use std::process::{Command, Stdio};

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object, String as PdfString};
use letters::{Refused, pdf};

const PAGE: &str = r##"<!doctype html>
<html lang="cy"><head><meta charset="utf-8"><meta name="date" content="2026-11-25">
<title>Bwrdd cywirdeb data troseddau - Heddlu Borsetshire</title><style>p{color:red}</style></head>
<body><a class="skip" href="#main">Neidio</a>
<header><div class="wrap"><p class="name">Heddlu Borsetshire</p><p>Bwrdd</p></div></header>
<main id="main"><h1>Bwrdd cywirdeb data troseddau</h1>
<p class="note">Ar 30 Medi 2026. T&#375; a d&#373;r.</p>
<p class="alarm"><strong>The deadline has passed.</strong></p>
<h2>Rates</h2>
<figure><figcaption>Recording rates</figcaption><p class="told">2 rates with their intervals.</p>
<p class="legend"><span class="key"><span class="mark square black" aria-hidden="true"></span>rate</span></p>
<div class="plot" role="img" aria-label="Recording rates. 2 rates with their intervals.">
<div class="wide"><svg viewBox="0 0 720 100"><rect x="10" y="10" width="300" height="20" fill="#1D70B8"/><text x="20" y="60" font-family="sans-serif" font-size="14">Overall</text></svg></div>
<div class="narrow"><svg viewBox="0 0 288 100"><text x="20" y="60">Overall</text></svg></div></div></figure>
<div class="scroll"><table><caption><span>Figures</span></caption>
<thead><tr><th scope="col">Measure</th><th scope="col">Value</th></tr></thead>
<tbody><tr><th scope="row">Rape</th><td>98.4% (95% interval 91.5 to 99.7; 62 of 63)</td></tr>
<tr><th scope="row">Overall</th><td>96.6% (95% interval 95.4 to 97.6; n = 1,200)</td></tr></tbody></table></div>
<h2>What is not measurable</h2><ul><li>#Over $all$: an *audit* is needed.</li></ul>
<footer><p>SHA-256: <code>3f9a</code></p></footer></main></body></html>"##;

/// Every dictionary of the file with a /Type or /S of this name.
fn structure(pdf: &Pdf, role: &[u8]) -> usize {
    let of_role = |object: &Object<'_>| {
        let Object::Dict(dict) = object else { return false };
        dict.get::<Name<'_>>(&b"S"[..]).is_some_and(|name| &*name == role)
    };
    pdf.objects().into_iter().filter(of_role).count()
}

#[test]
fn a_pack_is_tagged_and_in_its_language() {
    let bytes = pdf(PAGE).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(
        text.contains("<pdfuaid:part>1</pdfuaid:part>") || text.contains("pdfuaid:part=\"1\""),
        "says PDF/UA-1"
    );
    let read = Pdf::new(bytes).unwrap();
    let catalog: Dict<'_> = read
        .objects()
        .into_iter()
        .find_map(|object| match object {
            Object::Dict(dict) if dict.get::<Name<'_>>(&b"Type"[..]).is_some_and(|n| &*n == b"Catalog") => {
                Some(dict)
            }
            _ => None,
        })
        .expect("a catalogue");
    assert_eq!(catalog.get::<PdfString<'_>>(&b"Lang"[..]).expect("a language").as_bytes(), b"cy");
    assert!(catalog.get::<Dict<'_>>(&b"StructTreeRoot"[..]).is_some(), "a tree of tags");
    for (role, n) in [("H1", 1), ("H2", 2), ("Table", 1), ("TH", 4), ("TD", 2), ("Figure", 1), ("LI", 1)] {
        assert_eq!(structure(&read, role.as_bytes()), n, "{role}");
    }
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    assert_eq!(pdf(PAGE).unwrap(), pdf(PAGE).unwrap());
}

#[test]
fn what_cannot_be_made_accessible_is_refused() {
    let without = |what: &str| PAGE.replace(what, "");
    for (page, expect) in [
        (
            without("<title>Bwrdd cywirdeb data troseddau - Heddlu Borsetshire</title>"),
            Refused::Lacks("title"),
        ),
        (without(" lang=\"cy\""), Refused::Lacks("language")),
        (PAGE.replace("h1>", "h3>"), Refused::Lacks("first heading")),
        (" ".repeat(letters::LONGEST_PAGE + 1), Refused::TooLong),
    ] {
        assert_eq!(pdf(&page), Err(expect));
    }
    let silent = PAGE.replace(" aria-label=\"Recording rates. 2 rates with their intervals.\"", "");
    assert!(matches!(pdf(&silent), Err(Refused::NotSet(_))), "a plot without words for it");
    let broken = PAGE.replace("<rect", "<rec<t");
    assert!(pdf(&broken).is_err(), "a drawing that is none");
}

/// What poppler reads out of it, where poppler is there (apt-get install poppler-utils).
fn read_by(program: &str, arguments: &[&str], bytes: &[u8]) -> Option<String> {
    let started = Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = started else {
        assert!(
            std::env::var("REQUIRE_ALL").as_deref() != Ok("1"),
            "{program} is not here: install poppler-utils"
        );
        eprintln!("SKIPPED: {program} is not here (apt-get install poppler-utils)");
        return None;
    };
    let mut input = child.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn its_words_are_read_by_other_programs() {
    let bytes = pdf(PAGE).unwrap();
    if let Some(text) = read_by("pdftotext", &["-layout", "-", "-"], &bytes) {
        for words in ["Tŷ a dŵr", "62 of 63", "95.4 to 97.6", "#Over $all$: an *audit* is needed.", "3f9a"]
        {
            assert!(text.contains(words), "no {words} in {text}");
        }
        assert!(!text.contains("Neidio") && !text.contains("color:red"), "{text}");
    }
    if let Some(tree) = read_by("pdfinfo", &["-struct-text", "-"], &bytes) {
        assert!(tree.contains("H1") && tree.contains("TH"), "{tree}");
    }
    if let Some(facts) = read_by("pdfinfo", &["-"], &bytes) {
        for fact in ["Tagged:          yes", "Bwrdd cywirdeb data troseddau", "Onrecord", "2026"] {
            assert!(facts.contains(fact), "no {fact} in {facts}");
        }
    }
}

#[test]
fn the_program_reads_a_page_and_writes_its_pdf() {
    let program = env!("CARGO_BIN_EXE_onrecord-letters");
    let run = |input: &str| {
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    };
    let made = run(PAGE);
    assert!(made.status.success() && made.stdout == pdf(PAGE).unwrap());
    let refused = run("<p>no page</p>");
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("the page has no title"));
}
