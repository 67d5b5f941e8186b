//! Intake as a force's analyst meets it: dreadful files, every case a row of a table.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accepted;
mod any_bytes;
mod corpus;
mod counts;
mod grouping;
mod kit;
mod logs;
mod mappings;
mod profiles;
mod promises;
mod refused;
mod round_trip;
mod rows;
