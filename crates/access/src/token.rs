//! Random bytes that are handed out once: sessions, invitations, recovery codes. The database keeps
//! their digests alone.

use alloc::string::String;
use alloc::vec::Vec;

use sha2::{Digest, Sha256};

/// Random bytes of a session's or an invitation's token.
pub const BYTES: usize = 32;

/// SHA-256 of a token: what the database keeps.
pub fn digest(token: &[u8; BYTES]) -> [u8; 32] {
    of("onrecord/token/1", token)
}

/// The token of forms: known to whoever holds the session's cookie, and of no use for anything else.
pub fn of_forms(token: &[u8; BYTES]) -> String {
    hex(&of("onrecord/form/1", token))
}

/// Whether a form carries its session's token.
pub fn is_of_forms(given: &str, token: &[u8; BYTES]) -> bool {
    unhex(given).is_some_and(|given| is_equal(&given, &of("onrecord/form/1", token)))
}

/// Digest of a recovery code or another short code, which is read without case, space and hyphen.
pub fn digest_of_code(code: &str) -> [u8; 32] {
    let folded: String =
        code.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
    of("onrecord/code/1", folded.as_bytes())
}

pub(crate) fn of(domain: &str, bytes: &[u8]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(domain.as_bytes());
    hasher.update([0]);
    hasher.update(bytes);
    hasher.finalize().into()
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Back from hexadecimal digits; `None` where they are none.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    text.as_bytes()
        .chunks_exact(2)
        .map(|pair| {
            let digit = |byte: &u8| char::from(*byte).to_digit(16);
            match pair {
                [high, low] => u8::try_from(digit(high)? * 16 + digit(low)?).ok(),
                _ => None,
            }
        })
        .collect()
}

/// A token from a cookie or a link.
pub fn read(text: &str) -> Option<[u8; BYTES]> {
    unhex(text)?.try_into().ok()
}

/// Whether two byte strings are equal, in a time that depends on their length alone.
pub fn is_equal(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_there_and_back() {
        let token: [u8; BYTES] = core::array::from_fn(|at| at as u8 * 7);
        assert_eq!(read(&hex(&token)), Some(token));
        for text in ["", "0", "zz", "00112233", "é0"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_form_knows_its_session() {
        let (mine, other) = ([1; BYTES], [2; BYTES]);
        assert!(is_of_forms(&of_forms(&mine), &mine));
        assert!(!is_of_forms(&of_forms(&other), &mine));
        assert!(!is_of_forms("", &mine));
        assert_ne!(of_forms(&mine), hex(&digest(&mine)));
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(digest_of_code("ABCDE-fghij"), digest_of_code(" abcde fghij"));
        assert_ne!(digest_of_code("abcde"), digest_of_code("abcdf"));
    }
}
