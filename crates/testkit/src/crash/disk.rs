//! A disk that forgets: what it holds for certain is what was synced; of what was written since, any
//! sectors may be there or not, in any order.

use std::collections::BTreeMap;
use std::path::Path;

use super::Seeded;
use super::trace::{Call, Happened};

/// What a disk writes whole or not at all, bytes.
const SECTOR_BYTES: u64 = 512;

/// The files of one folder, as a disk would hold them.
#[derive(Clone, Debug, Default)]
pub struct Forgetful {
    files: Vec<File>,
    /// Name to file, as the disk holds it for certain.
    durable_names: BTreeMap<String, usize>,
    /// Name to file, as the program sees it.
    names: BTreeMap<String, usize>,
    numbered: BTreeMap<u16, String>,
}

#[derive(Clone, Debug, Default)]
struct File {
    durable: Vec<u8>,
    since: Vec<Change>,
}

#[derive(Clone, Debug)]
enum Change {
    Write { at: u64, bytes: Vec<u8> },
    Size(u64),
}

impl Forgetful {
    /// A disk on which the files of a folder are safe.
    pub fn holding(folder: &Path) -> Self {
        let mut disk = Self::default();
        for entry in std::fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("an entry can be read").path();
            let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
            let durable = std::fs::read(&path).expect("a file can be read");
            disk.files.push(File { durable, since: Vec::new() });
            disk.names.insert(name, disk.files.len() - 1);
        }
        disk.durable_names = disk.names.clone();
        disk
    }

    /// Takes in what happened next.
    pub fn take(&mut self, happened: &Happened) {
        match happened {
            Happened::Named(number, name) => drop(self.numbered.insert(*number, name.clone())),
            Happened::Written { file, at, bytes } => {
                self.change(*file, Change::Write { at: *at, bytes: bytes.clone() });
            }
            Happened::Truncated(file, size) => self.change(*file, Change::Size(*size)),
            Happened::Created(file) => {
                self.files.push(File::default());
                self.names.insert(self.name(*file), self.files.len() - 1);
            }
            Happened::Unlinked(file) => drop(self.names.remove(&self.name(*file))),
            Happened::Synced(file) => {
                if let Some(file) = self.file(*file) {
                    file.settle(&mut |_| true);
                }
            }
            Happened::FolderSynced => self.durable_names = self.names.clone(),
            // Since 2018 known of Linux: after a sync that failed, what was to be written may be counted
            // as written, and the next sync comes back good without it.
            Happened::Failed(file, Call::Sync) => {
                if let Some(file) = self.file(*file) {
                    file.since.clear();
                }
            }
            Happened::Said(_) | Happened::Failed(..) => {}
        }
    }

    fn name(&self, number: u16) -> String {
        self.numbered.get(&number).expect("a file is named before it is used").clone()
    }

    /// `None` for a file that is written to after its name was taken away: nobody will find it.
    fn file(&mut self, number: u16) -> Option<&mut File> {
        let place = *self.names.get(&self.name(number))?;
        self.files.get_mut(place)
    }

    fn change(&mut self, number: u16, change: Change) {
        if let Some(file) = self.file(number) {
            file.since.push(change);
        }
    }

    /// What a disk may hold after the power went now: `keeps` in 100 of the sectors and names that were
    /// not synced are there. Files whose name ends in `-shm` are left out: SQLite makes them anew.
    pub fn after_power_cut(&self, random: &mut Seeded, keeps: u64) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        let all: BTreeMap<&String, ()> =
            self.names.keys().chain(self.durable_names.keys()).map(|name| (name, ())).collect();
        for name in all.into_keys().filter(|name| !name.ends_with("-shm")) {
            let now = random.percent(keeps);
            let place = if now { self.names.get(name) } else { self.durable_names.get(name) };
            if let Some(file) = place.and_then(|place| self.files.get(*place)) {
                let mut file = file.clone();
                file.settle(&mut |_| random.percent(keeps));
                found.insert(name.clone(), file.durable);
            }
        }
        found
    }
}

impl File {
    /// Puts what was written since on the disk, sector by sector, where `keep` says so.
    fn settle(&mut self, keep: &mut dyn FnMut(u64) -> bool) {
        for change in std::mem::take(&mut self.since) {
            match change {
                Change::Size(size) => {
                    if keep(size) {
                        self.durable.resize(size as usize, 0);
                    }
                }
                Change::Write { at, bytes } => self.write(at, &bytes, keep),
            }
        }
    }

    fn write(&mut self, at: u64, bytes: &[u8], keep: &mut dyn FnMut(u64) -> bool) {
        let mut from = 0usize;
        while from < bytes.len() {
            let begin = at + from as u64;
            let until_next = (SECTOR_BYTES - begin % SECTOR_BYTES) as usize;
            let to = bytes.len().min(from + until_next);
            if keep(begin) {
                let (begin, end) = (begin as usize, begin as usize + to - from);
                if self.durable.len() < end {
                    self.durable.resize(end, 0);
                }
                self.durable[begin..end].copy_from_slice(&bytes[from..to]);
            }
            from = to;
        }
    }
}
