//! The Merkle tree of RFC 6962 (section 2.1), kept as its frontier: the roots of the perfect subtrees
//! that the leaves so far fill, largest first. Memory grows with the logarithm of the leaves.

use alloc::vec::Vec;

use crate::hash::Hash;
use sha2::{Digest, Sha256};

/// The hash of a leaf: the entry's own chain hash under the leaf prefix of RFC 6962.
pub fn leaf(entry: &Hash) -> Hash {
    leaf_of_bytes(&entry.0)
}

/// RFC 6962 leaf hash of any bytes: SHA-256(0x00, bytes).
pub fn leaf_of_bytes(bytes: &[u8]) -> Hash {
    Hash(Sha256::new().chain_update([0]).chain_update(bytes).finalize().into())
}

/// RFC 6962 inner node: SHA-256(0x01, left, right).
pub fn node(left: &Hash, right: &Hash) -> Hash {
    Hash(Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0).finalize().into())
}

/// The right-hand edge of a tree that grows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// A tree without leaves.
    pub const fn new() -> Self {
        Self { size: 0, peaks: Vec::new() }
    }

    /// A frontier kept from before: `peaks`, largest subtree first, one for each 1 in the binary `size`.
    /// `None` where their number is another.
    pub fn resume(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        (peaks.len() == size.count_ones() as usize).then_some(Self { size, peaks })
    }

    /// How many leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the perfect subtrees, largest first.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Takes in the next leaf's hash.
    pub fn append(&mut self, leaf: Hash) {
        // Each trailing 1 of the size is a full subtree that the new one completes.
        let mut root = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                root = node(&left, &root);
            }
        }
        self.peaks.push(root);
        self.size = self.size.saturating_add(1);
    }

    /// The root over all leaves; of none, SHA-256 of nothing, as RFC 6962 has it.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => Hash::of(&[]),
            Some(last) => peaks.fold(*last, |right, left| node(left, &right)),
        }
    }
}
