//! Texts that recur from row to row, each held once.
//!
//! A force-year names its few hundred codes, channels and teams millions of times, and a person's
//! address once in every row about them.

use std::collections::HashSet;

use terms::{Text, Zone};

use crate::canonical::Kind;
use crate::dates::Pattern;
use crate::values::{self, Value};

/// Longer than this it is a log's narrative, and no two are the same. Bytes.
const LONGEST_SHARED: usize = 128;

/// The texts seen so far.
#[derive(Default)]
pub(super) struct Texts(HashSet<Text>);

impl Texts {
    /// As [`values::read`], with every text that was seen before held once.
    pub(super) fn read(
        &mut self,
        kind: Kind,
        text: &str,
        patterns: &[Pattern],
        zone: &Zone,
    ) -> Result<Value, String> {
        match kind {
            Kind::Text => Ok(Value::Text(self.held(text))),
            Kind::List => Ok(Value::List(values::parts(text).map(|part| self.held(part)).collect())),
            _ => values::read(kind, text, patterns, zone),
        }
    }

    fn held(&mut self, text: &str) -> Text {
        if text.len() > LONGEST_SHARED {
            return text.into();
        }
        if let Some(known) = self.0.get(text) {
            return Text::clone(known);
        }
        let new: Text = text.into();
        self.0.insert(Text::clone(&new));
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_held_once_and_reads_as_it_would_alone() {
        let mut texts = Texts::default();
        let zone = Zone::london();
        let long = "x".repeat(LONGEST_SHARED + 1);
        for (kind, text) in
            [(Kind::Text, "Theft"), (Kind::Text, &long), (Kind::List, " a; b ;;a"), (Kind::YesNo, "yes")]
        {
            let alone = values::read(kind, text, &[], &zone);
            assert_eq!(texts.read(kind, text, &[], &zone), alone, "{text}");
            assert_eq!(texts.read(kind, text, &[], &zone), alone, "{text}");
        }
        assert!(Text::ptr_eq(&texts.held("Theft"), &texts.held("Theft")));
        assert_eq!(texts.0.len(), 3, "Theft, a, b");
    }
}
