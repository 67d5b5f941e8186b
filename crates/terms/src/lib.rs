//! The few types all rooms share: references, instants with their precision, intervals, offence
//! families and the rows of an extract.
//!
//! Pure: no input or output, no clock, no ambient randomness. Malformed input is an error value.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod decimal;
pub mod extract;
pub mod family;
pub mod interval;
pub mod time;

pub use decimal::Decimal;
pub use extract::{
    CountRow, CrimeRef, CrimeRow, CrimeStatus, DecisionMethod, IncidentRef, IncidentRow, PersonRole,
    PersonRow, Place, Point, Text,
};
pub use family::Family;
pub use interval::{Interval, Share};
pub use time::{Day, Elapsed, Instant, Month, Period, Precision, Zone};
