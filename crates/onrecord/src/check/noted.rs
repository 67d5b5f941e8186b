//! `findings.csv`: each single record that a count in the summary stands on and no other file lists.

use std::fs::File;
use std::io;

use exchange::output::CsvWriter;
use exchange::{Extract, Table};
use linkage::Holder;
use terms::{Instant, Precision};

use super::findings::Findings;

/// Finding, incident, crime, column, detail.
type Note = [String; 5];

/// Writes the findings, by kind and in order of the records.
///
/// # Errors
/// Whatever the file says.
pub fn write(file: File, extract: &Extract, findings: &Findings) -> io::Result<()> {
    let mut csv = CsvWriter::new(file, &["finding", "incident_ref", "crime_ref", "column", "detail"])?;
    let notes = recorded_before_received(findings)
        .chain(failed_checks(findings))
        .chain(dangling(findings))
        .chain(certainly_late(findings))
        .chain(conflicts(extract))
        .chain(clock_changes(findings))
        .chain(out_of_time(extract, findings));
    for note in notes {
        csv.row(&note)?;
    }
    csv.finish()
}

fn note(finding: &str, incident: String, crime: String, column: &str, detail: String) -> Note {
    [finding.into(), incident, crime, column.into(), detail]
}

fn recorded_before_received(findings: &Findings) -> impl Iterator<Item = Note> {
    findings.timeliness.recorded_before_received.iter().map(|clock| {
        let incident = clock.incident.map_or_else(String::new, |at| findings.incident_ref(at));
        let received = clock.first_receipt.map_or_else(String::new, |at| at.to_string());
        let detail = format!("first receipt {received}");
        note("recorded before received", incident, findings.crime_ref(clock.crime), "recorded_at", detail)
    })
}

fn certainly_late(findings: &Findings) -> impl Iterator<Item = Note> {
    findings.timeliness.certainly_late.iter().map(|clock| {
        let incident = clock.incident.map_or_else(String::new, |at| findings.incident_ref(at));
        let [received, recorded] = [clock.first_receipt, clock.recorded_at]
            .map(|at| at.map_or_else(String::new, |at| at.to_string()));
        let detail = format!("received {received}, recorded {recorded}");
        note(
            "certainly late, known only to the day or month",
            incident,
            findings.crime_ref(clock.crime),
            "recorded_at",
            detail,
        )
    })
}

/// Rows of one record that give different times; the earliest is used.
fn conflicts(extract: &Extract) -> impl Iterator<Item = Note> {
    extract.conflicts.iter().map(|one| {
        let (incident, crime) = match one.table {
            Table::Incidents => (one.reference.clone(), String::new()),
            _ => (String::new(), one.reference.clone()),
        };
        note(
            "rows of one record give different times",
            incident,
            crime,
            one.column,
            "the earliest is used".into(),
        )
    })
}

fn failed_checks(findings: &Findings) -> impl Iterator<Item = Note> {
    findings.linked.links.iter().flat_map(|link| {
        link.checks_failed.iter().map(|check| {
            let (incident, crime) = (findings.incident_ref(link.incident), findings.crime_ref(link.crime));
            note("link fails a check", incident, crime, "", check.name().into())
        })
    })
}

fn dangling(findings: &Findings) -> impl Iterator<Item = Note> {
    findings.linked.dangling.iter().map(|one| {
        let (incident, crime, column) = match one.holder {
            Holder::IncidentToCrime(at) => (findings.incident_ref(at), String::new(), "crime_refs"),
            Holder::IncidentToOriginal(at) => (findings.incident_ref(at), String::new(), "duplicate_of"),
            Holder::CrimeToIncident(at) => (String::new(), findings.crime_ref(at), "incident_refs"),
        };
        note("names a record that is not in the extract", incident, crime, column, one.reference.to_string())
    })
}

fn clock_changes(findings: &Findings) -> impl Iterator<Item = Note> {
    const WHAT: &str = "time inside a clock change";
    let inside = |at: Option<Instant>| at.filter(|at| at.precision() == Precision::ClockChange);
    let of_incidents = findings.incidents.iter().enumerate().flat_map(move |(at, row)| {
        let marked = row.times().into_iter().filter_map(move |(column, time)| Some((column, inside(time)?)));
        marked.map(move |(column, time)| {
            note(WHAT, findings.incident_ref(at), String::new(), column, format!("{time} or an hour later"))
        })
    });
    let of_crimes = findings.crimes.iter().enumerate().flat_map(move |(at, row)| {
        let marked = row.times().into_iter().filter_map(move |(column, time)| Some((column, inside(time)?)));
        marked.map(move |(column, time)| {
            note(WHAT, String::new(), findings.crime_ref(at), column, format!("{time} or an hour later"))
        })
    });
    of_incidents.chain(of_crimes)
}

/// Records left out because they are dated after the as-at day, and records without a date.
fn out_of_time<'a>(extract: &'a Extract, findings: &'a Findings) -> impl Iterator<Item = Note> + 'a {
    let what = |at: Option<Instant>| match at {
        None => Some(("no date", String::new())),
        Some(at) if extract.zone.day_of(at) > findings.as_at => {
            Some(("dated after the as-at day", at.to_string()))
        }
        Some(_) => None,
    };
    let of_incidents = findings.incidents.iter().chain(&extract.incidents).filter_map(move |row| {
        let (finding, detail) = what(row.received_at)?;
        let reference = row.incident_ref.as_ref().map_or_else(String::new, |r| r.as_str().into());
        Some(note(finding, reference, String::new(), "received_at", detail))
    });
    let of_crimes = findings.crimes.iter().chain(&extract.crimes).filter_map(move |row| {
        let (finding, detail) = what(row.dated_at())?;
        let reference = row.crime_ref.as_ref().map_or_else(String::new, |r| r.as_str().into());
        Some(note(finding, String::new(), reference, "recorded_at", detail))
    });
    of_incidents.chain(of_crimes)
}
