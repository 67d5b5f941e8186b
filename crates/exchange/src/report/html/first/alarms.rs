//! Completeness alarms, a sentence each.

use maud::{Markup, html};

use crate::report::summary::*;
use crate::report::words::{count, counted};

/// Most alarms printed on the first page; the section holds the rest.
const ON_FIRST_PAGE: usize = 3;
/// Most characters of sentences there, some ten lines of print. A sentence is printed whole or not at
/// all, for its end says that the cause is unknown.
const SENTENCES_CHARS: usize = 1_050;

/// The largest alarms, or that there is none and how much was judged.
pub(in crate::report::html) fn in_short(summary: &Summary) -> Markup {
    match &summary.completeness {
        Answer::Known(found) if found.alarms.is_empty() => calm(&none_raised(found)),
        Answer::Known(found) => raised(found),
        Answer::NotInThisExtract { not_in_this_extract } => {
            calm(&format!("Not in this extract. {not_in_this_extract}"))
        }
    }
}

fn calm(sentence: &str) -> Markup {
    html! { p.calm { (sentence) } }
}

fn raised(found: &CompletenessEntry) -> Markup {
    let shown = n_shown(found);
    let more = found.alarms.len().saturating_sub(shown) as u64;
    html! {
        @for alarm in found.alarms.iter().take(shown) {
            p.alarm { strong { "Fewer than expected. " } (alarm.sentence) }
        }
        @if more > 0 { p { "And " a href="#completeness" { (counted(more, "more alarm", "more alarms")) } "." } }
    }
}

/// How many alarms the first page has room for: one at least.
pub(super) fn n_shown(found: &CompletenessEntry) -> usize {
    let mut room = SENTENCES_CHARS;
    let fits = |alarm: &&AlarmEntry| {
        let chars = alarm.sentence.chars().count();
        let fits = chars <= room;
        room = room.saturating_sub(chars);
        fits
    };
    found.alarms.iter().take(ON_FIRST_PAGE).take_while(fits).count().max(1).min(found.alarms.len())
}

/// What was judged and what could not be, when nothing was raised.
pub(in crate::report::html) fn none_raised(found: &CompletenessEntry) -> String {
    let judged = found.assessed.saturating_sub(found.too_short);
    let combinations = "combinations of force, category and period";
    match (judged, found.too_short) {
        (0, short) => format!(
            "No alarm could be raised: all {} {combinations} belong to series too short to judge.",
            count(short)
        ),
        (judged, 0) => format!("No alarm. {} {combinations} judged, none below its limits.", count(judged)),
        (judged, short) => format!(
            "No alarm. {} {combinations} judged, none below its limits; {} more in series too short to judge.",
            count(judged),
            count(short)
        ),
    }
}
