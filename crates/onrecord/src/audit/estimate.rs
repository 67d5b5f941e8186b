//! `onrecord audit estimate`.

use std::io::{self, Write};

use audit::answers::{Answers, answers};
use audit::review::{State, gap};
use exchange::output::{CsvWriter, OutputFolder};
use exchange::report::audit::measures::{Measure, measures, worded};
use exchange::report::audit::page;

use super::cli::Estimate;
use super::figures::figures;
use super::marked::{Marked, refused};
use super::rulings::{self, Beside};
use crate::cli::Format;
use crate::{Outcome, Stopped};

/// Estimates and writes the result.
///
/// # Errors
/// A sentence where it cannot; nothing is then written.
pub fn run(options: &Estimate, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let marked = Marked::open(options)?;
    in_order(&marked)?;
    let answers = answers(&marked.subject());
    let measures = measures(&answers, &marked.drawn.audit.protocol);
    let figures = figures("estimate", options, &marked, &measures);
    let beside = options.facts.as_deref().map(|folder| rulings::beside(&marked, folder)).transpose()?;
    let result = json(&marked, &answers, &measures, beside.as_deref())?;
    let mut folder = OutputFolder::prepare(&options.out)?;
    let text = exchange::figures::text(&figures)?;
    folder.file("figures.json", |mut file| file.write_all(text.as_bytes()))?;
    let faults = beside.as_deref().map(faults_on_page);
    let page = page::estimate(&marked.facts(), &answers, &measures, faults.as_ref())?;
    folder.file("report.html", |mut file| file.write_all(page.as_bytes()))?;
    folder.file("estimate.json", |mut file| file.write_all(result.as_bytes()))?;
    folder.file("incidents.csv", |file| incidents(file, &marked))?;
    folder.file("disagreements.csv", |file| disagreements(file, &marked))?;
    if let Some(beside) = &beside {
        folder.file("rulebook-faults.csv", |file| rulebook_faults(file, beside))?;
    }
    folder.publish()?;
    match options.format {
        Format::Json => out.write_all(result.as_bytes())?,
        Format::Text => told(out, &marked, &answers, &measures, (options, beside.as_deref()))?,
    }
    Ok(Outcome::Done)
}

/// The figures that marks give, for a replay.
///
/// # Errors
/// As [`run`].
pub(super) fn figures_of(options: &Estimate) -> Result<oversight::figure::Figures, Stopped> {
    let marked = Marked::open(options)?;
    let measures = measures(&answers(&marked.subject()), &marked.drawn.audit.protocol);
    Ok(figures("estimate", options, &marked, &measures))
}

/// An incident marked while one before it in the list has no mark is out of order.
fn in_order(marked: &Marked) -> Result<(), Stopped> {
    let Some((position, line)) = gap(&marked.list, &marked.review, &marked.lines) else { return Ok(()) };
    let lacking = marked.list.iter().find(|one| one.position == position).map_or("", |one| one.id.as_str());
    let fault = audit::marks::MarkFault {
        file: line.file,
        line: line.line,
        why: format!(
            "out of order: {} is marked and number {position} of the list, {lacking}, has no mark. Mark in the order of the list; if a log cannot be reviewed, say so with stage \"unreviewable\".",
            line.id
        ),
    };
    Err(refused(&marked.files, &[fault]))
}

fn json(
    marked: &Marked,
    answers: &Answers,
    measures: &[Measure],
    beside: Option<&[Beside]>,
) -> Result<String, Stopped> {
    let progress = &answers.progress;
    let measure = |one: &Measure| match &one.answer {
        Ok(found) => serde_json::json!({
            "name": one.name, "measure": one.label, "value": round(found.value),
            "low": found.ends.map(|ends| round(ends.0)), "high": found.ends.map(|ends| round(ends.1)),
            "k": found.k, "n": found.n, "n_of": found.n_of, "method": found.method, "notes": found.notes,
        }),
        Err(why) => serde_json::json!({ "name": one.name, "measure": one.label, "not_known": why }),
    };
    let team = |team: &audit::answers::Group| {
        serde_json::json!({
            "team": team.name, "owed": team.owed, "missed": team.missed,
            "rate": team.rate.as_ref().ok().map(|rate| round(rate.value)),
            "beside_the_force": team.compared.as_ref().map(comparison),
        })
    };
    let group = |group: &audit::answers::Group| {
        serde_json::json!({
            "group": group.name, "owed": group.owed, "missed": group.missed,
            "rate": group.rate.as_ref().ok().map(|rate| round(rate.value)),
            "beside_the_level": group.compared.as_ref().map(comparison),
        })
    };
    let protocol = &marked.drawn.audit.protocol;
    let value = serde_json::json!({
        "version": 1,
        "program": format!("onrecord {}", env!("CARGO_PKG_VERSION")),
        "question": protocol.asked.question,
        "population": super::figures::population(protocol),
        "edition": protocol.asked.edition,
        "plan": marked.drawn.audit.plan_digest,
        "seed": marked.drawn.draw.seed,
        "planned": progress.planned,
        "adjudicated": progress.adjudicated,
        "unreviewable": progress.unreviewable,
        "ruled": progress.ruled,
        "on_a_single_mark": progress.single,
        "pending": progress.pending.iter().map(|(at, id, why)| serde_json::json!({ "order": at, "incident_ref": id, "lacks": why })).collect::<Vec<_>>(),
        "caps_broken": progress.caps_broken.iter().map(|(at, id, owed, cap)| serde_json::json!({ "order": at, "incident_ref": id, "owed": owed, "cap": cap })).collect::<Vec<_>>(),
        "recorded_counts_that_differ": marked.review.count_differs.len(),
        "crimes_owed_in_sample": answers.whole.sample[1],
        "crimes_missed_in_sample": answers.whole.sample[2],
        "crimes_wrongly_recorded_in_sample": answers.whole.sample[3],
        "n_effective": answers.whole.n_effective.map(round),
        "measures": measures.iter().map(measure).collect::<Vec<_>>(),
        "groups": answers.groups.iter().map(group).collect::<Vec<_>>(),
        "rulings_beside_the_rulebook": beside.map(|lines| lines.iter().map(|one| serde_json::json!({ "order": one.order, "incident_ref": one.id, "stands": one.stands.name(), "ruled": one.ruled, "decided": one.decided, "lacking": one.lacking })).collect::<Vec<_>>()),
        "teams": answers.teams.iter().map(team).collect::<Vec<_>>(),
        "rape": { "in_frame": answers.rape.in_frame, "audited": answers.rape.audited, "errors": answers.rape.errors.iter().map(|(kind, n)| serde_json::json!({ "error": kind, "reports": n })).collect::<Vec<_>>() },
        "causes": answers.causes.iter().map(|cause| serde_json::json!({ "cause": cause.cause, "crimes": cause.crimes })).collect::<Vec<_>>(),
        "settings": super::figures::settings(protocol, marked).iter().map(|one| serde_json::json!({ "setting": one.setting, "value": one.value })).collect::<Vec<_>>(),
        "files": marked.sources.iter().map(|one| serde_json::json!({ "name": one.name, "sha256": one.sha256 })).collect::<Vec<_>>(),
    });
    Ok(exchange::audit::plan::json(&value)?)
}

fn comparison(one: &audit::answers::Compared) -> serde_json::Value {
    serde_json::json!({ "line": round(one.line), "p": round(one.p), "p_adjusted": round(one.adjusted), "says": one.says.name() })
}

/// What may be said of groups and teams, adjusted for how many are compared.
fn compared(out: &mut dyn Write, answers: &Answers) -> io::Result<()> {
    let all = [
        (&answers.groups, "Groups beside", "Holm"),
        (&answers.teams, "Teams beside the force's own", "Benjamini-Hochberg, a list of whom to ask"),
    ];
    for (groups, what, how) in all {
        let compared: Vec<_> = groups.iter().filter_map(|group| Some((group, group.compared?))).collect();
        let Some((_, first)) = compared.first() else { continue };
        let shown: Vec<String> = compared
            .iter()
            .filter(|(_, one)| one.says != audit::answers::Says::NotShown)
            .map(|(group, one)| format!("{} {} (p {:.3})", group.name, one.says.name(), one.adjusted))
            .collect();
        let shown = if shown.is_empty() { "none is shown to differ".into() } else { shown.join(", ") };
        let line = exchange::report::words::percent(first.line);
        writeln!(out, "{what} {line}, {} compared ({how}): {shown}", compared.len())?;
    }
    Ok(())
}

/// Rulings beside the rulebook, all of them.
fn rulebook_faults(file: std::fs::File, beside: &[Beside]) -> io::Result<()> {
    let header = ["order", "incident_ref", "stands", "ruled", "decided", "rules", "facts_lacking"];
    let mut csv = CsvWriter::new(file, &header)?;
    for one in beside {
        csv.row(&[
            one.order.to_string(),
            one.id.clone(),
            one.stands.name().into(),
            one.ruled.clone(),
            one.decided.clone(),
            one.rules.clone(),
            one.lacking.clone(),
        ])?;
    }
    csv.finish()
}

fn faults_on_page(beside: &[Beside]) -> page::RulebookFaults {
    let row = |one: &Beside| {
        [
            one.order.to_string(),
            one.id.clone(),
            one.stands.name().into(),
            one.ruled.clone(),
            one.decided.clone(),
        ]
    };
    page::RulebookFaults {
        sentence: rulings::sentence(beside),
        rows: beside.iter().filter(|one| one.stands != rulings::Stands::Same).map(row).collect(),
    }
}

/// Six places: finer than any audit, and the same on every machine.
fn round(value: f64) -> f64 {
    exchange::report::summary::places(value, 6)
}

/// One row an incident of the list, so that every total can be made again by hand.
fn incidents(file: std::fs::File, marked: &Marked) -> io::Result<()> {
    let header = [
        "order",
        "incident_ref",
        "part",
        "stratum",
        "size",
        "recorded",
        "cap",
        "state",
        "owed",
        "missed",
        "wrongly_recorded",
    ];
    let mut csv = CsvWriter::new(file, &header)?;
    let listed = marked.drawn.entries.iter().zip(&marked.list).zip(&marked.review.incidents);
    for ((entry, one), reviewed) in listed {
        let Some(line) = marked.drawn.audit.frame.get(entry.line) else { continue };
        let counts = reviewed.counts(one.recorded);
        let count =
            |f: fn(audit::review::Counts) -> u64| counts.map_or_else(String::new, |c| f(c).to_string());
        csv.row(&[
            one.position.to_string(),
            one.id.clone(),
            entry.part.name(),
            line.stratum.clone(),
            line.size.to_string(),
            one.recorded.to_string(),
            one.cap.to_string(),
            state(&reviewed.state).to_owned(),
            count(|counts| counts.owed),
            count(|counts| counts.missed),
            count(|counts| counts.wrong),
        ])?;
    }
    csv.finish()
}

/// The state of an incident in words.
pub(super) fn state(state: &State) -> &'static str {
    match state {
        State::NotMarked => "not marked",
        State::Pending(why) => why,
        State::Unreviewable => "unreviewable",
        State::Adjudicated => "adjudicated",
    }
}

/// Incidents whose marks differ, with the ruling.
fn disagreements(file: std::fs::File, marked: &Marked) -> io::Result<()> {
    let header =
        ["order", "incident_ref", "first_marker", "first_mark", "second_marker", "second_mark", "ruling"];
    let mut csv = CsvWriter::new(file, &header)?;
    let said = |mark: &audit::review::StageOne| match mark.owed.as_slice() {
        [] => "no crime".to_owned(),
        owed => owed.iter().map(|crime| crime.class.as_str()).collect::<Vec<_>>().join("; "),
    };
    for (one, reviewed) in marked.list.iter().zip(&marked.review.incidents) {
        let (Some(false), [a, b, ..]) = (reviewed.agrees(), reviewed.marks.as_slice()) else { continue };
        let ruling = reviewed.ruling.as_ref().map_or_else(|| "not ruled on".into(), said);
        csv.row(&[
            one.position.to_string(),
            one.id.clone(),
            a.marker.clone(),
            said(a),
            b.marker.clone(),
            said(b),
            ruling,
        ])?;
    }
    csv.finish()
}

fn told(
    out: &mut dyn Write,
    marked: &Marked,
    answers: &Answers,
    measures: &[Measure],
    (options, beside): (&Estimate, Option<&[Beside]>),
) -> io::Result<()> {
    let protocol = &marked.drawn.audit.protocol;
    let progress = &answers.progress;
    writeln!(out, "{}", protocol.asked.question)?;
    writeln!(out, "Of {}", super::figures::population(protocol))?;
    writeln!(
        out,
        "{} of {} incidents adjudicated, {} ruled on, {} unreviewable; rules of edition {}",
        progress.adjudicated, progress.planned, progress.ruled, progress.unreviewable, protocol.asked.edition
    )?;
    for (at, id, why) in progress.pending.iter().take(5) {
        writeln!(out, "  pending: number {at}, {id}: {why}")?;
    }
    if progress.pending.len() > 5 {
        writeln!(out, "  and {} more", progress.pending.len() - 5)?;
    }
    for (at, id, owed, cap) in &progress.caps_broken {
        writeln!(out, "  cap broken: number {at}, {id}, owes {owed} and its cap is {cap}")?;
    }
    if !marked.review.count_differs.is_empty() {
        writeln!(
            out,
            "  stage 2 counts other crimes than the frozen frame in {} incidents; the frame's counts stand",
            marked.review.count_differs.len()
        )?;
    }
    writeln!(out)?;
    for measure in measures {
        writeln!(out, "{}: {}", measure.label, worded(measure))?;
    }
    if !answers.rape.errors.is_empty() {
        let errors: Vec<String> = answers.rape.errors.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
        writeln!(out, "Errors in rape reports: {}", errors.join(", "))?;
    }
    if !answers.causes.is_empty() {
        let causes: Vec<String> =
            answers.causes.iter().map(|cause| format!("{} {}", cause.crimes, cause.cause)).collect();
        writeln!(out, "Causes: {}", causes.join(", "))?;
    }
    compared(out, answers)?;
    if let Some(beside) = beside {
        writeln!(out, "{}", rulings::sentence(beside))?;
    }
    if let Err(why) = &answers.skill {
        writeln!(out, "Markers against planted logs: {why}")?;
    }
    let rate = answers.whole.rate.as_ref().ok().map(|rate| rate.value);
    writeln!(out, "\n{}. Result: {}", audit::bands::no_grade(rate), options.out.display())
}
