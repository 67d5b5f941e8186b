//! 24-hour recording: the shares, the plot with its table, where the time went, the late list.

use maud::{Markup, html};

use super::table::{CELL_CHARS, cell, number, reference, table, words};
use super::{Evidence, not_in_this_extract};
use crate::fault::Fault;
use crate::report::plot;
use crate::report::summary::*;
use crate::report::words::{answered, count, counted, cut, duration, wall_time, whole};

/// The section.
///
/// # Errors
/// [`Fault::Report`] where the plot cannot be drawn.
pub(super) fn section(summary: &Summary, evidence: &Evidence) -> Result<Markup, Fault> {
    let content = match &summary.timeliness {
        Answer::Known(t) => html! {
            (shares(t))
            (elapsed(t)?)
            (stages(t))
            @if !evidence.late.is_empty() { (late(t, evidence, &summary.zone)) }
        },
        answer => not_in_this_extract(answer),
    };
    Ok(html! { h2 id="timeliness" { "24-hour recording" } (content) })
}

fn shares(t: &TimelinessEntry) -> Markup {
    html! {
        p { "From the earliest receipt by any channel to the time recorded, in elapsed hours; exact across both clock changes." }
        ul {
            li { "Within 24 hours: " (answered(&t.within_24_hours)) }
            li { "On the day of receipt: " (answered(&t.same_day)) }
            @if t.by_probable_link > 0 { li { (counted(t.by_probable_link, "receipt rests", "receipts rest")) " on a probable link, not on a recorded reference." } }
            @if t.late_by_doubtful_link > 0 { li { (counted(t.late_by_doubtful_link, "late crime rests", "late crimes rest")) " on a link that fails a check (findings.csv): a wrong reference makes a crime look months late and fills the hours of the stages below. Read these first." } }
            @for one in &t.not_measurable { li { "Not measurable for " (counted(one.crimes, "crime", "crimes")) ": " (one.reason) "." } }
            @if t.recorded_before_received > 0 { li { (counted(t.recorded_before_received, "crime was", "crimes were")) " recorded before received: counted apart, named in findings.csv." } }
        }
    }
}

fn elapsed(t: &TimelinessEntry) -> Result<Markup, Fault> {
    if t.elapsed.is_empty() {
        return Ok(html! {});
    }
    let columns = [words("First receipt to record"), number("Crimes"), words("Against the limit")];
    let against = |bin: &ElapsedBin| if bin.late { "late" } else { "within 24 hours" };
    let row = |bin: &ElapsedBin| vec![cell(&bin.elapsed), cell(count(bin.crimes)), cell(against(bin))];
    let picture = plot::elapsed(&t.elapsed)?;
    Ok(html! { (picture) (table("Crimes by elapsed time", &columns, t.elapsed.iter().map(row).collect())) })
}

fn stages(t: &TimelinessEntry) -> Markup {
    let columns =
        [words("Stage"), number("Late crimes with it"), number("Hours in it"), number("Longest stage for")];
    let row = |s: &StageEntry| {
        vec![cell(&s.stage), cell(count(s.crimes)), cell(whole(s.hours)), cell(count(s.longest_for))]
    };
    html! {
        h3 { "Where the time of late crimes went" }
        @match &t.stages {
            Answer::Known(stages) => (table("Stages of late crimes", &columns, stages.iter().map(row).collect())),
            answer => (not_in_this_extract(answer)),
        }
    }
}

fn late(t: &TimelinessEntry, evidence: &Evidence, zone: &str) -> Markup {
    let columns = [
        reference("Crime"),
        reference("Incident"),
        reference("First receipt"),
        reference("Recorded"),
        number("Elapsed"),
        reference("Longest stage"),
    ];
    let row = |cells: &Vec<String>| {
        cells
            .iter()
            .enumerate()
            .map(|(at, text)| {
                cell(if at == 4 { hours(text) } else { cut(&wall_time(text, zone), CELL_CHARS) })
            })
            .collect()
    };
    html! {
        h3 { "Late crimes" }
        (table("Late crimes, longest first", &columns, evidence.late.iter().map(row).collect()))
        p.note { "Showing " (evidence.late.len()) " of " (count(t.late)) ", times in " (zone) "; late.csv holds all." }
    }
}

fn hours(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), duration)
}
