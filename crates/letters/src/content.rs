//! What a page holds, in the order it is read out.

use serde::Serialize;

/// A page: its title, language and date, and its blocks.
#[derive(Debug, Default, Serialize, PartialEq, Eq)]
pub struct Content {
    /// Title, as the page's own head has it.
    pub title: String,
    /// Language as in HTML: `en-GB`, `cy`.
    pub lang: String,
    /// Day of the pack, `2026-11-25`, where the page says.
    pub date: Option<String>,
    /// Who publishes it: first line of the page's banner.
    pub author: String,
    /// The blocks.
    pub blocks: Vec<Block>,
    /// Drawings by number; blocks name them by it.
    #[serde(skip)]
    pub drawings: Vec<String>,
}

/// A block of a page.
#[derive(Debug, Serialize, PartialEq, Eq)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading, level 1 to 6.
    Heading { level: u8, runs: Vec<Run> },
    /// A paragraph; `class` is the page's.
    Paragraph { class: String, runs: Vec<Run> },
    /// A list, one entry an item.
    List { items: Vec<Vec<Run>> },
    /// A table with one row of column headers; the first cell of a row may head it.
    Table { caption: String, head: Vec<Cell>, rows: Vec<Vec<Cell>> },
    /// A plot with the words that stand for it.
    Figure { caption: String, alt: String, drawing: usize },
}

/// A cell of a table.
#[derive(Debug, Default, Serialize, PartialEq, Eq)]
pub struct Cell {
    /// Its words.
    pub runs: Vec<Run>,
    /// Whether it heads its row or column.
    pub heads: bool,
    /// Whether it is a number, set right.
    pub number: bool,
}

/// Words of one style.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// `plain`, `strong`, `code`, or `mark` for a sign of a legend, whose words are its classes.
    pub style: &'static str,
}

/// The words of runs, without style.
pub fn words(runs: &[Run]) -> String {
    runs.iter()
        .filter(|run| run.style != "mark")
        .map(|run| run.text.as_str())
        .collect::<String>()
        .trim()
        .into()
}
