//! The pages by real HTTP, in one test program.

mod bad_input;
mod kit;
mod log;
mod matrix;
mod pages;
mod signing_in;
