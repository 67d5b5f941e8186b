//! How many to audit, before anything is drawn: for a width, by the expected spread of the race; for a
//! certificate, by walking it over forces made up at a stated rate (methods, sections 0 and 10). With the
//! population's own risk, or none.

use alloc::vec::Vec;

use crate::beta::normal_quantile;
use crate::certificate::{Draw, Finding, Line, Rules, Verdict, Walk};
use crate::random::Stream;

/// One incident as the planner takes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// Its line.
    pub line: Line,
    /// Predicted chance that it hides a crime; `None` = no model.
    pub risk: Option<f64>,
}

/// What is assumed of the force.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assumed {
    /// Recording rate.
    pub rate: f64,
    /// Share of incidents with a crime recorded that hold one too many.
    pub wrong_rate: f64,
}

/// When a certificate is decided, over many made-up forces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopping {
    /// Half of the audits are decided by this many incidents; `None`: they are not by the most allowed.
    pub median: Option<u64>,
    /// Four in five are: the number for a power of 80%.
    pub four_in_five: Option<u64>,
    /// One in ten needs more than this many: the number for a power of 90%.
    pub one_in_ten: Option<u64>,
    /// Audits walked.
    pub n_runs: u64,
    /// Of them, certified.
    pub n_certified: u64,
    /// Of them, refuted.
    pub n_refuted: u64,
}

/// Chance of one missed crime in each incident that can hide one, in proportion to its risk, so that in all
/// the assumed rate comes out. Misses are taken one to an incident, the hardest case for finding them.
fn chances(frame: &[Expected], assumed: &Assumed) -> Vec<f64> {
    let recorded: f64 = frame.iter().map(|one| one.line.recorded).sum();
    let with_a_crime = frame.iter().filter(|one| one.line.recorded > 0.0).count() as f64;
    let right = recorded - assumed.wrong_rate * with_a_crime;
    let wanted = right * (1.0 - assumed.rate) / assumed.rate;
    let weight = |one: &Expected| match one.line.cap > one.line.recorded {
        true => one.risk.unwrap_or(1.0),
        false => 0.0,
    };
    let sum: f64 = frame.iter().map(weight).sum();
    let scale = if sum > 0.0 { wanted / sum } else { 0.0 };
    frame.iter().map(|one| (weight(one) * scale).min(1.0)).collect()
}

/// Incidents for a 95% half-width (a share: 0.02 = 2 points), rounded up; `None` where the frame cannot
/// give it. Draws as if with replacement, then cut to the frame, which errs towards more.
pub fn n_for_width(frame: &[Expected], assumed: &Assumed, half_width: f64) -> Option<u64> {
    let chances = chances(frame, assumed);
    let total_size: f64 = frame.iter().map(|one| one.line.size).sum();
    let (a, wrong) = (assumed.rate, assumed.wrong_rate);
    let (mut spread, mut total, mut owed) = (0.0, 0.0, 0.0);
    for (one, p) in frame.iter().zip(&chances) {
        let v = if one.line.recorded > 0.0 { wrong } else { 0.0 };
        spread += (a * a * p + (1.0 - a) * (1.0 - a) * v) * total_size / one.line.size;
        total += a * p + (1.0 - a) * v;
        owed += one.line.recorded - v + p;
    }
    if owed <= 0.0 || half_width <= 0.0 {
        return None;
    }
    let z = normal_quantile(0.975);
    let n0 = (spread - total * total) * z * z / (owed * owed * half_width * half_width);
    let n = n0 / (1.0 + n0 / frame.len() as f64);
    (n.is_finite() && n > 0.0).then(|| (libm::ceil(n) as u64).clamp(2, frame.len() as u64))
}

/// Incidents for a width, over many made-up forces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Widths {
    /// With this many, half of the audits come within the width; `None`: not within the most allowed.
    pub median: Option<u64>,
    /// With this many, one in ten is still wider.
    pub one_in_ten: Option<u64>,
}

/// Each number tried is this much above the one before.
const STEP: f64 = 1.04;
/// No width is looked for on fewer: its own spread is not known there.
const FEWEST: u64 = 30;

/// Incidents with which half, and nine in ten, of `n_runs` made-up audits have a 95% half-width (normal, of the
/// linearised Des Raj totals) of at most each of `half_widths` (shares); at most `most` incidents each.
pub fn widths(
    frame: &[Expected],
    assumed: &Assumed,
    half_widths: &[f64],
    (most, n_runs, seed): (u64, u64, u64),
) -> Vec<Widths> {
    let chances = chances(frame, assumed);
    let lines: Vec<Line> = frame.iter().map(|one| one.line).collect();
    let most = most.min(lines.len() as u64);
    let next = |n: &u64| Some(libm::ceil(*n as f64 * STEP) as u64);
    let tried: Vec<u64> =
        core::iter::successors(Some(FEWEST), next).take_while(|n| *n < most).chain([most]).collect();
    let mut random = Stream::new(seed);
    let runs: Vec<Vec<f64>> =
        (0..n_runs).map(|_| half_widths_at(&lines, &chances, assumed, &tried, &mut random)).collect();
    let first = |half_width: f64, share: f64| {
        let is_within = |run: &Vec<f64>, at: usize| run.get(at).is_some_and(|width| *width <= half_width);
        let n_within = |at: usize| runs.iter().filter(|run| is_within(run, at)).count();
        let place = (0..tried.len()).find(|at| n_within(*at) as f64 >= share * n_runs as f64);
        place.and_then(|at| tried.get(at).copied())
    };
    half_widths
        .iter()
        .map(|half| Widths { median: first(*half, 0.5), one_in_ten: first(*half, 0.9) })
        .collect()
}

/// The half-width of one made-up audit after each of the numbers tried.
fn half_widths_at(
    lines: &[Line],
    chances: &[f64],
    assumed: &Assumed,
    tried: &[u64],
    random: &mut Stream,
) -> Vec<f64> {
    let recorded: f64 = lines.iter().map(|line| line.recorded).sum();
    let owed = recorded / assumed.rate;
    let z = normal_quantile(0.975);
    let mut left: f64 = lines.iter().map(|line| line.size).sum();
    let (mut drawn, mut mean, mut squares) = (0.0, 0.0, 0.0);
    let mut widths = Vec::with_capacity(tried.len());
    let mut looks = tried.iter().peekable();
    for (n, at) in (1_u64..).zip(race(lines, tried.last().copied().unwrap_or(0) as usize, random)) {
        let Some(line) = lines.get(at) else { break };
        let (missed, wrong) = made_up(line, chances.get(at).copied().unwrap_or(0.0), assumed, random);
        let x = assumed.rate * missed as f64 + (1.0 - assumed.rate) * wrong as f64;
        // The t-value of Des Raj, and its running mean and sum of squares (Welford 1962).
        let t = drawn + x * left / line.size;
        let off = t - mean;
        mean += off / n as f64;
        squares += off * (t - mean);
        drawn += x;
        left -= line.size;
        if looks.next_if(|look| **look == n).is_some() {
            let variance = squares / (n as f64 * (n as f64 - 1.0));
            // Without a miss there is no width yet, not a width of nought.
            let half = if squares > 0.0 { z * libm::sqrt(variance) / owed } else { f64::INFINITY };
            widths.push(half);
        }
    }
    widths
}

/// The first `most` of a race of these sizes.
fn race(lines: &[Line], most: usize, random: &mut Stream) -> Vec<usize> {
    let mut keys: Vec<(f64, usize)> =
        lines.iter().enumerate().map(|(at, line)| (-libm::log(random.uniform()) / line.size, at)).collect();
    let most = most.min(keys.len());
    if most == 0 {
        return Vec::new();
    }
    keys.select_nth_unstable_by(most - 1, |a, b| a.0.total_cmp(&b.0));
    keys.truncate(most);
    keys.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    keys.into_iter().map(|(_, at)| at).collect()
}

/// What a made-up incident misses and holds too many.
fn made_up(line: &Line, chance: f64, assumed: &Assumed, random: &mut Stream) -> (u64, u64) {
    let missed = random.chance(chance);
    let wrong = !missed && line.recorded > 0.0 && random.chance(assumed.wrong_rate);
    (u64::from(missed), u64::from(wrong))
}

/// Walks the certificate over `n_runs` made-up forces, each drawn by the sizes of the frame; at most `most`
/// incidents each.
pub fn stopping(
    frame: &[Expected],
    assumed: &Assumed,
    rules: &Rules,
    (most, n_runs, seed): (u64, u64, u64),
) -> Stopping {
    let lines: Vec<Line> = frame.iter().map(|one| one.line).collect();
    let chances = chances(frame, assumed);
    let mut random = Stream::new(seed);
    let (mut stops, mut n_certified, mut n_refuted) = (Vec::new(), 0, 0);
    for _ in 0..n_runs {
        match walk(&lines, &chances, assumed, rules, most, &mut random) {
            Some((true, at)) => {
                n_certified += 1;
                stops.push(at);
            }
            Some((false, at)) => {
                n_refuted += 1;
                stops.push(at);
            }
            None => {}
        }
    }
    stops.sort_unstable();
    let at = |share: f64| stops.get((libm::ceil(share * n_runs as f64) as usize).saturating_sub(1)).copied();
    Stopping { median: at(0.5), four_in_five: at(0.8), one_in_ten: at(0.9), n_runs, n_certified, n_refuted }
}

/// Whether it certifies, and at which draw; `None` where it stays open.
fn walk(
    lines: &[Line],
    chances: &[f64],
    assumed: &Assumed,
    rules: &Rules,
    most: u64,
    random: &mut Stream,
) -> Option<(bool, u64)> {
    let mut walk = Walk::new(rules, lines).ok()?;
    for at in race(lines, most as usize, random) {
        let line = lines.get(at)?;
        let (missed, wrong) = made_up(line, chances.get(at).copied().unwrap_or(0.0), assumed, random);
        let finding = Finding::Counted { missed, wrong };
        walk.step(Draw { line: at, finding }).ok()?;
        match walk.verdict() {
            (Verdict::Certified | Verdict::CertifiedOutright, Some(at)) => return Some((true, at)),
            (Verdict::Refuted | Verdict::RefutedOutright, Some(at)) => return Some((false, at)),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(n: usize) -> Vec<Expected> {
        let one = |at: usize| {
            let recorded = f64::from(u8::from(!at.is_multiple_of(3)));
            let hides = at.is_multiple_of(2);
            let cap = if hides { recorded + 1.0 } else { recorded.max(1.0) };
            Expected { line: Line { recorded, cap, size: if hides { 3.0 } else { 1.0 } }, risk: None }
        };
        (0..n).map(one).collect()
    }

    #[test]
    fn a_narrower_interval_and_a_poorer_force_need_more() {
        let frame = frame(20_000);
        let n = |rate: f64, half_width: f64| {
            n_for_width(&frame, &Assumed { rate, wrong_rate: 0.01 }, half_width).unwrap()
        };
        assert!(n(0.966, 0.02) < n(0.836, 0.02));
        assert!(n(0.966, 0.02) < n(0.966, 0.01));
        assert!(n(0.5, 0.000_1) <= 20_000);
    }

    /// With equal sizes, nothing wrong and no cap the spread is that of a simple random sample of incidents:
    /// p(1-p) with p the chance of a miss, in points of the rate.
    #[test]
    fn equal_sizes_give_the_textbook_number() {
        let line = Line { recorded: 1.0, cap: 2.0, size: 1.0 };
        let frame: Vec<Expected> = (0..1_000_000).map(|_| Expected { line, risk: None }).collect();
        let rate = 0.95;
        let got = n_for_width(&frame, &Assumed { rate, wrong_rate: 0.0 }, 0.02).unwrap() as f64;
        let p = (1.0 - rate) / rate;
        let owed = 1.0 + p;
        let z = normal_quantile(0.975);
        let want = rate * rate * p * (1.0 - p) * z * z / (owed * owed * 0.02 * 0.02);
        assert!((got - want).abs() < 2.0, "{got} {want}");
    }

    /// Half of the audits are within the width about where the expected spread says, nine in ten later.
    #[test]
    fn widths_come_about_where_the_expected_spread_says() {
        let frame = frame(8_000);
        for rate in [0.966, 0.836] {
            let assumed = Assumed { rate, wrong_rate: 0.01 };
            let expected = n_for_width(&frame, &assumed, 0.02).unwrap() as f64;
            let [two, one] = widths(&frame, &assumed, &[0.02, 0.01], (8_000, 60, 5))[..] else { panic!() };
            let (median, tenth) = (two.median.unwrap() as f64, two.one_in_ten.unwrap() as f64);
            assert!((0.85..1.2).contains(&(median / expected)), "{rate}: {median} {expected}");
            assert!(median <= tenth && tenth < 1.6 * median, "{rate}: {median} {tenth}");
            assert!(one.median.unwrap() > two.median.unwrap());
        }
        let hopeless = widths(&frame, &Assumed { rate: 0.5, wrong_rate: 0.0 }, &[0.000_1], (200, 20, 5));
        assert_eq!(hopeless, [Widths { median: None, one_in_ten: None }]);
    }

    #[test]
    fn good_forces_are_certified_and_poor_ones_refuted() {
        let frame = frame(4_000);
        let rules = Rules::new(0.95, 0.05);
        let of = |rate: f64| stopping(&frame, &Assumed { rate, wrong_rate: 0.01 }, &rules, (2_000, 20, 7));
        let (good, poor) = (of(0.99), of(0.80));
        assert!(
            good.n_certified >= 18
                && good.median <= good.four_in_five
                && good.four_in_five <= good.one_in_ten,
            "{good:?}"
        );
        assert!(poor.n_refuted >= 18 && poor.median < good.median, "{poor:?} {good:?}");
    }
}
