//! Clock changes, elapsed time, periods and days.

use super::*;
use alloc::string::ToString;
use jiff::civil::datetime;

#[test]
fn a_day_of_clock_change_has_23_or_25_hours() {
    let london = Zone::london();
    for (from, to, hours) in [
        ((2026, 3, 28), (2026, 3, 29), 24),
        ((2026, 3, 29), (2026, 3, 30), 23),
        ((2026, 10, 25), (2026, 10, 26), 25),
    ] {
        let start = |(y, m, d)| london.start_of_day(Day::from_date(y, m, d).unwrap());
        assert_eq!(start(to) - start(from), hours * 3_600, "{from:?}");
    }
}

#[test]
fn a_wall_time_inside_a_clock_change_keeps_both_readings() {
    let london = Zone::london();
    for (civil, earlier) in [
        (datetime(2026, 3, 29, 1, 30, 0, 0), "2026-03-29T00:30:00Z"),
        (datetime(2026, 10, 25, 1, 30, 0, 0), "2026-10-25T00:30:00Z"),
    ] {
        let instant = london.instant(civil).unwrap();
        assert_eq!(instant.precision(), Precision::ClockChange);
        assert_eq!(instant.to_string(), earlier);
        let next = Instant::exact(instant.seconds() + 86_400);
        assert_eq!(instant.elapsed_to(next).within(86_400), Some(true));
        let just_over = Instant::exact(instant.seconds() + 86_400 + 1_800);
        assert_eq!(instant.elapsed_to(just_over).within(86_400), None);
        let over = Instant::exact(instant.seconds() + 90_001);
        assert_eq!(instant.elapsed_to(over).within(86_400), Some(false));
    }
}

#[test]
fn a_day_is_written_as_the_day_it_is_in_its_zone() {
    for zone in ["Europe/London", "America/Chicago", "Pacific/Auckland"] {
        let zone = Zone::named(zone).unwrap();
        for (precision, written) in [(Precision::Day, "2018-07-01"), (Precision::Month, "2018-07")] {
            let start = zone.start_of_day(Day::from_date(2018, 7, 1).unwrap());
            assert_eq!(Instant::new(start, precision).to_string(), written, "{zone:?}");
        }
    }
}

#[test]
fn elapsed_time_is_refused_between_days() {
    let day = Instant::new(0, Precision::Day);
    assert_eq!(day.elapsed_to(Instant::exact(60)), Elapsed::TooCoarse);
    assert_eq!(Elapsed::TooCoarse.within(60), None);
}

#[test]
fn periods_are_read_as_published() {
    for (text, written, days, words) in [
        ("2018-11", "2018-11", 30, "November 2018"),
        ("2018-11-05", "2018-11", 30, "November 2018"),
        ("11/2018", "2018-11", 30, "November 2018"),
        ("Nov 2018", "2018-11", 30, "November 2018"),
        ("2011-12", "2011-12", 31, "December 2011"),
        ("2018-Q4", "2018-Q4", 92, "October to December 2018"),
        ("2017/18 Q1", "2017/18 Q1", 91, "April to June 2017"),
        ("2017/18 Q4", "2017/18 Q4", 90, "January to March 2018"),
        ("2017/18", "2017/18", 365, "the year to March 2018"),
        ("2016", "2016", 366, "the year to December 2016"),
    ] {
        let period = Period::parse(text).unwrap();
        assert_eq!(period.to_string(), written, "{text}");
        assert_eq!(period.n_days(), days, "{text}");
        assert_eq!(period.words(), words, "{text}");
    }
    for text in ["", "13/2018", "2018-13", "November", "1026-01", "2017/19", "5/11/2018"] {
        assert_eq!(Period::parse(text), None, "{text}");
    }
}

#[test]
fn days_and_dates_agree() {
    for days in (-40_000..60_000).step_by(37) {
        let (year, month, day) = Day(days).date();
        assert_eq!(Day::from_date(year as i16, month as i8, day as i8), Some(Day(days)));
    }
    assert_eq!(Day::from_date(2026, 11, 23).unwrap().weekday(), 0);
    assert_eq!(Day::from_date(2026, 2, 29), None);
}

#[test]
fn an_instant_keeps_its_seconds_precision_and_order_in_eight_bytes() {
    assert_eq!(core::mem::size_of::<Option<Instant>>(), 8);
    const FARTHEST: i64 = (1 << 61) - 1;
    let precisions = [Precision::Minute, Precision::ClockChange, Precision::Day, Precision::Month];
    let mut before: Option<Instant> = None;
    for seconds in [-FARTHEST, -86_400, -1, 0, 1, 1_700_000_000, FARTHEST] {
        for precision in precisions {
            let instant = Instant::new(seconds, precision);
            assert_eq!((instant.seconds(), instant.precision()), (seconds, precision));
            assert!(before < Some(instant), "{seconds} {precision:?}");
            before = Some(instant);
        }
    }
    assert_eq!(Instant::exact(i64::MAX).seconds(), FARTHEST);
    assert_eq!(Instant::exact(i64::MIN).seconds(), -FARTHEST);
}
