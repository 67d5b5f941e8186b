//! Sources and mappings: a file is sent in, looked at, given a mapping that a person corrects, tried
//! without keeping anything, and loaded. What waits lies in a folder of its own until then.

use std::path::PathBuf;

use access::token;
use exchange::intake::{self, Intake};
use exchange::profile::{self, Profile};
use exchange::{Extract, Mapping, Table};
use maud::{Markup, html};
use store::lay_in::Extracts;

use super::Answered;
use crate::answer::{Answer, Failure, Page};
use crate::asked::Asked;
use crate::components::{
    Column, Field, Kind, button, cell, done, error_summary, file, form as post, form_with_file, heading,
    input, inset, link, paragraph, table, text_area,
};
use crate::words;

/// A mapping that a source was loaded with before is kept under this setting and its name.
const MAPPING: &str = "mapping of ";
/// The mapping's file in the folder of what waits.
const MAPPING_FILE: &str = "mapping.toml";
/// The source's name, beside it.
const SOURCE_FILE: &str = "source";
/// Reasons of rows set aside that a trial lists.
const MOST_REASONS: usize = 20;

type Errors = Vec<(&'static str, String)>;

pub(crate) async fn list(asked: &Asked) -> Answered {
    let loads = asked.app.store.loads().await?;
    let mut names: Vec<&str> =
        loads.iter().filter(|load| load.kind == "extract_loaded").map(|load| load.source.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let mut rows: Vec<Vec<Markup>> = Vec::new();
    for name in names {
        let of: Vec<_> = loads.iter().filter(|load| load.source == name).collect();
        let kept = asked.app.store.setting(&format!("{MAPPING}{name}")).await?;
        rows.push(vec![
            cell(name),
            cell(of.len().to_string()),
            cell(of.first().map_or_else(String::new, |load| words::moment(load.at))),
            cell(of.first().map_or("", |load| load.mapping.as_str())),
            cell(if kept.is_some() { "Kept" } else { "None kept" }),
        ]);
    }
    let columns = [
        Column::text("Source"),
        Column::number("Loads"),
        Column::text("Last loaded"),
        Column::text("Mapping used"),
        Column::text("Mapping"),
    ];
    let body = html! {
        @if asked.query("done") == "dropped" { (done("The file was put away. Nothing of it was kept.")) }
        (paragraph("A source is a system of the force: its command-and-control system, its crime system. The same reference from the same source is the same record."))
        (form(asked, &Errors::new()))
        @if !rows.is_empty() { (table("Sources loaded so far", &columns, &rows)) }
    };
    Ok(Page::new("Sources and mappings", body).into())
}

fn form(asked: &Asked, errors: &Errors) -> Markup {
    html! {
        (error_summary(errors))
        (heading("Bring in an extract"))
        (form_with_file("/sources", &asked.form_token(), &html! {
            (input(&Field { name: "source", label: "Name of the source", hint: "For example storm. Letters, digits, hyphens and spaces.", value: asked.field("source"), ..Field::default() }, errors))
            (file("file", "The file", "CSV, XLSX, ODS, Parquet or a text log, also packed with gzip or zstd. At most 1 GB.", errors))
            (button("Send it in", Kind::Main, None))
        }))
    }
}

/// A name that can stand in the ledger and in an address.
fn is_name(text: &str) -> bool {
    (1..=60).contains(&text.len())
        && text != store::links::SOURCE
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_ .".contains(c))
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
}

pub(crate) async fn send_in(asked: &Asked) -> Answered {
    let mut errors = Errors::new();
    if !is_name(asked.field("source")) {
        errors
            .push(("source", "Enter a name for the source: letters, digits, hyphens and spaces".to_owned()));
    }
    let upload = asked.upload.as_ref().filter(|upload| upload.n_bytes > 0);
    if upload.is_none() {
        errors.push(("file", "Choose a file that holds something".to_owned()));
    }
    let (Some(upload), true) = (upload, errors.is_empty()) else {
        if let Some(upload) = &asked.upload {
            remove(&upload.folder).await;
        }
        return Ok(Page::with_errors("Sources and mappings", form(asked, &errors)).into());
    };
    let path = upload.folder.join(&upload.name);
    let source = asked.field("source").to_owned();
    let looked = tokio::task::block_in_place(|| profile::examine(&path, &mut |_, _| {}));
    let profile = match looked {
        Ok(profile) => profile,
        Err(fault) => {
            remove(&upload.folder).await;
            let errors = vec![("file", words::capital(&fault.to_string()))];
            return Ok(Page::with_errors("Sources and mappings", form(asked, &errors)).into());
        }
    };
    let kept = asked.app.store.setting(&format!("{MAPPING}{source}")).await?;
    // Headers that are canonical already need no mapping, and an empty text says so.
    let drafted = if is_canonical(&profile) { String::new() } else { profile::draft(&profile) };
    write(&upload.folder, MAPPING_FILE, &kept.unwrap_or(drafted)).await?;
    write(&upload.folder, SOURCE_FILE, &source).await?;
    let id = upload.folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    Ok(Answer::See(format!("/sources/{id}"), Vec::new()))
}

/// Whether every column that a table's canonical ones name is named so, for one table at least.
fn is_canonical(profile: &Profile) -> bool {
    let names: Vec<&str> = profile.columns.iter().map(|column| column.name.as_str()).collect();
    Table::ALL.iter().any(|table| {
        let known = exchange::canonical::columns(*table);
        !names.is_empty() && names.iter().all(|name| known.iter().any(|column| column.name == *name))
    })
}

async fn write(folder: &std::path::Path, name: &str, text: &str) -> Result<(), Failure> {
    let place = folder.join(name);
    tokio::fs::write(&place, text)
        .await
        .map_err(|error| Failure::Fault(store::Fault::File { place: "the folder of uploads".into(), error }))
}

async fn remove(folder: &std::path::Path) {
    // What cannot be removed is swept when the pages next open.
    let _ = tokio::fs::remove_dir_all(folder).await;
}

/// A file that waits.
struct Waiting {
    folder: PathBuf,
    id: String,
    file: PathBuf,
    file_name: String,
    source: String,
    mapping: String,
}

impl Waiting {
    async fn of(asked: &Asked) -> Result<Self, Failure> {
        let id = asked.param("upload").to_owned();
        if token::read(&id).is_none() {
            return Err(Failure::NotFound);
        }
        let folder = asked.app.settings.uploads.join(&id);
        let read = |name: &str| tokio::fs::read_to_string(folder.join(name));
        let (source, mapping) = (read(SOURCE_FILE).await, read(MAPPING_FILE).await);
        let (Ok(source), Ok(mapping)) = (source, mapping) else { return Err(Failure::NotFound) };
        let mut entries = tokio::fs::read_dir(&folder).await.map_err(|_| Failure::NotFound)?;
        while let Ok(Some(entry)) = entries.next_entry().await {
            let file_name = entry.file_name().to_string_lossy().into_owned();
            if ![MAPPING_FILE, SOURCE_FILE].contains(&file_name.as_str()) {
                return Ok(Self { file: entry.path(), folder, id, file_name, source, mapping });
            }
        }
        Err(Failure::NotFound)
    }

    /// The mapping's files for the intake: none where the headers are canonical.
    fn mappings(&self) -> Vec<PathBuf> {
        if self.mapping.trim().is_empty() { Vec::new() } else { vec![self.folder.join(MAPPING_FILE)] }
    }
}

pub(crate) async fn one(asked: &Asked) -> Answered {
    let waiting = Waiting::of(asked).await?;
    Ok(Page::new(title(&waiting), drawn(asked, &waiting, &waiting.mapping, None, &Errors::new())?).into())
}

fn title(waiting: &Waiting) -> String {
    format!("{} from {}", waiting.file_name, waiting.source)
}

fn drawn(
    asked: &Asked,
    waiting: &Waiting,
    mapping: &str,
    trial: Option<&Markup>,
    errors: &Errors,
) -> Result<Markup, Failure> {
    let profile = tokio::task::block_in_place(|| profile::examine(&waiting.file, &mut |_, _| {}));
    let profile = profile.map_err(|fault| Failure::Fault(fault.into()))?;
    let rows: Vec<Vec<Markup>> = profile
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let meaning = profile.meaning.columns.get(at).copied().flatten();
            vec![
                html! { span.onrecord-reference { (column.name) } },
                cell(column.kind.name()),
                cell(words::count(column.n_missing as i64)),
                cell(column.n_distinct.map_or_else(|| "many".to_owned(), |n| words::count(n as i64))),
                cell(&column.shape),
                cell(meaning.unwrap_or("not known")),
                cell(
                    column
                        .dates
                        .as_ref()
                        .and_then(|dates| dates.ambiguous.as_ref())
                        .map_or("", |_| "Day and month can be confused: say which in the mapping"),
                ),
            ]
        })
        .collect();
    let columns = [
        Column::text("Column"),
        Column::text("Holds"),
        Column::number("Missing"),
        Column::number("Different values"),
        Column::text("Shape"),
        Column::text("Likely meaning"),
        Column::text("Take care"),
    ];
    let here = format!("/sources/{}", waiting.id);
    Ok(html! {
        (error_summary(errors))
        @if let Some(trial) = trial { (trial) }
        p.govuk-body { (words::count(profile.n_rows as i64)) " rows. Nothing of this file is in the database yet." }
        (heading("The mapping"))
        (paragraph("It says which column means what. Correct it, try it, and load when the trial says what you expect. It is kept for the next extract of this source. Leave it empty where the headers are the canonical ones."))
        (post(&here, &asked.form_token(), &html! {
            (text_area("mapping", "Mapping", mapping, errors))
            div.govuk-button-group {
                (button("Try it", Kind::Main, Some(("what", "try"))))
                (button("Load", Kind::Secondary, Some(("what", "load"))))
                (button("Put the file away", Kind::Warning, Some(("what", "drop"))))
            }
        }))
        (heading("What the file holds"))
        (table("Columns of the file", &columns, &rows))
    })
}

pub(crate) async fn change(asked: &Asked) -> Answered {
    let waiting = Waiting::of(asked).await?;
    if asked.field("what") == "drop" {
        remove(&waiting.folder).await;
        return Ok(Answer::See("/sources?done=dropped".into(), Vec::new()));
    }
    let text = asked.form.iter().find(|(name, _)| name == "mapping").map_or("", |(_, text)| text.as_str());
    let text = text.replace("\r\n", "\n");
    if !text.trim().is_empty()
        && let Err(fault) = Mapping::parse(&waiting.source, &text)
    {
        let errors = vec![("mapping", words::capital(&fault.to_string()))];
        return Ok(Page::with_errors(title(&waiting), drawn(asked, &waiting, &text, None, &errors)?).into());
    }
    write(&waiting.folder, MAPPING_FILE, &text).await?;
    let waiting = Waiting { mapping: text, ..waiting };
    let laid =
        if asked.field("what") == "load" { load(asked, &waiting).await } else { trial(asked, &waiting) };
    laid.or_else(|failure| match failure {
        Failure::Fault(
            fault @ (store::Fault::Intake(_) | store::Fault::Usage(_) | store::Fault::Refused(_)),
        ) => {
            let errors = vec![("mapping", words::capital(&fault.to_string()))];
            Ok(Page::with_errors(title(&waiting), drawn(asked, &waiting, &waiting.mapping, None, &errors)?)
                .into())
        }
        failure => Err(failure),
    })
}

fn extracts(asked: &Asked, waiting: &Waiting) -> Result<Extracts, Failure> {
    Ok(Extracts {
        actor: asked.who()?.account.id.clone(),
        source: waiting.source.clone(),
        mappings: waiting.mappings(),
        files: vec![waiting.file.clone()],
        link: true,
    })
}

/// The intake of a load, of which nothing is kept.
fn trial(asked: &Asked, waiting: &Waiting) -> Answered {
    let read = tokio::task::block_in_place(|| {
        let files = extracts(asked, waiting)?.prepare().map_err(Failure::Fault)?.files();
        let intake = Intake { files, mappings: waiting.mappings() };
        intake::read(&intake, &mut |_, _| {}).map_err(|fault| Failure::Fault(fault.into()))
    })?;
    let said = trial_drawn(&read);
    Ok(Page::new(title(waiting), drawn(asked, waiting, &waiting.mapping, Some(&said), &Errors::new())?)
        .into())
}

fn trial_drawn(read: &Extract) -> Markup {
    let rows: Vec<Vec<Markup>> = read
        .accounts
        .iter()
        .map(|account| {
            let tally = &account.tally;
            let counts = [tally.received, tally.accepted, tally.quarantined, tally.duplicate];
            std::iter::once(cell(words::capital(account.table.name())))
                .chain(counts.iter().map(|n| cell(words::count(*n as i64))))
                .collect()
        })
        .collect();
    let columns = [
        Column::text("Table"),
        Column::number("Received"),
        Column::number("Accepted"),
        Column::number("Set aside"),
        Column::number("Duplicate"),
    ];
    let mut reasons: std::collections::BTreeMap<(&str, &str), u64> = std::collections::BTreeMap::new();
    read.quarantine.iter().for_each(|row| *reasons.entry((&row.column, &row.reason)).or_insert(0) += 1);
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let why: Vec<Vec<Markup>> = reasons
        .iter()
        .take(MOST_REASONS)
        .map(|((column, reason), n)| vec![cell(column), cell(reason), cell(words::count(*n as i64))])
        .collect();
    html! {
        (inset(&html! { "This was a trial. Nothing of it was kept." }))
        (table("What would become of the rows", &columns, &rows))
        @if !why.is_empty() { (table("Why rows would be set aside", &[Column::text("Column"), Column::text("Reason"), Column::number("Rows")], &why)) }
    }
}

async fn load(asked: &Asked, waiting: &Waiting) -> Answered {
    asked.log_change(format!("source/{}", waiting.source)).await?;
    let prepared =
        tokio::task::block_in_place(|| extracts(asked, waiting)?.prepare().map_err(Failure::Fault))?;
    let laid = asked.app.store.lay_in(prepared, &mut |_| {}).await?;
    asked.app.store.set(&format!("{MAPPING}{}", waiting.source), &waiting.mapping).await?;
    remove(&waiting.folder).await;
    let Some(loaded) = laid.loaded else {
        let body = html! {
            (paragraph("This file was loaded before with this mapping. Nothing is changed."))
            p.govuk-body { (link("/loads", "Load history and reconciliation")) }
        };
        return Ok(Page::new("Loaded before", body).into());
    };
    Ok(Answer::See(format!("/loads/{}", loaded.load), Vec::new()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_source_has_a_name_that_can_stand_in_an_address() {
        for (text, is_one) in [
            ("storm", true),
            ("Niche RMS 2", true),
            ("", false),
            ("a/b", false),
            ("linkage", false),
            ("..", false),
            ("é", false),
        ] {
            assert_eq!(super::is_name(text), is_one, "{text}");
        }
    }
}
