//! HTML, by html5gum: words a reader sees, without scripts, styles, drawings and hidden parts.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use oversight::publication::{BlockKind, Draft};

use super::Gather;

/// Parts whose words are not read.
const UNREAD: &[&str] = &["script", "style", "head", "svg", "template", "noscript"];

pub fn read(text: &str) -> Draft {
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let line_of = |byte: usize| starts.partition_point(|start| *start <= byte) as u32;
    let mut reader = Reader::default();
    let emitter = DefaultEmitter::<usize>::new_with_span();
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                reader.open(&name, tag.self_closing, line_of(tag.span.start));
            }
            Token::EndTag(tag) => reader.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => {
                let (content, start) = (String::from_utf8_lossy(&words).into_owned(), words.span.start);
                reader.say(&content, start, &line_of);
            }
            _ => {}
        }
    }
    reader.gather.finish()
}

#[derive(Default)]
struct Reader {
    gather: Gather,
    unread: Vec<String>,
    header_cells: u32,
    cells: u32,
    in_cell: bool,
}

impl Reader {
    fn open(&mut self, name: &str, self_closing: bool, line: u32) {
        if UNREAD.contains(&name) && !self_closing {
            self.unread.push(name.to_owned());
        }
        if !self.unread.is_empty() {
            return;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.gather.begin(BlockKind::Heading, line),
            "li" => self.gather.begin(BlockKind::Item, line),
            "p" | "div" | "section" | "article" | "blockquote" | "figure" | "figcaption" | "caption"
            | "dt" | "dd" | "ul" | "ol" | "main" | "header" | "footer" | "nav" => {
                self.paragraph(name, line);
            }
            "table" => self.gather.begin_table(),
            "tr" => {
                self.end_row();
                (self.header_cells, self.cells) = (0, 0);
                self.gather.begin_row(line);
            }
            "td" | "th" => {
                self.end_cell();
                self.in_cell = true;
                self.cells += 1;
                self.header_cells += u32::from(name == "th");
            }
            "br" => self.gather.push(" ", line),
            _ => {}
        }
    }

    /// A paragraph inside an item is the item.
    fn paragraph(&mut self, name: &str, line: u32) {
        let of_item = self.gather.kind == Some(BlockKind::Item) && self.gather.text.is_empty();
        if name != "p" || !of_item {
            self.gather.begin(BlockKind::Paragraph, line);
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(last) = self.unread.last() {
            if last == name {
                self.unread.pop();
            }
            return;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "p" | "div" | "blockquote" | "figcaption"
            | "caption" | "dt" | "dd" => {
                if self.gather.row.is_none() {
                    self.gather.end();
                } else {
                    self.gather.push(" ", self.gather.line);
                }
            }
            "td" | "th" => self.end_cell(),
            "tr" => self.end_row(),
            "table" => {
                self.end_row();
                self.gather.end_table();
            }
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        if std::mem::take(&mut self.in_cell) {
            self.gather.end_cell();
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let all_headers = self.cells > 0 && self.header_cells == self.cells;
        self.gather.end_row(all_headers);
    }

    fn say(&mut self, words: &str, start: usize, line_of: &dyn Fn(usize) -> u32) {
        if !self.unread.is_empty() {
            return;
        }
        let mut at = start;
        for piece in words.split_inclusive('\n') {
            self.gather.push(piece, line_of(at));
            at += piece.len();
        }
    }
}
