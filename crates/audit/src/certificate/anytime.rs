//! The anytime interval: the claims that neither test has rejected at any draw (methods, section 4.6).

use alloc::vec::Vec;

use terms::Interval;

use super::caps::{BET_LIMIT, CERTIFY, Caps, Purse, REFUTE};
use super::{Finding, Line};
use crate::interval::at_level;

/// Steps between claims tried: a tenth of a point.
const GRID: u32 = 1_000;

/// What the interval rests on: one race over the union.
#[derive(Clone, Debug, PartialEq)]
pub struct Anytime<'a> {
    /// Crimes recorded in the whole frame.
    pub recorded: f64,
    /// Sum of all sizes.
    pub total_size: f64,
    /// The frame's largest losses.
    pub caps: &'a Caps,
    /// Draws in race order: the line and what was found.
    pub draws: &'a [(Line, Finding)],
}

/// Ends each at risk `alpha` / 2, in tenths of a point, valid at every look at once. `None` where a cap was
/// broken or nothing is recorded.
///
/// The lower end is the highest claim such that it and every claim below it is certified, the upper end
/// the mirror image, so neither rests on the tests being monotone.
pub fn anytime(from: &Anytime<'_>, alpha: f64) -> Option<Interval> {
    if from.recorded <= 0.0 {
        return None;
    }
    let line = 2.0 / alpha;
    let draws = losses(from.draws)?;
    let claim = |step: u32| f64::from(step) / f64::from(GRID);
    let n_certified = (1..GRID).take_while(|step| certified(from, &draws, claim(*step), line)).count() as u32;
    let n_refuted =
        (1..GRID).take_while(|step| refuted(from, &draws, claim(GRID - step), line)).count() as u32;
    let (low, high) = (claim(n_certified), claim(GRID - n_refuted.min(GRID - n_certified)));
    Some(Interval { low, high, method: at_level!(alpha, "anytime-valid betting") })
}

/// (missed, wrong, what it would cost the certifying side as (missed, wrong), size).
struct Loss {
    missed: f64,
    wrong: f64,
    /// Where it could not be reviewed: (most that can be missed, recorded).
    unreviewable: Option<(f64, f64)>,
    size: f64,
}

fn losses(draws: &[(Line, Finding)]) -> Option<Vec<Loss>> {
    draws
        .iter()
        .map(|(line, finding)| {
            let most = (line.cap - line.recorded).max(0.0);
            match finding {
                Finding::Unreviewable => Some(Loss {
                    missed: 0.0,
                    wrong: 0.0,
                    unreviewable: Some((most, line.recorded)),
                    size: line.size,
                }),
                Finding::Counted { missed, wrong } => (*missed as f64 <= most).then_some(Loss {
                    missed: *missed as f64,
                    wrong: *wrong as f64,
                    unreviewable: None,
                    size: line.size,
                }),
            }
        })
        .collect()
}

fn certified(from: &Anytime<'_>, draws: &[Loss], claim: f64, line: f64) -> bool {
    let mut purse = Purse::new();
    let (mut budget, mut size_left) = ((1.0 - claim) * from.recorded, from.total_size);
    let largest = from.caps.loss(claim);
    for draw in draws {
        let loss = match draw.unreviewable {
            Some((missed, wrong)) => (claim * missed).max((1.0 - claim) * wrong),
            None => claim * draw.missed + (1.0 - claim) * draw.wrong,
        };
        if budget <= 0.0 {
            return false;
        }
        let largest = size_left * largest;
        // All that is undrawn together cannot lose more than this: nothing need be bet.
        if largest <= budget {
            return true;
        }
        let per_fraction = BET_LIMIT / (largest - budget) * (budget - loss * size_left / draw.size);
        if purse.bet(&CERTIFY, per_fraction) >= line {
            return true;
        }
        budget -= loss;
        size_left -= draw.size;
    }
    false
}

fn refuted(from: &Anytime<'_>, draws: &[Loss], claim: f64, line: f64) -> bool {
    let mut purse = Purse::new();
    let (mut budget, mut size_left) = ((1.0 - claim) * from.recorded, from.total_size);
    for draw in draws {
        let loss = claim * draw.missed + (1.0 - claim) * draw.wrong;
        if budget > 0.0 {
            let per_fraction = BET_LIMIT / budget * (loss * size_left / draw.size - budget);
            if purse.bet(&REFUTE, per_fraction) >= line {
                return true;
            }
        }
        budget -= loss;
        size_left -= draw.size;
        if budget < -1e-9 {
            return true;
        }
    }
    false
}
