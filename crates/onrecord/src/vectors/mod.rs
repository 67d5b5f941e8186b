//! `onrecord audit vectors`: runs a file of reference vectors against the audit's mathematics. What is run
//! follows from `op`, `params` and `inputs` alone; ids are only printed.

mod agreement;
mod case;
mod compare;
mod plain;
mod race;
mod survey;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use crate::cli::Format;
use crate::{Outcome, Stopped};
use case::Case;
pub use compare::Comparison;

/// Larger files are no reference vectors.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Options of `audit vectors`.
#[derive(Debug, Args)]
pub struct Vectors {
    /// Files of reference vectors, in the format of stat-vectors.json
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// How one vector went.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tried {
    /// Its id, or its place in the file.
    pub id: String,
    /// The operation.
    pub op: String,
    /// Whether every expected field is met.
    pub passed: bool,
    /// Largest |got - want| / max(1, |want|) over the numbers compared; none where no number was.
    pub difference: Option<f64>,
    /// What it may be.
    pub tolerance: Option<f64>,
    /// What was not met.
    pub problems: Vec<String>,
}

/// # Errors
/// A file that cannot be read, is not JSON or holds no vectors.
pub fn run(options: &Vectors, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let mut tried = Vec::new();
    for file in &options.files {
        tried.extend(try_file(file)?);
    }
    let n_passed = tried.iter().filter(|one| one.passed).count();
    match options.format {
        Format::Json => {
            let all = serde_json::json!({
                "vectors": tried, "n": tried.len(), "passed": n_passed, "failed": tried.len() - n_passed,
            });
            serde_json::to_writer_pretty(&mut *out, &all).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        Format::Text => print(&tried, n_passed, out)?,
    }
    Ok(if n_passed == tried.len() { Outcome::Done } else { Outcome::No })
}

fn print(tried: &[Tried], n_passed: usize, out: &mut dyn Write) -> Result<(), Stopped> {
    for one in tried {
        let word = if one.passed { "pass" } else { "FAIL" };
        let difference = match (one.difference, one.tolerance) {
            (Some(difference), Some(tolerance)) => {
                format!("difference {difference:.1e}, tolerance {tolerance:.0e}")
            }
            _ => "compared exactly".to_owned(),
        };
        writeln!(out, "{word}  {}  ({})  {difference}", one.id, one.op)?;
        for problem in &one.problems {
            writeln!(out, "      {problem}")?;
        }
    }
    writeln!(out, "{n_passed} of {} vectors passed.", tried.len())?;
    Ok(())
}

fn try_file(file: &Path) -> Result<Vec<Tried>, Stopped> {
    let name = file.display();
    let stop = |what: String| Stopped::Usage(format!("{name}: {what}"));
    let n_bytes = std::fs::metadata(file).map_err(|error| stop(format!("cannot be read ({error}).")))?.len();
    if n_bytes > MAX_BYTES {
        return Err(stop(format!("is larger than {MAX_BYTES} bytes; split it.")));
    }
    let text = std::fs::read_to_string(file).map_err(|error| stop(format!("cannot be read ({error}).")))?;
    let root: Value = serde_json::from_str(&text).map_err(|error| stop(format!("is not JSON: {error}.")))?;
    let list = root.get("vectors").unwrap_or(&root);
    match list.as_array() {
        Some(vectors) if !vectors.is_empty() => {
            Ok(vectors.iter().enumerate().map(|(at, v)| try_one(at, v)).collect())
        }
        _ => Err(stop("holds no list \"vectors\" with a vector in it.".into())),
    }
}

/// Runs one vector and compares the fields it expects.
pub fn try_one(at: usize, vector: &Value) -> Tried {
    let text = |name: &str| vector.get(name).and_then(Value::as_str);
    let id = text("id").map_or_else(|| format!("vector {}", at + 1), str::to_owned);
    let op = text("op").unwrap_or("no op").to_owned();
    let tolerance = vector.get("tol").and_then(Value::as_f64);
    let mut tried = Tried { id, op, passed: false, difference: None, tolerance, problems: Vec::new() };
    let (Some(tolerance), Some(expected)) = (tolerance, vector.get("expected").and_then(Value::as_object))
    else {
        tried.problems.push("a vector needs \"tol\", a number, and \"expected\", an object".into());
        return tried;
    };
    match result(&tried.op, &Case::of(vector)) {
        Err(problem) => tried.problems.push(problem),
        Ok(got) => {
            let comparison = Comparison::of(&got, expected, tolerance);
            tried.difference = comparison.difference;
            tried.problems = comparison.problems;
        }
    }
    tried.passed = tried.problems.is_empty();
    tried
}

/// What the operation returns for these parameters and inputs, as an object.
///
/// # Errors
/// An operation that is not supported; a parameter or input that is missing or of another kind.
pub fn result(op: &str, case: &Case<'_>) -> Result<Value, String> {
    match op {
        "interval_wilson" | "interval_clopper_pearson" | "interval_jeffreys" | "interval_normal" => {
            plain::interval(op, case)
        }
        "interval_hypergeometric" => plain::hypergeometric(case),
        "interval_newcombe_difference" => plain::newcombe(case),
        "sample_size_proportion" => plain::sample_size(case),
        "discovery_sample_size" => plain::discovery(case),
        "neyman_allocation" => plain::neyman(case),
        "dalenius_hodges" => plain::dalenius_hodges(case),
        "holm" | "benjamini_hochberg" => plain::adjusted(op, case),
        "korn_graubard" => plain::korn_graubard(case),
        "design_logit" => plain::design_logit(case),
        "ppi_mean" => plain::ppi_mean(case),
        "betting_martingale_fixed" => plain::betting(case),
        "kappa_cohen" => agreement::cohen(case),
        "ac1_gwet" => agreement::gwet(case),
        "kappa_fleiss" => agreement::fleiss(case),
        "alpha_krippendorff" => agreement::krippendorff(case),
        "stratified_ratio" => survey::ratio(case),
        "stratified_mean" => survey::mean(case),
        "stratified_total" => survey::total(case),
        "jackknife_ratio" => survey::jackknife(case),
        "rao_wu" => survey::rao_wu(case),
        "sampler_rivest" => race::rivest(case),
        "race_order" => race::order(case),
        "race_probabilities" => race::probabilities(case),
        "des_raj_total" => race::des_raj_total(case),
        "des_raj_enumeration" => race::des_raj_enumeration(case),
        "certificate_path" => race::certificate(case),
        other => Err(format!("the operation \"{other}\" is not supported")),
    }
}
