//! The rules: each reads the claims and says what cannot stand, with the reason in a sentence.

mod amounts;
mod dates;
mod judgment;
mod law;
mod pairs;
mod parts;
mod totals;

use alloc::vec::Vec;

use super::Evidence;
use super::claim::Claim;
use super::label::{Found, Remark};
use super::passage::Passage;

/// What the rules read.
pub struct Read<'a> {
    /// The passages.
    pub passages: &'a [Passage],
    /// All numbers.
    pub numbers: &'a [Found],
    /// All claims.
    pub claims: &'a [Claim],
    /// What the draft may rest on.
    pub evidence: &'a Evidence<'a>,
}

/// A remark on a number.
pub type Remarked = (usize, Remark);

/// Every finding of every rule.
pub fn all(
    passages: &[Passage],
    numbers: &[Found],
    claims: &[Claim],
    evidence: &Evidence<'_>,
) -> Vec<Remarked> {
    let read = Read { passages, numbers, claims, evidence };
    let mut found = Vec::new();
    amounts::look(&read, &mut found);
    parts::look(&read, &mut found);
    pairs::look(&read, &mut found);
    judgment::look(&read, &mut found);
    totals::look(&read, &mut found);
    dates::look(&read, &mut found);
    law::look(&read, &mut found);
    found
}

impl Read<'_> {
    /// As a number is written, and its line: `"96.6%" in line 8`.
    pub fn place(&self, found: usize) -> alloc::string::String {
        self.numbers
            .get(found)
            .map_or_else(alloc::string::String::new, |n| alloc::format!("\"{}\" in line {}", n.text, n.line))
    }

    /// The passage and number of a found number.
    pub fn number(&self, found: usize) -> Option<(&Passage, &super::scan::Number)> {
        let at = self.numbers.get(found)?;
        let passage = self.passages.get(at.passage)?;
        passage.numbers.get(at.number).map(|number| (passage, number))
    }

    /// The sentence of a found number, as passage and first token.
    pub fn sentence(&self, found: usize) -> Option<(usize, usize)> {
        let at = self.numbers.get(found)?;
        let (passage, number) = self.number(found)?;
        Some((at.passage, passage.sentence_of(number.from).0))
    }
}

/// A number in print: at most one place, no noughts behind the point.
pub fn shown(value: f64) -> alloc::string::String {
    let text = alloc::format!("{value:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), alloc::borrow::ToOwned::to_owned)
}
