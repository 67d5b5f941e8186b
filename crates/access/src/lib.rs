//! Who may do what, and who is asking.
//!
//! One table ([`Policy`], `policy.csv`) answers role, action, scope and account status with yes or no
//! and a reason; passwords, second factors, sessions and lockout are rules of the time that is handed
//! in. Pure: no input or output, no clock, no randomness; random bytes are handed in.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod lockout;
pub mod password;
pub mod policy;
pub mod second_factor;
pub mod session;
pub mod token;
mod vocabulary;

pub use policy::{Decision, Policy, PolicyFault};
pub use vocabulary::{Action, Role, Scope, Status};

/// Microseconds in a second: times are microseconds since 1970 UTC, as in the ledger.
pub const SECOND: i64 = 1_000_000;
