//! Population, protocol and sealed file of the practice audit.

use std::fs::File;
use std::io;

use exchange::output::CsvWriter;
use synth::force::World;
use terms::{CrimeRow, Family, IncidentRow};
use triage::Lexicon;

use super::{N_DAYS, N_PLANTED, Practised, of};

/// Share of incidents whose list of alleged victims lacks one. Assumed: lists are made in haste.
const UNLISTED: f64 = 0.01;
/// How far the made-up model tells incidents with a miss from others: AUC of about 0.85.
const SEPARATION: f64 = 1.47;

/// Stratum of a report by what the extract shows of it.
pub(super) fn stratum(lexicon: &Lexicon, incident: &IncidentRow, crimes: &[&CrimeRow]) -> String {
    if crimes.iter().any(|crime| is_rape(crime)) {
        return "rape".into();
    }
    let family = crimes.first().map_or_else(
        || triage::family_of_incident(lexicon, incident),
        |crime| triage::family_of_crime(lexicon, crime),
    );
    group(family).into()
}

fn is_rape(crime: &CrimeRow) -> bool {
    crime.n_code.is_some() || crime.offence_code.as_deref().is_some_and(|code| code.starts_with("019/"))
}

/// Group of one recorded crime.
pub(super) fn group_of(lexicon: &Lexicon, crime: &CrimeRow) -> &'static str {
    let is_conduct = crime.offence_code.as_deref().is_some_and(|code| code.starts_with("195/"));
    match (is_rape(crime), is_conduct) {
        (true, _) => "rape",
        (_, true) => "harassment",
        _ => group(triage::family_of_crime(lexicon, crime)),
    }
}

/// Families as the groups of an audit.
pub(super) fn group(family: Family) -> &'static str {
    match family {
        Family::Violence | Family::Domestic => "violence",
        Family::Conduct => "harassment",
        Family::Sexual => "sexual",
        Family::Robbery => "robbery",
        Family::Burglary => "burglary",
        Family::Vehicle | Family::Theft | Family::Fraud => "theft",
        Family::Damage => "damage",
        Family::PublicOrder => "public order",
        _ => "other",
    }
}

/// `population.csv`.
pub(super) fn write(file: File, practised: &[Practised<'_>], seed: u64) -> io::Result<()> {
    let lexicon = Lexicon::current();
    let header = [
        "incident_ref",
        "stratum",
        "recorded",
        "cap",
        "cap_source",
        "risk",
        "route",
        "team",
        "recorded_groups",
        "received_at",
        "recorded_at",
    ];
    let mut csv = CsvWriter::new(file, &header)?;
    for one in practised {
        let reference =
            one.incident.incident_ref.as_ref().map(|reference| reference.as_str()).unwrap_or_default();
        let recorded = one.recorded();
        let groups: Vec<&str> = recorded.iter().map(|crime| group_of(lexicon, crime)).collect();
        csv.row(&[
            reference.into(),
            one.stratum.clone(),
            recorded.len().to_string(),
            listed(one, recorded.len() as u64, seed).to_string(),
            "victims and offences listed by the contact centre (made up)".into(),
            format!("{:.4}", risk(one, seed)),
            one.route.into(),
            team(one, seed),
            groups.join(";"),
            one.incident.received_at.map_or_else(String::new, |at| at.to_string()),
            recorded_at(&recorded),
        ])?;
    }
    csv.finish()
}

/// When each crime was recorded; nothing where one of them has no time.
fn recorded_at(recorded: &[&CrimeRow]) -> String {
    let times: Option<Vec<String>> =
        recorded.iter().map(|crime| crime.recorded_at.map(|at| at.to_string())).collect();
    times.unwrap_or_default().join(";")
}

/// Victims and offences that the contact centre listed: seldom too few, now and then too many.
fn listed(one: &Practised<'_>, recorded: u64, seed: u64) -> u64 {
    let mut random = one.random(seed, "practice caps");
    let owed = u64::from(one.truth.crimes_owed);
    let too_many = u64::from(random.chance(0.2)) + u64::from(random.chance(0.2));
    let is_lacking = random.chance(UNLISTED);
    let known = if is_lacking { recorded } else { owed };
    known.max(recorded).max(1) + if is_lacking { 0 } else { too_many }
}

/// What a frozen model might say: made from the truth and noise, never used by anything but the sizes.
fn risk(one: &Practised<'_>, seed: u64) -> f64 {
    let mut random = one.random(seed, "practice risk");
    let score = random.normal() + if one.truth.crimes_missed > 0 { SEPARATION } else { 0.0 };
    1.0 / (1.0 + (3.6 - 1.2 * score).exp())
}

fn team(one: &Practised<'_>, seed: u64) -> String {
    format!("Team {}", 1 + one.random(seed, "practice team").below(8))
}

/// Planted logs with their known answers, by reference.
pub(super) fn sealed(seed: u64) -> Vec<(String, Vec<&'static str>)> {
    let answer = |number: usize| {
        let mut random = of(seed, "practice planted", &number.to_string());
        let n = random.weighted([0.35, 0.5, 0.15].into_iter());
        let classes = (0..n).map(|_| random.text(&["violence", "harassment", "theft", "damage"])).collect();
        // Numbered like any other log, in a range that the force has not reached.
        (format!("BOR-2026-{:06}", 900_000 + random.below(90_000)), classes)
    };
    let mut logs: Vec<(String, Vec<&'static str>)> = (0..N_PLANTED).map(answer).collect();
    logs.sort();
    logs.dedup_by(|a, b| a.0 == b.0);
    logs
}

/// `sealed.csv`.
pub(super) fn write_sealed(file: File, seed: u64) -> io::Result<()> {
    let mut csv = CsvWriter::new(file, &["incident_ref", "crime", "class"])?;
    for (id, classes) in sealed(seed) {
        if classes.is_empty() {
            csv.row(&[id.clone(), "0".into()])?;
        }
        for (at, class) in classes.iter().enumerate() {
            csv.row(&[id.clone(), (at + 1).to_string(), (*class).to_owned()])?;
        }
    }
    csv.finish()
}

/// `audit.toml`.
pub(super) fn protocol(world: &World, practised: &[Practised<'_>]) -> String {
    let zone = terms::Zone::london();
    let last = world.incidents.iter().filter_map(|row| row.received_at).map(|at| zone.day_of(at)).max();
    let last = last.unwrap_or(terms::Day(0));
    let first = terms::Day(last.0 - N_DAYS + 1);
    let written = terms::Day(last.0 + 5);
    let year = world.crimes.iter().filter(|crime| {
        crime.n_code.is_none()
            && crime
                .recorded_at
                .map(|at| zone.day_of(at))
                .is_some_and(|day| day.0 > last.0 - 365 && day <= last)
    });
    let (n_year, n) = (year.count(), 300.min(practised.len()));
    let n_rape = practised.iter().filter(|one| one.stratum == "rape").count();
    let top_up = if n_rape > 0 {
        format!("rape = {n_rape}                # every report: a census\n")
    } else {
        String::new()
    };
    format!(
        r#"# A practice audit of Borsetshire Police, which does not exist. docs/audit.md explains every line.

[audit]
question = "Of the crimes reported to Borsetshire Police by the routes of the frame from {first} to {last}, what share is on record?"
body = "Borsetshire Police"
by = "Force crime and incident registrar, Borsetshire Police"
written_at = "{written}T10:00"
first_day = "{first}"
last_day = "{last}"
edition = "2026-04"
recorded_in_12_months = {n_year}
recorded_source = "crimes.csv of this set, 365 days to {last}"

[frame]
complete = true
routes_in = ["control room", "online", "officer", "front counter"]
routes_out = ["reports to the mailbox of public protection and by MASH referral", "crimes recorded without an incident"]

[caps]
source = "victims and offences listed by the contact centre when the call was taken (made up, one in a hundred lists lacks a victim)"
otherwise = 5

[sizes]
use = "computed"
eps = 0.7
planned_rate = 0.95
mean_square_missed = 1.5
wrongly_recorded = 0.01
model = "made from the planted truth with noise, AUC about 0.85 (practice only)"

[sample]
n = {n}
double_marked = 1.0
[sample.top_ups]
{top_up}
[certificate]
at_least = 0.95
risk = 0.05
most = 1500

[marking]
markers = ["Ash", "Birch"]
registrar = "Rowan"
rules = "Two marks without sight of each other or of the record; the registrar rules where they differ."
"#
    )
}
