//! `report.html`: one file that opens anywhere, its first printed page all that a deputy chief
//! constable needs. No script, no outside resource.

mod completeness;
mod first;
mod links;
mod received;
mod sample;
mod settings;
pub(in crate::report) mod table;
#[cfg(test)]
mod tests;
mod tiles;
mod timeliness;
mod unlinked;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::fault::Fault;
use crate::quarantine::Quarantined;
use crate::report::summary::{Answer, Summary};
use crate::report::words;

/// Rows shown beside the figures; the CSV files hold all of them.
pub struct Evidence {
    /// Cells of `late.csv`, longest first.
    pub late: Vec<Vec<String>>,
    /// Cells of `unlinked-incidents.csv`, most pressing first.
    pub unlinked: Vec<Vec<String>>,
    /// Quarantined rows.
    pub quarantine: Vec<Quarantined>,
}

/// Draws the page.
///
/// # Errors
/// [`Fault::Report`] where a plot cannot be drawn.
pub fn page(summary: &Summary, evidence: &Evidence) -> Result<String, Fault> {
    let sections = html! {
        (first::page(summary))
        (contents())
        (received::section(summary, evidence))
        (completeness::section(summary)?)
        (links::section(summary))
        (timeliness::section(summary, evidence)?)
        (unlinked::section(summary, evidence))
        (sample::section(summary))
        (settings::section(summary))
    };
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" { (head(summary)) (body(summary, &sections)) }
    };
    Ok(page.into_string())
}

fn head(summary: &Summary) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:";
            title { "Crime data integrity check, as at " (words::day(&summary.as_at)) " - Onrecord" }
            style { (PreEscaped(include_str!("style.css"))) }
        }
    }
}

fn body(summary: &Summary, sections: &Markup) -> Markup {
    html! {
        body {
            a.skip href="#main" { "Skip to main content" }
            header { div.wrap { p.name { "Onrecord" } p { "Every report of crime on record, right the first time, and proved" } } }
            main.wrap id="main" tabindex="-1" { (sections) }
            footer { div.wrap {
                p { "Made by " (summary.program) ". Each figure stands with its n, interval and method; what the extract does not hold is said, never guessed. The CSV files and summary.json beside this page hold everything." }
            } }
        }
    }
}

fn contents() -> Markup {
    let parts = [
        ("#received", "What was received"),
        ("#completeness", "Completeness"),
        ("#links", "Which incident led to which crime"),
        ("#timeliness", "24-hour recording"),
        ("#unlinked", "Crime-related incidents with no crime linked"),
        ("#sample", "A first audit sample"),
        ("#settings", "Settings and files"),
    ];
    html! {
        nav.contents aria-label="Contents" {
            h2 { "Contents" }
            ul { @for (href, name) in parts { li { a href=(href) { (name) } } } }
        }
    }
}

/// The sentence of a section that this extract cannot answer.
fn not_in_this_extract<T>(answer: &Answer<T>) -> Markup {
    html! { p { "Not in this extract. " (answer.why_not().unwrap_or_default()) } }
}
