//! What the draw and the agreement intervals are held to.

use std::collections::BTreeMap;

use audit::agreement::{Ratings, Weights, bootstrap, cohen, gwet_ac1};
use audit::beta::normal_cdf;
use audit::draw::{FrameLine, Race, draw};
use audit::law::{des_raj_enumeration, sequences};
use audit::random::Stream;
use rayon::prelude::*;

use super::report::{Section, share};
use super::world::{Incident, World, seed_of};

/// Order and prefix over many seeds, against the exact law; totals on enumerated frames; the order of rows.
pub fn selection(n_seeds: u64) -> Section {
    let mut section = Section::new("Selection");
    let sizes = [1_u64, 2, 3, 5, 8, 13];
    let frame: Vec<FrameLine> = sizes
        .iter()
        .enumerate()
        .map(|(n, size)| FrameLine {
            id: format!("INC-{n}"),
            stratum: "all".into(),
            size: *size,
            cap: 1,
            recorded: 0,
        })
        .collect();
    let float: Vec<f64> = sizes.iter().map(|size| *size as f64).collect();
    let Some(exact) = sequences(&float, 2) else { return section };
    if let Ok(race) = Race::new(&frame) {
        let pair = |run: u64| {
            let drawn = race.first(&seed_of(run), 6).unwrap_or_default();
            let short = race.first(&seed_of(run), 2).unwrap_or_default();
            let same = drawn.get(..2) == short.get(..);
            (drawn.iter().take(2).map(|one| one.line).collect::<Vec<_>>(), same)
        };
        let all: Vec<(Vec<usize>, bool)> = (0..n_seeds).into_par_iter().map(pair).collect();
        let mut seen: BTreeMap<&[usize], f64> = BTreeMap::new();
        all.iter().for_each(|(order, _)| *seen.entry(order).or_default() += 1.0);
        let chi_square: f64 = exact
            .iter()
            .map(|sequence| {
                let expected = sequence.probability * n_seeds as f64;
                let got = seen.get(sequence.order.as_slice()).copied().unwrap_or(0.0);
                (got - expected).powi(2) / expected
            })
            .sum();
        let p = chi_square_tail(chi_square, exact.len() as f64 - 1.0);
        section.held(
            format!("the first two of six over {n_seeds} seeds, against successive sampling"),
            format!("chi-square {chi_square:.1} on {} degrees, p = {p:.3}", exact.len() - 1),
            "p > 0.001",
            p > 0.001,
        );
        let n_same = all.iter().filter(|one| one.1).count();
        section.held(
            "a shorter list is the beginning of the longer",
            format!("{n_same} of {n_seeds}"),
            "all",
            n_same as u64 == n_seeds,
        );
    }
    let far =
        [3, 4].into_iter().filter_map(|n| des_raj_enumeration(&[0.0, 1.0, 0.0, 2.0, 3.0, 1.0], &float, n));
    let off = far
        .map(|all| {
            (all.expectation - all.true_total)
                .abs()
                .max((all.expected_variance.unwrap_or(0.0) - all.true_variance).abs())
        })
        .fold(0.0, f64::max);
    section.held(
        "Des Raj total and its variance on every ordered sample of 3 and 4 of 6",
        format!("off by {off:.1e}"),
        "< 1e-9",
        off < 1e-9,
    );
    section
}

/// The order of the rows and the number of threads change nothing.
pub fn reordered(seed: u64, n_frame: usize, n_runs: u64) -> Section {
    let mut section = Section::new("Reproducibility");
    let line = |one: &Incident| FrameLine {
        id: one.id.clone(),
        stratum: one.family.name().to_lowercase(),
        size: one.owed + 1,
        cap: one.owed.max(one.recorded).max(1),
        recorded: one.recorded,
    };
    let frame: Vec<FrameLine> = World::new(seed, n_frame, 0.95).incidents.iter().map(line).collect();
    let ids = |frame: &[FrameLine], seed: &str| -> Vec<String> {
        let drawn = draw(frame, seed).unwrap_or_default();
        drawn.iter().filter_map(|one| frame.get(one.line)).map(|line| line.id.clone()).collect()
    };
    let same = (0..n_runs)
        .into_par_iter()
        .filter(|run| {
            let mut turned = frame.clone();
            super::world::shuffle(&mut turned, &mut Stream::new(*run));
            let seed = seed_of(*run);
            ids(&frame, &seed) == ids(&turned, &seed)
        })
        .count();
    section.held(
        format!("rows shuffled, on {} threads at once", rayon::current_num_threads()),
        format!("{same} of {n_runs} lists the same"),
        "all",
        same as u64 == n_runs,
    );
    section
}

/// Agreement intervals, 3% of 600 incidents hold a crime, markers right in 97% and 90% of those and wrong in 1%
/// of the rest.
pub fn agreement(n_runs: u64) -> Section {
    let mut section = Section::new("Agreement: intervals at prevalence 3%, 600 incidents, two markers");
    let table = expected_table();
    let (ac1, kappa) = truths(&table);
    let one = |run: u64| {
        let mut stream = Stream::new(run ^ 0x6167_7265);
        let mark = |is_crime: bool, sensitivity: f64, stream: &mut Stream| {
            Some(usize::from(stream.chance(if is_crime { sensitivity } else { FALSE_ALARM })))
        };
        let units = (0..600)
            .map(|_| {
                let is_crime = stream.chance(PREVALENCE);
                vec![mark(is_crime, SENSITIVITY[0], &mut stream), mark(is_crime, SENSITIVITY[1], &mut stream)]
            })
            .collect();
        let ratings = Ratings { n_categories: 2, units };
        let holds = |ends: Option<(f64, f64)>, truth: f64| {
            ends.is_some_and(|ends| ends.0 <= truth && truth <= ends.1)
        };
        let value = |ratings: &Ratings| gwet_ac1(ratings, 0.05).ok().map(|ac1| ac1.value);
        [
            holds(gwet_ac1(&ratings, 0.05).ok().and_then(|ac1| ac1.ends), ac1),
            holds(bootstrap(&ratings, value, 200, run, 0.05), ac1),
            holds(cohen(&ratings, Weights::Identity, 0.05).ok().and_then(|kappa| kappa.ends), kappa),
        ]
    };
    let all: Vec<[bool; 3]> = (0..n_runs).into_par_iter().map(one).collect();
    for (at, name) in ["AC1, closed form", "AC1, bootstrap of incidents", "Cohen's kappa, delta method"]
        .into_iter()
        .enumerate()
    {
        let k = all.iter().filter(|run| run.get(at) == Some(&true)).count();
        let noise = 3.0 * (0.93 * 0.07 / n_runs as f64).sqrt();
        section.held(
            name,
            format!("covers {}", share(k, all.len())),
            ">= 93%",
            k as f64 / n_runs as f64 >= 0.93 - noise,
        );
    }
    section
}

const PREVALENCE: f64 = 0.03;
const SENSITIVITY: [f64; 2] = [0.97, 0.90];
const FALSE_ALARM: f64 = 0.01;

/// Shares of (no, no), (no, yes), (yes, no), (yes, yes).
fn expected_table() -> [f64; 4] {
    let cell = |a: bool, b: bool| {
        let p = |yes: bool, chance: f64| if yes { chance } else { 1.0 - chance };
        PREVALENCE * p(a, SENSITIVITY[0]) * p(b, SENSITIVITY[1])
            + (1.0 - PREVALENCE) * p(a, FALSE_ALARM) * p(b, FALSE_ALARM)
    };
    [cell(false, false), cell(false, true), cell(true, false), cell(true, true)]
}

/// AC1 and kappa of the whole population.
fn truths(table: &[f64; 4]) -> (f64, f64) {
    let [nn, ny, yn, yy] = *table;
    let (first, second) = (yn + yy, ny + yy);
    let yes = 0.5 * (first + second);
    let by_chance = 2.0 * yes * (1.0 - yes);
    let kappa_chance = first * second + (1.0 - first) * (1.0 - second);
    ((nn + yy - by_chance) / (1.0 - by_chance), (nn + yy - kappa_chance) / (1.0 - kappa_chance))
}

/// P(chi-square >= x), Wilson & Hilferty 1931.
fn chi_square_tail(x: f64, df: f64) -> f64 {
    let z = ((x / df).cbrt() - (1.0 - 2.0 / (9.0 * df))) / (2.0 / (9.0 * df)).sqrt();
    1.0 - normal_cdf(z)
}
