//! A percentage beside its own fraction; a rise or a fall beside its ends.

use alloc::format;
use alloc::vec::Vec;

use super::super::claim::{Amount, Claim};
use super::super::draft::BlockKind;
use super::super::label::{Label, Remark, Rule};
use super::super::lexicon::{self, Measure};
use super::super::scan::Shape;
use super::{Read, Remarked, shown};

/// Looks at numbers that stand side by side.
pub fn look(read: &Read<'_>, found: &mut Vec<Remarked>) {
    for pair in read.claims {
        let rates = read
            .claims
            .iter()
            .filter(|rate| rate.found != pair.found && rate.found.abs_diff(pair.found) <= 3);
        found.extend(rates.filter_map(|rate| fraction(read, pair, rate)));
    }
    for claim in read.claims {
        found.extend(impossible_share(read, claim));
    }
    for at in 0..read.passages.len() {
        from_to(read, at, found);
        counts_apart(read, at, found);
    }
    for points in read.claims.iter().filter(|claim| matches!(claim.amount, Amount::Points(_))) {
        found.extend(points_apart(read, points));
    }
}

/// `94.2%, against 87.1% before, a rise of 7.1 points`: the only two rates of the sentence are so far apart.
fn points_apart(read: &Read<'_>, points: &Claim) -> Option<Remarked> {
    let Amount::Points(value) = points.amount else { return None };
    let rates: Vec<&Claim> = read
        .claims
        .iter()
        .filter(|c| {
            c.found.abs_diff(points.found) < 64
                && matches!(c.amount, Amount::Rate(_))
                && read.sentence(c.found) == read.sentence(points.found)
        })
        .collect();
    let [a, b] = rates[..] else { return None };
    let (passage, number) = read.number(points.found)?;
    let before = passage.words(number.from.saturating_sub(4), number.from);
    let change = lexicon::any(
        &before,
        &[
            "rise of",
            "increase of",
            "improvement of",
            "fall of",
            "drop of",
            "reduction of",
            "decrease of",
            "gain of",
            "difference of",
            "up",
            "down",
            "by",
            "up by",
            "down by",
        ],
    );
    let later = number.from > read.number(a.found)?.1.from && number.from > read.number(b.found)?.1.from;
    let same = a.group == b.group || a.group.is_none() || b.group.is_none();
    let gap = (a.rate()? - b.rate()?).abs();
    (change && later && same && (gap - value.to_f64()).abs() > value.half_unit() + 0.15).then(|| {
        let reason = format!(
            "the two percentages of the sentence, {} and {}, are {} points apart, not {value}",
            read.place(a.found),
            read.place(b.found),
            shown(gap)
        );
        (
            points.found,
            Remark::wrong(
                Rule::Difference,
                reason,
                "Compute the difference again after looking both percentages up.",
            ),
        )
    })
}

/// `61,204 crimes, 4.0% more than the 58,850 of the year before`.
fn counts_apart(read: &Read<'_>, at: usize, found: &mut Vec<Remarked>) {
    let Some(passage) = read.passages.get(at) else { return };
    let here: Vec<usize> = super::super::label::of_passage(read.numbers, at).collect();
    for place in 1..passage.numbers.len().saturating_sub(1) {
        let around =
            (passage.numbers.get(place - 1), passage.numbers.get(place), passage.numbers.get(place + 1));
        let (Some(first), Some(middle), Some(last)) = around else { continue };
        let (Shape::Plain(a), Shape::PerCent(share), Shape::Plain(b)) =
            (first.shape, middle.shape, last.shape)
        else {
            continue;
        };
        let words = passage.words(middle.to, last.from);
        let sides = [
            "more than",
            "fewer than",
            "higher than",
            "lower than",
            "up on",
            "down on",
            "above",
            "below",
            "less than",
        ];
        let compared =
            words.split_whitespace().count() <= 5 && sides.iter().any(|side| words.starts_with(side));
        let one = passage.sentence_of(first.from) == passage.sentence_of(last.from);
        if !compared || !one || b.to_f64() <= 0.0 {
            continue;
        }
        let gap = 100.0 * (a.to_f64() - b.to_f64()) / b.to_f64();
        let down = ["fewer", "lower", "down", "below", "less"].iter().any(|word| words.starts_with(word));
        let signed = if down { -gap } else { gap };
        if (signed - share.to_f64()).abs() > share.half_unit() + 0.06 {
            let Some(place) = here.get(place) else { continue };
            let reason = format!("{} against {} is a change of {gap:.1} per cent", a.grouped(), b.grouped());
            found.push((
                *place,
                Remark::wrong(
                    Rule::Difference,
                    reason,
                    "Compute the change again after looking both counts up.",
                ),
            ));
        }
    }
}

/// `62 of 63 (98.4%)`, `98.4% (62 of 63)`: the two must be one.
fn fraction(read: &Read<'_>, pair: &Claim, rate: &Claim) -> Option<Remarked> {
    let (share, rough) = match pair.amount {
        Amount::Pair(k, n) if n.to_f64() > 0.0 && k.to_f64() <= n.to_f64() => {
            (100.0 * k.to_f64() / n.to_f64(), 0.0)
        }
        Amount::Rough(share) => (100.0 * share, 4.0),
        _ => return None,
    };
    let Amount::Rate(value) = rate.amount else { return None };
    if read.sentence(pair.found) != read.sentence(rate.found) || !side_by_side(read, pair, rate) {
        return None;
    }
    let turned = matches!(
        (pair.measure, rate.measure),
        (Measure::Unrecorded, Measure::Recorded) | (Measure::Recorded, Measure::Unrecorded)
    );
    let share = if turned { 100.0 - share } else { share };
    let slack = value.half_unit() + rough + 1e-9;
    ((value.to_f64() - share).abs() > slack).then(|| {
        let reason =
            format!("is not the fraction beside it: {} is {share:.1} per cent", read.place(pair.found));
        (
            rate.found,
            Remark::wrong(
                Rule::OwnFraction,
                reason,
                "Compute the percentage again from the counts, after looking both counts up.",
            ),
        )
    })
}

/// One of the two in brackets or set off by "or", "that is", a dash or an equals sign.
fn side_by_side(read: &Read<'_>, a: &Claim, b: &Claim) -> bool {
    let (Some((passage, x)), Some((_, y))) = (read.number(a.found), read.number(b.found)) else {
        return false;
    };
    if passage.kind == BlockKind::Row {
        let here = |c: &&Claim| read.sentence(c.found) == read.sentence(a.found);
        return read.claims.iter().filter(here).filter(|c| matches!(c.amount, Amount::Rate(_))).count() == 1;
    }
    let (first, second) = if x.from < y.from { (x, y) } else { (y, x) };
    if second.from < first.to || second.from - first.to > 9 {
        return false;
    }
    let between = passage.words(first.to, second.from);
    let bracket = passage.words(second.from.saturating_sub(1), second.from) == "("
        || (between.contains('(') && !between.contains(')'));
    let set_off = [
        "or",
        ", or",
        "i.e.",
        "=",
        "that is",
        ", that is",
        "equating to",
        "which is",
        ", which is",
        "representing",
        "equivalent to",
        "which equates to",
        "-",
        ", equivalent to",
        "namely",
    ];
    let said = set_off
        .iter()
        .any(|words| between == *words || between.ends_with(words) && between.len() < words.len() + 2);
    let about_same = a.group == b.group || a.group.is_none() || b.group.is_none();
    let between_groups = passage.words(first.to, second.from);
    let listed = between.starts_with("recorded") && between.split_whitespace().count() <= 5;
    ((bracket || listed)
        && about_same
        && !lexicon::any(
            &between_groups,
            &["national", "average", "compared", "previously", "up from", "down from", "in 2017"],
        ))
        || said
}

/// `98.2% of 63 reports`: some whole number of reports must make that percentage.
fn impossible_share(read: &Read<'_>, claim: &Claim) -> Option<Remarked> {
    let Amount::Rate(value) = claim.amount else { return None };
    let (passage, number) = read.number(claim.found)?;
    let words = passage.words(number.to, number.to + 2);
    let at = match words.as_str() {
        "of the" | "of all" => number.to + 2,
        other if other.starts_with("of ") => number.to + 1,
        _ => return None,
    };
    let next = passage.numbers.iter().find(|other| other.from == at)?;
    let Shape::Plain(n) = next.shape else { return None };
    let n = n.to_f64();
    let exact = claim.hedge == super::super::claim::Hedge::Exact && n >= 1.0;
    let k = libm::round(value.to_f64() * n / 100.0);
    (exact && value.to_f64() <= 100.0 && (100.0 * k / n - value.to_f64()).abs() > value.half_unit() + 1e-9)
        .then(|| {
            let reason = format!(
                "no whole number of {} makes {}%: {} would be {:.1}%",
                shown(n),
                value,
                shown(k),
                100.0 * k / n
            );
            (
                claim.found,
                Remark::wrong(
                    Rule::OwnFraction,
                    reason,
                    "Look the percentage and the count up; one of them is not what was measured.",
                ),
            )
        })
}

/// `rose from 83.6% to 96.6%, an improvement of 13 points`: direction and difference.
fn from_to(read: &Read<'_>, at: usize, found: &mut Vec<Remarked>) {
    let Some(passage) = read.passages.get(at) else { return };
    let here: Vec<usize> = super::super::label::of_passage(read.numbers, at).collect();
    for place in 0..passage.numbers.len() {
        let Some((first, second, next)) = ends(passage, place) else { continue };
        let (Some(first_found), Some(second_found)) = (here.get(place), here.get(next)) else { continue };
        let (from, to) = passage.sentence_of(passage.numbers.get(place).map_or(0, |n| n.from));
        let sentence = passage.words(from, to);
        let start = passage.numbers.get(place).map_or(0, |n| n.from);
        let before = passage.words(from.max(start.saturating_sub(8)), start);
        let up = lexicon::any(
            &before,
            &[
                "rose",
                "rise",
                "risen",
                "increased",
                "increase",
                "improved",
                "improvement",
                "up",
                "grew",
                "grown",
                "climbed",
                "rising",
                "improving",
                "increasing",
                "raised",
            ],
        );
        let down = lexicon::any(
            &before,
            &[
                "fell",
                "fall",
                "fallen",
                "decreased",
                "decrease",
                "dropped",
                "drop",
                "reduced",
                "reduction",
                "down",
                "declined",
                "falling",
                "cut",
            ],
        );
        let unrecorded = lexicon::any(&before, &["unrecorded", "not recorded", "missed", "late"]);
        let improves = lexicon::any(&before, &["improved", "improvement", "improving"]) && unrecorded;
        if (up && !down && !improves && second < first) || (down && !up && second > first) {
            let words = if up { "a rise" } else { "a fall" };
            let reason =
                format!("the text says {words}, but it goes from {} to {}", shown(first), shown(second));
            let remark = Remark::wrong(
                Rule::Difference,
                reason,
                "Look both ends up; one is not what was measured, or the word is wrong.",
            );
            found.push((*first_found, remark.clone()));
            found.push((*second_found, remark));
        }
        difference(read, passage, &here, next, (first, second), found);
        let _ = sentence;
    }
}

/// The two ends of `from A to B` at a number, and the place of the second.
fn ends(passage: &super::super::passage::Passage, place: usize) -> Option<(f64, f64, usize)> {
    let first = passage.numbers.get(place)?;
    let second = passage.numbers.get(place + 1)?;
    let led = passage.words(first.from.saturating_sub(4).max(passage.sentence_of(first.from).0), first.from);
    let between = passage.words(first.to, second.from);
    let joined = between == "to"
        || (between.ends_with(" to") && between.split_whitespace().count() <= 6)
        || between.ends_with(" to just over");
    let is_led = led.split_whitespace().rev().take(3).any(|word| word == "from");
    if !(is_led && joined && passage.sentence_of(first.from) == passage.sentence_of(second.from)) {
        return None;
    }
    let value = |shape: Shape| match shape {
        Shape::PerCent(value) => Some((value, true)),
        Shape::Plain(value) => Some((value, false)),
        _ => None,
    };
    let ((a, _), (b, _)) = (value(first.shape)?, value(second.shape)?);
    // "from 83.6 to 96.6 per cent": the first takes the unit of the second.
    Some((a.to_f64(), b.to_f64(), place + 1))
}

/// The next amount of the sentence, where it is said to be the difference or the rise.
fn difference(
    read: &Read<'_>,
    passage: &super::super::passage::Passage,
    here: &[usize],
    place: usize,
    (first, second): (f64, f64),
    found: &mut Vec<Remarked>,
) {
    let (Some(end), Some(next)) = (passage.numbers.get(place), passage.numbers.get(place + 1)) else {
        return;
    };
    if passage.sentence_of(end.from) != passage.sentence_of(next.from) {
        return;
    }
    let before = passage.words(end.to, next.from);
    let after = passage.words(next.to, next.to + 3);
    let said = lexicon::any(
        &before,
        &[
            "increase of",
            "improvement of",
            "rise of",
            "fall of",
            "reduction of",
            "decrease of",
            "difference of",
            "up",
            "down",
            "gain of",
            "drop of",
            "by",
            "increase",
            "an increase of",
            "(",
        ],
    ) || lexicon::any(
        &after,
        &["increase", "improvement", "rise", "reduction", "fall", "decrease", "drop"],
    );
    let Some(found_at) = here.get(place + 1).filter(|_| said) else { return };
    let both_rates = matches!(end.shape, Shape::PerCent(_));
    let gap = (second - first).abs();
    let (want, value, unit) = match next.shape {
        Shape::Points(value) => (gap, value, "percentage points"),
        Shape::PerCent(value) if !both_rates && first > 0.0 => (100.0 * gap / first, value, "per cent"),
        // Of two percentages people write the difference as per cent: either reading may stand.
        Shape::PerCent(value) if both_rates && first > 0.0 => {
            let relative = 100.0 * gap / first;
            let near = |want: f64| (want - value.to_f64()).abs() <= value.half_unit() + 0.15;
            if near(gap) || near(relative) {
                return;
            }
            (gap, value, "percentage points")
        }
        Shape::Plain(value) if !both_rates => (gap, value, ""),
        _ => return,
    };
    let label = read.numbers.get(*found_at).map(|n| n.label);
    if matches!(label, Some(Label::Date | Label::Reference)) {
        return;
    }
    if (want - value.to_f64()).abs() > value.half_unit() + 0.15 {
        let reason =
            format!("from {} to {} is {} {unit}, not {}", shown(first), shown(second), shown(want), value);
        found.push((
            *found_at,
            Remark::wrong(
                Rule::Difference,
                reason.replace("  ", " "),
                "Compute the difference again after looking both ends up.",
            ),
        ));
    }
}
