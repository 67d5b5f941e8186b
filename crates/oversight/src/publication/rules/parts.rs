//! A part at odds with its whole, and two numbers that say different things of the same.

use alloc::format;
use alloc::vec::Vec;

use super::super::claim::{Amount, Claim, Hedge};
use super::super::draft::BlockKind;
use super::super::label::{Remark, Rule};
use super::super::lexicon::{Group, Measure};
use super::super::shares::{PARTS, PartOfWhole, SLACK};
use super::{Read, Remarked, shown};

/// Compares claims with each other.
pub fn look(read: &Read<'_>, found: &mut Vec<Remarked>) {
    let distinct = distinct(read.claims);
    for claim in read.claims {
        for part in PARTS.iter().filter(|part| Some(part.part) == claim.group) {
            for whole in wholes(&distinct, part, claim) {
                found.extend(compared(read, part, claim, whole));
            }
        }
    }
    for first in read.claims {
        for second in &distinct {
            found.extend(contradicted(read, first, second));
        }
    }
}

/// One claim of each group, measure, time, body and amount: a long draft says the same again and again.
fn distinct(claims: &[Claim]) -> Vec<&Claim> {
    let mut kept: Vec<&Claim> = Vec::new();
    for claim in claims.iter().filter(|claim| claim.group.is_some() && claim.rate().is_some()) {
        let same = |other: &&Claim| {
            other.group == claim.group
                && other.measure == claim.measure
                && other.amount == claim.amount
                && other.subject == claim.subject
                && other.hedge == claim.hedge
                && other.when == claim.when
        };
        if !kept.iter().any(same) {
            kept.push(claim);
        }
    }
    kept
}

fn wholes<'a>(
    distinct: &'a [&'a Claim],
    part: &PartOfWhole,
    claim: &'a Claim,
) -> impl Iterator<Item = &'a Claim> + use<'a> {
    let whole = part.whole;
    distinct.iter().copied().filter(move |other| {
        other.group == Some(whole)
            && other.subject == claim.subject
            && same_time(claim, other)
            && other.found != claim.found
    })
}

fn same_time(a: &Claim, b: &Claim) -> bool {
    a.when == b.when
        || (a.when.is_empty() && b.when.starts_with('2'))
        || (b.when.is_empty() && a.when.starts_with('2'))
}

/// With a part of share `s` of the whole recorded at `p`, the whole lies between `s p` and
/// `1 - s (1 - p)`: the rest is recorded between not at all and in full.
fn compared(read: &Read<'_>, shares: &PartOfWhole, part: &Claim, whole: &Claim) -> Option<Remarked> {
    let sampled = matches!(part.amount, Amount::Pair(_, n) if n.to_f64() < 100.0);
    let (p, w) = (part.recorded_rate()? / 100.0, whole.recorded_rate()? / 100.0);
    if sampled || !(0.0..=1.0).contains(&p) || !(0.0..=1.0).contains(&w) {
        return None;
    }
    let slack = SLACK + (part.slack() * shares.least + whole.slack()) / 100.0;
    let most = 1.0 - shares.least * (1.0 - p);
    let least = shares.least * p;
    if w > most + slack {
        let reason = format!(
            "cannot go with {}: {} is at least {} of {}, so if only {}% of it were recorded the rate for {} could not exceed {}% \
             even with everything else recorded ({})",
            read.place(whole.found),
            shares.part.words(),
            share_words(shares.least),
            shares.whole.words(),
            shown(100.0 * p),
            shares.whole.words(),
            shown(100.0 * most),
            shares.source
        );
        return Some((part.found, Remark::wrong(Rule::PartAndWhole, reason, ADVICE)));
    }
    (w < least - slack).then(|| {
        let reason = format!(
            "cannot go with {}: {} is at least {} of {}, so that with {}% of it recorded the rate for {} cannot be below {}% ({})",
            read.place(part.found),
            shares.part.words(),
            share_words(shares.least),
            shares.whole.words(),
            shown(100.0 * p),
            shares.whole.words(),
            shown(100.0 * least),
            shares.source
        );
        (whole.found, Remark::wrong(Rule::PartAndWhole, reason, ADVICE))
    })
}

const ADVICE: &str =
    "Look both numbers up in their source. The check does not say which it should have been.";

fn share_words(share: f64) -> alloc::string::String {
    format!("{}%", shown(100.0 * share))
}

/// Two claims of the same measure of the same group, time and body, more than rounding apart.
fn contradicted(read: &Read<'_>, a: &Claim, b: &Claim) -> Vec<Remarked> {
    let same = a.group.is_some()
        && a.group != Some(Group::Narrower)
        && a.group == b.group
        && a.subject == b.subject
        && a.when == b.when
        && comparable(a.measure, b.measure);
    let hedged = !matches!((a.hedge, b.hedge), (Hedge::Exact | Hedge::Near, Hedge::Exact | Hedge::Near));
    let samples = matches!((a.amount, b.amount), (Amount::Pair(..), _) | (_, Amount::Pair(..)));
    if !same || hedged || samples || a.found == b.found || one_range(read, a, b) || two_rows(read, a, b) {
        return Vec::new();
    }
    let Some((x, y)) = one_scale(a, b) else { return Vec::new() };
    if (x - y).abs() <= a.slack() + b.slack() + 1e-9 {
        return Vec::new();
    }
    let of = a.group.map_or("", Group::words);
    let reason =
        |other: &Claim| format!("says something else of the same as {} ({of})", read.place(other.found));
    let advice = "Both cannot stand: look them up in their source, or say what makes them differ (period, method, body).";
    alloc::vec![
        (a.found, Remark::wrong(Rule::Contradiction, reason(b), advice)),
        (b.found, Remark::wrong(Rule::Contradiction, reason(a), advice)),
    ]
}

/// Whether two numbers stand in rows that are named differently: "Burglary, homes" and "Burglary, shops".
fn two_rows(read: &Read<'_>, a: &Claim, b: &Claim) -> bool {
    let name = |claim: &Claim| {
        let (passage, _) = read.number(claim.found)?;
        let end = passage.tokens.iter().position(|token| token.lower == "|").unwrap_or(0);
        (passage.kind == BlockKind::Row).then(|| passage.words(0, end))
    };
    name(a).zip(name(b)).is_some_and(|(one, other)| one != other)
}

/// Whether two numbers of a sentence are the ends of one stretch: "from 92% to 96%", "between ... and".
fn one_range(read: &Read<'_>, a: &Claim, b: &Claim) -> bool {
    let (Some((passage, first)), Some((_, second))) = (read.number(a.found), read.number(b.found)) else {
        return false;
    };
    let same = read.sentence(a.found) == read.sentence(b.found);
    let adjacent = first.to <= second.from && second.from - first.to <= 2;
    same && adjacent && matches!(passage.words(first.to, second.from).as_str(), "to" | "and" | "-" | "or")
}

const fn comparable(a: Measure, b: Measure) -> bool {
    matches!(
        (a, b),
        (Measure::Recorded | Measure::Unrecorded, Measure::Recorded | Measure::Unrecorded)
            | (Measure::InTime, Measure::InTime)
            | (Measure::Cancelled, Measure::Cancelled)
            | (Measure::Told, Measure::Told)
    )
}

fn one_scale(a: &Claim, b: &Claim) -> Option<(f64, f64)> {
    if matches!(a.measure, Measure::Recorded | Measure::Unrecorded) {
        return Some((a.recorded_rate()?, b.recorded_rate()?));
    }
    Some((a.rate()?, b.rate()?))
}
