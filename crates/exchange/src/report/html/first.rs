//! The first page: what was received and that it adds up, alarms in a sentence, the six figures, where
//! to look, what could not be measured. Every list on it is bounded, so that it prints on one side of
//! A4 whatever the extract holds.

mod alarms;
mod look;
mod unmeasured;

use maud::{Markup, html};

use super::table::{cell, number, table, words};
use super::tiles::tiles;
use crate::report::summary::*;
use crate::report::words::{count, day};

pub(super) use alarms::none_raised;

/// Past so many lines of lists, an alarm counting as two, the page is printed in smaller letters.
const DENSE: usize = 11;

/// The whole first page.
pub(super) fn page(summary: &Summary) -> Markup {
    let (look, unmeasured) = (look::all(summary), unmeasured::reasons(summary));
    let n_alarms = summary.completeness.known().map_or(0, alarms::n_shown);
    let dense = look.len().max(unmeasured.len()) + 2 * n_alarms > DENSE;
    html! {
        div.first.dense[dense] {
            h1 { "Crime data integrity check" }
            p.period { (period(summary)) }
            h2 { "Rows received" }
            (received(summary))
            h2 { "Completeness alarms" }
            (alarms::in_short(summary))
            h2 { "Six figures" }
            (tiles(summary))
            div.columns {
                div { h2 { "Where to look" } (look::list(&look)) }
                div { h2 { "What could not be measured" } (unmeasured::list(&unmeasured)) }
            }
        }
    }
}

fn period(summary: &Summary) -> String {
    match (&summary.first_day, &summary.last_day) {
        (Some(first), Some(last)) => format!(
            "Records dated {} to {}, measured as at the end of {}.",
            day(first),
            day(last),
            day(&summary.as_at)
        ),
        _ => "Counts by period were read; no record is dated to a day.".into(),
    }
}

fn received(summary: &Summary) -> Markup {
    let columns = [
        words("Table"),
        number("Received"),
        number("Accepted"),
        number("Quarantined"),
        number("Duplicate"),
        number("Records"),
    ];
    let row = |t: &TotalEntry| {
        let numbers = [t.received, t.accepted, t.quarantined, t.duplicate, t.records];
        std::iter::once(cell(&t.table)).chain(numbers.map(|n| cell(count(n)))).collect()
    };
    html! {
        (table("Rows by table", &columns, summary.received.iter().map(row).collect()))
        p { (adds_up(summary)) }
    }
}

/// The three against what was received: said only where it holds.
fn adds_up(summary: &Summary) -> Markup {
    let sum = |part: fn(&TotalEntry) -> u64| summary.received.iter().map(part).sum::<u64>();
    let (received, accepted) = (sum(|t| t.received), sum(|t| t.accepted));
    let (quarantined, duplicate) = (sum(|t| t.quarantined), sum(|t| t.duplicate));
    let adds_up = accepted + quarantined + duplicate == received;
    html! {
        strong { (count(received)) " rows received" } " = " (count(accepted)) " accepted + " (count(quarantined))
        " quarantined + " (count(duplicate)) " duplicate. "
        @if adds_up { "Every row is accounted for." } @else { strong { "These do not add up: do not rely on this report." } }
    }
}
