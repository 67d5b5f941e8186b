//! Plots in one house style: SVG by plotters, presentation attributes only, with a title and a
//! description for those who do not see it. Each stands beside its table.

use maud::{Markup, PreEscaped, html};
use plotters::prelude::*;

use crate::fault::Fault;
use crate::report::summary::{ElapsedBin, SeriesPoint};

/// Ink of lines and text.
const INK: RGBColor = RGBColor(11, 12, 12);
/// Within the limit, or as expected.
const CALM: RGBColor = RGBColor(29, 112, 184);
/// Past the limit, or below expectation.
const ALERT: RGBColor = RGBColor(181, 38, 0);
/// The band of what was expected.
const BAND: RGBColor = RGBColor(216, 225, 233);
const GRID: RGBColor = RGBColor(225, 228, 231);

const WIDTH: u32 = 680;
const HEIGHT: u32 = 300;

/// Crimes by elapsed time, late ones apart by colour and by their place right of the limit.
///
/// # Errors
/// [`Fault::Report`] where the drawing fails.
pub fn elapsed(bins: &[ElapsedBin]) -> Result<Markup, Fault> {
    let most = bins.iter().map(|bin| bin.crimes).max().unwrap_or(1).max(1);
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (WIDTH, HEIGHT)).into_drawing_area();
        let mut chart = ChartBuilder::on(&root)
            .margin(8)
            .x_label_area_size(36)
            .y_label_area_size(56)
            .build_cartesian_2d(0f64..bins.len() as f64, 0f64..most as f64 * 1.12)
            .map_err(fault)?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .disable_x_axis()
            .light_line_style(TRANSPARENT)
            .bold_line_style(GRID)
            .axis_style(INK)
            .y_labels(5)
            .y_label_formatter(&|value| super::html::grouped(*value as i64))
            .label_style(("sans-serif", 13, &INK))
            .draw()
            .map_err(fault)?;
        let bars = bins.iter().enumerate().map(|(at, bin)| {
            let colour = if bin.late { ALERT } else { CALM };
            Rectangle::new([(at as f64 + 0.12, 0.0), (at as f64 + 0.88, bin.crimes as f64)], colour.filled())
        });
        chart.draw_series(bars).map_err(fault)?;
        let labels = bins.iter().enumerate().flat_map(|(at, bin)| {
            let style = ("sans-serif", 12, &INK).into_text_style(&root).pos(centred());
            let count = Text::new(super::html::grouped(bin.crimes as i64), (at as f64 + 0.5, bin.crimes as f64 + most as f64 * 0.05), style);
            std::iter::once(count)
        });
        chart.draw_series(labels).map_err(fault)?;
        for (at, bin) in bins.iter().enumerate() {
            let style = ("sans-serif", 11, &INK).into_text_style(&root).pos(centred());
            let (x, _) = chart.backend_coord(&(at as f64 + 0.5, 0.0));
            root.draw(&Text::new(short(&bin.elapsed), (x, HEIGHT as i32 - 28), style)).map_err(fault)?;
        }
        root.present().map_err(fault)?;
    }
    let late: u64 = bins.iter().filter(|bin| bin.late).map(|bin| bin.crimes).sum();
    let n: u64 = bins.iter().map(|bin| bin.crimes).sum();
    let told = format!("{late} of {n} crimes with an exact time took more than 24 hours to record. The table below holds the same figures.");
    Ok(figure(&svg, "Crimes by time from first receipt to record", &told))
}

/// One force's all-crime counts by period with what was expected.
///
/// # Errors
/// [`Fault::Report`] where the drawing fails.
pub fn series(force: &str, points: &[&SeriesPoint]) -> Result<Markup, Fault> {
    let top = points.iter().map(|p| p.high.unwrap_or(0.0).max(p.observed as f64)).fold(1.0, f64::max);
    let n = points.len() as f64;
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (WIDTH, HEIGHT)).into_drawing_area();
        let mut chart = ChartBuilder::on(&root)
            .margin(8)
            .x_label_area_size(30)
            .y_label_area_size(62)
            .build_cartesian_2d(-0.5f64..n - 0.5, 0f64..top * 1.08)
            .map_err(fault)?;
        let label = |x: &f64| {
            let near = (*x - x.round()).abs() < 0.01;
            points.get(x.round().max(0.0) as usize).filter(|_| near).map_or_else(String::new, |p| p.period.clone())
        };
        chart
            .configure_mesh()
            .disable_x_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(GRID)
            .axis_style(INK)
            .x_labels(points.len().clamp(2, 9))
            .x_label_formatter(&label)
            .y_labels(5)
            .y_label_formatter(&|value| super::html::grouped(*value as i64))
            .label_style(("sans-serif", 12, &INK))
            .draw()
            .map_err(fault)?;
        let bands = points.iter().enumerate().filter_map(|(at, p)| {
            let x = at as f64;
            Some(Rectangle::new([(x - 0.3, p.low?.max(0.0)), (x + 0.3, p.high?)], BAND.filled()))
        });
        chart.draw_series(bands).map_err(fault)?;
        let expected = points.iter().enumerate().filter_map(|(at, p)| {
            let x = at as f64;
            Some(PathElement::new(vec![(x - 0.3, p.expected?), (x + 0.3, p.expected?)], INK.stroke_width(1)))
        });
        chart.draw_series(expected).map_err(fault)?;
        let dots = points.iter().enumerate().map(|(at, p)| {
            let colour = if p.alarm == "yes" { ALERT } else { CALM };
            let size = if p.alarm == "yes" { 7 } else { 5 };
            Circle::new((at as f64, p.observed as f64), size, colour.filled())
        });
        chart.draw_series(dots).map_err(fault)?;
        root.present().map_err(fault)?;
    }
    let n_alarms = points.iter().filter(|p| p.alarm == "yes").count();
    let told = format!("Dots are what was counted, bars what was expected with its limits. {n_alarms} of {} periods raise the alarm.", points.len());
    Ok(figure(&svg, &format!("{force}: all crime by period"), &told))
}

fn centred() -> plotters::style::text_anchor::Pos {
    use plotters::style::text_anchor::{HPos, Pos, VPos};
    Pos::new(HPos::Center, VPos::Center)
}

fn short(words: &str) -> String {
    words.replace("up to ", "< ").replace("over ", "> ").replace(" hours", " h").replace(" hour", " h").replace(" days", " d").replace(" to ", "-")
}

fn figure(svg: &str, title: &str, told: &str) -> Markup {
    // plotters writes a fixed size; the page gives the width, the picture keeps its shape.
    let open = format!("<svg width=\"{WIDTH}\" height=\"{HEIGHT}\"");
    let scaled = svg.replacen(&open, "<svg aria-hidden=\"true\" focusable=\"false\"", 1);
    html! {
        figure {
            figcaption { (title) }
            div.plot role="img" aria-label=(format!("{title}. {told}")) { (PreEscaped(scaled)) }
            p.note { (told) }
        }
    }
}

fn fault(error: impl std::fmt::Display) -> Fault {
    Fault::Report(error.to_string())
}
