//! `onrecord demo` and `onrecord synth`: the synthetic force's extracts, written as anyone's.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;

use exchange::canonical;
use exchange::output::{CsvWriter, OutputFolder};
use synth::force::{World, force};
use terms::{CrimeRef, Instant, Zone};

use crate::cli::{Check, Demo, Format, Synth};
use crate::progress::Progress;
use crate::{Outcome, Stopped};

/// Makes the demonstration force's extracts in DIR/extracts, checks them into DIR/check, loads them into
/// DIR/database and opens the pages.
///
/// # Errors
/// A sentence where it cannot run.
pub fn run_demo(options: &Demo, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let extracts = options.data.join("extracts");
    let progress = Progress::begin();
    progress.say("making Borsetshire Police, a fictional force");
    let mut world = force(&synth::Options::borsetshire(options.seed, options.incidents));
    as_extracted(&mut world);
    write(&world, &extracts)?;
    drop(progress);
    writeln!(out, "Borsetshire Police (fictional): extracts in {}", extracts.display())?;
    let check = Check {
        timings: false,
        incidents: vec![extracts.join("incidents.csv")],
        crimes: vec![extracts.join("crimes.csv")],
        people: vec![extracts.join("people.csv")],
        counts: Vec::new(),
        mapping: Vec::new(),
        as_at: None,
        fail_on: Vec::new(),
        sample_seed: None,
        out: options.data.join("check"),
        format: Format::Text,
    };
    crate::check::run(&check, out)?;
    if !options.files_only {
        crate::pages::demonstrate(options, &world, out)?;
    }
    Ok(Outcome::Done)
}

/// Makes extracts with the planted truth beside them.
///
/// # Errors
/// A sentence where it cannot run.
pub fn run_synth(options: &Synth, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let make = match (options.hard, options.force_year) {
        (true, _) => synth::Options::hard_links,
        (_, true) => synth::Options::force_year,
        _ => synth::Options::borsetshire,
    };
    let mut world = force(&make(options.seed, options.incidents));
    if options.audit || options.marks.is_some() {
        as_extracted(&mut world);
    }
    if let Some(audit) = &options.marks {
        crate::practice::run_marks(&world, options.seed, audit, &options.out)?;
        let out_folder = options.out.display();
        writeln!(out, "Marks of Ash and Birch, rulings of Rowan, stage 2: {out_folder}/*.csv")?;
        return Ok(Outcome::Done);
    }
    let mut folder = OutputFolder::prepare(&options.out)?;
    write_files(&world, &mut folder)?;
    if options.audit {
        crate::practice::write_set(&world, options.seed, &mut folder)?;
    }
    folder.publish()?;
    writeln!(
        out,
        "Borsetshire Police (fictional), seed {}: {} incidents, {} crimes, {} people, {} true links in {}",
        options.seed,
        world.incidents.len(),
        world.crimes.len(),
        world.people.len(),
        world.links.len(),
        options.out.display()
    )?;
    Ok(Outcome::Done)
}

/// Leaves out what the force's systems did not hold when the extract was taken, at the end of the last
/// day with an incident: crimes recorded later, and the log's mention of them.
fn as_extracted(world: &mut World) {
    let zone = Zone::london();
    let last = world.incidents.iter().filter_map(|row| row.received_at).max().map(|at| zone.day_of(at));
    let by_then = |at: Option<Instant>| at.map(|at| zone.day_of(at)) <= last;
    world.crimes.retain(|crime| by_then(crime.recorded_at));
    let held: HashSet<&CrimeRef> = world.crimes.iter().filter_map(|crime| crime.crime_ref.as_ref()).collect();
    for incident in &mut world.incidents {
        incident.crime_refs.retain(|reference| held.contains(reference));
    }
    world.links.retain(|(_, crime)| held.contains(crime));
}

fn write(world: &World, to: &Path) -> Result<(), Stopped> {
    let mut folder = OutputFolder::prepare(to)?;
    write_files(world, &mut folder)?;
    folder.publish()?;
    Ok(())
}

fn write_files(world: &World, folder: &mut OutputFolder) -> Result<(), exchange::Fault> {
    folder.file("incidents.csv", |file| canonical::write_incidents(file, &world.incidents))?;
    folder.file("crimes.csv", |file| canonical::write_crimes(file, &world.crimes))?;
    folder.file("people.csv", |file| canonical::write_people(file, &world.people))?;
    folder.file("true-links.csv", |file| true_links(file, world))?;
    folder.file("truth.csv", |file| truth(file, world))
}

fn true_links(file: std::fs::File, world: &World) -> io::Result<()> {
    let mut csv = CsvWriter::new(file, &["incident_ref", "crime_ref"])?;
    for (incident, crime) in &world.links {
        csv.row(&[incident.as_str().into(), crime.as_str().into()])?;
    }
    csv.finish()
}

/// What was planted, one row an incident: for measuring against, never an input.
fn truth(file: std::fs::File, world: &World) -> io::Result<()> {
    let header = [
        "incident_ref",
        "family",
        "crimes_owed",
        "crimes_recorded",
        "crimes_missed",
        "cause_of_miss",
        "wrongly_recorded",
        "wrongly_cancelled",
        "late",
        "duplicate_of",
        "domestic_abuse",
        "domestic_no_crime",
        "professional",
        "n100",
        "safeguarded",
    ];
    let yes_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let mut csv = CsvWriter::new(file, &header)?;
    for truth in &world.truth {
        csv.row(&[
            truth.incident.as_str().into(),
            truth.family.name().into(),
            truth.crimes_owed.to_string(),
            truth.crimes_recorded.to_string(),
            truth.crimes_missed.to_string(),
            truth.missed.map_or_else(String::new, |cause| cause.name().into()),
            truth.wrongly_recorded.to_string(),
            truth.wrongly_cancelled.to_string(),
            yes_no(truth.late),
            truth.duplicate_of.as_ref().map_or_else(String::new, |reference| reference.as_str().into()),
            yes_no(truth.domestic_abuse),
            yes_no(truth.domestic_no_crime),
            yes_no(truth.professional),
            yes_no(truth.n100),
            yes_no(truth.safeguarded),
        ])?;
    }
    csv.finish()
}
