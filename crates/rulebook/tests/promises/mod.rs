//! What `decide` promises of any bytes at all: no panic; and where they are facts that can stand, the same
//! answer twice, in which no crime is without its class, rule and edition. Held by the fuzz target and by the
//! replay of its corpus.

use rulebook::{Edition, Facts, Settings};

/// Reads bytes as facts and decides them, in the newest edition.
pub fn hold(bytes: &[u8]) {
    let Ok(facts) = serde_json::from_slice::<Facts>(bytes) else { return };
    let (edition, settings) = (Edition::newest(), Settings::default());
    match rulebook::decide(&facts, &edition, &settings) {
        Ok(decision) => {
            assert!(!decision.edition.is_empty() && !decision.stopped_at.is_empty());
            for crime in &decision.crimes {
                assert!(!crime.class.is_empty() && !crime.rules.is_empty() && crime.count > 0, "{crime:?}");
            }
            assert_eq!(rulebook::decide(&facts, &edition, &settings).as_ref(), Ok(&decision));
        }
        Err(refusals) => assert!(!refusals.is_empty()),
    }
}
