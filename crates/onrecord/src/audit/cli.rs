//! The command line of `onrecord audit`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::Format;

/// A command of the audit.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Write the plan: question, frame, caps, sizes, stopping rule, protocol; digested before any seed
    #[command(
        after_help = "Example:\n  onrecord audit plan --draft audit.toml\n  onrecord audit plan --population population.csv --protocol audit.toml --planted sealed.csv --out audit"
    )]
    Plan(Plan),
    /// Draw the list of the plan from a public seed
    #[command(
        after_help = "Example:\n  onrecord audit draw --audit audit --seed 31415926535897932384 --seed-at 2026-10-06T11:00 --seed-source \"twenty ten-sided dice thrown at the board's public meeting\""
    )]
    Draw(Draw),
    /// Re-derive frame, sizes, order and result from the published files and say yes or no
    #[command(
        after_help = "Example:\n  onrecord audit replay --audit audit --population population.csv --protocol audit.toml --planted sealed.csv"
    )]
    Replay(Replay),
    /// Estimate from the marks: recording rate, unrecorded a year, groups, agreement, each with its interval
    #[command(
        after_help = "Example:\n  onrecord audit estimate --audit audit --marks ash.csv birch.csv rulings.csv --planted sealed.csv --out result"
    )]
    Estimate(Estimate),
    /// Certify or refute the plan's line from the marks, at its risk, valid wherever it stops
    #[command(
        after_help = "Example:\n  onrecord audit certify --audit audit --marks ash.csv birch.csv rulings.csv --out certificate"
    )]
    Certify(Estimate),
    /// Run a file of reference vectors against the mathematics; exit 1 where any fails
    #[command(after_help = "Example:\n  onrecord audit vectors stat-vectors.json")]
    Vectors(crate::vectors::Vectors),
    /// Try the audit on a synthetic force whose truth is known: coverage, risk, how many audits
    #[command(after_help = "Example:\n  onrecord audit simulate --length short --report simulation.md")]
    Simulate(crate::simulate::Simulate),
}

/// Options of `audit plan`.
#[derive(Debug, Args)]
pub struct Plan {
    /// The population: one line an incident (incident_ref, stratum, recorded, cap, risk, ...)
    #[arg(long, value_name = "FILE", required_unless_present = "draft")]
    pub population: Option<PathBuf>,
    /// The protocol, as --draft writes it
    #[arg(long, value_name = "FILE", required_unless_present = "draft")]
    pub protocol: Option<PathBuf>,
    /// The sealed file of planted logs; only its digest enters the plan
    #[arg(long, value_name = "FILE")]
    pub planted: Option<PathBuf>,
    /// Folder of the audit
    #[arg(long, value_name = "DIR", required_unless_present = "draft")]
    pub out: Option<PathBuf>,
    /// Write a protocol to fill in, and do nothing else
    #[arg(long, value_name = "FILE", conflicts_with_all = ["population", "protocol", "planted", "out"])]
    pub draft: Option<PathBuf>,
    /// Leave out how many to audit (planner.csv), which takes seconds on a large frame
    #[arg(long)]
    pub no_planner: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `audit draw`.
#[derive(Debug, Args)]
pub struct Draw {
    /// Folder of the audit, with its plan
    #[arg(long, value_name = "DIR")]
    pub audit: PathBuf,
    /// The seed: at least 20 digits from public dice
    #[arg(long, value_name = "DIGITS", required_unless_present = "parties")]
    pub seed: Option<String>,
    /// When it was thrown or revealed, like 2026-10-06T11:00; after the plan was written
    #[arg(long, value_name = "TIME")]
    pub seed_at: String,
    /// How it came about: who threw, where, who watched
    #[arg(long, value_name = "TEXT")]
    pub seed_source: String,
    /// Instead of a seed: bodies with their commitments and secrets (party, commitment, secret)
    #[arg(long, value_name = "FILE", conflicts_with = "seed")]
    pub parties: Option<PathBuf>,
    /// How many incidents [default: those of the plan]; a longer list begins with the shorter
    #[arg(long, value_name = "N")]
    pub n: Option<u64>,
    /// The population again, to be checked against the plan
    #[arg(long, value_name = "FILE")]
    pub population: Option<PathBuf>,
    /// The sealed file of planted logs, to hide them in the work list
    #[arg(long, value_name = "FILE")]
    pub planted: Option<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `audit replay`.
#[derive(Debug, Args)]
pub struct Replay {
    /// Folder of the audit
    #[arg(long, value_name = "DIR")]
    pub audit: PathBuf,
    /// The population, to re-derive caps and sizes from
    #[arg(long, value_name = "FILE")]
    pub population: Option<PathBuf>,
    /// The protocol, to compare with the plan's
    #[arg(long, value_name = "FILE")]
    pub protocol: Option<PathBuf>,
    /// The sealed file of planted logs, opened
    #[arg(long, value_name = "FILE")]
    pub planted: Option<PathBuf>,
    /// The marks, to re-derive a result from
    #[arg(long, num_args = 1.., value_name = "FILE", requires = "result")]
    pub marks: Vec<PathBuf>,
    /// Folder that `audit estimate` or `audit certify` wrote
    #[arg(long, value_name = "DIR", requires = "marks")]
    pub result: Option<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `audit estimate` and `audit certify`.
#[derive(Clone, Debug, Default, Args)]
pub struct Estimate {
    /// Folder of the audit, with its plan and draw
    #[arg(long, value_name = "DIR")]
    pub audit: PathBuf,
    /// Marks: stage 1, locks, rulings, stage 2, in one file or several
    #[arg(long, num_args = 1.., required = true, value_name = "FILE")]
    pub marks: Vec<PathBuf>,
    /// The sealed file of planted logs, opened at the end
    #[arg(long, value_name = "FILE")]
    pub planted: Option<PathBuf>,
    /// Folder of facts files, one an incident: rulings beside what the rulebook decides (estimate only)
    #[arg(long, value_name = "DIR")]
    pub facts: Option<PathBuf>,
    /// Folder for the result
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}
