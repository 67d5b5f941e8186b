//! The pages by real HTTP, in one test program.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod bad_input;
mod kit;
mod log;
mod matrix;
mod pages;
mod signing_in;
