//! Help from the glossary, the accessibility statement, the style sheet.

use maud::html;

use super::Answered;
use crate::answer::{Answer, Failure, Page};
use crate::asked::Asked;
use crate::components::{heading, paragraph};

const GLOSSARY: &str = include_str!("../../../../GLOSSARY.md");
const SHEET: &str = include_str!(concat!(env!("OUT_DIR"), "/onrecord.css"));
const SHEET_NAME: &str = include_str!(concat!(env!("OUT_DIR"), "/sheet_name.txt"));

/// The style sheet's name: it holds the digest of what it is.
pub(crate) const fn sheet_name() -> &'static str {
    SHEET_NAME
}

pub(crate) async fn sheet(asked: &Asked) -> Answered {
    if asked.param("name") != SHEET_NAME {
        return Err(Failure::NotFound);
    }
    Ok(Answer::Lasting { mime: "text/css; charset=utf-8", bytes: SHEET.as_bytes() })
}

/// Words and meanings: each once, in order.
fn entries() -> Vec<(&'static str, &'static str)> {
    let mut entries: Vec<_> = GLOSSARY
        .lines()
        .filter_map(|line| line.strip_prefix("- **"))
        .filter_map(|line| line.split_once("** - "))
        .collect();
    entries.sort_by_key(|(word, _)| word.to_lowercase());
    entries.dedup_by_key(|(word, _)| *word);
    entries
}

pub(crate) async fn words(_: &Asked) -> Answered {
    let body = html! {
        (paragraph("The words on these pages are those of the Crime Recording Rules and of people who record crime. Each means one thing."))
        dl.govuk-summary-list {
            @for (word, meaning) in entries() {
                div.govuk-summary-list__row {
                    dt.govuk-summary-list__key { (crate::words::capital(word)) }
                    dd.govuk-summary-list__value { (meaning.replace("**", "").replace('`', "")) }
                }
            }
        }
    };
    Ok(Page::new("Help: the words used here", body).into())
}

pub(crate) async fn accessibility(_: &Asked) -> Answered {
    let body = html! {
        (paragraph("These pages are meant to be used by everyone who records crime. They follow the Web Content Accessibility Guidelines version 2.2, level AA, as far as we have tested."))
        (heading("What you can do"))
        ul.govuk-list.govuk-list--bullet {
            li { "use every page with a keyboard alone" }
            li { "use every page with scripts turned off: there are none" }
            li { "zoom to 400%, or use a screen 320 pixels wide; wide tables scroll by themselves" }
            li { "read every chart as the table beside it" }
            li { "print any page" }
        }
        (heading("How it was tested"))
        (paragraph("Each page is opened by a program in Chromium, with axe-core's rules for levels A and AA, at desktop width and at 320 pixels, each time the program is tested. No person with a disability has tested it yet, and no screen reader has been tried by hand."))
        (heading("What is not accessible"))
        (paragraph("We know of nothing that breaks the guidelines. A check by program finds less than half of what a person finds."))
        (heading("Tell us"))
        (paragraph("Tell the administrator of Onrecord in your force what you could not do and on which page."))
    };
    Ok(Page::new("Accessibility statement", body).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glossary_is_read_whole() {
        let n_lines = GLOSSARY.lines().filter(|line| line.starts_with("- **")).count();
        let entries = entries();
        assert!(entries.len() > 40, "{}", entries.len());
        assert!(entries.len() + 10 > n_lines, "{} of {n_lines}", entries.len());
    }

    #[test]
    fn the_sheet_is_ours_to_show() {
        assert!(SHEET.contains(".govuk-button") && SHEET.contains(".onrecord-bars"));
        for word in ["@font-face", "GDS Transport", "crest", "url(http", "url(/"] {
            assert!(!SHEET.contains(word), "the sheet holds {word}");
        }
    }
}
