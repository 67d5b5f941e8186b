//! `onrecord decide` and `onrecord edition`.

use std::io::{Read, Write};

use rulebook::decision::Decision;
use rulebook::edition::{RULES, RuleStatus};
use rulebook::{Edition, Facts, Refusal, Settings};

use crate::cli::{self, Format};
use crate::{Outcome, Stopped};

/// Longest facts read: a matter with hundreds of people fits many times over.
pub const MAX_FACTS_BYTES: usize = 4 * 1024 * 1024;

/// Runs `onrecord decide`.
///
/// # Errors
/// Facts that cannot be read, or contradict each other; an edition that is not held.
pub fn run(options: &cli::Decide, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    if options.schema {
        let text =
            serde_json::to_string_pretty(&rulebook::schema()).map_err(|e| Stopped::Usage(e.to_string()))?;
        writeln!(out, "{text}")?;
        return Ok(Outcome::Done);
    }
    let name = options.facts.as_deref().unwrap_or("-");
    let facts: Facts = serde_json::from_str(&text(name)?)
        .map_err(|error| Stopped::Usage(format!("{name}: {error}. See `onrecord decide --schema`.")))?;
    let edition = match &options.edition {
        Some(text) => {
            Edition::named(text).map_err(|reason| Stopped::Usage(format!("--edition: {reason}.")))?
        }
        None => Edition::newest(),
    };
    let decision = rulebook::decide(&facts, &edition, &Settings::default())
        .map_err(|refusals| refused(name, &refusals))?;
    match options.format {
        Format::Json => {
            let text = serde_json::to_string_pretty(&decision).map_err(|e| Stopped::Usage(e.to_string()))?;
            writeln!(out, "{text}")?;
        }
        Format::Text => print(&decision, options.explain, out)?,
    }
    Ok(Outcome::Done)
}

fn text(name: &str) -> Result<String, Stopped> {
    let fault = |error: std::io::Error| Stopped::Usage(format!("{name} could not be read ({error})."));
    let mut text = String::new();
    let limit = u64::try_from(MAX_FACTS_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    if name == "-" {
        std::io::stdin().lock().take(limit).read_to_string(&mut text).map_err(fault)?;
    } else {
        std::fs::File::open(name).map_err(fault)?.take(limit).read_to_string(&mut text).map_err(fault)?;
    }
    if text.len() > MAX_FACTS_BYTES {
        return Err(Stopped::Usage(format!("{name} is longer than {MAX_FACTS_BYTES} bytes.")));
    }
    Ok(text)
}

fn refused(name: &str, refusals: &[Refusal]) -> Stopped {
    let lines: Vec<String> = refusals.iter().map(|refusal| format!("  {refusal}")).collect();
    Stopped::Usage(format!("{name}: the facts cannot stand:\n{}", lines.join("\n")))
}

fn print(decision: &Decision, explain: bool, out: &mut dyn Write) -> Result<(), Stopped> {
    let value = serde_json::to_value(decision.result).map_err(|e| Stopped::Usage(e.to_string()))?;
    writeln!(out, "{}", value.as_str().unwrap_or_default().replace('_', " "))?;
    for crime in &decision.crimes {
        let code = crime.code.map(|code| format!(" {code}")).unwrap_or_default();
        let attempt = if crime.attempt { ", attempt" } else { "" };
        let force = crime.force.as_deref().map(|force| format!(", recorded by {force}")).unwrap_or_default();
        let offence = if code.is_empty() { "its code is not settled by the facts" } else { crime.offence };
        writeln!(out, "  {} x {}{code}{attempt}{force}: {offence}", crime.count, crime.class)?;
    }
    if let Some(code) = decision.n_code {
        writeln!(out, "  {} x {code}", decision.n_count.unwrap_or(1))?;
    }
    if let Some(cancel) = &decision.cancel {
        let may = if cancel.allowed { "may" } else { "may not" };
        writeln!(
            out,
            "  The record {may} be cancelled ({}); by {}",
            cancel.code.unwrap_or("no ground"),
            cancel.by
        )?;
    }
    for outcome in &decision.outcome {
        let class = outcome.class.as_deref().unwrap_or("the crime");
        match outcome.is {
            Some(is) => writeln!(out, "  {class}: outcome {is}")?,
            None => writeln!(out, "  {class}: may have {}", outcome.permitted.join(", "))?,
        }
        if !outcome.refused.is_empty() {
            writeln!(out, "  {class}: may not have {}", outcome.refused.join(", "))?;
        }
    }
    if let Some(category) = decision.category {
        writeln!(out, "  Category: {category}")?;
    }
    if !decision.qualifiers.is_empty() {
        writeln!(out, "  Flags and qualifiers: {}", decision.qualifiers.join("; "))?;
    }
    if let Some(force) = &decision.transfer_to {
        writeln!(out, "  Passed to: {force}")?;
    }
    if let Some(fraud) = decision.report_fraud {
        let local = if fraud.local_record { "recorded here" } else { "not recorded here" };
        writeln!(out, "  Report Fraud: {} ({local})", fraud.national_report)?;
    }
    for left in &decision.not_recorded {
        let class = left.class.map(|class| format!("{} x {class}", left.count));
        let code = left.code.map(|code| format!(" {code}")).unwrap_or_default();
        let what = class.map(|class| format!("{class}{code}: ")).unwrap_or_default();
        writeln!(out, "  Not recorded for itself: {what}{} [{}]", left.why, left.rule)?;
    }
    match decision.deadline_hours {
        Some(hours) => writeln!(out, "  Within {hours} hours of first receipt")?,
        None => writeln!(out, "  No clock runs")?,
    }
    writeln!(out, "  Decided at: {}", decision.stopped_at)?;
    for duty in &decision.duties {
        writeln!(out, "  Must: {} [{}]", duty.what, duty.rule)?;
    }
    for missing in &decision.missing {
        let first = if decision.ask_first.as_deref() == Some(missing.field.as_str()) {
            " (ask this first)"
        } else {
            ""
        };
        writeln!(out, "  Not known: {}{first} [{}]", missing.question, missing.field)?;
    }
    if decision.ask_registrar {
        writeln!(out, "  Ask the registrar before relying on this.")?;
    }
    if !decision.not_verified_for_the_day.is_empty() {
        let rules = decision.not_verified_for_the_day.join(", ");
        writeln!(out, "  Not verified for {}: {rules}", decision.rules_of)?;
    }
    if explain {
        writeln!(out, "Rules (edition {}):", decision.edition)?;
        for reason in &decision.reasons {
            let here = reason.here.as_deref().map(|here| format!(" Here: {here}.")).unwrap_or_default();
            let status = status(reason.status);
            writeln!(
                out,
                "  {} ({} {}, {status}): {}{here}",
                reason.rule, reason.source, reason.page, reason.says
            )?;
        }
    }
    Ok(())
}

fn status(status: RuleStatus) -> &'static str {
    match status {
        RuleStatus::Verified => "verified",
        RuleStatus::Secondary => "secondary",
        RuleStatus::Interpretation => "our reading",
        RuleStatus::Unverified => "unverified",
    }
}

/// Runs `onrecord edition`.
///
/// # Errors
/// An edition that is not held.
pub fn edition(command: &cli::EditionCommand, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let named = |text: &str| Edition::named(text).map_err(|reason| Stopped::Usage(format!("{reason}.")));
    match command {
        cli::EditionCommand::List => {
            writeln!(
                out,
                "2026-04  in force from 2026-04-01  {} rules held from the Home Office's text",
                RULES.len()
            )?;
            writeln!(
                out,
                "any day from 2002-04-01 is served by the dates of the rules; what could not be verified for it is said"
            )?;
        }
        cli::EditionCommand::Show { edition } => {
            let edition = named(edition.as_deref().unwrap_or("2026-04"))?;
            for rule in edition.rules() {
                let sure = if edition.verifies(rule) { "" } else { "  (not verified for this day)" };
                let status = status(rule.status);
                writeln!(out, "{:6} {} {} [{status}] {}{sure}", rule.id, rule.source, rule.page, rule.says)?;
            }
        }
        cli::EditionCommand::Diff { one, other } => {
            let (one, other) = (named(one)?, named(other)?);
            for rule in RULES {
                match (one.holds(rule), other.holds(rule)) {
                    (true, false) => writeln!(out, "- {:6} {}", rule.id, rule.says)?,
                    (false, true) => writeln!(out, "+ {:6} {}", rule.id, rule.says)?,
                    _ => {}
                }
            }
        }
    }
    Ok(Outcome::Done)
}
