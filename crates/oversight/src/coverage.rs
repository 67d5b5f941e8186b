//! Which days a table covers: whether it stops before the rest, and which whole months can be judged.

use terms::{Day, Instant, Month, Precision, Zone};

/// A table that ends within this many days of what it is compared with is not said to stop early.
const EARLY_DAYS: i32 = 7;
/// Crimes of an extract may run on after its incidents, since they are recorded later: incidents are
/// not said to stop early within this many days of the crimes.
const RECORDING_TAIL_DAYS: i32 = 31;
/// Days by which a table may miss the edge of a month and still cover it: a quiet first or last day is
/// not a cut.
const EDGE_DAYS: i32 = 2;

/// First and last day of the dates that are known to the day; `None` where none is.
pub fn days(dates: impl Iterator<Item = Instant>, zone: &Zone) -> Option<(Day, Day)> {
    let to_the_day = dates.filter(|at| at.precision() != Precision::Month).map(|at| zone.day_of(at));
    to_the_day.fold(None, |range: Option<(Day, Day)>, day| {
        Some(range.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
    })
}

/// Days by which incidents and crimes, given by their last days, stop before each other or before a
/// stated as-at day; nought within tolerance. Incidents first.
pub fn stops_days_early(incidents: Option<Day>, crimes: Option<Day>, as_at: Option<Day>) -> (i32, i32) {
    let tail_cut = crimes.map(|last| Day(last.0 - RECORDING_TAIL_DAYS));
    (early(incidents, tail_cut.max(as_at)), early(crimes, incidents.max(as_at)))
}

fn early(last: Option<Day>, expected: Option<Day>) -> i32 {
    let days = last.zip(expected).map_or(0, |(last, expected)| expected.0 - last.0);
    if days > EARLY_DAYS { days } else { 0 }
}

/// First and last whole month that dates cover up to the as-at day: a month cut by the edge of an
/// extract is not a fall. `None` where there is no date; the first may lie after the last.
pub fn whole_months(dates: &[Instant], zone: &Zone, as_at: Day) -> Option<(Month, Month)> {
    let first = dates.iter().min_by_key(|at| at.seconds())?;
    let last = dates.iter().filter(|at| zone.day_of(**at) <= as_at).max_by_key(|at| at.seconds())?;
    let by_month = |at: &Instant| at.precision() == Precision::Month;
    let (first_day, last_day) = (zone.day_of(*first), zone.day_of(*last));
    let mut from = first_day.month();
    if !by_month(first) && first_day.0 - from.first_day().0 >= EDGE_DAYS {
        from.0 += 1;
    }
    let mut to = last_day.month();
    if !by_month(last) && to.first_day().0 + to.n_days() - 1 - last_day.0 >= EDGE_DAYS {
        to.0 -= 1;
    }
    Some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::vec::Vec;

    fn at(date: &str, precision: Precision) -> Instant {
        let civil: jiff::civil::Date = date.parse().unwrap();
        let day = Day::from_date(civil.year(), civil.month(), civil.day()).unwrap();
        Instant::new(Zone::london().start_of_day(day), precision)
    }

    fn day(date: &str) -> Day {
        Zone::london().day_of(at(date, Precision::Day))
    }

    #[test]
    fn a_month_cut_by_the_edge_is_not_whole() {
        for (from, to, precision, whole) in [
            ("2026-01-01", "2026-03-31", Precision::Minute, "2026-01 2026-03"),
            ("2026-01-02", "2026-03-30", Precision::Minute, "2026-01 2026-03"),
            ("2026-01-09", "2026-03-09", Precision::Minute, "2026-02 2026-02"),
            ("2026-01-01", "2026-03-01", Precision::Month, "2026-01 2026-03"),
        ] {
            let dates: Vec<Instant> = [from, to].map(|date| at(date, precision)).into();
            let (first, last) = whole_months(&dates, &Zone::london(), day("2026-12-31")).unwrap();
            assert_eq!(format!("{first} {last}"), whole);
        }
        assert_eq!(whole_months(&[], &Zone::london(), day("2026-12-31")), None);
    }

    #[test]
    fn what_stops_before_the_rest_is_told() {
        let some = |date: &str| Some(day(date));
        for (incidents, crimes, as_at, early) in [
            (some("2026-03-31"), some("2026-03-31"), None, (0, 0)),
            (some("2026-03-31"), some("2026-03-10"), None, (0, 21)),
            (some("2026-03-31"), some("2026-04-20"), None, (0, 0)),
            (some("2026-01-31"), some("2026-04-30"), None, (58, 0)),
            (None, some("2026-03-10"), some("2026-04-30"), (0, 51)),
            (some("2026-04-25"), None, some("2026-04-30"), (0, 0)),
        ] {
            assert_eq!(stops_days_early(incidents, crimes, as_at), early, "{incidents:?} {crimes:?}");
        }
    }

    #[test]
    fn months_cover_no_days() {
        let dates = [at("2026-01-01", Precision::Month), at("2026-02-03", Precision::Day)];
        let covered = days(dates.into_iter(), &Zone::london());
        assert_eq!(covered, Some((day("2026-02-03"), day("2026-02-03"))));
    }
}
