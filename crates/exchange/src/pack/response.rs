//! The section 55 response for its template: points with their answers and evidence, elements, what was
//! sent.

use minijinja::context;
use minijinja::value::Value as Jinja;
use oversight::figure::{Answer, Figure};
use oversight::section55::{CRITERIA, PointAnswer, Response, day_of_clock, last_day};
use terms::Day;

use super::template::Context;
use super::words::{Catalogue, day, measure, printed, word};
use crate::fault::Fault;

/// The figures that a response names as evidence.
pub fn named(response: &Response) -> Vec<&str> {
    let all = response.points.iter().flat_map(|point| &point.evidence);
    all.filter_map(|one| one.strip_prefix("figure:").map(str::trim)).collect()
}

/// Evidence in print: a figure with its value, a document as it is named.
fn evidence(given: &str, figures: &[&Figure], public: bool, words: &Catalogue) -> Result<String, Fault> {
    let Some(name) = given.strip_prefix("figure:").map(str::trim) else { return Ok(given.to_owned()) };
    let Some(figure) = figures.iter().find(|figure| figure.name == name) else { return Ok(given.to_owned()) };
    match &figure.answer {
        Answer::NotKnown(why) => Ok(format!("{}: {why}", measure(words, figure))),
        Answer::Known(_) => printed(figure, public, words)
            .map(|text| format!("{}: {text}", measure(words, figure)))
            .map_err(|why| Fault::publication("figures", format!("{why}. The pack was not made."))),
    }
}

/// The response for its template.
///
/// # Errors
/// [`Fault::Publication`] where a figure of the evidence lacks its n or its interval.
pub fn section55(
    response: &Response,
    figures: &[&Figure],
    pack: &Context<'_>,
    words: &Catalogue,
) -> Result<Jinja, Fault> {
    let today = pack.today;
    let public = pack.kind.is_public();
    let shown = |point: &oversight::section55::Point| {
        point.evidence.iter().map(|one| evidence(one, figures, public, words)).collect::<Result<Vec<_>, _>>()
    };
    let shown: Vec<Vec<String>> = response.points.iter().map(shown).collect::<Result<_, _>>()?;
    let word = |key: &str| word(words, key);
    let written = |of: Day| day(words, &of.to_string());
    let mut counts = (0, 0);
    let points: Vec<Jinja> = response
        .points
        .iter()
        .zip(shown)
        .map(|(point, evidence)| {
            let (n, kind) = if point.is_recommendation {
                counts.0 += 1;
                (counts.0, word("s55_recommendation"))
            } else {
                counts.1 += 1;
                (counts.1, word("s55_area"))
            };
            let (answer_word, answer) = match &point.answer {
                Some(PointAnswer::Action(action)) => (word("s55_action"), action.clone()),
                Some(PointAnswer::NoActionBecause(why)) => (word("s55_no_action"), why.clone()),
                None => (String::new(), String::new()),
            };
            context! { title => format!("{kind} {n}"), words => point.words.clone(), answer_word => answer_word, answer => answer, evidence => evidence }
        })
        .collect();
    let elements: Vec<String> = response
        .elements
        .iter()
        .map(|e| {
            let on = e.on.map(|day| format!(", {}", written(day))).unwrap_or_default();
            format!("{}: {} ({}{on})", e.words, e.judgment, e.of)
        })
        .collect();
    let sent: Vec<String> = response
        .sent
        .iter()
        .map(|one| {
            let digest =
                one.sha256.as_deref().map(|digest| format!(", SHA-256 {digest}")).unwrap_or_default();
            format!("{}: {}{digest}", one.to, written(one.on))
        })
        .collect();
    let criteria = response
        .criteria
        .as_deref()
        .and_then(|id| CRITERIA.iter().find(|one| one.id == id))
        .map(|one| one.name);
    Ok(context! {
        report => response.report.clone(),
        body => response.body.clone(),
        published => written(response.published),
        last_day => written(last_day(response.published)),
        day => day_of_clock(response.published, today),
        criteria => criteria,
        points => points,
        elements => elements,
        chief_comments => response.chief_comments.clone(),
        reply_to_chief => response.reply_to_chief.clone(),
        sent => sent,
    })
}
