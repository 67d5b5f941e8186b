//! Parts of a change in crimes on one axis about nought: a square at the estimate, a line over its range.

use plotters::prelude::*;

use super::sheet::*;
use crate::fault::Fault;
use crate::report::words::{cut, grouped};

const ROW: i32 = 30;
const AXIS: i32 = 26;

/// One part, in crimes.
#[derive(Clone, Debug)]
pub struct PartRow {
    /// Its name.
    pub label: String,
    /// The estimate; `None` where only bounds are known.
    pub point: Option<f64>,
    /// Lower and upper end.
    pub ends: (f64, f64),
}

/// A step of 1, 2 or 5 times a power of ten that makes three to six lines over `span`.
fn step(span: f64) -> f64 {
    let raw = (span / 5.0).max(1.0);
    let power = 10_f64.powi(raw.log10().floor() as i32);
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|step| *step >= raw).unwrap_or(raw)
}

/// The plot on one sheet.
pub(super) fn drawn(sheet: &Sheet, rows: &[PartRow]) -> Result<String, Fault> {
    let low = rows.iter().map(|row| row.ends.0).fold(0.0, f64::min);
    let high = rows.iter().map(|row| row.ends.1).fold(0.0, f64::max);
    let step = step(high - low);
    let (from, to) = ((low / step).floor() * step, ((high / step).ceil() * step).max(step));
    let n_chars = if sheet.width > 400 { 34 } else { 16 };
    let names: Vec<String> = rows.iter().map(|row| cut(&row.label, n_chars)).collect();
    let left = names.iter().map(|name| room(sheet, name)).max().unwrap_or(0) + 14;
    let right = sheet.width - room(sheet, &grouped(to as i64)) / 2 - 4;
    let bottom = rows.len() as i32 * ROW + 4;
    let x = |crimes: f64| left + ((crimes - from) / (to - from) * f64::from(right - left)).round() as i32;
    super::sheet::drawn((sheet.width, bottom + AXIS), |area| {
        let n_steps = ((to - from) / step).round() as i32;
        let widest = room(sheet, &grouped(from as i64)).max(room(sheet, &grouped(to as i64))) + 8;
        let every = (n_steps * widest / (right - left).max(1) + 1).max(1);
        let n_below = (-from / step).round() as i32;
        for tick in 0..=n_steps {
            let crimes = from + f64::from(tick) * step;
            let colour = if tick == n_below { INK } else { GRID };
            line(area, &[(x(crimes), 0), (x(crimes), bottom)], colour.stroke_width(1))?;
            if (tick - n_below) % every == 0 {
                letters(area, sheet, &grouped(crimes as i64), (x(crimes), bottom + 14), Stands::Centre)?;
            }
        }
        for (at, (row, name)) in rows.iter().zip(&names).enumerate() {
            let middle = at as i32 * ROW + ROW / 2;
            letters(area, sheet, name, (left - 10, middle), Stands::Right)?;
            let ends = [(x(row.ends.0), middle), (x(row.ends.1), middle)];
            line(area, &ends, CALM.stroke_width(4))?;
            if let Some(point) = row.point {
                let at = x(point);
                block(area, (at - 4, middle - 4), (at + 4, middle + 4), INK)?;
            }
        }
        Ok(())
    })
}
