//! Which frauds take in which others (the principal crime among frauds), and frauds of one finished
//! incident.

use alloc::format;
use alloc::vec::Vec;

use crate::case::{Case, Said};
use crate::edition::id;
use crate::facts::fraud::What;
use crate::pipeline::count::Item;

/// Classes counted once for each victim: the same again between the same people, told together, is one.
const PER_VICTIM: &[&str] = &[
    "NFIB1A", "NFIB1B", "NFIB1C", "NFIB1D", "NFIB1E", "NFIB1F", "NFIB1G", "NFIB1H", "NFIB1J", "NFIB2A",
    "NFIB2B", "NFIB2C", "NFIB2D", "NFIB2E", "NFIB3A", "NFIB3B", "NFIB3C", "NFIB3D", "NFIB3E", "NFIB3F",
    "NFIB3G", "NFIB4A", "NFIB6B", "NFIB9", "NFIB10", "NFIB18", "NFIB19", "NFIB51A", "NFIB51B", "NFIB52E",
    "35",
];

/// Leaves out what another fraud takes in.
pub fn absorb<'f>(case: &Case<'f>, kept: Vec<Item<'f>>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    let once = finished(case, kept, said);
    let taken_in = |place: usize| {
        let item = &once[place];
        once.iter()
            .enumerate()
            .find(|(other, by)| *other != place && takes_in(case, by, item))
            .map(|(other, _)| other)
    };
    let out: Vec<Option<usize>> = (0..once.len()).map(taken_in).collect();
    for (item, by) in once.iter().zip(&out) {
        if let Some(by) = by.and_then(|by| once.get(by)) {
            let rule = if is_computer(item.class) { id::R_12 } else { id::F_01 };
            said.because(id::F_09);
            said.because_here(rule, format!("{} served or is part of the {}", item.class, by.class));
            said.leave_out(item, rule, format!("served, or is part of, the {}", by.class));
        }
    }
    once.into_iter().zip(out).filter(|(_, by)| by.is_none()).map(|(item, _)| item).collect()
}

/// Frauds of one kind between the same people, told at once, are one finished incident.
fn finished<'f>(case: &Case<'f>, kept: Vec<Item<'f>>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    let mut once: Vec<Item<'f>> = Vec::new();
    for item in kept {
        let again = case.act(item.act).fraud.is_some()
            && once.iter().any(|other| {
                let alike =
                    other.class == item.class && other.attempt == item.attempt && other.act != item.act;
                let by_victim = PER_VICTIM.contains(&item.class)
                    && !item.victims.is_empty()
                    && other.victims == item.victims
                    && (item.by.is_empty() || other.by.is_empty() || other.by == item.by);
                let by_offender = item.class == "NFIB8A" && !item.by.is_empty() && other.by == item.by;
                alike && (by_victim || by_offender)
            });
        if again {
            let rule = if item.class == "NFIB51A" { id::E_09 } else { id::E_01 };
            said.because(rule);
            said.leave_out(&item, rule, "the same again between the same people, told at once");
        } else {
            once.push(item);
        }
    }
    once
}

fn is_computer(class: &str) -> bool {
    matches!(class, "NFIB50A" | "NFIB51A" | "NFIB52A" | "NFIB52B" | "NFIB52D")
}

/// Whether one recorded crime takes in another.
fn takes_in(case: &Case<'_>, by: &Item<'_>, item: &Item<'_>) -> bool {
    let shared_victim = by.victims.iter().any(|v| item.victims.contains(v));
    let shared_offender = by.by.iter().any(|o| item.by.contains(o));
    let unknown = by.by.is_empty() || item.by.is_empty();
    let fraud = |class: &str| class.starts_with("NFIB");
    let released = case.act(item.act).fraud.as_ref().is_some_and(|f| f.what == Some(What::MalwareReleased));
    let together = shared_victim && (shared_offender || unknown);
    match (by.class, item.class) {
        // The goal is principal over what served it: demand, attack, hacking, malware, in that order.
        ("NFIB51B", "NFIB51A" | "NFIB50A" | "35") | ("NFIB52E", "35") => together,
        ("NFIB52E" | "35", "NFIB52A" | "NFIB52B" | "NFIB52C" | "NFIB52D" | "NFIB50A") => together,
        ("NFIB51A", "NFIB50A" | "NFIB52A") => together && !released,
        ("NFIB52A" | "NFIB52B" | "NFIB52C" | "NFIB52D", "NFIB50A") => together && !released,
        // Malware or hacking that enabled a fraud on the same person is not recorded beside it.
        (class, "NFIB50A" | "NFIB52A" | "NFIB52B" | "NFIB52D") if fraud(class) && !is_computer(class) => {
            class != "NFIB52C" && !matches!(class, "NFIB51B" | "NFIB52E") && together && !released
        }
        // The broker's fraud over its employee's; any specific fraud over the abuse of a position.
        ("NFIB6B", "NFIB8A") => shared_offender,
        ("NFIB19", _) => false,
        (class, "NFIB19") if fraud(class) => (shared_victim && unknown) || shared_offender,
        // Employee fraud over theft by the employee, and over the false accounts that served it.
        ("NFIB8A", "41") => shared_offender || shared_victim,
        ("NFIB8A", "NFIB10") => shared_offender,
        // The fraud of a bankrupt on customers over the offence of trading while bankrupt.
        ("NFIB9", "NFIB11") => shared_offender,
        _ => false,
    }
}
