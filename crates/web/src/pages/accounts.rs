//! Users and roles: invite, give a role and a unit, suspend, end sessions. Each change is in the access
//! log before it is made.

use access::{Role, Status, token};
use maud::{Markup, html};
use store::access_log::account_subject;
use store::accounts::{Account, NewAccount};

use super::Answered;
use crate::answer::{Answer, Failure, Page};
use crate::asked::Asked;
use crate::components::{
    Colour, Column, Field, Kind, button, cell, done, error_summary, form as post, heading, input, inset,
    link, paragraph, select, summary, table, tag,
};
use crate::words;

/// How long an invitation holds, microseconds: three days.
const INVITATION: i64 = 3 * 86_400 * access::SECOND;

type Errors = Vec<(&'static str, String)>;

/// How an id of the ledger is shown: by its account's name, or as it stands where it is none.
pub(super) async fn shown_name(asked: &Asked, id: &str) -> Result<String, Failure> {
    Ok(asked.app.store.account(id).await?.map_or_else(|| id.to_owned(), |account| account.shown_name))
}

fn status_tag(status: Status) -> Markup {
    let colour = match status {
        Status::Active => Colour::Green,
        Status::Invited => Colour::Blue,
        Status::Suspended => Colour::Red,
        Status::Left | Status::WrongForce => Colour::Grey,
    };
    tag(&words::capital(status.word()), colour)
}

pub(crate) async fn list(asked: &Asked) -> Answered {
    let accounts = asked.app.store.accounts().await?;
    let rows: Vec<Vec<Markup>> = accounts
        .iter()
        .map(|one| {
            vec![
                link(&format!("/accounts/{}", one.id), &one.shown_name),
                cell(&one.sign_in_name),
                cell(words::capital(one.role.word())),
                cell(&one.unit),
                status_tag(one.status),
                cell(if one.second_factor.is_empty() { "Not set up" } else { "Set up" }),
            ]
        })
        .collect();
    let columns = ["Name", "Sign-in name", "Role", "Unit", "Account", "Second factor"].map(Column::text);
    let body = html! {
        (paragraph("What each role may do is in one table, policy.csv, which a registrar can read. An administrator sees no incident or crime."))
        p.govuk-body { (link("/accounts/invite", "Invite someone")) }
        (table("Accounts", &columns, &rows))
    };
    Ok(Page::new("Users and roles", body).into())
}

fn roles() -> Vec<(String, String)> {
    Role::ALL.iter().map(|role| (role.word().to_owned(), words::capital(role.word()))).collect()
}

pub(crate) async fn invite_form(asked: &Asked) -> Answered {
    Ok(Page::new("Invite someone", invite_drawn(asked, &Errors::new())).into())
}

fn invite_drawn(asked: &Asked, errors: &Errors) -> Markup {
    html! {
        (error_summary(errors))
        (post("/accounts/invite", &asked.form_token(), &html! {
            (input(&Field { name: "shown", label: "Their name", hint: "As colleagues see it", value: asked.field("shown"), ..Field::default() }, errors))
            (input(&Field { name: "name", label: "Sign-in name", hint: "For example their collar number or work email", value: asked.field("name"), ..Field::default() }, errors))
            (select("role", "Role", &roles(), asked.field("role")))
            (input(&Field { name: "unit", label: "Unit", hint: "As the extracts write it. Officers and supervisors see the records of their own unit alone.", value: asked.field("unit"), ..Field::default() }, errors))
            (button("Invite", Kind::Main, None))
        }))
    }
}

pub(crate) async fn invite(asked: &Asked) -> Answered {
    let mut errors = Errors::new();
    for (field, what) in [("shown", "Enter their name"), ("name", "Enter a sign-in name")] {
        if asked.field(field).is_empty() || asked.field(field).len() > 100 {
            errors.push((field, format!("{what}, at most 100 letters")));
        }
    }
    let taken = asked.app.store.account_named(asked.field("name")).await?;
    if taken.is_some() {
        errors.push(("name", "This sign-in name is taken".to_owned()));
    }
    let role = Role::from_word(asked.field("role"));
    let (Some(role), true) = (role, errors.is_empty()) else {
        if role.is_none() {
            errors.push(("role", "Choose a role".to_owned()));
        }
        return Ok(Page::with_errors("Invite someone", invite_drawn(asked, &errors)).into());
    };
    let new = NewAccount {
        sign_in_name: asked.field("name").to_owned(),
        shown_name: asked.field("shown").to_owned(),
        role,
        unit: asked.field("unit").chars().take(100).collect(),
        force: asked.app.force().unwrap_or_default(),
        status: Status::Invited,
        password: String::new(),
        made_by: asked.who()?.account.id.clone(),
    };
    asked.log_change("account/new".into()).await?;
    let id = asked.app.store.add_account(new).await?;
    invited(asked, &id).await
}

/// Makes an invitation and shows its address, once.
async fn invited(asked: &Asked, id: &str) -> Answered {
    let store = &asked.app.store;
    let (token, until) = (store.surroundings().random::<32>()?, store.now() + INVITATION);
    store.invite(id, token::digest(&token), until).await?;
    let address = format!("/join?invitation={}", token::hex(&token));
    let body = html! {
        (paragraph("Give them this address by a way that only they read. Whoever has it can set the account's password, once."))
        (inset(&html! { span.onrecord-reference { (address) } " on this site" }))
        p.govuk-body { "It holds until " (words::moment(until)) ". It is shown this once." }
        p.govuk-body { (link("/accounts", "Back to users and roles")) }
    };
    Ok(Page::new("Invitation", body).into())
}

async fn account_of(asked: &Asked) -> Result<Account, Failure> {
    asked.app.store.account(asked.param("account")).await?.ok_or(Failure::NotFound)
}

pub(crate) async fn one(asked: &Asked) -> Answered {
    let account = account_of(asked).await?;
    let sessions = asked.app.store.sessions_of(&account.id).await?;
    let now = asked.app.store.now();
    let n_live = sessions
        .iter()
        .filter(|one| access::session::standing(&one.times, now) == access::session::Standing::Live)
        .count();
    let here = format!("/accounts/{}", account.id);
    let statuses: Vec<(String, String)> = [Status::Invited, Status::Active, Status::Suspended, Status::Left]
        .iter()
        .map(|status| (status.word().to_owned(), words::capital(status.word())))
        .collect();
    let body = html! {
        @if asked.query("done") == "changed" { (done("The account was changed.")) }
        @if asked.query("done") == "ended" { (done("The sessions were ended.")) }
        (summary(&[
            ("Sign-in name", cell(&account.sign_in_name)),
            ("Account", status_tag(account.status)),
            ("Force", cell(&account.force)),
            ("Second factor", cell(if account.second_factor.is_empty() { "Not set up" } else { "Set up" })),
            ("Made", cell(words::moment(account.made_at))),
            ("Sessions in use", cell(n_live.to_string())),
        ]))
        (heading("Change it"))
        (post(&here, &asked.form_token(), &html! {
            (select("role", "Role", &roles(), account.role.word()))
            (input(&Field { name: "unit", label: "Unit", value: &account.unit, ..Field::default() }, &[]))
            (select("status", "Account", &statuses, account.status.word()))
            (button("Save", Kind::Main, None))
        }))
        (heading("Sessions and password"))
        (paragraph("A change of role or account bites at the next page they open."))
        (post(&format!("{here}/end-sessions"), &asked.form_token(), &html! {
            div.govuk-button-group {
                (button("End all sessions", Kind::Warning, Some(("what", "end"))))
                (button("End them, and make a new invitation", Kind::Secondary, Some(("what", "invite"))))
            }
        }))
    };
    Ok(Page::new(account.shown_name.clone(), body).into())
}

pub(crate) async fn change(asked: &Asked) -> Answered {
    let account = account_of(asked).await?;
    let (role, status) = (Role::from_word(asked.field("role")), Status::from_word(asked.field("status")));
    let (Some(role), Some(status)) = (role, status.filter(|status| *status != Status::WrongForce)) else {
        let what = "Choose a role and how the account stands: go back and choose both.";
        return Err(Failure::Unreadable(axum::http::StatusCode::BAD_REQUEST, what.into()));
    };
    if account.id == asked.who()?.account.id {
        let what = "Nobody changes their own account. Ask another administrator.";
        return Err(Failure::Unreadable(axum::http::StatusCode::CONFLICT, what.into()));
    }
    asked.log_change(account_subject(&account.id)).await?;
    let unit: String = asked.field("unit").chars().take(100).collect();
    let by = &asked.who()?.account.id;
    asked.app.store.change_account(&account.id, (role, &unit, status), by).await?;
    Ok(Answer::See(format!("/accounts/{}?done=changed", account.id), Vec::new()))
}

pub(crate) async fn end_sessions(asked: &Asked) -> Answered {
    let account = account_of(asked).await?;
    asked.log_change(account_subject(&account.id)).await?;
    let by = &asked.who()?.account.id;
    for session in asked.app.store.sessions_of(&account.id).await? {
        asked.app.store.end_session(session.digest, &account.id, by).await?;
    }
    if asked.field("what") == "invite" {
        // The telephone may be what was lost: a new invitation takes the second factor away too.
        asked.app.store.set_second_factor(&account.id, Vec::new(), 0, Vec::new()).await?;
        return invited(asked, &account.id).await;
    }
    Ok(Answer::See(format!("/accounts/{}?done=ended", account.id), Vec::new()))
}
