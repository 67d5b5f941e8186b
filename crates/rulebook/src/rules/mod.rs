//! The rules, one room for each section. A room reads an act and says which classes it amounts to, or
//! what else is recorded; it knows nothing of the other rooms.

pub mod authority;
pub mod burglary;
pub mod cancellation;
pub mod clock;
pub mod conduct;
pub mod damage;
pub mod deaths;
pub mod driving;
pub mod drugs;
pub mod duties;
pub mod finished_incident;
pub mod flags;
pub mod fraud;
pub mod location;
pub mod messages;
pub mod nsir;
pub mod outcomes;
pub mod public_order;
pub mod rape_reports;
pub mod robbery;
pub mod schools;
pub mod sexual;
pub mod slavery;
pub mod state;
pub mod theft;
pub mod vehicle;
pub mod violence;
pub mod weapons;

use alloc::vec::Vec;

use crate::case::{Case, Said};
use crate::edition::id;
use crate::gaps::Want;
use crate::pipeline::count::Item;

/// Asks every room what each act amounts to, and what deaths and other happenings are.
pub fn classify<'f>(case: &Case<'f>, said: &mut Said<'f>) {
    for act in 0..case.facts.acts.len() {
        if case.act(act).fraud.is_none() {
            said.asks(case, act, id::A_02, &[Want::ActKind]);
        }
        violence::read(case, act, said);
        slavery::read(case, act, said);
        sexual::read(case, act, said);
        conduct::read(case, act, said);
        messages::read(case, act, said);
        burglary::read(case, act, said);
        robbery::read(case, act, said);
        theft::read(case, act, said);
        vehicle::read(case, act, said);
        driving::read(case, act, said);
        damage::read(case, act, said);
        public_order::read(case, act, said);
        weapons::read(case, act, said);
        drugs::read(case, act, said);
        state::read(case, act, said);
        fraud::read(case, act, said);
    }
    deaths::read(case, said);
    rape_reports::read(case, said);
    nsir::read(case, said);
}

/// Class-specific rules about which crimes take in which others, after the principal crime of each pair
/// is known: what they take in is left out.
pub fn absorb<'f>(case: &Case<'f>, kept: Vec<Item<'f>>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    let kept = sexual::absorb(case, kept, said);
    let kept = robbery::absorb(case, kept, said);
    let kept = burglary::absorb(case, kept, said);
    let kept = public_order::absorb(case, kept, said);
    let kept = fraud::absorb(case, kept, said);
    finished_incident::follow_up(case, kept, said)
}

/// What follows from what is recorded: place, flags, duties.
pub fn after<'f>(case: &Case<'f>, kept: &mut Vec<Item<'f>>, said: &mut Said<'f>) {
    location::place(case, kept, said);
    flags::set(case, kept, said);
    fraud::report(case, kept, said);
    duties::follow(case, kept, said);
}
