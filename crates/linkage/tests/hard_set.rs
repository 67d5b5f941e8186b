//! Against the rule anyone would write first, on hard sets of our own hand.

#[allow(dead_code)]
mod common;

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
