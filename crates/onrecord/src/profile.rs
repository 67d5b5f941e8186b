//! `onrecord profile`: what a file holds, on screen, and a draft mapping on disk.

use std::io::{self, Write};
use std::path::PathBuf;

use exchange::Fault;
use exchange::profile::{self, ColumnProfile, Meaning, Profile};
use exchange::records::Layout;
use serde::Serialize;

use crate::cli::{Format, Profile as Options};
use crate::progress::Progress;
use crate::{Outcome, Stopped};

/// Profiles each file and writes a draft mapping for it.
///
/// # Errors
/// A sentence where a file cannot be read or a draft would be written over.
pub fn run(options: &Options, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    if options.draft.is_some() && options.files.len() > 1 {
        return Err(Stopped::Usage("--draft names one draft; give one file with it.".into()));
    }
    let progress = Progress::begin();
    let mut profiles = Vec::new();
    for file in &options.files {
        profiles.push((file, profile::examine(file, &mut |file, n| progress.reading(file, n))?));
    }
    drop(progress);
    let mut lines = Vec::new();
    for (file, profile) in &profiles {
        let draft = options.draft.clone().unwrap_or_else(|| draft_name(file));
        let written = write_draft(&draft, profile, options)?;
        match options.format {
            Format::Text => print(out, profile, &draft, written)?,
            Format::Json => lines.push(line(profile, &draft)),
        }
    }
    if options.format == Format::Json {
        serde_json::to_writer_pretty(&mut *out, &lines).map_err(io::Error::from)?;
        writeln!(out)?;
    }
    Ok(Outcome::Done)
}

fn draft_name(file: &std::path::Path) -> PathBuf {
    let name = file.file_name().map_or_else(|| "file".into(), |name| name.to_string_lossy().into_owned());
    let unpacked = name.trim_end_matches(".gz").trim_end_matches(".zst");
    let endings = [".csv", ".txt", ".log", ".xlsx", ".ods", ".parquet"];
    let stem = endings.iter().find_map(|ending| unpacked.strip_suffix(ending)).unwrap_or(unpacked);
    PathBuf::from(format!("{stem}.mapping.toml"))
}

/// Writes the draft; one that is already there and was not drafted by this run stays.
fn write_draft(path: &std::path::Path, profile: &Profile, options: &Options) -> Result<bool, Stopped> {
    let text = profile::draft(profile);
    if path.exists() && !options.overwrite {
        return Ok(false);
    }
    let unwritable = |error| Fault::Unwritable { path: path.to_owned(), error };
    std::fs::write(path, text).map_err(unwritable)?;
    Ok(true)
}

fn print(out: &mut dyn Write, profile: &Profile, draft: &std::path::Path, written: bool) -> io::Result<()> {
    writeln!(
        out,
        "{}: {} rows, {} columns, {}",
        profile.file,
        profile.n_rows,
        profile.columns.len() + profile.parts.iter().map(|part| part.columns.len()).sum::<usize>(),
        layout(profile)
    )?;
    if let Some(first) = &profile.first_broken {
        writeln!(out, "  {} rows cannot be split; the first: {first}", profile.n_broken)?;
    }
    if profile.n_windows_1252 > 0 {
        writeln!(out, "  {} lines are not UTF-8 and are read as Windows-1252", profile.n_windows_1252)?;
    }
    columns(out, "", &profile.columns, &profile.meaning)?;
    for part in &profile.parts {
        let rows = format!("{} rows \"{}\": ", part.n_rows, part.record);
        columns(out, &rows, &part.columns, &part.meaning)?;
    }
    match written {
        true => writeln!(out, "Draft mapping: {} - read it and correct it before use", draft.display()),
        false => writeln!(
            out,
            "Draft mapping: {} is already there and was kept; --overwrite replaces it",
            draft.display()
        ),
    }
}

/// What the file is, in words.
fn layout(profile: &Profile) -> String {
    match &profile.layout {
        Layout::Delimited(_) => format!("split by {}", profile.delimiter),
        Layout::Log => "a log of indented key = value lines".into(),
        Layout::Parquet => "Parquet".into(),
        Layout::Sheet { name, others } if others.is_empty() => format!("sheet \"{name}\""),
        Layout::Sheet { name, others } => {
            let others: Vec<String> = others.iter().map(|other| format!("\"{other}\"")).collect();
            format!("sheet \"{name}\" (not read: {})", others.join(", "))
        }
    }
}

fn columns(out: &mut dyn Write, rows: &str, columns: &[ColumnProfile], meaning: &Meaning) -> io::Result<()> {
    let table = meaning.table.map_or("not recognised", |table| table.name());
    writeln!(out, "  {rows}likely table: {table}")?;
    for (column, meaning) in columns.iter().zip(&meaning.columns) {
        writeln!(
            out,
            "  {:<28} {:<18} {}",
            column.name,
            meaning.unwrap_or("-"),
            exchange::profile::told(column)
        )?;
        if !column.commonest.is_empty() {
            let shown: Vec<String> =
                column.commonest.iter().map(|(value, n)| format!("{value} ({n})")).collect();
            writeln!(out, "  {:<28} {:<18} {}", "", "", shown.join(", "))?;
        }
    }
    Ok(())
}

#[derive(Serialize)]
struct ProfileLine {
    file: String,
    rows: u64,
    rows_that_cannot_be_split: u64,
    delimiter: String,
    layout: String,
    windows_1252_lines: u64,
    table: Option<&'static str>,
    columns: Vec<ColumnLine>,
    parts: Vec<PartLine>,
    draft: String,
}

/// Another kind of row of a text log.
#[derive(Serialize)]
struct PartLine {
    record: &'static str,
    rows: u64,
    table: Option<&'static str>,
    columns: Vec<ColumnLine>,
}

#[derive(Serialize)]
struct ColumnLine {
    name: String,
    kind: &'static str,
    missing: u64,
    distinct: Option<usize>,
    distinct_is_over: Option<usize>,
    date_patterns: Option<Vec<String>>,
    ambiguous_with: Option<String>,
    meaning: Option<&'static str>,
    shape: String,
}

fn lines(columns: &[ColumnProfile], meaning: &Meaning) -> Vec<ColumnLine> {
    let line = |(column, meaning): (&ColumnProfile, &Option<&'static str>)| ColumnLine {
        name: column.name.clone(),
        kind: column.kind.name(),
        missing: column.n_missing,
        distinct: column.n_distinct,
        distinct_is_over: column.n_distinct.is_none().then_some(column.n_kept),
        date_patterns: column.dates.as_ref().map(|dates| dates.patterns.clone()),
        ambiguous_with: column.dates.as_ref().and_then(|dates| dates.ambiguous.clone()),
        meaning: *meaning,
        shape: column.shape.clone(),
    };
    columns.iter().zip(&meaning.columns).map(line).collect()
}

fn line(profile: &Profile, draft: &std::path::Path) -> ProfileLine {
    let parts = profile.parts.iter().map(|part| PartLine {
        record: part.record,
        rows: part.n_rows,
        table: part.meaning.table.map(|table| table.name()),
        columns: lines(&part.columns, &part.meaning),
    });
    ProfileLine {
        file: profile.file.clone(),
        rows: profile.n_rows,
        rows_that_cannot_be_split: profile.n_broken,
        delimiter: profile.delimiter.clone(),
        layout: layout(profile),
        windows_1252_lines: profile.n_windows_1252,
        table: profile.meaning.table.map(|table| table.name()),
        columns: lines(&profile.columns, &profile.meaning),
        parts: parts.collect(),
        draft: draft.display().to_string(),
    }
}
