//! `cargo run --release -p audit --example speed`: how long the audit's mathematics takes, against what it
//! may (issue 7). Prints; asserts nothing.

use std::collections::BTreeMap;
use std::time::Instant;

use audit::answers::{Subject, answers};
use audit::certificate::{Draw, Finding, Line, Rules, path};
use audit::draw::{FrameLine, Race, draw};
use audit::list::list;
use audit::marks::{Found, MarkLine, Stage};
use audit::population::{Caps, Report};
use audit::protocol::{
    Asked, CertificateRule, FrameStatement, Marking, Protocol, SampleRule, SizeRule, Sizes,
};
use audit::review::{Listed, review};

const SEED: &str = "20190308123456789012";

fn frame(n: u64) -> Vec<FrameLine> {
    let strata = ["violence", "sexual", "other", "domestic"];
    let line = |at: u64| FrameLine {
        id: format!("BOR-2026-{at:07}"),
        stratum: strata[(at % 4) as usize].into(),
        size: at * 7_919 % 3_000 + 1,
        cap: at % 3 + 1,
        recorded: at % 2,
    };
    (0..n).map(line).collect()
}

fn timed<T>(name: &str, may: &str, work: impl Fn() -> T) -> T {
    let mut best = f64::INFINITY;
    let mut result = work();
    for _ in 0..3 {
        let start = Instant::now();
        result = work();
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{name:<64} {:9.1} ms, best of 3 (may take {may})", 1_000.0 * best);
    result
}

fn main() {
    let million = frame(1_000_000);
    let _ = timed("order 1,000,000 incidents, digest of the frame and checks included", "1,000 ms", || {
        draw(&million, SEED)
    });
    let Ok(race) = Race::new(&million) else { return };
    let _ = timed("the first 1,000 of them, frame already digested", "-", || race.first(SEED, 1_000));
    let month = frame(60_000);
    let Ok(order) = draw(&month, SEED) else { return };
    let lines: Vec<Line> = month
        .iter()
        .map(|row| Line { recorded: row.recorded as f64, cap: row.cap as f64, size: row.size as f64 })
        .collect();
    let hides = |at: usize| u64::from(month[at].cap > month[at].recorded && at.is_multiple_of(40));
    let draws: Vec<Draw> = order
        .iter()
        .take(10_000)
        .map(|one| Draw { line: one.line, finding: Finding::Counted { missed: hides(one.line), wrong: 0 } })
        .collect();
    let _ = timed("certificate path of 10,000 marks on 60,000 incidents", "100 ms", || {
        path(&Rules::new(0.95, 0.05), &lines, &draws)
    });
    for (n, what) in [
        (1_000, "full estimate of 1,000 incidents marked twice"),
        (60, "the same of 60, every interval exact"),
    ] {
        estimate(&month, n, what);
    }
}

/// Everything `audit estimate` works out, on 60,000 incidents with 12 offence groups, 5 routes and 8 teams.
fn estimate(month: &[FrameLine], n: u64, what: &str) {
    let frame: Vec<FrameLine> = (0_u64..)
        .zip(month)
        .map(|(at, line)| FrameLine { stratum: format!("group {}", at % 12), ..line.clone() })
        .collect();
    let report = |(at, line): (u64, &FrameLine)| Report {
        id: line.id.clone(),
        stratum: line.stratum.clone(),
        recorded: line.recorded,
        cap: Some(line.cap),
        risk: Some(0.1),
        route: format!("route {}", at % 5),
        team: format!("team {}", at % 8),
        received_at: Some(at as i64 * 60),
        recorded_at: (0..line.recorded)
            .map(|crime| at as i64 * 60 + 3_600 * (crime as i64 + at as i64 % 40))
            .collect(),
        ..Report::default()
    };
    let reports: Vec<Report> = (0_u64..).zip(&frame).map(report).collect();
    let protocol = protocol(n);
    let Ok(race) = Race::new(&frame) else { return };
    let Ok(entries) = list(&race, SEED, &protocol.sample, n) else { return };
    let listed: Vec<Listed> = (1..)
        .zip(&entries)
        .map(|(position, entry)| Listed {
            id: frame[entry.line].id.clone(),
            position,
            recorded: frame[entry.line].recorded,
            cap: frame[entry.line].cap,
            is_double: true,
            single: entry.single,
        })
        .collect();
    let marks = marks(&listed, &frame, &entries.iter().map(|entry| entry.line).collect::<Vec<usize>>());
    let _ = timed(&format!("review of those {} lines of marks", marks.len()), "-", || {
        review(&listed, &[], &protocol.marking, &marks).is_ok()
    });
    let Ok(review) = review(&listed, &[], &protocol.marking, &marks) else { return };
    let subject = Subject {
        protocol: &protocol,
        frame: &frame,
        reports: &reports,
        entries: &entries,
        list: &listed,
        review: &review,
        planted: None,
    };
    let found = timed(what, "200 ms", || answers(&subject));
    println!("    {} groups and {} teams", found.groups.len(), found.teams.len());
}

/// Two marks of every incident that say the same; one in 25 that can hide a crime does.
fn marks(listed: &[Listed], frame: &[FrameLine], lines: &[usize]) -> Vec<MarkLine> {
    let mut marks = Vec::new();
    let line = |id: &str, marker: &str, stage, at, crime, class: &str| MarkLine {
        file: 0,
        line: 0,
        id: id.into(),
        marker: marker.into(),
        stage,
        at,
        order: None,
        crime,
        class: class.into(),
        domestic_abuse: None,
        found: Found::default(),
    };
    for (one, at) in listed.iter().zip(lines) {
        let owed = one.recorded + u64::from(one.cap > one.recorded && at.is_multiple_of(25));
        for marker in ["Ash", "Birch"] {
            if owed == 0 {
                marks.push(line(&one.id, marker, Stage::One, 1, 0, ""));
            }
            marks.extend(
                (1..=owed).map(|crime| line(&one.id, marker, Stage::One, 1, crime, &frame[*at].stratum)),
            );
        }
    }
    marks.push(line("all", "Rowan", Stage::Lock, 2, 0, ""));
    marks
}

fn protocol(n: u64) -> Protocol {
    Protocol {
        asked: Asked { n_days: 30, recorded_in_12_months: Some(300_000), ..Asked::default() },
        frame: FrameStatement { complete: true, ..FrameStatement::default() },
        caps: Caps { otherwise: 5, ..Caps::default() },
        sizes: Sizes {
            rule: SizeRule::Computed,
            eps: 0.7,
            planned_rate: 0.95,
            mean_square_missed: 1.5,
            wrongly_recorded: 0.01,
            model: "made up".into(),
        },
        sample: SampleRule { n, by_stratum: BTreeMap::new(), top_ups: BTreeMap::new(), double_marked: 1.0 },
        certificate: CertificateRule { at_least: 0.95, risk: 0.05, most: n },
        marking: Marking {
            markers: vec!["Ash".into(), "Birch".into()],
            registrar: "Rowan".into(),
            ..Marking::default()
        },
    }
}
