//! Plots in one house style: SVG by plotters, presentation attributes only. Each is drawn twice, for
//! a page and for a telephone, so that its letters stay readable; each has a title, a legend in words
//! and a description for those who do not see it, and stands before its table.

mod bars;
mod forest;
mod funnel;
mod parts;
mod series;
mod sheet;
mod wealth;

use maud::{Markup, PreEscaped, html};

use crate::fault::Fault;
use crate::report::summary::{ElapsedBin, SeriesPoint};
use crate::report::words::grouped;
pub use forest::ForestRow;
pub use funnel::{FunnelPoint, LIMITS as FUNNEL_LIMITS, limits as funnel_limits};
pub use parts::PartRow;
use sheet::{NARROW, WIDE};
pub use wealth::WealthPoint;

/// Crimes by elapsed time, late ones apart by colour and by their place below the limit.
///
/// # Errors
/// [`Fault::Report`] where the drawing fails.
pub fn elapsed(bins: &[ElapsedBin]) -> Result<Markup, Fault> {
    let late: u64 = bins.iter().filter(|bin| bin.late).map(|bin| bin.crimes).sum();
    let n: u64 = bins.iter().map(|bin| bin.crimes).sum();
    let told = format!(
        "{} of {} crimes with an exact time took more than 24 hours to record.",
        grouped(late as i64),
        grouped(n as i64)
    );
    let legend = [("square blue", "within 24 hours"), ("square red", "later than 24 hours")];
    let drawings = [bars::drawn(&WIDE, bins)?, bars::drawn(&NARROW, bins)?];
    Ok(figure("Crimes by time from first receipt to record", &told, &legend, drawings))
}

/// One force's all-crime counts by period with what was expected.
///
/// # Errors
/// [`Fault::Report`] where the drawing fails.
pub fn series(title: &str, points: &[&SeriesPoint]) -> Result<Markup, Fault> {
    let n_alarms = points.iter().filter(|p| p.alarm == "yes").count();
    let told = match n_alarms {
        0 => format!("None of {} periods raises an alarm.", points.len()),
        1 => format!("1 of {} periods raises an alarm.", points.len()),
        n => format!("{n} of {} periods raise an alarm.", points.len()),
    };
    let mut legend = vec![
        ("disc blue", "counted"),
        ("dash black", "expected"),
        ("square grey", "expected range, lower to upper limit"),
    ];
    if n_alarms > 0 {
        legend.insert(1, ("diamond red", "counted, alarm: fewer than expected"));
    }
    let drawings = [series::drawn(&WIDE, points)?, series::drawn(&NARROW, points)?];
    Ok(figure(title, &told, &legend, drawings))
}

/// Rates by group; the first row is the whole.
///
/// # Errors
/// [`Fault::Report`] where the drawing fails.
pub fn forest(title: &str, rows: &[ForestRow]) -> Result<Markup, Fault> {
    let weak = rows.iter().filter(|row| row.is_weak).count();
    let told = match weak {
        0 => format!("{} rates with their 95% intervals; the line marks the whole.", rows.len()),
        n => format!(
            "{} rates with their 95% intervals, {n} of low reliability; the line marks the whole.",
            rows.len()
        ),
    };
    let mut legend = vec![("square black", "rate"), ("dash blue", "95% interval")];
    if weak > 0 {
        legend.extend([
            ("disc ring", "rate of low reliability"),
            ("square grey", "its interval; an arrow where it goes on"),
        ]);
    }
    let drawings = [forest::drawn(&WIDE, rows, true)?, forest::drawn(&NARROW, rows, true)?];
    Ok(figure(title, &told, &legend, drawings))
}

/// The words of a pack's plot, in the pack's language.
pub struct PlotWords<'a> {
    /// Title.
    pub title: &'a str,
    /// What it shows, in a sentence.
    pub told: &'a str,
    /// Each sign and its meaning.
    pub legend: Vec<(&'static str, &'a str)>,
    /// That the table holds the same figures.
    pub table_below: &'a str,
}

/// Rates of a pack with their intervals; `lined` where the first row is the whole or the force's own.
///
/// # Errors
/// [`Fault::Report`] where the drawing fails.
pub fn rates(words: &PlotWords<'_>, rows: &[ForestRow], lined: bool) -> Result<Markup, Fault> {
    Ok(worded(words, [forest::drawn(&WIDE, rows, lined)?, forest::drawn(&NARROW, rows, lined)?]))
}

/// Parts of a change in crimes, each with its range.
///
/// # Errors
/// [`Fault::Report`] where the drawing fails.
pub fn parts(words: &PlotWords<'_>, rows: &[PartRow]) -> Result<Markup, Fault> {
    Ok(worded(words, [parts::drawn(&WIDE, rows)?, parts::drawn(&NARROW, rows)?]))
}

/// Rates by team within the limits of chance around the whole.
///
/// # Errors
/// [`Fault::Report`] where the drawing fails.
pub fn funnel(title: &str, whole: f64, points: &[FunnelPoint]) -> Result<Markup, Fault> {
    let is_outside = |point: &&FunnelPoint| {
        let (low, high) = funnel_limits(whole, point.owed as f64, FUNNEL_LIMITS[1]);
        point.value < low || point.value > high
    };
    let n = points.iter().filter(is_outside).count();
    let told = format!("{n} of {} teams lie outside the 99.8% limits.", points.len());
    let legend = [
        ("disc blue", "a team"),
        ("dash black", "the whole"),
        ("dash blue", "95% limits"),
        ("dash red", "99.8% limits"),
    ];
    let drawings = [funnel::drawn(&WIDE, whole, points)?, funnel::drawn(&NARROW, whole, points)?];
    Ok(figure(title, &told, &legend, drawings))
}

/// Both wealths of a certificate as powers of ten; `line_at` decides.
///
/// # Errors
/// [`Fault::Report`] where the drawing fails.
pub fn wealth(title: &str, points: &[WealthPoint], line_at: f64) -> Result<Markup, Fault> {
    let highest = |of: fn(&WealthPoint) -> f64| points.iter().map(of).fold(0.0, f64::max);
    let (certify, refute) = (highest(|point| point.certify), highest(|point| point.refute));
    let says = |power: f64| if power >= line_at { "reaches its line" } else { "does not reach its line" };
    let told = format!("The certifying wealth {}; the refuting wealth {}.", says(certify), says(refute));
    let legend = [
        ("dash blue", "wealth of certifying"),
        ("dash red", "wealth of refuting"),
        ("dash black", "line that decides, 1 over the risk"),
    ];
    let drawings = [wealth::drawn(&WIDE, points, line_at)?, wealth::drawn(&NARROW, points, line_at)?];
    Ok(figure(title, &told, &legend, drawings))
}

fn figure(title: &str, told: &str, legend: &[(&'static str, &str)], drawings: [String; 2]) -> Markup {
    let table_below = "The table below holds the same figures.";
    worded(&PlotWords { title, told, legend: legend.to_vec(), table_below }, drawings)
}

fn worded(words: &PlotWords<'_>, [wide, narrow]: [String; 2]) -> Markup {
    let PlotWords { title, told, legend, table_below } = words;
    html! {
        figure {
            figcaption { (title) }
            p.told { (told) }
            p.legend {
                @for (mark, meaning) in legend { span.key { span class={ "mark " (mark) } aria-hidden="true" {} (meaning) } " " }
            }
            div.plot role="img" aria-label=(format!("{title}. {told} {table_below}")) {
                div.wide { (PreEscaped(wide)) }
                div.narrow { (PreEscaped(narrow)) }
            }
        }
    }
}
