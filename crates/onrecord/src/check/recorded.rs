//! Crimes recorded, and of these back records, proactive ones and those under codes that began or ended:
//! what tells why recorded crime changed (oversight::change). Each crime stands in one of them at most.

use std::collections::BTreeMap;

use oversight::change::{ENDED_CODES, NEW_CODES};
use oversight::figure::{Answer, Decimal, Period, Unit, Value};
use rulebook::edition;
use terms::{CrimeRow, Day, Zone};

/// Days on either side of the period within which a code's beginning or end is told.
const DAYS_AROUND: i32 = 800;
/// Flags that mark a back-record conversion, as systems write them; blanks and hyphens are one.
const BACK_RECORD: &[&str] = &["back record", "backrecord"];
/// Flags that mark a crime found by police work.
const PROACTIVE: &[&str] = &["proactive", "police generated"];

/// A count with its name and words.
pub struct Count {
    /// Name of the figure.
    pub name: String,
    /// The measure in words.
    pub measure: String,
    /// What is counted.
    pub definition: String,
    /// How many, or why it is not known.
    pub answer: Answer,
}

/// The counts and the days on which these crimes were recorded. `None` where no crime has a time of record.
pub fn counts(crimes: &[CrimeRow], zone: &Zone) -> Option<(Period, Vec<Count>)> {
    let dated: Vec<(Day, &CrimeRow)> = crimes
        .iter()
        .filter(|crime| crime.n_code.is_none())
        .filter_map(|crime| Some((zone.day_of(crime.recorded_at?), crime)))
        .collect();
    let first = dated.iter().map(|(day, _)| *day).min()?;
    let last = dated.iter().map(|(day, _)| *day).max()?;
    let crimes: Vec<&CrimeRow> = dated.into_iter().map(|(_, crime)| crime).collect();
    let flagged = crimes.iter().any(|crime| !crime.flags.is_empty());
    let is = |crime: &CrimeRow, words: &[&str]| crime.flags.iter().any(|flag| names(flag, words));
    let (back, rest): (Vec<&CrimeRow>, Vec<_>) = crimes.iter().copied().partition(|c| is(c, BACK_RECORD));
    let (proactive, ordinary): (Vec<&CrimeRow>, Vec<_>) = rest.into_iter().partition(|c| is(c, PROACTIVE));
    let mark = |n: usize, what: &str| match flagged {
        true => known(n),
        false => {
            Answer::NotKnown(format!("No crime of the extract carries a flag, so {what} cannot be told."))
        }
    };
    let with_code = crimes.iter().filter(|crime| crime.offence_code.is_some()).count();
    let mut counts = vec![
        count(
            "crimes.recorded",
            "Crimes recorded",
            "records of crime by day of record, whatever became of them; records under N codes apart",
            known(crimes.len()),
        ),
        count(
            "crimes.back_record",
            "Of these, back-record conversions",
            "crimes flagged as recorded after a review of older records",
            mark(back.len(), "back-record conversion"),
        ),
        count(
            "crimes.proactive",
            "Of these, found by police work",
            "crimes flagged proactive or police-generated, back-record conversions apart",
            mark(proactive.len(), "proactivity"),
        ),
        count(
            "crimes.with_code",
            "Of these, with an offence code",
            "crimes with a Home Office offence code",
            match with_code {
                0 => Answer::NotKnown("No crime of the extract carries an offence code.".into()),
                n => known(n),
            },
        ),
    ];
    counts.extend(by_code_days(&ordinary, first, last));
    Some((Period { from: first.to_string(), to: last.to_string() }, counts))
}

fn names(flag: &str, words: &[&str]) -> bool {
    let flag = flag.to_lowercase().replace(['-', '_'], " ");
    words.iter().any(|word| flag.contains(word))
}

fn known(n: usize) -> Answer {
    Answer::Known(Value {
        value: Decimal::whole(n as i64),
        unit: Unit::Crimes,
        k: None,
        n: None,
        range: None,
        method: "complete count of the extract".into(),
    })
}

fn count(name: &str, measure: &str, definition: &str, answer: Answer) -> Count {
    Count { name: name.into(), measure: measure.into(), definition: definition.into(), answer }
}

/// Crimes under codes that began or ended near the period, by the day of the offence list.
fn by_code_days(crimes: &[&CrimeRow], first: Day, last: Day) -> Vec<Count> {
    let near = |day: &edition::Day| {
        Day::from_date(day.year as i16, day.month as i8, day.day as i8)
            .is_some_and(|day| first.0 - DAYS_AROUND <= day.0 && day.0 <= last.0 + DAYS_AROUND)
    };
    let mut found: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for crime in crimes {
        let Some(code) = crime.offence_code.as_deref().map(written) else { continue };
        let rows = edition::Edition::offences(&code);
        let began = rows.iter().map(|row| edition::Day::read(row.commenced)).min().flatten();
        let all_ended = rows.iter().all(|row| edition::Day::read(row.ceased).is_some());
        let ended = rows.iter().filter_map(|row| edition::Day::read(row.ceased)).max().filter(|_| all_ended);
        if let Some(day) = began.filter(near) {
            *found.entry((format!("{NEW_CODES}{day}"), "began")).or_default() += 1;
        }
        if let Some(day) = ended.filter(near) {
            *found.entry((format!("{ENDED_CODES}{day}"), "ended")).or_default() += 1;
        }
    }
    found
        .into_iter()
        .map(|((name, what), n)| {
            let day = name.rsplit('_').next().unwrap_or_default().to_owned();
            let measure = format!("Of these, under offence codes that {what} on {day}");
            let definition = format!(
                "crimes under codes of which every offence {what} by the offence list of edition 2026-04, back-record conversions and proactive crimes apart"
            );
            Count { name, measure, definition, answer: known(n) }
        })
        .collect()
}

/// A code as the offence list writes it: `8/1` is `008/01`.
fn written(code: &str) -> String {
    match code.trim().split_once('/') {
        Some((class, sub)) => format!("{class:0>3}/{sub:0>2}"),
        None => code.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use terms::Instant;

    fn crime(day: i64, code: Option<&str>, flags: &[&str]) -> CrimeRow {
        CrimeRow {
            recorded_at: Some(Instant::exact(day * 86_400 + 43_200)),
            offence_code: code.map(Into::into),
            flags: flags.iter().map(|flag| (*flag).into()).collect(),
            ..CrimeRow::default()
        }
    }

    fn counted(crimes: &[CrimeRow]) -> Vec<(String, Option<String>)> {
        let (_, counts) = counts(crimes, &Zone::london()).unwrap();
        let value = |answer: &Answer| match answer {
            Answer::Known(value) => Some(value.value.to_string()),
            Answer::NotKnown(_) => None,
        };
        counts.into_iter().map(|count| (count.name, value(&count.answer))).collect()
    }

    /// Day 20,454 is 1 January 2026. Codes 077/10 began on 5 January 2026.
    #[test]
    fn each_crime_stands_in_one_count_at_most() {
        let crimes = [
            crime(20_454, Some("028/01"), &["Domestic abuse"]),
            crime(20_460, Some("77/10"), &[]),
            crime(20_461, Some("077/10"), &["Back-record conversion"]),
            crime(20_470, Some("077/10"), &["PROACTIVE", "back_record"]),
            crime(20_480, None, &["Police-generated"]),
        ];
        let some = |name: &str, n: &str| (name.to_owned(), Some(n.to_owned()));
        assert_eq!(
            counted(&crimes),
            [
                some("crimes.recorded", "5"),
                some("crimes.back_record", "2"),
                some("crimes.proactive", "1"),
                some("crimes.with_code", "4"),
                some("crimes.new_codes_2026-01-05", "1"),
            ]
        );
    }

    #[test]
    fn without_flags_or_codes_nothing_is_said_of_them() {
        let n_code = CrimeRow { n_code: Some("N100/01".into()), ..crime(20_454, None, &[]) };
        let told = counted(&[crime(20_454, None, &[]), n_code]);
        let known: Vec<bool> = told.iter().map(|(_, value)| value.is_some()).collect();
        assert_eq!(known, [true, false, false, false], "{told:?}");
        assert!(counts(&[CrimeRow::default()], &Zone::london()).is_none());
    }
}
