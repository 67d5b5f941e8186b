//! Load history: received = accepted + quarantined + duplicate, by channel and day, and what was set
//! aside.

use std::collections::BTreeMap;

use maud::{Markup, html};
use store::access_log::Operation;
use store::reading::{Load, ReconciliationLine};

use super::{Answered, ROWS, page_number};
use crate::answer::{Failure, Page};
use crate::asked::Asked;
use crate::components::{
    Colour, Column, cell, details, heading, link, nothing, pages, paragraph, person, summary, table, tag,
};
use crate::dispatch::href;
use crate::files::List;
use crate::{files, words};

fn adds_up(load: &Load) -> bool {
    load.n_received == load.n_accepted + load.n_quarantined + load.n_duplicate
}

pub(crate) async fn list(asked: &Asked) -> Answered {
    let loads = asked.app.store.loads().await?;
    let extracts: Vec<&Load> = loads.iter().filter(|load| load.kind == "extract_loaded").collect();
    let rows: Vec<Vec<Markup>> = extracts
        .iter()
        .map(|load| {
            vec![
                link(&format!("/loads/{}", load.load), &format!("Load {}", load.load)),
                cell(&load.source),
                cell(words::moment(load.at)),
                cell(words::count(load.n_received)),
                cell(words::count(load.n_accepted)),
                cell(words::count(load.n_quarantined)),
                cell(words::count(load.n_duplicate)),
                if adds_up(load) {
                    tag("Adds up", Colour::Green)
                } else {
                    tag("Does not add up", Colour::Red)
                },
            ]
        })
        .collect();
    let columns = [
        Column::text("Load"),
        Column::text("Source"),
        Column::text("When"),
        Column::number("Received"),
        Column::number("Accepted"),
        Column::number("Set aside"),
        Column::number("Duplicate"),
        Column::text("Reconciled"),
    ];
    let body = html! {
        (paragraph("Every row received is accepted, set aside with a reason, or a duplicate. The three must add up to what was received."))
        @if rows.is_empty() { (paragraph("Nothing has been loaded yet.")) } @else { (table("Extracts loaded, the newest first", &columns, &rows)) }
    };
    Ok(Page::new("Load history and reconciliation", body).into())
}

async fn load_of(asked: &Asked) -> Result<Load, Failure> {
    let number: i64 = asked.param("load").parse().map_err(|_| Failure::NotFound)?;
    let loads = asked.app.store.loads().await?;
    loads
        .into_iter()
        .find(|load| load.load == number && load.kind == "extract_loaded")
        .ok_or(Failure::NotFound)
}

pub(crate) async fn one(asked: &Asked) -> Answered {
    let load = load_of(asked).await?;
    let lines = asked.app.store.reconciliation(load.load).await?;
    let actor = super::accounts::shown_name(asked, &load.actor).await?;
    let to_quarantine = load.n_quarantined > 0 && asked.may(access::Action::ReadQuarantine);
    let body = html! {
        (summary(&[
            ("Source", cell(&load.source)),
            ("Mapping", cell(&load.mapping)),
            ("Loaded", cell(words::moment(load.at))),
            ("By", cell(actor)),
            ("Rows", cell(format!("{} received = {} accepted + {} set aside + {} duplicate", words::count(load.n_received), words::count(load.n_accepted), words::count(load.n_quarantined), words::count(load.n_duplicate)))),
            ("Records", cell(format!("{} new, {} changed, {} as they were", words::count(load.n_new), words::count(load.n_changed), words::count(load.n_unchanged)))),
            ("Ledger", cell(format!("Entry {}", load.seq))),
        ]))
        @if to_quarantine { p.govuk-body { (link(&format!("/loads/{}/quarantine", load.load), "See the rows set aside")) } }
        (by_channel(&lines))
        (quiet_days(&lines))
        p.govuk-body {
            "Download every channel and day as " (link(&format!("/loads/{}/reconciliation.csv", load.load), "CSV"))
            " or " (link(&format!("/loads/{}/reconciliation.xlsx", load.load), "XLSX")) "."
        }
    };
    Ok(Page::new(format!("Load {}", load.load), body).into())
}

fn sums<'l>(
    lines: &'l [ReconciliationLine],
    key: impl Fn(&'l ReconciliationLine) -> String,
) -> BTreeMap<String, [i64; 4]> {
    let mut sums: BTreeMap<String, [i64; 4]> = BTreeMap::new();
    for line in lines {
        let sum = sums.entry(key(line)).or_default();
        sum.iter_mut().zip(line.counts).for_each(|(sum, n)| *sum += n);
    }
    sums
}

fn count_columns(first: &str) -> [Column; 5] {
    [
        Column::text(first),
        Column::number("Received"),
        Column::number("Accepted"),
        Column::number("Set aside"),
        Column::number("Duplicate"),
    ]
}

fn count_rows(sums: &BTreeMap<String, [i64; 4]>, name: impl Fn(&str) -> String) -> Vec<Vec<Markup>> {
    let row = |(key, counts): (&String, &[i64; 4])| {
        std::iter::once(cell(name(key))).chain(counts.iter().map(|n| cell(words::count(*n)))).collect()
    };
    sums.iter().map(row).collect()
}

fn by_channel(lines: &[ReconciliationLine]) -> Markup {
    let named = |line: &ReconciliationLine| {
        let channel = if line.channel.is_empty() { "no channel stated" } else { line.channel.as_str() };
        format!("{}: {channel}", line.file)
    };
    let sums = sums(lines, named);
    let months = self::sums(lines, |line| line.day.get(..7).unwrap_or("no day stated").to_owned());
    html! {
        (heading("By file and channel"))
        (table("Rows by file and channel", &count_columns("File and channel"), &count_rows(&sums, str::to_owned)))
        (details("By month", &table("Rows by month", &count_columns("Month"), &count_rows(&months, str::to_owned))))
    }
}

/// Days within the load on which a channel that otherwise has rows every day has none.
fn quiet_days(lines: &[ReconciliationLine]) -> Markup {
    let mut by_channel: BTreeMap<&str, BTreeMap<terms::Day, u64>> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.channel.is_empty()) {
        if let Some(day) = day_of(&line.day) {
            let received = u64::try_from(line.counts.first().copied().unwrap_or(0)).unwrap_or(0);
            *by_channel.entry(&line.channel).or_default().entry(day).or_insert(0) += received;
        }
    }
    let days = by_channel.values().flat_map(|days| days.keys());
    let Some((first, last)) = days.fold(None, |range: Option<(terms::Day, terms::Day)>, day| {
        Some(range.map_or((*day, *day), |(first, last)| (first.min(*day), last.max(*day))))
    }) else {
        return nothing();
    };
    let quiet: Vec<_> = by_channel
        .into_iter()
        .filter_map(|(channel, days)| {
            oversight::quiet::examine(channel, &days.into_iter().collect::<Vec<_>>(), first, last)
        })
        .collect();
    html! {
        (heading("Quiet channels"))
        @if quiet.is_empty() { (paragraph("No channel went quiet for longer than its own past leads one to expect.")) }
        @for one in quiet {
            p.govuk-body { (tag("Quiet", Colour::Yellow)) " " (one.channel) ": nothing from " (one.from.words()) " to " (one.to.words()) "." }
        }
    }
}

fn day_of(text: &str) -> Option<terms::Day> {
    let date: jiff::civil::Date = text.parse().ok()?;
    terms::Day::from_date(date.year(), date.month(), date.day())
}

pub(crate) async fn csv(asked: &Asked) -> Answered {
    files::csv(&given_out(asked).await?)
}

pub(crate) async fn xlsx(asked: &Asked) -> Answered {
    files::xlsx(&given_out(asked).await?)
}

/// The list as a file holds it.
async fn given_out(asked: &Asked) -> Result<List, Failure> {
    let load = load_of(asked).await?;
    let lines = asked.app.store.reconciliation(load.load).await?;
    let header = vec!["file", "channel", "day", "received", "accepted", "quarantined", "duplicate"];
    let rows = lines.into_iter().map(|line| {
        [line.file, line.channel, line.day].into_iter().chain(line.counts.map(|n| n.to_string())).collect()
    });
    Ok(List { name: format!("load-{}-reconciliation", load.load), header, rows: rows.collect() })
}

pub(crate) async fn quarantine(asked: &Asked) -> Answered {
    let load = load_of(asked).await?;
    let page = page_number(asked.query("page"));
    let skip = i64::try_from((page - 1) * ROWS).unwrap_or(0);
    let mut set_aside = asked.app.store.quarantined(load.load, skip, ROWS as i64 + 1).await?;
    let has_more = set_aside.len() > ROWS;
    set_aside.truncate(ROWS);
    let n_values = set_aside.iter().filter(|row| row.value.is_some()).count();
    if n_values > 0 {
        asked.show(Operation::Consulted, format!("quarantine/load/{}", load.load), n_values as u64);
    }
    let rows: Vec<Vec<Markup>> = set_aside
        .iter()
        .map(|row| {
            let value = row.value.as_ref().map_or_else(nothing, |value| person(&html! { (value) }));
            vec![cell(&row.file), cell(row.line.to_string()), cell(&row.column), value, cell(&row.reason)]
        })
        .collect();
    let columns = [
        Column::text("File"),
        Column::number("Line"),
        Column::text("Column"),
        Column::text("Value"),
        Column::text("Why it was set aside"),
    ];
    let at = |page: usize| href(&format!("/loads/{}/quarantine", load.load), &[("page", &page.to_string())]);
    let body = html! {
        (paragraph("These rows were set aside because something in them could not be read. Correct them in the system they come from, take the extract again, and load it: what is already here stays as it is."))
        (table("Rows set aside", &columns, &rows))
        (pages((page > 1).then(|| at(page - 1)), has_more.then(|| at(page + 1))))
        p.govuk-body { (link(&format!("/loads/{}", load.load), "Back to the load")) }
    };
    Ok(Page::new(format!("Rows set aside in load {}", load.load), body).into())
}
