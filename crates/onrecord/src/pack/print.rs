//! What the publication check prints.

use std::io::{self, Write};

use oversight::publication::{Checked, Found, Severity};
use serde_json::{Value, json};

/// For people: findings first, then claims in words, then every number with its label.
pub fn text(out: &mut dyn Write, file: &str, checked: &Checked) -> io::Result<()> {
    let count = |severity| checked.with(severity).count();
    let (wrong, unbound, advice) =
        (count(Severity::Wrong), count(Severity::Unbound), count(Severity::Advice));
    let n = checked.numbers.len();
    writeln!(out, "{file}: {n} numbers; {wrong} wrong, {unbound} unbound, {advice} with advice.")?;
    for severity in [Severity::Wrong, Severity::Unbound, Severity::Advice] {
        for found in checked.with(severity) {
            finding(out, found)?;
        }
    }
    if !checked.assertions.is_empty() {
        writeln!(out, "\nClaims in words, and what would show them:")?;
        for claim in &checked.assertions {
            writeln!(out, "  line {}: \"{}\"\n    shown by: {}", claim.line, claim.words, claim.shown_by)?;
        }
    }
    if n > 0 {
        writeln!(out, "\nEvery number:")?;
    }
    for found in &checked.numbers {
        let source = found.source.as_deref().map(|source| format!(" ({source})")).unwrap_or_default();
        writeln!(out, "  line {}: \"{}\" {}{source}", found.line, found.text, found.word())?;
    }
    writeln!(
        out,
        "\n{}",
        if wrong == 0 {
            "No number is shown to be wrong."
        } else {
            "Do not publish this draft as it stands."
        }
    )
}

fn finding(out: &mut dyn Write, found: &Found) -> io::Result<()> {
    writeln!(out, "\n{} line {}: \"{}\"", found.word().to_uppercase(), found.line, found.text)?;
    writeln!(out, "  in: {}", found.sentence)?;
    for remark in &found.remarks {
        writeln!(out, "  {}: {}.\n  do: {}", remark.rule.name(), sentence(&remark.reason), remark.advice)?;
    }
    Ok(())
}

fn sentence(reason: &str) -> &str {
    reason.trim_end_matches('.')
}

/// For programs.
pub fn json(out: &mut dyn Write, file: &str, checked: &Checked) -> io::Result<()> {
    let numbers: Vec<Value> = checked.numbers.iter().map(number).collect();
    let claims: Vec<Value> = checked
        .assertions
        .iter()
        .map(|claim| json!({"line": claim.line, "words": claim.words, "sentence": claim.sentence, "shown_by": claim.shown_by}))
        .collect();
    let count = |severity| checked.with(severity).count();
    let document = json!({
        "draft": file,
        "wrong": count(Severity::Wrong),
        "unbound": count(Severity::Unbound),
        "advice": count(Severity::Advice),
        "numbers": numbers,
        "claims_in_words": claims,
    });
    writeln!(out, "{}", serde_json::to_string_pretty(&document).map_err(io::Error::other)?)
}

fn number(found: &Found) -> Value {
    let findings: Vec<Value> = found
        .remarks
        .iter()
        .map(|remark| json!({"rule": remark.rule.name(), "reason": remark.reason, "do": remark.advice}))
        .collect();
    json!({
        "line": found.line,
        "text": found.text,
        "label": found.word(),
        "source": found.source,
        "sentence": found.sentence,
        "findings": findings,
    })
}
