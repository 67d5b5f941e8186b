//! The six figures of the first page, each with its n, interval and method, or why it has none.

use maud::{Markup, html};

use crate::report::summary::*;
use crate::report::words::{count, duration, interval, method, percent};

/// The six, always the same six in the same order.
pub(super) fn tiles(summary: &Summary) -> Markup {
    let t = summary.timeliness.known();
    let late = |answer: Option<&'_ str>| answer.or(summary.timeliness.why_not()).map(str::to_owned);
    let within = t.map(|t| &t.within_24_hours);
    let median = t.map(|t| &t.median_hours);
    let tenth = t.map(|t| &t.percentile_90_hours);
    html! {
        ul.tiles {
            (tile("Recorded within 24 hours of first receipt", within.and_then(Answer::known).map(share), late(within.and_then(Answer::why_not))))
            (tile("Half are recorded within (median)", median.and_then(Answer::known).map(quantile), late(median.and_then(Answer::why_not))))
            (tile("Nine in ten are recorded within", tenth.and_then(Answer::known).map(quantile), late(tenth.and_then(Answer::why_not))))
            (tile("Crimes with an incident linked", summary.links.known().map(|l| share(&l.crimes_linked)), why(&summary.links)))
            (tile("Crime-related incidents with no crime linked", summary.unlinked_incidents.known().map(unlinked), why(&summary.unlinked_incidents)))
            (tile("Domestic abuse incidents with no crime linked", summary.domestic_abuse.known().map(domestic_abuse), why(&summary.domestic_abuse)))
        }
    }
}

fn why<T>(answer: &Answer<T>) -> Option<String> {
    answer.why_not().map(str::to_owned)
}

fn tile(what: &str, figure: Option<Markup>, why_not: Option<String>) -> Markup {
    html! {
        li {
            span.what { (what) }
            @match figure {
                Some(figure) => (figure),
                None => {
                    span.figure.none { "Not in this extract" }
                    span.how { (why_not.unwrap_or_default()) }
                }
            }
        }
    }
}

fn share(figure: &ShareFigure) -> Markup {
    html! {
        span.figure { (percent(figure.value)) }
        span.how { (count(figure.k)) " of " (count(figure.n)) "; " (interval(figure)) }
    }
}

fn quantile(figure: &QuantileFigure) -> Markup {
    html! {
        span.figure { (duration(figure.value)) }
        span.how {
            "n = " (count(figure.n)) "; 95% interval " (duration(figure.low)) " to " (duration(figure.high))
            ", " (method(&figure.method))
        }
    }
}

/// The count stands first, for it is a list to read: as a rate it would be taken for crimes missed.
fn unlinked(found: &UnlinkedEntry) -> Markup {
    let figure = &found.with_no_crime_linked;
    html! {
        span.figure { (count(figure.k)) " to read" }
        span.how { "of " (count(figure.n)) ": " (percent(figure.value)) "; " (interval(figure)) }
        span.plain { "A list to read, not a rate of missed crimes: some may rightly have no crime." }
    }
}

fn domestic_abuse(found: &DomesticAbuseEntry) -> Markup {
    let figure = &found.with_no_crime_linked;
    html! {
        span.figure { (count(figure.k)) " to read" }
        span.how { "of " (count(figure.n)) ": " (percent(figure.value)) "; " (interval(figure)) }
        @if let Some(safe) = found.safeguarded.known() {
            span.plain { "Safeguarding is noted for " (count(safe.k)) " of these " (count(safe.n)) ". A list to read: some may rightly have no crime." }
        } @else {
            span.plain { "A list to read, not a rate of missed crimes. Safeguarding: not in this extract." }
        }
    }
}
