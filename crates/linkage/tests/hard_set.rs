//! Against the rule anyone would write first, on hard sets of our own hand.

#[allow(dead_code)]
mod common;

use std::collections::HashMap;

use linkage::quality::{Quality, compare};
use linkage::{Options, Records, link, naive};

fn pairs(records: &Records, options: &Options) -> Vec<(usize, usize)> {
    link(records, options).links.iter().map(|link| (link.incident, link.crime)).collect()
}

fn f1(quality: Quality) -> f64 {
    quality.f1().unwrap_or(0.0)
}

#[test]
fn probable_links_beat_the_naive_rule_on_every_seed() {
    for seed in 1..=5 {
        let force = common::force(seed, 6_000);
        let mut blind = force.records();
        (blind.incident_families, blind.crime_families) = (&[], &[]);
        let naive = f1(compare(&naive::same_place_nearest_time(&force.records()), &force.links));
        for (records, with) in [(force.records(), "families"), (blind, "no family")] {
            let ours = compare(&pairs(&records, &Options::default()), &force.links);
            println!(
                "{seed} {with}: naive {naive:.3} ours {:.3} P {:?} R {:?}",
                f1(ours),
                ours.precision(),
                ours.recall()
            );
            assert!(f1(ours) > naive + 0.05, "seed {seed}, {with}");
        }
    }
}

/// Pairs of rows that the world's truth names.
fn truth(world: &synth::World) -> Vec<(usize, usize)> {
    let incidents: HashMap<_, _> =
        world.incidents.iter().enumerate().map(|(at, row)| (row.incident_ref.as_ref(), at)).collect();
    let crimes: HashMap<_, _> =
        world.crimes.iter().enumerate().map(|(at, row)| (row.crime_ref.as_ref(), at)).collect();
    world.links.iter().map(|(incident, crime)| (incidents[&Some(incident)], crimes[&Some(crime)])).collect()
}

#[test]
fn probable_links_beat_the_naive_rule_on_the_hard_set_of_synth() {
    for seed in 1..=5 {
        let world = synth::force(&synth::Options::hard_links(seed, 4_000));
        let records = Records {
            incidents: &world.incidents,
            crimes: &world.crimes,
            people: &world.people,
            incident_families: &[],
            crime_families: &[],
        };
        let truth = truth(&world);
        let naive = f1(compare(&naive::same_place_nearest_time(&records), &truth));
        let ours = f1(compare(&pairs(&records, &Options::default()), &truth));
        println!("{seed}: naive {naive:.3} ours {ours:.3}");
        assert!(ours > naive + 0.15, "seed {seed}: naive {naive:.3} ours {ours:.3}");
    }
}

/// Learning must pay on every seed, or it would be left out.
#[test]
fn learning_from_the_links_expected_helps_on_every_seed() {
    for seed in 6..=8 {
        let force = common::force(seed, 4_000);
        let of = |n_learning_rounds| {
            let options = Options { n_learning_rounds, ..Options::default() };
            f1(compare(&pairs(&force.records(), &options), &force.links))
        };
        let (without, with) = (of(0), of(Options::default().n_learning_rounds));
        println!("{seed}: without {without:.3} with {with:.3}");
        assert!(with > without, "seed {seed}: without {without:.3} with {with:.3}");
    }
}
