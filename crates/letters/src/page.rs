//! Reads a pack's page, by html5gum: the elements that packs use, and no others.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::content::{Block, Cell, Content, Run, words};

/// Parts that are not read.
const UNREAD: &[&str] = &["script", "style", "nav", "template", "noscript"];

/// Reads a page.
pub fn read(html: &str) -> Content {
    let mut reader = Reader { html, ..Reader::default() };
    let emitter = DefaultEmitter::<usize>::new_with_span();
    for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
        match token {
            Token::StartTag(tag) => reader.open(&tag),
            Token::EndTag(tag) => reader.close(&text(&tag.name), tag.span.end),
            Token::String(said) => reader.say(&String::from_utf8_lossy(&said)),
            _ => {}
        }
    }
    reader.end_block();
    reader.content
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| text(value))
}

/// What words that come now belong to.
#[derive(Debug, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Nothing,
    Title,
    Heading(u8),
    Paragraph(String),
    Item,
    TableCaption,
    FigureCaption,
    Cell,
}

#[derive(Default)]
struct Reader<'h> {
    html: &'h str,
    content: Content,
    /// Open parts that are not read, innermost last.
    unread: Vec<String>,
    /// Byte at which the drawing that is open begins.
    drawing: Option<usize>,
    in_banner: bool,
    /// Whether drawings of the telephone's size are open: they repeat the others.
    in_narrow: usize,
    n_divs: usize,
    within: Within,
    runs: Vec<Run>,
    styles: Vec<&'static str>,
    items: Option<Vec<Vec<Run>>>,
    table: Option<Table>,
    figure: Option<Figure>,
}

#[derive(Default)]
struct Table {
    caption: String,
    head: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    cell: Cell,
}

#[derive(Default)]
struct Figure {
    caption: String,
    alt: String,
    drawing: Option<usize>,
    /// Paragraphs of the figure, which stand under its caption.
    said: Vec<Block>,
}

impl Reader<'_> {
    fn open(&mut self, tag: &StartTag<usize>) {
        let name = text(&tag.name);
        let class = attribute(tag, "class").unwrap_or_default();
        let is_skip = name == "a" && class == "skip";
        if UNREAD.contains(&name.as_str()) || is_skip {
            self.unread.push(name.clone());
        }
        if !self.unread.is_empty() || self.drawing.is_some() {
            return;
        }
        match name.as_str() {
            "html" => self.content.lang = attribute(tag, "lang").unwrap_or_default(),
            "meta" if attribute(tag, "name").as_deref() == Some("date") => {
                self.content.date = attribute(tag, "content");
            }
            "title" => self.begin(Within::Title),
            "header" => self.in_banner = true,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes().get(1).map_or(1, |digit| digit.saturating_sub(b'0'));
                self.begin(Within::Heading(level));
            }
            "p" if self.within != Within::Item && self.within != Within::Cell => {
                self.begin(Within::Paragraph(class));
            }
            "ul" | "ol" => {
                self.end_block();
                self.items = Some(Vec::new());
            }
            "li" => self.begin(Within::Item),
            "strong" | "b" => self.styles.push("strong"),
            "code" => self.styles.push("code"),
            "span" => {
                let style = if self.mark(&class) { "unread" } else { "" };
                self.styles.push(style);
            }
            "br" => self.say(" "),
            "div" => self.division(&class, attribute(tag, "aria-label")),
            "svg" => self.drawing = Some(tag.span.start),
            _ => self.open_table_or_figure(&name, &class),
        }
        if self.drawing.is_some() && tag.self_closing {
            self.drawing = None;
        }
    }

    fn open_table_or_figure(&mut self, name: &str, class: &str) {
        match name {
            "table" => {
                self.end_block();
                self.table = Some(Table::default());
            }
            "caption" => self.begin(Within::TableCaption),
            "th" | "td" => {
                self.begin(Within::Cell);
                if let Some(table) = &mut self.table {
                    table.cell = Cell { heads: name == "th", number: class == "n", runs: Vec::new() };
                }
            }
            "figure" => {
                self.end_block();
                self.figure = Some(Figure::default());
            }
            "figcaption" => self.begin(Within::FigureCaption),
            _ => {}
        }
    }

    fn division(&mut self, class: &str, label: Option<String>) {
        self.n_divs += 1;
        if class == "narrow" && self.in_narrow == 0 {
            self.in_narrow = self.n_divs;
        }
        if let (Some(figure), Some(label)) = (&mut self.figure, label) {
            figure.alt = label;
        }
    }

    /// A sign of a legend, drawn by the page's style sheet.
    fn mark(&mut self, class: &str) -> bool {
        let sign = class.strip_prefix("mark ");
        if let Some(sign) = sign {
            self.runs.push(Run { text: sign.into(), style: "mark" });
        }
        sign.is_some()
    }

    fn close(&mut self, name: &str, end: usize) {
        if let Some(start) = self.drawing {
            if name == "svg" {
                self.drawing = None;
                self.drawn(start, end);
            }
            return;
        }
        if let Some(last) = self.unread.last() {
            if last == name {
                self.unread.pop();
            }
            return;
        }
        match name {
            "header" => {
                self.end_block();
                self.in_banner = false;
            }
            "div" => {
                if self.in_narrow == self.n_divs {
                    self.in_narrow = 0;
                }
                self.n_divs = self.n_divs.saturating_sub(1);
            }
            "strong" | "b" | "code" | "span" => {
                self.styles.pop();
            }
            "ul" | "ol" => {
                self.end_block();
                let items = self.items.take().filter(|items| !items.is_empty());
                self.content.blocks.extend(items.map(|items| Block::List { items }));
            }
            "th" | "td" => self.end_cell(),
            "tr" => self.end_row(),
            "table" => self.end_table(),
            "figure" => self.end_figure(),
            "title" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "li" | "caption" | "figcaption" => {
                let inner = name == "p" && matches!(self.within, Within::Item | Within::Cell);
                if inner { self.say(" ") } else { self.end_block() }
            }
            _ => {}
        }
    }

    fn begin(&mut self, within: Within) {
        self.end_block();
        self.within = within;
    }

    fn say(&mut self, said: &str) {
        let style = self.styles.iter().rev().copied().find(|style| !style.is_empty()).unwrap_or("plain");
        if self.drawing.is_some() || !self.unread.is_empty() || style == "unread" {
            return;
        }
        if self.within == Within::Nothing {
            if said.trim().is_empty() {
                return;
            }
            self.within = Within::Paragraph(String::new());
        }
        let joined = joined(said, self.runs.last());
        if joined.is_empty() {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.style == style => last.text.push_str(&joined),
            _ => self.runs.push(Run { text: joined, style }),
        }
    }

    fn end_block(&mut self) {
        let within = std::mem::take(&mut self.within);
        let mut runs = std::mem::take(&mut self.runs);
        if let Some(last) = runs.last_mut().filter(|run| run.style != "mark") {
            last.text.truncate(last.text.trim_end().len());
        }
        runs.retain(|run| !run.text.is_empty());
        if runs.is_empty() {
            return;
        }
        match within {
            Within::Title => self.content.title = words(&runs),
            Within::Paragraph(_) if self.in_banner => {
                if self.content.author.is_empty() {
                    self.content.author = words(&runs);
                }
            }
            Within::Heading(level) => self.content.blocks.push(Block::Heading { level, runs }),
            Within::Paragraph(class) => {
                let block = Block::Paragraph { class, runs };
                match &mut self.figure {
                    Some(figure) => figure.said.push(block),
                    None => self.content.blocks.push(block),
                }
            }
            Within::Item => match &mut self.items {
                Some(items) => items.push(runs),
                None => self.content.blocks.push(Block::List { items: vec![runs] }),
            },
            Within::TableCaption => {
                if let Some(table) = &mut self.table {
                    table.caption = words(&runs);
                }
            }
            Within::FigureCaption => {
                if let Some(figure) = &mut self.figure {
                    figure.caption = words(&runs);
                }
            }
            Within::Cell | Within::Nothing => {}
        }
    }

    fn end_cell(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        self.within = Within::Nothing;
        if let Some(table) = &mut self.table {
            let cell = std::mem::take(&mut table.cell);
            table.row.push(Cell { runs, ..cell });
        }
    }

    fn end_row(&mut self) {
        let Some(table) = &mut self.table else { return };
        let row = std::mem::take(&mut table.row);
        let all_head = row.iter().all(|cell| cell.heads);
        if table.head.is_empty() && table.rows.is_empty() && all_head {
            table.head = row;
        } else if !row.is_empty() {
            table.rows.push(row);
        }
    }

    fn end_table(&mut self) {
        self.end_row();
        let Some(table) = self.table.take() else { return };
        let n_columns = table.rows.iter().chain([&table.head]).map(Vec::len).max().unwrap_or(0);
        if n_columns == 0 {
            return;
        }
        let whole = |mut row: Vec<Cell>| {
            row.resize_with(n_columns, Cell::default);
            row
        };
        let block = Block::Table {
            caption: table.caption,
            head: if table.head.is_empty() { Vec::new() } else { whole(table.head) },
            rows: table.rows.into_iter().map(whole).collect(),
        };
        self.content.blocks.push(block);
    }

    fn drawn(&mut self, start: usize, end: usize) {
        let Some(svg) = self.html.get(start..end).filter(|_| self.in_narrow == 0) else { return };
        let at = self.content.drawings.len();
        self.content.drawings.push(svg.to_owned());
        if let Some(figure) = &mut self.figure {
            figure.drawing.get_or_insert(at);
        }
    }

    fn end_figure(&mut self) {
        self.end_block();
        let Some(figure) = self.figure.take() else { return };
        if let Some(drawing) = figure.drawing {
            let (caption, alt) = (figure.caption, figure.alt);
            self.content.blocks.push(Block::Figure { caption, alt, drawing });
        }
        self.content.blocks.extend(figure.said);
    }
}

/// Words with runs of blanks as one, none at the beginning of a block or after another.
fn joined(said: &str, before: Option<&Run>) -> String {
    let mut blank = before.is_none_or(|run| run.style != "mark" && run.text.ends_with(' '));
    let mut joined = String::with_capacity(said.len());
    for letter in said.chars() {
        let is_blank = letter.is_ascii_whitespace();
        if !is_blank || !blank {
            joined.push(if is_blank { ' ' } else { letter });
        }
        blank = is_blank;
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(body: &str) -> Vec<Block> {
        read(&format!("<!doctype html><html lang=\"cy\"><body>{body}</body></html>")).blocks
    }

    fn plain(text: &str) -> Vec<Run> {
        vec![Run { text: text.into(), style: "plain" }]
    }

    #[test]
    fn what_a_reader_sees_is_read_and_nothing_else() {
        let heading = Block::Heading { level: 1, runs: plain("Ffigurau") };
        for (body, expect) in [
            ("<a class=\"skip\" href=\"#m\">Skip</a><h1>Ffigurau</h1>", vec![heading]),
            (
                "<p>Recorded:\n  <strong>96.6%</strong>\n of all.</p>",
                vec![Block::Paragraph {
                    class: String::new(),
                    runs: vec![
                        Run { text: "Recorded: ".into(), style: "plain" },
                        Run { text: "96.6%".into(), style: "strong" },
                        Run { text: " of all.".into(), style: "plain" },
                    ],
                }],
            ),
            (
                "<ul><li>one</li><li><p>two</p></li></ul>",
                vec![Block::List { items: vec![plain("one"), plain("two")] }],
            ),
            ("<nav><p>Contents</p></nav><script>let x = 1 < 2;</script>", vec![]),
            ("loose words", vec![Block::Paragraph { class: String::new(), runs: plain("loose words") }]),
        ] {
            assert_eq!(blocks(body), expect, "{body}");
        }
    }

    #[test]
    fn tables_keep_which_cells_head_them() {
        let table = "<table><caption><span>Rates</span></caption><thead><tr><th>Measure</th><th>Value</th></tr></thead>\
                     <tbody><tr><th>Rape</th><td class=\"n\">98.4%</td></tr><tr><th>All</th></tr></tbody></table>";
        let cell = |text: &str, heads, number| Cell { runs: plain(text), heads, number };
        let expect = Block::Table {
            caption: "Rates".into(),
            head: vec![cell("Measure", true, false), cell("Value", true, false)],
            rows: vec![
                vec![cell("Rape", true, false), cell("98.4%", false, true)],
                vec![cell("All", true, false), Cell::default()],
            ],
        };
        assert_eq!(blocks(table), [expect]);
    }

    #[test]
    fn a_plot_is_taken_once_with_the_words_that_stand_for_it() {
        let figure = "<figure><figcaption>Rates</figcaption><p class=\"told\">3 rates.</p><div class=\"plot\" role=\"img\" aria-label=\"Rates. 3 rates.\">\
                      <div class=\"wide\"><svg viewBox=\"0 0 9 9\"><text>A</text></svg></div><div class=\"narrow\"><svg viewBox=\"0 0 1 1\"></svg></div></div></figure><p>After.</p>";
        let content = read(figure);
        assert_eq!(content.drawings, ["<svg viewBox=\"0 0 9 9\"><text>A</text></svg>"]);
        assert_eq!(content.blocks.len(), 3, "{:?}", content.blocks);
        assert!(
            matches!(&content.blocks[0], Block::Figure { alt, drawing: 0, .. } if alt == "Rates. 3 rates.")
        );
    }
}
