//! docs/rulebook-coverage.md is made from the rules and the examples:
//! `UPDATE_COVERAGE=1 cargo test -p rulebook --test coverage` writes it anew.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rulebook::edition::{RULES, RuleStatus};
use rulebook::{Edition, Settings, decide_without_questions};

mod common;

/// Rule ids with the examples whose answers rest on them.
fn used() -> BTreeMap<&'static str, Vec<String>> {
    let mut used: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for (id, facts) in common::facts_of_examples() {
        let Ok(decision) = decide_without_questions(&facts, &Edition::newest(), &Settings::default()) else {
            continue;
        };
        for reason in &decision.reasons {
            used.entry(reason.rule).or_default().push(id.clone());
        }
    }
    used
}

fn pages(text: &str) -> impl Iterator<Item = u32> + use<'_> {
    text.split([',', ' ']).filter(|part| !part.is_empty()).flat_map(|part| {
        let mut ends = part.split('-').filter_map(|page| page.parse::<u32>().ok());
        let from = ends.next();
        let to = ends.next().or(from);
        from.zip(to).map(|(from, to)| from..=to).into_iter().flatten()
    })
}

fn page() -> String {
    let used = used();
    let mut out = String::from(
        "# What of the recording rules is covered\n\nMade by `UPDATE_COVERAGE=1 cargo test -p rulebook --test coverage`; do not edit. A rule is *used* where the answer to a worked or further example rests on it. *Open* rules are held with their page and date, and are read by people (`onrecord edition show`); no example's answer rests on them yet.\n\n",
    );
    let open: Vec<&str> = RULES.iter().map(|rule| rule.id).filter(|id| !used.contains_key(id)).collect();
    let _ = writeln!(out, "{} rules: {} used, {} open.\n", RULES.len(), RULES.len() - open.len(), open.len());
    out.push_str("## Rules\n\n| rule | text and page | status | examples | says |\n|---|---|---|---|---|\n");
    for rule in RULES {
        let status = match rule.status {
            RuleStatus::Verified => "verified",
            RuleStatus::Secondary => "secondary",
            RuleStatus::Interpretation => "our reading",
            RuleStatus::Unverified => "unverified",
        };
        let examples = used.get(rule.id).map_or_else(
            || "open".to_owned(),
            |ids| format!("{}: {}", ids.len(), ids.iter().take(2).cloned().collect::<Vec<_>>().join(", ")),
        );
        let says = rule.says.replace('|', "/");
        let _ =
            writeln!(out, "| {} | {} {} | {status} | {examples} | {says} |", rule.id, rule.source, rule.page);
    }
    out.push_str("\n## Pages of the Crime Recording Rules (98)\n\n");
    let held: BTreeSet<u32> =
        RULES.iter().filter(|rule| rule.source == "CRR").flat_map(|rule| pages(rule.page)).collect();
    let without: Vec<String> =
        (1..=98).filter(|page| !held.contains(page)).map(|page| page.to_string()).collect();
    let _ = writeln!(
        out,
        "A rule is held from {} of 98 pages. None from: {}. Pages 1 to 5 are title and contents; 23 and 24 list outcomes, held from the outcomes guidance; 32 and 33 describe violence against women and girls without a rule of recording.",
        held.len(),
        without.join(", ")
    );
    out
}

#[test]
fn every_rule_stands_in_the_coverage_page() {
    let page = page();
    let path = testkit::root().join("docs/rulebook-coverage.md");
    if std::env::var_os("UPDATE_COVERAGE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let kept = testkit::text("docs/rulebook-coverage.md");
    for rule in RULES {
        assert!(
            kept.contains(&format!("| {} |", rule.id)),
            "{} is not in docs/rulebook-coverage.md",
            rule.id
        );
    }
}
