//! A first audit sample: how many are needed, the frame, and how anyone re-derives the order.

use maud::{Markup, html};

use super::not_in_this_extract;
use super::table::{cell, number, sentences, table, words};
use crate::report::summary::*;
use crate::report::words::{count, percent};

/// The section.
pub(super) fn section(summary: &Summary) -> Markup {
    html! {
        h2 id="sample" { "A first audit sample" }
        @match &summary.sample {
            Answer::Known(s) => (known(s)),
            answer => (not_in_this_extract(answer)),
        }
    }
}

fn known(s: &SampleEntry) -> Markup {
    html! {
        p { "Frame: " (count(s.frame)) " incidents. " (s.frame_statement) }
        (needed(s))
        (strata(s))
        p { "sample.csv lists " (count(s.listed)) " in order of audit: take them from the top, as many as are needed. Anyone can re-derive the order from the frame and the seed " code { (s.seed) } "; frame root " code { (s.frame_root) } "." }
        @if s.built_in_seed {
            p { strong { "This is the built-in seed, known to all: fit for a first look only." } " For an audit, publish the plan first, then take 20 digits from public dice and give them with --sample-seed." }
        }
    }
}

fn needed(s: &SampleEntry) -> Markup {
    let columns = [
        words("If the recording rate is near"),
        number("Incidents to audit"),
        sentences("Where that rate was published"),
    ];
    let row =
        |one: &NeededEntry| vec![cell(percent(one.rate)), cell(count(one.incidents)), cell(&one.source)];
    html! {
        (table("Incidents to audit for +/-2 points", &columns, s.needed.iter().map(row).collect()))
        p.note { "Rates assumed for planning, not measured here. Normal approximation with design effect 1.25 and " (s.crimes_per_incident) " crimes per incident, finite population correction (Cochran 1977, 4.1-4.2)." }
    }
}

fn strata(s: &SampleEntry) -> Markup {
    let columns = [words("Stratum"), number("Frame"), number("Listed")];
    let row = |one: &StratumEntry| vec![cell(&one.stratum), cell(count(one.frame)), cell(count(one.listed))];
    table("Frame and sample by kind", &columns, s.strata.iter().map(row).collect())
}
