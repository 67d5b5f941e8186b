//! Power cuts: a recorded run is replayed up to a random point, the disk forgets, and what is left is
//! looked at.

use std::path::Path;

use super::Seeded;
use super::disk::Forgetful;
use super::trace::{Happened, lines};

/// What was found after one power cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// All that was acknowledged is there and in order.
    Whole,
    /// So many acknowledged things are gone.
    Lost(u64),
    /// What is there is not in order.
    Broken(String),
}

/// What was found after all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many power cuts.
    pub n_cuts: usize,
    /// After how many of them something acknowledged was gone.
    pub n_with_losses: usize,
    /// The most that was gone after one.
    pub most_lost: u64,
    /// After how many what was there was not in order.
    pub n_broken: usize,
    /// The first thing that was not whole, with what would show it again.
    pub first: Option<String>,
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} power cuts: {} lost acknowledged records (most at once {}), {} left the database broken",
            self.n_cuts, self.n_with_losses, self.most_lost, self.n_broken
        )?;
        self.first.iter().try_for_each(|first| write!(f, "; first: {first}"))
    }
}

/// Replays a run from the files in `base` with `n_cuts` power cuts at random points; `look` is given the
/// folder left over, and the lines that were acknowledged before the cut.
pub fn cuts(
    base: &Path,
    run: &[Happened],
    n_cuts: usize,
    seed: u64,
    work: &Path,
    look: &mut dyn FnMut(&Path, &[String]) -> Found,
) -> Tally {
    let mut random = Seeded(seed);
    let mut points: Vec<usize> = (0..n_cuts).map(|_| random.below(run.len() as u64 + 1) as usize).collect();
    points.sort_unstable();
    let mut disk = Forgetful::holding(base);
    let mut tally = Tally { n_cuts, ..Tally::default() };
    let mut at = 0;
    for point in points {
        run[at..point].iter().for_each(|happened| disk.take(happened));
        at = point;
        let keeps = [0, 10, 50, 50, 90, 100][random.below(6) as usize];
        lay_out(&disk, &mut random, keeps, work);
        let found = look(work, &lines(&run[..point]));
        tally.count(found, || format!("seed {seed}, after record {point} of the run, {keeps}% kept"));
    }
    tally
}

fn lay_out(disk: &Forgetful, random: &mut Seeded, keeps: u64, work: &Path) {
    let _ = std::fs::remove_dir_all(work);
    std::fs::create_dir_all(work).expect("the folder can be made");
    for (name, bytes) in disk.after_power_cut(random, keeps) {
        std::fs::write(work.join(name), bytes).expect("a file can be written");
    }
}

impl Tally {
    fn count(&mut self, found: Found, again: impl Fn() -> String) {
        let what = match found {
            Found::Whole => return,
            Found::Lost(n) => {
                self.n_with_losses += 1;
                self.most_lost = self.most_lost.max(n);
                format!("{n} lost")
            }
            Found::Broken(what) => {
                self.n_broken += 1;
                what
            }
        };
        self.first.get_or_insert_with(|| format!("{what} ({})", again()));
    }
}
