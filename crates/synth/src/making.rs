//! What every row is made from.

use crate::options::Options;
use crate::people::Census;
use crate::places::County;

/// The options, the county and its people.
pub struct Making<'o> {
    /// What was asked for.
    pub options: &'o Options,
    /// The gazetteer.
    pub county: County,
    /// Where people come from.
    pub census: Census,
    /// When the extracts were taken, UTC seconds: nothing in them is later.
    pub extracted_at: i64,
    /// Households in the county, with and without events.
    pub n_households: usize,
}
