//! Which closed logs may hide a crime, and why.
//!
//! Pure: no input or output, no clock. Codes and words come from a versioned lexicon file; what the
//! ranking prints are reasons to look, never the finding that there was a crime.
#![forbid(unsafe_code)]

mod facts;
mod file;
mod lexicon;
mod matcher;
mod ranking;
mod reasons;
mod scope;
mod sense;

pub use facts::{Reading, family_of_crime, family_of_incident, is_crime_related, read};
pub use lexicon::{Cue, Lexicon, LexiconError};
pub use ranking::{Ranked, Reason, rank};
pub use scope::Standing;
