//! Amounts that cannot be by themselves: out of range, in the wrong unit, with broken digits, with an
//! interval that is none, of a small sample without its interval.

use alloc::format;

use audit::interval::{clopper_pearson, wilson};

use super::super::claim::{Amount, Claim, Hedge, Subject};
use super::super::kind::head_noun;
use super::super::label::{Label, Remark, Rule};
use super::super::lexicon::{self, Group, Measure};
use super::super::scan::Shape;
use super::super::shares::{FAR_BELOW_POINTS, LOWEST_PUBLISHED};
use super::{Read, Remarked, shown};

/// Below this n a share of a sample is given with its interval.
const SMALL_SAMPLE: f64 = 100.0;
const CHECK_SOURCE: &str = "Look the number up in its source and give it again with its n and interval.";

/// Looks at every number and claim by itself.
pub fn look(read: &Read<'_>, found: &mut alloc::vec::Vec<Remarked>) {
    for at in 0..read.numbers.len() {
        digits(read, at, found);
        units(read, at, found);
        part_of_less(read, at, found);
    }
    for claim in read.claims {
        if let Some(remark) = range(claim).or_else(|| below_all(claim)).or_else(|| interval(claim)) {
            found.push((claim.found, remark));
        }
        if let Some(remark) = small(read, claim) {
            found.push((claim.found, remark));
        }
    }
}

/// `352 of 91`, whatever is counted; "12/4" may be the number of a paper.
fn part_of_less(read: &Read<'_>, at: usize, found: &mut alloc::vec::Vec<Remarked>) {
    let Some((passage, number)) = read.number(at) else { return };
    let Shape::Of(k, n) = number.shape else { return };
    // "day 79 of 56" is late, and no part of anything.
    let numbered = passage.words(number.from.saturating_sub(1), number.from);
    if matches!(numbered.as_str(), "day" | "week" | "month" | "year" | "page" | "diwrnod") {
        return;
    }
    let inside = passage.words(number.from, number.to);
    if k.to_f64() > n.to_f64() && lexicon::any(&inside, &["of", "o"]) {
        let reason = format!("{} is more than the {} that it is taken from", k.grouped(), n.grouped());
        found.push((at, Remark::wrong(Rule::OutOfRange, reason, CHECK_SOURCE)));
    }
}

fn digits(read: &Read<'_>, at: usize, found: &mut alloc::vec::Vec<Remarked>) {
    let Some((_, number)) = read.number(at) else { return };
    if number.broken {
        let reason =
            "its digits do not stand in groups of three with one point, so at least one is lost or moved";
        found.push((at, Remark::wrong(Rule::Digits, reason, CHECK_SOURCE)));
    }
}

fn units(read: &Read<'_>, at: usize, found: &mut alloc::vec::Vec<Remarked>) {
    let Some((passage, number)) = read.number(at) else { return };
    let label = read.numbers.get(at).map(|n| n.label);
    let after = passage.words(number.to, number.to + 1);
    let (from, _) = passage.sentence_of(number.from);
    let before = passage.words(from.max(number.from.saturating_sub(4)), number.from);
    if let Shape::PerCent(value) = number.shape {
        let counted = lexicon::is_other_counted(&after)
            || head_noun(passage, number.to)
                .is_some_and(|noun| is_people(&noun) && !passage.words(number.to, number.to + 1).eq("of"));
        let change = [
            "increase",
            "rise",
            "reduction",
            "more",
            "fewer",
            "extra",
            "uplift",
            "cut",
            "decrease",
            "fall",
            "growth",
        ]
        .contains(&after.as_str());
        let led_by_change = lexicon::any(&before, &["by", "increase of", "rise of"]);
        if counted && !change && !(led_by_change && after.as_str() == "more") {
            let reason = format!(
                "a percentage stands where a count should: \"{}\" is followed by what is counted",
                shown(value.to_f64())
            );
            found.push((
                at,
                Remark::wrong(Rule::Unit, reason, "Give the count, or say of what it is a percentage."),
            ));
        }
    }
    if let Shape::Plain(value) = number.shape {
        let rate_word = [
            "rate of",
            "rate is",
            "rate was",
            "rate at",
            "rate stood at",
            "accuracy of",
            "accuracy is",
            "accuracy was",
            "percentage of",
        ];
        let ends = rate_word.iter().any(|w| before.ends_with(w));
        let unit_follows = matches!(after.as_str(), "per" | "in" | "out" | "of" | "for" | "/" | "times")
            || lexicon::is_counted(&after);
        if label == Some(Label::Measure)
            && ends
            && !unit_follows
            && value.to_f64() <= 100.0
            && passage.cells_empty()
        {
            let reason = "a rate is given without its unit, so that it may be a percentage or a count";
            found.push((
                at,
                Remark::wrong(
                    Rule::Unit,
                    reason,
                    "Write the unit, with the number audited and the interval.",
                ),
            ));
        }
        let head = head_noun(passage, number.to);
        let whole_things = head.as_deref().is_some_and(|noun| is_people(noun) || lexicon::is_report(noun));
        let average = lexicon::any(
            &passage.words(from, number.to + 6),
            &["average", "mean", "per", "fte", "equivalent", "ratio", "median", "million"],
        );
        if whole_things && !value.is_whole() && !average {
            let reason = "things that are counted one by one are given with a part of one";
            found.push((
                at,
                Remark::wrong(
                    Rule::Unit,
                    reason,
                    "Give the count as a whole number, or say that it is an average.",
                ),
            ));
        }
    }
}

fn is_people(noun: &str) -> bool {
    matches!(
        noun,
        "officer"
            | "officers"
            | "staff"
            | "people"
            | "posts"
            | "constables"
            | "pcsos"
            | "detectives"
            | "auditors"
            | "force"
            | "forces"
            | "recommendations"
            | "areas"
            | "volunteers"
            | "investigators"
            | "members"
            | "hours"
            | "months"
            | "days"
            | "weeks"
            | "victims"
    )
}

fn range(claim: &Claim) -> Option<Remark> {
    if let Amount::Pair(k, n) = claim.amount {
        if !k.is_whole() || !n.is_whole() {
            return Some(Remark::wrong(
                Rule::OutOfRange,
                "a part of a report cannot be counted: both numbers must be whole",
                CHECK_SOURCE,
            ));
        }
        if k.to_f64() > n.to_f64() {
            let reason = format!("{} is more than the {} that it is taken from", k.grouped(), n.grouped());
            return Some(Remark::wrong(Rule::OutOfRange, reason, CHECK_SOURCE));
        }
    }
    let rate = claim.rate()?;
    let share = !matches!(claim.measure, Measure::Change | Measure::Elsewhere | Measure::Unknown);
    if share && !(0.0..=100.0).contains(&rate) {
        let reason =
            format!("{}% is more than the whole: a share of reports lies between 0% and 100%", shown(rate));
        return Some(Remark::wrong(Rule::OutOfRange, reason, CHECK_SOURCE));
    }
    (claim.measure == Measure::Unknown
        && rate > 100.0
        && claim.group.is_some()
        && claim.hedge == Hedge::Exact)
        .then(|| {
            Remark::wrong(
                Rule::OutOfRange,
                format!("{}% is more than the whole of what it is said of", shown(rate)),
                CHECK_SOURCE,
            )
        })
}

fn below_all(claim: &Claim) -> Option<Remark> {
    let small = matches!(claim.amount, Amount::Pair(_, n) if n.to_f64() < SMALL_SAMPLE);
    let rate = claim.recorded_rate().filter(|_| !small && claim.subject == Subject::Force)?;
    let (group, lowest, source) =
        LOWEST_PUBLISHED.iter().find(|(group, _, _)| Some(*group) == claim.group)?;
    (rate + claim.slack() < lowest - FAR_BELOW_POINTS).then(|| {
        let reason = format!(
            "a recording rate of {}% for {} lies far below any that an inspection has published (the lowest read is {source})",
            shown(rate),
            group.words()
        );
        Remark::wrong(Rule::OutOfRange, reason, CHECK_SOURCE)
    })
}

fn interval(claim: &Claim) -> Option<Remark> {
    let interval = claim.interval?;
    let (low, high) = (interval.low.to_f64(), interval.high.to_f64());
    let value = claim.rate()?;
    // "966 of every 1,000 (interval 954 to 976)": the ends are counts of the same thousand.
    if let Amount::Pair(k, n) = claim.amount
        && high > 100.0
        && high <= n.to_f64()
        && low <= k.to_f64()
        && k.to_f64() <= high
    {
        return None;
    }
    let margin = interval.low.half_unit() + claim.slack();
    let advice = "Compute the interval again from the marks, by a named method, and give both ends.";
    if low > high {
        return Some(Remark::wrong(
            Rule::Interval,
            format!("its interval begins at {} and ends below that, at {}", interval.low, interval.high),
            advice,
        ));
    }
    if value < low - margin || value > high + margin {
        let reason = format!(
            "{}% lies outside the interval that is given for it, {} to {}",
            shown(value),
            interval.low,
            interval.high
        );
        return Some(Remark::wrong(Rule::Interval, reason, advice));
    }
    let Amount::Pair(k, n) = claim.amount else { return None };
    let (k, n) = (k.to_f64() as u64, n.to_f64() as u64);
    let known = [wilson(k, n, 0.05), clopper_pearson(k, n, 0.05)];
    let slack = interval.low.half_unit() + 1.5;
    let p = k as f64 / n.max(1) as f64;
    let half = 196.0 * libm::sqrt(p * (1.0 - p) / n.max(1) as f64);
    let normal_fits = (100.0 * p - half - low).abs() <= slack
        && ((100.0 * p + half).min(100.0) - high.min(100.0)).abs() <= slack;
    let fits = known
        .iter()
        .flatten()
        .any(|known| (100.0 * known.low - low).abs() <= slack && (100.0 * known.high - high).abs() <= slack);
    (!fits && !normal_fits && n > 0).then(|| {
        let reason = format!("{} to {} is not the 95% interval of {k} of {n} by any of the usual methods (Wilson, exact, normal)", interval.low, interval.high);
        Remark::wrong(Rule::Interval, reason, advice)
    })
}

fn small(read: &Read<'_>, claim: &Claim) -> Option<Remark> {
    let Amount::Pair(k, n) = claim.amount else { return None };
    let measured = read.numbers.get(claim.found).is_some_and(|found| {
        matches!(found.label, Label::Measure | Label::Count | Label::Bound | Label::Quotation)
    });
    let whole = k.is_whole() && n.is_whole() && k.to_f64() <= n.to_f64() && n.to_f64() >= 1.0;
    if !measured
        || !whole
        || n.to_f64() >= SMALL_SAMPLE
        || claim.interval.is_some()
        || shares_interval(read, claim)
    {
        return None;
    }
    if matches!(claim.measure, Measure::Change | Measure::Elsewhere | Measure::Composition) {
        return None;
    }
    let interval = wilson(k.to_f64() as u64, n.to_f64() as u64, 0.05)?;
    let (low, high) = (100.0 * interval.low, 100.0 * interval.high);
    let reason = format!(
        "{} of {} is a small sample: its 95% interval is {low:.1} to {high:.1} per cent (Wilson), and the text does not say so",
        k.grouped(),
        n.grouped()
    );
    let about = if claim.group == Some(Group::Rape) {
        " Rape is audited in full: say so where it was, for then there is no sampling."
    } else {
        ""
    };
    let advice = format!("Print the interval beside it: {low:.1} to {high:.1} per cent.{about}");
    Some(Remark::advice(Rule::SmallSample, reason, advice))
}

/// Whether another claim of the same sentence and the same share carries the interval.
fn shares_interval(read: &Read<'_>, claim: &Claim) -> bool {
    let Some(rate) = claim.rate() else { return false };
    read.claims.iter().any(|other| {
        other.found.abs_diff(claim.found) < 64
            && other.interval.is_some()
            && read.sentence(other.found) == read.sentence(claim.found)
            && other.rate().is_some_and(|value| (value - rate).abs() <= 0.6)
    })
}
