//! Negation, denial and attribution: how a phrase stands in its sentence.
//!
//! After NegEx (Chapman, Bridewell, Hanbury, Cooper and Buchanan 2001, "A simple algorithm for
//! identifying negated findings"): words that open a scope, words that end it, words after a phrase
//! that turn it, and phrases that only look like a negation ("no reply"). Attribution ("states he
//! hit her") opens no scope: what a caller says is the report, and the report is what counts
//! (HOCR General Rules, section A). Where in doubt a phrase stands as asserted, since a person
//! reads what is ranked and nobody reads what is not.

use crate::matcher::Span;

/// How a cue stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Said of what happened; attribution ("states he hit her") does not weaken it.
    Asserted,
    /// Said not to have happened: "no assault", "nothing stolen".
    Negated,
    /// Attributed to somebody and denied: "denies any assault".
    Denied,
}

/// What a scope word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeWord {
    /// Negates a few words: "no", "not", "nothing".
    Negates,
    /// Denies to the end of the clause: "denies".
    Denies,
    /// Negates the phrase before it: "unfounded", "nil".
    NegatesBefore,
    /// Denies the phrase before it: "denied".
    DeniesBefore,
    /// Ends a negation, not a denial: "and", "he".
    EndsNegation,
    /// Ends both: "but".
    EndsAll,
    /// The name of a street: "Battery Avenue".
    Street,
    /// Only looks like one of these: "no reply".
    Nothing,
}

/// Words a negation reaches beyond itself: "no sign of any assault".
const NEGATION_REACH: usize = 5;
/// Words a denial reaches: "denies that he has at any time assaulted her".
const DENIAL_REACH: usize = 10;
/// Words from a phrase to what turns it back: "assault was denied".
const BACK_REACH: usize = 2;

/// The scope that is open while a log is read.
#[derive(Clone, Copy, Debug)]
struct Open {
    standing: Standing,
    by: Span,
}

/// Follows the scopes through a log.
#[derive(Debug, Default)]
pub struct Scope(Option<Open>);

impl Scope {
    /// Takes a scope word in, and says how it turns a phrase that stands just before it.
    pub fn pass(&mut self, word: ScopeWord, by: Span) -> Option<Standing> {
        let open = |standing| Some(Open { standing, by });
        match word {
            ScopeWord::Negates => self.0 = open(Standing::Negated),
            ScopeWord::Denies => self.0 = open(Standing::Denied),
            ScopeWord::EndsNegation => self.0 = self.0.filter(|open| open.standing == Standing::Denied),
            ScopeWord::EndsAll => self.0 = None,
            ScopeWord::NegatesBefore | ScopeWord::Street => return Some(Standing::Negated),
            ScopeWord::DeniesBefore => {
                // "Male denied assault" and "assault denied by male": the word looks both ways.
                self.0 = open(Standing::Denied);
                return Some(Standing::Denied);
            }
            ScopeWord::Nothing => {}
        }
        None
    }

    /// How a phrase stands here.
    pub fn standing(&self, span: &Span) -> Standing {
        match self.0 {
            Some(open) if open.covers(span) => open.standing,
            _ => Standing::Asserted,
        }
    }
}

impl Open {
    fn covers(&self, span: &Span) -> bool {
        let words = span.first_word.saturating_sub(self.by.last_word);
        match self.standing {
            Standing::Denied => span.clause == self.by.clause && words <= DENIAL_REACH,
            _ => span.part == self.by.part && words <= NEGATION_REACH,
        }
    }
}

/// Whether a word that looks back reaches the phrase before it.
pub fn reaches_back(word: ScopeWord, by: &Span, phrase: &Span) -> bool {
    let words = by.first_word.saturating_sub(phrase.last_word);
    let reach = if word == ScopeWord::Street { 1 } else { BACK_REACH };
    by.part == phrase.part && words <= reach
}
