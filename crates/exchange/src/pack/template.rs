//! The templates of packs, by minijinja: built in, or a force's own of the same name.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use minijinja::value::Value as Jinja;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, context};
use oversight::change::{Change, ENDED_CODES, NEW_CODES};
use oversight::figure::{Answer, Figure, Figures};
use oversight::publication::Quotation;
use oversight::section55::{CRITERIA, PointAnswer, Response, day_of_clock, last_day};
use terms::Day;

use super::words::{Catalogue, day, measure, period, printed, word};
use super::{Kind, sections};
use crate::fault::Fault;

/// Steps a template may take: a loop without end stops here.
const FUEL: u64 = 2_000_000;

const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("../../templates/base.html")),
    ("table.html", include_str!("../../templates/table.html")),
    ("beside.html", include_str!("../../templates/beside.html")),
    ("change.html", include_str!("../../templates/change.html")),
    ("definitions.html", include_str!("../../templates/definitions.html")),
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
    pub fn words(self) -> Result<Catalogue, Fault> {
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
    /// Published figures of others.
    pub quotations: &'a [Quotation],
    /// Why recorded crime changed, where figures of an earlier period were given.
    pub change: Option<&'a Change>,
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
    let env = environment(pack, &words)?;
    let template = env.get_template(&format!("{}.html", pack.kind.name())).map_err(|error| told(&error))?;
    template.render(values(pack, &words)?).map_err(|error| told(&error))
}

/// The templates and what they may call: `t`, `has`, `figure`, `of_thousand`.
fn environment(pack: &Context<'_>, words: &Arc<Catalogue>) -> Result<Environment<'static>, Fault> {
    let public = pack.kind.is_public();
    let known: Arc<BTreeMap<String, Figure>> =
        Arc::new(pack.figures.iter().flat_map(|f| &f.figures).map(|f| (f.name.clone(), f.clone())).collect());
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_fuel(Some(FUEL));
    for (name, source) in TEMPLATES {
        env.add_template_owned((*name).to_owned(), template(pack, name, source)?).map_err(|error| told(&error))?;
    }
    let refused = |why: String| Error::new(ErrorKind::InvalidOperation, why);
    let catalogue = Arc::clone(words);
    env.add_function("t", move |key: String| {
        catalogue.get(&key).cloned().ok_or_else(|| refused(format!("the catalogue has no \"{key}\"")))
    });
    let by_name = Arc::clone(&known);
    env.add_function("has", move |name: String| {
        by_name.get(&name).is_some_and(|figure| figure.known().is_some())
    });
    let find = move |name: &str| {
        known.get(name).cloned().ok_or_else(|| refused(format!("no figure is named {name}")))
    };
    let (by_name, catalogue) = (find.clone(), Arc::clone(words));
    env.add_function("figure", move |name: String| {
        printed(&by_name(&name)?, public, &catalogue).map_err(refused)
    });
    let catalogue = Arc::clone(words);
    env.add_function("of_thousand", move |name: String| {
        of_thousand(&find(&name)?, public, &catalogue).map_err(refused)
    });
    Ok(env)
}

fn template(pack: &Context<'_>, name: &str, source: &str) -> Result<String, Fault> {
    match pack.own.map(|folder| folder.join(name)).filter(|path| path.is_file()) {
        Some(path) => std::fs::read_to_string(&path).map_err(|error| Fault::Unreadable { path, error }),
        None => Ok(source.to_owned()),
    }
}

/// What templates are given.
fn values(pack: &Context<'_>, words: &Catalogue) -> Result<Jinja, Fault> {
    let public = pack.kind.is_public();
    let all: Vec<&Figure> = pack.figures.iter().flat_map(|file| &file.figures).collect();
    let not_known: Vec<Jinja> = all
        .iter()
        .filter_map(|figure| match &figure.answer {
            Answer::NotKnown(why) => Some(context! { measure => measure(words, figure), why => why.clone() }),
            Answer::Known(_) => None,
        })
        .collect();
    let first = pack.figures.first();
    let force = pack
        .response
        .map(|r| r.force.clone())
        .or_else(|| pack.figures.iter().find_map(|file| file.force.clone()))
        .unwrap_or_default();
    let as_at = first.and_then(|f| f.as_at.clone()).unwrap_or_else(|| pack.today.to_string());
    let sources: Vec<Jinja> = pack
        .figures
        .iter()
        .flat_map(|f| &f.recipe.files)
        .map(|file| context! { name => file_name(&file.name), sha256 => file.sha256.clone() })
        .collect();
    let change = pack.change.map(|change| sections::why_changed(change, public, words)).transpose()?;
    Ok(context! {
        lang => pack.language.catalogue().0,
        kind => pack.kind.name(),
        force => force,
        style => include_str!("../report/style.css"),
        as_at => day(words, &as_at),
        today => pack.today.to_string(),
        version => pack.version,
        notices => pack.notices.clone(),
        figures => rows(&all, public, words)?,
        rates => sections::rates(&all, public, words)?,
        beside => sections::beside_others(pack, words)?,
        change => change,
        not_known => not_known,
        changes => pack.changes.clone(),
        program => env!("CARGO_PKG_VERSION"),
        digests => pack.digests.clone(),
        sources => sources,
        response => pack.response.map(|response| section55(response, pack.today, words)),
    })
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

/// Counts that say why recorded crime changed by offence code: for the workbook, too many for a page.
fn is_detail(figure: &Figure) -> bool {
    figure.name.starts_with(NEW_CODES) || figure.name.starts_with(ENDED_CODES)
}

fn rows(figures: &[&Figure], public: bool, words: &Catalogue) -> Result<Vec<Jinja>, Fault> {
    let mut rows = Vec::new();
    for figure in figures.iter().filter(|figure| !is_detail(figure)) {
        let Some(value) = figure.known() else { continue };
        let text = printed(figure, public, words)
            .map_err(|why| Fault::publication("figures", format!("{why}. The pack was not made.")))?;
        rows.push(context! {
            name => figure.name.clone(),
            measure => measure(words, figure),
            text => text,
            period => figure.period.as_ref().map(|days| period(words, days)).unwrap_or_default(),
            method => value.method.clone(),
            definition => figure.definition.clone(),
            population => figure.population.clone(),
        });
    }
    Ok(rows)
}

/// A share in plain words: "966 of every 1,000 (95% interval 954 to 976)".
fn of_thousand(figure: &Figure, public: bool, words: &Catalogue) -> Result<String, String> {
    let text = printed(figure, public, words)?;
    let Some((value, range)) = figure.known().and_then(|value| Some((value.value, value.range?))) else {
        return Ok(text);
    };
    if text == word(words, "too_few") {
        return Ok(text);
    }
    let thousandths = |share: terms::Decimal| (share.to_f64() * 10.0).round() as i64;
    Ok(format!(
        "{} {} ({} {} {} {})",
        thousandths(value),
        word(words, "of_thousand"),
        word(words, "interval"),
        thousandths(range.low),
        word(words, "to"),
        thousandths(range.high)
    ))
}

fn section55(response: &Response, today: Day, words: &Catalogue) -> Jinja {
    let word = |key: &str| word(words, key);
    let written = |of: Day| day(words, &of.to_string());
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
    context! {
        report => response.report.clone(),
        body => response.body.clone(),
        published => written(response.published),
        last_day => written(last_day(response.published)),
        day => day_of_clock(response.published, today),
        criteria => criteria,
        points => points,
        elements => elements,
        chief_comments => response.chief_comments.clone(),
        sent => sent,
    }
}
