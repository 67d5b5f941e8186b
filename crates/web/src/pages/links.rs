//! Links to review: both records side by side; accepted or refused by a person, and both kept.

use access::Action;
use maud::{Markup, html};
use recording::Command;
use recording::event::Verdict;
use store::content::{self, table};

use super::{Answered, crime, incident, page_number, part_of, record};
use crate::answer::{Answer, Failure, Page};
use crate::asked::Asked;
use crate::components::table as drawn_table;
use crate::components::{
    Column, Kind, bars, button, cell, done, form as post, heading, link, pages, paragraph,
};
use crate::dispatch::href;
use crate::picture::{LinkRow, Picture};
use crate::viewer::Viewer;
use crate::words;

/// Links that wait, of records that whoever asks may see.
pub(super) fn seen<'p>(picture: &'p Picture, viewer: &Viewer<'_>) -> Vec<&'p LinkRow> {
    let sees = |link: &&LinkRow| {
        viewer.sees_incident(link.incident, Action::ReviewLinks)
            && viewer.sees_crime(link.crime, Action::ReviewLinks)
    };
    picture.to_review().into_iter().filter(sees).collect()
}

fn review_href(picture: &Picture, link: &LinkRow) -> String {
    let incident = picture.records.incident_names.get(link.incident).map(|named| named.key());
    let crime = picture.records.crime_names.get(link.crime).map(|named| named.key());
    let (incident, crime) = (incident.unwrap_or_default(), crime.unwrap_or_default());
    href("/links/review", &[("incident", &incident), ("crime", &crime)])
}

pub(crate) async fn list(asked: &Asked) -> Answered {
    let picture = asked.app.picture().await?;
    let viewer = Viewer::of(asked, &picture).await?;
    let links = seen(&picture, &viewer);
    let page = page_number(asked.query("page"));
    let (part, has_more) = part_of(&links, page);
    let records = &picture.records;
    let rows: Vec<Vec<Markup>> = part
        .iter()
        .map(|one| {
            let received = records.incidents.get(one.incident).and_then(|row| row.received_at);
            let class = records.crimes.get(one.crime).and_then(|row| row.class.as_deref());
            vec![
                html! { a.govuk-link href=(review_href(&picture, one)) { "Review " (records.incident_names.get(one.incident).map_or("", |named| named.reference.as_str())) } },
                cell(records.crime_names.get(one.crime).map_or("", |named| named.reference.as_str())),
                cell(words::maybe_instant(received)),
                cell(class.unwrap_or_default()),
                cell(words::percent(one.probability)),
            ]
        })
        .collect();
    let columns = [
        Column::text("Incident"),
        Column::text("Crime"),
        Column::text("Incident received"),
        Column::text("Class of the crime"),
        Column::number("Probability"),
    ];
    let at = |page: usize| href("/links", &[("page", &page.to_string())]);
    let body = html! {
        @if asked.query("done") == "linked" { (done("The link was accepted.")) }
        @if asked.query("done") == "refused" { (done("The link was refused.")) }
        (paragraph("The program found these pairs possible and is not sure. The likeliest come first. Open one, compare both records, and say whether the incident led to the crime."))
        @if links.is_empty() { (paragraph("Nothing waits for review.")) } @else {
            p.govuk-body { (words::counted(links.len(), "link waits", "links wait")) "." }
            (drawn_table("Links to review", &columns, &rows))
        }
        (pages((page > 1).then(|| at(page - 1)), has_more.then(|| at(page + 1))))
    };
    Ok(Page::new("Links to review", body).into())
}

/// Both ends of the pair that a query or a form names, where whoever asks may see them.
fn pair(
    asked: &Asked,
    picture: &Picture,
    viewer: &Viewer<'_>,
    of: (&str, &str),
) -> Result<(usize, usize), Failure> {
    let place = |key: &str, find: &dyn Fn(&str, &str) -> Option<usize>| {
        // A source's name holds no slash; a reference may.
        let (source, reference) = key.split_once('/')?;
        find(source, reference)
    };
    let records = &picture.records;
    let incident =
        place(of.0, &|source, reference| records.incident(source, reference)).ok_or(Failure::NotFound)?;
    let crime =
        place(of.1, &|source, reference| records.crime(source, reference)).ok_or(Failure::NotFound)?;
    let sees = viewer.sees_incident(incident, action_of(asked)) && viewer.sees_crime(crime, action_of(asked));
    if sees { Ok((incident, crime)) } else { Err(Failure::NotFound) }
}

fn action_of(asked: &Asked) -> Action {
    match asked.route.guard {
        crate::routes::Guard::May(action) => action,
        _ => Action::ReviewLinks,
    }
}

pub(crate) async fn review(asked: &Asked) -> Answered {
    let picture = asked.app.picture().await?;
    let viewer = Viewer::of(asked, &picture).await?;
    let (at_incident, at_crime) =
        pair(asked, &picture, &viewer, (asked.query("incident"), asked.query("crime")))?;
    let (Some(one), Some(other)) =
        (picture.records.incident_names.get(at_incident), picture.records.crime_names.get(at_crime))
    else {
        return Err(Failure::NotFound);
    };
    let store = &asked.app.store;
    let log = store.whole(table::INCIDENTS, &one.source, &one.reference).await?.ok_or(Failure::NotFound)?;
    let recorded =
        store.whole(table::CRIMES, &other.source, &other.reference).await?.ok_or(Failure::NotFound)?;
    record::note_shown(asked, table::INCIDENTS, &log);
    record::note_shown(asked, table::CRIMES, &recorded);
    let incident_row = content::incident(&one.reference, &log.newest.body, &[]);
    let crime_row = content::crime(&other.reference, &recorded.newest.body, &[]);
    let body = html! {
        (paragraph(&record::how(&picture, at_incident, at_crime)))
        @if asked.may(Action::DecideLink) { (decision(asked, &one.key(), &other.key())) }
        @if let Some(found) = picture.link(at_incident, at_crime) { (why(found)) }
        div.onrecord-sides {
            section aria-labelledby="incident-side" {
                h2.govuk-heading-m #incident-side { "Incident " (record::incident_link(one)) }
                (incident::facts(&incident_row, &one.source, &record::place(&log.newest)))
                (record::people_beside(&log))
                (record::log(&log.newest))
            }
            section aria-labelledby="crime-side" {
                h2.govuk-heading-m #crime-side { "Crime " (record::crime_link(other)) }
                (crime::facts(&crime_row, &other.source, &record::place(&recorded.newest), record::reason(&recorded.newest)))
                (record::people_beside(&recorded))
            }
        }
        p.govuk-body { (link("/links", "Back to the list")) }
    };
    Ok(Page::new("Did this incident lead to this crime?", body).into())
}

fn decision(asked: &Asked, incident: &str, crime: &str) -> Markup {
    post(
        "/links/review",
        &asked.form_token(),
        &html! {
            input type="hidden" name="incident" value=(incident);
            input type="hidden" name="crime" value=(crime);
            div.govuk-button-group {
                (button("Yes, it led to this crime", Kind::Main, Some(("verdict", Verdict::Linked.word()))))
                (button("No, it did not", Kind::Secondary, Some(("verdict", Verdict::NotLinked.word()))))
            }
        },
    )
}

fn why(link: &LinkRow) -> Markup {
    html! {
        (heading("What speaks for it"))
        @if link.bars.is_empty() { (paragraph("One record names the other; nothing more was compared.")) } @else {
            (bars(&link.bars))
            p.govuk-body-s { "Natural log-odds; they add up to a probability of " (words::percent(link.probability)) "." }
        }
        @if !link.checks_failed.is_empty() {
            p.govuk-body { "Checks that failed: " (link.checks_failed.join(", ")) "." }
        }
    }
}

pub(crate) async fn decide(asked: &Asked) -> Answered {
    let picture = asked.app.picture().await?;
    let viewer = Viewer::of(asked, &picture).await?;
    let (incident_key, crime_key) = (asked.field("incident"), asked.field("crime"));
    pair(asked, &picture, &viewer, (incident_key, crime_key))?;
    let Some(verdict) = Verdict::from_word(asked.field("verdict")) else {
        let what = "Say whether the incident led to the crime: go back and choose one of the two buttons.";
        return Err(Failure::Unreadable(axum::http::StatusCode::BAD_REQUEST, what.into()));
    };
    asked.log_change(format!("{}/{incident_key}", table::INCIDENTS)).await?;
    let command =
        Command::DecideLink { incident_ref: incident_key.into(), crime_ref: crime_key.into(), verdict };
    asked.app.store.command(&asked.who()?.account.id, command).await?;
    let done = if verdict == Verdict::Linked { "linked" } else { "refused" };
    Ok(Answer::See(href("/links", &[("done", done)]), Vec::new()))
}
