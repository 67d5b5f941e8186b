//! Instants with their precision, elapsed time, and the calendar of a place.
//!
//! Instants are in UTC, elapsed time is elapsed time, and wall-clock days belong to a zone
//! (Europe/London for a force of England and Wales): design, "Time". A value remembers how finely
//! it was stated, so that a measure which needs a finer one can say so instead of guessing.

mod day;
mod period;
#[cfg(test)]
mod tests;
mod zone;

use core::fmt;
use core::num::NonZeroU64;

pub use day::{Day, Month, month_name};
pub use period::Period;
pub use zone::Zone;

use day::civil_from_days;

/// How finely an instant was stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// To the minute or better.
    Minute,
    /// A wall-clock time inside a clock change: it happened twice (autumn) or never (spring).
    /// The true instant is the stored one or one hour later; which, is not known.
    ClockChange,
    /// To the calendar day in the extract's zone.
    Day,
    /// To the calendar month in the extract's zone.
    Month,
}

/// A point in time, UTC, with the precision it was stated to.
///
/// `seconds` is the earliest second the statement allows: the minute itself, the earlier reading of
/// a clock change, the start of the local day or of the local month.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    /// Seconds and precision in one number that orders as they do, and never nought: an extract holds
    /// millions of instants, and as many places where one is missing.
    packed: NonZeroU64,
}

/// Seconds beyond these, some 73 thousand million years, are held as these.
const FARTHEST_SECONDS: i64 = (1 << 61) - 1;
/// Turns the order of signed numbers into that of unsigned ones.
const SIGN: u64 = 1 << 63;

impl Instant {
    /// An instant known to the minute or better; `seconds` since 1970-01-01T00:00:00Z.
    pub const fn exact(seconds: i64) -> Self {
        Self::new(seconds, Precision::Minute)
    }

    /// An instant of a stated precision; `seconds` is the earliest second it allows.
    pub const fn new(seconds: i64, precision: Precision) -> Self {
        let within = if seconds > FARTHEST_SECONDS {
            FARTHEST_SECONDS
        } else if seconds < -FARTHEST_SECONDS {
            -FARTHEST_SECONDS
        } else {
            seconds
        };
        let packed = ((within << 2) as u64 | precision as u64) ^ SIGN;
        Self { packed: NonZeroU64::MIN.saturating_add(packed - 1) }
    }

    /// The earliest second the statement allows, since 1970-01-01T00:00:00Z.
    pub const fn seconds(self) -> i64 {
        (self.packed.get() ^ SIGN) as i64 >> 2
    }

    /// How finely the instant was stated.
    pub const fn precision(self) -> Precision {
        match self.packed.get() & 3 {
            0 => Precision::Minute,
            1 => Precision::ClockChange,
            2 => Precision::Day,
            _ => Precision::Month,
        }
    }

    /// Whether the time of day is known, if only to within a clock change.
    pub const fn has_time_of_day(self) -> bool {
        matches!(self.precision(), Precision::Minute | Precision::ClockChange)
    }

    /// Elapsed time from `self` to `later`, exact where both are exact, bounded across a clock
    /// change, and refused where either is known only to the day or month.
    pub fn elapsed_to(self, later: Self) -> Elapsed {
        if !self.has_time_of_day() || !later.has_time_of_day() {
            return Elapsed::TooCoarse;
        }
        let least = later.seconds() - self.seconds() - self.slack_seconds();
        let most = later.seconds() - self.seconds() + later.slack_seconds();
        Elapsed::Seconds { least, most }
    }

    const fn slack_seconds(self) -> i64 {
        match self.precision() {
            Precision::ClockChange => 3_600,
            _ => 0,
        }
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} ({:?})", self.precision())
    }
}

/// Elapsed time between two instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elapsed {
    /// Between `least` and `most` seconds, both inclusive; equal unless a clock change intervenes.
    Seconds {
        /// The fewest seconds that can have passed.
        least: i64,
        /// The most seconds that can have passed.
        most: i64,
    },
    /// At least one of the two is known only to the day or the month.
    TooCoarse,
}

impl Elapsed {
    /// Whether the elapsed time is at most `limit_seconds`; `None` where it cannot be told.
    pub const fn within(self, limit_seconds: i64) -> Option<bool> {
        match self {
            Self::Seconds { most, .. } if most <= limit_seconds => Some(true),
            Self::Seconds { least, .. } if least > limit_seconds => Some(false),
            _ => None,
        }
    }

    /// The exact elapsed seconds, where they are exact.
    pub const fn exact_seconds(self) -> Option<i64> {
        match self {
            Self::Seconds { least, most } if least == most => Some(least),
            _ => None,
        }
    }
}

/// ISO 8601 in UTC at the precision of the instant: `2026-03-29T00:30:00Z`, `2026-03-29`, `2026-03`.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A day or month is stored as its local midnight, which may lie on the UTC day before; noon
        // of that day never does (zones lie within 12 hours of UTC).
        let noon = if self.has_time_of_day() { 0 } else { 43_200 };
        let days = (self.seconds() + noon).div_euclid(86_400);
        let (year, month, day) = civil_from_days(days as i32);
        match self.precision() {
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Day => write!(f, "{year:04}-{month:02}-{day:02}"),
            Precision::Minute | Precision::ClockChange => {
                let left = self.seconds().rem_euclid(86_400);
                let (hour, minute, second) = (left / 3_600, left / 60 % 60, left % 60);
                write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
            }
        }
    }
}
