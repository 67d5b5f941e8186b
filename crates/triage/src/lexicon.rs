//! The lexicon: which codes and words stand for which family.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use terms::Family;

use crate::file::{Field, File, Section, with_endings};
use crate::matcher::{MOST_WORDS, Matcher, Span, fold};
use crate::scope::{Scope, Standing, reaches_back};
use crate::sense::{Marker, Markers, Sense};

const SHIPPED: &str = include_str!("../lexicon/2026-11.toml");

/// The codes, phrases and cues of one edition; by default none.
#[derive(Debug, Default)]
pub struct Lexicon {
    version: Box<str>,
    codes: Phrases,
    text: Phrases,
    source: Phrases,
    classes: BTreeMap<Box<str>, Family>,
}

/// A phrase of the lexicon found in a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue<'l> {
    /// The phrase as the lexicon has it; never the words of the log.
    pub phrase: &'l str,
    /// What it speaks of.
    pub family: Family,
    /// How strongly, 1 to 3.
    pub weight: i32,
    /// Whether it is asserted, negated or denied.
    pub standing: Standing,
    /// Where it stands in the log, in bytes.
    pub start: usize,
}

/// Why a lexicon file could not be read, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconError(pub Box<str>);

impl core::fmt::Display for LexiconError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

impl core::error::Error for LexiconError {}

/// What a code, a title or a list of qualifiers says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    /// What it names, even where it adds that there was no crime.
    pub topic: Family,
    /// What else it says.
    pub markers: Markers,
}

/// A phrase found in a log, with what it means there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read<'l> {
    pub entry: &'l Entry,
    pub span: Span,
    pub standing: Standing,
}

/// One phrase.
#[derive(Debug)]
pub(crate) struct Entry {
    pub phrase: Box<str>,
    pub sense: Sense,
    pub weight: i32,
}

/// The phrases of one field, and their automaton.
#[derive(Debug, Default)]
struct Phrases {
    entries: Vec<Entry>,
    matcher: Matcher,
}

impl Lexicon {
    /// The edition shipped with the program.
    pub fn current() -> &'static Self {
        static CURRENT: OnceLock<Lexicon> = OnceLock::new();
        // A test parses the shipped file; the empty lexicon is there for the compiler alone.
        CURRENT.get_or_init(|| Self::parse(SHIPPED).unwrap_or_default())
    }

    /// Reads a lexicon file.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the file.
    pub fn parse(toml: &str) -> Result<Self, LexiconError> {
        let file: File = toml::from_str(toml).map_err(|error| fault(error.to_string()))?;
        Ok(Self {
            version: file.version.into(),
            codes: Phrases::of(&file.section, Field::Codes)?,
            text: Phrases::of(&file.section, Field::Text)?,
            source: Phrases::of(&file.section, Field::Source)?,
            classes: classes(file.codes)?,
        })
    }

    /// Its edition.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The family of a code or title: an opening or closing code, an offence title, a published
    /// category, a Home Office code (`008/06`), a recorded-crime class (`8N`).
    /// [`Family::Unknown`] where nothing is recognised. A title that says that there was no crime
    /// is never a crime family, save domestic, which is a matter as well as a crime.
    pub fn family_of(&self, code_or_title: &str) -> Family {
        self.read_code(code_or_title).family()
    }

    /// The phrases found in a log, in the order they stand.
    pub fn cues(&self, text: &str) -> Vec<Cue<'_>> {
        self.read_text(text).into_iter().filter_map(Read::cue).collect()
    }

    pub(crate) fn read_code(&self, text: &str) -> Code {
        let spans = self.codes.matcher.find(text);
        let entries = || spans.iter().filter_map(|span| self.codes.entries.get(span.phrase));
        let markers = markers_of(entries());
        let heaviest = entries().fold(None, heavier).map(|(family, _)| family);
        let coded = || self.family_of_class(text);
        let told = || markers.has(Marker::ClosedAsCrime).then_some(Family::OtherCrime);
        let worded = || if markers == Markers::default() { self.family_of_words(text) } else { None };
        let topic = heaviest.or_else(coded).or_else(told).or_else(worded);
        Code { topic: topic.unwrap_or(Family::Unknown), markers }
    }

    pub(crate) fn read_source(&self, text: &str) -> Markers {
        let spans = self.source.matcher.find(text);
        markers_of(spans.iter().filter_map(|span| self.source.entries.get(span.phrase)))
    }

    /// Families and markers of a log, each with its standing.
    pub(crate) fn read_text(&self, text: &str) -> Vec<Read<'_>> {
        let mut scope = Scope::default();
        let mut reads: Vec<Read<'_>> = Vec::new();
        for span in self.text.matcher.find(text) {
            let Some(entry) = self.text.entries.get(span.phrase) else { continue };
            let Sense::Scope(word) = entry.sense else {
                reads.push(Read { entry, span, standing: scope.standing(&span) });
                continue;
            };
            let turned = scope.pass(word, span);
            if let (Some(standing), Some(last)) = (turned, reads.last_mut())
                && reaches_back(word, &span, &last.span)
            {
                last.standing = standing;
            }
        }
        reads
    }

    /// A code that names nothing may still be words of a log: "MALE PUNCHED".
    fn family_of_words(&self, text: &str) -> Option<Family> {
        let asserted = self.read_text(text).into_iter().filter(|read| read.standing == Standing::Asserted);
        asserted.map(|read| read.entry).fold(None, heavier).map(|(family, _)| family)
    }

    fn family_of_class(&self, text: &str) -> Option<Family> {
        let code = class_code(text.trim())?;
        let exact = self.classes.get(code.as_str());
        let number = || self.classes.get(number_of(&code));
        exact.or_else(number).copied()
    }
}

impl Code {
    /// How a log is closed is administration where it names no matter, and "no crime" undoes the
    /// crime it names. Domestic stands: a domestic incident is a matter without a crime too.
    pub fn family(self) -> Family {
        const CLOSED: [Marker; 4] = [Marker::NoCrime, Marker::Advice, Marker::NoAction, Marker::VictimsWish];
        let undone = self.markers.has(Marker::NoCrime) && self.topic.is_crime();
        let closed = CLOSED.into_iter().any(|marker| self.markers.has(marker));
        match self.topic {
            Family::Domestic => Family::Domestic,
            Family::Unknown if closed => Family::Administration,
            _ if undone => Family::Administration,
            topic => topic,
        }
    }
}

impl<'l> Read<'l> {
    pub fn cue(self) -> Option<Cue<'l>> {
        let Sense::Family(family) = self.entry.sense else { return None };
        let (phrase, weight) = (&*self.entry.phrase, self.entry.weight);
        Some(Cue { phrase, family, weight, standing: self.standing, start: self.span.start })
    }
}

impl Phrases {
    fn of(sections: &[Section], field: Field) -> Result<Self, LexiconError> {
        let mut entries = Vec::new();
        for section in sections.iter().filter(|section| section.fields.contains(&field)) {
            read_section(section, &mut entries)?;
        }
        let phrases = entries.iter().map(|entry: &Entry| &*entry.phrase);
        let matcher = Matcher::new(phrases).map_err(|error| fault(error.to_string()))?;
        Ok(Self { entries, matcher })
    }
}

fn read_section(section: &Section, entries: &mut Vec<Entry>) -> Result<(), LexiconError> {
    let unknown = || fault(format!("no family, marker or scope word is called {:?}", section.means));
    let sense = Sense::from_name(&section.means).ok_or_else(unknown)?;
    if section.source.trim().is_empty() {
        return Err(fault(format!("a section of {:?} names no source", section.means)));
    }
    for phrase in section.phrases.iter().flat_map(|written| with_endings(written)) {
        let folded = fold(&phrase);
        if folded.is_empty() || folded.split(' ').count() >= MOST_WORDS {
            return Err(fault(format!("the phrase {phrase:?} has no words, or {MOST_WORDS} or more")));
        }
        entries.push(Entry { phrase: folded.into(), sense, weight: section.weight });
    }
    Ok(())
}

fn classes(written: BTreeMap<String, Vec<String>>) -> Result<BTreeMap<Box<str>, Family>, LexiconError> {
    let mut classes = BTreeMap::new();
    for (name, codes) in written {
        let unknown = || fault(format!("[codes] names no family {name:?}"));
        let family = Family::from_name(&name).ok_or_else(unknown)?;
        classes.extend(codes.into_iter().map(|code| (code.into(), family)));
    }
    Ok(classes)
}

fn fault(words: String) -> LexiconError {
    LexiconError(format!("The lexicon cannot be read: {words}.").into())
}

/// The heaviest family so far with its entry; of equal weight the longer phrase, then the earlier.
fn heavier<'l>(best: Option<(Family, &'l Entry)>, entry: &'l Entry) -> Option<(Family, &'l Entry)> {
    let Sense::Family(family) = entry.sense else { return best };
    let key = |entry: &Entry| (entry.weight, entry.phrase.len());
    match best {
        Some((_, held)) if key(held) >= key(entry) => best,
        _ => Some((family, entry)),
    }
}

fn markers_of<'l>(entries: impl Iterator<Item = &'l Entry>) -> Markers {
    entries.fold(Markers::default(), |markers, entry| match entry.sense {
        Sense::Marker(marker) => markers.with(marker),
        _ => markers,
    })
}

/// The Home Office code or recorded-crime class a text is, or opens with: `008/06`, `8N`, `37.2`.
/// Only `nnn/nn` may be followed by words; a bare number before words is a local code.
fn class_code(text: &str) -> Option<String> {
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let upper = first.trim_end_matches(['-', ':', ',', '*']).to_ascii_uppercase();
    if let Some((number, sub)) = upper.split_once('/')
        && (rest.is_empty() || number.len() == 3)
    {
        return Some(format!("{:0>3}/{:0>2}", number, sub));
    }
    let digits = upper.bytes().take_while(u8::is_ascii_digit).count();
    let short =
        upper.len() <= 5 && digits <= 3 && upper.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.');
    (rest.is_empty() && short).then(|| upper.trim_start_matches('0').to_string())
}

/// `008/06` and `8N` without what follows the number: `8`.
fn number_of(code: &str) -> &str {
    let trimmed = code.trim_start_matches('0');
    let end = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    trimmed.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_of_the_shipped_file_means_two_families() {
        let lexicon = Lexicon::parse(SHIPPED).unwrap();
        for field in [&lexicon.codes, &lexicon.text, &lexicon.source] {
            let mut families = BTreeMap::new();
            for entry in &field.entries {
                let Sense::Family(family) = entry.sense else { continue };
                let held = *families.entry(&entry.phrase).or_insert(family);
                assert_eq!(held, family, "{}", entry.phrase);
            }
        }
    }
}
