//! Restricted records: open only to a named list. Search, lists, links and files obey it.

use std::collections::BTreeMap;

use access::{Action, Status};
use maud::{Markup, html};
use store::content::table;

use super::Answered;
use crate::answer::{Answer, Failure, Page};
use crate::asked::Asked;
use crate::components::table as drawn_table;
use crate::components::{
    Column, Field, Kind, button, cell, checkboxes, done, error_summary, form as post, heading, input,
    paragraph, select,
};
use crate::words;

type Errors = Vec<(&'static str, String)>;

fn kinds() -> Vec<(String, String)> {
    vec![(table::INCIDENTS.into(), "Incident".into()), (table::CRIMES.into(), "Crime".into())]
}

pub(crate) async fn list(asked: &Asked) -> Answered {
    Ok(Page::new("Restricted records", drawn(asked, &Errors::new()).await?).into())
}

async fn drawn(asked: &Asked, errors: &Errors) -> Result<Markup, Failure> {
    let accounts = asked.app.store.accounts().await?;
    let names: BTreeMap<&str, &str> =
        accounts.iter().map(|one| (one.id.as_str(), one.shown_name.as_str())).collect();
    let name = |id: &str| names.get(id).map_or_else(|| id.to_owned(), |name| (*name).to_owned());
    let restrictions = asked.app.store.restrictions().await?;
    let rows: Vec<Vec<Markup>> = restrictions
        .iter()
        .map(|one| {
            let (of, source, reference) = &one.place;
            let readers: Vec<String> = one.readers.iter().map(|id| name(id)).collect();
            vec![
                cell(words::capital(of.trim_end_matches('s'))),
                cell(source),
                html! { span.onrecord-reference { (reference) } },
                cell(words::moment(one.at)),
                cell(name(&one.actor)),
                cell(if readers.is_empty() { "Nobody".into() } else { readers.join(", ") }),
                post(
                    "/restricted/lift",
                    &asked.form_token(),
                    &html! {
                        input type="hidden" name="kind" value=(of);
                        input type="hidden" name="source" value=(source);
                        (button("Open again", Kind::Secondary, Some(("reference", reference))))
                    },
                ),
            ]
        })
        .collect();
    let columns = ["Kind", "Source", "Reference", "Since", "By", "Open to", "End it"].map(Column::text);
    let mut sources: Vec<String> = asked
        .app
        .store
        .loads()
        .await?
        .into_iter()
        .filter(|load| load.kind == "extract_loaded")
        .map(|load| load.source)
        .collect();
    sources.sort_unstable();
    sources.dedup();
    let sources: Vec<(String, String)> = sources.into_iter().map(|source| (source.clone(), source)).collect();
    // Who has no role that reads records could not open it if named.
    let reads = |one: &&store::accounts::Account| {
        asked.app.policy.decide_for_any_record(one.role, Action::ReadIncident, Status::Active).allow
    };
    let people: Vec<(String, String)> = accounts
        .iter()
        .filter(reads)
        .map(|one| (one.id.clone(), format!("{}, {}", one.shown_name, one.role.word())))
        .collect();
    Ok(html! {
        @if asked.query("done") == "restricted" { (done("The record is restricted.")) }
        @if asked.query("done") == "lifted" { (done("The record is open again.")) }
        (error_summary(errors))
        (paragraph("A restricted record is open to the people named here and to nobody else, whatever their role. For everyone else it is not in search, lists, links or files, and its address answers as if there were nothing. Whoever is named must still have a role that reads such records."))
        @if rows.is_empty() { (paragraph("No record is restricted.")) } @else { (drawn_table("Restricted records", &columns, &rows)) }
        (heading("Restrict a record"))
        (post("/restricted", &asked.form_token(), &html! {
            (select("kind", "Kind", &kinds(), asked.field("kind")))
            (select("source", "Source", &sources, asked.field("source")))
            (input(&Field { name: "reference", label: "Reference", value: asked.field("reference"), ..Field::default() }, errors))
            (checkboxes("reader", "Open to", "Leave all empty to close it to everyone.", &people))
            (button("Restrict", Kind::Main, None))
        }))
    })
}

/// The record that a form names, where there is one.
async fn place(asked: &Asked) -> Result<Option<store::restricted::Place>, Failure> {
    let (kind, source, reference) = (asked.field("kind"), asked.field("source"), asked.field("reference"));
    if ![table::INCIDENTS, table::CRIMES].contains(&kind) || reference.is_empty() {
        return Ok(None);
    }
    let picture = asked.app.picture().await?;
    let found = if kind == table::INCIDENTS {
        picture.records.incident(source, reference)
    } else {
        picture.records.crime(source, reference)
    };
    Ok(found.map(|_| (kind.to_owned(), source.to_owned(), reference.to_owned())))
}

pub(crate) async fn restrict(asked: &Asked) -> Answered {
    let Some(place) = place(asked).await? else {
        let errors =
            vec![("reference", "Enter the reference of a record of this kind and source".to_owned())];
        return Ok(Page::with_errors("Restricted records", drawn(asked, &errors).await?).into());
    };
    asked.log_change(format!("{}/{}/{}", place.0, place.1, place.2)).await?;
    let readers = asked.fields("reader");
    asked.app.store.restrict(place, readers, &asked.who()?.account.id).await?;
    Ok(Answer::See("/restricted?done=restricted".into(), Vec::new()))
}

pub(crate) async fn lift(asked: &Asked) -> Answered {
    let place = place(asked).await?.ok_or(Failure::NotFound)?;
    asked.log_change(format!("{}/{}/{}", place.0, place.1, place.2)).await?;
    asked.app.store.lift(place).await?;
    Ok(Answer::See("/restricted?done=lifted".into(), Vec::new()))
}
