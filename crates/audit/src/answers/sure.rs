//! The certificate from a reviewed list: the path over the settled beginning of the one race, blocked at
//! the first gap (methods, section 5).

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::Subject;
use super::races::line;
use crate::certificate::{Draw, Finding, Line, Rules, Verdict, path};
use crate::list::Part;
use crate::review::State;

/// One step of the path, as its file prints it.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Place in the sample, from 1.
    pub order: u64,
    /// Place in the frame.
    pub line: usize,
    /// Crimes owed; `None`: it could not be reviewed.
    pub owed: Option<u64>,
    /// Sum of sizes not yet drawn, this one included.
    pub sizes_left: u64,
    /// The step.
    pub step: crate::certificate::Step,
}

/// What the certificate says.
#[derive(Clone, Debug, PartialEq)]
pub struct Certificate {
    /// The verdict.
    pub verdict: Verdict,
    /// The draw, from 1, at which it was reached.
    pub at_draw: Option<u64>,
    /// T, in crimes.
    pub budget: f64,
    /// Every step.
    pub steps: Vec<Step>,
    /// Running p of certifying and of refuting: min 1/W.
    pub p: (f64, f64),
    /// Incidents settled without a gap.
    pub settled: u64,
    /// Where the path is blocked: place in the list, reference, what is lacking; `None` at the end of the
    /// list.
    pub gap: Option<(u64, String, &'static str)>,
    /// Settled incidents beyond the gap, which wait for it.
    pub beyond: u64,
    /// Whether the plan's largest number was reached undecided.
    pub is_spent: bool,
    /// Settled incidents that rest on one mark.
    pub n_single: u64,
    /// The incident that broke its cap: place, reference, owed, cap.
    pub cap_broken: Option<(u64, String, u64, u64)>,
    /// The interval that holds wherever the audit stops.
    pub anytime: super::Answer,
}

/// Walks the certificate.
///
/// # Errors
/// A sentence where the design has no certificate.
pub(super) fn certificate(subject: &Subject<'_>) -> Result<Certificate, String> {
    let protocol = subject.protocol;
    if protocol.sample.is_stratified() {
        return Err("there is no certificate of separate draws by stratum: it takes one draw over the union. Its plan has none.".into());
    }
    if !protocol.frame.complete {
        return Err(format!("not certifiable: frame incomplete. {}", protocol.frame.why_incomplete));
    }
    let rule = &protocol.certificate;
    let rules = Rules::new(rule.at_least, rule.risk);
    let frame: Vec<Line> = subject.frame.iter().map(line).collect();
    let settled: Vec<(usize, Finding)> = subject.settled().take(rule.most as usize).collect();
    let draws: Vec<Draw> =
        settled.iter().map(|(line, finding)| Draw { line: *line, finding: *finding }).collect();
    let walked = path(&rules, &frame, &draws).map_err(|fault| format!("{fault:?}"))?;
    let (certify, refute) = walked.highest();
    let cap_broken = (walked.verdict == Verdict::CapBroken)
        .then(|| subject.all().nth(walked.at_draw.unwrap_or(1).saturating_sub(1) as usize))
        .flatten()
        .map(|(_, one, found)| (one.position, one.id.clone(), found.owed.len() as u64, one.cap));
    let n_single = subject
        .all()
        .take(settled.len())
        .filter(|(entry, _, found)| !entry.is_double && found.state == State::Adjudicated)
        .count();
    let union = || subject.all().filter(|(entry, ..)| entry.part == Part::Union);
    let gap = union().find_map(|(_, one, found)| match found.state {
        State::Pending(why) => Some((one.position, one.id.clone(), why)),
        State::NotMarked => Some((one.position, one.id.clone(), "it has no mark")),
        State::Adjudicated | State::Unreviewable => None,
    });
    let n_all = union()
        .filter(|(.., found)| matches!(found.state, State::Adjudicated | State::Unreviewable))
        .count() as u64;
    let n_settled = subject.settled().count() as u64;
    Ok(Certificate {
        verdict: walked.verdict,
        at_draw: walked.at_draw,
        budget: walked.budget,
        steps: steps(subject, walked.steps),
        p: (libm::exp(-certify).min(1.0), libm::exp(-refute).min(1.0)),
        settled: settled.len() as u64,
        gap,
        beyond: n_all - n_settled,
        is_spent: walked.verdict == Verdict::Open && settled.len() as u64 >= rule.most,
        n_single: n_single as u64,
        cap_broken,
        anytime: super::whole::anytime(subject),
    })
}

fn steps(subject: &Subject<'_>, steps: Vec<crate::certificate::Step>) -> Vec<Step> {
    let mut left: u64 = subject.frame.iter().map(|line| line.size).sum();
    let found = subject.all();
    (1..)
        .zip(steps.into_iter().zip(found))
        .map(|(order, (step, (_, _, reviewed)))| {
            let sizes_left = left;
            left -= subject.frame.get(step.line).map_or(0, |line| line.size);
            let owed = (reviewed.state == State::Adjudicated).then_some(reviewed.owed.len() as u64);
            Step { order, line: step.line, owed, sizes_left, step }
        })
        .collect()
}
