//! The indented `key = value` text log that command-and-control systems print.
//!
//! A file holds several records, one after another: keys of the event, then blocks (the complainant,
//! supplementary people, timestamped narratives, anything else) told by a heading and by how far their
//! lines are set in. No two systems print alike, so nothing is taken as fixed: where records begin is
//! found from what recurs; tabs are as wide as a step of blanks; page furniture is stepped over; a line
//! that is no key goes on the value before it. Each record becomes rows: one `event`, one `person` for
//! each person with the involvement, one `narrative` for each entry.

mod block;
mod event;
mod flat;
mod line;
mod survey;

use std::collections::{HashMap, VecDeque};
use std::io::Read;

use crate::fault::Fault;
use crate::limits::COLUMNS;
use crate::records::lines::Lines;
use crate::records::log::event::{Events, Next};
use crate::records::log::survey::Survey;
use crate::records::{Encoding, Step};

/// Lines looked at to tell a log from delimited text.
pub(super) const LOOK_AHEAD: usize = 80;

/// Rows of a log.
pub(super) struct LogRows {
    events: Events,
    pub(super) header: Vec<String>,
    columns: HashMap<String, usize>,
    waiting: VecDeque<(u64, Vec<(usize, String)>)>,
    current: Vec<String>,
    filled: Vec<usize>,
}

/// Whether the first lines look like a printed log: most that are not drawn or blank are keys and
/// values, headings or stamps, and few of the keys come with what delimited text would have.
pub(super) fn looks_like(lines: &[Vec<u8>]) -> bool {
    let read = lines.iter().map(|line| line::read(1, &String::from_utf8_lossy(line), line::TAB).kind);
    let (mut n_pairs, mut n_words, mut keys) = (0, 0, Vec::new());
    for kind in read {
        match kind {
            line::Kind::Pairs(pairs) => {
                n_pairs += 1;
                keys.extend(pairs.into_iter().map(|(key, _)| key.to_lowercase()));
            }
            line::Kind::Stamped { .. } => n_pairs += 1,
            line::Kind::Words(_) => n_words += 1,
            _ => {}
        }
    }
    keys.sort();
    keys.dedup();
    let first_is_row = lines.first().is_some_and(|line| {
        line.iter().filter(|b| matches!(b, b',' | b';' | b'|')).count() > 1 && !line.contains(&b'=')
    });
    keys.len() >= 3 && n_pairs >= 3 && n_pairs >= n_words && !first_is_row
}

/// Whether a column of a log belongs to rows of a kind: `event`, `person` or `narrative`.
pub(crate) fn log_column_is_of(record: &str, name: &str) -> bool {
    flat::is_of(record, name)
}

/// Whether a column of an event is a detail of a person in it.
pub(crate) fn is_of_people(name: &str) -> bool {
    name.split_once('.').is_some_and(|(block, _)| block::names_people(block))
}

impl LogRows {
    /// Reads the text once for its columns and makes ready to read it again for its rows. `lines` are
    /// the same text, for a first look at its habits.
    pub(super) fn open(
        name: &str,
        lines: Lines,
        again: &mut dyn FnMut() -> Result<Box<dyn Read>, Fault>,
        encoding: Encoding,
    ) -> Result<Self, Fault> {
        let survey = Survey::of(lines);
        let mut events = Events::new(name, Lines::new(again()?, encoding), survey.clone());
        let (header, columns) = columns(name, &mut events)?;
        let events = Events::new(name, Lines::new(again()?, encoding), survey);
        let current = vec![String::new(); header.len()];
        Ok(Self { events, header, columns, waiting: VecDeque::new(), current, filled: Vec::new() })
    }

    pub(super) fn field(&self, index: usize) -> &str {
        self.current.get(index).map_or("", |text| text.trim())
    }

    pub(super) const fn n_bytes_read(&self) -> u64 {
        self.events.lines.n_bytes
    }

    pub(super) const fn n_windows_1252(&self) -> u64 {
        self.events.lines.n_windows_1252
    }

    /// The next row.
    pub(super) fn step(&mut self) -> Result<Step, Fault> {
        loop {
            if let Some((line, cells)) = self.waiting.pop_front() {
                self.take(cells);
                return Ok(Step::Row { line });
            }
            match self.events.next()? {
                Next::End => return Ok(Step::End),
                Next::Broken { line, value, reason } => return Ok(Step::Broken { line, value, reason }),
                Next::Event(event) => {
                    for row in flat::rows(&event) {
                        let cells = row
                            .cells
                            .into_iter()
                            .filter_map(|(column, text)| Some((*self.columns.get(&column.key())?, text)));
                        self.waiting.push_back((row.line, cells.collect()));
                    }
                }
            }
        }
    }

    fn take(&mut self, cells: Vec<(usize, String)>) {
        for at in self.filled.drain(..) {
            if let Some(cell) = self.current.get_mut(at) {
                cell.clear();
            }
        }
        for (at, text) in cells {
            if let Some(cell) = self.current.get_mut(at) {
                *cell = text;
                self.filled.push(at);
            }
        }
    }
}

/// Every column that any record fills: of events first, then of people, then of narratives.
fn columns(name: &str, events: &mut Events) -> Result<(Vec<String>, HashMap<String, usize>), Fault> {
    let mut found: [Vec<String>; 3] = Default::default();
    let mut known: HashMap<String, ()> = HashMap::new();
    let mut n_events = 0_u64;
    loop {
        match events.next()? {
            Next::End => break,
            Next::Broken { .. } => {}
            Next::Event(event) => {
                n_events += 1;
                for (column, _) in flat::rows(&event).into_iter().flat_map(|row| row.cells) {
                    if known.insert(column.key(), ()).is_none()
                        && let Some(group) = found.get_mut(column.group())
                    {
                        group.push(column.name);
                    }
                }
            }
        }
        if known.len() > COLUMNS {
            let what = format!(
                "it was read as a log of `key = value` lines and has more than {COLUMNS} different keys, so it is none. If it is delimited text, say so in the mapping with `format = \"delimited\"`."
            );
            return Err(Fault::not_a_table(name, what));
        }
    }
    if n_events == 0 {
        let what = "it was read as a log of `key = value` lines and no record was found in it. If it is delimited text, say so in the mapping with `format = \"delimited\"`.";
        return Err(Fault::not_a_table(name, what));
    }
    let header: Vec<String> = found.into_iter().flatten().collect();
    let columns = header.iter().enumerate().map(|(at, name)| (flat::key(name), at)).collect();
    Ok((header, columns))
}
