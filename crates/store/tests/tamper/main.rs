//! Tampering is seen, and it is said where: nine ways of changing history with full power over the
//! database file, and bits turned over at random. SQLite, whose file anybody can edit.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bits;
mod force;
mod ways;
