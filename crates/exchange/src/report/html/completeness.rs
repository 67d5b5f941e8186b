//! Completeness: alarms in full, a plot with its table for forces worth one, and the lowest of the rest.

use maud::{Markup, html};

use super::first::none_raised;
use super::not_in_this_extract;
use super::table::{cell, number, reference, table, words};
use crate::fault::Fault;
use crate::limits::REPORT_ROWS;
use crate::report::plot;
use crate::report::summary::*;
use crate::report::words::{all_crime, force, grouped, period, whole};

/// Forces drawn; the table below the plots and completeness.csv hold the others.
const PLOTS: usize = 3;
/// Alarms told in a sentence with its method; the table holds the rest as figures.
const SENTENCES: usize = 5;
/// Periods from which a series without an alarm is worth a plot.
const PERIODS_TO_PLOT: usize = 6;

/// The section.
///
/// # Errors
/// [`Fault::Report`] where a plot cannot be drawn.
pub(super) fn section(summary: &Summary) -> Result<Markup, Fault> {
    let content = match &summary.completeness {
        Answer::Known(found) => known(found)?,
        answer => not_in_this_extract(answer),
    };
    Ok(html! { h2 id="completeness" { "Completeness" } (content) })
}

fn known(found: &CompletenessEntry) -> Result<Markup, Fault> {
    let forces = plotted(found);
    let drawn: Vec<Markup> =
        forces.iter().map(|(name, points)| drawing(name, points)).collect::<Result<_, _>>()?;
    Ok(html! {
        p { "What was counted by force, category and period, against what the force's own past, its other categories and other forces lead one to expect. An alarm says that rows are fewer than expected, never why." }
        (alarms(found))
        (absent(found))
        @for one in drawn { (one) }
        (lowest(found, &forces))
    })
}

/// Stretches without rows: no alarm, since a file may simply not have been given, but said.
fn absent(found: &CompletenessEntry) -> Markup {
    let columns = [words("Force"), reference("From"), reference("To")];
    let row = |a: &AbsentEntry| vec![cell(force(&a.force)), cell(period(&a.from)), cell(period(&a.to))];
    let n = found.absent.len();
    html! {
        @if n > 0 {
            (table("Stretches without any rows", &columns, found.absent.iter().take(REPORT_ROWS).map(row).collect()))
            p.note { "Showing " (n.min(REPORT_ROWS)) " of " (n) ". Nothing can be said of them: ask whether a file is missing. completeness.csv holds all." }
        }
    }
}

fn alarms(found: &CompletenessEntry) -> Markup {
    let columns = [
        words("Force"),
        words("Category"),
        reference("Period"),
        number("Counted"),
        number("Expected"),
        number("Lower limit"),
        number("Upper limit"),
    ];
    let row = |a: &AlarmEntry| {
        let numbers = [grouped(a.observed), whole(a.expected), whole(a.low), whole(a.high)];
        [cell(force(&a.force)), cell(&a.category), cell(period(&a.period))]
            .into_iter()
            .chain(numbers.map(cell))
            .collect()
    };
    let shown = || found.alarms.iter().take(REPORT_ROWS);
    html! {
        @if found.alarms.is_empty() { p { (none_raised(found)) } }
        @else {
            @for alarm in found.alarms.iter().take(SENTENCES) { p.alarm { (alarm.sentence) " " span.note { "Method: " (alarm.method) "." } } }
            (table("Alarms", &columns, shown().map(row).collect()))
            p.note { "Showing " (shown().count()) " of " (found.alarms.len()) " alarms; completeness.csv holds the sentence and method of every combination." }
        }
    }
}

type Series<'a> = (String, Vec<&'a SeriesPoint>);

/// Series worth a plot: forces with an alarm first, then the longest.
fn plotted(found: &CompletenessEntry) -> Vec<Series<'_>> {
    let n_alarms = |points: &[&SeriesPoint]| points.iter().filter(|p| p.alarm == "yes").count();
    let mut forces = by_force(&found.series);
    forces
        .retain(|(_, points)| points.len() >= PERIODS_TO_PLOT || (points.len() > 1 && n_alarms(points) > 0));
    forces.sort_by_key(|(_, points)| std::cmp::Reverse((n_alarms(points), points.len())));
    forces.truncate(PLOTS);
    forces
}

fn by_force(series: &[SeriesPoint]) -> Vec<Series<'_>> {
    let mut forces: Vec<Series<'_>> = Vec::new();
    for point in series {
        match forces.iter_mut().find(|(force, _)| *force == point.force) {
            Some((_, points)) => points.push(point),
            None => forces.push((point.force.clone(), vec![point])),
        }
    }
    forces
}

fn drawing(name: &str, points: &[&SeriesPoint]) -> Result<Markup, Fault> {
    let columns = [
        reference("Period"),
        number("Counted"),
        number("Expected"),
        number("Lower limit"),
        number("Upper limit"),
        words("Alarm"),
    ];
    let row = |p: &&SeriesPoint| {
        let limits = [p.expected, p.low, p.high].map(|value| cell(limit(value)));
        let head = [cell(period(&p.period)), cell(grouped(p.observed))];
        head.into_iter().chain(limits).chain([cell(&p.alarm)]).collect()
    };
    let title = format!("{}, by period", all_crime(name));
    let picture = plot::series(&title, points)?;
    Ok(html! { (picture) (table(&format!("{title}: figures"), &columns, points.iter().map(row).collect())) })
}

fn limit(value: Option<f64>) -> String {
    value.map_or_else(|| "too short".into(), whole)
}

/// All-crime points with an expectation, furthest below it first.
pub(super) fn furthest_below(series: &[SeriesPoint]) -> Vec<&SeriesPoint> {
    let ratio = |p: &SeriesPoint| p.observed as f64 / p.expected.unwrap_or(1.0).max(1.0);
    let mut points: Vec<&SeriesPoint> = series.iter().filter(|p| p.expected.is_some()).collect();
    points.sort_by(|a, b| ratio(a).total_cmp(&ratio(b)));
    points
}

/// The forces that were not drawn, by their lowest figures.
fn lowest(found: &CompletenessEntry, drawn: &[Series<'_>]) -> Markup {
    let columns = [
        words("Force"),
        reference("Period"),
        number("Counted"),
        number("Expected"),
        number("Lower limit"),
        number("Upper limit"),
        words("Alarm"),
    ];
    let mut points = furthest_below(&found.series);
    points.retain(|p| !drawn.iter().any(|(force, _)| *force == p.force));
    let row = |p: &&SeriesPoint| {
        let limits = [p.expected, p.low, p.high].map(|value| cell(limit(value)));
        let head = [cell(force(&p.force)), cell(period(&p.period)), cell(grouped(p.observed))];
        head.into_iter().chain(limits).chain([cell(&p.alarm)]).collect()
    };
    html! {
        @if !points.is_empty() {
            (table("All crime, furthest below expectation first", &columns, points.iter().take(REPORT_ROWS).map(row).collect()))
            p.note { "Showing " (points.len().min(REPORT_ROWS)) " of " (points.len()) "; completeness.csv holds every combination." }
        }
    }
}
