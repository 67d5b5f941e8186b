//! The certificate: two one-sided sequential tests of "accuracy is at least A0" over one race, each with
//! risk alpha, valid at any stopping time with no large-sample assumption (methods, section 5; Ville 1939;
//! Waudby-Smith, Stark & Ramdas 2021; Shekhar et al. 2023).
//!
//! `A >= A0` holds exactly where the total loss sum(A0 U + (1 - A0) V) is at most T = (1 - A0) sum R, which is
//! known. So the audit bounds a total of losses against a known budget, one draw at a time.

mod anytime;
mod caps;
mod walk;

use alloc::vec::Vec;

pub use anytime::{Anytime, anytime};
pub use caps::{Caps, total_bounds};
pub use walk::Walk;

/// One incident of the frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Crimes recorded.
    pub recorded: f64,
    /// Most crimes it could owe.
    pub cap: f64,
    /// Size in the race.
    pub size: f64,
}

/// What the ruling on a drawn incident found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Finding {
    /// Crimes missed (U) and wrongly recorded (V).
    Counted {
        /// U = max(K - R, 0).
        missed: u64,
        /// V = max(R - K, 0).
        wrong: u64,
    },
    /// It could not be reviewed: counts in full against certifying and not at all towards refuting.
    Unreviewable,
}

impl Finding {
    /// The count version (methods, section 1): owed K after the ruling, recorded R from the system.
    pub const fn of(owed: u64, recorded: u64) -> Self {
        Self::Counted { missed: owed.saturating_sub(recorded), wrong: recorded.saturating_sub(owed) }
    }
}

/// An adjudicated draw, in race order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Draw {
    /// Position in the frame.
    pub line: usize,
    /// What was found.
    pub finding: Finding,
}

/// Over which incidents the largest loss is taken that a bet must survive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MaxOver {
    /// The whole frame.
    Frame,
    /// Those not drawn yet: bets at least as much, and never more than is allowed.
    Undrawn,
}

/// The rules of a certificate, fixed in the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// A0.
    pub claimed: f64,
    /// Risk of each test.
    pub alpha: f64,
    /// Fractions of the largest bet, certifying side; the wealth is their mean.
    pub certify_fractions: Vec<f64>,
    /// The same, refuting side: finer at the low end, where its power lies.
    pub refute_fractions: Vec<f64>,
    /// Share of the largest bet that is ever laid.
    pub bet_limit: f64,
    /// Over which incidents the largest loss is taken.
    pub max_over: MaxOver,
}

impl Rules {
    /// The fractions of methods section 5.
    pub fn new(claimed: f64, alpha: f64) -> Self {
        Self {
            claimed,
            alpha,
            certify_fractions: Vec::from([0.06, 0.15, 0.3, 0.5, 0.7, 0.9]),
            refute_fractions: Vec::from([0.003, 0.01, 0.03, 0.1, 0.3, 0.7]),
            bet_limit: 0.9999,
            max_over: MaxOver::Frame,
        }
    }
}

/// One draw of the path. Budgets and losses are in crimes, wealth as natural logarithms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Position in the frame.
    pub line: usize,
    /// C_t: what is left of the budget before this draw, as the certifying side counts it.
    pub budget: f64,
    /// C_t as the refuting side counts it; differs only after an unreviewable incident.
    pub budget_refuting: f64,
    /// X_t = loss S_t / size, as the certifying side counts it.
    pub loss: f64,
    /// M_t = S_t max B_i / size_i.
    pub largest: f64,
    /// Logarithm of the certifying wealth after this draw.
    pub log_certify: f64,
    /// Logarithm of the refuting wealth after this draw.
    pub log_refute: f64,
}

/// What a certificate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Neither side has reached its line.
    Open,
    /// The certifying wealth reached 1/alpha.
    Certified,
    /// What is left cannot spend the budget, whatever it holds.
    CertifiedOutright,
    /// The refuting wealth reached 1/alpha.
    Refuted,
    /// The budget is overspent.
    RefutedOutright,
    /// An incident owed more than its cap: everything so far is void; raise the caps of its class and
    /// start anew with a new seed.
    CapBroken,
}

impl Verdict {
    /// The word in files and vectors: `open`, `certified`, `certified_outright`, `refuted`,
    /// `refuted_outright`, `cap_broken`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Certified => "certified",
            Self::CertifiedOutright => "certified_outright",
            Self::Refuted => "refuted",
            Self::RefutedOutright => "refuted_outright",
            Self::CapBroken => "cap_broken",
        }
    }
}

/// The whole path.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// T = (1 - A0) sum R, in crimes.
    pub budget: f64,
    /// One for each draw; it runs on after a decision, and ends before a broken cap.
    pub steps: Vec<Step>,
    /// The first decision, or a broken cap.
    pub verdict: Verdict,
    /// The draw, from 1, at which it was reached.
    pub at_draw: Option<u64>,
}

impl Path {
    /// Highest certifying and refuting wealth so far, as logarithms; 0 without a draw.
    pub fn highest(&self) -> (f64, f64) {
        self.steps.iter().fold((0.0, 0.0), |high: (f64, f64), step| {
            (high.0.max(step.log_certify), high.1.max(step.log_refute))
        })
    }
}

/// Why a path cannot be walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// This draw, from 1, names no line of the frame.
    NoSuchLine(u64),
    /// This draw, from 1, names a line drawn before.
    DrawnTwice(u64),
    /// A line of the frame, from 1, has a size that is not above 0, or a count that is not a number.
    BadLine(u64),
}

impl core::fmt::Display for PathFault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::NoSuchLine(draw) => write!(f, "draw {draw} names no incident of the frame"),
            Self::DrawnTwice(draw) => write!(f, "draw {draw} names an incident drawn before"),
            Self::BadLine(line) => {
                write!(f, "line {line} of the frame has no size above 0, or a count that is not a number")
            }
        }
    }
}

/// Walks the draws, **in race order**: the law of each step rests on it.
///
/// # Errors
/// A [`PathFault`] naming the draw or line.
pub fn path(rules: &Rules, frame: &[Line], draws: &[Draw]) -> Result<Path, PathFault> {
    let mut walk = Walk::new(rules, frame)?;
    let budget = walk.budget();
    let mut steps = Vec::with_capacity(draws.len());
    for draw in draws {
        match walk.step(*draw)? {
            Some(step) => steps.push(step),
            None => break,
        }
    }
    let (verdict, at_draw) = walk.verdict();
    Ok(Path { budget, steps, verdict, at_draw })
}

#[cfg(test)]
mod tests;
