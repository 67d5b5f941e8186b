//! By group: numerator and denominator both by the group a crime belongs to after the ruling. What is
//! recorded is known by recorded group only, so the misclassified are estimated in and out, with their
//! variance (methods, section 1).

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::compared::Compared;
use super::races::{Asked, published};
use super::{ALPHA, Answer, Subject};
use crate::estimate::{CrimeRuled, Found, rate, tally};
use crate::list::Entry;
use crate::marks::OnRecord;
use crate::review::{Listed, Reviewed};

/// What a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupKind {
    /// Offence group after the ruling.
    Offence,
    /// Domestic abuse, a cut across offence groups.
    DomesticAbuse,
    /// Route of the report.
    Route,
    /// Team that decided.
    Team,
}

/// One group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What it is.
    pub kind: GroupKind,
    /// Its name.
    pub name: String,
    /// Recording rate.
    pub rate: Answer,
    /// Its effective sample size.
    pub n_effective: Option<f64>,
    /// Its place beside the level of the plan, among all groups; of a team, beside the force's own rate.
    pub compared: Option<Compared>,
    /// Crimes owed in the sample.
    pub owed: u64,
    /// Of them, not recorded.
    pub missed: u64,
    /// Incidents of the sample that hold any of it.
    pub incidents: u64,
}

/// A crime: the group it is recorded under, the group it belongs to, whether it is domestic abuse.
type Ruled = (Option<String>, Option<String>, bool);

/// Crimes of one incident as the frame recorded them, matched with what is owed: by stage 2 where it was
/// made, else group by group.
pub(super) fn ruled(subject: &Subject<'_>, entry: &Entry, reviewed: &Reviewed) -> Vec<Ruled> {
    let mut left = recorded_groups(subject, entry.line);
    let mut take = |wanted: &str| left.iter().position(|group| group == wanted).map(|at| left.remove(at));
    let on_record = |number: usize| {
        let line = reviewed.found.iter().find(|line| line.crime as usize == number + 1);
        line.map(|line| (line.found.recorded == Some(OnRecord::Yes), line.found.recorded_class.clone()))
    };
    let mut crimes: Vec<Ruled> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    for (number, owed) in reviewed.owed.iter().enumerate() {
        let stated = on_record(number);
        let wanted = match &stated {
            Some((true, class)) if !class.is_empty() => class,
            _ => &owed.class,
        };
        let recorded = if stated.as_ref().is_some_and(|(yes, _)| !yes) { None } else { take(wanted) };
        if recorded.is_none() && stated.is_none_or(|(yes, _)| yes) {
            waiting.push(number);
        }
        crimes.push((recorded, Some(owed.class.clone()), owed.domestic_abuse));
    }
    // Recorded under a group that nothing owed: the first crime still waiting is the one it stands for.
    for number in waiting {
        if let (false, Some(crime)) = (left.is_empty(), crimes.get_mut(number)) {
            crime.0 = Some(left.remove(0));
        }
    }
    crimes.extend(left.into_iter().map(|group| (Some(group), None, false)));
    crimes
}

/// Groups of the recorded crimes of an incident: the population's, else its stratum for each.
fn recorded_groups(subject: &Subject<'_>, line: usize) -> Vec<String> {
    let stated = subject.reports.get(line).map_or(&[][..], |report| report.recorded_groups.as_slice());
    match subject.frame.get(line) {
        Some(frame) if stated.is_empty() => (0..frame.recorded).map(|_| frame.stratum.clone()).collect(),
        _ => stated.to_vec(),
    }
}

/// Crimes of every incident of the estimate, matched once, by its place in the frame.
pub(super) type Matched = BTreeMap<usize, Vec<Ruled>>;

/// Matches them.
pub(super) fn matched(subject: &Subject<'_>) -> Matched {
    subject.estimated().map(|(entry, _, reviewed)| (entry.line, ruled(subject, entry, reviewed))).collect()
}

fn crimes_of(matched: &Matched, line: usize) -> &[Ruled] {
    matched.get(&line).map_or(&[], Vec::as_slice)
}

/// Offence groups, domestic abuse, routes.
pub(super) fn groups(subject: &Subject<'_>, ready: &Result<(), String>, matched: &Matched) -> Vec<Group> {
    let mut groups = by_offence(subject, ready, matched);
    groups.extend(domestic_abuse(subject, ready, matched));
    groups.extend(by_mark_of_report(subject, ready, matched, GroupKind::Route));
    groups
}

/// Teams, most crimes owed first.
pub(super) fn teams(subject: &Subject<'_>, ready: &Result<(), String>, matched: &Matched) -> Vec<Group> {
    let mut teams = by_mark_of_report(subject, ready, matched, GroupKind::Team);
    teams.sort_by(|a, b| b.owed.cmp(&a.owed).then_with(|| a.name.cmp(&b.name)));
    teams
}

fn by_offence(subject: &Subject<'_>, ready: &Result<(), String>, matched: &Matched) -> Vec<Group> {
    let mut names: Vec<String> =
        matched.values().flatten().filter_map(|(_, belongs, _)| belongs.clone()).collect();
    names.sort();
    names.dedup();
    let place = |name: &str| names.binary_search_by(|known| known.as_str().cmp(name)).ok();
    let number = |group: &Option<String>| group.as_deref().map(|name| place(name).unwrap_or(usize::MAX));
    let tallies: BTreeMap<usize, Vec<Found>> = matched
        .iter()
        .map(|(line, crimes)| {
            let crimes: Vec<CrimeRuled> = crimes
                .iter()
                .map(|(from, to, _)| CrimeRuled { recorded_as: number(from), belongs_to: number(to) })
                .collect();
            (*line, tally(&crimes, names.len()).groups)
        })
        .collect();
    let recorded = RecordedAs::new(subject, &place);
    let one = |(at, name): (usize, &String)| {
        let of_line = |line: usize| recorded.of(line, at);
        let found = |entry: &Entry, _: &Listed, _: &Reviewed| {
            tallies.get(&entry.line).and_then(|groups| groups.get(at)).copied().unwrap_or_default()
        };
        let crime = |_: &Entry, crime: &Ruled| crime.1.as_deref() == Some(name);
        group(
            subject,
            ready,
            (GroupKind::Offence, name),
            &Asked { keep: &|_| true, recorded: &of_line, found: &found },
            (matched, &crime),
        )
    };
    names.iter().enumerate().map(one).collect()
}

/// The group of every crime on record in the frame, as one list with where each incident's begin.
struct RecordedAs {
    groups: Vec<usize>,
    begins: Vec<usize>,
}

impl RecordedAs {
    fn new(subject: &Subject<'_>, place: &dyn Fn(&str) -> Option<usize>) -> Self {
        let (mut groups, mut begins) = (Vec::new(), alloc::vec![0]);
        for (at, line) in subject.frame.iter().enumerate() {
            match subject.reports.get(at).map_or(&[][..], |report| report.recorded_groups.as_slice()) {
                [] if line.recorded == 0 => {}
                [] => {
                    let group = place(&line.stratum).unwrap_or(usize::MAX);
                    groups.extend((0..line.recorded).map(|_| group));
                }
                stated => groups.extend(stated.iter().map(|name| place(name).unwrap_or(usize::MAX))),
            }
            begins.push(groups.len());
        }
        Self { groups, begins }
    }

    /// Crimes of one incident that are recorded under one group.
    fn of(&self, line: usize, group: usize) -> f64 {
        let begin = self.begins.get(line).copied().unwrap_or(0);
        let end = self.begins.get(line + 1).copied().unwrap_or(begin);
        let crimes = self.groups.get(begin..end).unwrap_or_default();
        crimes.iter().filter(|known| **known == group).count() as f64
    }
}

/// Whether a crime, matched with its record, is of the group.
type IsOf<'f> = &'f dyn Fn(&Entry, &Ruled) -> bool;

fn group(
    subject: &Subject<'_>,
    ready: &Result<(), String>,
    (kind, name): (GroupKind, &str),
    asked: &Asked<'_>,
    (matched, is_of): (&Matched, IsOf<'_>),
) -> Group {
    let (mut owed, mut missed, mut incidents) = (0, 0, 0);
    for (entry, ..) in subject.estimated() {
        let crimes = crimes_of(matched, entry.line);
        let of: Vec<_> = crimes.iter().filter(|crime| crime.1.is_some() && is_of(entry, crime)).collect();
        owed += of.len() as u64;
        missed += of.iter().filter(|crime| crime.0.is_none()).count() as u64;
        incidents += u64::from(!of.is_empty());
    }
    let mut n_effective = None;
    let answer = ready.clone().and_then(|()| {
        if owed == 0 {
            return Err("not estimable: the sample holds no crime of it.".into());
        }
        let rate = rate(&subject.races(asked), ALPHA).map_err(|fault| alloc::format!("{fault}"))?;
        n_effective = rate.korn_graubard.map(|kg| kg.n_effective);
        let mut estimate = published(&rate, incidents, "incidents with a crime of it");
        if subject.protocol.sample.double_marked < 1.0 {
            estimate.notes.push("rests on single marks where the plan has one".into());
        }
        Ok(estimate)
    });
    Group { kind, name: name.to_string(), rate: answer, n_effective, compared: None, owed, missed, incidents }
}

fn domestic_abuse(subject: &Subject<'_>, ready: &Result<(), String>, matched: &Matched) -> Option<Group> {
    let found = |entry: &Entry, _: &Listed, _: &Reviewed| {
        let crimes = crimes_of(matched, entry.line);
        let count = |recorded: bool| {
            crimes.iter().filter(|(from, to, da)| *da && to.is_some() && from.is_some() == recorded).count()
                as f64
        };
        let (missed, moved_in) = (count(false), count(true));
        Found { missed, wrong: 0.0, moved_in, in_group: missed + moved_in > 0.0 }
    };
    let says = subject.estimated().any(|(.., reviewed)| reviewed.owed.iter().any(|owed| owed.domestic_abuse));
    let of = |_: &Entry, crime: &Ruled| crime.2;
    says.then(|| {
        let asked = Asked { keep: &|_| true, recorded: &|_| 0.0, found: &found };
        group(subject, ready, (GroupKind::DomesticAbuse, "domestic abuse"), &asked, (matched, &of))
    })
}

/// By what is known of the report beforehand: the race restricted to those reports is a race of its own,
/// what is recorded is known, and nothing moves between groups.
fn by_mark_of_report(
    subject: &Subject<'_>,
    ready: &Result<(), String>,
    matched: &Matched,
    kind: GroupKind,
) -> Vec<Group> {
    let name_of = |line: usize| {
        let report = subject.reports.get(line);
        report.map_or("", |report| if kind == GroupKind::Team { &report.team } else { &report.route })
    };
    let mut names: Vec<&str> =
        subject.estimated().map(|(entry, ..)| name_of(entry.line)).filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    let one = |name: &&str| {
        let keep = |line: usize| name_of(line) == *name;
        let recorded = |line: usize| subject.frame.get(line).map_or(0.0, |line| line.recorded as f64);
        let found = |_: &Entry, one: &Listed, reviewed: &Reviewed| {
            let counts = crate::review::Counts::new(reviewed.owed.len() as u64, one.recorded);
            Found { missed: counts.missed as f64, wrong: counts.wrong as f64, moved_in: 0.0, in_group: true }
        };
        let of = |entry: &Entry, _: &Ruled| name_of(entry.line) == *name;
        let asked = Asked { keep: &keep, recorded: &recorded, found: &found };
        group(subject, ready, (kind, name), &asked, (matched, &of))
    };
    names.iter().map(one).collect()
}

/// Of recorded crimes that are owed and whose recorded group stage 2 names, recorded under the right one.
pub(super) fn right_group(subject: &Subject<'_>, ready: &Result<(), String>) -> Answer {
    ready.clone()?;
    subject.ratio("recorded crimes", &|_, reviewed| {
        let named = reviewed.found.iter().filter(|line| {
            line.found.recorded == Some(OnRecord::Yes) && !line.found.recorded_class.is_empty()
        });
        let right = |line: &&crate::marks::MarkLine| {
            let owed = (line.crime as usize).checked_sub(1).and_then(|at| reviewed.owed.get(at));
            owed.is_some_and(|owed| owed.class == line.found.recorded_class)
        };
        let (n, k) = named.fold((0, 0), |(n, k), line| (n + 1, k + u64::from(right(&line))));
        (k as f64, n as f64)
    })
}

/// Of recorded crimes for which stage 2 says, the victim was told.
pub(super) fn victims_told(subject: &Subject<'_>, ready: &Result<(), String>) -> Answer {
    ready.clone()?;
    subject.ratio("recorded crimes", &|_, reviewed| {
        let said: Vec<bool> = reviewed
            .found
            .iter()
            .filter(|line| line.found.recorded == Some(OnRecord::Yes))
            .filter_map(|line| line.found.victim_told)
            .collect();
        (said.iter().filter(|told| **told).count() as f64, said.len() as f64)
    })
}
