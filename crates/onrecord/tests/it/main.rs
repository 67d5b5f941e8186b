//! The program as its users run it.

mod bad_input;
mod check_files;
mod docs;
mod real_data;
mod support;
