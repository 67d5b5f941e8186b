//! The pages, one file a noun. Each asks the store, decides what may be seen, and draws with components.

pub(crate) mod access_log;
pub(crate) mod accounts;
pub(crate) mod completeness;
pub(crate) mod crime;
pub(crate) mod figures;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod incident;
pub(crate) mod late;
pub(crate) mod ledger;
pub(crate) mod links;
pub(crate) mod loads;
pub(crate) mod record;
pub(crate) mod restricted;
pub(crate) mod safeguarding;
pub(crate) mod search;
pub(crate) mod second_factor;
pub(crate) mod sessions;
pub(crate) mod set_up;
pub(crate) mod sign_in;
pub(crate) mod sources;

use crate::answer::{Answer, Failure};

pub(crate) type Answered = Result<Answer, Failure>;

/// Rows on one page of a list.
pub(crate) const ROWS: usize = 50;

/// The page number of a query, from 1.
pub(crate) fn page_number(text: &str) -> usize {
    text.parse().ok().filter(|number| (1..=100_000).contains(number)).unwrap_or(1)
}

/// The part of a list that a page shows, and whether there is more after it.
pub(crate) fn part_of<T>(list: &[T], page: usize) -> (&[T], bool) {
    let from = ((page - 1) * ROWS).min(list.len());
    let to = (from + ROWS).min(list.len());
    (list.get(from..to).unwrap_or_default(), to < list.len())
}
