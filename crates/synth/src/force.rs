//! The synthetic force as a world of rows with its truth.

use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use terms::{CrimeRef, CrimeRow, IncidentRef, IncidentRow, PersonRow, Zone};

use crate::calendar::{Calendar, london_year};
use crate::event::{Event, plan};
use crate::making::Making;
pub use crate::options::{CauseShare, Course, Difficulty, Missing, Options, Rates};
use crate::people::Census;
use crate::places::County;
use crate::random::Random;
use crate::record::{Record, records};
use crate::timeline::{Slot, slots};
pub use crate::truth::{Cause, Truth};
use crate::{crime_rows, incident_rows, person_rows};

/// The extracts are taken 45 days after the period, when the last late crime has been recorded.
const EXTRACTED_AFTER_SECONDS: i64 = 45 * 86_400;

/// A synthetic force: what its systems hold, and what really happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    /// Incidents, by time received.
    pub incidents: Vec<IncidentRow>,
    /// Crimes and N100 records, by time recorded.
    pub crimes: Vec<CrimeRow>,
    /// The persons named in both: of incidents first, then of crimes.
    pub people: Vec<PersonRow>,
    /// The truth of each incident, in the order of `incidents`.
    pub truth: Vec<Truth>,
    /// Every true pair, N100 records included, in the order of `crimes`. A second call about an
    /// event links to its crimes too; the primary incident comes first, and is the one whose truth
    /// has no `duplicate_of`.
    pub links: Vec<(IncidentRef, CrimeRef)>,
}

/// Makes the world of these options; the same options give the same world.
pub fn force(options: &Options) -> World {
    let calendar = Calendar::new(options.first_day, options.n_days);
    // As many households again never call: they are where strangers come from.
    let n_households = options.n_incidents * 3 + 100;
    let county = County::new(n_households);
    let slots = slots(options, &calendar);
    let events = events(options, &calendar, &county, &slots);
    let records = records(options, &calendar, &county, &slots, &events);
    let census = Census { seed: options.seed, zone: Zone::london() };
    let extracted_at = calendar.end() + EXTRACTED_AFTER_SECONDS;
    let making = Making { options, county, census, extracted_at, n_households };
    Assembly::new(making, slots, events, records).world()
}

fn events(options: &Options, calendar: &Calendar, county: &County, slots: &[Slot]) -> Vec<Option<Event>> {
    let planned = |(position, slot): (usize, &Slot)| {
        slot.repeats.is_none().then(|| plan(options, calendar, county, position, slot))
    };
    slots.iter().enumerate().map(planned).collect()
}

/// Everything planned and numbered; only the rows are left to write.
struct Assembly<'o> {
    making: Making<'o>,
    slots: Vec<Slot>,
    events: Vec<Option<Event>>,
    records: Vec<Record>,
    /// Slots by time received.
    order: Vec<usize>,
    /// Incident references, by slot.
    incident_refs: Vec<IncidentRef>,
    /// Crime references, by record.
    crime_refs: Vec<CrimeRef>,
    /// Records, by slot of their event.
    records_of: Vec<Vec<usize>>,
    /// Second calls, by slot of their event.
    calls_of: Vec<Vec<usize>>,
}

impl<'o> Assembly<'o> {
    fn new(making: Making<'o>, slots: Vec<Slot>, events: Vec<Option<Event>>, records: Vec<Record>) -> Self {
        let mut order: Vec<usize> = (0..slots.len()).collect();
        let received = |slot: &usize| slots.get(*slot).map_or(0, |slot| slot.received_at);
        order.sort_by_key(received);
        let numbers = numbers(order.iter().map(received), |year, n| format!("BOR-{year}-{n:06}"));
        let mut incident_refs = vec![IncidentRef::from(""); slots.len()];
        for (&slot, number) in order.iter().zip(&numbers) {
            set(&mut incident_refs, slot, IncidentRef::from(number.as_str()));
        }
        let recorded = records.iter().map(|record| record.recorded_at);
        let numbers = numbers_of_crimes(recorded);
        let records_of = grouped(slots.len(), records.iter().map(|record| record.event));
        let calls_of = grouped(slots.len(), slots.iter().map(|slot| slot.repeats));
        Self {
            making,
            slots,
            events,
            records,
            order,
            incident_refs,
            crime_refs: numbers,
            records_of,
            calls_of,
        }
    }

    fn world(&self) -> World {
        let mut world = World::default();
        for &slot in &self.order {
            self.add_incident(slot, &mut world);
        }
        for position in 0..self.records.len() {
            self.add_crime(position, &mut world);
        }
        world
    }

    fn add_incident(&self, position: usize, world: &mut World) {
        let Some((slot, number)) = self.slots.get(position).zip(self.incident_refs.get(position)) else {
            return;
        };
        let Some(event) = self.event(slot.repeats.unwrap_or(position)) else { return };
        person_rows::of_incident(&self.making, event, position, number.as_str(), &mut world.people);
        let (row, truth) = match slot.repeats {
            None => (self.primary(event, number), self.truth(event, number)),
            Some(first) => (self.second_call(event, slot, position), self.repeated(event, number, first)),
        };
        world.incidents.push(row);
        world.truth.push(truth);
    }

    fn primary(&self, event: &Event, number: &IncidentRef) -> IncidentRow {
        let records = self.records_of(event.slot);
        let last = records
            .iter()
            .filter_map(|&record| self.records.get(record))
            .map(|record| record.recorded_at)
            .max();
        let row = incident_rows::incident(&self.making, event, last, number);
        let named = records.iter().filter(|&&record| self.reference(record) == Some(event.slot));
        let crime_refs = named.filter_map(|&record| self.crime_refs.get(record).cloned()).collect();
        IncidentRow { crime_refs, ..row }
    }

    fn second_call(&self, event: &Event, slot: &Slot, position: usize) -> IncidentRow {
        let number = self.incident_refs.get(position).cloned().unwrap_or_else(|| IncidentRef::from(""));
        let row = incident_rows::second_call(&self.making, event, slot, position, &number);
        let named = incident_rows::is_named(&self.making, position);
        let first = self.incident_refs.get(event.slot).cloned();
        IncidentRow { duplicate_of: first.filter(|_| named), ..row }
    }

    fn truth(&self, event: &Event, number: &IncidentRef) -> Truth {
        let cancelled =
            self.records_of(event.slot).iter().filter(|&&record| self.is_wrongly_cancelled(record)).count();
        Truth {
            incident: number.clone(),
            family: event.scenario.family,
            crimes_owed: event.n_owed as u8,
            crimes_recorded: event.n_crimes() as u8,
            crimes_missed: (event.n_owed - event.n_recorded) as u8,
            missed: event.cause,
            wrongly_recorded: u8::from(event.is_wrong),
            wrongly_cancelled: cancelled as u8,
            late: event.late,
            duplicate_of: None,
            domestic_abuse: event.scenario.is_domestic(),
            domestic_no_crime: event.scenario.is_domestic() && event.n_owed == 0,
            professional: event.scenario.is_professional(),
            n100: event.is_n100(),
            safeguarded: event.safeguarded,
        }
    }

    /// A second call owes nothing itself.
    fn repeated(&self, event: &Event, number: &IncidentRef, first: usize) -> Truth {
        Truth {
            incident: number.clone(),
            family: event.scenario.family,
            crimes_owed: 0,
            crimes_recorded: 0,
            crimes_missed: 0,
            missed: None,
            wrongly_recorded: 0,
            wrongly_cancelled: 0,
            late: false,
            duplicate_of: self.incident_refs.get(first).cloned(),
            domestic_abuse: event.scenario.is_domestic(),
            domestic_no_crime: false,
            professional: false,
            n100: false,
            safeguarded: false,
        }
    }

    fn add_crime(&self, position: usize, world: &mut World) {
        let Some((record, number)) = self.records.get(position).zip(self.crime_refs.get(position)) else {
            return;
        };
        let named = self.reference(position).and_then(|slot| self.incident_refs.get(slot)).cloned();
        world.crimes.push(crime_rows::crime(&self.making, record, number, named));
        person_rows::of_crime(&self.making, record, number.as_str(), &mut world.people);
        let Some(event) = record.event else { return };
        let calls = self.calls_of.get(event).map_or(&[][..], Vec::as_slice);
        let slots = core::iter::once(&event).chain(calls);
        let incidents = slots.filter_map(|&slot| self.incident_refs.get(slot));
        world.links.extend(incidents.map(|incident| (incident.clone(), number.clone())));
    }

    /// The slot of the incident that a record names: its own, now and then another, or none.
    fn reference(&self, position: usize) -> Option<usize> {
        let record = self.records.get(position)?;
        let event = record.event?;
        let Options { seed, difficulty, .. } = self.making.options;
        let withheld = Random::for_item(*seed, "withheld", event).chance(difficulty.references_withheld);
        let mut random = Random::for_item(*seed, "wrong reference", record.stream);
        let wrong = random.chance(difficulty.references_wrong);
        let named = if wrong { random.below(self.slots.len()) } else { event };
        (!withheld).then_some(named)
    }

    fn is_wrongly_cancelled(&self, position: usize) -> bool {
        let record = self.records.get(position);
        record.and_then(|record| record.cancellation(self.making.options)).is_some_and(|how| how.wrongly)
    }

    fn event(&self, slot: usize) -> Option<&Event> {
        self.events.get(slot).and_then(Option::as_ref)
    }

    fn records_of(&self, slot: usize) -> &[usize] {
        self.records_of.get(slot).map_or(&[], Vec::as_slice)
    }
}

/// Numbers of crimes: `BC/25/000123`.
fn numbers_of_crimes(recorded: impl Iterator<Item = i64>) -> Vec<CrimeRef> {
    let numbers = numbers(recorded, |year, n| format!("BC/{:02}/{n:06}", year.rem_euclid(100)));
    numbers.iter().map(|number| CrimeRef::from(number.as_str())).collect()
}

/// Numbers without gaps from 1 in each London year, for times in order.
fn numbers(
    times: impl Iterator<Item = i64>,
    write: impl Fn(i32, u32) -> alloc::string::String,
) -> Vec<alloc::string::String> {
    let (mut year, mut n) = (i32::MIN, 0);
    times
        .map(|seconds| {
            let this = london_year(seconds);
            n = if this == year { n + 1 } else { 1 };
            year = this;
            write(year, n)
        })
        .collect()
}

/// Positions grouped by the group that each names.
fn grouped(n_groups: usize, groups: impl Iterator<Item = Option<usize>>) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); n_groups];
    for (position, group) in groups.enumerate() {
        if let Some(list) = group.and_then(|group| members.get_mut(group)) {
            list.push(position);
        }
    }
    members
}

fn set<T>(list: &mut [T], position: usize, value: T) {
    if let Some(place) = list.get_mut(position) {
        *place = value;
    }
}
