//! Counting periods as published: months, quarters and years.

use alloc::string::String;
use core::fmt;

use super::day::{Day, Month, month_name};

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
