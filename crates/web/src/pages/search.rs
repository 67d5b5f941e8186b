//! Search: by reference, or by a name, place, telephone number or words of the log. Logged.

use std::collections::BTreeSet;

use access::Action;
use maud::{Markup, html};
use store::access_log::Operation;
use store::content::table;
use store::reading::{Found, Matched};

use super::{Answered, record};
use crate::answer::{Failure, Page};
use crate::asked::Asked;
use crate::components::table as drawn_table;
use crate::components::{Column, Field, Kind, ask, button, cell, input, paragraph};
use crate::picture::Picture;
use crate::viewer::Viewer;
use crate::words;

/// Records shown.
const MOST: usize = 50;
/// Fewest letters of a search that is not a reference: fewer find everybody.
const FEWEST: usize = 3;

pub(crate) async fn page(asked: &Asked) -> Answered {
    let typed = asked.query("q").trim().to_owned();
    let errors = if !typed.is_empty() && typed.chars().count() < FEWEST {
        vec![("q", format!("Enter at least {FEWEST} letters or digits"))]
    } else {
        Vec::new()
    };
    let results =
        if typed.is_empty() || !errors.is_empty() { None } else { Some(found(asked, &typed).await?) };
    let body = html! {
        (crate::components::error_summary(&errors))
        (ask("/search", &html! {
            (input(&Field { name: "q", label: "Reference, name, place, telephone number or words of the log", hint: "What you look for is written to the access log with your name.", value: &typed, kind: "search", ..Field::default() }, &errors))
            (button("Search", Kind::Main, None))
        }))
        @if let Some(results) = results { (results) }
    };
    let page = if errors.is_empty() { Page::new("Search", body) } else { Page::with_errors("Search", body) };
    Ok(page.into())
}

async fn found(asked: &Asked, typed: &str) -> Result<Markup, Failure> {
    let picture = asked.app.picture().await?;
    let viewer = Viewer::of(asked, &picture).await?;
    let all = asked.app.store.search(typed).await?;
    let seen: BTreeSet<(u8, usize)> = all.iter().filter_map(|one| seen(&picture, &viewer, one)).collect();
    // That somebody looked is logged whether or not anything was found; the list shows no person.
    asked.show(Operation::Consulted, "search".into(), 0);
    let by_name = all.iter().any(|one| one.by == Matched::Personal);
    let rows: Vec<Vec<Markup>> = seen.iter().take(MOST).map(|(kind, at)| row(&picture, *kind, *at)).collect();
    let columns = ["Kind", "Reference", "When", "What", "Unit"].map(Column::text);
    Ok(html! {
        @if rows.is_empty() {
            (paragraph("Nothing was found that you may see. Check the spelling, or try a part of it."))
        } @else {
            p.govuk-body {
                (words::counted(rows.len(), "record", "records"))
                @if all.len() > MOST { ", and there are more: add a letter or a word" }
                @if by_name { ". Some were found by what is inside them; open one to see it" }
                "."
            }
            (drawn_table("Records found", &columns, &rows))
        }
    })
}

/// Kind (incident, crime) and place of a record that was found, where it may be seen.
fn seen(picture: &Picture, viewer: &Viewer<'_>, found: &Found) -> Option<(u8, usize)> {
    let incident = || {
        let at = picture.records.incident(&found.source, &found.reference)?;
        viewer.sees_incident(at, Action::ReadIncident).then_some((0, at))
    };
    let crime = || {
        let at = picture.records.crime(&found.source, &found.reference)?;
        viewer.sees_crime(at, Action::ReadCrime).then_some((1, at))
    };
    match found.table.as_str() {
        table::INCIDENTS => incident(),
        table::CRIMES => crime(),
        // People stand under the reference of either.
        _ => incident().or_else(crime),
    }
}

fn row(picture: &Picture, kind: u8, at: usize) -> Vec<Markup> {
    let records = &picture.records;
    if kind == 0 {
        let (row, named) = (records.incidents.get(at), records.incident_names.get(at));
        return vec![
            cell("Incident"),
            named.map_or_else(crate::components::nothing, record::incident_link),
            cell(words::maybe_instant(row.and_then(|row| row.received_at))),
            cell(
                row.and_then(|row| row.closing_code.as_deref().or(row.opening_code.as_deref()))
                    .unwrap_or_default(),
            ),
            cell(row.and_then(|row| row.unit.as_deref()).unwrap_or_default()),
        ];
    }
    let (row, named) = (records.crimes.get(at), records.crime_names.get(at));
    vec![
        cell("Crime"),
        named.map_or_else(crate::components::nothing, record::crime_link),
        cell(words::maybe_instant(row.and_then(terms::CrimeRow::dated_at))),
        cell(row.and_then(|row| row.class.as_deref()).unwrap_or_default()),
        cell(row.and_then(|row| row.team.as_deref()).unwrap_or_default()),
    ]
}
