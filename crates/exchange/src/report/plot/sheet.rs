//! What every plot shares: its colours, its two sizes, lines and letters.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::fault::Fault;

/// Lines and letters.
pub(super) const INK: RGBColor = RGBColor(11, 12, 12);
/// Within the limit, or as expected.
pub(super) const CALM: RGBColor = RGBColor(29, 112, 184);
/// Past the limit, or below expectation.
pub(super) const ALERT: RGBColor = RGBColor(181, 38, 0);
/// Between the limits of what was expected.
pub(super) const BAND: RGBColor = RGBColor(205, 215, 225);
/// Grid lines.
pub(super) const GRID: RGBColor = RGBColor(225, 228, 231);

/// A size of drawing, in pixels at which its letters read well.
pub(super) struct Sheet {
    pub(super) width: i32,
    pub(super) letters: i32,
}

/// For a page 46 rem wide.
pub(super) const WIDE: Sheet = Sheet { width: 720, letters: 14 };
/// For a telephone 320 px wide.
pub(super) const NARROW: Sheet = Sheet { width: 288, letters: 13 };

pub(super) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(super) type Point = (i32, i32);

/// An SVG that takes its width from the page and keeps its shape.
pub(super) fn drawn(
    (width, height): Point,
    draw: impl FnOnce(&Area<'_>) -> Result<(), Fault>,
) -> Result<String, Fault> {
    let mut svg = String::new();
    {
        let size = (width.unsigned_abs(), height.unsigned_abs());
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        draw(&area)?;
        area.present().map_err(fault)?;
    }
    let fixed = format!("<svg width=\"{width}\" height=\"{height}\"");
    Ok(svg.replacen(&fixed, "<svg aria-hidden=\"true\" focusable=\"false\"", 1))
}

/// A filled rectangle between two corners.
pub(super) fn block(area: &Area<'_>, from: Point, to: Point, colour: RGBColor) -> Result<(), Fault> {
    area.draw(&Rectangle::new([from, to], colour.filled())).map_err(fault)
}

/// A line through points.
pub(super) fn line(area: &Area<'_>, points: &[Point], style: ShapeStyle) -> Result<(), Fault> {
    area.draw(&PathElement::new(points.to_vec(), style)).map_err(fault)
}

/// Where letters stand against their point.
#[derive(Clone, Copy)]
pub(super) enum Stands {
    Left,
    Centre,
    Right,
}

/// Letters, centred on the height of their point. The backend divides sizes by 1.24.
pub(super) fn letters(
    area: &Area<'_>,
    sheet: &Sheet,
    words: &str,
    at: Point,
    stands: Stands,
) -> Result<(), Fault> {
    let across = match stands {
        Stands::Left => HPos::Left,
        Stands::Centre => HPos::Center,
        Stands::Right => HPos::Right,
    };
    let style = ("sans-serif", f64::from(sheet.letters) * 1.24, &INK).into_text_style(area);
    let style = style.pos(Pos::new(across, VPos::Center));
    area.draw(&Text::new(words.to_owned(), at, style)).map_err(fault)
}

/// Room that words take, generously: eleven twentieths of the letter size for each.
pub(super) fn room(sheet: &Sheet, words: &str) -> i32 {
    let n = i32::try_from(words.chars().count()).unwrap_or(i32::MAX);
    n.saturating_mul(sheet.letters).saturating_mul(11) / 20
}

pub(super) fn fault(error: impl std::fmt::Display) -> Fault {
    Fault::Report(error.to_string())
}
