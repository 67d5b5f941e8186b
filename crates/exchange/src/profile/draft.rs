//! A draft mapping for a person to correct: valid as it stands, with what was seen beside each line.

use std::fmt::Write;

use crate::profile::{ColumnProfile, Kind, Profile};

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
    let table = profile.meaning.table.map_or("incidents", |table| table.name());
    writeln!(text, "#   onrecord check --{table} FILE --mapping THIS --out DIR")?;
    writeln!(text, "name = {}", quoted(&profile.file))?;
    writeln!(text, "zone = \"Europe/London\"  # of times without an offset")?;
    if let Some(delimiter) = stated_delimiter(&profile.delimiter) {
        writeln!(text, "delimiter = {}", quoted(delimiter))?;
    }
    let mut markers: Vec<&String> = profile.columns.iter().flat_map(|column| &column.markers).collect();
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

fn dates(text: &mut String, profile: &Profile) -> std::fmt::Result {
    let mut patterns: Vec<&String> = Vec::new();
    for column in &profile.columns {
        let Some(reading) = &column.dates else { continue };
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
    let Some(table) = profile.meaning.table else {
        writeln!(text, "\n# What this file holds was not recognised. Name the columns that matter:")?;
        writeln!(text, "[incidents]")?;
        let first = profile.columns.first().map_or("", |column| column.name.as_str());
        writeln!(text, "incident_ref = {}  # CHOOSE", quoted(first))?;
        return unmatched(text, profile);
    };
    writeln!(text, "\n[{}]", table.name())?;
    if let Some(code) =
        profile.columns.iter().find(|column| column.kind == Kind::Code && !column.commonest.is_empty())
    {
        let values: Vec<String> = code.commonest.iter().take(2).map(|(value, _)| quoted(value)).collect();
        writeln!(
            text,
            "# where = [{{ column = {}, is = [{}] }}]  # only where one file feeds several tables",
            quoted(&code.name),
            values.join(", ")
        )?;
    }
    for (column, meaning) in profile.columns.iter().zip(&profile.meaning.columns) {
        if let Some(name) = meaning {
            writeln!(text, "{name} = {}  # {}", quoted(&column.name), told(column))?;
        }
    }
    unmatched(text, profile)
}

fn unmatched(text: &mut String, profile: &Profile) -> std::fmt::Result {
    writeln!(text, "\n# Columns with no meaning proposed (kept and shown, not used):")?;
    for (column, _) in
        profile.columns.iter().zip(&profile.meaning.columns).filter(|(_, meaning)| meaning.is_none())
    {
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
