//! Where to look: what a person should open next, most pressing first.

use maud::{Markup, html};

use crate::report::html::completeness::furthest_below;
use crate::report::summary::*;
use crate::report::words::{count, counted, cut, day, grouped, is_named, period, whole};

/// Quiet spells named one by one before the rest are counted.
const QUIET_NAMED: usize = 1;
/// Longest channel name printed on the first page.
const NAME_CHARS: usize = 40;

/// The list, or that nothing stands out.
pub(super) fn list(found: &[Markup]) -> Markup {
    html! {
        @if found.is_empty() { p { "Nothing in this extract calls for a look." } }
        @else { ul { @for one in found { li { (one) } } } }
    }
}

/// Everything to look at.
pub(super) fn all(summary: &Summary) -> Vec<Markup> {
    let mut found = Vec::new();
    found.extend(summary.unlinked_incidents.known().and_then(unlinked));
    found.extend(summary.timeliness.known().into_iter().flat_map(late));
    found.extend(summary.reconciliation.coverage.iter().filter_map(stops_early));
    found.extend(summary.completeness.known().and_then(absent));
    found.extend(summary.reconciliation.missing_numbers.gt(&0).then(|| missing(summary)));
    found.extend(quiet(&summary.reconciliation.quiet_channels));
    found.extend(summary.links.known().into_iter().flat_map(links));
    found.extend(quarantined(summary));
    found.extend(summary.completeness.known().and_then(lowest));
    found.extend(summary.sample.known().and_then(sample));
    found
}

fn unlinked(u: &UnlinkedEntry) -> Option<Markup> {
    let n = u.with_no_crime_linked.k;
    (n > 0).then(|| html! { a href="#unlinked" { (counted(n, "incident", "incidents")) " to read" } ", crime-related with no crime linked, most pressing first" })
}

fn late(t: &TimelinessEntry) -> Vec<Markup> {
    let mut found = Vec::new();
    if t.late > 0 {
        found.push(html! { a href="#timeliness" { (counted(t.late, "crime", "crimes")) " recorded late" } ", longest first" });
    }
    if t.recorded_before_received > 0 {
        found.push(html! { (counted(t.recorded_before_received, "crime", "crimes")) " recorded before received: a date or a reference is wrong (findings.csv)" });
    }
    found
}

fn stops_early(table: &CoverageEntry) -> Option<Markup> {
    (table.stops_days_early > 0).then(|| html! { "The " (table.table) " end on " (day(&table.last_day)) ", " (counted(table.stops_days_early as u64, "day", "days")) " before the rest: ask whether the extract is whole" })
}

fn absent(found: &CompletenessEntry) -> Option<Markup> {
    let n = found.absent.len() as u64;
    (n > 0).then(|| html! { a href="#completeness" { (counted(n, "stretch", "stretches")) " without any rows" } ": ask whether a file is missing" })
}

fn missing(summary: &Summary) -> Markup {
    let n = summary.reconciliation.missing_numbers;
    html! { a href="#received" { (counted(n, "number", "numbers")) " missing" } " from number series" }
}

/// Where every channel fell silent at once, that is said once and not channel by channel.
fn quiet(spells: &[QuietEntry]) -> Vec<Markup> {
    let silent = |at: &QuietEntry| at.channel == "all channels";
    let whole: Vec<&QuietEntry> = spells.iter().filter(|at| silent(at)).collect();
    let covered = |at: &QuietEntry| whole.iter().any(|all| all.from <= at.from && at.to <= all.to);
    let apart: Vec<&QuietEntry> = spells.iter().filter(|at| silent(at) || !covered(at)).collect();
    let more = apart.len().saturating_sub(QUIET_NAMED) as u64;
    let mut found: Vec<Markup> = apart.iter().take(QUIET_NAMED).map(|at| spell(at)).collect();
    if more > 0 {
        found.push(html! { (counted(more, "more quiet spell", "more quiet spells")) ": " a href="#received" { "what was received" } });
    }
    found
}

fn spell(at: &QuietEntry) -> Markup {
    let who = if at.channel == "all channels" {
        "All channels".into()
    } else if at.channel == "recorded crimes" {
        "Recorded crimes".into()
    } else {
        format!("Channel \"{}\"", cut(&at.channel, NAME_CHARS))
    };
    html! { (who) " quiet from " (day(&at.from)) " to " (day(&at.to)) ": " (counted(at.rows, "row", "rows")) " where " (whole(at.expected)) " were expected" }
}

fn links(links: &LinksEntry) -> Vec<Markup> {
    let mut found = Vec::new();
    let checks: Vec<String> =
        links.checks_failed.iter().map(|c| format!("{} {}", c.check, count(c.links))).collect();
    if !checks.is_empty() {
        found.push(html! { a href="#links" { "Linked pairs that disagree" } ": " (checks.join(", ")) });
    }
    if links.dangling_references > 0 {
        found.push(html! { (counted(links.dangling_references, "reference names a record", "references name records")) " not in the extract (findings.csv)" });
    }
    found
}

fn quarantined(summary: &Summary) -> Option<Markup> {
    let n: u64 = summary.received.iter().map(|t| t.quarantined).sum();
    (n > 0).then(|| html! { a href="#received" { (counted(n, "row", "rows")) " quarantined" } ", to correct and send again" })
}

/// With no alarm there is still a lowest figure; it is named so that nobody has to search for it.
fn lowest(found: &CompletenessEntry) -> Option<Markup> {
    if !found.alarms.is_empty() {
        return Some(
            html! { a href="#completeness" { "Completeness" } ": ask whoever sent the rows whether the periods of the alarms are whole, and count them again at the source" },
        );
    }
    let point = furthest_below(&found.series).first().copied()?;
    let (expected, low, high) = (point.expected?, point.low?, point.high?);
    ((point.observed as f64) < expected).then(|| html! {
        a href="#completeness" { "Lowest against expectation" } ", yet inside its limits: " (whose(point)) (period(&point.period)) ", " (grouped(point.observed)) " crimes where " (whole(expected)) " (" (whole(low)) " to " (whole(high)) ") were expected"
    })
}

/// The force before its period; an extract of one unnamed force needs no name.
fn whose(point: &SeriesPoint) -> String {
    if is_named(&point.force) { format!("{}, ", cut(&point.force, NAME_CHARS)) } else { String::new() }
}

fn sample(sample: &SampleEntry) -> Option<Markup> {
    let least = sample.needed.iter().map(|one| one.incidents).min()?;
    let most = sample.needed.iter().map(|one| one.incidents).max()?;
    let how_many = if least == most { count(least) } else { format!("{} to {}", count(least), count(most)) };
    Some(
        html! { "To know the recording rate to within 2 points, audit " (how_many) " incidents: " a href="#sample" { "a first sample is drawn" } },
    )
}
