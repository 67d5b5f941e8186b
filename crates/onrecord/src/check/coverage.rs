//! Which days each table covers, and channels gone quiet on them.

use std::collections::BTreeMap;

use exchange::{Extract, Table};
use oversight::quiet::{self, Quiet};
use terms::{CrimeRow, Day, IncidentRow, Instant, Precision};

use super::Question;
use super::findings::crime_date;

/// A table that ends within this many days of what it is compared with is not said to stop early.
const EARLY_DAYS: i32 = 7;
/// Crimes of an extract may run on after its incidents, since they are recorded later: incidents are
/// not said to stop early within this many days of the crimes.
const RECORDING_TAIL_DAYS: i32 = 31;
const ALL_CHANNELS: &str = "all channels";
const RECORDED_CRIMES: &str = "recorded crimes";

/// The days of one table.
pub struct Coverage {
    /// The table.
    pub table: Table,
    /// First day with a record.
    pub first: Day,
    /// Last day with a record.
    pub last: Day,
    /// Days by which it stops before the stated as-at day or the other table.
    pub stops_days_early: i32,
}

/// Days of incidents and crimes, of records dated to the day.
pub fn of(
    extract: &Extract,
    incidents: &[IncidentRow],
    crimes: &[CrimeRow],
    question: &Question,
) -> Vec<Coverage> {
    let received = days(extract, incidents.iter().map(|row| row.received_at));
    let recorded = days(extract, crimes.iter().map(crime_date));
    let stated = question.as_at_stated.then_some(question.as_at);
    let end = |range: Option<(Day, Day)>| range.map(|(_, last)| last);
    let coverage = |table: Table, range: Option<(Day, Day)>, latest: Option<Day>| {
        let (first, last) = range?;
        let early = latest.max(stated).map_or(0, |latest| latest.0 - last.0);
        Some(Coverage { table, first, last, stops_days_early: if early > EARLY_DAYS { early } else { 0 } })
    };
    let tail_cut = end(recorded).map(|last| Day(last.0 - RECORDING_TAIL_DAYS));
    let both =
        [coverage(Table::Incidents, received, tail_cut), coverage(Table::Crimes, recorded, end(received))];
    both.into_iter().flatten().collect()
}

fn days(extract: &Extract, dates: impl Iterator<Item = Option<Instant>>) -> Option<(Day, Day)> {
    let to_the_day = dates.flatten().filter(|at| at.precision() != Precision::Month);
    to_the_day.map(|at| extract.zone.day_of(at)).fold(None, |range: Option<(Day, Day)>, day| {
        Some(range.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
    })
}

type ByDay = BTreeMap<Day, u64>;

/// Every channel, all of them together, and recorded crimes, over their days (up to the as-at day where
/// one was stated: an extract that ends early is quiet too).
pub fn quiet(
    extract: &Extract,
    incidents: &[IncidentRow],
    crimes: &[CrimeRow],
    question: &Question,
) -> Vec<Quiet> {
    let mut by_channel: BTreeMap<&str, ByDay> = BTreeMap::new();
    for row in incidents {
        for channel in std::iter::once(ALL_CHANNELS).chain(row.channel.as_deref()) {
            count(extract, row.received_at, by_channel.entry(channel).or_default());
        }
    }
    let mut recorded = ByDay::new();
    crimes.iter().for_each(|row| count(extract, crime_date(row), &mut recorded));
    let range = |days: &ByDay| Some((*days.first_key_value()?.0, *days.last_key_value()?.0));
    let until = |last: Day| if question.as_at_stated { last.max(question.as_at) } else { last };
    let mut found: Vec<Quiet> = Vec::new();
    let by_channel_end = by_channel.get(ALL_CHANNELS).and_then(range).map(|(_, last)| last);
    if let Some((first, last)) = by_channel.get(ALL_CHANNELS).and_then(range) {
        let examine = |(channel, days): (&str, ByDay)| examine(channel, days, first, until(last));
        found = without_repeats(by_channel.into_iter().filter_map(examine).collect());
    }
    if let Some((first, last)) = range(&recorded) {
        // The thin tail of crimes recorded after the last incident is no silence.
        let last = by_channel_end.map_or(last, |end| last.min(end));
        found.extend(examine(RECORDED_CRIMES, recorded, first, until(last)));
    }
    found
}

fn count(extract: &Extract, at: Option<Instant>, days: &mut ByDay) {
    if let Some(at) = at.filter(|at| at.precision() != Precision::Month) {
        *days.entry(extract.zone.day_of(at)).or_insert(0) += 1;
    }
}

fn examine(channel: &str, days: ByDay, first: Day, last: Day) -> Option<Quiet> {
    quiet::examine(channel, &days.into_iter().collect::<Vec<_>>(), first, last)
}

/// Where all channels were quiet together, that is one finding and not one for each.
fn without_repeats(quiet: Vec<Quiet>) -> Vec<Quiet> {
    let all = quiet.iter().find(|one| one.channel == ALL_CHANNELS).map(|one| (one.from, one.to));
    quiet.into_iter().filter(|one| one.channel == ALL_CHANNELS || all != Some((one.from, one.to))).collect()
}
