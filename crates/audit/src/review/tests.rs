use super::*;
use crate::marks::{Found, OnRecord};
use alloc::vec;

fn listed(n: u64) -> Vec<Listed> {
    let one = |position| Listed {
        id: format!("BOR-{position}"),
        position,
        recorded: 1,
        cap: 2,
        is_double: true,
        single: 0,
    };
    (1..=n).map(one).collect()
}

fn marking() -> Marking {
    Marking { markers: vec!["Ash".into(), "Birch".into()], registrar: "Rowan".into(), ..Marking::default() }
}

/// `incident marker stage at crime class`, with `-` for nothing.
fn line(at: usize, text: &str) -> MarkLine {
    let words: Vec<&str> = text.split(' ').collect();
    let recorded = match words.get(6).copied() {
        Some("yes") => Some(OnRecord::Yes),
        Some("no") => Some(OnRecord::No),
        Some("wrongly") => Some(OnRecord::Wrongly),
        _ => None,
    };
    MarkLine {
        file: 0,
        line: at as u64 + 2,
        id: words[0].into(),
        marker: words[1].into(),
        stage: Stage::of(words[2]).unwrap(),
        at: words[3].parse().unwrap(),
        order: None,
        crime: words[4].parse().unwrap(),
        class: words[5].trim_matches('-').into(),
        domestic_abuse: None,
        found: Found { recorded, ..Found::default() },
    }
}

fn lines(texts: &[&str]) -> Vec<MarkLine> {
    texts.iter().enumerate().map(|(at, text)| line(at, text)).collect()
}

const AGREED: [&str; 3] =
    ["BOR-1 Ash 1 10 1 violence", "BOR-1 Birch 1 20 1 violence", "BOR-1 Ash lock 30 0 -"];

/// What one more line makes of an agreed and locked incident: refused at that line with those words.
#[track_caller]
fn refused(before: &[&str], last: &str, words: &str) {
    let all = lines(&[before, &[last]].concat());
    let faults = review(&listed(3), &["PLANT".into()], &marking(), &all).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].line, before.len() as u64 + 2, "{faults:?}");
    assert!(faults[0].why.contains(words), "{faults:?}");
}

#[test]
fn what_breaks_the_protocol_is_refused_with_its_line() {
    refused(&AGREED, "BOR-9 Ash 1 10 1 violence", "was not drawn");
    refused(&AGREED, "BOR-1 Birch 1 31 2 violence", "after the lock");
    refused(&AGREED, "BOR-1 Birch 1 20 1 violence", "already, on line 3");
    refused(&AGREED, "BOR-1 Cedar 1 20 1 violence", "not one of the markers");
    refused(&AGREED, "BOR-1 Ash ruling 25 1 violence", "only Rowan rules");
    refused(&AGREED, "BOR-1 Ash 2 29 1 - yes", "before its lock");
    refused(&AGREED, "BOR-1 Ash 2 31 2 - no", "is not among them");
    refused(&AGREED, "BOR-1 Ash 2 31 0 - yes", "from 1");
    refused(&AGREED, "BOR-1 Ash 2 31 1 - wrongly", "write 0");
    refused(&AGREED, "BOR-1 Ash 2 31 1 - -", "yes, no or wrongly");
    refused(&AGREED[..2], "BOR-1 Ash 2 31 1 - yes", "without a lock");
    refused(&AGREED[..1], "BOR-1 Rowan ruling 15 1 violence", "before it has two marks");
    refused(&AGREED[..2], "BOR-1 Rowan ruling 15 1 violence", "before its second mark");
    refused(&AGREED[..1], "BOR-1 Birch 1 20 2 violence", "without crime 1");
    refused(&AGREED[..1], "BOR-1 Birch 1 20 1 -", "no class");
    refused(&AGREED[..1], "BOR-1 Ash 1 20 0 -", "both as owing nothing");
}

#[test]
fn stage_two_waits_for_a_ruling_where_marks_disagree() {
    let disagree = ["BOR-1 Ash 1 10 1 violence", "BOR-1 Birch 1 20 0 -", "BOR-1 Ash lock 30 0 -"];
    refused(&disagree, "BOR-1 Ash 2 31 1 - no", "no ruling");
    let ruled = lines(&[&disagree[..], &["BOR-1 Rowan ruling 31 0 -"]].concat());
    let review = review(&listed(1), &[], &marking(), &ruled).unwrap();
    assert_eq!(review.incidents[0].counts(1), Some(Counts { owed: 0, missed: 0, wrong: 1 }));
}

#[test]
fn agreed_marks_settle_what_is_owed_in_whatever_order() {
    let all = lines(&[
        "BOR-1 Ash 1 10 1 violence",
        "BOR-1 Ash 1 10 2 theft",
        "BOR-1 Birch 1 20 1 theft",
        "BOR-1 Birch 1 20 2 violence",
        "BOR-2 Ash 1 10 0 -",
        "BOR-2 Birch 1 20 0 -",
        "PLANT Ash 1 10 1 theft",
        "all Ash lock 30 0 -",
        "BOR-1 Ash 2 40 1 - yes",
        "BOR-1 Ash 2 40 2 - no",
        "BOR-2 Ash 2 40 0 - wrongly",
    ]);
    let review = review(&listed(3), &["PLANT".into()], &marking(), &all).unwrap();
    let states: Vec<&State> = review.incidents.iter().map(|one| &one.state).collect();
    assert_eq!(states, [&State::Adjudicated, &State::Adjudicated, &State::NotMarked]);
    assert_eq!(review.incidents[0].counts(1), Some(Counts { owed: 2, missed: 1, wrong: 0 }));
    assert_eq!(review.incidents[1].counts(1), Some(Counts { owed: 0, missed: 0, wrong: 1 }));
    assert_eq!(review.planted["PLANT"].marks.len(), 1);
    assert!(review.count_differs.is_empty(), "{:?}", review.count_differs);
    assert!(gap(&listed(3), &review, &all).is_none());
}

#[test]
fn a_mark_beyond_an_incident_with_none_is_a_gap() {
    let all = lines(&["BOR-1 Ash 1 10 0 -", "BOR-3 Ash 1 11 0 -"]);
    let found = review(&listed(3), &[], &marking(), &all).unwrap();
    let (position, line) = gap(&listed(3), &found, &all).unwrap();
    assert_eq!((position, line.line), (2, 3));
    assert_eq!(found.incidents[0].state, State::Pending("a second mark is lacking"));
}
