//! `onrecord backup`: a copy of the whole database, of one moment, with what it must be held to.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use ledger::{Hash, Value};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::operations::Kind;
use store::{Opening, Store, Surroundings, Target, engine};

use crate::cli::{Backup, Format};
use crate::progress::Progress;
use crate::{Outcome, Stopped};

/// What stands beside the copy.
pub const ABOUT: &str = "backup.json";
/// Read at a time for a digest.
const MEGABYTE: u64 = 1 << 20;
/// What a restore leaves beside it.
pub const PROVEN: &str = "proven.json";

/// What a copy must be held to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// When it was made, ISO 8601.
    pub made_at: String,
    /// The copy's file.
    pub file: String,
    /// Its SHA-256.
    pub sha256: String,
    /// Entries of the ledger that it holds at the least.
    pub entries: u64,
    /// Their RFC 6962 root.
    pub root: String,
    /// The last checkpoint that was given out before, as a signed note.
    pub checkpoint: Option<String>,
}

/// That a copy was restored and verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// When, ISO 8601.
    pub restored_at: String,
    /// SHA-256 of the copy that was restored.
    pub sha256: String,
}

/// Copies, verifies the copy, and moves it in whole.
///
/// # Errors
/// A sentence where it cannot run; nothing is then left behind.
pub fn run(options: &Backup, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let to = &options.to;
    if to.exists() {
        return Err(Stopped::Usage(format!(
            "{}: this is there already. Name a new folder for each backup; nothing was changed.",
            to.display()
        )));
    }
    let aside = aside(to);
    let progress = Progress::begin();
    let made = super::with_store(&options.place, Opening::Existing, async |store| {
        let made = make(&store, &aside, &progress).await;
        let about = match made {
            Ok(Ok(about)) => about,
            Ok(Err(wrong)) => return Ok(Err(wrong)),
            Err(fault) => return Err(fault),
        };
        moved_in(&aside, to)?;
        let place = to.canonicalize().unwrap_or_else(|_| to.clone());
        store.note(Kind::BackedUp, detail(&about, &place)).await?;
        Ok(Ok(about))
    });
    let _ = std::fs::remove_dir_all(&aside);
    drop(progress);
    match made? {
        Ok(about) => said(options, &about, out),
        Err(wrong) => {
            writeln!(
                out,
                "NO: {wrong}. Nothing was kept as a backup: it would be one of a damaged database."
            )?;
            Ok(Outcome::No)
        }
    }
}

fn said(options: &Backup, about: &About, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    match options.format {
        Format::Json => super::print_json(
            out,
            &serde_json::json!({ "to": options.to, "proven": false, "made_at": about.made_at,
                "entries": about.entries, "root": about.root, "sha256": about.sha256 }),
        )?,
        Format::Text => {
            writeln!(out, "Backup of {} entries: {}", about.entries, options.to.display())?;
            writeln!(
                out,
                "It is unproven until it was restored and verified: onrecord restore --from {} --data ELSEWHERE",
                options.to.display()
            )?;
        }
    }
    Ok(Outcome::Done)
}

fn aside(to: &Path) -> PathBuf {
    let mut name = to.as_os_str().to_owned();
    name.push(format!(".partial-{}", std::process::id()));
    name.into()
}

/// The copy in a folder aside, or what is wrong with the database.
async fn make(
    store: &Store,
    aside: &Path,
    progress: &Progress,
) -> Result<Result<About, String>, store::Fault> {
    std::fs::create_dir_all(aside).map_err(|error| file_fault(aside, error))?;
    let checkpoint = store.last_noted(Kind::CheckpointExported).await?;
    let checkpoint = checkpoint.and_then(|last| Some(last.detail.find("note")?.as_text()?.to_owned()));
    let made_at = super::moment(store.now());
    // What a dump of PostgreSQL holds begins no earlier than what is verified here before it.
    let before = match store.target() {
        Target::Url(_) => Some(store.verify(&mut super::checking(store, progress).await?).await?),
        Target::Folder(_) => None,
    };
    progress.say("copying");
    let file = store.copy_into(aside).await?;
    let verified = match before {
        Some(verified) => verified,
        None => verified_copy(aside, progress).await?,
    };
    if let Some(bad) = verified.bad.first() {
        return Ok(Err(format!("{} (first bad entry: {})", bad.what, bad.seq)));
    }
    let about = About {
        made_at,
        file: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        sha256: digest(&file, progress).map_err(|error| file_fault(&file, error))?.to_hex(),
        entries: verified.n_entries,
        root: verified.root.to_hex(),
        checkpoint,
    };
    let text = serde_json::to_vec_pretty(&about).map_err(std::io::Error::from);
    let place = aside.join(ABOUT);
    text.and_then(|text| written(&place, &text)).map_err(|error| file_fault(&place, error))?;
    Ok(Ok(about))
}

async fn verified_copy(folder: &Path, progress: &Progress) -> Result<store::verify::Verified, store::Fault> {
    let target = Target::Folder(folder.to_path_buf());
    let copy = Store::open(&target, Opening::Existing, Surroundings::of_the_machine()).await?;
    let mut say = super::checking(&copy, progress).await?;
    let verified = copy.verify(&mut say).await;
    copy.close().await;
    for left in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("{}{left}", engine::FILE)));
    }
    verified
}

fn moved_in(aside: &Path, to: &Path) -> Result<(), store::Fault> {
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let moved = || {
        std::fs::File::open(aside)?.sync_all()?;
        std::fs::rename(aside, to)?;
        std::fs::File::open(folder)?.sync_all()
    };
    moved().map_err(|error| file_fault(to, error))
}

fn detail(about: &About, place: &Path) -> Value {
    Value::object([
        ("entries", Value::Integer(i64::try_from(about.entries).unwrap_or(i64::MAX))),
        ("place", Value::from(place.to_string_lossy().into_owned())),
        ("sha256", Value::from(about.sha256.as_str())),
    ])
}

/// Writes a file and waits until it is on the disk.
pub(crate) fn written(place: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = std::fs::File::create(place)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// SHA-256 of a file.
pub(crate) fn digest(file: &Path, progress: &Progress) -> std::io::Result<Hash> {
    let file = std::fs::File::open(file)?;
    let n_all = file.metadata()?.len().div_ceil(MEGABYTE);
    let mut hasher = Sha256::new();
    let mut buffer = Vec::new();
    for n_read in 1.. {
        buffer.clear();
        if (&file).take(MEGABYTE).read_to_end(&mut buffer)? == 0 {
            break;
        }
        hasher.update(&buffer);
        progress.bar("taking the digest, megabytes", n_read, n_all);
    }
    Ok(Hash(hasher.finalize().into()))
}

/// A file at fault, as the store says it.
pub(crate) fn file_fault(place: &Path, error: std::io::Error) -> store::Fault {
    store::Fault::File { place: place.display().to_string(), error }
}
