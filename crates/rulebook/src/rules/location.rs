//! Which force records, and what is passed on.

use crate::case::{Case, Said};
use crate::pipeline::count::Item;
use crate::pipeline::whether::Test;

/// Whether the place stops a record here.
///
/// # Errors
/// What is recorded instead of a crime.
pub fn whether(_case: &Case<'_>, _item: &Item<'_>, _said: &mut Said<'_>) -> Test {
    Ok(())
}

/// Gives each crime the force that records it.
pub fn place<'f>(case: &Case<'f>, kept: &mut [Item<'f>], _said: &mut Said<'f>) {
    for item in kept {
        let place = case.act(item.act).place.as_ref();
        let named = place.and_then(|place| {
            place.suspect_was_in.as_ref().or(place.force.as_ref()).or(place.victim_was_in.as_ref())
        });
        item.force = named.cloned();
    }
}
