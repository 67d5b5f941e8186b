//! Passwords: what is asked of one, and how it is kept (argon2id, RFC 9106).

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use argon2::{Algorithm, Argon2, Params, Version};

use crate::token::{hex, is_equal, unhex};

/// Fewest characters of a password. Length serves better than rules about kinds of characters (NCSC).
pub const FEWEST_CHARACTERS: usize = 12;
/// Most bytes: a longer one is a mistake, or an attempt to keep the machine busy.
pub const MOST_BYTES: usize = 200;
/// Memory of one hash, KiB; with two passes, the OWASP setting for argon2id of 2023 to 2026.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const HASH_BYTES: usize = 32;
/// Bytes of salt, handed in.
pub const SALT_BYTES: usize = 16;
/// How a kept password begins: the algorithm and its cost.
const PREFIX: &str = "argon2id$19$19456$2$1$";

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Too short.
    TooShort,
    /// Too long.
    TooLong,
    /// One character, or two in turn, all through.
    TooPlain,
    /// It holds the name one signs in with.
    HoldsName,
    /// Among those tried first.
    Common,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort => {
                write!(f, "Use at least {FEWEST_CHARACTERS} characters. Three random words are good")
            }
            Self::TooLong => write!(f, "Use at most {MOST_BYTES} bytes"),
            Self::TooPlain => f.write_str("Use more than one or two different characters"),
            Self::HoldsName => f.write_str("Leave out the name you sign in with"),
            Self::Common => f.write_str("Choose another: this one is among those tried first"),
        }
    }
}

/// Passwords of twelve characters and more that lists of stolen ones begin with, in lower case.
const COMMON: [&str; 12] = [
    "123456789012",
    "password1234",
    "passwordpassword",
    "qwertyuiop123",
    "qwertyuiop[]",
    "iloveyou1234",
    "administrator",
    "letmeinletmein",
    "welcome12345",
    "police123456",
    "abcdefghijkl",
    "changeme1234",
];

/// Whether a password may be used by someone who signs in under a name.
///
/// # Errors
/// [`Unfit`], as the person reads it.
pub fn check(password: &str, sign_in_name: &str) -> Result<(), Unfit> {
    let lower = password.to_lowercase();
    let mut kinds: Vec<char> = password.chars().collect();
    kinds.sort_unstable();
    kinds.dedup();
    if password.chars().count() < FEWEST_CHARACTERS {
        return Err(Unfit::TooShort);
    }
    if password.len() > MOST_BYTES {
        return Err(Unfit::TooLong);
    }
    if kinds.len() <= 2 {
        return Err(Unfit::TooPlain);
    }
    if sign_in_name.chars().count() >= 3 && lower.contains(&sign_in_name.to_lowercase()) {
        return Err(Unfit::HoldsName);
    }
    if COMMON.contains(&lower.as_str()) {
        return Err(Unfit::Common);
    }
    Ok(())
}

/// What is kept of a password. `None` where it cannot be hashed: longer than [`MOST_BYTES`].
pub fn keep(password: &str, salt: &[u8; SALT_BYTES]) -> Option<String> {
    let hash = hashed(password, salt)?;
    Some(alloc::format!("{PREFIX}{}${}", hex(salt), hex(&hash)))
}

/// Whether a password is the one that was kept. Takes as long for a kept password that is none, so
/// that the time does not tell which names there are.
pub fn is_kept(password: &str, kept: &str) -> bool {
    let parts = kept.strip_prefix(PREFIX).and_then(|rest| rest.split_once('$'));
    let read = parts.and_then(|(salt, hash)| Some((unhex(salt)?.try_into().ok()?, unhex(hash)?)));
    let (salt, hash, is_real) = match read {
        Some((salt, hash)) => (salt, hash, true),
        None => ([0; SALT_BYTES], Vec::new(), false),
    };
    let tried = hashed(password, &salt);
    is_real && tried.is_some_and(|tried| is_equal(&tried, &hash))
}

fn hashed(password: &str, salt: &[u8; SALT_BYTES]) -> Option<[u8; HASH_BYTES]> {
    if password.len() > MOST_BYTES {
        return None;
    }
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(HASH_BYTES)).ok()?;
    let mut out = [0; HASH_BYTES];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_into(password.as_bytes(), salt, &mut out).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_of_a_password() {
        for (password, name, verdict) in [
            ("marrow quill lantern", "kestrel", Ok(())),
            ("short", "kestrel", Err(Unfit::TooShort)),
            ("ababababababab", "kestrel", Err(Unfit::TooPlain)),
            ("my KESTREL nests here", "kestrel", Err(Unfit::HoldsName)),
            ("Administrator", "kestrel", Err(Unfit::Common)),
        ] {
            assert_eq!(check(password, name), verdict, "{password}");
        }
        let long: String = core::iter::repeat_n("abc", 100).collect();
        assert_eq!(check(&long, "kestrel"), Err(Unfit::TooLong));
    }

    #[test]
    fn a_kept_password_is_known_again_and_no_other() {
        let kept = keep("marrow quill lantern", &[7; SALT_BYTES]).unwrap();
        assert!(kept.starts_with(PREFIX) && !kept.contains("marrow"));
        assert!(is_kept("marrow quill lantern", &kept));
        for (password, kept) in
            [("marrow quill Lantern", kept.as_str()), ("marrow quill lantern", ""), ("", "")]
        {
            assert!(!is_kept(password, kept));
        }
        assert_ne!(kept, keep("marrow quill lantern", &[8; SALT_BYTES]).unwrap());
    }
}
