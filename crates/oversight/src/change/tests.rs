//! The split of a change, by hand and against planted truth.

use alloc::vec;

use super::*;
use crate::figure::{Answer, Decimal, Range, Recipe, Unit, Value};

/// A figure of a period with value and, for rates, its interval.
fn figure(name: &str, value: &str, ends: Option<(&str, &str)>, (from, to): (&str, &str)) -> Figure {
    let decimal = |text: &str| Decimal::parse(text).unwrap();
    Figure {
        name: name.into(),
        measure: name.into(),
        definition: String::new(),
        population: String::new(),
        period: Some(Period { from: from.into(), to: to.into() }),
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

const BEFORE: (&str, &str) = ("2024-10-01", "2025-09-30");
const AFTER: (&str, &str) = ("2025-10-01", "2026-09-30");

/// Name, value, and the ends of its interval.
type Told<'a> = (&'a str, &'a str, Option<(&'a str, &'a str)>);

fn file(period: (&str, &str), figures: &[Told<'_>]) -> Figures {
    Figures {
        force: None,
        program: String::new(),
        as_at: None,
        recipe: Recipe { arguments: vec![], files: vec![] },
        figures: figures.iter().map(|(name, value, ends)| figure(name, value, *ends, period)).collect(),
    }
}

fn part(change: &Change, cause: Cause) -> Amount {
    change.parts.iter().find(|part| part.cause == cause).unwrap().crimes.unwrap()
}

fn near(got: f64, expect: f64, what: &str) {
    assert!((got - expect).abs() < 0.5, "{what}: {got} is not {expect}");
}

/// 8,000 of 10,000 reported crimes recorded, then 9,450 of 10,500 and 200 back records and 50 proactive:
/// better recording is (0.9 - 0.8) x (10,000 + 10,500) / 2 = 1,025, more reported 500 x 0.85 = 425.
#[test]
fn a_change_worked_by_hand() {
    let before = file(
        BEFORE,
        &[
            ("crimes.recorded", "8000", None),
            ("crimes.back_record", "0", None),
            ("crimes.proactive", "0", None),
            ("crimes.with_code", "8000", None),
            ("recording_rate.overall", "80.0", Some(("78.0", "82.0"))),
        ],
    );
    let after = file(
        AFTER,
        &[
            ("crimes.recorded", "9700", None),
            ("crimes.back_record", "200", None),
            ("crimes.proactive", "50", None),
            ("crimes.with_code", "9700", None),
            ("recording_rate.overall", "90.0", Some(("88.5", "91.5"))),
        ],
    );
    let change = explain(&[before], &[after]).unwrap();
    assert_eq!(change.recorded, (8_000, 9_700));
    for (cause, expect) in [
        (Cause::BetterRecording, 1_025.0),
        (Cause::BackRecord, 200.0),
        (Cause::Proactive, 50.0),
        (Cause::RuleChange, 0.0),
        (Cause::Remainder, 425.0),
    ] {
        near(part(&change, cause).point.unwrap(), expect, cause.key());
    }
    let better = part(&change, Cause::BetterRecording);
    let rest = part(&change, Cause::Remainder);
    assert!(better.low < 1_025.0 && 1_025.0 < better.high && better.low > 700.0, "{better:?}");
    near(rest.low, 1_450.0 - better.high, "what one part may have more, the rest has less");
    near(rest.high, 1_450.0 - better.low, "and the other way about");
}

#[test]
fn what_is_not_measured_stays_in_the_rest_and_is_said() {
    let before = file(BEFORE, &[("crimes.recorded", "8000", None)]);
    let after = file(AFTER, &[("crimes.recorded", "9700", None), ("crimes.back_record", "200", None)]);
    let change = explain(&[before], &[after]).unwrap();
    let told: Vec<(&str, bool)> = change.parts.iter().map(|part| (part.how, part.crimes.is_some())).collect();
    assert_eq!(
        told,
        [
            ("change_no_rates", false),
            ("change_not_flagged", false),
            ("change_no_codes", false),
            ("change_not_flagged", false),
            ("change_how_rest_and_unmeasured", true),
        ]
    );
    assert_eq!(part(&change, Cause::Remainder).point, Some(1_700.0));
}

#[test]
fn codes_that_began_or_ended_give_bounds_by_their_dates() {
    let before = file(
        BEFORE,
        &[
            ("crimes.recorded", "8000", None),
            ("crimes.with_code", "8000", None),
            ("crimes.ended_codes_2025-11-01", "40", None),
            ("crimes.new_codes_2023-12-20", "70", None),
        ],
    );
    let after = file(
        AFTER,
        &[
            ("crimes.recorded", "8100", None),
            ("crimes.with_code", "8100", None),
            ("crimes.new_codes_2026-01-05", "120", None),
            ("crimes.new_codes_2023-12-20", "90", None),
        ],
    );
    let change = explain(&[before], &[after]).unwrap();
    let rule = part(&change, Cause::RuleChange);
    assert_eq!((rule.point, rule.low, rule.high), (None, -40.0, 120.0));
    assert_eq!(change.rule_days, ["2025-11-01", "2026-01-05"], "a code of 2023 is in both periods alike");
    let rest = part(&change, Cause::Remainder);
    assert_eq!((rest.point, rest.low, rest.high), (None, -20.0, 140.0));
}

#[test]
fn periods_that_cannot_be_compared_are_refused() {
    let counts = |period| [file(period, &[("crimes.recorded", "8000", None)])];
    for (before, after, says) in [
        (counts(BEFORE), counts(("2026-04-01", "2026-09-30")), "365 and 183 days"),
        (counts(AFTER), counts(BEFORE), "wrong order"),
        (counts(BEFORE), counts(BEFORE), "overlap"),
        (counts(BEFORE), [file(AFTER, &[])], "the figures now hold no crimes.recorded"),
        ([file(BEFORE, &[])], counts(AFTER), "the figures before hold no crimes.recorded"),
    ] {
        let why = explain(&before, &after).unwrap_err();
        assert!(why.contains(says), "{why}");
    }
}

/// Donner & Zou's form against the delta method, near which it lies for large samples.
#[test]
fn the_interval_of_a_ratio_lies_where_the_delta_method_puts_it() {
    let (a0, a1, h0, h1): (f64, f64, f64, f64) = (0.836, 0.966, 0.0185, 0.011);
    let [point, low, high] = ratio([a0, a0 - h0, a0 + h0], [a1, a1 - h1, a1 + h1]).unwrap();
    let (x, y) = (h0 / a0, h1 / a1);
    let half = point * libm::sqrt(x * x + y * y);
    assert!(
        (low - (point - half)).abs() < 0.0015 && (high - (point + half)).abs() < 0.0015,
        "{low} {high} {half}"
    );
    assert!(low > point - half, "a rate is divided by: the interval is longer above");
}
