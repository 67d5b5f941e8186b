//! Dates as drafts write them.

use alloc::string::String;

use terms::Day;

/// A date, with the parts that were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Day of the month.
    pub day: Option<i64>,
    /// Month, 1 to 12 where it is one.
    pub month: i64,
    /// Year.
    pub year: Option<i64>,
    /// Weekday, Monday 0.
    pub weekday: Option<u8>,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The same in Welsh.
const WELSH_MONTHS: [&str; 12] = [
    "ionawr",
    "chwefror",
    "mawrth",
    "ebrill",
    "mai",
    "mehefin",
    "gorffennaf",
    "awst",
    "medi",
    "hydref",
    "tachwedd",
    "rhagfyr",
];

/// A month by its name, English or Welsh, or the first three letters of the English.
pub fn month(word: &str) -> Option<i64> {
    if let Some(at) = WELSH_MONTHS.iter().position(|name| *name == word) {
        return Some(at as i64 + 1);
    }
    let found = MONTHS.iter().position(|name| {
        *name == word || (name.get(..3) == Some(word)) || (word == "sept" && *name == "september")
    });
    found.map(|at| at as i64 + 1)
}

/// A weekday by its name, Monday 0.
pub fn weekday(word: &str) -> Option<u8> {
    DAYS.iter().position(|name| *name == word).map(|at| at as u8)
}

/// Name of a weekday, Monday 0.
pub fn weekday_name(day: u8) -> &'static str {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        .get(day as usize)
        .copied()
        .unwrap_or("")
}

impl Written {
    /// The day, where day, month and year were written and there is such a day.
    pub fn day(self) -> Option<Day> {
        let (year, month, day) = (self.year?, self.month, self.day?);
        Day::from_date(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    }

    /// Whether the calendar holds it: without a year, 29 February may be.
    pub fn exists(self) -> bool {
        if !(1..=12).contains(&self.month) {
            return false;
        }
        let Some(day) = self.day else { return true };
        Self { year: Some(self.year.unwrap_or(2024)), day: Some(day), ..self }.day().is_some()
    }
}

/// Reads `2026-06-30`.
pub fn iso(text: &str) -> Option<Day> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    Day::from_date(year, month, day)
}

/// `30 June 2026` of `2026-06-30`; as it is where it is no such date.
pub fn in_words(text: &str) -> String {
    iso(text).map_or_else(|| text.into(), Day::words)
}
