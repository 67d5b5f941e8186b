//! The persons that incidents and crimes name.

use alloc::vec::Vec;

use terms::{PersonRole, PersonRow, Place};

use crate::event::Event;
use crate::making::Making;
use crate::people::{Gaps, Mention, Person, row};
use crate::random::Random;
use crate::record::Record;

/// Persons named in the log of an event, at its number; a second call has streams of its own.
pub fn of_incident(
    making: &Making<'_>,
    event: &Event,
    stream: usize,
    reference: &str,
    people: &mut Vec<PersonRow>,
) {
    let mut random = Random::for_item(making.options.seed, "incident people", stream);
    let how = &making.options.difficulty;
    let second_call = stream != event.slot;
    let (nobody, another) = (random.chance(how.missing.incident_person), random.chance(how.another_person));
    let other = Person::somebody(making.n_households, &mut random);
    let is_caller = event.reporter == "Victim" || !event.scenario.owes_crime();
    let missing = how.missing;
    let gaps = Gaps {
        born: missing.incident_born,
        phone: missing.incident_phone,
        forename: missing.incident_forename,
    };
    let mut name = |person, role| {
        people.push(named(
            making,
            Mention { person, role, reference, home: Place::default() },
            gaps,
            &mut random,
        ))
    };
    match (nobody, another || second_call) {
        (true, _) => {}
        (false, true) => name(other, PersonRole::Caller),
        (false, false) if is_caller => {
            name(event.victim, if event.n_owed > 0 { PersonRole::Victim } else { PersonRole::Caller })
        }
        (false, false) => {
            name(event.victim, PersonRole::Victim);
            name(other, caller_role(event));
        }
    }
    if event.scenario.is_domestic() && !second_call {
        name(partner(event.victim), PersonRole::Suspect);
    }
}

fn caller_role(event: &Event) -> PersonRole {
    match event.reporter {
        "Professional" | "Police officer" => PersonRole::Professional,
        "Witness" => PersonRole::Witness,
        _ => PersonRole::Caller,
    }
}

/// Persons named in a crime record.
pub fn of_crime(making: &Making<'_>, record: &Record, reference: &str, people: &mut Vec<PersonRow>) {
    let mut random = Random::for_item(making.options.seed, "crime people", record.stream);
    let missing = making.options.difficulty.missing;
    let gaps = Gaps { born: missing.crime_born, phone: missing.crime_phone, forename: 0.01 };
    let (known, somebody) = (random.chance(0.3), Person::somebody(making.n_households, &mut random));
    let mut name = |person, role| {
        people.push(named(
            making,
            Mention { person, role, reference, home: Place::default() },
            gaps,
            &mut random,
        ))
    };
    name(record.victim, PersonRole::Victim);
    if record.is_domestic {
        name(partner(record.victim), PersonRole::Suspect);
    } else if known {
        name(somebody, PersonRole::Suspect);
    }
}

/// The other adult of the household.
fn partner(victim: Person) -> Person {
    Person { member: usize::from(victim.member == 0), ..victim }
}

fn named(making: &Making<'_>, mention: Mention<'_>, gaps: Gaps, random: &mut Random) -> PersonRow {
    let how = &making.options.difficulty;
    let home = making.county.record(making.county.home(mention.person.household), how, 0.0, random);
    row(Mention { home, ..mention }, &making.census, gaps, how, random)
}
