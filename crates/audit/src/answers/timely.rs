//! Timeliness (methods, section 1): when a crime was recorded is known for all where the population says so, and
//! only when it was truly reported is audited; else both times are those of the sample.

use alloc::format;
use alloc::vec::Vec;

use super::{ALPHA, Answer, Estimate, Subject};
use crate::certificate::total_bounds;
use crate::des_raj::contributions;
use crate::estimate::{Correction, DelayDraw, Delays, corrected_share, quantile, woodruff};
use crate::list::{Entry, Part};
use crate::marks::{MarkLine, OnRecord};
use crate::review::{Reviewed, State};

/// Hours within which a crime is to be recorded.
const LIMIT_HOURS: f64 = 24.0;
const SECONDS_IN_HOUR: f64 = 3_600.0;

/// Timeliness of the recorded crimes.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeliness {
    /// Recorded within 24 elapsed hours of the first report.
    pub within_24_hours: Answer,
    /// Half are recorded within so many hours.
    pub median_hours: Answer,
    /// Nine in ten are.
    pub ninetieth_hours: Answer,
}

/// Works it out; `ready` says why not yet.
pub(super) fn timeliness(subject: &Subject<'_>, ready: &Result<(), alloc::string::String>) -> Timeliness {
    if let Err(why) = ready {
        let none = || Err(why.clone());
        return Timeliness { within_24_hours: none(), median_hours: none(), ninetieth_hours: none() };
    }
    let system = system(subject);
    if system.is_empty() || subject.protocol.sample.is_stratified() {
        return Timeliness {
            within_24_hours: share_within(subject, LIMIT_HOURS),
            median_hours: sample_quantile(subject, 0.5),
            ninetieth_hours: sample_quantile(subject, 0.9),
        };
    }
    let audited = audited(subject);
    let of = Delays { system: &system, audited: &audited.draws, total_size: audited.total_size };
    Timeliness {
        within_24_hours: corrected(subject, &of, &audited),
        median_hours: corrected_quantile(&of, &audited, 0.5),
        ninetieth_hours: corrected_quantile(&of, &audited, 0.9),
    }
}

fn hours(from: i64, to: i64) -> f64 {
    (to - from) as f64 / SECONDS_IN_HOUR
}

/// Delay of every recorded crime whose times the population gives.
fn system(subject: &Subject<'_>) -> Vec<f64> {
    let of = subject.reports.iter().filter_map(|report| Some((report.received_at?, &report.recorded_at)));
    of.flat_map(|(received, recorded)| recorded.iter().map(move |at| hours(received, *at))).collect()
}

/// What the audit checked of the system's times.
struct Audited {
    /// In race order.
    draws: Vec<DelayDraw>,
    /// Sizes of the frame, without what could not be reviewed.
    total_size: f64,
    /// Crimes whose report time stage 2 gives.
    n_checked: u64,
    /// Of them, those whose report was made at another time than the system says.
    n_changed: u64,
}

fn audited(subject: &Subject<'_>) -> Audited {
    let total: u64 = subject.frame.iter().map(|line| line.size).sum();
    let mut found = Audited { draws: Vec::new(), total_size: total as f64, n_checked: 0, n_changed: 0 };
    for (entry, _, reviewed) in subject.estimated() {
        let size = subject.frame.get(entry.line).map_or(1.0, |line| line.size as f64);
        if reviewed.state != State::Adjudicated {
            found.total_size -= size;
            continue;
        }
        let pairs = pairs(subject, entry, reviewed, &mut found);
        found.draws.push(DelayDraw { size, system_and_audited: pairs });
    }
    found
}

/// Each recorded crime of one incident: its delay by the system, and by the report time that stage 2 found for
/// the crime recorded at that time, else for the next one.
fn pairs(subject: &Subject<'_>, entry: &Entry, reviewed: &Reviewed, found: &mut Audited) -> Vec<(f64, f64)> {
    let Some(report) = subject.reports.get(entry.line) else { return Vec::new() };
    let Some(received) = report.received_at else { return Vec::new() };
    let on_record = |line: &&MarkLine| matches!(line.found.recorded, Some(OnRecord::Yes | OnRecord::Wrongly));
    let mut left: Vec<&MarkLine> = reviewed.found.iter().filter(on_record).collect();
    let mut pairs = Vec::new();
    for at in &report.recorded_at {
        let same = left.iter().position(|line| line.found.recorded_at == Some(*at));
        let line = match same {
            Some(place) => Some(left.remove(place)),
            None if left.is_empty() => None,
            None => Some(left.remove(0)),
        };
        let truly = line.and_then(|line| line.found.reported_at);
        found.n_checked += u64::from(truly.is_some());
        found.n_changed += u64::from(truly.is_some_and(|truly| truly != received));
        pairs.push((hours(received, *at), hours(truly.unwrap_or(received), *at)));
    }
    pairs
}

fn note(audited: &Audited) -> alloc::string::String {
    match audited.n_checked {
        0 => "no report time was checked by the audit: these are the system's own".into(),
        n => format!(
            "report times of {n} crimes checked, {} of them otherwise than the system says",
            audited.n_changed
        ),
    }
}

fn corrected(subject: &Subject<'_>, from: &Delays<'_>, audited: &Audited) -> Answer {
    let within = |delay: f64| f64::from(u8::from(delay <= LIMIT_HOURS));
    let k: f64 = from.system.iter().map(|delay| within(*delay)).sum();
    let n = from.system.len() as f64;
    let corrections: Vec<Correction> = from
        .audited
        .iter()
        .map(|draw| {
            let changes = draw.system_and_audited.iter();
            let change = changes.map(|(system, audited)| within(*audited) - within(*system)).sum();
            Correction { change, size: draw.size }
        })
        .collect();
    let (value, _, interval) = corrected_share(k, n, &corrections, from.total_size, ALPHA)
        .ok_or("not in this population: it gives no times.")?;
    let (ends, method) = match interval {
        Some(interval) => (
            (interval.low, interval.high),
            format!("census of the system's times, difference estimator (Des Raj), {}", interval.method),
        ),
        None => (
            if_none_changed(subject, from, k / n),
            "census of the system's times; no change found, exact betting bound of what else may change, 95%"
                .into(),
        ),
    };
    Ok(Estimate {
        value,
        ends: Some(ends),
        method,
        k: None,
        n: from.system.len() as u64,
        n_of: "recorded crimes with both times",
        notes: alloc::vec![note(audited)],
    })
}

/// Where no audited incident moves across the limit: what the others may, each by all it has recorded.
fn if_none_changed(subject: &Subject<'_>, from: &Delays<'_>, share: f64) -> (f64, f64) {
    let largest = |line: &crate::draw::FrameLine| line.recorded as f64 / line.size as f64;
    let largest = subject.frame.iter().map(largest).fold(0.0, f64::max);
    let draws: Vec<(f64, f64)> = from.audited.iter().map(|draw| (0.0, draw.size)).collect();
    let n = from.system.len() as f64;
    let (_, most) = total_bounds(&draws, from.total_size, largest, n, ALPHA / 2.0);
    ((share - most / n).max(0.0), (share + most / n).min(1.0))
}

fn corrected_quantile(from: &Delays<'_>, audited: &Audited, q: f64) -> Answer {
    let (value, ends) = quantile(from, q, ALPHA).ok_or("not in this population: it gives no times.")?;
    Ok(Estimate {
        value,
        ends,
        method: match ends {
            Some(_) => "census of the system's times, difference estimator (Des Raj), Woodruff 95%".into(),
            None => "census of the system's times; the audit changes none at this point".into(),
        },
        k: None,
        n: from.system.len() as u64,
        n_of: "recorded crimes with both times",
        notes: alloc::vec![note(audited)],
    })
}

/// Delays of the recorded crimes of one incident that are owed and carry both times in stage 2.
fn marked(reviewed: &Reviewed) -> impl Iterator<Item = f64> {
    let yes = reviewed.found.iter().filter(|line| line.found.recorded == Some(OnRecord::Yes));
    yes.filter_map(|line| Some(hours(line.found.reported_at?, line.found.recorded_at?)))
}

/// Of the sample: recorded within so many hours.
fn share_within(subject: &Subject<'_>, limit: f64) -> Answer {
    subject.ratio("recorded crimes with both times", &|_, reviewed| {
        let (k, n) =
            marked(reviewed).fold((0_u32, 0_u32), |(k, n), delay| (k + u32::from(delay <= limit), n + 1));
        (f64::from(k), f64::from(n))
    })
}

/// Of the sample: its weighted quantile, and the interval of the share at it taken back (Woodruff 1952).
fn sample_quantile(subject: &Subject<'_>, q: f64) -> Answer {
    let values = weighted(subject);
    let none = "not in these marks: stage 2 does not say.";
    let (value, ..) = woodruff(&values, q, (q, q)).ok_or(none)?;
    let at = share_within(subject, value)?;
    let (low, high) = at.ends.unwrap_or((0.0, 1.0));
    let shift = at.value - q;
    let (value, low, high) =
        woodruff(&values, q, ((low - shift).max(0.0), (high - shift).min(1.0))).ok_or(none)?;
    Ok(Estimate {
        value,
        ends: Some((low, high)),
        method: format!("weighted quantile of the sample, Woodruff from {}", at.method),
        k: None,
        n: values.len() as u64,
        n_of: "recorded crimes with both times",
        notes: at.notes,
    })
}

/// Every delay of the sample with the weight of its incident in the race it was drawn by.
fn weighted(subject: &Subject<'_>) -> Vec<(f64, f64)> {
    let mut values = Vec::new();
    let strata: Vec<Option<&str>> = match subject.protocol.sample.is_stratified() {
        true => subject.protocol.sample.by_stratum.keys().map(|name| Some(name.as_str())).collect(),
        false => alloc::vec![None],
    };
    for stratum in strata {
        let of = |part: &Part| match (part, stratum) {
            (Part::Union, None) => true,
            (Part::Stratum(name), Some(stratum)) => name == stratum,
            _ => false,
        };
        let drawn: Vec<(&Entry, &Reviewed)> = subject
            .estimated()
            .filter(|(entry, _, reviewed)| of(&entry.part) && reviewed.state == State::Adjudicated)
            .map(|(entry, _, reviewed)| (entry, reviewed))
            .collect();
        let in_stratum = subject.frame.iter().filter(|line| stratum.is_none_or(|name| line.stratum == name));
        let total: u64 = in_stratum.map(|line| line.size).sum();
        let size = |entry: &Entry| subject.frame.get(entry.line).map_or(1.0, |line| line.size as f64);
        let sizes: Vec<f64> = drawn.iter().map(|(entry, _)| size(entry)).collect();
        let ones: Vec<f64> = sizes.iter().map(|_| 1.0).collect();
        let n = drawn.len().max(1) as f64;
        for ((_, reviewed), weight) in drawn.iter().zip(contributions(&ones, &sizes, total as f64)) {
            values.extend(marked(reviewed).map(|delay| (delay, weight / n)));
        }
    }
    values
}
