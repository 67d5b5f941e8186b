//! Packs: templates that take figures by name, written as one HTML file and a workbook of the figures
//! and their evidence. A figure that is unknown or lacks its interval stops the pack.

mod response;
mod sections;
mod template;
mod words;
mod workbook;

pub use template::{Context, Language, render};
pub use workbook::workbook;

/// The kinds of pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The force's crime data integrity board.
    Board,
    /// The local policing body's quarterly board.
    Body,
    /// The same in a form safe for the public.
    BodyPublic,
    /// The audit report.
    Audit,
    /// The section 55 response.
    Section55,
    /// The quality statement.
    Quality,
    /// The public page.
    Public,
}

impl Kind {
    /// Its name in files and catalogues.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Body => "body",
            Self::BodyPublic => "body-public",
            Self::Audit => "audit",
            Self::Section55 => "section55",
            Self::Quality => "quality",
            Self::Public => "public",
        }
    }

    /// Whether small numbers are left out.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::BodyPublic | Self::Public)
    }
}
