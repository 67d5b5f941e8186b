//! The force as a whole: the recording rate in our form and the inspectorate's, what goes unrecorded in
//! a year in both forms, over-recording, the interval that holds at any time.

use alloc::string::String;
use alloc::vec::Vec;

use super::races::{Asked, line, published};
use super::{ALPHA, Answer, Estimate, Subject};
use crate::certificate::{Caps, Finding};
use crate::estimate::{self, Found, RaceDraw, RaceStratum, Rate, TwoPhaseDraw};
use crate::interval;
use crate::list::{Entry, Part};
use crate::protocol::SizeRule;
use crate::review::{Listed, Reviewed, State};

/// The force as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// Recording rate, ours.
    pub rate: Answer,
    /// Korn and Graubard's interval, published or not.
    pub korn_graubard: Option<(f64, f64)>,
    /// The logit form of the same, beside it.
    pub logit: Option<(f64, f64)>,
    /// Effective sample size.
    pub n_effective: Option<f64>,
    /// Recording rate, inspectorate's form.
    pub inspectorate: Answer,
    /// The classic stratified ratio, from the sample's own counts; for samples of equal sizes.
    pub classic: Answer,
    /// The interval that holds wherever the audit stops.
    pub anytime: Answer,
    /// Missed in the frame, crimes.
    pub missed: Answer,
    /// Unrecorded a year, from the frame.
    pub year_frame: Answer,
    /// Unrecorded a year, inspectorate's form.
    pub year_inspectorate: Answer,
    /// Recorded and not owed, of recorded.
    pub over_recording: Answer,
    /// Counts of the sample: incidents, owed, missed, wrongly recorded.
    pub sample: [u64; 4],
}

/// Works them out; `ready` says why not yet.
pub(super) fn whole(subject: &Subject<'_>, ready: &Result<(), String>) -> Whole {
    let sample = counts(subject);
    let rate = ready.clone().and_then(|()| rate(subject));
    let [_, owed, missed, _] = sample;
    let of = |make: &dyn Fn(&Rate) -> Answer| rate.as_ref().map_err(Clone::clone).and_then(make);
    Whole {
        korn_graubard: rate
            .as_ref()
            .ok()
            .and_then(|rate| rate.korn_graubard)
            .map(|kg| (kg.interval.low, kg.interval.high)),
        logit: rate.as_ref().ok().and_then(|rate| rate.logit).map(|ends| (ends.low, ends.high)),
        n_effective: rate.as_ref().ok().and_then(|rate| rate.korn_graubard).map(|kg| kg.n_effective),
        inspectorate: of(&|rate| inspectorate(subject, rate.accuracy, owed, missed)),
        classic: ready.clone().and_then(|()| classic(subject)),
        anytime: anytime(subject),
        missed: of(&|rate| Ok(missed_in_frame(rate))),
        year_frame: of(&|rate| year_frame(subject, rate)),
        year_inspectorate: of(&|rate| year_inspectorate(subject, rate)),
        over_recording: of(&over_recording),
        rate: of(&|rate| {
            let mut estimate = published(rate, rate.n, "incidents");
            estimate.notes.extend(leans_on_the_model(subject, rate));
            Ok(estimate)
        }),
        sample,
    }
}

/// What the marks of one incident say, against the frozen record.
fn found(owed: usize, recorded: u64) -> Found {
    let counts = crate::review::Counts::new(owed as u64, recorded);
    Found { missed: counts.missed as f64, wrong: counts.wrong as f64, moved_in: 0.0, in_group: true }
}

fn adjudicated(_: &Entry, one: &Listed, reviewed: &Reviewed) -> Found {
    found(reviewed.owed.len(), one.recorded)
}

fn rate(subject: &Subject<'_>) -> Result<Rate, String> {
    let recorded = |at: usize| subject.frame.get(at).map_or(0.0, |line| line.recorded as f64);
    let races = subject.races(&Asked { keep: &|_| true, recorded: &recorded, found: &adjudicated });
    let rate =
        match subject.protocol.sample.double_marked < 1.0 && subject.protocol.marking.markers.len() != 1 {
            true => estimate::two_phase(&phases(subject, races), ALPHA),
            false => estimate::rate(&races, ALPHA),
        };
    rate.map_err(|fault| alloc::format!("{fault}"))
}

/// What one miss weighs where the sizes expect it least. It follows from the frame alone: no sample can show that a
/// model is blind to something it was too small to draw (docs/decisions/0007).
fn leans_on_the_model(subject: &Subject<'_>, rate: &Rate) -> Option<String> {
    let has_model = subject.protocol.sizes.rule == SizeRule::Computed
        && subject.reports.iter().any(|report| report.risk.is_some());
    if !has_model || rate.owed <= 0.0 || rate.published.is_none() {
        return None;
    }
    let points = 100.0 * rate.accuracy * rate.heaviest_miss / rate.owed;
    Some(alloc::format!(
        "leans on the risk model: one miss where it expects least moves the rate by {points:.2} points"
    ))
}

/// Every draw with its single mark, and the ruling where two were made.
fn phases(
    subject: &Subject<'_>,
    races: Vec<RaceStratum>,
) -> Vec<(RaceStratum, Vec<(RaceDraw, TwoPhaseDraw)>)> {
    let strata: Vec<&String> = subject.protocol.sample.by_stratum.keys().collect();
    let of = |at: usize, part: &Part| match part {
        Part::Union => strata.is_empty(),
        Part::Stratum(name) => strata.get(at).is_some_and(|stratum| *stratum == name),
        Part::TopUp(_) => false,
    };
    let draws = |at: usize| {
        let drawn = subject.estimated().filter(move |(entry, ..)| of(at, &entry.part));
        let reviewed = drawn.filter(|(.., found)| found.state == State::Adjudicated);
        reviewed
            .filter_map(|(entry, one, reviewed)| {
                let mark = reviewed.marks.get(entry.single).or(reviewed.marks.first())?;
                let single = found(mark.owed.len(), one.recorded);
                let ruled = entry.is_double.then(|| adjudicated(entry, one, reviewed));
                let line = line(subject.frame.get(entry.line)?);
                let draw =
                    RaceDraw { line, recorded_in_group: line.recorded, found: Some(ruled.unwrap_or(single)) };
                Some((draw, TwoPhaseDraw { single, ruled }))
            })
            .collect()
    };
    races.into_iter().enumerate().map(|(at, race)| (race, draws(at))).collect()
}

/// Incidents settled, crimes owed, missed and wrongly recorded in the sample.
fn counts(subject: &Subject<'_>) -> [u64; 4] {
    subject.estimated().fold([0; 4], |[n, owed, missed, wrong], (_, one, reviewed)| {
        match reviewed.counts(one.recorded) {
            Some(counts) => [n + 1, owed + counts.owed, missed + counts.missed, wrong + counts.wrong],
            None => [n, owed, missed, wrong],
        }
    })
}

/// The inspectorate's own form, pooled over crimes. Where incidents were drawn by size the pooled share is
/// biased, so its width is put around our rate instead.
fn inspectorate(subject: &Subject<'_>, accuracy: f64, owed: u64, missed: u64) -> Answer {
    if owed == 0 {
        return Err("not estimable: no crime is owed in the sample.".into());
    }
    let is_equal = subject.protocol.sizes.rule == SizeRule::Equal && !subject.protocol.sample.is_stratified();
    let (k, value, ends, note) = if is_equal {
        let ends = interval::normal(owed - missed, owed, ALPHA);
        let ends = ends.map(|ends| (ends.low, ends.high));
        (
            Some(owed - missed),
            (owed - missed) as f64 / owed as f64,
            ends,
            "the inspectorate's design pools crimes of an unweighted sample",
        )
    } else {
        let half = interval::normal_half_width(accuracy, owed as f64, ALPHA);
        let ends = ((accuracy - half).max(0.0), (accuracy + half).min(1.0));
        (
            None,
            accuracy,
            Some(ends),
            "our rate with the width that its form gives for this many crimes: the sample was drawn by size, so its own pooled share would be biased",
        )
    };
    Ok(Estimate {
        value,
        ends,
        method: "pooled normal (inspectorate's form) 95%".into(),
        k,
        n: owed,
        n_of: "crimes owed",
        notes: alloc::vec![note.into()],
    })
}

/// Methods 3.1: each incident a cluster, weights N_h / n_h.
fn classic(subject: &Subject<'_>) -> Answer {
    if subject.protocol.sizes.rule != SizeRule::Equal {
        return Err("only for samples of equal sizes.".into());
    }
    let is_stratified = subject.protocol.sample.is_stratified();
    let name = |at: usize| match is_stratified {
        true => subject.frame.get(at).map_or("", |line| line.stratum.as_str()),
        false => "union",
    };
    let mut population = alloc::collections::BTreeMap::new();
    (0..subject.frame.len()).for_each(|at| *population.entry(String::from(name(at))).or_insert(0) += 1);
    let settled: Vec<_> = subject
        .estimated()
        .filter_map(|(entry, one, found)| Some((name(entry.line), found.counts(one.recorded)?)))
        .collect();
    let stratum: Vec<&str> = settled.iter().map(|(name, _)| *name).collect();
    let n_of = |name: &str| stratum.iter().filter(|other| **other == name).count() as f64;
    let weight: Vec<f64> = stratum
        .iter()
        .map(|name| population.get(*name).map_or(0.0, |n| f64::from(*n)) / n_of(name))
        .collect();
    let population = population.into_iter().map(|(name, n)| (name, n as u64)).collect();
    let k: Vec<f64> = settled.iter().map(|(_, counts)| counts.owed as f64).collect();
    let y: Vec<f64> = settled.iter().map(|(_, counts)| (counts.owed - counts.missed) as f64).collect();
    let design = crate::survey::Design {
        stratum: &stratum,
        cluster: None,
        weight: &weight,
        population: Some(&population),
    };
    let ratio =
        crate::survey::ratio(&design, &y, &k, None, ALPHA).map_err(|fault| alloc::format!("{fault}"))?;
    let from = crate::effective::Estimated {
        share: ratio.ratio,
        variance: ratio.se * ratio.se,
        n: ratio.n,
        df: ratio.df,
    };
    let kg = crate::effective::korn_graubard(from, ALPHA, true)
        .ok_or("not estimable: the sample has no spread.")?;
    let (n, n_of) = (settled.len() as u64, "incidents");
    let method = "stratified ratio of the sample's counts, Korn-Graubard 95%".into();
    Ok(Estimate {
        value: ratio.ratio,
        ends: Some((kg.interval.low, kg.interval.high)),
        method,
        k: None,
        n,
        n_of,
        notes: Vec::new(),
    })
}

/// Over the settled beginning of the one race over the union.
pub(super) fn anytime(subject: &Subject<'_>) -> Answer {
    if subject.protocol.sample.is_stratified() {
        return Err("only for one draw over the union.".into());
    }
    if !subject.protocol.frame.complete {
        return Err(alloc::format!(
            "not estimable: frame incomplete. {}",
            subject.protocol.frame.why_incomplete
        ));
    }
    let draws: Vec<_> =
        subject.settled().filter_map(|(at, finding)| Some((line(subject.frame.get(at)?), finding))).collect();
    let caps = Caps::of(subject.frame.iter().map(line));
    let asked = crate::certificate::Anytime {
        recorded: subject.frame.iter().map(|line| line.recorded as f64).sum(),
        total_size: subject.frame.iter().map(|line| line.size as f64).sum(),
        caps: &caps,
        draws: &draws,
    };
    let ends = crate::certificate::anytime(&asked, ALPHA)
        .ok_or("not estimable: a cap was broken, or nothing is recorded.")?;
    Ok(Estimate {
        value: (ends.low + ends.high) / 2.0,
        ends: Some((ends.low, ends.high)),
        method: ends.method.into(),
        k: None,
        n: draws.len() as u64,
        n_of: "incidents",
        notes: alloc::vec!["holds wherever the audit stops; the middle is no estimate".into()],
    })
}

impl Subject<'_> {
    /// Place in the frame and finding of the union's draws, up to the first that is not settled.
    pub(super) fn settled(&self) -> impl Iterator<Item = (usize, Finding)> {
        self.all().filter(|(entry, ..)| entry.part == Part::Union).map_while(|(entry, one, reviewed)| {
            let finding = match reviewed.state {
                State::Adjudicated => Finding::of(reviewed.owed.len() as u64, one.recorded),
                State::Unreviewable => Finding::Unreviewable,
                State::Pending(_) | State::NotMarked => return None,
            };
            Some((entry.line, finding))
        })
    }
}

fn missed_in_frame(rate: &Rate) -> Estimate {
    let (value, se) = (rate.missed.estimate, libm::sqrt(rate.missed.variance));
    let z = crate::beta::normal_quantile(1.0 - ALPHA / 2.0);
    // With next to no miss the spread says nothing: carry the published interval of the rate over.
    let right = rate.recorded - rate.wrong.estimate;
    let of_rate = |share: f64| right * (1.0 - share) / share.max(1e-9);
    let ends = match (rate.doubts.is_empty(), rate.published) {
        (false, Some(ends)) => (of_rate(ends.high).max(0.0), of_rate(ends.low)),
        _ => ((value - z * se).max(0.0), value + z * se),
    };
    let method = if rate.doubts.is_empty() {
        "race total (Des Raj), normal 95%"
    } else {
        "from the interval of the rate"
    };
    Estimate {
        value,
        ends: Some(ends),
        method: method.into(),
        k: None,
        n: rate.n,
        n_of: "incidents",
        notes: Vec::new(),
    }
}

fn year_frame(subject: &Subject<'_>, rate: &Rate) -> Answer {
    let missed = missed_in_frame(rate);
    let n_days = f64::from(subject.protocol.asked.n_days);
    let year = 365.0 / n_days;
    Ok(Estimate {
        value: missed.value * year,
        ends: missed.ends.map(|(low, high)| (low * year, high * year)),
        method: alloc::format!("missed in the frame x 365/{n_days} days, {}", missed.method),
        notes: alloc::vec!["of the reports in the frame only: what came by other routes is not in it".into()],
        ..missed
    })
}

fn year_inspectorate(subject: &Subject<'_>, rate: &Rate) -> Answer {
    let asked = &subject.protocol.asked;
    let recorded =
        asked.recorded_in_12_months.ok_or("not in the protocol: recorded_in_12_months is not stated.")?;
    let of_accuracy = rate.published.ok_or("every incident was audited: see the frame form.")?;
    let se = libm::sqrt(rate.variance);
    let yearly = estimate::inspectorate_form(recorded as f64, rate.accuracy, se, of_accuracy, ALPHA)
        .ok_or("not estimable: the rate's interval reaches nought.")?;
    Ok(Estimate {
        value: yearly.crimes,
        ends: Some((yearly.interval.low, yearly.interval.high)),
        method: "R (1 - A) / A (inspectorate's form), ends from the rate's interval".into(),
        k: None,
        n: rate.n,
        n_of: "incidents",
        notes: alloc::vec![alloc::format!("R = {recorded}: {}", asked.recorded_source)],
    })
}

fn over_recording(rate: &Rate) -> Answer {
    let over = rate.over_recording(ALPHA).ok_or("not estimable: nothing is recorded.")?;
    let (ends, method) = match over.interval {
        Some(ends) => ((ends.low, ends.high), alloc::format!("race total (Des Raj), {}", ends.method)),
        // None found: of n incidents none held a wrong record.
        None => {
            let ends = interval::clopper_pearson(rate.n_with_a_wrong, rate.n, ALPHA)
                .map_or((0.0, 1.0), |ends| (ends.low, ends.high));
            (ends, "none found; of incidents, Clopper-Pearson 95%".into())
        }
    };
    Ok(Estimate {
        value: over.share,
        ends: Some(ends),
        method,
        k: None,
        n: over.n,
        n_of: "incidents",
        notes: Vec::new(),
    })
}
