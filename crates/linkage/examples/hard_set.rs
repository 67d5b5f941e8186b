//! Precision, recall and F1 of probable links beside the naive rule, on hard sets of synth.
//!
//! `cargo run --release --example hard_set -p linkage -- [INCIDENTS] [FIRST_SEED] [SEEDS]`

use std::collections::HashMap;
use std::time::Instant;

use linkage::quality::{Quality, compare};
use linkage::{Options, Records, link, naive};
use synth::World;
use terms::Family;

fn main() {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|text| text.parse().ok()).collect();
    let number = |at: usize, default: u64| numbers.get(at).copied().unwrap_or(default);
    let (n, first, n_seeds) = (number(0, 20_000), number(1, 1), number(2, 5));
    println!("seed\trule\tfamilies\tprecision\trecall\tf1\tseconds");
    (first..first + n_seeds).for_each(|seed| measure(seed, n as usize));
}

fn measure(seed: u64, n_incidents: usize) {
    let world = synth::force(&synth::Options::hard_links(seed, n_incidents));
    let truth = truth(&world);
    let incident_families: Vec<Family> = world
        .incidents
        .iter()
        .map(|row| crude(row.closing_code.as_deref().or(row.opening_code.as_deref())))
        .collect();
    let crime_families: Vec<Family> = world.crimes.iter().map(|row| crude(row.class.as_deref())).collect();
    let with = Records {
        incidents: &world.incidents,
        crimes: &world.crimes,
        people: &world.people,
        incident_families: &incident_families,
        crime_families: &crime_families,
    };
    let blind = Records { incident_families: &[], crime_families: &[], ..with };
    line(seed, "naive", "-", &truth, || naive::same_place_nearest_time(&with));
    line(seed, "probable", "crude", &truth, || probable(&with));
    line(seed, "probable", "none", &truth, || probable(&blind));
}

fn probable(records: &Records) -> Vec<(usize, usize)> {
    link(records, &Options::default()).links.iter().map(|link| (link.incident, link.crime)).collect()
}

fn line(
    seed: u64,
    rule: &str,
    families: &str,
    truth: &[(usize, usize)],
    find: impl Fn() -> Vec<(usize, usize)>,
) {
    let start = Instant::now();
    let quality: Quality = compare(&find(), truth);
    let figure = |value: Option<f64>| value.map_or("-".to_owned(), |value| format!("{value:.3}"));
    let (p, r, f) = (figure(quality.precision()), figure(quality.recall()), figure(quality.f1()));
    println!("{seed}\t{rule}\t{families}\t{p}\t{r}\t{f}\t{:.2}", start.elapsed().as_secs_f64());
}

fn truth(world: &World) -> Vec<(usize, usize)> {
    let incidents: HashMap<_, _> =
        world.incidents.iter().enumerate().map(|(at, row)| (row.incident_ref.as_ref(), at)).collect();
    let crimes: HashMap<_, _> =
        world.crimes.iter().enumerate().map(|(at, row)| (row.crime_ref.as_ref(), at)).collect();
    let position = |(incident, crime)| Some((*incidents.get(&Some(incident))?, *crimes.get(&Some(crime))?));
    world.links.iter().map(|(incident, crime)| (incident, crime)).filter_map(position).collect()
}

/// A family by a few words of a code or title; the real reading of codes is triage's.
fn crude(text: Option<&str>) -> Family {
    const WORDS: [(&str, Family); 16] = [
        ("rape", Family::Sexual),
        ("sexual", Family::Sexual),
        ("domestic", Family::Domestic),
        ("robbery", Family::Robbery),
        ("burglary", Family::Burglary),
        ("harassment", Family::Conduct),
        ("stalking", Family::Conduct),
        ("malicious", Family::Conduct),
        ("assault", Family::Violence),
        ("violence", Family::Violence),
        ("damage", Family::Damage),
        ("vehicle", Family::Vehicle),
        ("theft", Family::Theft),
        ("public order", Family::PublicOrder),
        ("fraud", Family::Fraud),
        ("anti-social", Family::AntiSocial),
    ];
    let text = text.unwrap_or_default().to_lowercase();
    WORDS.iter().find(|(word, _)| text.contains(word)).map_or(Family::Unknown, |&(_, family)| family)
}
