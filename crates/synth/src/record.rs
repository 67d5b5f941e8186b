//! The crime records that events and direct reports lead to, before they have numbers.

use alloc::vec::Vec;

use crate::calendar::Calendar;
use crate::event::{Event, lag, spot};
use crate::offences::{self, Offence};
use crate::options::Options;
use crate::people::Person;
use crate::places::{County, Spot};
use crate::random::Random;
use crate::scenario::{Route, choose};
use crate::timeline::Slot;

/// Most records of one report: its crimes, or its N100.
const MOST_RECORDS: usize = 8;

/// One record of the crime system.
#[derive(Clone, Copy, Debug)]
pub struct Record {
    /// The primary report it came from; `None` for a crime reported direct.
    pub event: Option<usize>,
    /// The number of its random streams.
    pub stream: usize,
    /// The offence, or the N100 record.
    pub offence: &'static Offence,
    /// First receipt, UTC seconds.
    pub received_at: i64,
    /// Recorded, UTC seconds.
    pub recorded_at: i64,
    /// Whom it befell.
    pub victim: Person,
    /// Where.
    pub spot: Spot,
    /// Whether it is domestic abuse.
    pub is_domestic: bool,
    /// Whether nothing owed it.
    pub is_wrong: bool,
}

impl Record {
    /// Whether it is an N100 record and no crime.
    pub fn is_n100(&self) -> bool {
        self.offence.code == offences::N100.code
    }

    /// Its cancellation, if it was cancelled.
    pub fn cancellation(&self, options: &Options) -> Option<Cancellation> {
        let mut random = Random::for_item(options.seed, "cancelled", self.stream);
        if self.is_n100() || !random.chance(options.rates.cancelled) {
            return None;
        }
        let wrongly = random.chance(options.rates.wrongly_cancelled) && !self.is_wrong;
        let told = random.chance(options.rates.cancellation_told);
        let after_seconds = 3_600 + random.exponential(12.0 * 86_400.0) as i64;
        Some(Cancellation { wrongly, told, after_seconds })
    }
}

/// How a record was cancelled.
#[derive(Clone, Copy, Debug)]
pub struct Cancellation {
    /// Whether it should have stood.
    pub wrongly: bool,
    /// Whether the victim was told.
    pub told: bool,
    /// Seconds from recording to cancelling.
    pub after_seconds: i64,
}

/// All records, by time recorded.
pub fn records(
    options: &Options,
    calendar: &Calendar,
    county: &County,
    slots: &[Slot],
    events: &[Option<Event>],
) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::with_capacity(events.len());
    for event in events.iter().flatten() {
        from_event(options, event, &mut records);
    }
    let share = options.rates.direct.clamp(0.0, 0.95);
    let n_direct = libm::round(records.len() as f64 * share / (1.0 - share)) as usize;
    for item in 0..n_direct {
        records.push(direct(options, calendar, county, slots, item));
    }
    records.sort_unstable_by_key(|record| (record.recorded_at, record.stream));
    records
}

fn from_event(options: &Options, event: &Event, records: &mut Vec<Record>) {
    let n100 = event.is_n100().then_some(&offences::N100);
    let mut pace = Random::for_item(options.seed, "pace", event.slot);
    let mut recorded_at = event.received_at + event.lag_seconds;
    for (nth, offence) in event.recorded().iter().copied().chain(n100).take(MOST_RECORDS).enumerate() {
        records.push(Record {
            event: Some(event.slot),
            stream: event.slot * MOST_RECORDS + nth,
            offence,
            received_at: event.received_at,
            recorded_at,
            victim: event.victim,
            spot: event.spot,
            is_domestic: event.scenario.is_domestic(),
            is_wrong: event.is_wrong,
        });
        recorded_at += 120 + pace.below(600) as i64;
    }
}

/// A crime reported straight to the recording desk, or found by an officer, without an incident.
fn direct(options: &Options, calendar: &Calendar, county: &County, slots: &[Slot], item: usize) -> Record {
    let random = |purpose| Random::for_item(options.seed, purpose, item);
    let received_at = calendar.draw(&mut random("direct time"));
    let mut who = random("direct household");
    let known = who.chance(options.difficulty.repeat_victims);
    let earlier = who.pick(slots).filter(|_| known).map(|slot| slot.household);
    let household = earlier.unwrap_or(options.n_incidents + item);
    let scenario = choose(Route::Ordinary, |_| true, &mut random("direct scenario"));
    // Past every report's own streams, so that the two never share numbers.
    let stream = (options.n_incidents + item) * MOST_RECORDS;
    let (_, lag_seconds) = lag(options, options.n_incidents + item);
    Record {
        event: None,
        stream,
        offence: random("direct offence").pick(scenario.offences).unwrap_or(&offences::OTHER_THEFT),
        received_at,
        recorded_at: received_at + lag_seconds,
        victim: Person { household, member: usize::from(random("direct victim").chance(0.2)) },
        spot: spot(options, county, scenario, household, &mut random("direct spot")),
        is_domestic: false,
        is_wrong: false,
    }
}
