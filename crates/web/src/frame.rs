//! What stands around every page: the force's name, who is signed in, where to go, the one heading.

use access::Action;
use maud::{DOCTYPE, Markup, html};

use crate::answer::Page;
use crate::asked::Asked;
use crate::pages::help::sheet_name;

/// Pages of the first line, each with what it asks for.
const PLACES: [(&str, &str, Action); 8] = [
    ("/my-work", "My work", Action::SeeMyWork),
    ("/search", "Search", Action::SearchRecords),
    ("/links", "Links to review", Action::ReviewLinks),
    ("/safeguarding", "Domestic abuse with no crime", Action::ListSafeguarding),
    ("/figures", "Crime data integrity", Action::ReadFigures),
    ("/loads", "Loads", Action::ReadLoads),
    ("/accounts", "Users and roles", Action::ManageAccounts),
    ("/access-log", "Access log", Action::ReadAccessLog),
];

/// The page with its frame, as bytes.
pub(crate) fn framed(asked: &Asked, page: &Page) -> Vec<u8> {
    let force = asked.app.force();
    let force = force.as_deref().unwrap_or("Not set up yet");
    let mark = if page.has_errors { "Error: " } else { "" };
    let whole = html! {
        (DOCTYPE)
        html.govuk-template lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (mark) (page.title) " - " (force) " - Onrecord" }
                link rel="stylesheet" href={ "/static/" (sheet_name()) };
                link rel="icon" href="data:,";
            }
            body.govuk-template__body {
                a.govuk-skip-link href="#main-content" { "Skip to main content" }
                header { (banner(asked, force)) (places(asked)) }
                div.govuk-width-container {
                    main.govuk-main-wrapper id="main-content" tabindex="-1" {
                        h1.govuk-heading-l { (page.title) }
                        (page.body)
                    }
                }
                (footer(asked))
            }
        }
    };
    whole.into_string().into_bytes()
}

fn banner(asked: &Asked, force: &str) -> Markup {
    html! {
        div.onrecord-banner {
            div.govuk-width-container {
                p { a.onrecord-name href="/" { "Onrecord" } " " span.govuk-body { (force) } }
                @if let Some(who) = &asked.who {
                    div {
                        span.govuk-body-s { (who.account.shown_name) ", " (who.account.role.word()) " " }
                        form method="post" action="/sign-out" {
                            input type="hidden" name="form_token" value=(asked.form_token());
                            button.onrecord-as-link.govuk-body-s type="submit" { "Sign out" }
                        }
                    }
                }
                @if asked.app.is_demonstration {
                    p.govuk-body-s { strong { "Demonstration." } " Everyone and everything here is made up." }
                }
            }
        }
    }
}

fn places(asked: &Asked) -> Markup {
    let open: Vec<_> = PLACES.iter().filter(|(_, _, action)| asked.may(*action)).collect();
    html! {
        @if !open.is_empty() {
            div.govuk-service-navigation {
                div.govuk-width-container {
                    div.govuk-service-navigation__container {
                        nav.govuk-service-navigation__wrapper aria-label="Main" {
                            ul.govuk-service-navigation__list {
                                @for (href, name, _) in open {
                                    @let is_here = asked.route.path == *href;
                                    li.govuk-service-navigation__item.govuk-service-navigation__item--active[is_here] {
                                        a.govuk-service-navigation__link href=(href) aria-current=[is_here.then_some("page")] { (name) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn footer(asked: &Asked) -> Markup {
    html! {
        footer.govuk-footer {
            div.govuk-width-container {
                h2.govuk-visually-hidden { "About these pages" }
                ul.govuk-footer__inline-list {
                    li.govuk-footer__inline-list-item { a.govuk-footer__link href="/help" { "Help: the words used here" } }
                    li.govuk-footer__inline-list-item { a.govuk-footer__link href="/accessibility" { "Accessibility statement" } }
                    @if asked.who.is_some() {
                        li.govuk-footer__inline-list-item { a.govuk-footer__link href="/my-sessions" { "My sessions" } }
                    }
                }
            }
        }
    }
}
