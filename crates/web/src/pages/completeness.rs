//! Completeness: rows by force, category and month against the force's own past.

use std::collections::{BTreeMap, BTreeSet};

use exchange::intake::{UNDER_N_CODE, UNNAMED_FORCE};
use maud::{Markup, html};
use oversight::completeness::{self, Alarm, Assessment};
use oversight::coverage;
use terms::{CountRow, Day, Instant, Month, Period, Text, Zone};
use triage::Lexicon;

use super::Answered;
use crate::answer::Page;
use crate::asked::Asked;
use crate::components::{Column, cell, heading, paragraph, table, warning};
use crate::picture::Picture;
use crate::words;

/// Every force, category and month of the records, assessed as `onrecord check` does.
pub(super) fn assessed(picture: &Picture) -> Vec<Assessment> {
    let zone = Zone::london();
    let records = &picture.records;
    let received: Vec<Instant> = records.incidents.iter().filter_map(|row| row.received_at).collect();
    let dated: Vec<Instant> = records.crimes.iter().filter_map(terms::CrimeRow::dated_at).collect();
    let Some((first, last)) = common_months(&received, &dated, &zone) else { return Vec::new() };
    let is_crime =
        |name: &str| name != UNDER_N_CODE && !Lexicon::current().family_of(name).is_other_than_crime();
    let mut counts: BTreeMap<(Text, Text, Month), i64> = BTreeMap::new();
    let mut count = |force: &Option<Text>, category: Text, at: Option<Instant>| {
        let Some(month) = at.map(|at| zone.day_of(at).month()).filter(|month| (first..=last).contains(month))
        else {
            return;
        };
        let force = force.clone().unwrap_or_else(|| UNNAMED_FORCE.into());
        *counts.entry((force, category, month)).or_insert(0) += 1;
    };
    let mut crimes: BTreeSet<Text> = BTreeSet::new();
    for row in &records.crimes {
        let named = row.class.clone().or_else(|| row.offence_code.clone()).unwrap_or_else(|| "crimes".into());
        let category = if row.n_code.is_some() { UNDER_N_CODE.into() } else { named };
        if is_crime(&category) {
            crimes.insert(category.clone());
        }
        count(&row.force, category, row.dated_at());
    }
    for row in &records.incidents {
        let named = row
            .closing_code
            .clone()
            .or_else(|| row.opening_code.clone())
            .unwrap_or_else(|| "incidents".into());
        // Incidents closed as burglary are no recorded burglaries.
        let category = if crimes.contains(&named) { format!("{named} (incidents)").into() } else { named };
        count(&row.force, category, row.received_at);
    }
    let rows: Vec<CountRow> = counts
        .into_iter()
        .map(|((force, category, month), count)| CountRow {
            force,
            category,
            period: Period::month(month),
            count,
        })
        .collect();
    let options = completeness::Options { rows: "rows accepted", ..Default::default() };
    completeness::assess(&rows, &|name| crimes.iter().any(|one| one.as_ref() == name), &options)
}

/// Whole months that both tables cover: where one stops earlier, its later months are unknown, not nought.
fn common_months(received: &[Instant], dated: &[Instant], zone: &Zone) -> Option<(Month, Month)> {
    let end = Day(i32::MAX);
    let of = |dates: &[Instant]| coverage::whole_months(dates, zone, end);
    match (received.is_empty(), dated.is_empty()) {
        (true, true) => None,
        (true, false) => of(dated),
        (false, true) => of(received),
        (false, false) => {
            let ((from, to), (other_from, other_to)) = (of(received)?, of(dated)?);
            Some((from.max(other_from), to.min(other_to)))
        }
    }
}

pub(crate) async fn page(asked: &Asked) -> Answered {
    let picture = asked.app.picture().await?;
    let all = assessed(&picture);
    let alarms: Vec<&Assessment> = all.iter().filter(|one| one.alarm == Alarm::Yes).collect();
    let n_known = all.iter().filter(|one| one.alarm != Alarm::TooShort).count();
    let last = all.iter().map(|one| one.period).max();
    let latest: Vec<&Assessment> = all.iter().filter(|one| Some(one.period) == last).collect();
    let body = html! {
        (paragraph("The number of rows of each category and month is held against the force's own past. A fall below what that past leads one to expect is raised here. It says that rows fell, never why."))
        @if all.is_empty() { (paragraph("Not in these records: they do not cover a whole month of every table.")) } @else {
            @if alarms.is_empty() { (paragraph(&format!("No alarm in {} that could be assessed.", words::counted(n_known, "month and category", "months and categories")))) }
            @else { (warning(&words::counted(alarms.len(), "alarm", "alarms"))) }
            @for alarm in &alarms { (paragraph(&alarm.sentence)) }
            (heading("The last month"))
            (table("Rows of the last whole month against what was expected", &columns(), &latest.iter().map(|one| cells(one)).collect::<Vec<_>>()))
        }
    };
    Ok(Page::new("Completeness and drift", body).into())
}

fn columns() -> [Column; 6] {
    [
        Column::text("Category"),
        Column::text("Month"),
        Column::number("Rows"),
        Column::number("Expected"),
        Column::number("Alarm below"),
        Column::text("Answer"),
    ]
}

fn cells(one: &Assessment) -> Vec<Markup> {
    let whole = |value: Option<f64>| {
        cell(value.map_or_else(|| "too short a past".into(), |value| words::count(value.round() as i64)))
    };
    let answer = match one.alarm {
        Alarm::Yes => "Fell",
        Alarm::No => "As expected",
        Alarm::TooShort => "Cannot be told",
    };
    vec![
        cell(one.category.as_ref()),
        cell(one.period.words()),
        cell(words::count(one.observed)),
        whole(one.expected),
        whole(one.low),
        cell(answer),
    ]
}
