//! Files and mappings that stop the whole: each is told what is wrong, where, and what to do.

use exchange::Table;
use exchange::{Mapping, profile};

use crate::kit::{Folder, gzip, told};

const GOOD: &str = "incident_ref,received_at\nL1,2018-11-05T10:00\n";

/// Every text must stand in what the person is told; the file's name always does.
fn check(bytes: impl AsRef<[u8]>, expect: &[&str]) {
    let folder = Folder::new().incidents(bytes);
    let told_by_check = folder.refused();
    for text in expect.iter().chain(&["logs.csv: "]) {
        assert!(told_by_check.contains(text), "\"{text}\" is not in: {told_by_check}");
    }
}

/// As [`check`], and `onrecord profile` says it too.
fn check_both(bytes: impl AsRef<[u8]>, expect: &[&str]) {
    check(&bytes, expect);
    let folder = Folder::new();
    let path = folder.write("logs.csv", bytes);
    let told = told(&profile::examine(&path, &mut |_, _| {}).unwrap_err());
    for text in expect {
        assert!(told.contains(text), "profile: \"{text}\" is not in: {told}");
    }
}

#[test]
fn nothing_in_it() {
    check_both("", &["empty (0 bytes)", "Ask for the extract again"]);
    check_both("\n\r\n\n", &["only blank lines", "(line 1)"]);
    check_both("\u{feff}", &["only blank lines", "(line 1)"]);
    check_both(gzip(b""), &["only blank lines"]);
    check("incident_ref,received_at\n", &["a header and no rows after line 1", "Ask for the extract again"]);
    check_both("incident_ref,received_at", &["a header", "no rows"]);
    check_both("incident_ref,received_at\n\n\r\n", &["a header", "no rows"]);
    check_both("   \n1,2\n", &["header (line 1) holds no column names"]);
    check_both(" , ,\n1,2,3\n", &["header (line 1) holds no column names"]);
}

#[test]
fn not_text() {
    check_both(b"PK\x05\x06rest", &["zip file with nothing in it", "Ask for the extract again"]);
    check_both(b"\xd0\xcf\x11\xe0rest", &["old Excel", "Save the sheet as .xlsx", "CSV"]);
    check_both(b"%PDF-1.7", &["PDF", "as CSV"]);
    check_both(b"\xff\xfei\0n\0", &["UTF-16", "Save it as CSV (UTF-8)"]);
    check_both(b"\xfe\xff\0i\0n", &["UTF-16", "Save it as CSV (UTF-8)"]);
    let utf_16: Vec<u8> = GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check_both(&utf_16, &["NUL bytes", "line 1", "Export it again as CSV"]);
    check_both(gzip(&utf_16), &["NUL bytes", "line 1"]);
    check_both(vec![0; 100_000], &["NUL bytes", "line 1", "Export it again as CSV"]);
    check_both(gzip(b"PAR1\0\0\0rest"), &["NUL bytes"]);
}

#[test]
fn a_gzip_cut_short_at_any_point() {
    let rows: String =
        (0..5_000).map(|n| format!("L{n},2018-11-05T10:{:02},{}\n", n % 60, n * 7_919 % 10_007)).collect();
    let whole = gzip(format!("incident_ref,received_at,place\n{rows}").as_bytes());
    for cut in [2, 5, 9, 10, 11, 20, whole.len() / 2, whole.len() - 9, whole.len() - 8, whole.len() - 1] {
        check_both(&whole[..cut], &["gzip file is cut short after about line", "Ask for the file again"]);
    }
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 0x55;
    damaged[whole.len() / 2 + 1] ^= 0x55;
    check_both(&damaged, &["gzip file is", "at about line", "Ask for the file again"]);
}

#[test]
fn too_wide_or_the_wrong_way_round() {
    let wide: String = (0..10_000).map(|n| format!("c{n},")).collect();
    check_both(
        format!("{wide}z\n{wide}\n"),
        &["10001 columns", "line 1", "most that is read is 2000", "wrong delimiter"],
    );
    let wider = "a,".repeat(400_000);
    check_both(format!("{wider}\n"), &["columns; the most", "line 1"]);
    check(
        "log;call\nL1;2018-11-05\n",
        &["none of its 2 columns (line 1)", "incident_ref or received_at", "log, call", "onrecord profile"],
    );
    check(format!("\"{GOOD}"), &["first line cannot be read as a header", "quote that never closes"]);
}

#[test]
fn a_folder_a_missing_file_a_pipe() {
    let folder = Folder::new();
    let inner = folder.write("sub/x.csv", GOOD).parent().unwrap().to_owned();
    let told = folder.give(Table::Incidents, inner).refused();
    assert!(
        told.contains("sub: ") && told.contains("folder") && told.contains("Name the files in it"),
        "{told}"
    );
    let folder = Folder::new();
    let missing = folder.path("nowhere.csv");
    let told = folder.give(Table::Crimes, missing).refused();
    assert!(
        told.contains("nowhere.csv") && told.contains("No such file") && told.contains("Check the path"),
        "{told}"
    );
    if cfg!(unix) {
        let told = Folder::new().give(Table::Incidents, "/dev/null".into()).refused();
        assert!(told.contains("pipe or a device") && told.contains("Save its text as a file"), "{told}");
    }
}

#[test]
fn a_wrong_delimiter_that_a_mapping_states() {
    let mapping =
        "name = \"m\"\ndelimiter = \";\"\n[incidents]\nincident_ref = \"log\"\nreceived_at = \"call\"\n";
    let told = Folder::new().incidents("log,call\nL1,2018-11-05\n").mapping("m.toml", mapping).refused();
    for text in ["line 1", "split by semicolon", "comma would split it", "Correct `delimiter`"] {
        assert!(told.contains(text), "{told}");
    }
}

#[test]
fn a_column_named_twice_is_not_guessed() {
    check(
        "incident_ref,received_at,received_at\nL1,2018-11-05,2018-11-06\n",
        &["\"received_at\" more than once", "columns 2 and 3", "Rename"],
    );
    let twice_but_unused = crate::kit::incidents("incident_ref,received_at,note,note\nL1,2018-11-05,a,b\n");
    assert_eq!(twice_but_unused.accounts[0].unused_columns.len(), 2);
}

#[test]
fn mappings_that_do_not_hold() {
    let section = |line: &str| format!("name = \"m\"\n[incidents]\nincident_ref = \"log\"\n{line}\n");
    for (text, expect) in [
        (
            section("recieved_at = \"call\""),
            vec!["[incidents]", "`recieved_at`", "Did you mean `received_at`"],
        ),
        (
            section("received_at = 3"),
            vec!["[incidents] `received_at`", "must name a column as text, not integer", "Write it like"],
        ),
        (
            section("received_at = { colum = \"call\" }"),
            vec!["[incidents] `received_at`", "unknown field `colum`", "expected"],
        ),
        (
            section("received_at = { column = \"a\", value = \"b\" }"),
            vec!["`received_at` must have exactly one of"],
        ),
        (section("received_at = { columns = [] }"), vec!["`received_at` must have exactly one of"]),
        (section("channel = { value = \" \" }"), vec!["`channel` must have exactly one of", "not empty"]),
        (
            section("domestic_abuse = { value = \"maybe\" }"),
            vec!["`domestic_abuse` cannot be \"maybe\"", "must be yes or no", "Correct the mapping"],
        ),
        (
            section("decision_method = { column = \"how\", values = { R = \"robt\" } }"),
            vec!["`decision_method` cannot be \"robt\""],
        ),
        (section("received_at = { column = \"call\", dates = [\"%d/%m\"] }"), vec!["\"%d/%m\" has no year"]),
        (section("where = [{ column = \"type\" }]"), vec!["row filter on \"type\"", "exactly one of is"]),
        ("name = \"m\"\n".into(), vec!["no [incidents], [crimes], [people] or [counts] section", "Add one"]),
        ("[incidents]\n".into(), vec!["[incidents] names no columns", "incident_ref = "]),
        ("[incidents\n".into(), vec!["not valid", "line 1"]),
        (
            "[incident]\nincident_ref = \"log\"\n".into(),
            vec!["not valid", "line 1", "unknown field `incident`", "`incidents`"],
        ),
        (
            "zone = \"Europe/Londn\"\n[incidents]\nincident_ref = \"log\"\n".into(),
            vec!["no time zone \"Europe/Londn\"", "Europe/London"],
        ),
        (
            "delimiter = \",,\"\n[incidents]\nincident_ref = \"log\"\n".into(),
            vec!["delimiter \",,\" must be one character"],
        ),
        (
            "delimiter = \"£\"\n[incidents]\nincident_ref = \"log\"\n".into(),
            vec!["delimiter \"£\" must be one character"],
        ),
        (
            "encoding = \"utf-16\"\n[incidents]\nincident_ref = \"log\"\n".into(),
            vec!["encoding \"utf-16\" is not read", "windows-1252"],
        ),
        ("dates = [\"%m %H\"]\n[incidents]\nincident_ref = \"log\"\n".into(), vec!["\"%m %H\" has no year"]),
        (
            "dates = [\"%Y %H:%M\"]\n[incidents]\nincident_ref = \"log\"\n".into(),
            vec!["\"%Y %H:%M\" does not make a whole date"],
        ),
        ("dates = [\"%d/%m/%Y %I:%M\"]\n[incidents]\nincident_ref = \"log\"\n".into(), vec!["am/pm (%p)"]),
        (
            "dates = [\"%d/%m/%Y %!\"]\n[incidents]\nincident_ref = \"log\"\n".into(),
            vec!["\"%d/%m/%Y %!\"", "unknown"],
        ),
        (
            "dates = [\"dd/mm/yyyy\"]\n[incidents]\nincident_ref = \"log\"\n".into(),
            vec!["\"dd/mm/yyyy\" has no year", "Write it like"],
        ),
    ] {
        let told = told(&Mapping::parse("m", &text).unwrap_err());
        for expected in expect.iter().chain(&["mapping m: "]) {
            assert!(told.contains(expected), "\"{expected}\" is not in: {told}");
        }
    }
}

#[test]
fn a_mapping_file_that_cannot_be_read() {
    let folder = Folder::new().incidents(GOOD).mapping("m.toml", "");
    std::fs::write(folder.path("m.toml"), b"[incidents]\nincident_ref = \"l\xf6g\"\n").unwrap();
    assert!(folder.refused().contains("mapping m: it is not UTF-8 text. Save the mapping as UTF-8"));
    std::fs::remove_file(folder.path("m.toml")).unwrap();
    assert!(folder.refused().contains("m.toml: cannot be read"));
}

#[test]
fn a_mapping_that_fits_no_file() {
    let mapping = "name = \"m\"\n[incidents]\nincident_ref = \"log\"\nreceived_at = \"call_time\"\n";
    let told = Folder::new().incidents("log,call\nL1,2018-11-05\n").mapping("m.toml", mapping).refused();
    for text in [
        "mapping m: ",
        "[incidents] names a column that logs.csv does not have: call_time",
        "columns: log, call",
        "Correct",
    ] {
        assert!(told.contains(text), "{told}");
    }
    // The file has canonical headers too, but then the mapping was given for nothing.
    let told = Folder::new().incidents(GOOD).mapping("m.toml", mapping).refused();
    assert!(told.contains("mapping m: ") && told.contains("call_time, log"), "{told}");
    let crimes = "name = \"c\"\n[crimes]\ncrime_ref = \"x\"\n";
    let told = Folder::new().incidents(GOOD).mapping("c.toml", crimes).refused();
    assert!(
        told.contains("mapping c: it feeds none of the tables given. Give its file under --incidents"),
        "{told}"
    );
}
