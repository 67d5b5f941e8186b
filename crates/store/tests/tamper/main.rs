//! Tampering is seen, and it is said where: nine ways of changing history with full power over the
//! database, on both engines, and bits turned over at random in SQLite's file, which anybody can edit.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bits;
mod force;
mod ways;
