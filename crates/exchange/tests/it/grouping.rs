//! Duplicates, rows of one record, and an extract that does not depend on any order.

use exchange::Extract;
use exchange::Table;

use crate::kit::{Folder, gzip, incident_refs, incidents, tally};

const HEADER: &str = "incident_ref,received_at,channel,crime_refs,easting,northing\n";

/// All rows read, whatever the order of accounts.
fn rows(extract: &Extract) -> String {
    format!(
        "{:?}{:?}{:?}{:?}{:?}{:?}",
        extract.incidents,
        extract.crimes,
        extract.people,
        extract.counts,
        extract.row_counts,
        extract.conflicts
    )
}

#[test]
fn the_same_content_again_is_a_duplicate() {
    let row = "L1,2018-11-05T10:00,999,,,\n";
    let extract = incidents(format!("{HEADER}{row}{row}L2,2018-11-05T10:00,999,,,\n{row}"));
    assert_eq!(tally(&extract, Table::Incidents), [4, 2, 0, 2]);
    assert_eq!(incident_refs(&extract), ["L1", "L2"]);
}

#[test]
fn files_of_one_system_that_overlap() {
    let row = |n: u32| format!("L{n},2018-11-05T10:0{n},999,,,\n");
    let first = format!("{HEADER}{}{}", row(1), row(2));
    let second = format!("{HEADER}{}{}", row(2), row(3));
    let extract =
        Folder::new().file(Table::Incidents, "a.csv", first).file(Table::Incidents, "b.csv", second).read();
    assert_eq!(tally(&extract, Table::Incidents), [4, 3, 0, 1]);
    assert_eq!(extract.accounts[1].tally.duplicate, 1);
}

#[test]
fn other_systems_may_use_the_same_number() {
    let mapping = |name: &str, column: &str| {
        format!("name = \"{name}\"\n[incidents]\nincident_ref = \"{column}\"\nreceived_at = \"at\"\n")
    };
    let extract = Folder::new()
        .file(Table::Incidents, "a.csv", "one,at\nL1,2018-11-05\n")
        .file(Table::Incidents, "b.csv", "two,at\nL1,2018-11-05\n")
        .mapping("one.toml", &mapping("one", "one"))
        .mapping("two.toml", &mapping("two", "two"))
        .read();
    assert_eq!(tally(&extract, Table::Incidents), [2, 2, 0, 0]);
    assert_eq!(extract.incidents.len(), 2);
}

#[test]
fn the_same_file_again_is_duplicates_throughout() {
    let text = format!("{HEADER}L1,2018-11-05T10:00,999,,,\n,2018-11-05T10:00,999,,,\nX,bad,,,,\nX\n");
    let again = |name: &str| {
        let folder = Folder::new().file(Table::Incidents, "a.csv", &text);
        folder.file(Table::Incidents, name, &text).read()
    };
    for extract in [again("a.csv"), again("other.csv"), again("sub/a.csv")] {
        assert_eq!(tally(&extract, Table::Incidents), [8, 2, 2, 4]);
        assert_eq!(
            extract.accounts.iter().map(|account| account.same_file_again).collect::<Vec<_>>(),
            [false, true]
        );
        assert_eq!(extract.incidents.len(), 2);
    }
    let names: Vec<_> = again("sub/a.csv").accounts.into_iter().map(|account| account.source).collect();
    assert!(
        names[0] != names[1] && names[1].ends_with("sub/a.csv"),
        "two files of one name are told apart: {names:?}"
    );
    // Under another flag it is another reading.
    let folder = Folder::new().file(Table::Incidents, "a.csv", &text);
    let path = folder.path("a.csv");
    let extract = folder
        .file(Table::Crimes, "c.csv", "crime_ref,recorded_at\nC1,2018-11-05\n")
        .give(Table::Incidents, path)
        .read();
    assert_eq!(tally(&extract, Table::Incidents), [8, 2, 2, 4]);
}

#[test]
fn packed_again_it_is_the_same_references() {
    let text = format!("{HEADER}L1,2018-11-05T10:00,999,,,\n");
    let extract = Folder::new()
        .file(Table::Incidents, "a.csv", &text)
        .file(Table::Incidents, "a.csv.gz", gzip(text.as_bytes()))
        .read();
    assert_eq!(tally(&extract, Table::Incidents), [2, 1, 0, 1]);
}

#[test]
fn rows_without_a_reference_are_events_of_their_own() {
    let row = ",2018-11-05T10:00,999,,,\n";
    let extract = incidents(format!("{HEADER}{row}{row}{row},2018-11-05T10:00,online,,,\n"));
    assert_eq!(tally(&extract, Table::Incidents), [4, 4, 0, 0]);
    let account = &extract.accounts[0];
    assert_eq!((account.n_without_reference, account.n_identical_without_reference), (4, 2));
    assert_eq!(extract.incidents.len(), 4);
}

#[test]
fn rows_of_one_record_are_one_record_in_any_order() {
    let rows = [
        "L1,2018-11-05T10:05,999,C2;C1,530001,180000\n",
        "L1,2018-11-05T10:00,online,C1;C3,530000,180000\n",
        "L1,2018-11-05T10:09,999,,529999,190000\n",
        "L1,,,,,\n",
    ];
    let expect = incidents(format!("{HEADER}{}", rows.concat()));
    assert_eq!((tally(&expect, Table::Incidents), expect.accounts[0].n_grouped), ([4, 4, 0, 0], 3));
    let record = &expect.incidents[0];
    assert_eq!(record.received_at.unwrap().to_string(), "2018-11-05T10:00:00Z");
    assert_eq!(record.crime_refs.iter().map(|r| r.as_str()).collect::<Vec<_>>(), ["C1", "C2", "C3"]);
    assert_eq!(record.place.point, Some(terms::Point::Grid { easting: 529_999.0, northing: 190_000.0 }));
    for order in [[1, 0, 2, 3], [3, 2, 1, 0], [2, 3, 0, 1], [3, 1, 0, 2]] {
        let shuffled: String = order.iter().map(|at| rows[*at]).collect();
        assert_eq!(incidents(format!("{HEADER}{shuffled}")).incidents, expect.incidents);
    }
}

/// The conflicts of incidents and crimes given as rows, as table, reference and column.
fn conflicts(incidents: &[&str], crimes: &[&str]) -> Vec<(Table, String, &'static str)> {
    let extract = Folder::new()
        .file(Table::Incidents, "i.csv", format!("incident_ref,received_at,unit\n{}", incidents.concat()))
        .file(Table::Crimes, "c.csv", format!("crime_ref,recorded_at,reported_at,team\n{}", crimes.concat()))
        .read();
    extract.conflicts.into_iter().map(|found| (found.table, found.reference, found.column)).collect()
}

#[test]
fn times_that_differ_between_rows_of_one_record_are_told() {
    let incidents = [
        "L2,2018-11-05T10:00,a\n",
        "L2,2018-11-05T10:05,b\n",
        "L2,2018-11-05T10:05,c\n",
        "L1,2018-11-05T10:00,a\n",
        "L1,,b\n",
        "L1,2018-11-05T10:00Z,c\n",
        "L0,2018-11-05T10:00,a\n",
        "L0,2018-11-05,b\n",
        ",2018-11-05T10:00,a\n",
        ",2018-11-05T10:05,a\n",
    ];
    let crimes = [
        "C1,2018-11-06T10:00,2018-11-05T10:00,a\n",
        "C1,2018-11-08T10:00,2018-11-05T09:00,b\n",
        "C2,2018-11-06T10:00,,a\n",
        "C2,,2018-11-05T10:00,b\n",
        "C2,2018-11-06T10:00,2018-11-05T11:00,c\n",
        "C3,2018-11-06T10:00,2018-11-05T10:00,a\n",
        "C3,2018-11-06T10:00,2018-11-05T10:00,b\n",
    ];
    let expect = [
        (Table::Incidents, "L0", "received_at"),
        (Table::Incidents, "L2", "received_at"),
        (Table::Crimes, "C1", "recorded_at"),
        (Table::Crimes, "C1", "reported_at"),
        (Table::Crimes, "C2", "reported_at"),
    ]
    .map(|(table, reference, column)| (table, reference.to_owned(), column));
    for turn in 0..incidents.len() {
        let (mut incidents, mut crimes) = (incidents, crimes);
        incidents.rotate_left(turn);
        crimes.rotate_left(turn % 7);
        assert_eq!(conflicts(&incidents, &crimes), expect);
        incidents.reverse();
        crimes.reverse();
        assert_eq!(conflicts(&incidents, &crimes), expect);
    }
}

#[test]
fn a_number_that_two_systems_use_is_no_conflict() {
    let mapping = |name: &str| {
        format!("name = \"{name}\"\n[incidents]\nincident_ref = \"{name}\"\nreceived_at = \"at\"\n")
    };
    let extract = Folder::new()
        .file(Table::Incidents, "a.csv", "one,at\nL1,2018-11-05\n")
        .file(Table::Incidents, "b.csv", "two,at\nL1,2018-11-06\n")
        .mapping("one.toml", &mapping("one"))
        .mapping("two.toml", &mapping("two"))
        .read();
    assert_eq!(extract.conflicts, []);
}

#[test]
fn the_order_of_rows_and_files_does_not_matter() {
    // No reference and no time: only the least column tells the rows apart.
    let header = "incident_ref,received_at,risk,unit,longitude,latitude\n";
    let logs: Vec<String> =
        (0..40).map(|n| format!(",2018-11,{},{},{},51.0\n", n % 3, n % 5, n % 7)).collect();
    let counts: Vec<String> =
        (0..40).map(|n| format!("F{},c{},2018-1{},{n}\n", n % 3, n % 2, n % 3)).collect();
    let people: Vec<String> = (0..40).map(|n| format!("L{},victim,P{n},Archer\n", n % 4)).collect();
    let crimes: Vec<String> = (0..40).map(|n| format!(",2018-11,{},{}\n", n % 4, n % 3)).collect();
    let body = |rows: &[String], back: bool| {
        if back { rows.iter().rev().cloned().collect::<String>() } else { rows.concat() }
    };
    let read = |back: bool| {
        let files = [
            (Table::Incidents, "a.csv", format!("{header}{}", body(&logs[..20], back))),
            (Table::Incidents, "b.csv", format!("{header}{}", body(&logs[20..], back))),
            (Table::Counts, "n.csv", format!("force,category,period,count\n{}", body(&counts, back))),
            (Table::People, "p.csv", format!("ref,role,person_id,surname\n{}", body(&people, back))),
            (Table::Crimes, "c.csv", format!("crime_ref,recorded_at,team,outcome\n{}", body(&crimes, back))),
        ];
        let mut folder = Folder::new();
        let order: Vec<usize> = if back { (0..5).rev().collect() } else { (0..5).collect() };
        for (table, name, text) in order.into_iter().map(|at| files[at].clone()) {
            folder = folder.file(table, name, text);
        }
        folder.read()
    };
    assert_eq!(rows(&read(false)), rows(&read(true)));
}
