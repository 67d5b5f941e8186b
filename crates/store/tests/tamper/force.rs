//! A small database of Borsetshire Police, and someone with every power over its file.

use std::path::{Path, PathBuf};

use exchange::Table;
use exchange::intake::{self, Intake};
use ledger::{Checkpoint, Entry, Hash};
use recording::Event;
use recording::event::{LinkRuling, Verdict};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection, Row};
use store::checkpoint::Compared;
use store::load::Request;
use store::rebuild::Rebuilt;
use store::verify::Verified;
use store::{Fault, Opening, Store, Surroundings, Target, book, engine};

/// The entry that seals the extract; rulings follow it.
pub const SEALED_BY: u64 = 1;
/// Entries of the ledger.
pub const N_ENTRIES: u64 = 61;

/// A database in a folder of its own.
pub struct Force {
    place: tempfile::TempDir,
}

/// Runs to the end.
pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

/// Opens a folder's database and does something with it.
pub async fn opened<T>(
    folder: &Path,
    opening: Opening,
    work: impl AsyncFnOnce(&Store) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let target = Target::Folder(folder.to_path_buf());
    let store = Store::open(&target, opening, Surroundings::of_the_machine()).await?;
    let done = work(&store).await;
    store.close().await;
    done
}

impl Force {
    /// An extract of thirty incidents with callers' words, then sixty rulings on links.
    pub fn new() -> Self {
        let force = Self { place: tempfile::tempdir().unwrap() };
        std::fs::create_dir(force.folder()).unwrap();
        let done = block_on(opened(&force.folder(), Opening::Migrating, async |store| {
            load(store, &force.place.path().join("extract.csv")).await?;
            rulings(store, N_ENTRIES - 1).await
        }));
        done.unwrap();
        force
    }

    /// Its folder.
    pub fn folder(&self) -> PathBuf {
        self.place.path().join("data")
    }

    /// Its file.
    pub fn file(&self) -> PathBuf {
        self.folder().join(engine::FILE)
    }

    /// More rulings.
    pub fn goes_on(&self, n: u64) {
        block_on(opened(&self.folder(), Opening::Existing, async |store| rulings(store, n).await)).unwrap();
    }

    /// A checkpoint, as a witness outside keeps it.
    pub fn witnessed(&self) -> Checkpoint {
        let verified = self.verify().unwrap();
        Checkpoint {
            origin: "borsetshire.example/onrecord".into(),
            size: verified.n_entries,
            root: verified.root,
        }
    }

    /// `onrecord verify`.
    pub fn verify(&self) -> Result<Verified, Fault> {
        block_on(opened(&self.folder(), Opening::Existing, async |store| store.verify(&mut |_| {}).await))
    }

    /// `onrecord rebuild --check`.
    pub fn rebuild_check(&self) -> Result<Rebuilt, Fault> {
        block_on(opened(&self.folder(), Opening::Existing, async |store| {
            store.rebuild_check(&mut |_| {}).await
        }))
    }

    /// `onrecord checkpoint compare`.
    pub fn compare(&self, kept: &[Checkpoint]) -> Compared {
        block_on(opened(&self.folder(), Opening::Existing, async |store| {
            store.compare(kept, &mut |_| {}).await
        }))
        .unwrap()
    }

    /// Does as the database's administrator can: the guards are dropped first.
    pub fn tampered(&self, statements: &[&str]) {
        block_on(async {
            let mut file = self.connection().await;
            for statement in
                without_guards(&mut file).await.into_iter().chain(statements.iter().map(|s| (*s).to_owned()))
            {
                let n =
                    sqlx::raw_sql(sqlx::AssertSqlSafe(statement.clone())).execute(&mut file).await.unwrap();
                assert!(
                    statement.starts_with("DROP") || n.rows_affected() > 0,
                    "{statement} changed nothing"
                );
            }
            file.close().await.unwrap();
        });
    }

    /// Hashes every entry again from one on, as whoever knows the format can: the chain then holds.
    pub fn rewritten_from(&self, first: i64) {
        block_on(async {
            let mut file = self.connection().await;
            let all = "SELECT seq, at, actor, kind, version, subject, body FROM ledger WHERE seq >= $1 ORDER BY seq";
            let rows = sqlx::query(all).bind(first).fetch_all(&mut file).await.unwrap();
            let before: Option<Vec<u8>> = sqlx::query_scalar("SELECT hash FROM ledger WHERE seq = $1")
                .bind(first - 1)
                .fetch_optional(&mut file)
                .await
                .unwrap();
            let mut prev = before.map_or(Hash::ZERO, |hash| Hash::from_slice(&hash).unwrap());
            for row in rows {
                let body: String = row.get(6);
                let entry = Entry {
                    seq: row.get::<i64, _>(0).unsigned_abs(),
                    at: row.get(1),
                    actor: row.get(2),
                    kind: row.get(3),
                    version: u32::try_from(row.get::<i64, _>(4)).unwrap(),
                    subject: row.get(5),
                    body: body.as_bytes(),
                };
                let hash = entry.hash(&prev);
                sqlx::query("UPDATE ledger SET prev = $1, hash = $2 WHERE seq = $3")
                    .bind(prev.0.to_vec())
                    .bind(hash.0.to_vec())
                    .bind(row.get::<i64, _>(0))
                    .execute(&mut file)
                    .await
                    .unwrap();
                prev = hash;
            }
            file.close().await.unwrap();
        });
    }

    async fn connection(&self) -> SqliteConnection {
        SqliteConnectOptions::new().filename(self.file()).connect().await.unwrap()
    }
}

async fn without_guards(file: &mut SqliteConnection) -> Vec<String> {
    let names: Vec<String> = sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        .fetch_all(file)
        .await
        .unwrap();
    names.into_iter().map(|name| format!("DROP TRIGGER {name}")).collect()
}

async fn load(store: &Store, file: &Path) -> Result<(), Fault> {
    let mut text = String::from("incident_ref,received_at,closing_code,text\n");
    for number in 0..30 {
        text += &format!(
            "BO-{number:03},2026-11-05T10:15:00Z,C{},Caller {number} of Ambridge was shouted at\n",
            number % 5
        );
    }
    std::fs::write(file, text).unwrap();
    let intake = Intake { files: vec![(Table::Incidents, file.to_path_buf())], ..Intake::default() };
    let extract = intake::read(&intake, &mut |_, _| {}).unwrap();
    let request = Request {
        actor: "system-1".into(),
        source: "storm".into(),
        mapping: "storm".into(),
        mapping_digest: Hash::of(b"storm"),
    };
    let loaded = store.load(&request, &extract, &mut |_| {}).await?;
    assert_eq!(loaded.seq, SEALED_BY);
    Ok(())
}

async fn rulings(store: &Store, n: u64) -> Result<(), Fault> {
    let head = store.head().await?.seq;
    for number in head..head + n {
        let event = Event::LinkDecided(LinkRuling {
            incident_ref: format!("BO-{number:03}"),
            crime_ref: format!("42C/{number:06}/26"),
            verdict: Verdict::Linked,
        });
        let at = 1_764_086_400_000_000 + i64::try_from(number).unwrap();
        store
            .write(move |tx| Box::pin(async move { book::append(tx, at, "registrar-1", &event).await }))
            .await?;
    }
    Ok(())
}
