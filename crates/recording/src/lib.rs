//! What is decided about a report, and what follows from it: commands are decided into events, and
//! events alone change what is known (`decide`, `evolve`).
//!
//! Pure: no input or output, no clock, no randomness; what a decision needs of the world is handed in
//! as a [`Moment`]. No event holds personal data or free text: those live in rows that can be erased.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod body;
pub mod decide;
pub mod event;
pub mod incident;
pub mod refusal;
pub mod safeguarding;

pub use decide::{Command, Moment, decide, decide_erasure, decide_sealing};
pub use event::{Event, Unreadable};
pub use incident::{Incident, evolve};
pub use refusal::Refusal;
