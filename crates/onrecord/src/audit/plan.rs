//! `onrecord audit plan`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use audit::draw::FrameLine;
use audit::population::{CapFrom, Report};
use audit::protocol::Protocol;
use exchange::audit::plan::{NamedDigest, PLAN_FORMAT, PlanFile, facts, json};
use exchange::audit::population::Population;
use exchange::audit::{digest, planted, population, protocol};
use exchange::output::{CsvWriter, OutputFolder};

use super::cli::Plan;
use super::folder::frame_of;
use super::planning::{self, Planned};
use super::refuse;
use crate::cli::Format;
use crate::{Outcome, Stopped};

/// Columns of details.csv.
const DETAILS: [&str; 12] = [
    "incident_ref",
    "stratum",
    "recorded",
    "cap",
    "cap_source",
    "risk",
    "size",
    "route",
    "team",
    "recorded_groups",
    "received_at",
    "recorded_at",
];

/// Writes the plan.
///
/// # Errors
/// A sentence where it cannot; nothing is then written.
pub fn run(options: &Plan, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    if let Some(draft) = &options.draft {
        return write_draft(draft, out);
    }
    let (Some(from), Some(by), Some(to)) = (&options.population, &options.protocol, &options.out) else {
        return Err(Stopped::Usage("a plan needs --population, --protocol and --out.".into()));
    };
    not_drawn(to)?;
    let population = population::read(from)?;
    let file = protocol::read(by)?;
    let sealed = options.planted.as_deref().map(planted::read).transpose()?;
    let name = by.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
    let rules = file.protocol(sealed.as_ref().map(|s| s.digest.clone())).map_err(|why| refuse(&name, why))?;
    fits(&population, &rules).map_err(|why| refuse(&name, why))?;
    if let Some(sealed) = &sealed {
        apart(&population, sealed)?;
    }
    let (frame, scale) = frame_of(&population.reports, &rules).map_err(|why| refuse(&name, why))?;
    let details = details_text(&population.reports, &rules, &frame)?;
    let bytes = std::fs::read(by).map_err(|error| exchange::Fault::Unreadable { path: by.clone(), error })?;
    let plan = PlanFile {
        files: BTreeMap::from([
            ("details".into(), NamedDigest { name: "details.csv".into(), sha256: digest(&details) }),
            (
                "population".into(),
                NamedDigest { name: population.name.clone(), sha256: population.digest.clone() },
            ),
            ("protocol".into(), NamedDigest { name: name.clone(), sha256: digest(&bytes) }),
        ]),
        format: PLAN_FORMAT.into(),
        frame: facts(&frame, cap_counts(&population.reports, &rules), scale),
        planted: rules.marking.planted.clone(),
        program: format!("onrecord {}", env!("CARGO_PKG_VERSION")),
        protocol: file,
    };
    let text = json(&plan)?;
    let plan_digest = digest(text.as_bytes());
    let mut folder = OutputFolder::prepare(to)?;
    folder.file("frame.txt", |mut file| file.write_all(population::frame_text(&frame).as_bytes()))?;
    folder.file("details.csv", |mut file| file.write_all(&details))?;
    folder.file("plan.json", |mut file| file.write_all(text.as_bytes()))?;
    folder.file("plan.sha256", |mut file| writeln!(file, "{plan_digest}  plan.json"))?;
    let planned = match options.no_planner {
        true => Vec::new(),
        false => planning::planned(&population.reports, &rules, &frame).map_err(|why| refuse(&name, why))?,
    };
    if !planned.is_empty() {
        folder.file("planner.csv", |file| planning::write(file, &planned))?;
    }
    folder.publish()?;
    match options.format {
        Format::Json => out.write_all(text.as_bytes())?,
        Format::Text => told(out, &plan, &rules, &plan_digest, (&population, &planned, to))?,
    }
    Ok(Outcome::Done)
}

fn write_draft(path: &Path, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let unwritable = |error| exchange::Fault::Unreadable { path: path.to_owned(), error };
    if path.exists() {
        return Err(refuse(
            path.display().to_string(),
            "it is there already; choose another name for the draft.",
        ));
    }
    std::fs::write(path, protocol::DRAFT).map_err(unwritable)?;
    writeln!(out, "A protocol to fill in: {}", path.display())?;
    Ok(Outcome::Done)
}

/// A plan is not changed once its seed is known.
fn not_drawn(to: &Path) -> Result<(), Stopped> {
    if to.join("draw.json").exists() {
        let what = "this audit was drawn already: its seed is known, so its plan can no longer be made. Give --out a new folder.";
        return Err(refuse(to.join("draw.json").display().to_string(), what));
    }
    Ok(())
}

/// Whether the strata named by the protocol stand in the population, with enough incidents.
fn fits(population: &Population, rules: &Protocol) -> Result<(), String> {
    let mut held: BTreeMap<&str, u64> = BTreeMap::new();
    for report in &population.reports {
        *held.entry(report.stratum.as_str()).or_default() += 1;
    }
    let n_all = population.reports.len() as u64;
    let named = [("sample.by_stratum", &rules.sample.by_stratum), ("sample.top_ups", &rules.sample.top_ups)];
    for (section, strata) in named {
        for (stratum, n) in strata {
            match held.get(stratum.as_str()) {
                None => return Err(format!("[{section}] {stratum} is no stratum of the population.")),
                Some(all) if n > all => {
                    return Err(format!("[{section}] {stratum} = {n}, and the population has {all} of it."));
                }
                Some(_) => {}
            }
        }
    }
    if let Some(stratum) = rules.caps.by_stratum.keys().find(|name| !held.contains_key(name.as_str())) {
        return Err(format!("[caps.by_stratum] {stratum} is no stratum of the population."));
    }
    if rules.sample.is_stratified()
        && let Some(left) = held.keys().find(|name| !rules.sample.by_stratum.contains_key(**name))
    {
        return Err(format!(
            "[sample.by_stratum] lacks {left}: each stratum of the population needs its number."
        ));
    }
    if rules.sample.n > n_all {
        return Err(format!("[sample] n = {}, and the population holds {n_all}.", rules.sample.n));
    }
    Ok(())
}

fn apart(population: &Population, sealed: &planted::Planted) -> Result<(), Stopped> {
    let both = population.reports.iter().find(|report| sealed.answers.contains_key(&report.id));
    match both {
        Some(report) => Err(refuse(
            &sealed.name,
            format!("{} stands in the population too; a planted log is no incident of the force.", report.id),
        )),
        None => Ok(()),
    }
}

fn cap_counts(reports: &[Report], rules: &Protocol) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for report in reports {
        let word = match rules.caps.of(report).from {
            CapFrom::List => "own",
            CapFrom::Class => "maximum of the class",
            CapFrom::Recorded => "recorded count above the class maximum",
        };
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

/// The population with the caps and sizes of the plan, in order of reference.
fn details_text(reports: &[Report], rules: &Protocol, frame: &[FrameLine]) -> io::Result<Vec<u8>> {
    let mut rows: Vec<(&Report, &FrameLine)> = reports.iter().zip(frame).collect();
    rows.sort_by(|a, b| a.0.id.as_bytes().cmp(b.0.id.as_bytes()));
    let mut bytes = Vec::new();
    let mut csv = CsvWriter::new(&mut bytes, &DETAILS)?;
    for (report, line) in rows {
        let source = match (rules.caps.of(report).from, report.cap_source.as_str()) {
            (CapFrom::List, "") => "population",
            (CapFrom::List, source) => source,
            (CapFrom::Class, _) => "maximum of the class",
            (CapFrom::Recorded, _) => "recorded count",
        };
        csv.row(&[
            line.id.clone(),
            line.stratum.clone(),
            line.recorded.to_string(),
            line.cap.to_string(),
            source.to_owned(),
            report.risk.map_or_else(String::new, |risk| risk.to_string()),
            line.size.to_string(),
            report.route.clone(),
            report.team.clone(),
            report.recorded_groups.join(";"),
            report.received_at.map_or_else(String::new, instant),
            report.recorded_at.iter().map(|at| instant(*at)).collect::<Vec<_>>().join(";"),
        ])?;
    }
    csv.finish()?;
    Ok(bytes)
}

fn instant(seconds: i64) -> String {
    terms::Instant::exact(seconds).to_string()
}

fn told(
    out: &mut dyn Write,
    plan: &PlanFile,
    rules: &Protocol,
    plan_digest: &str,
    (population, planned, to): (&Population, &[Planned], &Path),
) -> io::Result<()> {
    let count = |n: u64| exchange::report::words::grouped(n as i64);
    writeln!(out, "{}", rules.asked.question)?;
    writeln!(
        out,
        "Frame: {} incidents with {} recorded crimes, {} to {}; root {}",
        count(plan.frame.incidents),
        count(plan.frame.recorded),
        rules.asked.first_day,
        rules.asked.last_day,
        plan.frame.root
    )?;
    if !rules.frame.complete {
        writeln!(out, "Not estimable for all reports: frame incomplete. {}", rules.frame.why_incomplete)?;
    }
    writeln!(out, "Frame excludes: {}", list_or_nothing(&rules.frame.routes_out))?;
    let caps: Vec<String> =
        plan.frame.caps.iter().map(|(from, n)| format!("{} by {from}", count(*n))).collect();
    writeln!(out, "Caps: {}. Source: {}", caps.join(", "), rules.caps.source)?;
    writeln!(
        out,
        "Sizes: {}, weight of caps {}, model {}",
        rules.sizes.rule.name(),
        rules.sizes.eps,
        rules.sizes.model
    )?;
    writeln!(
        out,
        "Estimate at {} incidents. Certificate: at least {} at risk {} a side, at most {} incidents.",
        count(rules.sample.n),
        percent(rules.certificate.at_least),
        percent(rules.certificate.risk),
        count(rules.certificate.most)
    )?;
    if !population.unused.is_empty() {
        writeln!(out, "Columns of {} not used: {}", population.name, population.unused.join(", "))?;
    }
    planning::told(out, planned, rules)?;
    writeln!(out, "Plan: {} SHA-256 {plan_digest}", to.join("plan.json").display())?;
    writeln!(
        out,
        "Publish this digest, then throw the seed, then: onrecord audit draw --audit {} --seed DIGITS --seed-at TIME --seed-source TEXT",
        to.display()
    )
}

fn percent(share: f64) -> String {
    exchange::report::words::percent(share)
}

fn list_or_nothing(list: &[String]) -> String {
    if list.is_empty() { "nothing that is known".into() } else { list.join("; ") }
}

/// Writes a file from bytes.
pub(super) fn bytes(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)
}
