//! Why recorded crime changed: the difference of two periods' counts split into better recording,
//! back-record conversion, rule change, proactivity and what remains, each with a range. What cannot be
//! measured is said, and stays in what remains.
//!
//! With R recorded, of which B are back records and P proactive, the rest O = R - B - P came from
//! reports. With the recording rate A of each period, T = O/A is what was reported, and
//! O1 - O0 = (A1 - A0)(T0 + T1)/2 + (T1 - T0)(A0 + A1)/2: the first part is better recording, the
//! second what was reported; either order of the two changes would be as good, and this is their mean
//! (Shapley 1953). The first depends on the rates through A1/A0 alone, and rises with it; so the interval
//! of that ratio, from the intervals of both rates (MOVER-R: Donner & Zou 2012), is carried over.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use terms::Day;

use crate::figure::{Figure, Figures, Period};
use crate::publication::calendar;

/// Days by which the lengths of two periods may differ: a leap day, and the ends of months.
const DAYS_APART: i32 = 3;
/// Rule changes by the dates of offence codes: figure names begin so, and end with the date.
pub const NEW_CODES: &str = "crimes.new_codes_";
/// Codes that ended.
pub const ENDED_CODES: &str = "crimes.ended_codes_";

/// A part of the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A larger share of what was reported was recorded.
    BetterRecording,
    /// Older reports recorded after a review.
    BackRecord,
    /// Codes that began or ended.
    RuleChange,
    /// Crime that police work brought to light, where flagged.
    Proactive,
    /// The rest: more or less crime reported, and whatever could not be measured.
    Remainder,
}

impl Cause {
    /// Its key in catalogues.
    pub const fn key(self) -> &'static str {
        match self {
            Self::BetterRecording => "change_better_recording",
            Self::BackRecord => "change_back_record",
            Self::RuleChange => "change_rule",
            Self::Proactive => "change_proactive",
            Self::Remainder => "change_remainder",
        }
    }
}

/// How many crimes of the change a cause has.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The cause.
    pub cause: Cause,
    /// Crimes, with the range; `None` where it could not be measured.
    pub crimes: Option<Amount>,
    /// How it was found, or why not: a key in catalogues.
    pub how: &'static str,
}

/// A number of crimes and its range. Without a `point` only bounds are known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// The estimate.
    pub point: Option<f64>,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Why recorded crime changed between two periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The earlier period.
    pub before: Period,
    /// The later one.
    pub after: Period,
    /// Crimes recorded in each.
    pub recorded: (i64, i64),
    /// Recording rates as given: value, lower, upper, per cent, where both were.
    pub rates: Option<[[f64; 3]; 2]>,
    /// The parts, in the order of print.
    pub parts: Vec<Part>,
    /// Dates of codes that began or ended between the first day before and the last day after.
    pub rule_days: Vec<String>,
    /// Days of the audits' periods, where they are not the whole of the counts' periods.
    pub audits_cover_part: bool,
}

/// Counts of one period.
struct Side {
    period: Period,
    first: Day,
    last: Day,
    recorded: f64,
    back: Option<f64>,
    proactive: Option<f64>,
    /// Rate, lower and upper, shares of one.
    rate: Option<[f64; 3]>,
    audit: Option<Period>,
}

/// Splits the change from `before` to `after`, each the figures of a check and, where there was one, of
/// an audit.
///
/// # Errors
/// A sentence where the counts are missing, overlap, or are of unequal periods.
pub fn explain(before: &[Figures], after: &[Figures]) -> Result<Change, String> {
    let (one, two) = (side(before, "before")?, side(after, "now")?);
    if two.first <= one.last {
        return Err(format!(
            "the periods {} to {} and {} to {} overlap or stand in the wrong order",
            one.period.from, one.period.to, two.period.from, two.period.to
        ));
    }
    let (n_before, n_after) = (one.last.0 - one.first.0 + 1, two.last.0 - two.first.0 + 1);
    if (n_before - n_after).abs() > DAYS_APART {
        return Err(format!(
            "the periods have {n_before} and {n_after} days; counts of unequal periods are not compared"
        ));
    }
    let (rule, rule_days) = rule_change(before, after, &one, &two);
    let back = counted(Cause::BackRecord, one.back.zip(two.back), "change_how_flagged");
    let proactive = counted(Cause::Proactive, one.proactive.zip(two.proactive), "change_how_flagged");
    let better = better_recording(&one, &two);
    let total = two.recorded - one.recorded;
    let remainder = remainder(total, [&better, &back, &rule, &proactive]);
    let covers = |side: &Side| side.audit.as_ref().is_none_or(|audit| *audit == side.period);
    Ok(Change {
        recorded: (one.recorded as i64, two.recorded as i64),
        rates: one
            .rate
            .zip(two.rate)
            .map(|(one, two)| [one, two].map(|rate| rate.map(|share| share * 100.0))),
        parts: [better, back, rule, proactive, remainder].into(),
        rule_days,
        audits_cover_part: !(covers(&one) && covers(&two)),
        before: one.period,
        after: two.period,
    })
}

fn find<'a>(figures: &'a [Figures], name: &str) -> Option<&'a Figure> {
    let of_name = || figures.iter().filter_map(|file| file.find(name));
    of_name().find(|figure| figure.known().is_some()).or_else(|| of_name().next())
}

fn side(figures: &[Figures], which: &str) -> Result<Side, String> {
    let recorded = find(figures, "crimes.recorded").ok_or_else(|| {
        format!("the figures {which} hold no crimes.recorded: give figures.json of a check of crimes")
    })?;
    let count = |name: &str| find(figures, name)?.known().map(|value| value.value.to_f64());
    let (Some(n), Some(period)) = (count("crimes.recorded"), recorded.period.clone()) else {
        return Err(format!("the crimes recorded {which} are not known, or not their period"));
    };
    let days = calendar::iso(&period.from).zip(calendar::iso(&period.to));
    let Some((first, last)) = days else {
        return Err(format!("the period {which}, {} to {}, is no period", period.from, period.to));
    };
    let rate = find(figures, "recording_rate.overall");
    let shares = rate.and_then(Figure::known).and_then(|value| {
        let range = value.range?;
        Some([value.value, range.low, range.high].map(|one| one.to_f64() / 100.0))
    });
    Ok(Side {
        first,
        last,
        recorded: n,
        back: count("crimes.back_record"),
        proactive: count("crimes.proactive"),
        rate: shares.filter(|[rate, low, high]| 0.0 < *low && low <= rate && rate <= high && *high <= 1.0),
        audit: rate.and_then(|figure| figure.period.clone()),
        period,
    })
}

fn counted(cause: Cause, counts: Option<(f64, f64)>, how: &'static str) -> Part {
    match counts {
        Some((one, two)) => {
            let d = two - one;
            Part { cause, crimes: Some(Amount { point: Some(d), low: d, high: d }), how }
        }
        None => Part { cause, crimes: None, how: "change_not_flagged" },
    }
}

/// Better recording, from the rates' ratio and its interval.
fn better_recording(one: &Side, two: &Side) -> Part {
    let cause = Cause::BetterRecording;
    let from_reports = |side: &Side| side.recorded - side.back.unwrap_or(0.0) - side.proactive.unwrap_or(0.0);
    let (o0, o1) = (from_reports(one), from_reports(two));
    let effect = |ratio: f64| 0.5 * (o0 * (ratio - 1.0) + o1 * (1.0 - 1.0 / ratio));
    let amount = one.rate.zip(two.rate).and_then(|(before, after)| {
        let [point, low, high] = ratio(before, after)?;
        Some(Amount { point: Some(effect(point)), low: effect(low), high: effect(high) })
    });
    let how = if amount.is_some() { "change_how_rates" } else { "change_no_rates" };
    Part { cause, crimes: amount, how }
}

/// The ratio of two independent rates and its interval (MOVER-R). `None` where an end cannot be had.
fn ratio([a0, l0, u0]: [f64; 3], [a1, l1, u1]: [f64; 3]) -> Option<[f64; 3]> {
    let product = a0 * a1;
    let end = |own: f64, other: f64, sign: f64| {
        let (x, y) = (own * (2.0 * a1 - own), other * (2.0 * a0 - other));
        let inside = product * product - x * y;
        (y > 0.0 && inside >= -1e-12).then(|| (product + sign * libm::sqrt(inside.max(0.0))) / y)
    };
    let (low, high) = (end(l1, u0, -1.0)?, end(u1, l0, 1.0)?);
    (low > 0.0 && low <= high).then_some([a1 / a0, low, high])
}

/// Bounds from codes that began or ended between the two periods: of crimes under new codes none or all
/// may be new to the record; of crimes under ended codes none or as many as before may be gone from it.
fn rule_change(before: &[Figures], after: &[Figures], one: &Side, two: &Side) -> (Part, Vec<String>) {
    let cause = Cause::RuleChange;
    let known = |figures: &[Figures]| find(figures, "crimes.with_code").is_some_and(|f| f.known().is_some());
    if !known(before) || !known(after) {
        return (Part { cause, crimes: None, how: "change_no_codes" }, Vec::new());
    }
    let (mut low, mut high, mut days) = (0.0, 0.0, BTreeSet::new());
    for (figures, is_after) in [(before, false), (after, true)] {
        for figure in figures.iter().flat_map(|file| &file.figures) {
            let is_new = figure.name.strip_prefix(NEW_CODES);
            let Some(date) = is_new.or_else(|| figure.name.strip_prefix(ENDED_CODES)) else { continue };
            let between = calendar::iso(date).is_some_and(|day| one.first < day && day <= two.last);
            let Some(n) = figure.known().map(|value| value.value.to_f64()).filter(|_| between) else {
                continue;
            };
            days.insert(String::from(date));
            match (is_new.is_some(), is_after) {
                (true, true) => high += n,
                (true, false) | (false, false) => low -= n,
                (false, true) => {}
            }
        }
    }
    let how = if days.is_empty() { "change_no_rule" } else { "change_how_codes" };
    let point = days.is_empty().then_some(0.0);
    (Part { cause, crimes: Some(Amount { point, low, high }), how }, days.into_iter().collect())
}

/// What the known parts leave of the whole change.
fn remainder(total: f64, parts: [&Part; 4]) -> Part {
    let (mut point, mut low, mut high, mut whole) = (Some(total), total, total, true);
    for part in parts {
        let Some(amount) = part.crimes else {
            whole = false;
            continue;
        };
        low -= amount.high;
        high -= amount.low;
        point = point.zip(amount.point).map(|(left, taken)| left - taken);
    }
    let how = if whole { "change_how_rest" } else { "change_how_rest_and_unmeasured" };
    Part { cause: Cause::Remainder, crimes: Some(Amount { point, low, high }), how }
}

#[cfg(test)]
mod tests;
