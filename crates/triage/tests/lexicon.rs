//! Codes, cues and negation, as tables.

use terms::Family::{self, *};
use triage::{Lexicon, Standing};

#[test]
fn the_shipped_lexicon_parses() {
    assert_eq!(Lexicon::current().version(), "2026-11");
}
