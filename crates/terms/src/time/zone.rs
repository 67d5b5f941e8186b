//! The calendar of a place, and its clock changes.

use alloc::string::String;

use super::{Day, Instant, Precision};

/// A time zone, for the calendar day of an instant and for wall-clock times.
#[derive(Clone, Debug)]
pub struct Zone(jiff::tz::TimeZone);

impl Zone {
    /// A zone by its IANA name, `None` where there is none of that name.
    pub fn named(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("utc") {
            return Some(Self(jiff::tz::TimeZone::UTC));
        }
        jiff::tz::TimeZone::get(name).ok().map(Self)
    }

    /// Europe/London, where the days of a force of England and Wales begin and end.
    pub fn london() -> Self {
        // The zone is bundled into the program; UTC stands in only if the bundle lost it, and the
        // test of both clock changes would then fail.
        Self::named("Europe/London").unwrap_or(Self(jiff::tz::TimeZone::UTC))
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The calendar day of an instant here.
    pub fn day_of(&self, instant: Instant) -> Day {
        let Ok(stamp) = jiff::Timestamp::from_second(instant.seconds()) else {
            return Day(instant.seconds().div_euclid(86_400) as i32);
        };
        Day::of_date(self.0.to_datetime(stamp).date())
    }

    /// A wall-clock time here as an instant. Inside a clock change the result carries
    /// [`Precision::ClockChange`] and the earlier of its two readings.
    pub fn instant(&self, civil: jiff::civil::DateTime) -> Option<Instant> {
        use jiff::tz::AmbiguousOffset;
        let ambiguous = self.0.to_ambiguous_timestamp(civil);
        let read = |offset: jiff::tz::Offset| offset.to_timestamp(civil).ok().map(|t| t.as_second());
        match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { offset } => read(offset).map(Instant::exact),
            AmbiguousOffset::Gap { before, after } | AmbiguousOffset::Fold { before, after } => {
                let earlier = read(before)?.min(read(after)?);
                Some(Instant::new(earlier, Precision::ClockChange))
            }
        }
    }

    /// The first second of a day here.
    pub fn start_of_day(&self, day: Day) -> i64 {
        let (year, month, date) = day.date();
        let civil =
            jiff::civil::Date::new(year as i16, month as i8, date as i8).map(|date| date.at(0, 0, 0, 0));
        match civil.ok().and_then(|civil| self.instant(civil)) {
            Some(instant) => instant.seconds(),
            None => i64::from(day.0) * 86_400,
        }
    }

    /// `2026-03-29 09:15` here, or only the day or month where no more is known.
    pub fn words(&self, instant: Instant) -> String {
        let day = self.day_of(instant);
        match instant.precision() {
            Precision::Month => alloc::format!("{}", day.month()),
            Precision::Day => alloc::format!("{day}"),
            Precision::Minute | Precision::ClockChange => {
                let Ok(stamp) = jiff::Timestamp::from_second(instant.seconds()) else {
                    return alloc::format!("{day}");
                };
                let civil = self.0.to_datetime(stamp);
                let mark = if instant.precision() == Precision::ClockChange { " (clock change)" } else { "" };
                alloc::format!("{day} {:02}:{:02}{mark}", civil.hour(), civil.minute())
            }
        }
    }
}
