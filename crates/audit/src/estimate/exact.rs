//! The interval that stands where the ordinary one is in doubt: exact at any sample size (methods, sections
//! 4.4 and 4.5).

use alloc::vec::Vec;

use terms::Interval;

use super::{Found, RaceStratum};
use crate::certificate::{Anytime, Finding, Line, anytime, total_bounds};
use crate::interval::{at_level, hypergeometric};

/// `None` where a cap was broken: then nothing bounds what is hidden.
pub(super) fn exact_interval(strata: &[RaceStratum], accuracy: f64, alpha: f64) -> Option<Interval> {
    let draws = || strata.iter().flat_map(|stratum| &stratum.draws);
    let is_broken = draws().any(|draw| {
        draw.found.is_some_and(|found| found.missed > (draw.line.cap - draw.line.recorded).max(0.0))
    });
    if is_broken {
        return None;
    }
    let interval = match strata {
        [stratum] if is_uniform(stratum) && is_clean(stratum) => zero_count(stratum, alpha),
        [stratum] if stratum.most_moved_in == 0.0 => one_race(stratum, alpha),
        _ => None,
    };
    let interval = interval.or_else(|| by_totals(strata, alpha))?;
    // The estimate is inside by construction of each end, but for rounding to the grid.
    Some(Interval { low: interval.low.min(accuracy), high: interval.high.max(accuracy), ..interval })
}

fn is_uniform(stratum: &RaceStratum) -> bool {
    let mut sizes = stratum.draws.iter().map(|draw| draw.line.size);
    let equal = sizes.next().map(|first| first * stratum.n_frame as f64);
    let first = stratum.draws.first().map(|draw| draw.line.size);
    equal.is_some_and(|sum| (sum - stratum.total_size).abs() < 0.5) && sizes.all(|size| Some(size) == first)
}

fn is_clean(stratum: &RaceStratum) -> bool {
    let nothing = |found: Found| found.missed == 0.0 && found.wrong == 0.0 && found.moved_in == 0.0;
    stratum.draws.iter().all(|draw| draw.found.is_some_and(nothing))
}

/// No loss among uniform draws: at most D incidents with one ("rule of three", exact), each at its cap.
fn zero_count(stratum: &RaceStratum, alpha: f64) -> Option<Interval> {
    let (_, most) = hypergeometric(0, stratum.draws.len() as u64, stratum.n_frame, alpha)?;
    let size = stratum.draws.first().map(|draw| draw.line.size)?;
    // The worst of it, were they all misses at the largest cap, or all wrong.
    let missed = (most as f64 * stratum.caps.missed() * size).min(stratum.most_missed);
    let wrong = (most as f64 * stratum.caps.wrong() * size).min(stratum.recorded);
    let low =
        (stratum.recorded / (stratum.recorded + missed)).min((stratum.recorded - wrong) / stratum.recorded);
    let low = if stratum.recorded > 0.0 { low } else { 0.0 };
    Some(Interval { low, high: 1.0, method: at_level!(alpha, "exact zero-count hypergeometric") })
}

fn one_race(stratum: &RaceStratum, alpha: f64) -> Option<Interval> {
    let draws: Vec<(Line, Finding)> = stratum
        .draws
        .iter()
        .filter_map(|draw| {
            let found = draw.found?;
            let finding = Finding::Counted { missed: found.missed as u64, wrong: found.wrong as u64 };
            Some((draw.line, finding))
        })
        .collect();
    let from = Anytime {
        recorded: stratum.recorded,
        total_size: stratum.total_size,
        caps: &stratum.caps,
        draws: &draws,
    };
    anytime(&from, alpha)
}

/// Of a group, or of several races: each total bounded by itself, the risk shared out among the bounds.
fn by_totals(strata: &[RaceStratum], alpha: f64) -> Option<Interval> {
    // Two totals decide each end, in each stratum.
    let each = alpha / (4.0 * strata.len() as f64);
    let (mut recorded, mut missed, mut wrong, mut moved_in) = (0.0, (0.0, 0.0), (0.0, 0.0), (0.0, 0.0));
    for stratum in strata {
        let bounds = |value: fn(&Found) -> f64, largest: f64, most: f64| {
            let draws: Vec<(f64, f64)> = stratum
                .draws
                .iter()
                .filter_map(|draw| draw.found.as_ref().map(|found| (value(found), draw.line.size)))
                .collect();
            total_bounds(&draws, stratum.total_size, largest, most, each)
        };
        let sum = |to: &mut (f64, f64), (low, high): (f64, f64)| *to = (to.0 + low, to.1 + high);
        sum(&mut missed, bounds(|found| found.missed, stratum.caps.missed(), stratum.most_missed));
        sum(&mut wrong, bounds(|found| found.wrong, stratum.caps.wrong(), stratum.recorded));
        sum(&mut moved_in, bounds(|found| found.moved_in, stratum.largest_moved_in, stratum.most_moved_in));
        recorded += stratum.recorded;
    }
    let share = |right: f64, missed: f64| {
        let right = right.max(0.0);
        if right + missed > 0.0 { right / (right + missed) } else { 0.0 }
    };
    // What is seen of the total that helps an end is sure; only what hurts it is bounded at risk.
    let seen = |value: fn(&Found) -> f64| {
        strata.iter().flat_map(|s| &s.draws).filter_map(|draw| draw.found.as_ref().map(value)).sum::<f64>()
    };
    let low = share(recorded - wrong.1 + seen(|found| found.moved_in), missed.1);
    let high = share(recorded - seen(|found| found.wrong) + moved_in.1, missed.0);
    Some(Interval { low, high, method: at_level!(alpha, "exact betting bounds of totals") })
}
