//! A world for a test: a fresh database on one engine, a clock that stands still until it is moved,
//! random bytes from a seed.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use exchange::intake::{self, Intake};
use exchange::{Extract, Table};
use store::load::{Loaded, Request};
use store::{Fault, Opening, Store, Surroundings, Target};
use testkit::postgres::{self, Cluster};

/// 25 November 2026, noon.
pub const NOON: i64 = 1_795_608_000_000_000;

pub struct World {
    pub store: Store,
    pub target: Target,
    pub folder: tempfile::TempDir,
    pub clock: Arc<AtomicI64>,
    pub cluster: Option<&'static Cluster>,
}

/// Runs a test's body on each engine that is here.
pub fn on_both<F: Future<Output = World>>(body: impl Fn(World) -> F) {
    on(None, &body);
    if let Some(cluster) = postgres::cluster() {
        on(Some(cluster), &body);
    }
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

fn on<F: Future<Output = World>>(cluster: Option<&'static Cluster>, body: &impl Fn(World) -> F) {
    runtime().block_on(async {
        let world = body(World::new(cluster).await).await;
        world.holds().await;
        world.store.close().await;
    });
}

impl World {
    pub async fn new(cluster: Option<&'static Cluster>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let target = match cluster {
            None => Target::Folder(folder.path().join("data")),
            Some(cluster) => Target::Url(cluster.database()),
        };
        let clock = Arc::new(AtomicI64::new(NOON));
        let store = Store::open(&target, Opening::Migrating, surroundings(&clock, 1)).await.unwrap();
        Self { store, target, folder, clock, cluster }
    }

    /// Another program on the same database.
    pub async fn another(&self, seed: u64) -> Store {
        Store::open(&self.target, Opening::Existing, surroundings(&self.clock, seed)).await.unwrap()
    }

    /// The ledger verifies and every table equals its rebuild.
    pub async fn holds(&self) {
        let verified = self.store.verify(&mut |_| {}).await.unwrap();
        assert_eq!(verified.bad, [], "on {}", self.target.shown());
        let rebuilt = self.store.rebuild_check(&mut |_| {}).await.unwrap();
        assert!(rebuilt.is_equal(), "{rebuilt:?}");
    }

    pub fn extract(&self, files: &[(Table, &str)]) -> Extract {
        let files = files.iter().enumerate().map(|(at, (table, text))| {
            let path: PathBuf = self.folder.path().join(format!("{}-{at}.csv", table.name()));
            std::fs::write(&path, text).unwrap();
            (*table, path)
        });
        intake::read(&Intake { files: files.collect(), mappings: Vec::new() }, &mut |_, _| {}).unwrap()
    }

    pub async fn load(&self, source: &str, files: &[(Table, &str)]) -> Result<Loaded, Fault> {
        self.store.load(&request(source), &self.extract(files), &mut |_| {}).await
    }

    /// One number that a statement gives.
    pub async fn number(&self, sql: &'static str) -> i64 {
        let mut tx = self.store.read().await.unwrap();
        tx.find(sql, Vec::new()).await.unwrap().unwrap().int(0).unwrap()
    }

    /// The texts of a statement's first column.
    pub async fn texts(&self, sql: &'static str) -> Vec<String> {
        let mut tx = self.store.read().await.unwrap();
        tx.rows(sql, Vec::new()).await.unwrap().iter().map(|row| row.text(0).unwrap()).collect()
    }
}

pub fn request(source: &str) -> Request {
    Request {
        actor: "u1".into(),
        source: source.into(),
        mapping: "canonical headers".into(),
        mapping_digest: ledger::Hash::of(b"canonical"),
    }
}

pub fn surroundings(clock: &Arc<AtomicI64>, seed: u64) -> Surroundings {
    let (clock, state) = (clock.clone(), AtomicU64::new(seed));
    Surroundings {
        clock: Box::new(move || clock.load(Ordering::Relaxed)),
        entropy: Box::new(move |bytes| {
            bytes.iter_mut().for_each(|byte| *byte = splitmix(&state).to_le_bytes()[0]);
            true
        }),
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
pub fn splitmix(state: &AtomicU64) -> u64 {
    let mut z = state.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

pub const INCIDENTS: &str = "\
incident_ref,received_at,channel,opening_code,closing_code,text,place,postcode
B-1,2026-03-01T10:00:00Z,telephone,Assault,Crime recorded,Marrowby Quillfeather hit at home,4 Mangle Row,BX1 1AA
B-2,2026-03-02T11:30:00Z,online,Theft,No crime,Bicycle gone from the green,The Green,BX1 2BB
B-3,2026-03-03T12:45:00Z,telephone,Concern,Advice given,,,
";
pub const CRIMES: &str = "\
crime_ref,recorded_at,incident_refs,class,status,status_reason
C-1,2026-03-01T15:00:00Z,B-1,Assault with injury,recorded,
C-2,2026-03-05T09:00:00Z,,Theft,cancelled,Quillfeather withdrew
";
pub const PEOPLE: &str = "\
ref,role,person_id,surname,forename,born,phone,place,postcode
B-1,victim,P1,Quillfeather,Marrowby,1984-02-29,07700 900111,4 Mangle Row,BX1 1AA
B-1,suspect,P2,Osterleigh,Tamsin,,,,
C-1,victim,P1,Quillfeather,Marrowby,1984-02-29,07700 900111,,
B-2,caller,P3,Dunnock,Ferris,1990-07-01,07700 900222,,
";

pub fn force() -> [(Table, &'static str); 3] {
    [(Table::Incidents, INCIDENTS), (Table::Crimes, CRIMES), (Table::People, PEOPLE)]
}
