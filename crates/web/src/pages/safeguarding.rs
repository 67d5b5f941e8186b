//! Domestic abuse with no crime: each needs an answer, was safeguarding given? What, when and by whom; or
//! none, and why. Kept apart from the recording decision.

use access::Action;
use axum::http::StatusCode;
use maud::{Markup, html};
use recording::Command;
use recording::safeguarding::{self, Giver, Measure, Why};
use store::content::table as of_table;
use store::incidents::Answered as Answer;
use terms::Instant;

use super::{Answered, page_number, part_of, record};
use crate::answer::{self, Failure, Page};
use crate::asked::Asked;
use crate::components::{
    Colour, Column, Field, Kind, button, cell, done, form as post, heading, input, inset, link, nothing,
    pages, paragraph, select, summary, table, tag,
};
use crate::dispatch::{href, record_href};
use crate::files::List;
use crate::picture::Picture;
use crate::viewer::Viewer;
use crate::{files, words};

/// How the question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Given, by the extract or by an answer.
    Given,
    /// None given, and somebody said why.
    NoneGiven,
    /// Nobody has said.
    Open,
}

impl Standing {
    const fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::NoneGiven => "none",
            Self::Open => "open",
        }
    }
}

/// An incident of domestic abuse from which no crime was recorded.
pub(super) struct Row {
    pub(super) incident: usize,
    pub(super) standing: Standing,
}

fn standing(picture: &Picture, incident: usize) -> Standing {
    let in_extract = picture.records.incidents.get(incident).and_then(|row| row.safeguarded_at);
    match picture.answer(incident).map(|one| &one.answer) {
        Some(safeguarding::Answer::NoneGiven { .. }) => Standing::NoneGiven,
        Some(safeguarding::Answer::Given { .. }) => Standing::Given,
        None if in_extract.is_some() => Standing::Given,
        None => Standing::Open,
    }
}

/// Whether the question is asked of an incident. A second call about the same event is answered with the
/// first.
fn is_asked(picture: &Picture, at: usize) -> bool {
    picture.records.incidents.get(at).is_some_and(|row| {
        row.domestic_abuse == Some(true) && row.duplicate_of.is_none() && !picture.has_crime(at)
    })
}

/// Those that whoever asks may see, the newest first; and whether the extract says of any incident
/// whether it is domestic abuse.
pub(super) fn seen(picture: &Picture, viewer: &Viewer<'_>) -> (Vec<Row>, bool) {
    let incidents = &picture.records.incidents;
    let is_said = incidents.iter().any(|row| row.domestic_abuse.is_some());
    let mut rows: Vec<Row> = (0..incidents.len())
        .filter(|at| is_asked(picture, *at))
        .filter(|at| viewer.sees_incident(*at, Action::ListSafeguarding))
        .map(|at| Row { incident: at, standing: standing(picture, at) })
        .collect();
    let received =
        |row: &Row| incidents.get(row.incident).and_then(|row| row.received_at).map(Instant::seconds);
    rows.sort_by_key(|row| std::cmp::Reverse(received(row)));
    (rows, is_said)
}

pub(crate) async fn list(asked: &Asked) -> Answered {
    let picture = asked.app.picture().await?;
    let viewer = Viewer::of(asked, &picture).await?;
    let (all, is_said) = seen(&picture, &viewer);
    let wanted = asked.query("answer");
    let shown: Vec<&Row> =
        all.iter().filter(|row| wanted.is_empty() || row.standing.word() == wanted).collect();
    let page = page_number(asked.query("page"));
    let (part, has_more) = part_of(&shown, page);
    let drawn: Vec<Vec<Markup>> = part.iter().map(|row| cells(asked, &picture, row)).collect();
    let columns =
        ["Incident", "Received", "Unit", "Closing code", "Safeguarding", "Answer"].map(Column::text);
    let at = |page: usize| href("/safeguarding", &[("answer", wanted), ("page", &page.to_string())]);
    let body = html! {
        @if asked.query("done") == "answered" { (done("The answer was kept.")) }
        (paragraph("Each of these incidents is marked as domestic abuse, and no crime was recorded from it. Whether that is right is a recording decision. Whether the victim was kept safe is another question, and it is asked here."))
        @if !is_said { (inset(&html! { "Not in this extract: no incident says whether it is domestic abuse." })) } @else {
            (counts(&all))
            p.govuk-body {
                "Show " (link("/safeguarding", "all")) ", " (link("/safeguarding?answer=open", "without an answer")) ", "
                (link("/safeguarding?answer=none", "none given")) " or " (link("/safeguarding?answer=given", "given")) ". "
                "Download the list as " (link(&href("/safeguarding.csv", &[("answer", wanted)]), "CSV")) " or " (link(&href("/safeguarding.xlsx", &[("answer", wanted)]), "XLSX")) "."
            }
            (table("Domestic abuse with no crime, the newest first", &columns, &drawn))
        }
        (pages((page > 1).then(|| at(page - 1)), has_more.then(|| at(page + 1))))
    };
    Ok(Page::new("Domestic abuse with no crime", body).into())
}

fn counts(all: &[Row]) -> Markup {
    let n = |standing: Standing| all.iter().filter(|row| row.standing == standing).count();
    html! {
        p.govuk-body {
            (words::counted(all.len(), "incident", "incidents")) ": safeguarding given in " (words::count(n(Standing::Given) as i64))
            ", none given and said why in " (words::count(n(Standing::NoneGiven) as i64))
            ", without an answer " (words::count(n(Standing::Open) as i64)) "."
        }
    }
}

fn cells(asked: &Asked, picture: &Picture, row: &Row) -> Vec<Markup> {
    let incident = picture.records.incidents.get(row.incident);
    let named = picture.records.incident_names.get(row.incident);
    let text = |value: Option<&str>| cell(value.unwrap_or_default());
    let verb = if asked.may(Action::AnswerSafeguarding) { "Answer" } else { "See" };
    vec![
        named.map_or_else(nothing, record::incident_link),
        cell(words::maybe_instant(incident.and_then(|row| row.received_at))),
        text(incident.and_then(|row| row.unit.as_deref())),
        text(incident.and_then(|row| row.closing_code.as_deref())),
        standing_tag(row.standing),
        named.map_or_else(nothing, |named| {
            let href = record_href("safeguarding", &named.source, &named.reference);
            html! { a.govuk-link href=(href) { (verb) span.govuk-visually-hidden { " for incident " (named.reference) } } }
        }),
    ]
}

fn standing_tag(standing: Standing) -> Markup {
    match standing {
        Standing::Given => tag("Given", Colour::Green),
        Standing::NoneGiven => tag("None given", Colour::Yellow),
        Standing::Open => tag("No answer", Colour::Red),
    }
}

/// The incident that the address names, where the question is asked of it and whoever asks may see it.
fn incident(asked: &Asked, picture: &Picture, viewer: &Viewer<'_>, action: Action) -> Result<usize, Failure> {
    let found = picture.records.incident(asked.param("source"), asked.param("reference"));
    let at = found.ok_or(Failure::NotFound)?;
    if viewer.sees_incident(at, action) { Ok(at) } else { Err(Failure::NotFound) }
}

pub(crate) async fn one(asked: &Asked) -> Answered {
    let picture = asked.app.picture().await?;
    let viewer = Viewer::of(asked, &picture).await?;
    let at = incident(asked, &picture, &viewer, Action::ListSafeguarding)?;
    Ok(Page::new("Was safeguarding given?", drawn(asked, &picture, at).await?).into())
}

async fn drawn(asked: &Asked, picture: &Picture, at: usize) -> Result<Markup, Failure> {
    let row = picture.records.incidents.get(at);
    let named = picture.records.incident_names.get(at);
    let in_extract = row.and_then(|row| row.safeguarded_at);
    let answered = match picture.answer(at) {
        Some(one) => Some((one, super::accounts::shown_name(asked, &one.actor).await?)),
        None => None,
    };
    Ok(html! {
        (summary(&[
            ("Incident", named.map_or_else(nothing, record::incident_link)),
            ("Received", cell(words::maybe_instant(row.and_then(|row| row.received_at)))),
            ("Closing code", cell(row.and_then(|row| row.closing_code.as_deref()).unwrap_or("Not in this extract"))),
            ("Safeguarding, by the extract", cell(in_extract.map_or_else(|| "Not recorded as given".to_owned(), words::instant))),
            ("Safeguarding, as answered", answered.map_or_else(|| cell("No answer yet"), |(one, by)| told(one, &by))),
        ]))
        @if !is_asked(picture, at) { (inset(&html! { "A crime is linked to this incident, or it is no domestic abuse: the question is not asked of it any more. An answer is kept all the same." })) }
        @if asked.may(Action::AnswerSafeguarding) { (forms(asked)) }
        p.govuk-body { (link("/safeguarding", "Back to the list")) }
    })
}

/// An answer in a sentence.
fn told(one: &Answer, by_account: &str) -> Markup {
    let said = match &one.answer {
        safeguarding::Answer::Given { what, day, by } => {
            format!("Given: {}, on {}, by {}", what.word(), words::day(day), by.word())
        }
        safeguarding::Answer::NoneGiven { why } => format!("None given: {}", why.word()),
    };
    html! { (said) ". Said by " (by_account) ", " (words::moment(one.at)) " (entry " (one.seq) " of the ledger)." }
}

fn forms(asked: &Asked) -> Markup {
    let here = record_href("safeguarding", asked.param("source"), asked.param("reference"));
    let options = |words: Vec<&'static str>| -> Vec<(String, String)> {
        words.into_iter().map(|word| (word.to_owned(), words::capital(word))).collect()
    };
    let measures = options(Measure::ALL.iter().map(|one| one.word()).collect());
    let givers = options(Giver::ALL.iter().map(|one| one.word()).collect());
    let reasons = options(Why::ALL.iter().map(|one| one.word()).collect());
    html! {
        (heading("Safeguarding was given"))
        (post(&here, &asked.form_token(), &html! {
            (select("what", "What was done", &measures, ""))
            (input(&Field { name: "day", label: "On which day", hint: "For example 2026-03-27", ..Field::default() }, &[]))
            (select("by", "By whom", &givers, ""))
            (button("Keep: safeguarding was given", Kind::Main, Some(("answer", "given"))))
        }))
        (heading("None was given"))
        (post(&here, &asked.form_token(), &html! {
            (select("why", "Why", &reasons, ""))
            (button("Keep: none was given", Kind::Secondary, Some(("answer", "none"))))
        }))
    }
}

pub(crate) async fn answer(asked: &Asked) -> Answered {
    let picture = asked.app.picture().await?;
    let viewer = Viewer::of(asked, &picture).await?;
    let at = incident(asked, &picture, &viewer, Action::AnswerSafeguarding)?;
    let unclear = || {
        let what = "Say what was done, on which day and by whom, or why nothing was: go back and choose.";
        Failure::Unreadable(StatusCode::BAD_REQUEST, what.into())
    };
    let answer = match asked.field("answer") {
        "given" => safeguarding::Answer::Given {
            what: Measure::from_word(asked.field("what")).ok_or_else(unclear)?,
            day: asked.field("day").to_owned(),
            by: Giver::from_word(asked.field("by")).ok_or_else(unclear)?,
        },
        "none" => {
            safeguarding::Answer::NoneGiven { why: Why::from_word(asked.field("why")).ok_or_else(unclear)? }
        }
        _ => return Err(unclear()),
    };
    let key = picture.records.incident_names.get(at).map(|named| named.key()).ok_or(Failure::NotFound)?;
    asked.log_change(format!("{}/{key}", of_table::INCIDENTS)).await?;
    let command = Command::AnswerSafeguarding { incident_ref: key, answer };
    asked.app.store.command(&asked.who()?.account.id, command).await?;
    Ok(answer::Answer::See("/safeguarding?answer=open&done=answered".into(), Vec::new()))
}

pub(crate) async fn csv(asked: &Asked) -> Answered {
    files::csv(&given_out(asked).await?)
}

pub(crate) async fn xlsx(asked: &Asked) -> Answered {
    files::xlsx(&given_out(asked).await?)
}

/// The list as a file holds it.
async fn given_out(asked: &Asked) -> Result<List, Failure> {
    let picture = asked.app.picture().await?;
    let viewer = Viewer::of(asked, &picture).await?;
    let (all, _) = seen(&picture, &viewer);
    let wanted = asked.query("answer").to_owned();
    let records = &picture.records;
    let shown = all.into_iter().filter(|row| wanted.is_empty() || row.standing.word() == wanted);
    let rows = shown.map(|row| {
        let incident = records.incidents.get(row.incident);
        let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
        let [what, day, by, why] = match picture.answer(row.incident).map(|one| &one.answer) {
            Some(safeguarding::Answer::Given { what, day, by }) => [what.word(), day.as_str(), by.word(), ""],
            Some(safeguarding::Answer::NoneGiven { why }) => ["", "", "", why.word()],
            None => [""; 4],
        };
        vec![
            records
                .incident_names
                .get(row.incident)
                .map_or_else(String::new, |named| named.reference.clone()),
            incident.and_then(|row| row.received_at).map_or_else(String::new, words::instant),
            text(incident.and_then(|row| row.unit.as_deref())),
            text(incident.and_then(|row| row.closing_code.as_deref())),
            row.standing.word().to_owned(),
            incident.and_then(|row| row.safeguarded_at).map_or_else(String::new, words::instant),
            what.to_owned(),
            day.to_owned(),
            by.to_owned(),
            why.to_owned(),
        ]
    });
    let header = vec![
        "incident_ref",
        "received_at",
        "unit",
        "closing_code",
        "safeguarding",
        "safeguarded_at",
        "what",
        "day",
        "by",
        "why",
    ];
    Ok(List { name: "domestic-abuse-with-no-crime".into(), header, rows: rows.collect() })
}
