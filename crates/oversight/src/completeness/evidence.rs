//! What leads one to expect a count: which earlier periods, other forces and other categories.

use alloc::vec::Vec;

use super::limit::{HALF, Limits, Target, limits};
use super::model::{Point, Prior, forecast, wave};
use super::panel::{Cell, Kind, Panel};
use super::{Alarm, Options, Variation};

/// Fewest rows of the force's other crimes for their movement to mean anything.
const LEAST_REST: i64 = 200;
/// From this many references on, a past without other forces is preferred to a few with them.
const LONG_PAST: usize = 13;
/// Variance of a median over the variance of a mean, for normal values.
const MEDIAN_COST: f64 = core::f64::consts::FRAC_PI_2;
/// What one other force adds to the knowledge of the spread: the efficiency of the biweight
/// midvariance at the normal (Lax 1985).
const BIWEIGHT_EFFICIENCY: f64 = 0.86;
/// Forces that add nothing to it: of few values the centre and the reach are themselves uncertain.
const BIWEIGHT_COST: f64 = 3.0;
/// Values beyond this many median absolute deviations are left out of the biweight midvariance.
const BIWEIGHT_REACH: f64 = 9.0;
/// Makes the median absolute deviation of normal values their standard deviation.
const MAD_TO_SD: f64 = 1.4826;

/// What was found for one cell.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub limits: Limits,
    pub observed: i64,
    /// Reference periods used, farthest first.
    pub references: Vec<usize>,
    /// Other forces whose movement was used.
    pub n_others: usize,
    /// Whether the force's other crimes were used.
    pub rest: bool,
}

impl Outcome {
    /// A count below nought is a later correction, and counts as none.
    pub fn alarm(&self) -> Alarm {
        if (self.observed.max(0) as f64) < self.limits.low { Alarm::Yes } else { Alarm::No }
    }
}

/// The panel, and which of its cells must not serve as reference.
pub(super) struct Frame<'a> {
    panel: &'a Panel,
    options: &'a Options,
    flagged: Vec<bool>,
}

/// Logarithmic movements of the forces from a reference to the target period, in rising order.
type Moves = Vec<(f64, usize)>;

/// Movements from one reference period.
struct Movement {
    own: Moves,
    rest: Moves,
}

impl<'a> Frame<'a> {
    pub fn new(panel: &'a Panel, options: &'a Options) -> Self {
        Self { panel, options, flagged: alloc::vec![false; panel.n_cells()] }
    }

    /// Assesses all cells in order of time; a period flagged on the way is no reference afterwards.
    pub fn sweep(&mut self, look_back: bool) -> Vec<Option<Outcome>> {
        let mut all: Vec<Option<Outcome>> = alloc::vec![None; self.panel.n_cells()];
        for period in 0..self.panel.periods.len() {
            let found = self.assess_period(period, look_back);
            self.flag_period(period, &found);
            for (cell, outcome) in found {
                all[self.panel.index(cell)] = outcome;
            }
        }
        all
    }

    fn assess_period(&self, period: usize, look_back: bool) -> Vec<(Cell, Option<Outcome>)> {
        let mut found = Vec::new();
        for category in 0..self.panel.categories.len() {
            let forces = (0..self.panel.forces.len()).map(|force| Cell { category, force, period });
            let cells: Vec<Cell> = forces.filter(|&cell| self.panel.count(cell).is_some()).collect();
            let back = look_back && cells.iter().any(|&cell| self.references(cell, false).is_empty());
            let moves = self.movements(category, period, back);
            found.extend(cells.into_iter().map(|cell| (cell, self.outcome(cell, &moves, back))));
        }
        found
    }

    /// A fall of all crime also keeps the force's crime categories of that period from serving as
    /// references: each may have fallen without being raised by itself.
    fn flag_period(&mut self, period: usize, found: &[(Cell, Option<Outcome>)]) {
        let raised = |outcome: &Option<Outcome>| outcome.as_ref().is_some_and(|o| o.alarm() == Alarm::Yes);
        let whole: Vec<usize> = found
            .iter()
            .filter(|(cell, outcome)| self.panel.kind(cell.category) == Kind::AllCrime && raised(outcome))
            .map(|(cell, _)| cell.force)
            .collect();
        for cell in self.panel.cells_of(period) {
            let index = self.panel.index(cell);
            self.flagged[index] =
                self.panel.kind(cell.category) == Kind::Crime && whole.contains(&cell.force);
        }
        for (cell, _) in found.iter().filter(|(_, outcome)| raised(outcome)) {
            let index = self.panel.index(*cell);
            self.flagged[index] = true;
        }
    }

    /// Movements of every force to `period` from each period that may be a reference.
    fn movements(&self, category: usize, period: usize, look_back: bool) -> Vec<Movement> {
        let last = if look_back { self.panel.periods.len() } else { period };
        (0..last)
            .map(|reference| Movement {
                own: self.moves(category, (reference, period), |cell| self.panel.count(cell)),
                rest: match self.panel.kind(category) {
                    Kind::Crime => self.moves(category, (reference, period), |cell| self.rest(cell)),
                    _ => Vec::new(),
                },
            })
            .collect()
    }

    fn moves(
        &self,
        category: usize,
        (from, to): (usize, usize),
        count: impl Fn(Cell) -> Option<i64>,
    ) -> Moves {
        if from == to || self.panel.forces.len() <= self.options.min_others {
            return Vec::new();
        }
        let rate = |force, period| {
            let cell = Cell { category, force, period };
            self.usable(cell).then(|| count(cell)).flatten().map(|n| self.log_rate(n, period))
        };
        let one = |force| Some((rate(force, to)? - rate(force, from)?, force));
        let mut moves: Moves = (0..self.panel.forces.len()).filter_map(one).collect();
        moves.sort_by(|a, b| a.0.total_cmp(&b.0));
        moves
    }

    fn usable(&self, cell: Cell) -> bool {
        !self.flagged.get(self.panel.index(cell)).copied().unwrap_or(true)
    }

    fn rest(&self, cell: Cell) -> Option<i64> {
        self.panel.rest(cell).filter(|&rest| rest >= LEAST_REST)
    }

    fn days(&self, period: usize) -> f64 {
        self.panel.periods.get(period).map_or(1.0, |period| f64::from(period.n_days()))
    }

    /// Middle of a period, in months.
    fn middle(&self, period: usize) -> f64 {
        self.panel.periods.get(period).map_or(0.0, |p| f64::from(p.start.0) + f64::from(p.n_months) / 2.0)
    }

    fn log_rate(&self, count: i64, period: usize) -> f64 {
        libm::log((count.max(0) as f64 + HALF) / self.days(period))
    }

    /// Earlier unflagged periods, farthest first; where there are none and looking back is allowed,
    /// later ones, farthest first. Overlapping periods are no references.
    fn references(&self, cell: Cell, look_back: bool) -> Vec<usize> {
        let apart = |a: usize, b: usize| match (self.panel.periods.get(a), self.panel.periods.get(b)) {
            (Some(a), Some(b)) => a.start.0 + a.n_months <= b.start.0,
            _ => false,
        };
        let known = |period: usize| {
            let at = Cell { period, ..cell };
            self.panel.count(at).is_some() && self.usable(at)
        };
        let mut earlier: Vec<usize> =
            (0..cell.period).filter(|&p| known(p) && apart(p, cell.period)).collect();
        if earlier.is_empty() && look_back {
            let later = cell.period + 1..self.panel.periods.len();
            earlier = later.rev().filter(|&p| known(p) && apart(cell.period, p)).collect();
        }
        let surplus = earlier.len().saturating_sub(self.options.max_references);
        earlier.split_off(surplus)
    }

    /// The references for which enough other forces show the movement, or all of them and `false`.
    fn with_others(&self, cell: Cell, all: Vec<usize>, moves: &[Movement]) -> (Vec<usize>, bool) {
        let enough = |&&r: &&usize| {
            moves.get(r).is_some_and(|m| n_without(&m.own, cell.force) >= self.options.min_others)
        };
        let some: Vec<usize> = all.iter().filter(enough).copied().collect();
        let worthwhile = all.len() < LONG_PAST || some.len() * 2 >= all.len();
        if some.is_empty() || !worthwhile { (all, false) } else { (some, true) }
    }

    fn outcome(&self, cell: Cell, moves: &[Movement], look_back: bool) -> Option<Outcome> {
        let observed = self.panel.count(cell)?;
        let (references, others) = self.with_others(cell, self.references(cell, look_back), moves);
        let nearest = moves.get(*references.last()?)?;
        let own: &Moves = if others { &nearest.own } else { &Vec::new() };
        let prior = self.prior(cell, own, *references.last()?);
        let (points, rest) = self.points(cell, &references, moves, others);
        let forecast = forecast(&points, self.middle(cell.period), &prior)?;
        let limits = limits(&forecast, &self.target(cell, own, &references));
        let n_others = n_without(own, cell.force);
        Some(Outcome { limits, observed, references, n_others, rest })
    }

    /// The values of the references, carried to the target period by others and by the rest.
    fn points(
        &self,
        cell: Cell,
        references: &[usize],
        moves: &[Movement],
        others: bool,
    ) -> (Vec<Point>, bool) {
        let rate = self.mean_rate(cell, references);
        let mut any_rest = false;
        let point = |&reference: &usize| {
            let count = self.panel.count(Cell { period: reference, ..cell })?;
            let movement = moves.get(reference)?;
            let carried = if others { median_without(&movement.own, cell.force)? } else { 0.0 };
            let rest = self.rest_movement(cell, reference, movement, others);
            any_rest |= rest.is_some();
            let value = self.log_rate(count, reference) + carried + rest.unwrap_or(0.0);
            let noise = self.noise(cell) + self.options.dispersion / (rate * self.days(reference));
            Some(Point { month: self.middle(reference), value, noise })
        };
        (references.iter().filter_map(point).collect(), any_rest)
    }

    /// The part of the movement of the force's other crimes that a category is expected to follow,
    /// beyond that of other forces; limited, so that a fall of everything explains little.
    fn rest_movement(&self, cell: Cell, reference: usize, movement: &Movement, others: bool) -> Option<f64> {
        if self.panel.kind(cell.category) != Kind::Crime {
            return None;
        }
        let now = self.log_rate(self.rest(cell)?, cell.period);
        let then = self.log_rate(self.rest(Cell { period: reference, ..cell })?, reference);
        let common = if others { median_without(&movement.rest, cell.force)? } else { 0.0 };
        let limit = self.options.rest_limit;
        Some(self.options.rest_slope * (now - then - common).clamp(-limit, limit))
    }

    /// Rows a day over the references, at least half a row in all of them.
    fn mean_rate(&self, cell: Cell, references: &[usize]) -> f64 {
        let count = |&period: &usize| self.panel.count(Cell { period, ..cell }).unwrap_or(0).max(0) as f64;
        let days: f64 = references.iter().map(|&period| self.days(period)).sum();
        references.iter().map(count).sum::<f64>().max(HALF) / days.max(1.0)
    }

    fn variation(&self, cell: Cell) -> &Variation {
        match self.panel.kind(cell.category) {
            Kind::AllCrime => &self.options.all_crime,
            Kind::Crime => &self.options.crime,
            Kind::Other => &self.options.other,
        }
    }

    /// Noise variance of a period beyond counting: months average out over a quarter or a year.
    fn noise(&self, cell: Cell) -> f64 {
        let n_months = self.panel.periods.get(cell.period).map_or(1, |period| period.n_months.max(1));
        let sd = self.variation(cell).noise_sd;
        sd * sd / f64::from(n_months)
    }

    /// The documented prior, moved towards the spread of the other forces where they are used
    /// (empirical Bayes as in Smyth 2004).
    fn prior(&self, cell: Cell, own: &Moves, nearest: usize) -> Prior {
        let variation = self.variation(cell);
        let n_others = n_without(own, cell.force);
        let season = if n_others > 0 { variation.season_beside_others_sd } else { variation.season_sd };
        let drift = variation.drift_sd * variation.drift_sd;
        let (df, most_df) = (self.options.prior_df, self.options.most_df);
        let supposed = Prior { drift, season: season * season, scale: 1.0, df, most_df };
        let weight = BIWEIGHT_EFFICIENCY * (n_others as f64 - BIWEIGHT_COST).max(0.0);
        let scale = match self.others_scale(cell, own, nearest, &supposed) {
            Some(scale) => {
                (self.options.prior_weight + weight * scale) / (self.options.prior_weight + weight)
            }
            None => 1.0,
        };
        Prior { scale, ..supposed }
    }

    /// How far the other forces' movements lie apart, over what is supposed of each: 1 where they
    /// do as supposed. The biweight midvariance bears forces with gaps of their own.
    fn others_scale(&self, cell: Cell, own: &Moves, nearest: usize, supposed: &Prior) -> Option<f64> {
        let centre = median_without(own, cell.force)?;
        let common = 2.0 * self.noise(cell) + self.drift_and_season((nearest, cell.period), supposed);
        let standard = |&(value, force): &(f64, usize)| {
            let count = |period| self.panel.count(Cell { force, period, ..cell }).unwrap_or(0).max(0) as f64;
            let counting = 1.0 / (count(nearest) + HALF) + 1.0 / (count(cell.period) + HALF);
            let sd = libm::sqrt(common + self.options.dispersion * counting);
            (libm::fabs(value - centre) / sd, force)
        };
        let mut deviations: Moves = own.iter().map(standard).collect();
        deviations.sort_by(|a, b| a.0.total_cmp(&b.0));
        let near = BIWEIGHT_REACH * median_without(&deviations, cell.force)?;
        let others = deviations.iter().filter(|(_, force)| *force != cell.force).map(|(value, _)| *value);
        biweight_midvariance(others, near)
    }

    /// Variance of a difference between two periods beyond noise.
    fn drift_and_season(&self, (from, to): (usize, usize), supposed: &Prior) -> f64 {
        let (from, to) = (self.middle(from), self.middle(to));
        let turned: f64 = wave(from).iter().zip(wave(to)).map(|(a, b)| (a - b) * (a - b)).sum();
        supposed.drift * libm::fabs(to - from) + supposed.season * turned
    }

    /// The probability allowed for a false alarm. Categories share theirs by the square root of the
    /// rows they had in the references: a gap in a large one loses more rows (weighted Bonferroni,
    /// Genovese, Roeder & Wasserman 2006).
    fn tail(&self, cell: Cell, references: &[usize]) -> f64 {
        if self.panel.kind(cell.category) == Kind::AllCrime {
            return self.options.all_crime_tail;
        }
        let weight = |category| libm::sqrt(self.mean_rate(Cell { category, ..cell }, references));
        let total: f64 = (0..self.panel.categories.len())
            .filter(|&category| self.panel.kind(category) != Kind::AllCrime)
            .filter(|&category| self.panel.count(Cell { category, ..cell }).is_some())
            .map(weight)
            .sum();
        self.options.category_tail * weight(cell.category) / total
    }

    fn target(&self, cell: Cell, own: &Moves, references: &[usize]) -> Target {
        Target {
            days: self.days(cell.period),
            noise: self.noise(cell),
            dispersion: self.options.dispersion,
            median_variance: median_variance(own, cell.force),
            tail: self.tail(cell, references),
        }
    }
}

fn n_without(sorted: &Moves, force: usize) -> usize {
    sorted.iter().filter(|(_, other)| *other != force).count()
}

/// The median of the values of all forces but one.
fn median_without(sorted: &Moves, force: usize) -> Option<f64> {
    let n = n_without(sorted, force);
    let others = || sorted.iter().filter(|(_, other)| *other != force).map(|(value, _)| *value);
    let upper = others().nth(n / 2)?;
    let lower = others().nth(n.checked_sub(1)? / 2)?;
    Some((lower + upper) / 2.0)
}

/// Variance of the others' median movement, from their own robust spread.
fn median_variance(own: &Moves, force: usize) -> f64 {
    let Some(centre) = median_without(own, force) else { return 0.0 };
    let mut deviations: Moves = own.iter().map(|(value, f)| (libm::fabs(value - centre), *f)).collect();
    deviations.sort_by(|a, b| a.0.total_cmp(&b.0));
    let sd = MAD_TO_SD * median_without(&deviations, force).unwrap_or(0.0);
    MEDIAN_COST * sd * sd / n_without(own, force).max(1) as f64
}

/// Variance of deviations from their median, those near `reach` and beyond counting little or not at
/// all (Mosteller & Tukey 1977, ch. 10).
fn biweight_midvariance(deviations: impl Iterator<Item = f64>, reach: f64) -> Option<f64> {
    let (mut n, mut top, mut bottom) = (0.0, 0.0, 0.0);
    for deviation in deviations {
        n += 1.0;
        let u = deviation / reach;
        if u * u < 1.0 {
            let left = 1.0 - u * u;
            top += deviation * deviation * left * left * left * left;
            bottom += left * (1.0 - 5.0 * u * u);
        }
    }
    (n > 1.0 && bottom > 0.0).then(|| n * n / (n - 1.0) * top / (bottom * bottom))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_midvariance_is_near_the_variance_and_bears_outliers() {
        let calm = [0.1, 0.3, 0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.8];
        let median = 0.8;
        let plain = calm.iter().map(|d| d * d).sum::<f64>() / (calm.len() - 1) as f64;
        let got = biweight_midvariance(calm.into_iter(), BIWEIGHT_REACH * median).unwrap();
        assert!((got / plain - 1.0).abs() < 0.2, "{got} {plain}");
        let wild = calm.into_iter().chain([40.0, 60.0]);
        assert!((biweight_midvariance(wild, BIWEIGHT_REACH * median).unwrap() / got) < 1.3);
        assert_eq!(biweight_midvariance([0.0; 6].into_iter(), 0.0), None);
    }
}
