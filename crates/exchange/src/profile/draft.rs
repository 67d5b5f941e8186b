//! A draft mapping for a person to correct: valid as it stands, with what was seen beside each line.

use std::fmt::Write;

use crate::profile::meaning::words;
use crate::profile::{ColumnProfile, DateReading, Kind, Meaning, Profile};
use crate::records::Layout;

/// Writes the draft.
pub fn draft(profile: &Profile) -> String {
    let mut text = String::new();
    let _ = head(&mut text, profile);
    let _ = section(&mut text, profile);
    text
}

fn head(text: &mut String, profile: &Profile) -> std::fmt::Result {
    writeln!(
        text,
        "# Drafted by `onrecord profile` from {}. Read every line, correct it, then use it:",
        quoted(&profile.file)
    )?;
    let tables = std::iter::once(&profile.meaning).chain(profile.parts.iter().map(|part| &part.meaning));
    let mut flags: Vec<String> =
        tables.filter_map(|meaning| Some(format!("--{} FILE", meaning.table?.name()))).collect();
    if flags.is_empty() {
        flags.push("--incidents FILE".into());
    }
    writeln!(text, "#   onrecord check {} --mapping THIS --out DIR", flags.join(" "))?;
    writeln!(text, "name = {}", quoted(&profile.file))?;
    writeln!(text, "zone = \"Europe/London\"  # of times without an offset")?;
    if let Some(delimiter) = stated_delimiter(&profile.delimiter) {
        writeln!(text, "delimiter = {}", quoted(delimiter))?;
    }
    match &profile.layout {
        Layout::Sheet { name, others } if !others.is_empty() => {
            let others: Vec<String> = others.iter().take(30).map(|name| quoted(name)).collect();
            writeln!(text, "sheet = {}  # not read: {}", quoted(name), others.join(", "))?;
        }
        Layout::Log => writeln!(text, "format = \"log\"  # indented key = value")?,
        _ => {}
    }
    let mut markers: Vec<&String> = all_columns(profile).flat_map(|column| &column.markers).collect();
    markers.sort();
    markers.dedup();
    let markers: Vec<String> = markers.into_iter().map(|marker| quoted(marker)).collect();
    writeln!(
        text,
        "missing = [{}]",
        std::iter::once("\"\"".to_owned()).chain(markers).collect::<Vec<_>>().join(", ")
    )?;
    dates(text, profile)
}

/// Columns of all kinds of rows.
fn all_columns(profile: &Profile) -> impl Iterator<Item = &ColumnProfile> {
    profile.columns.iter().chain(profile.parts.iter().flat_map(|part| &part.columns))
}

/// The columns of one kind of row, and what they mean.
#[derive(Clone, Copy)]
struct Kindred<'p> {
    /// What stands in the column `record` of a log.
    record: Option<&'p str>,
    columns: &'p [ColumnProfile],
    meaning: &'p Meaning,
}

fn kinds(profile: &Profile) -> impl Iterator<Item = Kindred<'_>> {
    let record = (profile.layout == Layout::Log).then_some("event");
    let first = Kindred { record, columns: &profile.columns, meaning: &profile.meaning };
    let parts = profile.parts.iter().map(|part| Kindred {
        record: Some(part.record),
        columns: &part.columns,
        meaning: &part.meaning,
    });
    std::iter::once(first).chain(parts)
}

fn dates(text: &mut String, profile: &Profile) -> std::fmt::Result {
    let mut patterns: Vec<&String> = Vec::new();
    let columns = kinds(profile).flat_map(|kind| (0..kind.columns.len()).map(move |at| (kind, at)));
    for (kind, at) in columns {
        let Some(column) = kind.columns.get(at) else { continue };
        let Some(reading) = &column.dates else { continue };
        if let Some((time, name)) = time_of(kind, at) {
            choose_with_time(text, column, reading, time, name)?;
            continue;
        }
        match &reading.ambiguous {
            None => {
                patterns.extend(reading.patterns.iter().filter(|p| !patterns.contains(p)).collect::<Vec<_>>())
            }
            Some(other) => {
                let first = reading.patterns.first().map_or("", String::as_str);
                writeln!(
                    text,
                    "# CHOOSE: every value of {} reads both as {} and as {}; ask the source, then add one to dates.",
                    quoted(&column.name),
                    quoted(first),
                    quoted(other)
                )?;
            }
        }
    }
    let patterns: Vec<String> = patterns.into_iter().map(|pattern| quoted(pattern)).collect();
    writeln!(text, "dates = [{}]  # ISO 8601 is always read", patterns.join(", "))
}

fn section(text: &mut String, profile: &Profile) -> std::fmt::Result {
    if kinds(profile).all(|kind| kind.meaning.table.is_none()) {
        writeln!(text, "\n# What this file holds was not recognised. Name the columns that matter:")?;
        writeln!(text, "[incidents]")?;
        let first = profile.columns.first().map_or("", |column| column.name.as_str());
        writeln!(text, "incident_ref = {}  # CHOOSE", quoted(first))?;
    }
    for kind in kinds(profile) {
        section_of(text, kind)?;
        unmatched(text, kind)?;
    }
    Ok(())
}

fn section_of(text: &mut String, kind: Kindred<'_>) -> std::fmt::Result {
    let Some(table) = kind.meaning.table else { return Ok(()) };
    writeln!(text, "\n[{}]", table.name())?;
    let code = kind.columns.iter().find(|column| column.kind == Kind::Code && !column.commonest.is_empty());
    match (kind.record, code) {
        (Some(record), _) => {
            writeln!(text, "where = [{{ column = \"record\", is = [{}] }}]", quoted(record))?
        }
        (None, Some(code)) => {
            let values: Vec<String> = code.commonest.iter().take(2).map(|(value, _)| quoted(value)).collect();
            writeln!(
                text,
                "# where = [{{ column = {}, is = [{}] }}]  # only where one file feeds several tables",
                quoted(&code.name),
                values.join(", ")
            )?;
        }
        (None, None) => {}
    }
    for (at, (column, meaning)) in kind.columns.iter().zip(&kind.meaning.columns).enumerate() {
        match (meaning, time_of(kind, at)) {
            (Some(name), Some((time, _))) => with_time(text, name, column, time)?,
            (Some("role"), None) => role(text, column)?,
            (Some(name), None) => writeln!(text, "{name} = {}  # {}", quoted(&column.name), told(column))?,
            (None, _) => {}
        }
    }
    Ok(())
}

/// Words for what a person is to a record, and the canonical role each says.
const ROLES: &[(&str, &[&str])] = &[
    (
        "professional",
        &["professional", "doctor", "paramedic", "nurse", "teacher", "social worker", "ambulance", "agency"],
    ),
    ("victim", &["victim", "aggrieved", "injured", "ip", "patient"]),
    ("suspect", &["suspect", "offender", "accused", "defendant", "perpetrator", "subject"]),
    ("witness", &["witness"]),
    ("caller", &["caller", "complainant", "informant", "reporter", "reporting", "inf", "compl"]),
];

/// A column of roles, with its own words translated as far as they are known.
fn role(text: &mut String, column: &ColumnProfile) -> std::fmt::Result {
    let says = |value: &str| {
        let words: Vec<String> = words(value);
        let known = |word: &&str| words.contains(&(*word).to_owned()) || words.join(" ") == **word;
        ROLES.iter().find(|(_, list)| list.iter().any(known)).map(|(role, _)| *role)
    };
    let own = |value: &str| ROLES.iter().any(|(role, _)| value.eq_ignore_ascii_case(role));
    let values = column.values.iter().filter(|value| !own(value));
    let known: Vec<String> =
        values.filter_map(|value| Some(format!("{} = {}", quoted(value), quoted(says(value)?)))).collect();
    let every_own = column.values.iter().all(|value| own(value));
    if every_own {
        return writeln!(text, "role = {}  # {}", quoted(&column.name), told(column));
    }
    let kept: Vec<String> = column
        .values
        .iter()
        .filter(|value| own(value))
        .map(|value| format!("{} = {}", quoted(value), quoted(&value.to_lowercase())))
        .collect();
    let all: Vec<String> = known.into_iter().chain(kept).collect();
    writeln!(
        text,
        "role = {{ column = {}, values = {{ {} }}, otherwise = \"\" }}  # CHECK: other words are left out; {}",
        quoted(&column.name),
        all.join(", "),
        told(column)
    )
}

/// The time-of-day column that belongs to a column, and the canonical column both feed.
fn time_of(kind: Kindred<'_>, at: usize) -> Option<(&ColumnProfile, &'static str)> {
    let time = kind.meaning.times.get(at).copied().flatten()?;
    let name = kind.meaning.columns.get(at).copied().flatten()?;
    Some((kind.columns.get(time)?, name))
}

/// A date and its time of day, read together.
fn with_time(text: &mut String, name: &str, date: &ColumnProfile, time: &ColumnProfile) -> std::fmt::Result {
    let reading = date.dates.as_ref();
    let open = reading.is_some_and(|reading| reading.ambiguous.is_some());
    let day = reading.and_then(|reading| reading.day.as_deref());
    let patterns = day.filter(|_| !open).map_or_else(String::new, |day| joined(day, time));
    writeln!(
        text,
        "{name} = {{ columns = [{}, {}], join = \" \", dates = [{patterns}] }}  # {}{}; {}",
        quoted(&date.name),
        quoted(&time.name),
        if open { "CHOOSE dates; " } else { "" },
        told(date),
        told(time)
    )
}

fn choose_with_time(
    text: &mut String,
    date: &ColumnProfile,
    reading: &DateReading,
    time: &ColumnProfile,
    name: &str,
) -> std::fmt::Result {
    let (Some(day), Some(other)) = (&reading.day, &reading.ambiguous) else { return Ok(()) };
    writeln!(
        text,
        "# CHOOSE: every value of {} reads both ways; ask the source, then write the dates of {name} as [{}] or as [{}].",
        quoted(&date.name),
        joined(day, time),
        joined(other, time)
    )
}

/// Patterns of a day beside a time of day, as TOML; of the day alone too where times are missing.
fn joined(day: &str, time: &ColumnProfile) -> String {
    let times = time.times.iter().flat_map(|reading| &reading.patterns);
    let mut patterns: Vec<String> = times.map(|time| quoted(&format!("{day} {time}"))).collect();
    if time.n_missing > 0 {
        patterns.push(quoted(day));
    }
    patterns.join(", ")
}

fn unmatched(text: &mut String, kind: Kindred<'_>) -> std::fmt::Result {
    let of = kind.record.map_or_else(String::new, |record| format!(" of the rows \"{record}\""));
    writeln!(text, "\n# Columns{of} with no meaning proposed (kept and shown, not used):")?;
    let taken = |at: usize| kind.meaning.times.contains(&Some(at));
    let columns = kind.columns.iter().zip(&kind.meaning.columns).enumerate();
    for (_, (column, _)) in columns.filter(|(at, (_, meaning))| meaning.is_none() && !taken(*at)) {
        writeln!(text, "#   {}: {}", quoted(&column.name), told(column))?;
    }
    Ok(())
}

/// One line about a column: kind, missing, distinct values, dates.
pub fn told(column: &ColumnProfile) -> String {
    let missing = 100.0 * column.n_missing as f64 / column.n_rows.max(1) as f64;
    let distinct = column.n_distinct.map_or_else(|| format!("over {}", column.n_kept), |n| n.to_string());
    let mut told =
        format!("{}, {missing:.1}% missing of {}, {distinct} distinct", column.kind.name(), column.n_rows);
    if let Some(reading) = &column.dates {
        let pattern = reading.patterns.first().map_or("ISO 8601", String::as_str);
        told.push_str(&format!(", {pattern} reads {} of {}", reading.n_read, reading.n_looked_at));
        if let Some(other) = &reading.ambiguous {
            told.push_str(&format!(", AMBIGUOUS: {other} reads as many"));
        }
    }
    if let Some(reading) = &column.times {
        let patterns = reading.patterns.join(" or ");
        told.push_str(&format!(", {patterns} reads {} of {}", reading.n_read, reading.n_looked_at));
    }
    told
}

fn stated_delimiter(words: &str) -> Option<&'static str> {
    match words {
        "semicolon" => Some(";"),
        "tab" => Some("tab"),
        "bar (|)" => Some("|"),
        _ => None,
    }
}

/// A TOML basic string. A header with a line break cannot stand in a comment, so breaks become spaces
/// there and escapes here.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
