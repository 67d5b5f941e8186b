//! What could not be measured, and why: said on the first page, so that silence is not taken for good
//! news.

use maud::{Markup, html};

use crate::report::summary::*;
use crate::report::words::{count, counted};

/// Reasons printed on the first page; the sections below hold every one.
const ON_FIRST_PAGE: usize = 6;

/// The reasons, each with what it stands in the way of.
pub(super) fn list(reasons: &[Reason]) -> Markup {
    let more = reasons.len().saturating_sub(ON_FIRST_PAGE) as u64;
    html! {
        ul {
            li { "The recording rate: no extract can show it, only an audit of incidents." }
            @for (why, what) in reasons.iter().take(ON_FIRST_PAGE) { li { (joined(what)) ": " (why) } }
            @if more > 0 { li { (counted(more, "more reason", "more reasons")) " in the sections below." } }
        }
    }
}

type Gap = (String, String);
/// Why, and what it stands in the way of.
pub(super) type Reason = (String, Vec<String>);

/// Every reason.
pub(super) fn reasons(summary: &Summary) -> Vec<Reason> {
    by_reason(everything(summary))
}

fn by_reason(gaps: Vec<Gap>) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = Vec::new();
    for (what, why) in gaps {
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, whats)) => whats.push(what),
            None => reasons.push((why, vec![what])),
        }
    }
    reasons
}

fn everything(summary: &Summary) -> Vec<Gap> {
    let mut gaps = Vec::new();
    gaps.extend(gap("Completeness", &summary.completeness));
    gaps.extend(summary.completeness.known().and_then(too_short));
    gaps.extend(gap("Recording within 24 hours", &summary.timeliness));
    gaps.extend(summary.timeliness.known().into_iter().flat_map(timeliness));
    gaps.extend(gap("Links", &summary.links));
    gaps.extend(gap("Crime-related incidents with no crime", &summary.unlinked_incidents));
    gaps.extend(gap("Domestic abuse with no crime", &summary.domestic_abuse));
    gaps.extend(summary.domestic_abuse.known().and_then(|d| gap("Safeguarding", &d.safeguarded)));
    gaps.extend(gap("An audit sample", &summary.sample));
    gaps.extend(records(summary));
    gaps
}

fn gap<T>(what: &str, answer: &Answer<T>) -> Option<Gap> {
    answer.why_not().map(|why| (what.into(), lower_first(why)))
}

fn lower_first(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn joined(what: &[String]) -> String {
    let rest = what.iter().skip(1).map(|one| lower_first(one));
    what.iter().take(1).cloned().chain(rest).collect::<Vec<_>>().join("; ")
}

fn too_short(found: &CompletenessEntry) -> Option<Gap> {
    let what =
        format!("Completeness of {} of {} combinations", count(found.too_short), count(found.assessed));
    (found.too_short > 0).then(|| (what, "their series are too short.".into()))
}

fn timeliness(t: &TimelinessEntry) -> Vec<Gap> {
    let what = |crimes| format!("Time to record of {}", counted(crimes, "crime", "crimes"));
    let mut gaps: Vec<Gap> =
        t.not_measurable.iter().map(|one| (what(one.crimes), format!("{}.", one.reason))).collect();
    gaps.extend(gap("Where the time of late crimes went", &t.stages));
    gaps
}

fn records(summary: &Summary) -> Vec<Gap> {
    let r = &summary.reconciliation;
    let has_records = summary.received.iter().any(|t| t.table == "incidents" || t.table == "crimes");
    let mut gaps = Vec::new();
    if has_records && r.series.is_empty() {
        gaps.push(("Gaps in numbering".into(), "the references form no gap-free series.".into()));
    }
    if r.undated > 0 {
        gaps.push((
            counted(r.undated, "record", "records"),
            "without a date, left out of every measure of time.".into(),
        ));
    }
    if r.dated_after_as_at > 0 {
        gaps.push((
            counted(r.dated_after_as_at, "record", "records"),
            "dated after the as-at day, left out.".into(),
        ));
    }
    gaps
}
