//! Measures, reconciliation and the completeness alarm: what the figures say, with n, interval and
//! method, and where they cannot say anything.
//!
//! Pure: no input or output, no clock, no ambient randomness.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod change;
pub mod comparison;
pub mod completeness;
pub mod coverage;
pub mod figure;
pub mod publication;
pub mod quiet;
pub mod section55;
pub mod series;
pub mod timeliness;
