//! How far an incident and a crime agree, field by field, in levels.
//!
//! Level 0 is "one side does not say" in every field, and weighs nothing. Levels from 1 run from
//! the closest agreement to the plainest disagreement.

use terms::{Family, Point};

use crate::facts::{Common, Crime, Facts, Incident, Person, Span};
use crate::kinds;
use crate::text::{forenames_alike, one_slip_apart, words_alike};

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Field {
    Recorded,
    Reported,
    Offence,
    Place,
    Postcode,
    Distance,
    PersonKey,
    Surname,
    Forename,
    Born,
    Phone,
    Kind,
    Unit,
}

pub(crate) const N_FIELDS: usize = 13;

impl Field {
    pub(crate) const ALL: [Self; N_FIELDS] = [
        Self::Recorded,
        Self::Reported,
        Self::Offence,
        Self::Place,
        Self::Postcode,
        Self::Distance,
        Self::PersonKey,
        Self::Surname,
        Self::Forename,
        Self::Born,
        Self::Phone,
        Self::Kind,
        Self::Unit,
    ];

    /// How many levels it has, "does not say" included.
    pub(crate) const fn n_levels(self) -> usize {
        match self {
            Self::Recorded | Self::Reported => 1 + 2 * N_GAPS + N_COARSE,
            Self::Offence => 2 + 2 * N_GAPS,
            Self::Place | Self::Postcode => 5,
            Self::Distance => 2 + DISTANCES_METRES.len(),
            Self::PersonKey | Self::Phone | Self::Unit => 3,
            Self::Surname | Self::Forename | Self::Born => 4,
            Self::Kind => 5,
        }
    }

    /// The runs of levels in which closer must not weigh less, as (first, end).
    pub(crate) const fn runs(self) -> [(usize, usize); 3] {
        match self {
            Self::Recorded | Self::Reported => {
                [(1, 1 + N_GAPS), (1 + N_GAPS, 1 + 2 * N_GAPS), (1 + 2 * N_GAPS, 1 + 2 * N_GAPS + N_COARSE)]
            }
            Self::Offence => [(1, 2 + N_GAPS), (2 + N_GAPS, 2 + 2 * N_GAPS), (0, 0)],
            _ => [(1, self.n_levels()), (0, 0), (0, 0)],
        }
    }
}

/// The level of each field, in the order of [`Field::ALL`].
pub(crate) type Levels = [u8; N_FIELDS];

/// Upper ends of the gaps between two times, seconds; a last level holds what is longer.
const GAPS_SECONDS: [i64; 15] = [
    60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 172_800, 345_600, 691_200, 1_382_400,
    2_419_200,
];
pub(crate) const N_GAPS: usize = GAPS_SECONDS.len() + 1;
/// Upper ends of gaps where a time is only a day, seconds between the nearest readings.
const COARSE_SECONDS: [i64; 4] = [0, 86_400, 3 * 86_400, 8 * 86_400];
pub(crate) const N_COARSE: usize = COARSE_SECONDS.len() + 1;
/// A span wider than this (a clock change is 3,600) holds no time of day, seconds.
const FINE_SECONDS: i64 = 3_600;
/// Upper ends of distances, metres; a last level holds what is farther.
pub(crate) const DISTANCES_METRES: [f64; 5] = [50.0, 150.0, 400.0, 1_000.0, 3_000.0];
/// Mean length of a degree of latitude, metres (WGS 84, 111,132 m at 45 degrees).
pub(crate) const METRES_PER_DEGREE: f64 = 111_132.0;

/// Compares one incident with one crime.
pub(crate) fn levels(facts: &Facts, incident: &Incident, crime: &Crime) -> Levels {
    let (a, b) = (&incident.common, &crime.common);
    let time = |other: Option<Span>| incident.received.zip(other).map_or(0, |(from, to)| gap_level(from, to));
    let offence = incident.received.zip(crime.offence).map_or(0, |(at, offence)| offence_level(at, offence));
    let [key, surname, forename, born, phone] = levels_of_people(facts, a, b);
    let place = place_level(facts, a, b);
    [
        time(crime.recorded),
        time(crime.reported),
        offence,
        place,
        postcode_level(a, b),
        distance_level(a.point, b.point),
        key,
        surname,
        forename,
        born,
        phone,
        kind_level(a.family, b.family),
        unit_level(a, b),
    ]
}

/// The level of the least gap two times allow: after, before, or coarse.
fn gap_level(from: Span, to: Span) -> u8 {
    let (least, most) = (to.low - from.high, to.high - from.low);
    let gap = if least > 0 { least } else { most.min(0) };
    if most - least > 2 * FINE_SECONDS {
        return (1 + 2 * N_GAPS + COARSE_SECONDS.partition_point(|&end| end < gap.abs())) as u8;
    }
    let bin = GAPS_SECONDS.partition_point(|&end| end < gap.abs());
    (1 + bin + if gap < 0 { N_GAPS } else { 0 }) as u8
}

/// 1 where the report came while the offence can have happened, then after it, then before it.
fn offence_level(at: Span, offence: Span) -> u8 {
    let bin = |gap: i64| GAPS_SECONDS.partition_point(|&end| end < gap);
    if at.low > offence.high {
        (2 + bin(at.low - offence.high)) as u8
    } else if at.high < offence.low {
        (2 + N_GAPS + bin(offence.low - at.high)) as u8
    } else {
        1
    }
}

/// 1 the same, 2 alike with numbers that agree, 3 the street only, 4 different.
fn place_level(facts: &Facts, a: &Common, b: &Common) -> u8 {
    if a.place == 0 || b.place == 0 {
        return 0;
    }
    if a.place == b.place {
        return 1;
    }
    let text = |symbol| facts.symbols.text(symbol);
    let same_street = a.street == b.street
        || words_alike(&a.street_words, &b.street_words)
        || one_slip_apart(text(a.street), text(b.street));
    if !same_street {
        return 4;
    }
    if numbers_agree(text(a.numbers), text(b.numbers)) { 2 } else { 3 }
}

/// Whether house numbers agree: one side gives none, or all of the shorter stand in the longer.
fn numbers_agree(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.split(' ').all(|number| number.is_empty() || long.split(' ').any(|other| other == number))
}

/// 1 the whole postcode, 2 its sector, 3 its outward code, 4 different.
fn postcode_level(a: &Common, b: &Common) -> u8 {
    let same = |x: u32, y: u32| x != 0 && x == y;
    match () {
        () if a.postcode == 0 || b.postcode == 0 => 0,
        () if a.postcode == b.postcode => 1,
        () if same(a.sector, b.sector) => 2,
        () if same(a.outward, b.outward) => 3,
        () => 4,
    }
}

fn distance_level(a: Option<Point>, b: Option<Point>) -> u8 {
    let metres = a.zip(b).and_then(|(a, b)| distance_metres(a, b));
    metres.map_or(0, |metres| 1 + DISTANCES_METRES.partition_point(|&end| end < metres) as u8)
}

/// Metres between two points of the same system; `None` between systems. For degrees the flat
/// approximation about the mean latitude, good to 0.5% within the distances that matter here.
pub(crate) fn distance_metres(a: Point, b: Point) -> Option<f64> {
    let (east, north) = match (a, b) {
        (Point::Grid { easting: e, northing: n }, Point::Grid { easting, northing }) => {
            (e - easting, n - northing)
        }
        (Point::Geographic { latitude: y, longitude: x }, Point::Geographic { latitude, longitude }) => {
            let shrink = libm::cos((y + latitude).to_radians() / 2.0);
            ((x - longitude) * METRES_PER_DEGREE * shrink, (y - latitude) * METRES_PER_DEGREE)
        }
        _ => return None,
    };
    let metres = libm::hypot(east, north);
    metres.is_finite().then_some(metres)
}

/// Key, surname, forename, birth, telephone of the two people who agree best: any of the incident
/// with any of the crime, since a caller may be the victim, a neighbour or the suspect.
pub(crate) fn levels_of_people(facts: &Facts, a: &Common, b: &Common) -> [u8; 5] {
    let (ours, theirs) = (&facts.people[a.people()], &facts.people[b.people()]);
    let pairs = ours.iter().flat_map(|one| theirs.iter().map(move |other| (one, other)));
    pairs
        .map(|(one, other)| person_levels(facts, one, other))
        .max_by_key(|levels| (person_rank(levels), *levels))
        .unwrap_or_default()
}

/// A fixed ranking of how well two people agree, in tenths of log-odds; only for choosing a pair.
fn person_rank(levels: &[u8; 5]) -> i32 {
    const RANKS: [[i32; 4]; 5] =
        [[0, 90, -5, 0], [0, 55, 35, -12], [0, 40, 20, -10], [0, 85, 40, -12], [0, 90, -5, 0]];
    RANKS.iter().zip(levels).map(|(ranks, &level)| ranks[usize::from(level)]).sum()
}

fn person_levels(facts: &Facts, a: &Person, b: &Person) -> [u8; 5] {
    let same = |x: u32, y: u32| u8::from(x != 0 && y != 0) * if x == y { 1 } else { 2 };
    let near = |x: u32, y: u32, alike: fn(&str, &str) -> bool| match same(x, y) {
        2 if alike(facts.symbols.text(x), facts.symbols.text(y)) => 2,
        2 => 3,
        level => level,
    };
    [
        same(a.key, b.key),
        near(a.surname, b.surname, one_slip_apart),
        near(a.forename, b.forename, forenames_alike),
        born_level(a.born, b.born),
        same(a.phone, b.phone),
    ]
}

/// 1 the same day, 2 within 31 days or whole years apart (a slip in one part), 3 different.
fn born_level(a: i64, b: i64) -> u8 {
    const DAY: i64 = 86_400;
    if a == i64::MIN || b == i64::MIN {
        return 0;
    }
    // Two systems may disagree by the hour of a summer time.
    let days = (a.abs_diff(b) as i64 + DAY / 2) / DAY;
    let years = (days * 100 + 18_262) / 36_525;
    match days {
        0 => 1,
        1..=31 => 2,
        _ if years <= 10 && (days * 100 - years * 36_525).abs() <= 100 => 2,
        _ => 3,
    }
}

fn kind_level(incident: Family, crime: Family) -> u8 {
    kinds::kinship(incident, crime).level()
}

/// 1 the same unit or team, 2 different; the crime's team was dropped where no incident knows it.
fn unit_level(a: &Common, b: &Common) -> u8 {
    let team = b.units[0];
    if team == 0 || a.units == [0; 2] {
        0
    } else if a.units.contains(&team) {
        1
    } else {
        2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_fall_in_bins_by_side_and_coarseness() {
        let at = |seconds| Span { low: seconds, high: seconds };
        let day = |seconds| Span { low: seconds, high: seconds + 25 * 3_600 - 1 };
        let coarse = 1 + 2 * N_GAPS as u8;
        for (from, to, level) in [
            (at(0), at(0), 1),
            (at(0), at(60), 1),
            (at(0), at(61), 2),
            (at(0), at(30 * 86_400), N_GAPS as u8),
            (at(60), at(0), 1 + N_GAPS as u8),
            (at(0), Span { low: 3_600, high: 7_200 }, 5),
            (at(0), day(-100), coarse),
            (at(0), day(5), coarse + 1),
            (day(0), at(9 * 86_400), coarse + 3),
            (day(0), at(20 * 86_400), coarse + 4),
        ] {
            assert_eq!(gap_level(from, to), level, "{from:?} {to:?}");
        }
    }

    #[test]
    fn distances_need_one_system() {
        let grid = |easting, northing| Point::Grid { easting, northing };
        let degrees = |latitude, longitude| Point::Geographic { latitude, longitude };
        for (a, b, metres) in [
            (grid(0.0, 0.0), grid(3.0, 4.0), Some(5.0)),
            (degrees(52.0, -2.0), degrees(53.0, -2.0), Some(111_132.0)),
            (degrees(0.0, 10.0), degrees(0.0, 11.0), Some(111_132.0)),
            (grid(0.0, 0.0), degrees(0.0, 0.0), None),
            (grid(0.0, 0.0), grid(f64::NAN, 0.0), None),
        ] {
            assert_eq!(distance_metres(a, b), metres, "{a:?} {b:?}");
        }
    }

    #[test]
    fn births_are_the_same_near_or_different() {
        const DAY: i64 = 86_400;
        for (a, b, level) in [
            (0, 0, 1),
            (0, 3_600, 1),
            (0, DAY, 2),
            (0, 365 * DAY, 2),
            (0, 3_652 * DAY, 2),
            (0, 200 * DAY, 3),
            (0, i64::MIN, 0),
        ] {
            assert_eq!(born_level(a, b), level, "{a} {b}");
            assert_eq!(born_level(b, a), level, "{b} {a}");
        }
    }

    #[test]
    fn house_numbers_agree_unless_both_say_otherwise() {
        for (a, b, agree) in
            [("12", "12", true), ("", "12", true), ("2B 12", "12", true), ("12", "14", false), ("", "", true)]
        {
            assert_eq!(numbers_agree(a, b), agree, "{a} {b}");
        }
    }
}
