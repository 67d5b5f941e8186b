//! `onrecord link`: incidents to crimes with the reasons, measured against true links where given.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use audit::interval;
use exchange::Extract;
use exchange::Table;
use exchange::file::SourceFile;
use exchange::intake::{self, Intake};
use exchange::output::{CsvWriter, OutputFolder};
use exchange::records::{Dialect, Rows, Step};
use exchange::report::words::percent;
use linkage::quality::{self, Quality};
use linkage::{Link as Pair, Linked, Records};
use serde::Serialize;

use crate::cli::{Format, Link};
use crate::families::{self, Families};
use crate::progress::Progress;
use crate::{Outcome, Stopped};

/// Links, writes `links.csv`, `review.csv` and `explanations.csv`, and prints the quality.
///
/// # Errors
/// A sentence where it cannot run; nothing is then written.
pub fn run(options: &Link, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let mut folder = OutputFolder::prepare(&options.out)?;
    let progress = Progress::begin();
    let extract = intake::read(&asked(options), &mut |file, n| progress.reading(file, n))?;
    let truth = options.labels.as_deref().map(|path| labels(path, &extract)).transpose()?;
    progress.say("linking incidents to crimes");
    let families = Families::of(&extract.incidents, &extract.crimes);
    let records = families.records(&extract.incidents, &extract.crimes, &extract.people);
    let linked = families::link(&records);
    folder.file("links.csv", |file| pairs(file, &extract, &linked.links))?;
    folder.file("review.csv", |file| pairs(file, &extract, &linked.review))?;
    folder.file("explanations.csv", |file| explanations(file, &extract, &linked))?;
    folder.publish()?;
    drop(progress);
    let result = result(&records, &linked, truth.as_ref());
    match options.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &result).map_err(io::Error::from)?;
            writeln!(out)?;
        }
        Format::Text => print(out, &result, &options.out)?,
    }
    Ok(Outcome::Done)
}

fn asked(options: &Link) -> Intake {
    let tables = [
        (Table::Incidents, &options.incidents),
        (Table::Crimes, &options.crimes),
        (Table::People, &options.people),
    ];
    let files =
        tables.into_iter().flat_map(|(table, paths)| paths.iter().map(move |path| (table, path.clone())));
    Intake { files: files.collect(), mappings: options.mapping.clone() }
}

/// True links as positions, and how many name a record that is not in the extract.
struct Truth {
    pairs: Vec<(usize, usize)>,
    n_unknown: u64,
}

/// Reads two columns of references. Whichever column names incidents is the incidents' column.
fn labels(path: &Path, extract: &Extract) -> Result<Truth, Stopped> {
    let file = SourceFile::examine(path)?;
    let mut rows = Rows::open(&file, &Dialect::default())?;
    if rows.header.len() < 2 {
        let what = "true links need two columns, incident reference and crime reference.";
        return Err(exchange::Fault::not_a_table(file.name, what).into());
    }
    let mut named = Vec::new();
    while let step @ (Step::Row { .. } | Step::Broken { .. }) = rows.next()? {
        if matches!(step, Step::Row { .. }) {
            named.push((rows.field(0).to_owned(), rows.field(1).to_owned()));
        }
    }
    let incidents: HashMap<&str, usize> =
        positions(extract.incidents.iter().map(|row| row.incident_ref.as_ref().map(|r| r.as_str())));
    let crimes: HashMap<&str, usize> =
        positions(extract.crimes.iter().map(|row| row.crime_ref.as_ref().map(|r| r.as_str())));
    let swapped =
        named.iter().filter(|(first, _)| crimes.contains_key(first.as_str())).count() * 2 > named.len();
    let mut truth = Truth { pairs: Vec::new(), n_unknown: 0 };
    for (first, second) in &named {
        let (incident, crime) = if swapped { (second, first) } else { (first, second) };
        match (incidents.get(incident.as_str()), crimes.get(crime.as_str())) {
            (Some(incident), Some(crime)) => truth.pairs.push((*incident, *crime)),
            _ => truth.n_unknown += 1,
        }
    }
    Ok(truth)
}

fn positions<'a>(references: impl Iterator<Item = Option<&'a str>>) -> HashMap<&'a str, usize> {
    references.enumerate().filter_map(|(at, reference)| Some((reference?, at))).collect()
}

#[derive(Serialize)]
struct ResultLine {
    links: usize,
    for_review: usize,
    dangling_references: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    quality: Option<QualityLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    naive_rule: Option<QualityLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    labels_not_in_extract: Option<u64>,
}

#[derive(Serialize)]
struct QualityLine {
    true_positives: u64,
    false_positives: u64,
    false_negatives: u64,
    precision: Option<[f64; 3]>,
    recall: Option<[f64; 3]>,
    f1: Option<f64>,
}

fn result(records: &Records, linked: &Linked, truth: Option<&Truth>) -> ResultLine {
    // Without a true link between two records of the extract there is nothing to measure against.
    let usable = truth.filter(|truth| !truth.pairs.is_empty());
    let found: Vec<(usize, usize)> = linked.links.iter().map(|link| (link.incident, link.crime)).collect();
    let against =
        |found: &[(usize, usize)]| usable.map(|truth| quality_line(&quality::compare(found, &truth.pairs)));
    ResultLine {
        links: linked.links.len(),
        for_review: linked.review.len(),
        dangling_references: linked.dangling.len(),
        quality: against(&found),
        naive_rule: against(&linkage::naive::same_place_nearest_time(records)),
        labels_not_in_extract: truth.map(|truth| truth.n_unknown),
    }
}

fn quality_line(quality: &Quality) -> QualityLine {
    let (right, wrong, missed) = (quality.true_positives, quality.false_positives, quality.false_negatives);
    // Value, low, high.
    let share = |n: u64| {
        let share = interval::share(right, n)?;
        Some(
            [share.value(), share.interval.low, share.interval.high]
                .map(|value| exchange::report::summary::places(value, 4)),
        )
    };
    QualityLine {
        true_positives: right,
        false_positives: wrong,
        false_negatives: missed,
        precision: share(right + wrong),
        recall: share(right + missed),
        f1: quality.f1().map(|value| exchange::report::summary::places(value, 4)),
    }
}

fn print(out: &mut dyn Write, result: &ResultLine, folder: &Path) -> io::Result<()> {
    writeln!(
        out,
        "{} links, {} for review, {} references to records not in the extract",
        result.links, result.for_review, result.dangling_references
    )?;
    for (name, quality) in [
        ("these links", &result.quality),
        ("naive rule: same place, nearest in time to recorded", &result.naive_rule),
    ] {
        if let Some(quality) = quality {
            writeln!(out, "{}", worded(name, quality))?;
        }
    }
    if let Some(n) = result.labels_not_in_extract.filter(|n| *n > 0) {
        writeln!(
            out,
            "{n} true links name a record that is not in the extract and were left out; are they of this extract?"
        )?;
    }
    if result.labels_not_in_extract.is_some() && result.quality.is_none() {
        writeln!(
            out,
            "Quality: not measurable. No true link names an incident and a crime of this extract."
        )?;
    }
    writeln!(out, "Links with their reasons: {}", folder.display())
}

fn worded(name: &str, quality: &QualityLine) -> String {
    let share = |share: Option<[f64; 3]>, k: u64, n: u64| match share {
        Some([value, low, high]) => {
            format!("{} ({k} of {n}; 95% interval {} to {})", percent(value), percent(low), percent(high))
        }
        None => "none".into(),
    };
    let right = quality.true_positives;
    format!(
        "{name}: precision {}, recall {}, F1 {}",
        share(quality.precision, right, right + quality.false_positives),
        share(quality.recall, right, right + quality.false_negatives),
        quality.f1.map_or_else(|| "none".into(), |f1| format!("{f1:.4}"))
    )
}

fn pairs(file: std::fs::File, extract: &Extract, links: &[Pair]) -> io::Result<()> {
    let mut csv =
        CsvWriter::new(file, &["incident_ref", "crime_ref", "probability", "how", "checks_failed"])?;
    for link in links {
        let [incident, crime] = references(extract, link);
        let failed: Vec<&str> = link.checks_failed.iter().map(|check| check.name()).collect();
        csv.row(&[
            incident,
            crime,
            format!("{:.4}", link.probability),
            link.how.name().into(),
            failed.join("; "),
        ])?;
    }
    csv.finish()
}

/// One row a bar; the bars of a pair add up to its log-odds.
fn explanations(file: std::fs::File, extract: &Extract, linked: &Linked) -> io::Result<()> {
    let header = ["incident_ref", "crime_ref", "bar", "log_odds", "incident_value", "crime_value"];
    let mut csv = CsvWriter::new(file, &header)?;
    for link in linked.links.iter().chain(&linked.review) {
        let [incident, crime] = references(extract, link);
        for bar in &link.bars {
            let text = |value: &Option<terms::Text>| value.as_deref().unwrap_or_default().to_owned();
            csv.row(&[
                incident.clone(),
                crime.clone(),
                bar.name.into(),
                format!("{:.12}", bar.weight),
                text(&bar.incident_value),
                text(&bar.crime_value),
            ])?;
        }
    }
    csv.finish()
}

fn references(extract: &Extract, link: &Pair) -> [String; 2] {
    let incident = extract.incidents.get(link.incident).and_then(|row| row.incident_ref.as_ref());
    let crime = extract.crimes.get(link.crime).and_then(|row| row.crime_ref.as_ref());
    [
        incident.map_or_else(String::new, |r| r.as_str().into()),
        crime.map_or_else(String::new, |r| r.as_str().into()),
    ]
}
