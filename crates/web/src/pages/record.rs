//! What the pages of an incident and of a crime share: people, place, history, links.

use ledger::Value;
use maud::{Markup, html};
use store::access_log::Operation;
use store::content::what;
use store::reading::Whole;
use store::sources::Record;
use terms::{Instant, Precision};

use crate::asked::Asked;
use crate::components::{Column, cell, heading, log_text, person, summary, table};
use crate::dispatch::record_href;
use crate::picture::{Named, Picture};
use crate::words;

/// Notes in the access log that a record's personal rows are about to be shown: its own (log, place,
/// typed reason) and its people's. The pages draw each with [`person`], and no other.
pub(crate) fn note_shown(asked: &Asked, of: &str, whole: &Whole) {
    let n_own = whole.newest.personal.len();
    let n_people = whole.people.as_ref().map_or(0, |people| people.personal.len());
    let subject = format!("{of}/{}", whole.newest.key());
    asked.show(Operation::Consulted, subject, (n_own + n_people) as u64);
}

fn text<'v>(part: &'v Value, name: &str) -> &'v str {
    part.find(name).and_then(Value::as_text).unwrap_or_default()
}

fn is_what(part: &Value, kind: &str) -> bool {
    text(part, "what") == kind
}

/// Where it was, as far as the extract says and nothing was erased.
pub(crate) fn place(record: &Record) -> Markup {
    let parts: Vec<&Value> = record.personal.iter().filter(|part| is_what(part, what::PLACE)).collect();
    html! {
        @if parts.is_empty() { "Not in this extract, or erased" }
        @for part in parts { (person(&html! { (text(part, "place")) " " (text(part, "postcode")) })) }
    }
}

/// A typed reason.
pub(crate) fn reason(record: &Record) -> Option<Markup> {
    let part = record.personal.iter().find(|part| is_what(part, what::REASON))?;
    Some(person(&html! { (text(part, "status_reason")) }))
}

/// The log.
pub(crate) fn log(record: &Record) -> Markup {
    let parts: Vec<&Value> = record.personal.iter().filter(|part| is_what(part, what::NARRATIVE)).collect();
    html! {
        (heading("The log"))
        @if parts.is_empty() { p.govuk-body { "There is no log in this extract, or it was erased." } }
        @for part in parts { (log_text(text(part, "text"))) }
    }
}

/// The people of a record.
pub(crate) fn people(whole: &Whole) -> Markup {
    let all = whole.people.as_ref().map(|record| record.personal.as_slice()).unwrap_or_default();
    let rows: Vec<Vec<Markup>> = all.iter().map(person_cells).collect();
    let columns = ["Role", "Name", "Born", "Telephone", "Address"].map(Column::text);
    html! {
        (heading("People"))
        @if rows.is_empty() { p.govuk-body { "The extract names nobody here, or they were erased." } }
        @else { (table("People named in this record", &columns, &rows)) }
    }
}

/// The people of a record where there is no room for a table: beside another record.
pub(crate) fn people_beside(whole: &Whole) -> Markup {
    let all = whole.people.as_ref().map(|record| record.personal.as_slice()).unwrap_or_default();
    let names = ["Role", "Name", "Born", "Telephone", "Address"];
    html! {
        h3.govuk-heading-s { "People" }
        @if all.is_empty() { p.govuk-body { "The extract names nobody here, or they were erased." } }
        @for part in all {
            (summary(&names.into_iter().zip(person_cells(part)).collect::<Vec<_>>()))
        }
    }
}

fn person_cells(part: &Value) -> Vec<Markup> {
    let born = part.find("born").and_then(Value::as_list).and_then(|list| match list {
        [seconds, _] => Some(Instant::new(seconds.as_integer()?, Precision::Day)),
        _ => None,
    });
    vec![
        cell(words::capital(text(part, "role"))),
        person(&html! { (text(part, "forename")) " " (text(part, "surname")) }),
        cell(born.map_or_else(String::new, words::instant)),
        cell(text(part, "phone")),
        cell(format!("{} {}", text(part, "place"), text(part, "postcode")).trim()),
    ]
}

/// Which versions came when, and what changed between them, in plain words.
pub(crate) fn history(whole: &Whole) -> Markup {
    html! {
        (heading("History"))
        ul.govuk-list.govuk-list--bullet {
            @for version in &whole.versions {
                li {
                    @if version.version == 1 { "First received" } @else { "Changed" }
                    " in load " (version.load) ", " (words::moment(version.at)) " (entry " (version.seq) " of the ledger)"
                    @let changes: Vec<_> = whole.changes.iter().filter(|change| change.version == version.version).collect();
                    @if !changes.is_empty() {
                        ul.govuk-list.govuk-list--bullet { @for change in changes { li { (told(change)) } } }
                    }
                }
            }
        }
    }
}

fn told(change: &store::reading::Change) -> String {
    let column = change.column.replace('_', " ");
    match (&change.was, &change.now) {
        (None, None) => format!("The {column} changed; both are kept, the earlier one is not shown."),
        (Some(was), Some(now)) => format!("The {column} was {}, and is {}.", value(was), value(now)),
        (None, Some(now)) => format!("The {column} was not stated, and is {}.", value(now)),
        (Some(was), None) => format!("The {column} was {}, and is not stated any more.", value(was)),
    }
}

/// A value of an extract's row as people read it.
fn value(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("\"{text}\""),
        Value::Integer(number) => number.to_string(),
        Value::List(list) => match list.as_slice() {
            // An instant: seconds and how finely they were stated.
            [Value::Integer(seconds), Value::Text(_)] => words::instant(Instant::exact(*seconds)),
            list => list.iter().map(self::value).collect::<Vec<_>>().join(", "),
        },
        Value::Object(_) => "several values".into(),
    }
}

/// A link to an incident's page, by its reference.
pub(crate) fn incident_link(named: &Named) -> Markup {
    html! { a.govuk-link.onrecord-reference href=(record_href("incidents", &named.source, &named.reference)) { (shown(named)) } }
}

/// A link to a crime's page.
pub(crate) fn crime_link(named: &Named) -> Markup {
    html! { a.govuk-link.onrecord-reference href=(record_href("crimes", &named.source, &named.reference)) { (shown(named)) } }
}

/// A reference; a made-up one says what it is.
fn shown(named: &Named) -> &str {
    named.reference.strip_prefix('~').map_or(named.reference.as_str(), |_| "without a reference")
}

/// How two records came to be linked, in a sentence.
pub(crate) fn how(picture: &Picture, incident: usize, crime: usize) -> String {
    let ruled = picture.ruling(incident, crime).map(|ruling| {
        let said = if ruling.verdict == "linked" { "accepted" } else { "refused" };
        format!(" A person {said} it, {} (entry {} of the ledger).", words::moment(ruling.at), ruling.seq)
    });
    let made = match picture.link(incident, crime) {
        Some(link) if link.by_reference => "One record names the other.".to_owned(),
        Some(link) => format!("The program found it probable ({}).", words::percent(link.probability)),
        None => "The program did not propose it.".to_owned(),
    };
    made + &ruled.unwrap_or_default()
}
