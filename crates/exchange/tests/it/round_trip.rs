//! What exchange writes it reads back as it was.

use exchange::Table;
use exchange::canonical::{write_counts, write_crimes, write_incidents, write_people};
use exchange::group::Row;
use exchange::output::is_formula;
use terms::{CountRow, IncidentRow, Period, PersonRow, Text};

use crate::kit::{Folder, tally};

fn csv(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut bytes).unwrap();
    bytes
}

fn same<T: Row + Clone + PartialEq + std::fmt::Debug>(read: &[T], written: &[T]) {
    let mut written = written.to_vec();
    written.sort_by(Row::order);
    for (read, written) in read.iter().zip(&written) {
        assert_eq!(read, written);
    }
    assert_eq!(read.len(), written.len());
}

/// What is written of a text that a spreadsheet would run.
fn neutral(text: &mut Option<Text>) {
    if let Some(text) = text.as_mut().filter(|text| is_formula(text)) {
        *text = format!("'{text}").into();
    }
}

/// People have no columns of coordinates (design, section 6).
fn unwritten(row: &mut PersonRow) {
    neutral(&mut row.phone);
    row.place.point = None;
}

#[test]
fn a_synthetic_force() {
    for options in [synth::Options::borsetshire(1, 300), synth::Options::hard_links(2, 300)] {
        let mut world = synth::force(&options);
        let folder = Folder::new()
            .file(Table::Incidents, "incidents.csv", csv(|out| write_incidents(out, &world.incidents)))
            .file(Table::Crimes, "crimes.csv", csv(|out| write_crimes(out, &world.crimes)))
            .file(Table::People, "people.csv", csv(|out| write_people(out, &world.people)));
        let extract = folder.read();
        world
            .incidents
            .iter_mut()
            .for_each(|row| [&mut row.text, &mut row.place.place].into_iter().for_each(neutral));
        world.people.iter_mut().for_each(unwritten);
        assert_eq!(tally(&extract, Table::Incidents)[1], world.incidents.len() as u64);
        same(&extract.incidents, &world.incidents);
        same(&extract.crimes, &world.crimes);
        same(&extract.people, &world.people);
    }
}

#[test]
fn awkward_texts() {
    let texts = [
        "a,b",
        "a;b",
        "say \"no\"",
        "two\nlines",
        "cr\rhere",
        "crlf\r\nhere",
        "'quoted'",
        "=1+1",
        "-5",
        "-5 or so",
        "Café €",
        "\"",
        "a\tb",
    ];
    let mut rows: Vec<IncidentRow> = texts
        .iter()
        .enumerate()
        .map(|(n, text)| IncidentRow {
            incident_ref: Some(format!("L{n}").as_str().into()),
            text: Some((*text).into()),
            ..IncidentRow::default()
        })
        .collect();
    let extract = Folder::new().incidents(csv(|out| write_incidents(out, &rows))).read();
    rows.iter_mut().for_each(|row| neutral(&mut row.text));
    same(&extract.incidents, &rows);
}

#[test]
fn counts_of_every_period() {
    let periods = ["2018-11", "2018-Q4", "2017/18 Q1", "2017/18 Q4", "2017/18", "2018", "1999/00"];
    let rows: Vec<CountRow> = periods
        .iter()
        .zip(-3..)
        .map(|(period, count)| CountRow {
            force: "Borsetshire Police".into(),
            category: "Theft, other".into(),
            period: Period::parse(period).unwrap(),
            count,
        })
        .collect();
    let extract = Folder::new().file(Table::Counts, "n.csv", csv(|out| write_counts(out, &rows))).read();
    same(&extract.counts, &rows);
}
