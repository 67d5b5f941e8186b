//! The matter under decision: facts with their edition and settings, and what the rules have said of
//! them so far.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use crate::decision::{Cancel, Duty, OutcomeAnswer, ReportFraud, Verdict};
use crate::edition::{Edition, RuleId};
use crate::facts::people::Party;
use crate::facts::{Act, Facts, Person, Tie};
use crate::gaps::{Gap, Want};
use crate::pipeline::count::Item;
use crate::settings::Settings;

/// Facts with the rules under which they are read.
#[derive(Clone, Copy, Debug)]
pub struct Case<'f> {
    /// The facts.
    pub facts: &'f Facts,
    /// The edition.
    pub edition: &'f Edition,
    /// The settings.
    pub settings: &'f Settings,
    /// What is known of an act that nobody describes (a death believed to be homicide): nothing.
    pub unknown: &'f Act,
}

/// For whom, or for what, one crime each is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// One for each victim.
    Victim,
    /// One for each victim and each offender who did it himself (rape).
    VictimAndOffender,
    /// One for each owner or household: people of one household or family count once.
    Household,
    /// One for each offender or group acting together, whoever is hit.
    OffenderGroup,
    /// One for each offender.
    Offender,
    /// This many, whoever the victims are.
    Fixed(u32),
}

/// How an allegation stands to others between the same people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Yields to the most serious of them.
    Ordinary,
    /// A conduct crime, which has its own ladder.
    Conduct,
    /// Always recorded beside the others (state-based and victimless offences, modern slavery, breaches).
    Beside,
}

/// One class of crime that an act amounts to.
#[derive(Clone, Debug)]
pub struct Allegation<'f> {
    /// Class.
    pub class: &'static str,
    /// Code, where it is settled.
    pub code: Option<&'static str>,
    /// True for an attempt.
    pub attempt: bool,
    /// The act it comes from.
    pub act: usize,
    /// Ids of the victims; none for an offence without a victim.
    pub victims: Vec<&'f str>,
    /// Ids of the offenders acting together; none where nobody knows them.
    pub by: Vec<&'f str>,
    /// How it is counted.
    pub unit: Unit,
    /// How it stands to others.
    pub standing: Standing,
    /// Whether it is an offence against the state, for which the points to prove must be made out.
    pub state: bool,
    /// Rules of the class and the count.
    pub rules: Vec<RuleId>,
}

impl<'f> Allegation<'f> {
    /// A victim-based allegation, counted per victim, yielding to graver ones.
    pub fn new(
        case: &Case<'f>,
        act: usize,
        class: &'static str,
        code: Option<&'static str>,
        rule: RuleId,
    ) -> Self {
        let facts = case.act(act);
        Self {
            class,
            code,
            attempt: facts.attempted_only == Some(true),
            act,
            victims: facts.to.iter().map(String::as_str).collect(),
            by: facts.by.iter().map(String::as_str).collect(),
            unit: Unit::Victim,
            standing: Standing::Ordinary,
            state: false,
            rules: alloc::vec![rule],
        }
    }

    /// An offence against the state: counted per offender or group, recorded beside others.
    pub fn against_state(
        case: &Case<'f>,
        act: usize,
        class: &'static str,
        code: Option<&'static str>,
        rule: RuleId,
    ) -> Self {
        let mut allegation = Self::new(case, act, class, code, rule);
        allegation.victims.clear();
        allegation.unit = Unit::OffenderGroup;
        allegation.standing = Standing::Beside;
        allegation.state = true;
        allegation
    }

    /// The same, counted otherwise.
    #[must_use]
    pub fn counted(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// The same, recorded beside others.
    #[must_use]
    pub fn beside(mut self) -> Self {
        self.standing = Standing::Beside;
        self
    }

    /// The same, resting on one more rule.
    #[must_use]
    pub fn also(mut self, rule: RuleId) -> Self {
        self.rules.push(rule);
        self
    }
}

/// Something that is not a new crime: an incident with its category, a crime-related incident, nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// What it is.
    pub verdict: Verdict,
    /// NSIR category, where one is settled.
    pub category: Option<&'static str>,
    /// N code, where it is one.
    pub n_code: Option<&'static str>,
    /// How many N records.
    pub n_count: u32,
    /// The test at which it stopped.
    pub stopped_at: &'static str,
    /// The rule.
    pub rule: RuleId,
}

impl Other {
    /// An answer short of a crime.
    pub fn new(verdict: Verdict, stopped_at: &'static str, rule: RuleId) -> Self {
        Self { verdict, category: None, n_code: None, n_count: 0, stopped_at, rule }
    }

    /// An incident of a category.
    pub fn incident(category: &'static str, stopped_at: &'static str, rule: RuleId) -> Self {
        Self { category: Some(category), ..Self::new(Verdict::Incident, stopped_at, rule) }
    }

    /// A notifiable reported incident.
    pub fn n_code(code: &'static str, stopped_at: &'static str, rule: RuleId) -> Self {
        Self { n_code: Some(code), n_count: 1, ..Self::new(Verdict::NCode, stopped_at, rule) }
    }
}

/// An item that is not recorded for itself, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its tag among the items, once they have one.
    pub tag: Option<usize>,
    /// Class it would have; none where it is no notifiable crime.
    pub class: Option<&'static str>,
    /// Its code.
    pub code: Option<&'static str>,
    /// How many.
    pub count: u32,
    /// Why.
    pub why: Cow<'static, str>,
    /// The rule.
    pub rule: RuleId,
}

/// What the rules have said so far.
#[derive(Debug, Default)]
pub struct Said<'f> {
    /// Classes that the acts amount to.
    pub allegations: Vec<Allegation<'f>>,
    /// Answers short of a crime.
    pub others: Vec<Other>,
    /// Rules relied on, in the order in which they were, with what they did here.
    pub reasons: Vec<(RuleId, Option<String>)>,
    /// What is not recorded for itself.
    pub left_out: Vec<LeftOut>,
    /// Duties.
    pub duties: Vec<Duty>,
    /// Facts that are missing.
    pub gaps: Vec<Gap>,
    /// Qualifiers and flags.
    pub qualifiers: Vec<&'static str>,
    /// NSIR category of the incident.
    pub category: Option<&'static str>,
    /// How many incident records.
    pub incident_count: Option<u32>,
    /// Force to which it is passed.
    pub transfer_to: Option<String>,
    /// What is recorded and reported of a fraud.
    pub report_fraud: Option<ReportFraud>,
    /// Answer about cancelling.
    pub cancel: Option<Cancel>,
    /// Answers about outcomes.
    pub outcome: Vec<OutcomeAnswer>,
    /// Deaths that are crimes: the place of the person in `people`, and class and code.
    pub deaths: Vec<(usize, (&'static str, &'static str))>,
    /// N code that stays on the record asked about.
    pub n_code: Option<&'static str>,
    /// An answer that a room gives for the whole matter, whatever else was said.
    pub verdict: Option<Verdict>,
    /// The test at which the decision stopped, where a room says so.
    pub stopped_at: Option<&'static str>,
    /// True where no clock runs.
    pub no_clock: bool,
    /// True where the registrar must be asked.
    pub ask_registrar: bool,
}

impl Said<'_> {
    /// Relies on a rule.
    pub fn because(&mut self, rule: RuleId) {
        if !self.reasons.iter().any(|(known, _)| *known == rule) {
            self.reasons.push((rule, None));
        }
    }

    /// Relies on a rule and says what it did here.
    pub fn because_here(&mut self, rule: RuleId, here: impl Into<String>) {
        match self.reasons.iter_mut().find(|(known, _)| *known == rule) {
            Some((_, said)) => *said = Some(here.into()),
            None => self.reasons.push((rule, Some(here.into()))),
        }
    }

    /// Leaves an item out of the crimes.
    pub fn leave_out(&mut self, item: &Item<'_>, rule: RuleId, why: impl Into<Cow<'static, str>>) {
        let tag = Some(item.tag);
        if !self.left_out.iter().any(|other| other.tag == tag) {
            let (class, code, count) = (Some(item.class), item.code, item.count);
            self.left_out.push(LeftOut { tag, class, code, count, why: why.into(), rule });
        }
    }

    /// Notes an act that a room does not make an allegation of, though it is of a class.
    pub fn not_for_itself(&mut self, class: &'static str, rule: RuleId, why: &'static str) {
        self.because(rule);
        let why = Cow::Borrowed(why);
        self.left_out.push(LeftOut { tag: None, class: Some(class), code: None, count: 1, why, rule });
    }

    /// Sets a qualifier or flag.
    pub fn qualify(&mut self, qualifier: &'static str) {
        if !self.qualifiers.contains(&qualifier) {
            self.qualifiers.push(qualifier);
        }
    }

    /// Adds a duty, and relies on its rule.
    pub fn must(&mut self, what: impl Into<Cow<'static, str>>, rule: RuleId) {
        let duty = Duty { what: what.into(), rule: rule.rule().id };
        if !self.duties.contains(&duty) {
            self.duties.push(duty);
            self.because(rule);
        }
    }

    /// Notes that a fact is missing.
    pub fn missing(&mut self, gap: Gap) {
        if !self.gaps.iter().any(|known| (known.what, known.at) == (gap.what, gap.at)) {
            self.gaps.push(gap);
        }
    }

    /// Names facts that a rule reads, of the act, person or record at a place in its list: those not told
    /// are missing.
    pub fn asks(&mut self, case: &Case<'_>, at: usize, rule: RuleId, wants: &[Want]) {
        for want in wants.iter().copied().filter(|want| !want.is_known(case.facts, at)) {
            self.missing(Gap { what: want, at, rule });
        }
    }

    /// The same, of a person by id.
    pub fn asks_person(&mut self, case: &Case<'_>, id: &str, rule: RuleId, wants: &[Want]) {
        self.asks(case, case.place_of(id), rule, wants);
    }
}

impl<'f> Case<'f> {
    /// A person by id.
    pub fn person(&self, id: &str) -> Option<&'f Person> {
        self.facts.people.iter().find(|person| person.id == id)
    }

    /// Where a person stands in the list.
    pub fn place_of(&self, id: &str) -> usize {
        self.facts.people.iter().position(|person| person.id == id).unwrap_or(usize::MAX)
    }

    /// How many people an id stands for.
    pub fn number(&self, id: &str) -> u32 {
        self.person(id).and_then(|person| person.number).unwrap_or(1)
    }

    /// What `of` is to `to`, in whichever direction it was written; the direction matters to ties that
    /// are not mutual and is then kept.
    pub fn ties(&self, a: &str, b: &str) -> impl Iterator<Item = Tie> + use<'f> {
        let (a, b) = (String::from(a), String::from(b));
        self.facts
            .relations
            .iter()
            .filter(move |r| (r.of == a && r.to == b) || (r.of == b && r.to == a))
            .filter_map(|r| r.is)
    }

    /// What `of` is to `to`, in that direction alone.
    pub fn is_to(&self, of: &str, to: &str, tie: Tie) -> bool {
        self.facts.relations.iter().any(|r| r.of == of && r.to == to && r.is == Some(tie))
    }

    /// Whether a person is under an age: `None` where it is not known.
    pub fn under(&self, id: &str, years: u16) -> Option<bool> {
        let person = self.person(id)?;
        if let Some(age) = person.age {
            return Some(age < years);
        }
        if person.age_under.is_some_and(|under| under <= years) {
            return Some(true);
        }
        if person.age_at_least.is_some_and(|at_least| at_least >= years) {
            return Some(false);
        }
        None
    }

    /// Whether an id names a body rather than a human being.
    pub fn is_body(&self, id: &str) -> bool {
        let party = self.person(id).and_then(|person| person.party);
        matches!(party, Some(Party::Business | Party::PublicBody | Party::OtherBody))
    }

    /// Whether two people live in one household or are one close family, as far as facts say.
    pub fn one_household(&self, a: &str, b: &str) -> bool {
        let household = |id: &str| self.person(id).and_then(|person| person.household.as_deref());
        let same_label = household(a).is_some() && household(a) == household(b);
        same_label
            || self.ties(a, b).any(|tie| {
                matches!(
                    tie,
                    Tie::Spouse | Tie::Partner | Tie::Parent | Tie::Child | Tie::Sibling | Tie::SameHousehold
                )
            })
    }

    /// The act at a place in the list.
    pub fn act(&self, place: usize) -> &'f Act {
        self.facts.acts.get(place).unwrap_or(self.unknown)
    }
}
