//! What an incident says, gathered once: its codes, its qualifiers, who reported it, its log.

use terms::{CrimeRow, Family, IncidentRow};

use crate::Lexicon;
use crate::lexicon::{Code, Read};
use crate::scope::Standing;
use crate::sense::{Marker, Markers, Sense};

/// The least weight of a cue that makes an incident crime-related by its words alone; a weaker one
/// ("partner") only colours what else is said.
pub(crate) const TELLING: i32 = 2;

/// What one incident says.
#[derive(Debug)]
pub(crate) struct Facts<'l> {
    pub opening: Code,
    pub closing: Code,
    pub qualifiers: Code,
    pub source: Markers,
    pub domestic_marker: bool,
    pub has_codes: bool,
    pub has_text: bool,
    pub words: Words<'l>,
}

/// What the log of one incident says.
#[derive(Debug, Default)]
pub(crate) struct Words<'l> {
    /// Per family the weight of its heaviest asserted cue, and the cue.
    asserted: [Option<(i32, &'l str)>; Family::ALL.len()],
    /// Per family a cue that is negated or denied.
    negated: [Option<(&'l str, Standing)>; Family::ALL.len()],
    pub markers: Markers,
    /// The phrase of the victim's wish, if one is there.
    pub wish: Option<&'l str>,
    /// The phrase that sets the report aside, if one is there.
    pub set_aside: Option<&'l str>,
    /// The phrase that says it was not so, if one is there.
    pub mistaken: Option<&'l str>,
}

/// The heaviest asserted cue of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told<'l> {
    pub family: Family,
    pub weight: i32,
    pub phrase: &'l str,
}

impl<'l> Facts<'l> {
    pub fn of(lexicon: &'l Lexicon, incident: &IncidentRow) -> Self {
        let code = |text: &Option<terms::Text>| lexicon.read_code(text.as_deref().unwrap_or_default());
        let source = |text: &Option<terms::Text>| lexicon.read_source(text.as_deref().unwrap_or_default());
        Self {
            opening: code(&incident.opening_code),
            closing: code(&incident.closing_code),
            qualifiers: qualifiers(lexicon, incident),
            source: source(&incident.channel).and(source(&incident.reporter_role)),
            domestic_marker: incident.domestic_abuse == Some(true),
            has_codes: incident.opening_code.is_some() || incident.closing_code.is_some(),
            has_text: incident.text.is_some(),
            words: Words::of(&lexicon.read_text(incident.text.as_deref().unwrap_or_default())),
        }
    }

    /// Closing code, opening code, qualifiers; then the log. A closing that names a crime or an
    /// opening that names one goes before a closing that does not: an advice code hides the matter.
    pub fn family(&self) -> Family {
        let (opening, closing) = (self.opening.family(), self.closing.family());
        let crime = [closing, opening].into_iter().find(|family| family.is_crime());
        let domestic = self.is_domestic_by_code().then_some(Family::Domestic);
        let says_something = |family: &Family| !matches!(family, Family::Administration | Family::Unknown);
        let matter = [closing, opening].into_iter().find(says_something);
        let told = self.words.heaviest().map(|told| told.family);
        let known = [closing, opening].into_iter().find(|family| *family != Family::Unknown);
        crime.or(domestic).or(matter).or(told).or(known).unwrap_or(Family::Unknown)
    }

    /// The crime family the codes name, wherever they name it.
    pub fn coded_crime(&self) -> Option<Family> {
        [self.opening.topic, self.closing.topic].into_iter().find(|family| family.is_crime())
    }

    pub fn is_domestic_by_code(&self) -> bool {
        let coded = [self.opening, self.closing, self.qualifiers];
        self.domestic_marker || coded.iter().any(|code| code.topic == Family::Domestic)
    }

    pub fn is_crime_related(&self) -> bool {
        let qualified = self.qualifiers.markers.has(Marker::Hate) || self.qualifiers.topic.is_crime();
        let closed_as_crime = self.closing.markers.has(Marker::ClosedAsCrime) && !self.closed_without_crime();
        self.coded_crime().is_some()
            || self.is_domestic_by_code()
            || qualified
            || closed_as_crime
            || self.is_referral()
            || self.words.crimes().next().is_some()
    }

    /// A professional's referral speaks of harm to somebody whatever its code says: about half of
    /// those audited owed crimes, and fewer were recorded than owed (Cheshire 12 of 33, Lincolnshire
    /// 7 of 28).
    pub fn is_referral(&self) -> bool {
        self.source.has(Marker::Professional) && self.source.has(Marker::Mailbox)
    }

    /// Whether the closing code says that the report was not treated as a crime. A closing as
    /// domestic incident says so too: the category is for what "does not amount to a notifiable
    /// crime" (NSIR 2011, chapter 2.3).
    pub fn closed_without_crime(&self) -> bool {
        const SAID: [Marker; 5] =
            [Marker::NoCrime, Marker::Advice, Marker::NoAction, Marker::VictimsWish, Marker::Mistaken];
        let said = SAID.into_iter().any(|marker| self.closing.markers.has(marker));
        let other = match self.closing.topic {
            Family::Unknown => false,
            Family::Domestic => !self.closing.markers.has(Marker::ClosedAsCrime),
            family => !family.is_crime(),
        };
        said || other
    }

    /// The closing in words of the house, never the force's own text.
    pub fn closing_words(&self) -> &'static str {
        let markers = self.closing.markers;
        let said = CLOSINGS.iter().find(|(marker, _)| markers.has(*marker));
        match said {
            Some((Marker::NoAction, words)) if self.closing.topic == Family::Unknown => words,
            Some((marker, words)) if *marker != Marker::NoAction => words,
            _ => self.closing.topic.name(),
        }
    }
}

const CLOSINGS: [(Marker, &str); 5] = [
    (Marker::NoCrime, "no crime"),
    (Marker::VictimsWish, "the victim's wish"),
    (Marker::Advice, "advice given"),
    (Marker::Mistaken, "good intent, hoax or error"),
    (Marker::NoAction, "no further action"),
];

impl<'l> Words<'l> {
    fn of(reads: &[Read<'l>]) -> Self {
        let mut words = Self::default();
        for read in reads {
            match read.entry.sense {
                Sense::Family(family) => words.take_cue(family, read),
                Sense::Marker(marker) if read.standing == Standing::Asserted => {
                    words.take_marker(marker, &read.entry.phrase);
                }
                _ => {}
            }
        }
        words
    }

    fn take_cue(&mut self, family: Family, read: &Read<'l>) {
        let (index, phrase) = (family.index(), &*read.entry.phrase);
        if read.standing != Standing::Asserted {
            self.negated[index].get_or_insert((phrase, read.standing));
        } else if self.asserted[index].is_none_or(|(weight, _)| weight < read.entry.weight) {
            self.asserted[index] = Some((read.entry.weight, phrase));
        }
    }

    fn take_marker(&mut self, marker: Marker, phrase: &'l str) {
        self.markers = self.markers.with(marker);
        let kept = match marker {
            Marker::VictimsWish => &mut self.wish,
            Marker::SetAside => &mut self.set_aside,
            Marker::Mistaken => &mut self.mistaken,
            _ => return,
        };
        kept.get_or_insert(phrase);
    }

    fn told(&self) -> impl Iterator<Item = Told<'l>> + '_ {
        Family::ALL.into_iter().filter_map(|family| self.told_of(family))
    }

    fn told_of(&self, family: Family) -> Option<Told<'l>> {
        let (weight, phrase) = self.asserted[family.index()]?;
        let weight = if family == Family::Domestic { weight.max(self.at_home()) } else { weight };
        Some(Told { family, weight, phrase })
    }

    /// A partner and a weak word of violence are telling together: "boyfriend struck girlfriend",
    /// "argument with husband".
    fn at_home(&self) -> i32 {
        let violent = [Family::Violence, Family::Conduct, Family::Sexual, Family::PublicOrder];
        let said = violent.into_iter().any(|family| self.asserted[family.index()].is_some());
        if said { TELLING } else { 0 }
    }

    /// The crime families whose cues are telling, in the order of [`Family::ALL`].
    pub fn crimes(&self) -> impl Iterator<Item = Told<'l>> + '_ {
        self.told().filter(|told| told.family.is_crime() && told.weight >= TELLING)
    }

    /// The family with the heaviest cue; of equals the first, so that crime goes before nuisance.
    pub fn heaviest(&self) -> Option<Told<'l>> {
        let heavier = |best: Told<'l>, told: Told<'l>| if told.weight > best.weight { told } else { best };
        self.told().reduce(heavier)
    }

    pub fn names_relation(&self) -> bool {
        self.asserted[Family::Domestic.index()].is_some()
    }

    /// A negated or denied cue of a crime family none of whose cues stands asserted.
    pub fn only_negated(&self) -> Option<(&'l str, Standing)> {
        let unsaid = |family: &Family| family.is_crime() && self.asserted[family.index()].is_none();
        Family::ALL.into_iter().filter(unsaid).find_map(|family| self.negated[family.index()])
    }
}

fn qualifiers(lexicon: &Lexicon, incident: &IncidentRow) -> Code {
    let none = Code { topic: Family::Unknown, markers: Markers::default() };
    let mut codes = incident.qualifiers.iter().map(|text| lexicon.read_code(text));
    codes.by_ref().fold(none, |all, code| Code {
        topic: qualifying(all.topic, code.topic),
        markers: all.markers.and(code.markers),
    })
}

/// Only the domestic qualifier names a matter; "Drugs" or "Weapons" as a qualifier describes one
/// that need not be a crime (NSIR 2011, chapter 2.5).
fn qualifying(held: Family, new: Family) -> Family {
    if new == Family::Domestic { new } else { held }
}

/// What one reading of an incident tells: a log of sixty words is worth reading once only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// As [`family_of_incident`].
    pub family: Family,
    /// As [`is_crime_related`].
    pub crime_related: bool,
}

/// What an incident is about and whether that is a crime, from one reading.
pub fn read(lexicon: &Lexicon, incident: &IncidentRow) -> Reading {
    let facts = Facts::of(lexicon, incident);
    Reading { family: facts.family(), crime_related: facts.is_crime_related() }
}

/// The family of an incident by closing and opening code, qualifiers and domestic marker, and,
/// where they say nothing, the cues of its log.
pub fn family_of_incident(lexicon: &Lexicon, incident: &IncidentRow) -> Family {
    Facts::of(lexicon, incident).family()
}

/// The family of a recorded crime by its class or title, then its offence code: `31` is burglary to
/// the Home Office and criminal mischief to Dallas. What is recorded as a crime and titled by a
/// word of administration ("disclosing information") is looked up by its code first.
pub fn family_of_crime(lexicon: &Lexicon, crime: &CrimeRow) -> Family {
    let of = |text: &Option<terms::Text>| text.as_deref().map(|text| lexicon.read_code(text).topic);
    let told = [of(&crime.class), of(&crime.offence_code)];
    let named = |known: fn(&Family) -> bool| told.into_iter().flatten().find(known);
    let known = |family: &Family| *family != Family::Unknown;
    named(|family| family.is_crime()).or_else(|| named(known)).unwrap_or(Family::Unknown)
}

/// Whether codes, qualifiers, the domestic abuse marker or asserted words speak of a notifiable
/// crime, or a professional referred the matter. That they speak of one is a reason to look, not the finding that there was one.
pub fn is_crime_related(lexicon: &Lexicon, incident: &IncidentRow) -> bool {
    Facts::of(lexicon, incident).is_crime_related()
}
