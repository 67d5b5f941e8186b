//! Records made ready to compare: in an order of their own, with text as numbers and times as spans.

use std::cmp::Ordering;
use std::ops::Range;

use terms::{CrimeRow, Family, IncidentRow, Instant, PersonRow, Place, Point, Precision};

use crate::Records;
use crate::references::References;
use crate::text::{N_STREET_WORDS, Symbols, compact, phone, place_words, postcode_areas};

/// The seconds an instant may be, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) low: i64,
    pub(crate) high: i64,
}

impl Span {
    pub(crate) fn of(instant: Instant) -> Self {
        let low = instant.seconds();
        let width = match instant.precision() {
            Precision::Minute => 0,
            Precision::ClockChange => 3_600,
            // A local day has at most 25 hours, a month at most 31 days and one hour.
            Precision::Day => 25 * 3_600 - 1,
            Precision::Month => 31 * 86_400 + 3_599,
        };
        Self { low, high: low.saturating_add(width) }
    }
}

/// What an incident and a crime have in common.
#[derive(Clone, Debug)]
pub(crate) struct Common {
    /// Position in the rows given.
    pub(crate) original: u32,
    pub(crate) place: u32,
    pub(crate) street: u32,
    pub(crate) numbers: u32,
    pub(crate) street_words: [u32; N_STREET_WORDS],
    pub(crate) postcode: u32,
    pub(crate) sector: u32,
    pub(crate) outward: u32,
    pub(crate) force: u32,
    /// Units that may stand on the other side: the unit and the deciding team of an incident, the
    /// recording team of a crime.
    pub(crate) units: [u32; 2],
    pub(crate) family: Family,
    pub(crate) point: Option<Point>,
    people: [u32; 2],
}

impl Common {
    pub(crate) fn people(&self) -> Range<usize> {
        self.people[0] as usize..self.people[1] as usize
    }
}

pub(crate) struct Incident {
    pub(crate) common: Common,
    pub(crate) received: Option<Span>,
}

pub(crate) struct Crime {
    pub(crate) common: Common,
    pub(crate) recorded: Option<Span>,
    pub(crate) reported: Option<Span>,
    pub(crate) offence: Option<Span>,
}

#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Person {
    pub(crate) key: u32,
    pub(crate) surname: u32,
    pub(crate) forename: u32,
    pub(crate) phone: u32,
    /// Seconds since 1970; `i64::MIN` where not known.
    pub(crate) born: i64,
}

/// All records, incidents and crimes each in an order that depends only on what they say.
pub(crate) struct Facts {
    pub(crate) incidents: Vec<Incident>,
    pub(crate) crimes: Vec<Crime>,
    pub(crate) people: Vec<Person>,
    pub(crate) symbols: Symbols,
    /// How many incidents are at each place, by its symbol.
    pub(crate) n_at_place: Vec<u32>,
}

impl Facts {
    pub(crate) fn of(records: &Records, references: &References) -> Self {
        let mut maker = Maker { symbols: Symbols::default(), people: Vec::new() };
        let by_incident = owned(records.people, |text| references.incidents(text));
        let by_crime = owned(records.people, |text| references.crimes(text));
        let incidents: Vec<Incident> = incident_order(records.incidents)
            .into_iter()
            .map(|at| maker.incident(records, at, &by_incident))
            .collect();
        let mut crimes: Vec<Crime> =
            crime_order(records.crimes).into_iter().map(|at| maker.crime(records, at, &by_crime)).collect();
        maker.symbols.close();
        let n_at_place = count_places(&incidents, maker.symbols.n());
        forget_unshared_units(&incidents, &mut crimes, maker.symbols.n());
        Self { incidents, crimes, people: maker.people, symbols: maker.symbols, n_at_place }
    }
}

/// Team names that no incident knows say nothing when they differ: two systems, two vocabularies.
fn forget_unshared_units(incidents: &[Incident], crimes: &mut [Crime], n_symbols: usize) {
    let mut known = vec![false; n_symbols];
    for incident in incidents {
        incident.common.units.iter().for_each(|&unit| known[unit as usize] = true);
    }
    for crime in crimes {
        for unit in &mut crime.common.units {
            if !known[*unit as usize] {
                *unit = 0;
            }
        }
    }
}

fn count_places(incidents: &[Incident], n_symbols: usize) -> Vec<u32> {
    let mut counts = vec![0; n_symbols];
    for incident in incidents {
        counts[incident.common.place as usize] += 1;
    }
    counts
}

fn incident_order(rows: &[IncidentRow]) -> Vec<u32> {
    let at = |row: &IncidentRow| row.received_at.map_or(i64::MAX, Instant::seconds);
    order(rows.len(), |a, b| {
        let (a, b) = (&rows[a], &rows[b]);
        (at(a), &a.incident_ref)
            .cmp(&(at(b), &b.incident_ref))
            .then_with(|| by_place(&a.place, &b.place))
            .then_with(|| (&a.unit, &a.opening_code, &a.text).cmp(&(&b.unit, &b.opening_code, &b.text)))
    })
}

fn crime_order(rows: &[CrimeRow]) -> Vec<u32> {
    let at = |row: &CrimeRow| row.recorded_at.map_or(i64::MAX, Instant::seconds);
    order(rows.len(), |a, b| {
        let (a, b) = (&rows[a], &rows[b]);
        (at(a), &a.crime_ref)
            .cmp(&(at(b), &b.crime_ref))
            .then_with(|| by_place(&a.place, &b.place))
            .then_with(|| {
                (&a.class, a.reported_at, a.offence_from).cmp(&(&b.class, b.reported_at, b.offence_from))
            })
    })
}

fn by_place(a: &Place, b: &Place) -> Ordering {
    (&a.place, &a.postcode).cmp(&(&b.place, &b.postcode))
}

fn order(n: usize, compare: impl Fn(usize, usize) -> Ordering) -> Vec<u32> {
    let mut order: Vec<u32> = (0..n as u32).collect();
    order.sort_by(|&a, &b| compare(a as usize, b as usize));
    order
}

/// (owner, person) pairs, sorted by owner.
fn owned<'a>(people: &[PersonRow], owners: impl Fn(&str) -> &'a [(&'a str, u32)]) -> Vec<(u32, u32)> {
    let mut owned = Vec::new();
    for (at, person) in people.iter().enumerate() {
        let found = person.reference.as_deref().map_or(&[][..], &owners);
        owned.extend(found.iter().map(|&(_, owner)| (owner, at as u32)));
    }
    owned.sort_unstable();
    owned
}

struct Maker {
    symbols: Symbols,
    people: Vec<Person>,
}

impl Maker {
    fn incident(&mut self, records: &Records, at: u32, owned: &[(u32, u32)]) -> Incident {
        let row = &records.incidents[at as usize];
        let units = [self.name(row.unit.as_deref()), self.name(row.decided_by_team.as_deref())];
        let family = records.incident_families.get(at as usize).copied().unwrap_or(Family::Unknown);
        let people = self.people_of(records.people, at, owned);
        let force = self.name(row.force.as_deref());
        let common = Common { original: at, force, units, family, people, ..self.place(&row.place) };
        Incident { common, received: span_to_link_by(row.received_at) }
    }

    fn crime(&mut self, records: &Records, at: u32, owned: &[(u32, u32)]) -> Crime {
        let row = &records.crimes[at as usize];
        let units = [self.name(row.team.as_deref()), 0];
        let family = records.crime_families.get(at as usize).copied().unwrap_or(Family::Unknown);
        let people = self.people_of(records.people, at, owned);
        let force = self.name(row.force.as_deref());
        let common = Common { original: at, force, units, family, people, ..self.place(&row.place) };
        Crime {
            common,
            recorded: span_to_link_by(row.recorded_at),
            reported: span_to_link_by(row.reported_at),
            offence: offence_span(row),
        }
    }

    fn name(&mut self, text: Option<&str>) -> u32 {
        self.symbols.intern(&compact(text.unwrap_or_default()))
    }

    fn place(&mut self, place: &Place) -> Common {
        let words = place_words(place.place.as_deref().unwrap_or_default());
        let postcode = compact(place.postcode.as_deref().unwrap_or_default());
        let (sector, outward) = postcode_areas(&postcode);
        let mut street_words = [0; N_STREET_WORDS];
        for (symbol, word) in street_words.iter_mut().zip(words.street.split(' ')) {
            *symbol = self.symbols.intern(word);
        }
        Common {
            original: 0,
            street_words,
            place: self.symbols.intern(&words.whole),
            street: self.symbols.intern(&words.street),
            numbers: self.symbols.intern(&words.numbers),
            sector: self.symbols.intern(sector),
            outward: self.symbols.intern(outward),
            postcode: self.symbols.intern(&postcode),
            force: 0,
            units: [0; 2],
            family: Family::Unknown,
            point: place.point,
            people: [0; 2],
        }
    }

    fn people_of(&mut self, rows: &[PersonRow], owner: u32, owned: &[(u32, u32)]) -> [u32; 2] {
        let first = owned.partition_point(|&(of, _)| of < owner);
        let start = self.people.len() as u32;
        for &(_, person) in owned[first..].iter().take_while(|&&(of, _)| of == owner) {
            let person = self.person(&rows[person as usize]);
            self.people.push(person);
        }
        [start, self.people.len() as u32]
    }

    fn person(&mut self, row: &PersonRow) -> Person {
        Person {
            key: self.name(row.person_id.as_deref()),
            surname: self.name(row.surname.as_deref()),
            forename: self.name(row.forename.as_deref()),
            phone: self.symbols.intern(&phone(row.phone.as_deref().unwrap_or_default())),
            born: row
                .born
                .filter(|born| born.precision() != Precision::Month)
                .map_or(i64::MIN, Instant::seconds),
        }
    }
}

/// The span of a time that a probable link may rest on, or a check of a link. A month puts thousands of
/// events side by side and tells none from another: it links nothing.
pub(crate) fn span_to_link_by(at: Option<Instant>) -> Option<Span> {
    at.filter(|at| at.precision() != Precision::Month).map(Span::of)
}

/// From the earliest to the latest second the offence can have been committed.
fn offence_span(row: &CrimeRow) -> Option<Span> {
    let from = row.offence_from.or(row.offence_to).map(Span::of)?;
    let to = row.offence_to.or(row.offence_from).map(Span::of)?;
    Some(Span { low: from.low, high: to.high.max(from.low) })
}
