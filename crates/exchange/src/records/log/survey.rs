//! A first look at a log: its habits, by which the rest of it is read.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use crate::records::lines::Lines;
use crate::records::log::line::{self, Kind, Printed, TAB};

/// How much of a log is looked at for its habits.
const LOOKED_AT_BYTES: u64 = 4 << 20;
/// Most columns that a tab may stand for.
const WIDEST_TAB: usize = 8;
/// Lines on either side of a page number that may belong to the page and not to a record.
const PAGE_REACH: usize = 3;

/// The habits of a log.
#[derive(Clone, Debug, Default)]
pub(super) struct Survey {
    /// Columns to a tab.
    pub(super) tab: usize,
    /// Lines that stand around page numbers again and again, digits alike.
    pub(super) furniture: Arc<HashSet<String>>,
    /// The first key or heading of all, which begins records where it recurs.
    pub(super) start: Option<Start>,
    /// The key that names a record.
    pub(super) reference: Option<(String, usize)>,
    /// Keys that stand before the first block of the first record.
    pub(super) header_keys: Arc<HashSet<String>>,
}

/// What the first record begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) key: String,
    pub(super) is_heading: bool,
    pub(super) indent: usize,
}

/// What kind of heading a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// What belongs to it is set further in.
    Nested,
    /// What belongs to it stands beneath it, no further in.
    Flat,
}

impl Survey {
    /// Looks at the beginning of a text; a fault of reading ends the look and is told when rows are read.
    pub(super) fn of(mut lines: Lines) -> Self {
        let mut texts = Vec::new();
        while let Ok(Some(line)) = lines.next() {
            if line.fault.is_none() {
                texts.push(String::from_utf8_lossy(&line.bytes).into_owned());
            }
            if lines.n_bytes > LOOKED_AT_BYTES {
                break;
            }
        }
        let tab = tab_width(&texts);
        let printed: VecDeque<Printed> = texts.iter().map(|text| line::read(1, text, tab)).collect();
        let mut survey = Self { tab, furniture: Arc::new(furniture(&printed)), ..Self::default() };
        survey.find_start(&printed);
        survey
    }

    /// Whether a line is what the printer adds to each page.
    pub(super) fn is_furniture(&self, printed: &Printed) -> bool {
        matches!(&printed.kind, Kind::Words(words) if self.furniture.contains(&alike(words)))
    }

    fn find_start(&mut self, printed: &VecDeque<Printed>) {
        let mut keys = HashSet::new();
        let mut in_header = true;
        for (at, line) in printed.iter().enumerate() {
            let begun = self.start.is_some();
            match &line.kind {
                Kind::Words(words) if !self.is_furniture(line) => {
                    let Some(_) = self.heading(printed, at) else { continue };
                    in_header &= !begun;
                    self.start.get_or_insert(Start {
                        key: key(words),
                        is_heading: true,
                        indent: line.indent,
                    });
                }
                Kind::Pairs(pairs) => {
                    for (name, value) in pairs {
                        let name = key(name);
                        if self.reference.is_none() && is_reference(&name) && !value.is_empty() {
                            self.reference = Some((name.clone(), line.indent));
                        }
                        let is_block = value.is_empty()
                            && next_visible(printed, at).is_some_and(|next| next.indent > line.indent);
                        in_header &= !is_block;
                        if in_header {
                            keys.insert(name.clone());
                        }
                        self.start.get_or_insert(Start { key: name, is_heading: false, indent: line.indent });
                    }
                }
                Kind::Stamped { .. } => in_header = false,
                _ => {}
            }
            if !in_header && self.reference.is_some() {
                break;
            }
        }
        self.header_keys = Arc::new(keys);
    }

    /// Whether the line at a place is a heading: short, and what follows it is set further in or, under
    /// a line that stands out, begins keys of its own.
    pub(super) fn heading(&self, lines: &VecDeque<Printed>, at: usize) -> Option<Heading> {
        self.heading_within(lines, at, 3)
    }

    fn heading_within(&self, lines: &VecDeque<Printed>, at: usize, depth: usize) -> Option<Heading> {
        let line = lines.get(at)?;
        let Kind::Words(words) = &line.kind else { return None };
        if depth == 0 || !may_head(words) || self.is_furniture(line) {
            return None;
        }
        let next_at = (at + 1..lines.len())
            .find(|at| lines.get(*at).is_some_and(|next| !next.is_drawn() && !self.is_furniture(next)))?;
        let next = lines.get(next_at)?;
        let begins = match &next.kind {
            Kind::Pairs(_) | Kind::Stamped { .. } => true,
            Kind::Words(_) => {
                next.indent > line.indent && self.heading_within(lines, next_at, depth - 1).is_some()
            }
            _ => false,
        };
        let before = at.checked_sub(1).and_then(|at| lines.get(at)).is_none_or(Printed::is_drawn);
        let ruled = lines.get(at + 1).is_some_and(|next| next.kind == Kind::Ruler);
        let stands_out = before || ruled || words.ends_with(':') || !words.chars().any(char::is_lowercase);
        match (begins, next.indent > line.indent) {
            (true, true) if stands_out || words.split(' ').count() <= 3 => Some(Heading::Nested),
            (true, false) if next.indent == line.indent && stands_out => Some(Heading::Flat),
            _ => None,
        }
    }
}

fn may_head(words: &str) -> bool {
    let n_words = words.split_whitespace().count();
    let begins = words.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    begins && n_words <= 6 && words.chars().count() <= 60 && !words.ends_with(['.', ',', ';', '?', '!', '-'])
}

fn next_visible(lines: &VecDeque<Printed>, at: usize) -> Option<&Printed> {
    lines.iter().skip(at + 1).find(|line| !line.is_drawn())
}

/// Words of a key, in lower case: `Event No.`, `EVENT NO` and `eventNo` are one.
pub(super) fn key(text: &str) -> String {
    let mut before = ' ';
    let mut lower = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            lower.push(' ');
        }
        lower.extend(c.to_lowercase());
        before = c;
    }
    let continued = ["(continued)", "(cont)", "(contd)", "(cont'd)", "continued"];
    let text = continued.iter().fold(lower.as_str(), |text, tail| text.trim().trim_end_matches(tail));
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a key names the record it stands in.
pub(super) fn is_reference(key: &str) -> bool {
    const OF: &[&str] = &[
        "event",
        "incident",
        "log",
        "cad",
        "job",
        "occurrence",
        "message",
        "serial",
        "case",
        "record",
        "enquiry",
        "storm",
        "urn",
        "report",
    ];
    const WHAT: &[&str] = &["no", "num", "number", "ref", "reference", "id", "urn", "nr", "identifier"];
    const OTHER: &[&str] = &[
        "crime",
        "linked",
        "related",
        "duplicate",
        "previous",
        "parent",
        "original",
        "cross",
        "person",
        "user",
    ];
    let words: Vec<&str> = key.split(' ').collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    if has(OTHER) || words.len() > 4 {
        return false;
    }
    let all_of = words.iter().all(|word| OF.contains(word));
    (has(OF) && has(WHAT))
        || all_of
        || matches!(words.as_slice(), ["urn" | "ref" | "reference" | "cad" | "event" | "incident"])
}

/// A line with its digits alike, by which page furniture is known again.
fn alike(words: &str) -> String {
    let text: Vec<&str> = words.split_whitespace().collect();
    text.join(" ").chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect()
}

/// Words that stand near a page number or page break at least twice.
fn furniture(lines: &VecDeque<Printed>) -> HashSet<String> {
    let mut near: HashSet<usize> = HashSet::new();
    for (at, _) in lines.iter().enumerate().filter(|(_, line)| line.kind == Kind::Page || line.breaks) {
        near.extend(at.saturating_sub(PAGE_REACH)..=at + PAGE_REACH);
    }
    let mut n_seen: HashMap<String, usize> = HashMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(at, _)| near.contains(at)) {
        let heads = next_visible(lines, at).is_some_and(|next| next.indent > line.indent);
        if let Kind::Words(words) = &line.kind
            && !heads
        {
            *n_seen.entry(alike(words)).or_insert(0) += 1;
        }
    }
    n_seen.into_iter().filter(|(_, n)| *n >= 2).map(|(text, _)| text).collect()
}

/// Columns to a tab: the width at which most lines with tabs stand level with a line beside them that
/// has none; of equals the commonest step by which blanks set lines in.
fn tab_width(texts: &[String]) -> usize {
    let texts: Vec<&str> = texts.iter().map(String::as_str).filter(|text| !text.trim().is_empty()).collect();
    let step = step(&texts);
    let lead = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
    let is_tabbed = |text: &&str| text.get(..lead(text)).is_some_and(|lead| lead.contains('\t'));
    let level = |text: &str, tab: usize| line::read(1, text, tab).indent;
    let n_level = |tab: usize| {
        let beside = |at: usize| [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let plain = |at: usize| texts.get(at).filter(|text| !is_tabbed(text)).map(|text| lead(text));
        let tabbed = texts.iter().enumerate().filter(|(_, text)| is_tabbed(text));
        tabbed.filter(|(at, text)| beside(*at).any(|other| plain(other) == Some(level(text, tab)))).count()
    };
    let widths = [8, 4, 2, step].into_iter().filter(|width| (1..=WIDEST_TAB).contains(width));
    widths.max_by_key(|width| n_level(*width)).unwrap_or(TAB)
}

/// The commonest step by which blanks set lines in.
fn step(texts: &[&str]) -> usize {
    let blanks = |text: &&str| {
        let n = text.len() - text.trim_start_matches(' ').len();
        (!text.get(n..).is_some_and(|rest| rest.starts_with('\t'))).then_some(n)
    };
    let mut n_steps = [0_usize; WIDEST_TAB + 1];
    let mut before = 0;
    for n in texts.iter().filter_map(blanks) {
        if let Some(count) = n_steps.get_mut(n.saturating_sub(before)).filter(|_| n >= before + 2) {
            *count += 1;
        }
        before = n;
    }
    let most = n_steps.iter().enumerate().rev().max_by_key(|(_, n)| **n).filter(|(_, n)| **n > 0);
    most.map_or(TAB, |(step, _)| step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_the_record_and_no_others() {
        for yes in [
            "event number",
            "incident log",
            "eventNumber",
            "incident no",
            "log ref",
            "urn",
            "cad",
            "event id",
            "event",
        ] {
            assert!(is_reference(&key(yes)), "{yes}");
        }
        for no in ["linked event number", "crime reference number", "phone number", "event type", "user id"] {
            assert!(!is_reference(no), "{no}");
        }
    }

    #[test]
    fn a_tab_is_a_step_of_blanks() {
        let width = |texts: &[&str]| tab_width(&texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>());
        assert_eq!(width(&["a", "  b", "    c", "  d", "\te"]), 2);
        assert_eq!(width(&["a", "\tb", "\t\tc"]), TAB);
        assert_eq!(width(&["a", "    b", "        c", "\td", "        e", "    f"]), 8);
        assert_eq!(width(&["a", "        b", "a", "        b"]), 8);
    }

    #[test]
    fn keys_are_one_however_they_are_written() {
        assert_eq!(key("Event No."), key("EVENT  NO"));
        assert_eq!(key("Narratives (continued)"), "narratives");
    }
}
