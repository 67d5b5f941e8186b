//! Small counts with exact intervals: rape reports with their errors by kind, cancellations, safeguarding
//! of domestic abuse that was not recorded, causes.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{ALPHA, Answer, Estimate, Subject};
use crate::interval;
use crate::marks::{MarkLine, OnRecord};
use crate::review::{Counts, Listed, Reviewed, State};

/// Name of the stratum that holds rape reports.
pub const RAPE: &str = "rape";

/// Rape reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Rape {
    /// Reports in the frame.
    pub in_frame: u64,
    /// Of them audited.
    pub audited: u64,
    /// Accurately recorded, of the audited.
    pub accurate: Answer,
    /// Errors by kind, most first; a report may have more than one.
    pub errors: Vec<(String, u64)>,
}

/// A cause of what was missed or wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The cause.
    pub cause: String,
    /// Crimes it made unrecorded or wrong.
    pub crimes: u64,
}

/// k of n with the exact binomial interval, or why there is none.
pub(super) fn k_of_n(k: u64, n: u64, n_of: &'static str, none: &str) -> Answer {
    let ends = interval::clopper_pearson(k, n, ALPHA).ok_or(none)?;
    Ok(Estimate {
        value: k as f64 / n as f64,
        ends: Some((ends.low, ends.high)),
        method: ends.method.into(),
        k: Some(k),
        n,
        n_of,
        notes: Vec::new(),
    })
}

/// Rape reports: those of the stratum, drawn or topped up.
pub(super) fn rape(subject: &Subject<'_>) -> Rape {
    let in_frame = subject.frame.iter().filter(|line| line.stratum == RAPE).count() as u64;
    let of = subject
        .all()
        .filter(|(entry, ..)| subject.frame.get(entry.line).is_some_and(|line| line.stratum == RAPE));
    let audited: Vec<(&Listed, &Reviewed)> = of
        .filter(|(.., found)| found.state == State::Adjudicated)
        .map(|(_, one, found)| (one, found))
        .collect();
    let mut errors: BTreeMap<String, u64> = BTreeMap::new();
    let mut accurate = 0;
    for (one, reviewed) in &audited {
        let kinds = errors_of(one, reviewed);
        accurate += u64::from(kinds.is_empty());
        kinds.into_iter().for_each(|kind| *errors.entry(kind).or_default() += 1);
    }
    let n = audited.len() as u64;
    let answer = k_of_n(accurate, n, "rape reports", "not in this audit: no rape report was audited.").map(|mut estimate| {
        let finite = interval::hypergeometric_share(accurate, n, in_frame, ALPHA);
        if n == in_frame {
            estimate.notes.push(alloc::format!("a census: all {n} reports of the frame; the interval speaks of reports like them"));
        } else if let Some(ends) = finite {
            estimate.ends = Some((ends.low, ends.high));
            estimate.method = ends.method.into();
            let lacking = in_frame - n;
            estimate.notes.push(alloc::format!("not a census: {lacking} of {in_frame} reports are not audited; those that are were drawn by size"));
        }
        estimate
    });
    let mut errors: Vec<(String, u64)> = errors.into_iter().collect();
    errors.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Rape { in_frame, audited: n, accurate: answer, errors }
}

/// Kinds of error of one report: those that stage 2 names, else what the counts show.
fn errors_of(one: &Listed, reviewed: &Reviewed) -> Vec<String> {
    let mut kinds: Vec<String> = reviewed
        .found
        .iter()
        .map(|line| &line.found.error)
        .filter(|kind| !kind.is_empty())
        .cloned()
        .collect();
    let mut add = |kind: &str| {
        if !kinds.iter().any(|known| known == kind) {
            kinds.push(kind.to_string());
        }
    };
    let has_named = reviewed.found.iter().any(|line| !line.found.error.is_empty());
    let counts = Counts::new(reviewed.owed.len() as u64, one.recorded);
    let missed_by_stage_2 = reviewed.found.iter().any(|line| line.found.recorded == Some(OnRecord::No));
    if (counts.missed > 0 || missed_by_stage_2) && !has_named {
        add("not recorded");
    }
    if counts.wrong > 0 || reviewed.found.iter().any(|line| line.found.recorded == Some(OnRecord::Wrongly)) {
        add("recorded and not owed");
    }
    if reviewed.found.iter().any(|line| is_other_class(line, reviewed)) && !has_named {
        add("other class");
    }
    if reviewed.found.iter().any(|line| line.found.cancelled_correctly == Some(false)) {
        add("wrongly cancelled");
    }
    kinds.sort();
    kinds.dedup();
    kinds
}

fn is_other_class(line: &MarkLine, reviewed: &Reviewed) -> bool {
    let owed = (line.crime as usize).checked_sub(1).and_then(|at| reviewed.owed.get(at));
    let class = &line.found.recorded_class;
    line.found.recorded == Some(OnRecord::Yes)
        && !class.is_empty()
        && owed.is_some_and(|owed| owed.class != *class)
}

/// Cancelled correctly, by the group the crime belongs to.
pub(super) fn cancelled(subject: &Subject<'_>) -> Vec<(String, Answer)> {
    let mut by_group: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (_, _, reviewed) in subject.all() {
        for line in &reviewed.found {
            let Some(is_right) = line.found.cancelled_correctly else { continue };
            let owed = (line.crime as usize).checked_sub(1).and_then(|at| reviewed.owed.get(at));
            let name = owed.map_or_else(|| line.found.recorded_class.clone(), |owed| owed.class.clone());
            let counted = by_group.entry(name).or_default();
            counted.0 += u64::from(is_right);
            counted.1 += 1;
        }
    }
    by_group.into_iter().map(|(name, (k, n))| (name, k_of_n(k, n, "cancelled crimes", "none"))).collect()
}

/// Of domestic abuse crimes that stage 2 found unrecorded, how many victims were safeguarded.
pub(super) fn safeguarded(subject: &Subject<'_>) -> Answer {
    let (mut n, mut k, mut silent) = (0, 0, 0);
    for (_, _, reviewed) in subject.all() {
        for line in reviewed.found.iter().filter(|line| line.found.recorded == Some(OnRecord::No)) {
            let owed = (line.crime as usize).checked_sub(1).and_then(|at| reviewed.owed.get(at));
            if !owed.is_some_and(|owed| owed.domestic_abuse) {
                continue;
            }
            match line.found.safeguarded {
                Some(yes) => {
                    n += 1;
                    k += u64::from(yes);
                }
                None => silent += 1,
            }
        }
    }
    let none =
        "not in these marks: no domestic abuse crime was found unrecorded with a word on safeguarding.";
    let mut answer = k_of_n(k, n, "domestic abuse crimes found unrecorded", none)?;
    if silent > 0 {
        answer.notes.push(alloc::format!("for {silent} more the marks do not say"));
    }
    Ok(answer)
}

/// Causes named by stage 2.
pub(super) fn causes(subject: &Subject<'_>) -> Vec<Cause> {
    let mut counted: BTreeMap<&str, u64> = BTreeMap::new();
    for (_, _, reviewed) in subject.all() {
        let named = reviewed
            .found
            .iter()
            .map(|line| line.found.root_cause.as_str())
            .filter(|cause| !cause.is_empty());
        named.for_each(|cause| *counted.entry(cause).or_default() += 1);
    }
    let mut causes: Vec<Cause> =
        counted.into_iter().map(|(cause, crimes)| Cause { cause: cause.into(), crimes }).collect();
    causes.sort_by(|a, b| b.crimes.cmp(&a.crimes).then_with(|| a.cause.cmp(&b.cause)));
    causes
}
