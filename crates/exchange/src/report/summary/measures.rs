//! Links, time to record, unlinked incidents and the sample, in the summary.

use serde::Serialize;

use super::{Answer, ShareFigure};

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
    /// Late crimes whose link to the incident fails a check: read these before the others.
    pub late_by_doubtful_link: u64,
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
