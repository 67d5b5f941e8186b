//! DOCX and ODT: the words of their XML, paragraph by paragraph. A line is a paragraph's number, as
//! such documents have no lines of their own. What a tracked change deleted is not read.

use std::io::{Cursor, Read};

use oversight::publication::{BlockKind, Draft};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Gather;
use crate::fault::Fault;
use crate::limits::DRAFT_UNPACKED_BYTES;

pub fn read(file: &str, bytes: &[u8], ending: &str) -> Result<Draft, Fault> {
    let broken = |what: String| {
        Fault::publication(
            file,
            format!("is damaged or no {ending} document ({what}). Save it again from the word processor."),
        )
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let parts: &[&str] = if ending == "docx" {
        &["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"]
    } else {
        &["content.xml"]
    };
    let mut gather = Gather::default();
    let mut n_paragraphs = 0;
    for (at, part) in parts.iter().enumerate() {
        let xml = match archive.by_name(part) {
            Ok(entry) => unpacked(file, entry)?,
            Err(_) if at > 0 => continue,
            Err(_) => {
                return Err(Fault::publication(
                    file,
                    format!("is not what its name says: there is no {part} in it."),
                ));
            }
        };
        let mut walk = Walk { gather: &mut gather, n_paragraphs, deleted: 0, in_item: 0 };
        walk.through(&xml).map_err(broken)?;
        n_paragraphs = walk.n_paragraphs;
        gather.end();
    }
    Ok(gather.finish())
}

fn unpacked(file: &str, entry: impl Read) -> Result<String, Fault> {
    let mut xml = Vec::new();
    let read = entry.take(DRAFT_UNPACKED_BYTES + 1).read_to_end(&mut xml);
    read.map_err(|error| {
        Fault::publication(
            file,
            format!("cannot be unpacked ({error}). Save it again from the word processor."),
        )
    })?;
    if xml.len() as u64 > DRAFT_UNPACKED_BYTES {
        return Err(Fault::publication(
            file,
            format!("unpacks to more than {} MB. Check it in parts.", DRAFT_UNPACKED_BYTES >> 20),
        ));
    }
    Ok(String::from_utf8_lossy(&xml).into_owned())
}

struct Walk<'a> {
    gather: &'a mut Gather,
    n_paragraphs: u32,
    deleted: u32,
    in_item: u32,
}

impl Walk<'_> {
    fn through(&mut self, xml: &str) -> Result<(), String> {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().map_err(|error| error.to_string())? {
                Event::Start(tag) => self.open(&tag),
                Event::Empty(tag) => {
                    self.open(&tag);
                    self.close(tag.name().as_ref());
                }
                Event::End(tag) => self.close(tag.name().as_ref()),
                Event::Text(words) => {
                    self.say(&words);
                }
                Event::GeneralRef(entity) => {
                    let resolved = entity.resolve_char_ref().ok().flatten().map(String::from);
                    let known = resolved
                        .or_else(|| quick_xml::escape::resolve_predefined_entity(&entity).map(str::to_owned));
                    self.say(&known.unwrap_or_default());
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "w:p" | "text:p" => self.paragraph(BlockKind::Paragraph),
            "text:h" => self.paragraph(BlockKind::Heading),
            "w:numPr" => self.styled(BlockKind::Item),
            "w:pStyle" => {
                let style = tag.try_get_attribute("w:val").ok().flatten().map(|a| a.value.to_lowercase());
                if style.as_deref().is_some_and(|style| style.starts_with("heading") || style == "title") {
                    self.styled(BlockKind::Heading);
                } else if style.as_deref().is_some_and(|style| style.starts_with("list")) {
                    self.styled(BlockKind::Item);
                }
            }
            "text:list-item" => self.in_item += 1,
            "w:tbl" | "table:table" => self.gather.begin_table(),
            "w:tr" | "table:table-row" => self.gather.begin_row(self.n_paragraphs + 1),
            "w:tab" | "w:br" | "text:s" | "text:tab" | "text:line-break" => {
                self.gather.push(" ", self.n_paragraphs)
            }
            "w:noBreakHyphen" => self.gather.push("-", self.n_paragraphs),
            "w:del" | "w:moveFrom" | "text:tracked-changes" | "office:annotation" | "w:instrText" => {
                self.deleted += 1
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "w:p" | "text:p" | "text:h" => {
                if self.gather.row.is_none() {
                    self.gather.end();
                } else {
                    self.gather.push(" ", self.n_paragraphs);
                }
            }
            "text:list-item" => self.in_item = self.in_item.saturating_sub(1),
            "w:tc" | "table:table-cell" => self.gather.end_cell(),
            "w:tr" | "table:table-row" => self.gather.end_row(false),
            "w:tbl" | "table:table" => self.gather.end_table(),
            "w:del" | "w:moveFrom" | "text:tracked-changes" | "office:annotation" | "w:instrText" => {
                self.deleted = self.deleted.saturating_sub(1)
            }
            _ => {}
        }
    }

    fn paragraph(&mut self, kind: BlockKind) {
        self.n_paragraphs += 1;
        let kind = if self.in_item > 0 && kind == BlockKind::Paragraph { BlockKind::Item } else { kind };
        self.gather.begin(kind, self.n_paragraphs);
    }

    fn styled(&mut self, kind: BlockKind) {
        if self.gather.row.is_none() {
            self.gather.kind = Some(kind);
        }
    }

    fn say(&mut self, words: &str) {
        if self.deleted == 0 {
            self.gather.push(words, self.n_paragraphs);
        }
    }
}
