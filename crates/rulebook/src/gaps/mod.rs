//! Facts that are missing. A room names the facts that it reads ([`crate::case::Said::asks`]); those not
//! told are noted here, and each is supposed in turn to see which one question would decide most. Unknown
//! is thus never quietly read as no: the answer says what it went without.

mod wants;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::edition::RuleId;

pub use wants::Want;

/// A missing fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Which.
    pub what: Want,
    /// Of which person, act, death or record (its place in its list).
    pub at: usize,
    /// The rule that needs it.
    pub rule: RuleId,
}

/// A field of the facts that is told or not: one value, or a list of which the first is enough.
trait Told {
    /// What it holds.
    type Value;
    /// Whether anything is told.
    fn is_told(&self) -> bool;
    /// Tells one value.
    fn tell(&mut self, value: impl Into<Self::Value>);
}

impl<T> Told for Option<T> {
    type Value = T;
    fn is_told(&self) -> bool {
        self.is_some()
    }
    fn tell(&mut self, value: impl Into<T>) {
        *self = Some(value.into());
    }
}

impl<T> Told for Vec<T> {
    type Value = T;
    fn is_told(&self) -> bool {
        !self.is_empty()
    }
    fn tell(&mut self, value: impl Into<T>) {
        *self = alloc::vec![value.into()];
    }
}

/// The part of the facts that a want is about, by the name of its list; `report` and `ask` stand alone.
mod part {
    use crate::facts::*;

    pub fn report(facts: &Facts, _at: usize) -> Option<&Report> {
        Some(&facts.report)
    }
    pub fn ask(facts: &Facts, _at: usize) -> Option<&Ask> {
        Some(&facts.ask)
    }
    pub fn people(facts: &Facts, at: usize) -> Option<&Person> {
        facts.people.get(at)
    }
    pub fn acts(facts: &Facts, at: usize) -> Option<&Act> {
        facts.acts.get(at)
    }
    pub fn deaths(facts: &Facts, at: usize) -> Option<&Death> {
        facts.deaths.get(at)
    }
    pub fn evidence(facts: &Facts, at: usize) -> Option<&Evidence> {
        facts.evidence.get(at)
    }
    pub fn prior(facts: &Facts, at: usize) -> Option<&Prior> {
        facts.prior.get(at)
    }
    pub fn disposals(facts: &Facts, at: usize) -> Option<&Disposal> {
        facts.disposals.get(at)
    }
}

/// The same, to suppose something of it.
mod part_mut {
    use crate::facts::*;

    pub fn report(facts: &mut Facts, _at: usize) -> Option<&mut Report> {
        Some(&mut facts.report)
    }
    pub fn ask(facts: &mut Facts, _at: usize) -> Option<&mut Ask> {
        Some(&mut facts.ask)
    }
    pub fn people(facts: &mut Facts, at: usize) -> Option<&mut Person> {
        facts.people.get_mut(at)
    }
    pub fn acts(facts: &mut Facts, at: usize) -> Option<&mut Act> {
        facts.acts.get_mut(at)
    }
    pub fn deaths(facts: &mut Facts, at: usize) -> Option<&mut Death> {
        facts.deaths.get_mut(at)
    }
    pub fn evidence(facts: &mut Facts, at: usize) -> Option<&mut Evidence> {
        facts.evidence.get_mut(at)
    }
    pub fn prior(facts: &mut Facts, at: usize) -> Option<&mut Prior> {
        facts.prior.get_mut(at)
    }
    pub fn disposals(facts: &mut Facts, at: usize) -> Option<&mut Disposal> {
        facts.disposals.get_mut(at)
    }
}

impl Want {
    /// The field, with the place of the person, act, death or record.
    pub fn field(self, at: usize) -> String {
        let (list, field) = self.names();
        if matches!(list, "report" | "ask") {
            format!("{list}.{field}")
        } else {
            format!("{list}[{at}].{field}")
        }
    }

    /// The question to put, in plain words; `name` is the id of the person.
    pub fn question(self, name: &str) -> String {
        self.asks().replace("{}", name)
    }

    /// Whether it is about a person.
    pub fn of_person(self) -> bool {
        self.names().0 == "people"
    }
}
