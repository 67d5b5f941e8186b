//! Domestic abuse with no crime: each needs an answer, was safeguarding given? Kept apart from the
//! recording decision.

use access::Action;
use maud::{Markup, html};
use terms::Instant;

use super::{Answered, page_number, part_of, record};
use crate::answer::Page;
use crate::asked::Asked;
use crate::components::{Colour, Column, cell, inset, link, nothing, pages, paragraph, table, tag};
use crate::dispatch::href;
use crate::picture::Picture;
use crate::viewer::Viewer;
use crate::{files, words};

/// An incident of domestic abuse from which no crime was recorded.
pub(super) struct Row {
    pub(super) incident: usize,
    pub(super) safeguarded_at: Option<Instant>,
}

/// Those that whoever asks may see, the newest first; and whether the extract says of any incident
/// whether it is domestic abuse.
pub(super) fn seen(picture: &Picture, viewer: &Viewer<'_>) -> (Vec<Row>, bool) {
    let incidents = &picture.records.incidents;
    let is_said = incidents.iter().any(|row| row.domestic_abuse.is_some());
    let mut rows: Vec<Row> = (0..incidents.len())
        .filter_map(|at| incidents.get(at).map(|row| (at, row)))
        // A second call about the same event is answered with the first.
        .filter(|(at, row)| row.domestic_abuse == Some(true) && row.duplicate_of.is_none() && !picture.has_crime(*at))
        .filter(|(at, _)| viewer.sees_incident(*at, Action::ListSafeguarding))
        .map(|(at, row)| Row { incident: at, safeguarded_at: row.safeguarded_at })
        .collect();
    let received = |row: &Row| incidents.get(row.incident).and_then(|row| row.received_at).map(Instant::seconds);
    rows.sort_by_key(|row| std::cmp::Reverse(received(row)));
    (rows, is_said)
}

pub(crate) async fn list(asked: &Asked) -> Answered {
    let picture = asked.app.picture().await?;
    let viewer = Viewer::of(asked, &picture).await?;
    let (all, is_said) = seen(&picture, &viewer);
    let n_given = all.iter().filter(|row| row.safeguarded_at.is_some()).count();
    let answer = asked.query("answer");
    let wanted = |row: &&Row| match answer {
        "none" => row.safeguarded_at.is_none(),
        "given" => row.safeguarded_at.is_some(),
        _ => true,
    };
    let shown: Vec<&Row> = all.iter().filter(wanted).collect();
    let page = page_number(asked.query("page"));
    let (part, has_more) = part_of(&shown, page);
    let drawn: Vec<Vec<Markup>> = part.iter().map(|row| cells(&picture, row)).collect();
    let columns = ["Incident", "Received", "Unit", "Closing code", "Risk", "Safeguarding"].map(Column::text);
    let at = |page: usize| href("/safeguarding", &[("answer", answer), ("page", &page.to_string())]);
    let body = html! {
        (paragraph("Each of these incidents is marked as domestic abuse, and no crime was recorded from it. Whether that is right is a recording decision. Whether the victim was kept safe is another question, and it is asked here."))
        @if !is_said { (inset(&html! { "Not in this extract: no incident says whether it is domestic abuse." })) } @else {
            p.govuk-body {
                (words::count(all.len() as i64)) " incidents: safeguarding given in " (words::count(n_given as i64)) ", not recorded as given in " (words::count((all.len() - n_given) as i64)) ". "
                (link(&href("/safeguarding.csv", &[("answer", answer)]), "Download the list as CSV"))
            }
            p.govuk-body {
                "Show " (link("/safeguarding", "all")) ", " (link("/safeguarding?answer=none", "with no safeguarding recorded")) " or " (link("/safeguarding?answer=given", "with safeguarding given")) "."
            }
            (table("Domestic abuse with no crime, the newest first", &columns, &drawn))
        }
        (pages((page > 1).then(|| at(page - 1)), has_more.then(|| at(page + 1))))
    };
    Ok(Page::new("Domestic abuse with no crime", body).into())
}

fn cells(picture: &Picture, row: &Row) -> Vec<Markup> {
    let incident = picture.records.incidents.get(row.incident);
    let text = |value: Option<&str>| cell(value.unwrap_or_default());
    vec![
        picture.records.incident_names.get(row.incident).map_or_else(nothing, record::incident_link),
        cell(words::maybe_instant(incident.and_then(|row| row.received_at))),
        text(incident.and_then(|row| row.unit.as_deref())),
        text(incident.and_then(|row| row.closing_code.as_deref())),
        text(incident.and_then(|row| row.risk.as_deref())),
        match row.safeguarded_at {
            Some(at) => html! { (tag("Given", Colour::Green)) " " (words::instant(at)) },
            None => tag("Not recorded as given", Colour::Red),
        },
    ]
}

pub(crate) async fn csv(asked: &Asked) -> Answered {
    let picture = asked.app.picture().await?;
    let viewer = Viewer::of(asked, &picture).await?;
    let (all, _) = seen(&picture, &viewer);
    let answer = asked.query("answer").to_owned();
    let records = &picture.records;
    let rows = all
        .into_iter()
        .filter(|row| match answer.as_str() {
            "none" => row.safeguarded_at.is_none(),
            "given" => row.safeguarded_at.is_some(),
            _ => true,
        })
        .map(|row| {
            let incident = records.incidents.get(row.incident);
            let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
            vec![
                records.incident_names.get(row.incident).map_or_else(String::new, |named| named.reference.clone()),
                incident.and_then(|row| row.received_at).map_or_else(String::new, words::instant),
                text(incident.and_then(|row| row.unit.as_deref())),
                text(incident.and_then(|row| row.closing_code.as_deref())),
                row.safeguarded_at.map_or_else(String::new, words::instant),
            ]
        });
    let header = ["incident_ref", "received_at", "unit", "closing_code", "safeguarded_at"];
    files::csv("domestic-abuse-with-no-crime.csv", &header, rows)
}
