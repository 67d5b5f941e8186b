//! A funnel plot: each team's rate by the crimes it owed in the sample, within the limits that chance
//! alone draws around the whole (Spiegelhalter 2005: 95% and 99.8%).

use plotters::prelude::*;

use super::sheet::*;
use crate::fault::Fault;

const TOP: i32 = 10;
const BOTTOM: i32 = 44;
/// Half-widths of the limits, in standard errors.
pub const LIMITS: [f64; 2] = [1.96, 3.09];

/// One team.
#[derive(Clone, Debug)]
pub struct FunnelPoint {
    /// Its name.
    pub label: String,
    /// Crimes it owed in the sample.
    pub owed: u64,
    /// Its rate.
    pub value: f64,
}

/// Where chance alone leaves a rate of `n` crimes, `z` standard errors either way.
pub fn limits(whole: f64, n: f64, z: f64) -> (f64, f64) {
    let half = z * (whole * (1.0 - whole) / n.max(1.0)).sqrt();
    ((whole - half).max(0.0), (whole + half).min(1.0))
}

/// The plot on one sheet.
pub(super) fn drawn(sheet: &Sheet, whole: f64, points: &[FunnelPoint]) -> Result<String, Fault> {
    let height = if sheet.width > 400 { 320 } else { 250 };
    let most = points.iter().map(|point| point.owed).max().unwrap_or(1).max(10) as f64 * 1.1;
    let fewest = points.iter().map(|point| point.owed).min().unwrap_or(1).max(1) as f64 * 0.8;
    let lowest = points.iter().map(|point| point.value).fold(limits(whole, fewest, LIMITS[1]).0, f64::min);
    let from = (lowest * 10.0).floor() / 10.0;
    let (left, right, bottom) = (room(sheet, "100%") + 16, sheet.width - 10, height - BOTTOM);
    let x = |n: f64| left + ((n - fewest) / (most - fewest) * f64::from(right - left)).round() as i32;
    let y = |share: f64| {
        bottom - ((share - from) / (1.0 - from).max(0.01) * f64::from(bottom - TOP)).round() as i32
    };
    super::sheet::drawn((sheet.width, height), |area| {
        rates(area, sheet, from, (left, right), &y)?;
        crimes(area, sheet, (fewest, most), &x, bottom)?;
        for (z, colour) in LIMITS.into_iter().zip([CALM, ALERT]) {
            for upper in [false, true] {
                let at = |step: i32| {
                    let n = fewest + (most - fewest) * f64::from(step) / 60.0;
                    let (low, high) = limits(whole, n, z);
                    (x(n), y(if upper { high } else { low }))
                };
                let path: Vec<Point> = (0..=60).map(at).collect();
                line(area, &path, colour.stroke_width(1))?;
            }
        }
        line(area, &[(left, y(whole)), (right, y(whole))], INK.stroke_width(2))?;
        for point in points {
            let at = (x(point.owed as f64), y(point.value));
            area.draw(&Circle::new(at, 5, CALM.filled())).map_err(fault)?;
        }
        Ok(())
    })
}

fn rates(
    area: &Area<'_>,
    sheet: &Sheet,
    from: f64,
    (left, right): (i32, i32),
    y: &dyn Fn(f64) -> i32,
) -> Result<(), Fault> {
    let n_tenths = ((1.0 - from) * 10.0).round() as i32;
    for tenth in 0..=n_tenths {
        let share = 1.0 - f64::from(tenth) / 10.0;
        line(area, &[(left, y(share)), (right, y(share))], GRID.stroke_width(1))?;
        letters(area, sheet, &format!("{:.0}%", share * 100.0), (left - 6, y(share)), Stands::Right)?;
    }
    Ok(())
}

fn crimes(
    area: &Area<'_>,
    sheet: &Sheet,
    (fewest, most): (f64, f64),
    x: &dyn Fn(f64) -> i32,
    bottom: i32,
) -> Result<(), Fault> {
    let n_ticks = if sheet.width > 400 { 6 } else { 3 };
    let raw = (most - fewest) / f64::from(n_ticks);
    let step = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0]
        .into_iter()
        .find(|step| *step >= raw)
        .unwrap_or(raw.ceil());
    let mut tick = (fewest / step).ceil() * step;
    while tick <= most {
        let middle = room(sheet, "0000") / 2;
        if x(tick) >= middle && x(tick) + middle <= sheet.width {
            line(area, &[(x(tick), bottom), (x(tick), bottom + 4)], INK.stroke_width(1))?;
            letters(area, sheet, &format!("{tick:.0}"), (x(tick), bottom + 13), Stands::Centre)?;
        }
        tick += step;
    }
    let words = "crimes owed in the sample";
    letters(area, sheet, words, (sheet.width / 2, bottom + 33), Stands::Centre)
}
