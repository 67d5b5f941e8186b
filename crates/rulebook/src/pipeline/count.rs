//! How many: each allegation becomes items, one for each victim, owner, offender or group, as its class
//! is counted.

use alloc::string::String;
use alloc::vec::Vec;

use crate::case::{Allegation, Case, Said, Standing, Unit};
use crate::edition::{RuleId, id};

/// One countable thing: so many crimes of a class, to one victim (or none), by one group of offenders.
#[derive(Clone, Debug)]
pub struct Item<'f> {
    /// Class.
    pub class: &'static str,
    /// Code.
    pub code: Option<&'static str>,
    /// True for an attempt.
    pub attempt: bool,
    /// The act it comes from.
    pub act: usize,
    /// The victim; several where they count as one owner; none for an offence without a victim.
    pub victims: Vec<&'f str>,
    /// The offenders acting together.
    pub by: Vec<&'f str>,
    /// How many.
    pub count: u32,
    /// How it stands to others.
    pub standing: Standing,
    /// Whether it is an offence against the state.
    pub state: bool,
    /// Rules.
    pub rules: Vec<RuleId>,
    /// The force that records, where the location rules have settled it.
    pub force: Option<String>,
    /// Its place among the items, while the principal crimes are chosen.
    pub tag: usize,
}

impl<'f> Item<'f> {
    fn of(allegation: &Allegation<'f>, victims: Vec<&'f str>, by: Vec<&'f str>, count: u32) -> Self {
        Self {
            class: allegation.class,
            code: allegation.code,
            attempt: allegation.attempt,
            act: allegation.act,
            victims,
            by,
            count,
            standing: allegation.standing,
            state: allegation.state,
            rules: allegation.rules.clone(),
            force: None,
            tag: 0,
        }
    }
}

/// The items of all allegations.
pub fn items<'f>(case: &Case<'f>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    let mut items = Vec::new();
    for allegation in &said.allegations {
        counted(case, allegation, &mut items);
    }
    items
}

/// The general rule by which an allegation is counted, where there is more than one victim, or none.
fn general(case: &Case<'_>, allegation: &Allegation<'_>) -> Option<RuleId> {
    let several =
        allegation.victims.len() > 1 || allegation.victims.iter().any(|victim| case.number(victim) > 1);
    match allegation.unit {
        Unit::Victim | Unit::VictimAndOffender if several => Some(id::D_01),
        Unit::OffenderGroup | Unit::Offender if allegation.victims.is_empty() => Some(id::D_02),
        _ => None,
    }
}

fn counted<'f>(case: &Case<'f>, allegation: &Allegation<'f>, items: &mut Vec<Item<'f>>) {
    let by = || allegation.by.clone();
    let general = general(case, allegation);
    let mut push = |victims, by, count| {
        let mut item = Item::of(allegation, victims, by, count);
        item.rules.extend(general);
        items.push(item);
    };
    match allegation.unit {
        Unit::Victim if allegation.victims.is_empty() => push(Vec::new(), by(), 1),
        Unit::Victim => {
            for victim in &allegation.victims {
                push(alloc::vec![*victim], by(), case.number(victim));
            }
        }
        Unit::VictimAndOffender => {
            for victim in &allegation.victims {
                let offenders = sum(case, &allegation.by).max(1);
                push(alloc::vec![*victim], by(), case.number(victim).saturating_mul(offenders));
            }
        }
        Unit::Household if allegation.victims.is_empty() => push(Vec::new(), by(), 1),
        Unit::Household => {
            for household in households(case, &allegation.victims) {
                let count = if household.len() == 1 { count_of_one(case, household[0]) } else { 1 };
                push(household, by(), count);
            }
        }
        Unit::OffenderGroup => push(allegation.victims.clone(), by(), 1),
        Unit::Offender => push(allegation.victims.clone(), by(), sum(case, &allegation.by).max(1)),
        Unit::Fixed(count) => push(allegation.victims.clone(), by(), count),
    }
}

/// A numbered entry with a household label is one household; without one, so many owners.
fn count_of_one(case: &Case<'_>, id: &str) -> u32 {
    let labelled = case.person(id).is_some_and(|person| person.household.is_some());
    if labelled { 1 } else { case.number(id) }
}

fn sum(case: &Case<'_>, ids: &[&str]) -> u32 {
    ids.iter().map(|id| case.number(id)).fold(0, u32::saturating_add)
}

/// Victims grouped by household: whoever is connected, directly or through others, is together.
pub fn households<'f>(case: &Case<'f>, victims: &[&'f str]) -> Vec<Vec<&'f str>> {
    let mut groups: Vec<Vec<&'f str>> = Vec::new();
    for victim in victims {
        let (mut joined, apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|group| group.iter().any(|member| case.one_household(member, victim)));
        let mut group: Vec<&'f str> = joined.drain(..).flatten().collect();
        group.push(victim);
        groups = apart;
        groups.push(group);
    }
    groups
}
