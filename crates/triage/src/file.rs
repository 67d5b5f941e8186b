//! The shape of a lexicon file.
//!
//! A phrase may carry endings after bars: `punch|ed|ing` stands for punch, punched and punching.

use serde::Deserialize;
use std::collections::BTreeMap;

/// A lexicon file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Its edition, `year-month`.
    pub version: String,
    /// Phrases, by section.
    pub section: Vec<Section>,
    /// Offence codes and recorded-crime classes, by family.
    pub codes: BTreeMap<String, Vec<String>>,
}

/// Phrases of one meaning from one source.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Where the phrases come from; every section says so.
    pub source: String,
    /// A family's name, a marker or a scope word.
    pub means: String,
    /// Which fields it is looked for in.
    pub fields: Vec<Field>,
    /// 1 weak to 4 decisive; 2 where not said.
    #[serde(default = "middling")]
    pub weight: i32,
    /// The phrases.
    pub phrases: Vec<String>,
}

/// A field of an extract, as far as phrases go.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// Opening and closing codes, offence titles, published categories, qualifiers.
    Codes,
    /// The log.
    Text,
    /// Channel and role of the reporter.
    Source,
}

const fn middling() -> i32 {
    2
}

/// A written phrase with each of its endings.
pub fn with_endings(written: &str) -> Vec<String> {
    let mut parts = written.split('|');
    let stem = parts.next().unwrap_or_default();
    let inflected = parts.map(|ending| format!("{stem}{ending}"));
    core::iter::once(stem.to_string()).chain(inflected).collect()
}
