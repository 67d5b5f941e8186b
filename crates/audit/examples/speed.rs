//! `cargo run --release -p audit --example speed`: how long the audit's mathematics takes, against what it
//! may (issue 7). Prints; asserts nothing.

use std::time::Instant;

use audit::certificate::{Draw, Finding, Line, Rules, path};
use audit::draw::{FrameLine, Race, draw};
use audit::estimate::{Found, RaceDraw, RaceStratum, rate};

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
    let _ = timed("estimate of 1,000 marks with 12 groups on 60,000 incidents", "200 ms", || {
        estimate(&lines, &draws[..1_000])
    });
    let _ = timed("the same where every interval is in doubt and exact", "200 ms", || {
        estimate(&lines, &draws[..60])
    });
}

/// The whole, and twelve groups by turns.
fn estimate(lines: &[Line], draws: &[Draw]) -> f64 {
    let drawn = |group: Option<usize>| {
        let one = |draw: &Draw| {
            let Finding::Counted { missed, .. } = draw.finding else { return None };
            let inside = group.is_none_or(|group| draw.line % 12 == group);
            let missed = if inside { missed as f64 } else { 0.0 };
            let line = lines[draw.line];
            let recorded_in_group = if inside { line.recorded } else { 0.0 };
            let found = Found { missed, wrong: 0.0, moved_in: 0.0, in_group: inside };
            Some(RaceDraw { line, recorded_in_group, found: Some(found) })
        };
        draws.iter().filter_map(one).collect::<Vec<_>>()
    };
    let of = |stratum: RaceStratum| rate(&[stratum], 0.05).map_or(0.0, |rate| rate.accuracy);
    let group = |group: usize| {
        let recorded =
            move |(at, line): (usize, &Line)| (*line, if at % 12 == group { line.recorded } else { 0.0 });
        of(RaceStratum::group(lines.iter().enumerate().map(recorded), drawn(Some(group))))
    };
    of(RaceStratum::whole(lines, drawn(None))) + (0..12).map(group).sum::<f64>()
}
