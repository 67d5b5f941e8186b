//! What a row of an extract holds, parted into what may stay and what must be able to go: the body of
//! the observation, without personal data, and the personal rows beside it.

mod read;
mod write;

pub use read::{count_rows, crime, incident, person};
pub use write::{counts, crime_content, incident_content, people_content, quarantined};

use ledger::Value;

/// One record's row, ready to be staged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Which kind of record.
    pub table: &'static str,
    /// Its reference; empty where the extract has none.
    pub reference: String,
    /// What else it is about: the crime of a link, the column of a change.
    pub related: String,
    /// When it happened, microseconds since 1970 UTC.
    pub at: Option<i64>,
    /// Where it stands, in its own words.
    pub status: String,
    /// What may stay: no name, address or free text.
    pub body: Value,
    /// What must be able to go, each part a row of its own; `what` says which part it is.
    pub personal: Vec<Value>,
}

/// Kinds of record.
pub mod table {
    /// Incidents of extracts.
    pub const INCIDENTS: &str = "incidents";
    /// Recorded crimes of extracts.
    pub const CRIMES: &str = "crimes";
    /// The people of one incident or crime.
    pub const PEOPLE: &str = "people";
    /// The counts of one force, category and period.
    pub const COUNTS: &str = "counts";
    /// Rows set aside.
    pub const QUARANTINE: &str = "quarantine";
    /// Rows by source, channel and day.
    pub const RECONCILIATION: &str = "reconciliation";
    /// Files.
    pub const FILES: &str = "files";
    /// Columns that a later extract changed.
    pub const CHANGES: &str = "changes";
    /// Links between incidents and crimes.
    pub const LINKS: &str = "links";
}

/// What a personal part is.
pub mod what {
    /// The log's text.
    pub const NARRATIVE: &str = "narrative";
    /// Address, postcode, coordinates.
    pub const PLACE: &str = "place";
    /// Why a status was given, as typed.
    pub const REASON: &str = "reason";
    /// A person.
    pub const PERSON: &str = "person";
    /// A value that could not be read.
    pub const VALUE: &str = "value";
}
