//! One incident between the same people is one crime, the principal one; what the rules record beside
//! it stays.

use alloc::format;
use alloc::vec::Vec;

use super::count::Item;
use crate::case::{Case, Said, Standing};
use crate::edition::{Edition, PRINCIPAL, id};
use crate::rules;

/// The items that are recorded, each group of the same victim and offenders cut down to its principal
/// crime.
pub fn kept<'f>(case: &Case<'f>, items: Vec<Item<'f>>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    let mut groups: Vec<Vec<Item<'f>>> = Vec::new();
    for item in items {
        let (joined, mut apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.iter().any(|other| same_people(&item, other)));
        let mut group: Vec<Item<'f>> = joined.into_iter().flatten().collect();
        group.push(item);
        apart.push(group);
        groups = apart;
    }
    let kept: Vec<Item<'f>> = groups.into_iter().flat_map(|group| principal_of(case, group, said)).collect();
    rules::absorb(case, kept, said)
}

/// The same victim and the same offenders, or some of them acting together; unknown offenders of one
/// matter are taken to be the same unless facts tell them apart.
fn same_people(a: &Item<'_>, b: &Item<'_>) -> bool {
    let victim = a.victims.iter().any(|v| b.victims.contains(v));
    let offenders = (a.by.is_empty() && b.by.is_empty()) || a.by.iter().any(|o| b.by.contains(o));
    victim && offenders
}

fn principal_of<'f>(case: &Case<'f>, group: Vec<Item<'f>>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    let (beside, mut rest): (Vec<_>, Vec<_>) =
        group.into_iter().partition(|i| i.standing == Standing::Beside);
    sort(case, &mut rest);
    let mut kept = match rest.iter().any(|item| item.standing == Standing::Conduct) {
        true => rules::conduct::ladder(case, rest, said),
        false => top(rest, said),
    };
    kept.extend(beside);
    kept
}

/// The gravest item, and with it those of its kind that are counted for themselves (each offender who
/// raped).
pub fn top<'f>(mut sorted: Vec<Item<'f>>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    if sorted.len() < 2 {
        return sorted;
    }
    let first = sorted.remove(0);
    let mut kept = alloc::vec![first];
    for item in sorted {
        let also_counted =
            is_rape(item.class) && is_rape(kept[0].class) && kept.iter().all(|k| k.by != item.by);
        if also_counted {
            kept.push(item);
        } else {
            yields(&item, &kept[0], said);
        }
    }
    kept
}

/// Notes that an item is documented within another and not recorded for itself.
pub fn yields(item: &Item<'_>, to: &Item<'_>, said: &mut Said<'_>) {
    let rule = if item.class == to.class && item.code == to.code { id::E_01 } else { id::F_01 };
    said.because_here(rule, format!("{} is part of the {} between the same people", item.class, to.class));
}

/// Whether a class is rape.
pub fn is_rape(class: &str) -> bool {
    matches!(class, "19C" | "19D" | "19E" | "19F" | "19G" | "19H" | "19J" | "19K")
}

/// How grave: smaller is graver. The look-up table first; what it does not hold stands where its longest
/// sentence would put it among offences of its kind, violence before property.
pub fn gravity(item: &Item<'_>) -> (u32, u32, &'static str, &'static str) {
    let place = place(item.class, item.code);
    (place, u32::from(item.attempt), item.class, item.code.unwrap_or_default())
}

/// Sorts items gravest first; of equals the latest first (its force records a series), so that the order
/// in which they were told decides nothing.
pub fn sort(case: &Case<'_>, items: &mut [Item<'_>]) {
    items.sort_by(|a, b| {
        let (x, y) = (case.act(a.act), case.act(b.act));
        let force = |item: &Item<'_>| {
            let place = case.act(item.act).place.as_ref();
            place.and_then(|place| place.suspect_was_in.clone().or(place.force.clone()).or(place.victim_was_in.clone()))
        };
        gravity(a)
            .cmp(&gravity(b))
            .then_with(|| y.when.cmp(&x.when))
            .then_with(|| force(a).cmp(&force(b)))
            .then_with(|| a.by.cmp(&b.by))
    });
}

/// Twice the printed place of an offence in the look-up table; for others, just before the first of their
/// kind with a shorter longest sentence.
pub fn place(class: &str, code: Option<&str>) -> u32 {
    if let Some(code) = code {
        let by_code = PRINCIPAL.iter().find(|row| row.codes.contains(&code) && row.classes.contains(&class));
        if let Some(row) = by_code {
            return u32::from(row.order) * 2;
        }
    }
    let whole_class = PRINCIPAL.iter().filter(|row| row.classes.contains(&class));
    let whole_class = match code {
        Some(_) => whole_class.filter(|row| row.codes.is_empty()).map(|row| row.order).max(),
        None => whole_class.map(|row| row.order).max(),
    };
    if let Some(order) = whole_class {
        return u32::from(order) * 2;
    }
    let (months, violent) = sentence(class, code);
    PRINCIPAL
        .iter()
        .find(|row| {
            let (row_class, row_code) = (row.classes[0], row.codes.first().copied());
            let (row_months, row_violent) = sentence(row_class, row_code);
            row_violent == violent && row_months < months
        })
        .map_or(if violent { 77 } else { 99 }, |row| u32::from(row.order) * 2 - 1)
}

/// Longest sentence in months, and whether the class is violence, a sexual offence or robbery.
pub fn sentence(class: &str, code: Option<&str>) -> (u16, bool) {
    let row = code
        .and_then(|code| Edition::offence(class, code))
        .or_else(|| crate::edition::OFFENCES.iter().find(|row| row.class == class));
    row.map_or((0, false), |row| {
        let violent = ["Violence against the person", "Sexual offences", "Robbery"].contains(&row.group);
        (row.max_months, violent)
    })
}
