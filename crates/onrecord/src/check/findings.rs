//! Asks the pure rooms: families, links, clock, completeness, number series, quiet channels, the
//! ranking of unlinked incidents, the first audit sample.

use std::collections::{BTreeMap, HashSet};

use exchange::Extract;
use exchange::intake::Table;
use linkage::{How, Linked};
use oversight::completeness::{self, Assessment};
use oversight::quiet::{self, Quiet};
use oversight::series::{self, SeriesReport};
use oversight::timeliness::{self, Timeliness};
use terms::{CountRow, CrimeRow, Day, Family, IncidentRow, Instant, Precision, Text};
use triage::{Lexicon, Ranked};

use super::Question;
use super::sample::{self, Sample};

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
    /// First and last day with a record.
    pub days: Option<(Day, Day)>,
    /// Family of each incident.
    pub incident_families: Vec<Family>,
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
    /// Whether each incident has a recorded crime linked (a record under an N code is none).
    pub has_crime: Vec<bool>,
    /// Whether each incident is crime-related.
    pub crime_related: Vec<bool>,
    /// Crime-related incidents with no crime linked, most pressing first.
    pub ranked: Vec<Ranked>,
    /// The first audit sample.
    pub sample: Option<Sample>,
}

/// Asks every room in turn; `say` is told what is being done.
pub fn find(extract: &Extract, question: &Question, say: &mut dyn FnMut(&'static str)) -> Findings {
    let lexicon = Lexicon::current();
    let by_then = |at: Option<Instant>| at.is_none_or(|at| extract.zone.day_of(at) <= question.as_at);
    let incidents: Vec<IncidentRow> =
        extract.incidents.iter().filter(|row| by_then(row.received_at)).cloned().collect();
    let crimes: Vec<CrimeRow> =
        extract.crimes.iter().filter(|row| by_then(crime_date(row))).cloned().collect();
    let n_after_as_at =
        (extract.incidents.len() + extract.crimes.len() - incidents.len() - crimes.len()) as u64;
    say("reading codes and words");
    let incident_families: Vec<Family> =
        incidents.iter().map(|row| triage::family_of_incident(lexicon, row)).collect();
    let crime_families: Vec<Family> =
        crimes.iter().map(|row| triage::family_of_crime(lexicon, row)).collect();
    say("linking incidents to crimes");
    let linked = link(extract, &incidents, &crimes, &incident_families, &crime_families);
    say("measuring time to record");
    let timeliness = timeliness::measure(&incidents, &crimes, &clock_links(&linked), &extract.zone);
    say("looking for what is missing");
    let (completeness_basis, counts, crime_categories) = counts(extract, question, lexicon);
    let completeness = completeness::assess(
        &counts,
        &|category| crime_categories.contains(category),
        &completeness::Options::default(),
    );
    let (days, n_undated) = day_range(extract, &incidents, &crimes);
    let quiet = quiet_channels(extract, &incidents, question);
    say("ranking incidents with no crime");
    let best = best_links(&linked, &crimes, incidents.len());
    let crime_related: Vec<bool> =
        incidents.iter().map(|row| triage::is_crime_related(lexicon, row)).collect();
    let ranked = triage::rank(lexicon, &incidents, &best);
    say("drawing the first audit sample");
    let sample = sample::draw(
        &incidents,
        &crime_related,
        &incident_families,
        &linked,
        extract.has(Table::Crimes),
        &question.seed,
    );
    Findings {
        as_at: question.as_at,
        series: number_series(&incidents, &crimes),
        incidents,
        crimes,
        n_after_as_at,
        n_undated,
        days,
        incident_families,
        linked,
        timeliness,
        completeness_basis,
        completeness,
        quiet,
        has_crime: best.iter().map(|best| *best >= 1.0).collect(),
        crime_related,
        ranked,
        sample,
    }
}

/// The date a crime stands under: recorded, else reported.
pub fn crime_date(row: &CrimeRow) -> Option<Instant> {
    row.recorded_at.or(row.reported_at)
}

fn link(
    extract: &Extract,
    incidents: &[IncidentRow],
    crimes: &[CrimeRow],
    incident_families: &[Family],
    crime_families: &[Family],
) -> Linked {
    let records =
        linkage::Records { incidents, crimes, people: &extract.people, incident_families, crime_families };
    linkage::link(&records, &linkage::Options::default())
}

fn clock_links(linked: &Linked) -> Vec<timeliness::Linked> {
    let as_clock = |link: &linkage::Link| timeliness::Linked {
        incident: link.incident,
        crime: link.crime,
        by_reference: link.how == How::CrossReference,
    };
    linked.links.iter().map(as_clock).collect()
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

/// The counts the alarm works on: as given, else accepted rows by whole month. With the categories
/// that are crimes.
fn counts(
    extract: &Extract,
    question: &Question,
    lexicon: &Lexicon,
) -> (&'static str, Vec<CountRow>, HashSet<Text>) {
    if !extract.counts.is_empty() {
        let counts: Vec<CountRow> = extract
            .counts
            .iter()
            .filter(|row| row.period.start.first_day() <= question.as_at)
            .cloned()
            .collect();
        let names: HashSet<&Text> = counts.iter().map(|row| &row.category).collect();
        let crimes =
            names.into_iter().filter(|name| !is_other_than_crime(lexicon.family_of(name))).cloned().collect();
        return ("counts", counts, crimes);
    }
    let of =
        |table: Table| extract.row_counts.iter().filter(move |(from, _)| *from == table).map(|(_, row)| row);
    let crimes: HashSet<Text> = of(Table::Crimes).map(|row| row.category.clone()).collect();
    let mut counts: Vec<CountRow> = Vec::new();
    for table in [Table::Incidents, Table::Crimes] {
        let whole = whole_months(extract, table, question);
        for row in of(table)
            .filter(|row| whole.is_some_and(|(first, last)| (first..=last).contains(&row.period.start)))
        {
            let mut row = row.clone();
            if table == Table::Incidents && crimes.contains(&row.category) {
                row.category = format!("{} (incidents)", row.category).into();
            }
            counts.push(row);
        }
    }
    ("rows", counts, crimes)
}

/// Published tables hold crimes unless a category says otherwise.
const fn is_other_than_crime(family: Family) -> bool {
    matches!(family, Family::AntiSocial | Family::Welfare | Family::Transport | Family::Administration)
}

/// First and last whole month a table covers: a month cut by the extract's edge is not a fall.
fn whole_months(
    extract: &Extract,
    table: Table,
    question: &Question,
) -> Option<(terms::Month, terms::Month)> {
    let dates: Vec<Instant> = match table {
        Table::Incidents => extract.incidents.iter().filter_map(|row| row.received_at).collect(),
        _ => extract.crimes.iter().filter_map(crime_date).collect(),
    };
    let first = dates.iter().min_by_key(|at| at.seconds())?;
    let last = dates
        .iter()
        .filter(|at| extract.zone.day_of(**at) <= question.as_at)
        .max_by_key(|at| at.seconds())?;
    let (first_day, last_day) = (extract.zone.day_of(*first), extract.zone.day_of(*last));
    let by_month = |at: &Instant| at.precision() == Precision::Month;
    let mut from = first_day.month();
    if !by_month(first) && first_day.date().2 > 2 {
        from.0 += 1;
    }
    let mut to = last_day.month();
    if !by_month(last) && last_day.0 + 2 < to.first_day().0 + to.n_days() {
        to.0 -= 1;
    }
    Some((from, to))
}

fn day_range(extract: &Extract, incidents: &[IncidentRow], crimes: &[CrimeRow]) -> (Option<(Day, Day)>, u64) {
    let dates = incidents.iter().map(|row| row.received_at).chain(crimes.iter().map(crime_date));
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

/// Every channel, and all of them together, over the days of the incidents (up to the as-at day where
/// one was stated: an extract that ends early is quiet too).
fn quiet_channels(extract: &Extract, incidents: &[IncidentRow], question: &Question) -> Vec<Quiet> {
    let mut by_channel: BTreeMap<&str, BTreeMap<Day, u64>> = BTreeMap::new();
    for row in incidents {
        let Some(at) = row.received_at.filter(|at| at.precision() != Precision::Month) else { continue };
        let day = extract.zone.day_of(at);
        for channel in std::iter::once(ALL_CHANNELS).chain(row.channel.as_deref()) {
            *by_channel.entry(channel).or_default().entry(day).or_insert(0) += 1;
        }
    }
    let Some((first, last)) = by_channel
        .get(ALL_CHANNELS)
        .and_then(|days| Some((*days.first_key_value()?.0, *days.last_key_value()?.0)))
    else {
        return Vec::new();
    };
    let last = if question.as_at_stated { last.max(question.as_at) } else { last };
    let examine = |(channel, counts): (&str, BTreeMap<Day, u64>)| {
        quiet::examine(channel, &counts.into_iter().collect::<Vec<_>>(), first, last)
    };
    without_repeats(by_channel.into_iter().filter_map(examine).collect())
}

const ALL_CHANNELS: &str = "all channels";

/// Where all channels were quiet together, that is one finding and not one for each.
fn without_repeats(quiet: Vec<Quiet>) -> Vec<Quiet> {
    let all = quiet.iter().find(|one| one.channel == ALL_CHANNELS).map(|one| (one.from, one.to));
    quiet.into_iter().filter(|one| one.channel == ALL_CHANNELS || all != Some((one.from, one.to))).collect()
}
