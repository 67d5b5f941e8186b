//! Rules of this room are being written.

use alloc::vec::Vec;

use crate::case::{Case, Said};
use crate::pipeline::count::Item;

/// What an act amounts to here.
pub fn read<'f>(_case: &Case<'f>, _place: usize, _said: &mut Said<'f>) {}

/// What this room's crimes take in.
pub fn absorb<'f>(_case: &Case<'f>, kept: Vec<Item<'f>>, _said: &mut Said<'f>) -> Vec<Item<'f>> {
    kept
}
