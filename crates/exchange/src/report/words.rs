//! Numbers, days and times as a person reads them.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::report::summary::{Answer, ShareFigure};

/// A share as a percentage at one decimal: `96.6%`. Never printed without its n beside it. Where one
/// decimal would round to a false 0% or 100%, two are printed.
pub fn percent(share: f64) -> String {
    let hundredths = share * 100.0;
    let one = format!("{hundredths:.1}");
    let misleads = (one == "0.0" && share > 0.0) || (one == "100.0" && share < 1.0);
    if misleads { format!("{hundredths:.2}%") } else { format!("{one}%") }
}

/// A whole number with thousands separators.
pub fn grouped(n: i64) -> String {
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

pub(crate) fn count(n: u64) -> String {
    grouped(i64::try_from(n).unwrap_or(i64::MAX))
}

pub(crate) fn whole(value: f64) -> String {
    grouped(value.round() as i64)
}

/// "1 crime", "2 crimes": the count with the noun that fits it.
pub(crate) fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// Hours as hours and minutes, from three days on as days and hours.
pub(crate) fn duration(hours: f64) -> String {
    let minutes = (hours * 60.0).round() as i64;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours @ 72.., _) => format!("{} days {} h", hours / 24, hours % 24),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// `2026-10-11` as `11 October 2026`; anything else as it stands.
pub(crate) fn day(text: &str) -> String {
    text.parse::<Date>().map_or_else(|_| text.to_owned(), |day| format!("{}", day.strftime("%-d %B %Y")))
}

/// `2018-11` as `November 2018`; anything else as it stands.
pub(crate) fn period(text: &str) -> String {
    month(text).map_or_else(|| text.to_owned(), |first| format!("{}", first.strftime("%B %Y")))
}

/// The first day of a period that is a month, `2018-11`.
pub(in crate::report) fn month(text: &str) -> Option<Date> {
    (text.len() == 7).then(|| format!("{text}-01").parse().ok()).flatten()
}

/// An instant in UTC as the wall time a person saw, to the minute; anything else as it stands.
pub(crate) fn wall_time(text: &str, zone: &str) -> String {
    let Ok(instant) = text.parse::<Timestamp>() else { return text.to_owned() };
    let Ok(local) = instant.in_tz(zone) else { return text.to_owned() };
    format!("{}", local.strftime("%-d %b %Y %H:%M"))
}

/// The force of a series; an extract that names none is called what it is.
pub(crate) fn force(name: &str) -> String {
    if is_named(name) { name.to_owned() } else { "This extract".into() }
}

/// What a plot or table of one force's crimes is called.
pub(crate) fn all_crime(name: &str) -> String {
    if is_named(name) { format!("{name}: all crime") } else { "All crime in this extract".into() }
}

/// Whether a series names its force; an extract that names none is one force, "this extract".
pub(crate) fn is_named(force: &str) -> bool {
    force != crate::intake::UNNAMED_FORCE
}

/// A name from outside, cut so that the first page stays one page.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most).chain(['…']).collect()
}

/// The name of an interval's method; its 95% is said beside the interval.
pub(crate) fn method(name: &str) -> &str {
    name.trim_end_matches(" 95%")
}

/// A share in full: value, k of n, interval, method.
pub(crate) fn worded(figure: &ShareFigure) -> String {
    format!("{} ({} of {}; {})", percent(figure.value), count(figure.k), count(figure.n), interval(figure))
}

/// The interval of a share with its method.
pub(crate) fn interval(figure: &ShareFigure) -> String {
    format!("95% interval {} to {}, {}", percent(figure.low), percent(figure.high), method(&figure.method))
}

/// A share in full, or why there is none.
pub(crate) fn answered(answer: &Answer<ShareFigure>) -> String {
    match answer {
        Answer::Known(figure) => worded(figure),
        Answer::NotInThisExtract { not_in_this_extract } => {
            format!("not in this extract. {not_in_this_extract}")
        }
    }
}
