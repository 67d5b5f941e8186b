//! The completeness alarm in the summary.

use exchange::report::summary::*;
use oversight::completeness::{ALL_CRIME, Absent, Alarm, Assessment};

use crate::check::findings::Findings;
use crate::check::outputs;

pub(super) fn completeness(findings: &Findings) -> Answer<CompletenessEntry> {
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

fn absent(one: &Absent) -> AbsentEntry {
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
