//! What a check writes: the columns of the contract, and figures that can be counted by hand from the
//! two fixtures.

use crate::support::*;

fn fixtures() -> Vec<String> {
    ["--incidents", &fixture("incidents.csv"), "--crimes", &fixture("crimes.csv"), "--as-at", "2026-03-31"]
        .map(str::to_owned)
        .to_vec()
}

fn check_fixtures() -> (tempfile::TempDir, std::path::PathBuf, std::process::Output) {
    let arguments = fixtures();
    checked(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn every_file_has_the_columns_of_the_contract() {
    let (_root, folder, _) = check_fixtures();
    for (file, columns) in [
        ("links.csv", "incident_ref,crime_ref,probability,how,checks_failed"),
        ("unlinked-incidents.csv", "incident_ref,received_at,opening_code,closing_code,rank,reasons"),
        ("late.csv", "crime_ref,incident_ref,first_receipt,recorded_at,elapsed_hours,stage"),
        ("reconciliation.csv", "source,channel,day,received,accepted,quarantined,duplicate"),
        ("completeness.csv", "force,category,period,observed,expected,low,high,alarm,method,sentence"),
        ("quarantine.csv", "source,line,column,value,reason"),
        ("sample.csv", "order,incident_ref,stratum,size,key"),
        ("frame.csv", "incident_ref,stratum,size,cap,recorded"),
        ("findings.csv", "finding,incident_ref,crime_ref,column,detail"),
    ] {
        assert_eq!(csv(&folder.join(file))[0].join(","), columns, "{file}");
    }
    assert!(folder.join("report.html").exists() && folder.join("summary.json").exists());
}

#[test]
fn rows_add_up_on_screen_and_in_the_files() {
    let (_root, folder, output) = check_fixtures();
    let printed = out(&output);
    assert!(
        printed.contains("10 rows received = 8 accepted + 1 quarantined + 1 duplicate; 8 records"),
        "{printed}"
    );
    let rows = csv(&folder.join("reconciliation.csv"));
    let [received, accepted, quarantined, duplicate] =
        ["received", "accepted", "quarantined", "duplicate"].map(|column| sum(&rows, column));
    assert_eq!((received, accepted, quarantined, duplicate), (16, 14, 1, 1));
    assert_eq!(received, accepted + quarantined + duplicate);
    let quarantine = csv(&folder.join("quarantine.csv"));
    assert_eq!(quarantine[1][..4], ["incidents.csv", "9", "received_at", "1026-03-29T12:35"]);
}

#[test]
fn what_happened_to_accepted_rows_is_counted_on_screen() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("crimes.csv");
    let rows =
        "C1,2026-10-25T01:30,Theft\nC1,2026-10-25T01:30,Burglary\n,2026-10-26,Theft\n,2026-10-26,Theft\n";
    std::fs::write(&file, format!("crime_ref,recorded_at,class\n{rows}")).unwrap();
    let (_out, _folder, output) = checked(&["--crimes", file.to_str().unwrap()]);
    let said = out(&output);
    for line in [
        "4 rows received = 4 accepted + 0 quarantined + 0 duplicate; 3 records",
        "1 accepted rows share a reference",
        "2 accepted rows have no reference",
        "1 of those are identical",
        "2 rows hold a time inside a clock change",
    ] {
        assert!(said.contains(line), "\"{line}\" is not in {said}");
    }
}

#[test]
fn late_ones_and_findings_are_those_of_the_fixture() {
    let (_root, folder, _) = check_fixtures();
    // Received 12:00 GMT, recorded 13:01 BST the next day: 24 hours and one minute.
    let late = csv(&folder.join("late.csv"));
    assert_eq!(late[1][..2], ["C-1", "BOR-1"]);
    assert_eq!(late[1][4], "24.02");
    assert_eq!(late[1][5], "decided, not yet recorded");
    assert_eq!(late.len(), 2);
    let summary = summary(&folder);
    let timeliness = &summary["timeliness"];
    assert_eq!(timeliness["within_24_hours"]["k"], 1);
    assert_eq!(timeliness["within_24_hours"]["n"], 2);
    assert_eq!(
        timeliness["recorded_before_received"], 1,
        "C-5 was recorded an hour before BOR-5 was received"
    );
    assert_eq!(summary["links"]["dangling_references"], 1, "BOR-9 names C-404");
    assert_eq!(
        summary["tables"][0]["clock_change_times"], 1,
        "BOR-4 was received at 01:30 on the spring night"
    );
    assert_eq!(summary["tables"][0]["unused_columns"][0]["name"], "vehicle_note");
}

#[test]
fn every_counted_finding_can_be_looked_up() {
    let (_root, folder, _) = check_fixtures();
    let rows = csv(&folder.join("findings.csv"));
    for finding in [
        ["recorded before received", "BOR-5", "C-5", "recorded_at"],
        ["link fails a check", "BOR-5", "C-5", ""],
        ["names a record that is not in the extract", "BOR-9", "", "crime_refs"],
        ["time inside a clock change", "BOR-4", "", "received_at"],
    ] {
        assert!(rows.iter().any(|row| row[..4] == finding), "{finding:?} is not in {rows:?}");
    }
}

#[test]
fn unlinked_incidents_are_ranked_with_reasons_and_never_called_crimes() {
    let (_root, folder, _) = check_fixtures();
    let rows = csv(&folder.join("unlinked-incidents.csv"));
    let references: Vec<&str> = rows[1..].iter().map(|row| row[0].as_str()).collect();
    assert_eq!(references[0], "BOR-2", "{references:?}");
    assert!(references.contains(&"BOR-3") && references.contains(&"BOR-4"));
    for absent in ["BOR-1", "BOR-5", "BOR-6", "BOR-7"] {
        assert!(!references.contains(&absent), "{absent} has a crime, repeats another or is no crime matter");
    }
    for row in &rows[1..] {
        assert!(!row[5].is_empty() && !row[5].contains("is a crime"), "{row:?}");
        assert!(!row[5].contains("partner punched her to the face"), "the narrative stays in the log");
    }
}

#[test]
fn summary_json_keeps_its_field_names() {
    let mut arguments = fixtures();
    arguments.extend(["--counts".to_owned(), fixture("counts.csv")]);
    let (_root, folder, _) = checked(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let mut summary = summary(&folder);
    summary["program"] = "onrecord (version)".into();
    insta::assert_json_snapshot!("summary", summary);
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    let (_one, first, _) = check_fixtures();
    let (_two, second, _) = check_fixtures();
    for file in [
        "report.html",
        "summary.json",
        "links.csv",
        "sample.csv",
        "completeness.csv",
        "unlinked-incidents.csv",
    ] {
        assert_eq!(
            std::fs::read(first.join(file)).unwrap(),
            std::fs::read(second.join(file)).unwrap(),
            "{file}"
        );
    }
}

#[test]
fn the_order_of_files_and_rows_changes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(fixture("crimes.csv")).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    let (first, second) = rows.split_at(3);
    let write = |name: &str, rows: &[&str]| {
        let path = root.path().join(name);
        std::fs::write(&path, format!("{header}\n{}\n", rows.join("\n"))).unwrap();
        path.display().to_string()
    };
    let (a, b) = (write("a.csv", first), write("b.csv", second));
    let incidents = fixture("incidents.csv");
    let (_one, there, _) = checked(&["--incidents", &incidents, "--crimes", &a, &b, "--as-at", "2026-03-31"]);
    let (_two, back, _) = checked(&["--incidents", &incidents, "--crimes", &b, &a, "--as-at", "2026-03-31"]);
    for entry in std::fs::read_dir(&there).unwrap() {
        let name = entry.unwrap().file_name();
        assert_eq!(
            std::fs::read(there.join(&name)).unwrap(),
            std::fs::read(back.join(&name)).unwrap(),
            "{name:?}"
        );
    }
}

#[test]
fn another_seed_draws_another_sample() {
    let mut arguments = fixtures();
    arguments.extend(["--sample-seed".into(), "20190308123456789012".into()]);
    let (_one, first, _) = checked(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let (_two, second, _) = check_fixtures();
    assert_ne!(csv(&first.join("sample.csv")), csv(&second.join("sample.csv")));
    assert_eq!(summary(&first)["sample"]["built_in_seed"], false);
    assert_eq!(summary(&first)["sample"]["frame_root"], summary(&second)["sample"]["frame_root"]);
}

#[test]
fn the_sample_can_be_re_derived_from_the_files() {
    let (_root, folder, _) = check_fixtures();
    let frame: Vec<audit::draw::FrameLine> = csv(&folder.join("frame.csv"))[1..]
        .iter()
        .map(|row| {
            let number = |at: usize| row[at].parse().unwrap();
            let (id, stratum) = (row[0].clone(), row[1].clone());
            audit::draw::FrameLine { id, stratum, size: number(2), cap: number(3), recorded: number(4) }
        })
        .collect();
    let summary = summary(&folder);
    assert_eq!(summary["sample"]["frame_root"], audit::draw::frame_root(&frame));
    let drawn = audit::draw::draw(&frame, summary["sample"]["seed"].as_str().unwrap()).unwrap();
    let order: Vec<&str> = drawn.iter().map(|one| frame[one.line].id.as_str()).collect();
    let listed = csv(&folder.join("sample.csv"));
    assert_eq!(listed[1..].iter().map(|row| row[1].as_str()).collect::<Vec<_>>(), order[..listed.len() - 1]);
}

/// Writes a table and checks it as crimes, with more arguments.
fn check_crimes(text: &str, more: &[&str]) -> (tempfile::TempDir, std::path::PathBuf, std::process::Output) {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("crimes.csv");
    std::fs::write(&file, text).unwrap();
    checked(&[&["--crimes", file.to_str().unwrap()], more].concat())
}

#[test]
fn a_month_without_rows_and_an_extract_that_stops_are_told() {
    let crimes = |days: &[(&str, u32)]| {
        let rows = days.iter().flat_map(|(month, last)| {
            (1..=*last).flat_map(move |day| {
                (0..9).map(move |n| format!("{month}-{day}-{n},{month}-{day:02}T10:00,Burglary\n"))
            })
        });
        format!("crime_ref,recorded_at,class\n{}", rows.collect::<String>())
    };
    let gap = crimes(&[("2019-01", 31), ("2019-02", 28), ("2019-04", 30), ("2019-05", 31)]);
    let (_root, folder, output) = check_crimes(&gap, &[]);
    assert!(out(&output).contains("March 2019: no rows at all"), "{}", out(&output));
    assert_eq!(summary(&folder)["completeness"]["absent"][0]["from"], "2019-03");
    assert!(csv(&folder.join("completeness.csv")).iter().any(|row| row[7] == "no rows"));
    let stops = crimes(&[("2019-01", 31), ("2019-02", 28), ("2019-03", 10)]);
    let (_root, folder, output) = check_crimes(&stops, &["--as-at", "2019-04-30"]);
    assert!(
        out(&output).contains("Stops early: crimes end on 2019-03-10, 51 days before"),
        "{}",
        out(&output)
    );
    assert_eq!(summary(&folder)["as_at"], "2019-04-30");
    assert!(
        csv(&folder.join("completeness.csv"))[1..].iter().all(|row| row[2] != "2019-03"),
        "a cut month is not judged"
    );
}

#[test]
fn days_prove_what_they_cannot_measure() {
    let text = "crime_ref,recorded_at,reported_at,class,status\nA,2018-06-10,2018-06-01,Theft,cancelled\nB,2018-06-02,2018-06-02,Theft,recorded\n";
    let (_root, folder, _) = check_crimes(text, &[]);
    let summary = summary(&folder);
    assert_eq!(summary["timeliness"]["certainly_late"], 1);
    assert!(summary["timeliness"]["within_24_hours"]["not_in_this_extract"].is_string());
    assert_eq!(summary["crimes_by_status"][0]["status"], "cancelled");
    let findings = csv(&folder.join("findings.csv"));
    assert!(findings.iter().any(|row| row[0].starts_with("certainly late") && row[2] == "A"), "{findings:?}");
}

#[test]
fn rows_under_an_n_code_are_no_crimes() {
    let root = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = root.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let incidents = write(
        "i.csv",
        "incident_ref,received_at,opening_code,closing_code,crime_refs\nL1,2026-03-01T10:00,Rape,Rape,N1\n",
    );
    let crimes = write(
        "c.csv",
        "crime_ref,recorded_at,class,n_code\nN1,2026-03-01T12:00,Reported incident of rape,N100/1\n",
    );
    let (_out, folder, _) = checked(&["--incidents", &incidents, "--crimes", &crimes]);
    let summary = summary(&folder);
    assert!(
        summary["links"]["not_in_this_extract"].is_string(),
        "there is no recorded crime: {}",
        summary["links"]
    );
    let unlinked = csv(&folder.join("unlinked-incidents.csv"));
    assert_eq!(unlinked[1][0], "L1", "a report of rape under N100 stays on the list");
    assert!(!unlinked[1][5].contains("not among those received"), "{:?}", unlinked[1]);
}

#[test]
fn late_ones_that_rest_on_a_doubtful_link_are_counted() {
    let root = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = root.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let incidents = write(
        "i.csv",
        "incident_ref,received_at,easting,northing\nL1,2026-03-01T02:00,100000,100000\nL2,2026-03-01T02:00,100000,100000\n",
    );
    let crimes = write(
        "c.csv",
        "crime_ref,recorded_at,incident_refs,easting,northing\nC1,2026-03-09T02:00,L1,150000,150000\nC2,2026-03-09T02:00,L2,100000,100000\n",
    );
    let (_out, folder, _) = checked(&["--incidents", &incidents, "--crimes", &crimes]);
    let timeliness = &summary(&folder)["timeliness"];
    assert_eq!(
        (timeliness["late"].as_u64(), timeliness["late_by_doubtful_link"].as_u64()),
        (Some(2), Some(1))
    );
}

#[test]
fn a_reference_to_a_report_of_another_year_does_not_make_a_crime_late() {
    let root = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = root.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let incidents = write("i.csv", "incident_ref,received_at\nL1,2024-12-01T02:00\n");
    let crimes = write(
        "c.csv",
        "crime_ref,recorded_at,reported_at,incident_refs\nC1,2026-09-28T11:39,2026-09-28T09:00,L1\n",
    );
    let (_out, folder, _) = checked(&["--incidents", &incidents, "--crimes", &crimes]);
    assert_eq!(summary(&folder)["timeliness"]["within_24_hours"]["k"], 1);
    let findings = csv(&folder.join("findings.csv"));
    assert!(
        findings.iter().any(|row| row[0] == "link fails a check" && row[4].contains("far apart")),
        "{findings:?}"
    );
}

#[test]
fn what_an_extract_cannot_answer_is_said() {
    for (flag, file, silent) in [
        (
            "--incidents",
            "incidents.csv",
            ["links", "timeliness", "unlinked_incidents", "domestic_abuse"].as_slice(),
        ),
        ("--crimes", "crimes.csv", ["links", "unlinked_incidents", "domestic_abuse", "sample"].as_slice()),
    ] {
        let (_root, folder, _) = checked(&[flag, &fixture(file), "--as-at", "2026-03-31"]);
        let summary = summary(&folder);
        for measure in silent {
            let why = summary[measure]["not_in_this_extract"].as_str();
            assert!(why.is_some_and(|why| why.len() > 10), "{flag} alone: {measure} is {}", summary[measure]);
        }
        let page = std::fs::read_to_string(folder.join("report.html")).unwrap();
        assert!(page.contains("Not in this extract"));
    }
}

#[test]
fn month_only_dates_are_not_made_into_hours() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("crimes.csv");
    std::fs::write(
        &file,
        "crime_ref,recorded_at,reported_at,class\nA,2018-10,2018-10,Theft\nB,2018-11,2018-10,Theft\n",
    )
    .unwrap();
    let (_out, folder, _) = checked(&["--crimes", file.to_str().unwrap()]);
    let why = summary(&folder)["timeliness"]["within_24_hours"]["not_in_this_extract"].clone();
    assert!(why.as_str().unwrap().contains("day or the month"), "{why}");
}

#[test]
fn as_at_leaves_out_what_came_later() {
    let (_root, folder, output) = checked(&[
        "--incidents",
        &fixture("incidents.csv"),
        "--crimes",
        &fixture("crimes.csv"),
        "--as-at",
        "2026-03-28",
    ]);
    assert_eq!(summary(&folder)["reconciliation"]["dated_after_as_at"], 11);
    assert!(out(&output).contains("11 records are dated after the as-at day"), "{}", out(&output));
}

#[test]
fn fail_on_answers_no() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("checked");
    let files = fixture("incidents.csv");
    let base = ["check", "--incidents", &files, "--out", folder.to_str().unwrap()];
    let run = |more: &[&str]| onrecord(&[&base, more].concat()).status.code();
    assert_eq!(run(&[]), Some(0), "a quarantined row is not an error");
    assert_eq!(run(&["--fail-on", "quarantine"]), Some(1));
    assert_eq!(run(&["--fail-on", "alarm"]), Some(0));
    assert_eq!(run(&["--fail-on", "alarm,quarantine"]), Some(1));
    assert!(folder.join("report.html").exists(), "the report is written all the same");
}

#[test]
fn json_on_screen_is_the_summary() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("checked");
    let files = fixture("crimes.csv");
    let output =
        onrecord(&["check", "--crimes", &files, "--format", "json", "--out", folder.to_str().unwrap()]);
    let printed: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(printed, summary(&folder));
}

#[test]
fn a_planted_gap_raises_the_alarm() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("counts.csv");
    let mut text = String::from("force,category,period,count\n");
    for (month, crime) in [("2026-01", 4_000), ("2026-02", 3_900), ("2026-03", 2_000)] {
        text += &format!(
            "Borsetshire Police,Burglary,{month},{crime}\nBorsetshire Police,Anti-social behaviour,{month},900\n"
        );
    }
    std::fs::write(&file, text).unwrap();
    let (_out, folder, output) = checked(&["--counts", file.to_str().unwrap(), "--as-at", "2026-04-30"]);
    let rows = csv(&folder.join("completeness.csv"));
    let alarms: Vec<(&str, &str)> = rows[1..]
        .iter()
        .filter(|row| row[7] == "yes")
        .map(|row| (row[1].as_str(), row[2].as_str()))
        .collect();
    assert!(
        alarms.iter().any(|(_, period)| *period == "2026-03") && alarms.iter().all(|(_, p)| *p == "2026-03"),
        "{alarms:?}"
    );
    assert!(out(&output).contains("ALARM Borsetshire Police, March 2026"), "{}", out(&output));
}

#[test]
fn a_demonstration_is_made_and_checked() {
    let root = tempfile::tempdir().unwrap();
    let data = root.path().join("demo");
    let output = onrecord(&["demo", "--files-only", "--data", data.to_str().unwrap(), "--incidents", "1500"]);
    assert!(output.status.success(), "{}", err(&output));
    assert!(data.join("check/report.html").exists());
    let summary = summary(&data.join("check"));
    assert_eq!(summary["received"][0]["received"], 1_500);
    // Loading the extracts by hand gives the same report.
    let again = root.path().join("again");
    let file = |name: &str| data.join("extracts").join(name).display().to_string();
    let (incidents, crimes, people) = (file("incidents.csv"), file("crimes.csv"), file("people.csv"));
    let by_hand = [
        "check",
        "--incidents",
        &incidents,
        "--crimes",
        &crimes,
        "--people",
        &people,
        "--out",
        again.to_str().unwrap(),
    ];
    assert!(onrecord(&by_hand).status.success());
    let read = |folder: &std::path::Path| std::fs::read_to_string(folder.join("report.html")).unwrap();
    assert_eq!(read(&data.join("check")), read(&again));
}
