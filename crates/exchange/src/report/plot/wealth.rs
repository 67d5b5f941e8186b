//! The wealth path of a certificate: both sides as powers of ten by incident, and the line at 1/risk that
//! decides.

use plotters::prelude::*;

use super::sheet::*;
use crate::fault::Fault;

const TOP: i32 = 10;
const BOTTOM: i32 = 44;
/// Wealth below this power of ten is drawn at it.
const LOWEST: f64 = -3.0;

/// Both wealths after one draw, as powers of ten.
#[derive(Clone, Copy, Debug)]
pub struct WealthPoint {
    /// Of the side that certifies.
    pub certify: f64,
    /// Of the side that refutes.
    pub refute: f64,
}

/// The plot on one sheet; `line_at` is the power of ten that decides.
pub(super) fn drawn(sheet: &Sheet, points: &[WealthPoint], line_at: f64) -> Result<String, Fault> {
    let height = if sheet.width > 400 { 320 } else { 250 };
    let most = points.iter().map(|point| point.certify.max(point.refute)).fold(line_at, f64::max);
    let most = (most + 0.3).min(12.0);
    let (left, right, bottom) = (room(sheet, "1,000,000") + 8, sheet.width - 12, height - BOTTOM);
    let x =
        |at: usize| left + (at as f64 / points.len().max(1) as f64 * f64::from(right - left)).round() as i32;
    let y = |power: f64| {
        let along = ((power - LOWEST) / (most - LOWEST)).clamp(0.0, 1.0);
        bottom - (along * f64::from(bottom - TOP)).round() as i32
    };
    super::sheet::drawn((sheet.width, height), |area| {
        powers(area, sheet, most, (left, right), &y)?;
        draws(area, sheet, points.len(), &x, bottom)?;
        line(area, &[(left, y(line_at)), (right, y(line_at))], INK.stroke_width(2))?;
        let path = |of: fn(&WealthPoint) -> f64| -> Vec<Point> {
            let start = std::iter::once((x(0), y(0.0)));
            start.chain(points.iter().enumerate().map(|(at, point)| (x(at + 1), y(of(point))))).collect()
        };
        line(area, &path(|point| point.refute), ALERT.stroke_width(2))?;
        line(area, &path(|point| point.certify), CALM.stroke_width(2))
    })
}

fn powers(
    area: &Area<'_>,
    sheet: &Sheet,
    most: f64,
    (left, right): (i32, i32),
    y: &dyn Fn(f64) -> i32,
) -> Result<(), Fault> {
    let every = if most > 6.0 { 3 } else { 1 };
    for power in (LOWEST as i32..=most.floor() as i32).filter(|power| power % every == 0) {
        let at = y(f64::from(power));
        line(area, &[(left, at), (right, at)], GRID.stroke_width(1))?;
        let words = match power {
            -3..=-1 => format!("{:.*}", power.unsigned_abs() as usize, 10_f64.powi(power)),
            0..=6 => crate::report::words::grouped(10_i64.pow(power.unsigned_abs())),
            _ => format!("1e{power}"),
        };
        letters(area, sheet, &words, (left - 6, at), Stands::Right)?;
    }
    Ok(())
}

fn draws(
    area: &Area<'_>,
    sheet: &Sheet,
    n: usize,
    x: &dyn Fn(usize) -> i32,
    bottom: i32,
) -> Result<(), Fault> {
    let n_ticks = if sheet.width > 400 { 6 } else { 3 };
    let raw = n.div_ceil(n_ticks).max(1);
    let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];
    let step = steps.into_iter().find(|step| *step >= raw).unwrap_or(10_000);
    for tick in (0..=n).step_by(step) {
        let words = crate::report::words::grouped(tick as i64);
        if x(tick) + room(sheet, &words) / 2 <= sheet.width {
            line(area, &[(x(tick), bottom), (x(tick), bottom + 4)], INK.stroke_width(1))?;
            letters(area, sheet, &words, (x(tick), bottom + 13), Stands::Centre)?;
        }
    }
    letters(area, sheet, "incidents adjudicated", (sheet.width / 2, bottom + 33), Stands::Centre)
}
