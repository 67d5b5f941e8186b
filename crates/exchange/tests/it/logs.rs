//! Text logs of command-and-control systems, as different systems print them.

use std::collections::BTreeMap;
use std::io::Read;

use exchange::Table;
use exchange::profile;
use exchange::records::{Dialect, Layout, Rows, Step};

use crate::kit::{Folder, tally};

type Row = BTreeMap<String, String>;

fn fixture(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/logs").join(name);
    std::fs::read_to_string(path).unwrap()
}

/// The rows of a log by what they are, without their empty cells.
fn rows(text: &str) -> BTreeMap<String, Vec<Row>> {
    let bytes = text.as_bytes().to_vec();
    let mut again = || Ok(Box::new(std::io::Cursor::new(bytes.clone())) as Box<dyn Read>);
    let first = again().unwrap();
    let mut rows = Rows::of_text("log.txt", first, &mut again, &Dialect::default()).unwrap();
    assert_eq!(rows.layout, Layout::Log, "{text}");
    let mut found: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    loop {
        match rows.next().unwrap() {
            Step::End => return found,
            Step::Broken { line, reason, .. } => panic!("line {line}: {reason}"),
            Step::Row { .. } => {
                let cells = rows
                    .header
                    .iter()
                    .enumerate()
                    .map(|(at, name)| (name.clone(), rows.field(at).to_owned()));
                let row: Row = cells.filter(|(_, text)| !text.is_empty()).collect();
                found.entry(row["record"].clone()).or_default().push(row);
            }
        }
    }
}

/// Chosen columns of rows, `-` where empty.
fn chosen(rows: Option<&Vec<Row>>, columns: &[&str]) -> Vec<String> {
    let cell = |row: &Row, name: &str| row.get(name).cloned().unwrap_or_else(|| "-".into());
    let line = |row: &Row| columns.iter().map(|name| cell(row, name)).collect::<Vec<_>>().join(" | ");
    rows.into_iter().flatten().map(line).collect()
}

fn check(text: &str, record: &str, columns: &[&str], expect: &[&str]) {
    let rows = rows(text);
    assert_eq!(chosen(rows.get(record), columns), expect, "{rows:#?}");
}

#[test]
fn blocks_set_in_with_page_furniture_tabs_and_wrapped_lines() {
    let text = fixture("nested.txt");
    check(
        &text,
        "event",
        &["event reference", "Event Type", "Created", "Grade", "Location.Postcode", "Closing Code"],
        &[
            "BP-20181105-0042 | VIOLENCE AGAINST THE PERSON | 05/11/2018 09:15:22 | IMMEDIATE | ZB1 2CD | ASB - NUISANCE",
            "BP-20181105-0043 | SUSPICIOUS CIRCUMSTANCES | 05/11/2018 10:02:00 | - | - | -",
            "- | THEFT | 25/11/2018 11:00:00 | - | - | -",
        ],
    );
    check(
        &text,
        "person",
        &[
            "event reference",
            "Person.Block",
            "Person.Involvement",
            "Person.Surname",
            "Person.Forename",
            "Person.Address.Street",
        ],
        &[
            "BP-20181105-0042 | Complainant | Complainant | ARCHER | DAVID | -",
            "BP-20181105-0042 | Supplementary People | WITNESS | GRUNDY | EDWARD | -",
            "BP-20181105-0042 | Supplementary People | SUSPECT | HORROBIN | - | 3 The Green",
            "BP-20181105-0043 | Complainant | Complainant | ALDRIDGE | - | -",
        ],
    );
    check(
        &text,
        "narrative",
        &[
            "event reference",
            "Narrative.Time",
            "Narrative.User",
            "Narrative.Workstation",
            "Narrative.Category",
            "Narrative.Text",
        ],
        &[
            "BP-20181105-0042 | 05/11/2018 09:16:02 | 4471 | FCR12 | INITIAL | Caller states that her brother has been punched in the face by a man outside the Bull, bleeding from nose = broken? and the man has gone towards the green.",
            "BP-20181105-0042 | 05/11/2018 09:31:40 | 5120 | FCR03 | UPDATE | Unit on scene. Victim does not wish to make a complaint.",
            "BP-20181105-0043 | 05/11/2018 10:03:11 | 4471 | - | - | Male looking into cars.",
            "- | 05/11/2018 11:01:00 | 4471 | FCR12 | INITIAL | Two bottles taken.",
        ],
    );
}

#[test]
fn blocks_told_by_headings_alone_and_several_keys_a_line() {
    let text = fixture("flat.log");
    check(
        &text,
        "event",
        &["event reference", "Date/Time", "Initial Type", "Closing Type", "Narratives"],
        &[
            "181105-0001 | 05-Nov-2018 00:10 | DOMESTIC | CRIME - VIOLENCE | 4471/FCR01/INIT Shouting heard and glass breaking, screaming from address. Caller believes female is being hit.\n4471/FCR01/DISP Unit BX21 assigned",
            "181105-0002 | 05-Nov-2018 01:44 | NOISE | - | 4471/FCR01/INIT Loud music.",
            "181105-0003 | 05-Nov-2018 02:00 | ABANDONED CALL | - | -",
        ],
    );
    check(
        &text,
        "person",
        &[
            "event reference",
            "Person.Involvement",
            "Person.Surname",
            "Person.Forename",
            "Person.Name",
            "Person.Tel",
        ],
        &[
            "181105-0001 | CALLER | - | - | Mrs A Snell | 01632 960100",
            "181105-0001 | Aggrieved | SNELL | ROBERT | - | -",
            "181105-0001 | Offender | SNELL | LYNDA | - | -",
        ],
    );
    check(
        &text,
        "narrative",
        &["event reference", "Narrative.Time"],
        &[
            "181105-0001 | 05-Nov-2018 00:10:05",
            "181105-0001 | 05-Nov-2018 00:22:40",
            "181105-0002 | 05-Nov-2018 01:45:05",
        ],
    );
}

#[test]
fn blocks_as_keys_without_a_value() {
    let text = fixture("keyed.txt");
    check(
        &text,
        "event",
        &["event reference", "EventType", "Location.Street"],
        &["000123 | Burglary | 1 Brookfield Rd", "000124 | RTC | -", "000125 | Shoplifting | -"],
    );
    check(
        &text,
        "person",
        &["event reference", "Person.Involvement", "Person.Surname", "Person.Address.Street"],
        &[
            "000123 | Complainant | Archer | -",
            "000123 | Witness | Bellamy | Lower Loxley",
            "000123 | Suspect | Unknown | -",
            "000124 | Complainant | Tucker | -",
        ],
    );
    check(
        &text,
        "narrative",
        &["event reference", "Narrative.Time", "Narrative.User", "Narrative.Category", "Narrative.Text"],
        &[
            "000123 | 2018-11-05 09:16:00 | jsmith | Initial | Rear window forced overnight, laptop and cash taken. Ref = AB12",
            "000123 | 2018-11-05 09:30:00 | jsmith | Deployment | Officer to attend by appointment",
            "000124 | 2018-11-05 11:16:00 | kmills | Initial | Minor collision",
        ],
    );
}

#[test]
fn a_log_goes_through_the_check_with_the_mapping_that_is_drafted_of_it() {
    for (name, incidents, people) in [("nested.txt", 3, 4), ("flat.log", 3, 3), ("keyed.txt", 3, 4)] {
        let folder = Folder::new();
        let path = folder.write(name, fixture(name));
        let profile = profile::examine(&path, &mut |_, _| {}).unwrap();
        let drafted = profile::draft(&profile);
        let folder = folder
            .give(Table::Incidents, path.clone())
            .give(Table::People, path)
            .mapping("drafted.toml", &drafted);
        let extract = folder.read();
        assert_eq!(
            tally(&extract, Table::Incidents)[..3],
            [incidents, incidents, 0],
            "{name} {:?}\n{drafted}",
            extract.quarantine
        );
        assert_eq!(
            tally(&extract, Table::People)[..3],
            [people, people, 0],
            "{name} {:?}\n{drafted}",
            extract.quarantine
        );
        assert!(extract.incidents.iter().all(|row| row.received_at.is_some()), "{name}\n{drafted}");
        assert!(extract.people.iter().any(|row| row.role.is_some()), "{name}\n{drafted}");
    }
}

#[test]
fn a_key_that_no_record_of_this_file_has_is_an_empty_column() {
    let mapping = "name = \"log\"\ndates = [\"%d/%m/%Y %H:%M:%S\"]\n[incidents]\nwhere = [{ column = \"record\", is = [\"event\"] }]\nincident_ref = \"event reference\"\nreceived_at = \"Created\"\nrisk = \"Risk Assessment\"\n";
    let extract = Folder::new()
        .file(Table::Incidents, "log.txt", fixture("nested.txt"))
        .mapping("log.toml", mapping)
        .read();
    assert_eq!(tally(&extract, Table::Incidents), [3, 3, 0, 0]);
    // But a mapping whose reference is not there is for another system.
    let other = mapping.replace("event reference", "Job").replace("Created", "Job Time");
    let told = Folder::new()
        .file(Table::Incidents, "log.txt", fixture("nested.txt"))
        .mapping("log.toml", &other)
        .refused();
    assert!(told.contains("Job"), "{told}");
}

#[test]
fn one_line_that_cannot_be_read_costs_that_line() {
    let text = fixture("nested.txt").replace("Grade = IMMEDIATE", "Grade = IMM\0EDIATE");
    let mapping = "name = \"log\"\ndates = [\"%d/%m/%Y %H:%M:%S\"]\n[incidents]\nwhere = [{ column = \"record\", is = [\"event\"] }]\nincident_ref = \"event reference\"\nreceived_at = \"Created\"\n";
    let extract = Folder::new().file(Table::Incidents, "log.txt", text).mapping("log.toml", mapping).read();
    assert_eq!(tally(&extract, Table::Incidents), [4, 3, 1, 0]);
    assert!(extract.quarantine[0].reason.contains("NUL"));
}

#[test]
fn a_record_without_end_is_quarantined_and_the_next_is_read() {
    let endless = "        05/11/2018 09:16:02 = words and more words in this line\n".repeat(25_000);
    let text = fixture("nested.txt").replacen("    Narratives\n", &format!("    Narratives\n{endless}"), 1);
    let mapping = "name = \"log\"\ndates = [\"%d/%m/%Y %H:%M:%S\"]\n[incidents]\nwhere = [{ column = \"record\", is = [\"event\"] }]\nincident_ref = \"event reference\"\nreceived_at = \"Created\"\n";
    let extract = Folder::new().file(Table::Incidents, "log.txt", text).mapping("log.toml", mapping).read();
    assert_eq!(tally(&extract, Table::Incidents), [3, 2, 1, 0]);
    assert!(extract.quarantine[0].reason.contains("record is longer"));
}

#[test]
fn delimited_text_is_no_log() {
    for text in [
        "incident_ref,received_at\nL1,2018-11-05T10:00\n",
        "url,query\nhttp://a/?x=1&y=2,a=b\nhttp://a/?x=1&y=3,a=b\nhttp://a/?x=2&z=2,c=d\n",
        "ref;note\n1;a = b\n2;c = d\n3;e = f\n4;g = h\n",
    ] {
        let bytes = text.as_bytes().to_vec();
        let mut again = || Ok(Box::new(std::io::Cursor::new(bytes.clone())) as Box<dyn Read>);
        let first = again().unwrap();
        let rows = Rows::of_text("t", first, &mut again, &Dialect::default()).unwrap();
        assert!(matches!(rows.layout, Layout::Delimited(_)), "{text}");
    }
}
