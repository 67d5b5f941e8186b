//! `onrecord profile` on wide, large and awkward files.

use exchange::profile::{self, Kind, Profile};
use exchange::{Table, limits};

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

/// A draft holds a line, and as it stands, or with `chosen` for its open dates, it reads every row of
/// the file, received at `times`.
fn check_times(text: &str, line: &str, chosen: &str, times: &[&str]) {
    let drafted = profile::draft(&examine(text));
    let lines: Vec<&str> = drafted.lines().filter_map(|line| line.split("  # ").next()).collect();
    assert!(lines.contains(&line), "{line}\nis not in\n{drafted}");
    let mapping = drafted.replace("dates = [] }", &format!("dates = [{chosen}] }}"));
    let extract = Folder::new().incidents(text).mapping("m.toml", &mapping).read();
    let received: Vec<String> =
        extract.incidents.iter().map(|row| row.received_at.unwrap().to_string()).collect();
    assert_eq!(received, times, "{drafted}");
    assert_eq!(extract.accounts[0].tally.accepted, extract.accounts[0].tally.received, "{drafted}");
}

#[test]
fn a_time_of_day_beside_its_date_is_read_with_it() {
    let (first, second) = ("2018-06-05T13:05:00Z", "2018-06-25T08:30:00Z");
    let line = |dates: &str| {
        format!(
            "received_at = {{ columns = [\"Recd Date\", \"Recd Time\"], join = \" \", dates = [{dates}] }}"
        )
    };
    let file = |rows: &str| format!("Log No,Recd Date,Recd Time,Unit\n{rows}");
    for (rows, dates, second) in [
        ("L1,05/06/2018,14:05,A\nL2,25/06/2018,09:30,B\n", "\"%d/%m/%Y %H:%M\"", second),
        ("L1,05/06/2018,14:05,A\nL2,25/06/2018,9:30,B\n", "\"%d/%m/%Y %H:%M\"", second),
        (
            "L1,05/06/2018,14:05:00,A\nL2,25/06/2018,09:30:33,B\n",
            "\"%d/%m/%Y %H:%M:%S\"",
            "2018-06-25T08:30:33Z",
        ),
        ("L1,05/06/2018,2:05 PM,A\nL2,25/06/2018,9:30 AM,B\n", "\"%d/%m/%Y %I:%M %p\"", second),
        ("L1,05/06/2018 00:00,14:05,A\nL2,25/06/2018 00:00,09:30,B\n", "\"%d/%m/%Y 00:00 %H:%M\"", second),
        ("L1,2018-06-05,14:05,A\nL2,2018-06-25,9:30,B\n", "\"%Y-%m-%d %H:%M\"", second),
        (
            "L1,2018-06-05 00:00:00.000,14:05,A\nL2,2018-06-25 00:00:00.000,09:30,B\n",
            "\"%Y-%m-%d 00:00:00.000 %H:%M\"",
            second,
        ),
        (
            "L1,05/06/2018,14:05,A\nL2,25/06/2018,09:30:00,B\n",
            "\"%d/%m/%Y %H:%M\", \"%d/%m/%Y %H:%M:%S\"",
            second,
        ),
    ] {
        check_times(&file(rows), &line(dates), "", &[first, second]);
    }
    let with_none = "L1,25/06/2018,,A\nL2,25/06/2018,09:30,B\n";
    check_times(&file(with_none), &line("\"%d/%m/%Y %H:%M\", \"%d/%m/%Y\""), "", &["2018-06-25", second]);
}

#[test]
fn day_and_month_stay_a_persons_choice_beside_a_time() {
    let text = "Log No,Recd Date,Recd Time\nL1,03/04/2018,14:05\nL2,05/06/2018,09:30\n";
    let line = "received_at = { columns = [\"Recd Date\", \"Recd Time\"], join = \" \", dates = [] }";
    for (chosen, times) in [
        ("\"%d/%m/%Y %H:%M\"", ["2018-04-03T13:05:00Z", "2018-06-05T08:30:00Z"]),
        ("\"%m/%d/%Y %H:%M\"", ["2018-03-04T14:05:00Z", "2018-05-06T08:30:00Z"]),
    ] {
        check_times(text, line, chosen, &times);
        let drafted = profile::draft(&examine(text));
        assert!(drafted.contains(&format!("[{chosen}]")) && drafted.contains("# CHOOSE: every"), "{drafted}");
        assert!(drafted.contains("# CHOOSE dates; date"), "{drafted}");
        assert!(exchange::Mapping::parse("draft", &drafted).is_ok(), "{drafted}");
    }
}

/// Which time of day each date is given, by name. Columns named time hold times, the others days.
fn check_pairs(header: &str, pairs: &[(&str, &str)]) {
    let cells = |row: usize| {
        let cell = |name: &str| match name {
            name if name.to_lowercase().contains("time") => format!("1{row}:30"),
            "Log No" => format!("L{row}"),
            _ => format!("2{row}/06/2018"),
        };
        header.split(',').map(cell).collect::<Vec<_>>().join(",")
    };
    let profile = examine(format!("{header}\n{}\n{}\n", cells(1), cells(2)));
    let name = |at: usize| profile.columns[at].name.as_str();
    let times = profile.meaning.times.iter().enumerate();
    let found: Vec<_> = times.filter_map(|(at, time)| time.map(|time| (name(at), name(time)))).collect();
    assert_eq!(found, pairs, "{header}");
    let drafted = profile::draft(&profile);
    assert!(exchange::Mapping::parse("draft", &drafted).is_ok(), "{drafted}");
}

#[test]
fn a_time_of_day_is_given_to_the_date_it_belongs_to() {
    let both = [("Recd Date", "Recd Time"), ("Closed Date", "Closed Time")];
    check_pairs("Log No,Recd Date,Recd Time,Closed Date,Closed Time", &both);
    check_pairs("Log No,Recd Date,Closed Date,Recd Time,Closed Time", &both);
    check_pairs("Log No,Time Received,Date Received", &[("Date Received", "Time Received")]);
    check_pairs("Log No,Call Received,Time", &[("Call Received", "Time")]);
    check_pairs("Log No,Call Received,Call Time", &[("Call Received", "Call Time")]);
    // Another thing's time, another place, or a name that a mapping cannot tell apart.
    check_pairs("Log No,Recd Date,Response Time", &[]);
    check_pairs("Log No,Recd Date,Closed Date,Time", &[("Closed Date", "Time")]);
    check_pairs("Log No,Recd Date,Time,Time", &[]);
    check_pairs("Log No,Some Day,Time,Recd Date", &[("Recd Date", "Time")]);
}

#[test]
fn a_crime_file_has_its_recorded_date_and_time_read_together() {
    let text = "Crime No,Date Recorded,Time Recorded,Offence\nC1,25/06/2018,09:30,Theft\nC2,26/06/2018,10:30,Arson\n";
    let drafted = profile::draft(&examine(text));
    let extract = Folder::new().file(Table::Crimes, "c.csv", text).mapping("m.toml", &drafted).read();
    assert_eq!(extract.crimes[0].recorded_at.unwrap().to_string(), "2018-06-25T08:30:00Z", "{drafted}");
}

#[test]
fn a_few_unreadable_values_leave_a_column_its_kind() {
    let kind = |values: &[&str]| {
        let rows: String = values.iter().enumerate().map(|(n, value)| format!("L{n},{value}\n")).collect();
        let profile = examine(format!("log,at\n{rows}"));
        (profile.columns[1].kind, profile::told(&profile.columns[1]))
    };
    let of = |good: &[&'static str], n: usize, bad: &[&'static str]| {
        let good: Vec<&str> = good.iter().cycle().take(n).copied().collect();
        [good.as_slice(), bad].concat()
    };
    let days = [
        "25/06/2018",
        "26/06/2018",
        "01/07/2018",
        "02/07/2018",
        "03/07/2018",
        "04/07/2018",
        "05/07/2018",
        "06/07/2018",
        "07/07/2018",
    ];
    let clocks = ["09:30", "09:31", "09:32", "09:33"];
    for (values, expect) in [
        (of(&days, 9, &["see log"]), Kind::Date),
        (of(&days[..2], 9, &["see log"]), Kind::Date),
        (of(&days[..1], 9, &["31/06/2018"]), Kind::Date),
        (of(&days, 4, &["see log"]), Kind::Date),
        (of(&days, 3, &["see log"]), Kind::Text),
        (of(&days, 2, &["see log"]), Kind::Text),
        (of(&days, 2, &[]), Kind::Date),
        (of(&["2018-06-25", "2018-06-26", "2018-06-27", "2018-06-28"], 4, &["see log"]), Kind::Date),
        (of(&clocks, 4, &["see log"]), Kind::TimeOfDay),
        (of(&clocks, 3, &["see log"]), Kind::Text),
        (of(&["1405", "1406"], 2, &[]), Kind::WholeNumber),
    ] {
        assert_eq!(kind(&values).0, expect, "{values:?}");
    }
    let (_, told) = kind(&of(&days, 9, &["see log"]));
    assert!(told.ends_with("%d/%m/%Y reads 9 of 10"), "{told}");
}

#[test]
fn a_marker_of_domestic_abuse_is_known_by_its_name_and_values() {
    for (header, values, expect) in [
        ("DV Flag", ["Y", "N"], true),
        ("DV", ["yes", ""], true),
        ("DA", ["0", "1"], true),
        ("DA Flag", ["TRUE", "FALSE"], true),
        ("Domestic", ["No", "No"], true),
        ("domestic_violence", ["t", "f"], true),
        ("Domestic", ["Dog", "Cat"], false),
        ("DA", ["2", "3"], false),
        ("Database", ["Y", "N"], false),
    ] {
        let text =
            format!("Log No,Recd Date,{header}\nL1,25/06/2018,{}\nL2,26/06/2018,{}\n", values[0], values[1]);
        let profile = examine(&text);
        assert_eq!(profile.meaning.columns[2] == Some("domestic_abuse"), expect, "{header} {values:?}");
        let drafted = profile::draft(&profile);
        let extract = Folder::new().incidents(&text).mapping("m.toml", &drafted).read();
        assert_eq!(extract.incidents[0].domestic_abuse.is_some(), expect, "{drafted}");
    }
}

#[test]
fn canonical_headers_mean_themselves() {
    use exchange::Table;
    for table in [Table::Incidents, Table::Crimes] {
        let names: Vec<&str> = exchange::canonical::columns(table).iter().map(|column| column.name).collect();
        let row = vec![""; names.len()].join(",");
        let filled = row.replacen(",", "X1,", 1);
        let profile = examine(format!("{}\n{filled}\n", names.join(",")));
        assert_eq!(profile.meaning.table, Some(table));
        let meant: Vec<Option<&str>> = names.into_iter().map(Some).collect();
        assert_eq!(profile.meaning.columns, meant);
    }
}
