//! `cargo run --release -p triage --example ranking [SEED] [INCIDENTS]`: recall of planted missed
//! crimes at 5, 10 and 20% of the unlinked incidents of a synthetic force, with n, by cause.

#[path = "../tests/measure/mod.rs"]
mod measure;

use measure::Measure;
use synth::force::{Cause, Options, force};

const SHARES: [f64; 3] = [0.05, 0.10, 0.20];

fn main() {
    let argument = |at: usize| std::env::args().nth(at).and_then(|text| text.parse::<u64>().ok());
    let (seed, n_incidents) = (argument(1).unwrap_or(1), argument(2).unwrap_or(100_000));
    let world = force(&Options::borsetshire(seed, n_incidents as usize));
    let measure = Measure::of(&world);
    println!("seed {seed}, {} incidents, {} with no crime linked", world.incidents.len(), measure.n_unlinked);
    println!("{} of them ranked; {} planted misses among them", measure.n_ranked, measure.misses.len());
    println!("({} more misses have another crime linked and are not looked for)", measure.n_linked_misses);
    println!("{:<30} {:>6} {:>8} {:>8} {:>8}", "cause", "n", "at 5%", "at 10%", "at 20%");
    print_row("all", &measure, None);
    for cause in Cause::ALL {
        print_row(cause.name(), &measure, Some(cause));
    }
}

fn print_row(name: &str, measure: &Measure, cause: Option<Cause>) {
    let (_, n) = measure.found(1.0, cause);
    let shares = SHARES.map(|share| match measure.found(share, cause) {
        (_, 0) => "-".to_string(),
        (found, of) => format!("{:.3}", found as f64 / of as f64),
    });
    println!("{name:<30} {n:>6} {:>8} {:>8} {:>8}", shares[0], shares[1], shares[2]);
}
