//! One audit tried many times. Population and protocol are written as files and planned by the command; every
//! run draws with a seed of its own, writes the draw, has the work list marked into marks files, and reads
//! all of it again with what `audit estimate` and `audit certify` call.
//!
//! Between runs of one plan only the folder stays open: what the commands do with it is checked by
//! [`super::whole`], which runs them from beginning to end and compares.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use audit::answers::{Answers, Certificate, answers, certificate};
use audit::draw::Race;
use audit::planner::{Assumed, Expected, n_for_width};
use audit::random::Stream;
use exchange::output::CsvWriter;

use super::marking::{Markers, mark};
use super::world::{Caps, Design, Incident, World, caps, risks, seed_of};
use crate::Stopped;
use crate::audit::cli;
use crate::audit::draw::{Lists, Thrown};
use crate::audit::folder::{Audit, Drawn};
use crate::audit::marked::Marked;
use crate::cli::Format;

/// When every seed is thrown: a day after the plan is written.
pub const SEED_AT: &str = "2026-10-06T11:00";
/// How.
pub const SEED_SOURCE: &str = "made for a simulation";

/// What is settled before the seed, beside the sizes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Incidents of the estimate.
    pub n: usize,
    /// Most incidents of a certificate.
    pub most: usize,
    /// The line of the certificate.
    pub at_least: f64,
    /// Risk of each of its sides.
    pub risk: f64,
    /// Who marks.
    pub markers: Markers,
}

impl Plan {
    /// An estimate on `n` incidents by one marker who reads the truth.
    pub const fn estimate(n: usize) -> Self {
        Self { n, most: n, at_least: 0.95, risk: 0.05, markers: Markers::Sure }
    }

    /// A certificate of 95% at risk 5% on at most so many.
    pub const fn certificate(most: usize) -> Self {
        Self { n: 2, most, at_least: 0.95, risk: 0.05, markers: Markers::Sure }
    }
}

/// A planned audit of a force whose truth is known.
pub struct Trial<'w> {
    /// True recording rate of the frame.
    pub truth: f64,
    /// The audit as its folder holds it.
    pub audit: Arc<Audit>,
    pub(super) plan: Plan,
    pub(super) known: HashMap<&'w str, (&'w Incident, u64)>,
    scratch: tempfile::TempDir,
}

impl<'w> Trial<'w> {
    /// Writes population and protocol, and plans.
    ///
    /// # Errors
    /// A sentence where a file cannot be written or the plan is refused.
    pub fn new(world: &'w World, design: &Design, plan: Plan, seed: u64) -> Result<Self, Stopped> {
        let scratch = tempfile::tempdir()?;
        let at = scratch.path();
        let mut stream = Stream::new(seed);
        let caps = caps(world, design.caps, &mut stream);
        population(&at.join("population.csv"), world, design, &caps, &mut stream)?;
        fs::write(at.join("audit.toml"), protocol(design, &plan))?;
        let options = cli::Plan {
            population: Some(at.join("population.csv")),
            protocol: Some(at.join("audit.toml")),
            planted: None,
            out: Some(at.join("audit")),
            draft: None,
            no_planner: true,
            format: Format::Json,
        };
        crate::audit::plan::run(&options, &mut std::io::sink())?;
        let audit = Arc::new(Audit::open(&at.join("audit"))?);
        let cap: HashMap<&str, u64> = audit.frame.iter().map(|line| (line.id.as_str(), line.cap)).collect();
        let known = world.incidents.iter();
        let known = known.map(|one| (one.id.as_str(), (one, cap.get(one.id.as_str()).copied().unwrap_or(1))));
        Ok(Self { truth: world.accuracy(), known: known.collect(), plan, audit: Arc::clone(&audit), scratch })
    }

    /// Incidents that the planner asks for so narrow an interval, at the truth.
    pub fn planned(&self, half_width: f64) -> Option<usize> {
        let line = |line: &audit::draw::FrameLine| audit::certificate::Line {
            recorded: line.recorded as f64,
            cap: line.cap as f64,
            size: line.size as f64,
        };
        let pairs = self.audit.frame.iter().zip(&self.audit.reports);
        let expected: Vec<Expected> =
            pairs.map(|(one, report)| Expected { line: line(one), risk: report.risk }).collect();
        let assumed = Assumed { rate: self.truth, wrong_rate: 0.0 };
        n_for_width(&expected, &assumed, half_width).map(|n| n as usize)
    }

    /// The folder of everything.
    pub fn folder(&self) -> &Path {
        self.scratch.path()
    }

    /// A folder for the runs of this thread.
    fn desk(&self) -> Result<PathBuf, Stopped> {
        let thread = rayon::current_thread_index().unwrap_or(0);
        let desk = self.scratch.path().join(format!("desk-{thread}"));
        fs::create_dir_all(&desk)?;
        Ok(desk)
    }

    /// Draws `n` with the seed of a run, has them marked, and reads the marks, all through files.
    ///
    /// # Errors
    /// A sentence where a file is refused, which would be a defect.
    pub fn marked(&self, race: &Race<'_>, run: u64, n: usize) -> Result<Marked, Stopped> {
        let desk = self.desk()?;
        let thrown = Thrown {
            seed: seed_of(run),
            parties: Vec::new(),
            at: SEED_AT.into(),
            source: SEED_SOURCE.into(),
        };
        let lists = Lists::new(&self.audit, race, thrown, n as u64, &[])?;
        fs::write(desk.join("sample.csv"), lists.sample)?;
        fs::write(desk.join("worklist.csv"), lists.worklist)?;
        fs::write(desk.join("draw.json"), lists.text)?;
        let marks = mark(self, &desk, run)?;
        Marked::of(Drawn::of(&self.audit, race, &desk)?, &marks, None)
    }

    /// What `audit estimate` says of one run.
    ///
    /// # Errors
    /// As [`Trial::marked`].
    pub fn answers(&self, race: &Race<'_>, run: u64) -> Result<Answers, Stopped> {
        Ok(answers(&self.marked(race, run, self.plan.n)?.subject()))
    }

    /// What `audit certify` says of the first `n` of one run.
    ///
    /// # Errors
    /// As [`Trial::marked`].
    pub fn certificate(&self, race: &Race<'_>, run: u64, n: usize) -> Result<Certificate, Stopped> {
        let n = n.min(self.audit.frame.len());
        certificate(&self.marked(race, run, n)?.subject()).map_err(Stopped::Usage)
    }
}

fn population(
    path: &Path,
    world: &World,
    design: &Design,
    caps: &[Option<u64>],
    stream: &mut Stream,
) -> Result<(), Stopped> {
    let header = ["incident_ref", "stratum", "recorded", "cap", "cap_source", "risk"];
    let mut csv = CsvWriter::new(fs::File::create(path)?, &header)?;
    let risks = risks(world, design.model, stream);
    for ((one, cap), risk) in world.incidents.iter().zip(caps).zip(risks) {
        csv.row(&[
            one.id.clone(),
            one.family.name().to_lowercase(),
            one.recorded.to_string(),
            cap.map_or_else(String::new, |cap| cap.to_string()),
            cap.map_or_else(String::new, |_| "made up".into()),
            risk.map_or_else(String::new, |risk| format!("{risk:.6}")),
        ])?;
    }
    csv.finish()?;
    Ok(())
}

fn protocol(design: &Design, plan: &Plan) -> String {
    let rule = if design.uniform { "equal" } else { "computed" };
    let (markers, double_marked) = plan.markers.stated();
    let caps = match design.caps {
        Caps::ClassMaximum => "no list; a stated maximum for every class",
        _ => "a list made up for the simulation",
    };
    format!(
        r#"[audit]
question = "Of the crimes reported to Borsetshire Police in the month, what share is on record?"
body = "Borsetshire Police"
by = "A simulation"
written_at = "2026-10-05T10:00"
first_day = "2026-09-01"
last_day = "2026-09-30"
edition = "2026-04"
[frame]
complete = true
routes_in = ["all"]
routes_out = []
[caps]
source = "{caps}"
otherwise = 5
[sizes]
use = "{rule}"
eps = {eps}
planned_rate = {expected}
mean_square_missed = 1.5
wrongly_recorded = 0.01
model = "{model:?}"
[sample]
n = {n}
double_marked = {double_marked}
[certificate]
at_least = {at_least}
risk = {risk}
most = {most}
[marking]
markers = [{markers}]
registrar = "Rowan"
rules = "As the simulation has it."
"#,
        eps = design.eps,
        expected = design.expected,
        model = design.model,
        n = plan.n,
        at_least = plan.at_least,
        risk = plan.risk,
        most = plan.most,
    )
}
