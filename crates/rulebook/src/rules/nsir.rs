//! Rules of this room are being written.

use crate::case::{Case, Said};

/// What other happenings are.
pub fn read<'f>(_case: &Case<'f>, _said: &mut Said<'f>) {}
