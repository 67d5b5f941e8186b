//! Ledger and checkpoints: every entry, and whether anybody outside keeps a witness of it.

use maud::{Markup, html};
use store::operations::Kind;

use super::{Answered, ROWS};
use crate::answer::Page;
use crate::asked::Asked;
use crate::components::{Colour, Column, cell, link, paragraph, summary, table, tag};
use crate::dispatch::href;
use crate::words;

pub(crate) async fn page(asked: &Asked) -> Answered {
    let store = &asked.app.store;
    let head = store.head().await?;
    let before = asked.query("before").parse().unwrap_or(i64::MAX);
    let mut entries = store.entries_before(before, ROWS as i64 + 1).await?;
    let has_more = entries.len() > ROWS;
    entries.truncate(ROWS);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let rows: Vec<Vec<Markup>> = entries
        .iter()
        .map(|one| {
            vec![
                cell(one.seq.to_string()),
                cell(words::moment(one.at)),
                cell(words::capital(&text(&one.kind).replace('_', " "))),
                html! { span.onrecord-reference { (subject(asked, text(&one.subject))) } },
                cell(text(&one.actor)),
                html! { span.onrecord-reference { (access::token::hex(one.hash.get(..8).unwrap_or_default())) "\u{2026}" } },
            ]
        })
        .collect();
    let noted = |at: Option<store::operations::Operation>| {
        at.map_or_else(|| "Never".to_owned(), |noted| words::moment(noted.at))
    };
    let compared = store.last_noted(Kind::CheckpointCompared).await?;
    let witnessed =
        if compared.is_some() { tag("Witnessed", Colour::Green) } else { tag("Unwitnessed", Colour::Yellow) };
    let columns = [
        Column::number("Entry"),
        Column::text("When"),
        Column::text("What happened"),
        Column::text("To what"),
        Column::text("Who"),
        Column::text("Hash"),
    ];
    let older =
        entries.last().filter(|_| has_more).map(|last| href("/ledger", &[("before", &last.seq.to_string())]));
    let body = html! {
        (paragraph("The ledger is tamper-evident: nothing in it is changed or taken out, and a change made behind its back is seen. It holds no personal data."))
        (summary(&[
            ("Entries", cell(words::count(head.seq as i64))),
            ("Hash of the last", html! { span.onrecord-reference { (head.hash.to_hex()) } }),
            ("Last verified", cell(noted(store.last_noted(Kind::Verified).await?))),
            ("Last checkpoint given out", cell(noted(store.last_noted(Kind::CheckpointExported).await?))),
            ("Last compared with a checkpoint kept elsewhere", html! { (witnessed) " " (noted(compared)) }),
        ]))
        (paragraph("Whoever can write the database can rewrite an unwitnessed ledger unseen. Give checkpoints to another body with onrecord checkpoint export, and compare with onrecord checkpoint compare."))
        (table("Entries, the newest first", &columns, &rows))
        @if let Some(older) = older { p.govuk-body { (link(&older, "Older entries")) } }
    };
    Ok(Page::new("Ledger and checkpoints", body).into())
}

/// What an entry is about. The reference of a record is for those who may look for records.
fn subject(asked: &Asked, subject: String) -> String {
    let is_record = ["record/", "incident/"].iter().any(|kind| subject.starts_with(kind));
    if is_record && !asked.may(access::Action::SearchRecords) { "a record".into() } else { subject }
}
