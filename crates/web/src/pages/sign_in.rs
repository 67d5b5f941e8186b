//! Signing in and out. The same answer to a wrong name and a wrong password, after the same time.

use access::{Action, Role, Scope, lockout, password};
use maud::{Markup, html};
use store::accounts::Account;
use store::sessions::Stage;

use super::Answered;
use crate::answer::{Answer, Cookie, Failure, Page};
use crate::asked::Asked;
use crate::components::{Field, Kind, button, error_summary, form as post, heading, input, inset, paragraph};
use crate::failure::reason_of;
use crate::words;

/// How a demonstration's accounts are named.
pub const DEMONSTRATION_NAME: &str = "demo ";

type Errors<'e> = [(&'e str, String)];

pub(crate) async fn form(asked: &Asked) -> Answered {
    if asked.who.is_some() {
        return Ok(Answer::See("/my-work".into(), Vec::new()));
    }
    if !asked.app.store.has_accounts().await? {
        return Ok(Answer::See("/set-up".into(), Vec::new()));
    }
    Ok(Page::new("Sign in", drawn(asked, "", asked.query("next"), &[])).into())
}

fn drawn(asked: &Asked, name: &str, next: &str, errors: &Errors<'_>) -> Markup {
    let why = reason_of(asked.query("why")).filter(|_| errors.is_empty());
    html! {
        (error_summary(errors))
        @if let Some(why) = why { (inset(&html! { (why) })) }
        @if asked.app.is_demonstration { (roles(asked)) (heading("With a name and password")) }
        (post("/sign-in", &asked.form_token(), &html! {
            input type="hidden" name="next" value=(next);
            (input(&Field { name: "name", label: "Sign-in name", value: name, autocomplete: "username", ..Field::default() }, errors))
            (input(&Field { name: "password", label: "Password", kind: "password", autocomplete: "current-password", ..Field::default() }, errors))
            (button("Sign in", Kind::Main, None))
        }))
        (paragraph("If you cannot sign in, ask an administrator of Onrecord in your force for a new invitation."))
    }
}

fn roles(asked: &Asked) -> Markup {
    html! {
        (inset(&html! { strong { "This is a demonstration." } " The force, its people and its records are made up. Sign in as any role with one button. It answers on this machine alone." }))
        (post("/sign-in/demonstration", &asked.form_token(), &html! {
            ul.onrecord-roles {
                @for role in Role::ALL {
                    li { (button(&words::capital(role.word()), Kind::Secondary, Some(("role", role.word())))) }
                }
            }
        }))
    }
}

pub(crate) async fn sign_in(asked: &Asked) -> Answered {
    if !asked.app.take_try(asked.remote) {
        return Err(Failure::TooMany);
    }
    let (name, given) = (asked.field("name").to_owned(), raw(asked, "password"));
    let mut errors = Vec::new();
    if name.is_empty() {
        errors.push(("name", "Enter your sign-in name".to_owned()));
    }
    if given.is_empty() {
        errors.push(("password", "Enter your password".to_owned()));
    }
    if !errors.is_empty() {
        return Ok(again(asked, &name, &errors));
    }
    let account = asked.app.store.account_named(&name).await?;
    let now = asked.app.store.now();
    if let Some(account) = account.as_ref().filter(|account| account.locked_until > now) {
        let until = words::moment(account.locked_until);
        let what = format!("There were too many wrong passwords. Try again after {until}");
        return Ok(again(asked, &name, &[("name", what)]));
    }
    let kept = account.as_ref().map_or_else(String::new, |account| account.password.clone());
    // Argon2 takes a core for tens of milliseconds: not on the threads that answer.
    let is_right = tokio::task::spawn_blocking(move || password::is_kept(&given, &kept))
        .await
        .map_err(|error| store::Fault::Engine(format!("a password could not be checked ({error})")))?;
    match account.filter(|_| is_right) {
        Some(account) => welcome(asked, &account).await,
        None => wrong(asked, &name).await,
    }
}

/// A field as typed: spaces of a password are part of it.
pub(super) fn raw(asked: &Asked, name: &str) -> String {
    asked.form.iter().find(|(field, _)| field == name).map_or_else(String::new, |(_, value)| value.clone())
}

fn again(asked: &Asked, name: &str, errors: &Errors<'_>) -> Answer {
    Page::with_errors("Sign in", drawn(asked, name, asked.field("next"), errors)).into()
}

async fn wrong(asked: &Asked, name: &str) -> Answered {
    if let Some(account) = asked.app.store.account_named(name).await? {
        let n_failed = account.n_failed + 1;
        let until = lockout::waits_until(n_failed, asked.app.store.now());
        asked.app.store.note_tries(&account.id, n_failed, until).await?;
    }
    Ok(again(asked, name, &[("name", "The sign-in name or the password is not right".to_owned())]))
}

async fn welcome(asked: &Asked, account: &Account) -> Answered {
    if let Some(reason) = refused(asked, account) {
        return Err(Failure::Denied(reason));
    }
    if account.n_failed > 0 {
        asked.app.store.note_tries(&account.id, 0, None).await?;
    }
    let token: [u8; 32] = asked.app.store.surroundings().random()?;
    asked.app.store.begin_session(access::token::digest(&token), &account.id, Stage::Password).await?;
    let to = if account.second_factor.is_empty() { "/second-factor" } else { "/sign-in/code" };
    let next = safe(asked.field("next"));
    Ok(Answer::See(crate::dispatch::href(to, &[("next", next)]), vec![Cookie::Session(token)]))
}

/// Why an account may not even see the first page.
fn refused(asked: &Asked, account: &Account) -> Option<String> {
    let is_of_force = asked.app.force().is_some_and(|force| force == account.force);
    let status = if is_of_force { account.status } else { access::Status::WrongForce };
    let decision = asked.app.policy.decide(account.role, Action::SeeMyWork, Scope::Force, status);
    (!decision.allow).then(|| decision.reason.to_owned())
}

/// Where to go on to: a path of ours, or My work. An address elsewhere, or one that a browser would
/// read as elsewhere (`//`, `/\`), is none.
pub(super) fn safe(next: &str) -> &str {
    let is_ours = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && next.len() < 1_000
        && next.bytes().all(|byte| (0x21..0x7f).contains(&byte));
    if is_ours { next } else { "" }
}

/// One button a role, in a demonstration alone.
pub(crate) async fn demonstration(asked: &Asked) -> Answered {
    if !asked.app.is_demonstration {
        return Err(Failure::NotFound);
    }
    let role = Role::from_word(asked.field("role"));
    let name = role.map(|role| format!("{DEMONSTRATION_NAME}{}", role.word()));
    let account = match name {
        Some(name) => asked.app.store.account_named(&name).await?,
        None => None,
    };
    let Some(account) = account else {
        return Ok(again(asked, "", &[("name", "Choose a role to sign in as".to_owned())]));
    };
    let token: [u8; 32] = asked.app.store.surroundings().random()?;
    asked.app.store.begin_session(access::token::digest(&token), &account.id, Stage::Full).await?;
    Ok(Answer::See("/my-work".into(), vec![Cookie::Session(token)]))
}

pub(crate) async fn sign_out(asked: &Asked) -> Answered {
    if let Some(who) = &asked.who {
        let digest = who.session.digest.clone();
        asked.app.store.end_session(digest, &who.account.id, &who.account.id).await?;
    }
    Ok(Answer::See("/sign-in".into(), vec![Cookie::Gone]))
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_a_path_of_ours_is_gone_on_to() {
        for (next, expected) in [
            ("/late?page=2", "/late?page=2"),
            ("//elsewhere.example", ""),
            ("/\\elsewhere.example", ""),
            ("https://elsewhere.example", ""),
            ("/a\r\nSet-Cookie: x", ""),
            ("", ""),
        ] {
            assert_eq!(super::safe(next), expected, "{next}");
        }
    }
}
