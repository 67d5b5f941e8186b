//! What a reviewed list says: every measure of the audit with its n, interval and method, or the sentence
//! that says why there is none (methods, audit-statistics sections 1, 3, 4 and 6). Pure: the command and
//! the simulation ask the same functions.

mod agreement;
mod compared;
mod groups;
mod races;
mod small;
mod sure;
mod timely;
mod whole;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::draw::FrameLine;
use crate::list::{Entry, Part};
use crate::population::Report;
use crate::protocol::Protocol;
use crate::review::{Listed, Review, Reviewed, State};

pub use agreement::{Agreement, MarkerSkill, Statistic};
pub use compared::{Compared, Says, p_at};
pub use groups::{Group, GroupKind};
pub use small::{Cause, Rape};
pub use sure::{Certificate, Step};
pub use timely::Timeliness;
pub use whole::Whole;

/// Two-sided error of every interval.
pub const ALPHA: f64 = 0.05;

/// What the answers are worked out from. `frame` and `reports` go together, and so do `entries`, `list`
/// and the incidents of `review`.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The protocol.
    pub protocol: &'a Protocol,
    /// The frame.
    pub frame: &'a [FrameLine],
    /// What is known of each of its incidents.
    pub reports: &'a [Report],
    /// The list.
    pub entries: &'a [Entry],
    /// The same, as it was reviewed.
    pub list: &'a [Listed],
    /// What the marks say.
    pub review: &'a Review,
    /// Known answers of planted logs, once the sealed file is opened.
    pub planted: Option<&'a BTreeMap<String, Vec<String>>>,
}

/// One value with what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The value: a share 0 to 1, or crimes.
    pub value: f64,
    /// Its 95% interval, in the same unit; `None` for a complete count.
    pub ends: Option<(f64, f64)>,
    /// How value and interval were made.
    pub method: String,
    /// How many, where it is k of n.
    pub k: Option<u64>,
    /// Out of how many, or how many it rests on.
    pub n: u64,
    /// What n counts.
    pub n_of: &'static str,
    /// What must be said beside it.
    pub notes: Vec<String>,
}

/// A value, or why there is none.
pub type Answer = Result<Estimate, String>;

/// How far the marking has come, of the list of the estimate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Incidents of the estimate.
    pub planned: u64,
    /// Settled.
    pub adjudicated: u64,
    /// Could not be reviewed.
    pub unreviewable: u64,
    /// Neither: place in the list, reference, what is lacking.
    pub pending: Vec<(u64, String, &'static str)>,
    /// Rulings given.
    pub ruled: u64,
    /// Settled on a single mark, by the plan.
    pub single: u64,
    /// Incidents that owe more than their cap: place, reference, owed, cap.
    pub caps_broken: Vec<(u64, String, u64, u64)>,
}

/// Everything an estimate says.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// How far the marking has come.
    pub progress: Progress,
    /// The force as a whole.
    pub whole: Whole,
    /// By offence group, domestic abuse, route.
    pub groups: Vec<Group>,
    /// By team, most crimes first.
    pub teams: Vec<Group>,
    /// How soon crimes are recorded.
    pub timeliness: Timeliness,
    /// Recorded under the group it belongs to, of those recorded.
    pub right_group: Answer,
    /// Victims told.
    pub victims_told: Answer,
    /// Cancelled correctly, by group.
    pub cancelled: Vec<(String, Answer)>,
    /// Of domestic abuse crimes found unrecorded, safeguarded.
    pub safeguarded: Answer,
    /// Rape reports.
    pub rape: Rape,
    /// Causes of what was missed or wrong, most first.
    pub causes: Vec<Cause>,
    /// Agreement of the markers.
    pub agreement: Agreement,
    /// Each marker against the planted logs.
    pub skill: Result<Vec<MarkerSkill>, String>,
}

/// Works out everything.
pub fn answers(subject: &Subject<'_>) -> Answers {
    let progress = subject.progress();
    let ready = subject.ready(&progress);
    let whole = whole::whole(subject, &ready);
    let matched = groups::matched(subject);
    let mut groups = groups::groups(subject, &ready, &matched);
    compared::claims(&mut groups, subject.protocol.certificate.at_least);
    let mut teams = groups::teams(subject, &ready, &matched);
    compared::screen(&mut teams, &whole.rate);
    Answers {
        groups,
        teams,
        timeliness: timely::timeliness(subject, &ready),
        right_group: groups::right_group(subject, &ready),
        victims_told: groups::victims_told(subject, &ready),
        cancelled: small::cancelled(subject),
        safeguarded: small::safeguarded(subject),
        rape: small::rape(subject),
        causes: small::causes(subject),
        agreement: agreement::agreement(subject.review),
        skill: agreement::skill(subject),
        whole,
        progress,
    }
}

/// Walks the certificate over the settled beginning of the list.
pub fn certificate(subject: &Subject<'_>) -> Result<Certificate, String> {
    sure::certificate(subject)
}

impl<'a> Subject<'a> {
    /// Entries of the estimate with what was found: the first planned of the union, or each stratum's own.
    fn estimated(&self) -> impl Iterator<Item = (&'a Entry, &'a Listed, &'a Reviewed)> {
        let n_union = self.protocol.sample.n as usize;
        let in_union = move |at: usize, entry: &Entry| match entry.part {
            Part::Union => at < n_union,
            Part::Stratum(_) => true,
            Part::TopUp(_) => false,
        };
        self.all().enumerate().filter(move |(at, one)| in_union(*at, one.0)).map(|(_, one)| one)
    }

    /// Every entry with what was found.
    fn all(&self) -> impl Iterator<Item = (&'a Entry, &'a Listed, &'a Reviewed)> {
        self.entries
            .iter()
            .zip(self.list)
            .zip(&self.review.incidents)
            .map(|((entry, one), found)| (entry, one, found))
    }

    fn progress(&self) -> Progress {
        let mut progress = Progress::default();
        for (entry, one, found) in self.estimated() {
            progress.planned += 1;
            match &found.state {
                State::Adjudicated => {
                    progress.adjudicated += 1;
                    progress.ruled += u64::from(found.ruling.is_some());
                    progress.single += u64::from(!entry.is_double);
                }
                State::Unreviewable => progress.unreviewable += 1,
                State::Pending(why) => progress.pending.push((one.position, one.id.clone(), why)),
                State::NotMarked => progress.pending.push((one.position, one.id.clone(), "it has no mark")),
            }
        }
        for (_, one, found) in self.all() {
            let owed = found.owed.len() as u64;
            if owed > one.cap.max(one.recorded) {
                progress.caps_broken.push((one.position, one.id.clone(), owed, one.cap));
            }
        }
        progress
    }

    /// Whether a rate may be given: the planned number is settled, and the frame is complete.
    fn ready(&self, progress: &Progress) -> Result<(), String> {
        let frame = &self.protocol.frame;
        if !frame.complete {
            return Err(alloc::format!("not estimable: frame incomplete. {}", frame.why_incomplete));
        }
        match progress.pending.len() {
            0 => Ok(()),
            n => Err(alloc::format!(
                "not yet: {n} of the {} incidents settled beforehand are not adjudicated. An interval read before its planned number misleads; the certificate may be read at any time.",
                progress.planned
            )),
        }
    }
}
