//! What every request shares.

use std::collections::HashMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use access::lockout::Bucket;
use access::{Policy, PolicyFault};
use store::access_log::AccessLog;
use store::{Fault, Store, settings};

use crate::picture::{Picture, Records};

/// Addresses whose tries are remembered at most.
const MOST_ADDRESSES: usize = 10_000;

/// How the pages are served.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Whether people reach it by https: cookies are then sent over nothing else.
    pub https: bool,
    /// The report of a check, shown beside the pages; the demonstration has one.
    pub report: Option<PathBuf>,
    /// Where files that were sent in wait to be loaded; swept when the pages open.
    pub uploads: PathBuf,
}

/// What every request shares.
pub struct App {
    pub(crate) store: Store,
    pub(crate) log: AccessLog,
    pub(crate) policy: Policy,
    pub(crate) settings: Settings,
    /// Whether the force is made up and anybody may sign in as anyone.
    pub(crate) is_demonstration: bool,
    force: RwLock<Option<String>>,
    buckets: Mutex<HashMap<IpAddr, Bucket>>,
    records: tokio::sync::Mutex<Option<Arc<Records>>>,
}

impl App {
    /// Begins; inside a tokio runtime.
    ///
    /// # Errors
    /// What the engine says; a policy that cannot be read.
    pub async fn begin(store: Store, settings: Settings) -> Result<Arc<Self>, Fault> {
        // What waited when the pages last closed is old: whoever sent it in sends it again.
        let _ = tokio::fs::remove_dir_all(&settings.uploads).await;
        let force = store.setting(settings::FORCE).await?;
        let is_demonstration = store.setting(settings::DEMONSTRATION).await?.as_deref() == Some("yes");
        let policy = Policy::shipped().map_err(|fault: PolicyFault| Fault::Usage(fault.to_string()))?;
        Ok(Arc::new(Self {
            log: AccessLog::begin(store.clone()),
            store,
            policy,
            settings,
            is_demonstration,
            force: RwLock::new(force),
            buckets: Mutex::default(),
            records: tokio::sync::Mutex::default(),
        }))
    }

    /// The force, once it is set up.
    pub(crate) fn force(&self) -> Option<String> {
        self.force.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn name_force(&self, force: &str) {
        *self.force.write().unwrap_or_else(PoisonError::into_inner) = Some(force.to_owned());
    }

    /// Takes a try of an address; false where it has none left.
    pub(crate) fn take_try(&self, address: IpAddr) -> bool {
        let now = self.store.now();
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST_ADDRESSES {
            buckets.retain(|_, bucket| !bucket.is_full(now));
        }
        buckets.entry(address).or_insert_with(|| Bucket::full(now)).take(now)
    }

    /// What lists and figures are made of, as the database stands: rows are read again after a load,
    /// rulings every time.
    pub(crate) async fn picture(&self) -> Result<Picture, Fault> {
        let last_load = self.store.loads().await?.first().map_or(0, |load| load.load);
        let records = {
            // Whoever comes while it is being made waits, so that it is made once.
            let mut held = self.records.lock().await;
            match held.as_ref().filter(|records| records.last_load == last_load) {
                Some(records) => records.clone(),
                None => {
                    let records = Arc::new(Records::read(&self.store, last_load).await?);
                    *held = Some(records.clone());
                    records
                }
            }
        };
        let answers = self.store.safeguarding_answers().await?;
        Ok(Picture::of(records, self.store.link_rulings().await?, answers))
    }
}
