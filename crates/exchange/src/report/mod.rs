//! The report of a check: `summary.json` and `report.html` say the same things from the same value.

pub mod audit;
pub mod html;
pub mod plot;
pub mod summary;
pub mod words;

pub use html::page;
pub use summary::Summary;
