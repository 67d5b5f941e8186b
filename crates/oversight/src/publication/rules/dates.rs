//! Dates and periods that cannot be, or stand in the wrong order.

use alloc::format;
use alloc::vec::Vec;

use terms::Day;

use super::super::calendar::weekday_name;
use super::super::label::{Remark, Rule};
use super::super::lexicon;
use super::super::scan::Shape;
use super::{Read, Remarked};

/// No force is older than the Metropolitan Police.
const FIRST_YEAR: i64 = 1829;
/// How far ahead of the day of the check a plan may look, in years.
const YEARS_AHEAD: i64 = 15;
/// Days of section 55(5) of the Police Act 1996, beginning with the day of publication.
const RESPONSE_DAYS: i32 = 56;
const ADVICE: &str = "Look the date up and write it again.";

/// Looks at every date and period.
pub fn look(read: &Read<'_>, found: &mut Vec<Remarked>) {
    for at in 0..read.numbers.len() {
        let Some((_, number)) = read.number(at) else { continue };
        let wrong = match number.shape {
            Shape::Date(written) if !written.exists() => Some("the calendar has no such day".into()),
            Shape::Date(written) => {
                weekday_of(written).or_else(|| written.year.and_then(|year| year_of(read, year)))
            }
            Shape::Year(year) => year_of(read, year),
            Shape::FinancialYear(from, to) => {
                financial(from, to).filter(|_| !is_cycle(read, at, from, to)).or_else(|| year_of(read, from))
            }
            Shape::Time => no_such_time(read, at),
            Shape::Quarter(quarter) if !(1..=4).contains(&quarter) => {
                Some(format!("a year has four quarters, not {quarter}"))
            }
            _ => None,
        };
        if let Some(reason) = wrong {
            found.push((at, Remark::wrong(Rule::Calendar, reason, ADVICE)));
        }
    }
    reversed(read, found);
    response(read, found);
}

/// `25:10`, `2.75pm`, `14pm`: an hour or a minute that no clock shows.
fn no_such_time(read: &Read<'_>, at: usize) -> Option<alloc::string::String> {
    let (passage, number) = read.number(at)?;
    let said = passage.words(number.from, number.to).replace(' ', "");
    let twelve = said.ends_with("am") || said.ends_with("pm");
    let figures = said.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let mut parts = figures.split([':', '.']);
    let (hour, minute) = (parts.next()?, parts.next());
    if figures.len() == 4 && minute.is_none() {
        return None;
    }
    let hours = if twelve { 1..=12 } else { 0..=24 };
    let is_hour = hour.len() <= 2 && hour.parse().is_ok_and(|hour: u8| hours.contains(&hour));
    let is_minute = minute.is_none_or(|minute| minute.len() == 2 && minute.parse().is_ok_and(|m: u8| m < 60));
    (!(is_hour && is_minute)).then(|| format!("no clock shows {figures}"))
}

fn weekday_of(written: super::super::calendar::Written) -> Option<alloc::string::String> {
    let (day, said) = (written.day()?, written.weekday?);
    (day.weekday() != said).then(|| {
        format!("{} was a {}, not a {}", day.words(), weekday_name(day.weekday()), weekday_name(said))
    })
}

fn year_of(read: &Read<'_>, year: i64) -> Option<alloc::string::String> {
    let today = read.evidence.today?;
    let latest = i64::from(today.date().0) + YEARS_AHEAD;
    (!(FIRST_YEAR..=latest).contains(&year))
        .then(|| format!("the year {year} is out of range for a letter of {}", today.date().0))
}

fn financial(from: i64, to: i64) -> Option<alloc::string::String> {
    let end = if to < 100 { from - from % 100 + to + if to < from % 100 { 100 } else { 0 } } else { to };
    // A stretch such as 2016-2020 is no financial year; 2018/29 is neither.
    let stretch = to >= 100 && end > from && end - from <= 30;
    let consecutive = end == from + 1 || (to < 100 && (from + 1) % 100 == to);
    (!consecutive && !stretch)
        .then(|| format!("{from}/{to:02} is no financial year: the second year must follow the first"))
}

/// `PEEL 2023/25`, `the plan 2021-25`: the years of a programme, up to five.
fn is_cycle(read: &Read<'_>, at: usize, from: i64, to: i64) -> bool {
    const CYCLES: &[&str] =
        &["peel", "programme", "program", "cycle", "plan", "strategy", "framework", "inspections", "round"];
    let Some((passage, number)) = read.number(at) else { return false };
    let (begins, ends) = passage.sentence_of(number.from);
    let before = passage.words(begins.max(number.from.saturating_sub(5)), number.from);
    let after = passage.words(number.to, ends.min(number.to + 4));
    let years = to - from % 100;
    to < 100 && (2..=5).contains(&years) && (lexicon::any(&before, CYCLES) || lexicon::any(&after, CYCLES))
}

/// `from 30 June 2026 to 1 January 2026`.
fn reversed(read: &Read<'_>, found: &mut Vec<Remarked>) {
    for pair in 0..read.numbers.len().saturating_sub(1) {
        let (Some((passage, a)), Some((_, b))) = (read.number(pair), read.number(pair + 1)) else { continue };
        let same = read.sentence(pair) == read.sentence(pair + 1);
        let between = passage.words(a.to, b.from);
        if !same || !matches!(between.as_str(), "to" | "-" | "and" | "until") {
            continue;
        }
        let before = passage.words(a.from.saturating_sub(2), a.from);
        if between == "and" && !lexicon::any(&before, &["between"]) {
            continue;
        }
        let (Shape::Date(first), Shape::Date(second)) = (a.shape, b.shape) else { continue };
        if let (None, None, Some(from), Some(to)) = (first.day, second.day, first.year, second.year)
            && (to, second.month) < (from, first.month)
        {
            let reason = "the stretch ends in a month before the one it begins in";
            found.push((pair + 1, Remark::wrong(Rule::Calendar, reason, ADVICE)));
            continue;
        }
        let (Some(last), Some(begins)) = (
            second.day(),
            (super::super::calendar::Written { year: first.year.or(second.year), ..first }).day(),
        ) else {
            continue;
        };
        if begins > last {
            let reason =
                format!("the stretch ends on {} before it begins on {}", last.words(), begins.words());
            found.push((pair + 1, Remark::wrong(Rule::Calendar, reason, ADVICE)));
        }
    }
}

/// The letter's own day against the day of publication: before it, or after the 56 days.
fn response(read: &Read<'_>, found: &mut Vec<Remarked>) {
    let dates: Vec<(usize, Day, Role)> = (0..read.numbers.len()).filter_map(|at| dated(read, at)).collect();
    let (Some(published), Some(sent)) = (only(&dates, Role::Published), only(&dates, Role::Sent)) else {
        return;
    };
    let day = sent.1.0 - published.1.0 + 1;
    if day < 1 {
        let reason =
            format!("the response is dated before the report was published, on {}", published.1.words());
        found.push((sent.0, Remark::wrong(Rule::Calendar, reason, ADVICE)));
    } else if day > RESPONSE_DAYS {
        let reason = format!(
            "this is day {day} from publication on {}; comments are due within {RESPONSE_DAYS} days, beginning with that day",
            published.1.words()
        );
        found.push((
            sent.0,
            Remark::advice(
                Rule::Late,
                reason,
                "If the date is right, say in the text that the response is late.",
            ),
        ));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Published,
    Sent,
}

fn only(dates: &[(usize, Day, Role)], role: Role) -> Option<&(usize, Day, Role)> {
    let mut these = dates.iter().filter(|date| date.2 == role);
    let first = these.next()?;
    these.all(|other| other.1 == first.1).then_some(first)
}

fn dated(read: &Read<'_>, at: usize) -> Option<(usize, Day, Role)> {
    let (passage, number) = read.number(at)?;
    let Shape::Date(written) = number.shape else { return None };
    let day = written.day()?;
    let (from, to) = passage.sentence_of(number.from);
    let before = passage.words(from.max(number.from.saturating_sub(6)), number.from);
    let sentence = passage.words(from, to);
    if lexicon::any(&before, &["published", "publication", "published on", "published:"]) {
        return Some((at, day, Role::Published));
    }
    let letter = lexicon::any(&sentence, &["letter", "response", "dated", "sent"])
        && lexicon::any(&before, &["sent", "dated", "date", "wrote", "letter", "on"]);
    let alone = passage.tokens.len() <= number.to - number.from + 3 && at < 3;
    (letter || alone).then_some((at, day, Role::Sent))
}
