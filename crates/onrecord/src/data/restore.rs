//! `onrecord restore`: a backup is put back, verified against everything that is known of it, and only
//! then called good.

use std::io::Write;
use std::path::{Path, PathBuf};

use ledger::{Checkpoint, Hash, SignedNote};
use store::checkpoint::Extends;
use store::{Opening, Store, Surroundings, Target, copy};

use super::backup::{ABOUT, About, PROVEN, Proof, digest, file_fault, written};
use super::keys;
use crate::cli::{Format, Restore};
use crate::progress::Progress;
use crate::{Outcome, Stopped};

/// Restores; exit 1 where the copy is not good, which is then not put in place.
///
/// # Errors
/// A sentence where it cannot run.
pub fn run(options: &Restore, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let about = about(&options.from)?;
    let read = |file: &PathBuf| keys::checkpoint(file, options.public_key.as_deref());
    let kept: Vec<Checkpoint> = options.checkpoint.iter().map(read).collect::<Result<_, _>>()?;
    let target = options.place.target()?;
    let progress = Progress::begin();
    let file = options.from.join(Path::new(&about.file).file_name().unwrap_or_default());
    let found = digest(&file, &progress).map_err(|error| Stopped::Store(file_fault(&file, error)))?;
    if found.to_hex() != about.sha256 {
        drop(progress);
        writeln!(out, "NO: {} is not the file that was backed up: its digest differs.", file.display())?;
        return Ok(Outcome::No);
    }
    let aside = Aside::of(&target)?;
    let judged = runtime()?.block_on(judge(options, &aside.target, &file, &about, &kept, &progress))?;
    drop(progress);
    match judged {
        Judged { wrong: None, n_entries, lost } => {
            aside.move_in()?;
            good(options, &about, n_entries, lost, out)
        }
        Judged { wrong: Some(wrong), .. } => {
            writeln!(out, "NO: this copy is not good: {wrong}.")?;
            writeln!(out, "It lies at {} for whoever looks into it. Do not use it.", aside.target.shown())?;
            Ok(Outcome::No)
        }
    }
}

fn about(from: &Path) -> Result<About, Stopped> {
    let place = from.join(ABOUT);
    let text = std::fs::read(&place).map_err(|error| {
        Stopped::Usage(format!(
            "{}: this cannot be read ({error}). Name a folder that `onrecord backup` made.",
            place.display()
        ))
    })?;
    serde_json::from_slice(&text).map_err(|error| {
        Stopped::Usage(format!("{}: this is not what a backup says of itself ({error}).", place.display()))
    })
}

fn runtime() -> Result<tokio::runtime::Runtime, Stopped> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Stopped::Usage(format!("no threads could be started ({error}).")))
}

/// Where a copy is until it is called good: beside its place on SQLite, in its place on PostgreSQL.
struct Aside {
    target: Target,
    place: Option<PathBuf>,
}

impl Aside {
    fn of(target: &Target) -> Result<Self, Stopped> {
        let Target::Folder(place) = target else { return Ok(Self { target: target.clone(), place: None }) };
        let is_free = match std::fs::read_dir(place) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        };
        let mut name = place.as_os_str().to_owned();
        name.push(".unverified");
        let aside = PathBuf::from(name);
        for (taken, what) in [(!is_free, place), (aside.exists(), &aside)] {
            if taken {
                return Err(Stopped::Usage(format!(
                    "{}: something is here already. Restore into a new folder; nothing was changed.",
                    what.display()
                )));
            }
        }
        Ok(Self { target: Target::Folder(aside), place: Some(place.clone()) })
    }

    fn move_in(&self) -> Result<(), Stopped> {
        let (Target::Folder(aside), Some(place)) = (&self.target, &self.place) else { return Ok(()) };
        let _ = std::fs::remove_dir(place);
        std::fs::rename(aside, place).map_err(|error| Stopped::Store(file_fault(place, error)))
    }
}

/// What was found.
struct Judged {
    wrong: Option<String>,
    n_entries: u64,
    /// Entries that a checkpoint covers and the copy has not, where that was accepted.
    lost: Option<u64>,
}

async fn judge(
    options: &Restore,
    target: &Target,
    file: &Path,
    about: &About,
    kept: &[Checkpoint],
    progress: &Progress,
) -> Result<Judged, store::Fault> {
    progress.say("putting it back");
    copy::put_back(file, target).await?;
    let store = Store::open(target, Opening::Migrating, Surroundings::of_the_machine()).await?;
    let judged = held_to(options, &store, about, kept, progress).await;
    store.close().await;
    judged
}

async fn held_to(
    options: &Restore,
    store: &Store,
    about: &About,
    kept: &[Checkpoint],
    progress: &Progress,
) -> Result<Judged, store::Fault> {
    let (mut wrong, mut lost) = (None, None);
    let mut comparing = super::walking(store, progress, "comparing with checkpoints").await?;
    let own = store.compare(&own_checkpoints(about), &mut comparing).await?;
    wrong = wrong.or(own.wrong());
    let outside = store.compare(kept, &mut comparing).await?;
    match outside.extends {
        Extends::Shorter { checkpoint } if options.accept_loss => {
            lost = Some(checkpoint.saturating_sub(outside.n_entries));
        }
        _ => wrong = wrong.or(outside.wrong()),
    }
    let verified = store.verify(&mut super::checking(store, progress).await?).await?;
    wrong = wrong.or(verified.bad.first().map(|bad| format!("{} (first bad entry: {})", bad.what, bad.seq)));
    if wrong.is_none() {
        let mut replaying = super::walking(store, progress, "replaying entries").await?;
        let rebuilt = store.rebuild_check(&mut replaying).await?;
        let unequal = rebuilt.tables.iter().find(|table| !table.is_equal());
        wrong = unequal.map(|table| format!("table {} is not what the ledger makes of it", table.table));
    }
    Ok(Judged { wrong, n_entries: verified.n_entries, lost })
}

/// What the backup says of itself: its own root, and the last checkpoint before it.
fn own_checkpoints(about: &About) -> Vec<Checkpoint> {
    let own = Hash::from_hex(&about.root).unwrap_or(Hash::ZERO);
    let mut all = vec![Checkpoint { origin: "backup".into(), size: about.entries, root: own }];
    let note = about.checkpoint.as_deref().and_then(|note| SignedNote::parts(note.as_bytes()).ok());
    all.extend(note.and_then(|(text, _)| Checkpoint::from_text(&text).ok()));
    all
}

fn good(
    options: &Restore,
    about: &About,
    n_entries: u64,
    lost: Option<u64>,
    out: &mut dyn Write,
) -> Result<Outcome, Stopped> {
    let proof = Proof { restored_at: super::moment(now_micros()), sha256: about.sha256.clone() };
    let text = serde_json::to_vec_pretty(&proof).map_err(std::io::Error::from)?;
    let proven = written(&options.from.join(PROVEN), &text);
    let witnessed = !options.checkpoint.is_empty();
    if options.format == Format::Json {
        let value = serde_json::json!({ "good": true, "entries": n_entries, "lost_entries": lost.unwrap_or(0),
            "checkpoints_compared": options.checkpoint.len(), "witnessed": witnessed,
            "noted_as_proven": proven.is_ok(), "made_at": about.made_at });
        super::print_json(out, &value)?;
        return Ok(Outcome::Done);
    }
    writeln!(out, "Restored and verified: {n_entries} entries, as backed up on {}.", about.made_at)?;
    if let Some(lost) = lost {
        writeln!(out, "{lost} entries that a checkpoint covers are LOST with this copy, as accepted.")?;
    }
    if witnessed {
        writeln!(out, "It was held to {} checkpoints kept elsewhere.", options.checkpoint.len())?;
    } else {
        writeln!(
            out,
            "Unwitnessed: no checkpoint kept elsewhere was given (--checkpoint FILE), so an older or rewritten copy would not be seen."
        )?;
    }
    if let Err(error) = proven {
        writeln!(out, "That it was proven could not be noted beside the backup ({error}).")?;
    }
    Ok(Outcome::Done)
}

fn now_micros() -> i64 {
    (Surroundings::of_the_machine().clock)()
}
