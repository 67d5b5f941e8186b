//! A draft as the check sees it: blocks of text that know their lines.

use alloc::string::String;
use alloc::vec::Vec;

/// A draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

/// A paragraph, a heading, an item of a list, or a row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text, lines joined by a space; cells of a row joined by ` | `.
    pub text: String,
    /// Where each of its lines begins in `text` (byte), and that line's number in the draft.
    pub lines: Vec<(usize, u32)>,
    /// Cells of a row; empty otherwise.
    pub cells: Vec<Cell>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
}

/// A cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Where it begins in the row's text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its column's header, empty where there is none.
    pub header: String,
}

impl Block {
    /// A block of one line.
    pub fn of_line(kind: BlockKind, text: impl Into<String>, line: u32) -> Self {
        Self { kind, text: text.into(), lines: [(0, line)].into(), cells: Vec::new() }
    }

    /// A row of a table from its cells and the headers of its columns.
    pub fn row(cells: &[String], headers: &[String], line: u32) -> Self {
        let (mut text, mut placed) = (String::new(), Vec::new());
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                text.push_str(" | ");
            }
            let start = text.len();
            text.push_str(cell);
            let header = headers.get(at).cloned().unwrap_or_default();
            placed.push(Cell { start, end: text.len(), header });
        }
        Self { kind: BlockKind::Row, text, lines: [(0, line)].into(), cells: placed }
    }

    /// The line of a byte of its text.
    pub fn line_at(&self, at: usize) -> u32 {
        self.lines.iter().rev().find(|(start, _)| *start <= at).map_or(0, |(_, line)| *line)
    }

    /// The cell that holds a byte of a row's text.
    pub fn cell_at(&self, at: usize) -> Option<usize> {
        self.cells.iter().position(|cell| (cell.start..=cell.end).contains(&at))
    }
}
