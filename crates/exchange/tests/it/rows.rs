//! How bytes become rows: quotes, line ends, lengths, encodings. Good rows are kept whatever stands
//! beside them, and every line number is the one an editor shows.

use exchange::Table;
use exchange::limits;

use crate::kit::{Folder, gzip, incident_refs, incidents, quarantined, tally};

const HEADER: &str = "incident_ref,received_at,place\n";

/// References accepted, and the lines quarantined.
fn check(body: impl AsRef<[u8]>, refs: &[&str], lines: &[u64]) {
    let bytes = [HEADER.as_bytes(), body.as_ref()].concat();
    for bytes in [bytes.clone(), gzip(&bytes)] {
        let extract = incidents(&bytes);
        assert_eq!(incident_refs(&extract), refs, "{}", String::from_utf8_lossy(body.as_ref()));
        assert_eq!(quarantined(&extract).iter().map(|row| row.0).collect::<Vec<_>>(), lines);
    }
}

fn good(refs: std::ops::Range<usize>) -> String {
    refs.map(|n| format!("L{n},2018-11-05T10:{n:02},High Street\n")).collect()
}

#[test]
fn an_unclosed_quote_costs_its_own_row() {
    let stray = "X,2018-11-05T10:00,\"High Street\n";
    check(format!("{stray}{}", good(1..4)), &["L1", "L2", "L3"], &[2]);
    check(format!("{}{stray}{}", good(1..3), good(3..5)), &["L1", "L2", "L3", "L4"], &[4]);
    check(format!("{}{stray}", good(1..4)), &["L1", "L2", "L3"], &[5]);
    check(format!("{}{}", good(1..4), stray.trim_end()), &["L1", "L2", "L3"], &[5]);
    check(format!("\"X,2018-11-05T10:00,High Street\n{}", good(1..4)), &["L1", "L2", "L3"], &[2]);
    check(format!("{stray}{}{stray}{}", good(1..3), good(3..4)), &["L1", "L2", "L3"], &[2, 5]);
    check(format!("{stray}{stray}{stray}{}", good(1..3)), &["L1", "L2"], &[2, 3, 4]);
}

#[test]
fn an_unclosed_quote_does_not_swallow_rows_that_are_quoted_themselves() {
    let quoted =
        "\"L1\",\"2018-11-05T10:00\",\"High Street\"\n\"L2\",\"2018-11-05T10:01\",\"Low \"\"Street\"\"\"\n";
    check(format!("X,2018-11-05T10:00,\"High Street\n{quoted}"), &["L1", "L2"], &[2]);
    check(format!("\"X,2018-11-05T10:00,High Street\n{quoted}"), &["L1", "L2"], &[2]);
    // The stray quote and the next row's own would split into as many fields as the header has.
    check("X,2018-11-05T10:00,\"High Street\nL1,2018-11-05T10:01,\"Low Street\"\n", &["L1"], &[2]);
    // Two strays with whole rows between them.
    let ended = "Y,2018-11-05T10:00\",High Street,x\n";
    check(
        format!("X,2018-11-05T10:00,\"High Street\n{}{ended}{}", good(1..3), good(3..4)),
        &["L1", "L2", "L3"],
        &[2, 5],
    );
}

#[test]
fn a_whole_file_of_stray_quotes_takes_no_time() {
    let strays = "X,2018-11-05T10:00,\"High Street\n".repeat(60_000);
    let extract = incidents(format!("{HEADER}{strays}{}", good(1..3)));
    assert_eq!(tally(&extract, Table::Incidents), [60_002, 2, 60_000, 0]);
    let tiny = "\"\n".repeat(200_000);
    let extract = incidents(format!("{HEADER}{tiny}{}", good(1..3)));
    assert_eq!(tally(&extract, Table::Incidents)[1], 2);
    let empty_lines_after = format!("{HEADER}X,\"\n{}{}", "a\n".repeat(600_000), good(1..3));
    assert_eq!(tally(&incidents(empty_lines_after), Table::Incidents), [600_003, 2, 600_001, 0]);
}

#[test]
fn quoted_newlines_are_one_row_and_lines_are_counted_on() {
    let text = "L1,2018-11-05T10:00,\"High\nStreet, \"\"by the\r\nwell\"\"\"\nX,bad,\nL2,2018-11-05T10:01,\n";
    check(text, &["L1", "L2"], &[5]);
    let extract = incidents(format!("{HEADER}{text}"));
    assert_eq!(extract.incidents[0].place.place.as_deref(), Some("High\nStreet, \"by the\r\nwell\""));
    // Wrong width over several lines: one row, not one for each line.
    check(format!("X,2018-11-05T10:00,\"High\nStreet\",extra,more\n{}", good(1..2)), &["L1"], &[2]);
}

#[test]
fn quotes_inside_plain_text_are_text() {
    let text =
        "L1,2018-11-05T10:00,5\" pipe\nL2,2018-11-05T10:01,\"The \"\"Crown\"\"\"\nL3,2018-11-05T10:02,\"\"\n";
    let extract = incidents(format!("{HEADER}{text}"));
    let places: Vec<_> = extract.incidents.iter().map(|row| row.place.place.as_deref()).collect();
    assert_eq!(places, [Some("5\" pipe"), Some("The \"Crown\""), None]);
}

#[test]
fn a_very_long_line_is_skipped_and_the_next_is_read() {
    let long = "x".repeat(2_000_000);
    check(format!("{}L9,2018-11-05T10:00,{long}\n{}", good(1..2), good(2..3)), &["L1", "L2"], &[3]);
    check(format!("{}{long}", good(1..2)), &["L1"], &[3]);
    check(format!("L9,2018-11-05T10:00,\"{long}\n{}", good(1..2)), &["L1"], &[2]);
    let extract = incidents(format!("{HEADER}L9,2018-11-05T10:00,{long}\n{}", good(1..2)));
    let (_, _, value, reason) = quarantined(&extract)[0];
    assert!(value.chars().count() <= limits::QUARANTINE_VALUE_CHARS + 1);
    assert!(
        reason.contains("longer than 1048576 bytes") && reason.contains("missing line break"),
        "{reason}"
    );
    let longest = "x".repeat(limits::LINE_BYTES - "L1,2018-11-05T10:00,\n".len());
    check(format!("L1,2018-11-05T10:00,{longest}\nL2,2018-11-05T10:01,\n"), &["L1", "L2"], &[]);
    check(format!("L1,2018-11-05T10:00,{longest}x\nL2,2018-11-05T10:01,\n"), &["L2"], &[2]);
}

#[test]
fn a_quoted_row_longer_than_the_limit_is_given_back() {
    let lines = "some text\n".repeat(limits::ROW_BYTES / 10 + 1);
    let extract = incidents(format!("{HEADER}L9,2018-11-05T10:00,\"{lines}\"\n{}", good(1..3)));
    assert_eq!(incident_refs(&extract), ["L1", "L2"]);
    assert!(extract.quarantine[0].reason.contains("quote that never closes"));
}

#[test]
fn nul_bytes_cost_their_row() {
    check(b"X\0,2018-11-05T10:00,\nL1,2018-11-05T10:00,\nL2,2018-11-05T10:01,\n", &["L1", "L2"], &[2]);
    check(b"L1,2018-11-05T10:00,\nX,2018-11-05T10:00,\0\0\nL2,2018-11-05T10:01,\n", &["L1", "L2"], &[3]);
    let extract = incidents(b"incident_ref,received_at\nL1,2018-11-05\nX,\0\n".as_slice());
    assert!(quarantined(&extract)[0].3.contains("NUL byte; export it again"));
}

#[test]
fn ragged_and_blank_rows() {
    check(
        "X\nL1,2018-11-05T10:00,\n\n\r\nX,a,b,c\nL2,2018-11-05T10:01,\n,,\nX,,,\n",
        &["L1", "L2"],
        &[2, 6, 8, 9],
    );
    let extract = incidents(format!("{HEADER}X,2018-11-05\n , ,\n"));
    let reasons: Vec<_> = quarantined(&extract).into_iter().map(|row| row.3).collect();
    assert!(
        reasons[0].contains("has 2 fields where the header has 3; correct it at the source"),
        "{reasons:?}"
    );
    assert!(reasons[1].contains("empty in every column that is used"), "{reasons:?}");
}

#[test]
fn line_ends_of_every_system() {
    let text = format!("{HEADER}{}X,bad,\n{}", good(1..3), good(3..4));
    for ends in ["\n", "\r\n", "\r"] {
        let extract = incidents(text.replace('\n', ends));
        assert_eq!(incident_refs(&extract), ["L1", "L2", "L3"], "{ends:?}");
        assert_eq!(quarantined(&extract)[0].0, 4, "{ends:?}");
    }
    // A carriage return in quoted text is text; the lines are still counted by line feeds.
    check("L1,2018-11-05T10:00,\"a\rb\"\nX,bad,\n", &["L1"], &[3]);
    // Old Macintosh files of any length.
    let long = good(1..60).repeat(3_000).replace('\n', "\r");
    assert_eq!(
        tally(&incidents(format!("{}{long}", HEADER.replace('\n', "\r"))), Table::Incidents)[0],
        177_000
    );
    // A line feed that falls on the edge of the reading buffer.
    for n in 65_500..65_540 {
        let padded = format!(
            "incident_ref,received_at,place\r\nL1,2018-11-05,{}\r\nL2,2018-11-06,\r\nX,bad,\r\n",
            "x".repeat(n)
        );
        let extract = incidents(padded);
        assert_eq!((incident_refs(&extract), quarantined(&extract)[0].0), (vec!["L1", "L2"], 4));
    }
}

#[test]
fn encodings() {
    let place = |bytes: &[u8]| {
        let extract = incidents([HEADER.as_bytes(), b"L1,2018-11-05,", bytes, b"\n"].concat());
        (extract.incidents[0].place.place.clone().unwrap().to_string(), extract.files[0].n_windows_1252_lines)
    };
    assert_eq!(place("Caf\u{e9} \u{20ac}".as_bytes()), ("Café €".into(), 0));
    assert_eq!(place(b"Caf\xe9 \x80"), ("Café €".into(), 1));
    assert_eq!(place(b"\xff\xfeCaf\xe9"), ("ÿþCafé".into(), 1));
    // A line that begins like UTF-16 is a line of Windows-1252.
    let begins = incidents(b"incident_ref,received_at\nL1,2018-11-05\n\xff\xfeL2,2018-11-06\n".as_slice());
    assert_eq!(incident_refs(&begins), ["L1", "ÿþL2"]);
    let mixed = incidents(
        [HEADER.as_bytes(), "L1,2018-11-05,Café\n".as_bytes(), b"L2,2018-11-06,Caf\xe9\n"].concat(),
    );
    assert!(mixed.incidents.iter().all(|row| row.place.place.as_deref() == Some("Café")));
    let with_mark = incidents("\u{feff}\"incident_ref\",received_at\nL1,2018-11-05\n");
    assert_eq!(incident_refs(&with_mark), ["L1"]);
}

#[test]
fn stated_encodings() {
    let mapping = |encoding: &str| {
        format!(
            "encoding = \"{encoding}\"\n[incidents]\nincident_ref = \"ref\"\nreceived_at = \"at\"\nplace = \"place\"\n"
        )
    };
    let bytes = [
        b"ref,at,place\nL1,2018-11-05,\"stray\nL2,2018-11-05,Caf\xe9\nL3,2018-11-05,".as_slice(),
        "Café\n".as_bytes(),
    ]
    .concat();
    let places = |encoding: &str| {
        let extract = Folder::new().incidents(&bytes).mapping("m.toml", &mapping(encoding)).read();
        let places: Vec<_> = extract.incidents.iter().filter_map(|row| row.place.place.clone()).collect();
        (places, extract.quarantine.iter().map(|row| row.line).collect::<Vec<_>>())
    };
    // What a stray quote gives back is not decoded a second time.
    assert_eq!(places("windows-1252"), (vec!["Café".into(), "CafÃ©".into()], vec![2]));
    assert_eq!(places("utf-8"), (vec!["Café".into()], vec![2, 3]));
    assert_eq!(places("auto"), (vec!["Café".into(), "Café".into()], vec![2]));
}

#[test]
fn delimiters_are_found_or_stated() {
    for (found, stated) in [(",", ","), (";", ";"), ("\t", "tab"), ("|", "|"), ("^", "^"), ("~", "~")] {
        let text = format!(
            "{HEADER}L1,2018-11-05T10:00,\"High Street, Low Street; | by the well\"\nL2,2018-11-05T10:01,\n"
        );
        let text = text.replace("_ref,", &format!("_ref{found}")).replace("_at,", &format!("_at{found}"));
        let text = text.replace("00,\"", &format!("00{found}\"")).replace("01,", &format!("01{found}"));
        let text = text.replace("L1,", &format!("L1{found}")).replace("L2,", &format!("L2{found}"));
        let extract = incidents(&text);
        assert_eq!(incident_refs(&extract), ["L1", "L2"], "{found}");
        let mapping = format!(
            "delimiter = \"{stated}\"\n[incidents]\nincident_ref = \"incident_ref\"\nreceived_at = \"received_at\"\n"
        );
        let extract = Folder::new().incidents(&text).mapping("m.toml", &mapping).read();
        assert_eq!(incident_refs(&extract), ["L1", "L2"], "{stated}");
    }
    // One column is no reason to doubt a stated delimiter.
    let mapping = "delimiter = \";\"\n[incidents]\nincident_ref = \"ref\"\n";
    let extract = Folder::new().incidents("ref\nL1\nL2\n").mapping("m.toml", mapping).read();
    assert_eq!(incident_refs(&extract), ["L1", "L2"]);
}

#[test]
fn the_line_that_tells_excel_the_delimiter_is_no_header() {
    for hint in ["sep=;", "\"sep=;\"", "\u{feff}SEP=;"] {
        let extract = incidents(format!("{hint}\r\nincident_ref;received_at\r\nL1;2018-11-05\r\nX;bad\r\n"));
        assert_eq!((incident_refs(&extract), quarantined(&extract)[0].0), (vec!["L1"], 4), "{hint}");
    }
}

#[test]
fn whitespace_around_values_and_headers_is_no_part_of_them() {
    let extract = incidents(" incident_ref ,\treceived_at, place\n L1 ,  2018-11-05 ,\u{a0}High Street \n");
    assert_eq!(incident_refs(&extract), ["L1"]);
    assert_eq!(extract.incidents[0].place.place.as_deref(), Some("High Street"));
}

#[test]
fn rows_that_are_too_wide_leave_the_next_row_whole() {
    // An older release build died giving back the lines after such a row.
    for (body, refs, lines) in [
        ("I4,2018-01-01,e\nI5,2018-01-01\n", vec!["I5"], vec![2]),
        (
            "I4,2018-01-01,e,f,g,h\nI5,2018-01-01\nI6,2018-01-01,e\nI7,2018-01-02\n",
            vec!["I5", "I7"],
            vec![2, 4],
        ),
        ("I4,2018-01-01,\"e\"\nI5,2018-01-01\n", vec!["I5"], vec![2]),
        ("I4,2018-01-01,\"e\nI5,2018-01-01\n", vec!["I5"], vec![2]),
        ("I4,2018-01-01,e\nI5,2018-01-01", vec!["I5"], vec![2]),
        ("I5,2018-01-01\nI4,2018-01-01,e\n", vec!["I5"], vec![3]),
    ] {
        let extract = incidents(format!("incident_ref,received_at\n{body}"));
        assert_eq!(incident_refs(&extract), refs, "{body}");
        assert_eq!(quarantined(&extract).iter().map(|row| row.0).collect::<Vec<_>>(), lines, "{body}");
    }
}
