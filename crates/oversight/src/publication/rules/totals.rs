//! Totals: of a table's columns, and of "A, of which B and C" in a sentence.

use alloc::format;
use alloc::vec::Vec;

use super::super::draft::BlockKind;
use super::super::label::{Remark, Rule};
use super::super::lexicon;
use super::super::passage::Passage;
use super::super::scan::Shape;
use super::{Read, Remarked};

const ADVICE: &str = "Add up again after looking each number up.";

/// Looks at tables and sentences.
pub fn look(read: &Read<'_>, found: &mut Vec<Remarked>) {
    tables(read, found);
    for at in 0..read.passages.len() {
        sentences(read, at, found);
        complements(read, at, found);
    }
}

/// Numbers of a passage: their places in the draft.
fn places(read: &Read<'_>, passage: usize) -> Vec<usize> {
    super::super::label::of_passage(read.numbers, passage).collect()
}

fn tables(read: &Read<'_>, found: &mut Vec<Remarked>) {
    let mut run: Vec<usize> = Vec::new();
    for at in 0..=read.passages.len() {
        let is_row = read.passages.get(at).is_some_and(|passage| passage.kind == BlockKind::Row);
        if is_row {
            run.push(at);
        } else if !run.is_empty() {
            table(read, &run, found);
            run.clear();
        }
    }
}

fn table(read: &Read<'_>, rows: &[usize], found: &mut Vec<Remarked>) {
    let Some((last, body)) = rows.split_last() else { return };
    let label = |at: usize| {
        read.passages
            .get(at)
            .map(|p| p.words(0, p.tokens.iter().position(|t| t.lower == "|").unwrap_or(0)))
            .unwrap_or_default()
    };
    let is_total = matches!(
        label(*last).as_str(),
        "total"
            | "totals"
            | "all"
            | "sum"
            | "grand total"
            | "all crime total"
            | "cyfanswm"
            | "year"
            | "full year"
            | "whole year"
    );
    if !is_total || body.len() < 2 {
        return;
    }
    let columns = |at: usize| -> Vec<Option<(f64, usize, bool)>> {
        let Some(passage) = read.passages.get(at) else { return Vec::new() };
        cells(passage, &places(read, at))
    };
    let totals = columns(*last);
    for (column, total) in totals.iter().enumerate() {
        let Some((total, place, true)) = *total else { continue };
        let parts: Vec<f64> = body
            .iter()
            .filter_map(|row| columns(*row).get(column).copied().flatten())
            .filter(|(_, _, whole)| *whole)
            .map(|(value, _, _)| value)
            .collect();
        if parts.len() != body.len() {
            continue;
        }
        let sum: f64 = parts.iter().sum();
        if (sum - total).abs() > 0.5 {
            let reason = format!("the rows above add up to {sum}, not {total}");
            found.push((place, Remark::wrong(Rule::Total, reason, ADVICE)));
        }
    }
}

/// Each column's only bare number, its place, and whether it is a whole count.
fn cells(passage: &Passage, places: &[usize]) -> Vec<Option<(f64, usize, bool)>> {
    let mut columns: Vec<Option<(f64, usize, bool)>> = alloc::vec![None];
    let mut at = 0;
    for (index, token) in passage.tokens.iter().enumerate() {
        if token.lower == "|" {
            columns.push(None);
            at += 1;
        }
        let Some(which) = passage.numbers.iter().position(|number| number.from == index) else { continue };
        let value = match passage.numbers.get(which).map(|n| n.shape) {
            Some(Shape::Plain(value)) => Some((value.to_f64(), value.is_whole())),
            Some(Shape::Year(year)) => Some((year as f64, true)),
            _ => None,
        };
        if let (Some((value, whole)), Some(place), Some(slot)) =
            (value, places.get(which), columns.get_mut(at))
        {
            *slot = Some((value, *place, whole));
        }
    }
    columns
}

/// `A officers, comprising B and C`; `B and C, a total of A`; `A, of which B ...`.
fn sentences(read: &Read<'_>, at: usize, found: &mut Vec<Remarked>) {
    let Some(passage) = read.passages.get(at).filter(|p| p.kind != BlockKind::Row) else { return };
    let places = places(read, at);
    for (from, to) in &passage.sentences {
        let here: Vec<(usize, usize, f64)> = passage
            .numbers
            .iter()
            .enumerate()
            .filter(|(_, n)| (*from..*to).contains(&n.from))
            .filter_map(|(i, n)| match n.shape {
                Shape::Plain(value) if value.is_whole() => Some((i, n.from, value.to_f64())),
                _ => None,
            })
            .collect();
        let (Some((whole, whole_at, total)), true) = (here.first().copied(), here.len() >= 3) else {
            of_which(passage, &places, &here, found);
            continue;
        };
        let second = here.get(1).map_or(*to, |(_, at, _)| *at);
        let between = passage.words(whole_at, second);
        let made_up = lexicon::any(
            &between,
            &[
                "comprising",
                "made up of",
                "consisting of",
                "comprised of",
                "broken down as",
                "split into",
                "namely",
            ],
        );
        let parts: f64 = here.iter().skip(1).map(|(_, _, value)| value).sum();
        if made_up && (parts - total).abs() > 0.5 {
            if let Some(place) = places.get(whole) {
                found.push((
                    *place,
                    Remark::wrong(
                        Rule::Total,
                        format!("its parts in the same sentence add up to {parts}, not {total}"),
                        ADVICE,
                    ),
                ));
            }
            continue;
        }
        of_total(passage, &places, &here, found);
        of_which(passage, &places, &here, found);
    }
}

/// `200 officers and 80 staff, a total of 280` or `280 in total`.
fn of_total(passage: &Passage, places: &[usize], here: &[(usize, usize, f64)], found: &mut Vec<Remarked>) {
    let Some(((index, at, total), parts)) = here.split_last() else { return };
    let before = passage.words(at.saturating_sub(4), *at);
    let after = passage.words(at + 1, at + 5);
    let said = lexicon::any(&before, &["total of", "totalling", "in total", "making", "altogether"])
        || lexicon::any(&after, &["in total", "altogether", "in all"]);
    let sum: f64 = parts.iter().map(|(_, _, value)| value).sum();
    if said
        && parts.len() >= 2
        && (sum - total).abs() > 0.5
        && let Some(place) = places.get(*index)
    {
        found.push((
            *place,
            Remark::wrong(Rule::Total, format!("the numbers before it add up to {sum}, not {total}"), ADVICE),
        ));
    }
}

/// `63 reports, of which 62 ...`: no part is larger than the whole.
fn of_which(passage: &Passage, places: &[usize], here: &[(usize, usize, f64)], found: &mut Vec<Remarked>) {
    for pair in here.windows(2) {
        let [(_, whole_at, whole), (index, at, part)] = pair else { continue };
        let between = passage.words(*whole_at, *at);
        if lexicon::any(&between, &["of which", "of whom", "of these", "of those", "including"])
            && part > whole
            && let Some(place) = places.get(*index)
        {
            let reason = format!("{part} of {whole} is more than there are");
            found.push((*place, Remark::wrong(Rule::Total, reason, ADVICE)));
        }
    }
}

/// `62 of 63 were recorded; the other 2 were not`: what is left must be what is left.
fn complements(read: &Read<'_>, at: usize, found: &mut Vec<Remarked>) {
    let Some(passage) = read.passages.get(at) else { return };
    let places = places(read, at);
    for (index, number) in passage.numbers.iter().enumerate() {
        let Shape::Of(k, n) = number.shape else { continue };
        let Some(next) = passage.numbers.get(index + 1) else { continue };
        let Shape::Plain(rest) = next.shape else { continue };
        let before = passage.words(number.to, next.from);
        let said = ["the other", "the remaining", "remaining", "the rest ,"]
            .iter()
            .any(|words| before.ends_with(words));
        if !said || next.from - number.to > 16 {
            continue;
        }
        let left = n.to_f64() - k.to_f64();
        if (left - rest.to_f64()).abs() > 0.5
            && let Some(place) = places.get(index + 1)
        {
            let reason = format!("{} of {} leaves {left}, not {}", k.grouped(), n.grouped(), rest.grouped());
            found.push((*place, Remark::wrong(Rule::Total, reason, ADVICE)));
        }
    }
}
