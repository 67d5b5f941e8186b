//! What each measure of a draft claims: of which group, of what, when, of whom.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use terms::Decimal;

use super::context::{around, group_of, hedge, measure_of, subject, when};
use super::draft::BlockKind;
use super::label::{Found, Label};
use super::lexicon::{self, Group, Measure};
use super::passage::Passage;
use super::scan::Shape;

/// A measure's claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Which number of the draft.
    pub found: usize,
    /// The amount.
    pub amount: Amount,
    /// The group it speaks of, where seen.
    pub group: Option<Group>,
    /// What it says of it.
    pub measure: Measure,
    /// The year or the word by which it differs in time from the text's present; empty for the present.
    pub when: String,
    /// Of whom.
    pub subject: Subject,
    /// More than, less than, about.
    pub hedge: Hedge,
    /// Its 95% interval as the text gives it, with the numbers that are its ends.
    pub interval: Option<Interval>,
}

/// An amount.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// Per cent.
    Rate(Decimal),
    /// So many of so many.
    Pair(Decimal, Decimal),
    /// About one in so many, or a fraction.
    Rough(f64),
    /// Percentage points.
    Points(Decimal),
    /// A number of crimes, incidents, reports.
    Count(Decimal),
    /// An end or a half-width of the interval of another number.
    Margin,
}

/// Of whom a claim speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The force of the draft.
    Force,
    /// All forces, an average, or another force.
    Others,
}

/// How a number is hedged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    /// Not at all.
    Exact,
    /// More than, at least.
    Above,
    /// Less than, under.
    Below,
    /// About, nearly.
    Near,
}

/// An interval in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: Decimal,
    /// Upper end.
    pub high: Decimal,
    /// Number of the draft that is the lower end, or the half-width.
    pub low_found: usize,
    /// Number of the draft that is the upper end, or the half-width.
    pub high_found: usize,
    /// Given as a half-width.
    pub is_half_width: bool,
}

impl Claim {
    /// The recorded share in per cent, where it is one: an unrecorded share is turned over.
    pub fn recorded_rate(&self) -> Option<f64> {
        let rate = self.rate()?;
        match self.measure {
            Measure::Recorded => Some(rate),
            Measure::Unrecorded => Some(100.0 - rate),
            _ => None,
        }
    }

    /// Its value in per cent.
    pub fn rate(&self) -> Option<f64> {
        match self.amount {
            Amount::Rate(value) => Some(value.to_f64()),
            Amount::Pair(k, n) if n.to_f64() > 0.0 => Some(100.0 * k.to_f64() / n.to_f64()),
            Amount::Rough(share) => Some(100.0 * share),
            _ => None,
        }
    }

    /// How far the truth may lie from its value by rounding and hedge, in points.
    pub fn slack(&self) -> f64 {
        let rounding = match self.amount {
            Amount::Rate(value) => value.half_unit(),
            Amount::Rough(_) => 3.0,
            _ => 0.05,
        };
        match self.hedge {
            Hedge::Exact => rounding,
            Hedge::Near => rounding + 1.0,
            Hedge::Above | Hedge::Below => rounding + 2.0,
        }
    }
}

/// Claims of all measures, in order of the draft.
pub fn claims(passages: &[Passage], numbers: &[Found]) -> Vec<Claim> {
    let mut found = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        let here: Vec<usize> = super::label::of_passage(numbers, at).collect();
        found.extend(of_passage(passage, &here, numbers));
    }
    found
}

fn of_passage(passage: &Passage, here: &[usize], numbers: &[Found]) -> Vec<Claim> {
    if passage.kind == BlockKind::Row && !passage.has_prose() {
        return super::rows::claims(passage, here, numbers);
    }
    let mut claims: Vec<Claim> = Vec::new();
    let mut skip = 0;
    for (place, found) in here.iter().copied().enumerate() {
        if place < skip {
            continue;
        }
        if let Some((interval, n)) = interval_at(passage, here, place) {
            let (from, _) = passage.sentence_of(passage.numbers.get(place).map_or(0, |n| n.from));
            let owner = claims.iter_mut().rev().find(|claim| {
                let index = here.iter().position(|f| *f == claim.found).unwrap_or(0);
                !matches!(claim.amount, Amount::Margin | Amount::Points(_) | Amount::Count(_))
                    && passage.numbers.get(index).is_some_and(|n| n.from >= from)
            });
            if let Some(owner) = owner {
                owner.interval = Some(interval.with_centre(owner.rate()));
            }
            for end in here.get(place..place + n).unwrap_or_default() {
                claims.push(margin(*end));
            }
            skip = place + n;
            continue;
        }
        let is_measure = numbers.get(found).is_some_and(|f| f.label == Label::Measure);
        if let Some(mut claim) = is_measure.then(|| claim_at(passage, place, found)).flatten() {
            carry_on(
                passage,
                place,
                &mut claim,
                claims.last().filter(|last| here.contains(&last.found)),
                here,
            );
            claims.push(claim);
        }
    }
    claims.extend(split_pairs(passage, here));
    claims
}

/// `recorded 96.6% of all crime but only 41% of violent crime`: the second says the same of another group.
fn carry_on(passage: &Passage, place: usize, claim: &mut Claim, last: Option<&Claim>, here: &[usize]) {
    let (Some(last), Some(number)) = (last, passage.numbers.get(place)) else { return };
    let before = here.iter().position(|found| *found == last.found).and_then(|at| passage.numbers.get(at));
    let same =
        before.is_some_and(|before| passage.sentence_of(before.from) == passage.sentence_of(number.from));
    let of_another =
        passage.words(number.to, number.to + 1) == "of" && claim.group.is_some() && claim.group != last.group;
    if claim.measure == Measure::Unknown && same && of_another && matches!(claim.amount, Amount::Rate(_)) {
        claim.measure = last.measure;
    }
}

/// An end of another number's interval.
pub fn margin(found: usize) -> Claim {
    Claim {
        found,
        amount: Amount::Margin,
        group: None,
        measure: Measure::Unknown,
        when: String::new(),
        subject: Subject::Force,
        hedge: Hedge::Exact,
        interval: None,
    }
}

impl Interval {
    fn with_centre(self, centre: Option<f64>) -> Self {
        let Some(centre) = centre.filter(|_| self.is_half_width) else { return self };
        let places = self.low.places().max(1);
        let end = |value| Decimal::rounded(value, places).unwrap_or(self.low);
        Self { low: end(centre - self.low.to_f64()), high: end(centre + self.high.to_f64()), ..self }
    }
}

/// Two ends of an interval, or a half-width, at a number: the interval and how many numbers it takes.
fn interval_at(passage: &Passage, here: &[usize], place: usize) -> Option<(Interval, usize)> {
    let number = passage.numbers.get(place)?;
    let low_found = *here.get(place)?;
    if let Shape::PlusMinus(half) = number.shape {
        return Some((
            Interval { low: half, high: half, low_found, high_found: low_found, is_half_width: true },
            1,
        ));
    }
    let low = bare(number.shape)?;
    let next = passage.numbers.get(place + 1)?;
    let high = bare(next.shape)?;
    let between = passage.words(number.to, next.from);
    if !matches!(between.as_str(), "to" | "-" | "and" | "," | "up to" | "%-") {
        return None;
    }
    let (from, _) = passage.sentence_of(number.from);
    let before = passage.words(from.max(number.from.saturating_sub(10)), number.from);
    let named = lexicon::any(&before, &["interval", "confidence", "ci", "range", "95% ci", "margin"]);
    let bracketed = passage.words(number.from.saturating_sub(1), number.from) == "("
        && passage.words(next.to, next.to + 1) == ")"
        && place > 0;
    let high_found = *here.get(place + 1)?;
    (named || bracketed).then_some((Interval { low, high, low_found, high_found, is_half_width: false }, 2))
}

fn bare(shape: Shape) -> Option<Decimal> {
    match shape {
        Shape::PerCent(value) | Shape::Plain(value) | Shape::Points(value) => Some(value),
        _ => None,
    }
}

/// `nine out of ten`: a way of saying nine tenths, and no sample of ten; `nine of the ten reports` is one.
fn is_round(passage: &Passage, number: &super::scan::Number, n: Decimal) -> bool {
    let whole = [3.0, 4.0, 5.0, 10.0, 20.0].contains(&n.to_f64());
    let inside = passage.words(number.from, number.to);
    number.in_words && whole && inside.contains("out of") && !inside.contains("out of the")
}

fn claim_at(passage: &Passage, place: usize, found: usize) -> Option<Claim> {
    let number = passage.numbers.get(place)?;
    let amount = match number.shape {
        Shape::PerCent(value) => Amount::Rate(value),
        Shape::Of(k, n) if is_round(passage, number, n) => Amount::Rough(k.to_f64() / n.to_f64()),
        Shape::Of(k, n) => Amount::Pair(k, n),
        Shape::InEvery(k, n) if n.to_f64() > 0.0 => Amount::Rough(k.to_f64() / n.to_f64()),
        Shape::Fraction(top, bottom) => Amount::Rough(top as f64 / bottom as f64),
        Shape::Points(value) => Amount::Points(value),
        Shape::Plain(value) | Shape::Duration(value, _) => Amount::Count(value),
        _ => return None,
    };
    let around = around(passage, place)?;
    let (group, measure) = (group_of(&around), measure_of(&around, amount));
    Some(Claim {
        found,
        amount,
        group,
        measure,
        when: when(&around),
        subject: subject(&around),
        hedge: hedge(&around.before),
        interval: None,
    })
}

/// `Of 63 audited reports, 62 were recorded`, `1,310 crimes owed, 1,218 recorded`: a pair in two places.
fn split_pairs(passage: &Passage, here: &[usize]) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (place, number) in passage.numbers.iter().enumerate() {
        let Shape::Plain(n) = number.shape else { continue };
        let led = matches!(
            passage.words(number.from.saturating_sub(1), number.from).as_str(),
            "of" | "audited" | "sampled" | "the" | "examined" | "reviewed"
        ) && lexicon::any(
            &passage.words(passage.sentence_of(number.from).0, number.from),
            &["of", "audited", "sampled", "examined", "reviewed"],
        );
        let Some(next) = passage.numbers.get(place + 1) else { continue };
        let Shape::Plain(k) = next.shape else { continue };
        let same = passage.sentence_of(number.from) == passage.sentence_of(next.from);
        let after = passage.words(next.to, next.to + 4);
        let between = passage.words(number.to, next.from);
        let counted =
            ["were", "was", "had", "have", "are", "met", "should"].iter().any(|verb| after.starts_with(verb));
        let reports = between.split(' ').any(lexicon::is_report);
        let listed = after.starts_with("recorded")
            && between.split_whitespace().count() <= 4
            && lexicon::any(&between, &["owed", "due", "audited", "examined"]);
        if !(same && between.contains(',') && (listed || (led && counted && reports))) {
            continue;
        }
        let (Some(around), Some(found)) = (around(passage, place + 1), here.get(place + 1)) else { continue };
        let whole = format!("{} {}", around.before, between);
        let group = Group::named_in(&whole, true).or_else(|| group_of(&around));
        let measure = measure_of(&around, Amount::Pair(k, n));
        claims.push(Claim {
            found: *found,
            amount: Amount::Pair(k, n),
            group,
            measure,
            when: when(&around),
            subject: subject(&around),
            hedge: Hedge::Exact,
            interval: None,
        });
    }
    claims
}
