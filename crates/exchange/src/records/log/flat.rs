//! A record as rows: the event, each person, each narrative entry.

use std::collections::HashSet;

use crate::records::log::block::{self, About};
use crate::records::log::event::{Event, Node};
use crate::records::log::survey;

/// One row of a record.
pub(super) struct FlatRow {
    pub(super) line: u64,
    pub(super) cells: Vec<(Column, String)>,
}

/// A column by the name it is shown under.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
}

impl Column {
    /// What it is known by, however its keys are written.
    pub(super) fn key(&self) -> String {
        key(&self.name)
    }

    /// 0 for events, 1 for people, 2 for narratives.
    pub(super) fn group(&self) -> usize {
        match () {
            () if self.name.starts_with(PERSON) => 1,
            () if self.name.starts_with(NARRATIVE) => 2,
            () => 0,
        }
    }
}

/// A column's name without regard to how it is written.
pub(super) fn key(name: &str) -> String {
    name.split('.').map(survey::key).collect::<Vec<_>>().join(".")
}

const RECORD: &str = "record";
const REFERENCE: &str = "event reference";
const NARRATIVES: &str = "Narratives";
const PERSON: &str = "Person.";
const NARRATIVE: &str = "Narrative.";

/// Whether a column belongs to rows of a kind.
pub(super) fn is_of(record: &str, name: &str) -> bool {
    let column = Column { name: name.to_owned() };
    let group = match record {
        "person" => 1,
        "narrative" => 2,
        _ => 0,
    };
    column.group() == group || matches!(name, RECORD | REFERENCE)
}

/// The rows of a record: the event first.
pub(super) fn rows(event: &Event) -> Vec<FlatRow> {
    let mut flat =
        Flat { event, cells: Cells::begun("event", event), people: Vec::new(), entries: Vec::new() };
    for at in &event.roots {
        let Some(node) = event.nodes.get(*at) else { continue };
        let is_own_heading =
            event.roots.first() == Some(at) && node.value.is_empty() && !block::is_named_block(&node.key);
        if is_own_heading {
            node.children.iter().for_each(|child| flat.walk(*child, ""));
        } else {
            flat.walk(*at, "");
        }
    }
    let texts: Vec<&str> = flat.entries.iter().filter_map(|entry| entry.text()).collect();
    let texts = texts.join("\n");
    flat.cells.put(NARRATIVES.to_owned(), &texts);
    let own = FlatRow { line: event.line, cells: flat.cells.finish() };
    let people = flat.people.into_iter().map(|person| person.row(event));
    let entries = flat.entries.into_iter().map(|entry| entry.row(event));
    std::iter::once(own).chain(people).chain(entries).collect()
}

struct Flat<'e> {
    event: &'e Event,
    cells: Cells,
    people: Vec<Person>,
    entries: Vec<Entry>,
}

/// The cells of a row; a column that comes again has its values parted by `;`.
#[derive(Default)]
struct Cells {
    cells: Vec<(Column, String)>,
    known: std::collections::HashMap<String, usize>,
}

impl Cells {
    fn begun(record: &str, event: &Event) -> Self {
        let mut cells = Self::default();
        cells.put(RECORD.to_owned(), record);
        cells.put(REFERENCE.to_owned(), event.reference.as_deref().unwrap_or_default());
        cells
    }

    /// Also an empty value makes its column known: a key that is printed empty is a key of the file.
    fn put(&mut self, name: String, value: &str) {
        let column = Column { name };
        let key = column.key();
        match self.known.get(&key).and_then(|at| self.cells.get_mut(*at)) {
            Some((_, text)) if value.is_empty() || text == value => {}
            Some((_, text)) if text.is_empty() => value.clone_into(text),
            Some((_, text)) => {
                text.push(';');
                text.push_str(value);
            }
            None => {
                self.known.insert(key, self.cells.len());
                self.cells.push((column, value.to_owned()));
            }
        }
    }

    fn finish(self) -> Vec<(Column, String)> {
        self.cells
    }
}

struct Person {
    line: u64,
    block: String,
    heading: String,
    fields: Vec<(String, String)>,
}

struct Entry {
    line: u64,
    fields: Vec<(String, String)>,
}

impl Person {
    fn row(self, event: &Event) -> FlatRow {
        let mut cells = Cells::begun("person", event);
        cells.put(format!("{PERSON}Block"), &self.block);
        let stated =
            self.fields.iter().any(|(name, value)| survey::key(name) == "involvement" && !value.is_empty());
        if !stated
            && let Some(involvement) =
                block::involvement(&self.heading).or_else(|| block::involvement(&self.block))
        {
            cells.put(format!("{PERSON}Involvement"), &involvement);
        }
        for (name, value) in self.fields {
            cells.put(format!("{PERSON}{name}"), &value);
        }
        FlatRow { line: self.line, cells: cells.finish() }
    }
}

impl Entry {
    fn text(&self) -> Option<&str> {
        let texts = self
            .fields
            .iter()
            .filter(|(name, value)| block::is_text(&survey::key(name)) && !value.is_empty());
        texts.map(|(_, value)| value.as_str()).max_by_key(|value| value.len())
    }

    fn row(self, event: &Event) -> FlatRow {
        let mut cells = Cells::begun("narrative", event);
        for (name, value) in self.fields {
            cells.put(format!("{NARRATIVE}{name}"), &value);
        }
        FlatRow { line: self.line, cells: cells.finish() }
    }
}

/// A heading without its number and colon.
fn label(heading: &str) -> String {
    let words = heading.trim_end_matches([':', ' ']).split_whitespace();
    let lower = |word: &str| word.to_lowercase();
    words
        .filter(|word| !matches!(lower(word).as_str(), "(continued)" | "(cont)" | "(contd)" | "(cont'd)"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A column's name may not be mistaken for a path.
fn part(key: &str) -> String {
    label(key).replace('.', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Flat<'_> {
    fn walk(&mut self, at: usize, path: &str) {
        let event = self.event;
        let Some(node) = event.nodes.get(at) else { return };
        if node.stamp.is_some() {
            return self.entries_of(&[at]);
        }
        let name = format!("{path}{}", part(&node.key));
        if node.children.is_empty() && !(node.is_heading && block::about(event, node) == About::Narratives) {
            return self.cells.put(name, &node.value);
        }
        match block::about(event, node) {
            About::People => self.people_of(node),
            About::Narratives => {
                if !node.value.is_empty() {
                    self.entries
                        .push(Entry { line: node.line, fields: vec![("Text".into(), node.value.clone())] });
                }
                self.entries_of(&node.children);
            }
            About::Other => {
                if !node.value.is_empty() {
                    self.cells.put(name.clone(), &node.value);
                }
                node.children.iter().for_each(|child| self.walk(*child, &format!("{name}.")));
            }
        }
    }

    /// One person or several: blocks within, or keys that come round again.
    fn people_of(&mut self, node: &Node) {
        let before = self.people.len();
        self.people_in(node, &label(&node.key), 0);
        let alone = self.people.len() == before + 1;
        if alone && let Some(person) = self.people.get(before) {
            let name = part(&node.key);
            for (key, value) in &person.fields {
                self.cells.put(format!("{name}.{key}"), value);
            }
        }
    }

    fn people_in(&mut self, node: &Node, block: &str, depth: usize) {
        let event = self.event;
        let heading = label(&node.key);
        let begin =
            |line| Person { line, block: block.to_owned(), heading: heading.clone(), fields: Vec::new() };
        let mut person = begin(node.line);
        let mut first_key: Option<String> = None;
        let child_is_person = |child: &Node| !child.children.is_empty() && block::is_person(event, child);
        for child in node.children.iter().filter_map(|at| event.nodes.get(*at)) {
            if depth < 8 && child_is_person(child) {
                self.people_in(child, block, depth + 1);
                continue;
            }
            let name = survey::key(&child.key);
            if first_key.as_ref() == Some(&name) && !person.fields.is_empty() {
                self.people.push(std::mem::replace(&mut person, begin(child.line)));
            }
            first_key.get_or_insert(name);
            fields_of(event, child, "", 0, &mut person.fields);
        }
        let has_people = node.children.iter().filter_map(|at| event.nodes.get(*at)).any(child_is_person);
        if !(node.value.is_empty() || has_people && person.fields.is_empty()) {
            person.fields.push(("Number".into(), node.value.clone()));
        }
        if person.fields.iter().any(|(_, value)| !value.is_empty()) {
            self.people.push(person);
        }
    }

    /// Entries: each stamp begins one, and so do keys that come round again.
    fn entries_of(&mut self, nodes: &[usize]) {
        let event = self.event;
        let mut entry: Option<Entry> = None;
        let mut seen: HashSet<String> = HashSet::new();
        for node in nodes.iter().filter_map(|at| event.nodes.get(*at)) {
            let name = survey::key(&node.key);
            let is_block = node.stamp.is_none() && !node.children.is_empty();
            let begins = node.stamp.is_some() || is_block || seen.contains(&name) || entry.is_none();
            if begins {
                self.entries.extend(entry.take());
                seen.clear();
            }
            let fields =
                &mut entry.get_or_insert_with(|| Entry { line: node.line, fields: Vec::new() }).fields;
            if let Some(stamp) = &node.stamp {
                fields.push(("Time".into(), stamp.clone()));
                if !node.value.is_empty() {
                    fields.push(("Text".into(), node.value.clone()));
                }
                for child in node.children.iter().filter_map(|at| event.nodes.get(*at)) {
                    seen.insert(survey::key(&child.key));
                    fields_of(event, child, "", 0, fields);
                }
            } else if is_block {
                if !node.value.is_empty() {
                    let is_when = block::is_when(&name);
                    fields
                        .push((if is_when { part(&node.key) } else { "Number".into() }, node.value.clone()));
                }
                let (inner, plain): (Vec<usize>, Vec<usize>) = node
                    .children
                    .iter()
                    .partition(|at| event.nodes.get(**at).is_some_and(|child| child.stamp.is_some()));
                for child in plain.iter().filter_map(|at| event.nodes.get(*at)) {
                    fields_of(event, child, "", 0, fields);
                }
                if !inner.is_empty() {
                    self.entries.extend(entry.take().filter(|entry| !entry.fields.is_empty()));
                    self.entries_of(&inner);
                }
            } else {
                seen.insert(name);
                fields.push((part(&node.key), node.value.clone()));
            }
        }
        self.entries.extend(entry);
    }
}

/// The fields of a node and of what is beneath it, as paths.
fn fields_of(event: &Event, node: &Node, path: &str, depth: usize, fields: &mut Vec<(String, String)>) {
    let name = format!("{path}{}", part(&node.key));
    if node.children.is_empty() || !node.value.is_empty() {
        fields.push((name.clone(), node.value.clone()));
    }
    if depth < 24 {
        for child in node.children.iter().filter_map(|at| event.nodes.get(*at)) {
            fields_of(event, child, &format!("{name}."), depth + 1, fields);
        }
    }
}
