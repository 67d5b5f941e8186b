//! Plots in one house style: SVG by plotters, presentation attributes only. Each is drawn twice, for
//! a page and for a telephone, so that its letters stay readable; each has a title, a legend in words
//! and a description for those who do not see it, and stands before its table.

mod bars;
mod series;
mod sheet;

use maud::{Markup, PreEscaped, html};

use crate::fault::Fault;
use crate::report::summary::{ElapsedBin, SeriesPoint};
use crate::report::words::grouped;
use sheet::{NARROW, WIDE};

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

fn figure(title: &str, told: &str, legend: &[(&str, &str)], [wide, narrow]: [String; 2]) -> Markup {
    html! {
        figure {
            figcaption { (title) }
            p.told { (told) }
            p.legend {
                @for (mark, meaning) in legend { span.key { span class={ "mark " (mark) } aria-hidden="true" {} (meaning) } " " }
            }
            div.plot role="img" aria-label=(format!("{title}. {told} The table below holds the same figures.")) {
                div.wide { (PreEscaped(wide)) }
                div.narrow { (PreEscaped(narrow)) }
            }
        }
    }
}
