//! The ledger against published vectors, an independent tree, and bytes that want to break it.

#![allow(clippy::unwrap_used)]

mod canonical;
mod chain;
mod corpus;
mod merkle;
mod notes;
mod promises;
