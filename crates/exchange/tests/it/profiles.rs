//! `onrecord profile` on wide, large and awkward files.

use exchange::limits;
use exchange::profile::{self, Kind, Profile};

use crate::kit::Folder;

fn examine(bytes: impl AsRef<[u8]>) -> Profile {
    let folder = Folder::new();
    let path = folder.write("logs.csv", bytes);
    profile::examine(&path, &mut |_, _| {}).unwrap()
}

#[test]
fn a_wide_file_of_many_distinct_values_stays_small() {
    let header: Vec<String> = (0..limits::COLUMNS).map(|n| format!("c{n}")).collect();
    let mut text = header.join(",");
    for row in 0..200 {
        let cells: Vec<String> = (0..limits::COLUMNS).map(|column| format!("{row}-{column}")).collect();
        text.push('\n');
        text.push_str(&cells.join(","));
    }
    let profile = examine(text);
    assert_eq!((profile.columns.len(), profile.n_rows), (limits::COLUMNS, 200));
    assert!(profile.columns.iter().all(|column| column.n_missing == 0 && column.kind == Kind::Text));
}

#[test]
fn long_texts_are_not_all_kept() {
    let text: String = (0..100).map(|n| format!("L{n},{n}{}\n", "x".repeat(500_000))).collect();
    let profile = examine(format!("log,text\n{text}"));
    assert_eq!(profile.columns[0].n_distinct, Some(100));
    assert_eq!(profile.columns[1].n_distinct, None, "more than could be kept");
    assert!(
        profile::told(&profile.columns[1]).contains("over 67 distinct"),
        "{}",
        profile::told(&profile.columns[1])
    );
}

#[test]
fn more_distinct_values_than_are_kept() {
    let text: String = (0..=limits::PROFILE_DISTINCT).map(|n| format!("L{n}\n")).collect();
    let profile = examine(format!("log\n{text}"));
    assert_eq!(profile.columns[0].n_distinct, None);
    assert!(profile::told(&profile.columns[0]).contains("over 10000 distinct"));
}

#[test]
fn one_late_value_settles_day_and_month() {
    // The first 3,000 values in order of text are all of days up to the twelfth.
    let mut text: String = (0..3_000)
        .map(|n| format!("L{n},{:02}/{:02}/2018 {:02}:{:02}\n", n % 12 + 1, n % 11 + 1, n % 24, n % 60))
        .collect();
    text.push_str("L,25/06/2018 10:00\n");
    let dates = examine(format!("log,at\n{text}")).columns[1].dates.clone().unwrap();
    assert_eq!((dates.patterns[0].as_str(), dates.ambiguous), ("%d/%m/%Y %H:%M", None));
    let american = text.replace("25/06", "06/25");
    let dates = examine(format!("log,at\n{american}")).columns[1].dates.clone().unwrap();
    assert_eq!((dates.patterns[0].as_str(), dates.ambiguous), ("%m/%d/%Y %H:%M", None));
}

#[test]
fn a_file_of_every_day_of_a_year_is_not_ambiguous() {
    let text: String =
        (0..365).map(|n| format!("L{n},{:02}/{:02}/2018 10:00\n", n / 12 % 28 + 1, n % 12 + 1)).collect();
    let dates = examine(format!("log,at\n{text}")).columns[1].dates.clone().unwrap();
    assert_eq!((dates.patterns[0].as_str(), dates.ambiguous), ("%d/%m/%Y %H:%M", None));
}

#[test]
fn broken_rows_and_encodings_are_told() {
    let profile = examine(b"log;at\nL1;2018-11-05\nX\nL2;Caf\xe9\nY;\"stray\n".as_slice());
    assert_eq!((profile.n_rows, profile.n_broken, profile.n_windows_1252), (2, 2, 1));
    assert_eq!(profile.delimiter, "semicolon");
    assert!(profile.first_broken.unwrap().starts_with("line 3: this row has 1 field where the header has 2"));
}

#[test]
fn awkward_headers_still_give_a_draft_that_reads() {
    for header in ["a \"quoted\" name,b\\c,\u{7f},é", "\"two\nlines\",b,c,d", "x,x,,", "'a',#b,= c,[d]"] {
        let profile = examine(format!("{header}\n1,2,3,4\n"));
        let drafted = profile::draft(&profile);
        assert!(exchange::Mapping::parse("draft", &drafted).is_ok(), "{drafted}");
    }
}

#[test]
fn a_column_whose_every_time_is_midnight_holds_days() {
    let profile =
        examine("log,reported,received\nA,2/25/17 00:00,2/25/17 00:00\nB,2/3/17 00:00,2/3/17 10:15\n");
    let pattern = |at: usize| profile.columns[at].dates.as_ref().unwrap().patterns.clone();
    assert_eq!(pattern(1), ["%m/%d/%y 00:00"]);
    assert_eq!(pattern(2), ["%m/%d/%y %H:%M"]);
}
