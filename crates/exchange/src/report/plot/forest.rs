//! A forest plot: one row a group, its rate with its interval, a line down at the whole.

use plotters::prelude::*;

use super::sheet::*;
use crate::fault::Fault;
use crate::report::words::cut;

const ROW: i32 = 26;
const AXIS: i32 = 26;

/// One row: shares of one.
#[derive(Clone, Debug)]
pub struct ForestRow {
    /// Its name.
    pub label: String,
    /// Its rate.
    pub value: f64,
    /// Ends of its interval; `None` for a complete count.
    pub ends: Option<(f64, f64)>,
    /// Whether it is marked "low reliability".
    pub is_weak: bool,
}

/// Where the axis begins: below every interval that is not itself nearly everything.
fn least(rows: &[ForestRow]) -> f64 {
    let ends = rows.iter().filter_map(|row| row.ends).map(|(low, _)| low).filter(|low| *low >= 0.4);
    let lowest =
        ends.chain(rows.iter().map(|row| row.value).filter(|value| *value >= 0.4)).fold(0.9, f64::min);
    (lowest * 10.0).floor() / 10.0
}

/// The plot on one sheet; where `lined`, a line goes down at the first row, which is the whole or the
/// force's own.
pub(super) fn drawn(sheet: &Sheet, rows: &[ForestRow], lined: bool) -> Result<String, Fault> {
    let from = least(rows);
    let n_chars = if sheet.width > 400 { 34 } else { 14 };
    let names: Vec<String> = rows.iter().map(|row| cut(&row.label, n_chars)).collect();
    let left = names.iter().map(|name| room(sheet, name)).max().unwrap_or(0) + 12;
    let right = sheet.width - room(sheet, "100%") / 2 - 2;
    let bottom = rows.len() as i32 * ROW + 4;
    let x = |share: f64| {
        let along = ((share - from) / (1.0 - from)).clamp(0.0, 1.0);
        left + (along * f64::from(right - left)).round() as i32
    };
    super::sheet::drawn((sheet.width, bottom + AXIS), |area| {
        axis(area, sheet, from, &x, bottom)?;
        if let Some(whole) = rows.first().filter(|row| lined && row.value >= from) {
            line(area, &[(x(whole.value), 0), (x(whole.value), bottom)], INK.stroke_width(1))?;
        }
        for (at, (row, name)) in rows.iter().zip(&names).enumerate() {
            let middle = at as i32 * ROW + ROW / 2;
            letters(area, sheet, name, (left - 10, middle), Stands::Right)?;
            one(area, row, from, &x, middle)?;
        }
        Ok(())
    })
}

fn axis(area: &Area<'_>, sheet: &Sheet, from: f64, x: &dyn Fn(f64) -> i32, bottom: i32) -> Result<(), Fault> {
    let n_tenths = ((1.0 - from) * 10.0).round() as i32;
    // On a telephone as many labels as stand beside each other.
    let every = (n_tenths * room(sheet, "100% ") / (x(1.0) - x(from)).max(1) + 1).max(1);
    for tenth in 0..=n_tenths {
        let share = 1.0 - f64::from(tenth) / 10.0;
        line(area, &[(x(share), 0), (x(share), bottom)], GRID.stroke_width(1))?;
        if tenth % every == 0 {
            letters(area, sheet, &format!("{:.0}%", share * 100.0), (x(share), bottom + 14), Stands::Centre)?;
        }
    }
    Ok(())
}

fn one(
    area: &Area<'_>,
    row: &ForestRow,
    from: f64,
    x: &dyn Fn(f64) -> i32,
    middle: i32,
) -> Result<(), Fault> {
    if let Some((low, high)) = row.ends {
        let style = if row.is_weak { BAND.stroke_width(5) } else { CALM.stroke_width(3) };
        line(area, &[(x(low), middle), (x(high), middle)], style)?;
        if low < from {
            let edge = x(from);
            let arrow = vec![(edge - 1, middle), (edge + 7, middle - 5), (edge + 7, middle + 5)];
            area.draw(&Polygon::new(arrow, INK.filled())).map_err(fault)?;
        }
    }
    if row.value < from {
        return Ok(());
    }
    let (at, half) = (x(row.value), 4);
    match row.is_weak {
        true => area.draw(&Circle::new((at, middle), half, INK.stroke_width(2))).map_err(fault),
        false => block(area, (at - half, middle - half), (at + half, middle + half), INK),
    }
}
