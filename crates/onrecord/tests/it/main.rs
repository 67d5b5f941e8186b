//! The program as its users run it.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod audit_designs;
mod audit_files;
mod audit_refusals;
mod bad_input;
mod check_files;
mod convert;
mod decide;
mod docs;
mod formats;
mod hostile;
mod keeping;
mod loads;
mod packs;
mod publication;
mod real_data;
mod same_bytes;
mod same_in_every_format;
mod serving;
mod simulate;
mod support;
mod vectors;
