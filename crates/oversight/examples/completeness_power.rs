//! How often the completeness alarm is raised on seeded series: with no gap (false alarms) and with
//! a planted gap of any size, month, force and category (power). Prints the tables of
//! `docs/completeness.md`:
//!
//! `cargo run --release --locked -p oversight --example completeness_power [SCALE]`
//!
//! SCALE multiplies the number of runs (default 1).

use oversight::completeness::{ALL_CRIME, Alarm, Assessment, Options, assess};
use synth::random::Random;
use synth::series::{Design, Gap, categories, force_name, is_crime, series};
use terms::time::Month;

/// April 2015: any start will do.
const START: Month = Month(2015 * 12 + 3);

/// A name, a design, and how many seeded runs for false alarms and for each size of gap.
type Row = (&'static str, Design, u64, u64);

const fn design(n_forces: usize, n_months: usize, every: usize) -> Design {
    Design { n_forces, n_months, start: START, rough: 1.0, every }
}

const DESIGNS: [Row; 9] = [
    ("1 force, 2 months", design(1, 2, 1), 4_000, 400),
    ("1 force, 4 months", design(1, 4, 1), 2_000, 400),
    ("1 force, 24 months", design(1, 24, 1), 400, 400),
    ("1 force, 36 months", design(1, 36, 1), 250, 400),
    ("6 forces, 4 months", design(6, 4, 1), 500, 400),
    ("20 forces, 2 months, 4 apart", design(20, 5, 4), 300, 300),
    ("40 forces, 2 months", design(40, 2, 1), 150, 150),
    ("40 forces, 24 months", design(40, 24, 1), 8, 60),
    ("40 forces, 36 months", design(40, 36, 1), 6, 40),
];

const SHARES: [f64; 7] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0];

/// So many of so many.
#[derive(Clone, Copy, Default)]
struct Rate {
    k: u64,
    n: u64,
}

impl Rate {
    fn add(&mut self, hit: bool) {
        self.k += u64::from(hit);
        self.n += 1;
    }

    /// `12% (9 to 16)`: the 95% interval of Wilson (1927).
    fn words(self, places: usize) -> String {
        if self.n == 0 {
            return "-".into();
        }
        let (n, share, z2) = (self.n as f64, self.k as f64 / self.n as f64, 1.96_f64 * 1.96);
        let centre = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let half = 1.96 / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
        let (share, low, high) = (100.0 * share, 100.0 * (centre - half), 100.0 * (centre + half));
        format!("{share:.places$}% ({:.places$} to {high:.places$})", low.max(0.0))
    }
}

fn main() {
    let scale = std::env::args().nth(1).and_then(|arg| arg.parse::<f64>().ok()).unwrap_or(1.0);
    let runs = |n: u64| ((n as f64 * scale) as u64).max(2);
    println!("False alarms, no gap planted\n");
    println!("| design | rough | force-months | all crime | any category of a force-month | one category |");
    println!("|---|---|---|---|---|---|");
    for (name, design, n, _) in DESIGNS {
        for rough in [1.0, 1.5, 2.0] {
            false_alarms(name, &Design { rough, ..design }, runs(n));
        }
    }
    for (title, wanted) in [
        ("Power, all crime of one force cut, other counts whole", Wanted::AllCrime),
        ("Power, one category with 300 rows or more expected", Wanted::Large),
        ("Power, one category with fewer than 300 rows expected", Wanted::Small),
        ("Power, anti-social behaviour", Wanted::Asb),
        ("Power, all crime cut in the first month of the series", Wanted::First),
        ("Power, all crime cut in one force while another has the same gap", Wanted::Two),
    ] {
        println!("\n{title}\n\n| design | {} |", SHARES.map(|s| format!("-{:.0}%", 100.0 * s)).join(" | "));
        println!("|---|{}", "---|".repeat(SHARES.len()));
        for (name, design, _, n) in DESIGNS {
            power(name, &design, wanted, runs(n));
        }
    }
}

fn false_alarms(name: &str, design: &Design, runs: u64) {
    let (mut all, mut any, mut one) = (Rate::default(), Rate::default(), Rate::default());
    for seed in 0..runs {
        let found = assess(&series(seed, design, &[]), &is_crime, &Options::default());
        let tested = found.iter().filter(|a| a.alarm != Alarm::TooShort);
        tested.clone().filter(|a| &*a.category == ALL_CRIME).for_each(|a| {
            all.add(a.alarm == Alarm::Yes);
            let cells = tested.clone().filter(|b| b.force == a.force && b.period == a.period);
            any.add(cells.filter(|b| &*b.category != ALL_CRIME).any(|b| b.alarm == Alarm::Yes));
        });
        tested.filter(|a| &*a.category != ALL_CRIME).for_each(|a| one.add(a.alarm == Alarm::Yes));
    }
    println!(
        "| {name} | {} | {} | {} | {} | {} |",
        design.rough,
        all.n,
        all.words(2),
        any.words(2),
        one.words(3)
    );
}

#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    AllCrime,
    Large,
    Small,
    Asb,
    First,
    Two,
}

fn power(name: &str, design: &Design, wanted: Wanted, runs: u64) {
    if wanted == Wanted::Two && design.n_forces < 2 {
        return;
    }
    let cells = SHARES.map(|share| {
        let mut rate = Rate::default();
        // A stranger's seeds: none is used for false alarms.
        (1_000_000..1_000_000 + runs).for_each(|seed| {
            if let Some(hit) = raised(seed, design, wanted, share) {
                rate.add(hit);
            }
        });
        rate.words(0)
    });
    println!("| {name} | {} |", cells.join(" | "));
}

/// Whether the gap planted under this seed is raised; `None` where it is not of the kind wanted.
fn raised(seed: u64, design: &Design, wanted: Wanted, share: f64) -> Option<bool> {
    let mut random = Random::new(seed, "gap");
    let n_steps = design.n_months.div_ceil(design.every);
    let month = match wanted {
        Wanted::First => 0,
        _ => design.every * (1 + random.below(n_steps - 1)),
    };
    let category = match wanted {
        Wanted::Large | Wanted::Small => Some(random.below(categories().count())),
        Wanted::Asb => Some(0),
        _ => None,
    };
    let force = random.below(design.n_forces);
    let gap = Gap { force, category, month, share };
    let mut gaps = vec![gap];
    if wanted == Wanted::Two {
        gaps.push(Gap { force: (force + 1) % design.n_forces, ..gap });
    }
    let found = assess(&series(seed, design, &gaps), &is_crime, &Options::default());
    let target = target(&found, &gap)?;
    let expected = target.expected.unwrap_or(0.0);
    let fits = match wanted {
        Wanted::Large => expected >= 300.0,
        Wanted::Small => expected < 300.0,
        _ => true,
    };
    fits.then_some(target.alarm == Alarm::Yes)
}

fn target<'a>(found: &'a [Assessment], gap: &Gap) -> Option<&'a Assessment> {
    let force = force_name(gap.force);
    let category = gap.category.and_then(|c| categories().nth(c)).unwrap_or(ALL_CRIME);
    let month = Month(START.0 + gap.month as i32);
    found.iter().find(|a| *a.force == *force && *a.category == *category && a.period.start == month)
}
