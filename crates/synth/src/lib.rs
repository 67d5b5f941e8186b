//! The synthetic force: seeded rows and histories with planted truth. Plainly fictional.
//!
//! Pure: no input or output, no clock; every random number comes from the seed.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod random;
pub mod series;
