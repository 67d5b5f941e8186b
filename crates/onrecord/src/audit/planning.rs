//! How many to audit, before a seed is thrown: for which width, by group, and until a certificate is decided;
//! with the population's own risk and without, as the median and one in ten of made-up audits over this frame.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Write};

use audit::certificate::{Line, Rules};
use audit::draw::FrameLine;
use audit::planner::{Assumed, Expected, stopping, widths};
use audit::population::Report;
use audit::protocol::{Protocol, SizeRule};
use exchange::output::CsvWriter;

use super::folder::frame_of;

/// Made-up audits walked.
const RUNS: u64 = 100;
/// Above this many incidents fewer are walked, so that a plan stays a matter of seconds.
const MANY_INCIDENTS: usize = 100_000;
/// Rates planned for: a good force, the best inspected, the worst well-documented fall (Kent 2018, 2017).
const RATES: [f64; 3] = [0.98, 0.966, 0.836];
/// Half-widths of the whole, in points.
const POINTS: [f64; 2] = [2.0, 1.0];
/// Half-width of one stratum.
const POINTS_OF_GROUP: f64 = 5.0;
/// Most incidents that a width is looked for on: beyond it no audit is planned.
const MOST: u64 = 20_000;

/// One line of the planner.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// Whether the sizes and the made-up misses follow the population's risk.
    pub with_model: bool,
    /// Recording rate assumed.
    pub rate: f64,
    /// Stratum; `None` for all.
    pub stratum: Option<String>,
    /// What for.
    pub goal: Goal,
    /// Incidents that half of the audits need at most.
    pub median: Option<u64>,
    /// That four in five need at most; certificates only.
    pub four_in_five: Option<u64>,
    /// That one in ten needs more than.
    pub one_in_ten: Option<u64>,
    /// Of a certificate: certified and refuted.
    pub decided: (u64, u64),
    /// Made-up audits.
    pub n_runs: u64,
}

/// What so many incidents are for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// A 95% half-width, in points.
    Width(f64),
    /// The plan's certificate, whichever way it goes.
    Certificate,
}

/// Works it out, with the risk of the population where it has one, and without.
///
/// # Errors
/// A sentence where the population has no size that the protocol asks for.
pub fn planned(reports: &[Report], rules: &Protocol, frame: &[FrameLine]) -> Result<Vec<Planned>, String> {
    let has_model = reports.iter().any(|report| report.risk.is_some());
    let mut all = Vec::new();
    if has_model {
        all.extend(under(reports, rules, frame, true));
    }
    let without: Vec<Report> = reports.iter().map(|report| Report { risk: None, ..report.clone() }).collect();
    // Sizes as the file gives them may rest on a model that is not in it: then there is no plan without.
    if !has_model || rules.sizes.rule != SizeRule::AsGiven {
        all.extend(under(&without, rules, &frame_of(&without, rules)?.0, false));
    }
    Ok(all)
}

fn under(reports: &[Report], rules: &Protocol, frame: &[FrameLine], with_model: bool) -> Vec<Planned> {
    let expected = |keep: &dyn Fn(&FrameLine) -> bool| -> Vec<Expected> {
        let kept = reports.iter().zip(frame).filter(|(_, line)| keep(line));
        kept.map(|(report, one)| Expected { line: line(one), risk: report.risk }).collect()
    };
    let n_runs = if frame.len() > MANY_INCIDENTS { RUNS / 5 } else { RUNS };
    let certificate = &rules.certificate;
    let walked = Rules::new(certificate.at_least, certificate.risk);
    let whole = expected(&|_| true);
    let mut all = Vec::new();
    for rate in RATES {
        let assumed = Assumed { rate, wrong_rate: rules.sizes.wrongly_recorded };
        let none = Planned {
            with_model,
            rate,
            stratum: None,
            goal: Goal::Certificate,
            median: None,
            four_in_five: None,
            one_in_ten: None,
            decided: (0, 0),
            n_runs,
        };
        let found = widths(&whole, &assumed, &POINTS.map(|points| points / 100.0), (MOST, n_runs, 1));
        let width = |(points, found): (&f64, audit::planner::Widths)| Planned {
            goal: Goal::Width(*points),
            median: found.median,
            one_in_ten: found.one_in_ten,
            ..none.clone()
        };
        all.extend(POINTS.iter().zip(found).map(width));
        if !rules.sample.is_stratified() {
            let stop = stopping(&whole, &assumed, &walked, (certificate.most, n_runs, 1));
            all.push(Planned {
                median: stop.median,
                four_in_five: stop.four_in_five,
                one_in_ten: stop.one_in_ten,
                decided: (stop.n_certified, stop.n_refuted),
                ..none
            });
        }
    }
    let assumed = Assumed { rate: rules.sizes.planned_rate, wrong_rate: rules.sizes.wrongly_recorded };
    let strata: BTreeSet<&str> = frame.iter().map(|line| line.stratum.as_str()).collect();
    for stratum in strata {
        let of = expected(&|line| line.stratum == stratum);
        let found = widths(&of, &assumed, &[POINTS_OF_GROUP / 100.0], (MOST, n_runs / 2, 1));
        all.extend(found.into_iter().map(|found| Planned {
            with_model,
            rate: assumed.rate,
            stratum: Some(stratum.to_owned()),
            goal: Goal::Width(POINTS_OF_GROUP),
            median: found.median,
            four_in_five: None,
            one_in_ten: found.one_in_ten,
            decided: (0, 0),
            n_runs: n_runs / 2,
        }));
    }
    all
}

fn line(line: &FrameLine) -> Line {
    Line { recorded: line.recorded as f64, cap: line.cap as f64, size: line.size as f64 }
}

const fn model(with_model: bool) -> &'static str {
    if with_model { "with the risk of the population" } else { "without a model" }
}

/// `planner.csv`.
///
/// # Errors
/// Whatever the file says.
pub fn write(file: File, planned: &[Planned]) -> io::Result<()> {
    let header = [
        "model",
        "rate_assumed",
        "stratum",
        "goal",
        "median",
        "four_in_five",
        "one_in_ten_above",
        "certified",
        "refuted",
        "made_up_audits",
    ];
    let mut csv = CsvWriter::new(file, &header)?;
    let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    for one in planned {
        let is_certificate = one.goal == Goal::Certificate;
        let count = |n: u64| if is_certificate { n.to_string() } else { String::new() };
        csv.row(&[
            model(one.with_model).into(),
            one.rate.to_string(),
            one.stratum.clone().unwrap_or_default(),
            match one.goal {
                Goal::Width(points) => format!("half-width {points} points"),
                Goal::Certificate => "certificate".into(),
            },
            number(one.median),
            number(one.four_in_five),
            number(one.one_in_ten),
            count(one.decided.0),
            count(one.decided.1),
            one.n_runs.to_string(),
        ])?;
    }
    csv.finish()
}

/// The same as sentences.
///
/// # Errors
/// Whatever the screen says.
pub fn told(out: &mut dyn Write, planned: &[Planned], rules: &Protocol) -> io::Result<()> {
    let percent = exchange::report::words::percent;
    let most = rules.certificate.most;
    for with_model in [true, false] {
        let of = || planned.iter().filter(move |one| one.with_model == with_model);
        let Some(first) = of().next() else { continue };
        writeln!(
            out,
            "How many to audit, {}, at rates that are assumed here and not measured (median of {} made-up audits; one in ten needs more than):",
            model(with_model),
            first.n_runs
        )?;
        for one in of().filter(|one| one.stratum.is_none()) {
            let at = |n: Option<u64>| n.map_or_else(|| "more than there are".into(), |n| n.to_string());
            let by = |n: Option<u64>| n.map_or_else(|| format!("more than {most}"), |n| n.to_string());
            match one.goal {
                Goal::Width(points) => writeln!(
                    out,
                    "  rate {}: +/-{points} points: {} ({})",
                    percent(one.rate),
                    at(one.median),
                    at(one.one_in_ten)
                )?,
                Goal::Certificate => writeln!(
                    out,
                    "  rate {}: certificate decided: {} ({}); power 80% by {}; {} certified, {} refuted of {}",
                    percent(one.rate),
                    by(one.median),
                    by(one.one_in_ten),
                    by(one.four_in_five),
                    one.decided.0,
                    one.decided.1,
                    one.n_runs
                )?,
            }
        }
        let groups: Vec<String> = of()
            .filter_map(|one| {
                let (stratum, median) = (one.stratum.as_ref()?, one.median?);
                let tenth = one.one_in_ten.map_or_else(|| "none".into(), |n| n.to_string());
                Some(format!("{stratum} {median} ({tenth})"))
            })
            .collect();
        let rate = percent(rules.sizes.planned_rate);
        writeln!(out, "  +/-{POINTS_OF_GROUP} points of a stratum at {rate}: {}", groups.join(", "))?;
    }
    Ok(())
}
