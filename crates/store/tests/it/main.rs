//! The store: one test body on both engines, and after every test the ledger verifies and the tables
//! equal their rebuild.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod access;
mod commands;
mod concurrency;
mod documents;
mod erasure;
mod golden;
mod guards;
#[path = "../golden/mod.rs"]
mod kept;
mod kit;
mod loads;
mod migrations;
mod operations;
mod roles;
