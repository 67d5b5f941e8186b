//! First-run set-up, and taking up an invitation.

use access::{Role, Status, password, token};
use maud::{Markup, html};
use store::accounts::NewAccount;

use super::Answered;
use super::sign_in::raw;
use crate::answer::{Answer, Failure, Page};
use crate::asked::Asked;
use crate::components::{Field, Kind, button, error_summary, form as post, input, inset, link, paragraph};

type Errors = Vec<(&'static str, String)>;

pub(crate) async fn form(asked: &Asked) -> Answered {
    if asked.app.store.has_accounts().await? {
        return Ok(Answer::See("/sign-in".into(), Vec::new()));
    }
    Ok(Page::new("Set up Onrecord", drawn(asked, &Errors::new())).into())
}

fn drawn(asked: &Asked, errors: &Errors) -> Markup {
    html! {
        (error_summary(errors))
        (paragraph("Nobody can sign in yet. Name the force, and make the first account. It is an administrator's: it invites everyone else, and sees no incident or crime."))
        (post("/set-up", &asked.form_token(), &html! {
            (input(&Field { name: "force", label: "Name of the force", hint: "For example, Borsetshire Police", value: asked.field("force"), ..Field::default() }, errors))
            (input(&Field { name: "shown", label: "Your name", hint: "As colleagues see it", value: asked.field("shown"), autocomplete: "name", ..Field::default() }, errors))
            (input(&Field { name: "name", label: "Sign-in name", value: asked.field("name"), autocomplete: "username", ..Field::default() }, errors))
            (passwords(errors))
            (button("Set up", Kind::Main, None))
        }))
    }
}

fn passwords(errors: &Errors) -> Markup {
    html! {
        (input(&Field { name: "password", label: "Password", hint: "At least 12 characters. Three random words are good.", kind: "password", autocomplete: "new-password", ..Field::default() }, errors))
        (input(&Field { name: "again", label: "Password again", kind: "password", autocomplete: "new-password", ..Field::default() }, errors))
    }
}

/// What is wrong with a new password.
fn password_errors(asked: &Asked, sign_in_name: &str) -> Errors {
    let (one, again) = (raw(asked, "password"), raw(asked, "again"));
    let mut errors = Errors::new();
    if let Err(unfit) = password::check(&one, sign_in_name) {
        errors.push(("password", unfit.to_string()));
    } else if one != again {
        errors.push(("again", "The two passwords differ".to_owned()));
    }
    errors
}

async fn kept(asked: &Asked) -> Result<String, Failure> {
    let (given, salt) = (raw(asked, "password"), asked.app.store.surroundings().random()?);
    let kept = tokio::task::spawn_blocking(move || password::keep(&given, &salt)).await;
    let kept = kept.ok().flatten();
    Ok(kept.ok_or_else(|| store::Fault::Engine("a password could not be kept".into()))?)
}

pub(crate) async fn set_up(asked: &Asked) -> Answered {
    if !asked.app.take_try(asked.remote) {
        return Err(Failure::TooMany);
    }
    if asked.app.store.has_accounts().await? {
        return Ok(Answer::See("/sign-in".into(), Vec::new()));
    }
    let mut errors = Errors::new();
    for (field, what) in [
        ("force", "Enter the name of the force"),
        ("shown", "Enter your name"),
        ("name", "Enter a sign-in name"),
    ] {
        if asked.field(field).is_empty() || asked.field(field).len() > 100 {
            errors.push((field, format!("{what}, at most 100 letters")));
        }
    }
    errors.extend(password_errors(asked, asked.field("name")));
    if !errors.is_empty() {
        return Ok(Page::with_errors("Set up Onrecord", drawn(asked, &errors)).into());
    }
    let new = NewAccount {
        sign_in_name: asked.field("name").to_owned(),
        shown_name: asked.field("shown").to_owned(),
        role: Role::Administrator,
        unit: String::new(),
        force: asked.field("force").to_owned(),
        status: Status::Active,
        password: kept(asked).await?,
        made_by: "set-up".into(),
    };
    asked.app.store.set_up(new).await?;
    asked.app.name_force(asked.field("force"));
    Ok(Answer::See("/sign-in".into(), Vec::new()))
}

pub(crate) async fn invitation(asked: &Asked) -> Answered {
    let body = match invited(asked, asked.query("invitation")).await? {
        Some((account, _)) => {
            join_drawn(asked, asked.query("invitation"), &account.shown_name, &Errors::new())
        }
        None => html! {
            (paragraph("This invitation is not good: it was used, it has run out, or the address is not whole."))
            (paragraph("Ask an administrator of Onrecord in your force for a new one."))
            p.govuk-body { (link("/sign-in", "Sign in")) }
        },
    };
    Ok(Page::new("Join Onrecord", body).into())
}

async fn invited(asked: &Asked, word: &str) -> Result<Option<(store::accounts::Account, [u8; 32])>, Failure> {
    let Some(digest) = token::read(word).map(|token| token::digest(&token)) else { return Ok(None) };
    Ok(asked.app.store.invited(digest).await?.map(|account| (account, digest)))
}

fn join_drawn(asked: &Asked, word: &str, shown_name: &str, errors: &Errors) -> Markup {
    html! {
        (error_summary(errors))
        (inset(&html! { "This invitation is for " strong { (shown_name) } "." }))
        (post("/join", &asked.form_token(), &html! {
            input type="hidden" name="invitation" value=(word);
            (passwords(errors))
            (button("Join", Kind::Main, None))
        }))
    }
}

pub(crate) async fn join(asked: &Asked) -> Answered {
    if !asked.app.take_try(asked.remote) {
        return Err(Failure::TooMany);
    }
    let word = asked.field("invitation");
    let Some((account, digest)) = invited(asked, word).await? else {
        return Ok(Answer::See("/join".into(), Vec::new()));
    };
    let errors = password_errors(asked, &account.sign_in_name);
    if !errors.is_empty() {
        return Ok(
            Page::with_errors("Join Onrecord", join_drawn(asked, word, &account.shown_name, &errors)).into()
        );
    }
    let kept = kept(asked).await?;
    let to = if asked.app.store.take_up(digest, &account.id, &kept).await? { "/sign-in" } else { "/join" };
    Ok(Answer::See(to.into(), Vec::new()))
}
