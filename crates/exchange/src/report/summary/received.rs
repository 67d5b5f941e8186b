//! What was received, in the summary.

use serde::Serialize;

/// One file.
#[derive(Clone, Debug, Serialize)]
pub struct FileEntry {
    /// Name.
    pub source: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Rows in it.
    pub rows: u64,
    /// Rows that no row filter of the tables given selects.
    pub set_aside: u64,
    /// Lines read as Windows-1252.
    pub windows_1252_lines: u64,
}

/// What one file gave one table.
#[derive(Clone, Debug, Serialize)]
pub struct TableEntry {
    /// File name.
    pub source: String,
    /// incidents, crimes, people or counts.
    pub table: String,
    /// The mapping used.
    pub mapping: String,
    /// Rows received.
    pub received: u64,
    /// Rows accepted.
    pub accepted: u64,
    /// Rows quarantined.
    pub quarantined: u64,
    /// Rows that are duplicates.
    pub duplicate: u64,
    /// Accepted rows without a reference.
    pub without_reference: u64,
    /// Of those, identical to an earlier one; separate events all the same.
    pub identical_without_reference: u64,
    /// Accepted rows grouped into a record that an earlier row began.
    pub grouped: u64,
    /// Accepted counts whose force, category and period an earlier file gave another count for.
    pub counted_in_another_file: u64,
    /// Times inside a clock change, flagged and not guessed.
    pub clock_change_times: u64,
    /// The same file was given before: all its rows are duplicates.
    pub same_file_again: bool,
    /// Columns kept and not used.
    pub unused_columns: Vec<ColumnEntry>,
}

/// A column that nothing uses.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnEntry {
    /// Its header.
    pub name: String,
    /// Rows that fill it.
    pub filled: u64,
}

/// Totals of one table.
#[derive(Clone, Debug, Serialize)]
pub struct TotalEntry {
    /// incidents, crimes, people or counts.
    pub table: String,
    /// Rows received.
    pub received: u64,
    /// Rows accepted.
    pub accepted: u64,
    /// Rows quarantined.
    pub quarantined: u64,
    /// Rows that are duplicates.
    pub duplicate: u64,
    /// Records after grouping.
    pub records: u64,
}

/// Reconciliation findings.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReconciliationEntry {
    /// Rows by source and channel; reconciliation.csv has them by day as well.
    pub channels: Vec<ChannelEntry>,
    /// Number series found.
    pub series: Vec<SeriesEntry>,
    /// Numbers missing over all series.
    pub missing_numbers: u64,
    /// References that belong to no number series.
    pub outside_series: u64,
    /// Days that each table's records cover.
    pub coverage: Vec<CoverageEntry>,
    /// Channels gone quiet, and recorded crimes as one of them.
    pub quiet_channels: Vec<QuietEntry>,
    /// Records dated after the as-at day, left out of the measures.
    pub dated_after_as_at: u64,
    /// Records without a date.
    pub undated: u64,
}

/// Rows of one source and channel.
#[derive(Clone, Debug, Serialize)]
pub struct ChannelEntry {
    /// The file.
    pub source: String,
    /// The channel, empty where the row states none.
    pub channel: String,
    /// Rows received.
    pub received: u64,
    /// Rows accepted.
    pub accepted: u64,
    /// Rows quarantined.
    pub quarantined: u64,
    /// Rows that are duplicates.
    pub duplicate: u64,
}

/// One number series.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesEntry {
    /// incidents or crimes.
    pub table: String,
    /// The series, such as `BOR-2026-###`.
    pub series: String,
    /// Lowest number.
    pub first: u64,
    /// Highest number.
    pub last: u64,
    /// Numbers present.
    pub present: u64,
    /// Numbers missing.
    pub missing: u64,
    /// First missing ranges, as text.
    pub ranges: Vec<String>,
}

/// The days of one table.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageEntry {
    /// incidents or crimes.
    pub table: String,
    /// First day with a record.
    pub first_day: String,
    /// Last day with a record.
    pub last_day: String,
    /// Days by which it stops before the as-at day that was stated, or before the other table; nought
    /// within a week.
    pub stops_days_early: i32,
}

/// One channel gone quiet.
#[derive(Clone, Debug, Serialize)]
pub struct QuietEntry {
    /// The channel.
    pub channel: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Rows in it.
    pub rows: u64,
    /// Rows expected, one place.
    pub expected: f64,
}

/// Crimes of one status.
#[derive(Clone, Debug, Serialize)]
pub struct StatusEntry {
    /// recorded, cancelled, transferred, under an N code (a reported incident, no recorded crime), or
    /// not stated.
    pub status: String,
    /// Records.
    pub crimes: u64,
}
