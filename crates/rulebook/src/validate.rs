//! Facts that contradict each other, or name what does not exist, are refused with the field and the
//! reason.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::decision::Refusal;
use crate::edition::{Day, Edition};
use crate::facts::{Facts, Person};

/// Every contradiction found; none where the facts can be read.
pub fn refusals(facts: &Facts) -> Vec<Refusal> {
    let mut found = Vec::new();
    people(facts, &mut found);
    references(facts, &mut found);
    records(facts, &mut found);
    dates(facts, &mut found);
    found
}

fn refuse(found: &mut Vec<Refusal>, field: String, reason: String) {
    found.push(Refusal { field, reason });
}

fn people(facts: &Facts, found: &mut Vec<Refusal>) {
    for (i, person) in facts.people.iter().enumerate() {
        if person.id.is_empty() {
            refuse(
                found,
                format!("people[{i}].id"),
                String::from("is empty; give each person a short name of your own"),
            );
        }
        if facts.people[..i].iter().any(|other| other.id == person.id) {
            refuse(
                found,
                format!("people[{i}].id"),
                format!("`{}` stands twice; each id names one person", person.id),
            );
        }
        if person.number == Some(0) {
            refuse(found, format!("people[{i}].number"), String::from("is 0; leave the entry out"));
        }
        ages(person, i, found);
    }
}

fn ages(person: &Person, i: usize, found: &mut Vec<Refusal>) {
    let (age, least, under) = (person.age, person.age_at_least, person.age_under);
    if age.is_some_and(|age| age > 130) {
        refuse(found, format!("people[{i}].age"), String::from("is over 130 years"));
    }
    if let (Some(age), Some(under)) = (age, under)
        && age >= under
    {
        refuse(found, format!("people[{i}].age_under"), format!("says under {under}, but age is {age}"));
    }
    if let (Some(age), Some(least)) = (age, least)
        && age < least
    {
        refuse(
            found,
            format!("people[{i}].age_at_least"),
            format!("says at least {least}, but age is {age}"),
        );
    }
    if let (Some(least), Some(under)) = (least, under)
        && least >= under
    {
        refuse(
            found,
            format!("people[{i}].age_under"),
            format!("says under {under}, but age_at_least says {least}"),
        );
    }
}

fn references(facts: &Facts, found: &mut Vec<Refusal>) {
    let known = |id: &str| facts.people.iter().any(|person| person.id == id);
    let mut check = |field: String, id: &str| {
        if !known(id) {
            refuse(found, field, format!("`{id}` is nobody in `people`; list them there"));
        }
    };
    for (i, act) in facts.acts.iter().enumerate() {
        act.by.iter().for_each(|id| check(format!("acts[{i}].by"), id));
        act.to.iter().for_each(|id| check(format!("acts[{i}].to"), id));
    }
    for (i, relation) in facts.relations.iter().enumerate() {
        check(format!("relations[{i}].of"), &relation.of);
        check(format!("relations[{i}].to"), &relation.to);
    }
    for (i, death) in facts.deaths.iter().enumerate() {
        check(format!("deaths[{i}].person"), &death.person);
        death.by.iter().for_each(|id| check(format!("deaths[{i}].by"), id));
    }
    if let Some(id) = &facts.report.person {
        check(String::from("report.person"), id);
    }
    for (i, act) in facts.acts.iter().enumerate() {
        if let Some(id) = act.by.iter().find(|id| act.to.contains(*id)) {
            refuse(
                found,
                format!("acts[{i}].to"),
                format!("`{id}` is both who did it and to whom it was done; write an act for each direction"),
            );
        }
    }
}

fn records(facts: &Facts, found: &mut Vec<Refusal>) {
    for (i, prior) in facts.prior.iter().enumerate() {
        let classes = prior.class.iter().chain(&prior.class_any_of);
        for class in classes.filter(|class| !Edition::knows_class(class)) {
            refuse(
                found,
                format!("prior[{i}].class"),
                format!("`{class}` is no class of the notifiable offence list"),
            );
        }
    }
}

fn dates(facts: &Facts, found: &mut Vec<Refusal>) {
    let asked = facts.ask.decided.iter().map(|day| (String::from("ask.decided"), day));
    let received = facts.report.received.iter().map(|day| (String::from("report.received"), day));
    let recorded = facts
        .prior
        .iter()
        .enumerate()
        .filter_map(|(i, prior)| Some((format!("prior[{i}].recorded"), prior.recorded.as_ref()?)));
    for (field, text) in asked.chain(received).chain(recorded) {
        if Day::read(text).is_none() {
            refuse(
                found,
                field,
                format!("`{text}` is no date; write YYYY-MM-DD, or a date and time with its offset"),
            );
        }
    }
}
