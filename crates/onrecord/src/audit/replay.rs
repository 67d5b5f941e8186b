//! `onrecord audit replay`: everything re-derived from the published files, yes or no.

use std::io::Write;
use std::path::Path;

use audit::list::{commitment, list, seed_of_secrets, work_list};
use exchange::audit::plan::{DrawFile, PlanFile};
use exchange::audit::sheet::time;
use exchange::audit::{digest, plan, planted, population, protocol};
use serde::Serialize;

use super::cli::{Estimate, Replay};
use super::folder::{Audit, frame_of};
use crate::cli::Format;
use crate::{Outcome, Stopped};

/// One thing that was re-derived.
#[derive(Serialize)]
pub(super) struct Checked {
    what: String,
    yes: bool,
    why: String,
}

/// Everything that was re-derived.
#[derive(Default)]
pub(super) struct Checks(Vec<Checked>);

impl Checks {
    /// Notes one.
    pub(super) fn note(&mut self, what: &str, yes: bool, why: impl Into<String>) {
        self.0.push(Checked { what: what.into(), yes, why: if yes { String::new() } else { why.into() } });
    }

    fn of(&mut self, what: &str, result: Result<(), String>) {
        self.note(what, result.is_ok(), result.err().unwrap_or_default());
    }
}

/// Replays an audit.
///
/// # Errors
/// A sentence where a file cannot be read at all. What was changed is no error: it is the answer "no".
pub fn run(options: &Replay, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let mut checks = Checks::default();
    let folder = &options.audit;
    let (plan_file, plan_digest): (PlanFile, String) = plan::read(&folder.join("plan.json"), "plan")?;
    let published = std::fs::read_to_string(folder.join("plan.sha256")).unwrap_or_default();
    checks.note(
        "plan.json has the digest that was published",
        published.starts_with(&plan_digest),
        format!("plan.sha256 says otherwise; plan.json has {plan_digest}"),
    );
    let opened = Audit::open(folder);
    checks.of(
        "frame.txt and details.csv are those of the plan",
        opened.as_ref().map(|_| ()).map_err(ToString::to_string),
    );
    if let Ok(audit) = &opened {
        inputs(options, audit, &mut checks)?;
    }
    if folder.join("draw.json").exists() {
        let (draw, _): (DrawFile, String) = plan::read(&folder.join("draw.json"), "draw")?;
        checks.note("draw.json was drawn for this plan", draw.plan == plan_digest, "it names another plan");
        checks.note(
            "the seed is later than the plan",
            time(&draw.seed_at) > time(&plan_file.protocol.audit.written_at),
            "it was known before the plan was written",
        );
        if let Ok(audit) = &opened {
            drawn(options, audit, &draw, &mut checks)?;
        }
        if let Some(result) = &options.result {
            again(options, result, &mut checks)?;
        }
    } else {
        checks.note("a draw", false, "draw.json is not there: nothing was drawn yet");
    }
    told(options, &checks, out)
}

/// Population, protocol and sealed file, where they are given.
fn inputs(options: &Replay, audit: &Audit, checks: &mut Checks) -> Result<(), Stopped> {
    if let Some(path) = &options.protocol {
        let same = audit.same_file("protocol", path).map_err(|stopped| stopped.to_string());
        checks.of("the protocol is that of the plan", same);
        let stated = protocol::read(path)?;
        let same = plan::json(&stated)? == plan::json(&audit.plan.protocol)?;
        checks.note("the plan holds the protocol word for word", same, "the protocol in plan.json differs");
    }
    if let Some(path) = &options.population {
        let same = audit.same_file("population", path).map_err(|stopped| stopped.to_string());
        checks.of("the population is that of the plan", same);
        let derived = population::read(path)
            .map_err(|fault| fault.to_string())
            .and_then(|population| frame_of(&population.reports, &audit.protocol));
        let same = derived.and_then(|(frame, _)| {
            let root = audit::draw::frame_root(&frame);
            if root == audit.plan.frame.root { Ok(()) } else { Err(format!("they make the root {root}")) }
        });
        checks.of("caps and sizes made anew from the population give the same frame", same);
    }
    if let (Some(path), Some(stated)) = (&options.planted, &audit.plan.planted) {
        let sealed = planted::read(path)?;
        checks.note("the sealed file is that of the plan", sealed.digest == *stated, "its digest differs");
    }
    Ok(())
}

/// Seed, order and both lists.
fn drawn(options: &Replay, audit: &Audit, draw: &DrawFile, checks: &mut Checks) -> Result<(), Stopped> {
    if !draw.parties.is_empty() {
        let kept =
            draw.parties.iter().all(|p| commitment(&audit.plan_digest, &p.party, &p.secret) == p.commitment);
        checks.note(
            "every body revealed the secret it had committed to",
            kept,
            "a secret does not fit its commitment",
        );
        let secrets: Vec<(String, String)> =
            draw.parties.iter().map(|party| (party.party.clone(), party.secret.clone())).collect();
        let same = seed_of_secrets(&audit.plan_digest, &secrets) == draw.seed;
        checks.note("the seed is made of those secrets", same, "they make another seed");
    }
    let rule = &audit.protocol.sample;
    let race = audit.race()?;
    let entries = match list(&race, &draw.seed, rule, draw.n) {
        Ok(entries) => entries,
        Err(fault) => {
            checks.note("the list can be drawn", false, fault.to_string());
            return Ok(());
        }
    };
    let sample = super::draw::sample_text(audit, &entries)?;
    let same = digest(&sample) == draw.sample && on_disk(&audit.folder.join("sample.csv")) == digest(&sample);
    checks.note("sample.csv is the order that frame and seed give", same, "the order made anew differs");
    let lists_planted = audit.plan.planted.is_some();
    let on_disk_same = on_disk(&audit.folder.join("worklist.csv")) == draw.worklist;
    checks.note("worklist.csv is that of the draw", on_disk_same, "its digest differs");
    let hidden = match &options.planted {
        Some(path) => planted::read(path)?.answers.into_keys().collect(),
        None if lists_planted => return Ok(()),
        None => Vec::new(),
    };
    let work = work_list(&race, &entries, &hidden, (&draw.seed, rule.n, rule.double_marked));
    let same = digest(&super::draw::worklist_text(&work)?) == draw.worklist;
    checks.note("the work list made anew is the same", same, "planted logs or order differ");
    Ok(())
}

/// The result made again from the marks, compared value by value with what was published.
fn again(options: &Replay, result: &Path, checks: &mut Checks) -> Result<(), Stopped> {
    let published = exchange::figures::read(&result.join("figures.json"))?;
    let is_certificate = result.join("certificate.json").exists();
    let estimate = Estimate {
        audit: options.audit.clone(),
        marks: options.marks.clone(),
        planted: options.planted.clone(),
        facts: None,
        out: result.to_owned(),
        format: options.format,
    };
    let made = match is_certificate {
        true => super::certify::figures_of(&estimate),
        false => super::estimate::figures_of(&estimate),
    };
    let same = made.map_err(|stopped| stopped.to_string()).and_then(|made| {
        let differs = made
            .figures
            .iter()
            .find(|figure| published.find(&figure.name).is_none_or(|other| other.answer != figure.answer));
        match differs {
            _ if made.figures.len() != published.figures.len() => Err(format!(
                "{} figures are published and the marks give {}",
                published.figures.len(),
                made.figures.len()
            )),
            Some(figure) => Err(format!("{} differs", figure.name)),
            None => Ok(()),
        }
    });
    checks.of("the marks give the figures that were published", same);
    if is_certificate {
        let path = super::certify::path_text(&estimate).map_err(|stopped| stopped.to_string());
        let same = path.map(|path| digest(&path) == on_disk(&result.join("path.csv")));
        checks.note("path.csv is the path that the marks give", same == Ok(true), "it differs");
    }
    Ok(())
}

fn on_disk(path: &Path) -> String {
    std::fs::read(path).map(|bytes| digest(&bytes)).unwrap_or_default()
}

fn told(options: &Replay, checks: &Checks, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let yes = checks.0.iter().all(|check| check.yes);
    match options.format {
        Format::Json => {
            let value = serde_json::json!({ "replays": yes, "checks": checks.0 });
            serde_json::to_writer_pretty(&mut *out, &value).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        Format::Text => {
            for check in &checks.0 {
                let (word, why) =
                    if check.yes { ("yes", String::new()) } else { ("NO ", format!(": {}", check.why)) };
                writeln!(out, "{word}  {}{why}", check.what)?;
            }
            let answer =
                if yes { "Yes: everything checked is re-derived from the files." } else { "No: see above." };
            writeln!(out, "{answer}")?;
        }
    }
    Ok(if yes { Outcome::Done } else { Outcome::No })
}
