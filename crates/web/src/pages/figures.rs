//! Crime data integrity on a page: what can be measured today, each figure a click from its evidence,
//! and what cannot, said.

use access::Action;
use maud::{Markup, html};
use oversight::completeness::Alarm;
use oversight::timeliness::{Quantile, Timeliness};

use super::Answered;
use crate::answer::{Answer, Failure, Page};
use crate::asked::Asked;
use crate::components::{Column, cell, inset, link, not_in_this_extract, nothing, paragraph, table};
use crate::picture::Picture;
use crate::words;

/// A figure: what, its value, n and interval, its evidence.
struct Figure {
    name: &'static str,
    value: Markup,
    basis: Markup,
    /// Where the evidence is, and who may see it.
    evidence: Option<(&'static str, &'static str, Action)>,
}

pub(crate) async fn page(asked: &Asked) -> Answered {
    let picture = asked.app.picture().await?;
    let measure = picture.timeliness();
    let figures = figures(&picture, &measure);
    let rows: Vec<Vec<Markup>> = figures
        .into_iter()
        .map(|figure| {
            let evidence = figure.evidence.filter(|(_, _, action)| asked.may(*action));
            vec![
                cell(figure.name),
                figure.value,
                figure.basis,
                evidence.map_or_else(nothing, |(href, text, _)| link(href, text)),
            ]
        })
        .collect();
    let columns = [
        Column::text("Measure"),
        Column::text("Value"),
        Column::text("How sure, and out of how many"),
        Column::text("Evidence"),
    ];
    let records = &picture.records;
    let body = html! {
        (paragraph(&format!("Made from {} and {}, as the last load left them.", words::counted(records.incidents.len(), "incident", "incidents"), words::counted(records.crimes.len(), "crime", "crimes"))))
        (table("What can be measured today", &columns, &rows))
        (inset(&html! { "A recording rate comes only from an audit of a random sample, marked by people. None has been done in this database, so none is shown. " (audit_command()) }))
        @if asked.app.settings.report.is_some() && asked.may(Action::ListLate) { p.govuk-body { (link("/report", "The report of the last check")) } }
    };
    Ok(Page::new("Crime data integrity on a page", body).into())
}

fn audit_command() -> Markup {
    html! { "Draw one with " code { "onrecord audit" } "." }
}

fn figures(picture: &Picture, measure: &Timeliness) -> Vec<Figure> {
    let share = |name, share: Option<&terms::Share>, evidence| match share {
        Some(share) => Figure {
            name,
            value: html! { strong { (words::percent(share.value())) } },
            basis: html! { (words::count(share.k as i64)) " of " (words::count(share.n as i64)) "; " (words::interval(share)) },
            evidence,
        },
        None => Figure {
            name,
            value: not_in_this_extract("No crime has both times."),
            basis: nothing(),
            evidence: None,
        },
    };
    let late = Some(("/late", "Crimes recorded late", Action::ListLate));
    let clock = Some(("/24-hour-recording", "Where the time went", Action::ReadFigures));
    vec![
        Figure {
            name: "Recording rate",
            value: html! { "Not measured" },
            basis: html! { "No audit in this database" },
            evidence: None,
        },
        share("Recorded within 24 hours", measure.within_24_hours.as_ref(), late),
        share("Recorded on the day of the report", measure.same_day.as_ref(), clock),
        quantile("Median time to record", measure.median.as_ref()),
        quantile("90th percentile of the time to record", measure.percentile_90.as_ref()),
        unlinked(picture),
        domestic(picture),
        to_review(picture),
        alarms(picture),
    ]
}

fn quantile(name: &'static str, quantile: Option<&Quantile>) -> Figure {
    let time = |minutes: i64| words::duration(minutes * 60);
    let evidence = Some(("/24-hour-recording", "Where the time went", Action::ReadFigures));
    match quantile {
        Some(one) => Figure {
            name,
            value: html! { strong { (time(one.minutes)) } },
            basis: html! { (words::count(one.n as i64)) " crimes; 95% interval " (time(one.low_minutes)) " to " (time(one.high_minutes)) ", Woodruff" },
            evidence,
        },
        None => Figure {
            name,
            value: not_in_this_extract("Too few exact times."),
            basis: nothing(),
            evidence: None,
        },
    }
}

fn unlinked(picture: &Picture) -> Figure {
    let records = &picture.records;
    let related: Vec<usize> =
        (0..records.incidents.len()).filter(|at| records.crime_related.get(*at) == Some(&true)).collect();
    let n = related.iter().filter(|at| !picture.has_crime(**at)).count();
    Figure {
        name: "Crime-related incidents with no crime linked",
        value: html! { strong { (words::count(n as i64)) } },
        basis: html! { "of " (words::count(related.len() as i64)) " crime-related by code or words; a count, not a rate of error: many are rightly no crime" },
        evidence: None,
    }
}

fn domestic(picture: &Picture) -> Figure {
    let name = "Domestic abuse with no crime";
    let records = &picture.records;
    if records.incidents.iter().all(|row| row.domestic_abuse.is_none()) {
        let value = not_in_this_extract("No incident says whether it is domestic abuse.");
        return Figure { name, value, basis: nothing(), evidence: None };
    }
    let is = |at: &usize| {
        records
            .incidents
            .get(*at)
            .is_some_and(|row| row.domestic_abuse == Some(true) && row.duplicate_of.is_none())
    };
    let all: Vec<usize> = (0..records.incidents.len()).filter(is).collect();
    let with_no_crime: Vec<usize> = all.iter().copied().filter(|at| !picture.has_crime(*at)).collect();
    let safe = with_no_crime
        .iter()
        .filter(|at| records.incidents.get(**at).is_some_and(|row| row.safeguarded_at.is_some()));
    Figure {
        name,
        value: html! { strong { (words::count(with_no_crime.len() as i64)) } },
        basis: html! { "of " (words::count(all.len() as i64)) " domestic abuse incidents; safeguarding given in " (words::count(safe.count() as i64)) },
        evidence: Some(("/safeguarding", "Each with its safeguarding", Action::ListSafeguarding)),
    }
}

fn to_review(picture: &Picture) -> Figure {
    Figure {
        name: "Links that wait for a person",
        value: html! { strong { (words::count(picture.to_review().len() as i64)) } },
        basis: html! { "of " (words::count(picture.records.links.len() as i64)) " links made or possible" },
        evidence: Some(("/links", "Links to review", Action::ReviewLinks)),
    }
}

fn alarms(picture: &Picture) -> Figure {
    let all = super::completeness::assessed(picture);
    let n = all.iter().filter(|one| one.alarm == Alarm::Yes).count();
    let n_told = all.iter().filter(|one| one.alarm != Alarm::TooShort).count();
    Figure {
        name: "Completeness alarms",
        value: html! { strong { (words::count(n as i64)) } },
        basis: html! { "in " (words::count(n_told as i64)) " months and categories that could be assessed" },
        evidence: Some(("/completeness", "Completeness and drift", Action::ReadFigures)),
    }
}

/// The report of the last check, whole in itself.
pub(crate) async fn report(asked: &Asked) -> Answered {
    let path = asked.app.settings.report.clone().ok_or(Failure::NotFound)?;
    let bytes = tokio::fs::read(&path).await.map_err(|_| Failure::NotFound)?;
    Ok(Answer::Whole(bytes))
}
