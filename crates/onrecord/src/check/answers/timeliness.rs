//! Within 24 hours in the summary.

use std::collections::HashSet;

use exchange::report::summary::*;
use exchange::{Extract, Table};
use oversight::timeliness::{Clock, Quantile, Timeliness, fewest_for_quantile};
use terms::Share;

use super::{NO_CRIMES, count};
use crate::check::findings::Findings;

pub(super) fn timeliness(extract: &Extract, findings: &Findings) -> Answer<TimelinessEntry> {
    if !extract.has(Table::Crimes) {
        return Answer::none(NO_CRIMES);
    }
    let measured = &findings.timeliness;
    let why = why_not_measured(measured);
    let share = |share: Option<Share>| Answer::or(share.map(ShareFigure::from), why.clone());
    let stages: Vec<StageEntry> = measured
        .stages
        .iter()
        .map(|time| StageEntry {
            stage: time.stage.name().into(),
            crimes: time.n,
            hours: places(time.hours, 1),
            longest_for: time.n_longest,
        })
        .collect();
    let no_stages = "The extract holds no time of attendance, sending or decision for a late crime.";
    Answer::Known(TimelinessEntry {
        within_24_hours: share(measured.within_24_hours),
        same_day: share(measured.same_day),
        median_hours: Answer::or(measured.median.map(quantile), why_no_quantile(measured, 0.5, "the median")),
        percentile_90_hours: Answer::or(
            measured.percentile_90.map(quantile),
            why_no_quantile(measured, 0.9, "the 90th percentile"),
        ),
        late: measured.late.len() as u64,
        late_by_doubtful_link: late_by_doubtful_link(findings),
        by_probable_link: measured.n_by_probable_link,
        not_measurable: not_measurable(measured),
        certainly_late: measured.certainly_late.len() as u64,
        recorded_before_received: measured.recorded_before_received.len() as u64,
        stages: Answer::or((!stages.is_empty()).then_some(stages), no_stages),
        elapsed: elapsed_bins(findings),
    })
}

fn why_not_measured(measured: &Timeliness) -> String {
    let reasons = not_measurable(measured);
    let n_all = measured.n_crimes + measured.n_under_n_code;
    match reasons.iter().max_by_key(|reason| reason.crimes) {
        Some(reason) => {
            format!("For {} of {} records: {}.", count(reason.crimes), count(n_all), reason.reason)
        }
        None => "No crime lies before the as-at day.".into(),
    }
}

/// Late crimes whose link fails a check: a wrong reference makes a crime look months late.
fn late_by_doubtful_link(findings: &Findings) -> u64 {
    let failed = findings.linked.links.iter().filter(|link| !link.checks_failed.is_empty());
    let doubtful: HashSet<(usize, usize)> = failed.map(|link| (link.incident, link.crime)).collect();
    let clocks = findings.timeliness.late.iter().map(|late| late.clock);
    let rests =
        |clock: &Clock| clock.incident.is_some_and(|incident| doubtful.contains(&(incident, clock.crime)));
    clocks.filter(rests).count() as u64
}

/// Why a quantile is not given: nothing measured, or too few for an interval.
fn why_no_quantile(measured: &Timeliness, q: f64, name: &str) -> String {
    let (n, fewest) = (measured.elapsed_seconds.len() as u64, fewest_for_quantile(q));
    if n == 0 {
        return why_not_measured(measured);
    }
    format!("{} exact times are too few: {name} needs {fewest} for a 95% interval.", count(n))
}

fn not_measurable(measured: &Timeliness) -> Vec<ReasonEntry> {
    let reasons = [
        ("no linked incident and no reported time", measured.n_no_receipt),
        ("no time of recording", measured.n_no_record),
        ("dates are known only to the day or the month", measured.n_too_coarse),
        ("a time inside a clock change leaves it open", measured.n_clock_change),
        (
            "recorded under an N code, which is a reported incident and no recorded crime",
            measured.n_under_n_code,
        ),
    ];
    reasons
        .into_iter()
        .filter(|(_, crimes)| *crimes > 0)
        .map(|(reason, crimes)| ReasonEntry { reason: reason.into(), crimes })
        .collect()
}

fn quantile(quantile: Quantile) -> QuantileFigure {
    let hours = |minutes: i64| places(minutes as f64 / 60.0, 2);
    QuantileFigure {
        value: hours(quantile.minutes),
        low: hours(quantile.low_minutes),
        high: hours(quantile.high_minutes),
        n: quantile.n,
        method: "order statistics, Woodruff 95%".into(),
    }
}

/// Bins of elapsed hours for the plot: (upper end in hours, words).
const BINS: [(i64, &str); 8] = [
    (1, "up to 1 hour"),
    (4, "1 to 4 hours"),
    (12, "4 to 12 hours"),
    (24, "12 to 24 hours"),
    (48, "1 to 2 days"),
    (72, "2 to 3 days"),
    (168, "3 to 7 days"),
    (i64::MAX / 3_600, "over 7 days"),
];

fn elapsed_bins(findings: &Findings) -> Vec<ElapsedBin> {
    let mut bins =
        BINS.map(|(hours, words)| (hours, ElapsedBin { elapsed: words.into(), crimes: 0, late: hours > 24 }));
    for seconds in elapsed_seconds(findings) {
        if let Some((_, bin)) = bins.iter_mut().find(|(hours, _)| seconds <= hours * 3_600) {
            bin.crimes += 1;
        }
    }
    let bins: Vec<ElapsedBin> = bins.into_iter().map(|(_, bin)| bin).collect();
    if bins.iter().all(|bin| bin.crimes == 0) { Vec::new() } else { bins }
}

fn elapsed_seconds(findings: &Findings) -> impl Iterator<Item = i64> {
    findings.timeliness.elapsed_seconds.iter().copied()
}
