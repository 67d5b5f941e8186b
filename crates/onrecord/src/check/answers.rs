//! From what the rooms said to the summary: each measure an answer with its n, interval and method, or
//! the sentence that says why this extract holds none.

use std::collections::{BTreeMap, BTreeSet};

use audit::interval;
use audit::sample::{PLANNED_RATES, Sample};
use exchange::Extract;
use exchange::Table;
use exchange::report::summary::*;
use linkage::How;
use oversight::completeness::{ALL_CRIME, Alarm, Assessment};
use oversight::timeliness::{Quantile, Timeliness, fewest_for_quantile};
use terms::Share;

use super::findings::Findings;
use super::{BUILT_IN_SEED, Question, outputs};

/// The summary of a check.
pub fn summary(extract: &Extract, findings: &Findings, question: &Question) -> Summary {
    Summary {
        version: 1,
        program: format!("onrecord {}", env!("CARGO_PKG_VERSION")),
        as_at: as_at(findings, question).to_string(),
        zone: extract.zone.name().into(),
        first_day: findings.days.map(|(first, _)| first.to_string()),
        last_day: findings.days.map(|(_, last)| last.to_string()),
        files: extract.files.iter().map(file).collect(),
        tables: extract.accounts.iter().map(table).collect(),
        received: Table::ALL.into_iter().filter(|t| extract.has(*t)).map(|t| total(extract, t)).collect(),
        reconciliation: reconciliation(extract, findings),
        completeness: completeness(findings),
        crimes_by_status: crimes_by_status(findings),
        links: links(extract, findings),
        timeliness: timeliness(extract, findings),
        unlinked_incidents: unlinked(extract, findings),
        domestic_abuse: domestic_abuse(extract, findings),
        sample: sample(extract, findings, question),
        settings: settings(),
    }
}

/// The day stated, else the last day of the data.
fn as_at(findings: &Findings, question: &Question) -> terms::Day {
    match findings.days {
        Some((_, last)) if !question.as_at_stated => last.min(question.as_at),
        _ => question.as_at,
    }
}

const NO_INCIDENTS: &str = "No extract of incidents was given.";
const NO_CRIMES: &str = "No extract of crimes was given.";

fn file(file: &exchange::intake::FileAccount) -> FileEntry {
    FileEntry {
        source: file.source.clone(),
        sha256: file.digest.clone(),
        rows: file.n_rows,
        set_aside: file.n_set_aside,
        windows_1252_lines: file.n_windows_1252_lines,
    }
}

fn table(account: &exchange::intake::Account) -> TableEntry {
    TableEntry {
        source: account.source.clone(),
        table: account.table.name().into(),
        mapping: account.mapping.clone(),
        received: account.tally.received,
        accepted: account.tally.accepted,
        quarantined: account.tally.quarantined,
        duplicate: account.tally.duplicate,
        without_reference: account.n_without_reference,
        identical_without_reference: account.n_identical_without_reference,
        grouped: account.n_grouped,
        counted_in_another_file: account.n_counted_in_another_file,
        clock_change_times: account.n_clock_change_times,
        same_file_again: account.same_file_again,
        unused_columns: account
            .unused_columns
            .iter()
            .map(|(name, filled)| ColumnEntry { name: name.clone(), filled: *filled })
            .collect(),
    }
}

fn total(extract: &Extract, table: Table) -> TotalEntry {
    let tally = extract.tally(table);
    let records = match table {
        Table::Incidents => extract.incidents.len(),
        Table::Crimes => extract.crimes.len(),
        Table::People => extract.people.len(),
        Table::Counts => extract.counts.len(),
    };
    TotalEntry {
        table: table.name().into(),
        received: tally.received,
        accepted: tally.accepted,
        quarantined: tally.quarantined,
        duplicate: tally.duplicate,
        records: records as u64,
    }
}

fn reconciliation(extract: &Extract, findings: &Findings) -> ReconciliationEntry {
    let series = findings.series.iter().flat_map(|(table, report)| {
        report.series.iter().map(move |series| SeriesEntry {
            table: table.name().into(),
            series: format!("{}###{}", series.prefix, series.suffix),
            first: series.first,
            last: series.last,
            present: series.n_present,
            missing: series.n_missing,
            ranges: series
                .missing
                .iter()
                .map(|(from, to)| if from == to { from.to_string() } else { format!("{from} to {to}") })
                .collect(),
        })
    });
    let quiet = findings.quiet.iter().map(|quiet| QuietEntry {
        channel: quiet.channel.clone(),
        from: quiet.from.to_string(),
        to: quiet.to.to_string(),
        rows: quiet.n_rows,
        expected: places(quiet.n_expected, 1),
    });
    let coverage = findings.coverage.iter().map(|one| CoverageEntry {
        table: one.table.name().into(),
        first_day: one.first.to_string(),
        last_day: one.last.to_string(),
        stops_days_early: one.stops_days_early,
    });
    ReconciliationEntry {
        channels: channels(extract),
        series: series.collect(),
        missing_numbers: findings.series.iter().map(|(_, report)| report.n_missing()).sum(),
        outside_series: findings.series.iter().map(|(_, report)| report.n_outside).sum(),
        coverage: coverage.collect(),
        quiet_channels: quiet.collect(),
        dated_after_as_at: findings.n_after_as_at,
        undated: findings.n_undated,
    }
}

/// Rows by source and channel: reconciliation.csv without its days.
fn channels(extract: &Extract) -> Vec<ChannelEntry> {
    let mut by_channel: BTreeMap<(&str, &str), exchange::intake::Tally> = BTreeMap::new();
    for ((source, channel, _), tally) in &extract.reconciliation {
        by_channel.entry((source, channel)).or_default().add(tally);
    }
    let entry = |((source, channel), tally): ((&str, &str), exchange::intake::Tally)| ChannelEntry {
        source: source.into(),
        channel: channel.into(),
        received: tally.received,
        accepted: tally.accepted,
        quarantined: tally.quarantined,
        duplicate: tally.duplicate,
    };
    by_channel.into_iter().map(entry).collect()
}

/// Every record by where it stands.
fn crimes_by_status(findings: &Findings) -> Vec<StatusEntry> {
    let status = |row: &terms::CrimeRow| match (row.n_code.is_some(), row.status) {
        (true, _) => "under an N code",
        (_, Some(terms::CrimeStatus::Recorded)) => "recorded",
        (_, Some(terms::CrimeStatus::Cancelled)) => "cancelled",
        (_, Some(terms::CrimeStatus::Transferred)) => "transferred",
        (_, None) => "not stated",
    };
    let mut by_status: BTreeMap<&str, u64> = BTreeMap::new();
    findings.crimes.iter().for_each(|row| *by_status.entry(status(row)).or_insert(0) += 1);
    by_status.into_iter().map(|(status, crimes)| StatusEntry { status: status.into(), crimes }).collect()
}

fn completeness(findings: &Findings) -> Answer<CompletenessEntry> {
    if findings.completeness.is_empty() {
        return Answer::none(
            "No whole month lies between the first and last day that every table given covers.",
        );
    }
    let mut alarms: Vec<&Assessment> =
        findings.completeness.iter().filter(|one| one.alarm == Alarm::Yes).collect();
    let shortfall = |one: &Assessment| one.expected.unwrap_or(0.0) - one.observed as f64;
    // All crime before its categories, then the largest shortfall.
    alarms.sort_by(|a, b| {
        (b.category.as_ref() == ALL_CRIME)
            .cmp(&(a.category.as_ref() == ALL_CRIME))
            .then(shortfall(b).total_cmp(&shortfall(a)))
    });
    Answer::Known(CompletenessEntry {
        basis: findings.completeness_basis.into(),
        assessed: findings.completeness.len() as u64,
        too_short: findings.completeness.iter().filter(|one| one.alarm == Alarm::TooShort).count() as u64,
        alarms: alarms.into_iter().map(alarm).collect(),
        absent: findings.absent.iter().map(absent).collect(),
        series: findings
            .completeness
            .iter()
            .filter(|one| one.category.as_ref() == ALL_CRIME)
            .map(point)
            .collect(),
    })
}

fn absent(one: &oversight::completeness::Absent) -> AbsentEntry {
    AbsentEntry {
        force: one.force.to_string(),
        from: one.from.to_string(),
        to: one.to.to_string(),
        sentence: one.sentence.to_string(),
    }
}

fn alarm(one: &Assessment) -> AlarmEntry {
    AlarmEntry {
        force: one.force.to_string(),
        category: one.category.to_string(),
        period: one.period.to_string(),
        observed: one.observed,
        expected: places(one.expected.unwrap_or(0.0), 2),
        low: places(one.low.unwrap_or(0.0), 2),
        high: places(one.high.unwrap_or(0.0), 2),
        method: one.method.to_string(),
        sentence: one.sentence.to_string(),
    }
}

fn point(one: &Assessment) -> SeriesPoint {
    SeriesPoint {
        force: one.force.to_string(),
        period: one.period.to_string(),
        observed: one.observed,
        expected: one.expected.map(|value| places(value, 2)),
        low: one.low.map(|value| places(value, 2)),
        high: one.high.map(|value| places(value, 2)),
        alarm: outputs::alarm(one.alarm).into(),
    }
}

fn links(extract: &Extract, findings: &Findings) -> Answer<LinksEntry> {
    if let Some(why) = needs_both(extract) {
        return Answer::none(why);
    }
    let linked = &findings.linked;
    // A record under an N code is linked, but is no recorded crime: it stands in neither share.
    let is_crime = |at: usize| findings.crimes.get(at).is_some_and(|crime| crime.n_code.is_none());
    let linked_crimes: BTreeSet<usize> =
        linked.links.iter().map(|link| link.crime).filter(|at| is_crime(*at)).collect();
    let n_crimes = findings.crimes.iter().filter(|crime| crime.n_code.is_none()).count() as u64;
    let n_with_crime = findings.has_crime.iter().filter(|has| **has).count() as u64;
    let shares = (
        interval::share(linked_crimes.len() as u64, n_crimes),
        interval::share(n_with_crime, findings.incidents.len() as u64),
    );
    let (Some(crimes_linked), Some(incidents_linked)) = shares else {
        return Answer::none("No incident and crime lie before the as-at day.");
    };
    let mut checks: BTreeMap<&str, u64> = BTreeMap::new();
    for link in &linked.links {
        link.checks_failed.iter().for_each(|check| *checks.entry(check.name()).or_insert(0) += 1);
    }
    let by_reference = linked.links.iter().filter(|link| link.how == How::CrossReference).count() as u64;
    Answer::Known(LinksEntry {
        by_reference,
        probable: linked.links.len() as u64 - by_reference,
        for_review: linked.review.len() as u64,
        crimes_linked: crimes_linked.into(),
        incidents_linked: incidents_linked.into(),
        checks_failed: checks
            .into_iter()
            .map(|(check, links)| CheckEntry { check: check.into(), links })
            .collect(),
        dangling_references: linked.dangling.len() as u64,
    })
}

fn needs_both(extract: &Extract) -> Option<&'static str> {
    match (extract.has(Table::Incidents), extract.has(Table::Crimes)) {
        (true, true) => None,
        (false, true) => Some(NO_INCIDENTS),
        (true, false) => Some(NO_CRIMES),
        (false, false) => Some("No extract of incidents or crimes was given."),
    }
}

fn timeliness(extract: &Extract, findings: &Findings) -> Answer<TimelinessEntry> {
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

/// Why a quantile is not given: nothing measured, or too few for an interval.
fn why_no_quantile(measured: &Timeliness, q: f64, name: &str) -> String {
    let (n, fewest) = (measured.elapsed_seconds.len() as u64, fewest_for_quantile(q));
    if n == 0 {
        return why_not_measured(measured);
    }
    format!("{} exact times are too few: {name} needs {fewest} for a 95% interval.", count(n))
}

fn count(n: u64) -> String {
    exchange::report::words::grouped(n as i64)
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

fn unlinked(extract: &Extract, findings: &Findings) -> Answer<UnlinkedEntry> {
    if !extract.has(Table::Incidents) {
        return Answer::none(NO_INCIDENTS);
    }
    let first_reports =
        findings.incidents.iter().zip(&findings.crime_related).filter(|(row, _)| row.duplicate_of.is_none());
    let n_related = first_reports.filter(|(_, related)| **related).count() as u64;
    let n_unlinked = findings.ranked.len() as u64;
    let Some(share) = interval::share(n_unlinked, n_related.max(n_unlinked)) else {
        return Answer::none("No incident is crime-related by its codes, markers or words.");
    };
    if !extract.has(Table::Crimes) {
        return Answer::none(format!(
            "{NO_CRIMES} {} incidents are crime-related; whether each led to a crime is not in this extract.",
            count(n_related)
        ));
    }
    Answer::Known(UnlinkedEntry {
        incidents: findings.incidents.len() as u64,
        crime_related: n_related,
        with_no_crime_linked: share.into(),
        lexicon: triage::Lexicon::current().version().into(),
    })
}

fn domestic_abuse(extract: &Extract, findings: &Findings) -> Answer<DomesticAbuseEntry> {
    if let Some(why) = needs_both(extract) {
        return Answer::none(why);
    }
    let marked = || {
        findings
            .incidents
            .iter()
            .zip(&findings.has_crime)
            .filter(|(row, _)| row.domestic_abuse == Some(true) && row.duplicate_of.is_none())
    };
    let without = || marked().filter(|(_, linked)| !**linked);
    let Some(share) = interval::share(without().count() as u64, marked().count() as u64) else {
        return Answer::none("No incident carries a domestic abuse marker.");
    };
    let says_safeguarding = findings.incidents.iter().any(|row| row.safeguarded_at.is_some());
    let n_safeguarded = without().filter(|(row, _)| row.safeguarded_at.is_some()).count() as u64;
    let safeguarded =
        interval::share(n_safeguarded, share.k).filter(|_| says_safeguarding).map(ShareFigure::from);
    let why_no_safeguarding = match says_safeguarding {
        true => "Every marked incident has a crime linked.",
        false => "No incident of the extract holds a time of safeguarding.",
    };
    Answer::Known(DomesticAbuseEntry {
        with_no_crime_linked: share.into(),
        safeguarded: Answer::or(safeguarded, why_no_safeguarding),
    })
}

fn sample(extract: &Extract, findings: &Findings, question: &Question) -> Answer<SampleEntry> {
    if !extract.has(Table::Incidents) {
        return Answer::none(NO_INCIDENTS);
    }
    let Some(sample) = &findings.sample else {
        return Answer::none("No crime-related incident has a reference to draw by.");
    };
    Answer::Known(SampleEntry {
        frame: sample.order.len() as u64,
        frame_statement: frame_statement(sample),
        frame_root: sample.root.clone(),
        seed: question.seed.clone(),
        built_in_seed: question.seed == BUILT_IN_SEED,
        listed: sample.n_listed as u64,
        crimes_per_incident: places(sample.crimes_per_incident, 2),
        needed: PLANNED_RATES
            .iter()
            .zip(&sample.needed)
            .map(|((rate, source), incidents)| NeededEntry {
                rate: *rate,
                source: (*source).into(),
                incidents: *incidents,
            })
            .collect(),
        strata: sample
            .strata
            .iter()
            .map(|(stratum, frame, listed)| StratumEntry {
                stratum: stratum.clone(),
                frame: *frame,
                listed: *listed,
            })
            .collect(),
    })
}

fn frame_statement(sample: &Sample) -> String {
    let left_out = match sample.n_left_out {
        0 => String::new(),
        1 => " 1 crime-related incident has no reference and is left out.".into(),
        n => format!(" {n} crime-related incidents have no reference and are left out."),
    };
    format!(
        "Incidents of this extract that are crime-related by code, marker or words, or have a crime linked; repeats of another incident are left out, and so is every report that never became an incident.{left_out}"
    )
}

fn settings() -> Vec<SettingEntry> {
    let links = linkage::Options::default();
    let entry = |setting: &str, value: String| SettingEntry { setting: setting.into(), value };
    vec![
        entry("limit for recording", "24 elapsed hours from first receipt by any channel".into()),
        entry(
            "link window",
            format!(
                "{} hours before to {} days after receipt",
                links.window_before_hours, links.window_after_days
            ),
        ),
        entry("probable link accepted from", format!("{:.2}", links.accept_probability)),
        entry(
            "first receipt",
            format!(
                "earliest of the crime's own report and its linked incidents; a reference to an incident received more than {} days from that report is a finding and does not set it",
                links.window_after_days
            ),
        ),
        entry("codes and words", triage::Lexicon::current().version().into()),
        entry(
            "cancelled and transferred crimes",
            "in every measure: each was recorded, and counts as a crime of its incident".into(),
        ),
        entry(
            "records under an N code",
            "reported incidents: linked, and in no measure of recorded crime".into(),
        ),
        entry(
            "sample cap",
            format!(
                "{} more than recorded, since no extract lists alleged victims apart from the recording",
                audit::sample::CAP_ABOVE_RECORDED
            ),
        ),
        entry("sample sizes", "equal (simple random sampling of the frame)".into()),
        entry("design effect in planning", "1.25".into()),
    ]
}
