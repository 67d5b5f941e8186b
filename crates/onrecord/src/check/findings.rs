//! Asks the pure rooms: families, links, clock, completeness, number series, quiet channels, the
//! ranking of unlinked incidents, the first audit sample.

use audit::sample::Sample;
use exchange::Extract;
use exchange::Table;
use linkage::{Check, How, Linked};
use oversight::completeness::{Absent, Assessment};
use oversight::quiet::Quiet;
use oversight::series::{self, SeriesReport};
use oversight::timeliness::{self, Timeliness};
use terms::{CrimeRow, Day, IncidentRow, Instant};
use triage::{Lexicon, Ranked};

use super::Question;
use super::counted::Counted;
use super::coverage::{self, Coverage};
use super::references;
use super::sample::{self, Frame};
use crate::families::{self, Families};

/// What the rooms said.
pub struct Findings {
    /// Measured as at the end of this day.
    pub as_at: Day,
    /// Incidents received by the end of the as-at day.
    pub incidents: Vec<IncidentRow>,
    /// Crimes recorded (or, without that, reported) by then.
    pub crimes: Vec<CrimeRow>,
    /// Records left out because they are dated later.
    pub n_after_as_at: u64,
    /// Records without a date.
    pub n_undated: u64,
    /// Rows of people: linking reads them and lets them go.
    pub n_people: usize,
    /// First and last day with a record.
    pub days: Option<(Day, Day)>,
    /// Links.
    pub linked: Linked,
    /// The clock.
    pub timeliness: Timeliness,
    /// Which basis the completeness alarm used.
    pub completeness_basis: &'static str,
    /// The completeness alarm, every force, category and period.
    pub completeness: Vec<Assessment>,
    /// Number series of incidents and of crimes.
    pub series: Vec<(Table, SeriesReport)>,
    /// Channels gone quiet.
    pub quiet: Vec<Quiet>,
    /// Days that each table covers.
    pub coverage: Vec<Coverage>,
    /// Stretches in which a force has no rows.
    pub absent: Vec<Absent>,
    /// Whether each incident has a recorded crime linked (a record under an N code is none).
    pub has_crime: Vec<bool>,
    /// Whether each incident is crime-related.
    pub crime_related: Vec<bool>,
    /// Crime-related incidents with no crime linked, most pressing first.
    pub ranked: Vec<Ranked>,
    /// The first audit sample.
    pub sample: Option<Sample>,
}

impl Findings {
    /// An incident's reference by position, empty where it has none.
    pub fn incident_ref(&self, at: usize) -> String {
        let reference = self.incidents.get(at).and_then(|row| row.incident_ref.as_ref());
        reference.map_or_else(String::new, |reference| reference.as_str().to_owned())
    }

    /// A crime's reference by position, empty where it has none.
    pub fn crime_ref(&self, at: usize) -> String {
        let reference = self.crimes.get(at).and_then(|row| row.crime_ref.as_ref());
        reference.map_or_else(String::new, |reference| reference.as_str().to_owned())
    }
}

/// Asks every room in turn; `say` is told what is being done. The rows move out of the extract, which
/// keeps only those dated after the as-at day: a force-year is held once, not twice.
pub fn find(extract: &mut Extract, question: &Question, say: &mut dyn FnMut(&'static str)) -> Findings {
    let counted = Counted::of(extract, question);
    let zone = extract.zone.clone();
    let after = |at: Option<Instant>| at.is_some_and(|at| zone.day_of(at) > question.as_at);
    let mut incidents = std::mem::take(&mut extract.incidents);
    extract.incidents = incidents.extract_if(.., |row| after(row.received_at)).collect();
    let mut crimes = std::mem::take(&mut extract.crimes);
    extract.crimes = crimes.extract_if(.., |row| after(row.dated_at())).collect();
    let n_after_as_at = (extract.incidents.len() + extract.crimes.len()) as u64;
    let people = std::mem::take(&mut extract.people);
    let n_people = people.len();
    let extract: &Extract = extract;
    say("reading codes and words");
    let families = Families::of(&incidents, &crimes);
    forget_texts(&mut incidents, &families.crime_related);
    say("linking incidents to crimes");
    let mut linked = families::link_with(&families.records(&incidents, &crimes, &[]), people);
    references::keep_truly_dangling(&mut linked, extract);
    references::settle(&mut incidents, crimes.iter().chain(&extract.crimes));
    say("measuring time to record");
    let timeliness = timeliness::measure(&incidents, &crimes, &clock_links(&linked), &extract.zone);
    say("looking for what is missing");
    let (days, n_undated) = day_range(extract, &incidents, &crimes);
    let coverage = coverage::of(extract, &incidents, &crimes, question);
    let quiet = coverage::quiet(extract, &incidents, &crimes, question);
    say("ranking incidents with no crime");
    let lexicon = Lexicon::current();
    let best = best_links(&linked, &crimes, incidents.len());
    let has_crimes = extract.has(Table::Crimes);
    // Without crimes nothing can be said of having none.
    let ranked = if has_crimes { triage::rank(lexicon, &incidents, &best) } else { Vec::new() };
    say("drawing the first audit sample");
    let frame = Frame {
        incidents: &incidents,
        crime_related: &families.crime_related,
        families: &families.incidents,
        linked: &linked,
        crimes: &crimes,
        has_crimes,
    };
    let sample = sample::draw(&frame, &question.seed);
    Findings {
        as_at: question.as_at,
        series: number_series(&incidents, &crimes),
        completeness: counted.assess(),
        absent: counted.absent(),
        completeness_basis: counted.basis,
        has_crime: best.iter().map(|best| *best >= 1.0).collect(),
        incidents,
        crimes,
        n_after_as_at: n_after_as_at + counted.n_left_out,
        n_undated,
        n_people,
        days,
        linked,
        timeliness,
        quiet,
        coverage,
        crime_related: families.crime_related,
        ranked,
        sample,
    }
}

/// The log of an incident that is not crime-related is not read again: only crime-related ones are
/// ranked. Linking tells rows without a reference apart by their text, so those keep theirs.
fn forget_texts(incidents: &mut [IncidentRow], crime_related: &[bool]) {
    for (row, is_read_again) in incidents.iter_mut().zip(crime_related) {
        if !is_read_again && row.incident_ref.is_some() {
            row.text = None;
        }
    }
}

/// Links that may set a crime's first receipt. A reference to an incident received weeks away from the
/// crime's own report is very likely a slip of the pen: it is a finding, and the crime's own report
/// holds.
fn clock_links(linked: &Linked) -> Vec<timeliness::Linked> {
    let holds = |link: &&linkage::Link| !link.checks_failed.contains(&Check::TimesFarApart);
    let as_clock = |link: &linkage::Link| timeliness::Linked {
        incident: link.incident,
        crime: link.crime,
        by_reference: link.how == How::CrossReference,
    };
    linked.links.iter().filter(holds).map(as_clock).collect()
}

/// Per incident, the best probability that it already has a crime: 1 for an accepted link. A record
/// under an N code is a reported incident, not a crime: it answers for nothing here, or the misuse of
/// N100 would hide itself.
fn best_links(linked: &Linked, crimes: &[CrimeRow], n_incidents: usize) -> Vec<f64> {
    let mut best = vec![0.0; n_incidents];
    let mut under_n_code = vec![false; n_incidents];
    for link in linked.links.iter().chain(&linked.review) {
        let is_crime = crimes.get(link.crime).is_some_and(|crime| crime.n_code.is_none());
        if let Some(flag) = under_n_code.get_mut(link.incident).filter(|_| !is_crime) {
            *flag = true;
        }
    }
    for (at, slot) in best.iter_mut().enumerate() {
        let mass = linked.best_mass.get(at).copied().unwrap_or(0.0);
        *slot = if under_n_code.get(at).copied().unwrap_or(false) { 0.0 } else { mass };
    }
    for link in &linked.links {
        let is_crime = crimes.get(link.crime).is_some_and(|crime| crime.n_code.is_none());
        if let Some(slot) = best.get_mut(link.incident).filter(|_| is_crime) {
            *slot = 1.0;
        }
    }
    best
}

fn day_range(extract: &Extract, incidents: &[IncidentRow], crimes: &[CrimeRow]) -> (Option<(Day, Day)>, u64) {
    let dates = incidents.iter().map(|row| row.received_at).chain(crimes.iter().map(CrimeRow::dated_at));
    let mut n_undated = 0;
    let mut range: Option<(Day, Day)> = None;
    for date in dates {
        let Some(at) = date else {
            n_undated += 1;
            continue;
        };
        let day = extract.zone.day_of(at);
        range = Some(range.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
    }
    (range, n_undated)
}

fn number_series(incidents: &[IncidentRow], crimes: &[CrimeRow]) -> Vec<(Table, SeriesReport)> {
    let of_incidents = incidents.iter().filter_map(|row| row.incident_ref.as_ref()).map(|r| r.as_str());
    let of_crimes = crimes.iter().filter_map(|row| row.crime_ref.as_ref()).map(|r| r.as_str());
    vec![(Table::Incidents, series::examine(of_incidents)), (Table::Crimes, series::examine(of_crimes))]
}
