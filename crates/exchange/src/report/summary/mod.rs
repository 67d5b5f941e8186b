//! What a check found, as one value: written as `summary.json`, drawn as `report.html`. Field names
//! are a contract: docs/summary.md documents each and a snapshot test holds them.

mod completeness;
mod measures;
mod received;

use serde::Serialize;
use terms::Share;

pub use completeness::*;
pub use measures::*;
pub use received::*;

/// An answer, or the sentence that says why this extract holds none. Never a nought instead.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Answer<T> {
    /// The answer.
    Known(T),
    /// Why there is none.
    NotInThisExtract {
        /// The sentence.
        not_in_this_extract: String,
    },
}

impl<T> Answer<T> {
    /// No answer, and why.
    pub fn none(why: impl Into<String>) -> Self {
        Self::NotInThisExtract { not_in_this_extract: why.into() }
    }

    /// An answer where there is one, else why not.
    pub fn or(value: Option<T>, why: impl Into<String>) -> Self {
        value.map_or_else(|| Self::none(why), Self::Known)
    }

    /// The answer, if there is one.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::NotInThisExtract { .. } => None,
        }
    }

    /// Why there is none, if so.
    pub fn why_not(&self) -> Option<&str> {
        match self {
            Self::Known(_) => None,
            Self::NotInThisExtract { not_in_this_extract } => Some(not_in_this_extract),
        }
    }
}

/// A share with its interval and method.
#[derive(Clone, Debug, Serialize)]
pub struct ShareFigure {
    /// How many.
    pub k: u64,
    /// Out of how many.
    pub n: u64,
    /// k / n, four places.
    pub value: f64,
    /// Lower end of the 95% interval, four places.
    pub low: f64,
    /// Upper end of the 95% interval, four places.
    pub high: f64,
    /// Method of the interval.
    pub method: String,
}

impl From<Share> for ShareFigure {
    fn from(share: Share) -> Self {
        Self {
            k: share.k,
            n: share.n,
            value: places(share.value(), 4),
            low: places(share.interval.low, 4),
            high: places(share.interval.high, 4),
            method: share.interval.method.into(),
        }
    }
}

/// A number at a stated number of decimal places.
pub fn places(value: f64, n: i32) -> f64 {
    let scale = 10_f64.powi(n);
    (value * scale).round() / scale
}

/// Everything a check found.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// Version of these field names.
    pub version: u32,
    /// Version of the program.
    pub program: String,
    /// Measures are as at the end of this day.
    pub as_at: String,
    /// Zone of calendar days.
    pub zone: String,
    /// First and last day with a row, if any row has a date.
    pub first_day: Option<String>,
    /// Last day with a row.
    pub last_day: Option<String>,
    /// The files read.
    pub files: Vec<FileEntry>,
    /// What each file gave each table.
    pub tables: Vec<TableEntry>,
    /// Totals by table.
    pub received: Vec<TotalEntry>,
    /// Number series, quiet channels, rows dated after the as-at day.
    pub reconciliation: ReconciliationEntry,
    /// The completeness alarm.
    pub completeness: Answer<CompletenessEntry>,
    /// Crimes by where the record stands. All are in the measures: each was recorded.
    pub crimes_by_status: Vec<StatusEntry>,
    /// Links between incidents and crimes.
    pub links: Answer<LinksEntry>,
    /// Within 24 hours.
    pub timeliness: Answer<TimelinessEntry>,
    /// Crime-related incidents with no crime linked.
    pub unlinked_incidents: Answer<UnlinkedEntry>,
    /// Domestic abuse with no crime linked.
    pub domestic_abuse: Answer<DomesticAbuseEntry>,
    /// The first audit sample.
    pub sample: Answer<SampleEntry>,
    /// Settings the figures rest on.
    pub settings: Vec<SettingEntry>,
}
