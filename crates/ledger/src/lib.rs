//! The mathematics of a ledger that shows when it was tampered with: canonical bytes, a SHA-256 chain,
//! the RFC 6962 Merkle root with its proofs, signed checkpoints in the public C2SP text form, and
//! commitments to personal rows that can be erased.
//!
//! Tamper-*evident*: whoever can write the database can rewrite it whole, and only a checkpoint that
//! someone else keeps will tell (SECURITY.md).
//!
//! Pure: no input or output, no clock, no randomness. Bytes from outside are an error value, never a
//! panic.
#![no_std]
#![forbid(unsafe_code)]
#![deny(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
#![cfg_attr(test, allow(clippy::indexing_slicing, clippy::arithmetic_side_effects))]

extern crate alloc;

pub mod canonical;
pub mod chain;
pub mod checkpoint;
pub mod commitment;
pub mod hash;
pub mod merkle;
pub mod note;
pub mod proof;

pub use canonical::{NotCanonical, Value};
pub use chain::{Broken, Chain, Entry, StoredEntry};
pub use checkpoint::Checkpoint;
pub use commitment::{Nonce, commitment};
pub use hash::Hash;
pub use merkle::Frontier;
pub use note::{SignedNote, SigningKey, VerifyingKey};
pub use proof::{Proof, Prover};
