//! Reading dates and times as they are written in extracts.
//!
//! ISO 8601 is always understood, since it cannot be misread. Any other writing must be stated by
//! the mapping as a strftime pattern: whether 3/4/18 is March or April is a person's decision.

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::BrokenDownTime;
use terms::{Instant, Precision, Zone};

use crate::fault::Fault;
use crate::limits::{FIRST_YEAR, LAST_YEAR};

/// A stated way of writing dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: String,
    precision: Precision,
}

impl Pattern {
    /// A strftime pattern such as `%d/%m/%Y %H:%M`. Its precision follows from what it holds.
    ///
    /// # Errors
    /// Where it names neither a year nor a month, or a directive that is not understood.
    pub fn new(mapping: &str, text: &str) -> Result<Self, Fault> {
        let directives = directives(text);
        let has = |wanted: &str| directives.chars().any(|directive| wanted.contains(directive));
        let precision = match () {
            () if has("HIklTRs") => Precision::Minute,
            () if has("dejDF") => Precision::Day,
            () => Precision::Month,
        };
        if !has("YyDFGgs") {
            let what = format!(
                "the date pattern \"{text}\" has no year (%Y or %y). Write it like \"%d/%m/%Y %H:%M\"."
            );
            return Err(Fault::mapping(mapping, what));
        }
        let pattern = Self { text: text.to_owned(), precision };
        if !pattern.reads_what_it_writes() {
            let what = format!(
                "the date pattern \"{text}\" does not make a whole date: a directive is unknown, or the day, month, hour or am/pm (%p) is lacking. Write it like \"%d/%m/%Y %H:%M\"."
            );
            return Err(Fault::mapping(mapping, what));
        }
        Ok(pattern)
    }

    /// Whether a date written in this pattern is read back as the same: the proof that every
    /// directive is known and none is lacking.
    fn reads_what_it_writes(&self) -> bool {
        let zone = Zone::london();
        let date = Date::constant(2018, 11, 25);
        let time = Time::constant(21, 15, 0, 0);
        let (date, time) = match self.precision {
            Precision::Month => (date.first_of_month(), Time::midnight()),
            Precision::Day => (date, Time::midnight()),
            _ if !directives(&self.text).contains(['M', 'T', 'R', 'r', 's', 'c']) => {
                (date, Time::constant(21, 0, 0, 0))
            }
            _ => (date, time),
        };
        let Ok(zoned) = jiff::tz::TimeZone::UTC.to_zoned_datetime(DateTime::from_parts(date, time)) else {
            return false;
        };
        let Ok(written) = jiff::fmt::strtime::format(&self.text, &zoned) else { return false };
        let expected = place(date, time, self.precision, &zone);
        self.read(&written, &zone).is_some_and(|read| read == expected)
    }

    /// How fine the dates it reads are.
    pub const fn precision(&self) -> Precision {
        self.precision
    }

    /// The pattern as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn read(&self, value: &str, zone: &Zone) -> Option<Result<Instant, Why>> {
        let parsed = BrokenDownTime::parse(&self.text, value).ok()?;
        // With an offset, or as seconds since 1970, the value needs no zone.
        if let Ok(stamp) = parsed.to_timestamp() {
            let date = jiff::tz::TimeZone::UTC.to_datetime(stamp).date();
            return Some(if plausible(date) {
                Ok(Instant::exact(stamp.as_second()))
            } else {
                Err(Why::Implausible)
            });
        }
        let date = match self.precision {
            Precision::Month => Date::new(parsed.year()?, parsed.month()?, 1).ok()?,
            _ => parsed.to_date().ok()?,
        };
        let time = match self.precision {
            Precision::Minute => parsed.to_time().ok()?,
            _ => Time::midnight(),
        };
        Some(place(date, time, self.precision, zone))
    }
}

/// The letters of a pattern's directives, without flags and widths (`%-d` is `d`).
fn directives(text: &str) -> String {
    let mut after = text.split('%').skip(1).peekable();
    let mut letters = String::new();
    while let Some(piece) = after.next() {
        if piece.is_empty() && after.peek().is_some() {
            // "%%" is a per cent sign; what follows it is plain text.
            after.next();
            continue;
        }
        letters.extend(piece.chars().find(|c| !matches!(c, '-' | '_' | '^' | '#' | ':' | '.' | '0'..='9')));
    }
    letters
}

/// Why a value is not a usable date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Not written in any stated way.
    NotADate,
    /// A date, but before 1900 or after 2100.
    Implausible,
}

impl Why {
    /// The reason as quarantine.csv prints it.
    pub fn reason(self) -> String {
        match self {
            Self::NotADate => {
                "not a date in ISO 8601 or in a pattern the mapping states; correct it, or add its pattern to `dates`".into()
            }
            Self::Implausible => {
                format!("the year is outside {FIRST_YEAR} to {LAST_YEAR}; correct the date at the source")
            }
        }
    }
}

/// Reads one value: ISO 8601 first, then each stated pattern in order.
///
/// # Errors
/// [`Why::NotADate`] where none fits, [`Why::Implausible`] where the year cannot be right.
pub fn read(value: &str, patterns: &[Pattern], zone: &Zone) -> Result<Instant, Why> {
    if let Some(instant) = iso(value, zone) {
        return instant;
    }
    patterns.iter().find_map(|pattern| pattern.read(value, zone)).unwrap_or(Err(Why::NotADate))
}

/// `2018-11`, `2018-11-05`, `2018-11-05T09:15`, with a space for the T, seconds, fractions, `Z` or an
/// offset such as `+01:00`. `None` where the value is not written so.
fn iso(value: &str, zone: &Zone) -> Option<Result<Instant, Why>> {
    let (date, time) = match value.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time.trim_start())),
        None => (value, None),
    };
    let mut parts = date.split('-');
    let year: i16 = digits(parts.next()?, 4)?;
    let month: i8 = digits(parts.next()?, 2)?;
    let day = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let Some(day) = day else {
        let first = Date::new(year, month, 1).ok()?;
        return time.is_none().then(|| place(first, Time::midnight(), Precision::Month, zone));
    };
    let date = Date::new(year, month, digits(day, 2)?).ok()?;
    let Some(time) = time else {
        return Some(place(date, Time::midnight(), Precision::Day, zone));
    };
    let (clock, offset) = split_offset(time)?;
    let time = clock_time(clock)?;
    match offset {
        None => Some(place(date, time, Precision::Minute, zone)),
        Some(_) if !plausible(date) => Some(Err(Why::Implausible)),
        Some(seconds) => {
            let utc = jiff::tz::TimeZone::UTC.to_timestamp(DateTime::from_parts(date, time)).ok()?;
            Some(Ok(Instant::exact(utc.as_second() - seconds)))
        }
    }
}

fn digits<T: std::str::FromStr>(text: &str, n: usize) -> Option<T> {
    (text.len() == n && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// The clock part and the offset east of UTC in seconds, if one is stated.
fn split_offset(time: &str) -> Option<(&str, Option<i64>)> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some((clock.trim_end(), Some(0)));
    }
    let Some(at) = time.rfind(['+', '-']) else { return Some((time, None)) };
    let (clock, offset) = time.split_at_checked(at)?;
    let (sign, offset) = offset.split_at_checked(1)?;
    let (hours, minutes) = offset.split_once(':').or_else(|| offset.split_at_checked(2))?;
    let hours: i64 = digits(hours, 2)?;
    let minutes: i64 = if minutes.is_empty() { 0 } else { digits(minutes, 2)? };
    if hours > 18 || minutes > 59 {
        return None;
    }
    let seconds = hours * 3_600 + minutes * 60;
    Some((clock.trim_end(), Some(if sign == "-" { -seconds } else { seconds })))
}

fn clock_time(clock: &str) -> Option<Time> {
    let mut parts = clock.split(':');
    let hour: i8 = digits(parts.next()?, 2)?;
    let minute: i8 = digits(parts.next()?, 2)?;
    let second: i8 = match parts.next() {
        None => 0,
        Some(second) => seconds(second)?,
    };
    if parts.next().is_some() {
        return None;
    }
    Time::new(hour, minute, second, 0).ok()
}

/// Whole seconds, a fraction dropped; a leap second is the one before it.
fn seconds(text: &str) -> Option<i8> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    let whole: i8 = digits(whole, 2).filter(|_| is_fraction)?;
    Some(if whole == 60 { 59 } else { whole })
}

fn plausible(date: Date) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&date.year())
}

fn place(date: Date, time: Time, precision: Precision, zone: &Zone) -> Result<Instant, Why> {
    if !plausible(date) {
        return Err(Why::Implausible);
    }
    let instant = zone.instant(DateTime::from_parts(date, time)).ok_or(Why::NotADate)?;
    if precision == Precision::Minute {
        return Ok(instant);
    }
    Ok(Instant::new(instant.seconds(), precision))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, patterns: &[&str], expect: Result<&str, Why>) {
        let patterns: Vec<_> = patterns.iter().map(|text| Pattern::new("test", text).unwrap()).collect();
        let got = read(value, &patterns, &Zone::london()).map(|instant| instant.to_string());
        assert_eq!(got.as_deref().map_err(|why| *why), expect, "{value}");
    }

    #[test]
    fn iso_is_always_understood() {
        check("2018-11", &[], Ok("2018-11"));
        check("2018-11-05", &[], Ok("2018-11-05"));
        check("2018-07-05T09:15", &[], Ok("2018-07-05T08:15:00Z"));
        check("2018-07-05 09:15:59.123", &[], Ok("2018-07-05T08:15:59Z"));
        check("2018-07-05T09:15:00Z", &[], Ok("2018-07-05T09:15:00Z"));
        check("2018-07-05T09:15:00+0530", &[], Ok("2018-07-05T03:45:00Z"));
        check("2011-01-01T01:51:00-06:00", &[], Ok("2011-01-01T07:51:00Z"));
    }

    #[test]
    fn other_writings_must_be_stated() {
        check("5/11/2018 10:00", &[], Err(Why::NotADate));
        check("5/11/2018 10:00", &["%d/%m/%Y %H:%M"], Ok("2018-11-05T10:00:00Z"));
        check("2/2/17 06:41", &["%m/%d/%y %H:%M"], Ok("2017-02-02T06:41:00Z"));
        check("6/15/2016 11:31:00 PM", &["%m/%d/%Y %I:%M:%S %p"], Ok("2016-06-15T22:31:00Z"));
        check("2/3/17 00:00", &["%m/%d/%y 00:00", "%m/%d/%y %H:%M"], Ok("2017-02-03"));
        check("Nov 2018", &["%b %Y"], Ok("2018-11"));
        check("31/02/2018", &["%d/%m/%Y"], Err(Why::NotADate));
    }

    #[test]
    fn years_that_cannot_be_are_refused() {
        check("1026-03-01", &[], Err(Why::Implausible));
        check("2206-03-01T10:00:00Z", &[], Err(Why::Implausible));
        check("01/03/1026", &["%d/%m/%Y"], Err(Why::Implausible));
        check("1952-03-01", &[], Ok("1952-03-01"));
        check("2018-13-01", &[], Err(Why::NotADate));
        check("2018-11-05T24:30", &[], Err(Why::NotADate));
    }

    #[test]
    fn times_inside_a_clock_change_are_marked() {
        let precision = |value| read(value, &[], &Zone::london()).map(Instant::precision);
        assert_eq!(precision("2018-10-28T01:30"), Ok(Precision::ClockChange));
        assert_eq!(precision("2018-03-25T01:30"), Ok(Precision::ClockChange));
        assert_eq!(precision("2018-10-28T01:30+01:00"), Ok(Precision::Minute));
        assert_eq!(precision("2018-10-28T02:00"), Ok(Precision::Minute));
    }
}
