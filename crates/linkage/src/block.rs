//! Which pairs are worth comparing: a union of indexed rules inside the time window.
//!
//! Incidents stand in order of receipt, so a window is a range of positions, and an index is a
//! sorted list of (key, position).

use std::ops::Range;

use rayon::prelude::*;
use terms::Point;

use crate::Options;
use crate::compare::METRES_PER_DEGREE;
use crate::events::Events;
use crate::facts::{Common, Crime, Facts, Incident, Person, Span};

const DAY: i64 = 86_400;
/// Side of a cell of the grid, metres; a crime looks into its own cell and the eight around it.
const CELL_METRES: f64 = 250.0;
/// At most so many incidents of one key are looked at for one crime, the nearest in receipt.
const MOST_WALKED: usize = 96;
/// Two times this close count as an agreement, seconds.
const CLOSE_SECONDS: i64 = 2 * 3_600;
/// A reported or recorded time known less well than this starts no narrow search, seconds.
const WIDEST_ANCHOR_SECONDS: i64 = 2 * DAY;

/// Where a rule looks, around the time of reporting or, without one, of recording.
#[derive(Clone, Copy)]
enum Reach {
    Window,
    Seconds { before: i64, after: i64 },
}

/// Pairs with a key in common are candidates; where that gives more than `most`, only those that
/// agree in a second field too.
struct Rule {
    keys: fn(&Facts, &Common, &mut Vec<u32>),
    probes: fn(&Facts, &Common, &mut Vec<u32>),
    reach: Reach,
    most: usize,
}

const RULES: [Rule; 11] = [
    rule(|_, at, keys| keys.push(at.place), Reach::Window, 30),
    rule(|_, at, keys| keys.push(at.postcode), Reach::Window, 12),
    Rule { keys: own_cell, probes: cells_around, reach: Reach::Window, most: 1 },
    rule(
        |facts, at, keys| keys.extend(facts.people[at.people()].iter().map(|p| p.surname)),
        Reach::Window,
        8,
    ),
    rule(
        |facts, at, keys| keys.extend(facts.people[at.people()].iter().map(|p| day_key(p.born))),
        Reach::Window,
        15,
    ),
    rule(|facts, at, keys| keys.extend(facts.people[at.people()].iter().map(|p| p.phone)), Reach::Window, 30),
    rule(|facts, at, keys| keys.extend(facts.people[at.people()].iter().map(|p| p.key)), Reach::Window, 60),
    rule(|_, at, keys| keys.push(at.street), Reach::Seconds { before: 3 * DAY, after: DAY / 12 }, 5),
    rule(|_, at, keys| keys.push(at.sector), Reach::Seconds { before: DAY, after: DAY / 12 }, 5),
    rule(|_, at, keys| keys.extend(at.units), Reach::Seconds { before: DAY / 4, after: DAY / 24 }, 5),
    rule(|_, _, keys| keys.push(1), Reach::Seconds { before: DAY / 48, after: DAY / 96 }, 6),
];

const fn rule(keys: fn(&Facts, &Common, &mut Vec<u32>), reach: Reach, most: usize) -> Rule {
    Rule { keys, probes: keys, reach, most }
}

/// The incidents a crime may have come from: the positions its window covers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Window {
    /// About the time of recording.
    pub(crate) main: Range<usize>,
    /// About the time of reporting, where that lies before the main window.
    earlier: Range<usize>,
}

impl Window {
    pub(crate) fn n(&self) -> usize {
        self.main.len() + self.earlier.len()
    }

    fn cut(&self, to: &Range<usize>) -> [Range<usize>; 2] {
        let cut = |part: &Range<usize>| part.start.max(to.start)..part.end.min(to.end);
        [cut(&self.earlier), cut(&self.main)]
    }
}

/// Indexes over the incidents, one per rule.
pub(crate) struct Blocks<'a> {
    facts: &'a Facts,
    events: &'a Events,
    indexes: Vec<Vec<u64>>,
    before: i64,
    after: i64,
    /// Widest span of a receipt, seconds.
    slack: i64,
}

impl<'a> Blocks<'a> {
    pub(crate) fn of(facts: &'a Facts, events: &'a Events, options: &Options) -> Self {
        let spans = facts.incidents.iter().filter_map(|incident| incident.received);
        Self {
            facts,
            events,
            indexes: RULES.par_iter().map(|rule| index(facts, rule)).collect(),
            before: i64::from(options.window_before_hours) * 3_600,
            after: i64::from(options.window_after_days) * DAY,
            slack: spans.map(|span| span.high - span.low).max().unwrap_or(0),
        }
    }

    /// The incidents received in the window of a crime.
    pub(crate) fn window(&self, crime: &Crime) -> Window {
        let Some(recorded) = crime.recorded.or(crime.reported) else {
            return Window::default();
        };
        let main = self.received(recorded.low - self.after, recorded.high + self.before);
        let reported = crime.reported.unwrap_or(recorded);
        let about = self.received(reported.low - DAY, reported.high + DAY);
        Window { earlier: about.start.min(main.start)..about.end.min(main.start), main }
    }

    /// The positions of incidents that may have been received between two seconds.
    fn received(&self, low: i64, high: i64) -> Range<usize> {
        let position = |bound: i64| {
            self.facts.incidents.partition_point(|it| it.received.is_some_and(|span| span.low < bound))
        };
        let start = position(low - self.slack);
        let skip = self.facts.incidents[start..]
            .iter()
            .take_while(|it| it.received.is_some_and(|span| span.low < low && span.high < low))
            .count();
        start + skip..position(high + 1).max(start + skip)
    }

    /// The incidents worth comparing with a crime, sorted.
    pub(crate) fn candidates(&self, crime: &Crime, window: &Window, found: &mut Vec<u32>) {
        found.clear();
        let mut keys = Vec::new();
        for (rule, index) in RULES.iter().zip(&self.indexes) {
            keys.clear();
            (rule.probes)(self.facts, &crime.common, &mut keys);
            keys.retain(|&key| key != 0);
            keys.sort_unstable();
            keys.dedup();
            for part in self.reach(rule, crime, window) {
                keys.iter().for_each(|&key| self.probe(rule, run(index, key, &part), crime, found));
            }
        }
        let same_force = |&at: &u32| force_allows(&self.facts.incidents[at as usize].common, &crime.common);
        found.retain(same_force);
        self.events.add_members(found);
        found.sort_unstable();
        found.dedup();
        found.retain(|&at| window.main.contains(&(at as usize)) || window.earlier.contains(&(at as usize)));
    }

    fn reach(&self, rule: &Rule, crime: &Crime, window: &Window) -> [Range<usize>; 2] {
        match (rule.reach, anchor(crime)) {
            (Reach::Window, _) => [window.earlier.clone(), window.main.clone()],
            (Reach::Seconds { before, after }, Some(at)) => {
                window.cut(&self.received(at.low - before, at.high + after))
            }
            (Reach::Seconds { .. }, None) => [0..0, 0..0],
        }
    }

    fn probe(&self, rule: &Rule, run: &[u64], crime: &Crime, found: &mut Vec<u32>) {
        let position = |entry: &u64| *entry as u32;
        if run.len() <= rule.most {
            found.extend(run.iter().map(position));
            return;
        }
        let near = nearest(run, self.position_of(crime));
        let agrees = |&at: &u32| self.agrees_twice(&self.facts.incidents[at as usize], crime);
        found.extend(run[near].iter().map(position).filter(agrees));
    }

    fn position_of(&self, crime: &Crime) -> usize {
        let at = anchor(crime).or(crime.recorded).map_or(i64::MAX, |span| span.low);
        self.facts.incidents.partition_point(|it| it.received.is_some_and(|span| span.low < at))
    }

    /// Whether a pair agrees exactly in two ways, for thinning hot keys.
    fn agrees_twice(&self, incident: &Incident, crime: &Crime) -> bool {
        let n = n_of_place_and_time(incident, crime);
        n >= 2 || n + self.n_of_people(&incident.common, &crime.common) >= 2
    }

    fn n_of_people(&self, a: &Common, b: &Common) -> usize {
        let (ours, theirs) = (&self.facts.people[a.people()], &self.facts.people[b.people()]);
        let any = |agree: fn(&Person, &Person) -> bool| {
            usize::from(ours.iter().any(|one| theirs.iter().any(|other| agree(one, other))))
        };
        any(|one, other| one.surname != 0 && one.surname == other.surname)
            + any(|one, other| one.forename != 0 && one.forename == other.forename)
            + any(|one, other| one.phone != 0 && one.phone == other.phone)
            + any(|one, other| one.key != 0 && one.key == other.key)
            + any(|one, other| one.born != i64::MIN && one.born == other.born)
    }
}

fn n_of_place_and_time(incident: &Incident, crime: &Crime) -> usize {
    let (a, b) = (&incident.common, &crime.common);
    let same = |x: u32, y: u32| usize::from(x != 0 && x == y);
    let close = incident.received.zip(anchor(crime)).is_some_and(|(received, at)| {
        received.low - at.high < CLOSE_SECONDS && at.low - received.high < CLOSE_SECONDS
    });
    let unit = b.units[0] != 0 && a.units.contains(&b.units[0]);
    same(a.place, b.place)
        + same(a.postcode, b.postcode)
        + same(a.sector, b.sector)
        + same(a.street, b.street)
        + usize::from(unit)
        + usize::from(close)
}

/// Records of two forces are never of one event here: each force's extract is its own.
pub(crate) fn force_allows(a: &Common, b: &Common) -> bool {
    a.force == 0 || b.force == 0 || a.force == b.force
}

/// The time a narrow search starts from.
fn anchor(crime: &Crime) -> Option<Span> {
    let narrow = |span: &Span| span.high - span.low <= WIDEST_ANCHOR_SECONDS;
    crime.reported.filter(narrow).or(crime.recorded.filter(narrow))
}

fn index(facts: &Facts, rule: &Rule) -> Vec<u64> {
    let (mut index, mut keys) = (Vec::new(), Vec::new());
    for (at, incident) in facts.incidents.iter().enumerate().filter(|(_, it)| it.received.is_some()) {
        keys.clear();
        (rule.keys)(facts, &incident.common, &mut keys);
        index.extend(keys.iter().filter(|&&key| key != 0).map(|&key| entry(key, at)));
    }
    index.sort_unstable();
    index.dedup();
    index
}

fn entry(key: u32, position: usize) -> u64 {
    (u64::from(key) << 32) | position as u64
}

fn run<'a>(index: &'a [u64], key: u32, within: &Range<usize>) -> &'a [u64] {
    if within.is_empty() {
        return &[];
    }
    let start = index.partition_point(|&it| it < entry(key, within.start));
    let n = index[start..].partition_point(|&it| it < entry(key, within.end));
    &index[start..start + n]
}

/// The part of a run nearest in position, no longer than what may be walked.
fn nearest(run: &[u64], position: usize) -> Range<usize> {
    let middle = run.partition_point(|&it| (it as u32 as usize) < position);
    let start = middle.saturating_sub(MOST_WALKED / 2).min(run.len().saturating_sub(MOST_WALKED));
    start..(start + MOST_WALKED).min(run.len())
}

fn day_key(born: i64) -> u32 {
    // Half a day is added so that both readings of a local midnight fall on one day.
    if born == i64::MIN { 0 } else { (born + DAY / 2).div_euclid(DAY) as u32 | 1 << 31 }
}

fn own_cell(_: &Facts, at: &Common, keys: &mut Vec<u32>) {
    keys.extend(at.point.map(|point| cell_key(cell(point, 0), 0)));
}

fn cells_around(_: &Facts, at: &Common, keys: &mut Vec<u32>) {
    let Some(point) = at.point else { return };
    for up in -1..=1 {
        let row = cell(point, up);
        keys.extend((-1..=1).map(|across| cell_key(row, across)));
    }
}

/// System, row and column of the cell that holds a point moved `up` rows. A degree of longitude is
/// as long as it is in the middle of the row.
fn cell(point: Point, up: i64) -> (u8, i64, i64) {
    let number = |metres: f64| libm::floor(metres / CELL_METRES) as i64;
    match point {
        Point::Grid { easting, northing } => (0, number(northing) + up, number(easting)),
        Point::Geographic { latitude, longitude } => {
            let row = number(latitude * METRES_PER_DEGREE) + up;
            let middle = (row as f64 + 0.5) * CELL_METRES / METRES_PER_DEGREE;
            (1, row, number(longitude * METRES_PER_DEGREE * libm::cos(middle.to_radians())))
        }
    }
}

/// A cell as a key; two cells may share one, which costs a comparison and no more.
fn cell_key((system, row, column): (u8, i64, i64), across: i64) -> u32 {
    let mixed = (row as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ ((column + across) as u64).wrapping_mul(0xC2B2_AE3D_27D4_EB4F)
        ^ u64::from(system);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32) as u32 | 1
}
