//! A block with its tokens, sentences and numbers, and the words that lead into it.

use alloc::string::String;
use alloc::vec::Vec;

use super::draft::{BlockKind, Draft};
use super::scan::{self, Number};
use super::tokens::{self, Token};

/// A block, read.
#[derive(Clone, Debug)]
pub struct Passage {
    /// Which block of the draft.
    pub block: usize,
    /// What kind.
    pub kind: BlockKind,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its sentences, in tokens.
    pub sentences: Vec<(usize, usize)>,
    /// Its numbers.
    pub numbers: Vec<Number>,
    /// The sentence that leads into an item of a list, in lower case.
    pub lead_in: String,
    /// The heading above, in lower case.
    pub heading: String,
    /// Cells of a row: first and last byte, and the column's header in lower case.
    pub columns: Vec<(usize, usize, String)>,
}

/// Reads the blocks of a draft.
pub fn read(draft: &Draft) -> Vec<Passage> {
    let (mut heading, mut lead_in) = (String::new(), String::new());
    let mut passages = Vec::new();
    for (at, block) in draft.blocks.iter().enumerate() {
        let tokens = tokens::tokens(&block.text);
        let sentences = tokens::sentences(&tokens);
        let numbers = scan::numbers(&tokens, block.kind != BlockKind::Row);
        let lower = words(&tokens, 0, tokens.len());
        let is_lead_in =
            block.kind == BlockKind::Paragraph && block.text.trim_end().ends_with([':', '-', '\u{2013}']);
        if block.kind == BlockKind::Heading {
            heading.clone_from(&lower);
            lead_in.clear();
        }
        let leads = if block.kind == BlockKind::Item { lead_in.clone() } else { String::new() };
        if is_lead_in {
            lead_in = sentences.last().map_or(lower, |(from, to)| words(&tokens, *from, *to));
        } else if block.kind == BlockKind::Paragraph {
            lead_in.clear();
        }
        passages.push(Passage {
            block: at,
            kind: block.kind,
            tokens,
            sentences,
            numbers,
            lead_in: leads,
            heading: heading.clone(),
            columns: block
                .cells
                .iter()
                .map(|cell| (cell.start, cell.end, cell.header.to_lowercase()))
                .collect(),
        });
    }
    passages
}

/// Tokens as lower-case words with single spaces; a hyphen between letters stays joined.
pub fn words(tokens: &[Token], from: usize, to: usize) -> String {
    let mut text = String::new();
    let slice = tokens.get(from..to.max(from)).unwrap_or_default();
    for (at, token) in slice.iter().enumerate() {
        let joined = at > 0 && slice.get(at - 1).is_some_and(|before| before.end == token.start);
        if at > 0 && !joined {
            text.push(' ');
        }
        text.push_str(&token.lower);
    }
    text
}

impl Passage {
    /// The sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> (usize, usize) {
        self.sentences
            .iter()
            .copied()
            .find(|(from, to)| (*from..*to).contains(&token))
            .unwrap_or((0, self.tokens.len()))
    }

    /// The header of the column that holds a byte, in lower case.
    pub fn header_at(&self, byte: usize) -> &str {
        let found = self.columns.iter().find(|(start, end, _)| (*start..=*end).contains(&byte));
        found.map_or("", |(_, _, header)| header.as_str())
    }

    /// All headers of a row.
    pub fn headers(&self) -> String {
        let all: Vec<&str> = self.columns.iter().map(|(_, _, header)| header.as_str()).collect();
        all.join(" ")
    }

    /// Whether a cell of a row holds words with several numbers, which are read as words are.
    pub fn has_prose(&self) -> bool {
        let byte = |n: &Number| self.tokens.get(n.from).map_or(0, |token| token.start);
        self.columns.iter().any(|(start, end, _)| {
            self.numbers.iter().filter(|n| (*start..=*end).contains(&byte(n))).count() > 2
        })
    }

    /// Whether it is no row of a table.
    pub fn cells_empty(&self) -> bool {
        self.kind != BlockKind::Row
    }

    /// Words from one token to before another.
    pub fn words(&self, from: usize, to: usize) -> String {
        words(&self.tokens, from, to)
    }
}
