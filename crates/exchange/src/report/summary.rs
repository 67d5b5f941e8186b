//! What a check found, as one value: written as `summary.json`, drawn as `report.html`. Field names
//! are a contract: docs/summary.md documents each and a snapshot test holds them.

use serde::Serialize;
use terms::Share;

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

/// Crimes of one status.
#[derive(Clone, Debug, Serialize)]
pub struct StatusEntry {
    /// recorded, cancelled, transferred, under an N code (a reported incident, no recorded crime), or
    /// not stated.
    pub status: String,
    /// Records.
    pub crimes: u64,
}

/// Links.
#[derive(Clone, Debug, Serialize)]
pub struct LinksEntry {
    /// Links by recorded reference.
    pub by_reference: u64,
    /// Probable links accepted.
    pub probable: u64,
    /// Possible links left for review.
    pub for_review: u64,
    /// Crimes with a link, of all crimes.
    pub crimes_linked: ShareFigure,
    /// Incidents with a link, of all incidents.
    pub incidents_linked: ShareFigure,
    /// Checks that recorded references failed, by kind.
    pub checks_failed: Vec<CheckEntry>,
    /// References that name a record not in the extract.
    pub dangling_references: u64,
}

/// A failed check, counted.
#[derive(Clone, Debug, Serialize)]
pub struct CheckEntry {
    /// The check.
    pub check: String,
    /// Links that fail it.
    pub links: u64,
}

/// Within 24 hours.
#[derive(Clone, Debug, Serialize)]
pub struct TimelinessEntry {
    /// Share recorded within 24 elapsed hours of first receipt.
    pub within_24_hours: Answer<ShareFigure>,
    /// Share recorded on the day of receipt.
    pub same_day: Answer<ShareFigure>,
    /// Median hours.
    pub median_hours: Answer<QuantileFigure>,
    /// 90th percentile, hours.
    pub percentile_90_hours: Answer<QuantileFigure>,
    /// Late crimes.
    pub late: u64,
    /// Measured crimes whose receipt rests on a probable link.
    pub by_probable_link: u64,
    /// Not measurable, by reason.
    pub not_measurable: Vec<ReasonEntry>,
    /// Of those known only to the day or month, certain to have taken more than 24 hours.
    pub certainly_late: u64,
    /// Recorded before received: findings.
    pub recorded_before_received: u64,
    /// Where the time of the late ones went.
    pub stages: Answer<Vec<StageEntry>>,
    /// Crimes by elapsed time, for the plot.
    pub elapsed: Vec<ElapsedBin>,
}

/// A quantile with its interval.
#[derive(Clone, Debug, Serialize)]
pub struct QuantileFigure {
    /// Hours, two places.
    pub value: f64,
    /// Lower end of the 95% interval.
    pub low: f64,
    /// Upper end of the 95% interval.
    pub high: f64,
    /// Out of how many.
    pub n: u64,
    /// Method.
    pub method: String,
}

/// A reason, counted.
#[derive(Clone, Debug, Serialize)]
pub struct ReasonEntry {
    /// The reason.
    pub reason: String,
    /// Crimes.
    pub crimes: u64,
}

/// A stage of the late ones.
#[derive(Clone, Debug, Serialize)]
pub struct StageEntry {
    /// The stage.
    pub stage: String,
    /// Late crimes for which it is known.
    pub crimes: u64,
    /// Hours spent in it, one place.
    pub hours: f64,
    /// Crimes that spent longest in it.
    pub longest_for: u64,
}

/// A bin of elapsed time.
#[derive(Clone, Debug, Serialize)]
pub struct ElapsedBin {
    /// The bin in words.
    pub elapsed: String,
    /// Crimes in it.
    pub crimes: u64,
    /// Whether it is past the limit.
    pub late: bool,
}

/// Crime-related incidents with no crime linked.
#[derive(Clone, Debug, Serialize)]
pub struct UnlinkedEntry {
    /// Incidents looked at.
    pub incidents: u64,
    /// Crime-related by code, marker or words.
    pub crime_related: u64,
    /// Of the crime-related, with no crime linked.
    pub with_no_crime_linked: ShareFigure,
    /// Version of the codes and words.
    pub lexicon: String,
}

/// Domestic abuse with no crime linked.
#[derive(Clone, Debug, Serialize)]
pub struct DomesticAbuseEntry {
    /// Incidents marked domestic abuse that have no crime linked, of all so marked.
    pub with_no_crime_linked: ShareFigure,
    /// Of those, how many hold a time of safeguarding.
    pub safeguarded: Answer<ShareFigure>,
}

/// The first audit sample.
#[derive(Clone, Debug, Serialize)]
pub struct SampleEntry {
    /// Incidents in the frame.
    pub frame: u64,
    /// What the frame leaves out, as a sentence.
    pub frame_statement: String,
    /// SHA-256 of the frame.
    pub frame_root: String,
    /// Seed used.
    pub seed: String,
    /// Whether the seed is the built-in one, fit for a first look only.
    pub built_in_seed: bool,
    /// Incidents listed.
    pub listed: u64,
    /// Crimes per incident used in planning, two places.
    pub crimes_per_incident: f64,
    /// Incidents needed for +/-2 points, by the rate expected.
    pub needed: Vec<NeededEntry>,
    /// Frame by stratum.
    pub strata: Vec<StratumEntry>,
}

/// Incidents needed at one expected rate.
#[derive(Clone, Debug, Serialize)]
pub struct NeededEntry {
    /// Recording rate expected.
    pub rate: f64,
    /// Where the rate comes from.
    pub source: String,
    /// Incidents.
    pub incidents: u64,
}

/// A stratum.
#[derive(Clone, Debug, Serialize)]
pub struct StratumEntry {
    /// Its name.
    pub stratum: String,
    /// Incidents in the frame.
    pub frame: u64,
    /// Incidents listed.
    pub listed: u64,
}

/// A setting and its value.
#[derive(Clone, Debug, Serialize)]
pub struct SettingEntry {
    /// The setting.
    pub setting: String,
    /// Its value.
    pub value: String,
}
