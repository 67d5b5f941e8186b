//! Instants with their precision, elapsed time, and the calendar of a place.
//!
//! Instants are in UTC, elapsed time is elapsed time, and wall-clock days belong to a zone
//! (Europe/London for a force of England and Wales): design, "Time". A value remembers how finely
//! it was stated, so that a measure which needs a finer one can say so instead of guessing.

use alloc::string::String;
use core::fmt;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    seconds: i64,
    precision: Precision,
}

impl Instant {
    /// An instant known to the minute or better; `seconds` since 1970-01-01T00:00:00Z.
    pub const fn exact(seconds: i64) -> Self {
        Self::new(seconds, Precision::Minute)
    }

    /// An instant of a stated precision; `seconds` is the earliest second it allows.
    pub const fn new(seconds: i64, precision: Precision) -> Self {
        Self { seconds, precision }
    }

    /// The earliest second the statement allows, since 1970-01-01T00:00:00Z.
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// How finely the instant was stated.
    pub const fn precision(self) -> Precision {
        self.precision
    }

    /// Whether the time of day is known, if only to within a clock change.
    pub const fn has_time_of_day(self) -> bool {
        matches!(self.precision, Precision::Minute | Precision::ClockChange)
    }

    /// Elapsed time from `self` to `later`, exact where both are exact, bounded across a clock
    /// change, and refused where either is known only to the day or month.
    pub fn elapsed_to(self, later: Self) -> Elapsed {
        if !self.has_time_of_day() || !later.has_time_of_day() {
            return Elapsed::TooCoarse;
        }
        let least = later.seconds - self.seconds - self.slack_seconds();
        let most = later.seconds - self.seconds + later.slack_seconds();
        Elapsed::Seconds { least, most }
    }

    const fn slack_seconds(self) -> i64 {
        match self.precision {
            Precision::ClockChange => 3_600,
            _ => 0,
        }
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

/// A calendar day: days since 1970-01-01 in the zone it was taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day of a civil date, `None` where there is no such date.
    pub fn from_date(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = jiff::civil::Date::new(year, month, day).ok()?;
        Some(Self::of_date(date))
    }

    fn of_date(date: jiff::civil::Date) -> Self {
        let (year, month, day) = (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
        Self(days_from_civil(year, month, day))
    }

    /// Year, month 1 to 12, day 1 to 31.
    pub const fn date(self) -> (i32, i32, i32) {
        civil_from_days(self.0)
    }

    /// The month this day lies in.
    pub const fn month(self) -> Month {
        let (year, month, _) = self.date();
        Month(year * 12 + month - 1)
    }

    /// Day of the week, 0 = Monday.
    pub const fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7) as u8
    }

    /// Like `1 November 2018`.
    pub fn words(self) -> String {
        let (year, month, day) = self.date();
        alloc::format!("{day} {} {year}", month_name(month))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// A calendar month: months since year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(pub i32);

impl Month {
    /// The month of a year; `month` 1 to 12.
    pub const fn new(year: i32, month: i32) -> Option<Self> {
        if month < 1 || month > 12 {
            return None;
        }
        Some(Self(year * 12 + month - 1))
    }

    /// Year and month 1 to 12.
    pub const fn year_month(self) -> (i32, i32) {
        (self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }

    /// Its first day.
    pub const fn first_day(self) -> Day {
        let (year, month) = self.year_month();
        Day(days_from_civil(year, month, 1))
    }

    /// How many days it has.
    pub const fn n_days(self) -> i32 {
        Self(self.0 + 1).first_day().0 - self.first_day().0
    }

    /// Like `November 2018`.
    pub fn words(self) -> String {
        let (year, month) = self.year_month();
        alloc::format!("{} {year}", month_name(month))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = self.year_month();
        write!(f, "{year:04}-{month:02}")
    }
}

/// A counting period: a whole number of months from a first month.
///
/// Published counts come by month (`2018-11`), quarter (`2018-Q4`; `2017/18 Q1` is April to June
/// 2017) or year (`2018`; `2017/18` is April 2017 to March 2018).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Its first month.
    pub start: Month,
    /// How many months it covers: 1, 3 or 12.
    pub n_months: i32,
    /// Whether it was stated as part of a financial year, and is written so.
    pub financial: bool,
}

impl Period {
    /// One calendar month.
    pub const fn month(month: Month) -> Self {
        Self { start: month, n_months: 1, financial: false }
    }

    /// How many days it has.
    pub const fn n_days(self) -> i32 {
        Month(self.start.0 + self.n_months).first_day().0 - self.start.first_day().0
    }

    /// Its last day.
    pub const fn last_day(self) -> Day {
        Day(Month(self.start.0 + self.n_months).first_day().0 - 1)
    }

    /// Reads a period as published: `2018-11`, `2018-11-05` (its month), `11/2018`, `Nov 2018`,
    /// `2018-Q4`, `2018 Q4`, `2017/18 Q1`, `2017/18`, `2018`. `None` where it is none of these.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::parse_quarter(text).or_else(|| Self::parse_month(text)).or_else(|| Self::parse_year(text))
    }

    fn parse_quarter(text: &str) -> Option<Self> {
        let (year, quarter) = text.rsplit_once(['Q', 'q'])?;
        let quarter: i32 = quarter.trim().parse().ok().filter(|q| (1..=4).contains(q))?;
        let year = year.trim().trim_end_matches('-').trim();
        let (first, financial) = match financial_year(year) {
            Some(first) => (Month::new(first, 4)?, true),
            None => (Month::new(plain_year(year)?, 1)?, false),
        };
        Some(Self { start: Month(first.0 + (quarter - 1) * 3), n_months: 3, financial })
    }

    fn parse_month(text: &str) -> Option<Self> {
        let mut parts = text.split(['-', '/', ' ']).filter(|part| !part.is_empty());
        let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
        if parts.next().is_some() || (third.is_some() && !text.contains('-')) {
            return None;
        }
        let pair = match (plain_year(first), plain_year(second)) {
            (Some(year), None) => Some((year, month_number(second)?)),
            (None, Some(year)) if third.is_none() => Some((year, month_number(first)?)),
            _ => None,
        };
        let (year, month) = pair?;
        if financial_year(text).is_some() {
            return None;
        }
        Month::new(year, month).map(Self::month)
    }

    fn parse_year(text: &str) -> Option<Self> {
        let (start, financial) = match financial_year(text) {
            Some(year) => (Month::new(year, 4)?, true),
            None => (Month::new(plain_year(text)?, 1)?, false),
        };
        Some(Self { start, n_months: 12, financial })
    }

    /// Like `November 2018`, `April to June 2017`, `the year to March 2018`.
    pub fn words(self) -> String {
        let last = Month(self.start.0 + self.n_months - 1);
        match self.n_months {
            1 => self.start.words(),
            12 => alloc::format!("the year to {}", last.words()),
            _ => {
                let (first_year, first_month) = self.start.year_month();
                if first_year == last.year_month().0 {
                    alloc::format!("{} to {}", month_name(first_month), last.words())
                } else {
                    alloc::format!("{} to {}", self.start.words(), last.words())
                }
            }
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = self.start.year_month();
        let short = (year + 1).rem_euclid(100);
        let fiscal_year = if month < 4 { year - 1 } else { year };
        match (self.n_months, self.financial) {
            (1, _) => write!(f, "{}", self.start),
            (3, true) => {
                let quarter = (month + 8) % 12 / 3 + 1;
                write!(f, "{fiscal_year}/{:02} Q{quarter}", (fiscal_year + 1).rem_euclid(100))
            }
            (3, false) => write!(f, "{year}-Q{}", (month - 1) / 3 + 1),
            (_, true) => write!(f, "{year}/{short:02}"),
            (_, false) => write!(f, "{year}"),
        }
    }
}

fn plain_year(text: &str) -> Option<i32> {
    if text.len() != 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|year| (1900..=2100).contains(year))
}

/// `2017/18` or `2017-18` where the second part is the first plus one.
fn financial_year(text: &str) -> Option<i32> {
    let (first, second) = text.split_once(['/', '-'])?;
    let year = plain_year(first.trim())?;
    let second = second.trim();
    let next: i32 = second.parse().ok()?;
    let follows = match second.len() {
        2 => next == (year + 1) % 100,
        4 => next == year + 1,
        _ => false,
    };
    // 2011-12 is far more often December 2011 than the financial year 2011-12.
    let reads_as_month = text.contains('-') && second.len() == 2 && (1..=12).contains(&next);
    (follows && !reads_as_month).then_some(year)
}

fn month_number(text: &str) -> Option<i32> {
    if text.len() <= 2 {
        return text.parse().ok().filter(|month| (1..=12).contains(month));
    }
    let lower = text.to_ascii_lowercase();
    (1..=12).find(|&month| {
        let name = month_name(month).to_ascii_lowercase();
        name == lower || name.get(..3) == Some(lower.as_str())
    })
}

/// The English name of a month 1 to 12.
pub const fn month_name(month: i32) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

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
        let Ok(stamp) = jiff::Timestamp::from_second(instant.seconds) else {
            return Day(instant.seconds.div_euclid(86_400) as i32);
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
        match instant.precision {
            Precision::Month => alloc::format!("{}", day.month()),
            Precision::Day => alloc::format!("{day}"),
            Precision::Minute | Precision::ClockChange => {
                let Ok(stamp) = jiff::Timestamp::from_second(instant.seconds) else {
                    return alloc::format!("{day}");
                };
                let civil = self.0.to_datetime(stamp);
                let mark = if instant.precision == Precision::ClockChange { " (clock change)" } else { "" };
                alloc::format!("{day} {:02}:{:02}{mark}", civil.hour(), civil.minute())
            }
        }
    }
}

/// ISO 8601 in UTC at the precision of the instant: `2026-03-29T00:30:00Z`, `2026-03-29`, `2026-03`.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A day or month is stored as its local midnight, which may lie on the UTC day before; noon
        // of that day never does (zones lie within 12 hours of UTC).
        let noon = if self.has_time_of_day() { 0 } else { 43_200 };
        let days = (self.seconds + noon).div_euclid(86_400);
        let (year, month, day) = civil_from_days(days as i32);
        match self.precision {
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Day => write!(f, "{year:04}-{month:02}-{day:02}"),
            Precision::Minute | Precision::ClockChange => {
                let left = self.seconds.rem_euclid(86_400);
                let (hour, minute, second) = (left / 3_600, left / 60 % 60, left % 60);
                write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
            }
        }
    }
}

/// Days since 1970-01-01 of a proleptic Gregorian date (Hinnant, "chrono-compatible low-level date
/// algorithms").
const fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let doy = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    era * 146_097 + doe - 719_468
}

const fn civil_from_days(days: i32) -> (i32, i32, i32) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + (month <= 2) as i32;
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use jiff::civil::datetime;

    #[test]
    fn a_day_of_clock_change_has_23_or_25_hours() {
        let london = Zone::london();
        for (from, to, hours) in [
            ((2026, 3, 28), (2026, 3, 29), 24),
            ((2026, 3, 29), (2026, 3, 30), 23),
            ((2026, 10, 25), (2026, 10, 26), 25),
        ] {
            let start = |(y, m, d)| london.start_of_day(Day::from_date(y, m, d).unwrap());
            assert_eq!(start(to) - start(from), hours * 3_600, "{from:?}");
        }
    }

    #[test]
    fn a_wall_time_inside_a_clock_change_keeps_both_readings() {
        let london = Zone::london();
        for (civil, earlier) in [
            (datetime(2026, 3, 29, 1, 30, 0, 0), "2026-03-29T00:30:00Z"),
            (datetime(2026, 10, 25, 1, 30, 0, 0), "2026-10-25T00:30:00Z"),
        ] {
            let instant = london.instant(civil).unwrap();
            assert_eq!(instant.precision(), Precision::ClockChange);
            assert_eq!(instant.to_string(), earlier);
            let next = Instant::exact(instant.seconds() + 86_400);
            assert_eq!(instant.elapsed_to(next).within(86_400), Some(true));
            let just_over = Instant::exact(instant.seconds() + 86_400 + 1_800);
            assert_eq!(instant.elapsed_to(just_over).within(86_400), None);
            let over = Instant::exact(instant.seconds() + 90_001);
            assert_eq!(instant.elapsed_to(over).within(86_400), Some(false));
        }
    }

    #[test]
    fn a_day_is_written_as_the_day_it_is_in_its_zone() {
        for zone in ["Europe/London", "America/Chicago", "Pacific/Auckland"] {
            let zone = Zone::named(zone).unwrap();
            for (precision, written) in [(Precision::Day, "2018-07-01"), (Precision::Month, "2018-07")] {
                let start = zone.start_of_day(Day::from_date(2018, 7, 1).unwrap());
                assert_eq!(Instant::new(start, precision).to_string(), written, "{zone:?}");
            }
        }
    }

    #[test]
    fn elapsed_time_is_refused_between_days() {
        let day = Instant::new(0, Precision::Day);
        assert_eq!(day.elapsed_to(Instant::exact(60)), Elapsed::TooCoarse);
        assert_eq!(Elapsed::TooCoarse.within(60), None);
    }

    #[test]
    fn periods_are_read_as_published() {
        for (text, written, days, words) in [
            ("2018-11", "2018-11", 30, "November 2018"),
            ("2018-11-05", "2018-11", 30, "November 2018"),
            ("11/2018", "2018-11", 30, "November 2018"),
            ("Nov 2018", "2018-11", 30, "November 2018"),
            ("2011-12", "2011-12", 31, "December 2011"),
            ("2018-Q4", "2018-Q4", 92, "October to December 2018"),
            ("2017/18 Q1", "2017/18 Q1", 91, "April to June 2017"),
            ("2017/18 Q4", "2017/18 Q4", 90, "January to March 2018"),
            ("2017/18", "2017/18", 365, "the year to March 2018"),
            ("2016", "2016", 366, "the year to December 2016"),
        ] {
            let period = Period::parse(text).unwrap();
            assert_eq!(period.to_string(), written, "{text}");
            assert_eq!(period.n_days(), days, "{text}");
            assert_eq!(period.words(), words, "{text}");
        }
        for text in ["", "13/2018", "2018-13", "November", "1026-01", "2017/19", "5/11/2018"] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_and_dates_agree() {
        for days in (-40_000..60_000).step_by(37) {
            let (year, month, day) = Day(days).date();
            assert_eq!(Day::from_date(year as i16, month as i8, day as i8), Some(Day(days)));
        }
        assert_eq!(Day::from_date(2026, 11, 23).unwrap().weekday(), 0);
        assert_eq!(Day::from_date(2026, 2, 29), None);
    }
}
