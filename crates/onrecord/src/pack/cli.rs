//! The options of `pack`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Format;

/// Options of `pack`.
#[derive(Debug, Args)]
pub struct Pack {
    /// A draft to check: .txt, .md, .html, .docx or .odt
    #[arg(long, value_name = "FILE")]
    pub check: Option<PathBuf>,
    /// Make the pack of the force's crime data integrity board
    #[arg(long)]
    pub board: bool,
    /// Make the pack of the local policing body's quarterly board
    #[arg(long)]
    pub body: bool,
    /// Make that pack's public form: small numbers left out
    #[arg(long)]
    pub body_public: bool,
    /// Make the audit report
    #[arg(long)]
    pub audit: bool,
    /// Make the quality statement
    #[arg(long)]
    pub quality: bool,
    /// Make the public page "How well does your force record crime?"
    #[arg(long)]
    pub public: bool,
    /// Make the section 55 response from this file (TOML)
    #[arg(long, value_name = "FILE")]
    pub section55: Option<PathBuf>,
    /// Compute the figures of this file again and compare
    #[arg(long, value_name = "FIGURES")]
    pub replay: Option<PathBuf>,
    /// Figures that `check` and `audit estimate` wrote (figures.json); a CSV is read as quotations
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub figures: Vec<PathBuf>,
    /// Published figures of others, with their sources (CSV); in packs the force stands beside them
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub quotations: Vec<PathBuf>,
    /// Figures of an earlier period of the same length: packs say why recorded crime changed
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub before: Vec<PathBuf>,
    /// Folder for the packs
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Language of the packs: en or cy
    #[arg(long, default_value = "en", value_name = "LANGUAGE")]
    pub language: String,
    /// PDFs: made where onrecord-letters stands beside this program, always, or never
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub pdf: Pdf,
    /// Folder with the force's own templates, by the built-in ones' names
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Publish a new version over the one in --out, saying what changed
    #[arg(long, value_name = "WHAT")]
    pub correction: Option<String>,
    /// Day of the pack [default: today]
    #[arg(long, value_name = "DATE")]
    pub as_at: Option<String>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Whether packs are made as PDF too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Pdf {
    /// Where onrecord-letters stands beside this program.
    #[default]
    Auto,
    /// Always; without onrecord-letters nothing is made.
    Yes,
    /// Never.
    No,
}
