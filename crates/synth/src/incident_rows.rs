//! Incident rows from events, with the log and the steps of the decision.

use alloc::vec::Vec;

use terms::{DecisionMethod, IncidentRef, IncidentRow, Instant, Text};

use crate::event::Event;
use crate::making::Making;
use crate::narrative::{Ending, Log};
use crate::places::Spot;
use crate::random::Random;
use crate::scenario::Route;
use crate::timeline::Slot;
use crate::truth::Cause;

/// Metres by which a caller's location misses the gazetteer's.
const CALLER_SLACK_METRES: f64 = 25.0;

/// The row of a primary report. `recorded` is when its last record was made.
pub fn incident(
    making: &Making<'_>,
    event: &Event,
    recorded: Option<i64>,
    number: &IncidentRef,
) -> IncidentRow {
    let random = |purpose| Random::for_item(making.options.seed, purpose, event.slot);
    let steps = Steps::of(making, event, recorded);
    let text = Log {
        scenario: event.scenario,
        account: event.account,
        ending: ending(event),
        also: event.also(),
        channel: event.channel,
        received_at: event.received_at,
        closed_at: steps.closed,
        further_update: making.options.further_update,
    }
    .write(&mut random("log"));
    let domestic = event.scenario.is_domestic() && random("marker").chance(0.95);
    let robot = random("robot decision").chance(making.options.rates.robot);
    IncidentRow {
        incident_ref: Some(number.clone()),
        received_at: Some(Instant::exact(event.received_at)),
        channel: Some(event.channel.into()),
        reporter_role: Some(event.reporter.into()),
        opening_code: Some(random("opening").text(event.scenario.openings).into()),
        closing_code: Some(closing_code(event, &mut random("closing")).into()),
        qualifiers: qualifiers(event, &mut random("qualifiers")),
        attended_at: steps.attended.map(Instant::exact),
        sent_for_decision_at: steps.sent.map(Instant::exact),
        decided_at: steps.decided.map(Instant::exact),
        decided_by_team: steps.decided.map(|_| "Crime Bureau".into()),
        decision_method: steps
            .decided
            .map(|_| if robot { DecisionMethod::Robot } else { DecisionMethod::Person }),
        closed_at: Some(Instant::exact(steps.closed)),
        text: Some(text.into()),
        place: place(making, event.spot, &mut random("incident place")),
        unit: Some(making.county.unit(event.spot).into()),
        domestic_abuse: Some(domestic),
        risk: risk(event, &mut random("risk")),
        safeguarded_at: event.safeguarded.then(|| Instant::exact(steps.safeguarded)),
        ..IncidentRow::default()
    }
}

/// The row of a second call about an event.
pub fn second_call(
    making: &Making<'_>,
    event: &Event,
    slot: &Slot,
    position: usize,
    number: &IncidentRef,
) -> IncidentRow {
    let random = |purpose| Random::for_item(making.options.seed, purpose, position);
    let closed = slot.received_at + 240 + random("steps").exponential(900.0) as i64;
    let (channel, reporter) = second_contact(event, &mut random("channel"));
    let named = random("named").chance(making.options.difficulty.duplicates_named);
    let text = Log {
        scenario: event.scenario,
        account: event.account,
        ending: Ending::Duplicate,
        also: &[],
        channel,
        received_at: slot.received_at,
        closed_at: closed,
        further_update: 0.0,
    }
    .write(&mut random("log"));
    let same_codes = random("opening").text(event.scenario.openings);
    IncidentRow {
        incident_ref: Some(number.clone()),
        received_at: Some(Instant::exact(slot.received_at)),
        channel: Some(channel.into()),
        reporter_role: Some(reporter.into()),
        opening_code: Some(same_codes.into()),
        closing_code: Some(if named { "Administration: Duplicate" } else { same_codes }.into()),
        closed_at: Some(Instant::exact(closed)),
        text: Some(text.into()),
        place: place(making, event.spot, &mut random("incident place")),
        unit: Some(making.county.unit(event.spot).into()),
        domestic_abuse: Some(false),
        risk: risk(event, &mut random("risk")),
        ..IncidentRow::default()
    }
}

/// A professional writes again; anyone else rings.
fn second_contact(event: &Event, random: &mut Random) -> (&'static str, &'static str) {
    if event.scenario.is_professional() {
        return (event.channel, event.reporter);
    }
    let channel = random.text(&["Telephone 999", "Telephone 101"]);
    (channel, random.text(&["Witness", "Victim", "Member of public"]))
}

/// Whether a second call is named as one: the same draw as its closing code.
pub fn is_named(making: &Making<'_>, position: usize) -> bool {
    Random::for_item(making.options.seed, "named", position)
        .chance(making.options.difficulty.duplicates_named)
}

fn ending(event: &Event) -> Ending {
    match (event.cause, event.n_crimes()) {
        (Some(Cause::FurtherCrimeInReport), _) => Ending::RecordedInPart,
        (Some(_), _) if event.account_lost => Ending::AccountLost,
        (Some(cause), _) => Ending::Missed(cause),
        (None, 0) => Ending::NoCrime,
        (None, _) => Ending::Recorded,
    }
}

fn closing_code(event: &Event, random: &mut Random) -> &'static str {
    let closing = random.text(event.scenario.closings);
    let principal = event.recorded().first().map(|offence| offence.title);
    principal.unwrap_or(closing)
}

/// The steps of a report, UTC seconds, each no earlier than receipt and no later than closing.
struct Steps {
    attended: Option<i64>,
    sent: Option<i64>,
    decided: Option<i64>,
    safeguarded: i64,
    closed: i64,
}

impl Steps {
    fn of(making: &Making<'_>, event: &Event, recorded: Option<i64>) -> Self {
        let mut random = Random::for_item(making.options.seed, "steps", event.slot);
        let (first, second) = (random.uniform(), random.uniform());
        let (attends, delay) = (random.chance(0.6), 300.0 + random.exponential(3_000.0));
        let (asked, wait) = (random.chance(0.15), random.exponential(18_000.0));
        let waited = if event.cause == Some(Cause::AppointmentNotKept) { 3.0 * 86_400.0 } else { 0.0 };
        let closed = event.received_at + 600 + (wait + waited) as i64;
        let closed = recorded.map_or(closed, |last| closed.max(last + 60 + (wait / 8.0) as i64));
        let decided_by = recorded.map(|_| event.received_at + event.lag_seconds);
        // Some reports without a crime were sent to the decision maker too.
        let decided_by = decided_by.or(asked.then_some(closed));
        let span = decided_by.map(|last| (last - event.received_at) as f64);
        let at = |share: f64| span.map(|span| event.received_at + (span * share) as i64);
        Self {
            attended: attends.then(|| closed.min(event.received_at + delay as i64)),
            sent: at(0.2 + 0.6 * first),
            decided: at(0.85 + 0.15 * second),
            safeguarded: event.received_at
                + ((closed - event.received_at) as f64 * (0.3 + 0.7 * first)) as i64,
            closed,
        }
    }
}

/// The place as the log has it, now and then the wrong one.
fn place(making: &Making<'_>, spot: Spot, random: &mut Random) -> terms::Place {
    let how = &making.options.difficulty;
    let (wrong, nearby) = (random.chance(how.wrong_place), random.chance(0.5));
    let there = match (wrong, nearby) {
        (false, _) => spot,
        (true, true) => making.county.nearby(spot, random),
        (true, false) => making.county.house(random),
    };
    making.county.record(there, how, CALLER_SLACK_METRES, random)
}

fn qualifiers(event: &Event, random: &mut Random) -> Vec<Text> {
    let mut qualifiers: Vec<Text> = Vec::new();
    if event.scenario.is_domestic() {
        qualifiers.push("Domestic Abuse".into());
    }
    if event.scenario.is_professional() || event.victim.member == 2 {
        qualifiers.push("Vulnerable Child / Young Person".into());
    }
    for (name, share) in
        [("Alcohol", 0.12), ("Mental Health", 0.06), ("Youth Related", 0.05), ("Drugs", 0.03)]
    {
        if random.chance(share) {
            qualifiers.push(name.into());
        }
    }
    qualifiers
}

fn risk(event: &Event, random: &mut Random) -> Option<Text> {
    let grade = match (event.scenario.is_domestic(), event.scenario.route) {
        (true, _) => random.text(&["Standard", "Standard", "Medium", "High"]),
        (_, Route::Rape | Route::N100 | Route::Professional) => random.text(&["Medium", "High"]),
        _ => random.text(&["Low", "Low", "Standard", "Medium"]),
    };
    Some(grade.into())
}
