//! The corpora of the fuzz targets again, and small damage to each of them.

use proptest::prelude::*;
use testkit::corpus::{damaged, seeds};

use crate::promises::hold;

const TARGETS: [&str; 2] = ["event", "checkpoint"];

#[test]
fn every_corpus_replays() {
    for target in TARGETS {
        seeds(target).iter().for_each(|bytes| hold(target, bytes));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_seeds_end_too(wounded in TARGETS.map(damaged)) {
        for (target, bytes) in TARGETS.iter().zip(&wounded) {
            hold(target, bytes);
        }
    }
}
