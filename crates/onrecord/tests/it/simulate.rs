//! The audit on a small synthetic force, through its files: the short form of `make sim-audit`.

use onrecord::Outcome;
use onrecord::cli::Format;
use onrecord::simulate::{Length, Simulate, run};

fn simulate(only: &str, incidents: usize) -> (Outcome, String) {
    let options = Simulate {
        length: Length::Short,
        only: Some(only.to_owned()),
        seed: 1,
        incidents: Some(incidents),
        report: None,
        format: Format::Text,
    };
    let mut printed = Vec::new();
    let outcome = run(&options, &mut printed).unwrap();
    (outcome, String::from_utf8(printed).unwrap())
}

/// Draws follow their law, certificates keep their risk, the commands say what the runs read: all of it holds at
/// any size.
#[test]
fn draws_commands_and_certificates_keep_their_promises() {
    for part in ["checks", "commands", "certificates"] {
        let (outcome, printed) = simulate(part, 800);
        assert_eq!(outcome, Outcome::Done, "{printed}");
        assert!(printed.contains("yes"), "{printed}");
    }
}

/// Coverage within the noise of so few runs, on a frame so small that half of it is audited; a blind model and
/// markers who err are among it.
#[test]
fn estimates_cover_as_far_as_so_few_runs_can_tell() {
    let (outcome, printed) = simulate("estimates", 800);
    assert_eq!(outcome, Outcome::Done, "{printed}");
    for part in ["blind to", "one mark each", "two marks on all", "Korn-Graubard", "bias"] {
        assert!(printed.contains(part), "{part} is not in {printed}");
    }
}

/// The headline goes the same way at any size; its goals are those of a month and are not asked of 400 incidents.
#[test]
fn the_headline_is_measured_against_quotas_and_strata_in_the_same_run() {
    let (_, printed) = simulate("headline", 400);
    for part in [
        "fixed quotas 40/20/40",
        "proportional strata",
        "eps 0.3: ",
        "eps 0.7: ",
        "adversarial model",
        "class maximum 5",
        "caps defective in 20%",
        "refute, A = 83.",
        "[median <= 1100]",
    ] {
        assert!(printed.contains(part), "{part} is not in {printed}");
    }
}

/// Whatever the threads do.
#[test]
fn a_seed_fixes_the_report() {
    assert_eq!(simulate("certificates", 400).1, simulate("certificates", 400).1);
}
