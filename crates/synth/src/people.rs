//! The people of Borsetshire, plainly invented: surnames that nobody bears, phones from the ranges
//! Ofcom keeps for drama (01632 960000 to 960999, 07700 900000 to 900999).

use alloc::format;
use alloc::string::String;

use terms::{Day, Instant, PersonRole, PersonRow, Place, Precision, Text, Zone};

use crate::options::Difficulty;
use crate::random::Random;

/// Forenames with their short forms; earlier ones are commoner.
const FORENAMES: [(&str, &str); 48] = [
    ("Margaret", "Maggie"),
    ("Thomas", "Tom"),
    ("Elizabeth", "Liz"),
    ("William", "Bill"),
    ("Katherine", "Kate"),
    ("Robert", "Bob"),
    ("Samantha", "Sam"),
    ("Michael", "Mike"),
    ("Jennifer", "Jen"),
    ("Daniel", "Dan"),
    ("Rebecca", "Becky"),
    ("Joseph", "Joe"),
    ("Victoria", "Vicky"),
    ("Christopher", "Chris"),
    ("Abigail", "Abi"),
    ("Anthony", "Tony"),
    ("Jessica", "Jess"),
    ("Mohammed", "Mo"),
    ("Patricia", "Pat"),
    ("Benjamin", "Ben"),
    ("Alexandra", "Alex"),
    ("Matthew", "Matt"),
    ("Deborah", "Debbie"),
    ("Timothy", "Tim"),
    ("Aneesa", "Annie"),
    ("Nicholas", "Nick"),
    ("Frances", "Fran"),
    ("Edward", "Ted"),
    ("Philippa", "Pippa"),
    ("Rajinder", "Raj"),
    ("Susannah", "Sue"),
    ("Stephen", "Steve"),
    ("Oluwaseun", "Seun"),
    ("Gregory", "Greg"),
    ("Wilhelmina", "Mina"),
    ("Zachary", "Zac"),
    ("Theresa", "Tess"),
    ("Leonard", "Len"),
    ("Isabella", "Bella"),
    ("Frederick", "Fred"),
    ("Charlotte", "Lottie"),
    ("Kwabena", "Kobby"),
    ("Josephine", "Jo"),
    ("Archibald", "Archie"),
    ("Penelope", "Penny"),
    ("Reginald", "Reg"),
    ("Genevieve", "Gen"),
    ("Barnaby", "Barney"),
];

const SURNAME_STARTS: [&str; 60] = [
    "Bramble", "Thistle", "Marrow", "Pudding", "Quill", "Tansy", "Cobble", "Fiddle", "Goose", "Hobble",
    "Jangle", "Kettle", "Lark", "Muddle", "Nettle", "Otter", "Parsnip", "Rumble", "Saffron", "Tumble",
    "Umber", "Velvet", "Whistle", "Yarrow", "Zephyr", "Acorn", "Butter", "Crumpet", "Dimple", "Ember",
    "Anvil", "Badger", "Candle", "Dapple", "Easel", "Ferret", "Gherkin", "Hamper", "Inkle", "Juniper",
    "Kernel", "Ladle", "Mitten", "Noodle", "Onion", "Pebble", "Quiver", "Ribbon", "Squirrel", "Trumpet",
    "Urchin", "Vellum", "Waffle", "Yonder", "Zither", "Almond", "Barley", "Clover", "Dumpling", "Elder",
];

const SURNAME_ENDS: [&str; 24] = [
    "wick", "feather", "bottom", "shanks", "worth", "thorpe", "button", "pepper", "stitch", "whistle",
    "gate", "dale", "waite", "low", "croft", "hurst", "ling", "mere", "combe", "sworthy", "bury", "nock",
    "garth", "ham",
];

/// A person of the county: the household and the number in it. 0 and 1 are adults, 2 is a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// The household.
    pub household: usize,
    /// Which of its members.
    pub member: usize,
}

/// Who somebody is in fact.
#[derive(Clone, Debug)]
pub struct Identity {
    forename: &'static str,
    short: &'static str,
    surname: String,
    born: Day,
    phone: String,
}

impl Person {
    /// Some person of a county with that many households; adults twice as often as children.
    pub fn somebody(n_households: usize, random: &mut Random) -> Self {
        let member = random.weighted([0.4, 0.4, 0.2].into_iter());
        Self { household: random.below(n_households), member }
    }

    /// Who this person is; the same at every call.
    pub fn identity(self, seed: u64) -> Identity {
        let mut family = Random::for_item(seed, "household", self.household);
        let shared = surname(&mut family);
        let mut random = Random::for_item(seed, "person", self.household * 3 + self.member);
        let own = surname(&mut random);
        // Three in ten second adults bear a name of their own.
        let surname = if self.member == 1 && random.chance(0.3) { own } else { shared };
        let (forename, short) =
            FORENAMES.get(skewed(FORENAMES.len(), &mut random)).copied().unwrap_or(("", ""));
        let age = if self.member == 2 { 17.0 * random.uniform() } else { 18.0 + 62.0 * random.uniform() };
        // Aged at 2026-01-01, day 20,454.
        let born = Day(20_454 - (age * 365.25) as i32);
        Identity { forename, short, surname, born, phone: phone(&mut random) }
    }

    /// The key this person has where systems share keys.
    fn key(self) -> Text {
        format!("P{:08}", self.household * 3 + self.member + 1).into()
    }
}

fn surname(random: &mut Random) -> String {
    let start = SURNAME_STARTS.get(skewed(SURNAME_STARTS.len(), random)).copied().unwrap_or("");
    let end = SURNAME_ENDS.get(skewed(SURNAME_ENDS.len(), random)).copied().unwrap_or("");
    format!("{start}{end}")
}

/// Early positions are commoner, as with real names.
fn skewed(n: usize, random: &mut Random) -> usize {
    let u = random.uniform();
    ((u * libm::sqrt(u) * n as f64) as usize).min(n.saturating_sub(1))
}

fn phone(random: &mut Random) -> String {
    let mobile = random.chance(0.8);
    let number = random.below(1_000);
    if mobile { format!("07700 900{number:03}") } else { format!("01632 960{number:03}") }
}

/// Where the people come from: the seed, and the zone that dates of birth are in.
#[derive(Clone, Debug)]
pub struct Census {
    /// The seed of the world.
    pub seed: u64,
    /// Europe/London.
    pub zone: Zone,
}

/// What a record leaves out about a person. Shares of one.
#[derive(Clone, Copy, Debug)]
pub struct Gaps {
    /// Date of birth.
    pub born: f64,
    /// Phone.
    pub phone: f64,
    /// Forename.
    pub forename: f64,
}

/// One mention of a person in a record.
#[derive(Clone, Debug)]
pub struct Mention<'w> {
    /// Who.
    pub person: Person,
    /// As what.
    pub role: PersonRole,
    /// In which incident or crime.
    pub reference: &'w str,
    /// Their address.
    pub home: Place,
}

/// The row of a mention, with what this record leaves out or mistypes.
pub fn row(
    mention: Mention<'_>,
    census: &Census,
    gaps: Gaps,
    how: &Difficulty,
    random: &mut Random,
) -> PersonRow {
    let Identity { forename, short, surname, born, phone } = mention.person.identity(census.seed);
    let forename = if random.chance(how.nicknames) { short } else { forename };
    let (no_born, no_phone, no_forename) =
        (random.chance(gaps.born), random.chance(gaps.phone), random.chance(gaps.forename));
    let keyed = Random::for_item(census.seed, "key", mention.person.household).chance(how.shared_person_keys);
    let born = mistyped_day(born, how.typos, random);
    PersonRow {
        reference: Some(mention.reference.into()),
        role: Some(mention.role),
        person_id: keyed.then(|| mention.person.key()),
        surname: Some(mistyped(&surname, how.typos, random)),
        forename: Some(mistyped(forename, how.typos, random)).filter(|_| !no_forename),
        born: (!no_born).then(|| Instant::new(census.zone.start_of_day(born), Precision::Day)),
        phone: Some(mistyped(&phone, how.typos, random)).filter(|_| !no_phone),
        place: mention.home,
    }
}

/// A slip of the keys: two neighbours swapped, one letter lost, or one struck twice.
fn mistyped(text: &str, rate: f64, random: &mut Random) -> Text {
    let (slip, kind, share) = (random.chance(rate), random.below(3), random.uniform());
    let mut letters: alloc::vec::Vec<char> = text.chars().collect();
    if !slip || letters.len() < 4 {
        return text.into();
    }
    let at = 1 + (share * (letters.len() - 2) as f64) as usize;
    match kind {
        0 => letters.swap(at, at - 1),
        1 => drop(letters.remove(at)),
        _ => letters.insert(at, letters.get(at).copied().unwrap_or(' ')),
    }
    letters.into_iter().collect::<String>().into()
}

/// Day and month swapped where that is a date, else the day before or after.
fn mistyped_day(day: Day, rate: f64, random: &mut Random) -> Day {
    let (slip, later) = (random.chance(rate), random.chance(0.5));
    if !slip {
        return day;
    }
    let (year, month, date) = day.date();
    let swapped = (date != month).then(|| Day::from_date(year as i16, date as i8, month as i8)).flatten();
    swapped.unwrap_or(Day(day.0 + if later { 1 } else { -1 }))
}
