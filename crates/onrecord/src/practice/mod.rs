//! A practice audit: the population of Borsetshire's last quarter as an auditor would make it, a
//! protocol, planted logs, and marks made from the planted truth by two markers who err.

mod marks;
mod population;

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use exchange::output::OutputFolder;
use synth::force::{Truth, World};
use synth::random::Random;
use terms::{CrimeRow, IncidentRow};

use crate::Stopped;

use marks::write_marks;

/// Days of the practice population, to the last day of the world.
const N_DAYS: i32 = 92;
/// Planted logs.
const N_PLANTED: usize = 24;
/// Channels whose reports stand in the frame.
const ROUTES: [(&str, &str); 5] = [
    ("Telephone 999", "control room"),
    ("Telephone 101", "control room"),
    ("Online form", "online"),
    ("Officer", "officer"),
    ("Front counter", "front counter"),
];
/// The two who mark.
const MARKERS: [&str; 2] = ["Ash", "Birch"];
/// The one who rules.
const REGISTRAR: &str = "Rowan";

/// One incident of the practice population with everything known of it.
struct Practised<'a> {
    incident: &'a IncidentRow,
    truth: &'a Truth,
    crimes: Vec<&'a CrimeRow>,
    stratum: String,
    route: &'static str,
}

/// Writes `population.csv`, `audit.toml` and `sealed.csv` into a folder of extracts.
///
/// # Errors
/// Where a file cannot be written.
pub fn write_set(world: &World, seed: u64, folder: &mut OutputFolder) -> Result<(), exchange::Fault> {
    let practised = practised(world);
    folder.file("population.csv", |file| population::write(file, &practised, seed))?;
    folder.file("sealed.csv", |file| population::write_sealed(file, seed))?;
    folder.file("audit.toml", |mut file| file.write_all(population::protocol(world, &practised).as_bytes()))
}

/// Writes the marks of a practice audit that was drawn.
///
/// # Errors
/// A sentence where the audit is not of this force.
pub fn run_marks(world: &World, seed: u64, audit: &Path, to: &Path) -> Result<(), Stopped> {
    let work = exchange::audit::sheet::Sheet::read(
        &audit.join("worklist.csv"),
        &["order", "incident_ref"],
        &["marks"],
    )?;
    let lines: Vec<(String, bool)> =
        work.rows().map(|row| (row.text("incident_ref").to_owned(), row.text("marks") == "2")).collect();
    let practised = practised(world);
    let known: HashMap<&str, &Practised<'_>> = practised
        .iter()
        .filter_map(|one| Some((one.incident.incident_ref.as_ref()?.as_str(), one)))
        .collect();
    let sealed: HashMap<String, Vec<&'static str>> = population::sealed(seed).into_iter().collect();
    if let Some((stray, _)) =
        lines.iter().find(|(id, _)| !known.contains_key(id.as_str()) && !sealed.contains_key(id))
    {
        let what = format!(
            "{stray} is no incident of this force: give the seed and number of incidents that its practice set was made with."
        );
        return Err(exchange::Fault::not_a_table("worklist.csv", what).into());
    }
    write_marks(&lines, &known, &sealed, seed, to)
}

/// The crime-related reports of the last quarter that came by the routes of the frame.
fn practised(world: &World) -> Vec<Practised<'_>> {
    let lexicon = triage::Lexicon::current();
    let zone = terms::Zone::london();
    let last = world.incidents.iter().filter_map(|row| row.received_at).map(|at| zone.day_of(at)).max();
    let crimes = crimes_of(world);
    let mut practised = Vec::new();
    for (incident, truth) in world.incidents.iter().zip(&world.truth) {
        let route =
            incident.channel.as_deref().and_then(|channel| ROUTES.iter().find(|(name, _)| *name == channel));
        let day = incident.received_at.map(|at| zone.day_of(at));
        let recent = day.zip(last).is_some_and(|(day, last)| last.0 - day.0 < N_DAYS);
        let (Some((_, route)), true, None) = (route, recent, &incident.duplicate_of) else { continue };
        let reference =
            incident.incident_ref.as_ref().map(|reference| reference.as_str()).unwrap_or_default();
        let crimes: Vec<&CrimeRow> = crimes.get(reference).cloned().unwrap_or_default();
        if crimes.is_empty() && !triage::is_crime_related(lexicon, incident) {
            continue;
        }
        let stratum = population::stratum(lexicon, incident, &crimes);
        practised.push(Practised { incident, truth, crimes, stratum, route });
    }
    practised
}

/// Records of each incident, those under an N code too.
fn crimes_of(world: &World) -> HashMap<&str, Vec<&CrimeRow>> {
    let by_ref: HashMap<&str, &CrimeRow> =
        world.crimes.iter().filter_map(|crime| Some((crime.crime_ref.as_ref()?.as_str(), crime))).collect();
    let mut crimes: HashMap<&str, Vec<&CrimeRow>> = HashMap::new();
    for (incident, crime) in &world.links {
        if let Some(crime) = by_ref.get(crime.as_str()) {
            crimes.entry(incident.as_str()).or_default().push(crime);
        }
    }
    crimes
}

impl Practised<'_> {
    /// Crimes on record, N codes left out.
    fn recorded(&self) -> Vec<&CrimeRow> {
        self.crimes
            .iter()
            .copied()
            .filter(|crime| crime.n_code.is_none())
            .take(usize::from(self.truth.crimes_recorded))
            .collect()
    }

    /// Numbers of its own for one purpose.
    fn random(&self, seed: u64, purpose: &str) -> Random {
        let reference =
            self.incident.incident_ref.as_ref().map(|reference| reference.as_str()).unwrap_or_default();
        of(seed, purpose, reference)
    }
}

/// Numbers that a seed, a purpose and a reference fix.
fn of(seed: u64, purpose: &str, reference: &str) -> Random {
    let item =
        reference.bytes().fold(0_usize, |hash, byte| hash.wrapping_mul(131).wrapping_add(usize::from(byte)));
    Random::for_item(seed, purpose, item)
}
