//! Seeded series of monthly counts with planted gaps.
//!
//! The rates move the way published ones do: forces differ in size, each month has its length, each
//! category its season, and forces and categories drift and jump on their own. How much they move is
//! set apart from the alarm that is tried on them, and a knob makes them rougher than the alarm
//! supposes. A gap takes its share of the rows out again, and the same seed without the gap is the
//! truth to compare with.

use alloc::format;
use alloc::vec::Vec;

use terms::extract::CountRow;
use terms::time::{Month, Period};

use crate::random::Random;

/// One category of the made-up publication.
struct Kind {
    name: &'static str,
    /// Rows in a force's month, as a share of its crimes.
    share: f64,
    /// Height of the yearly wave, in logarithms.
    season: f64,
    /// Month in which the wave is highest, 0 = January.
    peak: f64,
    /// How much wilder than other categories.
    wild: f64,
}

const fn kind(name: &'static str, share: f64, season: f64, peak: f64, wild: f64) -> Kind {
    Kind { name, share, season, peak, wild }
}

/// The publisher's fourteen categories; shares roughly as in a published month, rounded.
const KINDS: [Kind; 14] = [
    kind("Anti-social behaviour", 0.26, 0.25, 6.5, 2.0),
    kind("Bicycle theft", 0.016, 0.35, 7.0, 1.3),
    kind("Burglary", 0.075, 0.10, 11.5, 1.0),
    kind("Criminal damage and arson", 0.11, 0.04, 5.0, 0.7),
    kind("Drugs", 0.028, 0.03, 2.0, 1.4),
    kind("Other crime", 0.02, 0.02, 3.0, 1.4),
    kind("Other theft", 0.095, 0.05, 8.0, 0.8),
    kind("Possession of weapons", 0.008, 0.03, 4.0, 1.2),
    kind("Public order", 0.085, 0.08, 6.5, 1.2),
    kind("Robbery", 0.014, 0.06, 11.0, 1.2),
    kind("Shoplifting", 0.075, 0.03, 10.0, 0.9),
    kind("Theft from the person", 0.016, 0.06, 11.0, 1.3),
    kind("Vehicle crime", 0.09, 0.06, 10.5, 1.0),
    kind("Violence and sexual offences", 0.37, 0.05, 6.5, 0.7),
];

/// Whether a category of these series is a crime.
pub fn is_crime(category: &str) -> bool {
    category != KINDS[0].name
}

/// The names of the categories, anti-social behaviour first.
pub fn categories() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.name)
}

/// The name of the n-th force: plainly fictional.
pub fn force_name(n: usize) -> alloc::string::String {
    format!("Borsetshire {:02} Police", n + 1)
}

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Design {
    /// How many forces.
    pub n_forces: usize,
    /// How many months.
    pub n_months: usize,
    /// The first month.
    pub start: Month,
    /// How rough: 1 moves as much as published counts do, 2 twice as much.
    pub rough: f64,
    /// Every so many months only; 1 for all, 4 for October and February.
    pub every: usize,
}

/// Rows left out of one month of one force.
#[derive(Clone, Copy, Debug)]
pub struct Gap {
    /// Which force.
    pub force: usize,
    /// Which category; `None` for all crime of the force, other counts staying.
    pub category: Option<usize>,
    /// Which month, from the first.
    pub month: usize,
    /// The share left out, 0 to 1.
    pub share: f64,
}

/// The counts of a seed, with the gaps taken out. The same seed gives the same rows on every
/// machine, and a gap changes only the rows it names.
pub fn series(seed: u64, design: &Design, gaps: &[Gap]) -> Vec<CountRow> {
    let national = national(seed, design);
    let mut rows = Vec::new();
    for force in 0..design.n_forces {
        force_rows(seed, design, force, &national, &mut rows);
    }
    for gap in gaps {
        take_out(&mut rows, design, gap);
    }
    rows
}

/// Movements that all forces share: one walk per category, in logarithms of the daily rate.
fn national(seed: u64, design: &Design) -> Vec<Vec<f64>> {
    let mut random = Random::new(seed, "series: national");
    KINDS.iter().map(|kind| walk(&mut random, design, 0.015 * kind.wild, 0.015 * kind.wild)).collect()
}

fn force_rows(seed: u64, design: &Design, force: usize, national: &[Vec<f64>], rows: &mut Vec<CountRow>) {
    let name = force_name(force);
    let mut random = Random::new(seed, &name);
    let size = 6_500.0 * libm::exp(0.6 * random.normal());
    // Some forces are steadier than others.
    let temper = design.rough * libm::exp(0.25 * random.normal());
    let whole = walk(&mut random, design, 0.02 * temper, 0.02 * temper);
    for (kind, national) in KINDS.iter().zip(national) {
        let own = Own::draw(&mut random, design, kind, temper);
        for month in (0..design.n_months).step_by(design.every.max(1)) {
            let shared = if is_crime(kind.name) { at(&whole, month) } else { 0.0 };
            let period = Period::month(Month(design.start.0 + month as i32));
            let log = at(national, month) + shared + own.log_rate(kind, month, period.start);
            let mean = size * kind.share * libm::exp(log) * f64::from(period.n_days()) / 30.44;
            let spread = libm::exp(0.01 * random.normal());
            let count = random.poisson(mean * spread);
            rows.push(CountRow { force: name.as_str().into(), category: kind.name.into(), period, count });
        }
    }
}

/// What one category of one force does of itself.
struct Own {
    level: f64,
    season: f64,
    late: f64,
    walk: Vec<f64>,
}

impl Own {
    fn draw(random: &mut Random, design: &Design, kind: &Kind, temper: f64) -> Self {
        let level = 0.25 * random.normal();
        let season = kind.season * (1.0 + 0.3 * random.normal());
        let late = 0.7 * random.normal();
        let sd = kind.wild * temper;
        Self { level, season, late, walk: walk(random, design, 0.03 * sd, 0.05 * sd) }
    }

    fn log_rate(&self, kind: &Kind, month: usize, start: Month) -> f64 {
        let (_, calendar) = start.year_month();
        let angle = (f64::from(calendar) - 1.0 - kind.peak - self.late) * core::f64::consts::PI / 6.0;
        self.level + self.season * libm::cos(angle) + at(&self.walk, month)
    }
}

/// A random walk with noise on top; one month in fifty the noise is three times as large.
fn walk(random: &mut Random, design: &Design, drift_sd: f64, noise_sd: f64) -> Vec<f64> {
    let mut level = 0.0;
    (0..design.n_months)
        .map(|_| {
            level += drift_sd * random.normal();
            let jump = if random.chance(0.02) { 3.0 } else { 1.0 };
            level + jump * noise_sd * random.normal()
        })
        .collect()
}

fn at(values: &[f64], index: usize) -> f64 {
    values.get(index).copied().unwrap_or(0.0)
}

fn take_out(rows: &mut [CountRow], design: &Design, gap: &Gap) {
    let force = force_name(gap.force);
    let month = Month(design.start.0 + gap.month as i32);
    let category = gap.category.and_then(|c| categories().nth(c));
    for row in rows.iter_mut().filter(|row| *row.force == *force && row.period.start == month) {
        let named = category.map_or(is_crime(&row.category), |name| *row.category == *name);
        if named {
            row.count -= libm::round(row.count as f64 * gap.share) as i64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESIGN: Design = Design { n_forces: 3, n_months: 4, start: Month(2018 * 12), rough: 1.0, every: 1 };

    #[test]
    fn the_same_seed_gives_the_same_rows_and_another_seed_others() {
        assert_eq!(series(1, &DESIGN, &[]), series(1, &DESIGN, &[]));
        assert_ne!(series(1, &DESIGN, &[]), series(2, &DESIGN, &[]));
        assert_eq!(series(1, &DESIGN, &[]).len(), 3 * 4 * KINDS.len());
    }

    #[test]
    fn a_gap_changes_only_the_rows_it_names() {
        for (gap, n_changed) in [
            (Gap { force: 0, category: None, month: 1, share: 0.5 }, 13),
            (Gap { force: 2, category: Some(0), month: 3, share: 1.0 }, 1),
            (Gap { force: 1, category: Some(13), month: 0, share: 0.1 }, 1),
            (Gap { force: 9, category: None, month: 1, share: 0.5 }, 0),
        ] {
            let (whole, cut) = (series(5, &DESIGN, &[]), series(5, &DESIGN, &[gap]));
            let changed = whole.iter().zip(&cut).filter(|(a, b)| a != b);
            assert_eq!(changed.clone().count(), n_changed, "{gap:?}");
            for (a, b) in changed {
                let left = b.count as f64 / a.count as f64;
                assert!((left - (1.0 - gap.share)).abs() < 0.02, "{gap:?}: {} of {}", b.count, a.count);
            }
        }
    }

    #[test]
    fn months_can_be_left_out_between() {
        let design = Design { n_months: 5, every: 4, ..DESIGN };
        assert_eq!(series(1, &design, &[]).len(), 3 * 2 * KINDS.len());
    }
}
