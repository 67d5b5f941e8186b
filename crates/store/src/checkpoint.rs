//! The ledger against checkpoints that were kept elsewhere: whether it extends them, and where it parts
//! from them.

use ledger::{Chain, Checkpoint, Hash};

use crate::Store;
use crate::book;
use crate::fault::Fault;
use crate::verify::Bad;

/// What came of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extends {
    /// The ledger holds together and extends every checkpoint.
    Yes,
    /// The ledger does not hold together by itself.
    Broken(Bad),
    /// The ledger ends before a checkpoint does: an old copy was put in its place, or its end cut off.
    Shorter {
        /// Entries that the checkpoint covers.
        checkpoint: u64,
    },
    /// The entries up to a checkpoint are not those it was made over: the chain was written anew.
    Rewritten {
        /// Up to this entry an earlier checkpoint still agrees; nought where none does.
        agrees_to: u64,
        /// Entries that the first checkpoint at odds covers.
        checkpoint: u64,
    },
}

/// A comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Entries in order.
    pub n_entries: u64,
    /// Their root.
    pub root: Hash,
    /// What came of it.
    pub extends: Extends,
}

impl Compared {
    /// What is wrong, as a sentence; `None` where nothing is.
    pub fn wrong(&self) -> Option<String> {
        match &self.extends {
            Extends::Yes => None,
            Extends::Broken(bad) => Some(format!("{} (first bad entry: {})", bad.what, bad.seq)),
            Extends::Shorter { checkpoint } => Some(format!(
                "the ledger has {} entries and the checkpoint was made over {checkpoint}: entries {} to {checkpoint} are gone, cut off or lost with an old copy that was put back",
                self.n_entries,
                self.n_entries + 1
            )),
            Extends::Rewritten { agrees_to, checkpoint } => Some(format!(
                "the ledger was written anew: somewhere in entries {} to {checkpoint} it is not what the checkpoint was made over",
                agrees_to + 1
            )),
        }
    }
}

impl Store {
    /// Walks the chain once and compares it with checkpoints. `progress` is told how many entries were
    /// checked.
    ///
    /// # Errors
    /// What the engine says. That the ledger extends none is no error.
    pub async fn compare(
        &self,
        checkpoints: &[Checkpoint],
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<Compared, Fault> {
        let mut waiting: Vec<&Checkpoint> = checkpoints.iter().collect();
        waiting.sort_by_key(|checkpoint| std::cmp::Reverse(checkpoint.size));
        let mut chain = Chain::new();
        let mut agrees_to = 0;
        let mut rewritten = due(&mut waiting, &chain, &mut agrees_to);
        let mut broken = None;
        let mut tx = self.read().await?;
        let mut seq = i64::MIN;
        'pages: loop {
            let page = book::after(&mut tx, seq).await?;
            let Some(last) = page.last() else { break };
            seq = last.seq;
            for row in &page {
                if let Err(found) = chain.check(&row.entry()) {
                    broken = Some(Bad { seq: found.seq(), what: found.to_string() });
                    break 'pages;
                }
                rewritten = rewritten.or_else(|| due(&mut waiting, &chain, &mut agrees_to));
            }
            progress(chain.size());
        }
        let extends = match (broken, rewritten, waiting.last()) {
            (Some(bad), _, _) => Extends::Broken(bad),
            (None, Some(checkpoint), _) => Extends::Rewritten { agrees_to, checkpoint },
            (None, None, Some(longer)) => Extends::Shorter { checkpoint: longer.size },
            (None, None, None) => Extends::Yes,
        };
        Ok(Compared { n_entries: chain.size(), root: chain.root(), extends })
    }
}

/// Compares the checkpoints of the chain's present size; the size of one that is at odds.
fn due(waiting: &mut Vec<&Checkpoint>, chain: &Chain, agrees_to: &mut u64) -> Option<u64> {
    while let Some(checkpoint) = waiting.pop_if(|checkpoint| checkpoint.size == chain.size()) {
        if checkpoint.root != chain.root() {
            return Some(checkpoint.size);
        }
        *agrees_to = checkpoint.size;
    }
    None
}
