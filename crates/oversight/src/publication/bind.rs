//! Binds measures to figures and quotations, and says where they differ from them.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use terms::Decimal;

use super::claim::{Amount, Claim, Hedge, Subject};
use super::draft::BlockKind;
use super::label::{Found, Label, Remark, Rule, Severity};
use super::lexicon::{self, Group, Measure};
use super::passage::Passage;
use super::stretch::period;
use super::{Evidence, Quotation};
use crate::figure::{Figure, Unit, Value};

/// Binds every claim that a figure or a quotation shows.
pub fn bind(numbers: &mut [Found], claims: &[Claim], passages: &[Passage], evidence: &Evidence<'_>) {
    let draft = text(passages);
    for claim in claims.iter().filter(|claim| claim.amount != Amount::Margin) {
        let Some(found) = numbers.get_mut(claim.found) else { continue };
        let Some(passage) = passages.get(found.passage) else { continue };
        if !matches!(found.label, Label::Measure) && !matches!(claim.amount, Amount::Pair(..)) {
            continue;
        }
        // A row named after a force with published figures speaks of those first.
        let of_a_force = is_of_a_force(passage, evidence.quotations);
        let quoted =
            of_a_force && best_quotation(claim, evidence.quotations, &draft, &found.sentence).is_some();
        if let Some(figure) = best_figure(claim, evidence.figures).filter(|_| !quoted) {
            bound(found, figure, evidence);
            // Where nothing but the value agrees, its period says nothing of the text's.
            if fit(claim, figure).is_some_and(|score| score > 0) {
                period(found, passage, figure);
            }
            continue;
        }
        if let Some(quotation) = best_quotation(claim, evidence.quotations, &draft, &found.sentence) {
            found.label = Label::Quotation;
            found.source = Some(format!(
                "{}, {}, {} ({})",
                quotation.force, quotation.inspection, quotation.measure, quotation.place
            ));
            other_year(found, claim, quotation, evidence.quotations);
            continue;
        }
        if let Some(remark) = differs(claim, passage, evidence.figures).filter(|_| !of_a_force) {
            found.remark(remark);
        } else if let Some(remark) = differs_from_source(claim, evidence.quotations, &draft) {
            found.remark(remark);
        }
    }
    for claim in claims {
        ends(numbers, claim, evidence);
    }
}

/// Whether a row begins with the name of a force that quotations hold.
fn is_of_a_force(passage: &Passage, quotations: &[Quotation]) -> bool {
    let name_ends = passage.tokens.iter().position(|token| token.lower == "|").unwrap_or(0);
    let name = passage.words(0, name_ends);
    passage.kind == BlockKind::Row
        && quotations.iter().any(|quotation| name.starts_with(&quotation.force.to_lowercase()))
}

fn text(passages: &[Passage]) -> String {
    let all: Vec<String> = passages.iter().map(|passage| passage.words(0, passage.tokens.len())).collect();
    all.join(" ")
}

fn bound(found: &mut Found, figure: &Figure, evidence: &Evidence<'_>) {
    found.label = Label::Bound;
    found.source = Some(figure.name.clone());
    if let Some((_, why)) = evidence.stale.iter().find(|(name, _)| *name == figure.name) {
        let reason = format!("rests on figure {}, which is stale: {why}", figure.name);
        found.remark(Remark::wrong(
            Rule::Stale,
            reason,
            "Compute the figures again (`onrecord pack --replay` shows how they were made).",
        ));
    }
}

fn best_figure<'a>(claim: &Claim, figures: &'a [Figure]) -> Option<&'a Figure> {
    let mut fits: Vec<(u8, &Figure)> =
        figures.iter().filter_map(|figure| fit(claim, figure).map(|score| (score, figure))).collect();
    fits.sort_by_key(|(score, _)| core::cmp::Reverse(*score));
    fits.first().map(|(_, figure)| *figure)
}

/// How well a figure fits: the more it and the claim say of the same, the better. `None` where they
/// speak of different things or the value is another.
fn fit(claim: &Claim, figure: &Figure) -> Option<u8> {
    let value = figure.known()?;
    let group = groups_agree(claim.group, group_of(figure))?;
    let measure = measures_agree(claim.measure, measure_of(figure))?;
    let turned = claim.measure == Measure::Unrecorded && measure_of(figure) == Measure::Recorded;
    // Of two figures with one value, the one whose interval the text gives.
    let ends = |range: crate::figure::Range, interval: super::claim::Interval| {
        let near =
            |a: Decimal, b: Decimal| (a.to_f64() - b.to_f64()).abs() <= a.half_unit() + b.half_unit() + 1e-9;
        near(range.low, interval.low) && near(range.high, interval.high)
    };
    let own = value.range.zip(claim.interval).is_some_and(|(range, interval)| ends(range, interval));
    shows(claim, value, turned).then_some(group + measure + if own { 8 } else { 0 })
}

fn group_of(figure: &Figure) -> Option<Group> {
    Group::of_measure(&figure.name).or_else(|| Group::of_measure(&figure.measure))
}

fn measure_of(figure: &Figure) -> Measure {
    match Measure::of_name(&figure.name) {
        Measure::Unknown => Measure::of_name(&figure.measure),
        known => known,
    }
}

/// Two parts of a group may be one part or two: only their value can tell.
fn groups_agree(claim: Option<Group>, figure: Option<Group>) -> Option<u8> {
    if claim == Some(Group::Narrower) && figure == Some(Group::Narrower) {
        return Some(0);
    }
    agrees(claim, figure)
}

fn agrees<T: PartialEq>(claim: Option<T>, figure: Option<T>) -> Option<u8> {
    match (claim, figure) {
        (Some(a), Some(b)) if a == b => Some(2),
        (Some(_), Some(_)) => None,
        _ => Some(0),
    }
}

fn measures_agree(claim: Measure, figure: Measure) -> Option<u8> {
    match (claim, figure) {
        (Measure::Change | Measure::Elsewhere | Measure::Composition, _) => None,
        (Measure::Unrecorded, Measure::Recorded) | (Measure::Recorded, Measure::Unrecorded) => Some(1),
        (a, b) if a == b => Some(2),
        (Measure::Unknown, _) | (_, Measure::Unknown) => Some(0),
        _ => None,
    }
}

/// Whether the value is what the claim says, at the claim's places and by its hedge.
fn shows(claim: &Claim, value: &Value, turned: bool) -> bool {
    match claim.amount {
        Amount::Pair(k, n) => counts(value, k, n, turned),
        Amount::Rate(said) => {
            value.unit == Unit::PerCent && rate_shows(claim.hedge, said, turn(value.value, turned))
        }
        Amount::Rough(share) => {
            value.unit == Unit::PerCent && (100.0 * share - turn(value.value, turned).to_f64()).abs() <= 3.0
        }
        Amount::Points(said) => value.unit == Unit::Points && said == value.value.at_places(said.places()),
        Amount::Count(said) => match value.unit {
            Unit::PerCent | Unit::Points => {
                let whole = |n: Option<u64>| n.is_some_and(|n| (n as f64 - said.to_f64()).abs() < 0.5);
                whole(value.n) || whole(value.k)
            }
            _ => rate_shows(claim.hedge, said, value.value),
        },
        Amount::Margin => false,
    }
}

fn counts(value: &Value, k: Decimal, n: Decimal, turned: bool) -> bool {
    let (Some(known), Some(of)) = (value.k, value.n) else { return false };
    let known = if turned { of.saturating_sub(known) } else { known };
    (known as f64 - k.to_f64()).abs() < 0.5 && (of as f64 - n.to_f64()).abs() < 0.5
}

fn turn(value: Decimal, turned: bool) -> Decimal {
    if turned { Decimal::rounded(100.0 - value.to_f64(), value.places()).unwrap_or(value) } else { value }
}

/// One in the last place that was written.
fn unit_in_last_place(said: Decimal) -> f64 {
    if said.is_whole() && said.to_f64() >= 1_000.0 {
        // "over 24,000" of 24,300: the noughts at the end are rounding.
        let mut unit = 1.0;
        let mut rest = said.to_f64();
        while rest >= 10.0 && libm::fmod(rest, 10.0) == 0.0 {
            rest /= 10.0;
            unit *= 10.0;
        }
        return unit;
    }
    2.0 * said.half_unit()
}

fn rate_shows(hedge: Hedge, said: Decimal, known: Decimal) -> bool {
    if known.at_places(said.places()) == said || (known.to_f64() - said.to_f64()).abs() < 1e-9 {
        return true;
    }
    let (gap, unit) = (known.to_f64() - said.to_f64(), unit_in_last_place(said));
    match hedge {
        Hedge::Exact => said.to_f64() >= 1_000.0 && gap.abs() <= unit / 2.0,
        Hedge::Above => gap > 0.0 && gap <= unit,
        Hedge::Below => gap < 0.0 && -gap <= unit,
        Hedge::Near => gap.abs() <= unit,
    }
}

/// The same measure of the same group, with another value: rounded wrongly, or another number.
fn differs(claim: &Claim, passage: &Passage, figures: &[Figure]) -> Option<Remark> {
    let _ = passage;
    if claim.subject == Subject::Others
        || claim.group.is_none()
        || !matches!(
            claim.measure,
            Measure::Recorded | Measure::Unrecorded | Measure::InTime | Measure::Cancelled | Measure::Told
        )
    {
        return None;
    }
    let same: Vec<&Figure> = figures
        .iter()
        .filter(|figure| {
            group_of(figure) == claim.group
                && claim.group != Some(Group::Narrower)
                && measures_agree(claim.measure, measure_of(figure)).is_some_and(|score| score > 0)
        })
        .filter(|figure| {
            figure.known().is_some_and(|value| value.unit == Unit::PerCent) && of_its_time(claim, figure)
        })
        .collect();
    let figure = same.first()?;
    let value = figure.known()?;
    let turned = claim.measure == Measure::Unrecorded && measure_of(figure) == Measure::Recorded;
    let known = turn(value.value, turned);
    let gap = (claim.rate()? - known.to_f64()).abs();
    let near = match claim.amount {
        Amount::Rate(said) => gap <= unit_in_last_place(said) + 1e-9,
        Amount::Pair(..) | Amount::Rough(_) => false,
        _ => return None,
    };
    let advice = "Take the figure as it stands in figures.json, by its name; never type it.";
    if near {
        let reason = format!("is not how figure {} ({known}) rounds", figure.name);
        return Some(Remark::wrong(Rule::WrongRounding, reason, advice));
    }
    let counts = value.k.zip(value.n).map(|(k, n)| format!(", {k} of {n}")).unwrap_or_default();
    let reason = format!("differs from figure {}, which is {known} per cent{counts}", figure.name);
    Some(Remark::wrong(Rule::Differs, reason, advice))
}

fn of_its_time(claim: &Claim, figure: &Figure) -> bool {
    if claim.when.is_empty() {
        return true;
    }
    figure
        .period
        .as_ref()
        .is_some_and(|period| period.from.starts_with(&claim.when) || period.to.starts_with(&claim.when))
}

fn year_of(quotation: &Quotation) -> String {
    let period = quotation.period.as_ref().map(|(from, to)| format!(" {from} {to}")).unwrap_or_default();
    format!("{}{period}", quotation.inspection)
}

fn quotation_fit(claim: &Claim, quotation: &Quotation, draft: &str) -> Option<u8> {
    let national = quotation.force == "England and Wales";
    if !national && !names_force(draft, &quotation.force) {
        return None;
    }
    if national && claim.subject != Subject::Others {
        return None;
    }
    let group = groups_agree(claim.group, Group::of_measure(&quotation.measure))?;
    let named = Measure::of_name(&quotation.measure);
    // A row of the published file is a recording rate unless its measure says otherwise.
    let known = if named == Measure::Unknown { Measure::Recorded } else { named };
    let measure =
        if matches!(claim.amount, Amount::Count(_)) { 0 } else { measures_agree(claim.measure, known)? };
    quoted(claim, quotation).then_some(group + measure)
}

fn names_force(draft: &str, force: &str) -> bool {
    let lower = force.to_lowercase();
    lexicon::first_word(draft, &lower).is_some()
        || lexicon::first_word(draft, &lower.replace(" and ", " & ")).is_some()
}

fn quoted(claim: &Claim, quotation: &Quotation) -> bool {
    let turned = claim.measure == Measure::Unrecorded;
    match claim.amount {
        Amount::Rate(said) => {
            quotation.rate.is_some_and(|rate| rate_shows(claim.hedge, said, turn(rate, turned)))
        }
        Amount::Rough(share) => {
            quotation.rate.is_some_and(|rate| (100.0 * share - turn(rate, turned).to_f64()).abs() <= 3.0)
        }
        Amount::Pair(k, n) => quotation.recorded.zip(quotation.audited).is_some_and(|(recorded, audited)| {
            let known = if turned { audited.saturating_sub(recorded) } else { recorded };
            (known as f64 - k.to_f64()).abs() < 0.5 && (audited as f64 - n.to_f64()).abs() < 0.5
        }),
        Amount::Count(said) => [quotation.unrecorded, quotation.additional, quotation.audited]
            .iter()
            .flatten()
            .any(|known| rate_shows(claim.hedge, said, Decimal::whole(*known as i64))),
        Amount::Points(_) | Amount::Margin => false,
    }
}

fn best_quotation<'a>(
    claim: &Claim,
    quotations: &'a [Quotation],
    draft: &str,
    sentence: &str,
) -> Option<&'a Quotation> {
    let lower = sentence.to_lowercase();
    let mut fits: Vec<(u8, &Quotation)> = quotations
        .iter()
        .filter_map(|quotation| {
            let score = quotation_fit(claim, quotation, draft)?;
            let here = u8::from(names_force(&lower, &quotation.force)) * 4;
            let of_year = u8::from(!claim.when.is_empty() && year_of(quotation).contains(&claim.when)) * 4;
            Some((score + here + of_year, quotation))
        })
        .collect();
    fits.sort_by_key(|(score, _)| core::cmp::Reverse(*score));
    fits.first().map(|(_, quotation)| *quotation)
}

/// A number that is another year's: the text's year has a published value, and this is not it.
fn other_year(found: &mut Found, claim: &Claim, bound: &Quotation, quotations: &[Quotation]) {
    if !claim.when.starts_with('2') || year_of(bound).contains(&claim.when) {
        return;
    }
    let there = quotations.iter().find(|other| {
        other.force == bound.force
            && other.measure == bound.measure
            && other.rate.is_some()
            && year_of(other).contains(&claim.when)
    });
    if let Some(other) = there {
        let reason = format!(
            "is of {} in its source, and the text says {}; for that year the source has another number ({})",
            bound.inspection, claim.when, other.place
        );
        found.remark(Remark::wrong(Rule::WrongPeriod, reason, "Look up which inspection is meant."));
    }
}

/// The source of the year that the text names has another value for the same force, group and measure.
fn differs_from_source(claim: &Claim, quotations: &[Quotation], draft: &str) -> Option<Remark> {
    if !claim.when.starts_with('2')
        || claim.subject == Subject::Others
        || claim.group.is_none()
        || claim.hedge != Hedge::Exact
    {
        return None;
    }
    if !matches!(claim.amount, Amount::Rate(_))
        || !matches!(claim.measure, Measure::Recorded | Measure::Unrecorded)
    {
        return None;
    }
    let forces: Vec<&Quotation> =
        quotations.iter().filter(|q| q.rate.is_some() && names_force(draft, &q.force)).collect();
    let first = forces.first()?;
    if forces.iter().any(|other| other.force != first.force) {
        return None;
    }
    let known = forces.iter().find(|q| {
        Group::of_measure(&q.measure) == claim.group
            && claim.group != Some(Group::Narrower)
            && Measure::of_name(&q.measure) == Measure::Unknown
            && year_of(q).contains(&claim.when)
    })?;
    let reason = format!(
        "differs from what was published for {}, {} ({})",
        known.force, known.inspection, known.place
    );
    Some(Remark::wrong(Rule::Differs, reason, "Look the number up in the report."))
}

/// The ends of an interval go with their number: bound where it is bound and they are its own.
fn ends(numbers: &mut [Found], claim: &Claim, evidence: &Evidence<'_>) {
    let Some(interval) = claim.interval else { return };
    let Some(owner) = numbers.get(claim.found).cloned() else { return };
    let known = owner
        .source
        .as_deref()
        .and_then(|name| evidence.figures.iter().find(|f| f.name == name))
        .and_then(Figure::known);
    for (end, place, is_low) in
        [(interval.low, interval.low_found, true), (interval.high, interval.high_found, false)]
    {
        let Some(found) = numbers.get_mut(place) else { continue };
        found.label =
            if matches!(owner.label, Label::Bound | Label::Quotation) { owner.label } else { Label::Measure };
        found.source.clone_from(&owner.source);
        let Some(range) = known.and_then(|value| value.range) else { continue };
        let want = if is_low { range.low } else { range.high };
        let slack = end.half_unit() + want.half_unit() + 1e-9;
        if (want.to_f64() - end.to_f64()).abs() > slack {
            let which = if is_low { "lower" } else { "upper" };
            let reason = format!(
                "the {which} end of the interval of figure {} is {want}, not {end}",
                owner.source.as_deref().unwrap_or_default()
            );
            found.remark(Remark::wrong(
                Rule::Differs,
                reason,
                "Take the interval from figures.json with its figure.",
            ));
        }
    }
}

/// What is left: derived differences, measures of elsewhere, and measures that nothing shows.
pub fn settle(numbers: &mut [Found], claims: &[Claim], evidence: &Evidence<'_>) {
    let before = numbers.to_vec();
    let mut by_number: Vec<Option<&Claim>> = alloc::vec![None; numbers.len()];
    for claim in claims.iter().rev() {
        if let Some(slot) = by_number.get_mut(claim.found) {
            *slot = Some(claim);
        }
    }
    for at in 0..numbers.len() {
        let claim = by_number.get(at).copied().flatten();
        let derived = claim.is_some_and(|claim| is_difference(claim, claims, &before));
        let open =
            |found: &&mut Found| found.label == Label::Measure && found.severity() != Some(Severity::Wrong);
        let Some(found) = numbers.get_mut(at).filter(open) else { continue };
        if claim.is_some_and(|claim| claim.measure == Measure::Elsewhere) {
            found.label = Label::Count;
        } else if derived {
            found.label = Label::Bound;
            found.source = Some("difference of the two numbers of its sentence".into());
        } else if let Some(whom) = attributed(found).filter(|_| evidence.is_empty()) {
            found.label = Label::Quotation;
            found.source = Some(format!(
                "{whom}, as the text says; not compared: no figures or quotations file was given"
            ));
        } else {
            found.remark(unbound(found, evidence));
        }
    }
}

fn is_difference(claim: &Claim, claims: &[Claim], numbers: &[Found]) -> bool {
    let value = match claim.amount {
        Amount::Points(value) | Amount::Rate(value)
            if claim.measure == Measure::Change || matches!(claim.amount, Amount::Points(_)) =>
        {
            value
        }
        _ => return false,
    };
    let Some(here) = numbers.get(claim.found) else { return false };
    let rates: Vec<f64> = claims
        .iter()
        .filter(|other| {
            other.found != claim.found
                && other.found.abs_diff(claim.found) < 64
                && numbers
                    .get(other.found)
                    .is_some_and(|n| n.passage == here.passage && n.sentence == here.sentence)
        })
        .filter(|other| {
            numbers.get(other.found).is_some_and(|n| matches!(n.label, Label::Bound | Label::Quotation))
        })
        .filter_map(Claim::rate)
        .collect();
    rates.iter().any(|a| rates.iter().any(|b| (a - b - value.to_f64()).abs() <= value.half_unit() + 0.1))
}

/// Whom the text itself names as the source.
fn attributed(found: &Found) -> Option<&'static str> {
    let lower = found.sentence.to_lowercase();
    let sources = [
        ("hmicfrs", "HMICFRS"),
        ("hmic", "HMIC"),
        ("inspectorate", "the inspectorate"),
        ("inspectors", "the inspectors"),
        ("inspection", "the inspection"),
        ("rated", "the inspection"),
        ("graded", "the inspection"),
        ("office for national statistics", "the Office for National Statistics"),
        ("ons", "the Office for National Statistics"),
        ("home office", "the Home Office"),
    ];
    sources
        .iter()
        .find(|(word, _)| lexicon::first_word(&lower, word).is_some())
        .map(|(_, name)| *name)
        .or(found.lead_source())
}

fn unbound(found: &Found, evidence: &Evidence<'_>) -> Remark {
    let reason = if evidence.is_empty() {
        "no figures or quotations file was given that could show it, and the text names no source".to_owned()
    } else {
        "no figure and no quotation that was given shows it".to_owned()
    };
    let _ = found;
    Remark {
        severity: Severity::Unbound,
        rule: Rule::Unbound,
        reason,
        advice: "Give the figures.json it comes from, add it to a quotations file with its source, or leave it out.".to_owned(),
    }
}
