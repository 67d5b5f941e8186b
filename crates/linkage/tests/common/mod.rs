//! A small force of our own hand, beside that of synth, so that linkage is not tuned to one
//! generator: no references, slips, missing fields, wrong places, several crimes, duplicate calls,
//! repeat victims and hot spots. Plainly fictional.

use linkage::Records;
use terms::{CrimeRow, Family, IncidentRow, Instant, PersonRow, Place, Point};

const DAY: f64 = 86_400.0;
const START: f64 = 1_790_000_000.0;

#[derive(Clone, Default)]
pub struct Force {
    pub incidents: Vec<IncidentRow>,
    pub crimes: Vec<CrimeRow>,
    pub people: Vec<PersonRow>,
    pub incident_families: Vec<Family>,
    pub crime_families: Vec<Family>,
    pub links: Vec<(usize, usize)>,
}

impl Force {
    pub fn records(&self) -> Records<'_> {
        Records {
            incidents: &self.incidents,
            crimes: &self.crimes,
            people: &self.people,
            incident_families: &self.incident_families,
            crime_families: &self.crime_families,
        }
    }

    /// Cross-references on every n-th true link, from the crime's side.
    pub fn with_references(mut self, every: usize) -> Self {
        for &(incident, crime) in self.links.iter().step_by(every) {
            self.crimes[crime].incident_refs =
                self.incidents[incident].incident_ref.iter().cloned().collect();
        }
        self
    }
}

/// Park and Miller's generator (1988), enough for rows of a test.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed * 7_919 + 17)
    }

    pub fn share(&mut self) -> f64 {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0 as f64 / 2_147_483_647.0
    }

    pub fn below(&mut self, n: usize) -> usize {
        ((self.share() * n as f64) as usize).min(n - 1)
    }

    pub fn chance(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// Skewed to the low numbers.
    fn skewed(&mut self, n: usize) -> usize {
        let share = self.share();
        ((share * share * n as f64) as usize).min(n - 1)
    }
}

const STREETS: [&str; 12] = [
    "Mill Lane",
    "High Street",
    "Church Road",
    "Glebe Close",
    "Lakey Hill",
    "Penny Row",
    "Heydon Drive",
    "Brook Street",
    "Willow Avenue",
    "Station Road",
    "Green Terrace",
    "Orchard Court",
];
const TOWNS: [&str; 5] = ["Felpersham", "Borchester", "Ambridge", "Penny Hassett", "Hollerton"];
const STARTS: [&str; 12] =
    ["Ar", "Gru", "Ald", "Car", "Sno", "Fai", "Pem", "Tho", "Bel", "Her", "Wool", "Tre"];
const ENDS: [&str; 14] = [
    "cher", "ndy", "ridge", "ter", "wdon", "rbrother", "broke", "rne", "lamy", "bert", "ley", "gorran",
    "sden", "field",
];
const FORENAMES: [&str; 10] =
    ["Phil", "Jill", "Eddie", "Clarrie", "Brian", "Jennifer", "Lynda", "Usha", "Neil", "Susan"];
const FAMILIES: [Family; 6] = [
    Family::Violence,
    Family::Theft,
    Family::Damage,
    Family::Burglary,
    Family::Domestic,
    Family::PublicOrder,
];

struct Somebody {
    surname: String,
    forename: &'static str,
    born: Option<Instant>,
    phone: String,
    home: usize,
}

fn somebody(dice: &mut Dice, n_homes: usize) -> Somebody {
    let surname = format!("{}{}", STARTS[dice.skewed(12)], ENDS[dice.skewed(14)]);
    let days = 4_000 + dice.below(15_000) as i64;
    Somebody {
        surname,
        forename: FORENAMES[dice.skewed(10)],
        born: Some(Instant::exact(days * 86_400)),
        phone: format!("07700{:06}", dice.below(1_000_000)),
        home: dice.below(n_homes),
    }
}

fn place(number: usize) -> Place {
    let (street, town) = (STREETS[number % 12], TOWNS[number / 12 % 5]);
    let (east, north) = ((number * 7_919 % 30_011) as f64, (number * 104_729 % 30_013) as f64);
    Place {
        place: Some(format!("{} {street}, {town}", number / 60 + 1).into()),
        postcode: Some(
            format!("BF{} {}A{}", number / 12 % 5 + 1, number % 9, (b'A' + (number % 20) as u8) as char)
                .into(),
        ),
        point: Some(Point::Grid { easting: 400_000.0 + east, northing: 200_000.0 + north }),
    }
}

fn worn(dice: &mut Dice, place: Place, n_homes: usize) -> Place {
    let mut place = if dice.chance(0.06) { self::place(dice.below(n_homes)) } else { place };
    if dice.chance(0.2) {
        place.place = place.place.map(|text| slip(dice, &text).into());
    }
    place.place = place.place.filter(|_| !dice.chance(0.15));
    place.postcode = place.postcode.filter(|_| !dice.chance(0.3));
    place.point = place.point.filter(|_| !dice.chance(0.3));
    place
}

fn slip(dice: &mut Dice, text: &str) -> String {
    let at = 1 + dice.below(text.len().max(2) - 1);
    text.chars().enumerate().filter(|(here, _)| *here != at).map(|(_, letter)| letter).collect()
}

fn named(dice: &mut Dice, who: &Somebody, reference: &str) -> PersonRow {
    let surname = if dice.chance(0.1) { slip(dice, &who.surname) } else { who.surname.clone() };
    PersonRow {
        reference: Some(reference.into()),
        surname: (!dice.chance(0.1)).then(|| surname.into()),
        forename: (!dice.chance(0.2)).then(|| who.forename.into()),
        born: who.born.filter(|_| !dice.chance(0.45)),
        phone: (!dice.chance(0.4)).then(|| who.phone.as_str().into()),
        ..PersonRow::default()
    }
}

/// A force of some `n` events at 200 a day.
pub fn force(seed: u64, n: usize) -> Force {
    let mut dice = Dice::new(seed);
    let (n_homes, n_people) = (n / 2 + 40, n / 2 + 20);
    let people: Vec<Somebody> = (0..n_people).map(|_| somebody(&mut dice, n_homes)).collect();
    let mut force = Force::default();
    for _ in 0..n {
        let who = &people[if dice.chance(0.3) { dice.below(n_people / 8) } else { dice.below(n_people) }];
        event(&mut force, &mut dice, who, &people, n, n_homes);
    }
    force
}

fn event(force: &mut Force, dice: &mut Dice, who: &Somebody, all: &[Somebody], n: usize, n_homes: usize) {
    let site = if dice.chance(0.25) { dice.below(12) } else { who.home };
    let received = START + dice.share() * (n as f64 / 200.0) * DAY;
    let family = FAMILIES[dice.below(6)];
    let mut calls = vec![incident(force, dice, site, received, family, n_homes)];
    if dice.chance(0.06) {
        let again = received + 60.0 + dice.share() * 1_800.0;
        calls.push(incident(force, dice, site, again, family, n_homes));
    }
    for (order, &call) in calls.iter().enumerate() {
        let other = order > 0 || dice.chance(0.15);
        let caller = if other { &all[dice.below(all.len())] } else { who };
        let reference = format!("I{call}");
        let row = named(dice, caller, &reference);
        force.people.push(row);
    }
    let n_crimes = if dice.chance(0.4) { 0 } else { 1 + usize::from(dice.chance(0.11)) };
    for _ in 0..n_crimes {
        let late = dice.share();
        let delay =
            600.0 + 3_600.0 * 3.0 * late + if dice.chance(0.2) { DAY * 20.0 * late * late } else { 0.0 };
        let at = crime(force, dice, site, received, received + delay, family, n_homes);
        let row = named(dice, who, &format!("C{at}"));
        force.people.push(row);
        force.links.extend(calls.iter().map(|&call| (call, at)));
    }
    if dice.chance(0.1) {
        let other = &all[dice.below(all.len())];
        let at = crime(force, dice, other.home, received, received + 7_200.0, family, n_homes);
        let row = named(dice, other, &format!("C{at}"));
        force.people.push(row);
    }
}

fn incident(
    force: &mut Force,
    dice: &mut Dice,
    site: usize,
    at: f64,
    family: Family,
    n_homes: usize,
) -> usize {
    let number = force.incidents.len();
    force.incidents.push(IncidentRow {
        incident_ref: Some(format!("I{number}").as_str().into()),
        received_at: Some(Instant::exact(at as i64 / 60 * 60)),
        place: worn(dice, place(site), n_homes),
        unit: Some(TOWNS[site / 12 % 5].into()),
        ..IncidentRow::default()
    });
    let family = if dice.chance(0.2) { Family::Welfare } else { family };
    force.incident_families.push(family);
    number
}

fn crime(
    force: &mut Force,
    dice: &mut Dice,
    site: usize,
    received: f64,
    recorded: f64,
    family: Family,
    n_homes: usize,
) -> usize {
    let number = force.crimes.len();
    let from = received - dice.share() * dice.share() * DAY;
    let minute = |at: f64| Some(Instant::exact(at as i64 / 60 * 60));
    force.crimes.push(CrimeRow {
        crime_ref: Some(format!("C{number}").as_str().into()),
        recorded_at: minute(recorded),
        reported_at: minute(received + dice.share() * 1_800.0).filter(|_| dice.chance(0.5)),
        offence_from: minute(from),
        offence_to: minute(from + dice.share() * 3_600.0),
        place: worn(dice, place(site), n_homes),
        ..CrimeRow::default()
    });
    force.crime_families.push(family);
    number
}
