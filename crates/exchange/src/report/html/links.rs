//! Which incident led to which crime.

use maud::{Markup, html};

use super::not_in_this_extract;
use super::table::{cell, number, table, words};
use crate::report::summary::*;
use crate::report::words::{count, worded};

/// The section.
pub(super) fn section(summary: &Summary) -> Markup {
    html! {
        h2 id="links" { "Which incident led to which crime" }
        @match &summary.links {
            Answer::Known(links) => (known(links)),
            answer => (not_in_this_extract(answer)),
        }
    }
}

fn known(links: &LinksEntry) -> Markup {
    let kinds = [
        ("By recorded reference", links.by_reference),
        ("Probable, accepted", links.probable),
        ("Possible, for review", links.for_review),
        ("References to records not in the extract", links.dangling_references),
    ];
    let checks = links.checks_failed.iter().map(|c| vec![cell(&c.check), cell(count(c.links))]).collect();
    html! {
        p { "Recorded references come first and are checked for time order, place and kind; what they do not say is linked by probability, each link with its reasons. All pairs are in links.csv." }
        ul {
            li { "Crimes with an incident: " (worded(&links.crimes_linked)) }
            li { "Incidents with a crime: " (worded(&links.incidents_linked)) }
        }
        (table("Links", &[words("Kind of link"), number("Pairs")], kinds.map(|(kind, n)| vec![cell(kind), cell(count(n))]).into()))
        @if !links.checks_failed.is_empty() {
            (table("Linked pairs that disagree", &[words("Check"), number("Pairs")], checks))
            p.note { "A pair may stand under several checks; findings.csv names each." }
        }
    }
}
