//! When things are reported, to which household, and which reports are second calls.

use alloc::vec::Vec;

use crate::calendar::Calendar;
use crate::options::Options;
use crate::random::Random;

/// Mean days between the events of a household that is a repeat victim. Assumed.
const REPEAT_MEAN_DAYS: f64 = 20.0;
/// How far back a second call may look for its event, in reports.
const LOOK_BACK: usize = 5;
/// Mean minutes from a first call to a second about the same event. Assumed.
const SECOND_CALL_MEAN_MINUTES: f64 = 20.0;

/// One report, in the order of first calls. Its position is the number of its random streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// First receipt, UTC seconds.
    pub received_at: i64,
    /// The household it befell.
    pub household: usize,
    /// The slot of the event this call repeats.
    pub repeats: Option<usize>,
}

/// All reports of the period.
pub fn slots(options: &Options, calendar: &Calendar) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::with_capacity(options.n_incidents);
    for (position, received_at) in times(options, calendar).into_iter().enumerate() {
        let slot = match repeated(options, &slots, position) {
            Some(first) => second_call(options, &slots, first, position),
            None => {
                let household = household(options, &slots, position);
                Slot { received_at, household, repeats: None }
            }
        };
        slots.push(slot);
    }
    slots
}

fn times(options: &Options, calendar: &Calendar) -> Vec<i64> {
    let mut times: Vec<i64> = (0..options.n_incidents)
        .map(|item| calendar.draw(&mut Random::for_item(options.seed, "time", item)))
        .collect();
    times.sort_unstable();
    times
}

fn repeated(options: &Options, slots: &[Slot], position: usize) -> Option<usize> {
    let mut random = Random::for_item(options.seed, "duplicate", position);
    if !random.chance(options.difficulty.duplicate_calls) || position == 0 {
        return None;
    }
    let back = 1 + random.below(LOOK_BACK.min(position));
    let first = position - back;
    Some(slots.get(first).and_then(|slot| slot.repeats).unwrap_or(first))
}

fn second_call(options: &Options, slots: &[Slot], first: usize, position: usize) -> Slot {
    let mut random = Random::for_item(options.seed, "second call", position);
    let after = 60.0 + random.exponential(SECOND_CALL_MEAN_MINUTES * 60.0);
    let event = slots.get(first).copied();
    let (received_at, household) = event.map_or((0, 0), |event| (event.received_at, event.household));
    Slot { received_at: received_at + after as i64, household, repeats: Some(first) }
}

/// A household of its own, or that of an earlier event: the sooner before, the likelier.
fn household(options: &Options, slots: &[Slot], position: usize) -> usize {
    let mut random = Random::for_item(options.seed, "household of", position);
    if !random.chance(options.difficulty.repeat_victims) || position == 0 {
        return position;
    }
    let per_day = options.n_incidents as f64 / f64::from(options.n_days.max(1));
    let back = 1 + random.exponential(REPEAT_MEAN_DAYS * per_day) as usize;
    let back = if back > position { 1 + random.below(position) } else { back };
    slots.get(position - back).map_or(position, |slot| slot.household)
}
