//! Crime-related incidents with no crime linked: a list to read, never a rate of missed crimes.

use maud::{Markup, html};

use super::table::{CELL_CHARS, cell, number, reference, sentences, table, words};
use super::{Evidence, not_in_this_extract};
use crate::report::summary::*;
use crate::report::words::{answered, count, counted, cut, wall_time, worded};

/// Reasons printed for an incident; the CSV holds all.
const REASONS: usize = 3;

/// The section.
pub(super) fn section(summary: &Summary, evidence: &Evidence) -> Markup {
    html! {
        h2 id="unlinked" { "Crime-related incidents with no crime linked" }
        p { "Ranked by codes, markers and words for a person to read. " strong { "It is a list to read, not a rate of missed crimes." } " Nothing here is called a crime: that is a recording decision, and some incidents may rightly have no crime." }
        @match &summary.unlinked_incidents {
            Answer::Known(u) => (known(u, summary, evidence)),
            answer => (not_in_this_extract(answer)),
        }
    }
}

fn known(u: &UnlinkedEntry, summary: &Summary, evidence: &Evidence) -> Markup {
    html! {
        ul {
            li { "Crime-related incidents with no crime linked: " (worded(&u.with_no_crime_linked)) ". Codes and words: version " (u.lexicon) "." }
            @match &summary.domestic_abuse {
                Answer::Known(d) => {
                    li { "Incidents marked domestic abuse with no crime linked: " (worded(&d.with_no_crime_linked)) "." }
                    li { "Of those, with a time of safeguarding: " (answered(&d.safeguarded)) }
                }
                Answer::NotInThisExtract { not_in_this_extract } => { li { "Domestic abuse: not in this extract. " (not_in_this_extract) } }
            }
        }
        @if !evidence.unlinked.is_empty() { (list(u, evidence, &summary.zone)) }
    }
}

fn list(u: &UnlinkedEntry, evidence: &Evidence, zone: &str) -> Markup {
    let columns = [
        reference("Incident"),
        reference("Received"),
        words("Opened as"),
        words("Closed as"),
        number("Rank"),
        sentences("Reasons"),
    ];
    let row = |cells: &Vec<String>| {
        cells
            .iter()
            .enumerate()
            .map(
                |(at, text)| {
                    if at == 5 { reasons(text) } else { cell(cut(&wall_time(text, zone), CELL_CHARS)) }
                },
            )
            .collect()
    };
    html! {
        (table("Most pressing first", &columns, evidence.unlinked.iter().map(row).collect()))
        p.note { "Showing " (evidence.unlinked.len()) " of " (count(u.with_no_crime_linked.k)) ", times in " (zone) "; unlinked-incidents.csv holds all, with every reason." }
    }
}

/// The first reasons in full, the rest counted, so that twenty incidents stay readable.
fn reasons(text: &str) -> Markup {
    let all: Vec<&str> = text.split("; ").collect();
    let more = all.len().saturating_sub(REASONS) as u64;
    html! {
        (all.iter().take(REASONS).copied().collect::<Vec<_>>().join("; "))
        @if more > 0 { "; and " (counted(more, "more reason", "more reasons")) }
    }
}
