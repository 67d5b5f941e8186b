//! The first of the audit's mathematics: intervals for a share, how many to audit, and a seeded draw
//! that anyone can re-derive from the published frame.
//!
//! Pure: no input or output, no clock; one software logarithm (`libm`, pinned), so that every
//! verifier gets the same order on every machine.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod beta;
pub mod draw;
pub mod interval;
pub mod plan;
pub mod sample;
