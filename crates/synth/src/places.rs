//! The places of Borsetshire: twelve towns, their streets and houses, and the few busy places where
//! much happens. All invented; the grid box lies in the English Channel, where nobody lives, and no
//! postcode begins with ZB.

use alloc::format;
use alloc::string::String;

use terms::{Place, Point};

use crate::options::{Difficulty, Missing};
use crate::random::Random;

/// South-west corner of the county box, British National Grid, metres.
const CORNER: (f64, f64) = (480_000.0, 20_000.0);

const TOWNS: [(&str, f64); 12] = [
    ("QUILLHAMPTON", 30.0),
    ("SALTMERE BAY", 16.0),
    ("MARROWBY", 12.0),
    ("THISTLEWICK CROSS", 9.0),
    ("OXENFOLD PARVA", 7.0),
    ("CINDERHYTHE", 6.0),
    ("LARKWATER MAGNA", 5.0),
    ("DUNMARROW", 4.0),
    ("BRAMBLESTOW", 4.0),
    ("HOBBLING SPA", 3.0),
    ("NETHERQUAVER", 2.0),
    ("UPPER QUAVER", 2.0),
];

const UNITS: [&str; 4] = ["Quillhampton", "Coast", "Downs", "Quaver Valley"];

const STREETS: [&str; 40] = [
    "ALDERMARSH",
    "BAKEHOUSE",
    "BLUEBELL",
    "BOBBIN",
    "CANDLE",
    "CARTWHEEL",
    "CLOVERLEAF",
    "COPPERPOT",
    "CORNCRAKE",
    "DANDELION",
    "DOVECOTE",
    "DRAGONFLY",
    "FIDDLER",
    "FOXTROT",
    "GANDER",
    "GOOSEFOOT",
    "HARVEST MOON",
    "HAZELNUT",
    "HEDGEHOG",
    "HOPSCOTCH",
    "JACKDAW",
    "KINGCUP",
    "LAMPLIGHTER",
    "LAVENDER",
    "MAYFLY",
    "MILKMAID",
    "MUSTARDSEED",
    "NIGHTJAR",
    "OATCAKE",
    "PEPPERPOT",
    "PLOUGHBOY",
    "PUDDING",
    "QUINCE TREE",
    "SKYLARK",
    "SNOWDROP",
    "SPINDLE",
    "TEASEL",
    "THIMBLE",
    "WAGTAIL",
    "WINDFALL",
];

const KINDS: [(&str, &str); 10] = [
    ("ROAD", "RD"),
    ("STREET", "ST"),
    ("LANE", "LN"),
    ("AVENUE", "AVE"),
    ("CLOSE", "CL"),
    ("DRIVE", "DR"),
    ("COURT", "CT"),
    ("TERRACE", "TER"),
    ("CRESCENT", "CRES"),
    ("GARDENS", "GDNS"),
];

/// Busy places, busiest first in each town: an event outside the home falls on the first far more
/// often than on the last.
const HOT_SPOTS: [&str; 8] = [
    "MARKET SQUARE",
    "BORSET GENERAL HOSPITAL, A AND E",
    "GOLDEN FLEECE SHOPPING CENTRE",
    "THE VELVET HARE NIGHTCLUB",
    "RAILWAY STATION FORECOURT",
    "THE HAYLOFT SUPERSTORE",
    "WILLOWBANK CARE HOME",
    "MUSTARDSEED ACADEMY",
];

const HOUSES_PER_STREET: usize = 100;

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A house, by its number in the county.
    House(usize),
    /// A stretch of a street, by the street's number in the county.
    Street(usize),
    /// A busy place: town and rank.
    Hot(usize, usize),
}

/// The gazetteer of a county large enough for a number of households.
#[derive(Clone, Copy, Debug)]
pub struct County {
    n_streets: usize,
}

impl County {
    /// A county with room for at least `n_households`.
    pub fn new(n_households: usize) -> Self {
        Self { n_streets: n_households / HOUSES_PER_STREET + TOWNS.len() * 4 }
    }

    /// The house of a household. Neighbouring household numbers live far apart.
    pub fn home(&self, household: usize) -> Spot {
        let n_houses = (self.n_streets * HOUSES_PER_STREET) as u64;
        // A prime larger than any county makes this a one-to-one map of the houses.
        Spot::House(((household as u64 % n_houses).wrapping_mul(1_000_000_007) % n_houses) as usize)
    }

    /// Some street.
    pub fn street(&self, random: &mut Random) -> Spot {
        Spot::Street(random.below(self.n_streets))
    }

    /// Some house.
    pub fn house(&self, random: &mut Random) -> Spot {
        Spot::House(random.below(self.n_streets * HOUSES_PER_STREET))
    }

    /// A busy place, the busiest far more often.
    pub fn hot_spot(&self, random: &mut Random) -> Spot {
        let town = random.weighted(TOWNS.iter().map(|(_, weight)| *weight));
        let rank = random.weighted((1..=HOT_SPOTS.len()).map(|rank| 1.0 / rank as f64));
        Spot::Hot(town, rank)
    }

    /// A house a few doors on.
    pub fn nearby(&self, spot: Spot, random: &mut Random) -> Spot {
        match spot {
            Spot::House(house) => {
                let number = (house % HOUSES_PER_STREET + 1 + random.below(12)) % HOUSES_PER_STREET;
                Spot::House(house - house % HOUSES_PER_STREET + number)
            }
            Spot::Street(street) => Spot::House(street * HOUSES_PER_STREET + random.below(HOUSES_PER_STREET)),
            Spot::Hot(town, rank) => Spot::Hot(town, (rank + 1) % HOT_SPOTS.len()),
        }
    }

    /// The name of the policing area a place lies in.
    pub fn unit(&self, spot: Spot) -> &'static str {
        let town = self.town(spot);
        UNITS.get(if town == 0 { 0 } else { 1 + town % 3 }).copied().unwrap_or("")
    }

    fn town(&self, spot: Spot) -> usize {
        match spot {
            Spot::House(house) => self.town_of_street(house / HOUSES_PER_STREET),
            Spot::Street(street) => self.town_of_street(street),
            Spot::Hot(town, _) => town,
        }
    }

    /// Streets go to towns in proportion to their size, in order.
    fn town_of_street(&self, street: usize) -> usize {
        let mut left = street as f64 / self.n_streets as f64;
        for (town, (_, weight)) in TOWNS.iter().enumerate() {
            left -= weight / 100.0;
            if left < 0.0 {
                return town;
            }
        }
        TOWNS.len() - 1
    }

    /// The place as an extract has it: missing values, other spellings, and coordinates off by
    /// `slack_metres`.
    pub fn record(&self, spot: Spot, how: &Difficulty, slack_metres: f64, random: &mut Random) -> Place {
        let Missing { postcode, point, .. } = how.missing;
        let (variant, no_postcode, no_point) =
            (random.chance(how.place_variants), random.chance(postcode), random.chance(point));
        let (east, north) = (random.normal() * slack_metres, random.normal() * slack_metres);
        let exact = self.point(spot);
        Place {
            place: Some(self.text(spot, variant).into()),
            postcode: (!no_postcode).then(|| self.postcode(spot).into()),
            point: (!no_point).then(|| moved(exact, east, north)),
        }
    }

    fn text(&self, spot: Spot, variant: bool) -> String {
        let (town, _) = TOWNS.get(self.town(spot)).copied().unwrap_or(("", 0.0));
        match spot {
            Spot::House(house) => {
                let street = street_name(house / HOUSES_PER_STREET, variant);
                let comma = if variant { "" } else { "," };
                format!("{} {street}{comma} {town}", house % HOUSES_PER_STREET + 1)
            }
            Spot::Street(street) if variant => format!("{} {town}", street_name(street, true)),
            Spot::Street(street) => format!("{}, {town}", street_name(street, false)),
            Spot::Hot(_, rank) => {
                let name = HOT_SPOTS.get(rank).copied().unwrap_or("");
                let joint = if variant { " O/S " } else { "" };
                if variant {
                    format!("{joint}{name} {town}").trim_start().into()
                } else {
                    format!("{name}, {town}")
                }
            }
        }
    }

    fn postcode(&self, spot: Spot) -> String {
        let letters = b"ABDEFGHJLNPQRSTUWXYZ";
        let unit = |n: usize| char::from(letters.get(n % letters.len()).copied().unwrap_or(b'A'));
        let town = self.town(spot) + 1;
        // One postcode to about 25 houses of a street, as in a real town.
        let block = match spot {
            Spot::House(house) => house / 25,
            Spot::Street(street) => street * HOUSES_PER_STREET / 25,
            Spot::Hot(town, rank) => 7_919 * (town * HOT_SPOTS.len() + rank + 1),
        };
        format!("ZB{town} {}{}{}", block / 400 % 9 + 1, unit(block / 20), unit(block))
    }

    fn point(&self, spot: Spot) -> Point {
        let town = self.town(spot);
        let centre = (
            CORNER.0 + 8_000.0 + (town % 4) as f64 * 15_000.0,
            CORNER.1 + 7_000.0 + (town / 4) as f64 * 13_000.0,
        );
        let (street, along) = match spot {
            Spot::House(house) => (house / HOUSES_PER_STREET, (house % HOUSES_PER_STREET) as f64 * 6.0),
            Spot::Street(street) => (street, 300.0),
            Spot::Hot(_, rank) => (usize::MAX - rank, 0.0),
        };
        let mut random = Random::for_item(0, "street", street);
        let spread = if matches!(spot, Spot::Hot(..)) { 250.0 } else { 1_800.0 };
        let bearing = random.uniform() * 2.0 * core::f64::consts::PI;
        let (east, north) = (random.normal() * spread, random.normal() * spread);
        let start = Point::Grid { easting: libm::round(centre.0), northing: libm::round(centre.1) };
        moved(start, east + along * libm::cos(bearing), north + along * libm::sin(bearing))
    }
}

/// The forty names, ten kinds and three ages of street: "OLD THIMBLE LANE".
fn street_name(street: usize, variant: bool) -> String {
    let name = STREETS.get(street % STREETS.len()).copied().unwrap_or("");
    let (kind, short) = KINDS.get(street / STREETS.len() % KINDS.len()).copied().unwrap_or(("", ""));
    let age = street / (STREETS.len() * KINDS.len());
    let kind = if variant { short } else { kind };
    match age {
        0 => format!("{name} {kind}"),
        1 => format!("OLD {name} {kind}"),
        2 => format!("NEW {name} {kind}"),
        _ => format!("{name} {kind} {age}"),
    }
}

fn moved(point: Point, east: f64, north: f64) -> Point {
    match point {
        Point::Grid { easting, northing } => {
            Point::Grid { easting: libm::round(easting + east), northing: libm::round(northing + north) }
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::collections::BTreeSet;

    #[test]
    fn every_household_has_a_house_of_its_own() {
        let county = County::new(20_000);
        let houses: BTreeSet<String> =
            (0..20_000).map(|household| county.text(county.home(household), false)).collect();
        assert_eq!(houses.len(), 20_000);
    }

    #[test]
    fn places_are_fictional_and_inside_the_box() {
        let county = County::new(5_000);
        let mut random = Random::new(1, "places");
        for household in 0..2_000 {
            for spot in [county.home(household), county.street(&mut random), county.hot_spot(&mut random)] {
                assert!(county.postcode(spot).starts_with("ZB"));
                let Point::Grid { easting, northing } = county.point(spot) else { panic!("{spot:?}") };
                assert!((470_000.0..555_000.0).contains(&easting), "{spot:?}");
                assert!((10_000.0..70_000.0).contains(&northing), "{spot:?}");
            }
        }
    }

    #[test]
    fn a_variant_is_the_same_place_written_otherwise() {
        let county = County::new(100);
        for (spot, full, variant) in [
            (Spot::House(0), "1 ALDERMARSH ROAD, QUILLHAMPTON", "1 ALDERMARSH RD QUILLHAMPTON"),
            (Spot::Street(1), "BAKEHOUSE ROAD, QUILLHAMPTON", "BAKEHOUSE RD QUILLHAMPTON"),
            (Spot::Hot(0, 0), "MARKET SQUARE, QUILLHAMPTON", "O/S MARKET SQUARE QUILLHAMPTON"),
        ] {
            assert_eq!(
                (county.text(spot, false).as_str(), county.text(spot, true).as_str()),
                (full, variant)
            );
        }
    }
}
