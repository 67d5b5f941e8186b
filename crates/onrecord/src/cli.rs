//! The command line. docs/commands.md is held to it by a test.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use crate::pages::cli::{Demo, Serve};

/// Puts every report of crime on record, right the first time, and proves it.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, about, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Look at a file: columns, types, missing, date formats, likely meaning; draft a mapping
    #[command(
        after_help = "Example:\n  onrecord profile stormlogs-2026-09.csv\n  onrecord profile --draft storm.toml stormlogs-2026-09.csv"
    )]
    Profile(Profile),
    /// Check extracts: what was received, what is missing, what was late, what led to what, where to look
    #[command(
        after_help = "Example:\n  onrecord check --incidents incidents.csv --crimes crimes.csv --out checked\n  onrecord check --counts published.csv --mapping published.toml --fail-on alarm --out checked"
    )]
    Check(Check),
    /// Link incidents to crimes, with the reasons for each link
    #[command(
        after_help = "Example:\n  onrecord link --incidents calls.csv --crimes crimes.csv --mapping calls-crimes.toml --labels true_links.csv --out linked"
    )]
    Link(Link),
    /// Check a draft's numbers before it is published; make packs from figures; replay figures
    #[command(
        after_help = "Example:\n  onrecord pack --check letter.docx --figures checked/figures.json --quotations published.csv\n  onrecord pack --board --public --figures checked/figures.json --out packs\n  onrecord pack --replay checked/figures.json"
    )]
    Pack(crate::pack::cli::Pack),
    /// An audit from plain files: plan, draw, replay, estimate, certify
    #[command(subcommand)]
    Audit(crate::audit::cli::AuditCommand),
    /// Make a fictional force (Borsetshire Police), load it, and open its pages on this machine
    #[command(after_help = "Example:\n  onrecord demo --data demo --incidents 20000 --seed 7 --port 8080")]
    Demo(Demo),
    /// Open the pages on a force's database; the first time, set up the first administrator
    #[command(
        after_help = "Example:\n  onrecord serve --data force\n  onrecord serve --database-url postgres://onrecord_app@localhost/onrecord --https"
    )]
    Serve(Serve),
    /// Make a synthetic force's extracts with the planted truth beside them
    #[command(after_help = "Example:\n  onrecord synth --incidents 6000 --hard --seed 11 --out hard-set")]
    Synth(Synth),
    /// Lay extracts into the database: the same intake as check, sealed by one entry of the ledger
    #[command(
        after_help = "Example:\n  onrecord load --data force --source storm --mapping storm.toml stormlogs-2026-09.csv\n  onrecord load --data force --source demo incidents.csv crimes.csv people.csv"
    )]
    Load(Load),
    /// Re-derive the ledger, every sealed row and every commitment; exit 1 names the first bad entry
    #[command(after_help = "Example:\n  onrecord verify --data force")]
    Verify(Verify),
    /// Recompute the tables that pages read from the ledger, or compare them with it
    #[command(after_help = "Example:\n  onrecord rebuild --check --data force")]
    Rebuild(Rebuild),
    /// Make a database, or bring an earlier release's to this one
    #[command(
        after_help = "Example:\n  onrecord migrate --data force\n  onrecord migrate --database-url postgres://owner@localhost/onrecord --grant-to onrecord_app"
    )]
    Migrate(Migrate),
    /// Erase personal data, with approval; verify and rebuild still pass
    #[command(
        after_help = "Example:\n  onrecord erase --data force --source storm --reference ST-2026-000123 --request IG-77 --ground retention-review --asked-by u41 --approved-by u7 --dry-run\n  onrecord erase --data force --source niche --person-id P0042 --request IG-78 --ground right-to-erasure --asked-by u41 --approved-by u7"
    )]
    Erase(Erase),
    /// Give out a signed checkpoint of the ledger, or compare the ledger with one kept elsewhere
    #[command(
        after_help = "Example:\n  onrecord checkpoint export --data force --key /media/key/onrecord.key --new-key borsetshire.example/onrecord --out 2026-11-25.checkpoint\n  onrecord checkpoint compare --data force --public-key onrecord.key.pub 2026-11-25.checkpoint"
    )]
    Checkpoint {
        /// What to do
        #[command(subcommand)]
        command: CheckpointCommand,
    },
    /// Copy the whole database, while it goes on being written to
    #[command(after_help = "Example:\n  onrecord backup --data force --to /backup/2026-11-25")]
    Backup(Backup),
    /// Put a backup in place, once it has been verified; exit 1 where it is not good
    #[command(
        after_help = "Example:\n  onrecord restore --from /backup/2026-11-25 --data force-restored --checkpoint 2026-11-25.checkpoint"
    )]
    Restore(Restore),
    /// What an operator must know: disk, last verification, backup, checkpoints, clock
    #[command(after_help = "Example:\n  onrecord doctor --data force")]
    Doctor(Doctor),
    /// Decide what must be recorded: facts as JSON in, the answer with its rules out
    #[command(
        after_help = "Example:\n  onrecord decide --schema\n  onrecord decide --facts facts.json --explain\n  onrecord decide --facts - --format json < facts.json"
    )]
    Decide(Decide),
    /// The editions of the recording rules
    #[command(
        after_help = "Example:\n  onrecord edition list\n  onrecord edition show 2026-04\n  onrecord edition diff 2022-06-01 2026-04"
    )]
    Edition {
        /// What to show
        #[command(subcommand)]
        command: EditionCommand,
    },
}

/// Options of `decide`.
#[derive(Debug, Args)]
pub struct Decide {
    /// Facts as JSON, or - for standard input [default: -]
    #[arg(long, value_name = "FILE|-")]
    pub facts: Option<String>,
    /// Edition of the rules, or a day whose rules apply [default: the newest]
    #[arg(long, value_name = "EDITION")]
    pub edition: Option<String>,
    /// Print every rule that the answer rests on
    #[arg(long)]
    pub explain: bool,
    /// Print the JSON Schema of the facts, and nothing else
    #[arg(long, conflicts_with_all = ["facts", "edition", "explain"])]
    pub schema: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// What `edition` shows.
#[derive(Debug, Subcommand)]
pub enum EditionCommand {
    /// The editions held
    List,
    /// The rules of an edition, or of a day
    Show {
        /// Edition or day [default: the newest]
        #[arg(value_name = "EDITION")]
        edition: Option<String>,
    },
    /// What differs between two editions or days
    Diff {
        /// One edition or day
        #[arg(value_name = "ONE")]
        one: String,
        /// The other edition or day
        #[arg(value_name = "OTHER")]
        other: String,
    },
}

/// How a result is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// What makes a check answer "no" (exit 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// A completeness alarm.
    Alarm,
    /// A quarantined row.
    Quarantine,
}

/// Options of `profile`.
#[derive(Debug, Args)]
pub struct Profile {
    /// Files to look at
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Where to write the draft mapping [default: FILE's name with .mapping.toml, here]
    #[arg(long, value_name = "FILE")]
    pub draft: Option<PathBuf>,
    /// Write over a draft that is already there
    #[arg(long)]
    pub overwrite: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Extracts of incidents (logs)
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub incidents: Vec<PathBuf>,
    /// Extracts of recorded crimes
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub crimes: Vec<PathBuf>,
    /// Extracts of people named in either
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub people: Vec<PathBuf>,
    /// Published or counted figures by force, category and period
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub counts: Vec<PathBuf>,
    /// Mappings from a system's columns to the canonical ones; each file takes the first that fits
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub mapping: Vec<PathBuf>,
    /// Measure as at the end of this day, Europe/London [default: today]
    #[arg(long, value_name = "DATE")]
    pub as_at: Option<String>,
    /// Answer "no" (exit 1) when there is one of these
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    pub fail_on: Vec<FailOn>,
    /// Seed of the audit sample: at least 20 digits from public dice or agreed between two bodies
    #[arg(long, value_name = "DIGITS")]
    pub sample_seed: Option<String>,
    /// Print to standard error what each stage took: seconds, rows a second, peak memory
    #[arg(long)]
    pub timings: bool,
    /// Folder for the report and its files
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `link`.
#[derive(Debug, Args)]
pub struct Link {
    /// Extracts of incidents (logs)
    #[arg(long, num_args = 1.., required = true, value_name = "FILE")]
    pub incidents: Vec<PathBuf>,
    /// Extracts of recorded crimes
    #[arg(long, num_args = 1.., required = true, value_name = "FILE")]
    pub crimes: Vec<PathBuf>,
    /// Extracts of people named in either
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub people: Vec<PathBuf>,
    /// Mappings from a system's columns to the canonical ones
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub mapping: Vec<PathBuf>,
    /// True links (incident, crime) to measure against; never used to link
    #[arg(long, value_name = "FILE")]
    pub labels: Option<PathBuf>,
    /// Folder for the links and their reasons
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `synth`.
#[derive(Debug, Args)]
pub struct Synth {
    /// How many incidents
    #[arg(long, default_value_t = 20_000, value_name = "N")]
    pub incidents: usize,
    /// Seed of everything random
    #[arg(long, default_value_t = 7, value_name = "S")]
    pub seed: u64,
    /// The hard linkage set: no references, typing errors, missing fields, wrong places, hot spots
    #[arg(long)]
    pub hard: bool,
    /// A force-year: 365 days, logs of about 60 words, about 36 crimes to 100 incidents
    #[arg(long, conflicts_with = "hard")]
    pub force_year: bool,
    /// A practice audit beside the extracts: population.csv, audit.toml, sealed.csv
    #[arg(long, conflicts_with = "hard")]
    pub audit: bool,
    /// Instead of extracts: the marks of a practice audit that was drawn, from the planted truth
    #[arg(long, value_name = "DIR", conflicts_with_all = ["hard", "audit"])]
    pub marks: Option<PathBuf>,
    /// Folder for the extracts and the truth
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Where the database is.
#[derive(Clone, Debug, Args)]
pub struct Place {
    /// Data folder (SQLite)
    #[arg(long, value_name = "DIR", required_unless_present = "database_url")]
    pub data: Option<PathBuf>,
    /// PostgreSQL database, in place of a data folder
    #[arg(long, value_name = "URL", env = "ONRECORD_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

/// Options of `load`.
#[derive(Debug, Args)]
pub struct Load {
    /// Where the database is
    #[command(flatten)]
    pub place: Place,
    /// The source's name: same source and reference is the same record
    #[arg(long, value_name = "NAME")]
    pub source: String,
    /// A mapping from the source's columns to the canonical ones; may stand several times
    #[arg(long, value_name = "FILE")]
    pub mapping: Vec<PathBuf>,
    /// Lay in the rows only; links between incidents and crimes stay as they are
    #[arg(long)]
    pub no_links: bool,
    /// Who loads, as an opaque id
    #[arg(long, value_name = "ID", default_value = "operator")]
    pub actor: String,
    /// Extracts
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Where the database is
    #[command(flatten)]
    pub place: Place,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `rebuild`.
#[derive(Debug, Args)]
pub struct Rebuild {
    /// Where the database is
    #[command(flatten)]
    pub place: Place,
    /// Compare only; exit 1 where a table differs
    #[arg(long)]
    pub check: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `migrate`.
#[derive(Debug, Args)]
pub struct Migrate {
    /// Where the database is
    #[command(flatten)]
    pub place: Place,
    /// PostgreSQL role of the application: may insert and read, and never change what was written
    #[arg(long, value_name = "ROLE")]
    pub grant_to: Option<String>,
}

/// Options of `erase`.
#[derive(Debug, Args)]
pub struct Erase {
    /// Where the database is
    #[command(flatten)]
    pub place: Place,
    /// The source that the reference or key is of
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,
    /// Everything personal of this incident or crime
    #[arg(long, value_name = "REF", requires = "source")]
    pub reference: Option<String>,
    /// One person, by the key that the source has for them
    #[arg(long, value_name = "ID", requires = "source", conflicts_with = "reference")]
    pub person_id: Option<String>,
    /// One person, by name, in every source: a file (or - for standard input) with lines `surname: ...`,
    /// `forename: ...` and, where known, `born: 1984-02-29`, so that no name stands on a command line
    #[arg(long, value_name = "FILE|-", conflicts_with_all = ["reference", "person_id"])]
    pub person: Option<String>,
    /// The request's number, as the force files it
    #[arg(long, value_name = "ID")]
    pub request: String,
    /// On what ground: retention-review, right-to-erasure, order, taken-in-error
    #[arg(long, value_name = "GROUND")]
    pub ground: String,
    /// Who asks, as an opaque id
    #[arg(long, value_name = "ID")]
    pub asked_by: String,
    /// Who approves, another person
    #[arg(long, value_name = "ID")]
    pub approved_by: String,
    /// Say what would go, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// What to do with checkpoints.
#[derive(Debug, Subcommand)]
pub enum CheckpointCommand {
    /// Sign how many entries the ledger has and their root
    #[command(
        after_help = "Example:\n  onrecord checkpoint export --data force --key /media/key/onrecord.key --out 2026-11-25.checkpoint"
    )]
    Export(CheckpointExport),
    /// Exit 1 where the ledger does not extend a checkpoint that was kept elsewhere
    #[command(
        after_help = "Example:\n  onrecord checkpoint compare --data force --public-key onrecord.key.pub 2026-11-25.checkpoint"
    )]
    Compare(CheckpointCompare),
}

/// Options of `checkpoint export`.
#[derive(Debug, Args)]
pub struct CheckpointExport {
    /// Where the database is
    #[command(flatten)]
    pub place: Place,
    /// The secret key, kept outside the data folder
    #[arg(long, value_name = "FILE", env = "ONRECORD_CHECKPOINT_KEY")]
    pub key: PathBuf,
    /// Make the key, of this name, where the file is not there yet; its public half goes beside it, as .pub
    #[arg(long, value_name = "NAME")]
    pub new_key: Option<String>,
    /// Where the checkpoint goes [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Options of `checkpoint compare`.
#[derive(Debug, Args)]
pub struct CheckpointCompare {
    /// Where the database is
    #[command(flatten)]
    pub place: Place,
    /// Public key of the checkpoints; without it the signatures are not checked, and that is said
    #[arg(long, value_name = "FILE")]
    pub public_key: Option<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Checkpoints that were kept elsewhere
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Options of `backup`.
#[derive(Debug, Args)]
pub struct Backup {
    /// Where the database is
    #[command(flatten)]
    pub place: Place,
    /// A folder that is not there yet
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// Where it is to be: a folder that is not there yet, or an empty PostgreSQL database
    #[command(flatten)]
    pub place: Place,
    /// The backup's folder
    #[arg(long, value_name = "DIR")]
    pub from: PathBuf,
    /// Checkpoints that were kept elsewhere, which the copy must extend
    #[arg(long, num_args = 1.., value_name = "FILE")]
    pub checkpoint: Vec<PathBuf>,
    /// Public key of the checkpoints; without it their signatures are not checked, and that is said
    #[arg(long, value_name = "FILE")]
    pub public_key: Option<PathBuf>,
    /// Put it in place though it ends before a checkpoint does: entries are lost
    #[arg(long)]
    pub accept_loss: bool,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `doctor`.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Where the database is
    #[command(flatten)]
    pub place: Place,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}
