//! Mappings: several tables from one file, translations, markers, joins, constants, and the right
//! mapping found among several.

use exchange::Table;
use terms::{CrimeStatus, DecisionMethod};

use crate::kit::{Folder, gzip, incident_refs, quarantined, tally};

#[test]
fn several_tables_from_one_file() {
    let text =
        "id,kind,month\nA,asb,2018-11\nB,theft,2018-11\nC,asb,2018-12\nD,other,2018-11\nE,theft,never\nF\n";
    let mapping = "name = \"m\"\n[incidents]\nwhere = [{ column = \"kind\", is = [\"asb\"] }]\nincident_ref = \"id\"\nreceived_at = \"month\"\n\
                   [crimes]\nwhere = [{ column = \"kind\", not = [\"asb\", \"other\"] }]\ncrime_ref = \"id\"\nrecorded_at = \"month\"\n";
    for text in [text.as_bytes().to_vec(), gzip(text.as_bytes())] {
        let folder = Folder::new().file(Table::Incidents, "all.csv", text).mapping("m.toml", mapping);
        let path = folder.path("all.csv");
        let extract = folder.give(Table::Crimes, path).read();
        assert_eq!(tally(&extract, Table::Incidents), [3, 2, 1, 0]);
        assert_eq!(tally(&extract, Table::Crimes), [3, 1, 2, 0]);
        assert_eq!((extract.files.len(), extract.files[0].n_rows, extract.files[0].n_set_aside), (1, 6, 1));
        let sources: Vec<_> = extract.quarantine.iter().map(|row| (row.source.as_str(), row.line)).collect();
        assert_eq!(sources, [("all.csv (crimes)", 6), ("all.csv (crimes)", 7), ("all.csv (incidents)", 7)]);
    }
}

#[test]
fn a_filter_on_missing_values_knows_the_markers() {
    let mapping = |missing: bool| {
        format!(
            "missing = [\"\", \"N/A\"]\n[incidents]\nwhere = [{{ column = \"log\", missing = {missing} }}]\nincident_ref = \"id\"\n"
        )
    };
    for (missing, expect) in [(true, vec!["B", "C"]), (false, vec!["A"])] {
        let extract =
            Folder::new().incidents("id,log\nA,1\nB,\nC,N/A\n").mapping("m.toml", &mapping(missing)).read();
        assert_eq!(incident_refs(&extract), expect);
    }
}

#[test]
fn translations_markers_joins_and_constants() {
    let mapping = "name = \"m\"\nmissing = [\"\", \"-\"]\n[crimes]\ncrime_ref = { columns = [\"year\", \"no\"], join = \"/\" }\n\
        recorded_at = { columns = [\"date\", \"time\"], dates = [\"%d/%m/%Y %H:%M\", \"%d/%m/%Y\"] }\n\
        status = { column = \"st\", values = { C = \"cancelled\", T = \"transferred\" }, otherwise = \"recorded\" }\n\
        decision_method = { column = \"how\", values = { bot = \"robot\", officer = \"person\", \"?\" = \"\" } }\n\
        team = { column = \"team\", missing = [\"none\"] }\nforce = { value = \"Borsetshire Police\" }\n";
    let rows = "year,no,date,time,st,how,team\n2018,1,05/11/2018,10:00,C,bot,none\n2018,2,05/11/2018,-,X,?,-\n2018,-,05/11/2018,10:00,,officer,\n2018,4,,,,machine,\n-,-,,,,,\n";
    let extract = Folder::new().file(Table::Crimes, "c.csv", rows).mapping("m.toml", mapping).read();
    let got: Vec<_> = extract
        .crimes
        .iter()
        .map(|row| {
            let reference = row.crime_ref.as_ref().unwrap().as_str();
            (
                reference,
                row.recorded_at.unwrap().to_string(),
                row.status,
                row.decision_method,
                row.team.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        got,
        [
            ("2018/2", "2018-11-05".into(), Some(CrimeStatus::Recorded), None, Some("-")),
            ("2018", "2018-11-05T10:00:00Z".into(), None, Some(DecisionMethod::Person), None),
            (
                "2018/1",
                "2018-11-05T10:00:00Z".into(),
                Some(CrimeStatus::Cancelled),
                Some(DecisionMethod::Robot),
                None
            ),
        ]
    );
    assert!(extract.crimes.iter().all(|row| row.force.as_deref() == Some("Borsetshire Police")));
    let [machine, empty] = quarantined(&extract)[..] else { panic!("{:?}", extract.quarantine) };
    assert_eq!((machine.0, machine.1, machine.2), (5, "how", "machine"));
    assert!(machine.3.contains("must be person or robot") && machine.3.contains("`values`"));
    assert_eq!((empty.0, empty.1), (6, ""));
    assert!(
        empty.3.contains("empty in every column that is used"),
        "a constant alone makes no row: {}",
        empty.3
    );
}

#[test]
fn the_column_at_fault_is_named_as_the_file_names_it() {
    let mapping = "[incidents]\nincident_ref = \"Log\"\nreceived_at = { columns = [\"D\", \"T\"], dates = [\"%d/%m/%Y %H:%M\"] }\n";
    let extract = Folder::new().incidents("log,D,T\nL1,5/11/2018,25:00\n").mapping("m.toml", mapping).read();
    let (line, column, value, _) = quarantined(&extract)[0];
    assert_eq!((line, column, value), (2, "D + T", "5/11/2018 25:00"));
}

#[test]
fn canonical_and_mapped_files_together() {
    // The mapping states a delimiter that would not open the canonical file.
    let mapping = "name = \"old system\"\ndelimiter = \";\"\n[incidents]\nincident_ref = \"log\"\nreceived_at = \"call\"\n";
    for reversed in [false, true] {
        let mut files =
            [("a.csv", "log;call\nA1;2018-11-05\n"), ("b.csv", "incident_ref,received_at\nB1,2018-11-06\n")];
        if reversed {
            files.reverse();
        }
        let folder = files
            .into_iter()
            .fold(Folder::new(), |folder, (name, text)| folder.file(Table::Incidents, name, text));
        let extract = folder.mapping("m.toml", mapping).read();
        assert_eq!(incident_refs(&extract), ["A1", "B1"]);
        let mut used: Vec<_> = extract
            .accounts
            .iter()
            .map(|account| (account.source.as_str(), account.mapping.as_str()))
            .collect();
        used.sort();
        assert_eq!(used, [("a.csv", "old system"), ("b.csv", "canonical headers")]);
    }
}

#[test]
fn the_mapping_that_fits_best_is_taken_whatever_the_order() {
    let mapping = |name: &str, columns: &str| {
        (format!("{name}.toml"), format!("name = \"{name}\"\n[incidents]\n{columns}"))
    };
    let all = [
        mapping("narrow", "received_at = \"Month\"\n"),
        mapping("wide", "received_at = \"Month\"\nincident_ref = \"ID\"\nopening_code = \"Type\"\n"),
        mapping("other", "received_at = \"Month\"\nincident_ref = \"Number\"\n"),
    ];
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        let folder = Folder::new().file(Table::Incidents, "a.csv", "ID,Month,Type\nA,2018-11,t\n").file(
            Table::Incidents,
            "b.csv",
            "Number,Month,Type\nB,2018-12,t\n",
        );
        let extract =
            order.into_iter().fold(folder, |folder, at| folder.mapping(&all[at].0, &all[at].1)).read();
        let used: Vec<_> = extract.accounts.iter().map(|account| account.mapping.as_str()).collect();
        assert_eq!(used, ["wide", "other"], "{order:?}");
    }
}

#[test]
fn a_mapping_saved_by_a_windows_editor() {
    let mapping = "\u{feff}name = \"m\"\r\n[incidents]\r\nincident_ref = \"log\"\r\n";
    let extract = Folder::new().incidents("log\nA\n").mapping("m.toml", mapping).read();
    assert_eq!(incident_refs(&extract), ["A"]);
}

#[test]
fn columns_that_are_not_used_are_kept_and_shown() {
    let mapping = "[incidents]\nincident_ref = \"log\"\n";
    let extract =
        Folder::new().incidents("log,colour,,size\nA,red,,\nB,,x,\n").mapping("m.toml", mapping).read();
    let expect =
        [("colour", 1), ("column 3 (no name)", 1), ("size", 0)].map(|(name, n)| (name.to_owned(), n));
    assert_eq!(extract.accounts[0].unused_columns, expect);
}
