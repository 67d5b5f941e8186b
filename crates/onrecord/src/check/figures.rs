//! The figures of a check, with everything they rest on: figures.json.

use exchange::report::Summary;
use exchange::report::summary::{Answer as Answered, QuantileFigure, ShareFigure};
use oversight::figure::{
    Answer, Decimal, Figure, Figures, Period, Range, Recipe, Setting, Source, Unit, Value,
};

use super::recorded::Count;
use crate::cli::Check;

/// The figures of a check. `files` are all files that it read, mappings too; `recorded` the crimes
/// recorded with the days of their record.
pub fn figures(
    options: &Check,
    summary: &Summary,
    recorded: Option<(Period, Vec<Count>)>,
    files: Vec<Source>,
) -> Figures {
    let made = Making { summary, files: &files };
    let mut figures = Vec::new();
    let why = summary.timeliness.why_not();
    if let Some(timeliness) = summary.timeliness.known() {
        figures.push(made.share(
            "within_24_hours.overall",
            "Recorded within 24 hours",
            "crimes recorded within 24 elapsed hours of first receipt, over crimes whose two times are known",
            &timeliness.within_24_hours,
        ));
        figures.push(made.share(
            "same_day.overall",
            "Recorded on the day of receipt",
            "crimes recorded on the calendar day of first receipt, over crimes whose two days are known",
            &timeliness.same_day,
        ));
        figures.push(made.hours(
            "median_hours.overall",
            "Median time from first receipt to record",
            &timeliness.median_hours,
        ));
        figures.push(made.hours(
            "percentile_90_hours.overall",
            "Time within which nine crimes in ten were recorded",
            &timeliness.percentile_90_hours,
        ));
    } else if let Some(why) = why {
        figures.push(made.figure(
            "within_24_hours.overall",
            "Recorded within 24 hours",
            "crimes recorded within 24 elapsed hours of first receipt",
            Answer::NotKnown(why.into()),
        ));
    }
    figures.push(made.figure(
        "recording_rate.overall",
        "Recording rate, all reported crime",
        "crimes correctly recorded over crimes that should have been recorded",
        Answer::NotKnown(
            "An extract cannot tell it: it takes an audit of what was reported (onrecord audit).".into(),
        ),
    ));
    for total in &summary.received {
        let unit = if total.table == "crimes" {
            Unit::Crimes
        } else if total.table == "incidents" {
            Unit::Incidents
        } else {
            continue;
        };
        let value = Value {
            value: Decimal::whole(total.records as i64),
            unit,
            k: None,
            n: None,
            range: None,
            method: "complete count of the extract".into(),
        };
        let name = format!("{}.received", total.table);
        figures.push(made.figure(
            &name,
            &format!("Records of {} in the extract", total.table),
            "records after grouping of rows",
            Answer::Known(value),
        ));
    }
    if let Some((period, counts)) = recorded {
        figures.extend(counts.into_iter().map(|count| Figure {
            period: Some(period.clone()),
            ..made.figure(&count.name, &count.measure, &count.definition, count.answer)
        }));
    }
    Figures {
        force: None,
        program: summary.program.clone(),
        as_at: Some(summary.as_at.clone()),
        recipe: Recipe { arguments: arguments(options, summary), files },
        figures,
    }
}

struct Making<'a> {
    summary: &'a Summary,
    files: &'a [Source],
}

impl Making<'_> {
    fn figure(&self, name: &str, measure: &str, definition: &str, answer: Answer) -> Figure {
        let summary = self.summary;
        Figure {
            name: name.into(),
            measure: measure.into(),
            definition: definition.into(),
            population: "records of the extracts, dated up to the as-at day".into(),
            period: summary
                .first_day
                .clone()
                .zip(summary.last_day.clone())
                .map(|(from, to)| Period { from, to }),
            answer,
            edition: None,
            settings: summary
                .settings
                .iter()
                .map(|one| Setting { setting: one.setting.clone(), value: one.value.clone() })
                .collect(),
            under_defaults: None,
            files: self.files.to_vec(),
        }
    }

    fn share(&self, name: &str, measure: &str, definition: &str, answer: &Answered<ShareFigure>) -> Figure {
        let answer = answered(answer, |share| {
            let per_cent = |value: f64| Decimal::rounded(100.0 * value, 1);
            Some(Value {
                value: per_cent(share.k as f64 / share.n.max(1) as f64)?,
                unit: Unit::PerCent,
                k: Some(share.k),
                n: Some(share.n),
                range: Some(Range { low: per_cent(share.low)?, high: per_cent(share.high)? }),
                method: share.method.clone(),
            })
        });
        self.figure(name, measure, definition, answer)
    }

    fn hours(&self, name: &str, measure: &str, answer: &Answered<QuantileFigure>) -> Figure {
        let answer = answered(answer, |quantile| {
            let hours = |value: f64| Decimal::rounded(value, 1);
            Some(Value {
                value: hours(quantile.value)?,
                unit: Unit::Hours,
                k: None,
                n: Some(quantile.n),
                range: Some(Range { low: hours(quantile.low)?, high: hours(quantile.high)? }),
                method: quantile.method.clone(),
            })
        });
        self.figure(
            name,
            measure,
            "elapsed hours from first receipt to record, of crimes whose two times are known",
            answer,
        )
    }
}

fn answered<T>(answer: &Answered<T>, value: impl Fn(&T) -> Option<Value>) -> Answer {
    match answer.known() {
        Some(known) => {
            value(known).map_or_else(|| Answer::NotKnown("the value cannot be written".into()), Answer::Known)
        }
        None => Answer::NotKnown(answer.why_not().unwrap_or_default().into()),
    }
}

/// The command line that makes these figures again.
fn arguments(options: &Check, summary: &Summary) -> Vec<String> {
    let mut line = vec!["check".to_owned()];
    let groups = [
        ("--incidents", &options.incidents),
        ("--crimes", &options.crimes),
        ("--people", &options.people),
        ("--counts", &options.counts),
        ("--mapping", &options.mapping),
    ];
    for (flag, paths) in groups.into_iter().filter(|(_, paths)| !paths.is_empty()) {
        line.push(flag.to_owned());
        // The order in which files are given decides nothing, so it changes no byte here either.
        let mut named: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        named.sort();
        line.extend(named);
    }
    line.extend(["--as-at".to_owned(), summary.as_at.clone()]);
    if let Some(seed) = &options.sample_seed {
        line.extend(["--sample-seed".to_owned(), seed.clone()]);
    }
    line
}

/// Every file the check read, as it was named, with its digest.
///
/// # Errors
/// [`exchange::Fault`] where one can no longer be read.
pub fn sources(options: &Check) -> Result<Vec<Source>, exchange::Fault> {
    let groups = [&options.incidents, &options.crimes, &options.people, &options.counts, &options.mapping];
    let mut paths: Vec<_> = groups.into_iter().flatten().collect();
    paths.sort_by_key(|path| path.display().to_string());
    paths
        .into_iter()
        .map(|path| Ok(Source { name: path.display().to_string(), sha256: exchange::file::digest_of(path)? }))
        .collect()
}
