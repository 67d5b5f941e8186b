use super::*;
use crate::certificate::Line;
use crate::estimate::RaceDraw;
use alloc::vec;

fn line(recorded: f64, cap: f64, size: f64) -> Line {
    Line { recorded, cap, size }
}

fn draw(line: Line, missed: f64, wrong: f64) -> RaceDraw {
    let found = Found { missed, wrong, moved_in: 0.0, in_group: true };
    RaceDraw { line, recorded_in_group: line.recorded, found: Some(found) }
}

/// 1,000 incidents with a crime each, one in twenty drawn misses another: A = 1 / 1.05.
fn plain(n: usize, one_in: usize) -> RaceStratum {
    let frame = vec![line(1.0, 2.0, 1.0); 1_000];
    let draws =
        (0..n).map(|at| draw(frame[0], f64::from(u8::from(at % one_in == one_in / 2)), 0.0)).collect();
    RaceStratum::whole(&frame, draws)
}

#[test]
fn a_rate_has_its_totals_and_its_interval() {
    let got = rate(&[plain(400, 20)], 0.05).unwrap();
    assert!((got.accuracy - 1.0 / 1.05).abs() < 0.002, "{}", got.accuracy);
    assert_eq!((got.n, got.df, got.n_with_a_miss, got.recorded), (400, 399, 20, 1_000.0));
    assert!((got.missed.estimate - 50.0).abs() < 2.0);
    let published = got.published.unwrap();
    assert_eq!(published.method, "Korn-Graubard 95%");
    assert!(got.doubts.is_empty() && published.low < got.accuracy && got.accuracy < published.high);
}

#[test]
fn no_miss_never_prints_a_hundred_without_width() {
    let got = rate(&[plain(60, 2_000)], 0.05).unwrap();
    assert_eq!(got.accuracy, 1.0);
    assert_eq!(got.doubts, [Doubt::NoMissFound, Doubt::FewMisses]);
    let published = got.published.unwrap();
    assert_eq!(published.method, "exact zero-count hypergeometric 95%");
    assert!((0.93..0.96).contains(&published.low) && published.high == 1.0, "{published:?}");
    // Uneven sizes: the betting bound instead.
    let mut frame = vec![line(1.0, 2.0, 1.0); 500];
    frame.extend(vec![line(0.0, 1.0, 3.0); 500]);
    let draws = frame[470..560].iter().map(|line| draw(*line, 0.0, 0.0)).collect();
    let got = rate(&[RaceStratum::whole(&frame, draws)], 0.05).unwrap();
    let published = got.published.unwrap();
    assert_eq!(published.method, "anytime-valid betting 95%");
    assert!(published.low < 0.97 && published.low > 0.5, "{published:?}");
}

#[test]
fn few_misses_are_marked_and_get_the_exact_interval() {
    let got = rate(&[plain(150, 20)], 0.05).unwrap();
    assert_eq!(got.doubts, [Doubt::FewMisses]);
    let (published, ordinary) = (got.published.unwrap(), got.korn_graubard.unwrap().interval);
    assert_eq!(published.method, "anytime-valid betting 95%");
    assert!(published.low < ordinary.low, "{published:?} {ordinary:?}");
}

/// Half of the frame is a twentieth as likely to be drawn, and nothing of it was: the misses found are many and all
/// of one weight, and say nothing of what the other half hides.
#[test]
fn a_sample_too_small_to_see_where_the_sizes_do_not_look_is_marked_and_wider() {
    let mut frame = vec![line(1.0, 2.0, 20.0); 500];
    frame.extend(vec![line(1.0, 2.0, 1.0); 500]);
    let draws = (0..60).map(|at| draw(frame[at], f64::from(u8::from(at % 4 == 1)), 0.0)).collect();
    let got = rate(&[RaceStratum::whole(&frame, draws)], 0.05).unwrap();
    assert_eq!(got.doubts, [Doubt::LeansOnSizes]);
    let (published, ordinary) = (got.published.unwrap(), got.korn_graubard.unwrap().interval);
    assert_eq!(published.method, "weighted rare events (Fay-Feuer) 95%");
    assert!(got.exact.is_none() && published.low < ordinary.low, "{published:?} {ordinary:?}");
    // As many again missed where nothing was drawn: 125 + 125 of 1,250 owed.
    assert!(published.low < 0.80 && published.low > 0.2, "{published:?}");
}

/// Many light misses and one that weighs as much as all of them.
#[test]
fn one_heavy_miss_among_many_light_ones_is_marked() {
    let mut frame = vec![line(1.0, 2.0, 20.0); 500];
    frame.extend(vec![line(1.0, 2.0, 1.0); 500]);
    let mut draws: Vec<RaceDraw> =
        (0..300).map(|at| draw(frame[at], f64::from(u8::from(at % 20 == 1)), 0.0)).collect();
    draws.push(draw(frame[700], 1.0, 0.0));
    let got = rate(&[RaceStratum::whole(&frame, draws)], 0.05).unwrap();
    assert!(got.n_with_a_miss == 16 && got.n_misses_by_weight < 10.0, "{}", got.n_misses_by_weight);
    assert!(got.doubts.contains(&Doubt::FewByWeight) && !got.doubts.contains(&Doubt::FewMisses));
    assert_eq!(got.published.unwrap().method, "weighted rare events (Fay-Feuer) 95%");
}

#[test]
fn a_census_is_exact() {
    let frame = vec![line(1.0, 2.0, 1.0); 5];
    let draws = (0..5).map(|at| draw(frame[0], f64::from(u8::from(at == 3)), 0.0)).collect();
    let got = rate(&[RaceStratum::whole(&frame, draws)], 0.05).unwrap();
    assert!((got.accuracy - 5.0 / 6.0).abs() < 1e-15);
    assert_eq!(got.published.unwrap().method, "every incident reviewed");
}

#[test]
fn strata_add_up_and_one_with_too_few_is_not_estimable() {
    let got = rate(&[plain(400, 20), plain(300, 10)], 0.05).unwrap();
    assert_eq!((got.n, got.df, got.recorded), (700, 698, 2_000.0));
    assert!((got.accuracy - 2.0 / 2.15).abs() < 0.01);
    assert_eq!(rate(&[plain(400, 20), plain(1, 10)], 0.05), Err(EstimateFault::TooFew(2)));
    let none = rate(&[plain(50, 2_000), plain(50, 2_000)], 0.05).unwrap();
    assert_eq!(none.published.unwrap().method, "exact betting bounds of totals 95%");
    let nothing = vec![line(0.0, 2.0, 1.0); 50];
    let draws = (0..10).map(|_| draw(nothing[0], 0.0, 0.0)).collect();
    assert_eq!(rate(&[RaceStratum::whole(&nothing, draws)], 0.05), Err(EstimateFault::NothingOwed));
}

#[test]
fn what_cannot_be_reviewed_is_left_out_with_its_best_and_worst() {
    let mut stratum = plain(400, 20);
    for at in [3, 90, 200] {
        stratum.draws[at].found = None;
    }
    let got = rate(&[stratum], 0.05).unwrap();
    assert_eq!((got.n, got.n_unreviewable, got.recorded), (397, 3, 997.0));
    let (worst, best) = got.if_unreviewable.unwrap();
    assert!(worst < got.accuracy && got.accuracy < best, "{worst} {} {best}", got.accuracy);
}

#[test]
fn a_broken_cap_leaves_no_exact_bound() {
    let frame = vec![line(1.0, 1.0, 1.0); 100];
    let draws = (0..50).map(|at| draw(frame[0], f64::from(u8::from(at == 3)), 0.0)).collect();
    let got = rate(&[RaceStratum::whole(&frame, draws)], 0.05).unwrap();
    assert!(got.doubts.contains(&Doubt::CapBroken) && got.exact.is_none() && got.published.is_some());
}

/// A group: recorded under it is known, what moved in and out and what was missed is sampled.
#[test]
fn a_group_carries_the_crimes_that_moved() {
    let frame: Vec<(Line, f64)> =
        (0..2_000).map(|n| (line(1.0, 2.0, 1.0), f64::from(u8::from(n % 2 == 0)))).collect();
    let draws = (0..800)
        .map(|n| {
            let is_group = n % 2 == 0;
            // Of the group one in forty belongs elsewhere, one in twenty hides another; of the rest one in
            // forty belongs here.
            let found = Found {
                missed: f64::from(u8::from(is_group && n % 40 == 8)),
                wrong: f64::from(u8::from(is_group && n % 80 == 12)),
                moved_in: f64::from(u8::from(!is_group && n % 80 == 33)),
                in_group: is_group || n % 80 == 33,
            };
            let recorded_in_group = f64::from(u8::from(is_group));
            RaceDraw { line: frame[0].0, recorded_in_group, found: Some(found) }
        })
        .collect();
    let stratum = RaceStratum::group(frame.iter().copied(), draws);
    assert_eq!((stratum.recorded, stratum.most_moved_in, stratum.most_missed), (1_000.0, 1_000.0, 2_000.0));
    let got = rate(&[stratum], 0.05).unwrap();
    let (right, missed) = (1_000.0 - 25.0 + 25.0, 50.0);
    assert!((got.accuracy - right / (right + missed)).abs() < 0.005, "{}", got.accuracy);
    assert_eq!(got.n_in_group, 410);
    assert!(got.doubts.is_empty() && got.variance > 0.0);
}

/// With everything ruled the two-phase estimate is the plain one; with a part ruled it is about it, wider.
#[test]
fn two_phases_meet_one_when_all_is_ruled() {
    use crate::estimate::{TwoPhaseDraw, two_phase};
    let stratum = plain(400, 20);
    let marks = |share: usize| {
        let of = |(at, draw): (usize, &RaceDraw)| {
            let ruled = draw.found.unwrap();
            // The first marker overlooks every second miss.
            let single = Found { missed: ruled.missed * f64::from(u8::from(at % 40 == 10)), ..ruled };
            (*draw, TwoPhaseDraw { single, ruled: (at % share == 0).then_some(ruled) })
        };
        stratum.draws.iter().enumerate().map(of).collect::<Vec<_>>()
    };
    let plain = rate(std_slice(&stratum), 0.05).unwrap();
    let all = two_phase(&[(stratum.clone(), marks(1))], 0.05).unwrap();
    assert!((all.accuracy - plain.accuracy).abs() < 1e-12);
    assert!((all.variance / plain.variance - 1.0).abs() < 1e-9);
    let third = two_phase(&[(stratum.clone(), marks(3))], 0.05).unwrap();
    assert!((third.accuracy - plain.accuracy).abs() < 0.02 && third.variance > plain.variance);
    assert_eq!(third.df, 133);
}

fn std_slice(stratum: &RaceStratum) -> &[RaceStratum] {
    core::slice::from_ref(stratum)
}

#[test]
fn two_phase_mean_by_hand() {
    use crate::estimate::two_phase_mean;
    let (value, variance) = two_phase_mean(&[0.0, 1.0, 0.0, 1.0], &[(1.0, 0.0), (1.0, 1.0)]).unwrap();
    assert!((value - 1.0).abs() < 1e-15);
    assert!((variance - 0.5 * (0.5 - 0.25)).abs() < 1e-15, "no spread of the ruled, 1/2 of the change");
    assert_eq!(two_phase_mean(&[1.0], &[(1.0, 1.0)]), None);
}
