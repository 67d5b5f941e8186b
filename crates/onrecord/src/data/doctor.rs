//! `onrecord doctor`: what an operator must know, the worst first.

use std::io::Write;
use std::path::Path;

use ledger::Value;
use serde_json::json;
use store::operations::{Condition, Kind, Operation};
use store::{Opening, Store, Target};

use super::backup::{PROVEN, Proof};
use crate::cli::{Doctor, Format};
use crate::progress::Progress;
use crate::{Outcome, Stopped};

/// Below this share of the disk, in hundredths, its room is a warning.
const ROOM_PERCENT: u64 = 20;
/// Below this many bytes as well.
const ROOM_BYTES: u64 = 2_000_000_000;
/// A verification or backup older than this is a warning: corruption is to be found within a day.
const DAY_MICROS: i64 = 86_400_000_000;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Bad,
    Warning,
    Good,
}

impl State {
    const fn word(self) -> &'static str {
        match self {
            Self::Bad => "bad",
            Self::Warning => "warning",
            Self::Good => "good",
        }
    }
}

/// One thing to know.
struct Finding {
    name: &'static str,
    state: State,
    says: String,
}

impl Finding {
    fn new(name: &'static str, state: State, says: impl Into<String>) -> Self {
        Self { name, state, says: says.into() }
    }
}

/// What was read from the database.
struct Read {
    now: i64,
    condition: Condition,
    verified: Option<Operation>,
    backed_up: Option<Operation>,
    exported: Option<Operation>,
    compared: Option<Operation>,
}

/// Looks and tells; a finding is no error.
///
/// # Errors
/// A sentence where it cannot run.
pub fn run(options: &Doctor, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let progress = Progress::begin();
    progress.say("reading the ledger's times");
    let read = super::with_store(&options.place, Opening::Existing, async |store| read(&store).await)?;
    drop(progress);
    let mut findings = vec![
        disk(&options.place.target()?),
        verification(&read),
        backup(&read),
        checkpoints(&read),
        clock(&read),
        loads(&read.condition),
        pages(&read.condition),
    ];
    findings.sort_by_key(|finding| finding.state);
    match options.format {
        Format::Text => {
            for finding in &findings {
                writeln!(out, "{:<8} {}: {}", finding.state.word(), finding.name, finding.says)?;
            }
        }
        Format::Json => {
            let one = |finding: &Finding| json!({ "name": finding.name, "state": finding.state.word(), "says": finding.says });
            let all: Vec<_> = findings.iter().map(one).collect();
            super::print_json(out, &json!({ "entries": read.condition.n_entries, "findings": all }))?;
        }
    }
    Ok(Outcome::Done)
}

async fn read(store: &Store) -> Result<Read, store::Fault> {
    Ok(Read {
        now: store.now(),
        condition: store.condition().await?,
        verified: store.last_noted(Kind::Verified).await?,
        backed_up: store.last_noted(Kind::BackedUp).await?,
        exported: store.last_noted(Kind::CheckpointExported).await?,
        compared: store.last_noted(Kind::CheckpointCompared).await?,
    })
}

fn disk(target: &Target) -> Finding {
    let Target::Folder(folder) = target else {
        return Finding::new(
            "disk",
            State::Warning,
            "the database server's disk is not seen from here; watch it there",
        );
    };
    match rustix::fs::statvfs(folder) {
        Err(error) => Finding::new("disk", State::Warning, format!("its room cannot be read ({error})")),
        Ok(disk) => {
            room(disk.f_bavail.saturating_mul(disk.f_frsize), disk.f_blocks.saturating_mul(disk.f_frsize))
        }
    }
}

fn room(free: u64, all: u64) -> Finding {
    let percent = free.saturating_mul(100).checked_div(all).unwrap_or(0);
    let says = format!("{percent}% free, {} MB of {} MB", free / 1_000_000, all / 1_000_000);
    match percent < ROOM_PERCENT || free < ROOM_BYTES {
        true => Finding::new("disk", State::Warning, format!("{says}; make room before writes are refused")),
        false => Finding::new("disk", State::Good, says),
    }
}

fn verification(read: &Read) -> Finding {
    let name = "verification";
    let Some(last) = &read.verified else {
        return Finding::new(name, State::Warning, "never done; run `onrecord verify`, best every night");
    };
    let when = super::moment(last.at);
    if last.detail.find("holds").and_then(Value::as_text) != Some("yes") {
        return Finding::new(
            name,
            State::Bad,
            format!("the last one, {when}, said NO; run `onrecord verify` and read what it names"),
        );
    }
    if read.now.saturating_sub(last.at) > DAY_MICROS {
        return Finding::new(name, State::Warning, format!("last done {when}, more than a day ago"));
    }
    Finding::new(name, State::Good, format!("everything held on {when}"))
}

fn backup(read: &Read) -> Finding {
    let name = "backup";
    let Some(last) = &read.backed_up else {
        return Finding::new(name, State::Bad, "never made; run `onrecord backup`, and restore it once");
    };
    let text = |field| last.detail.find(field).and_then(Value::as_text).unwrap_or_default();
    let (when, place) = (super::moment(last.at), text("place"));
    let is_old = read.now.saturating_sub(last.at) > DAY_MICROS;
    match proof(Path::new(place), text("sha256")) {
        None => Finding::new(
            name,
            State::Warning,
            format!(
                "last made {when} at {place}: UNPROVEN, never restored and verified from here; run `onrecord restore --from`"
            ),
        ),
        Some(proof) => Finding::new(
            name,
            if is_old { State::Warning } else { State::Good },
            format!("last made {when} at {place}: proven by a restore on {}", proof.restored_at),
        ),
    }
}

/// The note of a restore beside the very copy that was made.
fn proof(place: &Path, sha256: &str) -> Option<Proof> {
    let text = std::fs::read(place.join(PROVEN)).ok()?;
    serde_json::from_slice::<Proof>(&text).ok().filter(|proof| proof.sha256 == sha256)
}

fn checkpoints(read: &Read) -> Finding {
    let name = "checkpoints";
    let size = |operation: &Operation| operation.detail.find("size").and_then(Value::as_integer).unwrap_or(0);
    let n_entries = i64::try_from(read.condition.n_entries).unwrap_or(i64::MAX);
    match (&read.compared, &read.exported) {
        (Some(compared), _) => {
            let n_since = n_entries.saturating_sub(size(compared));
            let says = format!(
                "last compared {} with one over {} entries; {n_since} entries since are unwitnessed",
                super::moment(compared.at),
                size(compared)
            );
            let is_old = n_since > 0 && read.now.saturating_sub(compared.at) > DAY_MICROS;
            Finding::new(name, if is_old { State::Warning } else { State::Good }, says)
        }
        (None, Some(exported)) => Finding::new(
            name,
            State::Warning,
            format!(
                "UNWITNESSED: one over {} entries was given out on {}; none that somebody else kept was ever compared",
                size(exported),
                super::moment(exported.at)
            ),
        ),
        (None, None) => Finding::new(
            name,
            State::Warning,
            "UNWITNESSED: none was given out; who can write the database can rewrite it unseen. Run `onrecord checkpoint export` and let another body keep it",
        ),
    }
}

fn clock(read: &Read) -> Finding {
    let (n, latest) = (read.condition.n_stepped_back, read.condition.latest_at);
    if let Some(latest) = latest.filter(|latest| *latest > read.now) {
        let says = format!(
            "this machine's clock stands before the last entry ({}); set it right before anything is decided",
            super::moment(latest)
        );
        return Finding::new("clock", State::Bad, says);
    }
    match n {
        0 => Finding::new("clock", State::Good, "never seen to step back"),
        n => Finding::new(
            "clock",
            State::Warning,
            format!(
                "stepped back before {n} entries; order is by number, but times near them are not to be trusted"
            ),
        ),
    }
}

fn loads(condition: &Condition) -> Finding {
    match condition.n_unsealed_loads {
        0 => Finding::new("loads", State::Good, "all sealed"),
        n => Finding::new(
            "loads",
            State::Warning,
            format!(
                "{n} begun and not sealed; one is running, or run it again: nothing of it is seen until it is sealed"
            ),
        ),
    }
}

fn pages(condition: &Condition) -> Finding {
    let name = "page checksums";
    match condition.page_checksums {
        Some(true) => Finding::new(name, State::Good, "on"),
        Some(false) => Finding::new(
            name,
            State::Bad,
            "off: PostgreSQL does not notice damaged pages; stop it and run `pg_checksums --enable`",
        ),
        None => Finding::new(
            name,
            State::Good,
            "SQLite has none; the nightly `onrecord verify` reads every ledger row and every sealed row",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_795_608_000_000_000;

    fn read(condition: Condition) -> Read {
        Read { now: NOON, condition, verified: None, backed_up: None, exported: None, compared: None }
    }

    const SOUND: Condition = Condition {
        n_entries: 9,
        latest_at: Some(NOON - 1),
        n_stepped_back: 0,
        n_unsealed_loads: 0,
        page_checksums: Some(true),
    };

    #[test]
    fn what_is_wrong_is_said_and_how_bad_it_is() {
        let later = Condition { latest_at: Some(NOON + 1), ..SOUND };
        let set_back = Condition { n_stepped_back: 2, ..SOUND };
        let unsealed = Condition { n_unsealed_loads: 1, ..SOUND };
        let unchecked = Condition { page_checksums: Some(false), ..SOUND };
        for (finding, state, says) in [
            (clock(&read(SOUND)), State::Good, "never seen"),
            (clock(&read(later)), State::Bad, "stands before the last entry"),
            (clock(&read(set_back)), State::Warning, "stepped back before 2 entries"),
            (loads(&SOUND), State::Good, "all sealed"),
            (loads(&unsealed), State::Warning, "1 begun and not sealed"),
            (pages(&SOUND), State::Good, "on"),
            (pages(&unchecked), State::Bad, "off"),
            (room(3_000_000_000, 10_000_000_000), State::Good, "30% free"),
            (room(1_900_000_000, 4_000_000_000), State::Warning, "make room"),
            (room(9_000_000_000, 90_000_000_000), State::Warning, "10% free"),
        ] {
            assert!(finding.state == state && finding.says.contains(says), "{says}: {}", finding.says);
        }
    }

    #[test]
    fn what_was_done_more_than_a_day_ago_is_a_warning() {
        let ago = |micros: i64, detail: Value| Some(Operation { at: NOON - micros, detail });
        let held = |word| Value::object([("holds", Value::from(word))]);
        let over = |size| Value::object([("size", Value::Integer(size))]);
        let sound = || read(SOUND);
        for (finding, state, says) in [
            (verification(&sound()), State::Warning, "never done"),
            (verification(&Read { verified: ago(1, held("yes")), ..sound() }), State::Good, "held"),
            (verification(&Read { verified: ago(1, held("no")), ..sound() }), State::Bad, "said NO"),
            (
                verification(&Read { verified: ago(DAY_MICROS + 1, held("yes")), ..sound() }),
                State::Warning,
                "more than a day ago",
            ),
            (checkpoints(&sound()), State::Warning, "UNWITNESSED: none was given out"),
            (checkpoints(&Read { exported: ago(1, over(9)), ..sound() }), State::Warning, "UNWITNESSED"),
            (checkpoints(&Read { compared: ago(1, over(7)), ..sound() }), State::Good, "2 entries since"),
            (
                checkpoints(&Read { compared: ago(DAY_MICROS + 1, over(7)), ..sound() }),
                State::Warning,
                "2 entries since are unwitnessed",
            ),
        ] {
            assert!(finding.state == state && finding.says.contains(says), "{says}: {}", finding.says);
        }
    }
}
