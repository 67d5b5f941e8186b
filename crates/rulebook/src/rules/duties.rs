//! What must be done besides recording.

use crate::case::{Case, Said};
use crate::edition::id;
use crate::facts::Reporter;
use crate::pipeline::count::Item;

/// Duties that follow from what is recorded or not.
pub fn follow<'f>(case: &Case<'f>, kept: &[Item<'f>], said: &mut Said<'f>) {
    if kept.iter().any(|item| ["1", "2", "4/1", "4/10"].contains(&item.class)) {
        said.must("Seek the on-call senior detective's or the registrar's advice before recording", id::V_01);
    }
    if kept.is_empty()
        && !case.facts.acts.is_empty()
        && case.facts.report.by.is_some_and(|by| by != Reporter::Police)
    {
        said.must("Tell the victim or the person who reported that no crime is recorded, and that they may challenge it", id::A_24);
    }
    if said.others.iter().any(|other| other.n_code.is_some_and(|code| code.starts_with("N100"))) {
        said.must("The registrar oversees every reported rape that does not become a crime", id::N_03);
    }
    if said.others.iter().any(|other| other.n_code.is_some_and(|code| code.starts_with("N300"))) {
        said.must("The registrar oversees every reported death that does not become a crime", id::N_08);
    }
}
