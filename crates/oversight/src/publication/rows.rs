//! Claims of a table's row: what each column holds is told by its header.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use terms::Decimal;

use super::claim::{Amount, Claim, Hedge, Interval, Subject};
use super::label::{Found, Label};
use super::lexicon::{self, Group, Measure};
use super::passage::Passage;
use super::scan::Shape;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Rate,
    Counted,
    OutOf,
    Low,
    High,
    Other,
}

/// Claims of a row. `here` are the places of its numbers in the draft.
pub fn claims(passage: &Passage, here: &[usize], numbers: &[Found]) -> Vec<Claim> {
    let row = passage.words(0, passage.tokens.iter().position(|token| token.lower == "|").unwrap_or(0));
    let group = Group::named_in(&row, false).or_else(|| overall(&row).then_some(Group::Overall));
    let mut claims: Vec<Claim> = Vec::new();
    let (mut k, mut n, mut low, mut high) = (None, None, None, None);
    for (at, number) in passage.numbers.iter().enumerate() {
        let Some(found) = here.get(at).copied() else { continue };
        if numbers.get(found).is_none_or(|found| found.label != Label::Measure) {
            continue;
        }
        let byte = passage.tokens.get(number.from).map_or(0, |token| token.start);
        let header = passage.header_at(byte);
        let column = column(header);
        let measure = measure(passage, &row, header);
        let claim = |amount| Claim {
            found,
            amount,
            group,
            measure,
            when: year(header),
            subject: Subject::Force,
            hedge: Hedge::Exact,
            interval: None,
        };
        match (number.shape, column) {
            (Shape::PerCent(value) | Shape::Plain(value), Column::Low) => low = Some((value, found)),
            (Shape::PerCent(value) | Shape::Plain(value), Column::High) => high = Some((value, found)),
            (Shape::PerCent(value), _) | (Shape::Plain(value), Column::Rate) => {
                claims.push(claim(Amount::Rate(value)))
            }
            (Shape::Of(a, b), _) => claims.push(claim(Amount::Pair(a, b))),
            (Shape::Plain(value), Column::Counted) => k = k.or(Some((value, found))),
            (Shape::Plain(value), Column::OutOf) => n = n.or(Some((value, found))),
            (Shape::Plain(value), _) => claims.push(claim(Amount::Count(value))),
            _ => {}
        }
    }
    let interval = low.zip(high).map(|((low, low_found), (high, high_found))| Interval {
        low,
        high,
        low_found,
        high_found,
        is_half_width: false,
    });
    if let Some(rate) = claims.iter_mut().find(|claim| matches!(claim.amount, Amount::Rate(_))) {
        rate.interval = interval;
    }
    claims.extend(interval.iter().flat_map(|i| [i.low_found, i.high_found]).map(super::claim::margin));
    claims.extend(pair(k, n, group, interval, passage, &row));
    claims
}

fn pair(
    k: Option<(Decimal, usize)>,
    n: Option<(Decimal, usize)>,
    group: Option<Group>,
    interval: Option<Interval>,
    passage: &Passage,
    row: &str,
) -> Vec<Claim> {
    let claim = |amount, found| Claim {
        found,
        amount,
        group,
        measure: measure(passage, row, "recorded"),
        when: String::new(),
        subject: Subject::Force,
        hedge: Hedge::Exact,
        interval: None,
    };
    match (k, n) {
        (Some((k, found)), Some((n, of))) => {
            alloc::vec![Claim { interval, ..claim(Amount::Pair(k, n), found) }, claim(Amount::Count(n), of)]
        }
        (one, other) => {
            one.or(other).map(|(value, found)| claim(Amount::Count(value), found)).into_iter().collect()
        }
    }
}

fn overall(row: &str) -> bool {
    Group::is_overall(row)
        || matches!(row, "all" | "total" | "all crime" | "all crimes" | "overall" | "all reports")
}

fn column(header: &str) -> Column {
    let is = |words: &[&str]| lexicon::any(header, words);
    if is(&["low", "lower", "from", "lower limit"]) {
        Column::Low
    } else if is(&["high", "upper", "to", "upper limit"]) {
        Column::High
    } else if header.contains('%') || is(&["rate", "per cent", "percent", "percentage", "accuracy", "share"])
    {
        Column::Rate
    } else if is(&[
        "audited",
        "n",
        "sample",
        "sampled",
        "should have been",
        "should have been recorded",
        "reviewed",
        "examined",
        "owed",
        "due",
        "out of",
    ]) {
        Column::OutOf
    } else if is(&["recorded", "correct", "correctly", "accurate", "k", "were recorded"]) {
        Column::Counted
    } else {
        Column::Other
    }
}

fn measure(passage: &Passage, row: &str, header: &str) -> Measure {
    for text in [row, header, passage.heading.as_str()] {
        let measure = Measure::of_name(text);
        if measure != Measure::Unknown {
            return measure;
        }
    }
    let rates = lexicon::any(header, &["rate"]) && lexicon::any(&passage.headers(), &["recorded", "audited"]);
    if rates { Measure::Recorded } else { Measure::Unknown }
}

fn year(header: &str) -> String {
    let found =
        header.split(|c: char| !c.is_ascii_digit()).find(|word| word.len() == 4 && word.starts_with("20"));
    found.unwrap_or_default().to_string()
}
