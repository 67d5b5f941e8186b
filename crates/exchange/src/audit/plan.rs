//! The plan and the draw as files: key-sorted JSON, known by the digest of their bytes.

use std::collections::BTreeMap;
use std::path::Path;

use audit::draw::FrameLine;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::protocol::ProtocolFile;
use crate::fault::Fault;

/// Format of the plan.
pub const PLAN_FORMAT: &str = "onrecord audit plan 1";
/// Format of the draw.
pub const DRAW_FORMAT: &str = "onrecord audit draw 1";

/// `plan.json`: what is settled before the seed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    /// SHA-256 of every file the plan rests on, by its role.
    pub files: BTreeMap<String, NamedDigest>,
    /// [`PLAN_FORMAT`].
    pub format: String,
    /// The frame.
    pub frame: FrameFacts,
    /// SHA-256 of the sealed file of planted logs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planted: Option<String>,
    /// Version of the program.
    pub program: String,
    /// The protocol, every default filled in.
    pub protocol: ProtocolFile,
}

/// A file by name and digest.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct NamedDigest {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// What the frame holds.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct FrameFacts {
    /// Incidents whose cap is their own, the maximum of their class, or their recorded count.
    pub caps: BTreeMap<String, u64>,
    /// Incidents.
    pub incidents: u64,
    /// Crimes recorded.
    pub recorded: u64,
    /// SHA-256 of the canonical lines.
    pub root: String,
    /// Whole number that stands for a share of 1 in sizes; 0 where sizes are not computed.
    pub scale: u64,
    /// Sum of sizes.
    pub sizes: u64,
    /// By stratum: incidents, recorded crimes, sum of sizes.
    pub strata: BTreeMap<String, [u64; 3]>,
}

/// `draw.json`: the seed and what it drew.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawFile {
    /// [`DRAW_FORMAT`].
    pub format: String,
    /// SHA-256 of the frame.
    pub frame_root: String,
    /// Incidents drawn.
    pub n: u64,
    /// Bodies that made the seed together; empty where it was thrown.
    pub parties: Vec<Party>,
    /// SHA-256 of plan.json.
    pub plan: String,
    /// Version of the program.
    pub program: String,
    /// SHA-256 of sample.csv.
    pub sample: String,
    /// The seed.
    pub seed: String,
    /// When it was thrown or revealed.
    pub seed_at: String,
    /// How it came about, as a sentence.
    pub seed_source: String,
    /// SHA-256 of worklist.csv.
    pub worklist: String,
}

/// A body that gave a secret.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// What it published beforehand.
    pub commitment: String,
    /// Its name.
    pub party: String,
    /// Its secret.
    pub secret: String,
}

/// A file's JSON, two spaces deep, ending in a line feed.
///
/// # Errors
/// [`Fault::Report`] where it cannot be put as JSON, which would be a defect.
pub fn json<T: Serialize>(value: &T) -> Result<String, Fault> {
    let mut text = serde_json::to_string_pretty(value).map_err(|error| Fault::Report(error.to_string()))?;
    text.push('\n');
    Ok(text)
}

/// Reads one of these files: its value and the digest of its bytes.
///
/// # Errors
/// [`Fault`] where it cannot be read or is no such file.
pub fn read<T: DeserializeOwned>(path: &Path, command: &str) -> Result<(T, String), Fault> {
    let bytes = std::fs::read(path).map_err(|error| Fault::Unreadable { path: path.to_owned(), error })?;
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
    let value = serde_json::from_slice(&bytes).map_err(|error| {
        Fault::not_a_table(name, format!("it is not what `onrecord audit {command}` writes ({error})."))
    })?;
    Ok((value, super::digest(&bytes)))
}

/// What a frame holds.
pub fn facts(frame: &[FrameLine], caps: BTreeMap<String, u64>, scale: u64) -> FrameFacts {
    let mut strata: BTreeMap<String, [u64; 3]> = BTreeMap::new();
    for line in frame {
        let [incidents, recorded, size] = strata.entry(line.stratum.clone()).or_default();
        *incidents += 1;
        *recorded += line.recorded;
        *size += line.size;
    }
    FrameFacts {
        caps,
        incidents: frame.len() as u64,
        recorded: frame.iter().map(|line| line.recorded).sum(),
        root: audit::draw::frame_root(frame),
        scale,
        sizes: frame.iter().map(|line| line.size).sum(),
        strata,
    }
}
