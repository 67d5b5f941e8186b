//! A figure: one number with everything it rests on. Computed once, by `check` or `audit`, kept in
//! figures.json, replayable; never typed by hand. Values are decimals at declared places.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

pub use terms::Decimal;

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its name in templates, unique in its file: `<measure>.<group>`, as `recording_rate.violence`.
    pub name: String,
    /// The measure in words, as printed: "Recording rate, violent crime".
    pub measure: String,
    /// What exactly is counted over what.
    pub definition: String,
    /// Whose: the reports, incidents or crimes that it speaks of.
    pub population: String,
    /// The days it covers.
    pub period: Option<Period>,
    /// The answer, or why there is none.
    pub answer: Answer,
    /// Edition of the recording rules it was decided under, where any.
    pub edition: Option<String>,
    /// Settings it rests on.
    pub settings: Vec<Setting>,
    /// Its value under the shipped defaults, where a setting was changed.
    pub under_defaults: Option<Decimal>,
    /// The files it was computed from.
    pub files: Vec<Source>,
}

/// First and last day, as `2026-01-01`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// An answer, or the sentence that says why there is none: "not estimable", "not in this extract".
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The value.
    Known(Value),
    /// Why there is none.
    NotKnown(String),
}

/// A value with its n, interval and method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The value, in `unit`, at its declared places.
    pub value: Decimal,
    /// What it is counted in.
    pub unit: Unit,
    /// How many of n, where it is a share of counted things.
    pub k: Option<u64>,
    /// Out of how many; for an estimate, the number in the sample.
    pub n: Option<u64>,
    /// Its 95% interval, in `unit`. A complete count has none.
    pub range: Option<Range>,
    /// The method, as printed: "Wilson 95%", "complete count".
    pub method: String,
}

/// Lower and upper end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Lower end.
    pub low: Decimal,
    /// Upper end.
    pub high: Decimal,
}

/// What a value is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Per cent.
    PerCent,
    /// Percentage points.
    Points,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Recorded crimes.
    Crimes,
    /// Incidents.
    Incidents,
    /// Other things counted.
    Count,
    /// A number without a unit, such as kappa.
    Number,
}

impl Unit {
    /// All units with their words in figures.json.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::PerCent, "per cent"),
        (Self::Points, "percentage points"),
        (Self::Hours, "hours"),
        (Self::Days, "days"),
        (Self::Crimes, "crimes"),
        (Self::Incidents, "incidents"),
        (Self::Count, "count"),
        (Self::Number, "number"),
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(unit, _)| *unit == self).map_or("number", |(_, word)| word)
    }

    /// The unit of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(unit, _)| *unit)
    }
}

/// A setting and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub setting: String,
    /// Its value.
    pub value: String,
}

/// A file, by what it was called and its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// As it was named on the command line.
    pub name: String,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
}

/// How a set of figures was made, so that it can be made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// The command line without `--out DIR`: `check --incidents a.csv --as-at 2026-09-30`.
    pub arguments: Vec<String>,
    /// Every file the command read, mappings and rules too.
    pub files: Vec<Source>,
}

/// All figures of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Name of the force, where the files say.
    pub force: Option<String>,
    /// Version of the program that computed them.
    pub program: String,
    /// Computed as at the end of this day.
    pub as_at: Option<String>,
    /// How they were made.
    pub recipe: Recipe,
    /// The figures, in order of print.
    pub figures: Vec<Figure>,
}

impl Figures {
    /// A figure by name.
    pub fn find(&self, name: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.name == name)
    }
}

/// The figures of several files, each name once: where one file knows what another could not measure,
/// the known one.
///
/// # Errors
/// A sentence where two files know a figure of one name with different answers.
pub fn together(files: &[Figures]) -> Result<Vec<&Figure>, String> {
    let mut all: Vec<&Figure> = Vec::new();
    for figure in files.iter().flat_map(|file| &file.figures) {
        let Some(before) = all.iter_mut().find(|before| before.name == figure.name) else {
            all.push(figure);
            continue;
        };
        match (before.known(), figure.known()) {
            (None, Some(_)) => *before = figure,
            (Some(one), Some(other)) if one != other => {
                return Err(format!(
                    "two of the figures files hold {}, one with {} and one with {}: give the one that is meant",
                    figure.name, one.value, other.value
                ));
            }
            _ => {}
        }
    }
    Ok(all)
}

impl Figure {
    /// The value, where there is one.
    pub const fn known(&self) -> Option<&Value> {
        match &self.answer {
            Answer::Known(value) => Some(value),
            Answer::NotKnown(_) => None,
        }
    }

    /// The group part of its name: `violence` of `recording_rate.violence`.
    pub fn group(&self) -> &str {
        self.name.split_once('.').map_or("", |(_, group)| group)
    }
}
