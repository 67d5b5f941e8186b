//! The audit's mathematics: sizes and the seeded draw that anyone can re-derive, totals from the race,
//! intervals, the certificate, agreement of markers, planning (methods: audit-statistics, stat-ops).
//!
//! Pure: no input or output, no clock; one software logarithm (`libm`, pinned), so that every
//! verifier gets the same order on every machine.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod agreement;
pub mod allocation;
pub mod answers;
pub mod bands;
pub mod beta;
pub mod certificate;
pub mod comparisons;
pub mod des_raj;
pub mod draw;
pub mod effective;
pub mod estimate;
pub mod interval;
pub mod law;
pub mod list;
pub mod marks;
pub mod martingale;
pub mod plan;
pub mod planner;
pub mod population;
pub mod ppi;
pub mod protocol;
pub mod random;
pub mod review;
pub mod rivest;
pub mod sample;
pub mod sizes;
pub mod survey;
