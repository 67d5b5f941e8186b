//! Digests by which rows are known again without being kept.

use std::hash::{DefaultHasher, Hash, Hasher};

/// 128 bits over texts: two SipHashes with different beginnings.
pub(super) struct Digest(DefaultHasher, DefaultHasher);

impl Digest {
    pub(super) fn of(system: usize, reference: &str) -> Self {
        let (mut left, mut right) = (DefaultHasher::new(), DefaultHasher::new());
        left.write_usize(system);
        right.write_usize(!system);
        let mut digest = Self(left, right);
        digest.take(reference);
        digest
    }

    pub(super) fn take(&mut self, text: &str) {
        text.hash(&mut self.0);
        text.hash(&mut self.1);
    }

    pub(super) fn finish(&self) -> u128 {
        (u128::from(self.0.finish()) << 64) | u128::from(self.1.finish())
    }
}
