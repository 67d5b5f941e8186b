//! The report of an audit: one page that an inspector can check by hand, from the same answers as the
//! text, the JSON and figures.json.

pub mod measures;
pub mod page;
#[cfg(test)]
mod tests;
