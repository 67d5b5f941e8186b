//! A small database of Borsetshire Police, and someone with every power over it: over the file on SQLite,
//! as the owner of the tables on PostgreSQL.

use std::path::{Path, PathBuf};

use exchange::Table;
use exchange::intake::{self, Intake};
use ledger::{Checkpoint, Entry, Hash};
use recording::Event;
use recording::event::{LinkRuling, Verdict};
use store::checkpoint::Compared;
use store::load::Request;
use store::rebuild::Rebuilt;
use store::sql::Tx;
use store::verify::Verified;
use store::{Fault, Opening, Store, Surroundings, Target, binds, book, engine};
use testkit::postgres::{Cluster, cluster, database_of};

/// The entry that seals the extract; rulings follow it.
pub const SEALED_BY: u64 = 1;
/// Entries of the ledger.
pub const N_ENTRIES: u64 = 61;

/// A database of its own.
pub struct Force {
    place: tempfile::TempDir,
    cluster: Option<&'static Cluster>,
    target: Target,
}

/// Runs a test's body on each engine that is here.
pub fn on_both(body: impl Fn(Force)) {
    body(Force::new());
    if let Some(cluster) = cluster() {
        body(Force::on(Some(cluster)));
    }
}

/// Runs to the end.
pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

/// Opens a database and does something with it.
pub async fn opened<T>(
    target: &Target,
    opening: Opening,
    work: impl AsyncFnOnce(&Store) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let store = Store::open(target, opening, Surroundings::of_the_machine()).await?;
    let done = work(&store).await;
    store.close().await;
    done
}

impl Force {
    /// On SQLite: an extract of thirty incidents with callers' words, then sixty rulings on links.
    pub fn new() -> Self {
        Self::on(None)
    }

    fn on(cluster: Option<&'static Cluster>) -> Self {
        let place = tempfile::tempdir().unwrap();
        let target = match cluster {
            None => Target::Folder(place.path().join("data")),
            Some(cluster) => Target::Url(cluster.database()),
        };
        let force = Self { place, cluster, target };
        let done = block_on(opened(&force.target, Opening::Migrating, async |store| {
            load(store, &force.place.path().join("extract.csv")).await?;
            rulings(store, N_ENTRIES - 1).await
        }));
        done.unwrap();
        force
    }

    /// Its file, on SQLite.
    pub fn file(&self) -> PathBuf {
        self.place.path().join("data").join(engine::FILE)
    }

    /// More rulings.
    pub fn goes_on(&self, n: u64) {
        self.with(async |store| rulings(store, n).await).unwrap();
    }

    /// A copy as it stands, put back later in its place.
    pub fn copied(&self) -> Self {
        let place = tempfile::tempdir().unwrap();
        let target = match (self.cluster, &self.target) {
            (Some(cluster), Target::Url(url)) => {
                let copy = cluster.database();
                let (name, of) = (database_of(&copy), database_of(url));
                cluster.psql("postgres", &format!("DROP DATABASE {name}"));
                cluster.psql("postgres", &format!("CREATE DATABASE {name} TEMPLATE {of}"));
                Target::Url(copy)
            }
            _ => {
                std::fs::create_dir(place.path().join("data")).unwrap();
                std::fs::copy(self.file(), place.path().join("data").join(engine::FILE)).unwrap();
                Target::Folder(place.path().join("data"))
            }
        };
        Self { place, cluster: self.cluster, target }
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

    fn with<T>(&self, work: impl AsyncFnOnce(&Store) -> Result<T, Fault>) -> Result<T, Fault> {
        block_on(opened(&self.target, Opening::Existing, work))
    }

    /// `onrecord verify`.
    pub fn verify(&self) -> Result<Verified, Fault> {
        self.with(async |store| store.verify(&mut |_| {}).await)
    }

    /// `onrecord rebuild --check`.
    pub fn rebuild_check(&self) -> Result<Rebuilt, Fault> {
        self.with(async |store| store.rebuild_check(&mut |_| {}).await)
    }

    /// `onrecord checkpoint compare`.
    pub fn compare(&self, kept: &[Checkpoint]) -> Compared {
        self.with(async |store| store.compare(kept, &mut |_| {}).await).unwrap()
    }

    /// Does as the database's administrator can: the guards are taken down first.
    pub fn tampered(&self, statements: &[&str]) {
        let statements: Vec<String> = statements.iter().map(|one| (*one).to_owned()).collect();
        self.with(async move |store| {
            store
                .write(move |tx| {
                    Box::pin(async move {
                        without_guards(tx).await?;
                        for statement in statements {
                            let n = tx.execute(sqlx::AssertSqlSafe(statement.clone()), Vec::new()).await?;
                            assert!(n > 0, "{statement} changed nothing");
                        }
                        Ok(())
                    })
                })
                .await
        })
        .unwrap();
    }

    /// Hashes every entry again from one on, as whoever knows the format can: the chain then holds.
    pub fn rewritten_from(&self, first: i64) {
        self.with(async move |store| store.write(move |tx| Box::pin(rewritten(tx, first))).await).unwrap();
    }
}

async fn rewritten(tx: &mut Tx, first: i64) -> Result<(), Fault> {
    without_guards(tx).await?;
    let all = "SELECT seq, at, actor, kind, version, subject, body FROM ledger WHERE seq >= $1 ORDER BY seq";
    let rows = tx.rows(all, binds![first]).await?;
    let before = tx.find("SELECT hash FROM ledger WHERE seq = $1", binds![first - 1]).await?;
    let mut prev = before.map_or(Hash::ZERO, |row| Hash::from_slice(&row.raw(0).unwrap()).unwrap());
    for row in rows {
        let (actor, kind, subject, body) = (row.text(2)?, row.text(3)?, row.text(5)?, row.text(6)?);
        let entry = Entry {
            seq: row.count(0)?,
            at: row.int(1)?,
            actor: &actor,
            kind: &kind,
            version: u32::try_from(row.int(4)?).unwrap(),
            subject: &subject,
            body: body.as_bytes(),
        };
        let hash = entry.hash(&prev);
        let binds = binds![prev.0.to_vec(), hash.0.to_vec(), row.int(0)?];
        tx.execute("UPDATE ledger SET prev = $1, hash = $2 WHERE seq = $3", binds).await?;
        prev = hash;
    }
    Ok(())
}

async fn without_guards(tx: &mut Tx) -> Result<(), Fault> {
    let texts = if tx.is_sqlite() {
        "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'"
    } else {
        "SELECT 'ALTER TABLE ' || tablename || ' DISABLE TRIGGER ALL' FROM pg_tables WHERE schemaname = 'public'"
    };
    for row in tx.rows(texts, Vec::new()).await? {
        tx.execute(sqlx::AssertSqlSafe(row.text(0)?), Vec::new()).await?;
    }
    Ok(())
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
