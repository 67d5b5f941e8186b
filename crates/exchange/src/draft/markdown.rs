//! Markdown, by pulldown-cmark.

use oversight::publication::{BlockKind, Draft};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::Gather;

pub fn read(text: &str) -> Draft {
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let line_of = |byte: usize| starts.partition_point(|start| *start <= byte) as u32;
    let mut gather = Gather::default();
    let mut in_item = 0_u32;
    let mut in_head = false;
    for (event, span) in
        Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).into_offset_iter()
    {
        let line = line_of(span.start);
        match event {
            Event::Start(Tag::Heading { .. }) => gather.begin(BlockKind::Heading, line),
            Event::Start(Tag::Item) => {
                in_item += 1;
                gather.begin(BlockKind::Item, line);
            }
            Event::End(TagEnd::Item) => {
                in_item = in_item.saturating_sub(1);
                gather.end();
            }
            Event::Start(Tag::Paragraph) => {
                gather.begin(if in_item > 0 { BlockKind::Item } else { BlockKind::Paragraph }, line)
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => gather.end(),
            Event::Start(Tag::Table(_)) => gather.begin_table(),
            Event::End(TagEnd::Table) => gather.end_table(),
            Event::Start(Tag::TableHead) => {
                in_head = true;
                gather.begin_row(line);
            }
            Event::Start(Tag::TableRow) => gather.begin_row(line),
            Event::End(TagEnd::TableCell) => gather.end_cell(),
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                gather.end_row(in_head);
                in_head = false;
            }
            Event::Text(words) | Event::Code(words) => gather.push(&words, line),
            Event::SoftBreak | Event::HardBreak => gather.push(" ", line),
            Event::Rule => gather.end(),
            _ => {}
        }
    }
    gather.finish()
}
