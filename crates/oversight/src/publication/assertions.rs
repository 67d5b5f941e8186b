//! Claims in words: listed with what would show them, never judged.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::draft::{BlockKind, Draft};
use super::lexicon;
use super::passage;
use super::tokens;

/// A claim in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion {
    /// Line of the draft.
    pub line: u32,
    /// The words.
    pub words: String,
    /// The sentence around them.
    pub sentence: String,
    /// What would show it.
    pub shown_by: &'static str,
}

/// A kind of claim: its phrases and what would show it.
struct Kind {
    phrases: &'static [&'static str],
    shown_by: &'static str,
}

const KINDS: &[Kind] = &[
    Kind {
        phrases: &[
            "highest of any",
            "best of any",
            "the highest rate",
            "the highest level",
            "the best in",
            "the best of",
            "the best force",
            "the best rate",
            "the lowest rate",
            "the lowest of",
            "the worst",
            "second highest",
            "second best",
            "top performing",
            "best performing",
            "most accurate",
            "more than any other",
            "leading the way",
            "best in the country",
            "first in the country",
            "top of the",
        ],
        shown_by: "the same measure for every force, by one method over comparable periods, with intervals that do not overlap",
    },
    Kind {
        phrases: &[
            "in all cases",
            "in every case",
            "without exception",
            "all victims",
            "every victim",
            "no exceptions",
            "all reports were",
            "every report",
            "every crime",
            "all crimes",
            "never",
            "always",
            "all aspects",
            "100 per cent",
            "fully recorded",
        ],
        shown_by: "a complete list of the reports or crimes it speaks of, with the one thing said of each (k of n, k equal to n)",
    },
    Kind {
        phrases: &[
            "significantly improved",
            "substantially improved",
            "significant improvement",
            "substantial improvement",
            "significantly better",
            "dramatic improvement",
            "dramatically",
            "marked improvement",
            "has improved",
            "have improved",
            "had improved",
            "continued improvement",
            "steady improvement",
            "transformed",
            "substantially more",
            "significantly more",
            "significantly fewer",
            "substantial increase",
            "significant increase",
            "significant reduction",
            "significant fall",
            "improved markedly",
            "sustained improvement",
        ],
        shown_by: "both periods' figures by one method, and the interval of their difference, which must not hold nought",
    },
    Kind {
        phrases: &[
            "doubled",
            "halved",
            "trebled",
            "tripled",
            "twice as many",
            "twice as",
            "half as many",
            "tenfold",
            "fourfold",
            "threefold",
        ],
        shown_by: "both counts with their periods, and the interval of their ratio",
    },
    Kind {
        phrases: &[
            "the majority of",
            "vast majority",
            "almost all",
            "nearly all",
            "most victims",
            "most crimes",
            "most reports",
            "the bulk of",
            "overwhelming majority",
        ],
        shown_by: "the share as k of n with its interval",
    },
    Kind {
        phrases: &[
            "record high",
            "record low",
            "record number",
            "record levels",
            "unprecedented",
            "all-time high",
            "ever recorded",
            "first time ever",
        ],
        shown_by: "the whole series of the measure by one method, with its breaks",
    },
    Kind {
        phrases: &[
            "as a result of",
            "thanks to",
            "led to",
            "has resulted in",
            "due to our",
            "because of our",
            "thus enabling",
            "proof that",
        ],
        shown_by: "a comparison of before and after with a group that was not changed, or the words \"after\" instead of \"because\"",
    },
    Kind {
        phrases: &[
            "better than the national average",
            "above the national average",
            "above average",
            "better than average",
            "below the national average",
            "among the best",
            "one of the best",
            "in the top",
            "outperforms",
            "compares favourably",
            "better than other forces",
        ],
        shown_by: "the average's own figure, method and period beside the force's, with intervals",
    },
];
/// Longest sentence printed, in characters.
const SENTENCE_CHARS: usize = 240;

/// Claims in words, in order, one for each kind and sentence.
pub fn list(draft: &Draft) -> Vec<Assertion> {
    let mut found = Vec::new();
    for block in draft.blocks.iter().filter(|block| block.kind != BlockKind::Heading) {
        let tokens = tokens::tokens(&block.text);
        for (from, to) in tokens::sentences(&tokens) {
            let sentence = passage::words(&tokens, from, to);
            let byte = tokens.get(from).map_or(0, |token| token.start);
            let end = tokens.get(to.saturating_sub(1)).map_or(0, |token| token.end);
            for kind in KINDS {
                let Some(words) =
                    kind.phrases.iter().find(|phrase| lexicon::first_word(&sentence, phrase).is_some())
                else {
                    continue;
                };
                let printed: String =
                    block.text.get(byte..end).unwrap_or_default().chars().take(SENTENCE_CHARS).collect();
                found.push(Assertion {
                    line: block.line_at(byte),
                    words: (*words).to_string(),
                    sentence: printed,
                    shown_by: kind.shown_by,
                });
            }
        }
    }
    found
}
