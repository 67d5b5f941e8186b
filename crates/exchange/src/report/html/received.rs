//! What was received: rows by file, notes on them, number series, quiet channels, quarantine.

use maud::{Markup, html};

use super::Evidence;
use super::table::{cell, number, reference, sentences, table, words};
use crate::limits::REPORT_ROWS;
use crate::quarantine::Quarantined;
use crate::report::summary::*;
use crate::report::words::{count, counted, day, whole};

/// The section.
pub(super) fn section(summary: &Summary, evidence: &Evidence) -> Markup {
    html! {
        h2 id="received" { "What was received" }
        p { "By source, channel and day in reconciliation.csv. A row whose reference came before with other content (a row per person or offence) is accepted and grouped into one record: Records, on the first page, counts after grouping. Rows without a reference are separate events." }
        (files(summary))
        (channels(summary))
        (coverage(summary))
        (notes(summary))
        (series(summary))
        (quiet(summary))
        @if !evidence.quarantine.is_empty() { (quarantine(summary, evidence)) }
    }
}

fn files(summary: &Summary) -> Markup {
    let columns = [
        words("File"),
        words("Table"),
        number("Received"),
        number("Accepted"),
        number("Quarantined"),
        number("Duplicate"),
        number("Grouped"),
    ];
    let row = |t: &TableEntry| {
        let numbers = [t.received, t.accepted, t.quarantined, t.duplicate, t.grouped];
        [cell(&t.source), cell(&t.table)].into_iter().chain(numbers.map(|n| cell(count(n)))).collect()
    };
    table("Rows by file", &columns, summary.tables.iter().map(row).collect())
}

fn coverage(summary: &Summary) -> Markup {
    let columns = [words("Table"), words("First day"), words("Last day"), number("Days before the rest")];
    let row = |c: &CoverageEntry| {
        vec![
            cell(&c.table),
            cell(day(&c.first_day)),
            cell(day(&c.last_day)),
            cell(c.stops_days_early.to_string()),
        ]
    };
    html! {
        @if !summary.reconciliation.coverage.is_empty() {
            (table("Days covered", &columns, summary.reconciliation.coverage.iter().map(row).collect()))
        }
        @if !summary.crimes_by_status.is_empty() {
            (table("Crime records by status", &[words("Status"), number("Records")], summary.crimes_by_status.iter().map(|s| vec![cell(&s.status), cell(count(s.crimes))]).collect()))
        }
    }
}

fn channels(summary: &Summary) -> Markup {
    let columns = [
        words("Channel"),
        words("File"),
        number("Received"),
        number("Accepted"),
        number("Quarantined"),
        number("Duplicate"),
    ];
    let row = |c: &ChannelEntry| {
        let name = if c.channel.is_empty() { "not stated" } else { &c.channel };
        let numbers = [c.received, c.accepted, c.quarantined, c.duplicate];
        [cell(name), cell(&c.source)].into_iter().chain(numbers.map(|n| cell(count(n)))).collect()
    };
    let all = &summary.reconciliation.channels;
    html! {
        @if all.iter().any(|c| !c.channel.is_empty()) {
            (table("Rows by channel", &columns, all.iter().take(REPORT_ROWS).map(row).collect()))
            @if all.len() > REPORT_ROWS { p.note { "Showing " (REPORT_ROWS) " of " (all.len()) "; summary.json holds all." } }
        } @else {
            p { "Rows by channel: not in this extract. No row states its channel." }
        }
    }
}

fn notes(summary: &Summary) -> Markup {
    let sum = |part: fn(&TableEntry) -> u64| summary.tables.iter().map(part).sum::<u64>();
    let without_reference = sum(|t| t.without_reference);
    let identical = sum(|t| t.identical_without_reference);
    let notes = [
        (
            without_reference,
            format!(
                "accepted without a reference; {} of them identical to another and counted as events of their own",
                count(identical)
            ),
        ),
        (
            sum(|t| t.counted_in_another_file),
            "counts that an earlier file gave otherwise: both are added, look which edition holds".into(),
        ),
        (sum(|t| t.clock_change_times), "with a time inside a clock change: flagged, not guessed".into()),
        (
            summary.files.iter().map(|f| f.set_aside).sum(),
            "for tables that were not asked for, by the mapping's row filters".into(),
        ),
        (
            summary.files.iter().map(|f| f.windows_1252_lines).sum(),
            "not in UTF-8, read as Windows-1252".into(),
        ),
        (
            summary.reconciliation.dated_after_as_at,
            "dated after the as-at day and left out of the measures".into(),
        ),
        (summary.reconciliation.undated, "without a date".into()),
    ];
    html! {
        @if notes.iter().any(|(n, _)| *n > 0) {
            ul { @for (n, note) in notes.iter().filter(|(n, _)| *n > 0) { li { (counted(*n, "row", "rows")) " " (note) "." } } }
            p.note { "findings.csv names those with a time inside a clock change, after the as-at day or without a date." }
        }
    }
}

fn series(summary: &Summary) -> Markup {
    let columns = [
        reference("Series"),
        words("Table"),
        number("From"),
        number("To"),
        number("Present"),
        number("Missing"),
        sentences("First missing"),
    ];
    let row = |s: &SeriesEntry| {
        let first = s.ranges.iter().take(5).cloned().collect::<Vec<_>>().join("; ");
        let numbers = [s.first.to_string(), s.last.to_string(), count(s.present), count(s.missing), first];
        [cell(&s.series), cell(&s.table)].into_iter().chain(numbers.map(cell)).collect()
    };
    let all = &summary.reconciliation.series;
    html! {
        @if all.is_empty() {
            p { "Gaps in number series: not in this extract. " (no_series(summary)) }
        } @else {
            (table("Number series", &columns, all.iter().take(REPORT_ROWS).map(row).collect()))
            @if all.len() > REPORT_ROWS { p.note { "Showing " (REPORT_ROWS) " of " (all.len()) "; summary.json holds all." } }
        }
    }
}

fn no_series(summary: &Summary) -> &'static str {
    let has_records = summary.received.iter().any(|t| t.table == "incidents" || t.table == "crimes");
    if has_records { "Its references form no gap-free series." } else { "Counts carry no references." }
}

fn quiet(summary: &Summary) -> Markup {
    let columns = [words("Channel"), reference("From"), reference("To"), number("Rows"), number("Expected")];
    let row = |q: &QuietEntry| {
        vec![
            cell(&q.channel),
            cell(day(&q.from)),
            cell(day(&q.to)),
            cell(count(q.rows)),
            cell(whole(q.expected)),
        ]
    };
    let all = &summary.reconciliation.quiet_channels;
    html! {
        @if !all.is_empty() {
            (table("Channels gone quiet", &columns, all.iter().take(REPORT_ROWS).map(row).collect()))
            @if all.len() > REPORT_ROWS { p.note { "Showing " (REPORT_ROWS) " of " (all.len()) "; summary.json holds all." } }
        }
    }
}

fn quarantine(summary: &Summary, evidence: &Evidence) -> Markup {
    let columns = [words("File"), number("Line"), words("Column"), sentences("Reason")];
    let row =
        |q: &Quarantined| vec![cell(&q.source), cell(q.line.to_string()), cell(&q.column), cell(&q.reason)];
    let n: u64 = summary.received.iter().map(|total| total.quarantined).sum();
    html! {
        (table("Quarantined rows", &columns, evidence.quarantine.iter().map(row).collect()))
        p.note { "Showing " (evidence.quarantine.len()) " of " (count(n)) "; quarantine.csv holds all, with the values." }
    }
}
