//! Values as they come: dates, zones, clock changes, counts, people.

use exchange::Table;
use terms::{Period, PersonRole, Precision};

use crate::kit::{Folder, incident_refs, incidents, quarantined, tally};

/// What a `received_at` becomes, or why it is quarantined.
fn received(zone: &str, dates: &str, value: &str) -> Result<String, String> {
    let mapping = format!(
        "zone = \"{zone}\"\ndates = [{dates}]\n[incidents]\nincident_ref = \"ref\"\nreceived_at = \"at\"\n"
    );
    let extract =
        Folder::new().incidents(format!("ref,at\nL1,\"{value}\"\n")).mapping("m.toml", &mapping).read();
    match extract.incidents.first() {
        Some(row) => Ok(row.received_at.unwrap().to_string()),
        None => {
            let (line, column, shown, reason) = quarantined(&extract)[0];
            assert_eq!((line, column, shown), (2, "at", value));
            Err(reason.into())
        }
    }
}

#[test]
fn zones_and_formats() {
    let day_first = "\"%d/%m/%Y %H:%M\", \"%-d/%-m/%Y\"";
    for (zone, dates, value, expect) in [
        ("Europe/London", day_first, "05/11/2018 10:00", "2018-11-05T10:00:00Z"),
        ("Europe/London", day_first, "05/07/2018 10:00", "2018-07-05T09:00:00Z"),
        ("Europe/London", day_first, "5/7/2018", "2018-07-05"),
        ("Europe/London", "\"%-d/%-m/%Y %-H:%M\"", "5/7/2018 9:05", "2018-07-05T08:05:00Z"),
        ("Europe/London", "\"%s\"", "1541412000", "2018-11-05T10:00:00Z"),
        ("Europe/London", "\"%d/%m/%Y %H:%M %z\"", "05/11/2018 10:00 +0200", "2018-11-05T08:00:00Z"),
        ("Europe/London", "\"%b-%y\"", "Nov-18", "2018-11"),
        ("Europe/London", "\"%Y%m%d\"", "20181105", "2018-11-05"),
        ("America/Chicago", "\"%m/%d/%Y %I:%M:%S %p\"", "7/5/2018 1:15:00 PM", "2018-07-05T18:15:00Z"),
        ("UTC", "", "2018-07-05 10:00", "2018-07-05T10:00:00Z"),
        ("UTC", "", "2018-07-05T10:00:00,250+01:00", "2018-07-05T09:00:00Z"),
        ("Europe/London", "", "2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
    ] {
        assert_eq!(received(zone, dates, value).as_deref(), Ok(expect), "{value}");
    }
}

#[test]
fn dates_that_cannot_be() {
    let dates = "\"%d/%m/%Y %H:%M %z\", \"%d/%m/%Y\", \"%s\"";
    for value in [
        "1026-11-05",
        "2206-11-05T10:00",
        "2206-11-05T10:00Z",
        "05/11/1026",
        "05/11/2206",
        "05/11/1026 10:00 +0000",
        "99999999999",
    ] {
        let reason = received("Europe/London", dates, value).unwrap_err();
        assert!(
            reason.contains("year is outside 1900 to 2100; correct the date at the source"),
            "{value}: {reason}"
        );
    }
    for value in [
        "2018-11-31",
        "2018-11-05T25:00",
        "2018-11-05T10:00:75",
        "2018-11-05T10:00:00.abc",
        "31/02/2018",
        "yesterday",
        "2018-11-05T10:00+99:00",
    ] {
        let reason = received("Europe/London", dates, value).unwrap_err();
        assert!(
            reason.contains("not a date in ISO 8601") && reason.contains("add its pattern to `dates`"),
            "{value}: {reason}"
        );
    }
}

#[test]
fn times_inside_a_clock_change_are_flagged_and_kept() {
    let rows = "L1,2018-10-28T00:59\nL2,2018-10-28T01:30\nL3,2018-03-25T01:30\nL4,2018-10-28T01:30+01:00\nL5,2018-10-28T02:00\n";
    let extract = incidents(format!("incident_ref,received_at\n{rows}"));
    assert_eq!(tally(&extract, Table::Incidents), [5, 5, 0, 0]);
    assert_eq!(extract.accounts[0].n_clock_change_times, 2);
    let flagged =
        extract.incidents.iter().filter(|row| row.received_at.unwrap().precision() == Precision::ClockChange);
    assert_eq!(
        flagged.map(|row| row.incident_ref.as_ref().unwrap().as_str()).collect::<Vec<_>>(),
        ["L3", "L2"]
    );
}

#[test]
fn reconciliation_is_by_source_channel_and_local_day() {
    let rows = "L1,2018-07-05T23:30Z,999\nL2,2018-07,\nX,never,online\nL3,2018-07-06T10:00,999\nX\n";
    let extract = incidents(format!("incident_ref,received_at,channel\n{rows}"));
    let lines: Vec<_> = extract
        .reconciliation
        .iter()
        .map(|((_, channel, day), t)| (channel.as_str(), day.as_str(), t.accepted, t.quarantined))
        .collect();
    assert_eq!(
        lines,
        [("", "", 0, 1), ("", "2018-07", 1, 0), ("999", "2018-07-06", 2, 0), ("online", "", 0, 1)]
    );
}

fn counts(rows: &str) -> exchange::Extract {
    Folder::new().file(Table::Counts, "counts.csv", rows).read()
}

#[test]
fn counts_as_published() {
    let extract = counts(
        "force,category,period,count\nKent,Theft,2018-11, 66776 \nKent,Theft,2017/18 Q1,-00\nKent,Theft,2018,-3\nKent,Theft,2018-12,\"1,234,567\"\n",
    );
    let got: Vec<_> = extract.counts.iter().map(|row| (row.period.to_string(), row.count)).collect();
    let expect = [("2017/18 Q1", 0), ("2018", -3), ("2018-11", 66_776), ("2018-12", 1_234_567)];
    assert_eq!(got, expect.map(|(period, count)| (period.to_owned(), count)));
    let extract = counts(
        "force,category,period,count\nKent,Theft,2018-11,\nKent,Theft,,4\nKent,Theft,2018-11,1.5\nKent,Theft,2018-11,\"1,5\"\nKent,Theft,2018-11,9999999999999\nKent,Theft,1026-11,1\nKent,Theft,2206-11,1\n",
    );
    assert_eq!(tally(&extract, Table::Counts), [7, 0, 7, 0]);
    let columns: Vec<_> = quarantined(&extract).into_iter().map(|row| (row.0, row.1)).collect();
    assert_eq!(
        columns,
        [(2, "count"), (3, "period"), (4, "count"), (5, "count"), (6, "count"), (7, "period"), (8, "period")]
    );
    let reasons: Vec<_> = quarantined(&extract).into_iter().map(|row| row.3).collect();
    assert!(reasons[0].contains("is empty, so the row counts nothing"), "{reasons:?}");
    assert!(reasons[3].contains("not a whole number") && reasons[4].contains("too large"), "{reasons:?}");
    assert!(reasons[5].contains("year is outside 1900 to 2100"), "{reasons:?}");
}

#[test]
fn without_a_count_column_each_row_counts_one() {
    let extract = counts("category,period\nTheft,2018-11\nTheft,2018-11\nTheft,2018-11-05\n");
    assert_eq!(extract.counts.len(), 3);
    let month = Period::parse("2018-11").unwrap();
    assert!(extract.counts.iter().all(|row| row.count == 1 && row.period == month && &*row.force == "all"));
}

#[test]
fn people() {
    let rows = "ref,role,person_id,surname,born\nL1,Victim,P1,Archer,1952-03-01\nL1,suspect,P2,Grundy,\nL1,victim,P1,Archer,1952-03-01\nL2,bystander,P3,Carter,\n";
    let extract = Folder::new()
        .file(Table::People, "people.csv", format!("{rows}L1,Victim,P1,Archer,1952-03-01\n"))
        .read();
    assert_eq!(
        tally(&extract, Table::People),
        [5, 3, 1, 1],
        "the same person row of the same record is a duplicate"
    );
    assert_eq!(extract.accounts[0].n_grouped, 0, "several people of one record are no rows to group");
    assert_eq!(extract.people[2].role, Some(PersonRole::Suspect));
    assert!(quarantined(&extract)[0].3.contains("must be victim, suspect, witness, caller or professional"));
}

#[test]
fn choices_and_coordinates() {
    let header = "incident_ref,received_at,domestic_abuse,decision_method,easting,northing\n";
    let extract = incidents(format!(
        "{header}L1,2018-11-05,YES,Robot,530000,180000\nX,2018-11-05,maybe,,,\nX,2018-11-05,,machine,,\nX,2018-11-05,,,NaN,1\nX,2018-11-05,,,1e9,1\n"
    ));
    assert_eq!(incident_refs(&extract), ["L1"]);
    let columns: Vec<_> = quarantined(&extract).into_iter().map(|row| (row.0, row.1)).collect();
    assert_eq!(columns, [(3, "domestic_abuse"), (4, "decision_method"), (5, "easting"), (6, "easting")]);
}
