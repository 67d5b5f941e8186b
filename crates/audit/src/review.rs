//! From marks to what each drawn incident owes: stage by stage, in the order of the list, refusing what
//! breaks the protocol with its line and reason.

mod incident;
#[cfg(test)]
mod tests;

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::marks::{MarkFault, MarkLine, Stage};
use crate::protocol::Marking;

/// An incident that was drawn, as the review needs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Incident reference.
    pub id: String,
    /// Place in the list, from 1.
    pub position: u64,
    /// Crimes on record when the frame was frozen.
    pub recorded: u64,
    /// Most crimes it can owe.
    pub cap: u64,
    /// Whether two markers mark it.
    pub is_double: bool,
    /// Which of two marks stands for a single one where a share is double-marked: 0 or 1, by the seed.
    pub single: usize,
}

/// A crime that should be recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owed {
    /// Offence group.
    pub class: String,
    /// Whether it is domestic abuse.
    pub domestic_abuse: bool,
}

/// One marker's stage 1 of one incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageOne {
    /// Who.
    pub marker: String,
    /// When the last of its lines was marked.
    pub at: i64,
    /// What should be recorded, in order of crime number.
    pub owed: Vec<Owed>,
}

/// Where an incident stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has marked it.
    NotMarked,
    /// Something is lacking, as a sentence.
    Pending(&'static str),
    /// It could not be reviewed.
    Unreviewable,
    /// What it owes is settled.
    Adjudicated,
}

/// What was found of one drawn incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Reviewed {
    /// Where it stands.
    pub state: State,
    /// Stage 1, by marker, in order of time.
    pub marks: Vec<StageOne>,
    /// The registrar's ruling.
    pub ruling: Option<StageOne>,
    /// What should be recorded, once settled.
    pub owed: Vec<Owed>,
    /// Stage 2, line by line.
    pub found: Vec<MarkLine>,
}

/// Everything the marks say.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// In order of the list given.
    pub incidents: Vec<Reviewed>,
    /// Marks of incidents outside the list: planted logs, by reference.
    pub planted: BTreeMap<String, Reviewed>,
    /// Stage-2 counts that differ from the frozen frame: position in the list, found, frame.
    pub count_differs: Vec<(usize, u64, u64)>,
}

/// The count version of methods section 1: owed, missed, recorded in error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Crimes owed, K.
    pub owed: u64,
    /// Missed, U = max(K - R, 0).
    pub missed: u64,
    /// Recorded and not owed, V = max(R - K, 0).
    pub wrong: u64,
}

impl Counts {
    /// From what is owed and what the frame says is recorded.
    pub const fn new(owed: u64, recorded: u64) -> Self {
        Self { owed, missed: owed.saturating_sub(recorded), wrong: recorded.saturating_sub(owed) }
    }
}

impl Reviewed {
    /// Counts against the frozen record, once settled.
    pub fn counts(&self, recorded: u64) -> Option<Counts> {
        (self.state == State::Adjudicated).then(|| Counts::new(self.owed.len() as u64, recorded))
    }

    /// Whether the two marks say the same of every crime; `None` where there are not two.
    pub fn agrees(&self) -> Option<bool> {
        match self.marks.as_slice() {
            [a, b, ..] => Some(sorted(&a.owed) == sorted(&b.owed)),
            _ => None,
        }
    }
}

/// What is compared between two marks: the groups of the crimes owed, in whatever order.
fn sorted(owed: &[Owed]) -> Vec<&str> {
    let mut classes: Vec<&str> = owed.iter().map(|owed| owed.class.as_str()).collect();
    classes.sort_unstable();
    classes
}

/// Reviews the marks of a list. `planted` are references outside it that may be marked.
///
/// # Errors
/// Every line that breaks the protocol, in order of file and line.
pub fn review(
    list: &[Listed],
    planted: &[String],
    marking: &Marking,
    lines: &[MarkLine],
) -> Result<Review, Vec<MarkFault>> {
    let places: BTreeMap<&str, &Listed> = list.iter().map(|one| (one.id.as_str(), one)).collect();
    let mut faults: Vec<MarkFault> = Vec::new();
    let mut by_incident: BTreeMap<&str, Vec<&MarkLine>> = BTreeMap::new();
    let mut locks_of_all: Vec<&MarkLine> = Vec::new();
    for line in lines {
        if line.stage == Stage::Lock && line.id.eq_ignore_ascii_case("all") {
            locks_of_all.push(line);
            continue;
        }
        match stray(line, places.get(line.id.as_str()).copied(), planted, marking) {
            Some(fault) => faults.push(fault),
            None => by_incident.entry(&line.id).or_default().push(line),
        }
    }
    let mut settle = |id: &str, listed: Option<&Listed>| {
        let lines = by_incident.get(id).map_or(&[][..], Vec::as_slice);
        let (reviewed, wrong) = incident::settle(listed, lines, &locks_of_all, marking);
        faults.extend(wrong);
        reviewed
    };
    let incidents: Vec<Reviewed> = list.iter().map(|one| settle(&one.id, Some(one))).collect();
    let planted = planted.iter().map(|id| (id.clone(), settle(id, None))).collect();
    if faults.is_empty() {
        let count_differs = count_differs(list, &incidents);
        return Ok(Review { incidents, planted, count_differs });
    }
    faults.sort_by_key(|fault| (fault.file, fault.line));
    Err(faults)
}

/// A line that no incident can take.
fn stray(
    line: &MarkLine,
    listed: Option<&Listed>,
    planted: &[String],
    marking: &Marking,
) -> Option<MarkFault> {
    let Some(listed) = listed else {
        let why = || format!("{} was not drawn: only incidents of the list are marked.", line.id);
        return (!planted.contains(&line.id)).then(|| line.refuse(why()));
    };
    if let Some(order) = line.order.filter(|order| *order != listed.position) {
        return Some(line.refuse(format!(
            "{} is number {} of the list, not {order}: marks are made in the order of the list.",
            line.id, listed.position
        )));
    }
    let is_known = |name: &str| marking.markers.iter().any(|marker| marker == name);
    if line.stage == Stage::One && !marking.markers.is_empty() && !is_known(&line.marker) {
        return Some(line.refuse(format!(
            "\"{}\" is not one of the markers of the plan ({}).",
            line.marker,
            marking.markers.join(", ")
        )));
    }
    if line.stage == Stage::Ruling && !marking.registrar.is_empty() && line.marker != marking.registrar {
        return Some(line.refuse(format!(
            "only {} rules on disagreements by the plan, not \"{}\".",
            marking.registrar, line.marker
        )));
    }
    None
}

fn count_differs(list: &[Listed], incidents: &[Reviewed]) -> Vec<(usize, u64, u64)> {
    let on_record = |reviewed: &Reviewed| {
        use crate::marks::OnRecord::{Wrongly, Yes};
        reviewed.found.iter().filter(|line| matches!(line.found.recorded, Some(Yes | Wrongly))).count() as u64
    };
    list.iter()
        .zip(incidents)
        .enumerate()
        .filter(|(_, (_, reviewed))| !reviewed.found.is_empty())
        .map(|(at, (one, reviewed))| (at, on_record(reviewed), one.recorded))
        .filter(|(_, found, frame)| found != frame)
        .collect()
}

/// A mark that stands before an earlier incident of the list has any: the first such line, with the
/// position of the earlier one.
pub fn gap<'a>(list: &[Listed], review: &Review, lines: &'a [MarkLine]) -> Option<(u64, &'a MarkLine)> {
    let mut missing: Option<u64> = None;
    for (one, reviewed) in list.iter().zip(&review.incidents) {
        match (&reviewed.state, missing) {
            (State::NotMarked, None) => missing = Some(one.position),
            (State::NotMarked, Some(_)) => {}
            (_, Some(position)) => {
                let first = lines.iter().find(|line| line.id == one.id);
                if let Some(line) = first {
                    return Some((position, line));
                }
            }
            (_, None) => {}
        }
    }
    None
}
