//! What the store takes from the world: the time and random bytes. Tests hand in their own.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::fault::Fault;

/// The clock: microseconds since 1970 UTC.
pub type Clock = Box<dyn Fn() -> i64 + Send + Sync>;
/// Fills a slice with random bytes; false where there are none.
pub type Entropy = Box<dyn Fn(&mut [u8]) -> bool + Send + Sync>;

/// The clock and the source of randomness.
pub struct Surroundings {
    /// The clock.
    pub clock: Clock,
    /// Random bytes.
    pub entropy: Entropy,
}

impl Surroundings {
    /// The machine's own.
    pub fn of_the_machine() -> Self {
        let clock = || {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            i64::try_from(now.as_micros()).unwrap_or(i64::MAX)
        };
        Self { clock: Box::new(clock), entropy: Box::new(|bytes| getrandom::fill(bytes).is_ok()) }
    }

    pub(crate) fn now(&self) -> i64 {
        (self.clock)()
    }

    /// Random bytes.
    ///
    /// # Errors
    /// [`Fault::Usage`] where the system gives none.
    pub fn random<const N: usize>(&self) -> Result<[u8; N], Fault> {
        let mut bytes = [0; N];
        if (self.entropy)(&mut bytes) {
            return Ok(bytes);
        }
        Err(Fault::Usage("the system gives no random bytes; nothing personal can be kept without.".into()))
    }

    /// A new id: UUIDv7.
    ///
    /// # Errors
    /// As [`Self::random`].
    pub fn id(&self) -> Result<String, Fault> {
        let millis = u64::try_from(self.now() / 1_000).unwrap_or(0);
        Ok(uuid::Builder::from_unix_timestamp_millis(millis, &self.random()?).into_uuid().to_string())
    }
}
