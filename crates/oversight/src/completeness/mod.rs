//! The completeness alarm: a fall in the rows of a force, category and period that the force's own
//! past, its other categories and other forces do not lead one to expect.
//!
//! The method, its sources, its false-alarm rate and its power are in `docs/completeness.md`; they
//! were written down before it was run on any force. It says that rows fell, never why.
//!
//! In short: the logarithm of the daily rate is a level that walks slowly, with a yearly wave and
//! quasi-Poisson noise, forecast from the unflagged earlier periods of the same series
//! (`model`); each earlier value is first carried forward by the median movement of the other
//! forces and, for a category, by a part of the movement of the force's other crimes (`evidence`).
//! A count below the lower prediction limit raises the alarm.

mod absent;
mod evidence;
mod limit;
mod model;
mod panel;
mod quantile;
mod sentence;
#[cfg(test)]
mod tests;

use alloc::vec::Vec;

use terms::extract::{CountRow, Text};
use terms::time::Period;

pub use absent::{Absent, absent};
use evidence::{Frame, Outcome};
pub use panel::ALL_CRIME;
use panel::{Cell, Panel};

/// Thresholds and suppositions; where the defaults come from is in `docs/completeness.md`.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Probability of a false alarm for all crime of one force in one period.
    pub all_crime_tail: f64,
    /// Probability of any false alarm among the categories of one force in one period (Bonferroni).
    pub category_tail: f64,
    /// Fewest other forces with both periods for their movement to be used.
    pub min_others: usize,
    /// Most earlier periods looked at.
    pub max_references: usize,
    /// Variance of a count over its mean (quasi-Poisson).
    pub dispersion: f64,
    /// Natural variation supposed of all crime.
    pub all_crime: Variation,
    /// Natural variation supposed of a crime category.
    pub crime: Variation,
    /// Natural variation supposed of anything else, such as anti-social behaviour.
    pub other: Variation,
    /// What the supposed variation is worth for one series, in degrees of freedom.
    pub prior_df: f64,
    /// Most degrees of freedom of the limit: a long calm past does not make freak months impossible.
    pub most_df: f64,
    /// What the supposed variation is worth against the spread of other forces, in degrees of freedom.
    pub prior_weight: f64,
    /// How far a category follows the force's other crimes: logarithm on logarithm.
    pub rest_slope: f64,
    /// The largest movement of the other crimes that is followed, so that a fall of everything is
    /// not explained away; in logarithms.
    pub rest_limit: f64,
    /// What the rows counted are called in the sentence.
    pub rows: &'static str,
}

/// How much a series moves of itself, in logarithms of the daily rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variation {
    /// Standard deviation of the noise of one month.
    pub noise_sd: f64,
    /// Standard deviation of the level's step over one month.
    pub drift_sd: f64,
    /// Standard deviation of the height of the yearly wave, with nothing to compare with.
    pub season_sd: f64,
    /// The same, of the difference from other forces.
    pub season_beside_others_sd: f64,
}

impl Default for Options {
    fn default() -> Self {
        let sd = |noise_sd, drift_sd, season_sd, season_beside_others_sd| Variation {
            noise_sd,
            drift_sd,
            season_sd,
            season_beside_others_sd,
        };
        Self {
            all_crime_tail: 0.001,
            category_tail: 0.001,
            min_others: 5,
            max_references: 36,
            dispersion: 1.5,
            all_crime: sd(0.030, 0.021, 0.05, 0.02),
            crime: sd(0.070, 0.030, 0.08, 0.03),
            other: sd(0.080, 0.041, 0.20, 0.05),
            prior_df: 12.0,
            most_df: 16.0,
            prior_weight: 4.0,
            rest_slope: 0.5,
            rest_limit: 0.1,
            rows: "published rows",
        }
    }
}

/// Whether a fall was raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alarm {
    /// The count is below the lower limit.
    Yes,
    /// It is not.
    No,
    /// There is no period to compare with.
    TooShort,
}

/// One force, category and period against what was expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// The force.
    pub force: Text,
    /// The category, or [`ALL_CRIME`].
    pub category: Text,
    /// The period.
    pub period: Period,
    /// Rows counted in the period.
    pub observed: i64,
    /// Rows expected in the period.
    pub expected: Option<f64>,
    /// Lower prediction limit: the alarm is raised below it. Nought where no count can be too low.
    pub low: Option<f64>,
    /// Upper prediction limit at the same probability.
    pub high: Option<f64>,
    /// The answer.
    pub alarm: Alarm,
    /// Model and evidence used.
    pub method: Text,
    /// The answer in one sentence.
    pub sentence: Text,
}

/// Assesses every force, category and period, and all crime of each force and period.
///
/// `is_crime` says which categories are crimes. Rows with the same force, category and period are
/// added up; their order does not matter. The answer is sorted by force, category and period.
pub fn assess(counts: &[CountRow], is_crime: &dyn Fn(&str) -> bool, options: &Options) -> Vec<Assessment> {
    let panels = panel::panels(counts, is_crime);
    let mut all: Vec<_> = panels.iter().flat_map(|panel| assess_panel(panel, options)).collect();
    all.sort_by(|a, b| (&a.force, &a.category, a.period).cmp(&(&b.force, &b.category, b.period)));
    all
}

/// Two sweeps: the first finds the falls that go forward in time; the second leaves them out as
/// references everywhere, and looks back on series that have nothing earlier.
fn assess_panel(panel: &Panel, options: &Options) -> Vec<Assessment> {
    let mut frame = Frame::new(panel, options);
    frame.sweep(false);
    let outcomes = frame.sweep(true);
    let words = sentence::Words { panel, outcomes: &outcomes, rows: options.rows };
    let cells = (0..panel.periods.len()).flat_map(|period| panel.cells_of(period));
    cells.filter_map(|cell| assessment(panel, &words, &outcomes, cell)).collect()
}

fn assessment(
    panel: &Panel,
    words: &sentence::Words<'_>,
    outcomes: &[Option<Outcome>],
    cell: Cell,
) -> Option<Assessment> {
    let outcome = outcomes.get(panel.index(cell))?.as_ref();
    let limits = outcome.map(|outcome| outcome.limits);
    Some(Assessment {
        force: panel.forces.get(cell.force)?.clone(),
        category: panel.categories.get(cell.category)?.0.clone(),
        period: *panel.periods.get(cell.period)?,
        observed: panel.count(cell)?,
        expected: limits.map(|limits| limits.expected),
        low: limits.map(|limits| limits.low),
        high: limits.map(|limits| limits.high),
        alarm: outcome.map_or(Alarm::TooShort, |outcome| outcome.alarm()),
        method: words.method(cell),
        sentence: words.sentence(cell),
    })
}
