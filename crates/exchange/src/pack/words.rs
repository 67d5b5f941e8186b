//! Words of a pack in its language: catalogue, days, signed numbers, and a figure in print.

use std::collections::BTreeMap;

use oversight::figure::{Answer, Figure, Period, Unit, Value};
use oversight::publication::calendar;
use terms::Decimal;

/// The catalogue of a language.
pub type Catalogue = BTreeMap<String, String>;

/// Fewest reports on either side of a share that a public form prints.
const FEWEST_PUBLIC: u64 = 5;
/// Below this n a share is never printed without its interval.
const SMALL_N: u64 = 100;

/// A word of the catalogue; nothing where it has none.
pub fn word(words: &Catalogue, key: &str) -> String {
    words.get(key).cloned().unwrap_or_default()
}

/// A day such as `2026-09-30` in the catalogue's months; what is no day as it is.
pub fn day(words: &Catalogue, iso: &str) -> String {
    let (Some(_), Some(months)) = (calendar::iso(iso), words.get("months")) else { return iso.to_owned() };
    let mut parts = iso.splitn(3, '-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let number = |part: Option<&str>| part.and_then(|part| part.parse::<usize>().ok());
    let name = number(month).and_then(|month| months.split(' ').nth(month.saturating_sub(1)));
    match (number(day), name, year) {
        (Some(day), Some(name), Some(year)) => format!("{day} {name} {year}"),
        _ => iso.to_owned(),
    }
}

/// First and last day.
pub fn period(words: &Catalogue, period: &Period) -> String {
    format!("{} {} {}", day(words, &period.from), word(words, "to"), day(words, &period.to))
}

/// The name of a measure: the catalogue's, else the figure's own.
pub fn measure(words: &Catalogue, figure: &Figure) -> String {
    words.get(&format!("figure_{}", figure.name)).cloned().unwrap_or_else(|| figure.measure.clone())
}

/// A number with its sign, except nought: `+1,025`.
pub fn signed(value: Decimal) -> String {
    let sign = if value.to_f64() > 0.0 { "+" } else { "" };
    format!("{sign}{}", value.grouped())
}

/// A figure in print: its value, n and interval; in public forms nothing that rests on a few reports.
///
/// # Errors
/// A sentence naming the figure where it has no value, or lacks its n or its interval.
pub fn printed(figure: &Figure, public: bool, words: &Catalogue) -> Result<String, String> {
    let value = match &figure.answer {
        Answer::Known(value) => value,
        Answer::NotKnown(why) => return Err(format!("figure {} has no value: {why}", figure.name)),
    };
    let complete = value.method.contains("complete");
    let share = value.unit == Unit::PerCent;
    if share && value.n.is_none() {
        return Err(format!("figure {} is a percentage without its n", figure.name));
    }
    if share && !complete && value.range.is_none() && value.n.is_some_and(|n| n < SMALL_N) {
        return Err(format!("figure {} lacks its interval, and n is {}", figure.name, value.n.unwrap_or(0)));
    }
    if public && few(value) {
        return Ok(word(words, "too_few"));
    }
    let unit = match value.unit {
        Unit::PerCent => "%".to_owned(),
        Unit::Count | Unit::Number => String::new(),
        other => {
            let name = other.word();
            format!(" {}", words.get(&format!("unit_{name}")).map_or(name, String::as_str))
        }
    };
    let brackets = brackets(value, words);
    Ok(format!("{}{unit}{brackets}", value.value.grouped()))
}

/// Interval and n, in brackets.
fn brackets(value: &Value, words: &Catalogue) -> String {
    let whole = |n: u64| Decimal::whole(n as i64).grouped();
    let mut inside = Vec::new();
    if let Some(range) = value.range {
        let (low, high) = (range.low.grouped(), range.high.grouped());
        inside.push(format!("{} {low} {} {high}", word(words, "interval"), word(words, "to")));
    }
    match (value.k, value.n) {
        (Some(k), Some(n)) => inside.push(format!("{} {} {}", whole(k), word(words, "of"), whole(n))),
        (None, Some(n)) => inside.push(format!("n = {}", whole(n))),
        _ => {}
    }
    if inside.is_empty() { String::new() } else { format!(" ({})", inside.join("; ")) }
}

/// Whether a value rests on so few reports that a public form leaves it out: a few on either side of a
/// share, or a sample so small that its audit calls it unreliable.
pub fn few(value: &Value) -> bool {
    if value.unit == Unit::PerCent && value.method.contains("low reliability") {
        return true;
    }
    let small = |n: u64| (1..FEWEST_PUBLIC).contains(&n);
    match (value.k, value.n) {
        (Some(k), Some(n)) => small(k) || small(n.saturating_sub(k)) || n < FEWEST_PUBLIC,
        (None, Some(n)) => n < FEWEST_PUBLIC,
        _ => {
            matches!(value.unit, Unit::Crimes | Unit::Incidents | Unit::Count)
                && small(value.value.to_f64() as u64)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oversight::figure::Range;

    fn figure(unit: Unit, value: &str, k: Option<u64>, n: Option<u64>, ends: Option<(&str, &str)>) -> Figure {
        let decimal = |text: &str| Decimal::parse(text).unwrap();
        Figure {
            name: "m.overall".into(),
            measure: "M".into(),
            definition: String::new(),
            population: String::new(),
            period: None,
            answer: Answer::Known(Value {
                value: decimal(value),
                unit,
                k,
                n,
                range: ends.map(|(low, high)| Range { low: decimal(low), high: decimal(high) }),
                method: "Wilson 95%".into(),
            }),
            edition: None,
            settings: vec![],
            under_defaults: None,
            files: vec![],
        }
    }

    fn words() -> Catalogue {
        crate::pack::Language::English.words().unwrap()
    }

    #[test]
    fn a_share_never_stands_without_what_it_rests_on() {
        let ends = Some(("91.5", "99.7"));
        let refused = |figure: &Figure| printed(figure, false, &words()).unwrap_err();
        let bare = figure(Unit::PerCent, "98.4", None, None, ends);
        assert!(refused(&bare).contains("m.overall is a percentage without its n"));
        let without = figure(Unit::PerCent, "98.4", Some(62), Some(63), None);
        assert!(refused(&without).contains("m.overall lacks its interval, and n is 63"));
        let whole = figure(Unit::PerCent, "98.4", Some(62), Some(63), ends);
        assert_eq!(printed(&whole, false, &words()).unwrap(), "98.4% (95% interval 91.5 to 99.7; 62 of 63)");
    }

    #[test]
    fn public_forms_leave_out_what_rests_on_a_few() {
        let ends = Some(("91.5", "99.7"));
        for (figure, left_out) in [
            (figure(Unit::PerCent, "98.4", Some(62), Some(63), ends), true),
            (figure(Unit::PerCent, "4.8", Some(3), Some(63), ends), true),
            (figure(Unit::PerCent, "92.1", Some(58), Some(63), ends), false),
            (figure(Unit::PerCent, "100.0", Some(63), Some(63), ends), false),
            (figure(Unit::PerCent, "50.0", Some(2), Some(4), ends), true),
            (figure(Unit::Hours, "3.2", None, Some(3), ends), true),
            (figure(Unit::Crimes, "4", None, None, None), true),
            (figure(Unit::Crimes, "0", None, None, None), false),
            (figure(Unit::Crimes, "5", None, None, None), false),
        ] {
            let text = printed(&figure, true, &words()).unwrap();
            assert_eq!(text == "too few reports to publish", left_out, "{text}: {:?}", figure.answer);
            assert!(!printed(&figure, false, &words()).unwrap().contains("too few"), "a board sees it");
        }
    }

    #[test]
    fn days_are_in_the_language_of_the_pack() {
        let welsh = crate::pack::Language::Welsh.words().unwrap();
        assert_eq!(day(&welsh, "2026-09-30"), "30 Medi 2026");
        assert_eq!(day(&words(), "2026-09-30"), "30 September 2026");
        assert_eq!(day(&words(), "autumn"), "autumn");
    }

    #[test]
    fn both_catalogues_hold_the_same_words() {
        let welsh = crate::pack::Language::Welsh.words().unwrap();
        let english = words();
        let missing: Vec<&String> = english.keys().filter(|key| !welsh.contains_key(*key)).collect();
        assert!(missing.is_empty(), "the Welsh catalogue lacks {missing:?}");
        let extra: Vec<&String> = welsh
            .keys()
            .filter(|key| {
                !english.contains_key(*key) && !key.starts_with("figure_") && !key.starts_with("unit_")
            })
            .collect();
        assert!(extra.is_empty(), "the English catalogue lacks {extra:?}");
    }
}
