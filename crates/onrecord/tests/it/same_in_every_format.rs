//! Every folder of shared data that holds rows, in every format: the same rows, fates and reasons.
//! With `ONRECORD_LONG=1` all 61 police.uk files go through; else the three of Kent.

use std::path::{Path, PathBuf};

use exchange::{Extract, Table};
use testkit::{files_in, root, shared};

use crate::convert::Sheet;
use crate::formats::read;

/// All that a check rests on, without what names a file.
fn told(extract: &Extract, names: &[(String, String)]) -> String {
    let accounts: Vec<_> = extract
        .accounts
        .iter()
        .map(|a| {
            (
                &a.source,
                a.table,
                &a.mapping,
                a.tally,
                a.n_without_reference,
                a.n_identical_without_reference,
                a.n_grouped,
                a.n_counted_in_another_file,
                &a.unused_columns,
            )
        })
        .collect();
    let files: Vec<_> =
        extract.files.iter().map(|file| (&file.source, file.n_rows, file.n_set_aside)).collect();
    let mut told = format!(
        "{:#?}",
        (
            &extract.incidents,
            &extract.crimes,
            &extract.people,
            &extract.conflicts,
            &extract.counts,
            &extract.row_counts,
            &extract.quarantine,
            &extract.reconciliation
        )
    );
    told.push_str(&format!("{accounts:#?}{files:#?}"));
    names.iter().fold(told, |told, (name, stem)| told.replace(name.as_str(), stem.as_str()))
}

fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap().to_string_lossy();
    name.trim_end_matches(".gz").trim_end_matches(".csv").to_owned()
}

fn check(files: &[PathBuf], tables: &[&[Table]], mapping: &str) {
    let mapping = std::fs::read_to_string(root().join("mappings").join(mapping)).unwrap();
    let given = |paths: &[PathBuf]| -> Vec<(Table, PathBuf)> {
        paths
            .iter()
            .zip(tables.iter().cycle())
            .flat_map(|(path, tables)| tables.iter().map(|table| (*table, path.clone())))
            .collect()
    };
    let names = |paths: &[PathBuf]| -> Vec<(String, String)> {
        paths
            .iter()
            .zip(files)
            .map(|(path, file)| (path.file_name().unwrap().to_string_lossy().into_owned(), stem(file)))
            .collect()
    };
    let expect = told(&read(&given(files), Some(&mapping)).unwrap(), &names(files));
    let folder = tempfile::tempdir().unwrap();
    let converted: Vec<Vec<PathBuf>> =
        files.iter().map(|file| Sheet::of_csv(file).in_every_format(folder.path(), &stem(file))).collect();
    for format in 0..converted[0].len() {
        let paths: Vec<PathBuf> = converted.iter().map(|paths| paths[format].clone()).collect();
        let got = told(
            &read(&given(&paths), Some(&mapping)).unwrap_or_else(|fault| panic!("{fault}")),
            &names(&paths),
        );
        if got != expect {
            let differ = got.lines().zip(expect.lines()).find(|(got, expect)| got != expect);
            panic!("{}: {differ:?}", paths[0].display());
        }
    }
}

#[test]
fn police_uk() {
    let Some(street) = shared("data/police-uk-street") else { return };
    let mut files = files_in(&street.join("kent"), ".gz");
    if std::env::var_os("ONRECORD_LONG").is_some() {
        files.extend(
            ["all-forces-2018-10", "all-forces-2019-02"]
                .iter()
                .flat_map(|folder| files_in(&street.join(folder), ".gz")),
        );
    }
    for file in files {
        let files = [file];
        check(&files, &[&[Table::Counts]], "police-uk-street.toml");
        check(&files, &[&[Table::Incidents, Table::Crimes]], "police-uk-street.toml");
    }
}

#[test]
fn recorded_crime_by_force_and_quarter() {
    let Some(folder) = shared("data/prc-pfa-2017-18") else { return };
    check(&files_in(&folder, ".gz"), &[&[Table::Counts]], "prc-pfa.toml");
}

#[test]
fn dallas() {
    let Some(folder) = shared("data/linked-calls-crimes-dallas") else { return };
    let files = [folder.join("calls.csv"), folder.join("crimes.csv")];
    check(&files, &[&[Table::Incidents], &[Table::Crimes]], "dallas-calls-crimes.toml");
}

#[test]
fn campus_log() {
    let Some(folder) = shared("data/incident-narratives-ucpd") else { return };
    check(&files_in(&folder, ".gz"), &[&[Table::Incidents]], "ucpd-incidents.toml");
}

#[test]
fn denver() {
    let Some(folder) = shared("data/occurrence-to-report-denver") else { return };
    check(&[folder.join("incidents.csv")], &[&[Table::Incidents, Table::Crimes]], "denver-offences.toml");
}
