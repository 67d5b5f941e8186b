//! Onrecord's memory: the ledger, the rows of extracts and the tables made from both, on SQLite and
//! PostgreSQL from one SQL text.
//!
//! One way to write ([`Store::write`]): load state, decide, append to the ledger, bring the projections
//! up to date, commit, then acknowledge. Nothing acknowledged is lost, and nothing is changed unseen.
#![forbid(unsafe_code)]

pub mod access_log;
pub mod accounts;
pub mod book;
pub mod checkpoint;
pub mod content;
pub mod copy;
pub mod engine;
pub mod erase;
pub mod fault;
pub mod gate;
pub mod incidents;
pub mod lay_in;
pub mod links;
pub mod load;
pub mod migrate;
pub mod operations;
pub mod project;
pub mod reading;
pub mod rebuild;
pub mod restricted;
pub mod roles;
pub mod sessions;
pub mod settings;
pub mod sources;
pub mod sql;
pub mod surroundings;
pub mod verify;

use std::sync::Arc;

pub use engine::{Opening, Target};
pub use fault::Fault;
pub use gate::Work;
pub use surroundings::Surroundings;

/// An open database. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Store {
    pub(crate) engine: engine::Engine,
    pub(crate) schema: Arc<str>,
    pub(crate) surroundings: Arc<Surroundings>,
    pub(crate) target: Target,
}

impl Store {
    /// Where it is.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The clock and the source of randomness it was opened with.
    pub fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// By its own clock: microseconds since 1970 UTC.
    pub fn now(&self) -> i64 {
        self.surroundings.now()
    }
}
