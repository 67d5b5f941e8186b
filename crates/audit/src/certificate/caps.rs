//! The largest losses for their size, whatever the claimed accuracy, and exact bounds for a total.

use alloc::vec::Vec;

use super::Line;

/// For any A0, max over the frame of B_i / size_i: B is a mix of what can be missed and what can be wrong,
/// so only incidents that no other exceeds in both matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Caps {
    /// (max(cap - R, 0) / size, R / size), no pair below another in both.
    largest: Vec<(f64, f64)>,
    /// 1 / smallest size: the floor 1 - A0 of every B.
    floor: f64,
}

impl Caps {
    /// Of a frame.
    pub fn of(frame: impl IntoIterator<Item = Line>) -> Self {
        let mut caps = Self::default();
        frame.into_iter().for_each(|line| caps.add(&line));
        caps
    }

    /// One more line of the frame.
    pub fn add(&mut self, line: &Line) {
        self.floor = self.floor.max(1.0 / line.size);
        let pair = ((line.cap - line.recorded).max(0.0) / line.size, line.recorded / line.size);
        let covers = |a: &(f64, f64), b: &(f64, f64)| a.0 >= b.0 && a.1 >= b.1;
        if self.largest.iter().any(|known| covers(known, &pair)) {
            return;
        }
        self.largest.retain(|known| !covers(&pair, known));
        self.largest.push(pair);
    }

    /// max B_i / size_i at this claimed accuracy.
    pub fn loss(&self, claimed: f64) -> f64 {
        let mixed = self.largest.iter().map(|(missed, wrong)| claimed * missed + (1.0 - claimed) * wrong);
        mixed.fold((1.0 - claimed) * self.floor, f64::max)
    }

    /// max of max(cap - R, 0) / size.
    pub fn missed(&self) -> f64 {
        self.largest.iter().map(|pair| pair.0).fold(0.0, f64::max)
    }

    /// max of R / size.
    pub fn wrong(&self) -> f64 {
        self.largest.iter().map(|pair| pair.1).fold(0.0, f64::max)
    }
}

/// Wealth of fixed fractions of the largest bet, as plain numbers that are taken down before they
/// overflow: what is asked is only whether their mean ever reaches a line.
#[derive(Clone, Debug)]
pub(super) struct Purse {
    wealth: [f64; 6],
}

pub(super) const CERTIFY: [f64; 6] = [0.06, 0.15, 0.3, 0.5, 0.7, 0.9];
pub(super) const REFUTE: [f64; 6] = [0.003, 0.01, 0.03, 0.1, 0.3, 0.7];
pub(super) const BET_LIMIT: f64 = 0.9999;

impl Purse {
    pub(super) const fn new() -> Self {
        Self { wealth: [1.0; 6] }
    }

    /// Bets and returns the mean wealth.
    pub(super) fn bet(&mut self, fractions: &[f64; 6], per_fraction: f64) -> f64 {
        let mut sum = 0.0;
        for (wealth, fraction) in self.wealth.iter_mut().zip(fractions) {
            *wealth *= 1.0 + fraction * per_fraction;
            sum += *wealth;
        }
        sum / 6.0
    }
}

/// Exact bounds for a total of whole numbers x >= 0, each at most `largest` times its size, from draws
/// (x, size) in race order; each end errs with chance `alpha` at most, at any sample size. The upper end is
/// at most `most`, the sum of all caps.
pub fn total_bounds(
    draws: &[(f64, f64)],
    total_size: f64,
    largest: f64,
    most: f64,
    alpha: f64,
) -> (f64, f64) {
    let seen: f64 = draws.iter().map(|draw| draw.0).sum();
    let line = 1.0 / alpha;
    let is_too_high = |total: f64| {
        crosses(draws, total_size, total, line, |purse, left, x, size_left| {
            let largest = size_left * largest;
            match largest - left {
                // What is undrawn cannot hold so much.
                short if short < -1e-9 => f64::INFINITY,
                room if room > 0.0 => purse.bet(&CERTIFY, BET_LIMIT / room * (left - x)),
                _ => 1.0,
            }
        })
    };
    let is_too_low = |total: f64| {
        crosses(draws, total_size, total, line, |purse, left, x, _| {
            purse.bet(&REFUTE, BET_LIMIT / left * (x - left))
        })
    };
    let most = most.max(seen);
    // Rejected totals lie above every one that is not; found by halving the whole numbers between.
    let high = if is_too_high(most) { last_not(seen, most, is_too_high) } else { most };
    let low = if is_too_low(seen) { first_not(seen, most, is_too_low) } else { seen };
    (low, high.max(low))
}

/// Whether the wealth against "the total is `total`" reaches the line.
fn crosses(
    draws: &[(f64, f64)],
    total_size: f64,
    total: f64,
    line: f64,
    bet: impl Fn(&mut Purse, f64, f64, f64) -> f64,
) -> bool {
    let mut purse = Purse::new();
    let (mut left, mut size_left) = (total, total_size);
    for (x, size) in draws {
        if left > 0.0 && bet(&mut purse, left, x * size_left / size, size_left) >= line {
            return true;
        }
        left -= x;
        size_left -= size;
        if left < 0.0 {
            return true;
        }
    }
    false
}

/// Largest whole number from `low` (not rejected or the start) for which `rejected` fails, given that it
/// holds at `high`.
fn last_not(low: f64, high: f64, rejected: impl Fn(f64) -> bool) -> f64 {
    let (mut keep, mut gone) = (low, high);
    while gone - keep > 1.0 {
        let middle = libm::floor(0.5 * (keep + gone));
        if rejected(middle) { gone = middle } else { keep = middle }
    }
    keep
}

/// Smallest whole number for which `rejected` fails, given that it holds at `low`.
fn first_not(low: f64, high: f64, rejected: impl Fn(f64) -> bool) -> f64 {
    let (mut gone, mut keep) = (low, high);
    while keep - gone > 1.0 {
        let middle = libm::floor(0.5 * (keep + gone));
        if rejected(middle) { gone = middle } else { keep = middle }
    }
    keep
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sizes::loss_cap;

    #[test]
    fn the_largest_loss_is_that_of_the_frame_at_any_claim() {
        let frame: Vec<Line> = (0..200_u32)
            .map(|n| Line {
                recorded: f64::from(n % 4),
                cap: f64::from(n % 4 + n % 3),
                size: f64::from(n * 7 % 13 + 1),
            })
            .collect();
        let caps = Caps::of(frame.iter().copied());
        for claimed in [0.0, 0.3, 0.8, 0.95, 1.0] {
            let one = |line: &Line| loss_cap(claimed, line.recorded, line.cap) / line.size;
            let wanted = frame.iter().map(one).fold(0.0, f64::max);
            assert!((caps.loss(claimed) - wanted).abs() < 1e-12, "{claimed}");
        }
    }

    #[test]
    fn bounds_hold_the_total_and_close_in_on_it() {
        // 1,000 of size 1, one in twenty missed; every twentieth drawn holds one.
        let draws: Vec<(f64, f64)> = (0..400).map(|n| (f64::from(u8::from(n % 20 == 7)), 1.0)).collect();
        let (low, high) = total_bounds(&draws, 1_000.0, 1.0, 1_000.0, 0.025);
        assert!(low < 50.0 && 50.0 < high && low >= 20.0 && high < 120.0, "{low} {high}");
        let (low, high) = total_bounds(&draws[..50], 1_000.0, 1.0, 1_000.0, 0.025);
        assert!(low < 50.0 && 150.0 < high, "{low} {high}");
        let none: Vec<(f64, f64)> = draws.iter().map(|_| (0.0, 1.0)).collect();
        let (low, high) = total_bounds(&none, 1_000.0, 1.0, 1_000.0, 0.025);
        assert!(low == 0.0 && (1.0..20.0).contains(&high), "{high}");
        assert_eq!(total_bounds(&[], 10.0, 1.0, 7.0, 0.025), (0.0, 7.0), "nothing drawn says nothing");
    }
}
