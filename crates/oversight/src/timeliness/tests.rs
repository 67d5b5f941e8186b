//! The clock, by hand.

use super::*;

fn incident(received: Instant) -> IncidentRow {
    IncidentRow { received_at: Some(received), ..IncidentRow::default() }
}

fn crime(reported: Option<Instant>, recorded: Option<Instant>) -> CrimeRow {
    CrimeRow { reported_at: reported, recorded_at: recorded, ..CrimeRow::default() }
}

fn london(text: &str) -> Instant {
    let civil = text.parse::<jiff::civil::DateTime>().unwrap();
    Zone::london().instant(civil).unwrap()
}

const LINK: Linked = Linked { incident: 0, crime: 0, by_reference: true };

/// Received, recorded, and whether that is within 24 hours.
fn check(received: &str, recorded: &str, expect: Option<bool>) {
    let result = measure(
        &[incident(london(received))],
        &[crime(None, Some(london(recorded)))],
        &[LINK],
        &Zone::london(),
    );
    let got = result.within_24_hours.map(|share| share.k == 1);
    assert_eq!(got, expect, "{received} to {recorded}");
}

#[test]
fn elapsed_time_is_exact_across_both_clock_changes() {
    check("2026-03-28T12:00", "2026-03-29T12:59", Some(true));
    check("2026-03-28T12:00", "2026-03-29T13:01", Some(false));
    check("2026-10-24T12:00", "2026-10-25T11:00", Some(true));
    check("2026-10-24T12:00", "2026-10-25T11:01", Some(false));
    check("2026-06-01T09:00", "2026-06-02T09:00", Some(true));
    check("2026-06-01T09:00", "2026-06-02T09:01", Some(false));
    // 01:30 happened twice: recorded 24.5 hours after the first, 23.5 after the second.
    check("2026-10-25T01:30", "2026-10-26T01:00", None);
}

#[test]
fn first_receipt_is_the_earliest_of_incidents_and_own_report() {
    let at = london;
    let day = |text: &str| Instant::new(at(text).seconds(), Precision::Day);
    let recorded = Some(at("2026-06-03T09:00"));
    for (incident_at, reported, expect) in [
        ("2026-06-01T09:00", None, Some(at("2026-06-01T09:00"))),
        ("2026-06-01T09:00", Some(at("2026-06-01T08:00")), Some(at("2026-06-01T08:00"))),
        ("2026-06-01T09:00", Some(at("2026-06-02T08:00")), Some(at("2026-06-01T09:00"))),
        ("2026-06-01T09:00", Some(day("2026-06-01T00:00")), Some(at("2026-06-01T09:00"))),
        ("2026-06-01T09:00", Some(day("2026-05-31T00:00")), Some(day("2026-05-31T00:00"))),
    ] {
        let rows = [crime(reported, recorded)];
        let clocks = clocks(&[incident(at(incident_at))], &rows, &[LINK], &Zone::london());
        assert_eq!(clocks[0].first_receipt, expect, "{incident_at} {reported:?}");
    }
}

#[test]
fn what_cannot_be_measured_is_counted_apart() {
    let at = london;
    let month = Instant::new(at("2026-06-01T00:00").seconds(), Precision::Month);
    let crimes = [
        crime(None, Some(at("2026-06-02T09:00"))),
        crime(Some(at("2026-06-01T09:00")), None),
        crime(Some(month), Some(month)),
        crime(Some(at("2026-06-02T09:00")), Some(at("2026-06-01T09:00"))),
        CrimeRow {
            n_code: Some("N100/1".into()),
            ..crime(Some(at("2026-06-01T09:00")), Some(at("2026-06-05T09:00")))
        },
    ];
    let result = measure(&[], &crimes, &[], &Zone::london());
    assert_eq!((result.n_crimes, result.n_under_n_code, result.late.len()), (4, 1, 0));
    assert_eq!((result.n_no_receipt, result.n_no_record, result.n_too_coarse), (1, 1, 1));
    assert_eq!(result.recorded_before_received.len(), 1);
    assert_eq!(result.within_24_hours, None);
    assert_eq!(result.same_day, None);
}

#[test]
fn a_quantile_needs_enough_times_for_its_interval() {
    assert_eq!((fewest_for_quantile(0.5), fewest_for_quantile(0.9)), (6, 36));
    let times: Vec<i64> = (1..=36).map(|hours| hours * 3_600).collect();
    assert_eq!(quantile(&times[..5], 0.5), None);
    assert_eq!(quantile(&times[..35], 0.9), None);
    let got = quantile(&times, 0.9).unwrap();
    assert_eq!((got.minutes / 60, got.n), (33, 36));
    assert!(got.low_minutes < got.minutes && got.minutes < got.high_minutes);
}

#[test]
fn days_may_prove_lateness_that_they_cannot_measure() {
    let at = london;
    let day = |text: &str| Some(Instant::new(at(text).seconds(), Precision::Day));
    for (reported, recorded, late, before) in [
        ("2026-06-01T00:00", "2026-06-02T00:00", 0, 0),
        ("2026-06-01T00:00", "2026-06-04T00:00", 1, 0),
        ("2026-06-04T00:00", "2026-06-01T00:00", 0, 1),
    ] {
        let rows = [crime(day(reported), day(recorded))];
        let result = measure(&[], &rows, &[], &Zone::london());
        assert_eq!((result.certainly_late.len(), result.recorded_before_received.len()), (late, before));
        assert_eq!(result.within_24_hours, None);
    }
}

#[test]
fn the_time_of_late_ones_is_laid_to_stages() {
    let at = london;
    let log = IncidentRow {
        attended_at: Some(at("2026-06-01T10:00")),
        sent_for_decision_at: Some(at("2026-06-01T12:00")),
        decided_at: Some(at("2026-06-03T12:00")),
        ..incident(at("2026-06-01T09:00"))
    };
    let rows = [crime(None, Some(at("2026-06-03T13:00")))];
    let result = measure(&[log], &rows, &[LINK], &Zone::london());
    assert_eq!(result.late[0].stage, Some(Stage::Deciding));
    let hours: Vec<_> = result.stages.iter().map(|time| time.hours).collect();
    assert_eq!(hours, [1.0, 2.0, 48.0, 1.0]);
    assert_eq!(result.median, None, "one time gives no interval");

    let bare = measure(&[incident(at("2026-06-01T09:00"))], &rows, &[LINK], &Zone::london());
    assert_eq!(bare.late[0].stage, None);
    assert!(bare.stages.is_empty());
}
