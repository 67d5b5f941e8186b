//! Packs written to a folder: all or none, each with its digest; a correction is a new version.

use std::io::Write;
use std::path::{Path, PathBuf};

use exchange::figures;
use exchange::file::{digest_of, hex};
use exchange::output::OutputFolder;
use exchange::pack::{Context, Kind, Language, render, workbook};
use exchange::{Fault, section55};
use oversight::change::{self, Change};
use oversight::figure::Figures;
use oversight::publication::Quotation;
use oversight::section55::{Response, notices};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use terms::Day;

use super::check::changed;
use super::cli::Pack;
use super::pdf::{self, Letters};
use crate::{Outcome, Stopped};

/// The register of what was published in a folder.
const REGISTER: &str = "pack.json";

/// Makes the packs that were asked for.
///
/// # Errors
/// A sentence; nothing is then written.
pub fn run(options: &Pack, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let kinds = kinds(options);
    let Some(folder) = options.out.as_deref().filter(|_| !kinds.is_empty()) else {
        return Err(Stopped::Usage("say what to do: --check FILE, --replay FIGURES, or packs (--board, --body, --body-public, --audit, --quality, --public, --section55 FILE) with --out DIR.".into()));
    };
    let today = day(options)?;
    let language = match options.language.as_str() {
        "en" => Language::English,
        "cy" => Language::Welsh,
        other => return Err(Stopped::Usage(format!("--language {other}: en or cy."))),
    };
    let letters = pdf::letters(options.pdf)?;
    let read = read_all(&options.figures)?;
    let before = read_all(&options.before)?;
    let change = why_changed(&before, &read)?;
    let quotations = quotations(options)?;
    let digests: Vec<String> = options
        .figures
        .iter()
        .chain(&options.before)
        .map(|path| digest_of(path))
        .collect::<Result<_, _>>()?;
    let response = options.section55.as_deref().map(section55::read).transpose()?;
    let mut stale = stale(&options.figures, &read);
    stale.extend(self::stale(&options.before, &before));
    let mut said = stale.clone();
    if let Some(response) = &response {
        said.extend(answered(options, response, &read, today)?);
    }
    let register = register(folder)?;
    let (version, changes) = version(options, folder, register.as_ref())?;
    let mut output = OutputFolder::prepare(folder)?;
    let mut published = Vec::new();
    for kind in kinds {
        let pack = Context {
            kind,
            language,
            figures: &read,
            digests: digests.clone(),
            quotations: &quotations,
            change: change.as_ref(),
            response: response.as_ref().filter(|_| kind == Kind::Section55),
            notices: if kind == Kind::Section55 { said.clone() } else { stale.clone() },
            today,
            version,
            changes: changes.clone(),
            own: options.templates.as_deref(),
        };
        let page = render(&pack)?;
        published.push(written(&mut output, &format!("{}.html", kind.name()), page.as_bytes())?);
        if let Letters::Here(program) = &letters {
            let bytes = pdf::made(program, kind.name(), &page)?;
            published.push(written(&mut output, &format!("{}.pdf", kind.name()), &bytes)?);
        }
        if !read.is_empty() {
            let book = workbook(&pack)?;
            published.push(written(&mut output, &format!("{}.xlsx", kind.name()), &book)?);
        }
    }
    let document = json!({"version": version, "day": today.words(), "changes": changes, "figures": digests, "files": published});
    let text = serde_json::to_string_pretty(&document).map_err(|error| Fault::Report(error.to_string()))?;
    written(&mut output, REGISTER, text.as_bytes())?;
    output.publish()?;
    for notice in &said {
        writeln!(out, "on the face: {notice}")?;
    }
    if let Letters::Without(Some(why)) = &letters {
        writeln!(out, "{why}")?;
    }
    for file in &published {
        writeln!(
            out,
            "{}  {}",
            file["sha256"].as_str().unwrap_or_default(),
            file["file"].as_str().unwrap_or_default()
        )?;
    }
    writeln!(out, "Version {version} is in {}.", folder.display())?;
    Ok(Outcome::Done)
}

fn kinds(options: &Pack) -> Vec<Kind> {
    let asked = [
        (options.board, Kind::Board),
        (options.body, Kind::Body),
        (options.body_public, Kind::BodyPublic),
        (options.audit, Kind::Audit),
        (options.quality, Kind::Quality),
        (options.public, Kind::Public),
        (options.section55.is_some(), Kind::Section55),
    ];
    asked.into_iter().filter(|(is, _)| *is).map(|(_, kind)| kind).collect()
}

fn day(options: &Pack) -> Result<Day, Stopped> {
    options.as_at.as_deref().map_or_else(
        || Ok(crate::check::today()),
        |text| {
            crate::check::parse_day(text).ok_or_else(|| {
                Stopped::Usage(format!("--as-at \"{text}\" is not a date. Write it like 2026-09-30."))
            })
        },
    )
}

fn read_all(paths: &[PathBuf]) -> Result<Vec<Figures>, Stopped> {
    Ok(paths.iter().map(|path| figures::read(path)).collect::<Result<_, _>>()?)
}

fn quotations(options: &Pack) -> Result<Vec<Quotation>, Stopped> {
    let mut all = Vec::new();
    for path in &options.quotations {
        all.extend(exchange::quotations::read(path)?);
    }
    Ok(all)
}

fn why_changed(before: &[Figures], now: &[Figures]) -> Result<Option<Change>, Stopped> {
    if before.is_empty() {
        return Ok(None);
    }
    change::explain(before, now)
        .map(Some)
        .map_err(|why| Stopped::Usage(format!("--before: {why}. The pack was not made.")))
}

fn stale(paths: &[PathBuf], read: &[Figures]) -> Vec<String> {
    let mut said: Vec<String> = paths
        .iter()
        .zip(read)
        .flat_map(|(path, figures)| figures.figures.iter().filter_map(|figure| changed(&figure.files, path)))
        .map(|why| format!("Stale: {why}. Compute the figures again."))
        .collect();
    said.sort();
    said.dedup();
    said
}

/// What must be said on the face of a response; what stops it is a refusal.
fn answered(
    options: &Pack,
    response: &Response,
    read: &[Figures],
    today: Day,
) -> Result<Vec<String>, Stopped> {
    let file = options.section55.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
    let all = notices(response, today);
    let mut stops: Vec<String> =
        all.iter().filter(|notice| notice.stops).map(|notice| notice.sentence.clone()).collect();
    for evidence in response.points.iter().flat_map(|point| &point.evidence) {
        if let Some(name) = evidence.strip_prefix("figure:")
            && !read.iter().any(|figures| figures.find(name.trim()).is_some())
        {
            stops.push(format!("Evidence names figure {}, which no figures file holds.", name.trim()));
        }
    }
    if !stops.is_empty() {
        return Err(
            Fault::publication(file, format!("the response was not made. {}", stops.join(" "))).into()
        );
    }
    Ok(all.into_iter().map(|notice| notice.sentence).collect())
}

fn register(folder: &Path) -> Result<Option<Value>, Stopped> {
    let path = folder.join(REGISTER);
    if !path.is_file() {
        return Ok(None);
    }
    let text =
        std::fs::read_to_string(&path).map_err(|error| Fault::Unreadable { path: path.clone(), error })?;
    serde_json::from_str(&text).map(Some).map_err(|error| {
        Fault::publication(
            path.display().to_string(),
            format!("is no register of packs ({error}). Publish to another folder."),
        )
        .into()
    })
}

fn version(options: &Pack, folder: &Path, register: Option<&Value>) -> Result<(u32, Vec<String>), Stopped> {
    let Some(register) = register else { return Ok((1, Vec::new())) };
    let Some(what) = options.correction.as_deref().map(str::trim).filter(|what| !what.is_empty()) else {
        return Err(Stopped::Usage(format!(
            "{} already holds a published pack. A correction is a new version: say what changed with --correction \"...\", or publish to another folder.",
            folder.display()
        )));
    };
    let last = register["version"].as_u64().and_then(|version| u32::try_from(version).ok()).unwrap_or(1);
    let before = register["changes"].as_array().cloned().unwrap_or_default();
    let mut changes: Vec<String> =
        before.iter().filter_map(|change| change.as_str().map(str::to_owned)).collect();
    changes.push(format!("Version {}: {what}", last + 1));
    Ok((last + 1, changes))
}

fn written(output: &mut OutputFolder, name: &str, bytes: &[u8]) -> Result<Value, Fault> {
    output.file(name, |mut file| file.write_all(bytes))?;
    Ok(json!({"file": name, "sha256": hex(&Sha256::digest(bytes))}))
}
