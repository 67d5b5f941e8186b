//! Horizontal bars from nought, each with its count at its end; the 24-hour limit lies between rows.

use plotters::prelude::*;

use super::sheet::*;
use crate::fault::Fault;
use crate::report::summary::ElapsedBin;
use crate::report::words::grouped;

const ROW: i32 = 28;
const BAR: i32 = 20;
/// Room for the line of the limit and its words.
const LIMIT: i32 = 26;
const LIMIT_WORDS: &str = "24-hour limit";

/// The bars on one sheet.
pub(super) fn drawn(sheet: &Sheet, bins: &[ElapsedBin]) -> Result<String, Fault> {
    let n = bins.len() as i32;
    let n_within = bins.iter().filter(|bin| !bin.late).count() as i32;
    let height = n * ROW + LIMIT + 4;
    super::sheet::drawn((sheet.width, height), |area| {
        let left = bins.iter().map(|bin| room(sheet, &bin.elapsed)).max().unwrap_or(0);
        for (at, bin) in bins.iter().enumerate() {
            let limit = if bin.late { LIMIT } else { 0 };
            bar(area, sheet, bins, bin, (left, at as i32 * ROW + limit + ROW / 2))?;
        }
        limit(area, sheet, left, n_within * ROW + LIMIT / 2)?;
        line(area, &[(left, 0), (left, height)], INK.stroke_width(1))
    })
}

fn bar(
    area: &Area<'_>,
    sheet: &Sheet,
    bins: &[ElapsedBin],
    bin: &ElapsedBin,
    (left, middle): Point,
) -> Result<(), Fault> {
    let most = bins.iter().map(|bin| bin.crimes).max().unwrap_or(1).max(1);
    let count = grouped(bin.crimes as i64);
    let space = f64::from(sheet.width - left - room(sheet, &grouped(most as i64)) - 8);
    // One crime beside thousands is still seen.
    let least = if bin.crimes > 0 { 2 } else { 0 };
    let end = left + ((space * bin.crimes as f64 / most as f64).round() as i32).max(least);
    let colour = if bin.late { ALERT } else { CALM };
    block(area, (left, middle - BAR / 2), (end, middle + BAR / 2), colour)?;
    letters(area, sheet, &bin.elapsed, (left - 8, middle), Stands::Right)?;
    letters(area, sheet, &count, (end + 6, middle), Stands::Left)
}

fn limit(area: &Area<'_>, sheet: &Sheet, left: i32, middle: i32) -> Result<(), Fault> {
    let words = room(sheet, LIMIT_WORDS);
    letters(area, sheet, LIMIT_WORDS, (sheet.width - words / 2, middle), Stands::Centre)?;
    line(area, &[(left, middle), (sheet.width - words - 4, middle)], INK.stroke_width(1))
}
