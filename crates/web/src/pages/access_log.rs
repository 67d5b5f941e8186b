//! The access log: who looked at what. Nobody reads it about themselves.

use std::collections::BTreeMap;

use maud::{Markup, html};
use store::access_log::{Logged, Wanted};

use super::{Answered, ROWS};
use crate::answer::{Failure, Page};
use crate::asked::Asked;
use crate::components::{
    Colour, Column, Field, Kind, ask, button, cell, input, link, nothing, paragraph, select, table, tag,
};
use crate::dispatch::href;
use crate::files::List;
use crate::{files, words};

/// Entries in a file at most.
const MOST_IN_FILE: i64 = 50_000;

/// What the query asks for. An account that is the reader's own is nobody's here: the store leaves it
/// out whatever is asked.
async fn wanted(asked: &Asked, n_most: i64) -> Result<Wanted, Failure> {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Ok(Wanted {
        actor: some(asked.query("person")),
        subject: some(asked.query("record").trim()),
        not_of: asked.who()?.account.id.clone(),
        before: asked.query("before").parse().ok(),
        n_most,
    })
}

async fn names(asked: &Asked) -> Result<BTreeMap<String, String>, Failure> {
    let accounts = asked.app.store.accounts().await?;
    Ok(accounts.into_iter().map(|one| (one.id, one.shown_name)).collect())
}

pub(crate) async fn page(asked: &Asked) -> Answered {
    let wanted = wanted(asked, ROWS as i64 + 1).await?;
    let mut entries = asked.app.store.readings(&wanted).await?;
    let has_more = entries.len() > ROWS;
    entries.truncate(ROWS);
    let names = names(asked).await?;
    let rows: Vec<Vec<Markup>> = entries
        .iter()
        .map(|one| {
            let name = names.get(&one.actor).map_or(one.actor.as_str(), String::as_str);
            vec![
                cell(one.seq.to_string()),
                cell(words::moment(one.at)),
                cell(name),
                cell(words::capital(&one.operation)),
                html! { span.onrecord-reference { (subject(&names, one)) } },
                cell(page_name(&one.page)),
                cell(one.n_people.to_string()),
            ]
        })
        .collect();
    let columns = [
        Column::number("Entry"),
        Column::text("When"),
        Column::text("Who"),
        Column::text("What"),
        Column::text("Of which record"),
        Column::text("Page"),
        Column::number("Personal rows"),
    ];
    let query = |before: &str| {
        href(
            "/access-log",
            &[("person", asked.query("person")), ("record", asked.query("record")), ("before", before)],
        )
    };
    let older = entries.last().filter(|_| has_more).map(|last| query(&last.seq.to_string()));
    let checked = checked(asked).await?;
    let file =
        |path: &str| href(path, &[("person", asked.query("person")), ("record", asked.query("record"))]);
    let body = html! {
        (paragraph("Every page that shows a person, and every change of an account, a restriction or a link, is here before it is sent or made. It may be used to check that reading was lawful, for self-monitoring, for security and in criminal proceedings, and for nothing else (Data Protection Act 2018, section 62)."))
        (paragraph("What you looked at yourself is not shown to you. Another reader sees it."))
        (checked)
        (filters(asked, &names)?)
        @if rows.is_empty() { (paragraph("There is no such entry.")) } @else {
            p.govuk-body { "Download as " (link(&file("/access-log.csv"), "CSV")) " or " (link(&file("/access-log.xlsx"), "XLSX")) "." }
            (table("Entries, the newest first", &columns, &rows))
        }
        @if let Some(older) = older { p.govuk-body { (link(&older, "Older entries")) } } @else { (nothing()) }
    };
    Ok(Page::new("Access log", body).into())
}

/// Whether the chain holds together, where that is asked: it reads every entry.
async fn checked(asked: &Asked) -> Result<Markup, Failure> {
    if asked.query("check") != "yes" {
        return Ok(
            html! { p.govuk-body { (link("/access-log?check=yes", "Check that no entry was changed or taken out")) } },
        );
    }
    let checked = asked.app.store.verify_access_log().await?;
    Ok(html! {
        p.govuk-body {
            @match checked.first_bad {
                None => { (tag("Holds together", Colour::Green)) " " (words::count(checked.n_entries as i64)) " entries, each chained to the one before." },
                Some(seq) => { (tag("Changed", Colour::Red)) " Entry " (seq) " is not as it was written, or the one before it is missing." },
            }
        }
    })
}

/// A page by the first part of its address.
fn page_name(path: &str) -> String {
    words::capital(&path.split('/').nth(1).unwrap_or_default().replace('-', " "))
}

/// An account as the subject of an entry is shown by its name.
fn subject(names: &BTreeMap<String, String>, one: &Logged) -> String {
    let account = one.subject.strip_prefix("account/").and_then(|id| names.get(id));
    account.map_or_else(|| one.subject.clone(), |name| format!("account of {name}"))
}

fn filters(asked: &Asked, names: &BTreeMap<String, String>) -> Result<Markup, Failure> {
    let own = &asked.who()?.account.id;
    let all = std::iter::once((String::new(), "Everyone but me".to_owned()));
    let others = names.iter().filter(|(id, _)| *id != own).map(|(id, name)| (id.clone(), name.clone()));
    let mut people: Vec<(String, String)> = all.chain(others).collect();
    people.get_mut(1..).unwrap_or_default().sort_by(|a, b| a.1.cmp(&b.1));
    Ok(ask(
        "/access-log",
        &html! {
            (select("person", "Who looked", &people, asked.query("person")))
            (input(&Field { name: "record", label: "Of which record", hint: "As the list writes it, for example incidents/storm/ST-1", value: asked.query("record"), ..Field::default() }, &[]))
            (button("Show", Kind::Secondary, None))
        },
    ))
}

pub(crate) async fn csv(asked: &Asked) -> Answered {
    files::csv(&given_out(asked).await?)
}

pub(crate) async fn xlsx(asked: &Asked) -> Answered {
    files::xlsx(&given_out(asked).await?)
}

/// The list as a file holds it.
async fn given_out(asked: &Asked) -> Result<List, Failure> {
    let entries = asked.app.store.readings(&wanted(asked, MOST_IN_FILE).await?).await?;
    let names = names(asked).await?;
    let rows = entries.into_iter().map(|one| {
        let name = names.get(&one.actor).cloned().unwrap_or_else(|| one.actor.clone());
        let subject = subject(&names, &one);
        vec![
            one.seq.to_string(),
            words::moment(one.at),
            name,
            one.operation,
            subject,
            one.page,
            one.n_people.to_string(),
        ]
    });
    let header = vec!["entry", "at", "who", "what", "subject", "page", "personal_rows"];
    Ok(List { name: "access-log".into(), header, rows: rows.collect() })
}
