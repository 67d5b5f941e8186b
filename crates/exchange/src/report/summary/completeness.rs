//! The completeness alarm, in the summary.

use serde::Serialize;

/// The completeness alarm.
#[derive(Clone, Debug, Serialize)]
pub struct CompletenessEntry {
    /// `counts` (as given) or `rows` (accepted rows by month).
    pub basis: String,
    /// Force, category and period combinations assessed.
    pub assessed: u64,
    /// Of those, too short a series to say.
    pub too_short: u64,
    /// Alarms, largest shortfall first.
    pub alarms: Vec<AlarmEntry>,
    /// Stretches in which a force has no rows at all: nothing can be said of them.
    pub absent: Vec<AbsentEntry>,
    /// All-crime series by force, for the plots.
    pub series: Vec<SeriesPoint>,
}

/// One alarm.
#[derive(Clone, Debug, Serialize)]
pub struct AlarmEntry {
    /// Force.
    pub force: String,
    /// Category.
    pub category: String,
    /// Period.
    pub period: String,
    /// Rows observed.
    pub observed: i64,
    /// Rows expected, one place.
    pub expected: f64,
    /// Lower prediction limit.
    pub low: f64,
    /// Upper prediction limit.
    pub high: f64,
    /// Method and evidence.
    pub method: String,
    /// The sentence.
    pub sentence: String,
}

/// A stretch without rows.
#[derive(Clone, Debug, Serialize)]
pub struct AbsentEntry {
    /// Force.
    pub force: String,
    /// First period without rows.
    pub from: String,
    /// Last period without rows.
    pub to: String,
    /// The sentence.
    pub sentence: String,
}

/// One point of an all-crime series.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesPoint {
    /// Force.
    pub force: String,
    /// Period.
    pub period: String,
    /// Rows observed.
    pub observed: i64,
    /// Expected, where it can be told.
    pub expected: Option<f64>,
    /// Lower limit.
    pub low: Option<f64>,
    /// Upper limit.
    pub high: Option<f64>,
    /// yes, no or too short.
    pub alarm: String,
}
