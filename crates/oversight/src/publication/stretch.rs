//! The stretch of time that a sentence gives, against the figure's own.

use alloc::format;
use alloc::vec::Vec;

use terms::{Day, Month};

use super::calendar;
use super::label::{Found, Remark, Rule};
use super::lexicon::{self, ELSEWHERE};
use super::passage::Passage;
use super::scan::Shape;
use crate::figure::Figure;

/// The text's own period against the figure's.
pub fn period(found: &mut Found, passage: &Passage, figure: &Figure) {
    let Some((from, to)) =
        figure.period.as_ref().and_then(|p| Some((calendar::iso(&p.from)?, calendar::iso(&p.to)?)))
    else {
        return;
    };
    let Some(number) = passage.numbers.get(found.number) else { return };
    let (start, end) = passage.sentence_of(number.from);
    let sentence = passage.words(start, end);
    if lexicon::any(&sentence, ELSEWHERE)
        || lexicon::any(&sentence, &["published", "previously", "compared with"])
    {
        return;
    }
    // A year beside another measure of the sentence is that one's: "94.2%, against 87.1% in 2021".
    let is_rate = |shape: Shape| matches!(shape, Shape::PerCent(_) | Shape::Of(..));
    let others = passage.numbers.iter().enumerate().filter(|(at, n)| *at != found.number && is_rate(n.shape));
    let (mut from_token, mut to_token) = (start, end);
    for (_, other) in others {
        if other.to <= number.from {
            from_token = from_token.max(other.to);
        } else if other.from >= number.to {
            to_token = to_token.min(other.from);
        }
    }
    let said: Vec<bool> =
        stretches(passage, from_token, to_token).iter().map(|stretch| stretch.fits(from, to)).collect();
    // A sentence without a period takes the one stretch that its paragraph gives.
    let all = stretches(passage, 0, passage.tokens.len());
    let whole: Vec<&Stretch> = all.iter().filter(|one| matches!(one, Stretch::Exactly(..))).collect();
    let paragraph = matches!(whole[..], [one] if said.is_empty() && !one.fits(from, to));
    if paragraph || (!said.is_empty() && said.iter().all(|fits| !fits)) {
        let reason = format!(
            "the text gives another period than figure {}, which covers {} to {}",
            figure.name,
            from.words(),
            to.words()
        );
        found.remark(Remark::wrong(
            Rule::WrongPeriod,
            reason,
            "Give the figure's own period, or compute a figure for the period that is meant.",
        ));
    }
}

/// A stretch of time in the text.
enum Stretch {
    /// From a day to a day: the figure's own.
    Exactly(Day, Day),
    /// To a day: the figure's last.
    EndsOn(Day),
    /// Something that must overlap.
    Within(Day, Day),
}

impl Stretch {
    fn fits(&self, from: Day, to: Day) -> bool {
        match *self {
            Self::Exactly(a, b) => a == from && b == to,
            Self::EndsOn(day) => day == to,
            Self::Within(a, b) => a <= to && from <= b,
        }
    }
}

fn stretches(passage: &Passage, start: usize, end: usize) -> Vec<Stretch> {
    let mut found = Vec::new();
    let numbers: Vec<_> = passage.numbers.iter().filter(|n| (start..end).contains(&n.from)).collect();
    let mut at = 0;
    while let Some(number) = numbers.get(at) {
        let before = passage.words(number.from.saturating_sub(3), number.from);
        let next = numbers.get(at + 1);
        match number.shape {
            Shape::Date(first) => {
                let joined = next.filter(|n| {
                    matches!(passage.words(number.to, n.from).as_str(), "to" | "-" | "and" | "until")
                });
                if let Some(Shape::Date(second)) = joined.map(|n| n.shape) {
                    let year = first.year.or(second.year);
                    if let (Some(a), Some(b)) = (first_day(first, year), last_day(second)) {
                        found.push(Stretch::Exactly(a, b));
                    }
                    at += 1;
                } else if let Some(begins) = month_before(passage, number.from) {
                    // "January to June 2026"
                    if let (Some(a), Some(b)) = (month_of(first.year, begins), last_day(first)) {
                        found.push(Stretch::Exactly(a.first_day(), b));
                    }
                } else if lexicon::any(&before, &["to", "ending", "ended", "until"]) {
                    found.extend(last_day(first).map(Stretch::EndsOn));
                } else if first.day.is_none()
                    && let Some(month) = month_of(first.year, first.month)
                {
                    found.push(Stretch::Within(month.first_day(), Day(Month(month.0 + 1).first_day().0 - 1)));
                }
            }
            Shape::FinancialYear(from, _) => {
                let year = |year: i64| Month::new(i32::try_from(year).ok()?, 4);
                if let (Some(a), Some(b)) = (year(from), year(from + 1)) {
                    found.push(Stretch::Within(a.first_day(), Day(b.first_day().0 - 1)));
                }
            }
            Shape::Year(year) => {
                let after = passage.words(number.to, number.to + 1);
                let year = i32::try_from(year).ok();
                let months = year.and_then(|y| Some((Month::new(y, 1)?, Month::new(y + 1, 1)?)));
                if let Some((a, b)) = months.filter(|_| !lexicon::names_a_report(&after)) {
                    found.push(Stretch::Within(a.first_day(), Day(b.first_day().0 - 1)));
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn month_of(year: Option<i64>, month: i64) -> Option<Month> {
    Month::new(i32::try_from(year?).ok()?, i32::try_from(month).ok()?)
}

fn first_day(written: calendar::Written, year: Option<i64>) -> Option<Day> {
    let whole = calendar::Written { year, ..written };
    whole
        .day()
        .or_else(|| month_of(year, written.month).filter(|_| written.day.is_none()).map(Month::first_day))
}

fn last_day(written: calendar::Written) -> Option<Day> {
    written.day().or_else(|| {
        let month = month_of(written.year, written.month).filter(|_| written.day.is_none())?;
        Some(Day(Month(month.0 + 1).first_day().0 - 1))
    })
}

/// The month of `January to` before a date.
fn month_before(passage: &Passage, at: usize) -> Option<i64> {
    let joined = matches!(passage.words(at.saturating_sub(1), at).as_str(), "to" | "-");
    let name = passage.words(at.saturating_sub(2), at.saturating_sub(1));
    if joined { calendar::month(&name) } else { None }
}
