//! `onrecord audit certify`.

use std::io::{self, Write};

use audit::answers::{Answer, Certificate, certificate};
use audit::certificate::Verdict;
use exchange::output::{CsvWriter, OutputFolder};
use exchange::report::audit::measures::{Counted, Measure, worded};
use exchange::report::audit::page;
use exchange::report::words::{grouped, percent};

use super::cli::Estimate;
use super::figures::figures;
use super::marked::Marked;
use super::refuse;
use crate::cli::Format;
use crate::{Outcome, Stopped};

/// Walks the certificate and writes it.
///
/// # Errors
/// A sentence where there is none; nothing is then written.
pub fn run(options: &Estimate, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    if options.facts.is_some() {
        let what =
            "--facts belongs to `onrecord audit estimate`: a certificate is not changed by the rulebook.";
        return Err(Stopped::Usage(what.into()));
    }
    let marked = Marked::open(options)?;
    let found = certificate(&marked.subject()).map_err(|why| refuse("plan.json", why))?;
    let face = face(&marked, &found);
    let measures = [verdict_measure(&found), anytime_measure(&found)];
    let result = json(&marked, &found, &face)?;
    let mut folder = OutputFolder::prepare(&options.out)?;
    let text = exchange::figures::text(&figures("certify", options, &marked, &measures))?;
    folder.file("figures.json", |mut file| file.write_all(text.as_bytes()))?;
    let rule = &marked.drawn.audit.protocol.certificate;
    let first = sentence(&found, rule.at_least, rule.risk, rule.most);
    let frame = &marked.drawn.audit.frame;
    let refs: Vec<String> = found
        .steps
        .iter()
        .map(|step| frame.get(step.line).map_or_else(String::new, |line| line.id.clone()))
        .collect();
    let page = page::certificate(&marked.facts(), &found, &first, &face, &refs)?;
    folder.file("report.html", |mut file| file.write_all(page.as_bytes()))?;
    folder.file("certificate.json", |mut file| file.write_all(result.as_bytes()))?;
    folder.file("certificate.txt", |mut file| file.write_all(face.as_bytes()))?;
    folder.file("path.csv", |file| path(file, &marked, &found))?;
    folder.publish()?;
    match options.format {
        Format::Json => out.write_all(result.as_bytes())?,
        Format::Text => {
            writeln!(out, "{face}\nPath, step by step: {}", options.out.join("path.csv").display())?
        }
    }
    Ok(Outcome::Done)
}

/// The figures that marks give, for a replay.
///
/// # Errors
/// As [`run`].
pub(super) fn figures_of(options: &Estimate) -> Result<oversight::figure::Figures, Stopped> {
    let marked = Marked::open(options)?;
    let found = certificate(&marked.subject()).map_err(|why| refuse("plan.json", why))?;
    Ok(figures("certify", options, &marked, &[verdict_measure(&found), anytime_measure(&found)]))
}

/// The bytes of path.csv that marks give, for a replay.
///
/// # Errors
/// As [`run`].
pub(super) fn path_text(options: &Estimate) -> Result<Vec<u8>, Stopped> {
    let marked = Marked::open(options)?;
    let found = certificate(&marked.subject()).map_err(|why| refuse("plan.json", why))?;
    let mut bytes = Vec::new();
    path(&mut bytes, &marked, &found)?;
    Ok(bytes)
}

/// The face of the certificate.
pub(super) fn face(marked: &Marked, found: &Certificate) -> String {
    let protocol = &marked.drawn.audit.protocol;
    let (asked, rule) = (&protocol.asked, &protocol.certificate);
    let excludes = match protocol.frame.routes_out.as_slice() {
        [] => "nothing that is known".to_owned(),
        routes => routes.join("; "),
    };
    let broken = match &found.cap_broken {
        None => "None broke.".to_owned(),
        Some((at, id, owed, cap)) => format!("Number {at}, {id}, owes {owed} and its cap was {cap}."),
    };
    let mut lines = vec![
        sentence(found, rule.at_least, rule.risk, rule.most),
        String::new(),
        format!(
            "Internal audit by {}; frame excludes {excludes}; {} is the body's own test level; not an inspectorate judgment.",
            asked.by,
            level(rule.at_least)
        ),
        String::new(),
        format!(
            "{}: reports by {}, {} to {}; rules of edition {}.",
            asked.body,
            protocol.frame.routes_in.join(", "),
            asked.first_day,
            asked.last_day,
            asked.edition
        ),
        format!(
            "{} incidents adjudicated in key order of a frame of {}; budget for misses and errors {:.2} crimes.",
            grouped(found.settled as i64),
            grouped(marked.drawn.audit.frame.len() as i64),
            found.budget
        ),
        format!(
            "Both one-sided tests, each at risk {}: p of certifying {}, p of refuting {}.",
            percent(rule.risk),
            p(found.p.0),
            p(found.p.1)
        ),
        format!(
            "Recording rate, interval that holds wherever the audit stops: {}.",
            worded(&anytime_measure(found))
        ),
        format!("Caps: {}. {broken}", protocol.caps.source),
        format!(
            "Plan {}; frame {}; seed {}.",
            marked.drawn.audit.plan_digest, marked.drawn.draw.frame_root, marked.drawn.draw.seed
        ),
    ];
    if let Some((at, id, why)) = &found.gap {
        lines.push(format!("The path is blocked at number {at} of the list, {id}: {why}. {} incidents beyond it are adjudicated and wait for it.", found.beyond));
    }
    if found.n_single > 0 {
        lines.push(format!("{} of the incidents rest on a single mark, by the plan; an error of the marker is not in the risk.", found.n_single));
    }
    lines.join("\n") + "\n"
}

/// What it says, in one sentence.
pub(super) fn sentence(found: &Certificate, at_least: f64, risk: f64, most: u64) -> String {
    let (level, risk) = (level(at_least), percent(risk));
    let at = found.at_draw.map_or_else(String::new, |at| format!(" at incident {}", grouped(at as i64)));
    match found.verdict {
        Verdict::Certified => {
            format!("CERTIFIED{at}: the recording rate is at least {level}, at risk {risk}.")
        }
        Verdict::CertifiedOutright => format!(
            "CERTIFIED OUTRIGHT{at}: the recording rate is at least {level}, whatever the incidents left hold."
        ),
        Verdict::Refuted => format!("REFUTED{at}: the recording rate is below {level}, at risk {risk}."),
        Verdict::RefutedOutright => format!(
            "REFUTED OUTRIGHT{at}: the recording rate is below {level}, whatever the incidents left hold."
        ),
        Verdict::CapBroken => format!(
            "CAP BROKEN{at}: an incident owed more than its cap, so all wealth so far is void. Raise the caps of its class and begin anew: a new plan, a new seed."
        ),
        Verdict::Open if found.is_spent => format!(
            "UNDECIDED: the plan stops after {} incidents, and neither side is shown at {level}. That is a result.",
            grouped(most as i64)
        ),
        Verdict::Open => format!(
            "OPEN: neither side is shown yet at {level}. The audit may go on, in the order of the list, and be read after every ruling."
        ),
    }
}

fn level(share: f64) -> String {
    let text = percent(share);
    text.strip_suffix(".0%").map_or(text.clone(), |whole| format!("{whole}%"))
}

fn p(value: f64) -> String {
    if value < 0.0001 { "below 0.0001".into() } else { format!("{value:.4}") }
}

fn verdict_measure(found: &Certificate) -> Measure {
    let share = |answer: Answer, name: &str, label: &str, definition| Measure {
        name: name.into(),
        label: label.into(),
        definition,
        counted: Counted::Share,
        answer,
    };
    let why = format!("the certificate is a verdict and no rate: {}", found.verdict.name());
    share(
        Err(why),
        "certified.overall",
        "Certificate",
        "both one-sided sequential tests of the recording rate against the level of the plan",
    )
}

fn anytime_measure(found: &Certificate) -> Measure {
    Measure {
        name: "recording_rate_anytime.overall".into(),
        label: "Recording rate, interval that holds wherever the audit stops".into(),
        definition: "the recording rates that neither side of the sequential test rejects; the middle of the interval is no estimate",
        counted: Counted::Share,
        answer: found.anytime.clone(),
    }
}

fn json(marked: &Marked, found: &Certificate, face: &str) -> Result<String, Stopped> {
    let protocol = &marked.drawn.audit.protocol;
    let value = serde_json::json!({
        "version": 1,
        "program": format!("onrecord {}", env!("CARGO_PKG_VERSION")),
        "verdict": found.verdict.name(),
        "at_draw": found.at_draw,
        "at_least": protocol.certificate.at_least,
        "risk_of_each_side": protocol.certificate.risk,
        "adjudicated_in_order": found.settled,
        "stopped_by_the_plan": found.is_spent,
        "p_certify": found.p.0,
        "p_refute": found.p.1,
        "budget_crimes": found.budget,
        "anytime": found.anytime.as_ref().ok().and_then(|found| found.ends).map(|(low, high)| [low, high]),
        "blocked_at": found.gap.as_ref().map(|(at, id, why)| serde_json::json!({ "order": at, "incident_ref": id, "lacks": why })),
        "waiting_beyond": found.beyond,
        "cap_broken": found.cap_broken.as_ref().map(|(at, id, owed, cap)| serde_json::json!({ "order": at, "incident_ref": id, "owed": owed, "cap": cap })),
        "on_a_single_mark": found.n_single,
        "face": face,
        "plan": marked.drawn.audit.plan_digest,
        "seed": marked.drawn.draw.seed,
        "files": marked.sources.iter().map(|one| serde_json::json!({ "name": one.name, "sha256": one.sha256 })).collect::<Vec<_>>(),
    });
    Ok(exchange::audit::plan::json(&value)?)
}

/// Every step of the path: with frame and order, the whole is re-derived by hand.
fn path(file: impl Write, marked: &Marked, found: &Certificate) -> io::Result<()> {
    let header = [
        "order",
        "incident_ref",
        "size",
        "sizes_left",
        "recorded",
        "cap",
        "owed",
        "budget_left",
        "loss_scaled",
        "largest_loss",
        "log_wealth_certify",
        "log_wealth_refute",
    ];
    let mut csv = CsvWriter::new(file, &header)?;
    for step in &found.steps {
        let Some(line) = marked.drawn.audit.frame.get(step.line) else { continue };
        csv.row(&[
            step.order.to_string(),
            line.id.clone(),
            line.size.to_string(),
            step.sizes_left.to_string(),
            line.recorded.to_string(),
            line.cap.to_string(),
            step.owed.map_or_else(|| "unreviewable".into(), |owed| owed.to_string()),
            format!("{:.6}", step.step.budget),
            format!("{:.6}", step.step.loss),
            format!("{:.6}", step.step.largest),
            format!("{:.9}", step.step.log_certify),
            format!("{:.9}", step.step.log_refute),
        ])?;
    }
    csv.finish()
}
