//! Which days each table covers, and channels gone quiet on them.

use std::collections::BTreeMap;

use exchange::{Extract, Table};
use oversight::coverage;
use oversight::quiet::{self, Quiet};
use terms::{CrimeRow, Day, IncidentRow, Instant, Precision};

use super::Question;

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
    let received = coverage::days(incidents.iter().filter_map(|row| row.received_at), &extract.zone);
    let recorded = coverage::days(crimes.iter().filter_map(terms::CrimeRow::dated_at), &extract.zone);
    let end = |range: Option<(Day, Day)>| range.map(|(_, last)| last);
    let stated = question.as_at_stated.then_some(question.as_at);
    let early = coverage::stops_days_early(end(received), end(recorded), stated);
    let covered = |table: Table, range: Option<(Day, Day)>, stops_days_early: i32| {
        range.map(|(first, last)| Coverage { table, first, last, stops_days_early })
    };
    let both = [covered(Table::Incidents, received, early.0), covered(Table::Crimes, recorded, early.1)];
    both.into_iter().flatten().collect()
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
    crimes.iter().for_each(|row| count(extract, row.dated_at(), &mut recorded));
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
