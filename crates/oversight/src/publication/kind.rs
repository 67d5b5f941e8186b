//! What a number is before anything is bound to it: a measure, a count, a target, a date, a name.

use alloc::string::String;

use terms::Decimal;

use super::draft::{Block, BlockKind};
use super::label::Label;
use super::lexicon::{self, ELSEWHERE};
use super::passage::Passage;
use super::scan::{Number, Shape, Span};

/// What a number is, by its shape and the words around it.
pub fn of(passage: &Passage, number: &Number, block: &Block) -> Label {
    let (from, to) = passage.sentence_of(number.from);
    let before = passage.words(from.max(number.from.saturating_sub(7)), number.from);
    let after = passage.words(number.to, to.min(number.to + 8));
    let sentence = passage.words(from, to);
    if let Some(label) = in_a_name(passage, number) {
        return label;
    }
    match number.shape {
        Shape::Date(_) | Shape::Year(_) | Shape::Time => Label::Date,
        Shape::FinancialYear(..) | Shape::Quarter(_) => Label::Period,
        Shape::Section(..) | Shape::ActYear(_) => Label::Statute,
        Shape::Reference => Label::Reference,
        Shape::Money => Label::Count,
        Shape::Duration(_, span) => of_duration(&before, &sentence, span),
        Shape::PerCent(_)
        | Shape::Points(_)
        | Shape::PlusMinus(_)
        | Shape::InEvery(..)
        | Shape::Fraction(..) => of_share(&before, &after, &sentence),
        Shape::Of(..) => of_pair(passage, number, block, &after, &sentence),
        Shape::Plain(value) => of_count(passage, number, value, block, &before),
    }
}

/// A number in the column of methods, such as a level of confidence, or in words in the name of a row
/// ("time within which nine crimes in ten were recorded") is no measure of its row.
fn in_a_name(passage: &Passage, number: &Number) -> Option<Label> {
    if passage.kind != BlockKind::Row {
        return None;
    }
    let byte = passage.tokens.get(number.from).map_or(0, |token| token.start);
    let header = passage.header_at(byte).to_lowercase();
    if matches!(header.trim(), "method" | "methods" | "dull" | "how it was found") {
        return Some(Label::Reference);
    }
    let name_ends = passage.tokens.iter().position(|token| token.lower == "|")?;
    (number.in_words && number.from < name_ends).then_some(Label::Count)
}

fn of_duration(before: &str, sentence: &str, span: Span) -> Label {
    let limit = [
        "within",
        "target",
        "standard",
        "no later than",
        "in under",
        "less than",
        "limit of",
        "deadline of",
        "inside",
        "o fewn",
    ];
    if lexicon::any(before, &limit) {
        return Label::Target;
    }
    let measured = matches!(span, Span::Hours | Span::Minutes | Span::Days)
        && lexicon::any(sentence, &["median", "average", "mean", "percentile", "typically took"]);
    if measured { Label::Measure } else { Label::Period }
}

fn of_share(before: &str, after: &str, sentence: &str) -> Label {
    let target = [
        "target",
        "aim",
        "aims",
        "aiming",
        "ambition",
        "goal",
        "standard of",
        "threshold",
        "benchmark of",
        "aspire",
        "expectation of",
        "objective of",
    ];
    if lexicon::any(before, &target) || lexicon::any(after, &["target", "threshold", "standard", "ambition"])
    {
        return Label::Target;
    }
    let promised = lexicon::any(before, &["at least", "to", "no fewer than", "above"])
        && lexicon::any(
            sentence,
            &[
                "will be",
                "we will",
                "agreed",
                "commit",
                "committed",
                "must",
                "by the end of",
                "intend",
                "expect",
            ],
        )
        && !lexicon::any(sentence, &["found", "were recorded", "was recorded"]);
    if promised {
        return Label::Target;
    }
    let near_elsewhere = lexicon::any(before, ELSEWHERE) || lexicon::any(after, ELSEWHERE);
    let recording = lexicon::any(sentence, &["recorded", "recording", "unrecorded", "accuracy", "audited"]);
    if near_elsewhere && !(recording && lexicon::any(after, &["recorded", "of reported"])) {
        Label::Count
    } else {
        Label::Measure
    }
}

/// `90.0%, 352 of 391`, `95.9%: 116 of 121`: the counts of a measured rate are measures too.
fn beside_its_rate(passage: &Passage, rate: &Number, pair: &Number, block: &Block) -> bool {
    let between = if rate.to <= pair.from { passage.words(rate.to, pair.from) } else { String::new() };
    matches!(rate.shape, Shape::PerCent(_))
        && rate.to <= pair.from
        && matches!(between.as_str(), "(" | "," | ":" | ";" | "-" | "|" | "")
        && of(passage, rate, block) == Label::Measure
}

fn of_pair(passage: &Passage, number: &Number, block: &Block, after: &str, sentence: &str) -> Label {
    let inside = passage.words(number.from, number.to);
    let head = head_noun(passage, number.to);
    let reports =
        head.as_deref().is_some_and(lexicon::is_report) || inside.split(' ').any(lexicon::is_report);
    let other = head.as_deref().is_some_and(lexicon::is_other_counted);
    let measured = lexicon::any(
        sentence,
        &[
            "recorded",
            "recording",
            "accurate",
            "accurately",
            "audited",
            "correctly",
            "cancelled",
            "safeguarded",
            "informed",
            "sampled",
            "reviewed",
        ],
    );
    let beside = passage.numbers.iter().any(|rate| beside_its_rate(passage, rate, number, block));
    if (reports || beside || (measured && !other)) && !lexicon::any(after, ELSEWHERE) {
        Label::Measure
    } else {
        Label::Count
    }
}

fn of_count(passage: &Passage, number: &Number, value: Decimal, block: &Block, before: &str) -> Label {
    if passage.kind == BlockKind::Row {
        return of_cell(passage, number, block);
    }
    let rate = lexicon::any(
        before,
        &["rate of", "rate is", "rate was", "accuracy of", "rate at", "accuracy rate", "recording rate"],
    );
    if rate && !value.is_whole() {
        return Label::Measure;
    }
    let small = number.in_words && value.to_f64() <= 12.0;
    let head = head_noun(passage, number.to);
    if small || !head.as_deref().is_some_and(lexicon::is_report) {
        return Label::Count;
    }
    Label::Measure
}

/// A cell's number is a measure where its row or its column speaks of recording.
fn of_cell(passage: &Passage, number: &Number, block: &Block) -> Label {
    let byte = passage.tokens.get(number.from).map_or(0, |token| token.start);
    let header = block
        .cell_at(byte)
        .and_then(|at| block.cells.get(at))
        .map(|cell| cell.header.to_lowercase())
        .unwrap_or_default();
    let row = block
        .cells
        .first()
        .and_then(|cell| block.text.get(cell.start..cell.end))
        .unwrap_or_default()
        .to_lowercase();
    let about = [
        "rate",
        "recorded",
        "recording",
        "audited",
        "accuracy",
        "%",
        "per cent",
        "crimes",
        "offences",
        "reports",
        "incidents",
        "unrecorded",
        "interval",
        "low",
        "high",
        "n",
    ];
    let speaks = header.contains('%')
        || lexicon::any(&header, &about)
        || lexicon::any(&row, &["recorded", "recording", "accuracy", "audited"]);
    if speaks && !lexicon::any(&header, ELSEWHERE) { Label::Measure } else { Label::Count }
}

/// The noun that a number counts: the first counted noun before a stop, within five words.
pub fn head_noun(passage: &Passage, from: usize) -> Option<String> {
    const STOPS: &[&str] = &[
        "were", "was", "are", "is", "had", "has", "have", "to", "from", "and", "by", "that", "who", "which",
        ".", ",", ";", ":", ")", "(", "-", "|", "in", "for", "with", "as", "of", "within", "inside",
        "during", "at", "on", "after", "before",
    ];
    for i in from..from + 5 {
        let token = passage.tokens.get(i)?;
        if lexicon::is_counted(&token.lower) {
            return Some(token.lower.clone());
        }
        if STOPS.contains(&token.lower.as_str()) && token.lower != "-" {
            return None;
        }
    }
    None
}
