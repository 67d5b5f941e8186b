//! Marks of a practice audit, made from the planted truth by two markers who err now and then.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::Path;

use exchange::output::{CsvWriter, OutputFolder};
use terms::{CrimeRow, CrimeStatus};
use triage::Lexicon;

use super::{MARKERS, Practised, REGISTRAR, of, population};
use crate::Stopped;

/// Chance that a marker misreads one log. Assumed.
const ERRS: f64 = 0.02;
/// Chance that a report was first made earlier than the log says: by another channel, unread. Assumed.
const MADE_EARLIER: f64 = 0.06;
/// When marking begins: 12 October 2026, 09:00 in London, seconds since 1970.
const BEGINS: i64 = 1_791_792_000;

const STAGE_ONE: [&str; 8] =
    ["order", "incident_ref", "marker", "stage", "marked_at", "crime", "class", "domestic_abuse"];
const STAGE_TWO: [&str; 17] = [
    "order",
    "incident_ref",
    "marker",
    "stage",
    "marked_at",
    "crime",
    "class",
    "recorded",
    "crime_ref",
    "recorded_class",
    "reported_at",
    "recorded_at",
    "victim_told",
    "safeguarded",
    "cancelled",
    "error",
    "root_cause",
];

type Known<'a> = HashMap<&'a str, &'a Practised<'a>>;

/// One log of the work list as its markers see it.
struct Log<'a> {
    order: usize,
    id: &'a str,
    is_double: bool,
    owed: Vec<&'static str>,
    domestic_abuse: bool,
    known: Option<&'a Practised<'a>>,
}

/// Writes `ash.csv`, `birch.csv`, `rulings.csv` and `stage-2.csv`.
///
/// # Errors
/// Where a file cannot be written.
pub(super) fn write_marks(
    lines: &[(String, bool)],
    known: &Known<'_>,
    sealed: &HashMap<String, Vec<&'static str>>,
    seed: u64,
    to: &Path,
) -> Result<(), Stopped> {
    let logs: Vec<Log<'_>> =
        (1..).zip(lines).map(|(order, (id, is_double))| log(order, id, *is_double, known, sealed)).collect();
    let mut folder = OutputFolder::prepare(to)?;
    for marker in MARKERS {
        folder
            .file(&format!("{}.csv", marker.to_lowercase()), |file| stage_one(file, &logs, marker, seed))?;
    }
    folder.file("rulings.csv", |file| rulings(file, &logs, seed))?;
    folder.file("stage-2.csv", |file| stage_two(file, &logs, seed))?;
    folder.publish()?;
    Ok(())
}

fn log<'a>(
    order: usize,
    id: &'a str,
    is_double: bool,
    known: &Known<'a>,
    sealed: &HashMap<String, Vec<&'static str>>,
) -> Log<'a> {
    let known = known.get(id).copied();
    let owed = match known {
        Some(one) => owed(one),
        None => sealed.get(id).cloned().unwrap_or_default(),
    };
    let domestic_abuse = known.is_some_and(|one| one.truth.domestic_abuse);
    Log { order, id, is_double, owed, domestic_abuse, known }
}

/// Groups of the crimes owed: those on record as they are, then those missed.
fn owed(one: &Practised<'_>) -> Vec<&'static str> {
    let lexicon = Lexicon::current();
    let n_right = usize::from(one.truth.crimes_owed - one.truth.crimes_missed);
    let mut owed: Vec<&'static str> =
        one.recorded().iter().take(n_right).map(|crime| population::group_of(lexicon, crime)).collect();
    let missed = if one.truth.n100 && one.truth.crimes_missed > 0 {
        "rape"
    } else {
        population::group(one.truth.family)
    };
    owed.resize(usize::from(one.truth.crimes_owed), missed);
    owed
}

/// What a marker reads: the truth, or now and then one crime fewer, one more, or another group.
fn read(log: &Log<'_>, marker: &str, seed: u64) -> Vec<&'static str> {
    let mut random = of(seed, marker, log.id);
    let mut owed = log.owed.clone();
    if random.chance(ERRS) {
        match (random.below(3), owed.is_empty()) {
            (_, true) | (0, false) => owed.push(random.text(&["violence", "public order", "damage"])),
            (1, false) => {
                owed.pop();
            }
            _ => {
                if let Some(first) = owed.first_mut() {
                    *first = if *first == "violence" { "harassment" } else { "violence" };
                }
            }
        }
    }
    owed
}

/// The only marker of a log that takes one mark.
fn single(log: &Log<'_>, seed: u64) -> &'static str {
    if of(seed, "practice single", log.id).chance(0.5) { MARKERS[0] } else { MARKERS[1] }
}

fn marks(log: &Log<'_>, marker: &str, seed: u64) -> bool {
    log.is_double || single(log, seed) == marker
}

fn stage_one(file: File, logs: &[Log<'_>], marker: &str, seed: u64) -> io::Result<()> {
    let mut csv = CsvWriter::new(file, &STAGE_ONE)?;
    for log in logs.iter().filter(|log| marks(log, marker, seed)) {
        said(
            &mut csv,
            log,
            (marker, "1"),
            at(log, if marker == MARKERS[0] { 0 } else { 180 }),
            &read(log, marker, seed),
        )?;
    }
    csv.finish()
}

fn said(
    csv: &mut CsvWriter<File>,
    log: &Log<'_>,
    (marker, stage): (&str, &str),
    at: String,
    owed: &[&str],
) -> io::Result<()> {
    let begin =
        || vec![log.order.to_string(), log.id.to_owned(), marker.to_owned(), stage.to_owned(), at.clone()];
    if owed.is_empty() {
        csv.row(&[begin(), vec!["0".into()]].concat())?;
    }
    for (number, class) in owed.iter().enumerate() {
        let da = if log.domestic_abuse { "yes" } else { "no" };
        csv.row(&[begin(), vec![(number + 1).to_string(), (*class).to_owned(), da.to_owned()]].concat())?;
    }
    Ok(())
}

/// The lock of all, and a ruling wherever two marks differ: the registrar reads the truth.
fn rulings(file: File, logs: &[Log<'_>], seed: u64) -> io::Result<()> {
    let mut csv = CsvWriter::new(file, &STAGE_ONE)?;
    csv.row(&[String::new(), "all".into(), REGISTRAR.into(), "lock".into(), after(logs, 3_600)])?;
    for log in logs.iter().filter(|log| log.is_double) {
        let [mut a, mut b] = MARKERS.map(|marker| read(log, marker, seed));
        a.sort_unstable();
        b.sort_unstable();
        if a != b {
            said(&mut csv, log, (REGISTRAR, "ruling"), after(logs, 7_200), &log.owed)?;
        }
    }
    csv.finish()
}

/// What was recorded, by the first marker, after the lock. Of a log that one marker misread alone, the
/// record is looked up for what that marker owes, so it is left out here.
fn stage_two(file: File, logs: &[Log<'_>], seed: u64) -> io::Result<()> {
    let mut csv = CsvWriter::new(file, &STAGE_TWO)?;
    for log in logs.iter().filter(|log| log.is_double) {
        let Some(one) = log.known else { continue };
        let recorded = one.recorded();
        let reported = first_report(one, seed);
        let n_right = usize::from(one.truth.crimes_owed - one.truth.crimes_missed);
        for (number, class) in log.owed.iter().enumerate() {
            let crime = recorded.get(number).filter(|_| number < n_right).copied();
            csv.row(&found((log, one, reported), logs, (number + 1, class), crime, "yes"))?;
        }
        for crime in recorded.into_iter().skip(n_right) {
            csv.row(&found((log, one, reported), logs, (0, ""), Some(crime), "wrongly"))?;
        }
    }
    csv.finish()
}

/// When the report was truly first made, by any channel: now and then hours before the log.
fn first_report(one: &Practised<'_>, seed: u64) -> Option<terms::Instant> {
    let received = one.incident.received_at?;
    let mut random = one.random(seed, "practice first report");
    let earlier = if random.chance(MADE_EARLIER) { 1 + random.below(40) as i64 } else { 0 };
    Some(terms::Instant::exact(received.seconds() - earlier * 3_600))
}

fn found(
    (log, one, reported): (&Log<'_>, &Practised<'_>, Option<terms::Instant>),
    logs: &[Log<'_>],
    (number, class): (usize, &str),
    crime: Option<&CrimeRow>,
    recorded: &str,
) -> Vec<String> {
    let yes_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let instant = |at: Option<terms::Instant>| at.map_or_else(String::new, |at| at.to_string());
    let is_missed = crime.is_none();
    let cancelled = match crime.map(|crime| crime.status == Some(CrimeStatus::Cancelled)) {
        Some(true) if one.truth.wrongly_cancelled > 0 => "wrongly",
        Some(true) => "correctly",
        _ => "",
    };
    let error = match (class, is_missed, one.truth.n100) {
        ("rape", true, true) => "wrongly N100",
        ("rape", true, false) => "not recorded",
        _ => "",
    };
    vec![
        log.order.to_string(),
        log.id.to_owned(),
        MARKERS[0].to_owned(),
        "2".into(),
        after(logs, 10_800),
        number.to_string(),
        class.to_owned(),
        if is_missed { "no".into() } else { recorded.to_owned() },
        crime
            .and_then(|crime| crime.crime_ref.as_ref())
            .map_or_else(String::new, |crime| crime.as_str().to_owned()),
        crime.map_or_else(String::new, |crime| population::group_of(Lexicon::current(), crime).to_owned()),
        crime.map_or_else(String::new, |_| instant(reported)),
        instant(crime.and_then(|crime| crime.recorded_at)),
        crime.map_or_else(String::new, |crime| {
            yes_no(crime.victim_told_at.is_some() || crime.status != Some(CrimeStatus::Cancelled))
        }),
        if is_missed && log.domestic_abuse { yes_no(one.truth.safeguarded) } else { String::new() },
        cancelled.to_owned(),
        error.to_owned(),
        if is_missed {
            one.truth.missed.map_or_else(String::new, |cause| cause.name().to_owned())
        } else {
            String::new()
        },
    ]
}

/// When a log was marked: six minutes each, from the morning marking begins.
fn at(log: &Log<'_>, more_seconds: i64) -> String {
    terms::Instant::exact(BEGINS + log.order as i64 * 360 + more_seconds).to_string()
}

/// So long after the last log was marked.
fn after(logs: &[Log<'_>], seconds: i64) -> String {
    terms::Instant::exact(BEGINS + logs.len() as i64 * 360 + seconds).to_string()
}
