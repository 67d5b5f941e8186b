//! docs/rulebook-coverage.md is made from the rules and the examples:
//! `UPDATE_COVERAGE=1 cargo test -p rulebook --test coverage` writes it anew. That each rule has its two
//! examples, and that they hold, is tested in `rules.rs`.

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
    let (used, pairs, left) = (used(), common::folder("rules"), common::left());
    let mut out = String::from(
        "# What of the recording rules is covered\n\nMade by `UPDATE_COVERAGE=1 cargo test -p rulebook --test coverage`; do not edit. A rule is *held by a pair* where an example upholds it (the answer rests on it) and facts near by violate it (the rule does not speak, or forbids, and the answer is another): `crates/rulebook/tests/rules/`. *Examples* counts the worked and further examples whose answers rest on it. A rule that no decision rests on is *left*, with the reason below. *Open* would be a rule with neither.\n\n",
    );
    let n_left = RULES.iter().filter(|rule| left.contains_key(rule.id)).count();
    let n_pairs = RULES.iter().filter(|rule| pairs.contains_key(rule.id)).count();
    let n_open = RULES.len() - n_pairs - n_left;
    let _ = writeln!(out, "{} rules: {n_pairs} held by a pair, {n_left} left, {n_open} open.\n", RULES.len());
    out.push_str("## Rules\n\n| rule | text and page | status | held by | examples | says |\n|---|---|---|---|---|---|\n");
    for rule in RULES {
        let status = match rule.status {
            RuleStatus::Verified => "verified",
            RuleStatus::Secondary => "secondary",
            RuleStatus::Interpretation => "our reading",
            RuleStatus::Unverified => "unverified",
        };
        let held = match (pairs.get(rule.id), left.contains_key(rule.id)) {
            (Some(pair), _) => pair["upholds"]["example"].as_str().unwrap_or("a pair of its own").to_owned(),
            (None, true) => "left".to_owned(),
            (None, false) => "open".to_owned(),
        };
        let examples = used.get(rule.id).map_or(0, Vec::len);
        let says = rule.says.replace('|', "/");
        let (id, source, page) = (rule.id, rule.source, rule.page);
        let _ = writeln!(out, "| {id} | {source} {page} | {status} | {held} | {examples} | {says} |");
    }
    out.push_str("\n## Rules left without an example\n\n| rule | why |\n|---|---|\n");
    for (id, reason) in &left {
        let _ = writeln!(out, "| {id} | {reason} |");
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
fn the_coverage_page_is_current() {
    let page = page();
    let path = testkit::root().join("docs/rulebook-coverage.md");
    if std::env::var_os("UPDATE_COVERAGE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let kept = testkit::text("docs/rulebook-coverage.md");
    let differs = page.lines().zip(kept.lines()).find(|(new, old)| new != old);
    let how = "run UPDATE_COVERAGE=1 cargo test -p rulebook --test coverage";
    assert!(differs.is_none(), "docs/rulebook-coverage.md is not current: {how}\n{differs:?}");
    assert_eq!(page.len(), kept.len(), "docs/rulebook-coverage.md is not current: {how}");
}
