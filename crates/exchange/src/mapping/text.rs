//! A mapping's TOML: read, checked line by line, and told in a sentence where it does not hold.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;
use terms::Zone;

use crate::canonical::{self, Column};
use crate::dates::Pattern;
use crate::fault::Fault;
use crate::limits::{HEADER_ROW, HEADER_ROWS};
use crate::mapping::{Binding, Condition, MISSING, Mapping, Section, Test, set};
use crate::records::{Dialect, Encoding, TextFormat};
use crate::table::Table;
use crate::values;

/// Reads a mapping from text; `stem` names it where it does not name itself.
pub(super) fn build(stem: &str, text: &str) -> Result<Mapping, Fault> {
    let parsed: MappingText = toml::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        Fault::mapping(stem, format!("it is not valid: {}. Correct it there.", error.to_string().trim_end()))
    })?;
    let name = parsed.name.clone().unwrap_or_else(|| stem.to_owned());
    let zone_name = parsed.zone.as_deref().unwrap_or("Europe/London");
    let zone = Zone::named(zone_name).ok_or_else(|| {
        Fault::mapping(
            &name,
            format!("there is no time zone \"{zone_name}\". Write it like \"Europe/London\"."),
        )
    })?;
    let dialect = Dialect {
        format: format(&name, parsed.format.as_deref())?,
        delimiter: delimiter(&name, parsed.delimiter.as_deref())?,
        encoding: encoding(&name, parsed.encoding.as_deref())?,
        sheet: sheet(&name, parsed.sheet.as_ref())?,
        header_row: count(&name, "header_row", parsed.header_row, HEADER_ROW)?,
        header_rows: count(&name, "header_rows", parsed.header_rows, HEADER_ROWS)?,
    };
    let missing = set(parsed.missing.unwrap_or_else(|| MISSING.iter().map(|s| (*s).to_owned()).collect()));
    let dates = patterns(&name, &parsed.dates)?;
    let defaults = Defaults { mapping: &name, missing: &missing, dates: &dates, zone: &zone };
    let given = [
        (Table::Incidents, parsed.incidents),
        (Table::Crimes, parsed.crimes),
        (Table::People, parsed.people),
        (Table::Counts, parsed.counts),
    ];
    let mut sections = Vec::new();
    for (table, section) in given {
        if let Some(section) = section {
            sections.push((table, Section::build(&defaults, table, section)?));
        }
    }
    if sections.is_empty() {
        let what =
            "it has no [incidents], [crimes], [people] or [counts] section, so it maps nothing. Add one.";
        return Err(Fault::mapping(&name, what));
    }
    Ok(Mapping { system: parsed.system.unwrap_or_else(|| name.clone()), name, zone, dialect, sections })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingText {
    name: Option<String>,
    #[serde(rename = "about")]
    _about: Option<String>,
    system: Option<String>,
    zone: Option<String>,
    format: Option<String>,
    delimiter: Option<String>,
    encoding: Option<String>,
    sheet: Option<toml::Value>,
    header_row: Option<i64>,
    header_rows: Option<i64>,
    missing: Option<Vec<String>>,
    #[serde(default)]
    dates: Vec<String>,
    incidents: Option<SectionText>,
    crimes: Option<SectionText>,
    people: Option<SectionText>,
    counts: Option<SectionText>,
}

#[derive(Deserialize)]
struct SectionText {
    #[serde(default, rename = "where")]
    conditions: Vec<ConditionText>,
    #[serde(flatten)]
    columns: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionText {
    column: String,
    is: Option<Vec<String>>,
    not: Option<Vec<String>>,
    missing: Option<bool>,
}

/// What a section's columns fall back on: the mapping's own name, missing markers, patterns and zone.
struct Defaults<'a> {
    mapping: &'a str,
    missing: &'a HashSet<String>,
    dates: &'a [Pattern],
    zone: &'a Zone,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct FullBinding {
    column: Option<String>,
    columns: Option<Vec<String>>,
    join: Option<String>,
    value: Option<String>,
    #[serde(default)]
    values: HashMap<String, String>,
    otherwise: Option<String>,
    missing: Option<Vec<String>>,
    dates: Option<Vec<String>>,
}

impl Section {
    fn build(defaults: &Defaults<'_>, table: Table, text: SectionText) -> Result<Self, Fault> {
        let mapping = defaults.mapping;
        let mut bindings = Vec::new();
        for (name, value) in text.columns {
            let column =
                canonical::find(table, &name).ok_or_else(|| unknown_column(mapping, table, &name))?;
            let binding = Binding::build(defaults, column, value)
                .map_err(|what| Fault::mapping(mapping, format!("[{}] `{name}` {what}", table.name())))?;
            bindings.push((column, binding));
        }
        if bindings.is_empty() {
            return Err(Fault::mapping(
                mapping,
                format!(
                    "[{}] names no columns. Add one, such as {}.",
                    table.name(),
                    canonical::example(table)
                ),
            ));
        }
        let conditions = text.conditions.into_iter().map(|condition| Condition::build(defaults, condition));
        Ok(Self { conditions: conditions.collect::<Result<_, _>>()?, bindings })
    }
}

fn unknown_column(mapping: &str, table: Table, name: &str) -> Fault {
    let near = canonical::nearest(table, name);
    let what = format!(
        "[{}] has no canonical column `{name}`. Did you mean `{near}`? docs/commands.md lists them all.",
        table.name()
    );
    Fault::mapping(mapping, what)
}

impl Condition {
    fn build(defaults: &Defaults<'_>, text: ConditionText) -> Result<Self, Fault> {
        let test = match (text.is, text.not, text.missing) {
            (Some(values), None, None) => Test::Is(set(values)),
            (None, Some(values), None) => Test::Not(set(values)),
            (None, None, Some(missing)) => Test::Missing(missing, defaults.missing.clone()),
            _ => {
                let what = format!(
                    "the row filter on \"{}\" must have exactly one of is = [...], not = [...], missing = true or false.",
                    text.column
                );
                return Err(Fault::mapping(defaults.mapping, what));
            }
        };
        Ok(Self { column: text.column, test })
    }
}

impl Binding {
    /// Errors are what is wrong with it and what to write instead, without its name.
    fn build(defaults: &Defaults<'_>, column: &Column, value: toml::Value) -> Result<Self, String> {
        let full = match value {
            toml::Value::String(column) => FullBinding { column: Some(column), ..FullBinding::default() },
            toml::Value::Table(table) => table
                .try_into()
                .map_err(|error| format!("is not valid: {}. Correct it.", error.to_string().trim()))?,
            other => {
                return Err(format!(
                    "must name a column as text, not {}. Write it like {} = \"LogNumber\".",
                    other.type_str(),
                    column.name
                ));
            }
        };
        let (columns, constant) =
            match (full.column, full.columns, full.value) {
                (Some(column), None, None) => (vec![column], None),
                (None, Some(columns), None) if !columns.is_empty() => (columns, None),
                (None, None, Some(value)) if !value.trim().is_empty() => (Vec::new(), Some(value)),
                _ => return Err(
                    "must have exactly one of column = \"...\", columns = [...], value = \"...\", not empty."
                        .into(),
                ),
            };
        let own_dates = full.dates.map(|texts| patterns(defaults.mapping, &texts)).transpose();
        let binding = Self {
            columns,
            join: full.join.unwrap_or_else(|| " ".into()),
            constant,
            values: full.values,
            otherwise: full.otherwise,
            missing: full.missing.map_or_else(|| defaults.missing.clone(), set),
            dates: own_dates.map_err(|fault| fault.to_string())?.unwrap_or_else(|| defaults.dates.to_vec()),
        };
        binding.check(column, defaults.zone)?;
        Ok(binding)
    }

    /// What a mapping writes itself must be what its column holds; every row would fall to it.
    fn check(&self, column: &Column, zone: &Zone) -> Result<(), String> {
        let mut written: Vec<&String> =
            self.values.values().chain(&self.otherwise).chain(&self.constant).collect();
        written.sort();
        for text in written.into_iter().filter(|text| !text.is_empty()) {
            values::read(column.kind, text, &self.dates, zone)
                .map_err(|reason| format!("cannot be \"{text}\": {reason}. Correct the mapping."))?;
        }
        Ok(())
    }
}

fn patterns(mapping: &str, texts: &[String]) -> Result<Vec<Pattern>, Fault> {
    texts.iter().map(|text| Pattern::new(mapping, text)).collect()
}

fn format(mapping: &str, text: Option<&str>) -> Result<Option<TextFormat>, Fault> {
    match text {
        None | Some("auto") => Ok(None),
        Some("delimited" | "csv") => Ok(Some(TextFormat::Delimited)),
        Some("log") => Ok(Some(TextFormat::Log)),
        Some(other) => {
            let what = format!(
                "the format \"{other}\" is not known. Use \"delimited\", \"log\" (indented key = value) or \"auto\"; spreadsheets and Parquet tell themselves."
            );
            Err(Fault::mapping(mapping, what))
        }
    }
}

/// A sheet by its name or its number.
fn sheet(mapping: &str, value: Option<&toml::Value>) -> Result<Option<String>, Fault> {
    match value {
        None => Ok(None),
        Some(toml::Value::String(name)) if !name.trim().is_empty() => Ok(Some(name.clone())),
        Some(toml::Value::Integer(number)) if *number > 0 => Ok(Some(number.to_string())),
        Some(other) => {
            let what = format!(
                "the sheet {other} must be its name or its number, such as sheet = \"Logs\" or sheet = 2."
            );
            Err(Fault::mapping(mapping, what))
        }
    }
}

fn count(mapping: &str, name: &str, value: Option<i64>, most: u32) -> Result<Option<u32>, Fault> {
    let Some(value) = value else { return Ok(None) };
    let count = u32::try_from(value).ok().filter(|count| (1..=most).contains(count));
    count.map(Some).ok_or_else(|| {
        Fault::mapping(mapping, format!("{name} = {value} must be from 1 to {most}. Correct it."))
    })
}

fn delimiter(mapping: &str, text: Option<&str>) -> Result<Option<u8>, Fault> {
    match text {
        None | Some("auto") => Ok(None),
        Some("tab") => Ok(Some(b'\t')),
        Some(text) => match text.as_bytes() {
            [one] if one.is_ascii() && !matches!(one, b'"' | b'\n' | b'\r' | 0) => Ok(Some(*one)),
            _ => {
                let what = format!(
                    "the delimiter \"{text}\" must be one character, such as \",\" \";\" \"|\" or \"\\t\"."
                );
                Err(Fault::mapping(mapping, what))
            }
        },
    }
}

fn encoding(mapping: &str, text: Option<&str>) -> Result<Encoding, Fault> {
    match text.map(str::to_ascii_lowercase).as_deref() {
        None | Some("auto") => Ok(Encoding::Auto),
        Some("utf-8" | "utf8") => Ok(Encoding::Utf8),
        Some("windows-1252" | "cp1252" | "latin-1" | "latin1" | "iso-8859-1") => Ok(Encoding::Windows1252),
        Some(other) => Err(Fault::mapping(
            mapping,
            format!("the encoding \"{other}\" is not read. Use \"utf-8\", \"windows-1252\" or \"auto\"."),
        )),
    }
}
