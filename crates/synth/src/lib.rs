//! The synthetic force: seeded rows and histories with planted truth. Plainly fictional.
//!
//! [`force::force`] makes the incidents, crimes, people and logs of Borsetshire Police, with the
//! truth of what was missed and why; [`series`] makes monthly counts with planted gaps.
//!
//! Pure: no input or output, no clock; every random number comes from the seed.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod calendar;
mod crime_rows;
mod event;
pub mod force;
mod incident_rows;
mod making;
mod narrative;
mod offences;
mod options;
mod people;
mod person_rows;
mod places;
pub mod random;
mod record;
mod scenario;
pub mod series;
mod timeline;
mod truth;

pub use force::{Cause, CauseShare, Course, Difficulty, Missing, Options, Rates, Truth, World, force};
