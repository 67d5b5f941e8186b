//! `onrecord audit draw`.

use std::io::{self, Write};
use std::path::Path;

use audit::draw::{FrameFault, Race};
use audit::list::{Entry, WorkLine, commitment, list, seed_of_secrets, work_list};
use exchange::audit::plan::{DRAW_FORMAT, DrawFile, Party, json};
use exchange::audit::sheet::{Sheet, time};
use exchange::audit::{digest, planted};
use exchange::output::{CsvWriter, OutputFolder};

use super::cli::Draw;
use super::folder::Audit;
use super::refuse;
use crate::cli::Format;
use crate::{Outcome, Stopped};

/// Shortest secret of a body that makes the seed with others.
const SECRET_CHARS: usize = 16;

/// Draws the list.
///
/// # Errors
/// A sentence where it cannot; nothing is then written.
pub fn run(options: &Draw, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    if !options.audit.join("plan.json").exists() {
        return Err(Stopped::Usage(format!(
            "a seed before the plan: there is no plan.json in {}. Write the plan and publish its digest first, with `onrecord audit plan`; then throw the seed.",
            options.audit.display()
        )));
    }
    let audit = Audit::open(&options.audit)?;
    if let Some(population) = &options.population {
        audit.same_file("population", population)?;
    }
    let (seed, parties) = seed(options, &audit)?;
    let hidden = hidden(options, &audit)?;
    let n = options.n.unwrap_or(audit.protocol.sample.n);
    same_seed(&options.audit, &seed, n)?;
    if n > audit.frame.len() as u64 {
        return Err(Stopped::Usage(format!("--n {n}: the frame holds {} incidents.", audit.frame.len())));
    }
    let thrown = Thrown { seed, parties, at: options.seed_at.clone(), source: options.seed_source.clone() };
    let Lists { entries, work, sample, worklist, text } =
        Lists::new(&audit, &audit.race()?, thrown, n, &hidden)?;
    let mut folder = OutputFolder::prepare(&options.audit)?;
    folder.file("sample.csv", |file| super::plan::bytes(file, &sample))?;
    folder.file("worklist.csv", |file| super::plan::bytes(file, &worklist))?;
    folder.file("marks-blank.csv", |file| blank_marks(file, &work))?;
    folder.file("draw.json", |file| super::plan::bytes(file, text.as_bytes()))?;
    folder.publish()?;
    match options.format {
        Format::Json => out.write_all(text.as_bytes())?,
        Format::Text => told(out, options, &entries, hidden.len())?,
    }
    Ok(Outcome::Done)
}

/// A seed with how it came about.
pub struct Thrown {
    /// The seed.
    pub seed: String,
    /// Bodies that made it together; empty where it was thrown.
    pub parties: Vec<Party>,
    /// When.
    pub at: String,
    /// How, in a sentence.
    pub source: String,
}

/// What a seed draws, with the bytes of its files.
pub struct Lists {
    /// The list.
    pub entries: Vec<Entry>,
    /// What markers are given.
    pub work: Vec<WorkLine>,
    /// `sample.csv`.
    pub sample: Vec<u8>,
    /// `worklist.csv`.
    pub worklist: Vec<u8>,
    /// `draw.json`.
    pub text: String,
}

impl Lists {
    /// Draws `n` incidents by a seed.
    ///
    /// # Errors
    /// A sentence where the seed cannot draw.
    pub fn new(
        audit: &Audit,
        race: &Race<'_>,
        thrown: Thrown,
        n: u64,
        hidden: &[String],
    ) -> Result<Self, Stopped> {
        let rule = &audit.protocol.sample;
        let entries = list(race, &thrown.seed, rule, n).map_err(|fault| seed_fault(&fault))?;
        let work = work_list(race, &entries, hidden, (&thrown.seed, rule.n, rule.double_marked));
        let (sample, worklist) = (sample_text(audit, &entries)?, worklist_text(&work)?);
        let draw = DrawFile {
            format: DRAW_FORMAT.into(),
            frame_root: audit.plan.frame.root.clone(),
            n,
            parties: thrown.parties,
            plan: audit.plan_digest.clone(),
            program: format!("onrecord {}", env!("CARGO_PKG_VERSION")),
            sample: digest(&sample),
            seed: thrown.seed,
            seed_at: thrown.at,
            seed_source: thrown.source,
            worklist: digest(&worklist),
        };
        let text = json(&draw)?;
        Ok(Self { entries, work, sample, worklist, text })
    }
}

/// The seed, thrown or made together, checked against the plan.
fn seed(options: &Draw, audit: &Audit) -> Result<(String, Vec<Party>), Stopped> {
    let usage = |what: String| Stopped::Usage(what);
    let at = time(&options.seed_at).ok_or_else(|| {
        usage(format!("--seed-at \"{}\" is not a time. Write it like 2026-10-06T11:00.", options.seed_at))
    })?;
    if options.seed_source.trim().is_empty() {
        return Err(usage("--seed-source is empty: say who threw the seed, where, and who watched.".into()));
    }
    let written = &audit.protocol.asked.written_at;
    if time(written).is_some_and(|written| at <= written) {
        return Err(usage(format!(
            "a seed before the plan: it was thrown at {} and the plan was written at {written}. Throw a new seed; the one known before the plan is not accepted.",
            options.seed_at
        )));
    }
    if let Some(parties) = &options.parties {
        return seed_of(parties, &audit.plan_digest);
    }
    let seed = options.seed.clone().unwrap_or_default();
    if seed.len() < 20 || !seed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(seed_fault(&FrameFault::BadSeed));
    }
    if seed.bytes().all(|byte| Some(&byte) == seed.as_bytes().first()) {
        return Err(usage("--seed is one digit over and over; no dice threw that.".into()));
    }
    let plan = std::fs::read_to_string(audit.folder.join("plan.json")).unwrap_or_default();
    if plan.contains(&seed) {
        return Err(usage(
            "the seed stands in the plan itself: it was known before the plan was settled. Throw a new one."
                .into(),
        ));
    }
    Ok((seed, Vec::new()))
}

fn seed_fault(fault: &FrameFault) -> Stopped {
    Stopped::Usage(format!("--seed: {fault}"))
}

/// The seed of bodies that each gave a secret they had committed to.
fn seed_of(path: &Path, plan: &str) -> Result<(String, Vec<Party>), Stopped> {
    let sheet = Sheet::read(path, &["party", "commitment", "secret"], &[])?;
    let mut parties: Vec<Party> = Vec::new();
    for row in sheet.rows() {
        let [party, stated, secret] = ["party", "commitment", "secret"].map(|name| row.text(name).to_owned());
        let line = row.line;
        let why = if party.is_empty() || parties.iter().any(|other| other.party == party) {
            format!("line {line}: each body stands once, by its name.")
        } else if secret.chars().count() < SECRET_CHARS {
            format!(
                "line {line}: the secret of {party} is shorter than {SECRET_CHARS} characters; it could be guessed."
            )
        } else if !commitment(plan, &party, &secret).eq_ignore_ascii_case(&stated) {
            format!(
                "line {line}: the secret of {party} is not the one it committed to for this plan. A commitment is SHA-256 of onrecord-commitment/1, the plan's digest, the party and the secret, parted by byte 1F."
            )
        } else {
            parties.push(Party { commitment: stated, party, secret });
            continue;
        };
        return Err(refuse(&sheet.name, why));
    }
    if parties.len() < 2 {
        return Err(refuse(&sheet.name, "a seed made together needs at least two bodies."));
    }
    let secrets: Vec<(String, String)> =
        parties.iter().map(|party| (party.party.clone(), party.secret.clone())).collect();
    Ok((seed_of_secrets(plan, &secrets), parties))
}

/// References of planted logs, from the sealed file that the plan names.
fn hidden(options: &Draw, audit: &Audit) -> Result<Vec<String>, Stopped> {
    match (&options.planted, &audit.plan.planted) {
        (None, None) => Ok(Vec::new()),
        (Some(path), Some(stated)) => {
            let sealed = planted::read(path)?;
            if sealed.digest != *stated {
                return Err(refuse(&sealed.name, "it is not the sealed file of the plan: its digest differs."));
            }
            Ok(sealed.answers.into_keys().collect())
        }
        (None, Some(_)) => Err(Stopped::Usage(
            "the plan has planted logs: give the sealed file with --planted, so that they stand in the work list.".into(),
        )),
        (Some(path), None) => Err(refuse(
            path.display().to_string(),
            "the plan has no planted logs; they are named, by digest, before the seed.",
        )),
    }
}

/// A plan has one seed. A list is made longer, never drawn anew, and never shorter.
fn same_seed(folder: &Path, seed: &str, n: u64) -> Result<(), Stopped> {
    let path = folder.join("draw.json");
    if !path.exists() {
        return Ok(());
    }
    let (before, _): (DrawFile, String) = exchange::audit::plan::read(&path, "draw")?;
    if before.seed != seed {
        return Err(refuse(
            "draw.json",
            "this plan was drawn already, with another seed. A plan has one seed: give the same to make the list longer, or make a new plan.",
        ));
    }
    if n < before.n {
        return Err(refuse(
            "draw.json",
            format!("{} incidents are drawn already; the list grows and never shrinks.", before.n),
        ));
    }
    Ok(())
}

/// `sample.csv`: what was drawn, with keys.
pub(super) fn sample_text(audit: &Audit, entries: &[Entry]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut csv =
        CsvWriter::new(&mut bytes, &["order", "incident_ref", "stratum", "size", "key", "part", "marks"])?;
    for (at, entry) in entries.iter().enumerate() {
        let Some(line) = audit.frame.get(entry.line) else { continue };
        csv.row(&[
            (at + 1).to_string(),
            line.id.clone(),
            line.stratum.clone(),
            line.size.to_string(),
            format!("{:.17e}", entry.key),
            entry.part.name(),
            if entry.is_double { "2" } else { "1" }.into(),
        ])?;
    }
    csv.finish()?;
    Ok(bytes)
}

/// `worklist.csv`: what markers are given. No stratum and no size, for both tell what is expected.
pub(super) fn worklist_text(work: &[WorkLine]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut csv = CsvWriter::new(&mut bytes, &["order", "incident_ref", "marks"])?;
    for (at, line) in work.iter().enumerate() {
        csv.row(&[(at + 1).to_string(), line.id.clone(), line.n_marks.to_string()])?;
    }
    csv.finish()?;
    Ok(bytes)
}

/// A marks file to fill in, stage 1.
fn blank_marks(file: std::fs::File, work: &[WorkLine]) -> io::Result<()> {
    let header =
        ["order", "incident_ref", "marker", "stage", "marked_at", "crime", "class", "domestic_abuse"];
    let mut csv = CsvWriter::new(file, &header)?;
    for (at, line) in work.iter().enumerate() {
        csv.row(&[(at + 1).to_string(), line.id.clone(), String::new(), "1".into()])?;
    }
    csv.finish()
}

fn told(out: &mut dyn Write, options: &Draw, entries: &[Entry], n_hidden: usize) -> io::Result<()> {
    let mut parts: Vec<(String, u64)> = Vec::new();
    for entry in entries {
        let name = entry.part.name();
        match parts.iter_mut().find(|(part, _)| *part == name) {
            Some((_, n)) => *n += 1,
            None => parts.push((name, 1)),
        }
    }
    let parts: Vec<String> = parts.into_iter().map(|(part, n)| format!("{n} in the {part}")).collect();
    let folder = options.audit.display();
    writeln!(out, "Drawn: {}", parts.join(", "))?;
    if n_hidden > 0 {
        writeln!(out, "{n_hidden} planted logs stand in the work list and in no estimate")?;
    }
    writeln!(
        out,
        "For the registrar: {folder}/sample.csv. For the markers, and nothing else: {folder}/worklist.csv and {folder}/marks-blank.csv"
    )?;
    writeln!(out, "Anyone checks this with: onrecord audit replay --audit {folder}")
}
