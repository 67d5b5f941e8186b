//! After an erasure: nothing of the rows is left in the database's files.
//!
//! SQLite overwrites what is deleted (`secure_delete`); the write-ahead log is then folded in and cut to
//! nothing. Moving cells within a page can leave copies behind, so the files are searched for what went,
//! and where anything is found the whole file is written anew.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use aho_corasick::AhoCorasick;
use sqlx::Executor;

use super::Plan;
use crate::Store;
use crate::engine::Engine;
use crate::fault::Fault;

/// Bytes looked at in one go.
const CHUNK: usize = 1 << 20;
/// Bytes of a row's text that are looked for: its end, which is not cut by a page as often.
const TAIL: usize = 48;

/// How the files were cleaned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scrubbed {
    /// The files were searched for every row that went, and hold none.
    Absent,
    /// As `Absent`, after the file was written anew.
    WrittenAnew,
    /// Something is still there: another program is reading. Run it again when it has ended.
    StillThere,
    /// PostgreSQL: the table was vacuumed; its log and its backups go as the server's settings say.
    Vacuumed,
    /// PostgreSQL: the role may not vacuum the table; its owner has to.
    OwnerMustVacuum,
}

pub(super) async fn scrub(store: &Store, plan: &Plan) -> Result<Scrubbed, Fault> {
    match &store.engine {
        Engine::Sqlite { writer, file, .. } => {
            let traces = traces(plan)?;
            writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").await?;
            if !is_there(file, &traces)? {
                return Ok(Scrubbed::Absent);
            }
            writer.execute("VACUUM").await?;
            writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").await?;
            Ok(if is_there(file, &traces)? { Scrubbed::StillThere } else { Scrubbed::WrittenAnew })
        }
        Engine::Postgres { pool } => {
            let owner: bool = sqlx::query_scalar(
                "SELECT pg_catalog.pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = 'personal'::regclass",
            )
            .fetch_one(pool)
            .await?;
            if !owner {
                return Ok(Scrubbed::OwnerMustVacuum);
            }
            pool.execute("VACUUM (FULL) personal").await?;
            Ok(Scrubbed::Vacuumed)
        }
    }
}

/// Each row is looked for by its nonce, which is nowhere else, and by the end of its text.
fn traces(plan: &Plan) -> Result<AhoCorasick, Fault> {
    let tail = |body: &'_ Vec<u8>| body.get(body.len().saturating_sub(TAIL)..).map(<[u8]>::to_vec);
    let rows = plan.rows.iter();
    let patterns = rows.flat_map(|row| [Some(row.nonce.clone()), tail(&row.body)]).flatten();
    let long: Vec<Vec<u8>> = patterns.filter(|pattern| pattern.len() >= 32).collect();
    AhoCorasick::new(long).map_err(|error| Fault::Engine(format!("the files cannot be searched ({error})")))
}

fn is_there(file: &Path, traces: &AhoCorasick) -> Result<bool, Fault> {
    let mut wal = file.as_os_str().to_owned();
    wal.push("-wal");
    for path in [file, Path::new(&wal)] {
        if path.is_file() && holds(path, traces)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn holds(path: &Path, traces: &AhoCorasick) -> Result<bool, Fault> {
    let unfit = |error| Fault::File { place: path.display().to_string(), error };
    let mut file = File::open(path).map_err(unfit)?;
    let mut bytes = Vec::with_capacity(CHUNK + TAIL);
    loop {
        // What a cut goes through is looked at again with the next chunk.
        let kept = bytes.len().min(TAIL);
        let from = bytes.len() - kept;
        bytes.drain(..from);
        let n = file.by_ref().take(CHUNK as u64).read_to_end(&mut bytes).map_err(unfit)?;
        if traces.is_match(&bytes) {
            return Ok(true);
        }
        if n == 0 {
            return Ok(false);
        }
    }
}
