//! `report.html`: one file that opens anywhere, its first printed page all that a deputy chief
//! constable needs. No script, no outside resource.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::fault::Fault;
use crate::limits::REPORT_ROWS;
use crate::quarantine::Quarantined;
use crate::report::plot;
use crate::report::summary::*;

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
    let body = html! {
        div.first {
            h1 { "Crime data integrity check" }
            (period(summary))
            (accounted(summary))
            (alarms_in_short(summary))
            ul.tiles { (tiles(summary)) }
            (where_to_look(summary))
        }
        (contents())
        (received_section(summary, evidence))
        (completeness_section(summary)?)
        (links_section(summary))
        (timeliness_section(summary, evidence)?)
        (unlinked_section(summary, evidence))
        (sample_section(summary))
        (settings_section(summary))
    };
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:";
                title { "Crime data integrity check, as at " (summary.as_at) " - Onrecord" }
                style { (PreEscaped(include_str!("style.css"))) }
            }
            body {
                a.skip href="#main" { "Skip to main content" }
                header { div.wrap { p.name { "Onrecord" } p { "Every report of crime on record, right the first time, and proved" } } }
                main.wrap id="main" { (body) }
                footer { div.wrap {
                    p { "Made by " (summary.program) ". Each figure stands with its n, interval and method; what the extract does not hold is said, never guessed. The CSV files and summary.json beside this page hold everything." }
                } }
            }
        }
    };
    Ok(page.into_string())
}

fn period(summary: &Summary) -> Markup {
    html! {
        p {
            @match (&summary.first_day, &summary.last_day) {
                (Some(first), Some(last)) => { "Records dated " (first) " to " (last) ", measured as at the end of " (summary.as_at) "." }
                _ => { "No record is dated to a day. Counts were read." }
            }
        }
    }
}

fn accounted(summary: &Summary) -> Markup {
    let sum = |part: fn(&TotalEntry) -> u64| summary.received.iter().map(part).sum::<u64>();
    let (received, accepted) = (sum(|t| t.received), sum(|t| t.accepted));
    let (quarantined, duplicate) = (sum(|t| t.quarantined), sum(|t| t.duplicate));
    html! {
        p {
            strong { (count(received)) " rows received" } " = " (count(accepted)) " accepted + " (count(quarantined)) " quarantined + " (count(duplicate)) " duplicate. "
            "Every row is accounted for."
        }
    }
}

fn alarms_in_short(summary: &Summary) -> Markup {
    html! {
        @match &summary.completeness {
            Answer::Known(found) if !found.alarms.is_empty() => {
                @for alarm in found.alarms.iter().take(3) {
                    p.alarm { strong { "Fewer than expected. " } (alarm.sentence) }
                }
                @if found.alarms.len() > 3 { p { "and " (found.alarms.len() - 3) " more: " a href="#completeness" { "all completeness alarms" } "." } }
            }
            Answer::Known(found) => {
                p.calm { "No completeness alarm: " (count(found.assessed)) " force, category and period combinations assessed, " (count(found.too_short)) " of them with too short a series to say." }
            }
            Answer::NotInThisExtract { not_in_this_extract } => {
                p.calm { "Completeness: not in this extract. " (not_in_this_extract) }
            }
        }
    }
}

fn tiles(summary: &Summary) -> Markup {
    let timeliness = summary.timeliness.known();
    let why_not = summary.timeliness.why_not();
    html! {
        (share_tile("Recorded within 24 hours of first receipt", timeliness.map(|t| &t.within_24_hours), why_not))
        (quantile_tile("Median time to record", timeliness.map(|t| &t.median_hours), why_not))
        (quantile_tile("Nine in ten recorded within", timeliness.map(|t| &t.percentile_90_hours), why_not))
        (share_tile_of("Crimes with an incident linked", summary.links.known().map(|l| &l.crimes_linked), summary.links.why_not()))
        (share_tile_of("Crime-related incidents with no crime linked", summary.unlinked_incidents.known().map(|u| &u.with_no_crime_linked), summary.unlinked_incidents.why_not()))
        (share_tile_of("Domestic abuse incidents with no crime linked", summary.domestic_abuse.known().map(|d| &d.with_no_crime_linked), summary.domestic_abuse.why_not()))
    }
}

fn share_tile(what: &str, answer: Option<&Answer<ShareFigure>>, why_not: Option<&str>) -> Markup {
    share_tile_of(what, answer.and_then(Answer::known), why_not.or(answer.and_then(Answer::why_not)))
}

fn share_tile_of(what: &str, figure: Option<&ShareFigure>, why_not: Option<&str>) -> Markup {
    html! {
        li {
            span.what { (what) }
            @match figure {
                Some(figure) => {
                    span.figure { (percent(figure.value)) }
                    span.how { (count(figure.k)) " of " (count(figure.n)) "; 95% interval " (percent(figure.low)) " to " (percent(figure.high)) " (" (figure.method) ")" }
                }
                None => (no_figure(why_not))
            }
        }
    }
}

fn quantile_tile(what: &str, answer: Option<&Answer<QuantileFigure>>, why_not: Option<&str>) -> Markup {
    html! {
        li {
            span.what { (what) }
            @match answer.and_then(Answer::known) {
                Some(figure) => {
                    span.figure { (figure.value) " hours" }
                    span.how { "n = " (count(figure.n)) "; 95% interval " (figure.low) " to " (figure.high) " hours (" (figure.method) ")" }
                }
                None => (no_figure(why_not.or(answer.and_then(Answer::why_not))))
            }
        }
    }
}

fn no_figure(why_not: Option<&str>) -> Markup {
    html! {
        span.figure.none { "Not in this extract" }
        span.how { (why_not.unwrap_or_default()) }
    }
}

fn where_to_look(summary: &Summary) -> Markup {
    html! {
        h3 { "Where to look" }
        ul {
            @if let Some(t) = summary.timeliness.known() {
                @if t.late > 0 { li { (count(t.late)) " crimes recorded late: " a href="#timeliness" { "24-hour recording" } " and late.csv" } }
                @if t.recorded_before_received > 0 { li { (count(t.recorded_before_received)) " crimes recorded before they were received: a date is wrong or a reference is" } }
            }
            @if let Some(u) = summary.unlinked_incidents.known() {
                li { (count(u.with_no_crime_linked.k)) " crime-related incidents with no crime linked, most pressing first: " a href="#unlinked" { "the list" } }
            }
            @if let Some(links) = summary.links.known() {
                @for check in &links.checks_failed { li { (count(check.links)) " linked pairs fail a check: " (check.check) } }
                @if links.dangling_references > 0 { li { (count(links.dangling_references)) " references name a record that is not in the extract" } }
            }
            @if summary.reconciliation.missing_numbers > 0 { li { (count(summary.reconciliation.missing_numbers)) " numbers missing from number series: " a href="#received" { "received" } } }
            @for quiet in &summary.reconciliation.quiet_channels {
                li { "Channel \"" (quiet.channel) "\" was quiet from " (quiet.from) " to " (quiet.to) ": " (count(quiet.rows)) " rows where " (quiet.expected) " were expected" }
            }
            @if let Some(sample) = summary.sample.known() {
                li { "To know the recording rate to within 2 points, audit about " (needed(sample)) ": " a href="#sample" { "the first sample" } }
            }
        }
    }
}

fn needed(sample: &SampleEntry) -> String {
    let parts: Vec<String> =
        sample.needed.iter().map(|one| format!("{} incidents if it is near {}", count(one.incidents), percent(one.rate))).collect();
    parts.join(", ")
}

fn contents() -> Markup {
    html! {
        nav.contents aria-label="Contents" {
            h2 { "Contents" }
            ul {
                li { a href="#received" { "What was received" } }
                li { a href="#completeness" { "Completeness" } }
                li { a href="#links" { "Which incident led to which crime" } }
                li { a href="#timeliness" { "24-hour recording" } }
                li { a href="#unlinked" { "Crime-related incidents with no crime linked" } }
                li { a href="#sample" { "A first audit sample" } }
                li { a href="#settings" { "Settings and files" } }
            }
        }
    }
}

/// A table that scrolls inside itself on a narrow screen and can be reached by keyboard.
fn table(caption: &str, header: &[(&str, bool)], rows: Vec<Vec<Markup>>) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr { @for (name, numeric) in header { th.n[*numeric] scope="col" { (name) } } } }
                tbody {
                    @for row in rows {
                        tr { @for (cell, (_, numeric)) in row.into_iter().zip(header) { td.n[*numeric] { (cell) } } }
                    }
                }
            }
        }
    }
}

fn cell(text: impl AsRef<str>) -> Markup {
    html! { (text.as_ref()) }
}

fn received_section(summary: &Summary, evidence: &Evidence) -> Markup {
    let header =
        [("File", false), ("Table", false), ("Received", true), ("Accepted", true), ("Quarantined", true), ("Duplicate", true), ("Grouped", true)];
    let row = |t: &TableEntry| {
        let numbers = [t.received, t.accepted, t.quarantined, t.duplicate, t.grouped];
        let mut cells = vec![cell(&t.source), cell(&t.table)];
        cells.extend(numbers.into_iter().map(|n| cell(count(n))));
        cells
    };
    html! {
        h2 id="received" { "What was received" }
        p { "By source, channel and day in reconciliation.csv. A row whose reference came before with other content (a row per person or offence) is accepted and grouped into one record. Rows without a reference are separate events." }
        (table("Rows by file", &header, summary.tables.iter().map(row).collect()))
        (notes_on_rows(summary))
        (series_table(summary))
        @if !evidence.quarantine.is_empty() { (quarantine_table(summary, evidence)) }
    }
}

fn notes_on_rows(summary: &Summary) -> Markup {
    let sum = |part: fn(&TableEntry) -> u64| summary.tables.iter().map(part).sum::<u64>();
    let set_aside: u64 = summary.files.iter().map(|file| file.set_aside).sum();
    let decoded: u64 = summary.files.iter().map(|file| file.windows_1252_lines).sum();
    html! {
        ul {
            @if sum(|t| t.without_reference) > 0 {
                li { (count(sum(|t| t.without_reference))) " accepted rows have no reference; " (count(sum(|t| t.identical_without_reference))) " of them are identical to another and are counted as events of their own." }
            }
            @if sum(|t| t.clock_change_times) > 0 { li { (count(sum(|t| t.clock_change_times))) " times lie inside a clock change: flagged, not guessed." } }
            @if set_aside > 0 { li { (count(set_aside)) " rows are for tables that were not asked for, by the mapping's row filters." } }
            @if decoded > 0 { li { (count(decoded)) " lines were not UTF-8 and were read as Windows-1252." } }
            @if summary.reconciliation.dated_after_as_at > 0 { li { (count(summary.reconciliation.dated_after_as_at)) " records are dated after the as-at day and left out of the measures." } }
            @if summary.reconciliation.undated > 0 { li { (count(summary.reconciliation.undated)) " records have no date." } }
        }
    }
}

fn series_table(summary: &Summary) -> Markup {
    let header = [("Series", false), ("From", true), ("To", true), ("Present", true), ("Missing", true), ("First missing", false)];
    let row = |s: &SeriesEntry| {
        vec![
            cell(format!("{} ({})", s.series, s.table)),
            cell(s.first.to_string()),
            cell(s.last.to_string()),
            cell(count(s.present)),
            cell(count(s.missing)),
            cell(s.ranges.iter().take(5).cloned().collect::<Vec<_>>().join("; ")),
        ]
    };
    html! {
        @if summary.reconciliation.series.is_empty() {
            p { "Gaps in number series: not in this extract. Its references form no gap-free series." }
        } @else {
            (table("Number series", &header, summary.reconciliation.series.iter().take(REPORT_ROWS).map(row).collect()))
        }
    }
}

fn quarantine_table(summary: &Summary, evidence: &Evidence) -> Markup {
    let header = [("File", false), ("Line", true), ("Column", false), ("Reason", false)];
    let row = |q: &Quarantined| vec![cell(&q.source), cell(q.line.to_string()), cell(&q.column), cell(&q.reason)];
    let n: u64 = summary.received.iter().map(|total| total.quarantined).sum();
    html! {
        (table("Quarantined rows", &header, evidence.quarantine.iter().map(row).collect()))
        p.note { "Showing " (evidence.quarantine.len()) " of " (count(n)) "; quarantine.csv holds all, with the values." }
    }
}

fn completeness_section(summary: &Summary) -> Result<Markup, Fault> {
    let Answer::Known(found) = &summary.completeness else {
        return Ok(html! {
            h2 id="completeness" { "Completeness" }
            p { "Not in this extract. " (summary.completeness.why_not().unwrap_or_default()) }
        });
    };
    let header = [("Force", false), ("Category", false), ("Period", false), ("Counted", true), ("Expected", true), ("Lower limit", true), ("Upper limit", true)];
    let row = |a: &AlarmEntry| {
        vec![cell(&a.force), cell(&a.category), cell(&a.period), cell(grouped(a.observed)), cell(whole(a.expected)), cell(whole(a.low)), cell(whole(a.high))]
    };
    let plots = plotted(found);
    let mut drawn = Vec::new();
    for (force, points) in &plots {
        drawn.push((plot::series(force, points)?, points_table(force, points)));
    }
    Ok(html! {
        h2 id="completeness" { "Completeness" }
        p { "What was counted by force, category and period against what the force's own past, its other categories and other forces lead one to expect. An alarm says that rows are fewer than expected, never why." }
        @if found.alarms.is_empty() {
            p { "No alarm in " (count(found.assessed)) " combinations, " (count(found.too_short)) " of them with too short a series to say." }
        } @else {
            @for alarm in found.alarms.iter().take(REPORT_ROWS) { p.alarm { (alarm.sentence) " " span.note { "Method: " (alarm.method) "." } } }
            (table("Alarms", &header, found.alarms.iter().take(REPORT_ROWS).map(row).collect()))
            p.note { "Showing " (found.alarms.len().min(REPORT_ROWS)) " of " (found.alarms.len()) " alarms; completeness.csv holds every combination." }
        }
        @for (figure, table) in drawn { (figure) (table) }
    })
}

/// Series worth a plot: forces with an alarm first, three at most, with two periods or more.
fn plotted(found: &CompletenessEntry) -> Vec<(String, Vec<&SeriesPoint>)> {
    let mut forces: Vec<(String, Vec<&SeriesPoint>)> = Vec::new();
    for point in &found.series {
        match forces.iter_mut().find(|(force, _)| *force == point.force) {
            Some((_, points)) => points.push(point),
            None => forces.push((point.force.clone(), vec![point])),
        }
    }
    forces.retain(|(_, points)| points.len() > 1);
    let n_alarms = |points: &[&SeriesPoint]| points.iter().filter(|p| p.alarm == "yes").count();
    forces.sort_by_key(|(_, points)| std::cmp::Reverse(n_alarms(points)));
    forces.truncate(3);
    forces
}

fn points_table(force: &str, points: &[&SeriesPoint]) -> Markup {
    let header = [("Period", false), ("Counted", true), ("Expected", true), ("Lower limit", true), ("Upper limit", true), ("Alarm", false)];
    let number = |value: Option<f64>| value.map_or_else(|| "too short".into(), whole);
    let row = |p: &&SeriesPoint| {
        vec![cell(&p.period), cell(grouped(p.observed)), cell(number(p.expected)), cell(number(p.low)), cell(number(p.high)), cell(&p.alarm)]
    };
    table(&format!("{force}: all crime"), &header, points.iter().map(row).collect())
}

fn links_section(summary: &Summary) -> Markup {
    html! {
        h2 id="links" { "Which incident led to which crime" }
        @match &summary.links {
            Answer::NotInThisExtract { not_in_this_extract } => { p { "Not in this extract. " (not_in_this_extract) } }
            Answer::Known(links) => {
                p { "Recorded references come first and are checked for time order, place and kind; what they do not say is linked by probability, each link with its reasons. All pairs are in links.csv." }
                (table("Links", &[("", false), ("Pairs", true)], vec![
                    vec![cell("By recorded reference"), cell(count(links.by_reference))],
                    vec![cell("Probable, accepted"), cell(count(links.probable))],
                    vec![cell("Possible, for review"), cell(count(links.for_review))],
                    vec![cell("References to records not in the extract"), cell(count(links.dangling_references))],
                ]))
                ul {
                    li { "Crimes with an incident: " (worded(&links.crimes_linked)) }
                    li { "Incidents with a crime: " (worded(&links.incidents_linked)) }
                    @for check in &links.checks_failed { li { (count(check.links)) " pairs fail the check \"" (check.check) "\"" } }
                }
            }
        }
    }
}

fn timeliness_section(summary: &Summary, evidence: &Evidence) -> Result<Markup, Fault> {
    let Answer::Known(t) = &summary.timeliness else {
        return Ok(html! {
            h2 id="timeliness" { "24-hour recording" }
            p { "Not in this extract. " (summary.timeliness.why_not().unwrap_or_default()) }
        });
    };
    let picture = if t.elapsed.is_empty() { html! {} } else { plot::elapsed(&t.elapsed)? };
    let bins: Vec<Vec<Markup>> = t.elapsed.iter().map(|bin| vec![cell(&bin.elapsed), cell(count(bin.crimes))]).collect();
    Ok(html! {
        h2 id="timeliness" { "24-hour recording" }
        p { "From the earliest receipt by any channel to the time recorded, in elapsed hours; exact across both clock changes." }
        ul {
            li { "Within 24 hours: " (answered(&t.within_24_hours)) }
            li { "On the day of receipt: " (answered(&t.same_day)) }
            @if t.by_probable_link > 0 { li { (count(t.by_probable_link)) " of the receipts rest on a probable link, not on a recorded reference." } }
            @for reason in &t.not_measurable { li { "Not measurable for " (count(reason.crimes)) " crimes: " (reason.reason) "." } }
            @if t.recorded_before_received > 0 { li { (count(t.recorded_before_received)) " crimes were recorded before they were received: findings, counted apart." } }
        }
        (picture)
        @if !bins.is_empty() { (table("Crimes by elapsed time", &[("Elapsed", false), ("Crimes", true)], bins)) }
        (stages(t))
        @if !evidence.late.is_empty() { (late_table(t, evidence)) }
    })
}

fn stages(t: &TimelinessEntry) -> Markup {
    let header = [("Stage", false), ("Late crimes with it", true), ("Hours in it", true), ("Longest stage for", true)];
    let row = |s: &StageEntry| vec![cell(&s.stage), cell(count(s.crimes)), cell(whole(s.hours)), cell(count(s.longest_for))];
    html! {
        h3 { "Where the time of the late ones went" }
        @match &t.stages {
            Answer::Known(stages) => (table("Stages of late crimes", &header, stages.iter().map(row).collect())),
            Answer::NotInThisExtract { not_in_this_extract } => { p { "Not in this extract. " (not_in_this_extract) } }
        }
    }
}

fn late_table(t: &TimelinessEntry, evidence: &Evidence) -> Markup {
    let header = [("Crime", false), ("Incident", false), ("First receipt", false), ("Recorded", false), ("Hours", true), ("Longest stage", false)];
    let rows = evidence.late.iter().map(|cells| cells.iter().map(cell).collect()).collect();
    html! {
        (table("Late crimes, longest first", &header, rows))
        p.note { "Showing " (evidence.late.len()) " of " (count(t.late)) "; late.csv holds all." }
    }
}

fn unlinked_section(summary: &Summary, evidence: &Evidence) -> Markup {
    let header = [("Incident", false), ("Received", false), ("Opened as", false), ("Closed as", false), ("Rank", true), ("Reasons", false)];
    let rows = evidence.unlinked.iter().map(|cells| cells.iter().map(cell).collect()).collect();
    html! {
        h2 id="unlinked" { "Crime-related incidents with no crime linked" }
        p { "Ranked by codes, markers and words for a person to read. Nothing here is called a crime: that is a recording decision." }
        @match &summary.unlinked_incidents {
            Answer::NotInThisExtract { not_in_this_extract } => { p { "Not in this extract. " (not_in_this_extract) } }
            Answer::Known(u) => {
                p { (worded(&u.with_no_crime_linked)) " of crime-related incidents have no crime linked (codes and words: " (u.lexicon) ")." }
                @if let Some(d) = summary.domestic_abuse.known() {
                    p { "Domestic abuse: " (worded(&d.with_no_crime_linked)) " of marked incidents have no crime linked; safeguarding noted: " (answered(&d.safeguarded)) "." }
                }
                (table("Most pressing first", &header, rows))
                p.note { "Showing " (evidence.unlinked.len()) " of " (count(u.with_no_crime_linked.k)) "; unlinked-incidents.csv holds all." }
            }
        }
    }
}

fn sample_section(summary: &Summary) -> Markup {
    html! {
        h2 id="sample" { "A first audit sample" }
        @match &summary.sample {
            Answer::NotInThisExtract { not_in_this_extract } => { p { "Not in this extract. " (not_in_this_extract) } }
            Answer::Known(s) => {
                p { "Frame: " (count(s.frame)) " incidents. " (s.frame_statement) }
                (table("Incidents to audit for +/-2 points", &[("Recording rate expected", false), ("Source of the rate", false), ("Incidents", true)],
                    s.needed.iter().map(|n| vec![cell(percent(n.rate)), cell(&n.source), cell(count(n.incidents))]).collect()))
                p.note { "Normal approximation with design effect 1.25 and " (s.crimes_per_incident) " crimes per incident, finite population correction (Cochran 1977, 4.1-4.2)." }
                (table("Frame and sample by kind", &[("Stratum", false), ("Frame", true), ("Listed", true)],
                    s.strata.iter().map(|one| vec![cell(&one.stratum), cell(count(one.frame)), cell(count(one.listed))]).collect()))
                p { "sample.csv lists " (count(s.listed)) " in order of audit: take them from the top, as many as are needed. Anyone can re-derive the order from the frame and the seed " code { (s.seed) } "; frame root " code { (s.frame_root) } "." }
                @if s.built_in_seed { p { strong { "This is the built-in seed, known to all: fit for a first look only." } " For an audit, publish the plan first, then take 20 digits from public dice and give them with --sample-seed." } }
            }
        }
    }
}

fn settings_section(summary: &Summary) -> Markup {
    let unused = summary.tables.iter().filter(|t| t.unused_columns.iter().any(|c| c.filled > 0));
    html! {
        h2 id="settings" { "Settings and files" }
        (table("Settings the figures rest on", &[("Setting", false), ("Value", false)], summary.settings.iter().map(|s| vec![cell(&s.setting), cell(&s.value)]).collect()))
        div.long {
            (table("Files", &[("File", false), ("Rows", true), ("SHA-256", false)], summary.files.iter().map(|f| vec![cell(&f.source), cell(count(f.rows)), html! { code { (f.sha256) } }]).collect()))
        }
        @for t in unused.take(6) {
            p.note { (t.source) " (" (t.table) ", mapping " (t.mapping) "): columns kept and not used: "
                (t.unused_columns.iter().filter(|c| c.filled > 0).map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ")) "." }
        }
    }
}

fn answered(answer: &Answer<ShareFigure>) -> String {
    match answer {
        Answer::Known(figure) => worded(figure),
        Answer::NotInThisExtract { not_in_this_extract } => format!("not in this extract. {not_in_this_extract}"),
    }
}

fn worded(figure: &ShareFigure) -> String {
    format!(
        "{} ({} of {}; 95% interval {} to {}, {})",
        percent(figure.value),
        count(figure.k),
        count(figure.n),
        percent(figure.low),
        percent(figure.high),
        figure.method
    )
}

/// A share as a percentage at one decimal: `96.6%`. Never printed without its n beside it.
pub fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}

fn count(n: u64) -> String {
    grouped(n as i64)
}

fn whole(value: f64) -> String {
    grouped(value.round() as i64)
}

/// A whole number with thousands separators.
pub fn grouped(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if n < 0 { format!("-{text}") } else { text }
}
