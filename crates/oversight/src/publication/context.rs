//! What the words around a number say of it: group, measure, time, body, hedge.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::claim::{Amount, Hedge, Subject};
use super::lexicon::{self, ELSEWHERE, Group, Measure};
use super::passage::Passage;
use super::scan::Shape;

/// Words around a number.
pub struct Around {
    /// Since the last measure or the beginning of the sentence.
    pub before: String,
    /// To the end of the clause.
    pub after: String,
    /// The sentence.
    pub sentence: String,
    /// What leads into the list.
    pub lead_in: String,
    /// The heading above.
    pub heading: String,
}

/// The words around a number of a passage.
pub fn around(passage: &Passage, place: usize) -> Option<Around> {
    let number = passage.numbers.get(place)?;
    let (from, to) = passage.sentence_of(number.from);
    let is_measure = |shape: Shape| {
        matches!(
            shape,
            Shape::PerCent(_) | Shape::Of(..) | Shape::InEvery(..) | Shape::Fraction(..) | Shape::Points(_)
        )
    };
    let last = passage.numbers.iter().take(place).rev().find(|n| is_measure(n.shape)).map_or(from, |n| n.to);
    let next = passage.numbers.iter().skip(place + 1).find(|n| is_measure(n.shape)).map_or(to, |n| n.from);
    let end = clause_end(passage, number.to, next.min(to).max(number.to));
    Some(Around {
        before: passage.words(last.max(from), number.from),
        after: passage.words(number.to, end),
        sentence: passage.words(from, to),
        lead_in: passage.lead_in.clone(),
        heading: passage.heading.clone(),
    })
}

/// A clause ends at a comma or dash that begins another.
fn clause_end(passage: &Passage, from: usize, to: usize) -> usize {
    const OPENERS: &[&str] = &[
        "and", "but", "while", "whereas", "compared", "up", "down", "against", "with", "although", "which",
        "a", "an", "for", "the", "to", "when", "so", "while", "after", "before",
    ];
    (from..to)
        .find(|i| {
            let here = passage.words(*i, i + 1);
            let next = passage.words(i + 1, i + 2);
            (here == "," && OPENERS.contains(&next.as_str()))
                || here == ";"
                || here == "("
                || (here == "-"
                    && passage
                        .tokens
                        .get(*i)
                        .zip(passage.tokens.get(i + 1))
                        .is_some_and(|(a, b)| a.end < b.start))
        })
        .unwrap_or(to)
}

/// The group that a number speaks of.
pub fn group_of(around: &Around) -> Option<Group> {
    let phrase = noun_phrase(&around.after);
    let from_phrase = Group::named_in(phrase, false);
    if from_phrase.is_some() {
        return from_phrase;
    }
    if Group::is_overall(phrase) {
        return Some(Group::Overall);
    }
    let near = tail(&around.before);
    Group::named_in(near, true)
        .or_else(|| Group::is_overall(near).then_some(Group::Overall))
        .or_else(|| Group::named_in(&around.after, false))
        .or_else(|| Group::is_overall(&around.after).then_some(Group::Overall))
        .or_else(|| Group::is_overall(&around.sentence).then_some(Group::Overall))
        .or_else(|| Group::named_in(&around.lead_in, true))
        .or_else(|| {
            // "Common assault: 171 of 180" under a heading is another thing than the heading's.
            let labelled = around.before.contains(':');
            Group::named_in(&around.heading, true).filter(|_| !labelled)
        })
        .or_else(|| Group::named_in(&around.sentence, false))
}

/// `of reported violent crimes` of `of reported violent crimes were recorded`.
fn noun_phrase(after: &str) -> &str {
    let Some(rest) = after
        .strip_prefix("of ")
        .or_else(|| after.strip_prefix("for "))
        .or_else(|| after.strip_prefix("in "))
    else {
        let end = ["were ", "was ", "are ", "had ", "has ", "have ", "is "]
            .iter()
            .filter_map(|verb| lexicon::first_word(after, verb.trim()))
            .min();
        return end.and_then(|end| after.get(..end)).unwrap_or_default();
    };
    let end = ["were", "was", "are", "had", "has", "have", "is", "being", "and", "that", ",", "(", "."]
        .iter()
        .filter_map(|stop| rest.find(&format!(" {stop}")))
        .min()
        .unwrap_or(rest.len());
    rest.get(..end).unwrap_or(rest)
}

/// The words after the last comma or conjunction: what stands nearest before a number. Words that begin
/// with "of" belong to the number before them.
fn tail(before: &str) -> &str {
    let cuts = [", ", " and ", " but ", " while ", " whereas ", " or "];
    let padded_end = before.trim_end();
    let cut = cuts.iter().filter_map(|cut| before.rfind(cut).map(|at| at + cut.len())).max();
    let ends_in_conjunction = ["and", "but", "while", "whereas", ","]
        .iter()
        .any(|word| padded_end.ends_with(&format!(" {word}")) || padded_end == *word);
    let of_another = before.starts_with("of ") || before.starts_with("were ") || before.starts_with("was ");
    if of_another && ends_in_conjunction {
        return "";
    }
    let rest = cut.and_then(|at| before.get(at..)).unwrap_or(before);
    if rest.split_whitespace().count() < 3 && !of_another { before } else { rest }
}

/// Words that, after "recorded", make it another measure than the recording rate.
const OTHER_THAN_RECORDED: &[&str] = &[
    "recorded late",
    "recorded as",
    "recorded by",
    "recorded online",
    "recorded at",
    "recorded outside",
    "recorded after",
    "recorded under",
    "recorded via",
    "recorded through",
    "recorded on",
    "recorded without",
    "recorded against",
    "recorded in error",
    "recorded more than",
    "recorded later",
    "recorded directly",
    "recorded direct",
    "recorded crime",
    "recorded offences",
    "recorded crimes",
];

/// What a number says of its group.
pub fn measure_of(around: &Around, amount: Amount) -> Measure {
    let (before, after) = (around.before.as_str(), around.after.as_str());
    let near = tail(before);
    if change(near, after) {
        return Measure::Change;
    }
    let both = format!("{near} # {after}");
    let none = [
        "not recorded",
        "unrecorded",
        "not been recorded",
        "not correctly recorded",
        "failed to record",
        "fails to record",
        "failing to record",
        "failure to record",
        "went unrecorded",
        "not accurately recorded",
        "wrongly not recorded",
        "missed",
        "under-recorded",
        "under-recording",
        "never recorded",
        "not being recorded",
        "not have been recorded",
        "had not been",
    ];
    if lexicon::any(
        &both,
        &[
            "within 24 hours",
            "within twenty-four hours",
            "inside 24 hours",
            "in 24 hours",
            "24-hour",
            "within the 24",
            "in time",
            "within one day",
        ],
    ) && !lexicon::any(after, &["correctly recorded", "accurately recorded"])
    {
        return Measure::InTime;
    }
    if both.contains("cancel") {
        return Measure::Cancelled;
    }
    if lexicon::any(
        &both,
        &["were told", "was told", "were informed", "been told", "been informed", "notified"],
    ) {
        return Measure::Told;
    }
    if both.contains("safeguard") && !lexicon::any(after, &["were recorded", "was recorded"]) {
        return Measure::Safeguarded;
    }
    if lexicon::any(&both, &none) {
        return Measure::Unrecorded;
    }
    if lexicon::any(
        &both,
        &[
            "of all recorded crime",
            "of recorded crime",
            "of all crime",
            "of total crime",
            "account for",
            "accounts for",
            "accounted for",
            "accounting for",
            "make up",
            "makes up",
            "made up",
        ],
    ) && !lexicon::any(after, &["were recorded", "was recorded", "is recorded", "are recorded"])
    {
        return Measure::Composition;
    }
    let recorded_after = lexicon::any(after, &["recorded", "recorded accurately", "recorded correctly"])
        && !lexicon::any(after, OTHER_THAN_RECORDED);
    let rate_before = (lexicon::any(near, &["recording", "accuracy", "accurate", "accurately", "recorded"])
        && lexicon::any(
            near,
            &["rate", "accuracy", "rates", "level", "standard", "compliance", "score", "performance"],
        ))
        || lexicon::any(near, &["accuracy"]);
    let verb_before = lexicon::any(near, &["recorded", "records", "recording", "record", "records crime"])
        && (after.starts_with("of ") || matches!(amount, Amount::Pair(..)));
    let rate_after = lexicon::any(
        after,
        &["recording accuracy", "accuracy", "recording rate", "accuracy rate", "accurate", "accurately"],
    );
    if recorded_after || rate_before || verb_before || rate_after {
        return Measure::Recorded;
    }
    if lexicon::any(&both, ELSEWHERE) {
        return Measure::Elsewhere;
    }
    // "the rate for violent crime was 94.2%, for sexual offences 97.5%" carries on from the sentence;
    // so does an item of a list from the words that lead into it.
    let carried = format!("{} # {} # {}", around.lead_in, around.sentence, around.heading);
    let carries = lexicon::any(
        &carried,
        &[
            "recording rate",
            "recording rates",
            "recording accuracy",
            "accuracy rate",
            "accuracy rates",
            "crime recording rate",
        ],
    ) || lexicon::any(&around.lead_in, &["were recorded", "recorded"]);
    if carries && !lexicon::any(after, OTHER_THAN_RECORDED) { Measure::Recorded } else { Measure::Unknown }
}

fn change(near: &str, after: &str) -> bool {
    const VERBS: &[&str] = &[
        "by",
        "increase of",
        "rise of",
        "fall of",
        "reduction of",
        "improvement of",
        "decrease of",
        "drop of",
        "growth of",
        "gain of",
        "difference of",
        "up",
        "down",
        "gap of",
    ];
    let led = VERBS.iter().any(|verb| {
        near.trim_end().ends_with(verb)
            || [
                "over",
                "about",
                "around",
                "nearly",
                "almost",
                "some",
                "just over",
                "more than",
                "a further",
                "approximately",
            ]
            .iter()
            .any(|hedge| near.trim_end().ends_with(&format!("{verb} {hedge}")))
    });
    const FOLLOW: &[&str] = &[
        "increase",
        "rise",
        "reduction",
        "decrease",
        "fall",
        "drop",
        "improvement",
        "more",
        "fewer",
        "higher",
        "lower",
        "growth",
        "uplift",
        "less",
        "better",
        "worse",
        "decline",
        "gap",
        "difference",
        "gain",
    ];
    let first: Vec<&str> = after.split_whitespace().take(2).collect();
    let hyphen = after.trim_start_matches('-').split_whitespace().next().unwrap_or_default();
    let follows = first.iter().any(|word| FOLLOW.contains(word)) || FOLLOW.contains(&hyphen);
    let by_record = near.trim_end().ends_with("recorded by") || near.trim_end().ends_with("followed by");
    (led && !by_record && !near.trim_end().ends_with("set up")) || follows
}

/// The year, or `before`, by which a number differs from the present of the text.
pub fn when(around: &Around) -> String {
    const CUES: &[&str] = &[
        "previous",
        "previously",
        "earlier",
        "last year",
        "last inspection",
        "up from",
        "down from",
        "compared with",
        "compared to",
        "baseline",
        "at the time",
        "last quarter",
        "prior",
        "formerly",
        "historic",
        "initially",
    ];
    let near = tail(&around.before);
    let last: Vec<&str> = near.split_whitespace().rev().take(3).collect();
    if lexicon::any(near, CUES) || last.contains(&"from") {
        return year_in(near).unwrap_or_else(|| "before".to_string());
    }
    const AFTER: &[&str] = &[
        "previously",
        "last year",
        "in the previous",
        "the year before",
        "at the previous",
        "at the last",
        "a year ago",
        "a year earlier",
    ];
    if lexicon::any(&around.after, AFTER) {
        return "before".to_string();
    }
    year_in(near).or_else(|| year_in(&around.after)).or_else(|| year_in(&around.before)).unwrap_or_default()
}

fn year_in(text: &str) -> Option<String> {
    text.split(|c: char| !c.is_ascii_digit())
        .rfind(|word| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")))
        .map(str::to_string)
}

/// Of whom a number speaks.
pub fn subject(around: &Around) -> Subject {
    let clause = format!("{} # {}", tail(&around.before), around.after);
    const OTHERS: &[&str] = &[
        "national",
        "nationally",
        "average",
        "other forces",
        "all forces",
        "similar forces",
        "peer",
        "peers",
        "england and wales",
        "most forces",
        "elsewhere",
        "family",
        "regional",
        "neighbouring",
    ];
    let superlative = lexicon::any(&clause, &["highest of any", "of any force"]);
    if lexicon::any(&clause, OTHERS) && !superlative { Subject::Others } else { Subject::Force }
}

/// How the words before a number hedge it.
pub fn hedge(before: &str) -> Hedge {
    let words: Vec<&str> = before.split_whitespace().collect();
    let last = words.get(words.len().saturating_sub(3)..).unwrap_or_default().join(" ");
    if lexicon::any(
        &last,
        &["more than", "over", "at least", "above", "exceeding", "exceeds", "in excess of", "upwards of"],
    ) {
        Hedge::Above
    } else if lexicon::any(
        &last,
        &["less than", "under", "fewer than", "below", "up to", "at most", "no more than"],
    ) {
        Hedge::Below
    } else if lexicon::any(
        &last,
        &[
            "about",
            "around",
            "nearly",
            "almost",
            "approximately",
            "some",
            "roughly",
            "circa",
            "just under",
            "just over",
            "close to",
            "approx",
        ],
    ) {
        Hedge::Near
    } else {
        Hedge::Exact
    }
}
