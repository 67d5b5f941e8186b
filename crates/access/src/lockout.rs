//! After wrong passwords an account waits, longer each time; an address that tries many waits too.

use crate::SECOND;

/// Wrong tries before the first wait.
pub const FREE_TRIES: i64 = 5;
/// The first wait; each further wrong try doubles it.
const FIRST_WAIT: i64 = 60 * SECOND;
/// The longest wait. No account is locked for good: that would let anyone lock out a colleague.
pub const LONGEST_WAIT: i64 = 3_600 * SECOND;

/// Until when an account waits after its n-th wrong try in a row at `now`; `None` where it does not.
pub fn waits_until(n_failed: i64, now: i64) -> Option<i64> {
    let beyond = n_failed - FREE_TRIES;
    if beyond < 0 {
        return None;
    }
    let wait = (0..beyond.min(10)).fold(FIRST_WAIT, |wait, _| wait.saturating_mul(2)).min(LONGEST_WAIT);
    Some(now.saturating_add(wait))
}

/// Tries of one address at once.
pub const BURST: i64 = 20;
/// One more try every this long.
pub const REFILL: i64 = 3 * SECOND;

/// What is left of an address's tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bucket {
    tries: i64,
    at: i64,
}

impl Bucket {
    /// A full one.
    pub const fn full(now: i64) -> Self {
        Self { tries: BURST, at: now }
    }

    /// Takes a try; false where none is left.
    pub fn take(&mut self, now: i64) -> bool {
        let refilled = now.saturating_sub(self.at).max(0) / REFILL;
        if refilled > 0 {
            self.tries = self.tries.saturating_add(refilled).min(BURST);
            self.at = self.at.saturating_add(refilled.saturating_mul(REFILL));
        }
        if self.tries == 0 {
            return false;
        }
        self.tries -= 1;
        true
    }

    /// Whether it is as good as new, and need not be remembered.
    pub fn is_full(&self, now: i64) -> bool {
        self.tries.saturating_add(now.saturating_sub(self.at) / REFILL) >= BURST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_to_an_hour() {
        for (n_failed, wait) in
            [(1, None), (4, None), (5, Some(60)), (6, Some(120)), (8, Some(480)), (40, Some(3_600))]
        {
            assert_eq!(waits_until(n_failed, 0), wait.map(|seconds: i64| seconds * SECOND), "{n_failed}");
        }
    }

    #[test]
    fn an_address_has_twenty_tries_and_then_one_every_three_seconds() {
        let mut bucket = Bucket::full(0);
        assert_eq!((0..30).filter(|_| bucket.take(0)).count(), 20);
        assert!(!bucket.take(REFILL - 1));
        assert!(bucket.take(REFILL));
        assert!(!bucket.take(REFILL));
        assert!(bucket.is_full(REFILL * 40) && !bucket.is_full(REFILL));
    }
}
