//! Crime rows from records.

use alloc::vec;
use alloc::vec::Vec;

use terms::{CrimeRef, CrimeRow, CrimeStatus, Day, DecisionMethod, IncidentRef, Instant, Precision, Text};

use crate::making::Making;
use crate::random::Random;
use crate::record::{Cancellation, Record};

const WRONG_REASONS: [&str; 4] = [
    "Victim does not support a prosecution",
    "No suspect identified, no further enquiries",
    "Officer in the case believes no offence",
    "Victim will not provide a statement",
];
const OUTCOMES: [&str; 6] = ["1", "8", "14", "15", "16", "18"];

/// The row of a record; `incident` is the reference that it gives, where it gives one.
pub fn crime(
    making: &Making<'_>,
    record: &Record,
    number: &CrimeRef,
    incident: Option<IncidentRef>,
) -> CrimeRow {
    let random = |purpose| Random::for_item(making.options.seed, purpose, record.stream);
    let (offence_from, offence_to) = offence_time(making, record, &mut random("offence time"));
    let code: Text = record.offence.code.into();
    let robot = random("robot").chance(making.options.rates.robot);
    let row = CrimeRow {
        crime_ref: Some(number.clone()),
        recorded_at: Some(Instant::exact(record.recorded_at)),
        reported_at: reported_at(making, record, &mut random("reported")),
        incident_refs: incident.into_iter().collect(),
        offence_code: (!record.is_n100()).then(|| code.clone()),
        class: Some(if record.is_n100() { record.offence.title.into() } else { record.offence.class.into() }),
        offence_from: Some(offence_from),
        offence_to: Some(offence_to),
        status: Some(CrimeStatus::Recorded),
        n_code: record.is_n100().then_some(code),
        team: Some(team(record)),
        decision_method: Some(if robot { DecisionMethod::Robot } else { DecisionMethod::Person }),
        flags: flags(record),
        place: place(making, record, &mut random("crime place")),
        ..CrimeRow::default()
    };
    match record.cancellation(making.options) {
        Some(cancellation) => cancelled(making, row, record, cancellation, &mut random("reason")),
        None => followed_up(making, row, record, &mut random("outcome")),
    }
}

fn team(record: &Record) -> Text {
    let team = if record.event.is_some() { "Crime Bureau" } else { "Public Contact Recording Desk" };
    team.into()
}

fn flags(record: &Record) -> Vec<Text> {
    if record.is_domestic { vec!["Domestic abuse".into()] } else { Vec::new() }
}

fn place(making: &Making<'_>, record: &Record, random: &mut Random) -> terms::Place {
    let how = &making.options.difficulty;
    let missing = random.chance(how.missing.crime_place);
    let place = making.county.record(record.spot, how, 0.0, random);
    if missing { terms::Place::default() } else { place }
}

/// Never before receipt, so that first receipt is the incident's.
fn reported_at(making: &Making<'_>, record: &Record, random: &mut Random) -> Option<Instant> {
    let how = &making.options.difficulty;
    let missing = random.chance(how.missing.reported_at);
    let delay = random.exponential(how.reported_delay_minutes * 60.0) as i64;
    // As a desk writes it, to the minute.
    let reported = (record.received_at + delay + 59).div_euclid(60) * 60;
    (!missing).then(|| Instant::exact(reported.min(record.recorded_at)))
}

/// Earliest and latest time of the offence, by what it is.
fn offence_time(making: &Making<'_>, record: &Record, random: &mut Random) -> (Instant, Instant) {
    let historic = random.chance(0.02) && record.offence.class == "Sexual Offences";
    let (moment, gap, span) =
        (random.exponential(2_400.0), random.exponential(3.0 * 3_600.0), random.exponential(8.0 * 3_600.0));
    let days = random.exponential(20.0 * 86_400.0);
    if historic {
        let years_before = 2.0 + days / (40.0 * 86_400.0);
        let day = record.received_at / 86_400 - (years_before * 365.0) as i64;
        let day = Instant::new(making.census.zone.start_of_day(Day(day as i32)), Precision::Day);
        return (day, day);
    }
    let (before, length) = match record.offence.code {
        "028/03" | "030/02" | "045/10" | "048/01" | "126/00" | "044/00" | "149/00" | "049/10" => (gap, span),
        "195/94" | "195/12" | "008/72" | "008/67" | "011/03" | "008/69" => (moment, days),
        _ => (moment, 0.0),
    };
    let to = (record.received_at - before as i64).div_euclid(60) * 60;
    let from = (to - length as i64).div_euclid(60) * 60;
    (Instant::exact(from), Instant::exact(to))
}

fn cancelled(
    making: &Making<'_>,
    row: CrimeRow,
    record: &Record,
    how: Cancellation,
    random: &mut Random,
) -> CrimeRow {
    let at = (record.recorded_at + how.after_seconds).min(making.extracted_at);
    let (reason, code) = match (how.wrongly, record.is_wrong) {
        (true, _) => (random.text(&WRONG_REASONS), "C2"),
        (false, true) => ("Recorded in error", "C4"),
        (false, false) => ("Additional verifiable information shows no notifiable crime", "C2"),
    };
    CrimeRow {
        status: Some(CrimeStatus::Cancelled),
        status_at: Some(Instant::exact(at)),
        status_reason: Some(reason.into()),
        cancel_code: Some(code.into()),
        victim_told_at: how.told.then(|| Instant::exact(at - 600)),
        ..row
    }
}

fn followed_up(making: &Making<'_>, row: CrimeRow, record: &Record, random: &mut Random) -> CrimeRow {
    let (given, referred, consent) = (random.chance(0.7), random.chance(0.3), random.chance(0.9));
    let (outcome_days, refer_hours) = (random.exponential(30.0), random.exponential(20.0));
    let after = |seconds: f64| {
        let at = record.recorded_at + 600 + seconds as i64;
        (at <= making.extracted_at && !record.is_n100()).then(|| Instant::exact(at))
    };
    let outcome_at = after(outcome_days * 86_400.0).filter(|_| given);
    let asked_at = after(refer_hours * 3_600.0).filter(|_| referred);
    CrimeRow {
        outcome: outcome_at.map(|_| random.text(&OUTCOMES).into()),
        outcome_at,
        referral_consent: asked_at.map(|_| if consent { "yes".into() } else { "no".into() }),
        referred_at: asked_at.filter(|_| consent),
        ..row
    }
}
