//! Links with their explanation: bars that add up to the log-odds of the probability shown.

use terms::{Instant, Place, Point, Text};

use crate::assign::{Open, Scored, Scorer};
use crate::compare::{Field, N_FIELDS, distance_metres};
use crate::cross_reference::sanity;
use crate::{Bar, Check, How, Link, Options, Records};

/// No probable link is more certain, or less, than this: ln of odds of about a million to one.
/// Nearer to certainty the log-odds cannot be had back from the probability to nine digits.
const MOST_LOG_ODDS: f64 = 13.5;
/// Ties below this probability are not worth finding.
const LEAST_TIED: f64 = 0.01;

/// Probable links of one crime: those accepted, and those to review.
pub(crate) fn links_of(scorer: &Scorer, records: &Records, open: &Open, options: &Options) -> [Vec<Link>; 2] {
    let scored = scorer.scored(open);
    let all_odds = scored.all_odds();
    let (mut accepted, mut review) = (Vec::new(), Vec::new());
    for at in 0..open.candidates.len() {
        let first = scorer.events.first(open.candidates[at].incident);
        let rough = scored.rough_probability(first, all_odds);
        let tied = rough > LEAST_TIED && scored.is_tied(first);
        if rough < options.review_probability * 0.999 && !(tied && is_among_best(&scored, first)) {
            continue;
        }
        let link = link(scorer, records, open, &scored, at, options);
        let accept = link.probability >= options.accept_probability && !tied;
        if accept { &mut accepted } else { &mut review }.push(link);
    }
    [accepted, review]
}

/// Whether no other event fits better, and "no incident here" does not either.
fn is_among_best(scored: &Scored, first: u32) -> bool {
    let own = scored.event(first);
    own > 0.0 && scored.events.iter().all(|&(_, score)| score <= own + 1e-9)
}

fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}

fn link(
    scorer: &Scorer,
    records: &Records,
    open: &Open,
    scored: &Scored,
    at: usize,
    options: &Options,
) -> Link {
    let incident = scorer.facts.incidents[open.candidates[at].incident as usize].common.original as usize;
    let crime = scorer.facts.crimes[open.crime as usize].common.original as usize;
    let bars = bars(scorer, open, scored, at, &Values::of(records, scorer, open, at));
    let tied = scored.is_tied(scorer.events.first(open.candidates[at].incident));
    let mut checks_failed = sanity(records, incident, crime, options);
    checks_failed.extend(tied.then_some(Check::Tied));
    let probability = logistic(bars.iter().map(|bar| bar.weight).sum());
    Link { incident, crime, probability, how: How::Probable, checks_failed, bars }
}

/// The prior, a bar per field that both sides state, how common the place is, what is counted only
/// once, the other call that speaks for the event, the rivals, and the limit of certainty.
fn bars(scorer: &Scorer, open: &Open, scored: &Scored, at: usize, values: &Values) -> Vec<Bar> {
    let candidate = &open.candidates[at];
    let first = scorer.events.first(candidate.incident);
    let fields = scorer.weights.fields(&candidate.levels);
    let rarity = scorer.rarity(candidate);
    let evidence = scorer.weights.evidence(&fields, rarity);
    let mut bars = vec![plain("one incident of the window", scorer.prior(open))];
    bars.extend(Field::ALL.into_iter().filter(|&field| candidate.levels[field as usize] != 0).map(|field| {
        let (incident_value, crime_value) = values.of_field(field);
        Bar { name: field_name(field), weight: fields[field as usize], incident_value, crime_value }
    }));
    bars.extend(some("how common the place is", rarity));
    bars.extend(some("said already by another field", evidence - fields.iter().sum::<f64>() - rarity));
    bars.extend(some("another call about the same event", scored.event(first) - scored.scores[at]));
    bars.extend(some("rival incidents", -scored.rivals(first)));
    let sum: f64 = bars.iter().map(|bar| bar.weight).sum();
    bars.extend(some("no link is certain", sum.clamp(-MOST_LOG_ODDS, MOST_LOG_ODDS) - sum));
    bars
}

fn plain(name: &'static str, weight: f64) -> Bar {
    Bar { name, weight, incident_value: None, crime_value: None }
}

fn some(name: &'static str, weight: f64) -> Option<Bar> {
    (weight != 0.0).then(|| plain(name, weight))
}

const fn field_name(field: Field) -> &'static str {
    const NAMES: [&str; N_FIELDS] = [
        "received to recorded",
        "received to reported",
        "time of the offence",
        "place",
        "postcode",
        "distance",
        "person's key",
        "surname",
        "forename",
        "date of birth",
        "telephone",
        "kind",
        "unit",
    ];
    NAMES[field as usize]
}

/// The two sides of a pair, for showing beside the bars. Values of people are left out: they are
/// never written to an output file.
struct Values<'a> {
    received: Option<Instant>,
    crime: &'a terms::CrimeRow,
    place: &'a Place,
    units: [Option<&'a Text>; 2],
    kinds: [&'static str; 2],
}

impl<'a> Values<'a> {
    fn of(records: &Records<'a>, scorer: &Scorer, open: &Open, at: usize) -> Self {
        let incident = &scorer.facts.incidents[open.candidates[at].incident as usize].common;
        let crime = &scorer.facts.crimes[open.crime as usize].common;
        let row = &records.incidents[incident.original as usize];
        let crime_row = &records.crimes[crime.original as usize];
        Self {
            received: row.received_at,
            crime: crime_row,
            place: &row.place,
            units: [row.unit.as_ref().or(row.decided_by_team.as_ref()), crime_row.team.as_ref()],
            kinds: [incident.family.name(), crime.family.name()],
        }
    }

    fn of_field(&self, field: Field) -> (Option<Text>, Option<Text>) {
        let time = |at: Option<Instant>| at.map(|at| Text::from(at.to_string()));
        let theirs = &self.crime.place;
        match field {
            Field::Recorded => (time(self.received), time(self.crime.recorded_at)),
            Field::Reported => (time(self.received), time(self.crime.reported_at)),
            Field::Offence => (time(self.received), offence(self.crime)),
            Field::Place => (self.place.place.clone(), theirs.place.clone()),
            Field::Postcode => (self.place.postcode.clone(), theirs.postcode.clone()),
            Field::Distance => apart(self.place.point, theirs.point),
            Field::Kind => (Some(self.kinds[0].into()), Some(self.kinds[1].into())),
            Field::Unit => (self.units[0].cloned(), self.units[1].cloned()),
            Field::PersonKey | Field::Surname | Field::Forename | Field::Born | Field::Phone => (None, None),
        }
    }
}

fn offence(crime: &terms::CrimeRow) -> Option<Text> {
    match (crime.offence_from, crime.offence_to) {
        (Some(from), Some(to)) if from != to => Some(format!("{from} to {to}").into()),
        (from, to) => from.or(to).map(|at| at.to_string().into()),
    }
}

fn apart(a: Option<Point>, b: Option<Point>) -> (Option<Text>, Option<Text>) {
    let metres = a.zip(b).and_then(|(a, b)| distance_metres(a, b));
    (None, metres.map(|metres| format!("{metres:.0} m apart").into()))
}
