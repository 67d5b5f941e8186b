//! Commitments: the ledger holds, for each personal row, a hash that binds the row without telling
//! anything of it. The nonce lives in the row and goes with it when it is erased; what is left is 32
//! bytes that nobody can try names against.

use core::fmt;

use sha2::{Digest, Sha256};

use crate::canonical::Value;
use crate::hash::Hash;

/// 32 random bytes of one personal row, never used twice. It is not printed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Nonce(pub [u8; 32]);

impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nonce(..)")
    }
}

/// SHA-256(nonce, canonical bytes of the row). The nonce is of one length, so no two pairs of nonce and
/// row give the same input.
pub fn commitment(nonce: &Nonce, row: &Value) -> Hash {
    Hash(Sha256::new().chain_update(nonce.0).chain_update(row.to_bytes()).finalize().into())
}
