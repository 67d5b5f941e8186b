//! From what the rooms said to the summary: each measure an answer with its n, interval and method, or
//! the sentence that says why this extract holds none.

mod completeness;
mod received;
mod timeliness;

use std::collections::{BTreeMap, BTreeSet};

use audit::interval;
use audit::sample::{PLANNED_RATES, Sample};
use exchange::report::summary::*;
use exchange::{Extract, Table};
use linkage::How;

use super::findings::Findings;
use super::{BUILT_IN_SEED, Question};

/// The summary of a check.
pub fn summary(extract: &Extract, findings: &Findings, question: &Question) -> Summary {
    Summary {
        version: 1,
        program: format!("onrecord {}", env!("CARGO_PKG_VERSION")),
        as_at: as_at(findings, question).to_string(),
        zone: extract.zone.name().into(),
        first_day: findings.days.map(|(first, _)| first.to_string()),
        last_day: findings.days.map(|(_, last)| last.to_string()),
        files: received::files(extract),
        tables: received::tables(extract),
        received: Table::ALL
            .into_iter()
            .filter(|t| extract.has(*t))
            .map(|t| received::total(extract, findings, t))
            .collect(),
        reconciliation: received::reconciliation(extract, findings),
        completeness: completeness::completeness(findings),
        crimes_by_status: received::crimes_by_status(findings),
        links: links(extract, findings),
        timeliness: timeliness::timeliness(extract, findings),
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

fn count(n: u64) -> String {
    exchange::report::words::grouped(n as i64)
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
