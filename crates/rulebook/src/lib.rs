//! The recording rules as a dated edition: facts in, what must be recorded out, with the rule ids and
//! the reasons.
//!
//! Pure: no input or output, no clock, no ambient randomness. A fact that is not given is unknown, and
//! unknown is never read as no: the answer says which missing facts could change it.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod case;
pub mod decision;
pub mod edition;
pub mod facts;
pub mod gaps;
pub mod pipeline;
pub mod rules;
pub mod schema;
pub mod settings;
pub mod validate;

pub use decision::{Decision, Refusal, Verdict};
pub use edition::{Day, Edition};
pub use facts::Facts;
pub use pipeline::{decide, decide_without_questions};
pub use schema::schema;
pub use settings::Settings;
