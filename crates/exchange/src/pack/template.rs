//! The templates of packs, by minijinja: built in, or a force's own of the same name.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use minijinja::value::Value as Jinja;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, context};
use oversight::figure::{Answer, Figure, Figures, Unit, Value};
use oversight::publication::calendar;
use oversight::section55::{CRITERIA, PointAnswer, Response, day_of_clock, last_day};
use terms::Day;

use super::Kind;
use crate::fault::Fault;

/// Fewest reports on either side of a share that a public form prints.
const FEWEST_PUBLIC: u64 = 5;
/// Below this n a share is never printed without its interval.
const SMALL_N: u64 = 100;
/// Steps a template may take: a loop without end stops here.
const FUEL: u64 = 2_000_000;

const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("../../templates/base.html")),
    ("table.html", include_str!("../../templates/table.html")),
    ("board.html", include_str!("../../templates/board.html")),
    ("body.html", include_str!("../../templates/body.html")),
    ("body-public.html", include_str!("../../templates/body-public.html")),
    ("audit.html", include_str!("../../templates/audit.html")),
    ("section55.html", include_str!("../../templates/section55.html")),
    ("quality.html", include_str!("../../templates/quality.html")),
    ("public.html", include_str!("../../templates/public.html")),
];

/// The language of a pack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Welsh.
    Welsh,
}

impl Language {
    const fn catalogue(self) -> (&'static str, &'static str) {
        match self {
            Self::English => ("en-GB", include_str!("../../templates/en.toml")),
            Self::Welsh => ("cy", include_str!("../../templates/cy.toml")),
        }
    }

    /// Every word of the catalogue.
    ///
    /// # Errors
    /// [`Fault::Report`], which would be a defect.
    pub fn words(self) -> Result<BTreeMap<String, String>, Fault> {
        toml::from_str(self.catalogue().1).map_err(|error| Fault::Report(error.to_string()))
    }
}

/// What a pack is made of.
pub struct Context<'a> {
    /// Which pack.
    pub kind: Kind,
    /// In which language.
    pub language: Language,
    /// The figures.
    pub figures: &'a [Figures],
    /// SHA-256 of each figures file.
    pub digests: Vec<String>,
    /// The response, for section 55.
    pub response: Option<&'a Response>,
    /// Sentences for the face: a deadline passed, a stale figure.
    pub notices: Vec<String>,
    /// The day of the pack.
    pub today: Day,
    /// Its version and, from the second on, what changed.
    pub version: u32,
    /// What changed in each later version.
    pub changes: Vec<String>,
    /// A folder with the force's own templates.
    pub own: Option<&'a Path>,
}

/// Renders a pack.
///
/// # Errors
/// [`Fault::Publication`] naming the template, the line and the figure.
pub fn render(pack: &Context<'_>) -> Result<String, Fault> {
    let words = Arc::new(pack.language.words()?);
    let public = pack.kind.is_public();
    let known: Arc<BTreeMap<String, Figure>> =
        Arc::new(pack.figures.iter().flat_map(|f| &f.figures).map(|f| (f.name.clone(), f.clone())).collect());
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_fuel(Some(FUEL));
    for (name, source) in TEMPLATES {
        let own = pack.own.map(|folder| folder.join(name)).filter(|path| path.is_file());
        let source = match own {
            Some(path) => {
                std::fs::read_to_string(&path).map_err(|error| Fault::Unreadable { path, error })?
            }
            None => (*source).to_owned(),
        };
        env.add_template_owned((*name).to_owned(), source).map_err(|error| told(&error))?;
    }
    let catalogue = Arc::clone(&words);
    env.add_function("t", move |key: String| {
        catalogue
            .get(&key)
            .cloned()
            .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("the catalogue has no \"{key}\"")))
    });
    let by_name = Arc::clone(&known);
    env.add_function("has", move |name: String| {
        by_name.get(&name).is_some_and(|figure| figure.known().is_some())
    });
    let (by_name, catalogue) = (Arc::clone(&known), Arc::clone(&words));
    env.add_function("figure", move |name: String| {
        let figure = by_name
            .get(&name)
            .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("no figure is named {name}")))?;
        printed(figure, public, &catalogue).map_err(|why| Error::new(ErrorKind::InvalidOperation, why))
    });
    let rows = rows(pack, public, &words)?;
    let not_known: Vec<Jinja> = pack
        .figures
        .iter()
        .flat_map(|f| &f.figures)
        .filter_map(|figure| match &figure.answer {
            Answer::NotKnown(why) => Some(context! { measure => figure.measure.clone(), why => why.clone() }),
            Answer::Known(_) => None,
        })
        .collect();
    let first = pack.figures.first();
    let force = pack
        .response
        .map(|r| r.force.clone())
        .or_else(|| first.and_then(|f| f.force.clone()))
        .unwrap_or_default();
    let as_at = first
        .and_then(|f| f.as_at.clone())
        .map_or_else(|| pack.today.words(), |day| calendar::in_words(&day));
    let sources: Vec<Jinja> = pack
        .figures
        .iter()
        .flat_map(|f| &f.recipe.files)
        .map(|file| context! { name => file_name(&file.name), sha256 => file.sha256.clone() })
        .collect();
    let template = env.get_template(&format!("{}.html", pack.kind.name())).map_err(|error| told(&error))?;
    let values = context! {
        lang => pack.language.catalogue().0,
        kind => pack.kind.name(),
        force => force,
        style => include_str!("../report/style.css"),
        as_at => as_at,
        version => pack.version,
        notices => pack.notices.clone(),
        figures => rows,
        not_known => not_known,
        changes => pack.changes.clone(),
        program => env!("CARGO_PKG_VERSION"),
        digests => pack.digests.clone(),
        sources => sources,
        response => pack.response.map(|response| section55(response, pack.today, &words)),
    };
    template.render(values).map_err(|error| told(&error))
}

/// A name without the folders above it: a pack tells no paths.
fn file_name(name: &str) -> String {
    Path::new(name).file_name().map_or_else(|| name.to_owned(), |name| name.to_string_lossy().into_owned())
}

fn told(error: &Error) -> Fault {
    let template = error.name().unwrap_or("template").to_owned();
    let line = error.line().map(|line| format!("line {line}: ")).unwrap_or_default();
    let what = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    Fault::publication(format!("template {template}"), format!("{line}{what}. The pack was not made."))
}

fn rows(pack: &Context<'_>, public: bool, words: &BTreeMap<String, String>) -> Result<Vec<Jinja>, Fault> {
    let mut rows = Vec::new();
    for figure in pack.figures.iter().flat_map(|f| &f.figures) {
        let Some(value) = figure.known() else { continue };
        let text = printed(figure, public, words)
            .map_err(|why| Fault::publication("figures", format!("{why}. The pack was not made.")))?;
        let period = figure.period.as_ref();
        let days = |p: &oversight::figure::Period| {
            format!("{} - {}", calendar::in_words(&p.from), calendar::in_words(&p.to))
        };
        rows.push(context! {
            name => figure.name.clone(),
            measure => figure.measure.clone(),
            text => text,
            period => period.map(days).unwrap_or_default(),
            method => value.method.clone(),
            definition => figure.definition.clone(),
            population => figure.population.clone(),
        });
    }
    Ok(rows)
}

/// A figure in print: its value, n and interval; in public forms nothing that rests on a few reports.
fn printed(figure: &Figure, public: bool, words: &BTreeMap<String, String>) -> Result<String, String> {
    let value = match &figure.answer {
        Answer::Known(value) => value,
        Answer::NotKnown(why) => return Err(format!("figure {} has no value: {why}", figure.name)),
    };
    let word = |key: &str| words.get(key).cloned().unwrap_or_default();
    let complete = value.method.contains("complete");
    let share = value.unit == Unit::PerCent;
    if share && value.n.is_none() {
        return Err(format!("figure {} is a percentage without its n", figure.name));
    }
    if share && !complete && value.range.is_none() && value.n.is_some_and(|n| n < SMALL_N) {
        return Err(format!("figure {} lacks its interval, and n is {}", figure.name, value.n.unwrap_or(0)));
    }
    if public && few(value) {
        return Ok(word("too_few"));
    }
    let unit = match value.unit {
        Unit::PerCent => "%".to_owned(),
        Unit::Count | Unit::Number => String::new(),
        other => format!(" {}", other.word()),
    };
    let mut inside = Vec::new();
    if let Some(range) = value.range {
        inside.push(format!(
            "{} {} {} {}",
            word("interval"),
            range.low.grouped(),
            word("to"),
            range.high.grouped()
        ));
    }
    match (value.k, value.n) {
        (Some(k), Some(n)) => inside.push(format!(
            "{} {} {}",
            terms::Decimal::whole(k as i64).grouped(),
            word("of"),
            terms::Decimal::whole(n as i64).grouped()
        )),
        (None, Some(n)) => inside.push(format!("n = {}", terms::Decimal::whole(n as i64).grouped())),
        _ => {}
    }
    let brackets = if inside.is_empty() { String::new() } else { format!(" ({})", inside.join("; ")) };
    Ok(format!("{}{unit}{brackets}", value.value.grouped()))
}

/// Whether a value rests on so few reports that a public form leaves it out.
pub fn few(value: &Value) -> bool {
    let small = |n: u64| (1..FEWEST_PUBLIC).contains(&n);
    match (value.k, value.n) {
        (Some(k), Some(n)) => small(k) || small(n.saturating_sub(k)) || n < FEWEST_PUBLIC,
        (None, Some(n)) => n < FEWEST_PUBLIC,
        _ => {
            matches!(value.unit, Unit::Crimes | Unit::Incidents | Unit::Count)
                && small(value.value.to_f64() as u64)
        }
    }
}

fn section55(response: &Response, today: Day, words: &BTreeMap<String, String>) -> Jinja {
    let word = |key: &str| words.get(key).cloned().unwrap_or_default();
    let mut counts = (0, 0);
    let points: Vec<Jinja> = response
        .points
        .iter()
        .map(|point| {
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
            context! { title => format!("{kind} {n}"), words => point.words.clone(), answer_word => answer_word, answer => answer, evidence => point.evidence.clone() }
        })
        .collect();
    let elements: Vec<String> = response
        .elements
        .iter()
        .map(|e| {
            let on = e.on.map(|day| format!(", {}", day.words())).unwrap_or_default();
            format!("{}: {} ({}{on})", e.words, e.judgment, e.of)
        })
        .collect();
    let sent: Vec<String> = response
        .sent
        .iter()
        .map(|one| {
            let digest =
                one.sha256.as_deref().map(|digest| format!(", SHA-256 {digest}")).unwrap_or_default();
            format!("{}: {}{digest}", one.to, one.on.words())
        })
        .collect();
    let criteria = response
        .criteria
        .as_deref()
        .and_then(|id| CRITERIA.iter().find(|one| one.id == id))
        .map(|one| one.name);
    context! {
        report => response.report.clone(),
        body => response.body.clone(),
        published => response.published.words(),
        last_day => last_day(response.published).words(),
        day => day_of_clock(response.published, today),
        criteria => criteria,
        points => points,
        elements => elements,
        chief_comments => response.chief_comments.clone(),
        sent => sent,
    }
}
