//! A channel gone quiet: days without a row, or a week far below the channel's own rhythm.

use alloc::string::String;
use alloc::vec::Vec;

use terms::Day;

/// Fewest days a channel must be seen over before anything is said.
const FEWEST_DAYS: usize = 28;
/// Fewest days with a row before a stretch: a rhythm must be heard before it can break off.
const FEWEST_DAYS_WITH_ROWS: usize = 14;
/// How unlikely silence must be, over all days looked at, to be a finding.
const TARGET: f64 = 0.001;
/// Days of the moving window.
const WINDOW_DAYS: usize = 7;
/// How far below expectation a window must be, in standard deviations of the square root.
const DEVIATIONS: f64 = 5.0;

/// A stretch in which a channel was silent or nearly so.
#[derive(Clone, Debug, PartialEq)]
pub struct Quiet {
    /// The channel.
    pub channel: String,
    /// First day of the stretch.
    pub from: Day,
    /// Last day of the stretch.
    pub to: Day,
    /// Rows in it.
    pub n_rows: u64,
    /// Rows its other days lead one to expect.
    pub n_expected: f64,
}

/// Looks at one channel's rows by day. `counts` holds the days with rows; days between `first` and
/// `last` without one count as nought.
///
/// Silence: under a quasi-Poisson rhythm (variance over mean estimated from the channel's own days,
/// at least 1; McCullagh & Nelder 1989, 4.5) a run of k days without a row has probability
/// exp(-k * mean / dispersion); a finding when, times the days looked at, it is below 1 in 1,000.
/// Near-silence: a week whose square root lies five deviations below that of its expectation
/// (Anscombe 1948), and below half of it.
pub fn examine(channel: &str, counts: &[(Day, u64)], first: Day, last: Day) -> Option<Quiet> {
    let n_days = usize::try_from(last.0 - first.0 + 1).ok().filter(|n| *n >= FEWEST_DAYS)?;
    let mut days = alloc::vec![0_u64; n_days];
    for (day, count) in counts {
        let at = usize::try_from(day.0 - first.0).ok();
        if let Some(slot) = at.and_then(|at| days.get_mut(at)) {
            *slot += count;
        }
    }
    let stray = stray_days(&days);
    let first = Day(first.0 + stray as i32);
    let days = days.split_off(stray);
    let heard = rhythm_heard(&days)?;
    let (from, to) = longest_silence(&days, heard)
        .filter(|stretch| silence_is_telling(&days, *stretch))
        .or_else(|| lowest_week(&days, heard))?;
    let stretch = days.get(from..=to)?;
    let n_rows: u64 = stretch.iter().sum();
    let n_expected = mean_outside(&days, from, to) * stretch.len() as f64;
    Some(Quiet {
        channel: channel.into(),
        from: Day(first.0 + from as i32),
        to: Day(first.0 + to as i32),
        n_rows,
        n_expected,
    })
}

/// How many days at the beginning to pass over: a few rows long before all others (a year typed
/// wrong) are no rhythm, and the gap after them is no silence.
fn stray_days(days: &[u64]) -> usize {
    let with_rows: Vec<usize> =
        days.iter().enumerate().filter(|(_, count)| **count > 0).map(|(at, _)| at).collect();
    let gap = |pair: &[usize]| pair.last().copied().unwrap_or(0) - pair.first().copied().unwrap_or(0);
    let mut gaps: Vec<usize> = with_rows.windows(2).map(gap).collect();
    let early = gaps.len().min(FEWEST_DAYS_WITH_ROWS);
    let (early_gaps, _) = gaps.split_at(early);
    let early_gaps = early_gaps.to_vec();
    gaps.sort_unstable();
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(1);
    let stray = early_gaps.iter().rposition(|gap| *gap > FEWEST_DAYS.max(10 * usual));
    stray.and_then(|at| with_rows.get(at + 1)).copied().unwrap_or(0)
}

/// The first day by which the rhythm has been heard.
fn rhythm_heard(days: &[u64]) -> Option<usize> {
    let with_rows = days.iter().enumerate().filter(|(_, count)| **count > 0);
    with_rows.map(|(at, _)| at + 1).nth(FEWEST_DAYS_WITH_ROWS - 1)
}

fn longest_silence(days: &[u64], heard: usize) -> Option<(usize, usize)> {
    let mut longest: Option<(usize, usize)> = None;
    let mut start = None;
    for (at, count) in days.iter().enumerate().skip(heard) {
        if *count > 0 {
            start = None;
            continue;
        }
        let from = *start.get_or_insert(at);
        if longest.is_none_or(|(a, b)| at - from > b - a) {
            longest = Some((from, at));
        }
    }
    longest
}

fn silence_is_telling(days: &[u64], (from, to): (usize, usize)) -> bool {
    let mean = mean_outside(days, from, to);
    let run = (to - from + 1) as f64;
    let probability = libm::exp(-run * mean / dispersion(days, from, to));
    probability * (days.len() as f64) < TARGET
}

fn lowest_week(days: &[u64], heard: usize) -> Option<(usize, usize)> {
    let sums: Vec<u64> = days.windows(WINDOW_DAYS).map(|week| week.iter().sum()).collect();
    let (from, sum) = sums.iter().enumerate().skip(heard).min_by_key(|(_, sum)| **sum)?;
    let to = from + WINDOW_DAYS - 1;
    let expected = mean_outside(days, from, to) * WINDOW_DAYS as f64;
    let root = |x: f64| libm::sqrt(x + 0.375);
    let deviations = 2.0 * (root(expected) - root(*sum as f64)) / libm::sqrt(dispersion(days, from, to));
    (deviations > DEVIATIONS && (*sum as f64) < expected / 2.0).then_some((from, to))
}

fn outside(days: &[u64], from: usize, to: usize) -> impl Iterator<Item = f64> {
    days.iter().enumerate().filter(move |(at, _)| *at < from || *at > to).map(|(_, count)| *count as f64)
}

fn mean_outside(days: &[u64], from: usize, to: usize) -> f64 {
    let n = outside(days, from, to).count().max(1) as f64;
    outside(days, from, to).sum::<f64>() / n
}

fn dispersion(days: &[u64], from: usize, to: usize) -> f64 {
    let mean = mean_outside(days, from, to);
    let n = outside(days, from, to).count();
    if n < 2 || mean <= 0.0 {
        return 1.0;
    }
    let squares: f64 = outside(days, from, to).map(|count| (count - mean) * (count - mean)).sum();
    (squares / (n - 1) as f64 / mean).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(days: &[u64], expect: Option<(usize, usize)>) {
        let counts: Vec<(Day, u64)> = days.iter().enumerate().map(|(at, n)| (Day(at as i32), *n)).collect();
        let got = examine("mailbox", &counts, Day(0), Day(days.len() as i32 - 1));
        assert_eq!(got.map(|quiet| (quiet.from.0 as usize, quiet.to.0 as usize)), expect);
    }

    fn steady(n_days: usize, per_day: u64, from: usize, to: usize, instead: u64) -> Vec<u64> {
        (0..n_days)
            .map(|day| if (from..=to).contains(&day) { instead } else { per_day + (day as u64 % 3) })
            .collect()
    }

    #[test]
    fn silence_and_near_silence_are_found() {
        check(&steady(90, 10, 40, 44, 0), Some((40, 44)));
        check(&steady(90, 30, 83, 89, 3), Some((83, 89)));
        check(&steady(90, 10, 200, 200, 0), None);
    }

    #[test]
    fn a_rare_channel_is_not_called_quiet_for_a_quiet_day() {
        let rare: Vec<u64> = (0..120).map(|day| u64::from(day % 4 == 0)).collect();
        check(&rare, None);
        check(&steady(20, 10, 5, 10, 0), None);
        // One day's extract with one row dated a year before is a wrong date, not a silence.
        check(&[&[1][..], &[0; 364], &[340]].concat(), None);
        check(&[&[1][..], &[0; 364], &[40; 60]].concat(), None);
        // ... and does not hide a real one.
        check(&[&[1][..], &[0; 364], &[40; 60], &[0; 9], &[40; 20]].concat(), Some((425, 433)));
    }
}
