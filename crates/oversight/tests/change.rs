//! Why recorded crime changed, against truth planted in a synthetic force: how often the planted amount
//! lies inside the range. `ONRECORD_SIM=long` runs twenty pairs of years instead of one.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use audit::interval;
use oversight::change::{Amount, Cause, Change, explain};
use oversight::figure::{Answer, Decimal, Figure, Figures, Period, Range, Recipe, Unit, Value};
use synth::random::Random;
use synth::{Course, Options};

/// Audits drawn of each pair of years.
const AUDITS: usize = 2_000;
/// Crimes in each audit.
const AUDITED: u64 = 300;
/// Older reports put on record in the second year, crimes found by police work in each, crimes under a
/// code that began in the second year, and how many of these would not have been recorded without it.
const BACK_RECORDS: f64 = 150.0;
const PROACTIVE: (f64, f64) = (40.0, 70.0);
const UNDER_NEW_CODE: f64 = 60.0;
const NEW_TO_THE_RECORD: f64 = 45.0;

/// What was reported in a year, and how much of it was recorded.
struct Year {
    reported: f64,
    recorded: f64,
}

fn year(seed: u64, n_incidents: usize, rate: f64) -> Year {
    let mut options = Options::borsetshire(seed, n_incidents);
    options.rates.course = Course { start: rate, trough: rate, end: rate };
    options.rates.wrongly_recorded = 0.0;
    options.rates.direct = 0.0;
    let truth = synth::force(&options).truth;
    let sum = |of: fn(&synth::Truth) -> u8| truth.iter().map(|one| f64::from(of(one))).sum();
    Year { reported: sum(|one| one.crimes_owed), recorded: sum(|one| one.crimes_recorded) }
}

fn figure(name: String, value: f64, ends: Option<(f64, f64)>, period: &Period) -> Figure {
    let decimal = |value: f64| Decimal::rounded(value, if ends.is_some() { 3 } else { 0 }).unwrap();
    Figure {
        measure: name.clone(),
        name,
        definition: String::new(),
        population: String::new(),
        period: Some(period.clone()),
        answer: Answer::Known(Value {
            value: decimal(value),
            unit: if ends.is_some() { Unit::PerCent } else { Unit::Crimes },
            k: None,
            n: None,
            range: ends.map(|(low, high)| Range { low: decimal(low), high: decimal(high) }),
            method: String::new(),
        }),
        edition: None,
        settings: vec![],
        under_defaults: None,
        files: vec![],
    }
}

/// The figures of a year: counts as they are, the rate from an audit of some of its crimes.
fn told(year: &Year, counts: [f64; 3], from: &str, to: &str, random: &mut Random) -> Figures {
    let period = Period { from: from.into(), to: to.into() };
    let [back, proactive, under_new_code] = counts;
    let k = (0..AUDITED).filter(|_| random.chance(year.recorded / year.reported)).count() as u64;
    let share = interval::share(k, AUDITED).unwrap().interval;
    let rate = 100.0 * k as f64 / AUDITED as f64;
    let all = year.recorded + back + proactive;
    let mut figures = vec![
        figure("crimes.recorded".into(), all, None, &period),
        figure("crimes.back_record".into(), back, None, &period),
        figure("crimes.proactive".into(), proactive, None, &period),
        figure("crimes.with_code".into(), all, None, &period),
        figure("recording_rate.overall".into(), rate, Some((100.0 * share.low, 100.0 * share.high)), &period),
    ];
    if under_new_code > 0.0 {
        figures.push(figure("crimes.new_codes_2026-01-05".into(), under_new_code, None, &period));
    }
    let recipe = Recipe { arguments: vec![], files: vec![] };
    Figures { force: None, program: String::new(), as_at: None, recipe, figures }
}

fn amount(change: &Change, cause: Cause) -> Amount {
    change.parts.iter().find(|part| part.cause == cause).unwrap().crimes.unwrap()
}

#[test]
fn the_planted_split_lies_inside_the_ranges() {
    let n_pairs = if std::env::var("ONRECORD_SIM").is_ok_and(|size| size == "long") { 20 } else { 1 };
    let (mut better_inside, mut rest_inside) = (0_usize, 0_usize);
    for pair in 0..n_pairs {
        let before = year(100 + pair, 4_000, 0.836);
        let after = year(900 + pair, 4_300, 0.966);
        let after = Year {
            reported: after.reported + NEW_TO_THE_RECORD,
            recorded: after.recorded + NEW_TO_THE_RECORD,
        };
        let (a0, a1) = (before.recorded / before.reported, after.recorded / after.reported);
        let better = (a1 - a0) * (before.reported + after.reported) / 2.0;
        let rest = (after.reported - before.reported) * (a0 + a1) / 2.0 - NEW_TO_THE_RECORD;
        let mut random = Random::new(pair, "audits of two years");
        for _ in 0..AUDITS {
            let one = told(&before, [0.0, PROACTIVE.0, 0.0], "2024-10-01", "2025-09-30", &mut random);
            let counts = [BACK_RECORDS, PROACTIVE.1, UNDER_NEW_CODE];
            let two = told(&after, counts, "2025-10-01", "2026-09-30", &mut random);
            let change = explain(&[one], &[two]).unwrap();
            let inside = |cause: Cause, truth: f64| {
                let amount = amount(&change, cause);
                amount.low <= truth && truth <= amount.high
            };
            better_inside += usize::from(inside(Cause::BetterRecording, better));
            rest_inside += usize::from(inside(Cause::Remainder, rest));
            assert!(inside(Cause::RuleChange, NEW_TO_THE_RECORD));
            assert!(inside(Cause::BackRecord, BACK_RECORDS));
            assert!(inside(Cause::Proactive, PROACTIVE.1 - PROACTIVE.0));
        }
    }
    let n = n_pairs as usize * AUDITS;
    let share = |inside: usize| inside as f64 / n as f64;
    println!(
        "of {n} pairs of audits: better recording inside its range in {:.1}%, the remainder in {:.1}%",
        100.0 * share(better_inside),
        100.0 * share(rest_inside)
    );
    // 95% is stated; 2,000 runs have a standard error of half a point.
    assert!(share(better_inside) >= 0.935, "{}", share(better_inside));
    assert!(share(rest_inside) >= 0.935, "{}", share(rest_inside));
}
