//! Times, numbers and shares as people write them.

use jiff::Timestamp;
use terms::{Instant, Precision, Share, Zone};

/// A moment of the ledger (microseconds since 1970 UTC) in Europe/London: `25 November 2026, 9:05am`.
pub(crate) fn moment(micros: i64) -> String {
    Timestamp::from_microsecond(micros).ok().and_then(london).unwrap_or_else(|| "an impossible time".into())
}

/// A time of an extract, as finely as it was stated.
pub(crate) fn instant(at: Instant) -> String {
    let day = Zone::london().day_of(at);
    match at.precision() {
        Precision::Month => day.month().words(),
        Precision::Day => day.words(),
        Precision::ClockChange => format!("{} (clock change)", exact(at)),
        Precision::Minute => exact(at),
    }
}

/// A time, or that there is none.
pub(crate) fn maybe_instant(at: Option<Instant>) -> String {
    at.map_or_else(|| "Not in this extract".into(), instant)
}

fn exact(at: Instant) -> String {
    Timestamp::from_second(at.seconds()).ok().and_then(london).unwrap_or_else(|| "an impossible time".into())
}

fn london(at: Timestamp) -> Option<String> {
    let local = at.in_tz("Europe/London").ok()?;
    let (hour, minute) = (local.hour(), local.minute());
    let time = match (hour, minute) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        _ => {
            let half = if hour < 12 { "am" } else { "pm" };
            let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
            if minute == 0 { format!("{twelve}{half}") } else { format!("{twelve}:{minute:02}{half}") }
        }
    };
    Some(format!("{}, {time}", local.strftime("%-d %B %Y")))
}

/// `2026-03-01` as `1 March 2026`; anything else as it stands.
pub(crate) fn day(text: &str) -> String {
    text.parse::<jiff::civil::Date>()
        .map_or_else(|_| text.to_owned(), |day| day.strftime("%-d %B %Y").to_string())
}

/// A whole number with thousands separators.
pub(crate) fn count(n: impl TryInto<i64>) -> String {
    let n = n.try_into().unwrap_or(i64::MAX);
    let digits = n.unsigned_abs().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if n < 0 { format!("-{text}") } else { text }
}

/// "1 crime", "2 crimes".
pub(crate) fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(n as i64), if n == 1 { one } else { many })
}

/// A share as a percentage at one decimal, at two where one would round to a false 0% or 100%.
pub(crate) fn percent(share: f64) -> String {
    let hundredths = share * 100.0;
    let one = format!("{hundredths:.1}");
    let misleads = (one == "0.0" && share > 0.0) || (one == "100.0" && share < 1.0);
    if misleads { format!("{hundredths:.2}%") } else { format!("{one}%") }
}

/// The interval of a share.
pub(crate) fn interval(share: &Share) -> String {
    let (low, high) = (percent(share.interval.low), percent(share.interval.high));
    format!("95% interval {low} to {high}, {}", share.interval.method.trim_end_matches(" 95%"))
}

/// Seconds as hours and minutes, from three days on as days and hours.
pub(crate) fn duration(seconds: i64) -> String {
    let minutes = seconds / 60;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours @ 72.., _) => format!("{} days {} h", hours / 24, hours % 24),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// With a capital letter at the beginning.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_as_people_write_them() {
        for (seconds, words) in [
            (1_795_608_000, "25 November 2026, midday"),
            (1_795_564_800, "25 November 2026, midnight"),
            (1_782_896_700, "1 July 2026, 10:05am"),
            (1_782_910_800, "1 July 2026, 2pm"),
        ] {
            assert_eq!(instant(Instant::exact(seconds)), words);
            assert_eq!(moment(seconds * 1_000_000), words);
        }
        assert_eq!(instant(Instant::new(1_782_896_700, Precision::Day)), "1 July 2026");
    }

    #[test]
    fn numbers_as_people_write_them() {
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(counted(1, "crime", "crimes"), "1 crime");
        assert_eq!(
            (percent(0.9665), percent(0.999_9), percent(1.0)),
            ("96.7%".into(), "99.99%".into(), "100.0%".into())
        );
        assert_eq!(
            (duration(59 * 60), duration(90_000), duration(300_000)),
            ("59 min".into(), "25 h 0 min".into(), "3 days 11 h".into())
        );
    }
}
