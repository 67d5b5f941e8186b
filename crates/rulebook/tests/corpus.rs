//! The corpus of the fuzz target `facts` again, and small damage to each of its seeds.

use proptest::prelude::*;
use testkit::corpus::{damaged, seeds};

mod promises;

#[test]
fn the_corpus_replays() {
    seeds("facts").iter().for_each(|bytes| promises::hold(bytes));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_seeds_end_too(bytes in damaged("facts")) {
        promises::hold(&bytes);
    }
}
