//! 24-hour recording: how many are on time, where the time went, by team and by channel; and the list of
//! crimes recorded late.

use std::collections::BTreeMap;

use access::Action;
use maud::{Markup, html};
use oversight::timeliness::{self, LIMIT_SECONDS, Late, Timeliness};
use terms::Zone;

use super::{Answered, page_number, part_of, record};
use crate::answer::{Failure, Page};
use crate::asked::Asked;
use crate::components::{
    Column, Kind, ask, button, cell, details, heading, link, nothing, pages, paragraph, select, table,
};
use crate::dispatch::href;
use crate::files::List;
use crate::picture::Picture;
use crate::viewer::Viewer;
use crate::{files, words};

/// Late crimes that whoever asks may see, longest first.
pub(super) fn seen(picture: &Picture, viewer: &Viewer<'_>) -> Vec<Late> {
    let sees = |late: &Late| viewer.sees_crime(late.clock.crime, Action::ListLate);
    picture.timeliness().late.into_iter().filter(sees).collect()
}

/// A row of the list, as text.
struct Row {
    crime: usize,
    incident: Option<usize>,
    team: String,
    channel: String,
    received: String,
    recorded: String,
    elapsed_seconds: i64,
    stage: &'static str,
}

fn rows(asked: &Asked, picture: &Picture, viewer: &Viewer<'_>) -> Vec<Row> {
    let records = &picture.records;
    let row = |late: Late| {
        let crime = records.crimes.get(late.clock.crime);
        let incident = late.clock.incident.and_then(|at| records.incidents.get(at));
        Row {
            crime: late.clock.crime,
            incident: late.clock.incident,
            team: crime.and_then(|row| row.team.as_deref()).unwrap_or("not stated").to_owned(),
            channel: incident.and_then(|row| row.channel.as_deref()).unwrap_or("not stated").to_owned(),
            received: words::maybe_instant(late.clock.first_receipt),
            recorded: words::maybe_instant(late.clock.recorded_at),
            elapsed_seconds: late.elapsed_seconds,
            stage: late.stage.map_or("not in this extract", timeliness::Stage::name),
        }
    };
    let (team, channel) = (asked.query("team"), asked.query("channel"));
    let wanted =
        |row: &Row| (team.is_empty() || row.team == team) && (channel.is_empty() || row.channel == channel);
    let mut rows: Vec<Row> = seen(picture, viewer).into_iter().map(row).filter(wanted).collect();
    match asked.query("sort") {
        "team" => rows.sort_by(|a, b| a.team.cmp(&b.team)),
        "channel" => rows.sort_by(|a, b| a.channel.cmp(&b.channel)),
        "shortest" => rows.reverse(),
        _ => {}
    }
    rows
}

pub(crate) async fn list(asked: &Asked) -> Answered {
    let picture = asked.app.picture().await?;
    let viewer = Viewer::of(asked, &picture).await?;
    let rows = rows(asked, &picture, &viewer);
    let page = page_number(asked.query("page"));
    let (part, has_more) = part_of(&rows, page);
    let drawn: Vec<Vec<Markup>> = part.iter().map(|row| cells(&picture, row)).collect();
    let here = |sort: &str, page: usize| {
        let number = page.to_string();
        href(
            "/late",
            &[
                ("team", asked.query("team")),
                ("channel", asked.query("channel")),
                ("sort", sort),
                ("page", if page > 1 { &number } else { "" }),
            ],
        )
    };
    let sort = asked.query("sort");
    let file = |path: &str| {
        href(path, &[("team", asked.query("team")), ("channel", asked.query("channel")), ("sort", sort)])
    };
    let body = html! {
        (paragraph("Each was recorded more than 24 hours after it was first reported, counted in elapsed hours."))
        (filters(asked, &picture, &viewer))
        @if rows.is_empty() { (paragraph("None that you may see.")) } @else {
            p.govuk-body { (words::counted(rows.len(), "crime", "crimes")) ". Download the list as " (link(&file("/late.csv"), "CSV")) " or " (link(&file("/late.xlsx"), "XLSX")) "." }
            (table("Crimes recorded late", &columns(sort, &here), &drawn))
        }
        (pages((page > 1).then(|| here(sort, page - 1)), has_more.then(|| here(sort, page + 1))))
    };
    Ok(Page::new("Crimes recorded late", body).into())
}

fn columns(sort: &str, here: &dyn Fn(&str, usize) -> String) -> [Column; 7] {
    let by = |column: Column, word: &str, is_sorted: bool, way: &'static str| Column {
        sort: Some(here(word, 1)),
        sorted: is_sorted.then_some(way),
        ..column
    };
    let is_time = !["team", "channel"].contains(&sort);
    let (turned, way) = if sort == "shortest" { ("", "ascending") } else { ("shortest", "descending") };
    [
        Column::text("Crime"),
        Column::text("Incident"),
        Column::text("First report"),
        by(Column::number("Time to record"), turned, is_time, way),
        Column::text("Longest in"),
        by(Column::text("Team"), "team", sort == "team", "ascending"),
        by(Column::text("Channel"), "channel", sort == "channel", "ascending"),
    ]
}

fn cells(picture: &Picture, row: &Row) -> Vec<Markup> {
    let records = &picture.records;
    let incident = row.incident.and_then(|at| records.incident_names.get(at));
    vec![
        records.crime_names.get(row.crime).map_or_else(nothing, record::crime_link),
        incident.map_or_else(nothing, record::incident_link),
        cell(&row.received),
        cell(words::duration(row.elapsed_seconds)),
        cell(row.stage),
        cell(&row.team),
        cell(&row.channel),
    ]
}

fn filters(asked: &Asked, picture: &Picture, viewer: &Viewer<'_>) -> Markup {
    let (mut teams, mut channels) = (BTreeMap::new(), BTreeMap::new());
    for late in seen(picture, viewer) {
        let team = picture.records.crimes.get(late.clock.crime).and_then(|row| row.team.as_deref());
        let incident = late.clock.incident.and_then(|at| picture.records.incidents.get(at));
        teams.insert(team.unwrap_or("not stated").to_owned(), ());
        channels
            .insert(incident.and_then(|row| row.channel.as_deref()).unwrap_or("not stated").to_owned(), ());
    }
    let options = |names: BTreeMap<String, ()>| -> Vec<(String, String)> {
        let all = std::iter::once((String::new(), "All".to_owned()));
        all.chain(names.into_keys().map(|name| (name.clone(), name))).collect()
    };
    details(
        "Show some of them",
        &ask(
            "/late",
            &html! {
                (select("team", "Team", &options(teams), asked.query("team")))
                (select("channel", "Channel of the first report", &options(channels), asked.query("channel")))
                (button("Show", Kind::Secondary, None))
            },
        ),
    )
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
    let reference = |named: Option<&crate::picture::Named>| {
        named.map_or_else(String::new, |named| named.reference.clone())
    };
    let records = &picture.records;
    let rows = rows(asked, &picture, &viewer).into_iter().map(|row| {
        vec![
            reference(records.crime_names.get(row.crime)),
            reference(row.incident.and_then(|at| records.incident_names.get(at))),
            row.received,
            row.recorded,
            format!("{:.2}", row.elapsed_seconds as f64 / 3_600.0),
            row.stage.to_owned(),
            row.team,
            row.channel,
        ]
    });
    let header = vec![
        "crime_ref",
        "incident_ref",
        "first_receipt",
        "recorded_at",
        "elapsed_hours",
        "stage",
        "team",
        "channel",
    ];
    Ok(List { name: "late".into(), header, rows: rows.collect() })
}

pub(crate) async fn figures(asked: &Asked) -> Answered {
    let picture = asked.app.picture().await?;
    let measure = picture.timeliness();
    let body = html! {
        (headline(&measure))
        (where_time_went(&measure))
        (groups(&picture))
        @if asked.may(Action::ListLate) { p.govuk-body { (link("/late", "See the crimes recorded late")) } }
    };
    Ok(Page::new("24-hour recording", body).into())
}

fn headline(measure: &Timeliness) -> Markup {
    let not_measured =
        measure.n_no_receipt + measure.n_no_record + measure.n_too_coarse + measure.n_clock_change;
    html! {
        @match &measure.within_24_hours {
            Some(share) => p.govuk-body-l { strong { (words::percent(share.value())) } " of recorded crimes were recorded within 24 hours of the first report (" (words::count(share.k as i64)) " of " (words::count(share.n as i64)) "; " (words::interval(share)) ")." },
            None => (paragraph("Not in this extract: no crime has both a time of report and a time of record.")),
        }
        @if not_measured > 0 { p.govuk-body { (words::count(not_measured as i64)) " more could not be measured: no time of report, no time of record, or times known only to the day." } }
        @if measure.n_under_n_code > 0 { p.govuk-body { (words::count(measure.n_under_n_code as i64)) " records under an N code are reported incidents and are left out." } }
    }
}

fn where_time_went(measure: &Timeliness) -> Markup {
    let rows: Vec<Vec<Markup>> = measure
        .stages
        .iter()
        .map(|stage| {
            vec![
                cell(words::capital(stage.stage.name())),
                cell(words::count(stage.n as i64)),
                cell(words::count(stage.hours.round() as i64)),
                cell(words::count(stage.n_longest as i64)),
            ]
        })
        .collect();
    let columns = [
        Column::text("Stage"),
        Column::number("Late crimes that say"),
        Column::number("Hours in it"),
        Column::number("Longest here"),
    ];
    html! {
        (heading("Where the time went"))
        @if rows.is_empty() { (paragraph("Not in this extract: it does not say when incidents were attended, sent for decision or decided.")) }
        @else { (table("Stages of the crimes recorded late", &columns, &rows)) }
    }
}

/// Within 24 hours by team, and by channel of the first report.
fn groups(picture: &Picture) -> Markup {
    let records = &picture.records;
    let clocks =
        timeliness::clocks(&records.incidents, &records.crimes, &picture.clock_links(), &Zone::london());
    let mut by_team: BTreeMap<String, [u64; 2]> = BTreeMap::new();
    let mut by_channel: BTreeMap<String, [u64; 2]> = BTreeMap::new();
    for clock in clocks {
        let Some(row) = records.crimes.get(clock.crime).filter(|row| row.n_code.is_none()) else { continue };
        let (Some(from), Some(to)) = (clock.first_receipt, clock.recorded_at) else { continue };
        let elapsed = from.elapsed_to(to);
        let Some(within) = elapsed.within(LIMIT_SECONDS) else { continue };
        // Recorded before received is a finding of its own, and no answer here.
        if matches!(elapsed, terms::Elapsed::Seconds { most, .. } if most < 0) {
            continue;
        }
        let channel =
            clock.incident.and_then(|at| records.incidents.get(at)).and_then(|row| row.channel.as_deref());
        for (groups, name) in [(&mut by_team, row.team.as_deref()), (&mut by_channel, channel)] {
            let group = groups.entry(name.unwrap_or("not stated").to_owned()).or_default();
            group[0] += u64::from(within);
            group[1] += 1;
        }
    }
    html! { (heading("By team and by channel")) (grouped("By team", "Team", &by_team)) (grouped("By channel of the first report", "Channel", &by_channel)) }
}

fn grouped(caption: &str, first: &str, groups: &BTreeMap<String, [u64; 2]>) -> Markup {
    let rows: Vec<Vec<Markup>> = groups
        .iter()
        .filter_map(|(name, [k, n])| {
            let share = audit::interval::share(*k, *n)?;
            Some(vec![
                cell(name),
                cell(words::percent(share.value())),
                cell(format!("{} of {}", words::count(*k as i64), words::count(*n as i64))),
                cell(words::interval(&share)),
            ])
        })
        .collect();
    let columns = [
        Column::text(first),
        Column::number("Within 24 hours"),
        Column::number("Crimes"),
        Column::text("Interval"),
    ];
    table(caption, &columns, &rows)
}
