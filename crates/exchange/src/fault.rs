//! What stops a command: each says what is wrong, where, and what to do. Exit 2.

use std::path::PathBuf;

/// A fault of the world or of what was asked, told to a person.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A file cannot be opened or read.
    #[error("{}: cannot be read ({error}). Check the path and that you may read it.", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// A file is not something that can be read as a table.
    #[error("{file}: {what}")]
    NotATable {
        /// Which file.
        file: String,
        /// What is wrong with it and what to do, as a sentence.
        what: String,
    },
    /// A mapping is wrong.
    #[error("mapping {mapping}: {what}")]
    Mapping {
        /// Which mapping.
        mapping: String,
        /// What is wrong with it and what to do, as a sentence.
        what: String,
    },
    /// A figures file, a draft, a template or a section 55 file is wrong.
    #[error("{file}: {what}")]
    Publication {
        /// Which file.
        file: String,
        /// What is wrong with it and what to do, as a sentence.
        what: String,
    },
    /// The output folder or a file in it cannot be written.
    #[error("{}: cannot be written ({error}). Nothing was left half written.", path.display())]
    Unwritable {
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// A plot or page could not be made.
    #[error("the report could not be drawn: {0}")]
    Report(String),
}

impl Fault {
    /// A file that is not a readable table.
    pub fn not_a_table(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self::NotATable { file: file.into(), what: what.into() }
    }

    /// A file of a publication that is wrong.
    pub fn publication(file: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Publication { file: file.into(), what: what.into() }
    }

    /// A mapping that is wrong.
    pub fn mapping(mapping: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Mapping { mapping: mapping.into(), what: what.into() }
    }
}
