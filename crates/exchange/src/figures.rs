//! figures.json: figures with everything they rest on, under a digest of their own, so that a figure
//! changed by hand is seen. Strings and integers only; numbers are decimal strings.

use std::path::Path;

use oversight::figure::{
    Answer, Decimal, Figure, Figures, Period, Range, Recipe, Setting, Source, Unit, Value,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::fault::Fault;
use crate::file::hex;

/// Name of the file in a folder of results.
pub const FILE_NAME: &str = "figures.json";
/// Version of the field names.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    program: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    force: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_at: Option<String>,
    recipe: RecipeEntry,
    figures: Vec<FigureEntry>,
    #[serde(default)]
    digest: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecipeEntry {
    arguments: Vec<String>,
    files: Vec<SourceEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceEntry {
    name: String,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingEntry {
    setting: String,
    value: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FigureEntry {
    name: String,
    measure: String,
    definition: String,
    population: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    k: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    n: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_known: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<String>,
    settings: Vec<SettingEntry>,
    #[serde(skip_serializing_if = "Option::is_none")]
    under_defaults: Option<String>,
    files: Vec<SourceEntry>,
}

/// The text of figures.json, with its digest.
///
/// # Errors
/// [`Fault::Report`] where it cannot be put as JSON, which would be a defect.
pub fn text(figures: &Figures) -> Result<String, Fault> {
    let bug = |error: serde_json::Error| Fault::Report(error.to_string());
    let mut document = document(figures);
    document.digest = digest_of(&document).map_err(bug)?;
    let mut text = serde_json::to_string_pretty(&document).map_err(bug)?;
    text.push('\n');
    Ok(text)
}

/// Reads figures.json and checks its digest.
///
/// # Errors
/// [`Fault::Unreadable`]; [`Fault::Publication`] where it is no figures file, was changed after it was
/// written, or holds a value that is no number.
pub fn read(path: &Path) -> Result<Figures, Fault> {
    let text =
        std::fs::read_to_string(path).map_err(|error| Fault::Unreadable { path: path.to_owned(), error })?;
    parse(&path.display().to_string(), &text)
}

/// Reads the text of a figures.json called `file`.
///
/// # Errors
/// As [`read`].
pub fn parse(file: &str, text: &str) -> Result<Figures, Fault> {
    let not_one = |error: serde_json::Error| {
        Fault::publication(
            file,
            format!(
                "is not a figures file ({error}). Give the figures.json that `onrecord check` or `onrecord \
                 audit estimate` wrote."
            ),
        )
    };
    let document: Document = serde_json::from_str(text).map_err(not_one)?;
    if document.version != VERSION {
        let what = format!(
            "has version {} of the figures format; this program reads version {VERSION}. Compute the figures \
             again with this program.",
            document.version
        );
        return Err(Fault::publication(file, what));
    }
    let want = digest_of(&document).map_err(not_one)?;
    if want != document.digest {
        return Err(Fault::publication(
            file,
            "was changed after it was written: its digest does not fit what it holds. A figure is never typed by \
             hand; compute the figures again.",
        ));
    }
    figures(document).map_err(|what| Fault::publication(file, what))
}

/// SHA-256 over the key-sorted compact JSON of everything but the digest itself.
fn digest_of(document: &Document) -> Result<String, serde_json::Error> {
    let mut value = serde_json::to_value(document)?;
    if let Some(fields) = value.as_object_mut() {
        fields.remove("digest");
    }
    Ok(hex(&Sha256::digest(value.to_string().as_bytes())))
}

fn document(figures: &Figures) -> Document {
    Document {
        version: VERSION,
        program: figures.program.clone(),
        force: figures.force.clone(),
        as_at: figures.as_at.clone(),
        recipe: RecipeEntry {
            arguments: figures.recipe.arguments.clone(),
            files: figures.recipe.files.iter().map(source_entry).collect(),
        },
        figures: figures.figures.iter().map(figure_entry).collect(),
        digest: String::new(),
    }
}

fn source_entry(source: &Source) -> SourceEntry {
    SourceEntry { name: source.name.clone(), sha256: source.sha256.clone() }
}

fn figure_entry(figure: &Figure) -> FigureEntry {
    let known = figure.known();
    let range = known.and_then(|value| value.range);
    FigureEntry {
        name: figure.name.clone(),
        measure: figure.measure.clone(),
        definition: figure.definition.clone(),
        population: figure.population.clone(),
        from: figure.period.as_ref().map(|period| period.from.clone()),
        to: figure.period.as_ref().map(|period| period.to.clone()),
        value: known.map(|value| value.value.to_string()),
        unit: known.map(|value| value.unit.word().to_owned()),
        k: known.and_then(|value| value.k),
        n: known.and_then(|value| value.n),
        low: range.map(|range| range.low.to_string()),
        high: range.map(|range| range.high.to_string()),
        method: known.map(|value| value.method.clone()),
        not_known: match &figure.answer {
            Answer::Known(_) => None,
            Answer::NotKnown(why) => Some(why.clone()),
        },
        edition: figure.edition.clone(),
        settings: figure
            .settings
            .iter()
            .map(|one| SettingEntry { setting: one.setting.clone(), value: one.value.clone() })
            .collect(),
        under_defaults: figure.under_defaults.map(|value| value.to_string()),
        files: figure.files.iter().map(source_entry).collect(),
    }
}

fn figures(document: Document) -> Result<Figures, String> {
    let mut read = Vec::new();
    for entry in document.figures {
        let figure = figure(entry)?;
        if read.iter().any(|other: &Figure| other.name == figure.name) {
            return Err(format!("holds two figures named {}.", figure.name));
        }
        read.push(figure);
    }
    Ok(Figures {
        force: document.force,
        program: document.program,
        as_at: document.as_at,
        recipe: Recipe {
            arguments: document.recipe.arguments,
            files: document.recipe.files.into_iter().map(source).collect(),
        },
        figures: read,
    })
}

fn source(entry: SourceEntry) -> Source {
    Source { name: entry.name, sha256: entry.sha256 }
}

fn figure(entry: FigureEntry) -> Result<Figure, String> {
    let answer = answer(&entry)?;
    let under_defaults =
        entry.under_defaults.as_deref().map(|text| decimal(&entry.name, text)).transpose()?;
    Ok(Figure {
        measure: entry.measure,
        definition: entry.definition,
        population: entry.population,
        period: entry.from.zip(entry.to).map(|(from, to)| Period { from, to }),
        answer,
        edition: entry.edition,
        settings: entry
            .settings
            .into_iter()
            .map(|one| Setting { setting: one.setting, value: one.value })
            .collect(),
        under_defaults,
        files: entry.files.into_iter().map(source).collect(),
        name: entry.name,
    })
}

fn decimal(name: &str, text: &str) -> Result<Decimal, String> {
    Decimal::parse(text).ok_or_else(|| format!("figure {name}: \"{text}\" is not a number."))
}

fn answer(entry: &FigureEntry) -> Result<Answer, String> {
    let name = &entry.name;
    let (value, why) = (&entry.value, &entry.not_known);
    let value = match (value, why) {
        (None, Some(why)) => return Ok(Answer::NotKnown(why.clone())),
        (Some(value), None) => decimal(name, value)?,
        _ => return Err(format!("figure {name}: holds neither a value nor why there is none, or both.")),
    };
    let word = entry.unit.as_deref().unwrap_or_default();
    let unit = Unit::of_word(word).ok_or_else(|| format!("figure {name}: \"{word}\" is no unit."))?;
    let range = match (&entry.low, &entry.high) {
        (Some(low), Some(high)) => Some(Range { low: decimal(name, low)?, high: decimal(name, high)? }),
        (None, None) => None,
        _ => return Err(format!("figure {name}: half an interval.")),
    };
    let method = entry.method.clone().unwrap_or_default();
    Ok(Answer::Known(Value { value, unit, k: entry.k, n: entry.n, range, method }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two figures of a fictional force: one known, one not.
    fn borsetshire() -> Figures {
        let file = Source { name: "marks.csv".into(), sha256: "ab".repeat(32) };
        let known = Figure {
            name: "recording_rate.rape".into(),
            measure: "Recording rate, rape".into(),
            definition: "crimes correctly recorded over crimes that should have been".into(),
            population: "every report of rape".into(),
            period: Some(Period { from: "2026-01-01".into(), to: "2026-06-30".into() }),
            answer: Answer::Known(Value {
                value: Decimal::parse("98.4").unwrap(),
                unit: Unit::PerCent,
                k: Some(62),
                n: Some(63),
                range: Some(Range {
                    low: Decimal::parse("91.5").unwrap(),
                    high: Decimal::parse("99.7").unwrap(),
                }),
                method: "Wilson 95%".into(),
            }),
            edition: Some("2026-04".into()),
            settings: vec![Setting { setting: "second marks".into(), value: "all".into() }],
            under_defaults: None,
            files: vec![file.clone()],
        };
        let not = Figure {
            name: "recording_rate.overall".into(),
            answer: Answer::NotKnown("not estimable: frame incomplete".into()),
            ..known.clone()
        };
        Figures {
            force: Some("Borsetshire Police".into()),
            program: "0.1.0".into(),
            as_at: Some("2026-09-30".into()),
            recipe: Recipe { arguments: vec!["audit".into(), "estimate".into()], files: vec![file] },
            figures: vec![known, not],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let figures = borsetshire();
        assert_eq!(parse("figures.json", &text(&figures).unwrap()).unwrap(), figures);
    }

    #[test]
    fn a_figure_changed_by_hand_is_seen() {
        let written = text(&borsetshire()).unwrap();
        for (from, to) in [
            ("98.4", "99.4"),
            ("\"k\": 62", "\"k\": 63"),
            ("not estimable", "97.1"),
            ("2026-01-01", "2025-01-01"),
        ] {
            let fault = parse("figures.json", &written.replace(from, to)).unwrap_err().to_string();
            assert!(fault.contains("was changed after it was written"), "{fault}");
        }
        let fault = parse("notes.txt", "rates were good").unwrap_err().to_string();
        assert!(fault.contains("notes.txt: is not a figures file"), "{fault}");
        let reordered: serde_json::Value = serde_json::from_str(&written).unwrap();
        assert!(parse("figures.json", &reordered.to_string()).is_ok(), "layout is no change");
    }
}
