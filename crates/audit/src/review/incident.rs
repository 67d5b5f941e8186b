//! One incident: its lines put in order of stage and time, and what they settle.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Listed, Owed, Reviewed, StageOne, State};
use crate::marks::{MarkFault, MarkLine, OnRecord, Stage};
use crate::protocol::Marking;

/// Most crimes one incident may be marked with: a slip of the keyboard beyond it.
const MOST_CRIMES: u64 = 200;

/// Settles one incident; a planted log has no place in the list.
pub(super) fn settle(
    listed: Option<&Listed>,
    lines: &[&MarkLine],
    locks_of_all: &[&MarkLine],
    marking: &Marking,
) -> (Reviewed, Vec<MarkFault>) {
    let mut faults = Vec::new();
    let of = |stage: Stage| lines.iter().copied().filter(move |line| line.stage == stage);
    let mut marks = signed(of(Stage::One), &mut faults);
    marks.sort_by(|a, b| (a.at, &a.marker).cmp(&(b.at, &b.marker)));
    let mut rulings = signed(of(Stage::Ruling), &mut faults);
    let lock = lock_of(lines, locks_of_all, &marks);
    after_lock(lines, lock, &mut faults);
    third_mark(lines, &marks, &mut faults);
    let ruling = rulings.pop();
    if let Some(ruling) = &ruling {
        ruling_stands(lines, &marks, ruling, &mut faults);
    }
    let mut reviewed =
        Reviewed { state: State::NotMarked, marks, ruling, owed: Vec::new(), found: Vec::new() };
    if let Some(unreviewable) = of(Stage::Unreviewable).next() {
        if let Some(line) = of(Stage::Ruling).chain(of(Stage::Two)).next() {
            let where_ = unreviewable.line;
            faults.push(line.refuse(format!("{} is said to be unreviewable on line {where_}.", line.id)));
        }
        reviewed.state = State::Unreviewable;
        return (reviewed, faults);
    }
    let is_double = listed.is_some_and(|one| one.is_double) && marking.markers.len() != 1;
    (reviewed.state, reviewed.owed) = standing(&reviewed, is_double, lock.is_some());
    reviewed.found = of(Stage::Two).cloned().collect();
    // What is wrong before would only be told again.
    if lock.is_some() && faults.is_empty() {
        stage_two(&reviewed, listed, &mut faults);
    }
    (reviewed, faults)
}

/// One reading for each signature: crimes 1 to K without gap, or the one line that says none is owed.
fn signed<'a>(lines: impl Iterator<Item = &'a MarkLine>, faults: &mut Vec<MarkFault>) -> Vec<StageOne> {
    let mut by_marker: BTreeMap<&str, BTreeMap<u64, &MarkLine>> = BTreeMap::new();
    for line in lines {
        let crimes = by_marker.entry(&line.marker).or_default();
        if let Some(first) = crimes.get(&line.crime) {
            let crime = if line.crime == 0 { String::from("it") } else { format!("crime {}", line.crime) };
            let why = format!(
                "{} has marked {crime} of {} already, on line {}; a marker marks once.",
                line.marker, line.id, first.line
            );
            faults.push(line.refuse(why));
            continue;
        }
        crimes.insert(line.crime, line);
    }
    by_marker.into_iter().map(|(marker, crimes)| reading(marker, &crimes, faults)).collect()
}

fn reading(marker: &str, crimes: &BTreeMap<u64, &MarkLine>, faults: &mut Vec<MarkFault>) -> StageOne {
    let at = crimes.values().map(|line| line.at).max().unwrap_or(0);
    for (place, (number, line)) in (1..).zip(crimes.iter().filter(|(number, _)| **number > 0)) {
        let why = if *number > MOST_CRIMES {
            format!("crime {number} of one incident is more than {MOST_CRIMES}: a slip?")
        } else if crimes.contains_key(&0) {
            format!("{marker} marks {} both as owing nothing and as owing crime {number}.", line.id)
        } else if *number != place {
            format!("crime {number} of {} stands without crime {place}; number them 1, 2, 3.", line.id)
        } else if line.class.is_empty() {
            format!("crime {number} of {} has no class.", line.id)
        } else {
            continue;
        };
        let both = crimes.get(&0).filter(|none| none.line > line.line);
        faults.push(both.copied().unwrap_or(line).refuse(why));
        break;
    }
    let owed = crimes.iter().filter(|(number, _)| **number > 0).map(|(_, line)| Owed {
        class: line.class.clone(),
        domestic_abuse: line.domestic_abuse.unwrap_or(false),
    });
    StageOne { marker: marker.into(), at, owed: owed.collect() }
}

/// When stage 1 was locked: by the incident's own line, or the first lock of all that follows its first
/// mark.
fn lock_of(lines: &[&MarkLine], locks_of_all: &[&MarkLine], marks: &[StageOne]) -> Option<i64> {
    let first_mark = marks.iter().map(|mark| mark.at).min();
    let own = lines.iter().filter(|line| line.stage == Stage::Lock).map(|line| line.at).min();
    let of_all =
        locks_of_all.iter().map(|line| line.at).filter(|at| first_mark.is_some_and(|m| m <= *at)).min();
    [own, of_all].into_iter().flatten().min()
}

fn after_lock(lines: &[&MarkLine], lock: Option<i64>, faults: &mut Vec<MarkFault>) {
    for line in lines {
        let why = match (line.stage, lock) {
            (Stage::One, Some(lock)) if line.at > lock => format!(
                "{} was locked before this mark was made: stage 1 takes no mark after the lock.",
                line.id
            ),
            (Stage::Two, Some(lock)) if line.at < lock => format!(
                "out of order: stage 2 of {} is dated before its lock; what was recorded is looked at only after stage 1 is locked.",
                line.id
            ),
            (Stage::Two, None) => format!(
                "out of order: stage 2 of {} without a lock; write a line with stage \"lock\" once both marks are in.",
                line.id
            ),
            _ => continue,
        };
        faults.push(line.refuse(why));
    }
}

fn third_mark(lines: &[&MarkLine], marks: &[StageOne], faults: &mut Vec<MarkFault>) {
    let Some(third) = marks.get(2) else { return };
    let line = lines.iter().find(|line| line.stage == Stage::One && line.marker == third.marker);
    if let Some(line) = line {
        let others: Vec<&str> = marks.iter().take(2).map(|mark| mark.marker.as_str()).collect();
        let why =
            format!("{} has two marks already, by {}; a third is not taken.", line.id, others.join(" and "));
        faults.push(line.refuse(why));
    }
}

fn ruling_stands(lines: &[&MarkLine], marks: &[StageOne], ruling: &StageOne, faults: &mut Vec<MarkFault>) {
    let Some(line) = lines.iter().find(|line| line.stage == Stage::Ruling) else { return };
    let signatures: Vec<&str> =
        lines.iter().filter(|line| line.stage == Stage::Ruling).map(|line| line.marker.as_str()).collect();
    let last = marks.iter().map(|mark| mark.at).max();
    let why = if signatures.iter().any(|name| *name != line.marker) {
        format!("{} is ruled on by more than one person.", line.id)
    } else if marks.iter().any(|mark| mark.marker == ruling.marker) {
        format!(
            "{} marked {} and cannot rule on it: nobody rules on a mark of their own.",
            ruling.marker, line.id
        )
    } else if marks.len() < 2 {
        format!("out of order: {} is ruled on before it has two marks.", line.id)
    } else if last.is_some_and(|last| line.at < last) {
        format!("out of order: the ruling on {} is dated before its second mark.", line.id)
    } else {
        return;
    };
    faults.push(line.refuse(why));
}

fn standing(reviewed: &Reviewed, is_double: bool, is_locked: bool) -> (State, Vec<Owed>) {
    let [first, rest @ ..] = reviewed.marks.as_slice() else { return (State::NotMarked, Vec::new()) };
    if is_double && rest.is_empty() {
        return (State::Pending("a second mark is lacking"), Vec::new());
    }
    if !is_locked {
        return (State::Pending("stage 1 is not locked"), Vec::new());
    }
    match (&reviewed.ruling, reviewed.agrees()) {
        (Some(ruling), _) => (State::Adjudicated, ruling.owed.clone()),
        (None, Some(false)) => (State::Pending("the two marks disagree and no ruling is given"), Vec::new()),
        (None, _) => {
            let mut owed = first.owed.clone();
            // Two marks may agree on the groups and differ on domestic abuse: either word is kept.
            let others: Vec<&Owed> = rest.iter().flat_map(|mark| &mark.owed).collect();
            for crime in &mut owed {
                let same = others.iter().any(|other| other.class == crime.class && other.domestic_abuse);
                crime.domestic_abuse |= same;
            }
            (State::Adjudicated, owed)
        }
    }
}

fn stage_two(reviewed: &Reviewed, listed: Option<&Listed>, faults: &mut Vec<MarkFault>) {
    let n_owed = reviewed.owed.len() as u64;
    let mut seen: BTreeMap<u64, u64> = BTreeMap::new();
    let mut n_on_record = 0;
    for line in &reviewed.found {
        n_on_record += u64::from(matches!(line.found.recorded, Some(OnRecord::Yes | OnRecord::Wrongly)));
        if let Some(why) = stage_two_fault(line, reviewed, n_owed, seen.insert(line.crime, line.line)) {
            faults.push(line.refuse(why));
        } else if let Some(cap) = listed.map(|one| one.cap).filter(|cap| n_on_record > *cap) {
            faults.push(line.refuse(format!(
                "{}: {n_on_record} crimes are said to be recorded, above its cap of {cap}.",
                line.id
            )));
        }
    }
}

fn stage_two_fault(line: &MarkLine, reviewed: &Reviewed, n_owed: u64, first: Option<u64>) -> Option<String> {
    let id = &line.id;
    if reviewed.state != State::Adjudicated {
        let lacks = match reviewed.state {
            State::Pending(why) => why,
            _ => "it has no mark",
        };
        return Some(format!("out of order: stage 2 of {id} before stage 1 is settled: {lacks}."));
    }
    if let (Some(first), true) = (first, line.crime > 0) {
        return Some(format!("crime {} of {id} stands in stage 2 already, on line {first}.", line.crime));
    }
    let dates = (line.found.reported_at, line.found.recorded_at);
    if let (Some(reported), Some(recorded)) = dates
        && recorded < reported
    {
        return Some(format!("crime {} of {id} is recorded before it was reported.", line.crime));
    }
    match (line.crime, line.found.recorded) {
        (_, None) => {
            Some(format!("stage 2 of {id} does not say whether it is recorded: yes, no or wrongly."))
        }
        (0, Some(OnRecord::Wrongly)) => None,
        (0, Some(_)) => {
            Some(format!("{id}: a crime that is owed has a number from 1; 0 goes with \"wrongly\"."))
        }
        (_, Some(OnRecord::Wrongly)) => {
            Some(format!("{id}: a crime recorded wrongly is not owed; write 0 as its number."))
        }
        (number, _) if number > n_owed => {
            Some(format!("{id} owes {n_owed} by stage 1; crime {number} is not among them."))
        }
        _ => None,
    }
}
