//! The commands on a database.

pub mod backup;
pub mod checkpoint;
pub mod doctor;
pub mod erase;
pub mod keys;
pub mod load;
pub mod migrate;
pub mod rebuild;
pub mod restore;
pub mod verify;

use std::future::Future;

use store::{Opening, Store, Surroundings, Target};

use crate::Stopped;
use crate::cli::Place;
use crate::progress::Progress;

impl Place {
    /// Where it is; a folder named on the command line goes before a setting of the environment.
    pub fn target(&self) -> Result<Target, Stopped> {
        match (&self.data, &self.database_url) {
            (Some(folder), _) => Ok(Target::Folder(folder.clone())),
            (None, Some(url)) => Ok(Target::Url(url.clone())),
            (None, None) => {
                Err(Stopped::Usage("name the database: --data DIR, or --database-url URL.".into()))
            }
        }
    }
}

/// Opens the database, does the work, closes it.
pub(crate) fn with_store<T, W, F>(place: &Place, opening: Opening, work: W) -> Result<T, Stopped>
where
    W: FnOnce(Store) -> F,
    F: Future<Output = Result<T, store::Fault>>,
{
    let target = place.target()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Stopped::Usage(format!("no threads could be started ({error}).")))?;
    runtime.block_on(async {
        let store = Store::open(&target, opening, Surroundings::of_the_machine()).await?;
        let done = work(store.clone()).await;
        store.close().await;
        Ok(done?)
    })
}

/// A bar of entries and rows checked, of all there are.
pub(crate) async fn checking<'p>(
    store: &Store,
    progress: &'p Progress,
) -> Result<impl FnMut(u64) + Send + 'p, store::Fault> {
    let extent = store.extent().await?;
    let n_all = extent.n_entries.saturating_add(extent.n_rows);
    Ok(move |n| progress.bar("checking entries and rows", n, n_all))
}

/// A bar of entries gone through, of all there are.
pub(crate) async fn walking<'p>(
    store: &Store,
    progress: &'p Progress,
    what: &'static str,
) -> Result<impl FnMut(u64) + Send + 'p, store::Fault> {
    let n_all = store.extent().await?.n_entries;
    Ok(move |n| progress.bar(what, n, n_all))
}

/// A moment as people and programs read it.
pub(crate) fn moment(micros: i64) -> String {
    jiff::Timestamp::from_microsecond(micros)
        .map_or_else(|_| "an impossible time".into(), |at| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// Prints a value for programs.
pub(crate) fn print_json(out: &mut dyn std::io::Write, value: &serde_json::Value) -> Result<(), Stopped> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(std::io::Error::from)?;
    Ok(writeln!(out)?)
}
