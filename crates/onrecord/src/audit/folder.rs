//! The folder of an audit: plan, frame, details and draw, each checked against the digest that the one
//! before it holds.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use audit::draw::{FrameLine, Race};
use audit::list::{Entry, list};
use audit::population::Report;
use audit::protocol::{Protocol, SizeRule};
use audit::sizes::{Exposure, sizes};
use exchange::audit::plan::{DrawFile, PlanFile};
use exchange::audit::{digest, plan, population};

use super::refuse;
use crate::Stopped;

/// An audit as its folder holds it.
pub struct Audit {
    /// The folder.
    pub folder: PathBuf,
    /// The plan.
    pub plan: PlanFile,
    /// SHA-256 of plan.json.
    pub plan_digest: String,
    /// The protocol of the plan.
    pub protocol: Protocol,
    /// The reports, in the order of details.csv.
    pub reports: Vec<Report>,
    /// The frame, in the same order.
    pub frame: Vec<FrameLine>,
}

/// An audit that was drawn.
pub struct Drawn {
    /// The audit.
    pub audit: Arc<Audit>,
    /// The draw.
    pub draw: DrawFile,
    /// SHA-256 of draw.json.
    pub draw_digest: String,
    /// The list.
    pub entries: Vec<Entry>,
    /// References of the work list, in its order.
    pub work_list: Vec<String>,
}

impl Audit {
    /// Opens a folder and checks it against its plan.
    ///
    /// # Errors
    /// A sentence naming the file that is lacking or was changed.
    pub fn open(folder: &Path) -> Result<Self, Stopped> {
        let (plan, plan_digest): (PlanFile, String) = plan::read(&folder.join("plan.json"), "plan")?;
        let protocol =
            plan.protocol.protocol(plan.planted.clone()).map_err(|why| refuse("plan.json", why))?;
        let details = population::read(&folder.join("details.csv"))?;
        let stated = plan.files.get("details").map(|file| file.sha256.as_str());
        if stated != Some(details.digest.as_str()) {
            return Err(changed("details.csv"));
        }
        let frame = frame_as_stated(&details.reports);
        let published = std::fs::read(folder.join("frame.txt"))
            .map_err(|error| exchange::Fault::Unreadable { path: folder.join("frame.txt"), error })?;
        if digest(&published) != plan.frame.root || audit::draw::frame_root(&frame) != plan.frame.root {
            return Err(changed("frame.txt"));
        }
        Ok(Self { folder: folder.to_owned(), plan, plan_digest, protocol, reports: details.reports, frame })
    }

    /// Its frame, ready to be drawn from.
    ///
    /// # Errors
    /// A sentence where no list can be drawn from it.
    pub fn race(&self) -> Result<Race<'_>, Stopped> {
        Race::new(&self.frame).map_err(|fault| refuse("frame.txt", fault.to_string()))
    }

    /// Checks that a file is the one the plan was made from.
    ///
    /// # Errors
    /// A sentence where it is not.
    pub fn same_file(&self, role: &str, path: &Path) -> Result<(), Stopped> {
        let bytes = std::fs::read(path)
            .map_err(|error| exchange::Fault::Unreadable { path: path.to_owned(), error })?;
        match self.plan.files.get(role) {
            Some(file) if file.sha256 == digest(&bytes) => Ok(()),
            _ => Err(refuse(
                path.display().to_string(),
                format!(
                    "it is not the {role} that the plan was made from: its digest differs.{} Bring back the file as it was, or make a new plan.",
                    if role == "population" { self.first_difference(path) } else { String::new() }
                ),
            )),
        }
    }

    /// Where a population differs from that of the plan, as a sentence with its line.
    fn first_difference(&self, path: &Path) -> String {
        let now = match population::read(path) {
            Ok(now) => now.reports,
            Err(fault) => return format!(" It can no longer be read: {fault}"),
        };
        let planned: HashMap<&str, &Report> =
            self.reports.iter().map(|report| (report.id.as_str(), report)).collect();
        let differs = |report: &Report| {
            let line = report.file_line;
            let Some(was) = planned.get(report.id.as_str()) else {
                return Some(format!(" Line {line}: {} is not in the plan.", report.id));
            };
            let now = (&report.stratum, report.recorded, self.protocol.caps.of(report).cap, report.risk);
            let then = (&was.stratum, was.recorded, was.cap.unwrap_or(0), was.risk);
            (now != then).then(|| {
                format!(
                    " Line {line}: {} has {} recorded, cap {}, stratum {}, and in the plan {} recorded, cap {}, stratum {}.",
                    report.id, now.1, now.2, now.0, then.1, then.2, then.0
                )
            })
        };
        if let Some(sentence) = now.iter().find_map(differs) {
            return sentence;
        }
        match planned.len() - now.len().min(planned.len()) {
            0 => " What it says of every incident is the same: it was saved anew or reordered.".into(),
            n => format!(" {n} incidents of the plan are no longer in it."),
        }
    }
}

fn changed(file: &str) -> Stopped {
    refuse(
        file,
        "it was changed after the plan was made: its digest is not the one in plan.json. Bring back the file as it was, or make a new plan in a new folder.",
    )
}

/// The frame that details.csv states: every cap and size is in it.
fn frame_as_stated(reports: &[Report]) -> Vec<FrameLine> {
    let line = |report: &Report| FrameLine {
        id: report.id.clone(),
        stratum: report.stratum.clone(),
        size: report.size.unwrap_or(1),
        cap: report.cap.unwrap_or(report.recorded.max(1)),
        recorded: report.recorded,
    };
    reports.iter().map(line).collect()
}

/// Frame and scale of sizes that population and protocol make.
pub fn frame_of(reports: &[Report], protocol: &Protocol) -> Result<(Vec<FrameLine>, u64), String> {
    let rule = &protocol.sizes;
    let equal = || vec![1_u64; reports.len()];
    let (sizes, scale) = match rule.rule {
        SizeRule::Equal => (equal(), 0),
        SizeRule::AsGiven => {
            let given: Option<Vec<u64>> = reports.iter().map(|report| report.size).collect();
            let why = "[sizes] use is \"as given\" and the population has incidents without a size.";
            (given.ok_or(why)?, 0)
        }
        SizeRule::Computed => {
            let exposure = |report: &Report| Exposure {
                recorded: report.recorded,
                cap: protocol.caps.of(report).cap,
                risk: report.risk,
            };
            let exposures: Vec<Exposure> = reports.iter().map(exposure).collect();
            let made = sizes(&exposures, &size_rule(protocol));
            (made.sizes, made.scale)
        }
    };
    Ok((audit::population::frame(reports, &protocol.caps, &sizes), scale))
}

fn size_rule(protocol: &Protocol) -> audit::sizes::SizeRule {
    audit::sizes::SizeRule {
        expected_accuracy: protocol.sizes.planned_rate,
        claimed_accuracy: protocol.certificate.at_least,
        mean_square_missed: protocol.sizes.mean_square_missed,
        wrong_rate: protocol.sizes.wrongly_recorded,
        cap_share: protocol.sizes.eps,
    }
}

impl Drawn {
    /// Opens a folder that was drawn, and re-derives the list.
    ///
    /// # Errors
    /// A sentence naming the file that is lacking or was changed.
    pub fn open(folder: &Path) -> Result<Self, Stopped> {
        let audit = Arc::new(Audit::open(folder)?);
        let race = audit.race()?;
        Self::of(&audit, &race, folder)
    }

    /// Opens the draw that stands in a folder, of an audit that is open already.
    ///
    /// # Errors
    /// As [`Drawn::open`].
    pub fn of(audit: &Arc<Audit>, race: &Race<'_>, folder: &Path) -> Result<Self, Stopped> {
        let path = folder.join("draw.json");
        if !path.exists() {
            return Err(refuse(
                "draw.json",
                format!(
                    "there is none in {}: draw the list first, with `onrecord audit draw`.",
                    folder.display()
                ),
            ));
        }
        let (draw, draw_digest): (DrawFile, String) = plan::read(&path, "draw")?;
        if draw.plan != audit.plan_digest {
            return Err(refuse(
                "draw.json",
                "it was drawn for another plan: the plan was changed after the draw.",
            ));
        }
        let rule = &audit.protocol.sample;
        let entries =
            list(race, &draw.seed, rule, draw.n).map_err(|fault| refuse("draw.json", fault.to_string()))?;
        let work_list = work_list(audit, folder, &draw, &entries)?;
        Ok(Self { audit: Arc::clone(audit), draw, draw_digest, entries, work_list })
    }

    /// References in the work list that were not drawn: planted.
    pub fn planted(&self) -> Vec<String> {
        let drawn: BTreeSet<&str> = self.entries.iter().filter_map(|entry| self.id(entry)).collect();
        self.work_list.iter().filter(|id| !drawn.contains(id.as_str())).cloned().collect()
    }

    /// The reference of an entry.
    pub fn id(&self, entry: &Entry) -> Option<&str> {
        self.audit.frame.get(entry.line).map(|line| line.id.as_str())
    }
}

fn work_list(
    audit: &Audit,
    folder: &Path,
    draw: &DrawFile,
    entries: &[Entry],
) -> Result<Vec<String>, Stopped> {
    let path = folder.join("worklist.csv");
    let sheet = exchange::audit::sheet::Sheet::read(&path, &["order", "incident_ref"], &["marks"])?;
    if sheet.digest != draw.worklist {
        return Err(refuse(
            "worklist.csv",
            "it was changed after the draw: its digest is not the one in draw.json.",
        ));
    }
    let ids: Vec<String> = sheet.rows().map(|row| row.text("incident_ref").to_owned()).collect();
    let listed: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    let lacking = entries
        .iter()
        .filter_map(|entry| audit.frame.get(entry.line))
        .find(|l| !listed.contains(l.id.as_str()));
    match lacking {
        Some(line) => {
            Err(refuse("worklist.csv", format!("{} was drawn and is not in it; replay the draw.", line.id)))
        }
        None => Ok(ids),
    }
}
