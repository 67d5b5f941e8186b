//! Rules of this room are being written.

use crate::case::{Case, Said};

/// What an act amounts to here.
pub fn read<'f>(_case: &Case<'f>, _place: usize, _said: &mut Said<'f>) {}
