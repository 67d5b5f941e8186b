//! Finds the phrases of a lexicon in a text, whole words only, in one pass.
//!
//! The text is folded while it is read (lower case, one space between words, apostrophes dropped),
//! so that "Anti-Social  Behaviour" and "anti social behaviour" are the same words and nothing is
//! copied. The automaton is that of Aho and Corasick, "Efficient string matching" (CACM 18, 1975).

use aho_corasick::automaton::Automaton;
use aho_corasick::nfa::contiguous::NFA;
use aho_corasick::{Anchored, BuildError, MatchKind};

/// More words than this in one phrase are refused; it bounds the ring of word starts.
pub const MOST_WORDS: usize = 16;

/// A phrase found: which, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Index of the phrase.
    pub phrase: usize,
    /// Its first word, counted from 1.
    pub first_word: usize,
    /// Its last word.
    pub last_word: usize,
    /// Byte offset of its first letter.
    pub start: usize,
    /// How many sentence ends stand before its end.
    pub clause: usize,
    /// How many commas and sentence ends stand before its end.
    pub part: usize,
}

impl Span {
    fn holds(&self, other: &Self) -> bool {
        self.first_word <= other.first_word && other.last_word <= self.last_word
    }
}

/// One automaton over the phrases of one field; by default over none.
#[derive(Debug, Default)]
pub struct Matcher {
    automaton: Option<NFA>,
    n_words: Vec<usize>,
}

impl Matcher {
    /// Builds the automaton of phrases that [`fold`] has folded.
    pub fn new<'p>(phrases: impl Iterator<Item = &'p str>) -> Result<Self, BuildError> {
        let padded: Vec<String> = phrases.map(|phrase| format!(" {phrase} ")).collect();
        let n_words = padded.iter().map(|phrase| phrase.split_whitespace().count()).collect();
        let automaton = NFA::builder().match_kind(MatchKind::Standard).build(&padded)?;
        Ok(Self { automaton: Some(automaton), n_words })
    }

    /// The phrases in a text, in the order of their ends. Of two where one holds the other the
    /// longer stands: "theft from motor vehicle" is not also "theft".
    pub fn find(&self, text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        let Some(automaton) = &self.automaton else { return spans };
        let Ok(start) = automaton.start_state(Anchored::No) else { return spans };
        let mut state = automaton.next_state(Anchored::No, start, b' ');
        let mut place = Place::default();
        let end = core::iter::once((text.len(), '\n'));
        for (at, letter) in text.char_indices().chain(end) {
            match fold_char(letter) {
                Folded::Letter(byte) => {
                    place.enter_word(at);
                    state = automaton.next_state(Anchored::No, state, byte);
                }
                Folded::Dropped => {}
                Folded::Gap => {
                    if place.leave_word() {
                        state = automaton.next_state(Anchored::No, state, b' ');
                        if automaton.is_match(state) {
                            let found = |index| automaton.match_pattern(state, index).as_usize();
                            let phrases = (0..automaton.match_len(state)).map(found);
                            phrases.for_each(|phrase| self.report(phrase, &place, &mut spans));
                        }
                    }
                    place.pass(letter);
                }
            }
        }
        spans
    }

    fn report(&self, phrase: usize, place: &Place, spans: &mut Vec<Span>) {
        let n_words = self.n_words.get(phrase).copied().unwrap_or(1);
        keep_longest(spans, place.span(phrase, n_words));
    }
}

fn keep_longest(spans: &mut Vec<Span>, new: Span) {
    while spans.last().is_some_and(|last| new.holds(last) && !last.holds(&new)) {
        spans.pop();
    }
    // The same words may mean two things ("contact record": administration, and advice given).
    if !spans.last().is_some_and(|last| last.holds(&new) && !new.holds(last)) {
        spans.push(new);
    }
}

/// Where the reader is: in which word, clause and part of a clause.
#[derive(Default)]
struct Place {
    in_word: bool,
    word: usize,
    starts: [usize; MOST_WORDS],
    clause: usize,
    part: usize,
    after_space: bool,
}

impl Place {
    fn enter_word(&mut self, at: usize) {
        if !self.in_word {
            self.in_word = true;
            self.word += 1;
            self.starts[self.word % MOST_WORDS] = at;
        }
        self.after_space = false;
    }

    fn leave_word(&mut self) -> bool {
        core::mem::replace(&mut self.in_word, false)
    }

    /// A log sets facts apart with " / " and " - " as often as with a full stop.
    fn pass(&mut self, gap: char) {
        let ends_clause = match gap {
            '.' | ';' | '!' | '?' | '\n' | '|' => true,
            '/' | '-' | '\u{2013}' | '\u{2014}' => self.after_space,
            _ => false,
        };
        self.clause += usize::from(ends_clause);
        self.part += usize::from(ends_clause || gap == ',');
        self.after_space = gap.is_whitespace();
    }

    fn span(&self, phrase: usize, n_words: usize) -> Span {
        let first_word = (self.word + 1).saturating_sub(n_words);
        let start = self.starts[first_word % MOST_WORDS];
        Span { phrase, first_word, last_word: self.word, start, clause: self.clause, part: self.part }
    }
}

enum Folded {
    Letter(u8),
    Dropped,
    Gap,
}

fn fold_char(letter: char) -> Folded {
    match letter {
        'a'..='z' | '0'..='9' => Folded::Letter(letter as u8),
        'A'..='Z' => Folded::Letter(letter.to_ascii_lowercase() as u8),
        '\'' | '\u{2018}' | '\u{2019}' => Folded::Dropped,
        // A letter no phrase holds: "é" joins a word and matches nothing.
        _ if letter.is_alphanumeric() => Folded::Letter(b'~'),
        _ => Folded::Gap,
    }
}

/// A phrase as the automaton reads it.
pub fn fold(phrase: &str) -> String {
    let mut folded = String::with_capacity(phrase.len());
    for letter in phrase.chars() {
        match fold_char(letter) {
            Folded::Letter(byte) => folded.push(byte as char),
            Folded::Gap if !folded.is_empty() && !folded.ends_with(' ') => folded.push(' '),
            Folded::Gap | Folded::Dropped => {}
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHRASES: [&str; 6] =
        ["theft", "theft from motor vehicle", "motor vehicle", "rob", "rape", "anti social behaviour"];

    #[test]
    fn whole_words_are_found_and_the_longest_stands() {
        let matcher = Matcher::new(PHRASES.into_iter()).unwrap();
        for (text, expect) in [
            ("theft", &["theft"][..]),
            ("THEFT-from  Motor_Vehicle", &["theft from motor vehicle"]),
            ("theft of motor vehicle", &["theft", "motor vehicle"]),
            ("thefts, atheft, robin, grape, drape, robbed", &[]),
            ("Rob's grapes", &[]),
            ("rob/rape.theft", &["rob", "rape", "theft"]),
            ("Anti\u{2013}social behaviour", &["anti social behaviour"]),
            ("thefté \u{a0}theft\u{a0}", &["theft"]),
            ("", &[]),
        ] {
            let found: Vec<&str> = matcher.find(text).iter().map(|span| PHRASES[span.phrase]).collect();
            assert_eq!(found, expect, "{text}");
        }
    }

    #[test]
    fn a_span_knows_its_place() {
        let matcher = Matcher::new(PHRASES.into_iter()).unwrap();
        let span = matcher.find("One. Two, the motor  vehicle gone")[0];
        assert_eq!((span.first_word, span.last_word, span.start), (4, 5, 14));
        assert_eq!((span.clause, span.part), (1, 2));
    }

    #[test]
    fn phrases_fold_as_texts_do() {
        for (phrase, expect) in
            [("Anti-Social", "anti social"), ("didn\u{2019}t ", "didnt"), (" - x ", "x"), ("", "")]
        {
            assert_eq!(fold(phrase), expect);
        }
    }
}
