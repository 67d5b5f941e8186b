//! Proofs: that an entry is in a ledger of a given root, and that a later ledger extends an earlier one.
//! Made in one pass over the leaves; checked without the ledger, by the algorithms of RFC 9162, sections
//! 2.1.3.2 and 2.1.4.2.

use alloc::vec::Vec;

use crate::hash::Hash;
use crate::merkle::{Frontier, node};

/// The hashes that lead from what is known to a root, in the order of RFC 6962: at most 2 for each
/// doubling of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof(pub Vec<Hash>);

/// Makes a proof out of the leaf hashes, given one by one from the first.
#[derive(Clone, Debug)]
pub struct Prover {
    /// Subtrees whose roots are the proof, with their place in it; by first leaf, last one first.
    waiting: Vec<Subtree>,
    done: Vec<(usize, Hash)>,
    at: u64,
    size: u64,
}

#[derive(Clone, Debug)]
struct Subtree {
    begin: u64,
    end: u64,
    place: usize,
    frontier: Frontier,
}

impl Prover {
    /// Of the entry at `index` (from 0; an entry's `seq` less 1) in the first `size` entries. `None` where
    /// it is not among them.
    pub fn inclusion(index: u64, size: u64) -> Option<Self> {
        if index >= size {
            return None;
        }
        let mut ranges = Vec::new();
        let (mut begin, mut end) = (0, size);
        while end.saturating_sub(begin) > 1 {
            let middle = split(begin, end);
            if index < middle {
                ranges.push((middle, end));
                end = middle;
            } else {
                ranges.push((begin, middle));
                begin = middle;
            }
        }
        ranges.reverse();
        Some(Self::new(ranges, size))
    }

    /// That the first `size` entries extend the first `old` entries. `None` where `old` is 0 or above
    /// `size`: of nothing there is nothing to prove.
    pub fn consistency(old: u64, size: u64) -> Option<Self> {
        if old == 0 || old > size {
            return None;
        }
        let mut ranges = Vec::new();
        let (mut begin, mut end, mut old_root_is_known) = (0, size, true);
        while end != old {
            let middle = split(begin, end);
            if old <= middle {
                ranges.push((middle, end));
                end = middle;
            } else {
                ranges.push((begin, middle));
                begin = middle;
                old_root_is_known = false;
            }
        }
        if !old_root_is_known {
            ranges.push((begin, end));
        }
        ranges.reverse();
        Some(Self::new(ranges, size))
    }

    fn new(ranges: Vec<(u64, u64)>, size: u64) -> Self {
        let subtree = |(place, (begin, end))| Subtree { begin, end, place, frontier: Frontier::new() };
        let mut waiting: Vec<Subtree> = ranges.into_iter().enumerate().map(subtree).collect();
        waiting.sort_by_key(|subtree| core::cmp::Reverse(subtree.begin));
        Self { waiting, done: Vec::new(), at: 0, size }
    }

    /// Takes in the next leaf's hash ([`crate::merkle::leaf`]); those past the size are ignored.
    pub fn push(&mut self, leaf: Hash) {
        if let Some(subtree) = self.waiting.last_mut().filter(|subtree| subtree.begin <= self.at) {
            subtree.frontier.append(leaf);
            if self.at.saturating_add(1) == subtree.end {
                self.done.push((subtree.place, subtree.frontier.root()));
                self.waiting.pop();
            }
        }
        self.at = self.at.saturating_add(1);
    }

    /// The proof; `None` when fewer leaves were given than the size.
    pub fn finish(mut self) -> Option<Proof> {
        if self.at < self.size {
            return None;
        }
        self.done.sort_by_key(|(place, _)| *place);
        Some(Proof(self.done.into_iter().map(|(_, hash)| hash).collect()))
    }
}

/// Where RFC 6962 splits `begin..end`, two leaves or more: after the largest power of two smaller than
/// their number.
fn split(begin: u64, end: u64) -> u64 {
    let last = end.saturating_sub(begin).saturating_sub(1);
    begin.saturating_add(last.checked_ilog2().map_or(0, |log| 1u64 << log))
}

impl Proof {
    /// Whether this proves that `leaf` stands at `index` (from 0) in the ledger of `size` and `root`.
    pub fn proves_inclusion(&self, leaf: &Hash, index: u64, size: u64, root: &Hash) -> bool {
        if index >= size {
            return false;
        }
        let (mut place, mut last) = (index, size.saturating_sub(1));
        let mut found = *leaf;
        for hash in &self.0 {
            if last == 0 {
                return false;
            }
            if place & 1 == 1 || place == last {
                found = node(hash, &found);
                climb(&mut place, &mut last);
            } else {
                found = node(&found, hash);
            }
            place >>= 1;
            last >>= 1;
        }
        last == 0 && found == *root
    }

    /// Whether this proves that the ledger of `size` and `root` extends the one of `old_size` and
    /// `old_root`. A ledger extends itself with an empty proof, and the empty ledger with an empty one.
    pub fn proves_consistency(&self, old_size: u64, old_root: &Hash, size: u64, root: &Hash) -> bool {
        if old_size == 0 {
            return self.0.is_empty() && *old_root == Hash::of(&[]);
        }
        if old_size >= size {
            return old_size == size && self.0.is_empty() && old_root == root;
        }
        self.climbs(old_size, old_root, size, root).unwrap_or(false)
    }

    fn climbs(&self, old_size: u64, old_root: &Hash, size: u64, root: &Hash) -> Option<bool> {
        let mut hashes = self.0.iter();
        let first = if old_size.is_power_of_two() { *old_root } else { *hashes.next()? };
        let (mut place, mut last) = (old_size.checked_sub(1)?, size.checked_sub(1)?);
        let full = place.trailing_ones();
        place >>= full;
        last >>= full;
        let (mut found_old, mut found) = (first, first);
        for hash in hashes {
            if last == 0 {
                return None;
            }
            if place & 1 == 1 || place == last {
                found_old = node(hash, &found_old);
                found = node(hash, &found);
                climb(&mut place, &mut last);
            } else {
                found = node(&found, hash);
            }
            place >>= 1;
            last >>= 1;
        }
        Some(last == 0 && found_old == *old_root && found == *root)
    }
}

/// Past the levels at which a node on the right-hand edge has no sister.
fn climb(place: &mut u64, last: &mut u64) {
    if *place & 1 == 0 {
        let lone = place.trailing_zeros().min(63);
        *place >>= lone;
        *last >>= lone;
    }
}
