//! One draw after another.

use alloc::vec;
use alloc::vec::Vec;

use super::{Draw, Finding, Line, MaxOver, PathFault, Rules, Step, Verdict};
use crate::sizes::loss_cap;

/// Budgets are sums of decimal fractions; this far below nought they are overspent.
const SLACK: f64 = 1e-9;

/// A certificate under way: hand it the draws in race order.
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    rules: &'a Rules,
    frame: &'a [Line],
    budget: f64,
    certifying: Side,
    refuting: Side,
    size_left: f64,
    loss_left: f64,
    is_drawn: Vec<bool>,
    largest: Largest,
    n_draws: u64,
    decided: Option<(Verdict, u64)>,
}

/// The wealth of every fraction, as logarithms, and what is left of the budget.
#[derive(Clone, Debug)]
struct Side {
    log_wealth: Vec<f64>,
    budget: f64,
}

/// The largest B_i / size_i: of the frame, or of what is undrawn.
#[derive(Clone, Debug)]
enum Largest {
    Fixed(f64),
    Falling { lines: Vec<(f64, usize)>, at: usize },
}

impl<'a> Walk<'a> {
    /// # Errors
    /// [`PathFault::BadLine`].
    pub fn new(rules: &'a Rules, frame: &'a [Line]) -> Result<Self, PathFault> {
        let is_bad = |line: &Line| {
            !(line.size > 0.0 && line.size.is_finite() && line.recorded >= 0.0 && line.cap >= 0.0)
        };
        if let Some(bad) = frame.iter().position(is_bad) {
            return Err(PathFault::BadLine(bad as u64 + 1));
        }
        let recorded: f64 = frame.iter().map(|line| line.recorded).sum();
        let budget = (1.0 - rules.claimed) * recorded;
        let caps: Vec<f64> = frame.iter().map(|line| cap_of(rules, line)).collect();
        Ok(Self {
            rules,
            frame,
            budget,
            certifying: Side { log_wealth: vec![0.0; rules.certify_fractions.len()], budget },
            refuting: Side { log_wealth: vec![0.0; rules.refute_fractions.len()], budget },
            size_left: frame.iter().map(|line| line.size).sum(),
            loss_left: caps.iter().sum(),
            is_drawn: vec![false; frame.len()],
            largest: Largest::new(rules.max_over, frame, &caps),
            n_draws: 0,
            decided: None,
        })
    }

    /// T, in crimes.
    pub const fn budget(&self) -> f64 {
        self.budget
    }

    /// The first decision and its draw, from 1.
    pub fn verdict(&self) -> (Verdict, Option<u64>) {
        self.decided.map_or((Verdict::Open, None), |(verdict, at)| (verdict, Some(at)))
    }

    /// Takes the next draw. `None`: a cap is broken, nothing counts, the walk is over.
    ///
    /// # Errors
    /// A [`PathFault`] naming the draw.
    pub fn step(&mut self, draw: Draw) -> Result<Option<Step>, PathFault> {
        if matches!(self.decided, Some((Verdict::CapBroken, _))) {
            return Ok(None);
        }
        self.n_draws += 1;
        let line = *self.frame.get(draw.line).ok_or(PathFault::NoSuchLine(self.n_draws))?;
        let is_drawn = self.is_drawn.get_mut(draw.line).ok_or(PathFault::NoSuchLine(self.n_draws))?;
        if *is_drawn {
            return Err(PathFault::DrawnTwice(self.n_draws));
        }
        let Some((loss, loss_refuting)) = losses(self.rules.claimed, &line, draw.finding) else {
            self.decided = Some((Verdict::CapBroken, self.n_draws));
            return Ok(None);
        };
        let largest = self.size_left * self.largest.now(&self.is_drawn);
        let scale = self.size_left / line.size;
        let (budget, budget_refuting) = (self.certifying.budget, self.refuting.budget);
        self.certifying.certify(self.rules, loss * scale, largest);
        self.refuting.refute(self.rules, loss_refuting * scale);
        self.certifying.budget -= loss;
        self.refuting.budget -= loss_refuting;
        self.size_left -= line.size;
        self.loss_left -= cap_of(self.rules, &line);
        if let Some(is_drawn) = self.is_drawn.get_mut(draw.line) {
            *is_drawn = true;
        }
        let step = Step {
            line: draw.line,
            budget,
            budget_refuting,
            loss: loss * scale,
            largest,
            log_certify: self.certifying.mean_wealth(),
            log_refute: self.refuting.mean_wealth(),
        };
        if self.decided.is_none() {
            self.decided = self.decide(&step).map(|verdict| (verdict, self.n_draws));
        }
        Ok(Some(step))
    }

    /// The first rule that holds, in the order of methods section 5.
    fn decide(&self, step: &Step) -> Option<Verdict> {
        let line = -libm::log(self.rules.alpha);
        if self.refuting.budget < -SLACK {
            return Some(Verdict::RefutedOutright);
        }
        if self.loss_left <= self.certifying.budget + SLACK {
            return Some(Verdict::CertifiedOutright);
        }
        if step.log_certify >= line {
            return Some(Verdict::Certified);
        }
        (step.log_refute >= line).then_some(Verdict::Refuted)
    }
}

impl Side {
    /// Under "A < A0" the expected loss is at least the budget, so betting that it is less cannot gain.
    fn certify(&mut self, rules: &Rules, loss: f64, largest: f64) {
        if self.budget > 0.0 && largest > self.budget {
            let per_fraction = rules.bet_limit / (largest - self.budget) * (self.budget - loss);
            self.bet(&rules.certify_fractions, per_fraction);
        }
    }

    /// Under "A >= A0" the expected loss is at most the budget.
    fn refute(&mut self, rules: &Rules, loss: f64) {
        if self.budget > 0.0 {
            let per_fraction = rules.bet_limit / self.budget * (loss - self.budget);
            self.bet(&rules.refute_fractions, per_fraction);
        }
    }

    fn bet(&mut self, fractions: &[f64], per_fraction: f64) {
        for (log_wealth, fraction) in self.log_wealth.iter_mut().zip(fractions) {
            *log_wealth += libm::log1p((fraction * per_fraction).max(-1.0));
        }
    }

    /// Logarithm of the mean, without overflow.
    fn mean_wealth(&self) -> f64 {
        let highest = self.log_wealth.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if highest == f64::NEG_INFINITY {
            return highest;
        }
        let sum: f64 = self.log_wealth.iter().map(|log| libm::exp(log - highest)).sum();
        highest + libm::log(sum / self.log_wealth.len() as f64)
    }
}

impl Largest {
    fn new(over: MaxOver, frame: &[Line], caps: &[f64]) -> Self {
        let ratios = frame.iter().zip(caps).map(|(line, cap)| cap / line.size);
        match over {
            MaxOver::Frame => Self::Fixed(ratios.fold(0.0, f64::max)),
            MaxOver::Undrawn => {
                let mut lines: Vec<(f64, usize)> = ratios.zip(0..).collect();
                lines.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                Self::Falling { lines, at: 0 }
            }
        }
    }

    fn now(&mut self, is_drawn: &[bool]) -> f64 {
        match self {
            Self::Fixed(largest) => *largest,
            Self::Falling { lines, at } => {
                let is_gone = |line: &(f64, usize)| is_drawn.get(line.1).copied().unwrap_or(false);
                while lines.get(*at).is_some_and(is_gone) {
                    *at += 1;
                }
                lines.get(*at).map_or(0.0, |line| line.0)
            }
        }
    }
}

fn cap_of(rules: &Rules, line: &Line) -> f64 {
    loss_cap(rules.claimed, line.recorded, line.cap)
}

/// The loss as the certifying and as the refuting side counts it; `None` where the cap is broken.
fn losses(claimed: f64, line: &Line, finding: Finding) -> Option<(f64, f64)> {
    let most_missed = (line.cap - line.recorded).max(0.0);
    match finding {
        Finding::Counted { missed, .. } if missed as f64 > most_missed => None,
        Finding::Counted { missed, wrong } => {
            let loss = claimed * missed as f64 + (1.0 - claimed) * wrong as f64;
            Some((loss, loss))
        }
        Finding::Unreviewable => Some(((claimed * most_missed).max((1.0 - claimed) * line.recorded), 0.0)),
    }
}
