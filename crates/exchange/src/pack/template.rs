//! The templates of packs, by minijinja: built in, or a force's own of the same name.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use minijinja::value::Value as Jinja;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, context};
use oversight::change::{Change, ENDED_CODES, NEW_CODES};
use oversight::figure::{Answer, Figure, Figures};
use oversight::publication::Quotation;
use oversight::section55::Response;
use terms::Day;

use super::response::{named, section55};
use super::words::{Catalogue, day, measure, printed, word};
use super::{Kind, sections};
use crate::fault::Fault;

/// Steps a template may take: a loop without end stops here.
const FUEL: u64 = 2_000_000;

/// Figures of the public page and, beside its evidence, of a response; the workbook holds all.
const PLAIN: &[&str] = &[
    "recording_rate.overall",
    "recording_rate.violence",
    "recording_rate.sexual",
    "recording_rate.rape",
    "recording_rate.domestic_abuse",
    "within_24_hours.overall",
    "median_hours.overall",
    "crimes.recorded",
];

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
    let figures = together(pack)?;
    let env = environment(pack, &figures, &words)?;
    let template = env.get_template(&format!("{}.html", pack.kind.name())).map_err(|error| told(&error))?;
    template.render(values(pack, figures, &words)?).map_err(|error| told(&error))
}

/// The templates and what they may call: `t`, `has`, `figure`, `of_thousand`.
fn environment(
    pack: &Context<'_>,
    figures: &[&Figure],
    words: &Arc<Catalogue>,
) -> Result<Environment<'static>, Fault> {
    let public = pack.kind.is_public();
    let known: Arc<BTreeMap<String, Figure>> =
        Arc::new(figures.iter().map(|figure| (figure.name.clone(), (*figure).clone())).collect());
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_fuel(Some(FUEL));
    for (name, source) in TEMPLATES {
        env.add_template_owned((*name).to_owned(), template(pack, name, source)?)
            .map_err(|error| told(&error))?;
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

/// The figures of a pack, each name once.
///
/// # Errors
/// [`Fault::Publication`] where two files differ.
pub fn together<'a>(pack: &Context<'a>) -> Result<Vec<&'a Figure>, Fault> {
    oversight::figure::together(pack.figures)
        .map_err(|why| Fault::publication("figures", format!("{why}. The pack was not made.")))
}

/// What templates are given.
fn values(pack: &Context<'_>, mut all: Vec<&Figure>, words: &Catalogue) -> Result<Jinja, Fault> {
    let public = pack.kind.is_public();
    // What a reader came for stands first.
    all.sort_by_key(|figure| !figure.name.starts_with("recording_rate."));
    let evidence: Vec<&str> = pack.response.map(named).unwrap_or_default();
    let response = pack.response.map(|response| section55(response, &all, pack, words)).transpose()?;
    if matches!(pack.kind, Kind::Public | Kind::Section55) {
        let name = |figure: &Figure| figure.name.clone();
        all.retain(|figure| {
            let told = PLAIN.contains(&figure.name.as_str()) || evidence.contains(&name(figure).as_str());
            figure.known().is_none() || told
        });
    }
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
        beside => sections::beside_others(&all, pack, words)?,
        change => change,
        not_known => not_known,
        changes => pack.changes.clone(),
        program => env!("CARGO_PKG_VERSION"),
        digests => pack.digests.clone(),
        sources => sources,
        response => response,
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
            text => text.clone(),
            from => figure.period.as_ref().map(|days| day(words, &days.from)).unwrap_or_default(),
            to => figure.period.as_ref().map(|days| day(words, &days.to)).unwrap_or_default(),
            method => if text == word(words, "too_few") { String::new() } else { value.method.clone() },
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
