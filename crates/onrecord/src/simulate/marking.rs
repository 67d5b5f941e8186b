//! Marks made from the planted truth into the files that markers keep.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use audit::random::Stream;
use exchange::audit::sheet::Sheet;

use super::trial::Trial;
use super::world::Incident;
use crate::Stopped;

const HEADER: &str = "order,incident_ref,marker,stage,marked_at,crime,class\n";
/// The markers, with the hour at which each is done.
const BOTH: [(&str, &str); 2] = [("Ash", "2026-10-12T09:00"), ("Birch", "2026-10-12T12:00")];

/// How a marker errs, for each incident by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Errs {
    /// Chance that what an incident misses is not seen.
    pub overlooks: f64,
    /// Chance that a crime is seen where none is missed and one more could be.
    pub invents: f64,
}

/// Who marks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Markers {
    /// One who reads the truth.
    Sure,
    /// One who errs; nobody corrects.
    One(Errs),
    /// Two who err, each by themselves, on this share of the list; the registrar, who reads the truth, rules
    /// where they differ. The rest has one mark.
    Two(Errs, f64),
}

impl Markers {
    /// Markers and share marked twice, as a protocol states them.
    pub const fn stated(self) -> (&'static str, f64) {
        match self {
            Self::Sure | Self::One(_) => (r#""Ash""#, 0.0),
            Self::Two(_, share) => (r#""Ash", "Birch""#, share),
        }
    }

    const fn errs(self) -> Errs {
        match self {
            Self::Sure => Errs { overlooks: 0.0, invents: 0.0 },
            Self::One(errs) | Self::Two(errs, _) => errs,
        }
    }

    const fn are_two(self) -> bool {
        matches!(self, Self::Two(..))
    }
}

/// Reads the work list of a folder and writes what its markers and the registrar say.
///
/// # Errors
/// A sentence where a file cannot be read or written.
pub fn mark(trial: &Trial<'_>, folder: &Path, run: u64) -> Result<Vec<PathBuf>, Stopped> {
    let work = Sheet::read(&folder.join("worklist.csv"), &["order", "incident_ref", "marks"], &[])?;
    let markers = trial.plan.markers;
    let mut files = [String::from(HEADER), String::from(HEADER)];
    let mut rulings = format!("{HEADER},all,Rowan,lock,2026-10-12T20:00,,\n");
    for row in work.rows() {
        let (order, id) = (row.text("order"), row.text("incident_ref"));
        let Some((one, cap)) = trial.known.get(id) else { continue };
        let number = order.parse::<u64>().unwrap_or(0);
        let read = |marker: u64| reading(one, *cap, markers.errs(), run, number * 2 + marker);
        let is_double = markers.are_two() && row.text("marks") == "2";
        let alone = if markers.are_two() { number % 2 } else { 0 };
        for (at, (file, (name, hour))) in (0_u64..).zip(files.iter_mut().zip(BOTH)) {
            if is_double || at == alone {
                said(file, &format!("{order},{id},{name},1,{hour},"), one, read(at));
            }
        }
        if is_double && read(0) != read(1) {
            said(&mut rulings, &format!("{order},{id},Rowan,ruling,2026-10-12T21:00,"), one, one.owed);
        }
    }
    let [ash, birch] = files;
    let mut given = vec![("ash.csv", ash), ("rulings.csv", rulings)];
    if markers.are_two() {
        given.push(("birch.csv", birch));
    }
    let mut paths = Vec::new();
    for (name, text) in given {
        let path = folder.join(name);
        fs::write(&path, text)?;
        paths.push(path);
    }
    Ok(paths)
}

/// Crimes that a marker sees.
fn reading(one: &Incident, cap: u64, errs: Errs, run: u64, number: u64) -> u64 {
    let mut stream = Stream::new(run.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (number << 17));
    let (overlooks, invents) = (stream.chance(errs.overlooks), stream.chance(errs.invents));
    match one.missed() > 0 {
        true if overlooks => one.recorded,
        false if invents && cap > one.recorded => one.owed + 1,
        _ => one.owed,
    }
}

fn said(file: &mut String, begin: &str, one: &Incident, owed: u64) {
    if owed == 0 {
        let _ = writeln!(file, "{begin}0,");
    }
    let class = one.family.name();
    for crime in 1..=owed {
        let _ = writeln!(file, "{begin}{crime},{class}");
    }
}
