use super::*;
use alloc::vec;

fn line(recorded: f64, cap: f64, size: f64) -> Line {
    Line { recorded, cap, size }
}

fn counted(line: usize, missed: u64, wrong: u64) -> Draw {
    Draw { line, finding: Finding::Counted { missed, wrong } }
}

/// With equal sizes, B = 1 and nothing missed, each draw multiplies every fraction's wealth by a known
/// factor, so the stopping draw follows from a sum of logarithms (methods, section 5 "Reduces to known
/// things").
#[test]
fn the_stopping_draw_with_no_loss_is_known_in_closed_form() {
    let frame = vec![line(1.0, 2.0, 1.0); 500];
    let rules = Rules { certify_fractions: vec![0.9], ..Rules::new(0.9, 0.05) };
    // B = 0.9 + 0.1 = 1; C stays 50; M_t = 500 - t + 1.
    let mut log_wealth = 0.0;
    let mut expected = 0;
    for t in 1..=500_u64 {
        let largest = (500 - t + 1) as f64;
        log_wealth += libm::log1p(0.9 * 0.9999 / (largest - 50.0) * 50.0);
        if log_wealth >= -libm::log(0.05) {
            expected = t;
            break;
        }
    }
    let draws: Vec<Draw> = (0..100).map(|n| counted(n, 0, 0)).collect();
    let got = path(&rules, &frame, &draws).unwrap();
    assert_eq!((got.verdict, got.at_draw), (Verdict::Certified, Some(expected)));
    assert!((got.steps[4].largest - 496.0).abs() < 1e-9 && got.budget > 49.999);
    assert_eq!(got.steps.len(), 100, "the path runs on");
}

#[test]
fn a_broken_cap_ends_the_path_and_says_so() {
    let frame = [line(1.0, 1.0, 2.0), line(0.0, 2.0, 3.0), line(0.0, 2.0, 3.0)];
    let got = path(&Rules::new(0.9, 0.05), &frame, &[counted(1, 0, 0), counted(0, 1, 0), counted(2, 0, 0)])
        .unwrap();
    assert_eq!((got.verdict, got.at_draw, got.steps.len()), (Verdict::CapBroken, Some(2), 1));
}

/// The incident nobody can open counts in full against certifying and not at all towards refuting.
#[test]
fn an_unreviewable_incident_counts_against_whichever_side_is_proven() {
    let frame = vec![line(1.0, 3.0, 1.0); 50];
    let rules = Rules::new(0.9, 0.05);
    let missing =
        path(&rules, &frame, &[Draw { line: 0, finding: Finding::Unreviewable }, counted(1, 0, 0)]).unwrap();
    let worst = path(&rules, &frame, &[counted(0, 2, 0), counted(1, 0, 0)]).unwrap();
    let best = path(&rules, &frame, &[counted(0, 0, 0), counted(1, 0, 0)]).unwrap();
    assert_eq!(missing.steps[1].log_certify, worst.steps[1].log_certify);
    assert_eq!(missing.steps[1].log_refute, best.steps[1].log_refute);
    assert_eq!(missing.steps[1].budget_refuting, best.steps[1].budget);
    assert_eq!(missing.steps[1].budget, worst.steps[1].budget);
}

#[test]
fn draws_that_are_not_of_the_race_are_refused() {
    let frame = [line(1.0, 1.0, 2.0), line(0.0, 2.0, 3.0)];
    let rules = Rules::new(0.9, 0.05);
    assert_eq!(path(&rules, &frame, &[counted(7, 0, 0)]), Err(PathFault::NoSuchLine(1)));
    assert_eq!(path(&rules, &frame, &[counted(1, 0, 0), counted(1, 0, 0)]), Err(PathFault::DrawnTwice(2)));
    assert_eq!(path(&rules, &[line(1.0, 1.0, 0.0)], &[]), Err(PathFault::BadLine(1)));
}

#[test]
fn the_whole_frame_decides_outright() {
    let frame = vec![line(1.0, 2.0, 1.0); 20];
    let rules = Rules::new(0.5, 1e-9);
    let good: Vec<Draw> = (0..20).map(|n| counted(n, 0, 0)).collect();
    assert_eq!(path(&rules, &frame, &good).unwrap().verdict, Verdict::CertifiedOutright);
    let poor: Vec<Draw> = (0..20).map(|n| counted(n, 1, 0)).collect();
    let strict = Rules::new(0.6, 1e-9);
    assert_eq!(path(&strict, &frame, &poor).unwrap().verdict, Verdict::RefutedOutright);
}

#[test]
fn the_anytime_interval_holds_the_rate_and_narrows() {
    // 2,000 incidents, one crime recorded each, one in twenty-five also misses one: A = 1 / 1.04.
    let frame = vec![line(1.0, 2.0, 1.0); 2_000];
    let caps = Caps::of(frame.iter().copied());
    let draws: Vec<(Line, Finding)> = (0..1_500)
        .map(|n| (line(1.0, 2.0, 1.0), Finding::Counted { missed: u64::from(n % 25 == 11), wrong: 0 }))
        .collect();
    let width = |n: usize| {
        let from = Anytime { recorded: 2_000.0, total_size: 2_000.0, caps: &caps, draws: &draws[..n] };
        let got = anytime(&from, 0.05).unwrap();
        assert!(got.low < 0.961 && 0.961 < got.high, "{n}: {got:?}");
        got.high - got.low
    };
    assert!(width(1_500) < width(400) && width(400) < width(50));
    let from = Anytime { recorded: 2_000.0, total_size: 2_000.0, caps: &caps, draws: &[] };
    let nothing = anytime(&from, 0.05).unwrap();
    assert_eq!((nothing.low, nothing.high), (0.0, 1.0));
}
