//! What lists and figures are made of: every incident and crime without its personal rows, the links
//! and the rulings on them. Read after each load, held in memory, the same for all who ask; who may see
//! which record is decided on the way out ([`crate::viewer`]).

use std::collections::HashMap;
use std::sync::Arc;

use ledger::Value;
use oversight::timeliness::{self, Timeliness};
use store::content::{self, table};
use store::incidents::Answered;
use store::reading::LinkRuled;
use store::sources::{Record, newest};
use store::{Fault, Store, links};
use terms::{CrimeRow, IncidentRow, Place, Zone};
use triage::Lexicon;

/// A record's name: source and reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub source: String,
    pub reference: String,
}

impl Named {
    /// Unique in its table; what rulings and the ledger hold.
    pub(crate) fn key(&self) -> String {
        format!("{}/{}", self.source, self.reference)
    }
}

/// A link that the program made or asks about.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LinkRow {
    pub incident: usize,
    pub crime: usize,
    /// Accepted by the program; otherwise put to review.
    pub is_made: bool,
    pub by_reference: bool,
    pub probability: f64,
    pub checks_failed: Vec<String>,
    /// What was compared, and what it adds in natural log-odds.
    pub bars: Vec<(String, f64)>,
}

/// Rows as the last load left them.
pub(crate) struct Records {
    pub last_load: i64,
    pub incidents: Vec<IncidentRow>,
    pub incident_names: Vec<Named>,
    /// Whether each incident is about a crime at all, by its codes and words.
    pub crime_related: Vec<bool>,
    pub crimes: Vec<CrimeRow>,
    pub crime_names: Vec<Named>,
    pub links: Vec<LinkRow>,
    incident_at: HashMap<String, usize>,
    crime_at: HashMap<String, usize>,
}

impl Records {
    pub(crate) async fn read(store: &Store, last_load: i64) -> Result<Self, Fault> {
        let mut records = Self {
            last_load,
            incidents: Vec::new(),
            incident_names: Vec::new(),
            crime_related: Vec::new(),
            crimes: Vec::new(),
            crime_names: Vec::new(),
            links: Vec::new(),
            incident_at: HashMap::new(),
            crime_at: HashMap::new(),
        };
        let mut tx = store.read().await?;
        for of in [table::INCIDENTS, table::CRIMES, table::LINKS] {
            let mut after = (0, 0);
            loop {
                let page = newest(&mut tx, of, after).await?;
                let Some(last) = page.last() else { break };
                after = (last.load, last.position);
                page.iter().for_each(|record| records.take(of, record));
            }
        }
        Ok(records)
    }

    fn take(&mut self, of: &str, record: &Record) {
        let named = Named { source: record.source.clone(), reference: record.reference.clone() };
        match of {
            table::INCIDENTS => {
                let mut row = content::incident(&record.reference, &record.body, &record.personal);
                self.crime_related.push(triage::read(Lexicon::current(), &row).crime_related);
                // The log was read for its kind; nothing personal is held.
                (row.text, row.place) = (None, Place::default());
                self.incident_at.insert(named.key(), self.incidents.len());
                self.incidents.push(row);
                self.incident_names.push(named);
            }
            table::CRIMES => {
                let mut row = content::crime(&record.reference, &record.body, &[]);
                row.place = Place::default();
                self.crime_at.insert(named.key(), self.crimes.len());
                self.crimes.push(row);
                self.crime_names.push(named);
            }
            _ => self.links.extend(self.link(record)),
        }
    }

    fn link(&self, record: &Record) -> Option<LinkRow> {
        if record.status == links::status::WITHDRAWN {
            return None;
        }
        let text = |name: &str| record.body.find(name).and_then(Value::as_text);
        let list = |name: &str| record.body.find(name).and_then(Value::as_list).unwrap_or_default();
        let bar = |bar: &Value| match bar.as_list() {
            Some([name, weight]) => Some((name.as_text()?.to_owned(), weight.as_text()?.parse().ok()?)),
            _ => None,
        };
        Some(LinkRow {
            incident: *self.incident_at.get(&record.reference)?,
            crime: *self.crime_at.get(&record.related)?,
            is_made: record.status == links::status::MADE,
            by_reference: text("how") == Some("cross-reference"),
            probability: text("probability").and_then(|text| text.parse().ok()).unwrap_or(0.0),
            checks_failed: list("checks_failed")
                .iter()
                .filter_map(|one| one.as_text().map(Into::into))
                .collect(),
            bars: list("bars").iter().filter_map(bar).collect(),
        })
    }

    /// The place of an incident by its source and reference.
    pub(crate) fn incident(&self, source: &str, reference: &str) -> Option<usize> {
        self.incident_at.get(&format!("{source}/{reference}")).copied()
    }

    /// The place of a crime by its source and reference.
    pub(crate) fn crime(&self, source: &str, reference: &str) -> Option<usize> {
        self.crime_at.get(&format!("{source}/{reference}")).copied()
    }
}

/// Rows, rulings and answers together.
pub(crate) struct Picture {
    pub records: Arc<Records>,
    /// Rulings by incident and crime.
    rulings: HashMap<(usize, usize), LinkRuled>,
    answers: HashMap<usize, Answered>,
    by_crime: HashMap<usize, Vec<usize>>,
    by_incident: HashMap<usize, Vec<usize>>,
}

impl Picture {
    pub(crate) fn of(records: Arc<Records>, ruled: Vec<LinkRuled>, answered: Vec<Answered>) -> Self {
        let place = |one: &LinkRuled| {
            Some((*records.incident_at.get(&one.incident)?, *records.crime_at.get(&one.crime)?))
        };
        let rulings: HashMap<_, _> = ruled.into_iter().filter_map(|one| Some((place(&one)?, one))).collect();
        let answered = answered.into_iter();
        let answers =
            answered.filter_map(|one| Some((*records.incident_at.get(&one.incident_ref)?, one))).collect();
        let (by_crime, by_incident) = (HashMap::new(), HashMap::new());
        let mut picture = Self { records: records.clone(), rulings, answers, by_crime, by_incident };
        for (incident, crime) in picture.standing() {
            picture.by_crime.entry(crime).or_default().push(incident);
            picture.by_incident.entry(incident).or_default().push(crime);
        }
        picture
    }

    /// Links that stand: made by the program and not refused, or accepted by a person.
    fn standing(&self) -> Vec<(usize, usize)> {
        let made =
            self.records.links.iter().filter(|link| link.is_made).map(|link| (link.incident, link.crime));
        let refused =
            |pair: &(usize, usize)| self.rulings.get(pair).is_some_and(|one| one.verdict != "linked");
        let accepted = self.rulings.iter().filter(|(_, one)| one.verdict == "linked").map(|(pair, _)| *pair);
        let mut all: Vec<_> = made.filter(|pair| !refused(pair)).chain(accepted).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The incidents that led to a crime.
    pub(crate) fn incidents_of(&self, crime: usize) -> &[usize] {
        self.by_crime.get(&crime).map_or(&[], Vec::as_slice)
    }

    /// The crimes that an incident led to.
    pub(crate) fn crimes_of(&self, incident: usize) -> &[usize] {
        self.by_incident.get(&incident).map_or(&[], Vec::as_slice)
    }

    /// What a person ruled on a link.
    pub(crate) fn ruling(&self, incident: usize, crime: usize) -> Option<&LinkRuled> {
        self.rulings.get(&(incident, crime))
    }

    /// What a person answered about safeguarding in an incident.
    pub(crate) fn answer(&self, incident: usize) -> Option<&Answered> {
        self.answers.get(&incident)
    }

    /// The program's link between two records, where it made one or asks.
    pub(crate) fn link(&self, incident: usize, crime: usize) -> Option<&LinkRow> {
        self.records.links.iter().find(|link| link.incident == incident && link.crime == crime)
    }

    /// Links that wait for a person, the most probable first.
    pub(crate) fn to_review(&self) -> Vec<&LinkRow> {
        let waits = |link: &&LinkRow| !link.is_made && self.ruling(link.incident, link.crime).is_none();
        let mut links: Vec<&LinkRow> = self.records.links.iter().filter(waits).collect();
        links.sort_by(|a, b| {
            b.probability.total_cmp(&a.probability).then((a.incident, a.crime).cmp(&(b.incident, b.crime)))
        });
        links
    }

    /// Whether an incident led to a recorded crime. A record under an N code is none.
    pub(crate) fn has_crime(&self, incident: usize) -> bool {
        let is_crime =
            |crime: &usize| self.records.crimes.get(*crime).is_some_and(|row| row.n_code.is_none());
        self.crimes_of(incident).iter().any(is_crime)
    }

    /// The clock over every crime.
    pub(crate) fn timeliness(&self) -> Timeliness {
        timeliness::measure(
            &self.records.incidents,
            &self.records.crimes,
            &self.clock_links(),
            &Zone::london(),
        )
    }

    /// The links that may set a crime's first receipt: one weeks away from the crime's own report is
    /// very likely a slip of the pen, and the crime's own report holds.
    pub(crate) fn clock_links(&self) -> Vec<timeliness::Linked> {
        let index: HashMap<(usize, usize), &LinkRow> =
            self.records.links.iter().map(|link| ((link.incident, link.crime), link)).collect();
        let far = linkage::Check::TimesFarApart.name();
        let link = |(incident, crime): (usize, usize)| {
            let made = index.get(&(incident, crime));
            let is_far = made.is_some_and(|link| link.checks_failed.iter().any(|check| check == far));
            let by_reference = made.is_none_or(|link| link.by_reference);
            (!is_far).then_some(timeliness::Linked { incident, crime, by_reference })
        };
        self.standing().into_iter().filter_map(link).collect()
    }
}
