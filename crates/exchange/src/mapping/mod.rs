//! A mapping: how one system's extract becomes the canonical columns (design, section 6).
//!
//! TOML, written by a person, often from the draft that `onrecord profile` proposes. One mapping may
//! feed several tables from one file, each with its own row filter.

mod text;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use terms::Zone;

use crate::canonical::{self, Column};
use crate::dates::Pattern;
use crate::fault::Fault;
use crate::records::Dialect;
use crate::table::Table;

/// Values that mean "missing" wherever a mapping does not say otherwise.
const MISSING: &[&str] = &[""];

/// A mapping as read and checked, independent of any file.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// The file's own name for it, shown in outputs.
    pub name: String,
    /// The system the extract comes from: same system and reference with the same content is a
    /// duplicate, whichever file it stands in.
    pub system: String,
    /// Zone of wall-clock times without an offset.
    pub zone: Zone,
    /// How its files are split and decoded.
    pub dialect: Dialect,
    sections: Vec<(Table, Section)>,
}

#[derive(Clone, Debug)]
struct Section {
    conditions: Vec<Condition>,
    bindings: Vec<(&'static Column, Binding)>,
}

#[derive(Clone, Debug)]
struct Condition {
    column: String,
    test: Test,
}

#[derive(Clone, Debug)]
enum Test {
    Is(HashSet<String>),
    Not(HashSet<String>),
    Missing(bool, HashSet<String>),
}

#[derive(Clone, Debug)]
struct Binding {
    columns: Vec<String>,
    join: String,
    constant: Option<String>,
    values: HashMap<String, String>,
    otherwise: Option<String>,
    missing: HashSet<String>,
    dates: Vec<Pattern>,
}

/// A mapping bound to the header of one file: which positions feed which columns.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The table it feeds.
    pub table: Table,
    /// Zone of wall-clock times.
    pub zone: Zone,
    conditions: Vec<(usize, Test)>,
    /// One per canonical column that is fed.
    pub feeds: Vec<Feed>,
    /// Header positions that feed nothing and filter nothing: kept and shown, not used.
    pub unused: Vec<usize>,
}

/// What feeds one canonical column.
#[derive(Clone, Debug)]
pub struct Feed {
    /// The canonical column.
    pub column: &'static Column,
    /// Header positions, joined.
    pub positions: Vec<usize>,
    /// The name to show when a value is quarantined.
    pub shown_as: String,
    /// Patterns for its dates.
    pub dates: Vec<Pattern>,
    binding: Binding,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// A sentence naming the mapping, the place in it and what to write instead.
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let bytes =
            std::fs::read(path).map_err(|error| Fault::Unreadable { path: path.to_owned(), error })?;
        let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into());
        let text = String::from_utf8(bytes).map_err(|_| {
            Fault::mapping(
                &stem,
                "it is not UTF-8 text. Save the mapping as UTF-8, or give an extract under its own flag.",
            )
        })?;
        Self::parse(&stem, &text)
    }

    /// Reads a mapping from text; `stem` names it where it does not name itself.
    ///
    /// # Errors
    /// As [`Mapping::read`].
    pub fn parse(stem: &str, text: &str) -> Result<Self, Fault> {
        text::build(stem, text)
    }

    /// The mapping that canonical headers amount to: every column is itself.
    pub fn canonical() -> Self {
        let sections = Table::ALL.into_iter().map(|table| {
            let bindings = canonical::columns(table)
                .iter()
                .map(|column| (column, Binding::column(column.name)))
                .collect();
            (table, Section { conditions: Vec::new(), bindings })
        });
        Self {
            name: "canonical headers".into(),
            system: "canonical".into(),
            zone: Zone::london(),
            dialect: Dialect::default(),
            sections: sections.collect(),
        }
    }

    /// Whether it has a section for a table.
    pub fn feeds(&self, table: Table) -> bool {
        self.section(table).is_some()
    }

    fn section(&self, table: Table) -> Option<&Section> {
        self.sections.iter().find(|(t, _)| *t == table).map(|(_, section)| section)
    }

    /// Columns its section for a table names that a header does not have.
    pub fn missing_columns(&self, table: Table, header: &[String]) -> Vec<String> {
        let Some(section) = self.section(table) else { return Vec::new() };
        let bound = section.bindings.iter().flat_map(|(_, binding)| &binding.columns);
        let tested = section.conditions.iter().map(|condition| &condition.column);
        let mut missing: Vec<String> =
            bound.chain(tested).filter(|column| position(header, column).is_none()).cloned().collect();
        missing.sort();
        missing.dedup();
        missing
    }

    /// Whether a header has all that feeds one of the key columns of a table.
    pub fn has_key_column(&self, table: Table, header: &[String]) -> bool {
        let Some(section) = self.section(table) else { return false };
        let is_key = |column: &Column| canonical::key_columns(table).contains(&column.name);
        let fed = |binding: &Binding| {
            !binding.columns.is_empty() && binding.columns.iter().all(|name| position(header, name).is_some())
        };
        section.bindings.iter().any(|(column, binding)| is_key(column) && fed(binding))
    }

    /// How many columns of a file its section for a table uses.
    pub fn n_columns(&self, table: Table) -> usize {
        let bound = self.section(table).into_iter().flat_map(|section| &section.bindings);
        bound.flat_map(|(_, binding)| &binding.columns).collect::<HashSet<_>>().len()
    }

    /// A column that its section for a table names and a header has more than once.
    pub fn doubled_column(&self, table: Table, header: &[String]) -> Option<String> {
        let section = self.section(table)?;
        let bound = section.bindings.iter().flat_map(|(_, binding)| &binding.columns);
        let mut named = bound.chain(section.conditions.iter().map(|condition| &condition.column));
        let doubled = |name: &&String| {
            let first = position(header, name);
            first.is_some_and(|at| header.iter().skip(at + 1).any(|column| header.get(at) == Some(column)))
        };
        named.find(doubled).cloned()
    }

    /// Binds a section to a header; columns the header does not have are left out, so call
    /// [`Mapping::missing_columns`] first where that matters.
    pub fn plan(&self, table: Table, header: &[String]) -> Option<Plan> {
        let section = self.section(table)?;
        let mut used = HashSet::new();
        let mut feeds = Vec::new();
        for (column, binding) in &section.bindings {
            let positions: Vec<usize> =
                binding.columns.iter().filter_map(|name| position(header, name)).collect();
            if positions.len() < binding.columns.len() {
                continue;
            }
            used.extend(positions.iter().copied());
            let shown_as =
                if binding.columns.is_empty() { column.name.to_owned() } else { binding.columns.join(" + ") };
            feeds.push(Feed {
                column,
                positions,
                shown_as,
                dates: binding.dates.clone(),
                binding: binding.clone(),
            });
        }
        let conditions: Vec<(usize, Test)> = section
            .conditions
            .iter()
            .filter_map(|condition| Some((position(header, &condition.column)?, condition.test.clone())))
            .collect();
        used.extend(conditions.iter().map(|(position, _)| *position));
        let unused = (0..header.len()).filter(|position| !used.contains(position)).collect();
        Some(Plan { table, zone: self.zone.clone(), conditions, feeds, unused })
    }
}

impl Plan {
    /// Whether the row filter selects a row for this table.
    pub fn selects<'a>(&self, field: impl Fn(usize) -> &'a str) -> bool {
        self.conditions.iter().all(|(position, test)| test.holds(field(*position)))
    }
}

impl Test {
    fn holds(&self, value: &str) -> bool {
        match self {
            Self::Is(values) => values.contains(value),
            Self::Not(values) => !values.contains(value),
            Self::Missing(wanted, markers) => (value.is_empty() || markers.contains(value)) == *wanted,
        }
    }
}

impl Feed {
    /// Whether it is the same for every row, whatever the file holds.
    pub fn is_constant(&self) -> bool {
        self.binding.constant.is_some()
    }

    /// The text that a row holds for this column, joined and translated; `None` where missing.
    pub fn text<'a>(&'a self, field: impl Fn(usize) -> &'a str) -> Option<std::borrow::Cow<'a, str>> {
        use std::borrow::Cow;
        let binding = &self.binding;
        if let Some(constant) = &binding.constant {
            return Some(Cow::Borrowed(constant));
        }
        let present = |value: &&str| !binding.missing.contains(*value) && !value.is_empty();
        let raw = match self.positions.as_slice() {
            [only] => Some(field(*only)).filter(present).map(Cow::Borrowed),
            several => {
                let parts: Vec<&str> =
                    several.iter().map(|position| field(*position)).filter(present).collect();
                (!parts.is_empty()).then(|| Cow::Owned(parts.join(&binding.join)))
            }
        }?;
        let translated = match binding.values.get(raw.as_ref()) {
            Some(value) => Cow::Borrowed(value.as_str()),
            None => match &binding.otherwise {
                Some(otherwise) => Cow::Borrowed(otherwise.as_str()),
                None => raw,
            },
        };
        (!translated.is_empty()).then_some(translated)
    }
}

impl Binding {
    fn column(name: &str) -> Self {
        Self {
            columns: vec![name.to_owned()],
            join: " ".into(),
            constant: None,
            values: HashMap::new(),
            otherwise: None,
            missing: set(MISSING.iter().map(|s| (*s).to_owned())),
            dates: Vec::new(),
        }
    }
}

fn set(values: impl IntoIterator<Item = String>) -> HashSet<String> {
    values.into_iter().collect()
}

fn position(header: &[String], name: &str) -> Option<usize> {
    header.iter().position(|column| column == name).or_else(|| {
        let same = |column: &String| column.trim().eq_ignore_ascii_case(name.trim());
        header.iter().position(same)
    })
}
