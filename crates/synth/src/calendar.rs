//! The days of the period in London, and the rhythm of calls over week and day.

use alloc::vec::Vec;

use terms::{Day, Zone};

use crate::random::Random;

/// Relative calls by weekday, Monday first: more at the week's end. Assumed.
const WEEKDAYS: [f64; 7] = [0.97, 0.95, 0.95, 0.97, 1.06, 1.10, 1.00];
/// Relative calls by local hour: few before dawn, most in the late afternoon and evening. Assumed.
const HOURS: [f64; 24] = [
    3.2, 2.7, 2.3, 1.9, 1.5, 1.4, 1.7, 2.5, 3.8, 4.6, 4.9, 5.0, 5.1, 5.1, 5.2, 5.6, 6.0, 6.1, 5.9, 5.7, 5.4,
    5.0, 4.6, 4.0,
];

/// Local days, from before the period to after it.
pub struct Calendar {
    starts: Vec<i64>,
    cumulative: Vec<f64>,
}

impl Calendar {
    /// The calendar of a period of `n_days` from `first`, in Europe/London.
    pub fn new(first: Day, n_days: u32) -> Self {
        let zone = Zone::london();
        let starts = (0..=n_days as i32).map(|n| zone.start_of_day(Day(first.0 + n))).collect();
        let mut sum = 0.0;
        let cumulative = (0..n_days as i32)
            .map(|n| {
                sum += day_weight(Day(first.0 + n));
                sum
            })
            .collect();
        Self { starts, cumulative }
    }

    /// A time of receipt: UTC seconds, by season, weekday and hour.
    pub fn draw(&self, random: &mut Random) -> i64 {
        let total = self.cumulative.last().copied().unwrap_or(0.0);
        let target = random.uniform() * total;
        let day = self.cumulative.partition_point(|sum| *sum <= target);
        let hour = random.weighted(HOURS.into_iter());
        let share = (hour as f64 + random.uniform()) / 24.0;
        self.within(day, share)
    }

    /// The second at a share of the day; a day of 23 or 25 hours is stretched over all its hours, so
    /// that both readings of a doubled hour occur.
    fn within(&self, day: usize, share: f64) -> i64 {
        let start = self.starts.get(day).copied().unwrap_or(0);
        let end = self.starts.get(day + 1).copied().unwrap_or(start + 86_400);
        start + ((end - start) as f64 * share) as i64
    }

    /// The first second after the period.
    pub fn end(&self) -> i64 {
        self.starts.last().copied().unwrap_or(0)
    }

    /// How far into the period a second is, from 0 to 1.
    pub fn point(&self, seconds: i64) -> f64 {
        let (Some(&start), Some(&end)) = (self.starts.first(), self.starts.last()) else { return 0.0 };
        ((seconds - start) as f64 / (end - start).max(1) as f64).clamp(0.0, 1.0)
    }
}

fn day_weight(day: Day) -> f64 {
    let weekday = WEEKDAYS.get(usize::from(day.weekday())).copied().unwrap_or(1.0);
    // Highest in mid-July, day 196 of the year.
    let season = libm::cos(2.0 * core::f64::consts::PI * f64::from(day.0 - 196) / 365.25);
    weekday * (1.0 + 0.07 * season)
}

/// Seconds by which London is ahead of UTC: one hour from 01:00 UTC on the last Sunday of March to
/// 01:00 UTC on the last Sunday of October (Summer Time Order 2002).
pub fn london_offset(seconds: i64) -> i64 {
    let day = Day(seconds.div_euclid(86_400) as i32);
    let (year, month, _) = day.date();
    let summer = match month {
        4..=9 => true,
        3 => seconds >= change(year, 3),
        10 => seconds < change(year, 10),
        _ => false,
    };
    i64::from(summer) * 3_600
}

/// 01:00 UTC on the last Sunday of a month of 31 days.
fn change(year: i32, month: i32) -> i64 {
    let last = terms::Month::new(year, month).map_or(0, |month| month.first_day().0 + 30);
    let back = (i32::from(Day(last).weekday()) + 1) % 7;
    i64::from(last - back) * 86_400 + 3_600
}

/// The London year of a second.
pub fn london_year(seconds: i64) -> i32 {
    Day((seconds + london_offset(seconds)).div_euclid(86_400) as i32).date().0
}

/// The London wall clock of a second: hour and minute.
pub fn london_clock(seconds: i64) -> (u8, u8) {
    let left = (seconds + london_offset(seconds)).rem_euclid(86_400);
    ((left / 3_600) as u8, (left / 60 % 60) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use terms::Instant;

    #[test]
    fn the_wall_clock_agrees_with_the_zone() {
        let zone = Zone::london();
        for seconds in (1_727_000_000_i64..1_800_000_000).step_by(1_801) {
            let (hour, minute) = london_clock(seconds);
            let words = zone.words(Instant::exact(seconds));
            assert!(words.ends_with(&alloc::format!("{hour:02}:{minute:02}")), "{words}");
            let day = zone.day_of(Instant::exact(seconds));
            assert_eq!(london_year(seconds), day.date().0);
        }
    }

    #[test]
    fn days_of_a_clock_change_are_whole() {
        let day = |y, m, d| Day::from_date(y, m, d).unwrap();
        for (day, hours) in [(day(2026, 3, 29), 23), (day(2026, 10, 25), 25)] {
            let calendar = Calendar::new(day, 1);
            let start = Zone::london().start_of_day(day);
            let mut random = Random::new(1, "calendar");
            let hit: alloc::collections::BTreeSet<i64> =
                (0..5_000).map(|_| (calendar.draw(&mut random) - start) / 3_600).collect();
            assert_eq!(hit.into_iter().collect::<Vec<_>>(), (0..hours).collect::<Vec<_>>());
        }
    }
}
