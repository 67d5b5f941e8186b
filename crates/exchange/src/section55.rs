//! The file of a section 55 response (TOML): report, publication, recommendations and areas for
//! improvement with their answers and evidence, comments, what was sent.

use std::path::Path;

use oversight::section55::{CRITERIA, Element, Point, PointAnswer, Response, Sent};
use serde::Deserialize;
use terms::Day;

use crate::fault::Fault;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    force: String,
    body: String,
    report: String,
    published: toml::value::Datetime,
    criteria: Option<String>,
    chief_comments: Option<String>,
    reply_to_chief: Option<String>,
    #[serde(default)]
    recommendation: Vec<PointEntry>,
    #[serde(default)]
    area_for_improvement: Vec<PointEntry>,
    #[serde(default)]
    element: Vec<ElementEntry>,
    #[serde(default)]
    sent: Vec<SentEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PointEntry {
    words: String,
    action: Option<String>,
    no_action_because: Option<String>,
    #[serde(default)]
    done: bool,
    #[serde(default)]
    evidence: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ElementEntry {
    words: String,
    judgment: String,
    of: String,
    on: Option<toml::value::Datetime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentEntry {
    to: String,
    on: toml::value::Datetime,
    sha256: Option<String>,
}

/// Reads a section 55 file.
///
/// # Errors
/// [`Fault::Unreadable`]; [`Fault::Publication`] with the line that is wrong.
pub fn read(path: &Path) -> Result<Response, Fault> {
    let text =
        std::fs::read_to_string(path).map_err(|error| Fault::Unreadable { path: path.to_owned(), error })?;
    parse(&path.display().to_string(), &text)
}

/// Reads the text of a section 55 file called `file`.
///
/// # Errors
/// As [`read`].
pub fn parse(file: &str, text: &str) -> Result<Response, Fault> {
    let wrong = |what: String| Fault::publication(file, what);
    let read: File =
        toml::from_str(text).map_err(|error| wrong(format!("is no section 55 file: {error}")))?;
    if let Some(id) = read.criteria.as_deref().filter(|id| !CRITERIA.iter().any(|known| known.id == *id)) {
        let known: Vec<&str> = CRITERIA.iter().map(|one| one.id).collect();
        return Err(wrong(format!("criteria = \"{id}\" is not known. Known: {}.", known.join(", "))));
    }
    let recommendations = read.recommendation.into_iter().map(|entry| (true, entry));
    let areas = read.area_for_improvement.into_iter().map(|entry| (false, entry));
    let points = recommendations
        .chain(areas)
        .map(|(is, entry)| point(is, entry).map_err(&wrong))
        .collect::<Result<_, _>>()?;
    let date = |value: &toml::value::Datetime| {
        day(value).ok_or_else(|| wrong(format!("{value} is no date. Write it like 2019-01-15.")))
    };
    let elements = read.element.into_iter().map(|entry| {
        let on = entry.on.as_ref().map(date).transpose()?;
        Ok(Element { words: entry.words, judgment: entry.judgment, of: entry.of, on })
    });
    let sent = read
        .sent
        .iter()
        .map(|entry| Ok(Sent { to: entry.to.clone(), on: date(&entry.on)?, sha256: entry.sha256.clone() }));
    Ok(Response {
        published: date(&read.published)?,
        points,
        elements: elements.collect::<Result<_, Fault>>()?,
        sent: sent.collect::<Result<_, Fault>>()?,
        force: read.force,
        body: read.body,
        report: read.report,
        criteria: read.criteria,
        chief_comments: read.chief_comments,
        reply_to_chief: read.reply_to_chief,
    })
}

fn point(is_recommendation: bool, entry: PointEntry) -> Result<Point, String> {
    let answer = match (entry.action, entry.no_action_because) {
        (Some(_), Some(_)) => {
            return Err(format!("\"{}\" has both action and no_action_because. Give one.", entry.words));
        }
        (Some(action), None) => Some(PointAnswer::Action(action)),
        (None, Some(why)) => Some(PointAnswer::NoActionBecause(why)),
        (None, None) => None,
    };
    Ok(Point { is_recommendation, words: entry.words, answer, done: entry.done, evidence: entry.evidence })
}

fn day(value: &toml::value::Datetime) -> Option<Day> {
    let date = value.date?;
    Day::from_date(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
}
