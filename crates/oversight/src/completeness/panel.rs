//! Counts laid out as force x category x period, one panel for each length of period.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use terms::extract::{CountRow, Text};
use terms::time::Period;

/// The name of the row that adds up a force's crime categories.
pub const ALL_CRIME: &str = "All crime";

/// What a category is to the alarm: it decides how much natural variation is supposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The sum of the crime categories.
    AllCrime,
    /// One crime category.
    Crime,
    /// Anything else that is counted, such as anti-social behaviour.
    Other,
}

/// Where a count stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub category: usize,
    pub force: usize,
    pub period: usize,
}

/// Counts of periods of one length.
pub(super) struct Panel {
    pub forces: Vec<Text>,
    pub categories: Vec<(Text, Kind)>,
    /// In order of time.
    pub periods: Vec<Period>,
    counts: Vec<Option<i64>>,
}

type Key = (Text, Text, Period);
type Sums = BTreeMap<Key, i64>;

/// One panel for each length of period: months are never compared with quarters.
pub(super) fn panels(rows: &[CountRow], is_crime: &dyn Fn(&str) -> bool) -> Vec<Panel> {
    let mut families: BTreeMap<(i32, bool), Sums> = BTreeMap::new();
    for row in rows {
        let family = families.entry((row.period.n_months, row.period.financial)).or_default();
        let sum = family.entry((row.category.clone(), row.force.clone(), row.period)).or_insert(0);
        *sum = sum.saturating_add(row.count);
    }
    families.into_values().map(|sums| Panel::new(sums, is_crime)).collect()
}

impl Panel {
    fn new(mut sums: Sums, is_crime: &dyn Fn(&str) -> bool) -> Self {
        add_zeros(&mut sums);
        add_totals(&mut sums, is_crime);
        let forces = distinct(sums.keys().map(|key| key.1.clone()));
        let names = distinct(sums.keys().map(|key| key.0.clone()));
        let periods = distinct(sums.keys().map(|key| key.2));
        let categories: Vec<_> = names.into_iter().map(|name| with_kind(name, is_crime)).collect();
        let counts = alloc::vec![None; forces.len() * categories.len() * periods.len()];
        let mut panel = Self { forces, categories, periods, counts };
        panel.fill(&sums);
        panel
    }

    fn fill(&mut self, sums: &Sums) {
        for ((category, force, period), &count) in sums {
            let place = |cell: Cell| self.index(cell);
            let category = self.categories.iter().position(|(name, _)| name == category);
            let (force, period) = (self.forces.binary_search(force), self.periods.binary_search(period));
            if let (Some(category), Ok(force), Ok(period)) = (category, force, period) {
                let index = place(Cell { category, force, period });
                self.counts[index] = Some(count);
            }
        }
    }

    pub fn index(&self, cell: Cell) -> usize {
        (cell.category * self.forces.len() + cell.force) * self.periods.len() + cell.period
    }

    pub fn n_cells(&self) -> usize {
        self.counts.len()
    }

    /// The count of a cell; `None` where nothing is known.
    pub fn count(&self, cell: Cell) -> Option<i64> {
        self.counts.get(self.index(cell)).copied().flatten()
    }

    pub fn kind(&self, category: usize) -> Kind {
        self.categories.get(category).map_or(Kind::Other, |(_, kind)| *kind)
    }

    /// The row that adds up the crimes.
    pub fn all_crime(&self) -> Option<usize> {
        self.categories.iter().position(|(_, kind)| *kind == Kind::AllCrime)
    }

    /// The force's crimes outside this category.
    pub fn rest(&self, cell: Cell) -> Option<i64> {
        let total = self.count(Cell { category: self.all_crime()?, ..cell })?;
        Some(total.saturating_sub(self.count(cell)?))
    }

    /// Every cell that holds a count, in one period.
    pub fn cells_of(&self, period: usize) -> impl Iterator<Item = Cell> + '_ {
        (0..self.categories.len())
            .flat_map(move |category| {
                (0..self.forces.len()).map(move |force| Cell { category, force, period })
            })
            .filter(|&cell| self.count(cell).is_some())
    }
}

fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    values.collect::<BTreeSet<T>>().into_iter().collect()
}

fn with_kind(name: Text, is_crime: &dyn Fn(&str) -> bool) -> (Text, Kind) {
    let kind = match &*name {
        ALL_CRIME => Kind::AllCrime,
        other if is_crime(other) => Kind::Crime,
        _ => Kind::Other,
    };
    (name, kind)
}

/// A category that a force counts at some time, and that is missing in a period for which the force
/// has other rows, was counted as nought, if the force had counted it before or another force counts
/// it then. A force with no rows at all for a period gets none: nothing is known about it.
fn add_zeros(sums: &mut Sums) {
    let seen = distinct(sums.keys().map(|(_, force, period)| (force.clone(), *period)));
    let used = distinct(sums.keys().map(|(category, _, period)| (category.clone(), *period)));
    let mut first: BTreeMap<(Text, Text), Period> = BTreeMap::new();
    for (category, force, period) in sums.keys() {
        first.entry((category.clone(), force.clone())).or_insert(*period);
    }
    for ((category, force), start) in first {
        for (_, period) in seen.iter().filter(|(name, _)| *name == force) {
            if *period > start || used.binary_search(&(category.clone(), *period)).is_ok() {
                sums.entry((category.clone(), force.clone(), *period)).or_insert(0);
            }
        }
    }
}

/// Adds the all-crime rows. A published total is kept only where there is nothing to add up.
fn add_totals(sums: &mut Sums, is_crime: &dyn Fn(&str) -> bool) {
    let mut totals: Sums = BTreeMap::new();
    for ((category, force, period), count) in sums.iter() {
        if &**category != ALL_CRIME && is_crime(category) {
            let total = totals.entry((ALL_CRIME.into(), force.clone(), *period)).or_insert(0);
            *total = total.saturating_add(*count);
        }
    }
    sums.append(&mut totals);
}
