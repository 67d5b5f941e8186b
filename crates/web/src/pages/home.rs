//! The first page, and My work: what this role can do, and what waits.

use access::Action;
use maud::{Markup, html};

use super::Answered;
use crate::answer::{Answer, Failure, Page};
use crate::asked::Asked;
use crate::components::{heading, link, paragraph};
use crate::viewer::Viewer;
use crate::words;

/// To set-up where there is nobody yet, to My work, or to sign in.
pub(crate) async fn first(asked: &Asked) -> Answered {
    let to = if asked.who.is_some() {
        "/my-work"
    } else if asked.app.store.has_accounts().await? {
        "/sign-in"
    } else {
        "/set-up"
    };
    Ok(Answer::See(to.into(), Vec::new()))
}

/// What a role can do here.
const WORK: [(&str, &str, &str, Action); 14] = [
    (
        "/search",
        "Search",
        "Find a record by its reference, or by a name, place or telephone number.",
        Action::SearchRecords,
    ),
    (
        "/links",
        "Links to review",
        "Say which incident led to which crime, where the program is not sure.",
        Action::ReviewLinks,
    ),
    (
        "/late",
        "Crimes recorded late",
        "Each crime recorded more than 24 hours after it was first reported.",
        Action::ListLate,
    ),
    (
        "/safeguarding",
        "Domestic abuse with no crime",
        "Each needs an answer: was safeguarding given?",
        Action::ListSafeguarding,
    ),
    (
        "/figures",
        "Crime data integrity on a page",
        "What can be measured today, with its evidence.",
        Action::ReadFigures,
    ),
    (
        "/24-hour-recording",
        "24-hour recording",
        "How many are on time, and where the time goes.",
        Action::ReadFigures,
    ),
    (
        "/completeness",
        "Completeness and drift",
        "Whether rows are missing that should be there.",
        Action::ReadFigures,
    ),
    (
        "/loads",
        "Load history and reconciliation",
        "What was received, and that every row is accounted for.",
        Action::ReadLoads,
    ),
    (
        "/sources",
        "Sources and mappings",
        "Bring in an extract: send it in, say what its columns mean, try it, load it.",
        Action::ManageSources,
    ),
    (
        "/report",
        "Report of the last check",
        "The report made by onrecord check, where there is one.",
        Action::ListLate,
    ),
    ("/restricted", "Restricted records", "Records open only to a named list.", Action::ManageRestricted),
    (
        "/accounts",
        "Users and roles",
        "Invite people, give roles, suspend, end sessions.",
        Action::ManageAccounts,
    ),
    ("/access-log", "Access log", "Who looked at which record, and when.", Action::ReadAccessLog),
    (
        "/ledger",
        "Ledger and checkpoints",
        "Every entry of the record, and whether it holds together.",
        Action::ReadLedger,
    ),
];

pub(crate) async fn my_work(asked: &Asked) -> Answered {
    let who = asked.who()?;
    let may_read = asked.may(Action::SearchRecords);
    let open = WORK.iter().filter(|(href, _, _, action)| {
        asked.may(*action) && (*href != "/report" || asked.app.settings.report.is_some())
    });
    let body = html! {
        @if asked.may(Action::ReviewLinks) || asked.may(Action::ListLate) || asked.may(Action::ListSafeguarding) {
            (waiting(asked).await?)
        }
        (heading("What you can do"))
        dl.govuk-summary-list {
            @for (href, name, what, _) in open {
                div.govuk-summary-list__row {
                    dt.govuk-summary-list__key { (link(href, name)) }
                    dd.govuk-summary-list__value { (what) }
                }
            }
        }
        p.govuk-body-s {
            "You are signed in as " (words::capital(who.account.role.word()))
            @if !who.account.unit.is_empty() { ", " (who.account.unit) }
            "."
            @if may_read { " Every page that shows a person is written to the access log with your name, before you see it." }
        }
    };
    Ok(Page::new("My work", body).into())
}

async fn waiting(asked: &Asked) -> Result<Markup, Failure> {
    let picture = asked.app.picture().await?;
    let viewer = Viewer::of(asked, &picture).await?;
    let mut tiles: Vec<(usize, &str, &str)> = Vec::new();
    if asked.may(Action::ReviewLinks) {
        let n = super::links::seen(&picture, &viewer).len();
        tiles.push((n, "/links", if n == 1 { "link to review" } else { "links to review" }));
    }
    if asked.may(Action::ListLate) {
        let n = super::late::seen(&picture, &viewer).len();
        tiles.push((n, "/late", if n == 1 { "crime recorded late" } else { "crimes recorded late" }));
    }
    if asked.may(Action::ListSafeguarding) {
        let (rows, _) = super::safeguarding::seen(&picture, &viewer);
        let n = rows.iter().filter(|row| row.standing == super::safeguarding::Standing::Open).count();
        tiles.push((
            n,
            "/safeguarding?answer=open",
            "domestic abuse with no crime and no safeguarding answer",
        ));
    }
    Ok(html! {
        (heading("What waits"))
        ul.onrecord-figures {
            @for (n, href, what) in tiles {
                li { p.value { (words::count(n as i64)) } p.govuk-body { (link(href, what)) } }
            }
        }
        @if picture.records.incidents.is_empty() && picture.records.crimes.is_empty() {
            (paragraph("No extract has been loaded yet. Bring one in under Sources and mappings, or with onrecord load."))
        }
    })
}
