//! My sessions: where I am signed in, and ending what is not me.

use access::token;
use maud::html;

use super::Answered;
use crate::answer::{Answer, Cookie, Page};
use crate::asked::Asked;
use crate::components::{Colour, Column, Kind, button, cell, form as post, paragraph, table, tag};
use crate::words;

pub(crate) async fn mine(asked: &Asked) -> Answered {
    let who = asked.who()?;
    let sessions = asked.app.store.sessions_of(&who.account.id).await?;
    let now = asked.app.store.now();
    let live = sessions
        .iter()
        .filter(|one| access::session::standing(&one.times, now) == access::session::Standing::Live);
    let rows: Vec<_> = live
        .map(|one| {
            let is_this = one.digest == who.session.digest;
            vec![
                cell(words::moment(one.times.made_at)),
                cell(words::moment(one.times.seen_at)),
                html! {
                    @if is_this { (tag("This one", Colour::Blue)) } @else {
                        (post("/my-sessions/end", &asked.form_token(), &html! {
                            (button("End", Kind::Secondary, Some(("session", &token::hex(&one.digest)))))
                        }))
                    }
                },
            ]
        })
        .collect();
    let body = html! {
        (paragraph("Each is a browser in which you are signed in. A session ends after 15 minutes without a page, and after 12 hours at most."))
        (table("Sessions in use", &[Column::text("Began"), Column::text("Last page"), Column::text("End it")], &rows))
    };
    Ok(Page::new("My sessions", body).into())
}

pub(crate) async fn end_mine(asked: &Asked) -> Answered {
    let who = asked.who()?;
    let digest = token::unhex(asked.field("session")).unwrap_or_default();
    let is_this = digest == who.session.digest;
    // One that is ended already stays so: the list that follows shows what is left.
    asked.app.store.end_session(digest, &who.account.id, &who.account.id).await?;
    if is_this {
        return Ok(Answer::See("/sign-in".into(), vec![Cookie::Gone]));
    }
    Ok(Answer::See("/my-sessions".into(), Vec::new()))
}
