//! When there is no page: what happened, why, and what to do now. Never a stack trace, and nothing of
//! the inside but where the person can do something about it.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use maud::{Markup, html};
use store::Fault;

use crate::answer::{Answer, Failure, Page};
use crate::asked::Asked;
use crate::components::{link, paragraph, summary};
use crate::dispatch::{href, html as framed, sent};

/// A failure on the wire.
pub(crate) fn response(asked: &Asked, failure: Failure) -> Response<Body> {
    match failure {
        Failure::SignIn(why) if !typed(asked).is_empty() => {
            let page = Page {
                title: "Sign in and send this again".into(),
                body: not_lost(asked, why),
                has_errors: true,
                status: StatusCode::UNAUTHORIZED,
            };
            framed(asked, &page, Vec::new())
        }
        Failure::SignIn(why) => {
            let next = if asked.route.method == "GET" { asked.here.as_str() } else { "" };
            let next = if next == "/" { "" } else { next };
            let address = href("/sign-in", &[("next", next), ("why", word_of(why))]);
            sent(asked, Answer::See(address, Vec::new()))
        }
        failure => {
            let (status, title, body) = told(asked, failure);
            let page = Page { title: title.to_owned(), body, has_errors: true, status };
            framed(asked, &page, Vec::new())
        }
    }
}

/// What a person typed into a form, beside what forms carry by themselves; never a password.
fn typed(asked: &Asked) -> Vec<(&str, &str)> {
    let carried = ["form_token", "password", "again", "code", "next", "invitation", "session"];
    let fields = asked.form.iter().map(|(name, value)| (name.as_str(), value.trim()));
    fields.filter(|(name, value)| !carried.contains(name) && !value.is_empty()).collect()
}

fn not_lost(asked: &Asked, why: &str) -> Markup {
    let fields: Vec<(&str, Markup)> = typed(asked)
        .into_iter()
        .map(|(name, value)| (name, html! { span.onrecord-log { (value) } }))
        .collect();
    html! {
        (paragraph(why))
        (paragraph("Nothing was changed. What you sent is below: copy what you need, sign in, and send it again."))
        p.govuk-body { (link("/sign-in", "Sign in")) }
        (summary(&fields))
    }
}

/// Reasons go in the address as a word, so that nobody can make the page say what they like.
const REASONS: [(&str, &str); 4] = [
    ("idle", "You were signed out because nothing was done for 15 minutes."),
    ("long", "You were signed out because you had been signed in for 12 hours."),
    ("ended", "This session was ended."),
    ("first", "Sign in to see this page."),
];

fn word_of(why: &str) -> &'static str {
    REASONS.iter().find(|(_, text)| *text == why).map_or("first", |(word, _)| *word)
}

/// The reason that a word stands for.
pub(crate) fn reason_of(word: &str) -> Option<&'static str> {
    REASONS.iter().find(|(one, _)| *one == word).map(|(_, text)| *text)
}

fn told(asked: &Asked, failure: Failure) -> (StatusCode, &'static str, Markup) {
    match failure {
        Failure::NotFound => (StatusCode::NOT_FOUND, "Page not found", not_found(asked)),
        Failure::Denied(reason) => (StatusCode::FORBIDDEN, "You cannot do this", denied(asked, &reason)),
        Failure::Forged => (StatusCode::FORBIDDEN, "This form could not be checked", forged()),
        Failure::Unreadable(status, what) => {
            (status, "This could not be read", html! { (paragraph(&what)) (back()) })
        }
        Failure::TooMany => (StatusCode::TOO_MANY_REQUESTS, "Too many tries", too_many()),
        Failure::NotLogged(fault) => not_logged(asked, &fault),
        Failure::SignIn(why) => (StatusCode::UNAUTHORIZED, "Sign in", paragraph(why)),
        Failure::Fault(fault) => of_fault(asked, &fault),
    }
}

fn back() -> Markup {
    html! { p.govuk-body { (link("/", "Go to the first page")) } }
}

fn not_found(asked: &Asked) -> Markup {
    html! {
        (paragraph("There is nothing at this address that you may see."))
        (paragraph("If you typed the address, check that it is right. If you followed a link to a record, it may belong to another unit, be restricted, or not exist."))
        @if asked.may(access::Action::SearchRecords) { p.govuk-body { (link("/search", "Search for a record")) } }
        (back())
    }
}

fn denied(asked: &Asked, reason: &str) -> Markup {
    html! {
        (paragraph(reason))
        @if let Some(who) = &asked.who {
            p.govuk-body { "You are signed in as " strong { (who.account.shown_name) } ", " (who.account.role.word()) "." }
        }
        (paragraph("If your work needs this, ask an administrator of Onrecord in your force."))
        (back())
    }
}

fn forged() -> Markup {
    html! {
        (paragraph("The form did not come from a page that was open in this session, so nothing was changed. This happens when a page was left open while you signed out and in again, or when cookies are off."))
        (paragraph("Go back, load the page again, and send the form once more."))
        (back())
    }
}

fn too_many() -> Markup {
    html! {
        (paragraph("There were too many tries from this address in a short time."))
        (paragraph("Wait a minute, then try again."))
    }
}

fn not_logged(asked: &Asked, fault: &Fault) -> (StatusCode, &'static str, Markup) {
    eprintln!("onrecord: {}: the access log could not be written: {fault}", asked.route.path);
    let body = html! {
        (paragraph("The access log could not be written, and no page that shows or changes anything about a person goes out without it."))
        (paragraph("Nothing was shown or changed. Tell the administrator: the disk may be full."))
        (back())
    };
    (StatusCode::SERVICE_UNAVAILABLE, "This page cannot be shown now", body)
}

fn of_fault(asked: &Asked, fault: &Fault) -> (StatusCode, &'static str, Markup) {
    let sentence = crate::words::capital(&fault.to_string());
    let said = html! { (paragraph(&sentence)) (back()) };
    match fault {
        Fault::Refused(_) => (StatusCode::CONFLICT, "This was refused", said),
        Fault::Usage(_) | Fault::Intake(_) => (StatusCode::BAD_REQUEST, "This cannot be done", said),
        Fault::DiskFull => (StatusCode::INSUFFICIENT_STORAGE, "The disk is full", said),
        Fault::Busy(_) | Fault::LoadRunning => {
            (StatusCode::SERVICE_UNAVAILABLE, "Try again in a moment", said)
        }
        fault => {
            eprintln!("onrecord: {}: {fault}", asked.route.path);
            let body = html! {
                (paragraph("Something went wrong in the program or its database. What was acknowledged before is kept."))
                (paragraph("Try again. If it happens again, tell the administrator what you were doing and when."))
                (back())
            };
            (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong", body)
        }
    }
}
