//! The audit on a small synthetic force: the short form of `make sim-audit`.

use onrecord::Outcome;
use onrecord::cli::Format;
use onrecord::simulate::{Length, Simulate, run};

fn simulate(only: &str) -> (Outcome, String) {
    let options = Simulate {
        length: Length::Short,
        only: Some(only.to_owned()),
        seed: 1,
        incidents: Some(1_200),
        report: None,
        format: Format::Text,
    };
    let mut printed = Vec::new();
    let outcome = run(&options, &mut printed).unwrap();
    (outcome, String::from_utf8(printed).unwrap())
}

/// Draws follow their law, certificates keep their risk: both hold at any size.
#[test]
fn draws_and_certificates_keep_their_promises() {
    for part in ["checks", "certificates"] {
        let (outcome, printed) = simulate(part);
        assert_eq!(outcome, Outcome::Done, "{printed}");
        assert!(printed.contains("yes"), "{printed}");
    }
}

/// Whatever the threads do.
#[test]
fn a_seed_fixes_the_report() {
    assert_eq!(simulate("checks").1, simulate("checks").1);
}
