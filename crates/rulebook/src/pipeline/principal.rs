//! One incident between the same people is one crime, the principal one; what the rules record beside
//! it stays.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::count::Item;
use crate::case::{Case, Said, Standing};
use crate::edition::{Edition, OFFENCES, Offence, PRINCIPAL, id};
use crate::facts::Act;
use crate::rules;

/// The items that are recorded. For each victim, what the same offenders did is cut down to its principal
/// crime; a crime with several victims (a household, a shared exposure) is recorded where it is principal
/// for any of them.
pub fn kept<'f>(case: &Case<'f>, mut items: Vec<Item<'f>>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    for (tag, item) in items.iter_mut().enumerate() {
        item.tag = tag;
    }
    let mut victims: Vec<&str> = items.iter().flat_map(|item| item.victims.iter().copied()).collect();
    victims.sort_unstable();
    victims.dedup();
    let mut recorded: Vec<bool> =
        items.iter().map(|item| item.victims.is_empty() || item.standing == Standing::Beside).collect();
    for victim in victims {
        let theirs = items.iter().filter(|item| item.victims.contains(&victim) && !recorded_beside(item));
        let groups = by_offenders(theirs.cloned().collect());
        if groups.len() > 1 {
            said.because(id::D_01);
        }
        for group in groups {
            several_forces(case, &group, said);
            principal_of(case, group, said).iter().for_each(|item| recorded[item.tag] = true);
        }
    }
    // Yielding for one victim does not count where it is principal for another.
    said.left_out.retain(|left| !left.tag.is_some_and(|tag| recorded[tag]));
    items.retain(|item| recorded[item.tag]);
    let with_victim = items.iter().any(|item| !item.victims.is_empty());
    if with_victim && items.iter().any(|item| item.state) {
        said.because(id::F_08);
    }
    sort(case, &mut items);
    rules::absorb(case, items, said)
}

/// A series between the same people in several forces is one crime, of the force of the latest.
fn several_forces(case: &Case<'_>, group: &[Item<'_>], said: &mut Said<'_>) {
    let force = |item: &Item<'_>| case.act(item.act).place.as_ref().and_then(|place| place.force.as_deref());
    let mut forces = group.iter().filter_map(force);
    let first = forces.next();
    if forces.any(|force| Some(force) != first) {
        said.because(id::G_05);
    }
}

fn recorded_beside(item: &Item<'_>) -> bool {
    item.standing == Standing::Beside
}

/// One victim's items, by offenders: the same, or some of them acting together. Unknown offenders of one
/// matter are taken to be the same unless facts tell them apart.
fn by_offenders(items: Vec<Item<'_>>) -> Vec<Vec<Item<'_>>> {
    let mut groups: Vec<Vec<Item<'_>>> = Vec::new();
    for item in items {
        let same = |other: &Item<'_>| {
            (item.by.is_empty() && other.by.is_empty()) || item.by.iter().any(|o| other.by.contains(o))
        };
        let (joined, mut apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.iter().any(same));
        let mut group: Vec<Item<'_>> = joined.into_iter().flatten().collect();
        group.push(item);
        apart.push(group);
        groups = apart;
    }
    groups
}

fn principal_of<'f>(case: &Case<'f>, mut group: Vec<Item<'f>>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    sort(case, &mut group);
    match group.iter().any(|item| item.standing == Standing::Conduct) {
        true => rules::conduct::ladder(case, group, said),
        false => top(group, said),
    }
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
        let another_offender = item.by.iter().any(|by| kept.iter().all(|k| !k.by.contains(by)));
        let also_counted = is_rape(item.class) && is_rape(kept[0].class) && another_offender;
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
    let why = format!("part of the {} between the same people", to.class);
    said.because_here(rule, format!("{} is {why}", item.class));
    said.leave_out(item, rule, why);
    if item.class == "88A" && rules::sexual::is_sexual(to.class) {
        said.because(id::X_06);
    }
    if rule == id::F_01 {
        let by_table = printed(item.class, item.code) && printed(to.class, to.code);
        said.because(if by_table { id::F_11 } else { id::F_02 });
    }
}

/// Whether the look-up table prints an offence.
pub fn printed(class: &str, code: Option<&str>) -> bool {
    PRINCIPAL.iter().any(|row| {
        let by_code = row.codes.is_empty() || code.is_none_or(|code| row.codes.contains(&code));
        row.classes.contains(&class) && by_code
    })
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
        gravity(a)
            .cmp(&gravity(b))
            .then_with(|| held(x).cmp(&held(y)))
            .then_with(|| y.when.cmp(&x.when))
            .then_with(|| b.victims.len().cmp(&a.victims.len()))
            .then_with(|| where_told(x).cmp(&where_told(y)))
            .then_with(|| by_name(&a.by).cmp(&by_name(&b.by)))
            .then_with(|| by_name(&a.victims).cmp(&by_name(&b.victims)))
    });
}

/// Whether an act stands in a record already, or came before it: of equals the new one is recorded.
fn held(act: &Act) -> (bool, bool) {
    (act.already_recorded == Some(true), act.before_record == Some(true))
}

/// Everything else told of an act, as a text to order by.
fn where_told(act: &Act) -> String {
    let mut rest = act.clone();
    rest.by.clear();
    rest.to.clear();
    format!("{rest:?}")
}

fn by_name<'f>(ids: &[&'f str]) -> Vec<&'f str> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids
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
            let (row_months, row_violent) = sentence_of(row.row.map(|at| &OFFENCES[at]));
            row_violent == violent && row_months < months
        })
        .map_or(if violent { 77 } else { 99 }, |row| u32::from(row.order) * 2 - 1)
}

/// Longest sentence in months, and whether the class is violence, a sexual offence or robbery.
pub fn sentence(class: &str, code: Option<&str>) -> (u16, bool) {
    sentence_of(code.and_then(|code| Edition::offence(class, code)).or_else(|| Edition::class(class)))
}

fn sentence_of(row: Option<&Offence>) -> (u16, bool) {
    row.map_or((0, false), |row| {
        let violent = ["Violence against the person", "Sexual offences", "Robbery"].contains(&row.group);
        (row.max_months, violent)
    })
}
