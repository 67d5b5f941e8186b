//! Packs and letters as tagged PDF (PDF/UA-1), by Typst.
//!
//! In: the page of a pack, as `onrecord pack` writes it, from the built-in templates or a force's own.
//! Out: the same words, tables and plots as a PDF with tags, title and language, its fonts inside; the
//! same page always gives the same bytes. Nothing is fetched and no file is read.
#![forbid(unsafe_code)]

mod content;
mod page;
mod typeset;

pub use typeset::pdf;

/// Longest page read, bytes: a pack of 500 pages is some 3 MB.
pub const LONGEST_PAGE: usize = 32 * 1024 * 1024;

/// Why a page is not made into a PDF.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refused {
    /// More than [`LONGEST_PAGE`].
    #[error("the page is longer than {} MB. Split the pack.", LONGEST_PAGE / 1024 / 1024)]
    TooLong,
    /// No heading or no words.
    #[error("the page has no {0}; a tagged PDF needs one. Look at the template.")]
    Lacks(&'static str),
    /// Something on the page cannot be made accessible or set.
    #[error("the page cannot be set as PDF/UA-1: {0}")]
    NotSet(String),
}
