//! By when a crime must be recorded.

use crate::edition::{Day, Edition};

/// Hours from first receipt: 24 since April 2015, 72 before.
pub fn hours(edition: &Edition) -> u32 {
    let since = Day { year: 2015, month: 4, day: 1 };
    if edition.day >= since { 24 } else { 72 }
}
