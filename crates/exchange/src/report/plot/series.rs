//! Counts by period over the band of what was expected, from nought.

use plotters::prelude::*;

use super::sheet::*;
use crate::fault::Fault;
use crate::report::summary::SeriesPoint;
use crate::report::words::{self, grouped};

const TOP: i32 = 12;
const BOTTOM: i32 = 44;
/// Wide enough between periods to write an alarm's count beside it.
const ROOM_FOR_COUNT: i32 = 44;

/// Where a plot's periods and counts stand on its sheet.
struct Frame {
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
    n_slots: i32,
    most: f64,
}

impl Frame {
    fn slot(&self) -> i32 {
        (self.right - self.left) / self.n_slots.max(1)
    }

    fn x(&self, slot: i32) -> i32 {
        let share = (f64::from(slot) + 0.5) / f64::from(self.n_slots.max(1));
        self.left + (share * f64::from(self.right - self.left)).round() as i32
    }

    fn y(&self, value: f64) -> i32 {
        let share = value.max(0.0) / self.most;
        self.bottom - (share * f64::from(self.bottom - self.top)).round() as i32
    }
}

/// The series on one sheet.
pub(super) fn drawn(sheet: &Sheet, points: &[&SeriesPoint]) -> Result<String, Fault> {
    let height = if sheet.width > 400 { 330 } else { 250 };
    let placed = slots(points);
    let highest = points.iter().map(|p| p.high.unwrap_or(0.0).max(p.observed as f64)).fold(1.0, f64::max);
    let step = tick_step(highest);
    let most = (highest / step).ceil() * step;
    let frame = Frame {
        left: room(sheet, &grouped(most as i64)) + 8,
        right: sheet.width - 6,
        top: TOP,
        bottom: height - BOTTOM,
        n_slots: placed.last().map_or(1, |(slot, _)| slot + 1),
        most,
    };
    super::sheet::drawn((sheet.width, height), |area| {
        counts_axis(area, sheet, &frame, step)?;
        periods_axis(area, sheet, &frame, &placed)?;
        expected(area, &frame, &placed)?;
        counted(area, sheet, &frame, &placed)
    })
}

/// Months stand at their distance in months, so that a month without a count leaves its gap; other
/// periods stand one after another.
fn slots<'a>(points: &[&'a SeriesPoint]) -> Vec<(i32, &'a SeriesPoint)> {
    let months =
        |p: &SeriesPoint| words::month(&p.period).map(|d| i32::from(d.year()) * 12 + i32::from(d.month()));
    let first = points.first().and_then(|p| months(p));
    let all_months = points.iter().all(|p| months(p).is_some());
    let slot = |at: usize, p: &SeriesPoint| match (first, months(p)) {
        (Some(first), Some(month)) if all_months => month - first,
        _ => at as i32,
    };
    let mut placed: Vec<_> = points.iter().enumerate().map(|(at, p)| (slot(at, p), *p)).collect();
    placed.sort_by_key(|(slot, _)| *slot);
    placed
}

/// A step of 1, 2 or 5 times a power of ten that makes four to eight lines.
fn tick_step(most: f64) -> f64 {
    let raw = (most / 5.0).max(1.0);
    let power = 10_f64.powi(raw.log10().floor() as i32);
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|step| *step >= raw).unwrap_or(raw)
}

fn counts_axis(area: &Area<'_>, sheet: &Sheet, frame: &Frame, step: f64) -> Result<(), Fault> {
    for tick in 0..=(frame.most / step).round() as i32 {
        let value = f64::from(tick) * step;
        let y = frame.y(value);
        let colour = if tick == 0 { INK } else { GRID };
        line(area, &[(frame.left, y), (frame.right, y)], colour.stroke_width(1))?;
        letters(area, sheet, &grouped(value as i64), (frame.left - 6, y), Stands::Right)?;
    }
    Ok(())
}

/// As many periods are named as stand beside each other without touching, those of alarms first.
fn periods_axis(
    area: &Area<'_>,
    sheet: &Sheet,
    frame: &Frame,
    placed: &[(i32, &SeriesPoint)],
) -> Result<(), Fault> {
    let mut taken: Vec<(i32, i32)> = Vec::new();
    let (alarms, others): (Vec<_>, Vec<_>) = placed.iter().partition(|(_, point)| point.alarm == "yes");
    for (slot, point) in alarms.into_iter().chain(others) {
        let x = frame.x(slot);
        line(area, &[(x, frame.bottom), (x, frame.bottom + 4)], INK.stroke_width(1))?;
        let lines = short(&point.period);
        let half = lines.iter().map(|words| room(sheet, words)).max().unwrap_or(0) / 2 + 3;
        let middle = x.clamp(half, (sheet.width - half).max(half));
        if taken.iter().all(|(from, to)| middle + half <= *from || *to <= middle - half) {
            taken.push((middle - half, middle + half));
            name(area, sheet, &lines, (middle, frame.bottom))?;
        }
    }
    Ok(())
}

fn name(area: &Area<'_>, sheet: &Sheet, lines: &[String], (x, bottom): Point) -> Result<(), Fault> {
    for (at, words) in lines.iter().enumerate() {
        let y = bottom + 14 + at as i32 * (sheet.letters + 3);
        letters(area, sheet, words, (x, y), Stands::Centre)?;
    }
    Ok(())
}

/// A period on two short lines: month over year, quarter over year.
fn short(period: &str) -> Vec<String> {
    match words::month(period) {
        Some(first) => vec![first.strftime("%b").to_string(), first.year().to_string()],
        None => period.split_whitespace().rev().map(str::to_owned).collect(),
    }
}

fn expected(area: &Area<'_>, frame: &Frame, placed: &[(i32, &SeriesPoint)]) -> Result<(), Fault> {
    let half = (frame.slot() * 3 / 10).clamp(3, 24);
    for (slot, point) in placed {
        let (x, Some(low), Some(high)) = (frame.x(*slot), point.low, point.high) else { continue };
        block(area, (x - half, frame.y(high)), (x + half, frame.y(low)), BAND)?;
        let Some(middle) = point.expected.map(|value| frame.y(value)) else { continue };
        line(area, &[(x - half, middle), (x + half, middle)], INK.stroke_width(2))?;
    }
    Ok(())
}

fn counted(
    area: &Area<'_>,
    sheet: &Sheet,
    frame: &Frame,
    placed: &[(i32, &SeriesPoint)],
) -> Result<(), Fault> {
    let at = |(slot, point): &(i32, &SeriesPoint)| (frame.x(*slot), frame.y(point.observed as f64));
    for pair in placed.windows(2) {
        if let [before, after] = pair
            && after.0 - before.0 == 1
        {
            line(area, &[at(before), at(after)], CALM.stroke_width(1))?;
        }
    }
    for one in placed {
        if one.1.alarm == "yes" { alarm(area, sheet, frame, at(one), one.1)? } else { disc(area, at(one))? }
    }
    Ok(())
}

fn disc(area: &Area<'_>, at: Point) -> Result<(), Fault> {
    area.draw(&Circle::new(at, 4, CALM.filled())).map_err(fault)
}

/// A diamond, so that an alarm is told by its shape as well as by its colour.
fn alarm(
    area: &Area<'_>,
    sheet: &Sheet,
    frame: &Frame,
    (x, y): Point,
    point: &SeriesPoint,
) -> Result<(), Fault> {
    let corners = vec![(x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y)];
    area.draw(&Polygon::new(corners, ALERT.filled())).map_err(fault)?;
    if frame.slot() < ROOM_FOR_COUNT {
        return Ok(());
    }
    let below = y + 12 + sheet.letters / 2;
    let at = if below + sheet.letters < frame.bottom { below } else { y - 12 - sheet.letters / 2 };
    letters(area, sheet, &grouped(point.observed), (x, at), Stands::Centre)
}
