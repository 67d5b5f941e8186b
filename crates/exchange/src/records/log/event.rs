//! Records of a log, one after another: where each begins, and its keys and blocks as a tree.

use std::collections::VecDeque;

use crate::fault::Fault;
use crate::limits::{LOG_RECORD_BYTES, LOG_RECORD_LINES};
use crate::records::delimited::read_fault;
use crate::records::lines::Lines;
use crate::records::log::line::{self, Kind, Pair, Printed};
use crate::records::log::survey::{Heading, Survey, key};

/// Lines read ahead to tell a heading from a wrapped line.
const AHEAD: usize = 24;
/// Deepest nesting of blocks; what is set in further belongs to the deepest.
const DEPTH: usize = 24;

/// A key, a heading or a stamped entry, with what belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) line: u64,
    /// As printed; empty for a stamped entry.
    pub(super) key: String,
    pub(super) value: String,
    /// Whether it stands alone on its line, without `=`.
    pub(super) is_heading: bool,
    /// Date and time it begins with.
    pub(super) stamp: Option<String>,
    pub(super) children: Vec<usize>,
    depth: usize,
}

/// One record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) line: u64,
    /// The value of the key that names it.
    pub(super) reference: Option<String>,
    pub(super) nodes: Vec<Node>,
    /// Nodes that belong to no other.
    pub(super) roots: Vec<usize>,
    /// Open nodes, outermost first.
    open: Vec<usize>,
    n_bytes: usize,
    n_lines: usize,
    repeats: bool,
    closed: bool,
    has_blocks: bool,
}

/// What comes next.
pub(super) enum Next {
    /// A record.
    Event(Event),
    /// A line or a record that cannot be read.
    Broken { line: u64, value: String, reason: String },
    /// The end.
    End,
}

/// Records of a text.
pub(super) struct Events {
    name: String,
    pub(super) lines: Lines,
    survey: Survey,
    ahead: VecDeque<Printed>,
    /// Whether the line before the next one was drawn: kept in `ahead` as its first.
    at: usize,
    ended: bool,
    event: Option<Event>,
}

impl Events {
    pub(super) fn new(name: &str, lines: Lines, survey: Survey) -> Self {
        Self {
            name: name.to_owned(),
            lines,
            survey,
            ahead: VecDeque::new(),
            at: 0,
            ended: false,
            event: None,
        }
    }

    /// The next record, or a line that cannot be read.
    pub(super) fn next(&mut self) -> Result<Next, Fault> {
        loop {
            self.fill()?;
            let Some(line) = self.ahead.get(self.at) else {
                return Ok(self.event.take().map_or(Next::End, finished));
            };
            if let Kind::Bad { value, reason } = &line.kind {
                let broken = Next::Broken { line: line.number, value: value.clone(), reason: reason.clone() };
                self.at += 1;
                return Ok(broken);
            }
            if line.is_drawn() || self.survey.is_furniture(line) {
                self.at += 1;
                continue;
            }
            if self.begins()
                && let Some(event) = self.event.take()
            {
                return Ok(finished(event));
            }
            self.take();
            self.at += 1;
        }
    }

    /// Keeps the line before and enough lines after the present one.
    fn fill(&mut self) -> Result<(), Fault> {
        while self.at > 1 {
            self.ahead.pop_front();
            self.at -= 1;
        }
        while !self.ended && self.ahead.len() < self.at + AHEAD {
            let number = self.lines.number();
            let Some(line) = self.lines.next().map_err(|error| read_fault(&self.name, number, &error))?
            else {
                self.ended = true;
                break;
            };
            let printed = match line.fault {
                Some(fault) => Printed {
                    number: line.number,
                    indent: 0,
                    breaks: false,
                    kind: Kind::Bad { value: line.shown(), reason: fault.reason() },
                },
                None => line::read(line.number, &String::from_utf8_lossy(&line.bytes), self.survey.tab),
            };
            self.ahead.push_back(printed);
            self.lines.recycle(line);
        }
        Ok(())
    }

    /// Whether the present line begins another record; a header that is printed again on the next
    /// page does not, and is stepped over.
    fn begins(&mut self) -> bool {
        let (Some(line), Some(event)) = (self.ahead.get(self.at), &self.event) else { return false };
        if event.nodes.is_empty() {
            return false;
        }
        let survey = &self.survey;
        match &line.kind {
            Kind::EndOfRecord => false,
            Kind::Words(words) => {
                let Some(_) = survey.heading(&self.ahead, self.at) else { return false };
                let is_start = survey.start.as_ref().is_some_and(|start| {
                    start.is_heading && alike(&start.key, &key(words)) && line.indent <= start.indent + 1
                });
                (is_start || event.closed) && !self.names_same(event)
            }
            Kind::Pairs(pairs) => {
                pairs.first().is_some_and(|pair| pair_begins(survey, event, line.indent, pair))
            }
            _ => event.closed,
        }
    }

    /// Whether the lines ahead name the record that is open, as a page header does.
    fn names_same(&self, event: &Event) -> bool {
        let Some((reference, _)) = &self.survey.reference else { return false };
        let pairs = self.ahead.iter().skip(self.at + 1).filter_map(|line| match &line.kind {
            Kind::Pairs(pairs) => Some(pairs),
            _ => None,
        });
        let mut named = pairs.take(4).flatten().filter(|(name, _)| key(name) == *reference);
        event.reference.is_some()
            && named.next().is_some_and(|(_, value)| Some(value) == event.reference.as_ref())
    }

    /// Takes the present line into the open record.
    fn take(&mut self) {
        let Some(line) = self.ahead.get(self.at) else { return };
        let heading = self.survey.heading(&self.ahead, self.at);
        if self.event.is_none()
            && heading.is_none()
            && matches!(line.kind, Kind::Words(_) | Kind::EndOfRecord)
        {
            // What stands above the first record is the printer's.
            return;
        }
        let start = self.survey.start.clone();
        let again = match (&line.kind, &self.event, &start) {
            (Kind::Words(words), Some(event), Some(start)) if heading.is_some() => {
                start.is_heading
                    && alike(&start.key, &key(words))
                    && line.indent <= start.indent + 1
                    && !event.nodes.is_empty()
                    && self.names_same(event)
            }
            _ => false,
        };
        let event = self.event.get_or_insert_with(|| Event { line: line.number, ..Event::default() });
        event.n_lines += 1;
        if again {
            event.repeats = true;
            return;
        }
        if event.is_too_large() {
            return;
        }
        match (&line.kind, heading) {
            (Kind::EndOfRecord, _) => event.closed = true,
            (Kind::Words(words), Some(heading)) => {
                let is_start = start.is_some_and(|start| start.is_heading && alike(&start.key, &key(words)));
                event.has_blocks |= !is_start;
                event.repeats = false;
                let depth = (line.indent * 2 + 1).saturating_sub(usize::from(heading == Heading::Flat));
                event.open_at(
                    depth,
                    Node { line: line.number, key: words.clone(), is_heading: true, ..Node::default() },
                );
            }
            (Kind::Words(words), None) => event.goes_on(words),
            (Kind::Stamped { time, pairs, words }, _) => event.stamped(line, time, pairs, words),
            (Kind::Pairs(pairs), _) => event.pairs(line, pairs, &self.survey),
            _ => {}
        }
    }
}

/// Whether two headings are one, whatever their numbers.
fn alike(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(' ')
            .filter(|word| !word.bytes().any(|byte| byte.is_ascii_digit()) && *word != "of")
            .map(str::to_owned)
            .collect()
    };
    words(a) == words(b)
}

fn pair_begins(survey: &Survey, event: &Event, indent: usize, (name, value): &Pair) -> bool {
    let name = key(name);
    let known = event.top_value(&name);
    let is_same = known == Some(value.as_str());
    if let Some((reference, at)) = &survey.reference
        && *reference == name
        && indent <= at + 1
    {
        return match &event.reference {
            Some(reference) => reference != value,
            None => event.has_blocks || event.closed,
        };
    }
    if is_same && (event.repeats || event.closed) {
        return false;
    }
    let is_start = survey
        .start
        .as_ref()
        .is_some_and(|start| !start.is_heading && start.key == name && indent <= start.indent);
    let is_header = survey.header_keys.contains(&name)
        && survey.start.as_ref().is_some_and(|start| indent <= start.indent + 1);
    event.closed
        || (is_start && known.is_some() && !is_same)
        || (is_header && event.has_blocks && !is_same && !is_within_block(survey))
}

/// Where blocks are told by headings alone, their keys stand no further in than those of the header.
fn is_within_block(survey: &Survey) -> bool {
    survey.start.as_ref().is_some_and(|start| start.is_heading)
}

fn finished(event: Event) -> Next {
    if event.is_too_large() {
        let value = event.reference.clone().unwrap_or_default();
        let reason = format!(
            "this record is longer than {LOG_RECORD_BYTES} bytes or {LOG_RECORD_LINES} lines; look for where the next record begins at the source"
        );
        return Next::Broken { line: event.line, value: crate::quarantine::cut(&value), reason };
    }
    Next::Event(event)
}

impl Event {
    const fn is_too_large(&self) -> bool {
        self.n_bytes > LOG_RECORD_BYTES || self.n_lines > LOG_RECORD_LINES
    }

    /// The value of a key that stands outside any block but the record's own heading.
    fn top_value(&self, name: &str) -> Option<&str> {
        let of_heading =
            self.roots.first().and_then(|at| self.nodes.get(*at)).filter(|node| node.value.is_empty());
        let tops = self.roots.iter().chain(of_heading.iter().flat_map(|node| &node.children));
        tops.filter_map(|at| self.nodes.get(*at))
            .find(|node| key(&node.key) == name)
            .map(|node| node.value.as_str())
    }

    /// Adds a node beneath the innermost open node that stands less far in.
    fn open_at(&mut self, depth: usize, node: Node) {
        while let Some(top) = self.open.last().and_then(|at| self.nodes.get(*at)) {
            // A line that is out by one column stands beside a line that has a value of its own.
            let is_beside = depth <= top.depth || (!top.value.is_empty() && depth <= top.depth + 2);
            if !is_beside && self.open.len() < DEPTH {
                break;
            }
            self.open.pop();
            if !is_beside {
                break;
            }
        }
        self.n_bytes += node.key.len() + node.value.len() + 32;
        let at = self.nodes.len();
        match self.open.last().and_then(|parent| self.nodes.get_mut(*parent)) {
            Some(parent) => parent.children.push(at),
            None => self.roots.push(at),
        }
        self.nodes.push(Node { depth, ..node });
        self.open.push(at);
    }

    /// Puts words on to the value before them.
    fn goes_on(&mut self, words: &str) {
        let Some(last) = self.nodes.last_mut() else { return };
        self.n_bytes += words.len() + 1;
        if !last.value.is_empty() {
            last.value.push(' ');
        }
        last.value.push_str(words);
    }

    fn stamped(&mut self, line: &Printed, time: &str, pairs: &[Pair], words: &str) {
        self.has_blocks = true;
        self.repeats = false;
        let node = Node {
            line: line.number,
            value: words.to_owned(),
            stamp: Some(time.to_owned()),
            ..Node::default()
        };
        let depth = line.indent * 2 + 1;
        self.open_at(depth, node);
        for (name, value) in pairs {
            // Keys on the line of the stamp are the stamp's own.
            if let Some(last) = self.open.last().copied() {
                let node =
                    Node { line: line.number, key: name.clone(), value: value.clone(), ..Node::default() };
                self.open_at(depth + 1, node);
                // What is wrapped goes on the last key; what is set in further belongs to the stamp.
                self.open.retain(|at| *at <= last);
            }
        }
    }

    fn pairs(&mut self, line: &Printed, pairs: &[Pair], survey: &Survey) {
        if self.is_text_going_on(line) {
            let text: Vec<String> = pairs.iter().map(|(name, value)| format!("{name} = {value}")).collect();
            return self.goes_on(&text.join("  "));
        }
        for (name, value) in pairs {
            let name_key = key(name);
            if (self.repeats
                || survey.reference.as_ref().is_some_and(|(reference, _)| *reference == name_key))
                && self.top_value(&name_key) == Some(value.as_str())
            {
                // A header printed again on the next page.
                self.repeats = true;
                continue;
            }
            self.repeats = false;
            if survey
                .reference
                .as_ref()
                .is_some_and(|(reference, at)| *reference == name_key && line.indent <= at + 1)
                && self.reference.is_none()
                && !value.is_empty()
            {
                self.reference = Some(value.clone());
            }
            self.has_blocks |=
                value.is_empty() && self.open.len() == 1 && !survey.header_keys.contains(&name_key);
            self.open_at(
                line.indent * 2 + 1,
                Node { line: line.number, key: name.clone(), value: value.clone(), ..Node::default() },
            );
        }
    }

    /// Whether a line set in beneath a text of several words is the text going on, though it holds `=`.
    fn is_text_going_on(&self, line: &Printed) -> bool {
        let Some(top) = self.open.last().and_then(|at| self.nodes.get(*at)) else { return false };
        let is_text =
            top.stamp.is_none() && super::block::is_text(&key(&top.key)) && top.value.split(' ').count() >= 4;
        is_text && line.indent * 2 + 1 > top.depth + 2
    }
}
